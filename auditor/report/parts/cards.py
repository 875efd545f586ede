"""What a card, and the files beside it, tell for the fields of a bill of materials: places to read, and quotes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from auditor.report.parts.bill import BillPart
from auditor.report.parts.places import cited_page, place_of
from auditor.report.plain import inert
from auditor.schema.citation import Citation
from auditor.schema.evidence import AttributionKind
from auditor.schema.reading import DataAspect, DataStatement
from auditor.schema.section import Section

_MAX_NAMED = 6
_MAX_WORDS = 3_000
_PROCESSING = (DataAspect.FILTERING, DataAspect.DEDUPLICATION, DataAspect.DECONTAMINATION)


def answers(part: BillPart, slots: Mapping[str, re.Pattern[str]]) -> dict[str, str]:
    """For each field whose heading stands in the card, above more than a placeholder: where it is answered.

    A heading that is the model's own name speaks of no field.
    """
    sections = part.repository.sections if part.repository else ()
    own = part.name.rpartition("/")[2].casefold()
    told = [item for item in sections if not item.empty and item.title.strip().casefold() != own]
    found = {}
    for field, heading in slots.items():
        places = [_place(section, part) for section in told if heading.search(section.title)]
        if places:
            found[field] = "; ".join(places[:_MAX_NAMED])
    return found


def training(part: BillPart) -> str:
    """What the card says of training and its data, in its own words."""
    if part.repository is None:
        return ""
    said = part.repository.reading
    cited = [item.citation for item in said.compute]
    cited += [item.citation for item in said.data if item.aspect not in _PROCESSING]
    return inert("; ".join(map(_quote, _first(cited))), _MAX_WORDS)


def processing(part: BillPart) -> list[str]:
    """What the card says of how data was filtered and cleaned, in its own words."""
    return [_quote(item) for item in _first([item.citation for item in _processed(part)])]


def attributions(part: BillPart, kind: AttributionKind) -> list[str]:
    """The copyright lines, or the notices, that its files hold."""
    held = part.repository.attributions if part.repository else ()
    return list(dict.fromkeys(inert(item.text, _MAX_WORDS) for item in held if item.kind is kind))


def _processed(part: BillPart) -> tuple[DataStatement, ...]:
    told = part.repository.reading.data if part.repository else ()
    return tuple(item for item in told if item.aspect in _PROCESSING)


def _first(cited: list[Citation]) -> list[Citation]:
    """The first of them, each line once."""
    return list({(item.file, item.line): item for item in reversed(cited)}.values())[::-1][:_MAX_NAMED]


def _quote(citation: Citation) -> str:
    return f"“{inert(citation.quote, 300)}” ({inert(place_of(citation))}, sha256 {citation.sha256})"


def _place(section: Section, part: BillPart) -> str:
    cited = section.citation
    url = cited_page(cited, part.endpoint)
    lines = f"lines {section.line} to {section.end_line}, sha256 {cited.sha256}"
    return inert(f"See “{inert(section.title, 120)}” in {cited.file}, {lines}" + (f": {url}" if url else ""), 1_000)
