"""One model never harms another: whatever is wrong with the others, a model is judged and reported as it is alone."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from auditor.cli.main import run
from auditor.fetch.archive import ArchiveSource, open_archive
from auditor.parse.references import parse_reference
from auditor.pipeline import audit
from auditor.report import formats
from auditor.report.formats import FORMATS, Look
from auditor.report.json import parse
from auditor.schema.audit import Audit
from auditor.schema.reference import ModelRef
from auditor.standards import load_standards

HUB = Path(__file__).parents[1] / "fixtures" / "hub"
GOOD = "mistralai/Mistral-7B-v0.1"
SHA = "ab12" * 10


def _metadata(name: str, *files: str, **more: object) -> bytes:
    siblings = [{"rfilename": file} for file in (*files, "model.safetensors")]
    return json.dumps({"id": f"bad/{name}", "sha": SHA, "gated": False, "siblings": siblings} | more).encode()


CARD = b"---\nlicense: mit\n---\n# Model\n"
# What is wrong with each: its files, or its metadata alone.
BAD: dict[str, dict[str, bytes] | bytes] = {
    "no-json": b"{",
    "no-object": b"[1]",
    "no-id": b"{}",
    "deep": b'{"id": "bad/deep", "a": ' + b"[" * 50_000 + b"]" * 50_000 + b"}",
    "key-twice": b'{"id": "bad/no", "id": "bad/key-twice", "tags": ["license:mit"], "tags": ["license:gpl-3.0"]}',
    "half": b'{"id": "bad/half", "tags": ["license:\\ud800"], "cardData": {"license": "\\udfff", "\\ud800": 1}}',
    "no-record": {"../snapshot.json": b"{"},
    "license-of-5-mb": {"README.md": CARD, "LICENSE": b"Permission is granted, free of charge. " * 130_000},
    "line-of-5-mb": {"README.md": CARD, "LICENSE": b"x" * 5_000_000},
    "no-text": {"README.md": bytes(range(256)) * 40, "LICENSE": b"\xff\xfe\x00\xd8" * 1_000},
    "no-characters": {
        "README.md": "---\nlicense: other\nlicense_name: \ufffe\uffff\x01\x0b\n---\n# \ufffe\x1f".encode()
    },
    "card-twice": {"README.md": b"---\nlicense: mit\nlicense: cc-by-nc-4.0\nbase_model: a/b\nbase_model: [c/d]\n---\n"},
    "mergekit-twice": {
        "mergekit_config.yml": b"models:\n- model: a/b\nmodels: x\nbase_model: {model: c/d}\nbase_model: 7\n"
    },
    "adapter-twice": {
        "adapter_config.json": b'{"base_model_name_or_path": "a/b", "base_model_name_or_path": "\\ud800"}'
    },
    "adapter-half": {"adapter_config.json": b'{"base_model_name_or_path": "bad/\\ud800\\ufffe"}'},
    "base-unnamed": {"README.md": b'---\nlicense: mit\nbase_model: ["?", " ", "/", "-"]\ndatasets: ["?x"]\n---\n'},
}


def _entries() -> dict[str, bytes]:
    root = next(HUB.glob(f"{GOOD.replace('/', '--')}@*"))
    held = {path.relative_to(HUB).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
    for name, wrong in BAD.items():
        place = f"bad--{name}@{SHA[:8]}"
        files = wrong if isinstance(wrong, dict) else {}
        held[f"{place}/metadata.json"] = wrong if isinstance(wrong, bytes) else _metadata(name, *files)
        for file, content in files.items():
            held[f"{place}/{file[3:]}" if file.startswith("../") else f"{place}/files/{file}"] = content
    return held


@pytest.fixture(scope="module")
def together() -> Audit:
    names = [ModelRef(id=f"bad/{name}") for name in BAD]
    return audit([*names[:8], parse_reference(GOOD), *names[8:]], ArchiveSource("hub", _entries()), load_standards())


def test_it_is_judged_as_it_is_alone(together: Audit) -> None:
    alone = audit([parse_reference(GOOD)], open_archive(HUB), load_standards())
    assert together.models[8] == alone.models[0]


def test_none_of_the_others_is_approved_by_its_damage_or_breaks_us(together: Audit) -> None:
    outcomes = {model.reference.removeprefix("bad/"): model.decision.outcome.value for model in together.models}
    broken = ("no-json", "no-object", "no-id", "deep", "no-record")
    assert {outcomes[name] for name in broken} == {"unverified"}
    assert [name for name, outcome in outcomes.items() if outcome == "approved"] == [GOOD]
    assert not [
        model.reference for model in together.models for issue in model.issues if issue.kind == "internal-error"
    ]


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_is_written_for_all(together: Audit, name: str) -> None:
    text = FORMATS[name](together, Look(verbose=2))
    text.encode()
    if name != "mermaid":  # which draws what comes from something
        assert (GOOD.split("/")[1] in text) is (
            name not in ("sarif", "gitlab", "github")
        )  # what speaks against a model
        assert "license-of-5-mb" in text
    if name in ("junit", "spdx-rdf"):
        ET.fromstring(text)
    if name == "json":
        assert parse(text.encode(), "audit.json") == together
    assert len(text) < 6_000_000


def test_a_format_that_fails_keeps_none_of_the_others_from_being_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> str:
        raise KeyError("x")

    monkeypatch.setitem(formats.FORMATS, "sarif", broken)
    outputs = [f"{name}={tmp_path / name}" for name in ("sarif", "junit", "markdown")]
    arguments = [
        "audit",
        GOOD,
        "--from",
        str(HUB),
        "--format",
        "json",
        *(part for out in outputs for part in ("-o", out)),
    ]
    assert run(arguments) == 1
    shown = capsys.readouterr()
    assert re.match(r"error: sarif: cannot be rendered \(KeyError\)\n", shown.err)
    assert json.loads(shown.out)["summary"]["outcome"] == "approved"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["junit", "markdown"]
