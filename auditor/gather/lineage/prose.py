"""Bases that the card names in prose, where no field declares one.

Precision first: a sentence counts only where it speaks of this model, says how it comes from another, and names that
one as a model. What is merely mentioned, compared with, or used as teacher, judge or tokenizer is no base.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.gather.lineage.named import Named, folded
from auditor.gather.lineage.references_in_text import (
    Reference,
    all_references,
    first_reference,
    may_name_a_model,
)
from auditor.gather.lineage.sentences import Row, Sentence, rows, sentences
from auditor.gather.lineage.triggers import (
    CHINESE,
    CHINESE_DONE,
    LABELS,
    OF_SOMETHING_ELSE,
    SPOILED_AFTER,
    SPOILED_BEFORE,
    SPOILED_BETWEEN,
    TRIGGERS,
    Trigger,
)
from auditor.names.repository_names import bare_name, is_quantized_name
from auditor.schema.evidence import Confidence, LineageEvidence, Relation

MAX_SENTENCE = 1_200
MAX_BASES = 12
_ITEMS_OF_A_MERGE = 24
# A word that is a model's name: parts joined by hyphens, one with a digit.
_A_NAME = re.compile(r"(?<![\w/(\[.-])(?=[\w.]*[A-Za-z])[A-Za-z][\w.]*(?:-[\w.]+)+(?![\w/\]-])")
_MODEL_NOUN = re.compile(
    r"\b(?:this|it|model|models|llm|weights|checkpoint|version|finetune|lora|network|we|which|that|assistant|chatbot)\b",
    re.IGNORECASE,
)
_MERGED = re.compile(
    r"\bmodels?\b.{0,40}\b(?:merged?|included)\b.{0,40}:\W*\Z|\bmerge of\b.{0,80}:\W*\Z", re.IGNORECASE
)
_AS_BASE = re.compile(
    r"\s*\W{0,3}\s*as\s+(?:a|the|our|its)?\s*(?:\w+\s+)?(?:base|backbone|foundation)\b", re.IGNORECASE
)
_USING = re.compile(r"\b(?:using|with|uses?|took|take)\b", re.IGNORECASE)
_CONSISTS = re.compile(r"\b(?:consists|is\s+composed)\s+of\b", re.IGNORECASE)
_OPENING = re.compile(
    r"[\s*_>-]{0,4}(?:we\s+(?:use[ds]?|took|take|start(?:ed)?\s+(?:from|with))\s+)?(?:the\s+)?(?:(?:original|pre-?trained|base)\s+){0,2}",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"[`*_]{0,3}\s*,?\s*(?:(?:base\s+)?(?:model|weights|checkpoint)\s*,?\s*)?(?:and\s+)?(?:then\s+|further\s+|that\s+was\s+|LoRA\s+)?"
    r"((?:fine-?\s?)?tuned|quanti[sz]ed)\s+(?:it\s+|in\s+)?(?:on|with|to|for|using|by)\b",
    re.IGNORECASE,
)
_BASE_COLUMN = re.compile(
    r"(?:base|parent|source|original|foundation)(?:\s+model)?|fine-?tuned\s+from|(?:language|vision)\s+(?:part|model|encoder)"
    r"|llm|基座模型|基础模型",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s*[\W_]{0,4}\s*(?:,|and|&|\+|with|with\s+the|和|与|、)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class _Said:
    """What one sentence says: models, how this one comes from them, how firm that is."""

    references: tuple[Reference, ...]
    relation: Relation
    confidence: Confidence


def from_prose(body: str, first_line: int, own_id: str) -> list[Named]:
    """The bases that the card's text names: those of the firmest sentence, the first one where several are as firm."""
    own = _Own(own_id)
    tables = [named for row in rows(body, first_line) for named in _from_row(row, own)]
    merged, best = _from_sentences(body, first_line, own)
    if tables:
        return tables[:MAX_BASES]
    return (merged or best)[:MAX_BASES]


@dataclass(frozen=True)
class _Own:
    """This repository's own name, to tell a sentence about it from one about another model."""

    id: str

    def is_meant_by(self, name: str) -> bool:
        """Whether a name in the text is this repository's, or the beginning of it."""
        own, other = folded(bare_name(self.id)), folded(name)
        return len(other) > 3 and (own.startswith(other) or other.startswith(own) or other in folded(self.id))

    def is_it(self, repo_id: str) -> bool:
        """Whether this is the repository itself."""
        return repo_id.lower() == self.id.lower()


def _from_sentences(body: str, first_line: int, own: _Own) -> tuple[list[Named], list[Named]]:
    """What lists of merged models name, and what the firmest single sentence does."""
    merged: list[Named] = []
    best: list[Named] = []
    left = 0
    for sentence in sentences(body, first_line):
        if left and sentence.is_item:
            left -= 1
            found = [item for item in all_references(sentence.text)[:1] if item.is_exact and not own.is_it(item.id)]
            merged += [_named(item, Relation.MERGE, sentence, Confidence.HIGH) for item in found]
            continue
        left = _ITEMS_OF_A_MERGE if _MERGED.search(sentence.text[:MAX_SENTENCE]) else left if sentence.is_item else 0
        said = _read(sentence, own)
        if said and (not best or (best[0].confidence is not Confidence.HIGH and said.confidence is Confidence.HIGH)):
            best = [_named(item, said.relation, sentence, said.confidence) for item in said.references]
    return merged, best


def _read(sentence: Sentence, own: _Own) -> _Said | None:
    text = sentence.text[:MAX_SENTENCE]
    if not may_name_a_model(text):
        return None
    for label in LABELS:
        match = label.pattern.match(text)
        found = first_reference(text, match.end(), label.within) if match else None
        if found and not own.is_it(found.id):
            return _said(text, found, label, own)
    for trigger in TRIGGERS:
        for match in trigger.pattern.finditer(text):
            found = _object(text, match, trigger, own)
            if found:
                return _said(text, found, trigger, own)
    return (
        _composed(text, own)
        or _as_base(text, own)
        or _chinese(text, own)
        or (None if sentence.is_item else _base_first(text, own))
    )


def _object(text: str, match: re.Match[str], trigger: Trigger, own: _Own) -> Reference | None:
    """The model that the phrase is about, where nothing around it spoils it."""
    before = text[: match.start()]
    if SPOILED_BEFORE.search(before[-160:]) or OF_SOMETHING_ELSE.search(before[-60:]) or _is_of_another(before, own):
        return None
    if (
        trigger.needs_model_before
        and before.strip("*_-> ")
        and not _MODEL_NOUN.search(before)
        and not _names_own(before, own)
    ):
        return None
    found = first_reference(text, match.end(), trigger.within)
    if found is None or own.is_it(found.id) or SPOILED_AFTER.match(text[found.end : found.end + 60]):
        return None
    between = text[match.end() : found.start]
    return None if SPOILED_BETWEEN.search(between) or any(mark in between for mark in ".;!?(") else found


def _is_of_another(before: str, own: _Own) -> bool:
    """Whether the sentence's subject is another model, named by its name."""
    names = [
        match.group() for match in _A_NAME.finditer(before[-300:]) if any(char.isdigit() for char in match.group())
    ]
    others = [item.id for item in all_references(before[-300:]) if not own.is_meant_by(item.id.rpartition("/")[2])]
    strangers = [name for name in names if not own.is_meant_by(name) and not name[0].isdigit()]
    return bool(others or (strangers and not _names_own(before, own)))


def _names_own(before: str, own: _Own) -> bool:
    name = folded(bare_name(own.id))
    words = re.findall(r"[\w.-]{4,80}", before)
    return any((folded(word) and folded(word) in name) or name in folded(word) for word in words[-30:])


def _said(text: str, first: Reference, trigger: Trigger, own: _Own) -> _Said:
    found = [first]
    if trigger.relation is Relation.MERGE or _JOINED.match(text, first.end):
        while len(found) < MAX_BASES and (joined := _JOINED.match(text, found[-1].end)):
            following = first_reference(text, joined.end(), 12 if trigger.relation is Relation.MERGE else 3)
            if (
                following is None
                or own.is_it(following.id)
                or SPOILED_AFTER.match(text[following.end : following.end + 60])
            ):
                break
            found.append(following)
    firm = trigger.confidence if all(item.is_exact for item in found) else Confidence.MEDIUM
    return _Said(tuple(found), _relation(trigger.relation, own), firm)


def _relation(said: Relation, own: _Own) -> Relation:
    """A copy in another format is a quantized copy, whatever the verb."""
    return Relation.QUANTIZED if said is Relation.DERIVED and is_quantized_name(own.id) else said


def _composed(text: str, own: _Own) -> _Said | None:
    """`this model consists of X, a projector and Y`."""
    match = _CONSISTS.search(text)
    if match is None or not _names_own(text[: match.start()], own):
        return None
    found = [item for item in all_references(text[match.end() :]) if item.is_exact and not own.is_it(item.id)]
    return _Said(tuple(found[:MAX_BASES]), Relation.DERIVED, Confidence.HIGH) if len(found) > 1 else None


def _as_base(text: str, own: _Own) -> _Said | None:
    """`using X as a base`."""
    for match in _USING.finditer(text):
        found = first_reference(text, match.end(), 12)
        if found and not own.is_it(found.id) and _AS_BASE.match(text, found.end):
            if SPOILED_BEFORE.search(text[: match.start()][-160:]) or _is_of_another(text[: match.start()], own):
                return None
            relation = Relation.MERGE if re.search(r"\bmerge", text, re.IGNORECASE) else Relation.DERIVED
            return _Said((found,), relation, Confidence.HIGH if found.is_exact else Confidence.MEDIUM)
    return None


def _base_first(text: str, own: _Own) -> _Said | None:
    """`X, tuned on …` at the beginning of a sentence, or `we used X and fine-tuned it`."""
    opening = _OPENING.match(text)
    found = first_reference(text, opening.end(), 1) if opening else None
    if found is None or own.is_it(found.id):
        return None
    done = _DONE.match(text, found.end)
    if done is None or SPOILED_AFTER.match(text[found.end : found.end + 60]):
        return None
    relation = Relation.QUANTIZED if done.group(1).lower().startswith("quanti") else Relation.FINETUNE
    return _Said((found,), _relation(relation, own), Confidence.MEDIUM)


def _chinese(text: str, own: _Own) -> _Said | None:
    for trigger in CHINESE:
        for match in trigger.pattern.finditer(text):
            found = first_reference(text, match.end(), trigger.within)
            if found is None or own.is_it(found.id) or SPOILED_BETWEEN.search(text[match.end() : found.start]):
                continue
            behind = text[found.end : found.end + 40].partition("。")[0]
            done = next((relation for pattern, relation in CHINESE_DONE if pattern.search(behind)), None)
            before = text[: match.start()]
            if (
                done
                and not SPOILED_AFTER.match(behind)
                and not SPOILED_BEFORE.search(before)
                and not _is_of_another(before, own)
            ):
                return _Said((found,), done, Confidence.HIGH if found.is_exact else Confidence.MEDIUM)
    return None


def _from_row(row: Row, own: _Own) -> Iterator[Named]:
    """The base column of the row that bears this model's name."""
    first = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", row.cells[0]).strip("*_` ") if row.cells else ""
    if folded(first.rpartition("/")[2]) != folded(own.id.rpartition("/")[2]):
        return
    for column, cell in zip(row.columns, row.cells, strict=False):
        if _BASE_COLUMN.fullmatch(column):
            for found in all_references(cell)[:MAX_BASES]:
                if not own.is_it(found.id):
                    firm = Confidence.HIGH if found.is_exact else Confidence.MEDIUM
                    yield _named(
                        found, _relation(Relation.DERIVED, own), Sentence(" | ".join(row.cells), row.line), firm
                    )


def _named(found: Reference, relation: Relation, sentence: Sentence, confidence: Confidence) -> Named:
    return Named(
        found.id,
        relation,
        "README.md",
        line=sentence.line,
        quote=sentence.text[:240],
        evidence=LineageEvidence.INFERRED,
        confidence=confidence,
    )
