"""Words that came from the Hub, made harmless for a terminal, and for whoever reads what a job prints."""

from __future__ import annotations

import re
import unicodedata

# Control characters, and those that turn the reading direction or hide text.
_UNSHOWN = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
# What begins a command to the runner of a CI job: `::` at the start of a line, for GitHub Actions, also behind blanks
# and colors; `##[` and `##vso[` anywhere, for Azure Pipelines and the older form of GitHub's; `##teamcity[` too.
_AT_START = re.compile(r"^((?:[^\S\n]|\x1b\[[0-9;]*m)*):(?=:)", re.MULTILINE)
_ANYWHERE = re.compile(r"##(?=\w*\[)")
_NOT_ASCII = re.compile(r"[^\x00-\x7e]+")


PAPERS = "words in its papers"
"""What asks where no license does."""


def inert(text: str, limit: int = 400) -> str:
    """One line of text without control, direction and invisible characters, cut at `limit` characters.

    It holds no command that a runner takes anywhere in a line; what it takes at the start of one, the writer of the
    line has to part (`commands_parted`).
    """
    shown = " ".join(text.split())
    if not shown.isprintable():  # what is printable holds none of them, and most text is
        shown = _shown(shown)
    if "##" in shown:
        shown = _ANYWHERE.sub("# #", shown)
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def visible(text: str) -> str:
    """Lines of text in which every character but the line end is seen, and none begins a command to a runner."""
    lines = (line if line.isprintable() else _shown(line) for line in text.split("\n"))
    return commands_parted("\n".join(lines))


def commands_parted(text: str) -> str:
    """Lines of text none of which is a command to the runner of a CI job, whoever's words they quote."""
    if "::" in text:
        text = _AT_START.sub(r"\1: ", text.replace("\r", "\n") if "\r" in text else text)
    return _ANYWHERE.sub("# #", text) if "##" in text else text


def json_text(document: str) -> str:
    """The same JSON document, with every character that is not seen, and what begins a command, as an escape."""
    held = set("".join(_NOT_ASCII.findall(document)))
    unshown = {ord(char): _escape(char) for char in held if _is_unshown(char)}
    shown = document.translate(unshown) if unshown else document
    return _ANYWHERE.sub(r"#\\u0023", shown) if "##" in shown else shown


def _escape(char: str) -> str:
    """A character as JSON may write it (RFC 8259 §7): its UTF-16 units, four digits each."""
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


def _shown(text: str) -> str:
    return "".join("�" if _is_unshown(char) else char for char in text)


def _is_unshown(char: str) -> bool:
    """Whether a reader does not see it, or it is no character at all (Unicode §23.7), as XML and others refuse it."""
    return unicodedata.category(char) in _UNSHOWN or ord(char) & 0xFFFE == 0xFFFE or "\ufdd0" <= char <= "\ufdef"
