"""Documents are told by how they begin, and are read or said not to be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.parse import documents
from auditor.parse.documents import Paged, is_document, read_document
from tests.builders import pdf


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"{\\rtf1\\ansi Not for sale}", "is in Rich Text Format, and is not read"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an old Word document, and is not read"),
        (b"\x89PNG\r\n\x1a\n", "is a picture, and is not read"),
        (b"\x1f\x8b\x08", "is an archive, and is not read"),
        (b"PK\x03\x04 cut off", "is a damaged archive, and is not read"),
        (b"%PDF-1.7 cut off", "is a damaged PDF, and is not read"),
    ],
)
def test_what_is_not_read_says_why(content: bytes, why: str) -> None:
    assert is_document(content)
    assert read_document(content) == Paged(why=why)


@pytest.mark.parametrize("content", [b"", b"MIT License", "许可".encode("gb18030")])
def test_text_is_no_document(content: bytes) -> None:
    assert not is_document(content)
    assert read_document(content) is None


def test_a_document_of_more_characters_than_any_license_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MAX_CHARACTERS", 20)
    found = read_document(pdf("Herons may be fed by everybody."))
    assert found is not None
    assert found.why == "holds more than 20 characters, and is not read"


@given(st.binary(max_size=300), st.sampled_from([b"%PDF-1.4\n", b"PK\x03\x04", b""]))
def test_any_bytes_have_an_answer(content: bytes, start: bytes) -> None:
    found = read_document(start + content)
    assert found is None or bool(found.why) != bool(found.pages)
