"""Dockerfiles: ENV and ARG, RUN and its here-documents, CMD and ENTRYPOINT in both forms, ADD from a URL."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from auditor.discover import python
from auditor.discover.bounds import spend
from auditor.discover.lines import Lines, heredocs
from auditor.discover.shell import from_command
from auditor.discover.shell_words import Word, commands
from auditor.schema.discovery import Found

KIND = "dockerfile"
_INSTRUCTION = re.compile(
    r"^[ \t]*(?:ONBUILD[ \t]+)?([A-Z]+)[ \t]+((?:[^\n\\]|\\(?:\r?\n)?)*)", re.MULTILINE | re.IGNORECASE
)
_NAME = re.compile(r"(?:^|[._-])(?:dockerfile|containerfile)(?:$|[._-])", re.IGNORECASE)
_INLINE_PYTHON = re.compile(r"python3?(?:\.\d+)?\s+-c\s+(?:\"((?:[^\"\\]|\\.){1,8000})\"|'([^']{1,8000})')", re.DOTALL)
_IGNORED = frozenset({"FROM", "LABEL", "COPY", "EXPOSE", "USER", "WORKDIR", "MAINTAINER"})


def matches(name: str) -> bool:
    """Whether a file of this name is a Dockerfile."""
    return bool(_NAME.search(name)) and not name.endswith((".md", ".py", ".sh", ".yaml", ".yml", ".json"))


def discover(file: str, text: str) -> Iterator[Found]:
    """The references of a Dockerfile's instructions, its variables followed."""
    bare = _without_comments(text)
    known: dict[str, str] = {}
    line = at = 0
    for match in _INSTRUCTION.finditer(bare):
        spend()
        line, at = line + bare.count("\n", at, match.start()), match.start()
        word, rest = match[1].upper(), match[2]
        if word in _IGNORED:
            continue
        listed = _exec_form(rest)
        if listed:
            yield from from_command(file, [Word(item, line + 1, " " in item) for item in listed], KIND, known)
            continue
        prefix = f"{word} " if word in ("ENV", "ARG", "ADD") else ""
        for command in commands(prefix + rest, line + 1):
            yield from from_command(file, command, KIND, known)
    yield from _embedded(file, bare)


def _without_comments(text: str) -> str:
    """The text with its comment lines blank. One in the middle of an instruction does not end it."""
    lines = text.split("\n")
    inside = False
    for i, line in enumerate(lines):
        if line.lstrip().startswith("#"):
            lines[i] = "\\" if inside else ""
        else:
            inside = line.rstrip().endswith("\\")
    return "\n".join(lines)


def _exec_form(rest: str) -> list[str]:
    if not rest.lstrip().startswith("["):
        return []
    try:
        items = json.loads(re.sub(r"\\\r?\n", "", rest))
    except (ValueError, RecursionError):
        return []
    return [item for item in items if isinstance(item, str)] if isinstance(items, list) else []


def _embedded(file: str, text: str) -> Iterator[Found]:
    """Python written into RUN: `python -c "…"` and here-documents."""
    lines = Lines(text)
    for match in _INLINE_PYTHON.finditer(text):
        body = (match[1] or match[2] or "").replace('\\"', '"').replace("\\\n", "\n")
        yield from _shifted(file, body, lines.at(match.start()) - 1)
    for heredoc in heredocs(text):
        yield from _shifted(file, heredoc.text, heredoc.lines_before)


def _shifted(file: str, body: str, lines: int) -> Iterator[Found]:
    for item in python.discover(file, body, kind=KIND):
        yield item.model_copy(update={"line": item.line + lines})
