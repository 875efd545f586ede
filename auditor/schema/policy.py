"""A company's policy: what it allows, reviews and denies, and the use that it declares."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from auditor.schema.base import Value
from auditor.schema.decision import Outcome
from auditor.schema.discovery import RepositoryPart
from auditor.schema.phrases import PhraseAddition
from auditor.schema.pin import Pin
from auditor.schema.use import Use
from auditor.schema.waiver import Clarification, Waiver


class LicenseRules(Value):
    """License ids or families (`family:copyleft`), by what the company does about them. Deny wins, then review."""

    allow: tuple[str, ...] = ()
    review: tuple[str, ...] = ()
    deny: tuple[str, ...] = ()
    unlisted: Literal["by-terms", "review", "denied"] = Field(
        default="by-terms", description="what happens to a license that no list names; by-terms: its facts decide"
    )


class FindingRules(Value):
    """Finding ids, by what the company does about them. Deny wins, then review, then conditional."""

    allow: tuple[str, ...] = ()
    conditional: tuple[str, ...] = ()
    review: tuple[str, ...] = ()
    deny: tuple[str, ...] = ()


class MinimumOpenness(Value):
    """The least openness accepted, and the outcome below it. None: not asked."""

    osaid: str | None = None
    tier: str | None = None
    below: Outcome = Outcome.DENIED


class DiscoveryRules(Value):
    """The parts of a repository whose references count. What is named in other parts alone is shown and counted."""

    counts: tuple[RepositoryPart, ...] = Field(
        default=(RepositoryPart.SHIPS,),
        description="parts in which every reference has to be audited, or declared in models.yaml",
    )
    audits: tuple[RepositoryPart, ...] = Field(
        default=(RepositoryPart.SHIPS, RepositoryPart.TESTS, RepositoryPart.EXAMPLES),
        description="parts whose models and datasets are audited and have to be declared; those that count are too",
    )


class Policy(Value):
    """One policy with everything it extends merged in."""

    policy: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    title: str
    use: Use = Use()
    licenses: LicenseRules = LicenseRules()
    findings: FindingRules = FindingRules()
    minimum_openness: MinimumOpenness = MinimumOpenness()
    discovery: DiscoveryRules = DiscoveryRules()
    accept_conditions: bool = False
    waivers: tuple[Waiver, ...] = ()
    clarifications: tuple[Clarification, ...] = ()
    readings: tuple[Pin, ...] = Field(default=(), description="facts of licenses as the company's counsel reads them")
    reading: tuple[PhraseAddition, ...] = Field(
        default=(), description="rows for the tables of phrases that cards are read with (policies/reading/)"
    )
    own_licenses: str | None = Field(
        default=None, min_length=1, description="folder beside the file with the company's own licenses"
    )
    choose_alternative: bool = Field(default=True, description="under A OR B, take the alternative that fits best")
