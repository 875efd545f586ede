"""Who gets the files: gate, privacy, disablement."""

from __future__ import annotations

from auditor.gather.papers import Papers
from auditor.schema.citation import Citation
from auditor.schema.evidence import Access, GateState

_GATES: dict[object, GateState] = {False: GateState.OPEN, "auto": GateState.AUTO, "manual": GateState.MANUAL}


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
        citations=tuple(_cited(papers, key) for key in ("gated", "private", "disabled") if key in raw),
    )


def _cited(papers: Papers, key: str) -> Citation:
    return papers.at_pointer(f"/{key}", papers.metadata.raw[key])
