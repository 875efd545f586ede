"""Jupyter notebooks: the code cells as one module, their shell lines as commands, lines as they stand in the file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from auditor.discover import python, shell
from auditor.schema.discovery import Found

KIND = "notebook"
MAX_LINES = 200_000
_MISSES = 50
_MAGIC = re.compile(r"^(\s*)(%%?\w*|[!?])(.*)$")
_SHELL_CELL = re.compile(r"\s*%%(?:bash|sh|shell|script)\b")
_OTHER_CELL = re.compile(r"\s*%%(?!time|capture|timeit|memit|prun)\w")


def discover(file: str, text: str) -> Iterator[Found]:
    """The references of a notebook's code cells, in the order of the cells."""
    source, commands = _lines(text)
    at = _Positions(text)
    numbers = [at.line(written) for written, _ in source]
    for item in python.discover(file, "\n".join(read for _, read in source), kind=KIND):
        yield item.model_copy(update={"line": numbers[min(item.line, len(numbers)) - 1]})
    places = _Positions(text)
    for line in commands:
        number = places.line(line)
        yield from shell.discover(file, _command(line), kind=KIND, first_line=number)


def _command(line: str) -> str:
    return re.sub(r"^\s*(?:!+|%(?:sx|system|pip)?)\s*", "", line)


def _lines(text: str) -> tuple[list[tuple[str, str]], list[str]]:
    """The lines of all code cells, as written and as Python reads them, and the shell lines."""
    source: list[tuple[str, str]] = []
    commands: list[str] = []
    for cell in _cells(text):
        lines = cell.split("\n")[: MAX_LINES - len(source)]
        first = next((line for line in lines if line.strip()), "")
        if _SHELL_CELL.match(first):
            commands += lines
        elif not _OTHER_CELL.match(first):
            for line in lines:
                magic = _MAGIC.match(line)
                if magic is None:
                    source.append((line, line))
                    continue
                source.append((line, f"{magic[1]}pass"))
                if magic[2] in ("!", "%sx", "%system"):
                    commands.append(line)
    return source, commands


def _cells(text: str) -> Iterator[str]:
    try:
        value: Any = json.loads(text)
    except (ValueError, RecursionError):
        return
    sheets = value.get("worksheets") if isinstance(value, dict) else None
    holders = [value, *(sheets if isinstance(sheets, list) else [])]
    for holder in holders:
        cells = holder.get("cells") if isinstance(holder, dict) else None
        for cell in cells if isinstance(cells, list) else []:
            if isinstance(cell, dict) and cell.get("cell_type") == "code":
                written = cell.get("source", cell.get("input", ""))
                parts = written if isinstance(written, list) else [written]
                yield "".join(part for part in parts if isinstance(part, str))


class _Positions:
    """Where each source line stands in the JSON text, asked in order."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.number = 1
        self.misses = 0

    def line(self, source: str) -> int:
        """The line of the file that holds this source line; the last one found when it is written in another way."""
        if not source.strip() or self.misses > _MISSES:
            return self.number
        for ascii_only in (False, True):
            encoded = json.dumps(source, ensure_ascii=ascii_only)[1:-1]
            found = self.text.find(encoded, self.at)
            if found >= 0:
                self.number += self.text.count("\n", self.at, found)
                self.at = found + len(encoded)
                return self.number
        self.misses += 1
        return self.number
