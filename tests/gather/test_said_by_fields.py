"""Fields of the front matter speak by their keys, by short values, and by marks; ordinary ones say nothing."""

from __future__ import annotations

import pytest

from auditor.schema.decision import Outcome
from tests.builders import MIT, audited, snapshot


def outcome(front: str) -> Outcome:
    """What an MIT model with these fields comes to."""
    front = front if front.startswith("license:") else f"license: mit\n{front}"
    return audited(snapshot(front=front, files={"LICENSE": MIT})).decision.outcome


@pytest.mark.parametrize(
    "front",
    [
        "research-only:",
        '"Non-commercial use only":',
        '"Only for schools": ~',
        'commercial: ""',
        "non_commercial: null",
        "details:\n  research-only:",
        "? [non-commercial use only]\n: x",
        "? {license: cc-by-nc-4.0}\n: x",
        "price: 20 EUR",
        "territory: Norway",
        "region: EU excluded",
        "audience: members",
        "access: partners",
        "resale: no",
        "usage_rights: private",
        "intended_use: academia",
        "license: mit*",
        "license: apache-2.0 †",
        "tags: [members-only]",
        "tags: [private-use]",
        "tags: [internal]",
        "tags: [paid]",
        "tags: [trial]",
        "tags: [evaluation-version]",
    ],
)
def test_what_a_field_says_by_itself_is_heard(front: str) -> None:
    assert outcome(front) not in (Outcome.APPROVED, Outcome.CONDITIONAL)


@pytest.mark.parametrize(
    "front",
    [
        "thumbnail:",
        "tags: []",
        "instance_prompt: null",
        "region: us",
        "access: open",
        "price: free",
        "intended_use: text generation",
        "version: 1",
        "tags: [evaluation, evaluation-results, internal-representations, private-detector]",
        "? [a, b]\n: x",
    ],
)
def test_ordinary_fields_say_nothing(front: str) -> None:
    assert outcome(front) is Outcome.APPROVED
