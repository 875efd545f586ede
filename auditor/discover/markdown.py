"""Markdown: its code, each block by its language. A file that fences no code is read as one snippet of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.discover import (
    dockerfile,
    javascript,
    modelfile,
    python,
    rust,
    settings,
    shell,
    terraform,
    variables,
    yaml_files,
)
from auditor.discover.bounds import spend
from auditor.discover.finding import plain_name
from auditor.discover.words import words
from auditor.prose.blocks import blocks
from auditor.schema.discovery import Certainty, Found, FoundType

_YAML_SHAPE = re.compile(r"^(?:- )?[\w.-]+:(?:[ \t]|$)", re.MULTILINE)
_SETTINGS = {"toml": "toml", "ini": "ini", "properties": "properties"}
_DOCKER_SHAPE = re.compile(r"^FROM \S+", re.MULTILINE)
_PYTHON_SHAPE = re.compile(r"^(?:>>> )?(?:from [\w.]+ import |import \w+|\w+ = \w+[.(])", re.MULTILINE)
_SHELL_NAMES = words(
    "bash sh shell console zsh shell-session shellsession terminal powershell ps1 cmd bat batch text txt"
)
MENTIONS = re.compile(
    r"model|hugging|hf|ollama|ramalama|dataset|pipeline|from_pretrained|vllm|^FROM ", re.IGNORECASE | re.MULTILINE
)


def discover(file: str, text: str) -> Iterator[Found]:
    """The references of its code. What a document shows need not be what the project uses: none is certain."""
    if not MENTIONS.search(text):
        return
    spend(text.count("\n"))
    code = [block for block in blocks(text).found if block.kind == "code"]
    if all(block.language is None for block in code):
        yield from _guessed(file, text)
        return
    for block in code:
        first_line = block.pieces[0][0]
        for item in _read(file, block.language or "", "\n".join(line for _, line in block.pieces)):
            certainty = Certainty.LIKELY if item.certainty is Certainty.CERTAIN else item.certainty
            place = {"file": plain_name(file), "line": first_line + item.line - 1, "certainty": certainty}
            yield item.model_copy(update=place)


def _read(file: str, language: str, text: str) -> Iterator[Found]:
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
    elif language in _SETTINGS:
        yield from settings.discover(f"x.{_SETTINGS[language]}", text)
    elif language in ("hcl", "terraform", "tf"):
        yield from terraform.discover(file, text)
    elif language in ("env", "dotenv"):
        yield from variables.discover(file, text)
    elif not language or language in _SHELL_NAMES:
        yield from _guessed(file, text)


def _guessed(file: str, text: str) -> Iterator[Found]:
    """A block whose language is not said, or said wrongly."""
    if modelfile.looks_like(text):
        yield from modelfile.discover(file, text)
    elif _PYTHON_SHAPE.search(text) and python.may_name(text):
        yield from python.discover(file, text)
        yield from shell.discover(file, text)
    elif _DOCKER_SHAPE.search(text) and "\nRUN " in text:
        yield from dockerfile.discover(file, text)
    else:
        if _YAML_SHAPE.match(text.lstrip("# \n")) or len(_YAML_SHAPE.findall(text)) > 3:
            yield from (item for item in yaml_files.discover(file, text) if item.type is not FoundType.DYNAMIC)
        yield from shell.discover(file, text)
