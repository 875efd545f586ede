"""The audit: the whole run as one versioned document, JSON v1. Every report is a rendering of it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from auditor.schema.base import Value
from auditor.schema.decision import Decision, Finding, Outcome
from auditor.schema.evidence import Dossier
from auditor.schema.gate import GateFinding, Tally
from auditor.schema.issue import Issue
from auditor.schema.license import CommercialUse
from auditor.schema.lifecycle import Availability
from auditor.schema.lineage import Lineage
from auditor.schema.pin import Pin
from auditor.schema.place import Place
from auditor.schema.policy import Policy
from auditor.schema.use import Use
from auditor.schema.verdict import Openness

FORMAT: Literal["auditor/audit/1"] = "auditor/audit/1"


class Tool(Value):
    """Who wrote the document, from which knowledge."""

    name: Literal["auditor"] = "auditor"
    version: str
    knowledge_sha256: str = Field(description="digest over the license catalog, rubrics and fingerprints used")


class LicenseSummary(Value):
    """The license in short; the claims behind it are in the evidence."""

    declared: str | None
    detected: tuple[str, ...] = ()
    concluded: str | None = Field(description="catalog ids that apply together, joined by AND")
    expression: str | None = Field(description="the same as an SPDX expression")
    commercial_use: CommercialUse = Field(description="of the effective terms, those of its bases included")
    confidence: str
    reason: str


class ModelAudit(Value):
    """One model audited."""

    reference: str
    purl: str | None
    id: str | None
    sha: str | None
    endpoint: str | None
    retrieved_at: datetime | None
    decision: Decision
    license: LicenseSummary
    openness: Openness
    findings: tuple[Finding, ...] = ()
    issues: tuple[Issue, ...] = ()
    evidence: Dossier
    lineage: Lineage = Field(default=Lineage(), description="who comes from whom, and which terms flow down")
    availability: Availability | None = Field(
        default=None, description="of a closed model: whether its provider still offers it, on the day of the audit"
    )
    readings: tuple[Pin, ...] = Field(
        default=(), description="readings of its licenses' facts that the company's counsel pinned, and that hold"
    )
    use: Use | None = Field(default=None, description="the declared use, where it is not the policy's")
    owner: str = Field(default="", description="who answers for it, as the manifest says")
    named_at: tuple[Place, ...] = Field(default=(), description="where the user's repository names it")
    known: bool = Field(default=False, description="the baseline has all that speaks against it")


class Summary(Value):
    """The run in numbers: the worst outcome, the exit code it means, and how many models had which outcome."""

    outcome: Outcome
    exit_code: int
    models: int
    by_outcome: dict[str, int]
    waived: int = Field(default=0, description="findings that somebody accepted")
    known: int = Field(default=0, description="models and findings of the repository that the baseline has too")
    references: Tally | None = Field(default=None, description="of a repository: what became of its references")


class Audit(Value):
    """The whole run."""

    format: Literal["auditor/audit/1"] = FORMAT
    tool: Tool
    generated_at: datetime
    policy: Policy
    policy_sha256: str
    summary: Summary
    models: tuple[ModelAudit, ...]
    gate: tuple[GateFinding, ...] = Field(default=(), description="findings about the user's repository")
