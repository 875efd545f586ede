"""Every form of a reference, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from auditor.errors import ReferenceFormatError
from auditor.parse.references import FORMS, folder_purl, parse_reference, purl
from auditor.schema.reference import ModelRef, RefKind, RepoType

SHA = "27d67f1b5f57dc0953326b2601d68371d40ea8da"


@pytest.mark.parametrize(
    ("text", "repo_id", "revision"),
    [
        ("org/name", "org/name", None),
        ("  org/name\n", "org/name", None),
        ("gpt2", "gpt2", None),
        ("gpt2@v1.0", "gpt2", "v1.0"),
        ("org/name@main", "org/name", "main"),
        (f"org/name@{SHA}", "org/name", SHA),
        ("org/name@refs/pr/1", "org/name", "refs/pr/1"),
        ("_org/Na-me_1.5", "_org/Na-me_1.5", None),
        ("hf://org/name", "org/name", None),
        ("hf://models/org/name@v2", "org/name", "v2"),
        ("https://huggingface.co/org/name", "org/name", None),
        ("https://huggingface.co/org/name/", "org/name", None),
        ("HTTPS://HuggingFace.co/org/name?library=x#top", "org/name", None),
        ("http://hf.co/gpt2", "gpt2", None),
        ("https://huggingface.co/gpt2/tree/main", "gpt2", "main"),
        ("https://huggingface.co/org/name/tree/v1.0/sub/folder", "org/name", "v1.0"),
        (f"https://huggingface.co/org/name/blob/{SHA}/README.md", "org/name", SHA),
        ("https://huggingface.co/org/name/resolve/main/LICENSE?download=true", "org/name", "main"),
        (f"https://huggingface.co/org/name/commit/{SHA}", "org/name", SHA),
        ("https://huggingface.co/org/name/tree/refs%2Fpr%2F1", "org/name", "refs/pr/1"),
        ("https://huggingface.co/org/name/tree/refs/pr/1", "org/name", "refs/pr/1"),
        (f"pkg:huggingface/org/name@{SHA}", "org/name", SHA),
        ("pkg:huggingface/gpt2", "gpt2", None),
        ("org/model+x", "org/model+x", None),
        ("hf.co/org/name", "org/name", None),
        ("huggingface.co/org/name/tree/v2", "org/name", "v2"),
        ("hf.co/org/name:Q4_K_M", "org/name", None),
        ("https://hf.co/org/name:IQ2_XXS", "org/name", None),
        ("org/name:latest", "org/name", None),
        ("ollama:hf.co/org/name-GGUF:Q8_0", "org/name-GGUF", None),
        ("org/name.gguf", "org/name.gguf", None),
        ("hf://org/name.gguf@main", "org/name.gguf", "main"),
    ],
)
def test_a_model_on_the_hub(text: str, repo_id: str, revision: str | None) -> None:
    assert parse_reference(text) == ModelRef(id=repo_id, revision=revision)


@pytest.mark.parametrize(
    "text",
    [
        "hf://datasets/org/set",
        "datasets/org/set",
        "https://huggingface.co/datasets/org/set",
        "pkg:huggingface/datasets/org/set",
    ],
)
def test_a_dataset(text: str) -> None:
    assert parse_reference(text) == ModelRef(repo_type=RepoType.DATASET, id="org/set")


@pytest.mark.parametrize(
    "text",
    [
        *(
            ".",
            "..",
            "~",
            "/",
            "./model",
            "../a/b",
            "~/models/x",
            "~wren/x",
            "/srv/model",
            "C:\\models\\x",
            "C:/models/x",
        ),
        *(
            ".\\model",
            "..\\a",
            "\\\\server\\models",
            "model.gguf",
            "a/b/Model.SafeTensors",
            "model-00001-of-00003.onnx",
        ),
        *("a\\b.gguf", "pytorch_model.bin", "my wren.pt"),
    ],
)
def test_a_folder(text: str) -> None:
    assert parse_reference(text) == ModelRef(kind=RefKind.FOLDER, id=text)


def test_a_name_that_may_be_an_id_is_a_file_where_there_is_one() -> None:
    assert parse_reference("models/wren.gguf") == ModelRef(id="models/wren.gguf")
    assert parse_reference("models/wren.gguf", is_file=lambda _: True).kind is RefKind.FOLDER
    assert parse_reference("hf://heron/wren.gguf@v1", is_file=lambda _: True).kind is RefKind.HUB
    assert parse_reference("file:///srv/my%20wren.gguf") == ModelRef(kind=RefKind.FOLDER, id="/srv/my wren.gguf")


@pytest.mark.parametrize(
    "text",
    [
        *("openai:gpt-4o", "bedrock:anthropic.claude-3-haiku-20240307-v1:0", "vertex:claude-3-5-sonnet@20240620"),
        "openrouter:anthropic/claude-3.5",
    ],
)
def test_only_the_first_colon_of_a_closed_system_separates(text: str) -> None:
    assert parse_reference(text) == ModelRef(kind=RefKind.SYSTEM, id=text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "it is empty"),
        ("file:///a%00b", "control characters"),
        ("hf://model.gguf", "the name of a file"),
        (" \t ", "it is empty"),
        ("org/na\x1bme", "control characters"),
        ("./a\x00b", "control characters"),
        ("./a\udcff", "not text"),
        ("a/b/c", "no Hub id"),
        ("org/", "no Hub id"),
        ("-org/name", "no Hub id"),
        ("org/.name", "no Hub id"),
        ("org/na me", "no Hub id"),
        ("org/na..me", "no Hub id"),
        ("org/na--me", "no Hub id"),
        ("org/name.git", "no Hub id"),
        ("o/" + "n" * 97, "no Hub id"),
        ("org/name@", "nothing stands after `@`"),
        ("org/name@../x", "no branch, tag or commit"),
        ("org/name@a..b", "no branch, tag or commit"),
        ("org/name@a b", "no branch, tag or commit"),
        ("hf://", "no Hub id"),
        ("hf://spaces/org/name", "no Hub id"),
        ("https://huggingface.co/", "no Hub id"),
        ("https://huggingface.co/spaces/org/name", "it is a Space"),
        ("https://huggingface.co/org/name/discussions/3", "no Hub id"),
        ("https://example.org/org/name", "`example.org` is not the Hub"),
        ("https://huggingface.co.example.org/org/name", "is not the Hub"),
        ("https://huggingface.co/org/%00", "no Hub id"),
        ("https://[", "no address"),
        ("https://[huggingface.co]/org/name", "no address"),
        ("pkg:pypi/torch@2.0", "type `pypi`"),
        ("pkg:huggingface", "purl"),
        ("pkg:huggingface/org/name?repository_url=https://example.org", "another registry"),
        ("x" * 5000, "no Hub id"),
    ],
)
def test_anything_else_is_refused_and_the_forms_are_shown(text: str, why: str) -> None:
    with pytest.raises(ReferenceFormatError) as refused:
        parse_reference(text)
    assert why in str(refused.value)
    assert len(str(refused.value)) < 400
    assert all(form in (refused.value.hint or "") for form, _ in FORMS)
    assert refused.value.exit_code == 2


def test_every_form_of_the_table_is_accepted() -> None:
    for form, _ in FORMS:
        parse_reference(form)


def test_another_hub_is_known_by_its_host_and_port() -> None:
    hosts = ("hub.example.org", "localhost:8080")
    assert parse_reference("https://hub.example.org/org/name", hub_hosts=hosts).id == "org/name"
    assert parse_reference("http://localhost:8080/org/name", hub_hosts=hosts).id == "org/name"
    with pytest.raises(ReferenceFormatError):
        parse_reference("http://localhost:9090/org/name", hub_hosts=hosts)


@pytest.mark.parametrize("repo_type", [RepoType.MODEL, RepoType.DATASET])
@pytest.mark.parametrize("repo_id", ["org/name", "gpt2", "Org-1/Na_me.5"])
@pytest.mark.parametrize("sha", [None, SHA])
def test_a_purl_leads_back_to_its_repository(repo_type: RepoType, repo_id: str, sha: str | None) -> None:
    written = purl(repo_type, repo_id, sha and sha.upper())
    assert parse_reference(written) == ModelRef(repo_type=repo_type, id=repo_id, revision=sha)


def test_purls_are_spelled_as_the_specification_says() -> None:
    assert purl(RepoType.MODEL, "Org/Name", "ABCDEF") == "pkg:huggingface/Org/Name@abcdef"
    assert purl(RepoType.DATASET, "org/set", None) == "pkg:huggingface/datasets/org/set"
    assert purl(RepoType.CODE, "org/code", "ABCDEF") == "pkg:github/org/code@abcdef"
    assert folder_purl("my model", "ab12") == "pkg:generic/my%20model@ab12"


@pytest.mark.parametrize(
    ("ref", "shown"),
    [
        (ModelRef(id="org/name"), "org/name"),
        (ModelRef(id="org/name", revision="v1"), "org/name@v1"),
        (ModelRef(repo_type=RepoType.DATASET, id="org/set"), "datasets/org/set"),
        (ModelRef(kind=RefKind.FOLDER, id="./model"), "./model"),
    ],
)
def test_a_reference_reads_back_from_how_it_is_shown(ref: ModelRef, shown: str) -> None:
    assert str(ref) == shown
    assert parse_reference(shown) == ref


PARTS = [
    "ollama:",
    "modelscope:",
    "ms://",
    "org",
    "/",
    "name",
    "@",
    "main",
    "hf:",
    "https:",
    "//",
    "huggingface.co",
    "datasets",
    "pkg:",
    "huggingface",
]
PIECES = st.lists(st.sampled_from([*PARTS, "..", "[", "]", "%", "%2F", "?", "#", ":", " ", "\\", "é", "\0", "\ud800"]))


@given(st.one_of(st.text(), PIECES.map("".join), st.text(alphabet=st.characters(categories=["Cs", "Cc", "L"]))))
@example("https://[::1")
@example("pkg:huggingface/%zz")
def test_any_text_is_a_reference_or_refused(text: str) -> None:
    try:
        ref = parse_reference(text)
    except ReferenceFormatError:
        return
    assert ref.id
    if ref.kind is not RefKind.FOLDER:
        assert parse_reference(str(ref)) == ref
