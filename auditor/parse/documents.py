"""Terms that are no plain text: a PDF or a Word document as pages of text, or the reason why it is not read.

What a person who opens the document sees, pictures aside, is in the text. A scan, a document with a password, one that
is damaged or larger than any license is not read in part, but not at all; and that is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

MAX_CHARACTERS = 1_000_000

_ARCHIVE, _PDF = b"PK\x03\x04", b"%PDF-"
_WITHIN = 1_024  # bytes before which a PDF begins
# How other documents and pictures begin, by which they are told from text whatever they are called.
_OTHERS = (
    (b"{\\rtf", "is in Rich Text Format, and is not read"),
    (b"\xd0\xcf\x11\xe0", "is an old Word document, and is not read"),
    (b"%!PS", "is in PostScript, and is not read"),
    (b"\x89PNG", "is a picture, and is not read"),
    (b"\xff\xd8\xff", "is a picture, and is not read"),
    (b"GIF8", "is a picture, and is not read"),
    (b"\x1f\x8b", "is an archive, and is not read"),
    (b"7z\xbc\xaf", "is an archive, and is not read"),
    (b"Rar!", "is an archive, and is not read"),
)


class DocumentFault(Exception):
    """A document that is not read; the message goes on from its name."""


@dataclass(frozen=True)
class Paged:
    """The pages of a document in order; none, and why, where it is not read."""

    pages: tuple[str, ...] = ()
    why: str = ""


@lru_cache(maxsize=32)
def read_document(content: bytes) -> Paged | None:
    """The document that these bytes are; None where they are none, and may be text. Never raises."""
    kind = _kind(content)
    if kind not in ("pdf", "docx"):
        return None if kind is None else Paged(why=kind)
    try:
        if kind == "pdf":
            from auditor.parse.pdf import pdf_pages

            pages = pdf_pages(content)
        else:
            from auditor.parse.docx import docx_pages

            pages = docx_pages(content)
    except DocumentFault as fault:
        return Paged(why=str(fault))
    if sum(map(len, pages)) > MAX_CHARACTERS:
        return Paged(why=f"holds more than {MAX_CHARACTERS:,} characters, and is not read")
    if not any(page.strip() for page in pages):
        return Paged(why="holds no text, as a scan does, and is not read")
    return Paged(pages)


def is_document(content: bytes) -> bool:
    """Whether these bytes are a document, a picture or an archive, by how they begin."""
    return _kind(content) is not None


def _kind(content: bytes) -> str | None:
    """`pdf`, `docx`, the reason why another one is not read, or None."""
    if _PDF in content[:_WITHIN]:
        return "pdf"
    if content.startswith(_ARCHIVE):
        return "docx"
    return next((why for mark, why in _OTHERS if content.startswith(mark)), None)
