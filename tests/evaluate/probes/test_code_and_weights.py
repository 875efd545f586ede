"""What the probes on code, files and weights answer."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.schema.rubric import Answer
from auditor.schema.snapshot import Snapshot
from tests.builders import APACHE, MIT, WEIGHTS, dossier, reply, snapshot

TUNED = snapshot(front="license: mit\nbase_model: maker/base")
BASE = snapshot("maker/base")
OTHER = snapshot("org/other", gated="manual")


@pytest.mark.parametrize(
    ("metadata", "answer"),
    [
        ({}, Answer.MET),
        ({"gated": "auto"}, Answer.PARTIAL),
        ({"gated": "manual"}, Answer.NOT_MET),
        ({"gated": ...}, Answer.UNKNOWN),
        ({"gated": "perhaps"}, Answer.UNKNOWN),
        ({"disabled": True}, Answer.NOT_MET),
        ({"private": True}, Answer.NOT_MET),
        ({"listed": ("config.json",)}, Answer.NOT_MET),
        ({"siblings": ...}, Answer.UNKNOWN),
        ({"listed": ("adapter_model.safetensors",)}, Answer.MET),
        ({"listed": ("training_args.bin", "tokenizer.model", "model.safetensors.index.json")}, Answer.NOT_MET),
    ],
)
def test_weights_of_the_subject(metadata: dict[str, Any], answer: Answer) -> None:
    assert reply("weights", dossier(snapshot(**metadata)), of="subject").answer is answer


@pytest.mark.parametrize(
    ("held", "answer"),
    [
        ((snapshot(),), Answer.NOT_APPLICABLE),
        ((TUNED,), Answer.UNKNOWN),
        ((TUNED, BASE), Answer.MET),
        ((TUNED, snapshot("maker/base", gated="auto")), Answer.PARTIAL),
        ((TUNED, snapshot("maker/base", "base_model: org/other"), OTHER), Answer.NOT_MET),
        ((TUNED, snapshot("maker/base", gated=...)), Answer.UNKNOWN),
    ],
)
def test_weights_of_the_bases_are_those_of_the_worst(held: tuple[Snapshot, ...], answer: Answer) -> None:
    assert reply("weights", dossier(*held), of="bases").answer is answer


@pytest.mark.parametrize(
    ("listed", "args", "answer"),
    [
        (("config.json",), {"met": ["config"]}, Answer.MET),
        (("tokenizer.json",), {"met": ["requirements"], "partial": ["tokenizer"]}, Answer.PARTIAL),
        (("model.safetensors",), {"met": ["requirements"]}, Answer.UNKNOWN),
        (("notes.txt",), {"met": ["weights"], "absent": "not_met"}, Answer.NOT_MET),
    ],
)
def test_files(listed: tuple[str, ...], args: dict[str, Any], answer: Answer) -> None:
    assert reply("files", dossier(snapshot(listed=listed)), **args).answer is answer


def test_files_without_a_file_list_are_unknown_whatever_absence_means() -> None:
    found = reply("files", dossier(snapshot(siblings=...)), met=["weights"], absent="not_met")
    assert found.answer is Answer.UNKNOWN


def test_an_adapter_has_the_architecture_of_its_base() -> None:
    adapter = snapshot(front="base_model: maker/base", listed=("adapter_model.safetensors",))
    assert reply("files", dossier(adapter, BASE), met=["config"], inherited_by="adapter").answer is Answer.MET
    assert reply("files", dossier(adapter, BASE), met=["config"]).answer is Answer.UNKNOWN


@pytest.mark.parametrize(
    ("metadata", "answer", "pointer"),
    [
        ({}, Answer.MET, "/library_name"),
        ({"library_name": ..., "tags": ["pytorch", "diffusers"]}, Answer.MET, "/tags/0"),
        ({"library_name": "own-thing"}, Answer.UNKNOWN, None),
        ({"library_name": ...}, Answer.UNKNOWN, None),
        ({"listed": ("modeling_own.py",)}, Answer.PARTIAL, "/siblings/1/rfilename"),
    ],
)
def test_inference_code(metadata: dict[str, Any], answer: Answer, pointer: str | None) -> None:
    found = reply("inference-code", dossier(snapshot(**metadata)))
    assert (found.answer, found.citations[0].pointer) == (answer, pointer)


@pytest.mark.parametrize(
    ("front", "files", "listed", "answer"),
    [
        ("license: mit", {}, WEIGHTS, Answer.MET),
        ("license: cc-by-nc-4.0", {}, WEIGHTS, Answer.MET),
        ("license: apache-2.0", {}, (*WEIGHTS, "train.py"), Answer.MET),
        ("license: cc-by-nc-4.0", {}, (*WEIGHTS, "train.py"), Answer.NOT_MET),
        ("tags: [x]", {}, (*WEIGHTS, "train.py"), Answer.UNKNOWN),
        ("license: cc-by-nc-4.0", {"LICENSE-CODE": MIT}, (*WEIGHTS, "train.py"), Answer.MET),
        ("license: mit", {"LICENSE-CODE": APACHE}, WEIGHTS, Answer.MET),
    ],
)
def test_code_terms(front: str, files: dict[str, str], listed: tuple[str, ...], answer: Answer) -> None:
    assert reply("code-terms", dossier(snapshot(front=front, files=files, listed=listed))).answer is answer


@pytest.mark.parametrize(
    ("front", "files", "answer"),
    [
        ("license: mit", {}, Answer.PARTIAL),
        ("license: mit", {"LICENSE": MIT}, Answer.MET),
        ("license: cc-by-nc-4.0", {"LICENSE": MIT}, Answer.PARTIAL),
        ("license: cc-by-nc-4.0", {"LICENSE-CODE": MIT}, Answer.MET),
    ],
)
def test_code_of_its_own_is_under_the_text_for_it_or_under_all_that_stands_beside_it(
    front: str, files: dict[str, str], answer: Answer
) -> None:
    found = reply("inference-code", dossier(snapshot(front=front, files=files, listed=("modeling_own.py",))))
    assert (found.answer, len(found.citations)) == (answer, 2 if answer is Answer.MET else 1)


@pytest.mark.parametrize(
    ("listed", "reason"),
    [
        (("step-100/model.safetensors", "step-200/model.safetensors"), "weights of several steps: step-100, step-200"),
        (("optimizer.pt", "model.safetensors"), "a state of the optimizer: optimizer.pt"),
        (("step-100/model.safetensors", "step-100/more.safetensors"), None),
        (("step-100/model.safetensors", "model.safetensors"), None),
    ],
)
def test_checkpoints_are_states_or_several_steps(listed: tuple[str, ...], reason: str | None) -> None:
    found = reply("checkpoints", dossier(snapshot(listed=listed)))
    assert found.answer is (Answer.MET if reason else Answer.UNKNOWN)
    assert reason is None or (found.reason, len(found.citations)) == (reason, 1)


CONFIGURED = ("model.safetensors", "config.json")
ADAPTER = ("adapter_model.safetensors",)


@pytest.mark.parametrize(
    ("held", "answer"),
    [
        ((snapshot(listed=CONFIGURED),), Answer.MET),
        ((snapshot(listed=CONFIGURED, tags=["custom_code"]),), Answer.PARTIAL),
        ((snapshot(listed=CONFIGURED, library_name="onnx"),), Answer.PARTIAL),
        ((snapshot(listed=CONFIGURED, library_name=None),), Answer.PARTIAL),
        ((snapshot(listed=(*CONFIGURED, "modeling_x.py"), library_name=None),), Answer.MET),
        ((snapshot(listed=("model.safetensors",)),), Answer.UNKNOWN),
        ((snapshot(siblings=...),), Answer.UNKNOWN),
        ((snapshot(front="license: mit\nbase_model: maker/base", listed=ADAPTER), BASE), Answer.MET),
        ((snapshot(front="license: mit\nbase_model: maker/base", listed=("model.gguf",)), BASE), Answer.UNKNOWN),
    ],
)
def test_architecture(held: tuple[Snapshot, ...], answer: Answer) -> None:
    found = reply("architecture", dossier(*held), libraries=["transformers"])
    assert found.answer is answer
    assert found.citations


@pytest.mark.parametrize(("configured", "answer"), [(True, Answer.PARTIAL), (False, Answer.MET)])
def test_a_script_that_the_card_names_is_enough_where_no_settings_are_asked_for(
    configured: bool, answer: Answer
) -> None:
    card = snapshot(body="Evaluation: `eval/run.py`.", listed=(*WEIGHTS, "eval/run.py"))
    found = reply("code-for", dossier(card), roles=["evaluation"], configured=configured)
    assert (found.answer, "eval/run.py" in found.reason) == (answer, True)
