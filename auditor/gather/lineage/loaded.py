"""Code of a card that shows a base: an adapter and what it is laid over, or the settings that training began with."""

from __future__ import annotations

import re
from itertools import compress

from auditor.gather.lineage.named import Named, is_model_path
from auditor.gather.papers import Papers
from auditor.names.known_ids import legacy_names
from auditor.parse.files import README
from auditor.prose.sentences import Sentence
from auditor.schema.evidence import Confidence, LineageEvidence, Relation

_TABLE = "loading"
_QUOTES = ('"', "'")
_ID = re.compile(r"[\"']([A-Za-z0-9_][\w.-]{0,95}/[A-Za-z0-9_][\w.-]{0,95})[\"']")
# What `model_name_or_path` is set to, in JSON, in YAML, or on a command line.
_SETTING = re.compile(
    r"model_name_or_path[\"']?[ \t]{0,4}[:=]?[ \t]{0,4}[\"']?([A-Za-z0-9_][\w.-]{0,95}(?:/[\w.-]{1,96})?)"
)


def loaded(papers: Papers, own: str) -> list[Named]:
    """The one model that the card's code loads this adapter over; none where it loads several, which are examples."""
    code = [item for item in papers.text.sentences if item.kind == "code"]
    # The name under another account is this adapter too: cards are copied, and accounts renamed.
    names = (own.lower(), *(f"/{own.rpartition('/')[2].lower()}{mark}" for mark in _QUOTES))
    named = [any(name in line.raw.lower() for name in names) for line in code]
    if not any(line.fits(f"{_TABLE}/lays-over") for line in compress(code, named)):
        return []
    found: dict[str, tuple[str, int, str]] = {}
    for line in (line for line, is_own in zip(code, named, strict=True) if not is_own and _loads_a_model(line)):
        for name in filter(is_model_path, _ID.findall(line.raw)):
            found.setdefault(name.lower(), (name, line.line, line.words))
    if len(found) != 1:
        return []
    [(name, number, words)] = found.values()
    evidence, firm = LineageEvidence.INFERRED, Confidence.MEDIUM
    return [Named(name, Relation.ADAPTER, README, number, None, words[:240], evidence, firm)]


def trained_from(papers: Papers, own: str) -> list[Named]:
    """The one model that the card's settings of a training run begin from; none where they name several."""
    found: dict[str, tuple[str, int, str]] = {}
    for line in papers.text.sentences:
        if line.kind == "code" and line.fits(f"{_TABLE}/trained-from"):
            for match in _SETTING.finditer(line.raw):
                name = match.group(1)
                if (is_model_path(name) and "/" in name) or name.lower() in legacy_names():
                    found.setdefault(name.lower(), (name, line.line, line.words))
    found.pop(own.lower(), None)
    if len(found) != 1:
        return []
    [(name, number, words)] = found.values()
    evidence, firm = LineageEvidence.INFERRED, Confidence.MEDIUM
    return [Named(name, Relation.FINETUNE, README, number, None, words[:240], evidence, firm)]


def _loads_a_model(line: Sentence) -> bool:
    """Whether a line loads one, or begins with its name, which a line before it loads; no part of one."""
    loads = line.words.startswith(_QUOTES) or line.fits(f"{_TABLE}/loads")
    return loads and not line.fits(f"{_TABLE}/part")
