"""A waiver accepts the finding that it names, of the models that it names, until its last day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from auditor.decide.summary import summarize
from auditor.decide.waivers import waive, waiver_for
from auditor.parse.references import covers
from auditor.schema.decision import Finding, Level
from auditor.schema.waiver import Waiver
from tests.builders import audited, snapshot

SHA = "0123456789abcdef0123456789abcdef01234567"
PURL = f"pkg:huggingface/Org/Name@{SHA}"
DAY = date(2027, 1, 31)


def waiver(**given: Any) -> Waiver:
    said = {"finding": "weights-missing", "model": "org/name", "reason": "legal-advice", "comment": "c"}
    return Waiver.model_validate(said | {"approver": "a", "expires": "2027-01-31"} | given)


FINDING = Finding(id="weights-missing", level=Level.WARNING, message="none", how_to_fix="look")


@pytest.mark.parametrize(
    ("pattern", "named"),
    [
        ("org/name", True),
        ("ORG/NAME", True),
        ("org/*", True),
        ("*/name", True),
        (f"org/name@{SHA}", True),
        (f"pkg:huggingface/org/name@{SHA}", True),
        ("pkg:huggingface/Org/Name", True),
        ("org/name@0123456", True),
        ("org/name@012345", False),
        ("org/name@main", False),
        ("org/nam", False),
        ("org", False),
        ("datasets/org/name", False),
        ("pkg:generic/name", False),
    ],
)
def test_which_model_a_pattern_names(pattern: str, named: bool) -> None:
    assert covers(pattern, PURL) is named


def test_a_dataset_is_named_as_one() -> None:
    dataset = "pkg:huggingface/datasets/org/name@abc"
    assert covers("datasets/org/name", dataset)
    assert not covers("org/name", dataset)


@pytest.mark.parametrize(
    ("pattern", "named"),
    [
        ("openai:gpt-4o", True),
        ("openai:*", True),
        ("pkg:generic/openai:gpt-4o", True),
        ("openai:gpt-4", False),
        ("gpt-4o", False),
        ("openai/gpt-4o", False),
    ],
)
def test_a_closed_system_is_named_as_it_is_audited(pattern: str, named: bool) -> None:
    assert covers(pattern, f"pkg:generic/openai:gpt-4o@{SHA}") is named
    assert not covers(pattern, f"pkg:huggingface/openai/gpt-4o@{SHA}") or pattern == "openai/gpt-4o"


def test_a_finding_is_marked_and_kept_and_others_are_left_alone() -> None:
    other = FINDING.model_copy(update={"id": "license-missing"})
    first, second = waive((FINDING, other), PURL, [waiver()], DAY)
    assert (first.waived, second) == (waiver(), other)


def test_an_expired_waiver_accepts_nothing() -> None:
    assert waiver_for("weights-missing", PURL, [waiver()], DAY) == waiver()
    assert waiver_for("weights-missing", PURL, [waiver()], date(2027, 2, 1)) is None


def test_of_several_the_one_that_holds_longest_counts() -> None:
    longest = waiver(expires="2028-01-01")
    assert waiver_for("weights-missing", PURL, [waiver(), longest, waiver(expires="2027-06-01")], DAY) == longest


def test_a_run_counts_what_was_waived_and_what_is_known() -> None:
    model = audited(snapshot(listed=()))
    waived = model.model_copy(update={"findings": (FINDING.model_copy(update={"waived": waiver()}),)})
    known = model.model_copy(update={"known": True})
    summary = summarize([waived, known], accept_conditions=False)
    assert (summary.waived, summary.known, summary.models) == (1, 1, 2)
    assert summarize([known], accept_conditions=False).exit_code == 0
    assert summarize([model], accept_conditions=False).exit_code == 10


def _unread(*digests: str) -> Finding:
    names = tuple(f"sentence:{digest}" for digest in digests)
    return Finding(id="terms-unread", level=Level.WARNING, message="m", how_to_fix="h", names=names)


ONE, TWO = "0123456789abcdef", "fedcba9876543210"


def test_a_waiver_of_a_sentence_accepts_that_sentence_in_all_models() -> None:
    of_one = waiver(finding="terms-unread", model="*", sentence=ONE)
    found = waive([_unread(ONE), _unread(TWO), FINDING], PURL, [of_one], DAY)
    assert [item.waived for item in found] == [of_one, None, None]


def test_a_finding_of_several_sentences_is_accepted_where_each_of_them_is() -> None:
    of_one, of_two = (waiver(finding="terms-unread", model="*", sentence=digest) for digest in (ONE, TWO))
    both = _unread(ONE, TWO)
    assert waive([both], PURL, [of_one], DAY)[0].waived is None
    assert waive([both], PURL, [of_one, of_two], DAY)[0].waived is not None
    assert waiver_for("terms-unread", PURL, [of_one], DAY) is None
