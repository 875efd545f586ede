"""Waivers and clarifications as they stand in a file: where each stands, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from auditor.errors import ReferenceFormatError
from auditor.files.checked import Fault
from auditor.parse.references import parse_reference
from auditor.parse.yaml import Document
from auditor.schema.reference import RefKind, RepoType
from auditor.schema.waiver import OF_SENTENCES

BLOCKS = ("waivers", "clarifications")
_ADDRESS = re.compile(r"https?://|hf://", re.IGNORECASE)
_PATTERN = "*?["


def placed(shown: str, document: Document, value: dict[str, Any], blocks: Collection[str] = BLOCKS) -> dict[str, Any]:
    """The mapping with the place of each entry of these blocks added; `shown` is how the file is named."""

    def item(block: str, index: int, raw: Any) -> Any:
        at = {"file": shown, "line": document.line(block, index)}
        return raw | {"place": at} if isinstance(raw, dict) else raw

    lists = {key: value[key] for key in blocks if isinstance(value.get(key), list)}
    return value | {key: [item(key, i, raw) for i, raw in enumerate(listed)] for key, listed in lists.items()}


def unknown_words(
    path: Path, document: Document, findings: Collection[str], licenses: Collection[str]
) -> Iterator[Fault]:
    """Findings and licenses that do not exist, names that name no model, and places, which nobody writes."""
    for block in BLOCKS:
        rows = document.value.get(block)
        for index, row in enumerate(rows if isinstance(rows, list) else ()):
            if isinstance(row, dict):
                words = _words(row, findings, licenses)
                yield from (Fault(path, document.line(block, index, *where), said) for where, said in words)


def _words(
    row: dict[str, Any], findings: Collection[str], licenses: Collection[str]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if "place" in row:
        yield ("place",), "`place` is no field: it is known from where this stands"
    finding, model = row.get("finding"), row.get("model")
    if isinstance(finding, str) and finding not in findings:
        yield ("finding",), f"`{finding}` is no finding that we know{_meant(finding, findings)}"
    if isinstance(model, str) and (wrong := _wrong_name(model)):
        yield ("model",), f"`{model}` {wrong}"
    yield from _sentence(row)
    named = row.get("licenses")
    for index, name in enumerate(named if isinstance(named, list) else ()):
        if isinstance(name, str) and name not in licenses:
            yield ("licenses", index), f"`{name}` is no license that we know{_meant(name, licenses)}"


def _sentence(row: dict[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Only findings on sentences have such numbers."""
    sentence, finding = row.get("sentence"), row.get("finding")
    if sentence is not None and isinstance(finding, str) and finding not in OF_SENTENCES:
        yield ("sentence",), f"`{finding}` is not on a sentence; {' and '.join(OF_SENTENCES)} are"


def _wrong_name(text: str) -> str | None:
    """Why a name fits no model, whichever is audited; None where it can."""
    if any(sign in text for sign in _PATTERN):
        return "names no model: a pattern has no spaces" if any(char.isspace() for char in text) else None
    try:
        named = parse_reference(text)
    except ReferenceFormatError:
        named = None
    if named is None:
        other = "write a package URL, org/name, or a pattern such as org/*"
        return None if text.startswith("pkg:generic/") else f"names no model: {other}"
    if named.kind is RefKind.FOLDER:
        return f"is a folder, whose models are called `pkg:generic/{Path(text).name or 'NAME'}` here"
    plain = named.id if named.repo_type is RepoType.MODEL else f"datasets/{named.id}"
    return f"is an address: write `{plain}`" if _ADDRESS.match(text) else None


def _meant(word: str, known: Collection[str]) -> str:
    near = get_close_matches(word, sorted(known), n=1)
    return f"; did you mean `{near[0]}`?" if near else ""
