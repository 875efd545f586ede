"""Plain lists of models, one a line, and RamaLama's file of short names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.discover.bounds import spend
from auditor.discover.finding import found
from auditor.discover.target import MODEL_ONLY
from auditor.schema.discovery import Found, FoundType

LIST = "model_list"
SHORTNAMES = "ramalama_shortnames"
_LIST_NAME = re.compile(r"(?:^|[-_.])(?:models?|weights?|hf)(?:[-_.]|$)", re.IGNORECASE)
_ENTRY = re.compile(r"^\s*(?:[-*]\s+)?([^\s#,;|]+)\s*(?:[#,;|].*)?$")
_PAIR = re.compile(r"^\s*[\"']?([^\"'=#]+?)[\"']?\s*=\s*[\"']([^\"']+)[\"']")
_ON_HUB = ("hf://", "huggingface://", "hf.co/", "https://huggingface.co/")


def is_list(name: str) -> bool:
    """Whether a text file of this name may be a list of models."""
    return name.lower().endswith((".txt", ".list", ".lst")) and bool(_LIST_NAME.search(name))


def discover_list(file: str, text: str) -> Iterator[Found]:
    """The entries, if the file is a list of them: most of its lines are an id and nothing else."""
    lines = [
        (i, line) for i, line in enumerate(text.split("\n"), 1) if line.strip() and not line.lstrip().startswith("#")
    ]
    items: list[Found] = []
    for number, line in lines:
        spend()
        match = _ENTRY.match(line)
        item = found(file, number, LIST, match[1], place=MODEL_ONLY, via="list") if match else None
        if item is not None and item.type in (FoundType.MODEL, FoundType.DATASET):
            items.append(item)
    if len(items) * 2 > len(lines):
        yield from items


def discover_shortnames(file: str, text: str) -> Iterator[Found]:
    """`"name" = "hf://org/repository/file"`, as RamaLama maps short names."""
    for number, line in enumerate(text.split("\n"), 1):
        match = _PAIR.match(line) if len(line) < 2000 else None
        if match and match[2].startswith(_ON_HUB):
            item = found(file, number, SHORTNAMES, match[2], place=MODEL_ONLY, via=match[1])
            if item is not None:
                yield item
