"""A family's name where neither a base nor a license accounts for it."""

from __future__ import annotations

import pytest

from auditor.schema.snapshot import Snapshot
from tests.builders import audited, snapshot

LLAMA = snapshot("meta-llama/Llama-3.1-8B", "license: llama3.1")


@pytest.mark.parametrize(
    ("world", "found"),
    [
        ((snapshot("org/Llama-garden-8B"),), True),
        ((snapshot("org/gemma-2b-garden", "license: apache-2.0"),), True),
        (
            (
                snapshot("org/garden", "license: mit\nbase_model: maker/chinese-llama-2"),
                snapshot("maker/chinese-llama-2"),
            ),
            True,
        ),
        ((snapshot("org/Llama-garden-8B", "license: llama3.1"),), False),
        ((snapshot("org/Llama-garden-8B", "license: mit\nbase_model: meta-llama/Llama-3.1-8B"), LLAMA), False),
        ((snapshot("meta-llama/Llama-garden-8B"),), False),
        ((snapshot("org/TinyLlama-garden"),), False),
        ((snapshot("org/garden"),), False),
    ],
)
def test_names_of_families_that_must_be_passed_on(world: tuple[Snapshot, ...], found: bool) -> None:
    made = audited(*world)
    assert ("lineage-unresolved" in {finding.id for finding in made.findings}) is found
    assert not found or made.decision.outcome.value == "review"
