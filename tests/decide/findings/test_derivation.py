"""Parents of a merge that no one license can satisfy together, in whichever order they stand."""

from __future__ import annotations

import pytest

from auditor.schema.snapshot import Snapshot
from tests.builders import audited, snapshot
from tests.decide.lineage_cases import GPL, LLAMA, NC, ND, OPEN, merged

RAIL = snapshot("maker/rail", "license: openrail++")
BOUND = snapshot("maker/bound", "license: cc-by-nc-sa-4.0")
QWEN = snapshot("maker/qwen", "license: qwen")  # a limit of users, and no list of forbidden uses
ALIKE = snapshot("maker/alike", "license: cc-by-sa-4.0")


def conflicts(*parents: Snapshot) -> list[str]:
    found = audited(merged("apache-2.0", *(parent.id for parent in parents)), *parents).findings
    return [finding.message for finding in found if finding.id == "merge-conflict"]


@pytest.mark.parametrize(
    ("alike", "against"),
    [(GPL, RAIL), (ALIKE, RAIL), (GPL, LLAMA), (GPL, ND), (GPL, QWEN)],
    ids=lambda parent: parent.id,
)
def test_share_alike_terms_must_cover_the_whole_and_suffer_no_restrictions(alike: Snapshot, against: Snapshot) -> None:
    for one, other in ((alike, against), (against, alike)):
        [message] = conflicts(one, other)
        assert message.startswith(f"{one.id} and {other.id} cannot be merged under one license: ")
        assert " must cover the whole, and " in message
        assert message.endswith(" adds restrictions to it")


def test_terms_without_commercial_use_clash_with_those_that_allow_it() -> None:
    for one, other in ((NC, OPEN), (OPEN, NC)):
        [message] = conflicts(one, other)
        assert "NonCommercial 4.0 International allows no commercial use, Apache License 2.0 does" in message


@pytest.mark.parametrize(
    "parents",
    [
        *((ALIKE, OPEN), (OPEN, RAIL), (RAIL, LLAMA), (ND, OPEN), (GPL, OPEN)),
        (NC, snapshot("maker/nc-nd", "license: cc-by-nc-nd-4.0")),
        (BOUND, snapshot("maker/same", "license: cc-by-nc-sa-4.0")),
    ],
)
def test_what_one_license_can_satisfy_is_no_conflict(parents: tuple[Snapshot, ...]) -> None:
    assert conflicts(*parents) == []


def test_each_pair_of_three_parents_is_compared() -> None:
    assert len(conflicts(RAIL, OPEN, GPL)) == 1
    assert len(conflicts(RAIL, NC, GPL)) == 3


def test_four_parents_are_cited_and_no_other_base() -> None:
    parents = (GPL, *(snapshot(f"maker/rail-{number}", "license: openrail++") for number in range(4)))
    files = {"mergekit_config.yml": "models:\n" + "".join(f"- model: {parent.id}\n" for parent in parents)}
    front = "license: mit\nbase_model: maker/open\nbase_model_relation: finetune"
    found = audited(snapshot(front=front, files=files), OPEN, *parents).findings
    cited = {finding.citations for finding in found if finding.id == "merge-conflict"}
    assert [(citation.file, citation.line) for [*citations] in cited for citation in citations] == [
        ("mergekit_config.yml", line) for line in range(2, 6)
    ]


def test_terms_without_facts_are_passed_over() -> None:
    unknown = snapshot("maker/unknown", "license: CERN-OHL-1.1")
    found = audited(merged("apache-2.0", unknown.id, OPEN.id), unknown, OPEN)
    assert "merge-conflict" not in {finding.id for finding in found.findings}
    assert found.issues == (), "a rule that crashed would be an issue"
