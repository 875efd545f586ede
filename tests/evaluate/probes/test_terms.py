"""What the probes on licenses, restrictions, permission and upstream terms answer."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.schema.rubric import Answer
from auditor.schema.snapshot import Snapshot
from tests.builders import APACHE, MIT, WEIGHTS, dossier, reply, snapshot

BASE_MIT = snapshot("maker/base")
BASE_NC = snapshot("maker/base", "license: cc-by-nc-4.0")
BASE_SILENT = snapshot("maker/base", "tags: [x]")
TUNED = snapshot(front="license: mit\nbase_model: maker/base")
CHANGED = MIT.replace("without restriction", "for research purposes only, without any commercial use")


@pytest.mark.parametrize(
    ("held", "answer"),
    [
        ((snapshot(),), Answer.MET),
        ((snapshot(front="license: cc-by-4.0"),), Answer.MET),
        ((snapshot(front="license: openrail++"),), Answer.NOT_MET),
        ((snapshot(front="tags: [x]"),), Answer.UNKNOWN),
        ((snapshot(front="license: my-own"),), Answer.UNKNOWN),
        ((TUNED, BASE_MIT), Answer.MET),
        ((TUNED, BASE_NC), Answer.NOT_MET),
    ],
)
def test_approved_license(held: tuple[Snapshot, ...], answer: Answer) -> None:
    assert reply("approved-license", dossier(*held)).answer is answer


@pytest.mark.parametrize(
    ("front", "files", "answer"),
    [
        ("license: mit", {"LICENSE": MIT}, Answer.MET),
        ("license: mit", {}, Answer.MET),
        ("license: [mit, apache-2.0]", {}, Answer.PARTIAL),
        ("license: gpl", {}, Answer.PARTIAL),
        ("license: apache-2.0", {"LICENSE": MIT}, Answer.PARTIAL),
        ("tags: [x]", {}, Answer.NOT_MET),
        ("license: other", {}, Answer.UNKNOWN),
        ("license: *a", {}, Answer.UNKNOWN),
    ],
)
def test_license_identity(front: str, files: dict[str, str], answer: Answer) -> None:
    assert reply("license-identity", dossier(snapshot(front=front, files=files))).answer is answer


@pytest.mark.parametrize("unread", ["LICENSE", "README.md"])
def test_a_license_is_not_said_to_be_missing_while_something_was_not_read(unread: str) -> None:
    evidence = dossier(snapshot(front=None, listed=(*WEIGHTS, unread)))
    assert reply("license-identity", evidence).answer is Answer.UNKNOWN


@pytest.mark.parametrize(
    ("front", "files", "answer"),
    [
        ("license: mit", {"LICENSE": MIT}, Answer.MET),
        ("license: mit", {}, Answer.PARTIAL),
        ("license: apache-2.0", {"LICENSE": "https://www.apache.org/licenses/LICENSE-2.0"}, Answer.PARTIAL),
        ("license: apache-2.0", {"LICENSE": MIT}, Answer.NOT_MET),
        ("license: mit", {"LICENSE": "All rights are with us, ask for more by post."}, Answer.UNKNOWN),
        ("license: mit", {"LICENSE": CHANGED}, Answer.UNKNOWN),
        ("license: apache-2.0", {"LICENSE-CODE": MIT}, Answer.PARTIAL),
        ("license: gemma", {"LICENSE": "https://ai.google.dev/gemma/terms"}, Answer.PARTIAL),
    ],
)
def test_license_text(front: str, files: dict[str, str], answer: Answer) -> None:
    assert reply("license-text", dossier(snapshot(front=front, files=files))).answer is answer


@pytest.mark.parametrize("metadata", [{"siblings": ...}, {"listed": (*WEIGHTS, "LICENSE")}])
def test_license_text_that_could_not_be_read_is_unknown(metadata: dict[str, Any]) -> None:
    assert reply("license-text", dossier(snapshot(**metadata))).answer is Answer.UNKNOWN


@pytest.mark.parametrize(
    ("held", "answer"),
    [
        ((snapshot(),), Answer.MET),
        ((snapshot(listed=(*WEIGHTS, "USE_POLICY.md")),), Answer.PARTIAL),
        ((snapshot(front="license: cc-by-nc-4.0"),), Answer.NOT_MET),
        ((snapshot(front="license: llama3.1"),), Answer.NOT_MET),
        ((snapshot(front="license: qwen"),), Answer.NOT_MET),
        ((snapshot(front="license: gemma"),), Answer.NOT_MET),
        ((snapshot(front="license: cc"),), Answer.UNKNOWN),
        ((snapshot(front="tags: [x]"),), Answer.UNKNOWN),
        ((TUNED, BASE_NC), Answer.NOT_MET),
    ],
)
def test_restrictions(held: tuple[Snapshot, ...], answer: Answer) -> None:
    assert reply("restrictions", dossier(*held)).answer is answer


@pytest.mark.parametrize(
    ("gate", "answer"),
    [
        (False, Answer.MET),
        ("auto", Answer.PARTIAL),
        ("manual", Answer.NOT_MET),
        (..., Answer.UNKNOWN),
        (None, Answer.UNKNOWN),
        (True, Answer.UNKNOWN),
        ({"a": 1}, Answer.UNKNOWN),
    ],
)
def test_permission(gate: object, answer: Answer) -> None:
    assert reply("permission", dossier(snapshot(gated=gate))).answer is answer


@pytest.mark.parametrize(
    ("held", "answer"),
    [
        ((snapshot(),), Answer.NOT_APPLICABLE),
        ((TUNED,), Answer.UNKNOWN),
        ((TUNED, BASE_SILENT), Answer.UNKNOWN),
        ((TUNED, BASE_MIT), Answer.MET),
        ((TUNED, BASE_NC), Answer.NOT_MET),
        ((TUNED, snapshot("maker/base", "license: llama3.1")), Answer.NOT_MET),
        ((snapshot(front="license: cc-by-nc-4.0\nbase_model: maker/base"), BASE_NC), Answer.MET),
        ((snapshot(front="base_model: maker/base"), BASE_MIT), Answer.UNKNOWN),
    ],
)
def test_upstream_terms(held: tuple[Snapshot, ...], answer: Answer) -> None:
    assert reply("upstream-terms", dossier(*held)).answer is answer


@pytest.mark.parametrize(
    ("front", "files", "answer"),
    [
        ("license: mit", {"LICENSE-CODE": MIT, "LICENSE-MODEL": APACHE}, Answer.MET),
        ("license: mit", {"LICENSE": MIT}, Answer.PARTIAL),
        ("tags: [x]", {}, Answer.UNKNOWN),
    ],
)
def test_component_terms(front: str, files: dict[str, str], answer: Answer) -> None:
    assert reply("component-terms", dossier(snapshot(front=front, files=files))).answer is answer


@pytest.mark.parametrize(
    ("made", "answer"),
    [
        ({}, Answer.MET),
        ({"front": "license: cc-by-4.0"}, Answer.MET),
        ({"front": "tags: [x]", "files": {"LICENSE": MIT}}, Answer.MET),
        ({"front": "license: cc-by-nc-4.0"}, Answer.UNKNOWN),
        ({"front": "license: other"}, Answer.UNKNOWN),
        ({"front": "tags: [x]"}, Answer.UNKNOWN),
        ({"front": "tags: [x]", "files": {"LICENSE-CODE": MIT, "LICENSE-MODEL": APACHE}}, Answer.UNKNOWN),
    ],
)
def test_document_terms(made: dict[str, Any], answer: Answer) -> None:
    found = reply("document-terms", dossier(snapshot(**made)))
    assert found.answer is answer
    assert bool(found.citations) >= (answer is Answer.MET)


def test_terms_of_parts_say_nothing_of_the_documents() -> None:
    parts = {"LICENSE-CODE": MIT, "LICENSE-MODEL": APACHE}
    found = reply("document-terms", dossier(snapshot(front="tags: [x]", files=parts)))
    assert found.reason == "terms are stated for code and weights alone"


@pytest.mark.parametrize(
    ("made", "answer"),
    [
        ({}, Answer.MET),
        ({"gated": "auto"}, Answer.MET),
        ({"gated": "manual"}, Answer.UNKNOWN),
        ({"gated": ...}, Answer.UNKNOWN),
        ({"disabled": True}, Answer.UNKNOWN),
        ({"private": True}, Answer.UNKNOWN),
        ({"body": "You have to pay a fee to use the model."}, Answer.NOT_MET),
    ],
)
def test_free_of_charge(made: dict[str, Any], answer: Answer) -> None:
    assert reply("free-of-charge", dossier(snapshot(**made))).answer is answer
