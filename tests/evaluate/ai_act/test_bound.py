"""Whose licenses bind a model, and the words that all of several have."""

from __future__ import annotations

from auditor.evaluate.ai_act.bound import bearings, models
from tests.builders import dossier, snapshot


def test_the_model_and_what_binds_it_stand_in_this_order() -> None:
    child = snapshot(front="license: mit\nbase_model: maker/base")
    evidence = dossier(child, snapshot("maker/base", "license: llama3.1"))
    assert [item.id for item in models(evidence)] == ["org/model", "maker/base"]
    own, inherited = bearings(evidence)
    assert own.name == "MIT"
    assert "monthly_active_users" not in own.words
    assert inherited.name == "llama3.1 of maker/base"
    assert "monthly_active_users" in inherited.words


def test_a_base_of_which_only_outputs_went_over_does_not_bind_as_a_whole() -> None:
    child = snapshot(front="license: mit\nbase_model: maker/base\nbase_model_relation: distilled")
    evidence = dossier(child, snapshot("maker/base", "license: llama3.1"))
    assert [item.id for item in models(evidence)] == ["org/model"]
    assert [item.name for item in bearings(evidence)] == ["MIT"]


def test_an_umbrella_says_what_all_of_its_members_say() -> None:
    [found] = bearings(dossier(snapshot(front="license: other\nlicense_name: exaone")))
    assert len(found.licenses) > 1
    assert "field-of-use" in found.words
    each = [{item.restriction.value for item in known.restrictions} for known in found.licenses if known]
    assert set(found.words) & set.union(*each) == set.intersection(*each) < set.union(*each)


def test_a_license_that_nobody_knows_says_nothing() -> None:
    assert list(bearings(dossier(snapshot(front="license: other")))) == []
