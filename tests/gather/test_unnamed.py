"""Places of a card that state terms which are not known: each is listed or counted, none is dropped."""

from __future__ import annotations

import pytest

from auditor.gather.stated import MOST_STATEMENTS
from auditor.gather.unnamed import MOST, unnamed_terms
from auditor.schema.audit import ModelAudit
from auditor.schema.claim import LicenseClaim
from auditor.schema.decision import Outcome
from tests.builders import MIT, audited, snapshot, standards
from tests.gather.reading.reads import papers_of

KNOWLEDGE = standards().knowledge
PARTS = [f"- The part {name} is under the MIT license." for name in "abcdefghijkl"]
OTHERS = [
    f"- The code of {name} is released under the {written} license."
    for name, written in zip(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
        ("MIT", "Apache-2.0", "BSD-3-Clause", "BSD-2-Clause", "ISC", "Zlib", "CC0-1.0", "CC-BY-4.0", "Unlicense",
         "BSL-1.0", "PSF-2.0", "NCSA"),
        strict=True,
    )
]  # fmt: skip


@pytest.mark.parametrize("before", [[], OTHERS, PARTS, OTHERS + PARTS])
@pytest.mark.parametrize("last", ["The weights are released under GPL-3.0.", "Model license: CC BY-NC 4.0"])
def test_no_statement_of_the_model_is_cut_for_what_stands_before_it(before: list[str], last: str) -> None:
    body = "\n".join([*before, "", last])
    model = audited(snapshot(body=body, files={"LICENSE": MIT}))
    assert model.decision.outcome in (Outcome.REVIEW, Outcome.DENIED, Outcome.CONDITIONAL)
    assert {"GPL-3.0", "CC-BY-NC-4.0"} & {name for claim in _claims(model) for name in claim.licenses}


def test_the_last_of_many_names_counts() -> None:
    body = "The weights are released under MIT and Apache-2.0 and ISC and BSD-3-Clause and CC BY-NC 4.0."
    model = audited(snapshot(body=body, files={"LICENSE": MIT}))
    assert model.decision.outcome in (Outcome.REVIEW, Outcome.DENIED)


def test_statements_beyond_the_bound_are_said_to_be_unread() -> None:
    body = "\n\n".join([*["It is under the MIT license."] * MOST_STATEMENTS, "The weights are under GPL-3.0."])
    (rest,) = unnamed_terms(papers_of(body), KNOWLEDGE)
    assert rest.words.startswith("1 more, the first of them: ")
    assert "GPL-3.0" in rest.words
    model = audited(snapshot(body=body, files={"LICENSE": MIT}))
    assert "terms-unread" in [item.id for item in model.findings]
    assert model.decision.outcome is Outcome.REVIEW


def test_links_beyond_those_that_are_listed_are_counted_in_one() -> None:
    links = [f"- License: [terms](https://heron.example/{name}/terms)" for name in "abcdefghijkl"]
    found = unnamed_terms(papers_of("\n".join(links)), KNOWLEDGE)
    assert len(found) == MOST + 1
    assert found[-1].words.startswith(f"{len(links) - MOST} more, ")
    assert found[-1].address is None


def test_what_another_card_names_is_read_too() -> None:
    other = "# Wren\n\nLicense: [terms](https://heron.example/terms)\n"
    model = audited(snapshot(files={"LICENSE": MIT, "README_zh.md": other}))
    assert model.decision.outcome is Outcome.REVIEW


def _claims(model: ModelAudit) -> tuple[LicenseClaim, ...]:
    assert model.evidence.subject is not None
    return model.evidence.subject.license_claims
