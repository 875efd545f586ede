"""The words of a file that may bear terms, in whatever form it comes: text, a web page, a PDF, a Word document."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from auditor.licenses.pages import joined
from auditor.licenses.tags import opened
from auditor.parse.documents import read_document
from auditor.schema.decoding import decode


@dataclass(frozen=True)
class Written:
    """The text; "" and why, where nothing in it is read."""

    text: str
    why: str = ""


@lru_cache(maxsize=64)
def written(path: str, content: bytes) -> Written:
    """What a file says. Never raises."""
    document = read_document(content)
    if document is None:
        return Written(opened(decode(content).text, path))
    return Written(joined(document.pages), document.why) if document.pages else Written("", document.why)
