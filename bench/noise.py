"""How often words stop a model whose card declares a permissive license: `python bench/noise.py DIR [--every N]`.

DIR is a corpus folder as bench/corpus.py takes it. Counted are models of which a sentence is unread (`terms-unread`),
and of which a limit was read, under the built-in policy; sentences by the row of policies/reading/alarm.yaml that
holds their words. No text is printed but with -v, for whoever judges which of these stops are right. Measured on 30
November 2026 over 1,289 cards: see docs/accuracy.md.
"""

from __future__ import annotations

import argparse
import os
from collections import Counter
from pathlib import Path

from corpus import CorpusSource

from auditor.closure import collect
from auditor.fetch.source import Remembered
from auditor.parse.card import read_card
from auditor.pipeline import audit_one
from auditor.schema.decision import SENTENCE
from auditor.schema.reference import ModelRef, RepoType
from auditor.standards import load_standards

PERMISSIVE = (
    *("apache-2.0", "mit", "bsd", "bsd-2-clause", "bsd-3-clause"),
    *("cc-by-4.0", "cc0-1.0", "isc", "unlicense", "bsl-1.0", "zlib"),
)


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--every", type=int, default=1, help="only every Nth model")
    parser.add_argument("--first", type=int, default=0, help="begin with this one")
    parser.add_argument("-v", "--verbose", action="store_true", help="print what stopped each")
    options = parser.parse_args()
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
    corpus, standards = CorpusSource(options.corpus), load_standards()
    source, rows = Remembered(corpus), Counter[str]()
    counts = dict.fromkeys(("models", "unread", "limits", "either"), 0)
    for name in permissive(corpus)[options.first :: options.every]:
        audit = audit_one(collect(ModelRef(repo_type=RepoType.MODEL, id=name), source), standards)
        unread = [item for item in audit.findings if any(word.startswith(SENTENCE) for word in item.names)]
        limits = [item for item in audit.decision.reasons if item.rule.startswith("card/")]
        rows.update({item.row or "more" for item in unread})
        counts["models"] += 1
        counts["unread"] += bool(unread)
        counts["limits"] += bool(limits)
        counts["either"] += bool(unread or limits)
        if options.verbose:
            for item in (*unread, *limits):
                print(f"{name}  {item.row}  {item.message}")
    for what, count in counts.items():
        print(f"{what:<12}{count:>6}{100 * count / max(1, counts['models']):>8.1f} in 100")
    for row, count in rows.most_common():
        print(f"{count:>6}  {row}")


def permissive(corpus: CorpusSource) -> list[str]:
    """The models whose card declares a permissive license and no other."""
    declared = (
        (name, read_card(path.read_text(encoding="utf-8", errors="replace")).front.get("license"))
        for name, path in sorted(corpus.cards[RepoType.MODEL].items())
    )
    return [name for name, stated in declared if isinstance(stated, str) and stated.lower() in PERMISSIVE]


if __name__ == "__main__":
    main()
