"""Openness held against labels of several teams: `python bench/openness.py --corpus DIR [--errors]`.

DIR holds `labels/openness_labels.csv` (repository, dimension, label, strength), `api/`, `cards/` with cards.csv,
`datasets_api/`, `dataset_cards/`, and, if they are there, `tables/api_models_detail_2024-07.jsonl.xz` with more bodies
and `tables/mteb_model_meta.csv` with what makers of embedding models say of themselves. Where a card or body is
missing, the menagerie is asked. No link is followed: the code behind them is not in DIR.

Dimensions: weights = P1, license = L1 with L3, data = D1 with D6, training code = C2. `open` is an answer of met, of
both where there are two (weights: partial too, which is an automatic gate or a card without a file list; L1 and L3:
partial too); `not_open` is an answer of not met; all else abstains and counts against coverage. Further rows: weights
with the gate left aside (teams label a repository open whose files a person gives out: P1 says not met, and L4 asks
that too), D1 alone, partial taken for open, and baselines of the same run: the license tag alone, the majority, "any
.py is training code", "any `datasets:` is open data". Exit code 1 where a gold negative of data or training code is
called open.
"""

from __future__ import annotations

import argparse
import csv
import json
import lzma
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from corpus import CorpusSource

from auditor.closure import collect
from auditor.fetch.archive import open_archive
from auditor.fetch.source import Remembered, Source, Unobtainable
from auditor.pipeline import audit_one
from auditor.schema.audit import ModelAudit
from auditor.schema.evidence import ComponentKind, GateState
from auditor.schema.reference import ModelRef, RepoType
from auditor.schema.rubric import Answer
from auditor.schema.snapshot import Snapshot
from auditor.standards import load_standards

FIXTURES = Path(__file__).parent.parent / "fixtures" / "hub"
OPEN, CLOSED, ABSTAIN = "open", "not_open", "-"
_WORD = {Answer.MET: OPEN, Answer.NOT_MET: CLOSED}


class Union:
    """The corpus, and the menagerie for what it does not hold."""

    def __init__(self, root: Path, wanted: Iterable[str]) -> None:
        self.corpus, self.menagerie = CorpusSource(root), open_archive(FIXTURES)
        held = self.corpus.bodies[RepoType.MODEL]
        held |= {name: body for name, body in _more_bodies(root, set(wanted)) if name not in held}

    def fetch(self, ref: ModelRef) -> Snapshot:
        """The snapshot from either. Raises Unobtainable."""
        try:
            return self.corpus.fetch(ref)
        except Unobtainable:
            return self.menagerie.fetch(ref)


@dataclass(frozen=True)
class Case:
    """One repository with its audit and what teams say of it."""

    audit: ModelAudit
    dimension: str
    label: str
    strength: str


def weights(model: ModelAudit) -> str:
    """P1; an automatic gate, or a card that loads the model itself, is open as the teams count."""
    answer = model.openness.criteria["P1"].answer
    return OPEN if answer is Answer.PARTIAL else _WORD.get(answer, ABSTAIN)


def weights_behind_a_gate(model: ModelAudit) -> str:
    """P1, where a gate that a person opens is left to L4: the weights are there."""
    subject = model.evidence.subject
    gated = subject is not None and subject.access.gate is GateState.MANUAL
    held = subject is not None and any(item.kind is ComponentKind.WEIGHTS for item in subject.components)
    return OPEN if gated and held and not (subject and subject.access.disabled) else weights(model)


def license_of(model: ModelAudit) -> str:
    """L1 with L3."""
    return _both(model, "L1", "L3", lenient_second=True)


def data(model: ModelAudit) -> str:
    """D1 with D6."""
    return _both(model, "D1", "D6")


def sources(model: ModelAudit) -> str:
    """D1."""
    return _WORD.get(model.openness.criteria["D1"].answer, ABSTAIN)


def training_code(model: ModelAudit) -> str:
    """C2."""
    return _WORD.get(model.openness.criteria["C2"].answer, ABSTAIN)


def _both(model: ModelAudit, first: str, second: str, *, lenient_second: bool = False) -> str:
    pair = [model.openness.criteria[name].answer for name in (first, second)]
    if Answer.NOT_MET in pair:
        return CLOSED
    enough = (Answer.MET, Answer.PARTIAL) if lenient_second else (Answer.MET,)
    return OPEN if all(answer in enough for answer in pair) else ABSTAIN


def lenient(names: tuple[str, ...]) -> Callable[[ModelAudit], str]:
    """Partial counts as open."""

    def word(model: ModelAudit) -> str:
        answers = [model.openness.criteria[name].answer for name in names]
        if Answer.NOT_MET in answers:
            return CLOSED
        return OPEN if {Answer.MET, Answer.PARTIAL} & set(answers) else ABSTAIN

    return word


def by_tag(model: ModelAudit) -> str:
    """Baseline: whatever has a tag that the OSI approved is open in every way."""
    known = {item.id: item.approval.osi for item in model.evidence.licenses}
    subject = model.evidence.subject
    declared = [name for claim in subject.license_claims for name in claim.licenses] if subject else []
    return OPEN if declared and all(known.get(name) for name in declared) else CLOSED


def by_python_file(model: ModelAudit) -> str:
    """Baseline: any script is training code; so is a link to a code host."""
    subject = model.evidence.subject
    kinds = {ComponentKind.CODE, ComponentKind.TRAINING_CODE, ComponentKind.MODELING_CODE}
    listed = subject and any(item.kind in kinds for item in subject.components)
    linked = subject and any("github.com" in link.url for link in subject.links)
    return OPEN if listed or linked else CLOSED


def by_datasets(model: ModelAudit) -> str:
    """Baseline: any declared dataset is open data."""
    return OPEN if model.evidence.subject and model.evidence.subject.datasets else CLOSED


DIMENSIONS: dict[str, dict[str, Callable[[ModelAudit], str]]] = {
    "weights": {"auditor": weights, "gate left aside": weights_behind_a_gate, "license tag": by_tag},
    "licence": {"auditor": license_of, "license tag": by_tag},
    "data": {
        "auditor": data,
        "D1 alone": sources,
        "partial as open": lenient(("D1",)),
        "license tag": by_tag,
        "any datasets:": by_datasets,
    },
    "traincode": {
        "auditor": training_code,
        "partial as open": lenient(("C2",)),
        "license tag": by_tag,
        "any .py": by_python_file,
    },
}


def main() -> int:
    """Run and print; 1 where a floor is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--errors", action="store_true", help="list every disagreement")
    options = parser.parse_args()
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
    labels = _rows(options.corpus / "labels" / "openness_labels.csv")
    source = Union(options.corpus, (row["hf_repo_id"] for row in labels))
    audits = dict(_audits({row["hf_repo_id"] for row in labels}, source))
    cases = [
        Case(audits[row["hf_repo_id"]], row["dimension"], row["label"], row["strength"])
        for row in labels
        if row["hf_repo_id"] in audits and row["label"] in (OPEN, CLOSED)
    ]
    asked = {row["hf_repo_id"] for row in labels}
    print(f"{len(audits)} of {len(asked)} labelled repositories have a card or a body here")
    broken = 0
    for strength in ("gold", "silver"):
        broken += _table([case for case in cases if case.strength == strength], strength, options.errors)
    _self_reported(options.corpus, options.errors)
    return 1 if broken else 0


def _table(cases: list[Case], strength: str, errors: bool, dimensions: Iterable[str] = DIMENSIONS) -> int:
    """Print every dimension; the number of gold negatives that are called open."""
    false_open = 0
    print(f"\n{strength:<10} {'':<16} {'n':>4} {'cover':>6} {'right':>6} | open: {'prec':>5} {'recall':>6} | "
          "open→open open→not not→open not→not abstained")  # fmt: skip
    for dimension, ways in ((name, DIMENSIONS[name]) for name in dimensions):
        asked = [case for case in cases if case.dimension == dimension]
        majority = Counter(case.label for case in asked).most_common(1)
        constant = majority[0][0] if majority else CLOSED
        for name, way in {**ways, "majority": lambda _model, word=constant: word}.items():
            pairs = [(case.label, way(case.audit)) for case in asked]
            print(f"{dimension:<10} {name:<16} {_line(pairs)}")
            if name == "auditor" and strength == "gold" and dimension in ("data", "traincode"):
                false_open += pairs.count((CLOSED, OPEN))
            if errors and name == "auditor":
                _disagreements(asked, way)
    return false_open


def _line(pairs: list[tuple[str, str]]) -> str:
    counts = Counter(pairs)
    answered = [pair for pair in pairs if pair[1] != ABSTAIN]
    called, are = sum(said == OPEN for _, said in pairs), sum(label == OPEN for label, _ in pairs)
    hits, right = counts[OPEN, OPEN], sum(label == said for label, said in answered)
    cells = [counts[OPEN, OPEN], counts[OPEN, CLOSED], counts[CLOSED, OPEN], counts[CLOSED, CLOSED]]
    return (
        f"{len(pairs):>4} {_share(len(answered), len(pairs)):>6} {_share(right, len(answered)):>6} |       "
        f"{_share(hits, called):>5} {_share(hits, are):>6} | " + " ".join(f"{cell:>8}" for cell in cells)
        + f" {len(pairs) - len(answered):>9}"
    )  # fmt: skip


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "-"


def _disagreements(cases: list[Case], way: Callable[[ModelAudit], str]) -> None:
    for case in cases:
        said = way(case.audit)
        if said not in (ABSTAIN, case.label):
            words = "; ".join(
                f"{name} {case.audit.openness.criteria[name].answer.value}: {case.audit.openness.criteria[name].reason}"
                for name in ("P1", "L1", "L3", "D1", "D6", "C2")
            )
            print(f"    {case.audit.reference}: labelled {case.label}, answered {said} ({words[:700]})")


def _self_reported(root: Path, errors: bool) -> None:
    """What makers of embedding models say of their own code and data; an empty field is taken for "not public"."""
    path = root / "tables" / "mteb_model_meta.csv"
    if not path.is_file():
        return
    rows = {row["name"]: row for row in _rows(path)}
    audits = dict(_audits(set(rows), Union(root, rows)))
    print(f"\n{len(audits)} of {len(rows)} models of MTEB have a card or a body here")
    cases = [
        Case(model, dimension, OPEN if rows[name][field] not in ("", "False") else CLOSED, "mteb")
        for name, model in audits.items()
        for dimension, field in (("data", "public_training_data"), ("traincode", "public_training_code"))
    ]
    _table(cases, "mteb", errors, ("data", "traincode"))


def _audits(ids: set[str], source: Source) -> Iterator[tuple[str, ModelAudit]]:
    """The audits of those of which there is a card or a body."""
    standards, remembered = load_standards(), Remembered(source)
    for model_id in sorted(ids):
        collected = collect(ModelRef(id=model_id), remembered)
        if collected.subject is not None:
            yield model_id, audit_one(collected, standards)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _more_bodies(root: Path, wanted: set[str]) -> Iterator[tuple[str, bytes]]:
    path = root / "tables" / "api_models_detail_2024-07.jsonl.xz"
    if not path.is_file():
        return
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            body = json.loads(line)
            if body.get("id") in wanted:
                yield body["id"], line.encode()


if __name__ == "__main__":
    raise SystemExit(main())
