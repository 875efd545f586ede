"""The file of a company's license before anybody has read the text: what is to be filled in, and what a machine read.

Nothing that was read by machine is a fact: it stands in comments, for whoever reads the text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from auditor.gather.bounds import readable
from auditor.gather.reading.clauses import MAX_CLAUSES, MOST_READ, numbers, said_in
from auditor.prose.blocks import lines_of
from auditor.prose.text import read_plain
from auditor.prose.vocabulary import Vocabulary
from auditor.report.plain import inert
from auditor.schema.clauses import ClauseSays
from auditor.schema.license import CommercialUse, Family

_SHOWN = 200  # characters of a clause
_BLOCKS = {
    ClauseSays.MAY: "grants",
    ClauseSays.MUST: "obligations",
    ClauseSays.MAY_NOT: "restrictions",
    ClauseSays.IF: "conditions",
}
_SAID = {ClauseSays.MAY: "may", ClauseSays.MUST: "must", ClauseSays.MAY_NOT: "may not", ClauseSays.IF: "if"}


@dataclass(frozen=True)
class Skeleton:
    """What is known of a license before it was read."""

    id: str
    title: str
    file: str
    """The name of the file with its text."""
    text_sha256: str
    text: str
    spdx: str = ""
    scancode: str = ""


def skeleton(license_: Skeleton, vocabulary: Vocabulary) -> str:
    """The file as YAML, which holds as it stands and says that nothing is known."""
    return "\n".join([*_head(license_), *_to_fill_in(), *_by_machine(license_.text, vocabulary), ""])


def _head(license_: Skeleton) -> Iterator[str]:
    uses = ", ".join(use.value for use in CommercialUse if use is not CommercialUse.UNKNOWN)
    yield "# Made by `auditor license add`. Read the text, and fill in all that is marked with FILL IN."
    yield "# Until family and commercial_use are filled in, every model under this license is to review."
    yield "# docs/adding-a-license.md says more; where a word is none, `auditor policy check` names those that are."
    yield f"id: {_quoted(license_.id)}"
    yield f"title: {_quoted(license_.title)}  # FILL IN: as the text has it; it counts as a name"
    for key in ("spdx", "scancode"):
        if value := getattr(license_, key):
            yield f"{key}: {_quoted(value)}"
    yield "# FILL IN family: one of"
    families = [family.value for family in Family if family not in (Family.UNKNOWN, Family.UMBRELLA)]
    rows = [", ".join(families[start : start + 6]) for start in range(0, len(families), 6)]
    yield from (f"#   {row}," for row in rows[:-1])
    yield f"#   {rows[-1]}"
    yield "family: unknown"
    yield f"# FILL IN commercial_use: {uses}"
    yield "commercial_use: unknown"
    yield "covers: [model]  # FILL IN: software, model, data, documentation, output"
    yield ""
    yield "text_sha256:"
    yield f"  - {_quoted(license_.text_sha256)}"
    yield "sources:"
    yield f"  - title: {_quoted(license_.file)}"
    yield "    # FILL IN: where the text can be read, and of which day it is"
    yield "    # url: https://"
    yield "    # date: YYYY-MM-DD"


def _to_fill_in() -> Iterator[str]:
    yield from (
        "",
        "# FILL IN: who read the facts below beside the text, and when",
        "# reading:",
        "#   by: counsel",
        "#   date: YYYY-MM-DD",
        "",
        "# FILL IN: other names that cards and papers call it by; id and title count already",
        "# names:",
        "#   slugs: []      # values of license_name",
        "#   spellings: []",
        "#   urls: []       # without https://",
        "",
        "# FILL IN: what it gives, asks and forbids, each with its clause, such as",
        "# grants:",
        "#   - {clause: '2.1', grant: use, given: 'yes', read: checked}",
        "# conditions:",
        "#   - {clause: '4', metric: users, operator: <=, value: 100, read: checked, effect: a paid license is needed}",
        "# obligations:",
        "#   - {clause: '3', obligation: license-copy, when: [redistribute], read: checked}",
        "# restrictions:",
        "#   - {clause: '5', restriction: no-military, read: checked}",
    )


def _by_machine(text: str, vocabulary: Vocabulary) -> Iterator[str]:
    """The clauses that were read by machine, as comments."""
    whole = readable(text)
    lines = numbers(lines_of(whole))
    said = list(islice(said_in(read_plain(whole[:MOST_READ], vocabulary)), MAX_CLAUSES))
    yield ""
    yield "# READ BY MACHINE. None of this is a fact, and much may be missing: it shows where to look in the text."
    for kind, block in _BLOCKS.items():
        of_kind = [one for one in said if one.kind is kind]
        if of_kind:
            yield f"# {block}:"
        for one in of_kind:
            number = lines[one.line - 1] if one.line <= len(lines) else ""
            clause = f", clause {inert(number)}" if number else ""
            words = inert(one.words, _SHOWN)
            yield f"#   line {one.line}{clause}: {_SAID[kind]} {one.about}: “{words}”"
    if not said:
        yield "#   no clause was understood"
    elif len(said) == MAX_CLAUSES or len(whole) > MOST_READ:
        yield "#   and more, which is not listed"


def _quoted(text: str) -> str:
    """A scalar that is a text to every reader of YAML."""
    return json.dumps(inert(text), ensure_ascii=False)
