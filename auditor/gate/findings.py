"""How findings about the repository are made: by id from policies/findings.yaml, judged by the policy, waived."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from auditor.decide.outcomes import outcome_of
from auditor.decide.waivers import waiver_for
from auditor.gate.named import is_at, is_same
from auditor.parse.references import purl
from auditor.schema.decision import Outcome
from auditor.schema.gate import GateFinding
from auditor.schema.place import Place
from auditor.schema.reference import ModelRef, RefKind
from auditor.schema.waiver import Waiver
from auditor.standards import Standards

# Written by hand; a test compares it with policies/findings.yaml.
KINDS = (
    "model-undeclared",
    "model-undescribed",
    "revision-unpinned",
    "reference-unaudited",
    "reference-uncounted",
    "declaration-unused",
    "file-unread",
    "file-unfinished",
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
    """A finding about the repository that stands in one place.

    `names` tell it from others of its kind at the same place, where no `ref` does. What could not be asked for is
    unverified, and no waiver or policy changes that.
    """
    made = next(findings(name, message, (place,), standards, ref=ref, names=names))
    return made.model_copy(update={"before": before, "after": after})


def findings(
    name: str,
    message: str,
    places: Iterable[Place],
    standards: Standards,
    *,
    ref: ModelRef | None = None,
    about: str | None = None,
    names: tuple[str, ...] = (),
) -> Iterator[GateFinding]:
    """One finding for all these places; more where waivers accept it in some of them only.

    `about` is the reference as reports show it, where that is no `ref`.
    """
    kind = standards.findings[name]
    unseen = name == _UNCHECKED
    by_waiver: dict[Waiver | None, list[Place]] = {}
    for place in places:
        accepted = None if unseen else _accepted(name, ref, about, place, standards)
        by_waiver.setdefault(accepted, []).append(place)
    for accepted, (first, *others) in by_waiver.items():
        yield GateFinding(
            id=name,
            level=kind.level,
            outcome=Outcome.UNVERIFIED if unseen else outcome_of(name, kind.level, standards.policy),
            message=message,
            how_to_fix=kind.how_to_fix,
            place=first,
            also=tuple(dict.fromkeys(place for place in others if place != first)),
            names=names,
            reference=str(ref) if ref else about,
            waived=accepted,
        )


def _accepted(name: str, ref: ModelRef | None, about: str | None, place: Place, standards: Standards) -> Waiver | None:
    """The waiver that accepts the finding in this place."""
    if standards.today is None:
        return None
    reference = about if ref is None else str(ref)

    def fits(waiver: Waiver) -> bool:
        if ref is None and waiver.model and not waiver.is_of_repository:
            return False  # of a model, and none is named
        own = waiver.reference is None or (reference is not None and is_same(waiver.reference, reference))
        return own and (waiver.file is None or is_at(waiver.file, place.file))

    held = (waiver for waiver in standards.policy.waivers if fits(waiver))
    return waiver_for(name, _purl(ref) if ref else reference or "", held, standards.today)


def _purl(ref: ModelRef) -> str:
    return ref.id if ref.kind is not RefKind.HUB else purl(ref.repo_type, ref.id, ref.revision)
