"""Where the card says that checkpoints of the training run itself are given: by number, by name, as branches."""

from __future__ import annotations

import re

from auditor.gather.papers import Papers
from auditor.prose.sentences import Sentence
from auditor.prose.vocabulary import Hit
from auditor.schema.citation import Citation

MAX_STATEMENTS = 12

_TABLE = "checkpoints"
_IN_CODE = re.compile(r"\brevision\s?=\s?[\"']?([\w.-]{1,60})", re.IGNORECASE)
# From this number on they are those of a run; fewer may be the members of a family, and very few always are.
_A_RUN = 50
_A_FEW = 10


def checkpoints(papers: Papers, found: list[Sentence]) -> tuple[Citation, ...]:
    """The places that say that intermediate checkpoints can be had."""
    lines = dict.fromkeys(line for item in found if (line := _line(item)))
    return tuple(papers.in_card(line) for line in list(lines)[:MAX_STATEMENTS])


def _line(sentence: Sentence) -> int | None:
    """The line that says so."""
    if sentence.kind == "code":
        revision = _IN_CODE.search(sentence.raw) if sentence.speaks("revision") else None
        named = revision and sentence.vocabulary.fits(f"{_TABLE}/numbered-step", revision[1])
        return sentence.line if named else None
    hit = next((hit for hit in sentence.every(_TABLE) if _holds(sentence, hit)), None)
    return sentence.line_at(hit.start) if hit and not sentence.fits(f"{_TABLE}/not-given") else None


def _holds(sentence: Sentence, hit: Hit) -> bool:
    """Whether they are those of one run, and are given."""
    if hit.says == "branches":
        return True
    return (hit.says == "several" or _are_of_a_run(sentence, hit)) and sentence.fits(f"{_TABLE}/given")


def _are_of_a_run(sentence: Sentence, hit: Hit) -> bool:
    count = int(re.sub(r"\D", "", hit.named.get("count", ""))[:6] or 0)
    return count >= _A_RUN or (count >= _A_FEW and sentence.fits(f"{_TABLE}/of-a-run"))
