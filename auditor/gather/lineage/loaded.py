"""Code of a card that shows a base: what an adapter is laid over, and the settings of a training run or a merge."""

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
# A model in the settings of a merge; `a/b+c/d` is one with an adapter laid over it.
_MERGED = re.compile(r"\s*(?:-\s*)?(?:base_)?model\s*:\s*[\"']?([A-Za-z0-9_][\w.-]{0,95}/[\w./+-]{1,200})")


def loaded(papers: Papers, own: str) -> list[Named]:
    """The one model that the card's code loads this adapter over; none where it loads several, which are examples.

    What is laid over it is named as this one, or by no id at all: a path, a variable.
    """
    code = [item for item in papers.text.sentences if item.kind == "code"]
    own_lines = [_names_it(line, own) for line in code]
    laid = [line.fits(f"{_TABLE}/lays-over") for line in code]
    if not any(
        over and (is_own or not _models_in(line)) for line, over, is_own in zip(code, laid, own_lines, strict=True)
    ):
        return []
    others = [not (over or is_own) for over, is_own in zip(laid, own_lines, strict=True)]
    found: dict[str, tuple[str, int, str]] = {}
    for line in filter(_loads_a_model, compress(code, others)):
        for name in _models_in(line):
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


def merged(papers: Papers) -> list[Named]:
    """The models that the settings of a merge in the card name, each once."""
    code = [item for item in papers.text.sentences if item.kind == "code"]
    if not any(line.fits(f"{_TABLE}/merges") for line in code):
        return []
    found: dict[str, Named] = {}
    evidence, firm = LineageEvidence.INFERRED, Confidence.MEDIUM
    for line in code:
        match = _MERGED.match(line.raw)
        for name in filter(is_model_path, match.group(1).split("+")) if match else ():
            quote = line.words[:240]
            one = Named(name, Relation.MERGE, README, line.line, None, quote, evidence, firm, f"{_TABLE}/merges")
            found.setdefault(name.lower(), one)
    return list(found.values())


def _names_it(line: Sentence, own: str) -> bool:
    """Whether a line has this adapter: its id, one of its account that its name goes on from, or its name elsewhere.

    The name under another account is this adapter too: cards are copied, and accounts renamed.
    """
    account, _, name = own.lower().rpartition("/")
    raw = line.raw.lower()
    if own.lower() in raw or any(f"/{name}{mark}" in raw for mark in _QUOTES):
        return True
    return any(
        one.lower().startswith(f"{account}/") and name.startswith(one.lower().rpartition("/")[2])
        for one in _models_in(line)
    )


def _models_in(line: Sentence) -> list[str]:
    return [name for name in _ID.findall(line.raw) if is_model_path(name)]


def _loads_a_model(line: Sentence) -> bool:
    """Whether a line loads one, or begins with its name, which a line before it loads; no part of one."""
    loads = line.words.startswith(_QUOTES) or line.fits(f"{_TABLE}/loads")
    return loads and not line.fits(f"{_TABLE}/part")
