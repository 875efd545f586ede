"""What a license takes in binds with it: only what it asks itself, alike, is left out."""

from __future__ import annotations

from auditor.decide.use_policies import taken_in
from auditor.schema.decision import Outcome
from tests.builders import audited, dossier, snapshot, standards

CATALOG = standards().knowledge.catalog
NEXUS = snapshot(front="license: other\nlicense_name: nexusraven-v2")


def test_a_bound_of_another_month_is_asked_beside_its_own() -> None:
    now, small, huge = ("2023-11", "2023-06"), 10, 900_000_000
    users = [{"month": now[0], "users": small}, {"month": now[1], "users": huge}]
    assert audited(NEXUS, users_in=users).decision.outcome is Outcome.DENIED
    met = audited(NEXUS, met=["licenses/nexusraven-v2/conditions/monthly_active_users"]).decision
    assert any("700,000,000" in question.ask for question in met.questions)


def test_what_both_ask_alike_is_asked_once() -> None:
    for name in ("llama3.2", "llama3.3", "llama4"):
        known = CATALOG.get(name)
        assert known is not None
        evidence = dossier(snapshot(front=f"license: {name}"))
        assert [condition for policy in taken_in(known, evidence) for condition in policy.conditions] == []
