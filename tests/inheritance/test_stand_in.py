"""A base of which only the family is named: which license is meant, and who may say so."""

from __future__ import annotations

import pytest

from auditor.inheritance.ancestry import direct
from auditor.inheritance.stand_in import open_families
from auditor.schema.snapshot import Snapshot
from tests.builders import dossier, snapshot

SAID = "This model was fine-tuned from Gemma."


def open_ones(subject: Snapshot, *others: Snapshot) -> list[tuple[str, str]]:
    return [(model.id, base.id) for model, base in open_families(dossier(subject, *others))]


@pytest.mark.parametrize(
    ("front", "others", "found"),
    [
        ("license: apache-2.0", [], [("org/wren", "Gemma")]),
        ("license: gemma", [], []),
        ("license: apache-2.0\nbase_model: org/robin", [("org/robin", "license: apache-2.0")], [("org/wren", "Gemma")]),
        ("license: apache-2.0\nbase_model: org/robin", [("org/robin", "license: gemma")], []),
        ("license: mit\nbase_model: google/gemma-2-9b", [("google/gemma-2-9b", "license: gemma")], []),
        ("license: mit\nbase_model: google/gemma-4-12B", [("google/gemma-4-12B", "license: apache-2.0")], []),
        ("license: mit\nbase_model: google/flan-t5-xl", [("google/flan-t5-xl", "license: apache-2.0")],
         [("org/wren", "Gemma")]),
    ],
)  # fmt: skip
def test_which_license_is_meant_is_told_by_the_makers_models_or_by_the_strictest(
    front: str, others: list[tuple[str, str]], found: list[tuple[str, str]]
) -> None:
    assert open_ones(snapshot("org/wren", front, SAID), *(snapshot(*other) for other in others)) == found


def test_a_family_above_a_base_is_named_once() -> None:
    front = "license: mit\nbase_model: org/robin"
    subject = snapshot("org/wren", front, "Robin was fine-tuned. It is a fine-tune of Llama 2.")
    robin = snapshot("org/robin", "license: llama2\nbase_model: meta-llama/Llama-2-7b-hf")
    evidence = dossier(subject, robin, snapshot("meta-llama/Llama-2-7b-hf", "license: llama2"))
    assert evidence.subject is not None
    assert [base.id for base in evidence.subject.bases] == ["org/robin", "Llama 2"]
    assert [base.id for base in direct(evidence.subject, evidence)] == ["org/robin"]


def test_the_bases_of_an_original_are_not_those_of_its_copy() -> None:
    copy = snapshot("org/robin-GGUF", None, files={"README.md": "Robin was fine-tuned from org/wren-7b."})
    robin = snapshot("org/robin", "license: mit\nbase_model: org/wren-7b")
    evidence = dossier(copy, robin, snapshot("org/wren-7b", "license: mit"))
    assert evidence.subject is not None
    assert [base.id for base in evidence.subject.bases] == ["org/robin", "org/wren-7b"]
    assert [base.id for base in direct(evidence.subject, evidence)] == ["org/robin"]
