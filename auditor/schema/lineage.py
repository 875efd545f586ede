"""The lineage of one model as a graph: who comes from whom, under which licenses, and which terms flow down."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from auditor.schema.base import RowId, Value
from auditor.schema.citation import Citation
from auditor.schema.evidence import Confidence, LineageEvidence, Relation
from auditor.schema.license import CommercialUse


class FlowKind(StrEnum):
    """What sort of term flows from a base to what is made of it."""

    NON_COMMERCIAL = "non-commercial"
    NO_DERIVATIVES = "no-derivatives"
    USE_RESTRICTIONS = "use-restrictions"
    SHARE_ALIKE = "share-alike"
    THRESHOLD = "threshold"
    TERRITORY = "territory"
    REGISTRATION = "registration"
    NAME_PREFIX = "name-prefix"
    DISPLAY = "display"
    NOTICE = "notice"
    OUTPUTS = "outputs"
    ATTRIBUTION = "attribution"


class Node(Value):
    """One model of the lineage; the subject stands first. `purl` is None for one that could not be had."""

    id: str
    purl: str | None = None
    licenses: tuple[str, ...] = ()
    commercial_use: CommercialUse = CommercialUse.UNKNOWN
    gate: str | None = None


class LineageEdge(Value):
    """One step: `child` comes from `parent`."""

    child: str
    parent: str
    relation: Relation
    evidence: LineageEvidence
    confidence: Confidence
    citation: Citation


class Inherited(Value):
    """A term of an ancestor's license that flows down to the subject.

    `kept`: the subject's own licenses hold it too. Else it was dropped on the way, and binds all the same.
    """

    kind: FlowKind
    says: str = Field(description="the term in our words")
    license: str
    clause: str
    ancestor: str = Field(description="id of the model whose license it is")
    path: tuple[str, ...] = Field(description="ids from the subject to that ancestor")
    kept: bool
    row: RowId = None


class Lineage(Value):
    """The graph, and what flows through it."""

    nodes: tuple[Node, ...] = ()
    edges: tuple[LineageEdge, ...] = ()
    inherited: tuple[Inherited, ...] = ()
    cycles: tuple[tuple[str, ...], ...] = Field(default=(), description="circles, each as ids in order")
