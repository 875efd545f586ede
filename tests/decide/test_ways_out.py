"""A denial says where the right can be had, where card or license say it."""

from __future__ import annotations

from auditor.schema.decision import Decision, Outcome
from tests.builders import audited, snapshot

OFFER = "For commercial licensing contact sales@wren.example.\n"


def decided(name: str, body: str = "", **use: object) -> Decision:
    return audited(snapshot(front=f"license: other\nlicense_name: {name}", body=body), **use).decision


def test_the_card_s_offer_is_a_way_out_of_a_denial() -> None:
    decision = audited(snapshot(front="license: cc-by-nc-4.0", body=OFFER)).decision
    assert decision.outcome is Outcome.DENIED
    (way,) = decision.ways_out
    assert "sales@wren.example" in way.says
    assert way.citations
    assert way.license == ""


def test_the_license_s_own_route_is_a_way_out_of_a_denial_and_none_of_a_conditional_answer() -> None:
    denied = decided("stability-community", annual_revenue_usd=5_000_000)
    assert denied.outcome is Outcome.DENIED
    assert {way.license for way in denied.ways_out} == {"stability-community"}
    allowed = decided("stability-community", annual_revenue_usd=500_000)
    assert allowed.outcome is Outcome.CONDITIONAL
    assert allowed.ways_out == ()


def test_an_offer_beside_a_license_that_allows_the_use_is_said() -> None:
    decision = audited(snapshot(front="license: agpl-3.0", body="An enterprise license is available on request.\n"))
    assert decision.decision.outcome is Outcome.CONDITIONAL
    assert [way.license for way in decision.decision.ways_out] == [""]


def test_what_is_approved_needs_no_way_out() -> None:
    assert audited(snapshot()).decision.ways_out == ()
