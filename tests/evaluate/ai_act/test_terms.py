"""The terms that bind, held against the exception for free and open-source models."""

from __future__ import annotations

import pytest

from auditor.evaluate.ai_act.terms import terms
from auditor.files.policies import load_rubric
from auditor.schema.evidence import Base, Dossier, Relation, StatementKind
from auditor.schema.facts import Metric, ObligationKind, RestrictionKind
from auditor.schema.issue import Weight
from auditor.schema.license import CommercialUse
from auditor.schema.snapshot import Snapshot
from auditor.schema.verdict import LimbOutcome, LimbPart
from tests.builders import dossier, issue, snapshot, standards

RULE = load_rubric().ai_act
OK, CONTESTED, DISQUALIFIED, UNDETERMINED = (
    LimbOutcome.OK,
    LimbOutcome.CONTESTED,
    LimbOutcome.DISQUALIFIED,
    LimbOutcome.UNDETERMINED,
)


def judged(evidence: Dossier) -> LimbPart:
    assert RULE is not None
    return terms(evidence, RULE)


def derived(*bases: Snapshot, front: str = "license: mit", issues: tuple = ()) -> LimbPart:
    """A model made from these."""
    names = "\n".join(f"- {base.id}" for base in bases)
    return judged(dossier(snapshot(front=f"{front}\nbase_model:\n{names}"), *bases, issues=issues))


def base(front: str, name: str = "maker/base", **made: object) -> Snapshot:
    return snapshot(name, front, **made)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("front", "outcome", "said"),
    [
        ("license: apache-2.0", OK, "Apache-2.0 allows"),
        ("license: cc-by-sa-4.0", OK, "CC-BY-SA-4.0 allows"),
        ("license: cc-by-nc-4.0", DISQUALIFIED, "non-commercial"),
        ("license: llama2", DISQUALIFIED, "llama2: "),
        ("license: llama4", DISQUALIFIED, "llama4: "),
        ("license: other\nlicense_name: yi-license", DISQUALIFIED, "registration"),
        ("license: bigscience-bloom-rail-1.0", CONTESTED, "field-of-use"),
        ("license: gemma", CONTESTED, "gemma: "),
        ("license: other", UNDETERMINED, "other"),
        ("tags: [x]", UNDETERMINED, "no license"),
    ],
)
def test_the_own_license(front: str, outcome: LimbOutcome, said: str) -> None:
    found = judged(dossier(snapshot(front=front)))
    assert found.outcome is outcome
    assert said in found.reason


def test_where_nobody_in_some_country_gets_rights_is_no_free_license() -> None:
    front = "license: other\nlicense_name: Tencent Hunyuan A13B License"
    held = dossier(snapshot(front=front))
    [known] = (item for item in held.licenses if item.id == "hunyuan-a13b")
    [territory] = (item for item in known.conditions if item.metric is Metric.TERRITORY)
    bare = known.model_copy(update={"restrictions": (), "obligations": (), "conditions": (territory,)})
    found = judged(held.model_copy(update={"licenses": (bare,)}))
    assert (found.outcome, found.reason) == (DISQUALIFIED, "hunyuan-a13b: territory")


@pytest.mark.parametrize(
    ("own", "inherited", "outcome"),
    [
        ("license: mit", "license: llama3.1", DISQUALIFIED),
        ("license: apache-2.0", "license: cc-by-nc-4.0", DISQUALIFIED),
        ("license: mit", "license: gemma", CONTESTED),
        ("license: mit", "license: other", UNDETERMINED),
        ("license: mit", "license: apache-2.0", OK),
        ("tags: [x]", "license: llama3.1", DISQUALIFIED),
    ],
)
def test_the_terms_of_a_base_bind_too(own: str, inherited: str, outcome: LimbOutcome) -> None:
    found = derived(base(inherited), front=own)
    assert found.outcome is outcome
    assert outcome is OK or "maker/base" in found.reason
    assert found.citations


def test_the_worst_of_several_bases_counts() -> None:
    found = derived(base("license: gemma", "a/one"), base("license: llama3.1", "b/two"), front="license: apache-2.0")
    assert found.outcome is DISQUALIFIED
    assert "b/two" in found.reason


def test_a_base_that_could_not_be_had_leaves_it_open() -> None:
    found = judged(dossier(snapshot(front="license: mit\nbase_model: maker/base")))
    assert found.outcome is UNDETERMINED
    assert "maker/base" in found.reason


def test_outputs_carry_what_a_license_says_of_them() -> None:
    card = snapshot(front="license: mit\nbase_model: maker/base\nbase_model_relation: distilled")
    found = judged(dossier(card, base("license: llama3")))
    assert found.outcome is CONTESTED
    assert "over outputs" in found.reason
    assert judged(dossier(card, base("license: llama3.1"))).outcome is OK  # a name and a notice limit nobody


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        ("The model may not be used commercially.", DISQUALIFIED),
        ("You may not redistribute the model.", DISQUALIFIED),
        ("The model must not be used for military purposes.", CONTESTED),
        ("The model is intended for research purposes only.", CONTESTED),
    ],
)
def test_words_of_the_card_count_as_terms_do(body: str, outcome: LimbOutcome) -> None:
    found = judged(dossier(snapshot(body=body)))
    assert found.outcome is outcome
    assert "in its own words" in found.reason
    assert found.citations[0].line is not None


def test_words_of_a_base_count_too() -> None:
    found = derived(base("license: mit", body="The model may not be used commercially."))
    assert found.outcome is DISQUALIFIED
    assert "maker/base" in found.reason


def test_a_use_policy_beside_a_free_license_is_contested() -> None:
    policy = {"USE_POLICY.md": "Do no harm."}
    own = judged(dossier(snapshot(files=policy)))
    assert (own.outcome, own.citations[0].quote) == (CONTESTED, "USE_POLICY.md")
    found = derived(base("license: mit", files=policy))
    assert (found.outcome, "of maker/base" in found.reason) == (CONTESTED, True)


def test_words_that_nobody_has_read_leave_it_open() -> None:
    found = judged(dossier(snapshot(body="Not for use in the European Union.")))
    assert found.outcome is not OK


def test_trouble_that_decides_leaves_it_open() -> None:
    assert judged(dossier(snapshot(), issues=[issue(Weight.DECISIVE)])).outcome is UNDETERMINED
    assert judged(dossier(snapshot(), issues=[issue(Weight.INCIDENTAL)])).outcome is OK


def test_every_word_of_the_rule_is_one_of_the_catalog_or_of_the_readers() -> None:
    assert RULE is not None
    catalog = {word.value for kind in (RestrictionKind, Metric, ObligationKind) for word in kind}
    spoken = {word.value for word in StatementKind}
    assert set(RULE.licenses.disqualifies) | set(RULE.licenses.contests) | set(RULE.dual.licenses) <= catalog
    assert set(RULE.words.disqualifies) | set(RULE.words.contests) | set(RULE.dual.words) <= spoken
    assert not set(RULE.licenses.disqualifies) & set(RULE.licenses.contests)
    assert not set(RULE.words.disqualifies) & set(RULE.words.contests)


MIT_HELD = dossier(snapshot())


@pytest.mark.parametrize(
    ("use", "said"),
    [
        (CommercialUse.CONDITIONAL, "MIT gives commercial use under conditions"),
        (CommercialUse.UNKNOWN, "what MIT restricts is not known"),
    ],
)
def test_a_license_that_may_ask_for_more_leaves_it_open(use: CommercialUse, said: str) -> None:
    [known] = MIT_HELD.licenses
    found = judged(MIT_HELD.model_copy(update={"licenses": (known.model_copy(update={"commercial_use": use}),)}))
    assert (found.outcome, said in found.reason) == (UNDETERMINED, True)
    assert found.citations


def test_a_license_of_which_nothing_is_known_leaves_it_open() -> None:
    found = judged(MIT_HELD.model_copy(update={"licenses": ()}))
    assert (found.outcome, found.reason) == (UNDETERMINED, "what MIT restricts is not known")


@pytest.mark.parametrize(
    ("licenses", "outcome", "said"),
    [
        ((), UNDETERMINED, "every license of Wren"),
        (("llama2", "llama3"), DISQUALIFIED, "every license of Wren: "),
        (("llama2", "Apache-2.0"), UNDETERMINED, "every license of Wren"),
        (("Apache-2.0", "MIT"), OK, "every license of Wren"),
        (("CC-BY-NC-4.0", "CC-BY-NC-SA-4.0"), DISQUALIFIED, "non-commercial"),
    ],
)
def test_a_family_may_be_under_any_of_its_licenses(licenses: tuple[str, ...], outcome: LimbOutcome, said: str) -> None:
    cited = MIT_HELD.subject.metadata  # type: ignore[union-attr]
    wren = Base(id="Wren", relation=Relation.DERIVED, citation=cited, family="wren", licenses=licenses)
    catalog = standards().knowledge.catalog.licenses
    held = (*MIT_HELD.licenses, *(item for item in catalog if item.id in licenses and item.id != "MIT"))
    made = MIT_HELD.subject.model_copy(update={"bases": (wren,)})  # type: ignore[union-attr]
    found = judged(MIT_HELD.model_copy(update={"subject": made, "licenses": held}))
    assert (found.outcome, said in found.reason) == (outcome, True)
