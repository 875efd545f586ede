"""Whether commercial use is allowed: never kinder than the worst of what is written, read or missing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.decide.commercial import by_licenses, by_lineage, by_papers, worst
from auditor.decide.concluded import concluded
from auditor.gather.clarifications import clarify
from auditor.gather.dossier import gather
from auditor.schema.license import CommercialUse
from auditor.schema.waiver import Clarification
from tests.builders import APACHE, MIT, dossier, snapshot, snapshots, standards

YES, CONDITIONAL, NO, UNKNOWN = CommercialUse.YES, CommercialUse.CONDITIONAL, CommercialUse.NO, CommercialUse.UNKNOWN
NC_LINK = "https://creativecommons.org/licenses/by-nc/4.0/"
CHANGED = MIT.replace("without restriction", "for research purposes only, without any commercial use")
FORBIDS = "The weights may not be used for commercial purposes.\n"
ON_APPLICATION = "For commercial use, please fill out the application form.\n"
FACTS = {item.id: item for item in standards().knowledge.catalog.licenses}
IDS = st.lists(st.sampled_from([*sorted(FACTS), "no-such-license"]), max_size=4)


def use(front: str = "license: mit", **made: Any) -> CommercialUse:
    subject = dossier(snapshot(front=front, **made)).subject
    assert subject is not None
    return subject.conclusion.commercial_use


@pytest.mark.parametrize(
    ("front", "files", "expected"),
    [
        ("license: mit", {}, "yes"),
        ("license: mit", {"LICENSE": MIT}, "yes"),
        ("tags: [x]", {"LICENSE": MIT}, "yes"),
        ("license: apache-2.0", {"LICENSE": MIT}, "yes"),
        ("license: mit", {"LICENSE": NC_LINK}, "no"),
        ("license: [mit, cc-by-nc-4.0]", {}, "no"),
        ("license: [mit, mit]", {}, "yes"),
        ("license: [apache-2.0, other]", {}, "unknown"),
        ("license: [apache-2.0, our-own]", {}, "unknown"),
        ("license: other\nlicense_name: mit", {}, "yes"),
        ("license: other\nlicense_name: our-own", {}, "unknown"),
        ("license: other\nlicense_name: our-own", {"LICENSE": MIT}, "unknown"),
        (f"license: other\nlicense_link: {NC_LINK}", {}, "no"),
        ("license: mit\nlicense_link: LICENSE", {}, "yes"),
        (f"license: mit\nlicense_link: {NC_LINK}", {}, "no"),
        ("license: mit\nlicense_name: our-own", {}, "unknown"),
        ("license_name: mit", {}, "yes"),
        ("license: mit", {"LICENSE": CHANGED}, "unknown"),
        ("license: mit", {"LICENSE": "Ours alone."}, "unknown"),
        ("license: cc-by", {"LICENSE": "https://creativecommons.org/licenses/by/4.0/"}, "yes"),
        ("license: cc-by\nlicense_name: cc-by-4.0", {}, "yes"),
        ("license: mit", {"LICENSE-CODE": APACHE}, "yes"),
        ("license: mit", {"LICENSE-MODEL": APACHE, "LICENSE": MIT}, "yes"),
        ("license: mit", {"USE_POLICY.md": "Be kind."}, "yes"),
        ("license: other", {}, "unknown"),
        ("tags: [x]", {"LICENSE-CODE": MIT}, "unknown"),
        ("tags: [x]", {}, "unknown"),
    ],
)
def test_what_is_written_decides(front: str, files: dict[str, str], expected: str) -> None:
    assert use(front, files=files).value == expected


@pytest.mark.parametrize(
    ("front", "body", "expected"),
    [
        ("license: mit", FORBIDS, NO),
        ("tags: [x]", FORBIDS, NO),
        ("license: mit", ON_APPLICATION, CONDITIONAL),
        ("tags: [x]", ON_APPLICATION, CONDITIONAL),
        ("license: other", ON_APPLICATION + FORBIDS, NO),
        ("license: cc-by-nc-4.0", ON_APPLICATION, NO),
    ],
)
def test_the_words_of_a_card_take_away_and_never_give(front: str, body: str, expected: CommercialUse) -> None:
    assert use(front, body=body) is expected


@pytest.mark.parametrize(("files", "expected"), [(["LICENSE"], NO), (["LICENSE", "README.md"], YES)])
def test_a_clarification_settles_the_words_of_its_own_file(files: list[str], expected: CommercialUse) -> None:
    held = snapshots(snapshot(files={"LICENSE": "Ours."}, body=FORBIDS))
    knowledge = standards().knowledge
    assert held.subject is not None
    words = [
        Clarification(
            model="org/model",
            file=name,
            sha256=held.subject.file(name).sha256,  # type: ignore[union-attr]
            licenses=("Apache-2.0",),
            comment="read",
            approver="counsel",
        )
        for name in files
    ]
    made = concluded(clarify(gather(held, knowledge), held, words, knowledge.catalog))
    assert made.subject is not None
    assert made.subject.conclusion.commercial_use is expected


@given(IDS, IDS)
def test_one_more_license_never_allows_more(some: list[str], more: list[str]) -> None:
    order = [NO, UNKNOWN, CONDITIONAL, YES]
    if some:
        assert order.index(by_licenses([*some, *more], FACTS)) <= order.index(by_licenses(some, FACTS))
    assert by_licenses([], FACTS) is UNKNOWN


@given(st.lists(st.sampled_from(CommercialUse), min_size=1))
def test_the_worst_is_one_of_them_and_none_is_worse(uses: list[CommercialUse]) -> None:
    order = [NO, UNKNOWN, CONDITIONAL, YES]
    assert order.index(worst(uses)) == min(map(order.index, uses))


def test_a_base_may_take_away_what_the_model_gives() -> None:
    tuned = snapshot(front="license: mit\nbase_model: maker/base")
    assert by_lineage(dossier(tuned, snapshot("maker/base", "license: cc-by-nc-4.0"))) is NO
    assert by_lineage(dossier(tuned, snapshot("maker/base"))) is YES
    assert by_lineage(dossier(tuned)) is UNKNOWN, "a base that was not obtained"


def test_what_is_doubtful_is_not_known_under_any_license() -> None:
    subject = dossier(snapshot(files={"LICENSE": "Ours alone."})).subject
    assert subject is not None
    assert subject.conclusion.doubtful
    assert by_papers(subject, ("MIT",), FACTS) is UNKNOWN
