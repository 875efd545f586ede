"""Where the card says that checkpoints of the training run itself are given: by number, by name, as branches."""

from __future__ import annotations

import re

from auditor.gather.papers import Papers
from auditor.prose.sentences import Sentence
from auditor.prose.vocabulary import Hit
from auditor.schema.citation import Citation

MAX_STATEMENTS = 12

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
        named = revision and sentence.vocabulary.fits("checkpoints/numbered-step", revision[1])
        return sentence.line if named else None
    hit = sentence.first("checkpoints/as-branches") or _several(sentence)
    return sentence.line_at(hit.start) if hit and not sentence.fits("checkpoints/not-given") else None


def _several(sentence: Sentence) -> Hit | None:
    """Checkpoints of one run, called so or by their number, that are given."""
    hit = sentence.first("checkpoints/intermediate") or _counted(sentence)
    return hit if hit and sentence.fits("checkpoints/given") else None


def _counted(sentence: Sentence) -> Hit | None:
    hit = sentence.first("checkpoints/counted")
    digits = re.sub(r"\D", "", hit.named["count"]) if hit else ""
    count = int(digits[:6] or 0)
    many = count >= _A_RUN or (count >= _A_FEW and sentence.fits("checkpoints/of-a-run"))
    return hit if many else None
