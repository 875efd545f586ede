"""A clarification pins the license of the repository that holds the file that was read, and of no other."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.gather.clarifications import clarify
from auditor.gather.dossier import gather
from auditor.schema.evidence import Dossier
from auditor.schema.snapshot import File, Snapshot
from auditor.schema.waiver import Clarification
from tests.builders import MIT, dataset, snapshot, snapshots, standards

ODD = "Anything but on Sundays.\n"
SHA256 = File.of("LICENSE", ODD.encode()).sha256


def word(**given: Any) -> Clarification:
    said = {"model": "org/model", "file": "LICENSE", "sha256": SHA256, "licenses": ["CC-BY-NC-4.0"]}
    return Clarification.model_validate(said | {"comment": "read", "approver": "counsel"} | given)


def clarified(subject: Snapshot, *related: Snapshot, **given: Any) -> Dossier:
    held = snapshots(subject, *related)
    knowledge = standards().knowledge
    return clarify(gather(held, knowledge), held, [word(**given)], knowledge.catalog)


def test_it_says_what_the_file_is_with_its_facts_and_who_said_so() -> None:
    made = clarified(snapshot(files={"LICENSE": ODD}))
    assert made.subject is not None
    conclusion = made.subject.conclusion
    assert (conclusion.licenses, conclusion.expression) == (("CC-BY-NC-4.0",), "CC-BY-NC-4.0")
    assert conclusion.doubtful == ()
    assert conclusion.clarified == word()
    assert [(at.file, at.sha256) for at in conclusion.citations] == [("LICENSE", SHA256)]
    assert "CC-BY-NC-4.0" in {known.id for known in made.licenses}


@pytest.mark.parametrize(
    "given", [{"model": "org/other"}, {"file": "COPYING"}, {"sha256": "0" * 64}, {"file": "model.safetensors"}]
)
def test_what_does_not_fit_changes_nothing(given: dict[str, str]) -> None:
    subject = snapshot(files={"LICENSE": ODD})
    made = clarified(subject, **given)
    assert made.subject is not None
    assert made.subject.conclusion == gather(snapshots(subject), standards().knowledge).subject.conclusion  # type: ignore[union-attr]


def test_a_base_and_a_dataset_can_be_clarified() -> None:
    base = snapshot("org/base", files={"LICENSE": ODD})
    made = clarified(snapshot(files={"LICENSE": MIT}), base, dataset(files={"LICENSE": ODD}), model="*org/*")
    assert [item.conclusion.licenses for item in (*made.ancestors, *made.datasets)] == [("CC-BY-NC-4.0",)] * 2


def test_without_any_the_dossier_is_the_same_value() -> None:
    held = snapshots(snapshot())
    plain = gather(held, standards().knowledge)
    assert clarify(plain, held, (), standards().knowledge.catalog) is plain
