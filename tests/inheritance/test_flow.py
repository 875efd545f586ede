"""What flows down a lineage, fact by fact and relation by relation."""

from __future__ import annotations

import pytest

from auditor.inheritance.ancestry import cycles, ways
from auditor.inheritance.flow import bound_by, dropped_terms, lineage_of
from auditor.inheritance.terms_that_flow import FORBID_MODELS, flowing, holds
from auditor.names.families import family_of
from auditor.names.providers import by_dataset_name, by_words
from auditor.schema.facts import Condition, Obligation, Restriction
from auditor.schema.license import License
from auditor.schema.lineage import FlowKind
from tests.builders import dossier, snapshot, standards

CATALOG = standards().knowledge.catalog
FACTS = {item.id: item for item in CATALOG.licenses}
LLAMA = snapshot("meta-llama/Llama-3.1-8B", "license: llama3.1", gated="manual")


def _kinds(license_id: str, *, by_outputs: bool = False) -> set[str]:
    return {term.kind.value for term in flowing(FACTS[license_id], FACTS, by_outputs=by_outputs)}


def _made(base: str, license_: str = "mit", relation: str = "finetune", repo_id: str = "org/model"):
    return snapshot(repo_id, f"license: {license_}\nbase_model: {base}\nbase_model_relation: {relation}")


@pytest.mark.parametrize(
    ("license_id", "kinds", "by_outputs"),
    [
        ("MIT", {"attribution"}, set()),
        ("Apache-2.0", {"attribution", "notice"}, set()),
        ("CC-BY-NC-4.0", {"attribution", "non-commercial"}, set()),
        (
            "llama3.1",
            {"use-restrictions", "threshold", "name-prefix", "display", "notice", "attribution"},
            {"name-prefix"},
        ),
        ("llama2", {"use-restrictions", "threshold", "notice", "outputs", "attribution"}, {"outputs"}),
        (
            "gemma",
            {"use-restrictions", "notice", "outputs", "attribution"},
            {"use-restrictions", "notice", "outputs", "attribution"},
        ),
        ("GPL-3.0", {"share-alike", "attribution"}, set()),
        ("CC-BY-NC-ND-4.0", {"non-commercial", "no-derivatives", "attribution"}, set()),
    ],
)
def test_facts_become_terms_that_flow(license_id: str, kinds: set[str], by_outputs: set[str]) -> None:
    assert _kinds(license_id) == kinds
    assert _kinds(license_id, by_outputs=True) == by_outputs


@pytest.mark.parametrize(("license_id", "forbids"), [("exaone-1.1-nc", "no-training-on-outputs"), ("opt-175b", None)])
def test_what_forbids_a_model_speaks_before_other_limits_on_outputs(license_id: str, forbids: str | None) -> None:
    (outputs,) = (term for term in flowing(FACTS[license_id], FACTS, by_outputs=True) if term.kind is FlowKind.OUTPUTS)
    assert (outputs.forbids in FORBID_MODELS) is (forbids is not None)
    assert forbids is None or outputs.forbids == forbids


def test_every_term_names_the_row_that_holds_it() -> None:
    for item in CATALOG.licenses:
        meant = (item, *(FACTS[member] for member in item.members))
        rows = {known.row(fact.row) for known in meant for fact in _facts(known)}
        rows |= {known.row("commercial_use") for known in meant}
        assert {term.row for term in flowing(item, FACTS, by_outputs=False)} <= rows, item.id


def _facts(known: License) -> tuple[Condition | Obligation | Restriction, ...]:
    return (*known.conditions, *known.obligations, *known.restrictions)


def test_every_license_of_the_catalog_flows_without_a_gap() -> None:
    for item in CATALOG.licenses:
        kinds = _kinds(item.id)
        if item.commercial_use.value == "no":
            assert "non-commercial" in kinds, item.id


@pytest.mark.parametrize(
    ("own", "inherited", "held"),
    [
        ("MIT", "MIT", True),
        ("gemma", "gemma-2024-04-01", True),
        ("gemma-2024-04-01", "gemma", True),
        ("openrail", "creativeml-openrail-m", True),
        ("bigscience-openrail-m", "creativeml-openrail-m", True),
        ("CC-BY-SA-4.0", "CC-BY-SA-3.0", True),
        ("GPL-3.0", "CC-BY-SA-4.0", False),
        ("llama2", "llama3", False),
        ("MIT", "llama3", False),
    ],
)
def test_which_license_holds_which(own: str, inherited: str, held: bool) -> None:
    assert holds([FACTS[own]], FACTS[inherited], FACTS) is held


@pytest.mark.parametrize("relation", ["finetune", "adapter", "merge", "quantized", "mirror", "derived"])
def test_weights_carry_all_terms(relation: str) -> None:
    [drop] = dropped_terms(dossier(_made("meta-llama/Llama-3.1-8B", relation=relation), LLAMA))
    assert (drop.license, drop.clause) == ("llama3.1", "1.b.iv")
    assert "Llama 3.1" in drop.message
    assert drop.citations


def test_outputs_carry_what_the_license_says_of_outputs() -> None:
    [drop] = dropped_terms(dossier(_made("meta-llama/Llama-3.1-8B", relation="distilled"), LLAMA))
    assert "carry its name" in drop.message
    assert "acceptable-use" not in drop.message
    assert (
        dropped_terms(dossier(_made("maker/nc", relation="distilled"), snapshot("maker/nc", "license: cc-by-nc-4.0")))
        == ()
    )


def test_the_owner_of_a_base_may_relicense_it_and_nobody_else() -> None:
    own = dossier(_made("org/base"), snapshot("org/base", "license: creativeml-openrail-m"))
    other = dossier(_made("maker/base"), snapshot("maker/base", "license: creativeml-openrail-m"))
    never = dossier(_made("org/base"), snapshot("org/base", "license: cc-by-nc-4.0"))
    assert [len(dropped_terms(item)) for item in (own, other, never)] == [0, 1, 1]
    above = dossier(
        _made("org/base"), _made("maker/nc", repo_id="org/base"), snapshot("maker/nc", "license: cc-by-nc-4.0")
    )
    assert [drop.license for drop in dropped_terms(above)] == ["CC-BY-NC-4.0"]


def test_a_chain_is_followed_to_its_root_and_shown() -> None:
    chain = dossier(
        _made("a/one", "apache-2.0"),
        _made("b/two", "apache-2.0", repo_id="a/one"),
        _made("meta-llama/Llama-3.1-8B", "apache-2.0", repo_id="b/two"),
        LLAMA,
    )
    [drop] = dropped_terms(chain)
    assert "org/model → a/one → b/two → meta-llama/Llama-3.1-8B" in drop.message
    lineage = lineage_of(chain)
    assert [node.id for node in lineage.nodes] == ["org/model", "a/one", "b/two", "meta-llama/Llama-3.1-8B"]
    assert lineage.nodes[-1].gate == "manual"
    assert {item.path[-1] for item in lineage.inherited if item.license == "llama3.1"} == {"meta-llama/Llama-3.1-8B"}
    assert not any(item.kept for item in lineage.inherited if item.license == "llama3.1")


def test_what_is_kept_says_so() -> None:
    lineage = lineage_of(dossier(_made("meta-llama/Llama-3.1-8B", "llama3.1"), LLAMA))
    assert lineage.inherited
    assert all(item.kept for item in lineage.inherited)
    assert {item.kind for item in lineage.inherited} >= {FlowKind.NAME_PREFIX, FlowKind.THRESHOLD}


def test_a_silent_model_drops_nothing_and_inherits_all() -> None:
    silent = dossier(snapshot(front="base_model: meta-llama/Llama-3.1-8B"), LLAMA)
    assert dropped_terms(silent) == ()
    assert [bound.license_id for bound in bound_by(silent)] == ["llama3.1"]


def test_a_base_that_was_not_obtained_is_a_node_without_a_purl() -> None:
    [subject, base] = lineage_of(dossier(_made("gone/away"))).nodes
    assert subject.purl is not None
    assert (base.id, base.purl) == ("gone/away", None)


def test_circles_end_and_are_named_once() -> None:
    circle = dossier(_made("a/one"), _made("b/two", repo_id="a/one"), _made("org/model", repo_id="b/two"))
    assert cycles(circle) == (("org/model", "a/one", "b/two", "org/model"),)
    assert [way.ancestor.id for way in ways(circle)] == ["a/one", "b/two"]


def test_weights_count_before_outputs_where_both_lead_to_one_model() -> None:
    subject = snapshot(
        front="license: mit\nbase_model: a/student",
        files={"mergekit_config.yml": "models:\n- model: b/way\n"},
    )
    both = dossier(
        subject,
        _made("meta-llama/Llama-3.1-8B", relation="distilled", repo_id="a/student"),
        _made("meta-llama/Llama-3.1-8B", relation="finetune", repo_id="b/way"),
        LLAMA,
    )
    [way] = [way for way in ways(both) if way.ancestor.id == "meta-llama/Llama-3.1-8B"]
    assert not way.by_outputs


@pytest.mark.parametrize(
    ("repo_id", "name"),
    [
        ("me/Llama-3-8B-garden", "Llama"),
        ("me/garden-L3-8B", "Llama"),
        ("me/CodeLlama-tuned", "Llama"),
        ("me/gemma-2b-garden", "Gemma"),
        ("me/codestral-22b-x", "Codestral"),
        ("meta-llama/Llama-3-8B", None),
        ("google/gemma-2b", None),
        ("me/TinyLlama-1.1B-x", None),
        ("me/open_llama_7b", None),
        ("me/llama.cpp-tools", None),
        ("me/gemma-4-31b-x", None),
        ("me/qwen-7b", None),
    ],
)
def test_families_shown_by_a_name(repo_id: str, name: str | None) -> None:
    family = family_of(repo_id)
    assert (family.name if family else None) == name


def test_families_name_licenses_of_the_catalog() -> None:
    for repo_id in ("me/Llama-3-8B-x", "me/gemma-2b-x", "me/codestral-x"):
        family = family_of(repo_id)
        assert family is not None
        assert set(family.licenses) <= set(FACTS)


@pytest.mark.parametrize(
    ("name", "provider"),
    [
        ("me/alpaca-de", "OpenAI"),
        ("x/ShareGPT_Vicuna", "OpenAI"),
        ("me/claude-letters", "Anthropic"),
        ("me/wikipedia", None),
        ("me/gpt4all-eval", "OpenAI"),
    ],
)
def test_providers_by_the_name_of_data(name: str, provider: str | None) -> None:
    found = by_dataset_name(name)
    assert (found.name if found else None) == provider


def test_providers_by_words() -> None:
    assert [
        getattr(by_words(text), "name", None) for text in ("GPT-4", "claude 3", "Gemini 1.5", "Mistral", "gpt-3b")
    ] == [*("OpenAI", "Anthropic", "Google", None, None)]
