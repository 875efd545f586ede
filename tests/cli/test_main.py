"""The command line: quick help, clear words for what is wrong, and exit codes that mean one thing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from auditor.cli.main import COMMANDS, run
from auditor.parse.references import FORMS
from auditor.schema.exit_codes import MEANINGS

ROOT = Path(__file__).parents[2]
HUB = str(ROOT / "fixtures" / "hub")
APPROVED, CONDITIONAL = "mistralai/Mistral-7B-v0.1", "Qwen/Qwen2.5-72B"
REVIEW, DENIED, UNVERIFIED = "quantumaikr/KoreanLM-3B", "CohereLabs/c4ai-command-r-v01", "tloen/alpaca-lora-7b"
Output = pytest.CaptureFixture[str]


def called(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """`python -m auditor` in a process of its own."""
    command = [sys.executable, "-m", "auditor", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=os.environ | environment, capture_output=True, encoding="utf-8", timeout=60, check=False
    )


@pytest.mark.parametrize("arguments", [["--help"], ["-h"]])
def test_help_shows_every_command_and_exit_code(arguments: list[str], capsys: Output) -> None:
    assert run(arguments) == 0
    shown = capsys.readouterr().out
    assert all(f"  {name} " in shown for name in COMMANDS)
    assert all(f"  {code} " in shown for code in MEANINGS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str, capsys: Output) -> None:
    assert run([name, "--help"]) == 0
    assert capsys.readouterr().out.startswith(f"Usage: auditor {name} ")


def test_help_loads_no_library_of_the_network_or_the_terminal() -> None:
    script = (
        "import sys; from auditor.cli.main import run; run(['--help']); "
        "heavy = {'huggingface_hub', 'httpx', 'httpx2', 'requests', 'rich', 'pydantic', 'yaml'} & set(sys.modules); "
        "print(sorted(heavy), file=sys.stderr)"
    )
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.stderr.strip() == "[]"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["adit"], "No such command 'adit'"),
        (["audit", "--fromat", "json", APPROVED], "No such option"),
        (["audit", APPROVED, "--format", "pdff"], "'pdff' is not one of 'console', 'json'"),
        (["audit", APPROVED, "--users", "many"], "'many' is not a valid integer"),
        (["audit", APPROVED, "--users", "-1"], "-1 is not in the range"),
        (["audit", APPROVED, "--jobs", "0"], "0 is not in the range"),
        (["audit", APPROVED, "--distribution", "sold"], "'sold' is not one of 'internal', 'hosted', 'redistributed'"),
        (["audit", APPROVED, "--from", HUB, "--region", "Europe"], "'Europe' is no region"),
        (["audit", APPROVED, "-o", "."], "is a directory"),
        (["fetch"], "Missing argument 'REF...'"),
        (["fetch", APPROVED], "Missing option '-o' / '--output'"),
        (["report"], "Missing argument 'AUDIT'"),
        (["explain"], "Missing argument 'ID'"),
        (["explain", "weights-releasd"], "nothing here is called 'weights-releasd'"),
        (["policy", "check"], "Missing argument 'FILE'"),
        (["policy", "burn"], "No such command 'burn'"),
        (["audit", "not a model", "--from", HUB], "not a reference to a model: 'not a model'"),
        (["audit", "", "--from", HUB], "not a reference to a model: ''"),
        (["audit", "https://example.com/a/b", "--from", HUB], "`example.com` is not the Hub"),
        (["audit", "pkg:pypi/requests@2", "--from", HUB], "only `huggingface` names a model"),
        (["audit", "org/name@", "--from", HUB], "nothing stands after `@`"),
    ],
)
def test_a_wrong_command_line_is_said_and_exits_with_2(arguments: list[str], said: str, capsys: Output) -> None:
    assert run(arguments) == 2
    shown = capsys.readouterr()
    assert said in shown.err
    assert shown.out == ""


def test_a_wrong_reference_shows_the_forms_that_are_right(capsys: Output) -> None:
    run(["audit", "not a model", "--from", HUB])
    shown = capsys.readouterr().err
    assert all(form in shown for form, _ in FORMS)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["audit", APPROVED, "--from", HUB, "--policy", "comercial"], "did you mean `commercial`?"),
        (["audit", APPROVED, "--from", HUB, "--policy", "./gone.yaml"], "there is no policy file gone.yaml"),
        (["audit", APPROVED, "--from", "gone.zip"], "gone.zip: there is no such file or folder"),
        (["audit", APPROVED, "--from", "pyproject.toml"], "pyproject.toml: is no evidence bundle"),
        (["audit", APPROVED, "--from", HUB, "-o", "no/such/folder/a.json"], "cannot be written (No such file"),
        (["report", "gone.json"], "gone.json: cannot be read (No such file"),
        (["report", "pyproject.toml"], "pyproject.toml:1: is no saved audit"),
        (["policy", "check", "fixtures/policies/invalid-types.yaml"], "invalid-types.yaml:4: `use.commercial`"),
        (["policy", "show", "nothing"], "there is no policy `nothing`"),
    ],
)
def test_what_cannot_be_made_is_said_and_exits_with_1(
    arguments: list[str], said: str, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    assert run(arguments) == 1
    shown = capsys.readouterr()
    assert said in shown.err
    assert "Traceback" not in shown.err
    assert shown.out == ""


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([APPROVED], 0),
        ([CONDITIONAL], 10),
        ([CONDITIONAL, "--accept-conditions"], 0),
        ([CONDITIONAL, "--users", "1000000"], 10),
        ([CONDITIONAL, "--users", "100000001"], 11),
        ([REVIEW], 10),
        ([REVIEW, "--accept-conditions"], 10),
        ([DENIED], 11),
        ([DENIED, "--non-commercial"], 10),
        (["mistralai/Codestral-22B-v0.1", "--policy", "research", "--accept-conditions"], 0),
        ([UNVERIFIED], 12),
        ([UNVERIFIED, "--accept-conditions"], 12),
        ([APPROVED, CONDITIONAL], 10),
        ([UNVERIFIED, CONDITIONAL], 12),
        ([UNVERIFIED, DENIED], 11),
        (["nobody/nothing"], 12),
        (["nobody/nothing", "--accept-conditions"], 12),
        ([APPROVED, "--policy", "osaid-strict"], 11),
    ],
)
def test_an_audit_exits_by_its_worst_outcome(arguments: list[str], code: int, capsys: Output) -> None:
    assert run(["audit", *arguments, "--from", HUB]) == code
    assert "Traceback" not in capsys.readouterr().err


def test_nothing_to_audit_exits_with_3(tmp_path: Path, capsys: Output) -> None:
    assert run(["audit"]) == 3
    assert run(["audit", "--from", str(tmp_path)]) == 3
    assert capsys.readouterr().err.count("error: there is no model to audit") == 2


def test_quiet_prints_nothing_and_keeps_the_exit_code(capsys: Output) -> None:
    assert run(["audit", DENIED, "--from", HUB, "-q"]) == 11
    assert capsys.readouterr() == ("", "")


def test_verbose_shows_the_evidence(capsys: Output) -> None:
    run(["audit", APPROVED, "--from", HUB])
    plain = capsys.readouterr().out
    run(["audit", APPROVED, "--from", HUB, "-v"])
    assert "sha256:" not in plain
    assert "sha256:" in capsys.readouterr().out


def test_a_saved_audit_is_shown_as_the_live_one_and_exits_alike(
    tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    saved = tmp_path / "audit.json"
    names = [CONDITIONAL, DENIED]
    assert run(["audit", *names, "--from", HUB, "--format", "json", "-o", str(saved)]) == 11
    assert capsys.readouterr().out == ""
    for form in ("console", "json"):
        assert run(["audit", *names, "--from", HUB, "--format", form]) == 11
        live = capsys.readouterr().out
        assert run(["report", str(saved), "--format", form]) == 11
        assert capsys.readouterr().out == live
    assert json.loads(saved.read_text(encoding="utf-8"))["summary"]["exit_code"] == 11
    assert run(["report", str(saved), "--policy", "research", "-q"]) == 10


def test_with_from_and_no_reference_every_model_is_judged(capsys: Output) -> None:
    assert run(["audit", "--from", HUB, "--format", "json"]) == 11
    held = [path for path in Path(HUB).glob("*@*") if not path.name.startswith("datasets--")]
    assert len(json.loads(capsys.readouterr().out)["models"]) == len(held)


def test_a_bundle_gives_the_same_audit(tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    bundle = tmp_path / "evidence.zip"
    assert run(["fetch", UNVERIFIED, "--from", HUB, "-o", str(bundle), "-q"]) == 12
    assert "is not in hub" in capsys.readouterr().err
    run(["audit", UNVERIFIED, "--from", HUB, "--format", "json"])
    live = json.loads(capsys.readouterr().out)["models"][0]
    run(["audit", UNVERIFIED, "--from", str(bundle), "--format", "json"])
    again = json.loads(capsys.readouterr().out)["models"][0]
    assert {key: again[key] for key in ("decision", "openness", "findings", "license")} == {
        key: live[key] for key in ("decision", "openness", "findings", "license")
    }


def test_a_changed_bundle_is_refused(tmp_path: Path, capsys: Output) -> None:
    bundle = tmp_path / "evidence.zip"
    run(["fetch", APPROVED, "--from", HUB, "-o", str(bundle), "-q"])
    content = bundle.read_bytes()
    bundle.write_bytes(content.replace(b"license: apache-2.0", b"license: apache-1.0"))
    assert bundle.read_bytes() != content
    assert run(["audit", APPROVED, "--from", str(bundle)]) == 1
    assert "mistralai--Mistral-7B-v0.1@" in capsys.readouterr().err


def test_policies_are_listed_shown_and_checked(capsys: Output) -> None:
    assert run(["policy", "show"]) == 0
    listed = capsys.readouterr().out
    assert all(name in listed for name in ("commercial", "eu", "osaid-strict", "redistribution", "research"))
    assert run(["policy", "show", "eu"]) == 0
    assert "regions:\n  - EU\n" in capsys.readouterr().out
    assert run(["policy", "check", "eu"]) == 0
    assert capsys.readouterr().out.startswith("eu: nothing wrong (")


@pytest.mark.parametrize("name", ["P1", "weights-released", "osaid/P1", "license-missing", "apache-2.0", "exit-codes"])
def test_a_word_is_explained(name: str, capsys: Output) -> None:
    assert run(["explain", name]) == 0
    assert capsys.readouterr().out.endswith("\n")


def test_a_wrong_source_date_epoch_exits_with_2(capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert run(["audit", APPROVED, "--from", HUB]) == 2
    assert "SOURCE_DATE_EPOCH is 'soon', which is no number of seconds" in capsys.readouterr().err


def test_in_a_process_of_its_own_it_writes_plain_utf_8_and_exits_by_outcome() -> None:
    done = called("audit", DENIED, "--from", HUB, PYTHONIOENCODING="", COLUMNS="80", FORCE_COLOR="1")
    assert done.returncode == 11
    assert "DENIED" in done.stdout
    assert "\x1b" not in done.stdout
    assert done.stderr == ""


@pytest.mark.skipif(sys.platform == "win32", reason="pipes close in another way there")
def test_a_reader_that_goes_away_is_never_an_approval() -> None:
    command = [sys.executable, "-m", "auditor", "audit", "microsoft/phi-2", "--from", HUB, "-vv"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.wait(timeout=60) != 0
        assert process.stderr is not None
        assert b"Traceback" not in process.stderr.read()
