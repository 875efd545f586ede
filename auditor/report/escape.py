"""Hostile words made harmless for Markdown, XML, workflow commands, Mermaid and identifiers."""

from __future__ import annotations

import hashlib
import re

from auditor.report.plain import inert

_GAP = "\u200b"  # what parts them; inert words hold none
_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "&#64;", _GAP: "&#8203;"})
_MARKDOWN = _HTML | str.maketrans({char: f"\\{char}" for char in "\\`*_{}[]~#$"})
_BLOCK_MARK = re.compile(r"\A([-+=]|\d+[.)](?=\s|\Z))")
# What GitHub and GitLab make links, mentions and pictures of in words that are no markup: @name, #1, !1, GH-1, a bare
# address, :name:. They look for it when all escapes are gone, so only a character between keeps it from being one.
_REFERENCE = re.compile(r'[@#!$%~&](?=[\w"])|@|(?<=\bGH)-(?=\d)|:(?=//|[\w+-]+:)|\bwww(?=\.)|\[(?=\w+:)', re.IGNORECASE)
_QUOTED = re.compile(r"`([^`]+)`")
_BACKTICKS = re.compile(r"`+")
_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WEB_URL = re.compile(r"https?://[A-Za-z0-9][!-~]*\Z")
_UNSAFE_IN_URL = re.compile(r"[\s<>\"'\\^`{|}()]")
_MERMAID = re.compile(r"[^\w .,:/+@()-]")


def html(text: str, limit: int = 400) -> str:
    """Text in HTML that stands in Markdown: no tag, no mention, no link that makes itself."""
    return _parted(inert(text, limit)).translate(_HTML)


def markdown(text: str, limit: int = 400) -> str:
    """Text as inline Markdown that shows as written, but for `code`: no markup, no HTML, no mention, no link."""
    parts = _QUOTED.split(inert(text, limit))
    return "".join(code(part) if index % 2 else _plain(part, index) for index, part in enumerate(parts))


def _parted(text: str) -> str:
    return _REFERENCE.sub(lambda match: match[0] + _GAP, text)


def _plain(text: str, index: int) -> str:
    shown = _parted(text).translate(_MARKDOWN)
    return shown if index else _BLOCK_MARK.sub(lambda match: f"&#{ord(match[0][0])};{match[0][1:]}", shown)


def code(text: str, limit: int = 200) -> str:
    """Text as a Markdown code span, fenced by more backticks than it holds; mentions do not work in one."""
    shown = inert(text, limit)
    if not shown:
        return ""
    fence = "`" * (max(map(len, _BACKTICKS.findall(shown)), default=0) + 1)
    pad = " " if "`" in (shown[0], shown[-1]) else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def cell(made: str) -> str:
    """Inline Markdown as the cell of a table, where a pipe ends the cell wherever it stands (GFM §4.10)."""
    return re.sub(r"(?<!\\)\|", r"\\|", made) or " "


def web_url(text: str) -> str | None:
    """The text if it is a plain web address that needs no quoting anywhere, else None."""
    return text if _WEB_URL.match(text) and not _UNSAFE_IN_URL.search(text) else None


def xml(text: str, limit: int = 2_000) -> str:
    """Text in characters that XML 1.0 allows (§2.2), on one line; the writer escapes the rest.

    `[[ATTACHMENT|file]]` in a test's words would make GitLab and Jenkins attach a file.
    """
    return _NOT_IN_XML.sub("�", inert(text, limit)).replace("[[ATTACHMENT", "[ [ATTACHMENT")


def unmarked(text: str, limit: int = 400) -> str:
    """Text for a field of plain words that a viewer may show as Markdown or HTML all the same: no link and no tag."""
    return inert(text, limit).replace("](", "] (").replace("<", "‹")


def command_value(text: str, limit: int = 1_000) -> str:
    """Text as the message of a workflow command; nothing in it can begin another command."""
    return inert(text, limit).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def command_property(text: str) -> str:
    """Text as a property of a workflow command, where colon and comma also have a meaning."""
    return command_value(text, 300).replace(":", "%3A").replace(",", "%2C")


def mermaid(text: str, limit: int = 80) -> str:
    """Text as a quoted Mermaid label: what has a meaning there, or in HTML, becomes a numeric entity code."""
    return _MERMAID.sub(lambda match: f"#{ord(match[0])};", inert(text, limit))


def slug(text: str, limit: int = 60) -> str:
    """Letters, digits, points and dashes alone, as SPDX identifiers have it (SPDX 2.3 §3.2)."""
    return re.sub(r"[^A-Za-z0-9.]+", "-", text).strip("-.")[:limit].strip("-.") or "unnamed"


def digest(*texts: str) -> str:
    """A stable name for content: sha256 over the texts, in hex."""
    return hashlib.sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()
