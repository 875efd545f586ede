"""Ten ways in which terms get lost on the way down, each caught; and the same done honestly, left alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.fetch.archive import open_archive
from auditor.fetch.hub import HubSource
from auditor.parse.references import parse_reference
from auditor.pipeline import audit
from auditor.schema.audit import ModelAudit
from tests.builders import FIXTURES, standards
from tests.replica import HubReplica

OURS = "auditor-fixtures/"
# What is wrong → the fixture, what must be found in it, the worst that may be said of its honest twin, and the twin.
PAIRS: dict[str, tuple[str, set[str], str, str]] = {
    "MIT distill of Llama, said in prose only": (
        *("mit-distill-of-llama", {"upstream-terms-dropped", "lineage-undeclared", "name-prefix-missing"}),
        *("conditional", "Llama-3.1-8B-distill-honest"),
    ),
    "MIT fine-tune of Llama 3.1": (
        *("mit-finetune-of-llama", {"upstream-terms-dropped", "name-prefix-missing"}),
        *("conditional", "Llama-3.1-8B-garden-honest"),
    ),
    "Apache fine-tune of Gemma": (
        *("gemma-finetune-apache", {"upstream-terms-dropped"}, "conditional", "gemma-finetune-honest"),
    ),
    "Apache on non-commercial data": (
        *("apache-on-nc-data", {"data-non-commercial", "data-model-generated"}, "approved", "apache-on-open-data"),
    ),
    "Apache tag over a non-commercial text": (
        *("apache-tag-nc-text", {"license-tag-mismatch"}, "denied", "nc-tag-nc-text"),
    ),
    "GGUF of a non-production model without a license": (
        *("Codestral-22B-v0.1-GGUF", {"lineage-undeclared"}, "denied", "Codestral-22B-v0.1-honest-GGUF"),
    ),
    "merge of a Llama and a Qwen research model": (
        *("Llama-merge-qwen-research", {"merge-conflict", "upstream-terms-dropped"}),
        *("approved", "merge-of-apache-models"),
    ),
    "adapter without terms": (
        *("adapter-without-terms", {"license-missing"}, "conditional", "Llama-adapter-with-terms"),
    ),
    "chain of four with the restrictive root behind a gate": (
        *("chain-1", {"upstream-terms-dropped"}, "conditional", "Llama-chain-1"),
    ),
}
_ORDER = ("approved", "conditional", "review", "unverified", "denied")


def _audited(name: str, policy: str = "commercial") -> ModelAudit:
    [model] = audit([parse_reference(OURS + name)], open_archive(FIXTURES / "hub"), standards(policy)).models
    return model


@pytest.mark.parametrize("case", PAIRS)
def test_what_was_lost_is_found_and_its_twin_is_left_alone(case: str) -> None:
    name, expected, at_worst, twin = PAIRS[case]
    lost, honest = _audited(name), _audited(twin)
    assert {finding.id for finding in lost.findings} >= expected
    assert lost.decision.outcome.value in ("review", "denied")
    assert not {finding.id for finding in honest.findings} & expected
    assert _ORDER.index(honest.decision.outcome.value) <= _ORDER.index(at_worst)


def test_a_vision_derivative_of_llama_is_denied_in_the_union_and_a_text_one_is_not() -> None:
    outcomes = [
        _audited(name, "eu").decision.outcome.value
        for name in ("Llama-vision-derivative", "Llama-3.1-8B-garden-honest")
    ]
    assert outcomes == ["denied", "conditional"]


def test_what_was_dropped_names_ancestor_license_clause_and_way() -> None:
    model = _audited("chain-1")
    dropped = [item for item in model.lineage.inherited if not item.kept and item.license == "llama3.1"]
    assert {item.ancestor for item in dropped} == {"meta-llama/Llama-3.1-8B"}
    assert {item.path for item in dropped} == {
        (*(f"{OURS}chain-{number}" for number in (1, 2, 3)), "meta-llama/Llama-3.1-8B")
    }
    assert all(item.clause for item in dropped)
    [finding] = [finding for finding in model.findings if finding.id == "upstream-terms-dropped"]
    assert "clause 1.b.iv" in finding.message
    assert finding.how_to_fix


def test_a_root_behind_a_gate_still_speaks_through_its_public_metadata(
    hub: HubReplica, source_of: Callable[..., HubSource]
) -> None:
    [model] = audit([parse_reference(f"{OURS}chain-1")], source_of(hub), standards()).models
    gated = {(issue.subject, issue.kind.value) for issue in model.issues}
    assert ("meta-llama/Llama-3.1-8B", "gated") in gated
    assert "upstream-terms-dropped" in {finding.id for finding in model.findings}
    assert model.decision.outcome.value == "review"
