"""How a closed model stands on the day of the audit: offered, on its way out, or gone. Pure: the day is given."""

from __future__ import annotations

from datetime import date

from auditor.schema.evidence import Repository
from auditor.schema.lifecycle import Availability, Lifecycle, LifeFact, Status, WholeDay

WITHIN = 180
"""Days before its end from which a model counts as retiring."""


def availability(subject: Repository | None, on: date | None) -> Availability | None:
    """How the model stands on this day; None for what anybody can keep: a model with weights does not retire.

    Without a day, an end that is known counts as near: nobody can tell that it is not.
    """
    if subject is None or (subject.hosted is None and subject.offer is None):
        return None
    life = subject.lifecycle
    if life is None:
        says = "nothing is known here of when it came and when it ends"
        return Availability(status=Status.UNKNOWN, held_on=on, says=says, of=subject.id)
    status, says, resting = _judged(life, on)
    if life.asked_at:
        status, says = _elsewhere_than_asked(status, says, life)
    if life.successor and status in (Status.RETIRED, Status.RETIRING, Status.DEPRECATED):
        says += f"; {life.successor.id} is named to follow it"
    return Availability(
        status=status,
        held_on=on,
        says=says + _elsewhere(life),
        told_by=_told_by(life, resting),
        of=life.of,
        released=life.released and life.released.on,
        deprecated=life.deprecated and life.deprecated.on,
        retires=life.retires and life.retires.on,
        successor=life.successor and life.successor.id,
        second_hand=resting is not None and life.second_hand(resting),
    )


def _judged(life: Lifecycle, on: date | None) -> tuple[Status, str, LifeFact | None]:
    """The status, what says so in words, and the fact that it rests on. What ends it is asked first."""
    if life.retires:
        return *_ending(life.retires, on), life.retires
    told = life.told.status if life.told else ""
    if told == "retired":
        return Status.RETIRED, "is no longer offered; on which day it ended is not known", life.told
    if life.deprecated or told == "deprecated":
        since = f" since {life.deprecated.on}" if life.deprecated else ""
        says = f"is deprecated{since}; on which day it ends is not known"
        return Status.RETIRING, says, life.deprecated or life.told
    first = life.not_before
    passed = first is not None and (on is None or first.on <= on)
    if first and passed and not _still_there(life, first.on):
        return Status.RETIRING, f"may be gone: its end was ruled out before {first.on}, and not since", first
    if told == "active" or first:
        until = f", and none comes before {first.on}" if first and not passed else ""
        return Status.ACTIVE, f"is offered; no end is announced{until}", life.told or first
    came = f" since it was released ({life.released.on})" if life.released else ""
    return Status.UNKNOWN, f"nothing is known here of what became of it{came}", life.released


def _still_there(life: Lifecycle, day: date) -> bool:
    """Whether somebody saw it offered on this day or later."""
    told = life.told
    return told is not None and told.status == "active" and max(seen.date for seen in life.seen(told)) >= str(day)


def _ending(ends: WholeDay, on: date | None) -> tuple[Status, str]:
    """How a model stands of which the last day is known. On that day it is gone, or may be where it is the earliest."""
    if on is None:
        return Status.RETIRING, f"ends on {ends.day}; today's date is not known"
    left = (ends.on - on).days
    if left <= 0 and ends.earliest:
        return Status.RETIRING, f"may be gone: it ends on {ends.day}"
    if left <= 0:
        return Status.RETIRED, f"was shut down on {ends.day}"
    said = f"ends on {ends.day}, in {left} {'day' if left == 1 else 'days'}"
    return (Status.RETIRING if left <= WITHIN else Status.DEPRECATED), said


def _elsewhere_than_asked(status: Status, says: str, life: Lifecycle) -> tuple[Status, str]:
    """The same of a host that sets days of its own, and tells none: what ends at the maker may end there too."""
    ending = status in (Status.RETIRED, Status.RETIRING)
    own = f"{says} at its maker ({life.host}); when it ends at {life.asked_at} is not known here"
    return (Status.RETIRING if ending else Status.UNKNOWN), own


def _told_by(life: Lifecycle, resting: LifeFact | None) -> str:
    if resting is None:
        return ""
    newest = max(life.seen(resting), key=lambda seen: (seen.first_hand, seen.date))
    hand = "second-hand, " if life.second_hand(resting) else ""
    return f"{life.host}; {hand}{newest.title}, {newest.date}"


def _elsewhere(life: Lifecycle) -> str:
    """Other hosts set their own days; they are told, and change nothing of the status."""
    told = [f"{item.host} {item.day}" for item in life.elsewhere]
    return f"; other hosts set days of their own, {', '.join(told)}" if told else ""
