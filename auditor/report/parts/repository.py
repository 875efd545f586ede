"""Findings about the user's own repository, for a terminal: what counts first, then what was accepted, then notes."""

from __future__ import annotations

from collections import Counter

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from auditor.report.parts.problems import waiver_of
from auditor.report.plain import inert
from auditor.schema.audit import Audit
from auditor.schema.decision import Level, Outcome
from auditor.schema.gate import GateFinding

_STYLE = {Level.ERROR: "red", Level.WARNING: "yellow", Level.NOTE: "cyan"}
_MAX_LINES = 60
_MAX_PLACES = 5
_LONGEST = 1_000  # of what is said of one finding


def repository(audit: Audit, verbose: int) -> RenderableType | None:
    """The section on the repository; None where there is nothing to say. Notes are counted unless verbose."""
    told = [item for item in audit.gate if verbose or item.waived or _counts(item)]
    told.sort(key=lambda item: (not _counts(item), item.waived is None))
    left = Counter(item.id for item in audit.gate if item not in told)
    if not told and not left:
        return None
    head = Rule(Text("the repository itself", style="bold"), align="left", style="dim", characters="─")
    parts: list[RenderableType] = [Padding(_finding(item), (0, 0, 0, 2)) for item in told]
    if left:
        counts = ", ".join(f"{count} {name}" for name, count in sorted(left.items()))
        parts.append(Padding(Text(f"and {counts} (-v shows them)", style="dim"), (0, 0, 0, 2)))
    return Group(head, *parts, Text())


def _counts(item: GateFinding) -> bool:
    return item.speaks and item.outcome is not Outcome.APPROVED


def _finding(item: GateFinding) -> RenderableType:
    mark = "waived" if item.waived else item.level.value
    head = Text(f"! {inert(item.id)} ({mark})", style="dim" if item.waived else _STYLE[item.level])
    head.append(f"  {inert(_places(item))}", style="dim")
    rest: list[RenderableType] = [Text(inert(item.message, _LONGEST))]
    if item.before is not None or item.after is not None:
        rest += [Text(f"- {line}", style="red") for line in _lines(item.before)]
        rest += [Text(f"+ {line}", style="green") for line in _lines(item.after)[:1]]
        rest += [Text(f"  {line}", style="dim") for line in _lines(item.after)[1:]]
    known = " (the baseline has it)" if item.known else ""
    last = waiver_of(item.waived) if item.waived else f"→ {item.how_to_fix}{known}"
    rest.append(Text(inert(last), style="dim"))
    return Group(head, *(Padding(part, (0, 0, 0, 2)) for part in rest))


def _places(item: GateFinding) -> str:
    """Where it stands: the first places, and how many more there are."""
    shown = ", ".join(map(str, item.places[:_MAX_PLACES]))
    more = len(item.places) - _MAX_PLACES
    return f"{shown} and {more} more" if more > 0 else shown


def _lines(text: str | None) -> list[str]:
    return [_shown(line) for line in (text or "").split("\n")[:_MAX_LINES]]


def _shown(line: str) -> str:
    """One line of a text, its leading sign and blanks kept."""
    return line[:1] + inert(line[1:], 200) if line else ""
