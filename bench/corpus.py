"""Audits every recorded model of a corpus folder: crashes (must be 0), processor time, memory, decisions.

    python bench/corpus.py DIR [--limit N] [--against CHECKOUT [--rounds 3]]

    --against CHECKOUT   measure only, this checkout and another one by turns, a process each, and print the ratio

DIR holds `api/*.json` (bodies of /api/models), `cards/` with cards.csv, `datasets_api/` and `dataset_cards/`.
A model whose card was not recorded is unverified, as it should be: the table counts what it would be otherwise too.
Time is processor time, which others on the machine do not add to, a model and as a ratio to `json.loads` of the same
bodies and reading the same cards, in the same run. Of several rounds the least counts: noise only adds.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import resource
from collections import Counter
from pathlib import Path

from measured import ROOT, Figures, by_turns, cpu, of_itself

try:
    from auditor.closure import collect
except ImportError:  # where it stood before, for --against
    from auditor.fetch.closure import collect
from auditor.fetch.layout import read_snapshot
from auditor.fetch.source import Remembered, Unobtainable
from auditor.parse.files import README
from auditor.pipeline import audit_one

try:
    from auditor.standards import load_standards
except ImportError:  # where they stood before, for --against
    from auditor.pipeline import load_standards
from auditor.schema.audit import ModelAudit
from auditor.schema.issue import IssueKind
from auditor.schema.reference import ModelRef, RepoType
from auditor.schema.snapshot import METADATA, Snapshot


class CorpusSource:
    """The corpus folder as a source: bodies and cards by id."""

    def __init__(self, root: Path) -> None:
        self.bodies = {
            RepoType.MODEL: _bodies(root / "api"),
            RepoType.DATASET: _bodies(root / "datasets_api"),
        }
        self.cards = {
            RepoType.MODEL: _cards(root / "cards" / "cards.csv", root),
            RepoType.DATASET: _cards(root / "dataset_cards" / "dataset_cards.csv", root),
        }

    def models(self) -> list[str]:
        """Every model id of which there is a body or a card."""
        return sorted(self.bodies[RepoType.MODEL].keys() | self.cards[RepoType.MODEL].keys())

    def fetch(self, ref: ModelRef) -> Snapshot:
        """The snapshot of a recorded repository. Raises Unobtainable for any other."""
        body = self.bodies[ref.repo_type].get(ref.id)
        card = self.cards[ref.repo_type].get(ref.id)
        if body is None and card is None:
            raise Unobtainable(IssueKind.NOT_IN_SOURCE, "is not in the corpus")
        entries = {METADATA: body or json.dumps({"id": ref.id}).encode()}
        if card is not None:
            entries[f"files/{README}"] = card.read_bytes()
        prefix = "datasets--" if ref.repo_type is RepoType.DATASET else ""
        return read_snapshot(prefix + ref.id.replace("/", "--"), entries)


def main() -> int:
    """Run and print; 1 where something crashed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--against", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--figures", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
    if options.against:
        return _against(options)
    source, standards = CorpusSource(options.corpus), load_standards()
    ids = source.models()[: options.limit]
    remembered = Remembered(source)

    started = cpu()
    audits = [audit_one(collect(ModelRef(id=model_id), remembered), standards) for model_id in ids]
    seconds = cpu() - started
    figures = {"ms a model": 1000 * seconds / len(audits), "times json.loads": seconds / _reference(source, ids)}
    if options.figures:
        print(json.dumps(figures))
        return 0

    crashed = [model.reference for model in audits if any(i.kind is IssueKind.INTERNAL for i in model.issues)]
    print(f"models {len(audits)}  crashes {len(crashed)}  processor {seconds:.1f} s  {_shown(figures)}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")
    print("outcome            ", dict(Counter(model.decision.outcome.value for model in audits)))
    print("if nothing missing ", dict(Counter(model.decision.provisional.value for model in audits)))
    print("findings           ", dict(Counter(item.id for model in audits for item in model.findings).most_common()))
    _table(audits)
    for name in crashed[:10]:
        print("CRASHED", name)
    return 1 if crashed else 0


def _against(options: argparse.Namespace) -> int:
    """Measure two checkouts by turns."""
    limit = ["--limit", str(options.limit)] if options.limit else []

    def measure(tree: Path) -> Figures:
        return of_itself(__file__, tree, str(options.corpus), *limit, "--figures")

    taken = by_turns([ROOT, options.against], options.rounds, measure)
    least = {tree: {key: min(run[key] for run in runs) for key in runs[0]} for tree, runs in taken.items()}
    for tree, figures in least.items():
        print(f"{_shown(figures)}   {tree}")
    print(
        "ratio: " + ", ".join(f"{key} ×{value / least[options.against][key]:.2f}" for key, value in least[ROOT].items())
    )
    return 0


def _shown(figures: Figures) -> str:
    return f"{figures['ms a model']:.1f} ms a model, {figures['times json.loads']:.1f} times json.loads and reading"


def _table(audits: list[ModelAudit]) -> None:
    """Decisions, trouble left aside, by what the card declares; only of models whose files are listed."""
    columns = ("approved", "conditional", "review", "denied")
    rows: dict[str, Counter[str]] = {}
    listed = [model for model in audits if model.evidence.subject and model.evidence.subject.files_listed]
    print(f"models whose files are listed: {len(listed)}")
    for model in listed:
        rows.setdefault(model.license.declared or "(none)", Counter())[model.decision.provisional.value] += 1
    print(f"{'declared license':<44}" + "".join(f"{name:>12}" for name in columns))
    for name, counts in sorted(rows.items(), key=lambda item: -sum(item[1].values()))[:45]:
        print(f"{name[:43]:<44}" + "".join(f"{counts.get(column, 0):>12}" for column in columns))


def _reference(source: CorpusSource, ids: list[str]) -> float:
    """The processor time that `json.loads` of the same bodies and reading the same cards takes."""
    started = cpu()
    for model_id in ids:
        body = source.bodies[RepoType.MODEL].get(model_id)
        card = source.cards[RepoType.MODEL].get(model_id)
        if body:
            json.loads(body)
        if card:
            card.read_text(encoding="utf-8", errors="replace")
    return cpu() - started


def _bodies(folder: Path) -> dict[str, bytes]:
    found = {}
    for path in sorted(folder.glob("*.json")):
        content = path.read_bytes()
        body = json.loads(content)
        if isinstance(body, dict) and isinstance(body.get("id") or body.get("modelId"), str):
            found[body.get("id") or body["modelId"]] = content
    return found


def _cards(table: Path, root: Path) -> dict[str, Path]:
    with table.open(encoding="utf-8", newline="") as file:
        return {row["id"]: root / row["file"] for row in csv.DictReader(file) if (root / row["file"]).is_file()}


if __name__ == "__main__":
    raise SystemExit(main())
