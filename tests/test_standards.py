"""What is stated on the command line stands over the policy; what cannot be meant is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from auditor.errors import UsageError
from auditor.files.systems import load_systems
from auditor.standards import check_policy, now, with_use
from tests.builders import standards, under


def test_what_is_stated_stands_over_the_policy_s_use() -> None:
    found = with_use(standards("eu"), {"commercial": None, "regions": (), "monthly_active_users": 0}).policy
    assert (found.use.commercial, found.use.regions, found.use.monthly_active_users) == (True, ("EU",), 0)
    assert not under().policy.accept_conditions
    assert with_use(standards(), {}, True).policy.accept_conditions


@pytest.mark.parametrize("region", ["Europe", "XX", "DEU"])
def test_a_region_that_is_none_is_refused(region: str) -> None:
    with pytest.raises(UsageError, match="is no region"):
        with_use(standards(), {"regions": ("US", region)})


@pytest.mark.parametrize("epoch", ["yesterday", "1e400", "9" * 30, ""])
def test_a_wrong_source_date_epoch_is_said(epoch: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(UsageError, match="SOURCE_DATE_EPOCH"):
        now()


def test_source_date_epoch_is_the_time_of_the_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert now().isoformat() == "2023-11-14T22:13:20+00:00"


@pytest.mark.parametrize(
    ("stated", "says"),
    [
        ({"domicile": "Mordor"}, "domicile: 'Mordor' is no seat"),
        ({"domicile": "any"}, "domicile: 'any' is no seat"),
        ({"business": ("none", "individual")}, "business: `none` stands alone"),
        ({"users_in": ({"month": "June", "users": 1},)}, "users_in.0.month"),
        ({"met": ("licenses/llama2/conditions/moon",)}, "is no row of a license"),
        ({"met": ("limits/non-commercial",)}, "is no row of a license"),
    ],
)
def test_a_use_that_cannot_be_meant_is_refused(stated: dict[str, Any], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        with_use(standards(), stated)


def test_a_condition_that_is_met_is_named_by_its_row() -> None:
    use = with_use(standards(), {"met": ("licenses/yi-2.1/conditions/registration",)}).policy.use
    assert use.met == ("licenses/yi-2.1/conditions/registration",)


def test_terms_of_a_closed_system_are_named_in_lists_and_as_met(tmp_path: Path) -> None:
    row = "licenses/google-gemini-terms/conditions/other"
    assert with_use(standards(), {"met": (row,)}).policy.use.met == (row,)
    path = tmp_path / "policy.yaml"
    path.write_text(f"policy: acme\ntitle: Acme\nuse:\n  met: [{row}]\nlicenses:\n  deny: [openai-terms]\n")
    assert check_policy(str(path)).policy.licenses.deny == ("openai-terms",)


def test_no_provider_s_terms_ask_two_things_under_one_row() -> None:
    for terms in {system.terms.id: system.terms for system in load_systems().values()}.values():
        rows = [condition.row for condition in terms.conditions]
        assert len(rows) == len(set(rows)), terms.id
