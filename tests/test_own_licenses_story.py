"""A company's license from the first day: added, reviewed, read by counsel, judged, and a copy with another word."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from auditor.cli.main import run
from auditor.schema.exit_codes import ExitCode
from tests.weights import safetensors

REVIEW, DENIED = int(ExitCode.LOOK), int(ExitCode.DENIED)
EULA = """HERON EULA

1. Grant. Heron Works hereby grants you a worldwide, royalty-free licence to use, copy, modify and distribute the model
and its weights, and everything that you make with them is yours.

2. Notices. You must keep this text with every copy of the model that you hand on to anybody else in any form.

3. No warranty. The model is provided as it is, without warranties of any kind, and Heron Works is not liable.
"""
CARD = "---\nlicense: other\nlicense_name: heron-eula\nlicense_link: LICENSE\n---\n# Heron\nA model of birds.\n"
POLICY = "policy: acme\ntitle: Acme  # signed by counsel\nextends: commercial\n"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    model = tmp_path / "model"
    model.mkdir()
    (model / "LICENSE").write_text(EULA)
    (model / "README.md").write_text(CARD)
    (model / "config.json").write_text('{"architectures": ["LlamaForCausalLM"]}')
    (model / "model.safetensors").write_bytes(safetensors({}))
    (tmp_path / "EULA.txt").write_text(EULA)
    (tmp_path / "policy.yaml").write_text(POLICY)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Any:
    def auditor(*arguments: str, code: int = 0) -> str:
        assert run([*arguments]) == code, capsys.readouterr()
        return capsys.readouterr().out

    return auditor


def judged(call: Any, *, policy: str = "policy.yaml", code: int = 0) -> Any:
    audit = json.loads(call("audit", "./model", "--policy", policy, "--format", "json", code=code))
    return audit["models"][0]


def fill_in(path: Path, **facts: str) -> None:
    text = path.read_text()
    for key, value in facts.items():
        old = f"\n{key}: unknown\n"
        assert old in text
        text = text.replace(old, f"\n{key}: {value}\n")
    path.write_text(text)


def test_a_license_of_the_companys_own_is_judged_once_counsel_has_read_it(desk: Path, call: Any) -> None:
    before = judged(call, code=REVIEW)
    assert before["decision"]["outcome"] == "review"

    assert "wrote licenses/heron-eula.yaml" in call(
        "license", "add", "EULA.txt", "--id", "heron-eula", "--policy", "policy.yaml"
    )
    assert "licenses of its own: heron-eula" in call("policy", "check", "policy.yaml")
    assert (desk / "policy.yaml").read_text() == f"{POLICY}own_licenses: licenses\n"
    model = judged(call, code=REVIEW)
    assert model["decision"]["outcome"] == "review"
    assert "heron-eula: what it allows is not known" in json.dumps(model["decision"])

    fill_in(desk / "licenses" / "heron-eula.yaml", family="permissive", commercial_use="yes")
    model = judged(call)
    assert model["decision"]["outcome"] == "approved"

    (desk / "model" / "LICENSE").write_text(EULA.replace("worldwide", "European"))
    model = judged(call, code=REVIEW)
    assert model["decision"]["outcome"] == "review"
    changed = next(item for item in model["findings"] if item["id"] == "license-modified")
    assert "heron-eula" in changed["message"]
    assert "European" in changed["message"]


@pytest.fixture
def added(desk: Path, call: Any) -> Path:
    call("license", "add", "EULA.txt", "--id", "heron-eula", "--policy", "policy.yaml")
    return desk


def test_it_is_known_by_name_alone_and_denied_where_counsel_says_so(added: Path, call: Any) -> None:
    (added / "model" / "LICENSE").unlink()
    (added / "model" / "README.md").write_text("---\nlicense: other\nlicense_name: Heron EULA\n---\n# Heron\n")
    fill_in(added / "licenses" / "heron-eula.yaml", family="non-commercial", commercial_use="no")
    model = judged(call, code=DENIED)
    assert model["decision"]["outcome"] == "denied"
    assert "heron-eula" in json.dumps(model["decision"])


def test_lists_of_the_policy_name_it(added: Path, call: Any) -> None:
    for key, outcome, code in (("allow", "approved", 0), ("deny", "denied", DENIED)):
        (added / "listed.yaml").write_text(f"{POLICY}own_licenses: licenses\nlicenses:\n  {key}: [heron-eula]\n")
        assert judged(call, policy="listed.yaml", code=code)["decision"]["outcome"] == outcome


def test_a_saved_report_needs_no_folder(added: Path, call: Any) -> None:
    fill_in(added / "licenses" / "heron-eula.yaml", family="permissive", commercial_use="yes")
    call("audit", "./model", "--policy", "policy.yaml", "-o", "json=audit.json")
    shutil.rmtree(added / "licenses")
    assert "APPROVED" in call("report", "audit.json")
    assert "APPROVED" in call("report", "audit.json", "--policy", "commercial")
    spdx = json.loads(call("report", "audit.json", "--format", "spdx-json"))
    assert "LicenseRef-heron-eula" in [item["licenseId"] for item in spdx["hasExtractedLicensingInfos"]]
    assert "LicenseRef-heron-eula" in call("report", "audit.json", "--format", "spdx3")
    assert '"name": "heron-eula"' in call("report", "audit.json", "--format", "cyclonedx")
    assert "heron-eula" in call("report", "audit.json", "--format", "html")


def test_reports_tell_by_their_digests_that_it_was_there(added: Path, call: Any) -> None:
    def digests(policy: str) -> tuple[str, str]:
        audit = json.loads(call("audit", "./model", "--policy", policy, "--format", "json", code=REVIEW))
        return audit["policy_sha256"], audit["tool"]["knowledge_sha256"]

    (added / "without.yaml").write_text(POLICY)
    first, without = digests("policy.yaml"), digests("without.yaml")
    file = added / "licenses" / "heron-eula.yaml"
    file.write_text(file.read_text() + "# a remark\n")
    then = digests("policy.yaml")
    assert len({first[0], without[0], then[0]}) == len({first[1], without[1], then[1]}) == 3


def test_commands_know_it_under_the_policy(added: Path, call: Any, capsys: pytest.CaptureFixture[str]) -> None:
    under = ("--policy", "policy.yaml")
    assert call("license", "show", "heron eula", *under).startswith("heron-eula: ")
    assert "heron-eula" in call("license", "list", *under)
    assert "heron-eula (exact, 100%" in call("license", "identify", "EULA.txt", *under)
    assert "heron-eula" in call("license", "compare", "heron-eula", "MIT", *under)
    for name in ("heron-eula", "licenses/heron-eula", "licenses/heron-eula/grants/use"):
        assert call("explain", name, *under).startswith("heron-eula: ")
    assert run(["license", "show", "heron-eula"]) == 2
    assert "heron-eula" not in call("license", "list")


def test_it_is_made_again_by_the_command(added: Path, call: Any) -> None:
    beside = added / "licenses" / "heron-eula.fingerprint"
    good = beside.read_bytes()
    beside.unlink()
    again = ("license", "add", "EULA.txt", "--id", "heron-eula", "--policy", "policy.yaml", "--again")
    assert "wrote licenses/heron-eula.fingerprint" in call(*again)
    assert beside.read_bytes() == good


def test_a_policy_that_cannot_take_the_line_is_told_of(desk: Path, call: Any) -> None:
    (desk / "policy.yaml").write_text("{policy: acme, title: Acme}\n")
    said = call("license", "add", "EULA.txt", "--id", "heron-eula", "--policy", "policy.yaml")
    assert "add to policy.yaml: own_licenses: licenses" in said


def test_a_repository_under_the_policy_may_name_it_in_its_manifest(
    added: Path, call: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    (added / "model" / "LICENSE").write_text(EULA.replace("worldwide", "European"))
    sha256 = hashlib.sha256((added / "model" / "LICENSE").read_bytes()).hexdigest()
    manifest = (
        "policy: ./policy.yaml\nmodels: [./model]\nclarifications:\n  - model: pkg:generic/model\n    file: LICENSE\n"
        f"    sha256: {sha256}\n    comment: the same\n    approver: A. Tern\n    licenses: [%s]\n"
    )
    (added / "models.yaml").write_text(manifest % "heron-eulaa")
    assert run(["check"]) == 1
    assert "did you mean `heron-eula`?" in capsys.readouterr().err
    (added / "models.yaml").write_text(manifest % "heron-eula")
    fill_in(added / "licenses" / "heron-eula.yaml", family="permissive", commercial_use="yes")
    assert "APPROVED" in call("check")


def test_a_change_of_its_file_touches_all_models_of_a_repository(added: Path, call: Any) -> None:
    def git(*arguments: str) -> None:
        who = ("-c", "user.name=a", "-c", "user.email=a@b.c")
        subprocess.run(["git", *who, *arguments], check=True, capture_output=True)

    (added / "EULA.txt").write_text(EULA.replace("the model", "the dataset"))
    call("license", "add", "EULA.txt", "--id", "egret-eula", "--policy", "policy.yaml")
    (added / "models.yaml").write_text("policy: policy.yaml\nmodels: [./model]\n")
    git("init")
    git("add", "-A")
    git("commit", "-m", "one")
    assert "heron-eula" not in call("check", "--changed-since", "HEAD")
    fill_in(added / "licenses" / "heron-eula.yaml", family="permissive", commercial_use="yes")
    assert "heron-eula" in call("check", "--changed-since", "HEAD")
    git("add", "-A")
    git("commit", "-m", "two")
    for ending in ("yaml", "fingerprint"):
        (added / "licenses" / f"egret-eula.{ending}").unlink()
    assert "heron-eula" in call("check", "--changed-since", "HEAD")
