"""How findings about the repository are made: by id from policies/findings.yaml, judged by the policy, waived."""

from __future__ import annotations

from auditor.decide.outcomes import outcome_of
from auditor.decide.waivers import waiver_for
from auditor.parse.references import purl
from auditor.schema.decision import Outcome
from auditor.schema.gate import GateFinding
from auditor.schema.place import Place
from auditor.schema.reference import ModelRef, RefKind
from auditor.standards import Standards

# Written by hand; a test compares it with policies/findings.yaml.
KINDS = (
    "model-undeclared",
    "revision-unpinned",
    "reference-unaudited",
    "file-unread",
    "lock-outdated",
    "license-changed",
    "revision-moved",
    "model-gone",
    "gate-changed",
    "model-renamed",
    "drift-unchecked",
    "waiver-unused",
    "waiver-expired",
    "clarification-stale",
    "repository-license-conflict",
    "repository-license-unclear",
    "weights-unnamed",
)
_UNCHECKED = "drift-unchecked"


def finding(
    name: str,
    message: str,
    place: Place,
    standards: Standards,
    *,
    ref: ModelRef | None = None,
    names: tuple[str, ...] = (),
    before: str | None = None,
    after: str | None = None,
) -> GateFinding:
    """A finding about the repository.

    `names` tell it from others of its kind at the same place, where no `ref` does. What could not be asked for is
    unverified, and no waiver or policy changes that.
    """
    kind = standards.findings[name]
    unseen = name == _UNCHECKED
    waivers = standards.policy.waivers if standards.today and ref and not unseen else ()
    return GateFinding(
        id=name,
        level=kind.level,
        outcome=Outcome.UNVERIFIED if unseen else outcome_of(name, kind.level, standards.policy),
        message=message,
        how_to_fix=kind.how_to_fix,
        place=place,
        names=names,
        reference=str(ref) if ref else None,
        before=before,
        after=after,
        waived=waiver_for(name, _purl(ref), waivers, standards.today) if ref and standards.today else None,
    )


def _purl(ref: ModelRef) -> str:
    return ref.id if ref.kind is not RefKind.HUB else purl(ref.repo_type, ref.id, ref.revision)
