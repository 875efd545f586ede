"""What several reports say of openness, in one wording."""

from __future__ import annotations

from auditor.schema.verdict import GeneralPurpose


def general_purpose(asked: GeneralPurpose) -> str:
    """Whether it may be a general-purpose model, as a sentence: no other model needs the AI Act's exception."""
    return f"That it is a general-purpose model at all is {asked.answer.value}: {asked.reason}."
