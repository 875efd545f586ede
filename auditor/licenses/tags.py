"""Tags that hide words: in a text that is no web page, what stands between < and > is read as it stands there.

A web page shows neither its scripts nor its tags, and so these are dropped before a text is compared, but for what it
shows of them: words for pictures, in fields, by styles. Who opens a plain file sees all of it. No line moves.
"""

from __future__ import annotations

import re

from auditor.licenses.holders import is_place
from auditor.licenses.normalize import TAG

_PAGE = re.compile(r"\s*(?:<\?xml[^<>]{0,200}>\s*)?<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE)
_ENDINGS = (".html", ".htm", ".xhtml")
_BRACKETED = re.compile(r"</?[A-Za-z][^<>]{0,2000}>")
_ADDRESS = re.compile(r"<[^<>\s]*[:@][^<>\s]*>")
_ATTRIBUTE = re.compile(r"""\s[\w:@.-]{1,60}\s?=\s?(?:"([^"<>]{0,1900})"|'([^'<>]{0,1900})'|[^\s"'<>]{1,1900})""")
_NAME = re.compile(r"</?[^\s/]+")
_WORD = re.compile(r"[^\W\d_]{2,}")
_FEWEST = 3  # words that a value has from which it may say something
# Attributes whose values are lists of names, shapes or fonts, and attributes without a value.
_OF_FORM = re.compile(
    r"\s(?:class|style|srcset|sizes|rel|d|points|viewbox|transform|face|font-family)\s?=", re.IGNORECASE
)
# Attributes of a page that it shows, or says of itself; `width=device-width` is none.
_SHOWN = re.compile(
    r"""\s(?:alt|value|placeholder|aria-label|label|content|title|summary)\s?=\s?(?:"[^"=]*"|'[^'=]*')""", re.IGNORECASE
)
# What a style writes on the page: `p::after { content: "…" }`.
_WRITTEN = re.compile(r"""[{;\s]content\s{0,4}:\s{0,4}(?:"([^"\n]{8,1000})"|'([^'\n]{8,1000})')""", re.IGNORECASE)
_BARE = frozenset(
    ("hidden", "disabled", "checked", "selected", "noshade", "nowrap", "async", "defer", "open", "compact", "reversed")
)
_HIDING = re.compile(r"<(style|script)\b[^<>]{0,500}>?|</(style|script)\b>?", re.IGNORECASE)
_CODE = re.compile(r"[{};=]")


def opened(text: str, path: str) -> str:
    """The text with tags that hold words as words; of a web page those that it shows, and what a style writes on it."""
    if "<" not in text:
        return text
    page = path.lower().endswith(_ENDINGS) or _PAGE.match(text[:400]) is not None
    text = _shown(text, page=page)
    written = [one[1] or one[2] for one in _WRITTEN.finditer(text)] if page else []
    text = _BRACKETED.sub(lambda tag: _opened(tag.group(), page=page), text)
    return "\n\n".join((text, *(words for words in written if _WORD.search(words))))


def _shown(text: str, *, page: bool) -> str:
    """The text without the marks of styles and scripts that hold words; a page's own code stays as it is."""
    kept, at = list[str](), 0
    end = code = -1  # the next closing mark, and the next sign of code: each is looked for once
    coded = False
    for tag in _HIDING.finditer(text):
        if coded and tag[2]:
            coded = False
            continue
        if page and tag[1]:
            end = _next(text.find("</", tag.end()), text) if end < tag.end() else end
            sign = _CODE.search(text, tag.end()) if code < tag.end() else None
            code = _next(sign.start() if sign else -1, text) if code < tag.end() else code
            if coded := code < end or "=" in tag.group():
                continue
        name = len(tag[1] or tag[2]) + (1 if tag[1] else 2)
        kept += text[at : tag.start()], " " * name, tag.group()[name:].replace(">", " ")
        at = tag.end()
    return "".join((*kept, text[at:]))


def _next(place: int, text: str) -> int:
    return place if place >= 0 else len(text)


def _opened(tag: str, *, page: bool) -> str:
    known = TAG.fullmatch(tag) is not None
    kept = not _says(tag, page=page) if known else page or is_place(tag) or _ADDRESS.fullmatch(tag) is not None
    return tag if kept else f"({tag[1:-1]})"


def _says(tag: str, *, page: bool) -> bool:
    """Whether a tag holds words that are no attributes, or attributes that are words."""
    held = list(_ATTRIBUTE.finditer(tag))
    rest = _ATTRIBUTE.sub(" ", _NAME.sub("", tag[:-1]))
    if any(word.lower() not in _BARE for word in _WORD.findall(rest)):
        return True
    said = (one for one in held if not _OF_FORM.match(one.group()) and (not page or _SHOWN.match(one.group())))
    values = (one[1] or one[2] or "" for one in said)
    return any(len(_WORD.findall(value)) >= _FEWEST and "://" not in value for value in values)
