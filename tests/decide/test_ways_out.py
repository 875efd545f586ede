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


def test_the_license_s_own_route_is_a_way_out_of_a_denial_and_where_to_register_one_of_a_conditional_answer() -> None:
    denied = decided("stability-community", annual_revenue_usd=5_000_000)
    assert denied.outcome is Outcome.DENIED
    assert [way.url for way in denied.ways_out] == ["https://stability.ai/enterprise"]
    allowed = decided("stability-community", annual_revenue_usd=500_000)
    assert allowed.outcome is Outcome.CONDITIONAL
    assert [way.url for way in allowed.ways_out] == ["https://stability.ai/community-license"]
    registered = decided(
        "stability-community", annual_revenue_usd=500_000, met=("licenses/stability-community/conditions/registration",)
    )
    assert registered.ways_out == ()


def test_an_offer_beside_a_license_that_allows_the_use_is_said() -> None:
    decision = audited(snapshot(front="license: agpl-3.0", body="An enterprise license is available on request.\n"))
    assert decision.decision.outcome is Outcome.CONDITIONAL
    assert [way.license for way in decision.decision.ways_out] == [""]


def test_what_is_approved_needs_no_way_out() -> None:
    assert audited(snapshot()).decision.ways_out == ()


def test_the_way_past_a_condition_that_does_not_stand_in_the_way_is_none() -> None:
    eu = audited(snapshot(front="license: llama3.2", tags=["image-text-to-text"]), domicile="DE").decision
    assert (eu.outcome, eu.ways_out) == (Outcome.DENIED, ())
    large = decided("qwen-2024", monthly_active_users=150_000_000)
    assert large.outcome is Outcome.DENIED
    assert [way.clause for way in large.ways_out] == ["4"]


def test_the_way_past_a_condition_that_is_open_is_shown_to_whoever_looks() -> None:
    huge = audited(snapshot(front="license: llama3.1"), monthly_active_users=800_000_000).decision
    assert huge.outcome is Outcome.REVIEW
    assert [way.clause for way in huge.ways_out] == ["2"]


def test_where_a_permission_is_asked_for_is_shown_to_whoever_needs_it_alone() -> None:
    served = decided("falcon-180b", offered="as-such")
    assert [way.license for way in served.ways_out] == ["falcon-180b"]
    assert decided("falcon-180b", offered="embedded").ways_out == ()


def test_what_versions_of_a_license_name_alike_stands_once() -> None:
    ways = decided("flux-1-dev-non-commercial-license").ways_out
    assert len({(way.says, way.url) for way in ways}) == len(ways) == 2


def test_a_way_that_belongs_to_no_condition_is_shown_in_every_denial() -> None:
    denied = decided("mnpl-0.1")
    assert denied.outcome is Outcome.DENIED
    assert [way.clause for way in denied.ways_out] == ["3.3"]
