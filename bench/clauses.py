"""What the reader of clauses finds in texts whose terms the catalog knows: `python bench/clauses.py DIR [-v]`.

DIR holds license texts as files, in whatever folders (`licenses/texts`, `licenses/spdx_texts`). Which license a text is
the index says; then it is read as if nobody knew it, and what was read is held against the facts of the catalog: a
grant that is given is `may`, one that is withheld is `may-not`. Of the kinds `other` nothing is counted, since they do
not say which; nor of commercial use that is withheld, which the restrictions say. A fact that stands in a text only by
what it does not forbid counts as missed, and what the catalog leaves out as wrong. No text is printed but with -v.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from auditor.files.policies import load_knowledge
from auditor.gather.bounds import readable
from auditor.gather.reading.clauses import said_in
from auditor.licenses.identify import identify
from auditor.licenses.knowledge import Knowledge
from auditor.prose.text import read_plain
from auditor.schema.facts import Answer3
from auditor.schema.license import License

Kind = tuple[str, str]
_WITHHELD = ("sublicense", "patent")


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("-v", "--verbose", metavar="SAYS-KIND", help="print what was wrong or missed of this kind")
    options = parser.parse_args()
    knowledge = load_knowledge()
    right, wrong, missed = Counter[Kind](), Counter[Kind](), Counter[Kind]()
    texts = 0
    for path, text, known in known_texts(options.folder, knowledge):
        texts += 1
        expected = set(facts(known))
        said = [item for item in said_in(read_plain(readable(text), knowledge.vocabulary)) if item.about != "other"]
        found = {(item.kind.value, item.about) for item in said}
        right.update(found & expected)
        wrong.update(found - expected)
        missed.update(expected - found)
        for kind in (found ^ expected) if options.verbose else ():
            if options.verbose in ("all", "-".join(kind)):
                words = [f"{item.row} {item.words}" for item in said if (item.kind.value, item.about) == kind]
                print("WRONG " if words else "MISSED", path.name, "-".join(kind), *words[:2], sep="  ")
    print(f"{texts} texts\n{'':<44}right wrong missed precision recall")
    kinds = sorted(right.keys() | wrong.keys() | missed.keys())
    for kind in kinds:
        _line("-".join(kind), right[kind], wrong[kind], missed[kind])
    for says in dict.fromkeys(says for says, _ in kinds):
        _line(says, *(sum(count for kind, count in of.items() if kind[0] == says) for of in (right, wrong, missed)))
    firm = [kind for kind in kinds if kind[0] != "if"]
    _line("may, must, may-not", *(sum(of[kind] for kind in firm) for of in (right, wrong, missed)))


def known_texts(folder: Path, knowledge: Knowledge) -> Iterator[tuple[Path, str, License]]:
    """The texts that are one license of the catalog word for word, with its facts."""
    for path in sorted(folder.rglob("*.txt")):
        text = path.read_text(encoding="utf-8", errors="replace")
        found = identify(text, knowledge.index)
        known = knowledge.catalog.get(found.licenses[0].id) if len(found.licenses) == 1 else None
        if known and found.answer in ("exact", "exact-with-extra") and (known.grants or known.obligations):
            yield path, text, known


def facts(known: License) -> Iterator[Kind]:
    """What the catalog says of a license, in the words of clauses."""
    for grant in known.grants:
        if grant.given is not Answer3.NO:
            yield "may", grant.grant.value
        elif grant.grant.value in _WITHHELD:
            yield "may-not", grant.grant.value
    for duty in known.obligations:
        if duty.obligation.value != "other":
            yield "must", duty.obligation.value
    for restriction in known.restrictions:
        if restriction.restriction.value != "other":
            yield "may-not", restriction.restriction.value
    for condition in known.conditions:
        if condition.metric.value != "other":
            yield "if", condition.metric.value


def _line(name: str, right: int, wrong: int, missed: int) -> None:
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    print(f"{name:<44}{right:>5}{wrong:>6}{missed:>7}{precision:>10.2f}{recall:>7.2f}")


if __name__ == "__main__":
    main()
