"""Which linked code the card calls its training code in so many words: "training code", "our training scripts"."""

from __future__ import annotations

import re

from auditor.schema.reading import CodeLink, CodeRole, Reading

_CALLED_SO = re.compile(
    r"^\W*(?:pre-?)?training (?:code|scripts?)\b|\b(?:our|the) training (?:code|scripts?)\b|训练代码", re.IGNORECASE
)


def with_claimed_code(reading: Reading) -> Reading:
    """The reading, in which each link says whether the card calls it training code where it names it."""
    return reading.model_copy(update={"code": tuple(map(_marked, reading.code))})


def _marked(item: CodeLink) -> CodeLink:
    said = item.role is CodeRole.TRAINING and _CALLED_SO.search(item.citation.quote) is not None
    return item.model_copy(update={"claimed": said})
