"""The declared use: what a company does with a model. License terms are judged against it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, field_validator

from auditor.schema.acts import Business
from auditor.schema.base import Value
from auditor.schema.regions import ANY, unknown

MONTH = r"^[0-9]{4}-(0[1-9]|1[0-2])$"


class Distribution(StrEnum):
    """How others come to the model."""

    INTERNAL = "internal"
    HOSTED = "hosted"
    REDISTRIBUTED = "redistributed"


class Offered(StrEnum):
    """What others come to: a product of which the model is a part, or the model itself."""

    EMBEDDED = "embedded"
    AS_SUCH = "as-such"


def _a_number(value: object) -> object:
    if isinstance(value, bool):  # which would count as 0 or 1
        raise ValueError("should be a whole number, not yes or no")  # noqa: TRY004 - pydantic tells of ValueErrors
    return value


Count = Annotated[int, BeforeValidator(_a_number), Field(ge=0)]


class UsersIn(Value):
    """How many monthly active users there were in one month, for clauses that name the month."""

    month: str = Field(pattern=MONTH, description="such as `2024-06`")
    users: Count

    def __str__(self) -> str:
        """The month with its users, as a person writes them."""
        return f"{self.users:,} in {self.month}"


class Stated(Value):
    """What may be stated of a use. None means not stated: a condition on it becomes a question, never a guess."""

    monthly_active_users: Count | None = None
    daily_active_users: Count | None = None
    annual_revenue_usd: Count | None = None
    modifies: bool | None = None
    trains_other_models: bool | None = None
    domicile: str | None = Field(
        default=None, description="seat of the licensee, as an ISO 3166-1 code, or `EU`; never taken from `regions`"
    )
    research: bool | None = Field(default=None, description="is the use research?")
    business: tuple[Business, ...] | None = Field(
        default=None, description="what the licensee is or does, of the kinds that licenses name; `none` of them"
    )
    offered: Offered | None = Field(
        default=None, description="is the model part of a product, or itself what is offered?"
    )
    monthly_revenue_usd: Count | None = Field(default=None, description="in the best month of the last twelve")
    employees: Count | None = None
    devices: Count | None = Field(default=None, description="devices on which it runs outside data centers")
    users_in: tuple[UsersIn, ...] | None = Field(default=None, description="users in months that clauses name")
    met: tuple[str, ...] | None = Field(
        default=None, description="conditions that are met, by row id: registered, authorized, or read by counsel"
    )

    @field_validator("domicile")
    @classmethod
    def _a_country(cls, code: str | None) -> str | None:
        if code is not None and (unknown([code]) or code.lower() == ANY):
            raise ValueError(f"{code!r} is no seat: name one ISO 3166-1 code, such as DE, or EU")
        return code

    @field_validator("users_in")
    @classmethod
    def _each_month_once(cls, stated: tuple[UsersIn, ...] | None) -> tuple[UsersIn, ...] | None:
        months = [item.month for item in stated or ()]
        twice = next((month for month in months if months.count(month) > 1), None)
        if twice:
            raise ValueError(f"the users in {twice} are stated more than once")
        return stated

    @field_validator("business")
    @classmethod
    def _none_or_some(cls, kinds: tuple[Business, ...] | None) -> tuple[Business, ...] | None:
        if kinds == ():
            raise ValueError("names no kind of business: write [none] where none of them fits, or leave it out")
        if kinds and Business.NONE in kinds and len(kinds) > 1:
            raise ValueError("`none` stands alone, or other kinds of business do")
        return kinds


class Use(Stated):
    """One declared use."""

    commercial: bool = True
    regions: Literal["any"] | tuple[str, ...] = Field(
        default="any", description="ISO 3166-1 alpha-2 codes, `EU`, or `any`"
    )
    distribution: Distribution = Distribution.HOSTED
