"""The fingerprint of one text in a file: it comes back as it was, holds no word, and what is damaged is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from auditor.licenses.fingerprint_file import (
    MAX_BYTES,
    Fingerprint,
    FingerprintFault,
    fingerprint_of,
    read_fingerprint,
    written,
)
from tests.licenses.test_fingerprints import LONG, NOUNS, SHORT, VERBS

MADE = fingerprint_of("heron-eula", LONG, "a" * 64)


def test_it_comes_back_as_it_was() -> None:
    assert read_fingerprint(written(MADE).encode()) == MADE
    assert written(MADE) == written(read_fingerprint(written(MADE).encode()))


def test_a_text_that_is_passed_on_in_parts_has_them_too() -> None:
    annexed = fingerprint_of("heron-eula", f"{LONG}\nEND OF TERMS AND CONDITIONS\n{SHORT}", "a" * 64)
    assert len(annexed.entries) == 2
    assert annexed.entries[1].keys < annexed.entries[0].keys
    assert read_fingerprint(written(annexed).encode()) == annexed


def test_it_holds_no_word_of_the_text() -> None:
    assert not [word for word in (*NOUNS, *VERBS) if word != "heron" and word in written(MADE)]


def test_what_is_too_short_has_no_entry() -> None:
    assert fingerprint_of("heron-eula", "Do as you like.", "a" * 64) == Fingerprint("heron-eula", "a" * 64, ())


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("auditor-fingerprint", 2, "another format"),
        ("index", 1, "another format"),
        ("builder", 99, "another format"),
        ("license", 3, "is damaged"),
        ("text_sha256", "abc", "is damaged"),
        ("documents", [], "is damaged"),
        ("documents", [{}] * 9, "is damaged"),
        ("documents", [{"guarded": 1, "keys": "", "words": ""}], "is damaged"),
        ("documents", ["heron"], "is damaged"),
    ],
)
def test_another_form_is_refused(key: str, value: Any, said: str) -> None:
    changed = json.loads(written(MADE)) | {key: value}
    with pytest.raises(FingerprintFault, match=said):
        read_fingerprint(json.dumps(changed).encode())


@pytest.mark.parametrize("content", [b"", b"AUDLIC", b"[]", b"{}", b"[" * 100_000, b"\xff\xfe", b" " * (MAX_BYTES + 1)])
def test_what_is_no_fingerprint_is_refused(content: bytes) -> None:
    with pytest.raises(FingerprintFault, match=r"no fingerprint|larger"):
        read_fingerprint(content)


@pytest.mark.parametrize("field", ["keys", "words"])
def test_values_that_are_cut_short_are_refused(field: str) -> None:
    value = json.loads(written(MADE))
    value["documents"][0][field] = value["documents"][0][field][:-8]
    with pytest.raises(FingerprintFault, match="is damaged"):
        read_fingerprint(json.dumps(value).encode())
    value["documents"][0][field] = "!" * 8
    with pytest.raises(FingerprintFault, match="is damaged"):
        read_fingerprint(json.dumps(value).encode())
