"""Each row of the Hub's table of errors, over HTTP, and the issue that it becomes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from auditor.fetch.http import Limits
from auditor.fetch.hub import HubSource
from auditor.fetch.source import Unobtainable
from auditor.schema.issue import IssueKind
from auditor.schema.reference import ModelRef, RepoType
from auditor.schema.snapshot import Snapshot
from tests.replica import Fault, HubReplica
from tests.replica_test_data import TOKENS, build

Make = Callable[..., HubSource]
PLAIN = ModelRef(id="Org/Plain")
QUICK = Limits(retries=1, backoff=0.001, patience=0.2, read=5.0)
HASTY = Limits(retries=1, backoff=0.001, patience=0.2, read=0.1)


@pytest.fixture(scope="module")
def _shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubReplica]:
    with HubReplica(build(tmp_path_factory.mktemp("hub")), tokens=TOKENS) as hub:
        yield hub


@pytest.fixture
def small(_shared: HubReplica) -> HubReplica:
    """A Hub with a repository for each case, and nothing left over."""
    _shared.faults = ()
    _shared.reset()
    return _shared


def _fetch(make: Make, hub: HubReplica, ref: ModelRef) -> Snapshot:
    return make(hub, limits=QUICK).fetch(ref)


@pytest.mark.parametrize(
    ("token", "ref", "kind", "status"),
    [
        (None, ModelRef(id="org/absent"), IssueKind.MISSING_OR_PRIVATE, 401),
        (None, ModelRef(id="org/secret"), IssueKind.MISSING_OR_PRIVATE, 401),
        (None, ModelRef(id="org/absent", repo_type=RepoType.DATASET), IssueKind.MISSING_OR_PRIVATE, 401),
        ("hf_plain", ModelRef(id="org/absent"), IssueKind.MISSING, 404),
        ("hf_plain", ModelRef(id="org/secret"), IssueKind.MISSING, 404),
        ("hf_unknown", PLAIN, IssueKind.BAD_TOKEN, 401),
        (None, ModelRef(id="Org/Plain", revision="v9"), IssueKind.REVISION_MISSING, 404),
        (None, ModelRef(id="Org/Plain", revision="9" * 40), IssueKind.REVISION_MISSING, 404),
    ],
)
def test_a_repository_that_cannot_be_had(
    small: HubReplica,
    source_of: Make,
    monkeypatch: pytest.MonkeyPatch,
    token: str | None,
    ref: ModelRef,
    kind: IssueKind,
    status: int,
) -> None:
    if token:
        monkeypatch.setenv("HF_TOKEN", token)
    with pytest.raises(Unobtainable) as trouble:
        _fetch(source_of, small, ref)
    assert (trouble.value.kind, trouble.value.status) == (kind, status)
    assert trouble.value.hint
    assert len(small.requests) == 1


@pytest.mark.parametrize(
    ("token", "repo_id", "kind", "status"),
    [
        (None, "org/gated", IssueKind.GATED, 401),
        ("hf_plain", "org/gated", IssueKind.GATED, 403),
        ("hf_granted", "org/gated", None, None),
        ("hf_granted", "org/secret", None, None),
        (None, "org/off", IssueKind.DISABLED, 403),
        ("hf_granted", "org/off", IssueKind.DISABLED, 403),
    ],
)
def test_files_that_cannot_be_had_are_issues_beside_the_metadata(
    small: HubReplica,
    source_of: Make,
    monkeypatch: pytest.MonkeyPatch,
    token: str | None,
    repo_id: str,
    kind: IssueKind | None,
    status: int | None,
) -> None:
    if token:
        monkeypatch.setenv("HF_TOKEN", token)
    snapshot = _fetch(source_of, small, ModelRef(id=repo_id))
    assert snapshot.sha == "c" * 40
    found = [(issue.kind, issue.status, issue.file, issue.subject) for issue in snapshot.issues]
    assert found == ([] if kind is None else [(kind, status, "README.md", repo_id)])
    assert (snapshot.file("README.md") is None) is bool(found)


def test_what_was_refused_is_asked_again_once_access_is_given(
    small: HubReplica, source_of: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _fetch(source_of, small, ModelRef(id="org/gated")).files == ()
    monkeypatch.setenv("HF_TOKEN", "hf_granted")
    assert _fetch(source_of, small, ModelRef(id="org/gated")).file("README.md") is not None


def test_a_file_that_is_listed_and_missing_is_an_issue(source_of: Make, record: Callable[..., Path]) -> None:
    world = record("o/m", {"README.md": "x"}, siblings=[{"rfilename": "README.md"}, {"rfilename": "LICENSE"}])
    with HubReplica(world) as hub:
        hub.faults = (Fault("*/LICENSE", "server-error", status=404),)
        [issue] = _fetch(source_of, hub, ModelRef(id="o/m")).issues
    assert (issue.kind, issue.file, issue.status) == (IssueKind.MISSING, "LICENSE", 404)


@pytest.mark.parametrize("fault", ["cut", "wrong-length", "huge", "not-json", "redirect-loop", "redirect-elsewhere"])
@pytest.mark.parametrize("amount", [10, -10])
def test_metadata_that_goes_wrong(small: HubReplica, source_of: Make, fault: str, amount: int) -> None:
    kinds = {
        "cut": IssueKind.NETWORK,
        "wrong-length": IssueKind.NETWORK if amount > 0 else IssueKind.DAMAGED,
        "huge": IssueKind.TOO_LARGE,
        "not-json": IssueKind.NOT_JSON,
        "redirect-loop": IssueKind.NETWORK,
        "redirect-elsewhere": IssueKind.NOT_JSON,
    }
    small.faults = (Fault("/api/*", fault, amount=abs(amount) if fault == "cut" else amount),)  # type: ignore[arg-type]
    with pytest.raises(Unobtainable) as trouble:
        _fetch(source_of, small, PLAIN)
    assert trouble.value.kind is kinds[fault]
    small.faults = ()
    assert _fetch(source_of, small, PLAIN).issues == ()  # and nothing wrong was kept


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault("*/README.md", "cut"), IssueKind.NETWORK),
        (Fault("*/README.md", "huge"), IssueKind.TOO_LARGE),
        (Fault("*/README.md", "server-error", status=503), IssueKind.SERVER_ERROR),
        (Fault("*/README.md", "slow", seconds=9, amount=0), IssueKind.TIMEOUT),
        (Fault("*/README.md", "rate-limit", seconds=60), IssueKind.RATE_LIMITED),
    ],
    ids=lambda value: value.kind if isinstance(value, Fault) else value.value,
)
def test_a_file_that_goes_wrong_is_an_issue_and_is_not_kept(
    small: HubReplica, source_of: Make, fault: Fault, kind: IssueKind
) -> None:
    small.faults = (fault,)
    snapshot = source_of(small, limits=HASTY if fault.kind == "slow" else QUICK).fetch(PLAIN)
    missed = ["README.md"]
    if kind is IssueKind.RATE_LIMITED:  # a quota is one for all files
        missed.append("sub/LICENSE")
    assert [(issue.kind, issue.file) for issue in snapshot.issues] == [(kind, name) for name in missed]
    small.faults = ()
    assert _fetch(source_of, small, PLAIN).issues == ()


@pytest.mark.parametrize(
    ("fault", "heals"),
    [
        (Fault("*", "rate-limit", times=1, seconds=0), True),
        (Fault("*", "rate-limit", seconds=60), False),
        (Fault("*", "server-error", times=1, status=503), True),
        (Fault("*", "server-error", status=503), False),
    ],
    ids=lambda value: f"{value.kind}-{value.times}" if isinstance(value, Fault) else None,
)
def test_passing_trouble_leaves_no_trace(small: HubReplica, source_of: Make, fault: Fault, heals: bool) -> None:
    untroubled = _fetch(source_of, small, PLAIN)
    small.faults = (fault,)
    if heals:
        found = source_of(small, limits=QUICK, cache=Path("/dev/null/x")).fetch(PLAIN)
        assert found.model_copy(update={"retrieved_at": untroubled.retrieved_at}) == untroubled
    else:
        with pytest.raises(Unobtainable):
            _fetch(source_of, small, PLAIN)


@pytest.mark.parametrize(
    "body",
    [
        b"null",
        b"[]",
        b'{"id": "o/m"}',
        b'{"sha": "' + b"a" * 40 + b'"}',
        b'{"id": "o/m", "sha": "main"}',
        b'{"id": "../../etc", "sha": "' + b"a" * 40 + b'"}',
        b'{"id": "o/m\\ud800", "sha": "' + b"a" * 40 + b'"}',
        b"[" * 50_000,
    ],
)
def test_an_answer_that_is_no_metadata(monkeypatch: pytest.MonkeyPatch, source_of: Make, body: bytes) -> None:
    source = source_of("http://127.0.0.1:9")
    monkeypatch.setattr("auditor.fetch.http.Client.get", lambda *args, **options: _Body(body))
    with pytest.raises(Unobtainable) as trouble:
        source.fetch(ModelRef(id="o/m"))
    assert trouble.value.kind is IssueKind.NOT_JSON


class _Body:
    def __init__(self, content: bytes) -> None:
        self.content = content
