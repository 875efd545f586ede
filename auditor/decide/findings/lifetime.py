"""Findings about closed models that their provider has taken away, or is about to."""

from __future__ import annotations

from auditor.decide.findings.rule import Raised
from auditor.schema.evidence import Repository
from auditor.schema.lifecycle import Availability, Status


def model_retired(subject: Repository, availability: Availability) -> list[Raised]:
    """The provider has shut the model down."""
    return _raised(subject, availability) if availability.status is Status.RETIRED else []


def model_retiring(subject: Repository, availability: Availability) -> list[Raised]:
    """The model ends within 180 days, on a day that is not known, or may have ended since it was last looked at."""
    return _raised(subject, availability) if availability.status is Status.RETIRING else []


def _raised(subject: Repository, availability: Availability) -> list[Raised]:
    names = tuple(filter(None, (availability.of, str(availability.retires or ""), availability.successor)))
    cited = subject.lifecycle_told or (subject.metadata,)
    told_by = f" ({availability.told_by})" if availability.told_by else ""
    return [Raised(f"{availability.of} {availability.says}{told_by}", cited, names=names)]
