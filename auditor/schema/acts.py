"""What a licensee does and is, as licenses speak of it: acts, joined acts, and kinds of business."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

_AND = " and "


class Trigger(StrEnum):
    """An act that brings a duty about, or in which a condition is asked."""

    ALWAYS = "always"
    REDISTRIBUTE = "redistribute"
    HOST = "host"
    MODIFY = "modify"
    TRAIN_ON_OUTPUTS = "train-on-outputs"
    COMMERCIAL = "commercial"
    NON_COMMERCIAL = "non-commercial"
    OFFER_AS_SUCH = "offer-as-such"
    EMBED = "embed"
    TERMINATION = "termination"


class Business(StrEnum):
    """What a licensee is, or does for a living, where a license makes a difference of it."""

    MODEL_SERVICE = "model-as-a-service"
    CLOUD_PROVIDER = "cloud-provider"
    SOFTWARE_PROVIDER = "software-provider"
    COMPETING_MODELS = "competing-models"
    AI_ASSISTANT = "ai-work-assistant"
    INDIVIDUAL = "individual"
    ACADEMIC = "academic"
    NON_PROFIT = "non-profit"
    GOVERNMENT = "government"
    MILITARY = "military"
    NONE = "none"


def acts(occasion: str) -> tuple[Trigger, ...]:
    """The acts that must come together. Raises ValueError for a word that is no act."""
    return tuple(Trigger(word) for word in occasion.split(_AND))


def _known(occasion: str) -> str:
    try:
        acts(occasion)
    except ValueError:
        known = ", ".join(item.value for item in Trigger)
        raise ValueError(f"{occasion!r} is no occasion: name acts joined with ` and `; acts are {known}") from None
    return occasion


Occasion = Annotated[str, AfterValidator(_known), Field(description="acts that come together, joined by ` and `")]
When = Annotated[tuple[Occasion, ...], Field(min_length=1, description="any of these occasions")]
