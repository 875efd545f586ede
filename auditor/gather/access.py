"""Who gets the files, and against what: gate, its fields, privacy, disablement."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from typing import Any

from auditor.gather.papers import Papers
from auditor.schema.citation import Citation
from auditor.schema.evidence import Access, GateField, GateState

_GATES: dict[object, GateState] = {False: GateState.OPEN, "auto": GateState.AUTO, "manual": GateState.MANUAL}
_FIELDS = "extra_gated_fields"
_TICKED = "checkbox"
_MOST = 20
_LONGEST = 120


def access(papers: Papers) -> Access:
    """Access as the metadata has it. A field that is absent is unknown, not open."""
    raw = papers.metadata.raw
    gate = raw.get("gated")
    known = isinstance(gate, (bool, str)) and gate in _GATES
    prompt = papers.card.front.get("extra_gated_prompt") or papers.metadata.card.get("extra_gated_prompt")
    return Access(
        gate=_GATES[gate] if known else GateState.UNKNOWN,
        private=papers.metadata.flag("private"),
        disabled=papers.metadata.flag("disabled"),
        gate_prompt=prompt if isinstance(prompt, str) else None,
        fields=tuple(islice(_filled_in(papers), _MOST)),
        citations=tuple(_cited(papers, key) for key in ("gated", "private", "disabled") if key in raw),
    )


def _filled_in(papers: Papers) -> Iterator[GateField]:
    """What the gate asks to be written, chosen or looked up; ticking a box tells nothing of the person."""
    for label, form, cite in _asked(papers):
        if form != _TICKED:
            yield GateField(label=label[:_LONGEST], form=form, citation=cite())


def _asked(papers: Papers) -> Iterator[tuple[str, str, Callable[[], Citation]]]:
    own = papers.card.front.get(_FIELDS) if papers.readme else None
    if isinstance(own, dict):
        for label, value in own.items():
            yield str(label), _form(value), partial(papers.in_card, papers.card.line(_FIELDS, label))
        return
    copied = papers.metadata.card.get(_FIELDS)
    for label, value in copied.items() if isinstance(copied, dict) else ():
        yield label, _form(value), partial(papers.at_pointer, f"/cardData/{_FIELDS}", label)


def _form(value: Any) -> str:
    """`text`, `country`; of a choice the word under `type`."""
    named = value.get("type") if isinstance(value, dict) else value
    return str(named)[:_LONGEST].lower()


def _cited(papers: Papers, key: str) -> Citation:
    return papers.at_pointer(f"/{key}", papers.metadata.raw[key])
