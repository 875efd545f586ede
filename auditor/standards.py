"""What models are held against: license knowledge, rubric, findings, and a company's policy with its declared use."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from pydantic import ValidationError

from auditor.errors import PolicyError, UsageError
from auditor.files.additions import with_additions
from auditor.files.company import DEFAULT, Loaded, PolicyWords, load_policy
from auditor.files.policies import load_findings, load_knowledge, load_rubric
from auditor.files.systems import load_systems
from auditor.licenses.catalog import Catalog
from auditor.licenses.knowledge import Knowledge, with_licenses
from auditor.licenses.pinned import PinnedCatalog, pinned
from auditor.schema.decision import FindingKind
from auditor.schema.pin import Pin
from auditor.schema.policy import Policy
from auditor.schema.regions import unknown
from auditor.schema.rubric import Rubric
from auditor.schema.use import Use


def now() -> datetime:
    """The time that reports carry: SOURCE_DATE_EPOCH (seconds, reproducible-builds.org) where set, else the clock.

    Raises UsageError where the variable is no number.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(f"SOURCE_DATE_EPOCH is {epoch!r}, which is no number of seconds") from error


@dataclass(frozen=True)
class Standards:
    """What models are held against: license knowledge, rubric, findings and the company's policy. Picklable."""

    knowledge: Knowledge
    rubric: Rubric
    findings: dict[str, FindingKind]
    policy: Policy
    policy_sha256: str
    today: date | None = None  # waivers and ends of models are held against it; without a day no waiver holds
    pins: tuple[Pin, ...] = ()  # the policy's readings that hold in the catalog
    stale: tuple[Pin, ...] = ()  # and those that no longer do

    @property
    def tiers(self) -> tuple[str, ...]:
        """Names of the openness tiers, lowest first."""
        return tuple(rung.name for rung in self.rubric.tier.rungs)


def load_standards(policy: str = DEFAULT) -> Standards:
    """Everything from policies/, with the policy of this name or path. Raises PolicyError."""
    knowledge, rubric, findings = load_knowledge(), load_rubric(), load_findings()
    loaded = load_policy(policy, policy_words(knowledge, rubric, findings))
    bare = Standards(knowledge, rubric, findings, loaded.policy, loaded.sha256, now().date())
    return under(bare, loaded)


def under(standards: Standards, loaded: Loaded) -> Standards:
    """The same standards under another policy: its rows are asked of every text before ours, its readings hold.

    The licenses of its company stand beside ours. Raises PolicyError where they do not go together.
    """
    knowledge = with_own(standards.knowledge, loaded)
    words = with_additions(knowledge.vocabulary, loaded.policy.reading)
    read = pinned(knowledge.catalog, loaded.policy.readings)
    knowledge = replace(knowledge, vocabulary=words, catalog=read.catalog)
    held = replace(standards, knowledge=knowledge, pins=read.hold, stale=read.stale)
    return replace(held, policy=loaded.policy, policy_sha256=loaded.sha256)


def with_own(knowledge: Knowledge, loaded: Loaded) -> Knowledge:
    """The knowledge with the company's own licenses. Raises PolicyError where they do not go together with ours."""
    try:
        return with_licenses(knowledge, [(one.license, one.texts) for one in loaded.own], loaded.own_sha256)
    except ValueError as error:
        raise PolicyError(f"{loaded.paths[0]}: {error}") from error


def with_use(standards: Standards, stated: Mapping[str, Any], accept_conditions: bool | None = None) -> Standards:
    """The same standards with what was stated about the use put over the policy's use block; None is not stated."""
    given = {key: value for key, value in stated.items() if value not in (None, ())}
    regions = given.get("regions", ())
    wrong = unknown((regions,) if isinstance(regions, str) else regions)
    if wrong:
        raise UsageError(f"{wrong[0]!r} is no region", hint="name ISO 3166-1 codes such as DE or US, EU, EEA, or any")
    try:
        use = Use.model_validate(standards.policy.use.model_dump() | given)
    except ValidationError as refused:
        first = refused.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise UsageError(f"{name}: {first['msg'].removeprefix('Value error, ')}") from None
    rows = standards.knowledge.catalog.rows
    if lost := [row for row in use.met or () if row not in rows and row not in _terms().rows]:
        hint = "name it as its question does: licenses/ID/conditions/KIND"
        raise UsageError(f"{lost[0]!r} is no row of a license", hint=hint)
    accept = standards.policy.accept_conditions if accept_conditions is None else accept_conditions
    policy = standards.policy.model_copy(update={"use": use, "accept_conditions": accept})
    return replace(standards, policy=policy)


def policy_words(knowledge: Knowledge, rubric: Rubric, findings: dict[str, FindingKind]) -> PolicyWords:
    """The words that policies may use."""
    tiers = tuple(rung.name for rung in rubric.tier.rungs)
    catalog = knowledge.catalog
    ids = frozenset(item.id for item in catalog.licenses)
    return PolicyWords(ids, frozenset(findings), tiers, catalog, now().date(), _terms())


def _terms() -> Catalog:
    """Terms of the providers of closed systems, each once."""
    return Catalog(tuple({one.terms.id: one.terms for one in load_systems().providers.values()}.values()))


def knowledge_under(policy: str | None) -> Knowledge:
    """All knowledge of licenses, with the company's own that a policy names. Raises PolicyError."""
    return load_knowledge() if policy is None else with_own(load_knowledge(), check_policy(policy))


def check_policy(name: str) -> Loaded:
    """A policy read and checked, as `auditor policy check` does. Raises PolicyError."""
    return check_policies([name])[0]


def check_policies(names: Iterable[str]) -> list[Loaded]:
    """Several policies read and checked. Raises PolicyError."""
    words = policy_words(load_knowledge(), load_rubric(), load_findings())
    return [load_policy(name, words) for name in names]


def readings_of(loaded: Loaded) -> PinnedCatalog:
    """The catalog under a policy's readings, with those that hold and those that are stale. Raises PolicyError."""
    return pinned(with_own(load_knowledge(), loaded).catalog, loaded.policy.readings)
