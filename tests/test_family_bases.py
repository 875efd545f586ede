"""A base of which the card names only the family is judged by that family's licenses."""

from __future__ import annotations

import pytest

from auditor.closure import collect
from auditor.pipeline import audit_one
from auditor.schema.audit import ModelAudit
from auditor.schema.evidence import Dossier
from auditor.schema.reference import ModelRef
from tests.builders import standards
from tests.test_closure_inferred import World


def _audited(license_id: str, words: str) -> ModelAudit:
    world = World({"me/mine": f"---\nlicense: {license_id}\n---\n{words}\n"})
    return audit_one(collect(ModelRef(id="me/mine"), world), standards())


def _audited_with_base(license_id: str) -> ModelAudit:
    """The same model, had it declared a base under the license of Llama 2."""
    card = f"---\nlicense: {license_id}\nbase_model: a/b-7b\n---\n"
    world = World({"me/mine": card, "a/b-7b": "---\nlicense: llama2\n---\n"})
    return audit_one(collect(ModelRef(id="me/mine"), world), standards())


@pytest.mark.parametrize("license_id", ["mit", "apache-2.0"])
def test_the_terms_of_a_family_under_one_license_bind(license_id: str) -> None:
    plain, made = _audited(license_id, "Mine."), _audited(license_id, "Mine was fine-tuned from Llama 2.")
    assert plain.decision.outcome.value == "approved"
    assert made.decision.outcome == _audited_with_base(license_id).decision.outcome
    assert "upstream-terms-dropped" in {finding.id for finding in made.findings}
    [edge] = made.lineage.edges
    assert (edge.parent, {item.license for item in made.lineage.inherited}) == ("Llama 2", {"llama2"})


def test_a_family_that_forbids_commercial_use_denies() -> None:
    assert _audited("mit", "Mine was fine-tuned from Galactica.").decision.outcome.value == "denied"


def test_which_license_applies_is_asked_where_several_may() -> None:
    made = _audited("mit", "Mine was trained by fine-tuning LLaMA/Vicuna.")
    assert made.decision.outcome.value == "review"
    told = [finding for finding in made.findings if finding.id == "lineage-unresolved"]
    assert [finding.names for finding in told] == [("LLaMA",), ("Vicuna",)]
    assert "llama1" not in told[0].message


@pytest.mark.parametrize(
    ("label", "words", "asked"),
    [
        ("gemma", "Mine was trained by fine-tuning Gemma.", False),
        ("apache-2.0", "Mine was trained by fine-tuning Gemma.", True),
        ("llama2", "Mine was trained by fine-tuning LLaMA.", True),
    ],
)
def test_only_the_strictest_license_of_the_family_answers_it(label: str, words: str, asked: bool) -> None:
    made = _audited(label, words)
    assert ("lineage-unresolved" in {finding.id for finding in made.findings}) is asked


@pytest.mark.parametrize("words", ["Mine was fine-tuned from BERT.", "Mine was fine-tuned from BART."])
def test_a_family_that_asks_for_notices_alone_stops_nothing(words: str) -> None:
    assert _audited("mit", words).decision.outcome.value == "approved"


def test_a_saved_audit_is_judged_alike() -> None:
    made = _audited("mit", "Mine was fine-tuned from Llama 2.")
    again = Dossier.model_validate_json(made.evidence.model_dump_json())
    assert again == made.evidence
