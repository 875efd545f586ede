"""From the claims to the license that is held to apply: never kinder than the worst of them."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.schema.evidence import Conclusion
from auditor.schema.license import CommercialUse
from tests.builders import APACHE, MIT, dossier, snapshot

NC_LINK = "https://creativecommons.org/licenses/by-nc/4.0/"
CHANGED = MIT.replace("without restriction", "for research purposes only, without any commercial use")


def conclusion(front: str | None = "license: mit", **made: Any) -> Conclusion:
    evidence = dossier(snapshot(front=front, **made))
    assert evidence.subject is not None
    return evidence.subject.conclusion


@pytest.mark.parametrize(
    ("front", "files", "licenses", "commercial_use", "confidence"),
    [
        ("license: mit", {}, ("MIT",), "yes", "medium"),
        ("license: mit", {"LICENSE": MIT}, ("MIT",), "yes", "high"),
        ("tags: [x]", {"LICENSE": MIT}, ("MIT",), "yes", "high"),
        ("license: apache-2.0", {"LICENSE": MIT}, ("Apache-2.0", "MIT"), "yes", "low"),
        ("license: mit", {"LICENSE": NC_LINK}, ("MIT", "CC-BY-NC-4.0"), "no", "low"),
        ("license: [mit, cc-by-nc-4.0]", {}, ("MIT", "CC-BY-NC-4.0"), "no", "low"),
        ("license: [mit, mit]", {}, ("MIT",), "yes", "medium"),
        ("license: [apache-2.0, other]", {}, ("Apache-2.0",), "unknown", "low"),
        ("license: [apache-2.0, our-own]", {}, ("Apache-2.0",), "unknown", "low"),
        ("license: other\nlicense_name: mit", {}, ("MIT",), "yes", "medium"),
        ("license: other\nlicense_name: our-own", {}, (), "unknown", "low"),
        ("license: other\nlicense_name: our-own", {"LICENSE": MIT}, ("MIT",), "unknown", "low"),
        (f"license: other\nlicense_link: {NC_LINK}", {}, ("CC-BY-NC-4.0",), "no", "medium"),
        ("license: mit\nlicense_link: LICENSE", {}, ("MIT",), "yes", "medium"),
        (f"license: mit\nlicense_link: {NC_LINK}", {}, ("MIT", "CC-BY-NC-4.0"), "no", "low"),
        ("license: mit\nlicense_name: our-own", {}, ("MIT",), "unknown", "low"),
        ("license_name: mit", {}, ("MIT",), "yes", "medium"),
        ("license: mit", {"LICENSE": CHANGED}, ("MIT",), "unknown", "low"),
        ("license: mit", {"LICENSE": "Ours alone."}, ("MIT",), "unknown", "low"),
        ("license: cc-by", {"LICENSE": "https://creativecommons.org/licenses/by/4.0/"}, ("CC-BY-4.0",), "yes", "high"),
        ("license: cc-by\nlicense_name: cc-by-4.0", {}, ("CC-BY-4.0",), "yes", "medium"),
        ("license: mit", {"LICENSE-CODE": APACHE}, ("MIT",), "yes", "medium"),
        ("license: mit", {"LICENSE-MODEL": APACHE, "LICENSE": MIT}, ("MIT", "Apache-2.0"), "yes", "low"),
        ("license: mit", {"USE_POLICY.md": "Be kind."}, ("MIT",), "yes", "medium"),
        ("license: other", {}, (), "unknown", "low"),
        ("tags: [x]", {"LICENSE-CODE": MIT}, (), "unknown", "low"),
        ("tags: [x]", {}, (), "unknown", "low"),
    ],
)
def test_conclusion(
    front: str, files: dict[str, str], licenses: tuple[str, ...], commercial_use: str, confidence: str
) -> None:
    found = conclusion(front, files=files)
    assert found.licenses == licenses
    assert (found.commercial_use.value, found.confidence.value) == (commercial_use, confidence)


@pytest.mark.parametrize(
    ("tags", "licenses"),
    [
        (["license:mit"], ("MIT",)),
        (["license:other"], ("MIT",)),
        (["license:cc-by-nc-4.0"], ("MIT", "CC-BY-NC-4.0")),
    ],
)
def test_a_tag_that_says_something_else_is_held_to_apply_too(tags: list[str], licenses: tuple[str, ...]) -> None:
    assert conclusion("license: mit", tags=tags).licenses == licenses


def test_the_expression_joins_what_applies_together() -> None:
    assert conclusion("license: [mit, llama3.1]").expression == "MIT AND LicenseRef-llama3.1"


def test_a_conclusion_cites_what_it_rests_on_and_what_is_doubtful() -> None:
    found = conclusion("license: mit", files={"LICENSE": "Ours alone."})
    assert [citation.file for citation in found.citations] == ["README.md", "LICENSE"]
    assert [citation.file for citation in found.doubtful] == ["LICENSE"]


@pytest.mark.parametrize(
    ("front", "files", "reason"),
    [
        ("tags: [x]", {}, "no license is stated anywhere"),
        ("license: other", {}, "the card says `other` and does not say which"),
        ("license: our own", {}, "`our own` is no license that we know"),
        ("tags: [x]", {"LICENSE": "Ours."}, "the license file is no text that we know"),
    ],
)
def test_why_nothing_is_concluded(front: str, files: dict[str, str], reason: str) -> None:
    assert conclusion(front, files=files).reason == reason


def test_of_two_licenses_to_choose_from_the_better_is_taken() -> None:
    found = conclusion("license: apache-2.0 OR cc-by-nc-4.0")
    assert found.licenses == ("Apache-2.0",)
    assert found.commercial_use is CommercialUse.YES
    assert found.alternatives == (("Apache-2.0",), ("CC-BY-NC-4.0",))


def test_two_licenses_that_hold_together_leave_no_choice() -> None:
    found = conclusion("license: apache-2.0 AND cc-by-nc-4.0")
    assert found.commercial_use is CommercialUse.NO
    assert found.alternatives == ()


def test_a_sentence_that_forbids_commercial_use_outweighs_the_tag() -> None:
    found = conclusion("license: mit", body="The weights may not be used for commercial purposes.\n")
    assert found.licenses == ("MIT",)
    assert found.commercial_use is CommercialUse.NO
    assert "own words" in found.reason


def test_a_sentence_alone_forbids_commercial_use_too() -> None:
    found = conclusion("tags: [x]", body="- **License:** Non-commercial license\n")
    assert found.licenses == ()
    assert found.commercial_use is CommercialUse.NO
