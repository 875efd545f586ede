"""What one place says of the license: a tag, a sentence, a file, a gate; and where a text is not the license."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from auditor.schema.base import RowId, Value
from auditor.schema.citation import Citation


class Basis(StrEnum):
    """How we know: the repository says so, or a text was recognised as it."""

    DECLARED = "declared"
    DETECTED = "detected"


class ClaimSource(StrEnum):
    """Which place a license claim was read from. `card-text` is a license's text in the card, `prose` its words.

    `card-data` is the API's copy of the card where it says otherwise."""

    CARD = "card"
    CARD_DATA = "card-data"
    TAG = "tag"
    HEADER = "weights-header"
    LICENSE_NAME = "license-name"
    LICENSE_LINK = "license-link"
    FILE = "license-file"
    GATE_PROMPT = "gate-prompt"
    CARD_TEXT = "card-text"
    PROSE = "prose"


class TextChange(Value):
    """Where a license file has other words than the license; a citation of the words, or of where some are missing."""

    citation: Citation
    license_words: str = Field(
        default="", description="the license's words there, as far as known in the clear, the others as …"
    )


class LicenseClaim(Value):
    """One place's word on the license: what is written, and which licenses of the catalog it names.

    `licenses` is empty where the text names none that we know. `answer` and `coverage` (0 to 1) are those of text
    identification, for detected claims.
    """

    basis: Basis
    source: ClaimSource
    written: str
    licenses: tuple[str, ...] = ()
    answer: str | None = None
    coverage: float | None = None
    role: str = Field(
        default="", description="what the license is for, where stated: weights, code, data, policy, project"
    )
    siblings: tuple[str, ...] = Field(default=(), description="ids that this text might as well be")
    alternatives: tuple[tuple[str, ...], ...] = Field(default=(), description="under A OR B, what may be chosen")
    extra: tuple[Citation, ...] = Field(default=(), description="passages beside the license that are not its own")
    changes: tuple[TextChange, ...] = Field(default=(), description="where a text is not the license, word by word")
    citation: Citation
    row: RowId = None

    @property
    def is_of_model(self) -> bool:
        """Whether it may speak for the weights: it says so, or does not say for what it is."""
        return self.role in ("", "weights", "project")
