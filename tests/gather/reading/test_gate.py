"""What the gate asks limits the use as the card's words do, and is cited where it stands."""

from __future__ import annotations

import pytest

from auditor.files.reading import load_vocabulary
from auditor.gather.papers import open_papers
from auditor.gather.reading.gate import gate_limits
from auditor.schema.claim import ClaimSource
from auditor.schema.snapshot import METADATA
from tests.builders import APACHE, dossier, snapshot

TAKEN = "I agree to use this model for non-commercial use only"


def said(front: str = "", **metadata: object) -> list[tuple[str, str, int | None]]:
    found = gate_limits(open_papers(snapshot(front=front, **metadata), load_vocabulary()))  # type: ignore[arg-type]
    return [(item.kind.value, item.citation.file, item.citation.line) for item in found]


@pytest.mark.parametrize(
    "front",
    [
        f"license: mit\nextra_gated_prompt: {TAKEN}",
        f"license: mit\nextra_gated_heading: {TAKEN}",
        f"license: mit\nextra_gated_description: {TAKEN}",
        f"license: mit\nextra_gated_button_content: {TAKEN}",
        f"license: mit\nextra_gated_fields:\n  {TAKEN}: checkbox",
        f"license: mit\nextra_gated_fields:\n  Use:\n    type: select\n    options: ['{TAKEN}']",
        f"license: mit\nextra_gated_fields:\n  Use:\n    type: select\n    options: [{{label: '{TAKEN}', value: yes}}]",
        f"license: mit\nextra_gated_fields: ['{TAKEN}']",
        f"license: mit\nextra_gated_prompt: ['{TAKEN}', 3]",
        "license: mit\nextra_gated_fields: {" + "".join(f"f{n}: text, " for n in range(90)) + f"'{TAKEN}': checkbox}}",
    ],
)
def test_each_part_of_the_gate_is_read_and_cited(front: str) -> None:
    line = next(number for number, words in enumerate(front.split("\n"), 2) if TAKEN in words)
    assert said(front) == [("non-commercial", "README.md", line)]


def test_the_apis_copy_is_read_where_it_differs() -> None:
    assert said("license: mit", cardData={"extra_gated_fields": {TAKEN: "checkbox"}}) == [
        ("non-commercial", METADATA, None)
    ]


@pytest.mark.parametrize(
    "fields",
    ["{Name: text}", "[1, 2]", "no", "{1: 2}", "''", "{1: {[2]: [null, [3.5]]}}", "{Country: {type: country}}"],
)
def test_other_gates_say_nothing(fields: str) -> None:
    assert said(f"license: mit\nextra_gated_fields: {fields}") == []


@pytest.mark.parametrize(
    ("changed", "kinds"),
    [
        (APACHE, []),
        (f"{APACHE}\n\nYou may not use it for commercial purposes.", ["non-commercial"]),
        (
            APACHE.replace("perpetual, worldwide", "perpetual, for non-commercial use only, worldwide"),
            ["non-commercial"],
        ),
    ],
    ids=["as it is", "with more", "changed"],
)
def test_a_license_in_the_prompt_is_read_by_sentences_unless_it_is_that_license(changed: str, kinds: list[str]) -> None:
    prompt = "\n".join(f"  {line}" for line in changed.splitlines())
    made = dossier(snapshot(front=f"license: other\nextra_gated_prompt: |\n{prompt}"))
    assert made.subject is not None
    assert any(claim.source is ClaimSource.GATE_PROMPT for claim in made.subject.license_claims)
    assert [item.kind.value for item in made.subject.statements] == kinds


def test_what_the_gate_asks_counts_in_the_conclusion() -> None:
    made = dossier(snapshot(front=f"license: mit\nextra_gated_fields:\n  {TAKEN}: checkbox"))
    assert made.subject is not None
    assert [item.kind.value for item in made.subject.statements] == ["non-commercial"]
