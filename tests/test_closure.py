"""From one model to all that it names: circles, depth, old names, and how trouble is weighed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.closure import collect
from auditor.fetch import rounds
from auditor.fetch.hub import HubSource
from auditor.fetch.rounds import MAX_DATASETS, MAX_DEPTH
from auditor.fetch.source import Unobtainable
from auditor.pipeline import fetch_all
from auditor.schema.issue import Issue, IssueKind, Weight
from auditor.schema.reference import HUB_ID, ModelRef, RepoType
from auditor.schema.snapshot import File, Snapshot, Snapshots
from tests.replica import HubReplica

Make = Callable[..., HubSource]


class World:
    """Repositories in memory: id → (ids of bases, ids of datasets)."""

    def __init__(self, **models: list[str]) -> None:
        self.models = {name.replace("_", "/"): bases for name, bases in models.items()}
        self.asked: list[str] = []

    def fetch(self, ref: ModelRef) -> Snapshot:
        self.asked.append(str(ref))
        assert HUB_ID.match(ref.id)
        today = {name.lower(): name for name in self.models}.get(ref.id.lower())
        if today is None and ref.repo_type is RepoType.MODEL:
            raise Unobtainable(IssueKind.MISSING, "is gone", status=404)
        bases = self.models.get(today or "", [])
        front = "---\nbase_model:\n" + "".join(f"- {base}\n" for base in bases) + "---\n"
        return Snapshot(
            repo_type=ref.repo_type,
            id=today or ref.id,
            sha=None,
            endpoint=None,
            retrieved_at=None,
            metadata=File.of("metadata.json", b"{}"),
            files=(File.of("README.md", front.encode()),),
        )


def _ids(snapshots: Snapshots) -> list[str]:
    return [snapshot.id for snapshot in snapshots.related]


def _issues(snapshots: Snapshots) -> list[tuple[str, str, str | None, str]]:
    return [(issue.kind.value, issue.subject, issue.file, issue.weight.value) for issue in snapshots.issues]


def _collect(hub: HubReplica, make: Make, repo_id: str) -> Snapshots:
    return collect(ModelRef(id=repo_id), make(hub))


@pytest.mark.parametrize(("start", "other"), [("cycle-a", "cycle-b"), ("cycle-b", "cycle-a")])
def test_a_circle_ends_where_it_closes(hub: HubReplica, source_of: Make, start: str, other: str) -> None:
    found = _collect(hub, source_of, f"auditor-fixtures/{start}")
    assert (_ids(found), found.issues, found.renamed) == ([f"auditor-fixtures/{other}"], (), {})


def test_bases_are_followed_to_the_root_each_once() -> None:
    world = World(a_m=["b/m", "c/m"], b_m=["d/m"], c_m=["d/m", "a/m"], d_m=["e/m"], e_m=["e/m"])
    assert _ids(collect(ModelRef(id="a/m"), world)) == ["b/m", "c/m", "d/m", "e/m"]
    assert len(world.asked) == len(set(world.asked)) == 5


@pytest.mark.parametrize("written", ["B/M", "b/m"])
def test_a_base_in_another_case_is_followed_all_the_same(written: str) -> None:
    found = collect(ModelRef(id="a/m"), World(a_m=[written], B_m=["c/m"], c_m=[]))
    assert _ids(found) == ["B/m", "c/m"]
    assert found.renamed == {f"model:{written}": "B/m"}


def test_a_base_in_two_spellings_is_one() -> None:
    assert _ids(collect(ModelRef(id="a/m"), World(a_m=["b/m", "x/m"], B_m=[], x_m=["B/m", "b/M"]))) == ["B/m", "x/m"]


def test_a_chain_without_end_is_cut_at_its_depth() -> None:
    world = World(**{f"o_m{i}": [f"o/m{i + 1}"] for i in range(40)})
    found = collect(ModelRef(id="o/m0"), world)
    assert _ids(found) == [f"o/m{i}" for i in range(1, MAX_DEPTH + 1)]
    assert _issues(found) == [("depth-limit", f"o/m{MAX_DEPTH + 1}", None, "decisive")]


def test_a_model_with_a_thousand_bases_is_cut_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "MAX_ANCESTORS", 5)
    world = World(a_m=[f"o/m{i}" for i in range(8)], **{f"o_m{i}": [] for i in range(8)})
    found = collect(ModelRef(id="a/m"), world)
    assert len(found.related) == 5
    assert {kind for kind, *_ in _issues(found)} == {"depth-limit"}


def test_too_many_datasets_are_cut_aloud(source_of: Make, record: Callable[..., Path]) -> None:
    names = [f"o/set{i}" for i in range(MAX_DATASETS + 3)]
    with HubReplica(record("o/m", {"README.md": "x"}, cardData={"datasets": names})) as hub:
        found = _collect(hub, source_of, "o/m")
        assert len(hub.requests) == MAX_DATASETS + 2
    assert ("too-many", "o/m", None, "incidental") in _issues(found)
    assert {weight for *_, weight in _issues(found)} == {"incidental"}


def test_sources_that_are_too_many_are_cut_aloud_too(source_of: Make, record: Callable[..., Path]) -> None:
    names = [f"o/set{i}" for i in range(MAX_DATASETS)]
    record("o/data", {"README.md": "x"}, dataset=True, cardData={"source_datasets": names})
    with HubReplica(record("o/m", {"README.md": "x"}, cardData={"datasets": ["o/data"]})) as hub:
        found = _collect(hub, source_of, "o/m")
    assert ("too-many", "o/m", None, "incidental") in _issues(found)


@pytest.mark.parametrize(
    ("kind", "weight"),
    [
        (IssueKind.RATE_LIMITED, "decisive"),
        (IssueKind.DAMAGED, "decisive"),
        (IssueKind.TOO_LARGE, "decisive"),
        (IssueKind.FILE_MISSING, "decisive"),
        (IssueKind.GATED, "contributory"),
        (IssueKind.DISABLED, "contributory"),
        (IssueKind.LENGTH_ALONE, "incidental"),
    ],
)
def test_files_of_a_base_weigh_as_the_base_unless_the_hub_withholds_them(kind: IssueKind, weight: str) -> None:
    class Troubled(World):
        def fetch(self, ref: ModelRef) -> Snapshot:
            own = Weight.INCIDENTAL if kind is IssueKind.LENGTH_ALONE else Weight.DECISIVE
            trouble = Issue(kind=kind, weight=own, subject=ref.id, file="LICENSE", message="is not had")
            found = super().fetch(ref)
            return found.model_copy(update={"issues": (trouble,) if ref.id == "b/m" else ()})

    found = collect(ModelRef(id="a/m"), Troubled(a_m=["b/m"], b_m=[]))
    assert _issues(found) == [(kind.value, "b/m", "LICENSE", weight)]


def test_local_paths_are_never_asked_for() -> None:
    world = World(a_m=["./out", "../../../etc/passwd", "/data/llama", "b/m"], b_m=[])
    assert _ids(collect(ModelRef(id="a/m"), world)) == ["b/m"]
    assert world.asked == ["a/m", "b/m"]


def test_a_base_shared_by_many_models_is_fetched_once(source_of: Make, record: Callable[..., Path]) -> None:
    world = record("o/base", {"README.md": "x", "LICENSE": "y"})
    for i in range(12):
        record(f"o/m{i}", {"README.md": "---\nbase_model: o/base\n---\n"})
    with HubReplica(world) as hub:
        found = fetch_all([ModelRef(id=f"o/m{i}") for i in range(12)], source_of(hub), jobs=8)
        asked = Counter(request.path for request in hub.requests)
    assert all(_ids(snapshots) == ["o/base"] for snapshots in found)
    assert set(asked.values()) == {1}
    assert len(asked) == 12 * 2 + 3


def test_a_renamed_base_is_kept_under_its_name_of_today(hub: HubReplica, source_of: Make) -> None:
    found = _collect(hub, source_of, "lllyasviel/control_v11p_sd15_canny")
    today = "stable-diffusion-v1-5/stable-diffusion-v1-5"
    assert _ids(found) == [today]
    assert found.renamed == {"model:runwayml/stable-diffusion-v1-5": today}
    assert found.issues == ()


def test_a_renamed_subject_is_noted(hub: HubReplica, source_of: Make) -> None:
    found = _collect(hub, source_of, "gpt2")
    assert found.subject is not None
    assert (str(found.ref), found.subject.id) == ("gpt2", "openai-community/gpt2")
    assert found.renamed == {"model:gpt2": "openai-community/gpt2"}


@pytest.mark.parametrize(
    ("repo_id", "issues"),
    [
        ("o/absent", [("missing-or-private", "o/absent", None, "decisive")]),
        ("tloen/alpaca-lora-7b", [("missing-or-private", "decapoda-research/llama-7b-hf", None, "decisive")]),
        ("jameslahm/yolov10n", [("missing-or-private", "datasets/detection-datasets/coco", None, "incidental")]),
        (
            "bigcode/starcoder2-15b",
            [("gated", "datasets/bigcode/the-stack-v2-train-full-ids", "README.md", "incidental")],
        ),
        ("google/gemma-2-9b", [("gated", "google/gemma-2-9b", "README.md", "contributory")]),
        ("auditor-fixtures/gemma-finetune-apache", [("gated", "google/gemma-2-9b", "README.md", "contributory")]),
        ("ykilcher/gpt-4chan", [("disabled", "ykilcher/gpt-4chan", "README.md", "decisive")]),
    ],
)
def test_how_trouble_is_weighed(
    hub: HubReplica, source_of: Make, repo_id: str, issues: list[tuple[str, str, str | None, str]]
) -> None:
    assert _issues(_collect(hub, source_of, repo_id)) == issues


def test_a_dataset_is_a_subject_like_a_model(hub: HubReplica, source_of: Make) -> None:
    found = collect(ModelRef(repo_type=RepoType.DATASET, id="c4"), source_of(hub))
    assert found.subject is not None
    assert (found.subject.id, found.renamed) == ("legacy-datasets/c4", {"dataset:c4": "legacy-datasets/c4"})
    missing = collect(ModelRef(repo_type=RepoType.DATASET, id="o/absent"), source_of(hub))
    assert _issues(missing) == [("missing-or-private", "datasets/o/absent", None, Weight.DECISIVE.value)]


def test_results_come_in_the_order_asked_and_each_once(hub: HubReplica, source_of: Make) -> None:
    names = ["gpt2", "mistralai/Mistral-7B-v0.1", "o/absent", "gpt2"]
    done: list[str] = []
    found = fetch_all(
        [ModelRef(id=name) for name in names], source_of(hub), jobs=3, done=lambda item: done.append(str(item.ref))
    )
    assert [str(snapshots.ref) for snapshots in found] == done == names[:3]
