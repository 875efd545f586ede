"""Markdown: its fenced blocks, each by its language. A file without fences is read as one snippet of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from auditor.discover import dockerfile, javascript, modelfile, python, rust, shell, yaml_files
from auditor.discover.python_calls import MARKERS
from auditor.discover.words import words
from auditor.schema.discovery import Certainty, Found, FoundType

_FENCE = re.compile(r"^[ \t]{0,12}(?:[-*>][ \t]+)?(`{3,}|~{3,})[ \t]*\{?\.?([\w+#-]*)[^\n]*$")
_YAML_SHAPE = re.compile(r"^(?:- )?[\w.-]+:(?:[ \t]|$)", re.MULTILINE)
_DOCKER_SHAPE = re.compile(r"^FROM \S+", re.MULTILINE)
_PYTHON_SHAPE = re.compile(r"^(?:>>> )?(?:from [\w.]+ import |import \w+|\w+ = \w+[.(])", re.MULTILINE)
_SHELL_NAMES = words(
    "bash sh shell console zsh shell-session shellsession terminal powershell ps1 cmd bat batch text txt"
)


MENTIONS = re.compile(
    r"model|hugging|hf|ollama|ramalama|dataset|pipeline|from_pretrained|vllm|^FROM ", re.IGNORECASE | re.MULTILINE
)


class Block(NamedTuple):
    """A fenced block: its language as written, its first line, its text."""

    language: str
    line: int
    text: str


def blocks(text: str) -> list[Block]:
    """The fenced blocks of a document."""
    found: list[Block] = []
    lines = text.split("\n")
    fence, language, start = "", "", 0
    for number, line in enumerate(lines):
        match = _FENCE.match(line)
        if not match:
            continue
        if not fence:
            fence, language, start = match[1], match[2].lower(), number + 1
        elif match[1][0] == fence[0] and len(match[1]) >= len(fence) and not match[2]:
            found.append(Block(language, start + 1, "\n".join(lines[start:number])))
            fence = ""
    if fence:
        found.append(Block(language, start + 1, "\n".join(lines[start:])))
    return found


def discover(file: str, text: str) -> Iterator[Found]:
    """The references of the blocks. What a document shows need not be what the project uses: none is certain."""
    if not MENTIONS.search(text):
        return
    found = blocks(text)
    for block in found or [Block("", 1, text)]:
        for item in _read(file, block):
            moved = item.line + block.line - 1
            certainty = Certainty.LIKELY if item.certainty is Certainty.CERTAIN and found else item.certainty
            yield item.model_copy(update={"line": moved, "certainty": certainty})


def _read(file: str, block: Block) -> Iterator[Found]:
    language, text = block.language, block.text
    if language in ("python", "py", "python3", "pycon", "ipython"):
        yield from python.discover(file, text)
    elif language in ("yaml", "yml"):
        yield from yaml_files.discover(file, text)
    elif language in ("js", "javascript", "ts", "typescript", "jsx", "tsx", "mjs"):
        yield from javascript.discover(file, text)
    elif language == "rust":
        yield from rust.discover(file, text)
    elif language in ("dockerfile", "docker", "modelfile"):
        yield from (modelfile if modelfile.looks_like(text) or language == "modelfile" else dockerfile).discover(
            file, text
        )
    elif not language or language in _SHELL_NAMES:
        yield from _guessed(file, text)


def _guessed(file: str, text: str) -> Iterator[Found]:
    """A block whose language is not said, or said wrongly."""
    if modelfile.looks_like(text):
        yield from modelfile.discover(file, text)
    elif _PYTHON_SHAPE.search(text) and MARKERS.search(text):
        yield from python.discover(file, text)
        yield from shell.discover(file, text)
    elif _DOCKER_SHAPE.search(text) and "\nRUN " in text:
        yield from dockerfile.discover(file, text)
    else:
        if _YAML_SHAPE.match(text.lstrip("# \n")) or len(_YAML_SHAPE.findall(text)) > 3:
            yield from (item for item in yaml_files.discover(file, text) if item.type is not FoundType.DYNAMIC)
        yield from shell.discover(file, text)
