"""From the claims to the licenses that are named for the weights: what is written, and nothing judged."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.gather.dossier import gather
from auditor.schema.evidence import Conclusion
from auditor.schema.license import NOT_JUDGED
from tests.builders import APACHE, MIT, dossier, snapshot, snapshots, standards

NC_LINK = "https://creativecommons.org/licenses/by-nc/4.0/"
CHANGED = MIT.replace("without restriction", "for research purposes only, without any commercial use")


def conclusion(front: str | None = "license: mit", **made: Any) -> Conclusion:
    evidence = gather(snapshots(snapshot(front=front, **made)), standards().knowledge)
    assert evidence.subject is not None
    return evidence.subject.conclusion


@pytest.mark.parametrize(
    ("front", "files", "licenses", "confidence"),
    [
        ("license: mit", {}, ("MIT",), "medium"),
        ("license: mit", {"LICENSE": MIT}, ("MIT",), "high"),
        ("tags: [x]", {"LICENSE": MIT}, ("MIT",), "high"),
        ("license: apache-2.0", {"LICENSE": MIT}, ("Apache-2.0", "MIT"), "low"),
        ("license: mit", {"LICENSE": NC_LINK}, ("MIT", "CC-BY-NC-4.0"), "low"),
        ("license: [mit, cc-by-nc-4.0]", {}, ("MIT", "CC-BY-NC-4.0"), "low"),
        ("license: [mit, mit]", {}, ("MIT",), "medium"),
        ("license: [apache-2.0, other]", {}, ("Apache-2.0",), "low"),
        ("license: [apache-2.0, our-own]", {}, ("Apache-2.0",), "low"),
        ("license: other\nlicense_name: mit", {}, ("MIT",), "medium"),
        ("license: other\nlicense_name: our-own", {}, (), "low"),
        ("license: other\nlicense_name: our-own", {"LICENSE": MIT}, ("MIT",), "low"),
        (f"license: other\nlicense_link: {NC_LINK}", {}, ("CC-BY-NC-4.0",), "medium"),
        ("license: mit\nlicense_link: LICENSE", {}, ("MIT",), "medium"),
        (f"license: mit\nlicense_link: {NC_LINK}", {}, ("MIT", "CC-BY-NC-4.0"), "low"),
        ("license: mit\nlicense_name: our-own", {}, ("MIT",), "low"),
        ("license_name: mit", {}, ("MIT",), "medium"),
        ("license: mit", {"LICENSE": CHANGED}, ("MIT",), "low"),
        ("license: mit", {"LICENSE": "Ours alone."}, ("MIT",), "low"),
        ("license: cc-by", {"LICENSE": "https://creativecommons.org/licenses/by/4.0/"}, ("CC-BY-4.0",), "high"),
        ("license: cc-by\nlicense_name: cc-by-4.0", {}, ("CC-BY-4.0",), "medium"),
        ("license: mit", {"LICENSE-CODE": APACHE}, ("MIT",), "medium"),
        ("license: mit", {"LICENSE-MODEL": APACHE, "LICENSE": MIT}, ("MIT", "Apache-2.0"), "low"),
        ("license: mit", {"USE_POLICY.md": "Be kind."}, ("MIT",), "medium"),
        ("license: other", {}, (), "low"),
        ("tags: [x]", {"LICENSE-CODE": MIT}, (), "low"),
        ("tags: [x]", {}, (), "low"),
    ],
)
def test_conclusion(front: str, files: dict[str, str], licenses: tuple[str, ...], confidence: str) -> None:
    found = conclusion(front, files=files)
    assert found.licenses == licenses
    assert found.confidence.value == confidence
    assert found.commercial_use is NOT_JUDGED


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
        ("tags: [x]", {}, "the header of the weights names it; no license file that was read holds a known text"),
        ("license: mit", {}, "the card names it; no license file that was read holds a known text"),
        ("tags: [x]", {"LICENSE": MIT}, "the header of the weights and the license file name the same license"),
    ],
)
def test_the_reason_says_who_names_the_license(front: str, files: dict[str, str], reason: str) -> None:
    assert conclusion(front, files=files, gguf={"general.license": "mit"}).reason == reason


@pytest.mark.parametrize(
    ("front", "files", "reason"),
    [
        ("tags: [x]", {}, "no license is stated anywhere"),
        ("license: unknown", {}, "the card says `unknown` and does not say which"),
        ("license: other", {}, "the card says `other` and does not say which"),
        ("license: our own", {}, "`our own` is no license that we know"),
        ("tags: [x]", {"LICENSE": "Ours."}, "the license file is no text that we know"),
    ],
)
def test_why_nothing_is_concluded(front: str, files: dict[str, str], reason: str) -> None:
    assert conclusion(front, files=files).reason == reason


def test_of_two_licenses_to_choose_from_both_are_named_and_none_is_taken() -> None:
    found = conclusion("license: apache-2.0 OR cc-by-nc-4.0")
    assert found.licenses == ("Apache-2.0", "CC-BY-NC-4.0")
    assert found.expression == "Apache-2.0 OR CC-BY-NC-4.0"
    assert found.alternatives == (("Apache-2.0",), ("CC-BY-NC-4.0",))


@pytest.mark.parametrize(
    ("files", "confidence"), [({}, "medium"), ({"LICENSE": MIT}, "high"), ({"LICENSE": APACHE}, "high")]
)
def test_a_text_of_either_agrees_with_a_choice(files: dict[str, str], confidence: str) -> None:
    assert conclusion("license: mit OR apache-2.0", files=files).confidence.value == confidence


def test_a_text_of_neither_does_not() -> None:
    found = conclusion("license: mit OR cc-by-4.0", files={"LICENSE": APACHE})
    assert (found.confidence.value, found.licenses) == ("low", ("MIT", "CC-BY-4.0", "Apache-2.0"))
    assert found.expression == "(MIT AND Apache-2.0) OR (CC-BY-4.0 AND Apache-2.0)"


def test_two_licenses_that_hold_together_leave_no_choice() -> None:
    found = conclusion("license: apache-2.0 AND cc-by-nc-4.0")
    assert (found.expression, found.alternatives) == ("Apache-2.0 AND CC-BY-NC-4.0", ())


def test_sentences_that_forbid_are_kept_beside_the_license() -> None:
    found = conclusion("license: mit", body="The weights may not be used for commercial purposes.\n")
    assert found.licenses == ("MIT",)
    assert [citation.file for citation in found.forbidding] == ["README.md"]
    assert conclusion("tags: [x]", body="- **License:** Non-commercial license\n").forbidding


def test_an_umbrella_gives_way_to_one_that_stands_for_fewer_of_the_same() -> None:
    link = "https://huggingface.co/black-forest-labs/FLUX.1-dev/blob/main/LICENSE.md"
    taken = snapshot(front=f"license: other\nlicense_name: flux-dev-license\nlicense_link: {link}")
    found = dossier(taken).subject
    assert found is not None
    assert found.conclusion.licenses == ("flux-1-dev-non-commercial-license",)
