"""The declared use: what a company does with a model. License terms are judged against it."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field

from auditor.schema.base import Value


class Distribution(StrEnum):
    """How others come to the model."""

    INTERNAL = "internal"
    HOSTED = "hosted"
    REDISTRIBUTED = "redistributed"


class Use(Value):
    """One declared use. None means not stated: a condition on it becomes a question, never a guess."""

    commercial: bool = True
    monthly_active_users: int | None = Field(default=None, ge=0)
    daily_active_users: int | None = Field(default=None, ge=0)
    annual_revenue_usd: int | None = Field(default=None, ge=0)
    regions: Literal["any"] | tuple[str, ...] = Field(
        default="any", description="ISO 3166-1 alpha-2 codes, `EU`, or `any`"
    )
    distribution: Distribution = Distribution.HOSTED
    modifies: bool | None = None
    trains_other_models: bool | None = None
