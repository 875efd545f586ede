"""What a license's own facts decide, for commercial use and for research."""

from __future__ import annotations

import pytest

from auditor.decide.by_terms import judge
from auditor.decide.effective import Term
from auditor.schema.decision import Outcome
from auditor.schema.facts import Answer3, Grant, GrantKind, Restriction, RestrictionKind
from auditor.schema.license import CommercialUse, Family, License
from auditor.schema.use import Use
from tests.builders import audited, bare_policy, dossier, snapshot

APPROVED, CONDITIONAL, REVIEW, UNVERIFIED, DENIED = Outcome


def outcome(family: Family, commercial_use: CommercialUse, *, commercial: bool) -> Outcome:
    known = License(id="x", title="X", family=family, commercial_use=commercial_use)
    evidence = dossier()
    assert evidence.subject is not None
    return judge(Term("x", known, evidence.subject, False), evidence, Use(commercial=commercial)).outcome


FAMILIES = [family for family in Family if family is not Family.UMBRELLA]


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("commercial_use", CommercialUse)
def test_only_a_plain_yes_of_a_notice_license_is_approved(family: Family, commercial_use: CommercialUse) -> None:
    notice = (Family.PUBLIC_DOMAIN, Family.PERMISSIVE, Family.ATTRIBUTION, Family.PERMISSIVE_MODEL)
    found = outcome(family, commercial_use, commercial=True)
    assert (found is APPROVED) == (family in notice and commercial_use is CommercialUse.YES)
    if commercial_use is CommercialUse.NO:
        assert found is (REVIEW if family is Family.UNKNOWN else DENIED)


@pytest.mark.parametrize(
    ("right", "found"), [("use", CONDITIONAL), ("hosting", CONDITIONAL), ("redistribute", APPROVED)]
)
def test_a_right_that_is_given_under_conditions_is_no_plain_yes(right: str, found: Outcome) -> None:
    granted = (Grant(grant=GrantKind(right), given=Answer3.CONDITIONAL),)
    known = License(id="x", title="X", family=Family.PERMISSIVE, commercial_use=CommercialUse.YES, grants=granted)
    evidence = dossier()
    assert evidence.subject is not None
    assert judge(Term("x", known, evidence.subject, False), evidence, Use()).outcome is found


@pytest.mark.parametrize(
    ("front", "commercial", "research"),
    [
        ("mit", APPROVED, APPROVED),
        ("cc-by-4.0", APPROVED, APPROVED),
        ("gpl-3.0", CONDITIONAL, CONDITIONAL),
        ("agpl-3.0", CONDITIONAL, CONDITIONAL),
        ("cc-by-sa-4.0", CONDITIONAL, CONDITIONAL),
        ("cc-by-nd-4.0", CONDITIONAL, CONDITIONAL),
        ("openrail++", CONDITIONAL, CONDITIONAL),
        ("llama3.1", CONDITIONAL, CONDITIONAL),
        ("gemma", CONDITIONAL, CONDITIONAL),
        ("cc-by-nc-4.0", DENIED, CONDITIONAL),
        ("apple-amlr", DENIED, CONDITIONAL),
        ("cc-by-nc", DENIED, CONDITIONAL),
        ("[mit, cc-by-nc-4.0]", DENIED, CONDITIONAL),
        ("[mit, apache-2.0]", APPROVED, APPROVED),
        ("apache-2.0 OR cc-by-nc-4.0", APPROVED, APPROVED),
        ("cc", REVIEW, REVIEW),
        ("h-research", DENIED, CONDITIONAL),
    ],
)
def test_by_license(front: str, commercial: Outcome, research: Outcome) -> None:
    model = snapshot(front=f"license: {front}")
    assert audited(model).decision.outcome is commercial
    assert audited(model, policy="research").decision.outcome is research


def test_a_quantized_copy_without_a_license_is_judged_by_its_base() -> None:
    copy = snapshot(front="base_model: maker/base\nbase_model_relation: quantized")
    found = audited(copy, snapshot("maker/base"))
    assert found.decision.outcome is APPROVED
    assert found.license.commercial_use is CommercialUse.YES
    assert not {"license-missing", "license-unresolved"} & {finding.id for finding in found.findings}


def test_a_quantized_copy_of_a_copy_is_judged_by_what_was_copied() -> None:
    front = "base_model: maker/{}\nbase_model_relation: quantized"
    copies = snapshot(front=front.format("copy")), snapshot("maker/copy", front.format("base"))
    assert audited(*copies, snapshot("maker/base")).decision.outcome is APPROVED
    assert audited(*copies, snapshot("maker/base", "license: llama3.1")).decision.outcome is CONDITIONAL
    assert audited(*copies, snapshot("maker/base", "license: cc-by-nc-4.0")).decision.outcome is DENIED


def test_questions_name_the_field_that_answers_them() -> None:
    found = audited(snapshot(front="license: llama3.1")).decision
    assert [question.about for question in found.questions] == ["monthly_active_users"]
    stated = audited(snapshot(front="license: llama3.1"), monthly_active_users=1_000).decision
    assert stated.questions == ()


def test_an_umbrella_asks_what_its_members_ask_and_denies_what_all_of_them_deny() -> None:
    hunyuan = snapshot(front="license: other\nlicense_name: tencent-hunyuan-community")
    open_use = audited(hunyuan).decision
    assert {"monthly_active_users", "regions"} <= {question.about for question in open_use.questions}
    assert audited(hunyuan, policy="eu").decision.outcome is DENIED
    assert audited(hunyuan, regions=("US",)).decision.outcome is CONDITIONAL


def test_a_base_is_named_where_its_license_decides() -> None:
    tuned = snapshot(front="license: mit\nbase_model: maker/base")
    found = audited(tuned, snapshot("maker/base", "license: cc-by-nc-4.0")).decision
    assert any("from maker/base" in reason.message for reason in found.reasons if reason.outcome is DENIED)


def test_a_policy_can_leave_the_choice_between_licenses_to_a_person() -> None:
    model = snapshot(front="license: apache-2.0 OR cc-by-nc-4.0")
    assert audited(model, policy=bare_policy(choose_alternative=False)).decision.outcome is REVIEW


def test_a_sentence_of_the_card_that_forbids_commercial_use_denies_it() -> None:
    model = snapshot(body="This model may not be used for commercial purposes.\n")
    assert audited(model).decision.outcome is DENIED
    assert audited(model, policy="research").decision.outcome is not DENIED


def test_a_sentence_of_a_base_denies_its_derivatives() -> None:
    base = snapshot("maker/base", body="This model is for non-commercial use only.\n")
    assert audited(snapshot(front="license: mit\nbase_model: maker/base"), base).decision.outcome is DENIED


def test_a_denial_says_what_was_declared_and_what_comes_of_it() -> None:
    decision = audited(snapshot(front="license: llama3.2", tags=["image-text-to-text"]), domicile="DE").decision
    message = decision.reasons[0].message
    assert "on multimodal models: the declared `domicile` (DE) is outside what it allows. " in message


def test_a_license_without_commercial_use_is_denied_with_its_clause() -> None:
    first = audited(snapshot(front="license: other\nlicense_name: qwen-research")).decision.reasons[0]
    assert first.clause in first.message
    assert first.message.endswith("clause 1.i, 2.a, 2.b: it does not allow commercial use")


def test_a_question_says_for_whom_it_is_asked_and_the_reason_what_needs_permission() -> None:
    model = snapshot(front="license: other\nlicense_name: falcon-180b")
    decision = audited(model).decision
    (question,) = decision.questions
    assert question.ask == "if the model itself is what you offer: did the licensor authorize the use in writing?"
    assert question.answer == "--embedded or --offered-as-such"
    assert any("Nothing declares that this was given" in reason.message for reason in decision.reasons)
    assert audited(model, offered="embedded").decision.questions == ()
    (left,) = audited(model, offered="as-such").decision.questions
    assert left.ask == "did the licensor authorize the use in writing?"
    assert left.answer == "--met licenses/falcon-180b/conditions/authorization"


def test_the_month_that_a_clause_measures_is_named() -> None:
    (open_,) = audited(snapshot(front="license: llama3.1")).decision.questions
    assert open_.answer == "--users N or --users-in 2024-06=N"
    (doubtful,) = audited(snapshot(front="license: llama3.1"), monthly_active_users=800_000_000).decision.questions
    assert doubtful.answer == "--users-in 2024-06=N"


@pytest.mark.parametrize("kind", RestrictionKind)
def test_a_permissive_license_with_a_limit_of_its_own_is_no_mere_notice(kind: RestrictionKind) -> None:
    limit = Restriction(restriction=kind, clause="9", note="A remark.")
    bare = License(id="x", title="X", family=Family.PERMISSIVE, commercial_use=CommercialUse.YES)
    known = bare.model_copy(update={"restrictions": (limit,)})
    evidence = dossier()
    assert evidence.subject is not None
    reason = judge(Term("x", known, evidence.subject, False), evidence, Use())
    plain = kind.value in ("termination", "patent-termination", "governing-law", "names-and-marks", "no-further-terms")
    assert reason.outcome is (APPROVED if plain else CONDITIONAL)
    assert plain or (reason.clause, reason.row) == ("9", f"licenses/x/restrictions/{kind.value}")
