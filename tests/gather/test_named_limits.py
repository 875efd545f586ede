"""The name of a license that is not known says by itself what it allows no more than."""

from __future__ import annotations

import pytest

from auditor.gather.named_limits import limit_of, named_limits
from auditor.schema.evidence import Repository, StatementKind
from tests.builders import audited, dossier, snapshot, standards

VOCABULARY = standards().knowledge.vocabulary
BARRED, RESEARCH = StatementKind.NON_COMMERCIAL, StatementKind.RESEARCH_ONLY


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("wren-non-commercial", BARRED),
        ("WrenNonCommercial", BARRED),
        ("wren_noncommercial_v1", BARRED),
        ("wren-nc-community", BARRED),
        ("wren-not-for-commercial-use", BARRED),
        ("wren-non-commercial-research", BARRED),
        ("鹪鹩非商用许可", BARRED),
        ("wren-research-license", RESEARCH),
        ("wren-evaluation", RESEARCH),
        ("wren-academic", RESEARCH),
        ("wren-research-and-commercial", None),
        ("wren-license", None),
        ("ncnn", None),
        ("wren-commercial", None),
        ("", None),
    ],
)
def test_a_name_is_read_as_a_limit_and_never_as_a_permission(name: str, kind: StatementKind | None) -> None:
    said = limit_of(name, VOCABULARY)
    assert (said[0] if said else None) == kind


def read(front: str, **made: object) -> Repository:
    evidence = dossier(snapshot(front=front, **made))  # type: ignore[arg-type]
    assert evidence.subject is not None
    return evidence.subject


@pytest.mark.parametrize(
    ("front", "words"),
    [
        ("license: other\nlicense_name: wren-non-commercial", ["wren-non-commercial"]),
        ("license: wren-non-commercial", ["wren-non-commercial"]),
        ("license: other\nlicense_name: llama3.1", []),
        ("license: cc-by-nc-4.0", []),  # what the catalog knows is not read by its name
        ("license: other\nlicense_name: qwen-research", []),
        ("license: mit", []),
    ],
)
def test_only_names_that_are_not_known_are_read(front: str, words: list[str]) -> None:
    said = read(front).statements
    assert [item.words for item in said] == words
    assert {item.kind for item in said} <= {BARRED}


def test_the_limit_is_cited_with_the_row_that_reads_it() -> None:
    (said,) = named_limits(read("license: other\nlicense_name: wren-non-commercial").license_claims, VOCABULARY)
    assert (said.row, said.citation.file, said.citation.line) == ("license-names/bars-commerce", "README.md", 3)


def test_a_tag_of_the_hub_is_read_too_and_the_same_name_once() -> None:
    one = read("license: wren-non-commercial", tags=["license:wren-non-commercial", "license:finch-nc"])
    assert [item.words for item in one.statements] == ["wren-non-commercial", "finch-nc"]


@pytest.mark.parametrize("beside", ["other", "mit", "llama3.1"])
def test_commercial_use_is_denied_and_the_name_stays_unresolved(beside: str) -> None:
    model = audited(snapshot(front=f"license: {beside}\nlicense_name: wren-non-commercial"))
    assert model.decision.outcome.value == "denied"
    assert model.license.commercial_use.value == "no"
    assert "license-unresolved" in {finding.id for finding in model.findings}


def test_research_in_a_name_asks_for_a_review() -> None:
    model = audited(snapshot(front="license: other\nlicense_name: wren-research-license"))
    assert model.decision.outcome.value == "review"
    assert "card/research-only" in {reason.rule for reason in model.decision.reasons}
