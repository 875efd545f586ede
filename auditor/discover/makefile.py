"""Makefiles and justfiles: recipes are scripts, and variables are written in a way of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from auditor.discover import shell
from auditor.schema.discovery import Found

NAMES = ("Makefile", "makefile", "GNUmakefile", "justfile", "Justfile", ".justfile")
_SETS = re.compile(
    r"^(?:(?:export|override)[ \t]+){0,2}([A-Za-z_][\w-]{0,80})[ \t]*(?::{1,3}|[?+])?=(?!=)[ \t]*([^\n]{0,500})$",
    re.MULTILINE,
)
_USED = re.compile(r"\$[({]([A-Za-z_][\w-]{0,80})[)}]|\{\{[ \t]{0,9}([A-Za-z_][\w-]{0,80})[ \t]{0,9}\}\}")
_PREFIX = re.compile(r"^([ \t]+)[@+-]{1,3}(?=\S)", re.MULTILINE)
_COMMENT = re.compile(r"(?:^|[ \t])#[^\n]*\Z")


def discover(file: str, text: str, variables: Mapping[str, str]) -> Iterator[Found]:
    """The references of the recipes and of what the variables are set to."""
    yield from shell.discover(file, as_script(text), variables=variables)


def as_script(text: str) -> str:
    """The same, line by line, as a shell would write it: `NAME="value"`, `${NAME}`."""
    text = _USED.sub(lambda match: "${" + _plain(match[1] or match[2]) + "}", text)
    text = _SETS.sub(_set, text)
    return _PREFIX.sub(r"\1", text).replace("$$", "$")


def _set(match: re.Match[str]) -> str:
    """`NAME="value"`; several words are the options of a command, and stay as they are."""
    value = _COMMENT.sub("", match[2]).strip().strip("\"'`")
    return match[0] if not value or re.search(r"[\s\"\\]", value) else f'{_plain(match[1])}="{value}"'


def _plain(name: str) -> str:
    """A name that a shell knows as well."""
    return name.replace("-", "_")
