"""models.yaml with its revisions pinned and with what is used and not declared: all other characters stay as they are.

The parser says where in the text each entry stands, and only there something is put in.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import yaml
from yaml.nodes import MappingNode, Node, SequenceNode

from auditor.files.manifest import DeclaredEntry
from auditor.gate.plan import is_pinned
from auditor.report.plain import inert, visible
from auditor.schema.audit import ModelAudit
from auditor.schema.place import Place
from auditor.schema.reference import ModelRef, RefKind, RepoType

_BLOCKS = {"models": "model", "datasets": "dataset"}
_PLACES = 3  # that the comment of an entry names
_PLAIN = re.compile(r"[A-Za-z][\w./:+-]*[\w+-]\Z")  # needs no quotes


class Used(NamedTuple):
    """Something that was audited: as it was named, the commit that was seen, and where it is named."""

    ref: ModelRef
    sha: str | None
    places: tuple[Place, ...]


class _Edit(NamedTuple):
    """Characters of a text that give way to others."""

    start: int
    end: int
    text: str


def used(refs: Iterable[ModelRef], models: Iterable[ModelAudit]) -> Iterator[Used]:
    """What was audited, with its commit; `refs` are the targets of the plan."""
    seen = {model.reference: model for model in models}
    for ref in refs:
        model = seen.get(str(ref))
        if model is not None:
            yield Used(ref, model.sha if ref.kind is RefKind.HUB else None, model.named_at)


def fixed(text: str, entries: Iterable[DeclaredEntry], audited: Iterable[Used]) -> str:
    """The text of the manifest with a commit for each entry that has none, and an entry for each thing without one.

    `entries` are those of this text, in its order. What was not obtained gets no commit.
    """
    found, own = list(audited), list(entries)
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    blocks = {key.value: value for key, value in root.value} if isinstance(root, MappingNode) else {}
    commits = {item.ref: item.sha for item in found}
    edits: list[_Edit] = []
    for (key, row, flows), entry in zip(list(_rows(blocks)), own, strict=True):
        commit = commits.get(entry.ref)
        if commit and not is_pinned(entry.ref):
            edits += _pinned(text, key, row, entry.ref, commit, flows=flows)
    declared = {(entry.ref.repo_type, entry.ref.id.lower()) for entry in own}
    lacking = [item for item in found if (item.ref.repo_type, item.ref.id.lower()) not in declared]
    for block, key in _BLOCKS.items():
        rows = {item.ref.id.lower(): item for item in lacking if _block_of(item.ref) == block}
        edits += _added(text, block, key, blocks.get(block), list(rows.values())) if rows else []
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def difference(before: str, after: str, name: str) -> str:
    """Both texts as a unified diff; empty where they are the same."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), name, name, lineterm="")
    return "\n".join(visible(line) for line in lines)


def _block_of(ref: ModelRef) -> str:
    return "datasets" if ref.repo_type is RepoType.DATASET else "models"


def _rows(blocks: Mapping[str, Node]) -> Iterator[tuple[str, Node, bool]]:
    """Each entry with the key that names it, and whether it stands in a list between brackets."""
    for block, key in _BLOCKS.items():
        rows = blocks.get(block)
        if isinstance(rows, SequenceNode):
            yield from ((key, row, bool(rows.flow_style)) for row in rows.value)


def _pinned(text: str, key: str, row: Node, ref: ModelRef, commit: str, *, flows: bool) -> Iterator[_Edit]:
    """The commit in its place: within the name, over a revision that moves, or on a line of its own."""
    fields = {name.value: (name, value) for name, value in row.value} if isinstance(row, MappingNode) else {}
    name = fields[key][1] if fields else row
    start, end = name.start_mark.index, name.end_mark.index
    moving = f"@{ref.revision}"
    if "revision" in fields:
        old = fields["revision"][1]
        yield _Edit(old.start_mark.index, old.end_mark.index, f'"{commit}"')
    elif ref.revision and moving in text[start:end]:
        at = start + text[start:end].rindex(moving)
        yield _Edit(at, at + len(moving), f"@{commit}")
    elif flows and not fields:
        yield _Edit(start, end, f'{{{key}: {text[start:end]}, revision: "{commit}"}}')
    elif isinstance(row, MappingNode) and row.flow_style:
        yield _Edit(end, end, f', revision: "{commit}"')
    else:
        column = (fields[key][0] if fields else name).start_mark.column
        if not fields:
            yield _Edit(start, start, f"{key}: ")
        yield _line_after(text, end, f'{" " * column}revision: "{commit}"')


def _added(text: str, block: str, key: str, rows: Node | None, lacking: list[Used]) -> Iterator[_Edit]:
    """The entries that are lacking, behind those that are there."""
    held = rows.value if isinstance(rows, SequenceNode) else []
    if isinstance(rows, SequenceNode) and held and rows.flow_style:
        end = held[-1].end_mark.index
        yield from (_Edit(end, end, f", {{{', '.join(_fields(key, item))}}}") for item in lacking)
        return
    column = rows.start_mark.column if rows is not None and held else 2
    lines = "\n".join(line for item in lacking for line in _entry(key, item, " " * column))
    if rows is None:
        gap = "" if not text or text.endswith("\n") else "\n"
        yield _Edit(len(text), len(text), f"{gap}\n{block}:\n{lines}\n")
    elif held:
        yield _line_after(text, max(_ends(held[-1])), lines)
    else:  # written as `[]`, or as nothing at all
        yield _Edit(rows.start_mark.index, rows.end_mark.index, "")
        yield _line_after(text, rows.end_mark.index, lines)


def _entry(key: str, item: Used, indent: str) -> Iterator[str]:
    at = ", ".join(f"{place.file}:{place.line}" for place in item.places[:_PLACES])
    more = len(item.places) - _PLACES
    yield f"{indent}# {inert(f'{at} and {more} more' if more > 0 else at)}"
    first, *others = _fields(key, item)
    yield f"{indent}- {first}"
    yield from (f"{indent}  {field}" for field in others)


def _fields(key: str, item: Used) -> list[str]:
    ref = item.ref
    name = ref.id if _PLAIN.match(ref.id) else json.dumps(ref.id)
    commit = ref.revision if ref.kind is RefKind.HUB and is_pinned(ref) else item.sha
    return [f"{key}: {name}", *([f'revision: "{commit}"'] if commit else [])]


def _ends(node: Node) -> Iterator[int]:
    """Where what is written in a node ends; a mapping's own end lies behind the comments that follow it."""
    if not isinstance(node, SequenceNode | MappingNode):
        yield node.end_mark.index
    else:
        pairs = (part for pair in node.value for part in (pair if isinstance(pair, tuple) else (pair,)))
        yield from (end for part in pairs for end in _ends(part))
        yield node.end_mark.index if node.flow_style else node.start_mark.index


def _line_after(text: str, offset: int, line: str) -> _Edit:
    """A line behind the one in which this place is."""
    end = text.find("\n", offset)
    return _Edit(len(text), len(text), f"\n{line}\n") if end < 0 else _Edit(end, end, f"\n{line}")
