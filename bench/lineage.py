"""Measure lineage: what is declared and dropped, and what can be inferred where nothing is declared.

    python bench/lineage.py --corpus DIR [--show N]

DIR holds, at any depth, `lineage_license_change_chains_2024-07.json` (chains of models with researchers' labels),
`hf_gguf_mlx_2026-08.csv` (republished models with the base that they declare), `cards.csv` with the cards beside it,
and `model_vs_dataset_licenses_2024-07.csv.xz`. A table that is not there is left out.

1. Each chain is audited as the Hub would show it: a license tag and a base_model a model. The researchers' labels look
   at words in names and at tags; the same questions are asked of the audit's lineage, and the disagreements are listed.
   Beside it stands what the license really asks (findings).
2. What is recovered of declared bases where the declaration is hidden, and the wrong ones, three ways: by the names of
   republished models alone; by the names of models with cards alone; and by these cards too, as a reader gets them: the
   whole README with nothing gone but `base_model` and `base_model_relation` of its front matter (the metadata, with its
   tags, is the id alone). Only the last one measures the reader of cards. `near` is another model of the same maker and
   family: a format, a rename, or the base of the base.
3. Models and the licenses of their data: conflicts found, by pair.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import lzma
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from bases import cards, copies, listed, share
from measured import cpu

from auditor.licenses.aliases import resolve
from auditor.pipeline import audit_one
from auditor.schema.audit import ModelAudit
from auditor.schema.license import CommercialUse
from auditor.schema.reference import ModelRef, RepoType
from auditor.schema.snapshot import METADATA, File, Snapshot, Snapshots
from auditor.standards import Standards, load_standards

CHAINS = "lineage_license_change_chains_2024-07.json"
COPIES = "hf_gguf_mlx_2026-08.csv"
CARDS = "cards.csv"
PAIRS = "model_vs_dataset_licenses_2024-07.csv.xz"
LLAMA = ("llama1", "llama2", "llama3", "llama3.1", "llama3.2", "llama3.3", "llama4", "llama")


def main() -> int:
    """Run and print; 1 where an audit of a chain fails."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--show", type=int, default=5, help="disagreements listed of each kind")
    options = parser.parse_args()
    standards = load_standards()
    for name, run in ((CHAINS, chains), (COPIES, copies), (CARDS, cards), (PAIRS, pairs)):
        path = next(iter(sorted(options.corpus.rglob(name))), None)
        print(f"\n{name}" + ("" if path else ": not there"))
        if path:
            started = cpu()
            run(path, standards, options.show)
            print(f"  {cpu() - started:.1f} s of processor")
    return 0


def chains(path: Path, standards: Standards, show: int) -> None:
    """The labels of the researchers, asked of the lineage that the audit draws."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    answers = []
    for row in rows:
        snapshots = [_snapshot(item, above) for item, above in zip(row["chain"], [None, *row["chain"]], strict=False)]
        subject, *related = reversed(snapshots)
        collected = Snapshots(ref=ModelRef(id=subject.id), subject=subject, related=tuple(related))
        answers.append((set(row["tags"]), audit_one(collected, standards)))
    for label, asked in QUESTIONS.items():
        _score(label, [(label in labels, asked(audit), audit) for labels, audit in answers], show)
    found = Counter(finding.id for _, audit in answers for finding in audit.findings)
    print("  findings on the last model of each chain:", dict(found.most_common()))
    llama = [audit for labels, audit in answers if "undeclared_llama_dependency" in labels]
    bound = [
        audit for audit in llama if any(item.license in LLAMA and not item.kept for item in audit.lineage.inherited)
    ]
    print(f"  of {len(llama)} labelled as hiding Llama, {len(bound)} inherit Meta's terms without stating them;")
    outcomes = Counter(audit.decision.outcome.value for audit in llama)
    print("  decisions on these:", dict(outcomes.most_common()))
    for audit in [audit for audit in llama if audit.decision.outcome.value == "approved"][:show]:
        print("      approved", _chain(audit))
    print(
        "  the others state them, are no derivatives of Meta's models, or inherit from a model that states no license"
    )


def _stated(audit: ModelAudit) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Each model of the chain, the last one first: its name, its license as written, and as we conclude it."""
    models = [*([audit.evidence.subject] if audit.evidence.subject else []), *audit.evidence.ancestors]
    return [
        (item.id, tuple(claim.written for claim in item.license_claims), item.conclusion.licenses) for item in models
    ]


def _chain(audit: ModelAudit) -> str:
    return " <- ".join(f"{name} [{', '.join(written) or 'none'}]" for name, written, _ in _stated(audit))


def _license_change(audit: ModelAudit) -> bool:
    return len({written for _, written, _ in _stated(audit)}) > 1


def _unknown(audit: ModelAudit) -> bool:
    return any(not written for _, written, _ in _stated(audit))


def _ends_unknown(audit: ModelAudit) -> bool:
    return not _stated(audit)[0][1]


def _is_llama(name: str, licenses: tuple[str, ...]) -> tuple[bool, bool]:
    """Whether the name shows the family, and whether the license is one of its own."""
    return "llama" in name.lower(), bool(set(licenses) & set(LLAMA))


def _undeclared_llama(audit: ModelAudit) -> bool:
    """Some model of the chain shows Llama in its name, and some does not show it in both name and license."""
    shown = [_is_llama(name, licenses) for name, _, licenses in _stated(audit)]
    return any(name for name, _ in shown) and not all(name and license_ for name, license_ in shown)


def _missing_llama_license(audit: ModelAudit) -> bool:
    """A model below the root bears the name and not the license."""
    shown = [_is_llama(name.rpartition("/")[2], licenses) for name, _, licenses in _stated(audit)[:-1]]
    return any(name and not license_ for name, license_ in shown)


def _llama_naming(audit: ModelAudit) -> bool:
    """A model below the root has the license and not the name."""
    shown = [_is_llama(name.rpartition("/")[2], licenses) for name, _, licenses in _stated(audit)[:-1]]
    return any(license_ and not name for name, license_ in shown)


QUESTIONS: dict[str, Callable[[ModelAudit], bool]] = {
    "license_change": _license_change,
    "unknown_license": _unknown,
    "ends_with_unknown_license": _ends_unknown,
    "undeclared_llama_dependency": _undeclared_llama,
    "missing_llama_license": _missing_llama_license,
    "llama_naming_issue": _llama_naming,
}


def _snapshot(model: dict[str, Any], above: dict[str, Any] | None) -> Snapshot:
    tags = [f"license:{name}" for name in model["license"] if name != "UNKNOWN"]
    body: dict[str, Any] = {
        "id": model["model"],
        "gated": False,
        "tags": tags,
        "siblings": [{"rfilename": "model.bin"}],
    }
    if above:
        body["cardData"] = {"base_model": above["model"]}
    return Snapshot(
        repo_type=RepoType.MODEL,
        id=model["model"],
        sha=None,
        endpoint=None,
        retrieved_at=None,
        metadata=File.of(METADATA, json.dumps(body).encode()),
    )


def _score(label: str, answers: list[tuple[bool, bool, ModelAudit]], show: int) -> None:
    hits = sum(truth and said for truth, said, _ in answers)
    wrong = [audit for truth, said, audit in answers if said and not truth]
    missed = [audit for truth, said, audit in answers if truth and not said]
    precision, recall = share(hits, hits + len(wrong)), share(hits, hits + len(missed))
    print(
        f"  {label:<28} precision {precision}  recall {recall}  ({hits} hits, {len(wrong)} more, {len(missed)} missed)"
    )
    for mark, audits in (("+", wrong), ("-", missed)):
        for audit in audits[:show]:
            print(
                "     ",
                mark,
                _chain(audit),
            )


def pairs(path: Path, standards: Standards, show: int) -> None:
    """Licenses of models against those of their data."""
    catalog = standards.knowledge.catalog
    uses: dict[str, CommercialUse] = {}
    counts: Counter[tuple[str, str]] = Counter()
    conflicts = unknown = total = 0
    with lzma.open(path) as packed:
        for row in csv.DictReader(io.TextIOWrapper(packed, encoding="utf-8")):
            total += 1
            names = [row["model_license"], *listed(row["dataset_licenses"])]
            for name in names:
                if name not in uses:
                    worst = catalog.most_restrictive(resolve(name, catalog).licenses)
                    uses[name] = worst.commercial_use if worst else CommercialUse.UNKNOWN
            model, data = names[0], names[1:]
            never = [name for name in data if uses[name] is CommercialUse.NO]
            unknown += any(uses[name] is CommercialUse.UNKNOWN for name in data)
            if never and uses[model] is not CommercialUse.NO:
                conflicts += 1
                counts.update((model, name) for name in dict.fromkeys(never))
    print(
        f"  {total} models: data-non-commercial under terms that allow more: {conflicts}; "
        f"with data of unknown terms: {unknown}"
    )
    for (model, data), count in counts.most_common(max(show, 12)):
        print(f"      {count:5}  {model} on {data}")


if __name__ == "__main__":
    raise SystemExit(main())
