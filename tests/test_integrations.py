"""Continuous integration, as it is documented: what the examples say is there, and the action's script runs."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml

from auditor.cli.main import COMMANDS, cli, run
from auditor.files.checked import read_document
from auditor.files.company import PolicyWords
from auditor.files.manifest import read_manifest
from auditor.files.policies import load_findings
from auditor.gate.findings import KINDS
from auditor.report.formats import FORMATS
from auditor.standards import policy_words
from tests.builders import standards
from tests.conftest import ROOT

EXAMPLES = ROOT / "docs" / "examples"
YAML = [
    ROOT / "action.yml",
    ROOT / ".pre-commit-hooks.yaml",
    ROOT / "templates" / "auditor.gitlab-ci.yml",
    *sorted(EXAMPLES.iterdir()),
]
MODEL = "mistralai/Mistral-7B-v0.1"


def load(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def words() -> PolicyWords:
    held = standards()
    return policy_words(held.knowledge, held.rubric, held.findings)


@pytest.mark.parametrize("path", YAML, ids=lambda path: path.name)
def test_every_file_is_yaml_and_every_command_in_it_exists(path: Path) -> None:
    assert load(path)
    text = path.read_text(encoding="utf-8")
    for name, options in re.findall(r"(?m)^(?!\s*#).*?\bauditor ([a-z]+)\b(?! team)(.*)$", text):
        if name in COMMANDS:
            known = {option for item in command(name).params for option in item.opts}
            assert set(re.findall(r"(?<!\S)(--[a-z][a-z-]*)", options)) <= known, name


def command(name: str) -> Any:
    return cli.get_command(None, name)  # type: ignore[arg-type]


def test_the_documented_commands_and_options_exist() -> None:
    text = (ROOT / "docs" / "gate.md").read_text(encoding="utf-8")
    called = re.findall(r"(?m)^\$ auditor (\w+)([^#\n]*)", text)
    assert {name for name, _ in called} == {"init", "check", "lock", "diff"}
    for name, options in called:
        known = {option for item in command(name).params for option in item.opts}
        assert set(re.findall(r"(?<!\S)(--?[a-z][a-z-]*)", options)) <= known


def test_every_finding_about_the_repository_is_documented_with_its_level() -> None:
    text = (ROOT / "docs" / "gate.md").read_text(encoding="utf-8")
    kinds = load_findings()
    rows = dict(re.findall(r"(?m)^\| ([a-z-]+) \| (error|warning|note) \|", text))
    assert rows == {name: kinds[name].level.value for name in rows}
    assert set(rows) == set(KINDS)


def test_the_documented_manifest_is_read_and_fits_its_schema(fixtures_hub: Path, tmp_path: Path) -> None:
    shutil.copy(EXAMPLES / "models.yaml", tmp_path)
    declared = read_manifest(tmp_path / "models.yaml", "models.yaml", words())
    assert [entry.place.line for entry in declared.entries] == [9, 13, 20]
    schema = json.loads((ROOT / "policies" / "schemas" / "manifest-1.json").read_text())
    jsonschema_rs.validator_for(schema).validate(read_document(EXAMPLES / "models.yaml").value)
    assert run(["check", str(tmp_path), "--from", str(fixtures_hub), "-q"]) == 10
    assert run(["lock", str(tmp_path), "--from", str(fixtures_hub), "-q"]) == 0
    schema = json.loads((ROOT / "policies" / "schemas" / "lock-1.json").read_text())
    jsonschema_rs.validator_for(schema).validate(json.loads((tmp_path / "models.lock").read_text()))


def test_examples_name_what_the_action_and_the_hooks_have() -> None:
    action = load(ROOT / "action.yml")
    steps = [step for job in load(EXAMPLES / "github.yml")["jobs"].values() for step in job["steps"]]
    ours = [step for step in steps if "/auditor@" in step["uses"]]
    assert len(ours) == 2
    assert {name for step in ours for name in step["with"]} <= set(action["inputs"])
    asked = re.findall(r"steps\.auditor\.outputs\.([\w-]+)", (EXAMPLES / "github.yml").read_text())
    assert set(asked) <= set(action["outputs"])
    hooks = {hook["id"] for hook in load(ROOT / ".pre-commit-hooks.yaml")}
    used = {hook["id"] for repo in load(EXAMPLES / "pre-commit.yaml")["repos"] for hook in repo["hooks"]}
    assert used == hooks
    included = load(EXAMPLES / "gitlab.yml")["include"][0]["file"]
    assert (ROOT / included).is_file()
    assert set(load(EXAMPLES / "gitlab.yml")["variables"]) <= set(load(ROOT / included)["variables"])


def test_the_formats_that_integrations_ask_for_exist() -> None:
    texts = "".join(path.read_text(encoding="utf-8") for path in YAML)
    assert set(re.findall(r"-o \"?([a-z]+)=", texts)) | set(re.findall(r"--format (\w+)", texts)) <= set(FORMATS)


def test_no_input_of_the_action_becomes_a_part_of_a_script() -> None:
    for step in load(ROOT / "action.yml")["runs"]["steps"]:
        assert "${{" not in step["run"]


@pytest.fixture
def runner(tmp_path: Path) -> dict[str, str]:
    """The environment of a job, with `auditor` on the path and a repository that uses one model."""
    tool = tmp_path / "bin" / "auditor"
    tool.parent.mkdir()
    tool.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m auditor "$@"\n')
    tool.chmod(0o755)
    work = tmp_path / "work tree"
    work.mkdir()
    (work / "app.py").write_text(f'from transformers import AutoModel\nAutoModel.from_pretrained("{MODEL}")\n')
    names = {"GITHUB_OUTPUT": "output", "GITHUB_STEP_SUMMARY": "summary"}
    files = {name: str(tmp_path / file) for name, file in names.items()}
    path = os.pathsep.join((str(tool.parent), os.environ["PATH"]))
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "WORK": str(work), **files}


def acted(name: str, runner: dict[str, str], **given: str) -> subprocess.CompletedProcess[str]:
    """A step of the action, run as a runner does it; variables that nobody gives are those of `runner`."""
    action = load(ROOT / "action.yml")
    step = next(step for step in action["runs"]["steps"] if step["name"] == name)
    inputs = {key: str(item["default"]) for key, item in action["inputs"].items()} | given
    told = {key: value for key, value in step["env"].items() if key not in runner}
    environment = {
        key: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda match: inputs[match[1]], value)
        for key, value in told.items()
    }
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        env=runner | environment | {"REPOSITORY": "heron-ai/app"},
        cwd=runner["WORK"],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(("policy", "code"), [("", 0), ("osaid-strict", 11)])
def test_the_action_s_script_runs(runner: dict[str, str], fixtures_hub: Path, policy: str, code: int) -> None:
    given = {"path": runner["WORK"], "policy": policy, "arguments": f"--from {fixtures_hub}"}
    given["reports"] = runner["WORK"] + "/reports"
    done = acted("Check", runner, **given)
    assert (done.returncode, Path(runner["GITHUB_OUTPUT"]).read_text()) == (code, f"exit-code={code}\n"), done.stderr
    assert {path.name for path in Path(given["reports"]).iterdir()} == {"auditor.json", "auditor.sarif", "auditor.md"}
    assert MODEL in Path(runner["GITHUB_STEP_SUMMARY"]).read_text()
    assert ("::error file=app.py,line=2" in done.stdout) == bool(code)


def test_the_action_says_what_it_failed_of(runner: dict[str, str], tmp_path: Path) -> None:
    (Path(runner["WORK"]) / "models.yaml").write_text("modles: []\n")
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "auditor.md").write_text("all is well")  # of an earlier run
    done = acted("Check", runner, path=runner["WORK"], reports=str(reports))
    assert done.returncode == 1
    assert "::error title=Auditor made no audit::" in done.stdout
    assert "no audit" in (reports / "auditor.md").read_text()
    assert "no audit" in Path(runner["GITHUB_STEP_SUMMARY"]).read_text()
    assert (
        json.loads((reports / "auditor.sarif").read_text())["runs"][0]["invocations"][0]["executionSuccessful"] is False
    )


@pytest.mark.parametrize(
    ("before", "may_write", "called"),
    [("", True, "POST"), ("17", True, "PATCH"), ("", False, None), ("17", False, None)],
)
def test_the_action_keeps_one_comment_and_minds_no_token(
    runner: dict[str, str], tmp_path: Path, before: str, may_write: bool, called: str | None
) -> None:
    calls = tmp_path / "calls"
    gh = tmp_path / "bin" / "gh"
    gh.write_text(
        f'#!/bin/sh\ncase "$*" in *--paginate*) echo "{before}" ;;\n*) {"true" if may_write else "exit 1"}; '
        f'echo "$3 $4" >> "{calls}" ;; esac\n'
    )
    gh.chmod(0o755)
    (tmp_path / "auditor.md").write_text("the report é" + "x" * 70_000)
    done = acted("Comment", runner | {"PULL_REQUEST": "3"}, reports=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert ("::notice::No comment was written" in done.stdout) == (called is None)
    written = (tmp_path / "comment.md").read_text()
    assert written.startswith("<!-- auditor -->\nthe report é")
    assert len(written) < 65_536
    if called:
        where = "comments/17" if before else "issues/3/comments"
        assert calls.read_text().split()[0] == called
        assert where in calls.read_text()


def test_gitlab_s_script_runs(runner: dict[str, str], fixtures_hub: Path) -> None:
    job = load(ROOT / "templates" / "auditor.gitlab-ci.yml")
    given = {"AUDITOR_PATH": ".", "AUDITOR_ARGUMENTS": f"--from {fixtures_hub}"}
    script = "\n".join(job["auditor"]["script"])
    done = subprocess.run(
        ["bash", "-ec", script], env=runner | given, cwd=runner["WORK"], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    written = {f"auditor-reports/{path.name}" for path in Path(runner["WORK"], "auditor-reports").iterdir()}
    assert set(job["auditor"]["artifacts"]["reports"].values()) <= written


def test_the_project_itself_uses_no_model(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(ROOT), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["models"] == []
