"""Which licenses the repository's texts are."""

from __future__ import annotations

import pytest

from auditor.parse.files import part
from auditor.schema.claim import ClaimSource, LicenseClaim
from auditor.schema.snapshot import Snapshot
from tests.builders import APACHE, MIT, dossier, fixture_text, snapshot


def texts(subject: Snapshot) -> list[LicenseClaim]:
    evidence = dossier(subject).subject
    assert evidence is not None
    return [claim for claim in evidence.license_claims if claim.answer is not None]


def test_a_license_file_is_recognised_with_its_lines() -> None:
    (claim,) = texts(snapshot(files={"LICENSE": MIT}))
    assert (claim.source, claim.licenses, claim.answer) == (ClaimSource.FILE, ("MIT",), "exact")
    assert claim.citation.line == 1
    assert (claim.citation.end_line or 0) > 10


def test_code_and_weights_have_texts_of_their_own() -> None:
    found = texts(snapshot(files={"LICENSE-CODE": MIT, "LICENSE-MODEL": APACHE}))
    assert {claim.role: claim.licenses for claim in found} == {"code": ("MIT",), "weights": ("Apache-2.0",)}


def test_a_passage_beside_the_license_is_cited_with_its_lines() -> None:
    extra = "Additional terms: the licensor asks to be told of every deployment that serves members of the public."
    (claim,) = texts(snapshot(files={"LICENSE": f"{MIT}\n\n{extra}\n"}))
    assert [citation.quote for citation in claim.extra] == [extra]
    assert claim.answer != "exact"


def test_the_terms_in_a_gate_prompt_count() -> None:
    prompt = "\n".join(f"  {line}" for line in APACHE.splitlines())
    found = texts(snapshot(front=f"license: other\nextra_gated_prompt: |\n{prompt}"))
    assert [(claim.source, claim.licenses) for claim in found] == [(ClaimSource.GATE_PROMPT, ("Apache-2.0",))]


def test_a_gate_prompt_that_is_no_license_says_nothing() -> None:
    assert texts(snapshot(front="license: mit\nextra_gated_prompt: " + "Tell us who you are. " * 60)) == []


def test_a_license_in_the_card_counts_where_there_is_no_license_file() -> None:
    found = texts(snapshot(front="license: other", body=f"# Model\n\n## License\n\n{MIT}\n"))
    assert [(claim.source, claim.licenses) for claim in found] == [(ClaimSource.CARD_TEXT, ("MIT",))]
    assert (found[0].citation.line or 0) >= 8


def test_a_license_in_the_card_is_passed_over_beside_a_license_file() -> None:
    found = texts(snapshot(front="license: other", body=f"# Model\n\n{MIT}\n", files={"LICENSE": APACHE}))
    assert [claim.source for claim in found] == [ClaimSource.FILE]


def test_a_text_that_only_points_is_read_by_its_heading() -> None:
    (claim,) = texts(snapshot(files={"LICENSE": fixture_text("meta-llama--Llama-2-7b/LICENSE.txt")}))
    assert (claim.answer, claim.licenses) == ("pointer", ("llama2",))


def test_what_the_card_calls_its_license_is_a_license_whatever_its_name_says() -> None:
    words = "The weights may be looked at. Any further step takes a contract.\n"
    for path in ("terms/weights.txt", "docs/notes.txt", "USE_POLICY.md"):
        (claim,) = texts(snapshot(front=f"license: mit\nlicense_link: {path}", files={path: words}))
        assert (claim.written, claim.role, claim.licenses) == (words.strip(), part(path), ())


CC_BY_NC = "This model is licensed under the Creative Commons Attribution-NonCommercial 4.0 International License.\n"
UNKNOWN = "Heron terms\n\nYou keep to what we say, and feed the birds each day. They are ours.\n"


def licenses(files: dict[str, str]) -> set[str]:
    evidence = dossier(snapshot(files=files)).subject
    assert evidence is not None
    return set(evidence.conclusion.licenses)


@pytest.mark.parametrize(("notice", "named"), [(CC_BY_NC, {"MIT", "CC-BY-NC-4.0"}), (MIT, {"MIT"}), (APACHE, {"MIT"})])
def test_a_notice_that_asks_for_more_than_notices_is_a_claim(notice: str, named: set[str]) -> None:
    assert licenses({"LICENSE": MIT, "NOTICE": notice}) == named


@pytest.mark.parametrize("name", ["NOTICE", "COPYRIGHT", "THIRD_PARTY_NOTICES"])
@pytest.mark.parametrize("words", ["Licensed under AGPL-3.0.", "License: GPL-3.0", "All files are CC BY-NC 4.0."])
def test_a_notice_may_name_a_license_in_any_words(name: str, words: str) -> None:
    assert len(licenses({"LICENSE": MIT, name: f"Herons\n\n{words}\n"})) == 2


def test_a_first_link_that_nobody_knows_counts_beside_others() -> None:
    words = "MIT License: see https://heron.example/LICENSE and https://opensource.org/licenses/MIT\n"
    assert {claim.licenses for claim in texts(snapshot(files={"LICENSE": words}))} == {("MIT",), ()}


def test_what_a_text_points_to_counts_to_the_last_link() -> None:
    free, other = "https://opensource.org/licenses/MIT", "https://creativecommons.org/licenses/by-nc/4.0/"
    assert licenses({"LICENSE": f"The license: see {free} and {other}\n"}) == {"MIT", "CC-BY-NC-4.0"}
    found = texts(snapshot(files={"LICENSE": f"The license: see {free} and https://heron.example/model-license\n"}))
    assert [claim.licenses for claim in found] == [("MIT",), ()]


def test_a_second_name_that_nobody_knows_is_a_claim_of_its_own() -> None:
    text = "Code is licensed under the MIT License. Weights are licensed under the Heron License.\n"
    found = texts(snapshot(files={"LICENSE": text}))
    assert [(claim.written, claim.licenses) for claim in found[1:]] == [("Heron License", ())]


@pytest.mark.parametrize("text", [UNKNOWN, CC_BY_NC])
def test_the_license_of_the_whole_counts_beside_that_of_the_weights(text: str) -> None:
    evidence = dossier(snapshot(files={"LICENSE": text, "LICENSE-MODEL": MIT})).subject
    assert evidence is not None
    whole = [claim.citation for claim in evidence.license_claims if claim.citation.file == "LICENSE"]
    assert set(whole) <= {*evidence.conclusion.citations, *evidence.conclusion.doubtful}


def test_a_license_of_the_whole_that_asks_little_is_the_codes_beside_that_of_the_weights() -> None:
    assert licenses({"LICENSE": APACHE, "LICENSE-MODEL": MIT}) == {"MIT"}
