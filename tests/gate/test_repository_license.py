"""The repository's own license against its models, from files to findings: who is told what, and who nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from auditor.files.manifest import Declared
from auditor.gate.plan import Plan
from auditor.gate.repository_license import repository_license
from auditor.gate.survey import Survey
from auditor.schema.audit import ModelAudit
from auditor.schema.decision import Level, Outcome
from auditor.schema.gate import GateFinding
from auditor.schema.manifest import Manifest
from auditor.schema.place import Place
from auditor.schema.reference import ModelRef
from auditor.schema.waiver import Waiver, WaiverReason
from auditor.standards import Standards
from tests.builders import APACHE, MIT, audited, bare_policy, snapshot, standards, under
from tests.gate.conftest import Desk

CONFLICT, UNCLEAR, UNNAMED = "repository-license-conflict", "repository-license-unclear", "weights-unnamed"
LLAMA = "Llama 3.1 Community License Agreement"


def model(name: str, license_: str = "cc-by-nc-4.0", *at: str, body: str = "") -> ModelAudit:
    """A model under a license, named at these places, `file:line`."""
    made = audited(snapshot(name, f"license: {license_}", body))
    places = [Place(file=file, line=int(line)) for file, _, line in (one.partition(":") for one in at or ("app.py:2",))]
    ref = ModelRef(id=name)
    evidence = made.evidence.model_copy(update={"ref": ref})
    return made.model_copy(update={"named_at": tuple(places), "evidence": evidence})


class Repository:
    """A repository in a folder of its own, and what is said of it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, **files: str) -> None:
        for name, text in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def told(
        self, *models: ModelAudit, held: Standards | None = None, declared: Declared | None = None
    ) -> tuple[GateFinding, ...]:
        looked = Survey(self.root, declared, held or standards(), Plan((), ()))
        return repository_license(looked, models)

    def one(self, *models: ModelAudit) -> GateFinding:
        [found] = self.told(*models)
        return found


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    monkeypatch.chdir(tmp_path)
    made = Repository(tmp_path)
    made.put(**{"app.py": "", "LICENSE": APACHE})
    return made


def test_a_permissive_repository_with_permissive_models_says_nothing(repo: Repository) -> None:
    free = [
        model(f"heron-ai/m{number}", name)
        for number, name in enumerate(("mit", "apache-2.0", "bsd-3-clause", "cc-by-4.0", "cc0-1.0"))
    ]
    assert repo.told(*free) == ()
    assert repo.told() == ()


def test_the_sentence_has_both_clauses_and_where_they_stand(repo: Repository) -> None:
    found = repo.one(model("heron-ai/chat-nc"))
    assert found.message == (
        "Apache-2.0 (LICENSE:1, clause 2) lets anyone use this repository commercially; heron-ai/chat-nc does not"
        " (CC-BY-NC-4.0, clause 2(a)(1); stated in README.md at 01234567). It is fetched by whoever runs this"
        " repository (app.py:2); no file of it lies here."
    )
    assert (found.level, found.outcome, str(found.place)) == (Level.NOTE, Outcome.APPROVED, "app.py:2")
    [broken] = found.conflicts
    assert (broken.row, broken.promised_by, str(broken.promised_at)) == (
        "repository-license/non-commercial",
        "Apache-2.0",
        "LICENSE:1",
    )
    assert (broken.license, broken.clause, broken.binds) == ("CC-BY-NC-4.0", "2(a)(1)", "heron-ai/chat-nc")
    assert broken.term == "licenses/CC-BY-NC-4.0/restrictions/non-commercial"
    assert broken.citation is not None
    assert (broken.citation.file, found.reference) == ("README.md", "heron-ai/chat-nc")


def test_files_in_the_tree_and_images_are_to_review(repo: Repository) -> None:
    repo.put(**{"weights/heron-ai/chat-nc/model.safetensors": "version https://git-lfs.github.com/spec/v1\n"})
    found = repo.one(model("heron-ai/chat-nc"))
    assert (found.level, found.outcome) == (Level.WARNING, Outcome.REVIEW)
    assert str(found.place) == "weights/heron-ai/chat-nc/model.safetensors:1"
    assert "Its files lie in this repository: weights/heron-ai/chat-nc/model.safetensors." in found.message
    repo.put(**{".gitignore": "weights/\n"})
    assert repo.one(model("heron-ai/chat-nc")).level is Level.NOTE, "what git does not track goes to nobody"
    repo.put(Dockerfile="FROM python\nRUN hf download heron-ai/chat-nc\n")
    found = repo.one(model("heron-ai/chat-nc", "cc-by-nc-4.0", "app.py:2", "Dockerfile:2"))
    assert (found.level, str(found.place)) == (Level.WARNING, "Dockerfile:2")
    assert "An image is built with it: Dockerfile:2." in found.message


def test_one_finding_a_model_and_one_for_those_that_clash_alike(repo: Repository) -> None:
    found = repo.told(
        model("heron-ai/a-nc", "cc-by-nc-4.0", "app.py:2", "app.py:9", "tool.py:1"),
        model("heron-ai/b-nc", "cc-by-nc-4.0", "app.py:3"),
        model("heron-ai/chat", "llama3.1", "app.py:4"),
    )
    assert [one.names[:2] for one in found] == [("heron-ai/a-nc", "heron-ai/b-nc"), ("heron-ai/chat", "Apache-2.0")]
    assert "heron-ai/a-nc and heron-ai/b-nc do not (CC-BY-NC-4.0, clause 2(a)(1))" in found[0].message
    assert [str(place) for place in found[0].places] == ["app.py:2", "app.py:9", "tool.py:1", "app.py:3"]
    assert (found[0].reference, found[1].reference) == (None, "heron-ai/chat")
    assert f"allows that within limits ({LLAMA}, clause 2;" in found[1].message
    assert "It also lets anyone use this repository for any purpose;" in found[1].message
    assert "heron-ai/chat forbids some uses (clause 1.b.iv)" in found[1].message
    assert "“Built with Llama” has to be shown (clause 1.b.i)" in found[1].message


def test_a_notice_beside_the_license_settles_it(repo: Repository) -> None:
    repo.put(**{"weights/heron-ai/chat-nc/model.gguf": "x"})
    notice = "heron-ai/chat-nc\npkg:huggingface/heron-ai/chat-nc\nLicense: Creative Commons (CC-BY-NC-4.0)\n"
    repo.put(NOTICE=notice.replace("heron-ai/chat-nc", "heron-ai/chat"))
    assert repo.one(model("heron-ai/chat-nc")).level is Level.WARNING, (
        "a notice on another model says nothing of this one"
    )
    repo.put(NOTICE=notice)
    assert repo.told(model("heron-ai/chat-nc")) == ()


def test_words_of_a_card_bind_as_a_license_does(repo: Repository) -> None:
    found = repo.one(model("heron-ai/chat", "mit", body="This model may not be used for commercial purposes.\n"))
    assert "heron-ai/chat does not (the words of its card; stated in README.md at 01234567)" in found.message
    assert (found.conflicts[0].license, found.conflicts[0].term) == ("", None)


def test_terms_of_a_base_are_told_as_the_base_s(repo: Repository) -> None:
    base = snapshot("heron-ai/base", "license: cc-by-nc-4.0")
    made = audited(snapshot("egret/tuned", "license: mit\nbase_model: heron-ai/base"), base)
    found = repo.one(made.model_copy(update={"named_at": (Place(file="app.py"),)}))
    assert "egret/tuned does not (CC-BY-NC-4.0 of its base heron-ai/base, clause 2(a)(1)" in found.message
    assert found.conflicts[0].binds == "heron-ai/base"


def test_each_package_is_held_against_its_own_license(repo: Repository) -> None:
    repo.put(**{"packages/a/LICENSE": MIT, "packages/b/package.json": '{"license": "UNLICENSED"}'})
    found = repo.told(model("heron-ai/chat-nc", "cc-by-nc-4.0", "app.py:2", "packages/a/x.py:3", "packages/b/y.py:4"))
    assert [(one.conflicts[0].promised_by, str(one.place)) for one in found] == [
        ("Apache-2.0", "app.py:2"),
        ("MIT", "packages/a/x.py:3"),
    ]


def test_packages_under_the_same_license_share_a_finding(repo: Repository) -> None:
    repo.put(**{f"packages/{name}/LICENSE": MIT for name in "abc"})
    found = repo.one(model("heron-ai/chat-nc", "cc-by-nc-4.0", *(f"packages/{name}/x.py:3" for name in "abc")))
    assert [place.file for place in found.places] == ["packages/a/x.py", "packages/b/x.py", "packages/c/x.py"]
    assert [str(one.promised_at) for one in found.conflicts] == [f"packages/{name}/LICENSE:1" for name in "abc"]
    assert found.reference == "heron-ai/chat-nc"


def test_a_model_that_is_had_otherwise_is_another_finding_to_a_baseline(repo: Repository) -> None:
    fetched = repo.one(model("heron-ai/chat-nc"))
    repo.put(Dockerfile="FROM python\nRUN python app.py\n")
    built = repo.one(model("heron-ai/chat-nc"))
    assert (fetched.place, fetched.level, built.level) == (built.place, Level.NOTE, Level.WARNING)
    assert (fetched.names[-1], built.names[-1]) == ("fetched", "in-image")


def test_a_manifest_declares_a_model_and_does_not_use_it(repo: Repository) -> None:
    repo.put(**{"LICENSE": MIT, "b/package.json": '{"license": "UNLICENSED"}'})
    declared = Declared(repo.root / "models.yaml", "models.yaml", (), Manifest())
    named = model("heron-ai/chat-nc", "cc-by-nc-4.0", "models.yaml:2", "b/app.py:2")
    assert repo.told(named, declared=declared) == ()
    [found] = repo.told(model("heron-ai/chat-nc", "cc-by-nc-4.0", "models.yaml:2"), declared=declared)
    assert found.id == CONFLICT


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "This repository states no license, so that none was held against the terms of heron-ai/chat-nc."),
        (
            {"LICENSE": MIT.replace("free of charge", "for a fee")},
            "LICENSE:1 is close to MIT, and differs from it in words",
        ),
    ],
)
def test_without_a_clear_license_it_is_said_and_nothing_is_guessed(
    repo: Repository, files: dict[str, str], said: str
) -> None:
    (repo.root / "LICENSE").unlink()
    repo.put(**files)
    found = repo.one(model("heron-ai/chat-nc"))
    assert (found.id, found.level) == (UNCLEAR, Level.NOTE)
    assert found.message.startswith(said)
    assert repo.told(model("heron-ai/free", "mit")) == (), "where nothing hangs on it, nothing is said"


def test_a_doubt_beside_a_clear_license_is_said_too(repo: Repository) -> None:
    repo.put(**{"LICENSE-COMMERCIAL": "Whoever pays may use it on Sundays, and on no other day of the week.\n" * 9})
    found = repo.told(model("heron-ai/chat-nc"))
    assert [one.id for one in found] == [CONFLICT, UNCLEAR]
    assert found[1].message.startswith("LICENSE-COMMERCIAL:1 is no license that we know.")


def test_two_licenses_that_disagree_are_both_held_and_said(repo: Repository) -> None:
    repo.put(**{"pyproject.toml": '[project]\nlicense = "CC-BY-NC-4.0"\n'})
    found = repo.told(model("heron-ai/chat-nc"))
    assert [one.id for one in found] == [CONFLICT, UNCLEAR]
    assert found[1].message == (
        "LICENSE:1 says Apache-2.0, and pyproject.toml:2 says CC-BY-NC-4.0."
        " Both were held against the terms of heron-ai/chat-nc."
    )


def test_weights_that_nothing_names_are_said(repo: Repository) -> None:
    repo.put(**{"bin/model.onnx": "x", "bin/data.bin": "x", "tuned/adapter_model.safetensors": "x"})
    repo.put(**{"tuned/adapter_config.json": json.dumps({"base_model_name_or_path": "egret/base"})})
    found = repo.told(model("heron-ai/free", "mit"))
    assert [one.id for one in found] == [UNNAMED, UNNAMED]
    first, second = (one.message for one in found)
    assert first == "bin/model.onnx lies in this repository, and nothing names the model that it is of."
    assert second.startswith(
        "tuned/adapter_model.safetensors lies in this repository, and a configuration beside names"
    )
    assert second.endswith("`egret/base`, which was not audited.")


def test_a_waiver_accepts_it_for_its_model_alone(repo: Repository) -> None:
    waiver = Waiver(
        finding=CONFLICT,
        model="heron-ai/a-nc",
        reason=WaiverReason.SEPARATE_AGREEMENT,
        comment="An agreement with the maker.",
        approver="jane@example.com",
        expires=date(2030, 1, 1),
    )
    policy = standards().policy.model_copy(update={"waivers": (waiver,)})
    held = replace(standards(), policy=policy, today=date(2026, 12, 1))
    found = repo.told(model("heron-ai/a-nc"), model("heron-ai/b-nc"), held=held)
    assert [(one.names[0], one.waived) for one in found] == [("heron-ai/a-nc", waiver), ("heron-ai/b-nc", None)]


def test_the_policy_decides_and_the_declared_use_does_not(repo: Repository) -> None:
    repo.put(**{"heron-ai/chat-nc/model.gguf": "x"})
    strict = under(bare_policy(findings={"deny": [CONFLICT]}), commercial=False)
    [found] = repo.told(model("heron-ai/chat-nc"), held=strict)
    assert found.outcome is Outcome.DENIED


def test_it_stands_in_every_report(desk: Desk) -> None:
    desk.put("heron-ai/chat-nc", "a" * 40, {"README.md": "---\nlicense: cc-by-nc-4.0\n---\n# A model\n"})
    desk.write("LICENSE", APACHE)
    desk.write("app.py", 'from transformers import AutoModel\nAutoModel.from_pretrained("heron-ai/chat-nc")\n')
    desk.write("weights/heron-ai/chat-nc/model.safetensors", "x")
    (desk.root / "out").mkdir()
    forms = ("json", "sarif", "html", "junit")
    assert desk.auditor("check", *(part for form in forms for part in ("-o", f"{form}=out/{form}"))) == 11
    assert desk.auditor("check") == 11
    said = "Apache-2.0 (LICENSE:1, clause 2) lets anyone use this repository commercially; heron-ai/chat-nc does not"
    assert said in " ".join(desk.out.split())
    out = {form: (desk.root / "out" / form).read_text(encoding="utf-8") for form in forms}
    assert said in out["html"]
    [item] = [one for one in json.loads(out["json"])["gate"] if one["id"] == CONFLICT]
    assert item["conflicts"][0]["clause"] == "2(a)(1)"
    [result] = [one for one in json.loads(out["sarif"])["runs"][0]["results"] if one["ruleId"] == CONFLICT]
    assert (result["level"], result["properties"]["license"]) == ("warning", "CC-BY-NC-4.0")
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].endswith("model.safetensors")
    assert result["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"].endswith("README.md")
    [case] = [one for one in ET.fromstring(out["junit"]).iter("testcase") if one.get("name", "").startswith(CONFLICT)]
    assert said in (case.findtext("failure") or "")
