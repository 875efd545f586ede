"""Ollama's Modelfiles: FROM and ADAPTER."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.discover.finding import found
from auditor.discover.target import OLLAMA, NamePlace
from auditor.schema.discovery import Found, FoundType

KIND = "ollama_modelfile"
_LINE = re.compile(r"^[ \t]*(FROM|ADAPTER)[ \t]+(\S+(?:[ \t]+\S+>)?)", re.MULTILINE | re.IGNORECASE)
_NAME = re.compile(r"(?:^|[._-])modelfile(?:$|[._-])", re.IGNORECASE)
_FROM = re.compile(r"^[ \t]*FROM[ \t]+\S", re.MULTILINE)
_OTHER = re.compile(r"^[ \t]*(?:PARAMETER|TEMPLATE|SYSTEM|MESSAGE|LICENSE|REQUIRES|ADAPTER)\b", re.MULTILINE)
_IMAGE = re.compile(r"^[ \t]*(?:RUN|COPY|CMD|ENTRYPOINT|ENV|WORKDIR|EXPOSE|ARG|USER)[ \t]", re.MULTILINE)


def matches(name: str) -> bool:
    """Whether a file of this name is a Modelfile."""
    return bool(_NAME.search(name)) and not name.endswith((".md", ".py", ".sh", ".yaml", ".yml", ".json"))


def looks_like(text: str) -> bool:
    """Whether a snippet is a Modelfile: it takes a model FROM somewhere and has no instruction of a Dockerfile."""
    if not _FROM.search(text) or _IMAGE.search(text):
        return False
    first = text.lstrip()[:5] in ("FROM ", "FROM\t") or text.lstrip().startswith("#")
    return first and (bool(_OTHER.search(text)) or len(text.strip().split("\n")) <= 3)


def discover(file: str, text: str) -> Iterator[Found]:
    """What the model is made from."""
    line = at = 0
    for match in _LINE.finditer(text):
        line, at = line + text.count("\n", at, match.start()), match.start()
        word = match[1].upper()
        written = match[2].strip("\"'")
        item = found(file, line + 1, KIND, written, place=OLLAMA if word == "FROM" else NamePlace(), via=word)
        if item is not None and not (item.type is FoundType.BARE_NAME and word == "ADAPTER"):
            yield item
