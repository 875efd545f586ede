"""What a probe is: a module with `Args`, a docstring, and a pure `answer`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from pydantic import Field

from auditor.schema.base import Value
from auditor.schema.citation import Citation
from auditor.schema.evidence import Component, ComponentKind, Dossier, Repository
from auditor.schema.rubric import Answer
from auditor.schema.section import Section, SectionKind

MAX_CITATIONS = 12


class Reply(Value):
    """A probe's answer: why, what would change it, and on what it rests."""

    answer: Answer
    reason: str
    would_change: str = ""
    citations: tuple[Citation, ...] = Field(default=())


class Probe(Protocol):
    """A module that answers one kind of question."""

    Args: type[Value]

    def answer(self, dossier: Dossier, args: Any) -> Reply:
        """Answer from the dossier alone; `dossier.subject` is never None here."""
        ...


class NoArgs(Value):
    """The arguments of a probe that takes none."""


def subject(dossier: Dossier) -> Repository:
    """The repository that is judged."""
    assert dossier.subject is not None, "without a subject there is nothing to ask"
    return dossier.subject


def component(repository: Repository, kinds: Iterable[ComponentKind]) -> Component | None:
    """The first component of one of these kinds, in the order of `kinds`."""
    by_kind = {item.kind: item for item in repository.components}
    return next((by_kind[kind] for kind in kinds if kind in by_kind), None)


def sections(repository: Repository, kinds: Iterable[SectionKind]) -> list[Section]:
    """The card's sections whose headings announce one of these; where one has no words itself, those within it too."""
    wanted = frozenset(kinds)
    found: list[Section] = []
    asked = 0  # the level of a heading without words of its own: what stands within it answers for it
    for place, section in enumerate(repository.sections):
        if section.level <= asked:
            asked = 0
        announced = bool(wanted.intersection(section.kinds))
        if announced or asked:
            found.append(section)
        if announced and section.empty and place:  # the card's title stands over everything
            asked = asked or section.level
    return found


def unknown(reason: str, would_change: str, citations: Iterable[Citation] = ()) -> Reply:
    """No evidence either way."""
    return Reply(answer=Answer.UNKNOWN, reason=reason, would_change=would_change, citations=limited(citations))


def limited(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """Citations without repeats, bounded."""
    return tuple(dict.fromkeys(citations))[:MAX_CITATIONS]
