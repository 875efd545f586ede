"""`--follow-links`: code that the card links is read, weighed and kept; without it GitHub hears nothing."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from auditor.cli.main import run
from auditor.fetch.archive import open_archive, write_bundle
from auditor.fetch.github import GitHubSource
from auditor.fetch.links import following
from auditor.names.model_names import names_in_path, naming
from auditor.pipeline import audit, fetch_all
from auditor.report.json import render
from auditor.schema.audit import ModelAudit
from auditor.schema.issue import IssueKind, Weight
from auditor.schema.reference import ModelRef
from auditor.schema.rubric import Answer
from auditor.standards import now
from tests.builders import MIT, standards
from tests.conftest import QUICK, TOKENS
from tests.github_replica import SHA, GitHubReplica
from tests.replica import HubReplica

MODEL = ModelRef(id="org/wren-1b")
LINKED = "https://github.com/org/tiny"
LINK = f"Training code: {LINKED}\n"
CONFIG = "# wren-1b\nbase_model: org/wren-1b\nlr: 1\nrun_name: wren-1b\n"
TRAINING = {"scripts/pretrain.py": "", "configs/run.yaml": CONFIG, "README.md": ""}


@pytest.fixture
def github() -> Iterator[GitHubReplica]:
    with GitHubReplica() as replica:
        yield replica


@pytest.fixture
def world(record: Callable[..., Path], source_of: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Makes a source over a Hub with one model that has this card, with links followed."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1760000000")
    opened: list[HubReplica] = []

    def make(github: GitHubReplica, body: str = LINK) -> Any:
        card = f"---\nlicense: mit\n---\n{body}"
        place = record("org/wren-1b", {"README.md": card, "LICENSE": MIT, "model.safetensors": ""})
        hub = HubReplica(place, tokens=TOKENS).__enter__()
        opened.append(hub)
        return following(source_of(hub, now=now()), GitHubSource(endpoint=github.endpoint, limits=QUICK))

    yield make
    for hub in opened:
        hub.__exit__(None, None, None)


def _one(source: Any) -> ModelAudit:
    return audit([MODEL], source, standards()).models[0]


def _c2(made: ModelAudit) -> tuple[Answer, str]:
    verdict = made.openness.criteria["C2"]
    return verdict.answer, verdict.reason


def _findings(made: ModelAudit) -> set[str]:
    return {finding.id for finding in made.findings}


def test_an_entry_point_and_a_configuration_that_names_the_model_meet_it(github: GitHubReplica, world: Any) -> None:
    github.add("org/tiny", TRAINING)
    made = _one(world(github))
    assert _c2(made) == (
        Answer.MET,
        "org/tiny holds scripts/pretrain.py and configs/run.yaml, which configures this model",
    )
    code = made.evidence.code[0]
    assert (code.purl, code.license) == (f"pkg:github/org/tiny@{SHA}", "Apache-2.0")
    assert [(place.line, place.quote) for place in code.configurations] == [(4, "run_name: wren-1b")]


@pytest.mark.parametrize(
    ("files", "facts", "why", "hollow"),
    [
        (TRAINING | {"configs/run.yaml": "lr: 1"}, {}, "no configuration that was read names", ""),
        (TRAINING | {"configs/run.yaml": "run_name: wren-1b-chat"}, {}, "no configuration that was read names", ""),
        (
            TRAINING | {"configs/run.yaml": "lr: 1"},
            {"fork": True, "parent": {"full_name": "NVIDIA/Megatron-LM"}},
            "generic fork",
            "is a fork of NVIDIA/Megatron-LM, without this model's configuration",
        ),
        ({"inference.py": "", "setup.py": ""}, {}, "inference only", "only runs models"),
    ],
    ids=["no configuration", "a sibling's configuration", "a fork", "inference only"],
)
def test_less_is_partial(
    github: GitHubReplica, world: Any, files: dict[str, str], facts: dict[str, Any], why: str, hollow: str
) -> None:
    github.add("org/tiny", files, **facts)
    made = _one(world(github))
    answer, reason = _c2(made)
    assert answer is Answer.PARTIAL
    assert why in reason
    said = [item.message for item in made.findings if item.id == "training-code-hollow"]
    assert said == ([f"{LINKED}, named as training code, {hollow} (C2 training-code)"] if hollow else [])


def test_a_framework_by_its_name_is_generic_too(github: GitHubReplica, world: Any) -> None:
    github.add("org/Megatron-LM", TRAINING | {"configs/run.yaml": "lr: 1"})
    made = _one(world(github, "Training code: https://github.com/org/Megatron-LM\n"))
    assert "generic fork or framework" in _c2(made)[1]
    assert "training-code-hollow" in _findings(made)


def test_a_list_that_is_not_whole_accuses_nobody(github: GitHubReplica, world: Any) -> None:
    github.add("org/tiny", {"inference.py": ""}, fork=True, default_branch="main")
    github.cut = True
    made = _one(world(github))
    assert _c2(made) == (Answer.PARTIAL, "org/tiny was read: not all of it could be listed or read")
    assert "training-code-hollow" not in _findings(made)


def test_a_fork_with_this_models_configuration_counts(github: GitHubReplica, world: Any) -> None:
    github.add("org/tiny", TRAINING, fork=True, parent={"full_name": "NVIDIA/Megatron-LM"})
    made = _one(world(github))
    assert _c2(made)[0] is Answer.MET
    assert "training-code-hollow" not in _findings(made)


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ((404, {}), IssueKind.MISSING),
        ((403, {}), IssueKind.FORBIDDEN),
        ((403, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "99999999999"}), IssueKind.RATE_LIMITED),
        ((403, {"retry-after": "3600"}), IssueKind.RATE_LIMITED),
        ((429, {}), IssueKind.RATE_LIMITED),
        ((500, {}), IssueKind.SERVER_ERROR),
    ],
)
def test_trouble_is_incidental(
    github: GitHubReplica, world: Any, fault: tuple[int, dict[str, str]], kind: IssueKind
) -> None:
    github.faults["org/tiny"] = fault
    made = _one(world(github))
    assert [(item.kind, item.weight, item.subject) for item in made.issues] == [
        (kind, Weight.INCIDENTAL, "github.com/org/tiny")
    ]
    assert _c2(made) == (Answer.PARTIAL, "https://github.com/org/tiny is linked, not read")


def test_the_token_goes_to_the_api_alone(
    github: GitHubReplica, world: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "ghp_secret")
    monkeypatch.setenv("HF_TOKEN", "hf_plain")
    with GitHubReplica() as elsewhere:
        elsewhere.add("org/tiny", TRAINING)
        github.faults["org/tiny"] = (302, {"location": f"{elsewhere.endpoint}/repos/org/tiny"})
        collected = fetch_all([MODEL], world(github))
    assert {token for _, token in github.asked} == {"Bearer ghp_secret"}
    assert {token for _, token in elsewhere.asked} == {""}
    assert b"secret" not in write_bundle(collected)


@pytest.mark.parametrize("there", [True, False], ids=["read", "missing"])
def test_a_bundle_gives_the_same_audit(github: GitHubReplica, world: Any, tmp_path: Path, there: bool) -> None:
    if there:
        github.add("Org/Tiny", TRAINING)
        github.repositories["org/tiny"] = github.repositories["Org/Tiny"]
    source = world(github)
    online = render(audit([MODEL], source, standards()))
    bundle = tmp_path / "evidence.zip"
    bundle.write_bytes(write_bundle(fetch_all([MODEL], source)))
    assert render(audit([MODEL], open_archive(bundle), standards())) == online
    assert "github.com/org/tiny" in online
    assert (f"pkg:github/org/tiny@{SHA}" in online) is there


def test_offline_it_is_what_was_read_before(github: GitHubReplica, world: Any) -> None:
    github.add("org/tiny", TRAINING)
    source = world(github)
    online = _one(source)
    count = len(github.asked)
    again = following(source.other, GitHubSource(endpoint=github.endpoint, offline=True))
    assert _one(again).evidence.code == online.evidence.code
    assert len(github.asked) == count


def test_at_most_eight_are_followed(github: GitHubReplica, world: Any) -> None:
    body = "".join(f"Training code: https://github.com/org/tiny{number}\n\n" for number in range(12))
    made = _one(world(github, body))
    assert len(made.issues) == 8


def test_only_the_option_asks_github(
    github: GitHubReplica,
    record: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    github.add("org/tiny", TRAINING)
    monkeypatch.setenv("GITHUB_API_URL", github.endpoint)
    place = record("org/wren-1b", {"README.md": f"---\nlicense: mit\n---\n{LINK}", "LICENSE": MIT})
    folder = next(place.iterdir()) / "files"
    (folder / "config.json").write_text("{}", encoding="utf-8")
    run(["audit", str(folder), "--format", "json", "-q"])
    assert github.asked == []
    capsys.readouterr()
    run(["audit", str(folder), "--format", "json", "--follow-links"])
    assert github.asked
    assert json.loads(capsys.readouterr().out)["models"][0]["evidence"]["code"]


@pytest.mark.parametrize(
    ("model", "text", "named"),
    [
        ("org/wren-1b", "configs/wren_1b.yml", True),
        ("org/wren-1b", "configs/train_wren-1b.yml", True),
        ("org/wren-1b-hf", "configs/wren-1b.yml", True),
        ("org/wren-1b", "configs/wren-1b-deduped.yml", False),
        ("org/wren-1b", "configs/not-wren-1b.yml", False),
        ("org/model", "configs/model.yml", False),
        ("org/gpt2", "configs/gpt2.yml", True),
    ],
)
def test_a_path_names_a_model_and_not_its_sibling(model: str, text: str, named: bool) -> None:
    assert names_in_path(naming(model), text) is named


def test_the_cli_keeps_what_was_followed(
    github: GitHubReplica,
    world: Any,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    github.add("org/tiny", TRAINING)
    monkeypatch.setenv("GITHUB_API_URL", github.endpoint)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1760000000")
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "README.md").write_text(f"---\nlicense: mit\n---\n{LINK}", encoding="utf-8")
    (folder / "config.json").write_text("{}", encoding="utf-8")
    bundle = str(tmp_path / "kept.zip")
    run(["fetch", str(folder), "-o", bundle, "--follow-links", "-q"])
    capsys.readouterr()
    assert "code--org--tiny@c0dec0de/files/tree.json" in zipfile.ZipFile(bundle).namelist()


def test_models_that_share_code_share_it_in_a_bundle(
    github: GitHubReplica, world: Any, record: Callable[..., Path], tmp_path: Path
) -> None:
    many = {f"configs/train_{number}.yaml": "lr: 1" for number in range(20)}
    github.add("org/tiny", TRAINING | many | {"models/wren-1b.yml": "", "models/wren-2b.yml": ""})
    record("org/wren-2b", {"README.md": f"---\nlicense: mit\n---\n{LINK}", "LICENSE": MIT})
    source, both = world(github), [MODEL, ModelRef(id="org/wren-2b")]
    online = audit(both, source, standards())
    assert [_c2(made)[0] for made in online.models] == [Answer.MET, Answer.MET]
    bundle = tmp_path / "evidence.zip"
    bundle.write_bytes(write_bundle(fetch_all(both, source)))
    assert render(audit(both, open_archive(bundle), standards())) == render(online)


def test_code_that_runs_it_is_cited(github: GitHubReplica, world: Any) -> None:
    github.add("org/tiny", {"inference.py": "", "README.md": ""})
    found = _one(world(github, f"Inference code: {LINKED}\n")).openness.criteria["C3"]
    assert (found.answer, found.reason) == (Answer.MET, "org/tiny was read: Apache-2.0 is approved by the OSI")
    assert {citation.source for citation in found.citations} == {f"pkg:github/org/tiny@{SHA}"}
