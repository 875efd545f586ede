"""Sentences of a card that say that data was written by a model: "generated with GPT-4", "distilled from Claude"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from auditor.gather.lineage.sentences import sentences

MAX_FOUND = 20
_MODEL = (
    r"(?P<model>gpt[- ]?(?:4|3\.5|3|5)[\w.-]*|chat-?gpt[\w.-]*|text-davinci-?\d*|claude[\w. -]{0,16}"
    r"|gemini[\w. -]{0,12}|palm[ -]?2"
    r"|google bard|openai(?:'s)?(?: \w+){0,2} (?:api|models?)|anthropic(?:'s)?(?: \w+)? models?)"
)
# An open model is also tuned, compared and converted: only data that it wrote counts.
_OPEN_MODEL = r"(?P<model>(?:meta[- ]?)?llama[- ]?[234](?:\.\d)?[\w.-]*)"
_WROTE = (
    r"(?:(?:re)?generated|created|produced|written|synthesi[sz]ed|collected|distill?ed|annotated|labell?ed|rewritten"
    r"|translated|answered)"
)
_OF_DATA = (
    r"(?:data(?:set)?s?|outputs?|responses?|completions?|conversations?|demonstrations?|instructions?|answers?"
    r"|samples?|dialogues?)"
)
_SAID = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_WROTE}\s+(?:\w+\s+){{0,2}}?(?:by|with|using|from|via|through)\s+(?:\w+[\s-]+){{0,3}}?{_MODEL}",
        rf"\b(?:using|with|from|via)\s+(?:the\s+)?{_MODEL}\s+(?:\w+\s+){{0,2}}?to\s+(?:generate|create|produce|write|synthesi[sz]e|label)",
        rf"\b{_MODEL}(?:'s)?[- ](?:generated|written|produced|synthesi[sz]ed|distilled|(?:\w+\s+)?{_OF_DATA})\b",
        rf"\b{_OF_DATA}\s+(?:\w+\s+){{0,2}}?(?:of|from|by)\s+(?:\w+[\s-]+){{0,2}}?{_MODEL}",
        rf"\b{_OF_DATA}\b[^.;]{{0,80}}\b{_WROTE}\s+(?:by|with|using|from|via)\s+(?:[\w/]+[\s/-]+){{0,2}}{_OPEN_MODEL}",
        r"由\s*(?P<model>gpt-?4[\w.-]*|gpt-?3\.5[\w.-]*|chatgpt|claude[\w.-]*)\s*(?:自动)?(?:生成|标注)",
    )
)
_HINT = re.compile(r"gpt|claude|gemini|palm|bard|davinci|openai|anthropic|llama", re.IGNORECASE)
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
        if not _HINT.search(text):
            continue
        match = next((match for pattern in _SAID if (match := pattern.search(text))), None)
        if match and not _SPOILED.search(text[: match.end() + 40]) and len(found) < MAX_FOUND:
            found.append(Generated(" ".join(match.group("model").split()), sentence.line, text[:240]))
    return found
