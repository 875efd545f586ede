"""What one license grants, asks and forbids, as counsel reads it in policies/licenses/<id>.yaml."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Self

from pydantic import Field, field_validator, model_validator

from auditor.schema.base import Value
from auditor.schema.regions import ANY, unknown


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


class HowRead(StrEnum):
    """How a fact was read: against the text by two readings, by one, or from someone else's summary."""

    CHECKED = "checked"
    SPOT_CHECKED = "spot-checked"
    SECOND_HAND = "second-hand"


class Fact(Value):
    """What every fact carries: the clause it stands in, how it was read, and a remark in our own words."""

    clause: str = Field(default="", description="clause number in the license text; empty: the text as a whole")
    read: HowRead = HowRead.SPOT_CHECKED
    note: str = ""
    _KIND: ClassVar[tuple[str, str]]

    @property
    def row(self) -> str:
        """Where it stands in its license's file: the block, and what sort of fact it is."""
        return f"{self._KIND[0]}/{getattr(self, self._KIND[1]).value}"


class GrantKind(StrEnum):
    """A right that a license may give."""

    USE = "use"
    MODIFY = "modify"
    REDISTRIBUTE = "redistribute"
    SUBLICENSE = "sublicense"
    COMMERCIAL = "commercial"
    HOSTING = "hosting"
    OUTPUTS = "outputs"
    PATENT = "patent"


class Answer3(StrEnum):
    """Granted, granted under conditions, or withheld."""

    YES = "yes"
    CONDITIONAL = "conditional"
    NO = "no"


class Grant(Fact):
    """One right, and whether it is given."""

    _KIND = ("grants", "grant")
    grant: GrantKind
    given: Answer3


class Metric(StrEnum):
    """The quantity or circumstance that a condition is about."""

    MONTHLY_ACTIVE_USERS = "monthly_active_users"
    DAILY_ACTIVE_USERS = "daily_active_users"
    MONTHLY_VISITS = "monthly_visits"
    ANNUAL_REVENUE_USD = "annual_revenue_usd"
    MONTHLY_REVENUE_USD = "monthly_revenue_usd"
    DEVICES = "devices"
    USERS = "users"
    FUNDING_USD = "funding_usd"
    TERRITORY = "territory"
    MODALITY = "modality"
    REGISTRATION = "registration"
    DATE = "date"
    OTHER = "other"


class Operator(StrEnum):
    """How a declared value is compared with the condition's value."""

    AT_MOST = "<="
    BELOW = "<"
    ABOVE = ">"
    AT_LEAST = ">="
    NOT_IN = "not-in"
    IN = "in"
    DONE = "done"


class Condition(Fact):
    """What must hold for the rights in `affects` to apply, such as at most 700 million monthly users.

    The condition states when the license *does* apply: `operator` and `value` describe the permitted range.
    `effect` says in our words what happens outside it.
    """

    _KIND = ("conditions", "metric")
    metric: Metric
    operator: Operator
    value: int | str | tuple[str, ...] = Field(description="count, US dollars, ISO date or ISO 3166 / `EU` codes")
    period: str = Field(default="", description="over what time or at what date the value is measured")
    regions: tuple[str, ...] = Field(default=(), description="it binds licensees there alone, such as `EU`, `DE`")
    affects: tuple[GrantKind, ...] = (GrantKind.USE,)
    effect: str

    @field_validator("regions")
    @classmethod
    def _known(cls, regions: tuple[str, ...]) -> tuple[str, ...]:
        wrong = [code for code in regions if unknown([code]) or code.lower() == ANY]
        if wrong:
            raise ValueError(f"{wrong[0]!r} is no region: name ISO 3166-1 codes, EU or EEA")
        return regions

    @property
    def within(self) -> str:
        """In words, for people: over what time, or for whom, it is asked."""
        return self.period or (f"for licensees in {', '.join(self.regions)}" if self.regions else "")


class ObligationKind(StrEnum):
    """A duty of the licensee."""

    LICENSE_COPY = "license-copy"
    COPYRIGHT_NOTICE = "copyright-notice"
    NOTICE_TEXT = "notice-text"
    ATTRIBUTION = "attribution"
    DISPLAY_TEXT = "display-text"
    NAME_PREFIX = "name-prefix"
    STATE_CHANGES = "state-changes"
    PASS_THROUGH = "use-restrictions-pass-through"  # noqa: S105 - a duty's name, not a secret
    SHARE_ALIKE = "share-alike"
    SOURCE = "source"
    NETWORK_SOURCE = "network-copyleft"
    USE_POLICY = "acceptable-use-policy"
    UPDATE = "update"
    REPORT = "report"
    OTHER = "other"


class Trigger(StrEnum):
    """What act brings a duty about."""

    ALWAYS = "always"
    REDISTRIBUTE = "redistribute"
    HOST = "host"
    MODIFY = "modify"
    TRAIN_ON_OUTPUTS = "train-on-outputs"
    COMMERCIAL = "commercial"


class Obligation(Fact):
    """What a user must do, and when."""

    _KIND = ("obligations", "obligation")
    obligation: ObligationKind
    when: tuple[Trigger, ...] = (Trigger.REDISTRIBUTE,)
    text: str = Field(default="", description="words that the license requires to be shown, where it fixes them")


class RestrictionKind(StrEnum):
    """What a license forbids or reserves."""

    NON_COMMERCIAL = "non-commercial"
    RESEARCH_ONLY = "research-only"
    FIELD_OF_USE = "field-of-use"
    NO_DERIVATIVES = "no-derivatives"
    NO_REDISTRIBUTION = "no-redistribution"
    NO_COMPETING_MODEL = "no-competing-model"
    NO_TRAINING_ON_OUTPUTS = "no-training-on-outputs"
    NO_CLOUD_PROVIDER = "no-cloud-provider"
    NO_MILITARY = "no-military"
    OUTPUTS_RESTRICTED = "outputs-restricted"
    REMOTE_RESTRICTION = "remote-restriction"
    REVOCABLE = "revocable"
    TERMINATION = "termination"
    PATENT_TERMINATION = "patent-termination"
    MUTABLE_TERMS = "mutable-terms"
    DISTILLED_IS_DERIVATIVE = "distilled-is-derivative"
    OTHER = "other"


class Restriction(Fact):
    """One thing the license forbids or reserves to the licensor."""

    _KIND = ("restrictions", "restriction")
    restriction: RestrictionKind
    allows: str = Field(default="", description="what the clause still allows of it; then a person has to read it")


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
    text_known: bool = Field(default=True, description="False: no text could be found, so the facts are second-hand")
    text_sha256: tuple[str, ...] = Field(default=(), description="digests of known official files")
    sources: tuple[FactSource, ...] = ()
    note: str = ""

    @property
    def expression(self) -> str:
        """The SPDX id, or a LicenseRef where SPDX has none; a LicenseRef knows no plus sign."""
        return self.spdx or f"LicenseRef-{self.id.replace('+', '-plus')}"

    def row(self, place: str) -> str:
        """The id of the row of policies/ that holds a fact of it: `licenses/llama2/conditions/monthly_active_users`."""
        return f"licenses/{self.id}/{place}"

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        forbids = {r.restriction for r in self.restrictions}
        never = {RestrictionKind.NON_COMMERCIAL, RestrictionKind.RESEARCH_ONLY} & forbids
        if never and self.commercial_use is CommercialUse.YES:
            raise ValueError(f"commercial_use is yes, yet {', '.join(sorted(never))} is among its restrictions")
        if (self.family is Family.UMBRELLA) != bool(self.members):
            raise ValueError("an umbrella names its members, and only an umbrella does")
        return self
