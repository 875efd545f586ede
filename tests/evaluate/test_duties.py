"""The EU AI Act's license limb, the classes of the Model Openness Framework, and the tables of coverage."""

from __future__ import annotations

import pytest

from auditor.schema.rubric import Answer
from auditor.schema.verdict import Coverage, LimbOutcome
from tests.builders import MIT, audited, snapshot


@pytest.mark.parametrize(
    ("front", "outcome"),
    [
        ("license: apache-2.0", LimbOutcome.OK),
        ("license: cc-by-nc-4.0", LimbOutcome.DISQUALIFIED),
        ("license: llama2", LimbOutcome.DISQUALIFIED),
        ("license: bigscience-bloom-rail-1.0", LimbOutcome.CONTESTED),
        ("license: gemma", LimbOutcome.CONTESTED),
        ("license: other", LimbOutcome.UNDETERMINED),
        ("tags: [x]", LimbOutcome.UNDETERMINED),
    ],
)
def test_license_limb(front, outcome):
    found = audited(snapshot(front=front)).openness.ai_act
    assert found is not None
    assert found.outcome is outcome
    assert found.reason
    assert found.not_assessed


def test_a_use_policy_beside_a_free_license_is_contested():
    found = audited(snapshot(files={"USE_POLICY.md": "Do no harm."})).openness.ai_act
    assert found is not None
    assert found.outcome is LimbOutcome.CONTESTED


def test_a_bare_model_reaches_no_class_and_says_why():
    found = audited(snapshot()).openness.mof
    assert found is not None
    assert found.reached is None
    assert {"T2", "T3", "T4"} <= set(found.blocking)


def test_components_have_a_license_where_they_are_shown():
    found = audited(snapshot(files={"LICENSE": MIT})).openness.mof
    assert found is not None
    parts = {item.name: item for item in found.components}
    assert parts["Model parameters (Final)"].license == "MIT"
    assert parts["Model parameters (Final)"].citation is not None
    assert parts["Training code"].shown is False
    assert len(parts) == 17


def test_a_component_that_is_not_shown_cites_nothing():
    openness = audited(snapshot(gated="manual", files={"LICENSE": MIT})).openness
    assert openness.criteria["P1"].answer is Answer.NOT_MET
    assert openness.criteria["P1"].citations
    assert openness.mof is not None
    [weights] = [item for item in openness.mof.components if item.name == "Model parameters (Final)"]
    assert (weights.shown, weights.license, weights.citation) == (False, None, None)


def test_coverage_follows_the_criteria_and_leaves_to_people_what_is_theirs():
    openness = audited(snapshot()).openness
    tables = {item.id: item.elements for item in openness.coverage}
    assert tables["annex-xii"]["license"] is Coverage.FOUND
    assert tables["annex-xii"]["tasks"] is Coverage.HUMAN
    assert tables["annex-xii"]["training-data"] is Coverage.MISSING
    assert openness.criteria["D2"].answer is Answer.UNKNOWN
    assert tables["sbom-ai"]["architecture"] is Coverage.FOUND
