"""The dossier: typed evidence read from snapshots. Every item cites where it stands; none of it is a judgement."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from auditor.schema.base import RowId, Value
from auditor.schema.citation import Citation
from auditor.schema.claim import LicenseClaim
from auditor.schema.clauses import ReadClause
from auditor.schema.issue import Issue
from auditor.schema.license import CommercialUse, License
from auditor.schema.lifecycle import Lifecycle
from auditor.schema.linked import LinkedCode
from auditor.schema.offer import Offer
from auditor.schema.reading import Reading
from auditor.schema.reference import ModelRef, RepoType
from auditor.schema.section import Link, Section
from auditor.schema.unread import Unread
from auditor.schema.waiver import Clarification


class Confidence(StrEnum):
    """How firm a conclusion is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Conclusion(Value):
    """The license we hold to apply, and why.

    `licenses` are catalog ids that apply together; empty: unresolved. `expression` is SPDX (AND-joined). Reading gives
    all that are named, those of every alternative too, and says nothing of commercial use; `decide/concluded.py`
    judges both.
    """

    licenses: tuple[str, ...] = ()
    expression: str | None = None
    commercial_use: CommercialUse
    confidence: Confidence
    reason: str
    citations: tuple[Citation, ...] = ()
    doubtful: tuple[Citation, ...] = Field(default=(), description="texts and names that could not be resolved")
    alternatives: tuple[tuple[str, ...], ...] = Field(default=(), description="under A OR B, what may be chosen")
    forbidding: tuple[Citation, ...] = Field(default=(), description="sentences of the card that forbid commercial use")
    contradicting: tuple[Citation, ...] = Field(
        default=(), description="where the card's words name another license than its metadata and files"
    )
    clarified: Clarification | None = Field(default=None, description="who says so, where somebody settled it")
    settled: tuple[str, ...] = Field(default=(), description="files of which somebody said what their words come to")

    def settles(self, citation: Citation) -> bool:
        """Whether somebody has said what the words of the cited file come to, as it is now."""
        return citation.file in self.settled


class ComponentKind(StrEnum):
    """What a file of a model repository is."""

    WEIGHTS = "weights"
    ADAPTER = "adapter"
    CONFIG = "config"
    TOKENIZER = "tokenizer"
    MODELING_CODE = "modeling-code"
    TRAINING_CODE = "training-code"
    CODE = "code"
    REQUIREMENTS = "requirements"
    TRAINING_STATE = "training-state"
    CARD = "card"
    LICENSE = "license"
    NOTICE = "notice"
    USE_POLICY = "use-policy"
    PAPER = "paper"
    EVALUATION = "evaluation"
    DATA = "data"


class Component(Value):
    """One kind of file the repository holds, how many there are, and the first of them cited."""

    kind: ComponentKind
    count: int
    paths: tuple[str, ...] = Field(description="at most twenty, in order")
    citation: Citation


class GateState(StrEnum):
    """Who gets the files."""

    OPEN = "open"
    AUTO = "auto"
    MANUAL = "manual"
    UNKNOWN = "unknown"


class GateField(Value):
    """What a gate asks the user to fill in, and in which form; a box to be ticked is none."""

    label: str
    form: str
    citation: Citation


class Access(Value):
    """Gate, privacy and disablement as the metadata has them."""

    gate: GateState
    private: bool | None = None
    disabled: bool | None = None
    gate_prompt: str | None = None
    fields: tuple[GateField, ...] = Field(default=(), description="what the gate asks to be filled in, at most twenty")
    citations: tuple[Citation, ...] = ()


class StatementKind(StrEnum):
    """What a sentence of the card says of the terms: which use it limits, or that something else is so."""

    NON_COMMERCIAL = "non-commercial"
    RESEARCH_ONLY = "research-only"
    ON_APPLICATION = "commercial-on-application"
    REGISTRATION = "registration"
    PAYMENT = "payment"
    SIZE_LIMIT = "size-limit"
    PLACE_LIMIT = "place-limit"
    TIME_LIMIT = "time-limit"
    FIELD_LIMIT = "field-limit"
    NO_REDISTRIBUTION = "no-redistribution"
    NO_DERIVATIVES = "no-derivatives"
    NO_TRAINING_ON_OUTPUTS = "no-training-on-outputs"
    NO_COMPETING = "no-competing"
    NO_HOSTING = "no-hosting"
    REVOCABLE = "revocable"
    OWN_TERMS = "own-terms"
    LICENSE_ELSEWHERE = "license-elsewhere"
    DATA_NON_COMMERCIAL = "data-non-commercial"


class Statement(Value):
    """A sentence of the card that says something of its terms."""

    kind: StatementKind
    words: str
    citation: Citation
    row: RowId = None


class Relation(StrEnum):
    """How a model comes from its base: the Hub's words, some that it lacks, and `derived` when it is not said.

    `generated`: the other model wrote data that this one learned from. Cards say so in words; no field does.
    """

    FINETUNE = "finetune"
    ADAPTER = "adapter"
    MERGE = "merge"
    QUANTIZED = "quantized"
    DISTILLED = "distilled"
    GENERATED = "generated"
    MIRROR = "mirror"
    DERIVED = "derived"


class LineageEvidence(StrEnum):
    """How an edge of the lineage is known: a field declares it, or we read it out of prose, names and configuration."""

    DECLARED = "declared"
    INFERRED = "inferred"


class Base(Value):
    """One edge of the lineage: what the model says, or lets one see, that it comes from."""

    id: str = Field(description="as written")
    relation: Relation
    citation: Citation
    resolved: str | None = Field(default=None, description="purl of the ancestor's snapshot, when it could be had")
    evidence: LineageEvidence = LineageEvidence.DECLARED
    confidence: Confidence = Confidence.HIGH
    row: RowId = None
    family: str | None = Field(
        default=None, description="only a family of policies/families.yaml is named, and no repository of it"
    )
    licenses: tuple[str, ...] = Field(default=(), description="the licenses of that family that may apply")

    @property
    def is_firm(self) -> bool:
        """Whether it counts although it could not be looked up: it is declared, or said in plain words."""
        return self.evidence is LineageEvidence.DECLARED or self.confidence is Confidence.HIGH


class GeneratedData(Value):
    """A sentence of a card that says that a model wrote data: that model as it is called there."""

    model: str
    citation: Citation
    row: RowId = None


class DatasetUse(Value):
    """A dataset that the model was trained on: the card declares it, or words or code say so."""

    id: str = Field(description="as written")
    citation: Citation
    resolved: str | None = None
    evidence: LineageEvidence = LineageEvidence.DECLARED
    confidence: Confidence = Confidence.HIGH
    row: RowId = None


class AttributionKind(StrEnum):
    """What sort of text has to go with copies."""

    COPYRIGHT = "copyright"
    NOTICE = "notice"


class Attribution(Value):
    """A copyright line of a license file, or a NOTICE file's text."""

    kind: AttributionKind
    text: str
    citation: Citation


class StatedTask(Value):
    """What the model is for, by the Hub's word (`pipeline_tag`)."""

    name: str
    citation: Citation


class Repository(Value):
    """Everything read from one snapshot."""

    purl: str
    repo_type: RepoType
    id: str
    sha: str | None
    library: str | None = None
    task: StatedTask | None = None
    tags: tuple[str, ...] = Field(default=(), description="at most a hundred of the Hub's tags")
    license_claims: tuple[LicenseClaim, ...] = ()
    conclusion: Conclusion
    components: tuple[Component, ...] = ()
    access: Access
    files_listed: bool = Field(description="the metadata lists the repository's files")
    hosted: Citation | None = Field(default=None, description="a closed system: its provider serves it, nothing else")
    lifecycle: Lifecycle | None = Field(default=None, description="of a closed system: when it came, when it ends")
    lifecycle_told: tuple[Citation, ...] = Field(default=(), description="where that stands, its end first")
    offer: Offer | None = Field(default=None, description="where somebody offers it through an interface")
    card: Citation | None = None
    card_fault: Citation | None = Field(default=None, description="where and why the front matter cannot be read")
    metadata: Citation
    sections: tuple[Section, ...] = ()
    links: tuple[Link, ...] = ()
    statements: tuple[Statement, ...] = ()
    unread: tuple[Unread, ...] = Field(default=(), description="what may bear terms and that nobody has read")
    arxiv: tuple[Link, ...] = ()
    evaluations: tuple[Citation, ...] = ()
    emissions: Citation | None = None
    bases: tuple[Base, ...] = ()
    writers: tuple[Base, ...] = Field(
        default=(), description="open models of which the card says that they wrote the data; they are no bases"
    )
    datasets: tuple[DatasetUse, ...] = ()
    generated_data: tuple[GeneratedData, ...] = Field(
        default=(), description="where the card says that a model wrote data"
    )
    attributions: tuple[Attribution, ...] = ()
    reading: Reading = Reading()
    clauses: tuple[ReadClause, ...] = Field(
        default=(),
        description="what an unknown license text says, read by machine and by nobody else; it decides nothing",
    )
    clauses_left_out: int = Field(default=0, description="how many more such places were found")


class Dossier(Value):
    """The evidence of one audit. `subject` is None when the model itself could not be had.

    It carries the facts of the licenses named in it, so that a saved audit can be judged again years later.
    """

    ref: ModelRef
    subject: Repository | None
    ancestors: tuple[Repository, ...] = ()
    datasets: tuple[Repository, ...] = ()
    code: tuple[LinkedCode, ...] = Field(default=(), description="linked code that was followed and read")
    licenses: tuple[License, ...] = Field(default=(), description="the facts of every license named, as they were held")
    issues: tuple[Issue, ...] = ()

    def followed(self, where: str) -> LinkedCode | None:
        """What was read at this link of the card; None where it was not followed."""
        return next((item for item in self.code if where in item.links), None)
