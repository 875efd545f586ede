"""The text of Word documents; damage, archives and too much are said instead."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import docx
import pytest

from auditor.parse.documents import DocumentFault
from auditor.parse.docx import docx_pages

BODY = "word/document.xml"
XML = "http://schemas.openxmlformats.org"


def written(make: Callable[[Any], object]) -> bytes:
    """A document that the library writes."""
    document, out = docx.Document(), io.BytesIO()
    make(document)
    document.save(out)
    return out.getvalue()


def changed(content: bytes, change: Callable[[bytes], bytes], **more: bytes) -> bytes:
    """The same archive with its document changed, and more parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == BODY else old.read(name))
        for name, held in more.items():
            new.writestr(name, held)
    return out.getvalue()


PLAIN = written(lambda document: document.add_paragraph("The herons are for study alone."))


def test_paragraphs_tables_headers_and_notes_are_read() -> None:
    def make(document: Any) -> None:
        document.add_heading("Terms")
        document.add_paragraph("Feed them.\tDaily.")
        document.add_table(1, 2).rows[0].cells[1].text = "Nobody sells a heron."
        document.sections[0].footer.paragraphs[0].text = "For study alone"

    assert docx_pages(written(make)) == ("Terms\n\nFeed them.\tDaily.\n\nNobody sells a heron.\n\nFor study alone",)


def test_what_an_old_program_shows_instead_is_not_read_twice() -> None:
    older = b'<mc:Fallback xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:r><w:t>The</w:t></w:r></mc:Fallback>'
    twice = changed(PLAIN, lambda held: held.replace(b"<w:r>", older + b"<w:r>", 1))
    assert docx_pages(twice) == docx_pages(PLAIN) == ("The herons are for study alone.",)


@pytest.mark.parametrize(
    "drawn",
    [
        '<w:pict><v:textpath xmlns:v="urn:schemas-microsoft-com:vml" string="For study alone"/></w:pict>',
        f'<a:p xmlns:a="{XML}/drawingml/2006/main"><a:r><a:t>For study alone</a:t></a:r></a:p>',
        f'<m:t xmlns:m="{XML}/officeDocument/2006/math">For study alone</m:t>',
        f'<d:docPr xmlns:d="{XML}/drawingml/2006/wordprocessingDrawing" descr="For study alone"/>',
        "".join(f'<w:sym w:font="Symbol" w:char="F0{ord(letter):02X}"/>' for letter in "For study alone"),
        '<w:ffData><w:textInput><w:default w:val="For study alone"/></w:textInput></w:ffData>',
    ],
)
def test_words_beside_the_paragraphs_are_read(drawn: str) -> None:
    (text,) = docx_pages(changed(PLAIN, lambda held: held.replace(b"<w:r>", f"<w:r>{drawn}".encode(), 1)))
    assert "For study alone" in text


def marked(tag: str) -> bytes:
    return changed(
        PLAIN,
        lambda held: held.replace(b"<w:r>", f"<w:{tag}><w:r>".encode(), 1).replace(
            b"</w:r>", f"</w:r></w:{tag}>".encode(), 1
        ),
    )


def bomb() -> bytes:
    return changed(PLAIN, lambda held: held.replace(b"The herons", b" " * 30_000_000))


def entities() -> bytes:
    names = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 20}">' for n in range(1, 9))
    return changed(
        PLAIN,
        lambda held: held.replace(
            b"<w:document", f'<!DOCTYPE w [<!ENTITY e0 "x">{names}]><w:document'.encode(), 1
        ).replace(b"The herons", b"&e8;"),
    )


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (bomb(), "more than any license"),
        (changed(PLAIN, bytes, **{f"word/media/{n}.png": b"" for n in range(600)}), "more than any license"),
        (changed(PLAIN, lambda _: b"<w:document"), "damaged"),
        (PLAIN[:-40], "damaged"),
        (changed(PLAIN, lambda held: held.replace(b"<w:p>", b"<w:p>" * 3000)), "damaged"),
        (marked("ins"), "not accepted"),
        (marked("del"), "not accepted"),
        (marked("object"), "another document"),
    ],
    ids=["bomb", "parts", "broken", "cut", "deep", "inserted", "deleted", "object"],
)
def test_what_is_not_read_says_why(content: bytes, why: str) -> None:
    with pytest.raises(DocumentFault, match=why):
        docx_pages(content)


def test_entities_are_not_multiplied() -> None:
    try:
        (text,) = docx_pages(entities())
    except DocumentFault:
        return
    assert len(text) < 1000


def test_another_archive_is_one() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("LICENSE", "MIT")
    with pytest.raises(DocumentFault, match="is an archive"):
        docx_pages(out.getvalue())


def test_a_picture_without_words_is_a_scan() -> None:
    parts = [(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)), (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b"")]
    chunks = (
        struct.pack(">I", len(held)) + kind + held + struct.pack(">I", zlib.crc32(kind + held)) for kind, held in parts
    )
    picture = io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"".join(chunks))
    with pytest.raises(DocumentFault, match="picture"):
        docx_pages(written(lambda document: document.add_picture(picture)))
