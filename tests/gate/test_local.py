"""A reference to a file or a folder is audited where the manifest declares that one, and no other of the same name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import MIT
from tests.gate.conftest import Desk, ids
from tests.weights import gguf

CODE = "from llama_cpp import Llama\nLlama(model_path={!r})\n"
FREE = gguf({"general.name": "Wren", "general.license": "mit"})


@pytest.mark.parametrize(
    ("written", "file", "declared", "code"),
    [
        ("weights/wren.gguf", "app.py", "./weights/wren.gguf", 0),
        ("./weights/wren.gguf", "src/app.py", "weights/wren.gguf", 0),  # as it is run from the root
        ("../weights/wren.gguf", "src/app.py", "./weights/wren.gguf", 0),
        ("weights/wren.gguf", "app.py", "./other/wren.gguf", 10),
        ("weights/wren.gguf", "other/app.py", "./weights/wren.gguf", 10),  # either may be meant
        ("weights/gone.gguf", "app.py", "./weights/wren.gguf", 10),
        ("../outside.gguf", "app.py", "./weights/wren.gguf", 10),
    ],
)
def test_a_file_that_is_declared_is_audited_for_its_reference(
    desk: Desk, written: str, file: str, declared: str, code: int
) -> None:
    for name in ("weights/wren.gguf", "other/wren.gguf", "other/weights/wren.gguf", "../outside.gguf"):
        desk.write(name, "").write_bytes(FREE)
    desk.write(file, CODE.format(written))
    desk.write("models.yaml", f"models:\n  - model: {declared}\n")
    found, audit = desk.audit()
    assert (found, "reference-unaudited" in ids(audit)) == (code, code != 0)
    assert audit["summary"]["references"]["audited" if code == 0 else "unsettled"] == 1
    if code == 0:
        assert {place["file"] for place in audit["models"][0]["named_at"]} == {"models.yaml", file}


def test_a_link_that_leads_out_is_no_file_here(desk: Desk) -> None:
    desk.write("../outside.gguf", "").write_bytes(FREE)
    Path("wren.gguf").symlink_to("../outside.gguf")
    desk.write("app.py", CODE.format("./wren.gguf"))
    desk.write("models.yaml", "models:\n  - model: ./wren.gguf\n")
    assert "reference-unaudited" in ids(desk.audit()[1])


def test_another_file_of_that_name_is_not_taken_for_the_one_that_was_audited(desk: Desk) -> None:
    desk.write("weights/wren.gguf", "").write_bytes(FREE)
    desk.write("other/wren.gguf", "").write_bytes(FREE)
    desk.write("models.yaml", "models:\n  - model: ./weights/wren.gguf\n")
    _, audit = desk.audit()
    [found] = [item for item in audit["gate"] if item["id"] == "weights-unnamed"]
    assert found["place"]["file"] == "other/wren.gguf"
    assert "also" not in found or not found["also"]


@pytest.mark.parametrize("called_from", [".", "..", "src"])
def test_own_weights_are_in_the_tree_wherever_the_command_is_called_from(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, called_from: str
) -> None:
    desk.write("LICENSE", MIT)
    desk.write("weights/wren.gguf", "").write_bytes(gguf({"general.license": "cc-by-nc-4.0"}))
    desk.write("src/app.py", CODE.format("weights/wren.gguf"))
    desk.write("models.yaml", "models:\n  - model: ./weights/wren.gguf\n")
    monkeypatch.chdir(desk.root / called_from)
    _, audit = desk.audit(str(desk.root))
    assert ids(audit) == ["repository-license-conflict"]
    assert audit["gate"][0]["level"] == "warning"
