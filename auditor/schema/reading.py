"""What a card's words say of data, code, compute and openness. Evidence, each item with its citation; no judgement."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from auditor.schema.base import RowId, Value
from auditor.schema.citation import Citation


class Stage(StrEnum):
    """Which stage of training words speak of; unstated: it is the model's own, whichever that is."""

    PRE_TRAINING = "pre-training"
    TUNING = "tuning"
    EVALUATION = "evaluation"
    UNSTATED = "unstated"


class DataAspect(StrEnum):
    """What is said of data (OSAID 1.0, DI-1: provenance, scope, characteristics, selection, labeling, processing)."""

    SOURCES = "sources"
    SIZE = "size"
    MIXTURE = "mixture"
    LANGUAGES = "languages"
    CUTOFF = "cut-off"
    CONTENT = "content"
    COLLECTION = "collection"
    FILTERING = "filtering"
    DEDUPLICATION = "de-duplication"
    DECONTAMINATION = "decontamination"
    SYNTHETIC = "synthetic"
    LABELING = "labeling"
    PREFERENCE = "preference"


class DataStatement(Value):
    """A sentence or table row about data: what it says of it, at which stage.

    `names` are sources that it names, `links` where it says they are. `exact`: with parameters or tools, not prose
    alone. `whole`: it says what the model was trained on, and each part of that is named; `placed`: each part is a
    known public corpus, a declared data set or a link; `gone`: known corpora that their makers no longer give out, or
    never did.
    """

    aspect: DataAspect
    stage: Stage
    names: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    exact: bool = False
    whole: bool = False
    placed: bool = False
    gone: tuple[str, ...] = ()
    vague: bool = Field(default=False, description="it says that there is more than it names")
    citation: Citation
    row: RowId = None

    @property
    def is_named(self) -> bool:
        """Whether it names a source, or links one."""
        return bool(self.names or self.links)


class Part(StrEnum):
    """What a refusal or a promise is about."""

    DATA = "data"
    CODE = "code"
    WEIGHTS = "weights"
    PAPER = "paper"
    BASE_DATA = "base-data"


class Manner(StrEnum):
    """How something is withheld: in so many words, as proprietary, by naming no source, as not known to the author."""

    NOT_RELEASED = "not-released"
    PROPRIETARY = "proprietary"
    NOT_NAMED = "not-named"
    NOT_KNOWN = "not-known"


class Refusal(Value):
    """Words that say that something is not given. `partly`: of a part of it only."""

    of: Part
    manner: Manner
    stage: Stage = Stage.UNSTATED
    partly: bool = False
    citation: Citation
    row: RowId = None


class Promise(Value):
    """Words that say that something will come, and for how many days they have stood, as far as can be told."""

    of: Part
    days: int | None = None
    citation: Citation
    row: RowId = None


class CodeRole(StrEnum):
    """What linked code, or a file named in the card, is for; `unstated` where the card does not say."""

    TRAINING = "training"
    TUNING = "tuning"
    PROCESSING = "processing"
    INFERENCE = "inference"
    EVALUATION = "evaluation"
    DEMO = "demo"
    UNSTATED = "unstated"


class CodeLink(Value):
    """Code that the card names: an address, or a path in the repository itself.

    `generic`: a framework or a fork of one that trains any model. `configuration`: what the card names beside it.
    `claimed`: whether the card calls it training code in so many words; None in documents from before that was read.
    """

    role: CodeRole
    where: str
    inside: bool = Field(default=False, description="a path that the repository's file list has")
    generic: bool = False
    configuration: str = ""
    claimed: bool | None = None
    citation: Citation
    row: RowId = None


class Degree(StrEnum):
    """How open something is called."""

    OPEN_SOURCE = "open-source"
    FULLY_OPEN = "fully-open"
    OPEN_SCIENCE = "open-science"
    OPEN_WEIGHTS = "open-weights"
    OPEN_MODEL = "open-model"


class Scope(StrEnum):
    """What is called open."""

    MODEL = "model"
    CODE = "code"
    DATA = "data"


class OpennessClaim(Value):
    """The card calls the model, its code or its data open."""

    degree: Degree
    scope: Scope
    words: str
    citation: Citation
    row: RowId = None


class ComputeAspect(StrEnum):
    """What is said of the training run."""

    HARDWARE = "hardware"
    DURATION = "duration"
    ENERGY = "energy"
    HYPERPARAMETERS = "hyper-parameters"


class ComputeStatement(Value):
    """A sentence or table row about the training run."""

    aspect: ComputeAspect
    citation: Citation
    row: RowId = None


class Reading(Value):
    """Everything read from a card's text."""

    data: tuple[DataStatement, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    promises: tuple[Promise, ...] = ()
    code: tuple[CodeLink, ...] = ()
    beginnings: tuple[Citation, ...] = Field(
        default=(), description="where it says that it was made from another model"
    )
    checkpoints: tuple[Citation, ...] = Field(default=(), description="where it says that intermediate ones are given")
    claims: tuple[OpennessClaim, ...] = ()
    compute: tuple[ComputeStatement, ...] = ()
    results: tuple[Citation, ...] = Field(default=(), description="where evaluation results stand in the text")
    placeholders: tuple[Citation, ...] = Field(default=(), description="data headings over a template's placeholder")
    loads_itself: Citation | None = Field(default=None, description="a code block loads this model by its id")
