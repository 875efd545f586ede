"""Sentences of a card that say that data was written by a model: "generated with GPT-4", "distilled from Claude"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from auditor.gather.lineage.sentences import sentences
from auditor.names.families import prose_pattern, written_by_pattern

MAX_FOUND = 20
_WROTE = (
    r"(?:(?:re)?generated|created|produced|written|synthesi[sz]ed|collected|distill?ed|annotated|labell?ed|rewritten"
    r"|translated|answered)"
)
_OF_DATA = (
    r"(?:data(?:set)?s?|outputs?|responses?|completions?|conversations?|demonstrations?|instructions?|answers?"
    r"|samples?|dialogues?)"
)
_SPOILED = re.compile(
    r"\b(?:compar\w+|outperform\w*|evaluat\w*|judge[ds]?|judg\w+|scor\w+|rated|ratings?|better\s+than|unlike|not|without|win\s*rate"
    r"|benchmark\w*|surpass\w*|versus|vs|similar\s+to|close\s+to)\b|评测|评估|超过",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Generated:
    """A sentence that says that a model wrote data: the model as it is called there, the line, the words."""

    model: str
    line: int
    words: str


def generated_data(body: str, first_line: int) -> list[Generated]:
    """Every such sentence, in order; what only evaluates or compares with a model is left out."""
    found: list[Generated] = []
    for sentence in sentences(body, first_line):
        text = sentence.text[:1_200]
        if not _names_a_writer().search(text):
            continue
        match = next((match for pattern in _said() if (match := pattern.search(text))), None)
        if match and not _SPOILED.search(text[: match.end() + 40]) and len(found) < MAX_FOUND:
            found.append(Generated(" ".join(match.group("model").split()), sentence.line, text[:240]))
    return found


@lru_cache(maxsize=1)
def _names_a_writer() -> re.Pattern[str]:
    """A quick look: whether a model is named that data may have been written by."""
    return re.compile(rf"{prose_pattern('closed')}|{written_by_pattern()}|openai|anthropic", re.IGNORECASE)


@lru_cache(maxsize=1)
def _said() -> tuple[re.Pattern[str], ...]:
    """Turns of phrase, with how the models are named that data may have been written by."""
    version = r"(?:[ -]?v?\d[\w.-]{0,12}| (?:opus|sonnet|haiku|instant|pro|flash|ultra|turbo|mini)\b){0,3}"
    company = r"openai(?:'s)?(?: \w+){0,2} (?:api|models?)|anthropic(?:'s)?(?: \w+)? models?"
    model = rf"(?P<model>(?:{prose_pattern('closed')})(?![a-z]){version}[\w.-]*|{company})"
    # an open model is also tuned, compared and converted: only data that it wrote counts
    open_model = rf"(?P<model>(?:{written_by_pattern()})[\w.-]*)"
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            rf"\b{_WROTE}\s+(?:\w+\s+){{0,2}}?(?:by|with|using|from|via|through)\s+(?:\w+[\s-]+){{0,3}}?{model}",
            rf"\b(?:using|used?|with|from|via)\s+(?:the\s+)?{model}\s+(?:\w+\s+){{0,2}}?to\s+(?:generate|create|produce|write|synthesi[sz]e|label)",
            rf"\b{model}(?:'s)?[- ](?:generated|written|produced|synthesi[sz]ed|distilled|(?:\w+\s+)?{_OF_DATA})\b",
            rf"\b{_OF_DATA}\s+(?:\w+\s+){{0,2}}?(?:of|from|by)\s+(?:\w+[\s-]+){{0,2}}?{model}",
            rf"\b{_OF_DATA}\b[^.;]{{0,80}}\b{_WROTE}\s+(?:by|with|using|from|via)\s+(?:[\w/]+[\s/-]+){{0,2}}{open_model}",
            rf"由\s*{model}\s*(?:自动)?(?:生成|标注)",
        )
    )
