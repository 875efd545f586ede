"""auditor init: what it writes is read again, says where each entry was found, and is not written over."""

from __future__ import annotations

from pathlib import Path

from auditor.files.company import PolicyWords
from auditor.files.manifest import read_manifest
from tests.gate.conftest import Desk

WORDS = PolicyWords(frozenset(), frozenset(), ())
SHA = "a" * 40
CODE = f"""
import os
from datasets import load_dataset
from transformers import AutoModel
AutoModel.from_pretrained("north/one")
AutoModel.from_pretrained("north/one")
AutoModel.from_pretrained("north/one", revision="{SHA}")
AutoModel.from_pretrained("north/one", revision="1234567")
load_dataset("north/data")
AutoModel.from_pretrained(os.environ["MODEL"])
"""


def test_what_it_writes_is_a_manifest_of_what_is_there(desk: Desk) -> None:
    desk.write("src/app.py", CODE)
    desk.write("vendor/other.py", CODE.replace("north", "south"))
    assert desk.auditor("init", "--exclude", "vendor/") == 0
    text = Path("models.yaml").read_text()
    read = read_manifest(Path("models.yaml"), "models.yaml", WORDS)
    assert [str(entry.ref) for entry in read.entries] == [
        "north/one",
        "north/one@1234567",
        f"north/one@{SHA}",
        "datasets/north/data",
    ]
    assert "# src/app.py:5, src/app.py:6" in text
    assert "  # src/app.py:10 is only known when the program runs.\n  # - reference: \"os.environ['MODEL']\"\n" in text
    assert [item.glob for item in read.manifest.exclude] == ["vendor/"]


def test_its_examples_are_right_once_their_marks_are_taken_away(desk: Desk) -> None:
    assert desk.auditor("init") == 0
    head, _, tail = Path("models.yaml").read_text().partition("# waivers:")
    shown = "".join(line.removeprefix("# ") for line in f"# waivers:{tail}".splitlines(keepends=True))
    shown = shown.replace("of the file that was read", "a" * 64).replace("Which license", "# Which license")
    words = PolicyWords(frozenset({"Apache-2.0"}), frozenset({"license-changed"}), ())
    path = desk.write("shown.yaml", head + shown)
    read = read_manifest(path, "shown.yaml", words)
    assert (len(read.manifest.waivers), len(read.manifest.clarifications)) == (1, 1)


def test_a_manifest_that_is_there_is_kept(desk: Desk) -> None:
    desk.write("models.yml", "models: []\n")
    assert desk.auditor("init") == 1
    assert "--force" in desk.err
    assert Path("models.yml").read_text() == "models: []\n"
    assert desk.auditor("init", "--force") == 0
    assert not Path("models.yaml").exists()
    assert Path("models.yml").read_text().startswith("# The models")


def test_a_file_that_lies_here_is_named_as_what_is_audited(desk: Desk) -> None:
    code = "from llama_cpp import Llama\nLlama(model_path={!r})\n"
    desk.write("weights/wren.gguf", "GGUF")
    desk.write("one/weights/egret.gguf", "GGUF")
    desk.write("two/weights/egret.gguf", "GGUF")
    for folder, name in {"one": "egret", "two": "egret", "three": "wren", "four": "gone"}.items():
        desk.write(f"{folder}/app.py", code.format(f"weights/{name}.gguf"))
    desk.write("five/app.py", code.format("../../elsewhere.gguf"))
    desk.write("../elsewhere.gguf", "GGUF")
    assert desk.auditor("init") == 0
    text = Path("models.yaml").read_text()
    marked = [line.removeprefix("  # ") for line in text.splitlines() if line.startswith(("  # - ", "  #   "))]
    desk.write("models.yaml", "\n".join(["references:", *(f"  {line}" for line in marked)]).replace("org/name", "a/b"))
    read = read_manifest(Path("models.yaml"), "models.yaml", WORDS)
    assert {(one.reference, one.file, str(one.stands_for[0])) for one in read.references} == {
        ("../../elsewhere.gguf", None, "a/b"),
        ("weights/gone.gguf", None, "a/b"),
        ("weights/egret.gguf", "one/app.py", "one/weights/egret.gguf"),
        ("weights/egret.gguf", "two/app.py", "two/weights/egret.gguf"),
        ("weights/wren.gguf", None, "weights/wren.gguf"),
    }
