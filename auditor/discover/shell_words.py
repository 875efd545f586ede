"""Shell text into commands: words with their lines, separators, variables. Nothing is ever run or expanded by a shell.

The reading is forgiving: scripts, Dockerfile instructions, snippets in documentation and prose all pass through here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from auditor.discover.bounds import spend

MAX_WORDS = 500
MAX_EXPANDED = 2000
_TOKENS = 16  # that take the time of a command
# A quote that does not close within this many characters is an apostrophe.
_TOKEN = re.compile(
    r"""(?P<join>\\\r?\n[ \t]*|`\r?\n)
      | (?P<comment>(?<![^\s;|&()])\#[^\n]*)
      | (?P<end>(?:&&|\|\||;;|[\n;|&])\s*)
      | (?P<space>[ \t\r\f\v]+)
      | (?P<double>"(?:[^"\\]|\\.){0,4000}")
      | (?P<single>'[^']{0,4000}')
      | (?P<brace>\$\{[^{}\n]{0,300}\})
      | (?P<group>\$\(|[()`])
      | (?P<escape>\\.)
      | (?P<plain>[^\s;|&()"'`\\$]+|.)""",
    re.VERBOSE | re.DOTALL,
)
_VARIABLE = re.compile(r"\$\{(\w+)(?:(:?[-=+?])([^{}]*))?\}|\$(\w+)|\$\{\{\s*(?:env|matrix|vars|inputs)\.(\w+)\s*\}\}")
_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*=")
_QUOTED_PAIR = {"double", "single"}


class Word(NamedTuple):
    """One word of a command. `script` when it was quoted and holds blanks: it may be a command itself."""

    text: str
    line: int
    script: bool = False


Command = list[Word]


def commands(text: str, first_line: int = 1) -> Iterator[Command]:
    """The commands of a script, one after the other, each a list of words."""
    command: Command = []
    parts: list[str] = []
    line = start = first_line
    script = False
    for number, match in enumerate(_TOKEN.finditer(text), 1):
        if number % _TOKENS == 0:
            spend()
        what, token = match.lastgroup, match[0]
        if what in ("space", "join", "end", "group", "comment"):
            if parts:
                command.append(Word("".join(parts), start, script))
                parts, script = [], False
            if command and (what in ("end", "group") or len(command) >= MAX_WORDS):
                spend()
                yield command
                command = []
        else:
            if not parts:
                start = line
            quoted = what in _QUOTED_PAIR
            script = script or (quoted and any(blank in token for blank in " \n"))
            parts.append(_unquoted(token, what))
        line += token.count("\n")
    if parts:
        command.append(Word("".join(parts), start, script))
    if command:
        spend()
        yield command


def _unquoted(token: str, what: str | None) -> str:
    if what == "double":
        return re.sub(r"\\([\"\\$`])", r"\1", token[1:-1])
    if what == "single":
        return token[1:-1]
    return token[1:] if what == "escape" else token


def assignment(word: str) -> tuple[str, str] | None:
    """`NAME=value` taken apart, if the word is one."""
    if not _ASSIGNMENT.match(word):
        return None
    name, _, value = word.partition("=")
    return name, value.strip("\"'")


def expand(text: str, variables: Mapping[str, str]) -> tuple[str, str]:
    """The text with the variables that are known put in, and how: `literal`, `variable` or `default`.

    An unknown variable stays as it is written. `${NAME:-default}` gives the default unless NAME is known.
    """
    if "$" not in text or len(text) > MAX_EXPANDED:
        return text, "literal"
    how = "literal"

    def put(match: re.Match[str]) -> str:
        nonlocal how
        name = match[1] or match[4] or match[5] or ""
        if name in variables:
            how = "variable"
            return variables[name]
        if match[2] and match[2].strip(":") in ("-", "="):
            how = "default" if how == "literal" else how
            return match[3].strip("\"'")
        return match[0]

    expanded = _VARIABLE.sub(put, text)
    return expanded, how
