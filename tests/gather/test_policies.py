"""Use policies that a card names or links bind beside its license, with their own facts."""

from __future__ import annotations

import pytest

from auditor.decide.duties import duties
from auditor.decide.effective import effective_terms
from auditor.gather.papers import open_papers
from auditor.gather.policies import POLICY, policy_claims
from auditor.schema.evidence import Dossier
from auditor.schema.snapshot import Snapshot
from auditor.schema.use import Distribution, Use
from tests.builders import dataset, dossier, fixture_text, snapshot, standards

KNOWLEDGE = standards().knowledge
LINK = "https://docs.cohere.com/docs/c4ai-acceptable-use-policy"
ADDENDUM = f"- License: CC-BY-NC; [its addendum]({LINK}) must be kept as well"


def named(taken: Snapshot) -> list[str]:
    claims = policy_claims(open_papers(taken, KNOWLEDGE.vocabulary), KNOWLEDGE.catalog)
    assert {claim.role for claim in claims} <= {POLICY}
    return [name for claim in claims for name in claim.licenses]


def taken_in(evidence: Dossier, license_id: str) -> tuple[str, ...]:
    return next(item.incorporates for item in evidence.licenses if item.id == license_id)


@pytest.mark.parametrize(
    ("body", "ids"),
    [
        (ADDENDUM, ["c4ai-aup"]),
        (f"[here]({LINK})", ["c4ai-aup"]),
        (f"You must keep to {LINK}.", ["c4ai-aup"]),
        ("Keep to the C4AI Acceptable Use Policy, too.", ["c4ai-aup"]),
        ("Keep to the c4ai acceptable-use policy and to the Gemma Prohibited Use Policy.", ["c4ai-aup", "gemma-pup"]),
        (f"Keep to it.\n\n{ADDENDUM}\n\n{ADDENDUM}", ["c4ai-aup"]),
        ("Keep to the acceptable use policy.", []),
        ("Keep to the Wren Acceptable Use Policy.", []),
        ("See [the license](https://creativecommons.org/licenses/by-nc/4.0).", []),
        (f"## Training data\n\nThe data are under [a policy]({LINK}).", []),
        (f"```\n{LINK}\n```", []),
    ],
)
def test_a_policy_is_named_by_its_names_and_by_its_addresses(body: str, ids: list[str]) -> None:
    assert named(snapshot(body=body)) == ids


def test_the_gate_and_other_cards_name_it_too() -> None:
    gate = f"license: mit\nextra_gated_prompt: You agree to the [policy]({LINK})."
    assert named(snapshot(front=gate)) == ["c4ai-aup"]
    assert named(snapshot(files={"README_zh.md": ADDENDUM})) == ["c4ai-aup"]


def test_it_is_cited_where_it_stands() -> None:
    claims = policy_claims(open_papers(snapshot(body=ADDENDUM), KNOWLEDGE.vocabulary), KNOWLEDGE.catalog)
    assert [(claim.citation.file, claim.written) for claim in claims] == [("README.md", LINK)]
    assert LINK in (claims[0].citation.quote or "")


def test_a_data_set_names_none() -> None:
    assert named(dataset()) == []


def test_it_binds_with_the_license_and_is_no_license_of_its_own() -> None:
    evidence = dossier(snapshot(front="license: cc-by-nc-4.0", body=ADDENDUM))
    assert evidence.subject is not None
    assert evidence.subject.conclusion.licenses == ("CC-BY-NC-4.0",)
    assert taken_in(evidence, "CC-BY-NC-4.0") == ("c4ai-aup",)
    found = duties(effective_terms(evidence), evidence, Use(distribution=Distribution.HOSTED))
    of_policy = [duty for duty in found if duty.row and duty.row.startswith("licenses/c4ai-aup/")]
    assert of_policy
    assert {duty.license for duty in of_policy} == {"c4ai-aup"}
    assert all(duty.clause for duty in of_policy)


def test_a_policy_that_its_license_takes_in_is_joined_to_no_other() -> None:
    body = "Keep to the [policy](https://www.llama.com/llama3_1/use-policy)."
    evidence = dossier(snapshot(front="license: [llama3.1, mit]", body=body))
    assert taken_in(evidence, "llama3.1") == ("llama3.1-aup",)
    assert taken_in(evidence, "MIT") == ()


def test_a_license_of_many_takes_it_in_with_each_of_them() -> None:
    evidence = dossier(snapshot(front="license: openrail", body=ADDENDUM))
    assert taken_in(evidence, "openrail") == ("c4ai-aup",)
    assert taken_in(evidence, "creativeml-openrail-m") == ("c4ai-aup",)


def test_without_one_a_license_is_as_the_catalog_has_it() -> None:
    evidence = dossier(snapshot(front="license: cc-by-nc-4.0"))
    assert evidence.licenses == (KNOWLEDGE.catalog.get("CC-BY-NC-4.0"),)


def test_where_it_binds_its_link_is_not_said_to_be_unread() -> None:
    body = fixture_text("CohereLabs--c4ai-command-r-v01/README.md").split("---\n", 2)[2]
    evidence = dossier(snapshot(front="license: cc-by-nc-4.0", body=body))
    assert evidence.subject is not None
    assert [item.words for item in evidence.subject.unread] == []
