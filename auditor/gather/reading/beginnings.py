"""Where the card says that training began with another model: its data is then a part of this one's."""

from __future__ import annotations

import re
from functools import lru_cache

from auditor.gather.papers import Papers
from auditor.gather.reading.sentences import Sentence
from auditor.names.families import prose_pattern
from auditor.schema.citation import Citation

MAX_STATEMENTS = 6

_I = re.IGNORECASE
_NEEDLES = ("train", "tun", "initiali", "starting", "checkpoint", "based on", "built on", "微调", "训练")
_NOT_SO = re.compile(
    r"\b(?:from scratch|get(?:ting)? started|more information needed|without (?:any )?(?:further )?fine-?tun\w+"
    r"|can be|could be|if you|to fine-?tune|you (?:can|may)|for fine-?tuning|not |unlike|instead of"
    r"|randomly|random weights|compared|future|downstream)\b|从头|从零",
    _I,
)


def beginnings(papers: Papers, found: list[Sentence]) -> tuple[Citation, ...]:
    """The places that say that the model was made from another."""
    lines = dict.fromkeys(item.line for item in found if _begins(item))
    return tuple(papers.in_card(line) for line in list(lines)[:MAX_STATEMENTS])


def _begins(sentence: Sentence) -> bool:
    if sentence.kind in ("code", "quote") or not sentence.speaks(*_NEEDLES):
        return False
    words = sentence.words[:1_000]
    return bool(_begins_with().search(words)) and not _NOT_SO.search(words)


@lru_cache(maxsize=1)
def _begins_with() -> re.Pattern[str]:
    """Turns of phrase that say it, with the names of families from which models begin."""
    family = rf"(?:{prose_pattern()})(?![a-z])"
    a_model = (
        r"(?:(?:the|a|an|our|this|original|released|official|pre-?\s?trained|public\w*) ){0,4}"
        rf"(?:{family}|\[?[\w./-]{{2,60}}\]? (?:checkpoint|weights|model)\b)"
    )
    before_a_model = (
        r"\bfine-?\s?tun(?:ed|ing) (?:on top of |from )?"
        r"|\btrained (?:on top of|starting (?:from|with)|from) (?!scratch)"
        r"|\binitiali[sz](?:ed|ation)\b[^.|;]{0,30}\b(?:from|with|using|by|to)\b [^.|;]{0,20}"
        r"|\bstart(?:ed|ing|s)? (?:\w+ ){0,2}(?:from|with) "
        r"|(?P<rests>\b(?:based|built|builds) (?:up)?on )"
    )
    return re.compile(
        r"\b(?:continu\w+|further|domain[- ]adaptive) (?:\w+ly )?(?:pre-?\s?)?train(?:ed|ing)\b"
        r"|(?<!non-)(?<!non )\bfine-?\s?tuned (?:version|variant|checkpoint|model)s? of\b(?! this)"
        r"|\b(?:was|is|were|are|been|then) (?:\w+ ){0,2}fine-?\s?tuned from\b"
        rf"|(?:{before_a_model}){a_model}"
        r"(?(rests)(?! (?:architecture|paper|code|framework|recipe|tokenizer|config\w*|style)))"
        r"|\bleverag\w* (?:\w+ ){0,2}pre-?\s?trained (?:checkpoint|weights|model)\b"
        r"|\bon the \[?[\w./-]{2,80}\]?(?:\([^()]{0,120}\))? checkpoint\b"
        r"|(?:继续|增量|二次)预训练|在[^。，]{1,30}(?:基础上|之上)[^。，]{0,12}(?:训练|微调)|基于[^。，]{1,30}(?:微调|进行训练)",
        _I,
    )
