"""The text of a PDF, page by page, with what is written on the pages: notes and fields of forms.

The work is bounded before it is done: by pages, by the bytes of the streams that draw them (each as often as it is
drawn, with its fonts), and by the operations in these.
"""

from __future__ import annotations

import io
import logging
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from auditor.parse.documents import DocumentFault

MAX_PAGES = 150
MAX_STREAM = 1_500_000  # bytes that one stream unpacks to
MAX_WORK = 4_000_000  # bytes of streams, as often as they are drawn
MAX_OPERATIONS = 160_000
_MAX_ON_A_PAGE = 80_000  # operations and what they are done with, in one stream
_MAX_NOTES = 500
_NOT_DRAWN = ("/Link", "/Popup")
_SHOWS = re.compile(rb"T[jJ]\b|['\"]\s")  # operations that draw letters
_TAG = re.compile(r"<[^<>]{0,2000}>")
_SHORTEST = 4  # letters of a value that says something
_DEEPEST = 12  # forms within forms
_FEW = 40  # characters of a page that holds a picture
_MANY = 300  # operations of a page that is drawn
_TOO_MUCH = "holds more than any license, and is not read"
_DAMAGED = "is a damaged PDF, and is not read"


def pdf_pages(content: bytes) -> tuple[str, ...]:
    """Its text, page by page. Raises DocumentFault."""
    import pypdf
    import pypdf.errors

    limits: dict[str, Any] = dict.fromkeys(
        (f"{kind}_maximum_output_length" for kind in ("zlib", "lzw", "run_length", "array_based_stream", "brotli")),
        MAX_STREAM,
    )
    with (
        _listening() as heard,
        pypdf.apply_configuration(
            maximum_declared_stream_length=MAX_STREAM,
            zlib_maximum_recovery_input_length=MAX_STREAM,
            stream_parsing_work_maximum_count=_MAX_ON_A_PAGE,
            page_tree_maximum_entries=4 * MAX_PAGES,
            page_tree_maximum_depth=40,
            xform_maximum_invocations_per_extraction=200,
            form_fields_maximum_entries=_MAX_NOTES,
            **limits,
        ),
    ):
        try:
            reader = pypdf.PdfReader(io.BytesIO(content), root_object_recovery_limit=1_000)
            if reader.is_encrypted:
                raise DocumentFault("is locked by a password, and is not read")
            pages = _pages(reader)
        except DocumentFault:
            raise
        except pypdf.errors.LimitReachedError as error:
            raise DocumentFault(_TOO_MUCH) from error
        except Exception as error:
            raise DocumentFault(_DAMAGED) from error
    if heard:
        raise DocumentFault(_DAMAGED)
    return pages


@contextmanager
def _listening() -> Iterator[list[str]]:
    """What the library passes over while it takes text out of a page: words may be lost there. None of it is shown."""
    heard: list[str] = []
    thread = threading.get_ident()

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.thread == thread and record.name in ("pypdf._page", "pypdf._text_extraction"):
                heard.append(record.name)

    library, ear = logging.getLogger("pypdf"), Ear(logging.WARNING)
    library.addHandler(ear)
    library.propagate = False
    try:
        yield heard
    finally:
        library.removeHandler(ear)


def _pages(reader: Any) -> tuple[str, ...]:
    if len(reader.pages) > MAX_PAGES:
        raise DocumentFault(f"has more than {MAX_PAGES} pages, and is not read")
    root = reader.trailer["/Root"]
    names = root.get("/Names")
    if "/Collection" in root or (names is not None and "/EmbeddedFiles" in names.get_object()):
        raise DocumentFault("holds other files, and is not read")
    work = _Work()
    pages = [_page(page, number, work) for number, page in enumerate(reader.pages, 1)]
    form = root.get("/AcroForm")
    form = form.get_object() if form is not None else {}
    if "/XFA" in form:
        raise DocumentFault("is a form that is not drawn on its pages, and is not read")
    values = _values(reader.get_fields() or {}) if form else ""
    return (*pages, values) if values else tuple(pages)


def _page(page: Any, number: int, work: _Work) -> str:
    before = work.operations
    drawn = page.get_contents()
    work.add(len(drawn.get_data()) if drawn is not None else 0)
    work.pictured = False
    work.forms = work.weigh(page, 0, set())
    text: str = page.extract_text(visitor_operand_before=work.see).strip("\n")
    work.see(b"", [], None, None)
    if _odd(text) * 100 > len(text):
        raise DocumentFault(f"has letters on page {number} of which it does not say which they are, and is not read")
    if len(text) < _FEW and (work.pictured or work.operations - before > _MANY):
        raise DocumentFault(f"holds a picture and no text on page {number}, as a scan does, and is not read")
    notes = "\n\n".join(_notes(page, work))
    return f"{text}\n\n{notes}" if notes else text


def _odd(text: str) -> int:
    """Characters that are none, or that mean something in one font only."""
    return sum(char == "\ufffd" or "\ue000" <= char <= "\uf8ff" or char < "\t" for char in text)


def _notes(page: Any, work: _Work) -> Iterator[str]:
    """What is written in notes on a page: their words, what is drawn of them, and the captions of buttons."""
    notes = page.get("/Annots")
    listed = notes.get_object() if notes is not None else []
    if len(listed) > _MAX_NOTES:
        raise DocumentFault(_TOO_MUCH)
    for note in map(_object, listed):
        said = [
            note.get("/Contents"),
            note.get("/RC"),
            *(_inner(note, "/MK").get(key) for key in ("/CA", "/RC", "/AC")),
        ]
        words = [_unmarked(text) for text in map(_text_of, said)]
        words += [] if note.get("/Subtype") in _NOT_DRAWN else [_drawn(page, each, work) for each in _looks(note)]
        yield from dict.fromkeys(one for one in words if one)


def _looks(note: Any) -> Iterator[Any]:
    """The drawings of a note: one, or one for each of its states."""
    held = _inner(note, "/AP").get("/N")
    held = held.get_object() if held is not None else None
    if held is not None and hasattr(held, "get_data"):
        yield held
    elif isinstance(held, dict):
        yield from (one for one in map(_object, list(held.values())[:_MAX_NOTES]) if hasattr(one, "get_data"))


def _drawn(page: Any, look: Any, work: _Work) -> str:
    """The words of a drawing. Raises DocumentFault where it shows letters that are not read."""
    drawn = look.get_data()
    work.add(len(drawn) + work.weigh(look, 1, set()))
    if not _SHOWS.search(drawn) and b" Do" not in drawn:
        return ""
    words: str = page.extract_xform_text(look, visitor_operand_before=work.see).strip()
    if _odd(words) or not words:
        raise DocumentFault("holds a note whose letters are not read")
    return words


def _values(fields: dict[str, Any]) -> str:
    """What stands in the fields of a form: values, one or several, choices, and what is shown beside the field."""
    said: list[str] = []
    for field in fields.values():
        for key in ("/V", "/DV", "/Opt", "/TU"):
            said += _texts_in(field.get(key))
    return "\n\n".join(dict.fromkeys(text for text in map(_unmarked, said) if len(text) >= _SHORTEST))


def _texts_in(value: Any) -> list[str]:
    """The texts of a value, or of a list of them; names of states are none."""
    value = value.get_object() if value is not None else None
    if isinstance(value, list):
        return [text for item in value[:_MAX_NOTES] for text in _texts_in(item)]
    text = _text_of(value)
    return [text] if text and not text.startswith("/") else []


def _text_of(value: Any) -> str:
    """A text, or a stream of one; "" of anything else."""
    value = value.get_object() if value is not None else None
    if hasattr(value, "get_data"):
        return str(value.get_data()[:MAX_STREAM].decode("utf-8", "replace"))
    return value if isinstance(value, str) else ""


def _unmarked(text: str) -> str:
    """Words without the marks of rich text."""
    return " ".join((_TAG.sub(" ", text) if "<" in text else text).split())


class _Work:
    """What a document costs, as far as it was read. Raises DocumentFault where that is too much."""

    def __init__(self) -> None:
        self.operations = self.bytes = self.forms = 0
        self.pictured = False  # whether what was last weighed or seen draws a picture

    def add(self, size: int) -> None:
        """Count bytes that are taken apart."""
        self.bytes += size
        if self.bytes > MAX_WORK:
            raise DocumentFault(_TOO_MUCH)

    def see(self, operator: Any, operands: Any, _page: Any, _text: Any) -> None:
        """Count an operation; one that draws a form costs what the heaviest form does."""
        self.operations += 1 + sum(len(item) if isinstance(item, list) else 1 for item in operands or ())
        self.pictured |= operator == b"INLINE IMAGE"
        self.add(self.forms if operator == b"Do" else 0)
        if self.operations > MAX_OPERATIONS:
            raise DocumentFault(_TOO_MUCH)

    def weigh(self, holder: Any, depth: int, seen: set[int]) -> int:
        """The bytes of the heaviest form on a page, with its fonts; the page's own fonts are counted at once."""
        resources = _inner(holder, "/Resources")
        fonts = [font.get_object() for font in _inner(resources, "/Font").values()]
        own = sum(_size(font) for font in fonts)
        if depth == 0:
            self.add(own)
        heaviest = 0
        for form in map(_object, _inner(resources, "/XObject").values()):
            self.pictured |= form.get("/Subtype") == "/Image"
            if id(form) in seen or form.get("/Subtype") != "/Form":
                continue
            seen.add(id(form))
            if depth >= _DEEPEST:
                raise DocumentFault(_TOO_MUCH)
            heaviest = max(heaviest, len(form.get_data()), self.weigh(form, depth + 1, seen))
        return heaviest + (own if depth else 0)


def _size(font: Any) -> int:
    """The bytes by which a font says which letters it has. Raises DocumentFault where it does not say it at all."""
    letters = font.get("/ToUnicode")
    if letters is None:
        if font.get("/Subtype") == "/Type0" and str(font.get("/Encoding")).startswith("/Identity"):
            raise DocumentFault("has letters of which it does not say which they are, and is not read")
        return 1_000
    letters = letters.get_object()
    return 1_000 + (len(letters.get_data()) if hasattr(letters, "get_data") else 0)


def _object(value: Any) -> Any:
    return value.get_object()


def _inner(holder: Any, key: str) -> Any:
    """A dictionary in a dictionary; an empty one where there is none."""
    value = holder.get(key)
    value = value.get_object() if value is not None else None
    return value if isinstance(value, dict) else {}
