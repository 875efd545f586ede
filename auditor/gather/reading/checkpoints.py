"""Where the card says that checkpoints of the training run itself are given: by number, by name, as branches."""

from __future__ import annotations

import re

from auditor.gather.papers import Papers
from auditor.prose.sentences import Sentence
from auditor.schema.citation import Citation

MAX_STATEMENTS = 12

_I = re.IGNORECASE
_STEP = r"(?:step|ckpt|checkpoint|iter|epoch|phase)\w{0,16}?[-_]?\{?\d"
_INTERMEDIATE = re.compile(r"\b(?:intermediate|early)(?: [\w-]{1,14}){0,2} checkpoints\b", _I)
_COUNTED = re.compile(r"\b(\d{2,4})(?: [\w-]{1,16}){0,2} checkpoints\b", _I)
_OF_A_RUN = re.compile(
    r"\b(?:per model|(?:of|for) each|every|evenly|steps?|tokens|throughout|training run|branch(?:es)?|revisions?)\b", _I
)
_GIVEN = re.compile(
    r"\b(?:releas\w{1,3}|available|provid\w{1,3}|publish\w{0,3}|upload\w{0,3}|hosted|shar(?:e|ed|ing)|download\w{0,3}"
    r"|open-?sourc\w{1,2}|branch(?:es)?|revisions?|(?:are|is) (?:out|here)|can be (?:found|had|loaded))\b",
    _I,
)
_BY_REVISION = re.compile(
    rf"\b(?:branch(?:es)?|revisions?)\b[^.]{{0,80}}(?:{_STEP}|\bevery [\d,]{{3,9}} steps)"
    rf"|{_STEP}[^.]{{0,60}}\b(?:branch|revision)|\bbranch names?\b[^.]{{0,40}}\bsteps?\b"
    r"|\bcheckpoints?\b[^.]{0,40}\bas (?:separate )?(?:branches|revisions)\b",
    _I,
)
_IN_CODE = re.compile(rf"\brevision\s?=\s?[\"']?[\w.-]{{0,40}}?{_STEP}", _I)
_NOT_HERE = re.compile(
    r"\b(?:not|no|never|cannot|will|soon|planned?|(?:up)?on request|averag\w{1,3}|best of|compar\w{1,3}"
    r"|sav(?:e|ed|ing) (?:a|the))\b",
    _I,
)
# Below this number they may be the members of a family.
_A_RUN = 50


def checkpoints(papers: Papers, found: list[Sentence]) -> tuple[Citation, ...]:
    """The places that say that intermediate checkpoints can be had."""
    said = (item for item in found if item.speaks("checkpoint", "branch", "revision") and _says(item))
    lines = dict.fromkeys(item.line for item in said)
    return tuple(papers.in_card(line) for line in list(lines)[:MAX_STATEMENTS])


def _says(sentence: Sentence) -> bool:
    words = sentence.words[:1000]
    if sentence.kind == "code":
        return bool(_IN_CODE.search(sentence.raw[:1000]))
    if _NOT_HERE.search(words):
        return False
    counted = _COUNTED.search(words)
    many = bool(counted and (int(counted.group(1)) >= _A_RUN or _OF_A_RUN.search(words)))
    return bool(((many or _INTERMEDIATE.search(words)) and _GIVEN.search(words)) or _BY_REVISION.search(words))
