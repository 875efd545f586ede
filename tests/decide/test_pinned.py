"""What counsel pinned decides, and says so; where a pin is stale, the catalog decides, and a finding says so."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.decide.pinned import concerned
from auditor.files.company import Loaded, ready_made
from auditor.licenses.pinned import digest_of, facts_of
from auditor.pipeline import assemble, audit_one, judge_again
from auditor.report.json import document, parse
from auditor.schema.audit import ModelAudit
from auditor.schema.decision import Fit, Outcome
from auditor.schema.pin import Pin
from auditor.standards import Standards, under, with_use
from tests.builders import dossier, snapshot, snapshots, standards

CATALOG = standards().knowledge.catalog
SIGNED = {"by": "J. Doe", "on": "2026-01-31", "reason": "a memo"}
BY = "pinned by J. Doe, 2026-01-31"
OLD = "0123456789abcdef"
LLAMA = snapshot(front="license: llama3.1")


def pin(row: str, name: str = "llama3.1", **said: Any) -> Pin:
    known = CATALOG.get(name)
    assert known is not None
    found = next((digest_of(item) for item in facts_of(known) if item.row == row), None)
    of = {} if "add" in said else {"of": found}
    return Pin.model_validate({"license": name, "row": row} | SIGNED | of | said)


def own(*pins: Pin, policy: str = "commercial", **use: Any) -> Standards:
    plain = standards(policy)
    loaded = Loaded(plain.policy.model_copy(update={"readings": pins}), "1" * 64, ())
    return with_use(under(plain, loaded), use)


def judged(*pins: Pin, front: str = "license: llama3.1", policy: str = "commercial", **use: Any) -> ModelAudit:
    return audit_one(snapshots(snapshot(front=front)), own(*pins, policy=policy, **use))


def test_a_threshold_that_counsel_reads_otherwise_decides() -> None:
    users = pin("conditions/monthly_active_users", set={"value": 1_000, "as_of": ""})
    assert judged(monthly_active_users=5_000).decision.outcome is Outcome.CONDITIONAL
    found = judged(users, monthly_active_users=5_000).decision
    assert found.outcome is Outcome.DENIED
    (broken,) = [reason for reason in found.reasons if reason.rule == "use/condition-violated"]
    (check,) = [item for item in found.conditions if item.fit is Fit.VIOLATED]
    assert str(broken.pinned) == str(check.pinned) == BY


def test_a_question_and_the_reason_that_tells_it_say_who_pinned_it() -> None:
    found = judged(pin("conditions/monthly_active_users", set={"value": 1_000})).decision
    assert [str(item.pinned) for item in found.questions] == [BY]
    (reason,) = [item for item in found.reasons if item.rule == "license/by-terms"]
    assert "at most 1,000 monthly active users" in reason.message
    assert str(reason.pinned) == BY
    plain = judged().decision
    assert not any(item.pinned for item in (*plain.reasons, *plain.questions, *plain.duties, *plain.conditions))


def test_a_duty_falls_due_when_counsel_says() -> None:
    host = pin("obligations/notice-text", set={"when": ["host"]})
    before, after = ([duty.obligation for duty in item.decision.duties] for item in (judged(), judged(host)))
    assert ("notice-text" in before, "notice-text" in after) == (False, True)
    assert {duty.obligation for duty in judged(host).decision.duties if duty.pinned} == {"notice-text"}


def test_what_a_permissive_license_asks_is_a_reason_that_says_who_read_it_so() -> None:
    more = pin("obligations/source", "MIT", add={"when": ["host"], "note": "of the weights"})
    assert judged(front="license: mit").decision.outcome is Outcome.APPROVED
    found = judged(more, front="license: mit").decision
    assert found.outcome is Outcome.CONDITIONAL
    (reason,) = [item for item in found.reasons if item.rule == "license/by-terms"]
    assert (reason.row, str(reason.pinned)) == ("licenses/MIT/obligations/source", BY)


def test_a_restriction_is_left_out_and_one_is_added() -> None:
    train: dict[str, Any] = {"trains_other_models": True}
    banned = pin("restrictions/no-training-on-outputs", "MIT", add={"clause": "1"})
    found = judged(banned, front="license: mit", **train).decision
    assert (found.outcome, judged(front="license: mit", **train).decision.outcome) == (Outcome.DENIED, Outcome.APPROVED)
    gone = judged(pin("restrictions/no-derivatives", "CC-BY-ND-4.0", drop=True), **_shared("cc-by-nd-4.0"))
    assert judged(**_shared("cc-by-nd-4.0")).decision.outcome is Outcome.DENIED
    assert gone.decision.outcome is Outcome.CONDITIONAL
    assert [item.does for item in gone.readings] == ["left out"]


def _shared(license_id: str) -> dict[str, Any]:
    return {"front": f"license: {license_id}", "distribution": "redistributed", "modifies": True, "commercial": True}


def test_a_pin_never_reaches_another_license() -> None:
    pins = pin("conditions/monthly_active_users", set={"value": 1}), pin("obligations/export", drop=True)
    for front in ("license: llama3.2", "license: llama3", "license: gemma", "license: mit"):
        assert judged(*pins, front=front) == judged(front=front)


def test_a_pin_of_a_member_or_of_a_policy_taken_in_concerns_the_model() -> None:
    evidence = dossier(LLAMA)
    inside, beside = pin("restrictions/no-military", "llama3.1-aup", drop=True), pin("obligations/export", drop=True)
    elsewhere = pin("obligations/license-copy", "llama3.2", drop=True)
    assert concerned(evidence, [inside, elsewhere, beside]) == (inside, beside)
    assert concerned(dossier(snapshot(front="license: llama2")), [inside, beside]) == ()
    umbrella = dossier(snapshot(front="license: other\nlicense_name: tencent-hunyuan-community"))
    member = CATALOG.get("tencent-hunyuan-community")
    assert member is not None
    assert member.members
    known = CATALOG.get(member.members[0])
    assert known is not None
    of_member = pin(facts_of(known)[0].row, known.id, drop=True, clause=facts_of(known)[0].clause)
    assert concerned(umbrella, [of_member]) == (of_member,)


@pytest.mark.parametrize("policy", ready_made())
def test_a_stale_pin_does_not_hold_and_has_to_be_looked_at(policy: str) -> None:
    old = pin("conditions/monthly_active_users", set={"value": 10**12}, of=OLD)
    found = judged(old, policy=policy, monthly_active_users=800_000_000)
    plain = judged(policy=policy, monthly_active_users=800_000_000)
    (stale,) = [item for item in found.findings if item.id == "reading-stale"]
    assert (stale.license, stale.row) == ("llama3.1", "licenses/llama3.1/conditions/monthly_active_users")
    assert "reading-stale" not in [item.id for item in plain.findings]
    assert found.evidence == plain.evidence
    assert found.readings == ()
    (reason,) = [item for item in found.decision.reasons if item.rule == "finding/reading-stale"]
    assert reason.outcome is Outcome.REVIEW
    assert (
        judged(old, front="license: mit", policy=policy).findings
        == judged(front="license: mit", policy=policy).findings
    )


def test_a_stale_pin_says_where_it_stands() -> None:
    old = pin("obligations/export", drop=True, of=OLD, place={"file": "own.yaml", "line": 7})
    (stale,) = [item for item in judged(old).findings if item.id == "reading-stale"]
    assert f"llama3.1 obligations/export is {BY} in own.yaml:7 (left out)" in stale.message


def test_a_saved_audit_is_judged_again_by_the_readings_of_the_policy_of_then_and_of_now() -> None:
    users = pin("conditions/monthly_active_users", set={"value": 1_000})
    plain, pinned = own(monthly_active_users=5_000), own(users, monthly_active_users=5_000)
    saved = {name: assemble((audit_one(snapshots(LLAMA), held),), held) for name, held in (("a", plain), ("b", pinned))}
    read = {name: parse(document(audit).encode(), name) for name, audit in saved.items()}
    assert read == saved
    for one in read.values():
        assert judge_again(one, pinned).models == saved["b"].models
        assert judge_again(one, plain).models == saved["a"].models


def test_facts_that_no_policy_pins_stay_as_they_were_held() -> None:
    held = own()
    made = audit_one(snapshots(LLAMA), held)
    (known, *rest) = made.evidence.licenses
    then = made.evidence.model_copy(update={"licenses": (known.model_copy(update={"note": "then"}), *rest)})
    saved = assemble((made.model_copy(update={"evidence": then}),), held)
    assert judge_again(saved, held).models[0].evidence.licenses[0].note == "then"
    elsewhere = own(pin("obligations/license-copy", "MIT", drop=True))
    assert judge_again(saved, elsewhere).models[0].evidence.licenses[0].note == "then"
    here = own(pin("restrictions/no-military", known.id, add={}))
    assert judge_again(saved, here).models[0].evidence.licenses[0].note == known.note
