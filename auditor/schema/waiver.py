"""What people have looked at and settled: a waiver accepts a finding, a clarification mends a fact."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator

from auditor.schema.base import Value
from auditor.schema.place import Place

_DIGEST = re.compile(r"[0-9a-f]{16}\Z")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


def _only_iso(value: Any) -> Any:
    """Refuse what pydantic would also take for a day, such as a number of seconds."""
    if isinstance(value, date) or (isinstance(value, str) and _DAY.match(value)):
        return value
    raise ValueError("should be a day such as 2027-03-31")


def _digits(value: Any) -> Any:
    """Refuse what is no digest, and what YAML took for a number, which lost its first zeros."""
    if value is None or (isinstance(value, str) and _DIGEST.match(value)):
        return value
    raise ValueError('should be the 16 digits of the finding\'s message in quotes, such as "0123456789abcdef"')


Digest = Annotated[Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")] | None, BeforeValidator(_digits)]
Day = Annotated[date, BeforeValidator(_only_iso)]


OF_SENTENCES = ("terms-unread", "card-language-unread")
"""Findings on single sentences or sections, which a waiver can name by their numbers."""


OF_REFERENCES = (
    "model-undeclared",
    "model-undescribed",
    "revision-unpinned",
    "reference-unaudited",
    "file-unread",
    "file-unfinished",
)
"""Findings on what a repository's files refer to, which a waiver can name by the reference or the file."""


class WaiverReason(StrEnum):
    """Why a finding is accepted. The list is closed: a reason that is none of these is no reason."""

    LEGAL_ADVICE = "legal-advice"
    SEPARATE_AGREEMENT = "separate-agreement"
    DOES_NOT_APPLY = "does-not-apply"
    FALSE_POSITIVE = "false-positive"
    BEING_REPLACED = "being-replaced"
    RISK_ACCEPTED = "risk-accepted"


class Waiver(Value):
    """One finding accepted for one model, or for those that a pattern names, until a day.

    A finding on what the repository refers to may be named by the reference or the file in place of a model.
    """

    finding: str = Field(description="the finding's id, such as `license-changed`")
    model: str = Field(
        default="", description="a package URL, `org/name`, or a pattern such as `org/*`; else `reference` or `file`"
    )
    reference: str | None = Field(default=None, min_length=1, description="a reference, as the report shows it")
    file: str | None = Field(
        default=None, min_length=1, description="only there: the end of a path, with `*` and `**` as in .gitignore"
    )
    reason: WaiverReason
    comment: str = Field(min_length=1, description="why, in a sentence that an auditor understands years later")
    approver: str = Field(min_length=1, description="who accepted it")
    expires: Day = Field(description="the last day on which it holds, UTC")
    sentence: Digest = Field(
        default=None, description="accepts only the finding on this sentence, by the number in the finding's message"
    )
    place: Place | None = Field(default=None, description="where it is written; not part of the file")

    @property
    def is_of_repository(self) -> bool:
        """Whether it names a reference or a file of the user's repository, so that it says nothing of models."""
        return self.reference is not None or self.file is not None

    @model_validator(mode="after")
    def _names_something(self) -> Self:
        if not self.model and not self.is_of_repository:
            raise ValueError("`model` is missing")
        if self.is_of_repository and self.finding not in OF_REFERENCES:
            raise ValueError(f"`reference` and `file` go with {', '.join(OF_REFERENCES)}; name the `model`")
        return self


class Clarification(Value):
    """Which license a file is, said by somebody who read it. Void when the file's sha256 is another one."""

    model: str = Field(min_length=1, description="a package URL, `org/name`, or a pattern such as `org/*`")
    file: str = Field(min_length=1, description="path in the repository, such as `LICENSE`")
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$", description="of the file that was read")
    licenses: tuple[str, ...] = Field(min_length=1, description="catalog ids that apply together")
    comment: str = Field(min_length=1)
    approver: str = Field(min_length=1, description="who read it")
    place: Place | None = Field(default=None, description="where it is written; not part of the file")
