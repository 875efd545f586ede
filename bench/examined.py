"""Well-known systems, with what others say of them: `python bench/examined.py --corpus DIR`.

DIR holds `labels/osi_validation.csv` (the twelve that the OSI examined) and `labels/target_models.csv` (43 systems
with a consensus of several teams), and cards and bodies as bench/openness.py asks for them. Evidence is the menagerie's
where it holds the model, since that has file lists; links are followed into fixtures/github, served by a replica.

Prints each system with what comes of it, then every disagreement with its evidence, then which systems have none here.
Exit code 1 where a pass or likely pass stands against a fail of the OSI, or a fail against its pass.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent))

from openness import CLOSED, FIXTURES, OPEN, Union, _rows, license_of, sources, training_code, weights

from auditor.fetch.archive import open_archive
from auditor.fetch.github import GitHubSource
from auditor.fetch.links import following
from auditor.fetch.source import Unobtainable, code_of
from auditor.fetch.systems import WithSystems
from auditor.files.systems import load_systems
from auditor.parse.references import parse_reference
from auditor.pipeline import audit
from auditor.schema.audit import ModelAudit
from auditor.schema.reference import ModelRef
from auditor.schema.rubric import Answer
from auditor.schema.snapshot import Snapshot
from auditor.schema.verdict import OsaidOutcome
from auditor.standards import load_standards
from tests.github_replica import GitHubReplica

# Systems that are no repository, as references.
HOSTED = {
    "GPT-4": "openai:gpt-4",
    "GPT-3": "openai:gpt-3",
    "GPT-4o-mini": "openai:gpt-4o-mini",
    "Gemini (1.0/1.5)": "google:gemini-1.5-pro",
    "Claude 3.5 Sonnet": "anthropic:claude-3-5-sonnet",
    "Claude 3.5 Haiku": "anthropic:claude-3-5-haiku",
    "Inflection (Pi)": "inflection:pi",
}
TIERS = ("Closed", "Weights Available", "Open Weights", "Open Source AI with Open Data", "Open Source AI")
# Dimension, the column of the consensus, how we answer it, which criteria say why.
SIDES = (
    ("weights", "cons_weights", weights, ("P1",)),
    ("license", "cons_licence", license_of, ("L1", "L3")),
    ("data", "cons_data_info", sources, ("D1",)),
    ("code", "cons_training_code", training_code, ("C2",)),
)


class Menagerie:
    """The menagerie, and the corpus for what it does not hold."""

    def __init__(self, root: Path) -> None:
        self.first, self.second = open_archive(FIXTURES), Union(root, ())

    def fetch(self, ref: ModelRef) -> Snapshot:
        """The snapshot from either. Raises Unobtainable."""
        try:
            return self.first.fetch(ref)
        except Unobtainable:
            return self.second.fetch(ref)


def main() -> int:
    """Run and print; 1 where the OSI is contradicted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    options = parser.parse_args()
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
    labels, standards = options.corpus / "labels", load_standards()
    broken, disagreements, absent = 0, [], []
    with tempfile.TemporaryDirectory() as cache, GitHubReplica().load(FIXTURES.parent / "github") as github:
        os.environ["AUDITOR_CACHE"] = cache
        repositories = following(Menagerie(options.corpus), GitHubSource(endpoint=github.endpoint))
        source = following(WithSystems(repositories, load_systems()), code_of(repositories))

        def asked(written: str) -> ModelAudit | None:
            model = audit([parse_reference(written)], source, standards).models[0]
            return model if model.evidence.subject else None

        print("the systems that the OSI examined")
        for row in _rows(labels / "osi_validation.csv"):
            for model in filter(None, map(asked, row["hf_repo_ids_curated"].split(";"))):
                wrong = _contradicts(model.openness.osaid.outcome, row["verdict"])
                broken += wrong
                _line(model, row["verdict"], wrong)
        print("\nwell-known systems")
        for row in _rows(labels / "target_models.csv"):
            name = HOSTED.get(row["system"]) or row["hf_repo_id"].split()[0]
            model = asked(name) if _is_reference(name) else None
            if model is None:
                absent.append(row["system"])
                continue
            _line(model, f"{row['consensus_OSAID']}; {row['consensus_G7_tier']}", False)
            disagreements += list(_disagreements(model, row))
    print(f"\n{len(disagreements)} disagreements, each with our evidence")
    print("\n".join(disagreements))
    print(f"\nno evidence here of {len(absent)}: {', '.join(absent)}")
    return 1 if broken else 0


def _is_reference(name: str) -> bool:
    return not set(name) & {"(", "*"}


def _contradicts(outcome: OsaidOutcome, verdict: str) -> bool:
    passed = outcome in (OsaidOutcome.PASS, OsaidOutcome.LIKELY_PASS)
    failed = outcome in (OsaidOutcome.FAIL, OsaidOutcome.LIKELY_FAIL)
    return (passed and verdict.startswith("fail")) or (failed and verdict == "pass")


def _line(model: ModelAudit, said: str, wrong: bool) -> None:
    osaid = model.openness.osaid
    because = " ".join(osaid.blocking or osaid.open)
    print(f"  {model.reference:<36} {said[:44]:<44} {osaid.outcome.value:<13} {model.openness.tier:<18} {because}"
          + ("   <-- contradicts" if wrong else ""))  # fmt: skip


def _disagreements(model: ModelAudit, row: dict[str, str]) -> Iterator[str]:
    """Where an answer of ours that is no abstention differs from the consensus."""
    tier = next((name.lower().replace(" ", "-") for name in TIERS if row["consensus_G7_tier"].startswith(name)), "")
    if model.openness.tier not in (tier, "undetermined"):
        why = f"in the way: {', '.join(model.openness.tier_blocking)}"
        yield f"  {model.reference}: tier {model.openness.tier}, others {row['consensus_G7_tier']} ({why})"
    if _contradicts(model.openness.osaid.outcome, row["consensus_OSAID"]):
        yield f"  {model.reference}: OSAID {model.openness.osaid.outcome.value}, others {row['consensus_OSAID']}"
    for dimension, column, way, names in SIDES:
        said, ours = _side(row[column]), way(model)
        if said and ours in (OPEN, CLOSED) and said != ours:
            criteria = [model.openness.criteria[name] for name in names]
            why = "; ".join(f"{item.criterion} {item.answer.value}: {item.reason}" for item in criteria)
            yield f"  {model.reference}: {dimension} {ours}, others {row[column]} ({why})"
        elif said == OPEN and all(model.openness.criteria[name].answer is Answer.UNKNOWN for name in names):
            yield f"  {model.reference}: {dimension} unknown, others {row[column]}"


def _side(said: str) -> str:
    """The consensus as open or not; nothing where it is in between or does not apply."""
    word = said.lower()
    if word.startswith(("open", "met", "osi")):
        return OPEN
    return CLOSED if word.startswith(("closed", "nc", "mau", "use", "aup", "custom", "hosting", "registration")) else ""


if __name__ == "__main__":
    raise SystemExit(main())
