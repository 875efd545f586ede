"""The outline of a card: its sections and links."""

from __future__ import annotations

from enum import StrEnum

from auditor.schema.base import Value
from auditor.schema.citation import Citation


class SectionKind(StrEnum):
    """What a heading announces, as criteria ask for it; the phrases stand in the table `sections`."""

    TRAINING_DATA = "training-data"
    DATA_PROCESSING = "data-processing"
    LABELING = "labeling"
    DATA_CARD = "data-card"
    EVALUATION = "evaluation"
    USAGE = "usage"
    LIMITATIONS = "limitations"


class Section(Value):
    """A section of the card by its heading; `empty` when it holds nothing but a template's placeholder.

    `level` is 7 for a line that is bold from end to end. `kinds`: what its heading announces.
    """

    title: str
    level: int
    line: int
    end_line: int
    empty: bool
    kinds: tuple[SectionKind, ...] = ()
    citation: Citation


class Link(Value):
    """A link of the card."""

    url: str
    text: str
    citation: Citation
