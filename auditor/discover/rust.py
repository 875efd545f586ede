"""Rust: the crate hf-hub. `api.model("…")`, `api.dataset("…")`, `Repo::with_revision("…", …)`, constants followed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.discover.finding import of
from auditor.discover.lines import Lines
from auditor.discover.reference import hub_urls, read
from auditor.discover.target import DATASET, MODEL, NamePlace
from auditor.schema.discovery import Certainty, Found

KIND = "rust_hf_hub"
MARKERS = re.compile(r"hf_hub|hf-hub|huggingface|hf://|from_pretrained|TextModelBuilder|ModelBuilder")
_TEXT = r"\"((?:[^\"\\\n]|\\.){1,300})\""
_VALUE = rf"(?:&?\s*(?:String::from\(\s*)?{_TEXT}|&?(?:self\.)?([A-Za-z_]\w*))"
_CALL = re.compile(
    r"(?:\.(?P<method>model|dataset)|\bRepo::(?P<repo>model|dataset|new|with_revision)|::(?P<load>from_pretrained)"
    rf"|\b\w*ModelBuilder::(?P<build>new))\s*\(\s*{_VALUE}"
)
_REVISION = re.compile(rf"\s*(?:\.\w+\(\))?\s*\)?\s*,\s*(?:\w+::)*RepoType::(\w+)\s*,\s*{_TEXT}")
_TYPE = re.compile(r"\s*(?:\.\w+\(\))?\s*\)?\s*,\s*(?:\w+::)*RepoType::(\w+)")
_CONSTANT = re.compile(
    rf"\b(?:const|static|let(?:\s+mut)?)\s+([A-Za-z_]\w*)\s*(?::\s*[^=;\n]{{1,60}})?=\s*&?(?:String::from\(\s*)?{_TEXT}"
)
_COMMENT = re.compile(r"^\s*//")


def discover(file: str, text: str) -> Iterator[Found]:
    """The references of a Rust source."""
    if not MARKERS.search(text):
        return
    lines = Lines(text)
    constants: dict[str, str] = {}
    for match in _CONSTANT.finditer(text):
        constants.setdefault(match[1], match[2])
    for match in _CALL.finditer(text):
        item = _call(file, text, match, constants, lines.at(match.start()))
        if item is not None:
            yield item
    for offset, target in hub_urls(text):
        line = lines.at(offset)
        if not _COMMENT.match(text[lines.starts[line - 1] : offset + 1]):
            yield of(file, line, KIND, target, via="url")


def _call(file: str, text: str, match: re.Match[str], constants: dict[str, str], line: int) -> Found | None:
    literal, name = match[5], match[6]
    written = literal or constants.get(name or "")
    if not written:
        return None
    rest = text[match.end() : match.end() + 200]
    pinned = _REVISION.match(rest)
    typed = _TYPE.match(rest)
    dataset = "dataset" in (match["method"], match["repo"]) or (typed is not None and typed[1] == "Dataset")
    place: NamePlace = DATASET if dataset else MODEL
    target = read(written, place)
    if target is None:
        return None
    certainty = Certainty.CERTAIN if literal else Certainty.LIKELY
    revision = pinned[2] if pinned else None
    return of(file, line, KIND, target, revision=revision, certainty=certainty, via="hf-hub")
