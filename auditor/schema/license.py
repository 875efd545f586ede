"""What one license grants, asks and forbids, as counsel reads it in policies/licenses/<id>.yaml."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from auditor.schema.base import Value
from auditor.schema.facts import Answer3, Condition, Grant, GrantKind, Metric, Obligation, Restriction, RestrictionKind


class Family(StrEnum):
    """The class a license belongs to; a policy may name a family instead of each license."""

    PUBLIC_DOMAIN = "public-domain"
    PERMISSIVE = "permissive"
    ATTRIBUTION = "attribution"
    PERMISSIVE_MODEL = "permissive-model"
    WEAK_COPYLEFT = "weak-copyleft"
    COPYLEFT = "copyleft"
    NETWORK_COPYLEFT = "network-copyleft"
    SHARE_ALIKE = "share-alike"
    NO_DERIVATIVES = "no-derivatives"
    OPEN_RAIL = "open-rail"
    VENDOR_COMMUNITY = "vendor-community"
    VENDOR_TERMS = "vendor-terms"
    THRESHOLD = "threshold"
    REGISTRATION = "registration-commercial"
    DATA_COMPUTATIONAL = "data-computational"
    FIELD_RESTRICTED = "field-restricted"
    NON_COMMERCIAL = "non-commercial"
    RESEARCH_ONLY = "research-only"
    USE_POLICY = "use-policy"
    UMBRELLA = "umbrella"
    UNKNOWN = "unknown"


class CommercialUse(StrEnum):
    """May the licensed work be used commercially? `conditional`: yes where stated conditions hold."""

    YES = "yes"
    CONDITIONAL = "conditional"
    NO = "no"
    UNKNOWN = "unknown"


NOT_JUDGED = CommercialUse.UNKNOWN  # what the conclusion on a repository says until it is judged


class Approval(Value):
    """What the standing bodies say. None: not known to us."""

    osi: bool | None = Field(default=None, description="approved by the Open Source Initiative")
    fsf: bool | None = Field(default=None, description="free according to the Free Software Foundation")
    open_definition: bool | None = Field(default=None, description="conformant with the Open Definition 2.1")


class Names(Value):
    """How a license is called in the wild; matched without regard to case, spaces and punctuation."""

    hub_tags: tuple[str, ...] = ()
    slugs: tuple[str, ...] = Field(default=(), description="values of `license_name`")
    spellings: tuple[str, ...] = Field(default=(), description="free text, such as `Apache 2.0`")
    urls: tuple[str, ...] = Field(default=(), description="where its text lives, without scheme")


class FactSource(Value):
    """Where the facts were read."""

    title: str
    url: str = ""
    commit: str = ""
    date: str = ""


class ReadBy(Value):
    """Who read a license's facts beside its text, and when."""

    by: str
    date: date


class Route(Value):
    """Where a right that the license does not give can be had: a commercial license, an agreement."""

    says: str = Field(description="what can be had, and from whom, in our words")
    url: str = Field(default="", description="where to ask for it; empty: the text names no address")
    clause: str = ""
    past: tuple[Metric, ...] = Field(
        default=(), description="the conditions that it is a way past; empty: those of the same clause"
    )


_NEEDED = (GrantKind.USE, GrantKind.COMMERCIAL)  # without these rights nobody may use it commercially


class License(Value):
    """One license, or one umbrella name for several (`members`)."""

    id: str
    title: str
    spdx: str | None = Field(default=None, description="id on the SPDX License List")
    scancode: str | None = Field(default=None, description="key in ScanCode LicenseDB")
    steward: str = ""
    version: str = ""
    family: Family
    commercial_use: CommercialUse
    covers: tuple[str, ...] = Field(default=("model",), description="software, model, data, documentation, output")
    approval: Approval = Approval()
    names: Names = Names()
    members: tuple[str, ...] = Field(default=(), description="for an umbrella: licenses it may mean")
    grants: tuple[Grant, ...] = ()
    conditions: tuple[Condition, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    restrictions: tuple[Restriction, ...] = ()
    incorporates: tuple[str, ...] = Field(
        default=(), description="use policies, or licenses, that it takes in: their facts bind with it"
    )
    routes: tuple[Route, ...] = Field(default=(), description="ways to rights that it does not give by itself")
    reading: ReadBy | None = Field(default=None, description="who read its facts, and when; a fact may say otherwise")
    text_known: bool = Field(default=True, description="False: no text could be found, so the facts are second-hand")
    text_sha256: tuple[str, ...] = Field(default=(), description="digests of known official files")
    sources: tuple[FactSource, ...] = ()
    note: str = ""

    @property
    def expression(self) -> str:
        """The SPDX id, or a LicenseRef where SPDX has none; a LicenseRef knows no plus sign."""
        return self.spdx or f"LicenseRef-{self.id.replace('+', '-plus')}"

    @property
    def address(self) -> str:
        """Where its text can be read; empty where no address is known."""
        known = (*(source.url for source in self.sources if source.url), *self.names.urls)
        return next((url if "://" in url else f"https://{url}" for url in known), "")

    def past(self, route: Route) -> tuple[str, ...]:
        """The rows of the conditions that a route is a way past; none where it belongs to no condition."""
        met = (
            one for one in self.conditions if (one.metric in route.past if route.past else one.clause == route.clause)
        )
        return tuple(self.row(one.row) for one in met if route.past or route.clause)

    def row(self, place: str) -> str:
        """The id of the row of policies/ that holds a fact of it: `licenses/llama2/conditions/monthly_active_users`."""
        return f"licenses/{self.id}/{place}"

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        lost = {metric for route in self.routes for metric in route.past} - {one.metric for one in self.conditions}
        if lost:
            raise ValueError(f"a route is a way past {', '.join(sorted(lost))}, and no condition is")
        forbids = {r.restriction for r in self.restrictions}
        never = {RestrictionKind.NON_COMMERCIAL, RestrictionKind.RESEARCH_ONLY} & forbids
        if never and self.commercial_use is CommercialUse.YES:
            raise ValueError(f"commercial_use is yes, yet {', '.join(sorted(never))} is among its restrictions")
        withheld = [one.grant for one in self.grants if one.given is Answer3.NO and one.grant in _NEEDED]
        if withheld and self.commercial_use is CommercialUse.YES:
            raise ValueError(f"commercial_use is yes, yet the right `{withheld[0].value}` is not given")
        if (self.family is Family.UMBRELLA) != bool(self.members):
            raise ValueError("an umbrella names its members, and only an umbrella does")
        return self
