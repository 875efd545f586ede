"""The facts that counsel reads from a license's clauses: grants, conditions, duties and restrictions."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import ClassVar, Self

from pydantic import Field, field_validator, model_validator

from auditor.schema.acts import Business, Trigger, When
from auditor.schema.base import Value
from auditor.schema.pin import PinnedBy
from auditor.schema.regions import ANY, unknown


class HowRead(StrEnum):
    """How a fact was read: against the text by two readings, by one, from someone else's summary, or by own counsel."""

    CHECKED = "checked"
    SPOT_CHECKED = "spot-checked"
    SECOND_HAND = "second-hand"
    PINNED = "pinned"


class Fact(Value):
    """What every fact carries: the clause it stands in, how it was read, by whom and when, and a remark of ours.

    Where `read_by` and `read_on` are empty, the reading of the whole license holds (`License.reading`).
    """

    clause: str = Field(default="", description="clause number in the license text; empty: the text as a whole")
    read: HowRead = HowRead.SPOT_CHECKED
    read_by: str = Field(default="", description="who read it, where it was not who read the license")
    read_on: date | None = Field(default=None, description="when, where it was not when the license was read")
    note: str = ""
    _KIND: ClassVar[tuple[str, str]]

    @property
    def row(self) -> str:
        """Where it stands in its license's file: the block, and what sort of fact it is."""
        return f"{self._KIND[0]}/{getattr(self, self._KIND[1]).value}"

    @classmethod
    def kind_field(cls) -> str:
        """The field that says what sort of fact it is: `obligation` of a duty."""
        return cls._KIND[1]

    @property
    def pinned(self) -> PinnedBy | None:
        """Who pinned this reading, and when; None where it is the catalog's own."""
        return PinnedBy(by=self.read_by, on=self.read_on) if self.read is HowRead.PINNED and self.read_on else None


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
    """One right, and whether it is given. `when` says in which acts the answer holds."""

    _KIND = ("grants", "grant")
    grant: GrantKind
    given: Answer3
    when: When = (Trigger.ALWAYS.value,)
    allows: str = Field(default="", description="what of a withheld right is left; then a person has to read it")


class Metric(StrEnum):
    """The quantity or circumstance that a condition is about. Where it ends on no currency, `currency` names one."""

    MONTHLY_ACTIVE_USERS = "monthly_active_users"
    DAILY_ACTIVE_USERS = "daily_active_users"
    MONTHLY_VISITS = "monthly_visits"
    ANNUAL_REVENUE_USD = "annual_revenue_usd"
    MONTHLY_REVENUE_USD = "monthly_revenue_usd"
    ANNUAL_REVENUE = "annual_revenue"
    EMPLOYEES = "employees"
    DEVICES = "devices"
    USERS = "users"
    FUNDING_USD = "funding_usd"
    TERRITORY = "territory"
    DOMICILE = "domicile"
    MODALITY = "modality"
    BUSINESS = "business"
    REGISTRATION = "registration"
    AUTHORIZATION = "authorization"
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


# Metrics whose values are listed.
_IN_LISTS = (Metric.TERRITORY, Metric.DOMICILE, Metric.MODALITY, Metric.BUSINESS)


class Condition(Fact):
    """What must hold for the rights in `affects` to apply, such as at most 700 million monthly users.

    The condition states when the license *does* apply: `operator` and `value` describe the permitted range, `when`
    and `business` in which acts and for which licensees it is asked at all. Conditions of one license with the same
    `either` are alternatives: one of them is enough. `effect` says in our words what happens outside it.
    """

    _KIND = ("conditions", "metric")
    metric: Metric
    operator: Operator
    value: int | str | tuple[str, ...] = Field(description="count, amount, ISO date, kinds of business, ISO 3166 codes")
    currency: str = Field(default="", pattern=r"^([A-Z]{3})?$", description="ISO 4217 code of the amount")
    period: str = Field(default="", description="over what time or at what date the value is measured, in words")
    as_of: str = Field(
        default="", pattern=r"^(\d{4}-\d{2})?$", description="the month in which the text measures it, once for all"
    )
    affiliates: bool | None = Field(default=None, description="are affiliates counted? None: the text does not say")
    regions: tuple[str, ...] = Field(default=(), description="it binds licensees seated there alone, such as `EU`")
    business: tuple[Business, ...] = Field(default=(), description="it binds licensees of these kinds alone")
    when: When = (Trigger.ALWAYS.value,)
    either: str = Field(default="", description="a word that alternatives share")
    affects: tuple[GrantKind, ...] = Field(default=(GrantKind.USE,), min_length=1)
    effect: str

    @field_validator("regions")
    @classmethod
    def _known(cls, regions: tuple[str, ...]) -> tuple[str, ...]:
        wrong = [code for code in regions if unknown([code]) or code.lower() == ANY]
        if wrong:
            raise ValueError(f"{wrong[0]!r} is no region: name ISO 3166-1 codes, EU or EEA")
        return regions

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        if (self.metric is Metric.ANNUAL_REVENUE) != bool(self.currency):
            raise ValueError("annual_revenue names its currency, and no other metric does")
        if self.metric is Metric.BUSINESS:
            kinds = (self.value,) if isinstance(self.value, (str, int)) else self.value
            wrong = [kind for kind in kinds if kind not in tuple(Business) or kind == Business.NONE]
            if wrong:
                raise ValueError(f"{wrong[0]!r} is no kind of business: {', '.join(Business)}")
        self._comparable()
        return self

    def _comparable(self) -> None:
        """Raises ValueError for an operator or a place that would let every use pass."""
        if self.metric in _IN_LISTS and self.operator not in (Operator.IN, Operator.NOT_IN):
            raise ValueError(f"{self.metric.value} is compared with `in` or `not-in`, and not with `{self.operator}`")
        if self.metric in (Metric.TERRITORY, Metric.DOMICILE):
            places = (str(self.value),) if isinstance(self.value, (str, int)) else self.value
            if wrong := [code for code in places if unknown([code]) or code.lower() == ANY]:
                raise ValueError(f"{wrong[0]!r} is no region: name ISO 3166-1 codes, EU or EEA")

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
    INDEMNITY = "indemnity"
    DELETE = "delete-on-termination"
    CERTIFY_DELETION = "certified-destruction"
    EXPORT = "export"
    AUDIT = "audit-rights"
    SAFEGUARDS = "safeguards"
    PERSONAL_DATA = "personal-data"
    OTHER = "other"


# Duties of which the kind says nothing without a remark.
NEED_REMARK = frozenset({"other", "report", "safeguards", "audit-rights", "personal-data", "certified-destruction"})


class Force(StrEnum):
    """Whether a clause binds, or only asks politely."""

    BINDS = "binds"
    ENCOURAGES = "encourages"


class Scale(Value):
    """A size of the licensee or of the use, above which a duty begins."""

    metric: Metric
    value: int
    period: str = ""


class Obligation(Fact):
    """What a user must do, when, and above which size (any of `above`; none: whatever the size)."""

    _KIND = ("obligations", "obligation")
    obligation: ObligationKind
    when: When = (Trigger.REDISTRIBUTE.value,)
    above: tuple[Scale, ...] = ()
    force: Force = Force.BINDS
    text: str = Field(default="", description="words that the license requires to be shown, where it fixes them")

    @model_validator(mode="after")
    def _plain(self) -> Self:
        if self.obligation in NEED_REMARK and not self.note:
            raise ValueError(f"a duty of the kind `{self.obligation.value}` says in a note what has to be done")
        return self


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
    OWNS_DERIVATIVES = "licensor-owns-derivatives"
    FREE_OF_CHARGE = "free-of-charge"
    GOVERNING_LAW = "governing-law"
    NAMES_AND_MARKS = "names-and-marks"
    NO_FURTHER_TERMS = "no-further-terms"
    OTHER = "other"


class Ends(StrEnum):
    """Which rights a suit ends."""

    PATENTS = "patents"
    ALL = "all"


class Restriction(Fact):
    """One thing the license forbids or reserves to the licensor. `when` says in which acts it is forbidden."""

    _KIND = ("restrictions", "restriction")
    restriction: RestrictionKind
    when: When = (Trigger.ALWAYS.value,)
    allows: str = Field(default="", description="what the clause still allows of it; then a person has to read it")
    ends: Ends | None = Field(default=None, description="for patent-termination: the rights that a suit ends")
    law: str = Field(default="", description="for governing-law: whose law")
    venue: str = Field(default="", description="for governing-law: where suits are brought")

    @model_validator(mode="after")
    def _whose(self) -> Self:
        if self.restriction is RestrictionKind.GOVERNING_LAW and not (self.law or self.venue or self.note):
            raise ValueError("governing-law names the law or the venue")
        return self
