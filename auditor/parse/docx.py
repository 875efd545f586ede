"""The text of a Word document: paragraphs of the document, of its headers, footers, notes and comments."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from auditor.parse.documents import DocumentFault

MAX_UNPACKED = 24_000_000  # bytes of all that is in the archive
MAX_PARTS = 500
_MAX_XML = 8_000_000  # bytes of one part that is read
_BODY = "word/document.xml"
_TEXT_OF = (
    *(f"wordprocessingml.{kind}" for kind in ("document", "header", "footer", "footnotes", "endnotes", "comments")),
    *("drawingml.diagramData", "drawingml.chart", "drawingml.chartshapes"),
)
_PICTURES = "/word/media/"
_FEW = 200  # characters, with which a document that holds pictures is a scan
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OLDER = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_V = "{urn:schemas-microsoft-com:vml}"
_LETTERS = (f"{_W}t", f"{_A}t", f"{_M}t")
_PARAGRAPHS = (f"{_W}p", f"{_A}p")
# Words that stand in attributes: of watermarks, of pictures, of fields in a form.
_SAYING = {
    f"{_V}textpath": ("string",),
    f"{_V}shape": ("alt",),
    f"{_V}imagedata": (f"{_V}title", "title"),
    f"{_W}listItem": (f"{_W}displayText",),
    f"{_W}default": (f"{_W}val",),
    f"{_W}statusText": (f"{_W}val",),
    f"{_W}helpText": (f"{_W}val",),
}
_DESCRIBED = ("docPr", "cNvPr")  # of a drawing, in whichever namespace
_PRIVATE = range(0xF000, 0xF100)  # where fonts of symbols have their letters
_SPACES = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
# What changes or adds words where a reader sees them.
_UNREAD = {
    f"{_W}ins": "holds changes that are not accepted yet, and is not read",
    f"{_W}del": "holds changes that are not accepted yet, and is not read",
    f"{_W}altChunk": "holds another document, and is not read",
    f"{_W}object": "holds another document, and is not read",
}


def docx_pages(content: bytes) -> tuple[str, ...]:
    """Its text, as one page, paragraphs parted by blank lines. Raises DocumentFault."""
    _within_bounds(content)
    import docx
    from docx.oxml import parse_xml

    try:
        package = docx.Document(io.BytesIO(content)).part.package
        parts = list(package.iter_parts()) if package else []
        read = [parse_xml(part.blob) for part in sorted(parts, key=_place) if _bears_text(part)]
        text = "\n\n".join(paragraph for root in read for paragraph in _paragraphs(root))
    except DocumentFault:
        raise
    except Exception as error:
        raise DocumentFault("is a damaged Word document, and is not read") from error
    if len(text) < _FEW and any(str(part.partname).startswith(_PICTURES) for part in parts):
        raise DocumentFault("is a picture in a Word document, and is not read")
    return (text,)


def _within_bounds(content: bytes) -> None:
    """Refuse what is no Word document, and what unpacks to more than any license. Raises DocumentFault."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise DocumentFault("is a damaged archive, and is not read") from error
    names = [part.filename for part in parts]
    if _BODY not in names:
        raise DocumentFault("is an archive, and is not read")
    if any(part.flag_bits & 1 for part in parts):
        raise DocumentFault("is locked by a password, and is not read")
    if len(set(names)) < len(names):
        raise DocumentFault("is a damaged archive, and is not read")
    of_text = max(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED or of_text > _MAX_XML:
        raise DocumentFault("unpacks to more than any license holds, and is not read")


def _bears_text(part: Any) -> bool:
    return any(kind in str(part.content_type) for kind in _TEXT_OF)


def _place(part: Any) -> tuple[int, str]:
    """The document first, then the parts by name."""
    return (0 if str(part.partname).endswith(_BODY) else 1), str(part.partname)


def _paragraphs(root: Any) -> Iterator[str]:
    words, beside = list[str](), list[str]()
    older: set[Any] = set()
    for node in root.iter():
        if node.getparent() in older or node.tag == _OLDER:  # what an old program shows in place of the rest
            older.add(node)
        elif node.tag in _UNREAD:
            raise DocumentFault(_UNREAD[node.tag])
        elif node.tag in _PARAGRAPHS:
            yield from _said(words)
            words = []
        elif node.tag in _LETTERS:
            words.append(node.text or "")
        elif node.tag == f"{_W}sym":
            words.append(_symbol(node.get(f"{_W}char") or ""))
        else:
            words.append(_SPACES.get(node.tag, ""))
            beside += _in_attributes(node)
    yield from _said(words)
    yield from dict.fromkeys(beside)


def _in_attributes(node: Any) -> list[str]:
    """What an element says in its attributes: one word is a name, and says nothing."""
    keys = _SAYING.get(node.tag, ())
    if not keys and isinstance(node.tag, str) and node.tag.rpartition("}")[2] in _DESCRIBED:
        keys = ("descr", "title")
    said = (" ".join((node.get(key) or "").split()) for key in keys)
    return [text for text in said if " " in text or "-" in text]


def _symbol(code: str) -> str:
    """The letter of a symbol; one of a font of symbols is drawn in place of a letter, and stands for that."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return chr(number - _PRIVATE.start if number in _PRIVATE else number) if 0x20 <= number < 0xFFFE else ""


def _said(words: list[str]) -> Iterator[str]:
    text = "".join(words).strip()
    if text:
        yield text
