"""Bodies of the Hub, of every year and none: a field of the wrong shape is absent, never an error."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from auditor.parse.metadata import Metadata, card_words, pointer_to, read_metadata

SHA = "0123456789abcdef0123456789abcdef01234567"
ODD: list[Any] = [None, 7, 2.5, True, "", [], [1, None, []], {}, {"a": 1}]


def test_a_body_of_today() -> None:
    body = {"id": "a/b", "sha": SHA, "cardData": {"license": "mit"}, "tags": ["x"], "siblings": [{"rfilename": "y"}]}
    read = read_metadata(json.dumps(body).encode())
    assert read is not None
    assert (read.id, read.sha, read.card, read.tags, read.siblings) == ("a/b", SHA, {"license": "mit"}, ["x"], ["y"])


def test_a_body_of_2022_has_only_a_model_id() -> None:
    assert Metadata({"modelId": "a/b"}).id == "a/b"
    assert Metadata({"id": 7, "modelId": "a/b"}).id == "a/b"


@pytest.mark.parametrize("odd", ODD)
def test_fields_of_another_shape_are_absent(odd: Any) -> None:
    keys = ("id", "modelId", "sha", "cardData", "tags", "siblings", "private", "config")
    read = Metadata(dict.fromkeys(keys, odd))
    assert not read.id
    assert read.sha is None
    assert isinstance(read.card, dict)
    assert read.tags == []
    assert read.siblings in (None, [])
    assert read.flag("private") in (None, True)
    assert isinstance(read.mapping("config"), dict)


@pytest.mark.parametrize(
    "sha", ["", "main", "0" * 39, "0" * 41, "../../../../etc/passwd", SHA.replace("a", "/"), "é" * 40]
)
def test_a_sha_is_a_commit_or_absent(sha: str) -> None:
    assert Metadata({"sha": sha}).sha is None
    assert Metadata({"sha": SHA.upper()}).sha == SHA


def test_a_list_that_is_absent_differs_from_an_empty_one() -> None:
    assert Metadata({}).siblings is None
    assert Metadata({"siblings": []}).siblings == []
    assert Metadata({"siblings": [{"rfilename": "a"}, {"rfilename": 3}, "b", None]}).siblings == ["a"]


def test_half_a_surrogate_pair_does_not_get_through() -> None:
    read = read_metadata(
        rb'{"id": "a/b", "tags": ["x\ud83dy", "\ud83d\ude00", "\\ud83d"], "\udc00": [{"k": "\udfff"}]}'
    )
    assert read is not None
    assert read.tags == ["x?y", "\U0001f600", "\\ud83d"]
    json.dumps(read.raw, ensure_ascii=False).encode()


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"null", b"[]", b'"x"', b"<!DOCTYPE html>", b'{"id": ', b"\xff\xfe\x00"),
        *(b"[" * 100_000, b'{"a":' * 100_000, b'{"a": ' + b"9" * 5000 + b"}"),
    ],
    ids=range(10),
)
def test_what_is_no_object_is_none(content: bytes) -> None:
    assert read_metadata(content) is None


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("mit", ["mit"]),
        (["a", "b"], ["a", "b"]),
        (["a", 1, None, ["c"]], ["a"]),
        (None, []),
        (2.0, []),
        ({"a": "b"}, []),
    ],
)
def test_a_card_field_is_a_word_or_a_list_of_words(value: object, words: list[str]) -> None:
    assert card_words(value) == words


def test_every_body_of_the_menagerie_is_read(fixtures_hub: Path) -> None:
    for path in sorted(fixtures_hub.glob("*/metadata.json")):
        read = read_metadata(path.read_bytes())
        assert read is not None
        assert read.sha is not None
        assert path.parent.name.removeprefix("datasets--") == f"{(read.id or '').replace('/', '--')}@{read.sha[:8]}"


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(alphabet=st.characters())),
    lambda inner: st.one_of(
        st.lists(inner), st.dictionaries(st.sampled_from(["id", "sha", "tags", "siblings"]), inner)
    ),
    max_leaves=12,
)


@given(st.one_of(st.binary(), JSON.map(lambda value: json.dumps(value).encode())))
@example(b'{"id": "\xed\xa0\x80"}')
@example('{"id": "a"}'.encode("utf-16"))
def test_any_bytes_are_a_body_or_none(content: bytes) -> None:
    read = read_metadata(content)
    if read is not None:
        json.dumps([read.id, read.sha, read.tags, read.siblings, read.card], ensure_ascii=False).encode()


def test_a_pointer_to_a_place_escapes_what_parts_steps() -> None:
    assert pointer_to(("cardData", "a/b", "~c", 2)) == "/cardData/a~1b/~0c/2"
