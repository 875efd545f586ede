"""Of A OR B the better is taken; a dossier that was judged stays as it is when it is judged again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.decide.commercial import by_licenses
from auditor.decide.concluded import choose, concluded
from auditor.fetch.archive import open_archive
from auditor.pipeline import audit
from auditor.schema.evidence import Conclusion
from auditor.schema.license import CommercialUse
from tests.builders import APACHE, FIXTURES, MIT, audited, bare_policy, dossier, snapshot, standards

FACTS = {item.id: item for item in standards().knowledge.catalog.licenses}
ORDER = [CommercialUse.NO, CommercialUse.UNKNOWN, CommercialUse.CONDITIONAL, CommercialUse.YES]
WAYS = st.lists(
    st.lists(st.sampled_from([*sorted(FACTS), "no-such-license"]), min_size=1, max_size=3).map(tuple),
    min_size=1,
    max_size=4,
).map(tuple)


def conclusion(front: str, **made: object) -> Conclusion:
    subject = dossier(snapshot(front=front, **made)).subject  # type: ignore[arg-type]
    assert subject is not None
    return subject.conclusion


@pytest.mark.parametrize(
    ("front", "licenses", "use"),
    [
        ("license: apache-2.0 OR cc-by-nc-4.0", ("Apache-2.0",), "yes"),
        ("license: cc-by-nc-4.0 OR apache-2.0", ("Apache-2.0",), "yes"),
        ("license: gpl-3.0 OR mit", ("MIT",), "yes"),
        ("license: mit OR apache-2.0", ("MIT",), "yes"),
        ("license: cc-by-nc-4.0 OR (mit AND apache-2.0)", ("MIT", "Apache-2.0"), "yes"),
        ("license: apache-2.0 AND cc-by-nc-4.0", ("Apache-2.0", "CC-BY-NC-4.0"), "no"),
    ],
)
def test_the_better_is_taken(front: str, licenses: tuple[str, ...], use: str) -> None:
    found = conclusion(front)
    assert (found.licenses, found.commercial_use.value) == (licenses, use)
    assert found.expression == " AND ".join(licenses)


def test_what_need_not_be_chosen_binds_nobody_and_its_text_may_lie_there() -> None:
    found = conclusion("license: mit OR cc-by-nc-4.0", files={"LICENSE": MIT})
    assert (found.licenses, found.confidence.value) == (("MIT",), "high")
    assert found.alternatives == (("MIT",), ("CC-BY-NC-4.0",))
    other = conclusion("license: mit OR cc-by-nc-4.0", files={"LICENSE": APACHE})
    assert other.licenses == ("MIT", "Apache-2.0"), "a text of neither binds whatever is chosen"


def test_a_policy_may_leave_the_choice_to_a_person() -> None:
    found = audited(snapshot(front="license: mit OR apache-2.0"), policy=bare_policy(choose_alternative=False)).decision
    (reason,) = (item for item in found.reasons if item.rule == "license/alternatives")
    assert (reason.names, reason.binds) == (("MIT", "Apache-2.0"), "org/model")


@given(WAYS)
def test_no_alternative_allows_more_than_the_chosen_one(ways: tuple[tuple[str, ...], ...]) -> None:
    chosen = choose(ways, FACTS)
    assert chosen in ways
    best = ORDER.index(by_licenses(chosen, FACTS))
    assert all(ORDER.index(by_licenses(one, FACTS)) <= best for one in ways)


def test_a_card_that_forbids_what_its_license_gives_is_believed() -> None:
    body = "The weights may not be used for commercial purposes.\n"
    found = conclusion("license: mit", body=body)
    assert (found.licenses, found.commercial_use) == (("MIT",), CommercialUse.NO)
    assert (found.reason, found.confidence.value) == ("the card forbids commercial use in its own words", "low")
    assert conclusion("license: cc-by-nc-4.0", body=body).reason != found.reason, "its license says so already"


def test_judged_twice_it_stays_as_it_is() -> None:
    archive = open_archive(FIXTURES / "hub")
    for model in audit(archive.references(), archive, standards()).models:
        assert concluded(model.evidence) == model.evidence
    chosen = dossier(snapshot(front="license: mit OR cc-by-nc-4.0", files={"LICENSE": MIT}))
    assert concluded(chosen) == chosen
