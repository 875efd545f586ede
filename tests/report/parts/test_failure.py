"""A run that ends without an audit leaves that it did, in the words of each format."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from auditor.cli.main import run
from auditor.report.formats import FORMATS
from auditor.report.parts.failure import FORMAT, Failure, annotation, render

HOSTILE = Failure(
    message="models.yaml:1: `\x1b[31m<b>::error::x` & 'y'\nis no key", hint="`auditor init` writes one", code=1
)


@pytest.mark.parametrize("form", FORMATS)
def test_no_format_takes_hostile_words_for_its_own(form: str) -> None:
    text = render(HOSTILE, form)
    if text is not None:
        assert "\x1b" not in text
        assert "<b>" not in text or form not in ("html", "junit")
        assert "is no key" in text


def test_each_is_what_its_readers_expect() -> None:
    sarif = json.loads(render(HOSTILE, "sarif") or "")
    assert sarif["runs"][0]["invocations"][0]["exitCode"] == 1
    assert ET.fromstring(render(HOSTILE, "junit") or "").find(".//error") is not None
    assert json.loads(render(HOSTILE, "json") or "")["format"] == FORMAT
    assert json.loads(render(HOSTILE, "gitlab") or "")[0]["severity"] == "blocker"
    assert annotation(HOSTILE).count("\n") == 1


def test_a_run_that_fails_leaves_no_report_that_looks_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "models.yaml").write_text("modles: []\n")
    report = tmp_path / "auditor.json"
    report.write_text("{}")
    code = run(["check", str(tmp_path), "--offline", "--format", "github", "-o", f"json={report}"])
    assert code == 1
    assert json.loads(report.read_text())["message"].endswith("did you mean `models`?")
    assert capsys.readouterr().out.startswith("::error title=Auditor made no audit::")
    assert run(["report", str(report)]) == 1  # and it is no audit, nor a baseline


def test_a_report_that_cannot_be_written_takes_no_other_with_it(tmp_path: Path) -> None:
    (tmp_path / "models.yaml").write_text("models: []\n")
    report = tmp_path / "auditor.json"
    assert run(["check", str(tmp_path), "--offline", "-q", "-o", f"json={report}", "-o", f"html={tmp_path}/no/x"]) == 1
    assert json.loads(report.read_text())["format"] != FORMAT
