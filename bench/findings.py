"""The findings over every real card, counted and drawn at random: `python bench/findings.py --corpus DIR`.

    --sample N   that many, with the seed, to be read by a person beside their cards   [60]
    --all ID     every finding of this id instead
    --every      count and draw from all findings, and not from those on openness and its papers alone

DIR is that of bench/corpus.py; asked are the models of `cards/cards.csv`. No link is followed.
"""

from __future__ import annotations

import argparse
import os
import random
from collections import Counter
from pathlib import Path

from corpus import CorpusSource

from auditor.closure import collect
from auditor.fetch.source import Remembered
from auditor.pipeline import audit_one
from auditor.schema.decision import Finding
from auditor.schema.reference import ModelRef, RepoType
from auditor.standards import load_standards

SEED = 20261129
# Those of the rubric's chapter on open-washing, and on what a card claims, promises or leaves out.
ON_OPENNESS = frozenset(
    (
        *("open-source-claim", "license-tag-mismatch", "restricted-under-permissive-tag", "license-text-missing"),
        *("upstream-terms-dropped", "gated-but-open", "region-excluded", "training-code-hollow", "license-changed"),
        *("data-section-placeholder", "mutable-terms", "promise-overdue", "license-link-elsewhere", "data-unavailable"),
    )
)


def main() -> int:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--sample", type=int, default=60)
    parser.add_argument("--all", metavar="ID")
    parser.add_argument("--every", action="store_true")
    options = parser.parse_args()
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
    source, standards = CorpusSource(options.corpus), load_standards()
    remembered, names = Remembered(source), sorted(source.cards[RepoType.MODEL])
    raised: list[tuple[str, Finding]] = []
    for name in names:
        findings = audit_one(collect(ModelRef(id=name), remembered), standards).findings
        raised += [(name, item) for item in findings if options.every or item.id in ON_OPENNESS]
    counts = Counter(item.id for _, item in raised)
    print(f"{len(names)} cards, {len(raised)} findings, seed {SEED}")
    for kind, count in counts.most_common():
        print(f"  {kind:<34}{count:>6}  {count / len(names):7.2%}")
    chosen = [row for row in raised if row[1].id == options.all]
    if not options.all:
        chosen = random.Random(SEED).sample(raised, min(options.sample, len(raised)))
    for number, (name, item) in enumerate(sorted(chosen, key=lambda row: (row[1].id, row[0])), 1):
        print(f"\n{number}. {item.id}: {name}\n   {item.message}")
        for citation in item.citations:
            print(f"   {citation.file}:{citation.line or citation.pointer or ''} {citation.quote[:240]}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
