"""The replica answers as the Hub does: the real client meets each row of the table of errors."""

from pathlib import Path

import pytest

from tests.replica import HubReplica
from tests.replica_test_data import CLIENT, NEW, OLD, OTHER, README, api, get

# The sample has set the environment by now; the client reads it when it is imported.
# isort: split
from huggingface_hub import hf_hub_download
from huggingface_hub.errors import (
    BadRequestError,
    DisabledRepoError,
    GatedRepoError,
    RemoteEntryNotFoundError,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)
from huggingface_hub.utils._http import hf_raise_for_status


def test_model_info_reads_the_recorded_metadata(hub: HubReplica) -> None:
    info = api(hub).model_info("Org/Plain")
    assert (info.id, info.sha, info.tags) == ("Org/Plain", NEW, ["license:mit"])
    assert info.card_data is not None
    assert info.card_data.license == "mit"
    body = get(hub, "/api/models/Org/Plain").json()
    assert body.keys().isdisjoint({"baseModels", "childrenModelCount"})
    assert "cardData" not in get(hub, "/api/models/single").json()


@pytest.mark.parametrize(
    ("revision", "sha"), [("main", NEW), (NEW, NEW), ("v1.0", OLD), (OLD, OLD), ("refs/pr/1", OLD)]
)
def test_revisions_lead_to_their_commits(hub: HubReplica, revision: str, sha: str) -> None:
    assert api(hub).model_info("Org/Plain", revision=revision).sha == sha


def test_expand_returns_only_what_was_asked(hub: HubReplica) -> None:
    answer = get(hub, "/api/models/Org/Plain?expand[]=baseModels&expand[]=gated&expand=trendingScore")
    assert answer.json() == {
        "_id": "id-of-Org/Plain",
        "id": "Org/Plain",
        "gated": False,
        "baseModels": {"relation": "finetune", "models": [{"_id": "1", "id": "org/base"}]},
    }


@pytest.mark.parametrize("path", ["/api/models/Org/Plain?expand[]=_id", "/api/models?expand=baseModels"])
def test_a_bad_expand_is_refused_with_the_valid_names(hub: HubReplica, path: str) -> None:
    answer = get(hub, path)
    with pytest.raises(BadRequestError, match=r"must be one of \[author.*siblings"):
        hf_raise_for_status(answer)


def test_blobs_describe_the_files(hub: HubReplica) -> None:
    siblings = api(hub).model_info("Org/Plain", files_metadata=True).siblings or []
    sizes = {item.rfilename: item.size for item in siblings}
    assert sizes["README.md"] == len(README.encode())
    weights = siblings[2]
    assert weights.lfs is not None
    assert weights.lfs.size == weights.size
    tree = {entry.path: entry for entry in api(hub).list_repo_tree("Org/Plain", recursive=True)}
    assert sorted(tree) == ["README.md", "model.safetensors", "sub", "sub/LICENSE"]
    known = api(hub).get_paths_info("Org/Plain", ["README.md", "no"])
    assert known == [tree["README.md"]]


def test_refs_and_datasets(hub: HubReplica) -> None:
    refs = api(hub).list_repo_refs("Org/Plain", include_pull_requests=True)
    assert [(item.name, item.target_commit) for item in refs.branches] == [("main", NEW)]
    assert [(item.ref, item.target_commit) for item in refs.tags] == [("refs/tags/v1.0", OLD)]
    assert [item.ref for item in refs.pull_requests or []] == ["refs/pr/1"]
    assert api(hub).dataset_info("org/set").sha == OTHER
    assert get(hub, "/datasets/org/set/resolve/main/README.md").text == "data"


def test_files_arrive_with_commit_and_etag(hub: HubReplica, tmp_path: Path) -> None:
    path = hf_hub_download("Org/Plain", "sub/LICENSE", endpoint=hub.endpoint, cache_dir=tmp_path, token=False)
    assert Path(path).read_text() == "MIT\n"
    assert Path(path).parts[-3] == NEW
    head = CLIENT.head(hub.endpoint + "/Org/Plain/resolve/v1.0/README.md")
    assert (head.headers["x-repo-commit"], head.headers["content-length"]) == (OLD, "3")
    assert not head.headers["etag"].startswith("W/")


def test_weights_come_from_another_origin_that_never_sees_the_token(hub: HubReplica, tmp_path: Path) -> None:
    path = hf_hub_download(
        "Org/Plain", "model.safetensors", endpoint=hub.endpoint, cache_dir=tmp_path, token="hf_plain"
    )
    assert Path(path).read_bytes().startswith(b"placeholder")
    answer = get(hub, "/Org/Plain/resolve/main/model.safetensors", "hf_plain", follow_redirects=True)
    assert answer.status_code == 200
    assert all(request.headers["authorization"] == "Bearer hf_plain" for request in hub.requests)
    assert len(hub.elsewhere_requests) == 2
    assert not any("authorization" in request.headers for request in hub.elsewhere_requests)


def test_small_files_by_way_of_the_resolve_cache(root: Path, tmp_path: Path) -> None:
    with HubReplica(root, resolve_cache=True) as hub:
        path = hf_hub_download("Org/Plain", "README.md", endpoint=hub.endpoint, cache_dir=tmp_path, token=False)
        assert Path(path).read_bytes() == README.encode()
        assert {request.status for request in hub.requests} == {200, 307}
        assert get(hub, "/api/resolve-cache/models/Org/Plain/main/README.md").status_code == 400


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/api/models/old-plain?expand[]=author", "/api/models/Org/Plain?expand[]=author"),
        ("/api/models/org/plain/revision/v1.0", "/api/models/Org/Plain/revision/v1.0"),
        ("/old-plain/resolve/main/README.md", "/Org/Plain/resolve/main/README.md"),
        ("/datasets/old-set/resolve/main/README.md", "/datasets/org/set/resolve/main/README.md"),
    ],
)
def test_renamed_and_misspelled_ids_are_redirected(hub: HubReplica, path: str, location: str) -> None:
    answer = get(hub, path, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (307, location)
    assert answer.text == f"Temporary Redirect. Redirecting to {location}"
    assert api(hub).model_info("old-plain").id == "Org/Plain"


@pytest.mark.parametrize(
    ("path", "token", "status", "code", "message"),
    [
        ("/api/models/no/no", None, 401, None, "Invalid username or password."),
        ("/api/models/org/secret", None, 401, None, "Invalid username or password."),
        ("/api/models/ORG/SECRET", None, 401, None, "Invalid username or password."),
        ("/no/no/resolve/main/README.md", None, 401, None, "Invalid username or password."),
        ("/api/models/no/no", "hf_plain", 404, "RepoNotFound", "Repository not found"),
        ("/api/models/org/secret", "hf_plain", 404, "RepoNotFound", "Repository not found"),
        ("/api/models/Org/Plain", "hf_bad", 401, None, "Invalid credentials in Authorization header"),
        ("/api/models/single/revision/no", None, 404, "RevisionNotFound", "Invalid rev id: no"),
        ("/single/resolve/no%0D%0AA:b/x", None, 404, "RevisionNotFound", "Invalid rev id: no??A:b"),
        ("/single/resolve/main/no", None, 404, "EntryNotFound", "Entry not found"),
        ("/org/off/resolve/main/README.md", None, 403, None, "Access to this resource is disabled."),
        ("/api/models/org/off/tree/main", None, 403, None, "Access to this resource is disabled."),
        ("/api/models?cursor=no", None, 400, None, "Invalid cursor"),
        ("/nowhere", None, 404, None, "Page not found"),
    ],
)
def test_each_refusal_has_its_status_code_and_message(
    hub: HubReplica, path: str, token: str | None, status: int, code: str | None, message: str
) -> None:
    answer = get(hub, path, token)
    found = answer.headers.get("x-error-code"), answer.headers["x-error-message"]
    assert (answer.status_code, *found) == (status, code, message)
    assert ("www-authenticate" in answer.headers) == (status == 401)
    if path.startswith("/api/"):
        assert answer.json() == {"error": message}


def test_the_client_sees_its_own_errors(hub: HubReplica) -> None:
    plain = api(hub, "hf_plain")
    with pytest.raises(RepositoryNotFoundError):
        plain.model_info("no/no")
    with pytest.raises(RevisionNotFoundError):
        plain.model_info("single", revision="no")
    with pytest.raises(RemoteEntryNotFoundError):
        plain.get_hf_file_metadata(url=f"{hub.endpoint}/single/resolve/main/no")
    with pytest.raises(DisabledRepoError):
        plain.get_hf_file_metadata(url=f"{hub.endpoint}/org/off/resolve/main/README.md")
    assert plain.model_info("org/off").disabled is True


def test_gated_repositories_show_their_metadata_only(hub: HubReplica) -> None:
    assert api(hub).model_info("org/gated").gated == "manual"
    for token, status in ((None, 401), ("hf_plain", 403)):
        answer = get(hub, "/org/gated/resolve/main/README.md", token)
        assert (answer.status_code, answer.headers["x-error-code"]) == (status, "GatedRepo")
        with pytest.raises(GatedRepoError):
            hf_raise_for_status(answer)
    assert get(hub, "/org/gated/resolve/main/README.md", "hf_granted").text == README
    assert get(hub, "/api/models/org/secret", "hf_granted").json()["private"] is True


def test_listings_come_in_pages(hub: HubReplica) -> None:
    first = get(hub, "/api/models?limit=2&full=true")
    assert first.headers["link"].endswith('>; rel="next"')
    second = CLIENT.get(first.links["next"]["url"]).json()
    names = [item["id"] for item in first.json() + second]
    assert names == ["Org/Plain", "org/gated", "org/off", "single"]
    assert "siblings" in second[0]
    assert "gated" not in get(hub, "/api/models").json()[0]
    assert next(iter(api(hub).list_models(author="Org", sort="downloads"))).id == "Org/Plain"
    assert len(get(hub, "/api/models", "hf_granted").json()) == 5


def test_the_client_follows_pages(root: Path) -> None:
    with HubReplica(root, page_size=1) as hub:
        assert len(list(api(hub).list_models(full=True))) == 4
        assert len(hub.requests) == 4
        assert len(list(api(hub).list_repo_tree("Org/Plain", recursive=True))) == 4
