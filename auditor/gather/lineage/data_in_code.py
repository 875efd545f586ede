"""Data sets that the code or the settings of a training run in a card load.

Code counts where it trains, where nothing that leads to it says that others may train so, and where it does not begin
with this very model: that is how to train it further.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.gather.lineage.named import Named, is_model_path
from auditor.gather.papers import Papers
from auditor.parse.files import README
from auditor.prose.sentences import Sentence
from auditor.schema.evidence import Confidence, LineageEvidence, Relation

_TABLE = "trained-on"
_NAME = r"([A-Za-z0-9_][\w.-]{0,95}/[A-Za-z0-9_][\w.-]{0,95})"
_LOADED = re.compile(rf"load_dataset\(\s*(?:path\s*=\s*)?[\"']{_NAME}[\"']")
_SETTING = re.compile(
    rf"(?:--)?(?:dataset_name|dataset_id|train_dataset|dataset)[\"']?[ \t]{{0,4}}[:= ][ \t]{{0,4}}[\"']?{_NAME}"
)
_PATH = re.compile(rf"^\s*(?:-\s+)?path:\s*[\"']?{_NAME}[\"']?\s*$")
_KEY = re.compile(r"^([A-Za-z_]+):")


def data_in_code(papers: Papers, own: str) -> Iterator[Named]:
    """Each data set that a block of code loads to train on."""
    lead = ""
    block: list[Sentence] = []
    for item in (*papers.text.sentences, None):
        if item is not None and item.kind == "code":
            block.append(item)
            continue
        if block:
            yield from _of_block(block, lead, own)
            block = []
        if item is not None:
            lead = item.words


def _of_block(block: list[Sentence], lead: str, own: str) -> Iterator[Named]:
    if any(line.fits(f"{_TABLE}/code-of-the-run") for line in block):
        yield from _of_settings(block)
        return
    if not any(line.fits(f"{_TABLE}/code-trains") for line in block) or any(_begins_with(line, own) for line in block):
        return
    first = block[0]
    words = f"{first.heading[:120]} : {lead[-300:]}"
    vocabulary = first.vocabulary
    if not vocabulary.fits(f"{_TABLE}/trained", words) or vocabulary.fits(f"{_TABLE}/taken-back", words):
        return
    for line in block:
        for match in (*_LOADED.finditer(line.raw), *_SETTING.finditer(line.raw)):
            if is_model_path(match[1]) and not line.fits(f"{_TABLE}/code-measures"):
                yield _named(match[1], line, f"{_TABLE}/code-trains")


def _of_settings(block: list[Sentence]) -> Iterator[Named]:
    """What stands below `datasets:` in the settings of a run."""
    key = ""
    for line in block:
        for written in line.raw.splitlines():
            opens = _KEY.match(written)
            key = opens[1] if opens else key
            match = _PATH.match(written) if key == "datasets" else None
            if match and is_model_path(match[1]):
                yield _named(match[1], line, f"{_TABLE}/code-of-the-run")


def _begins_with(line: Sentence, own: str) -> bool:
    """Whether the line loads this very model, other than to write it."""
    return (
        bool(own)
        and any(f"{mark}{own}{mark}".lower() in line.raw.lower() for mark in ("'", '"'))
        and "from_pretrained" in line.raw
    )


def _named(dataset: str, line: Sentence, row: str) -> Named:
    evidence, firm = LineageEvidence.INFERRED, Confidence.MEDIUM
    return Named(dataset, Relation.DERIVED, README, line.line, None, line.words[:240], evidence, firm, row)
