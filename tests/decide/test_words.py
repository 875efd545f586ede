"""What words forbid beyond commerce and research reaches the decision, by the declared use."""

from __future__ import annotations

import pytest

from auditor.schema.decision import Outcome
from tests.builders import audited, snapshot

FREE, KEEP, DENIED, REVIEW = Outcome.APPROVED, Outcome.CONDITIONAL, Outcome.DENIED, Outcome.REVIEW


@pytest.mark.parametrize(
    ("words", "use", "rule", "outcome"),
    [
        ("Redistribution is prohibited.", {"distribution": "internal"}, "card/no-redistribution", KEEP),
        ("Redistribution is prohibited.", {"distribution": "redistributed"}, "card/no-redistribution", DENIED),
        ("You may not modify the weights.", {"modifies": True}, "card/no-derivatives", KEEP),
        (
            "You may not modify the weights.",
            {"modifies": True, "distribution": "redistributed"},
            "card/no-derivatives",
            DENIED,
        ),
        ("Its outputs must not be used to train models.", {}, "card/no-training-on-outputs", KEEP),
        (
            "Its outputs must not be used to train models.",
            {"trains_other_models": True},
            "card/no-training-on-outputs",
            DENIED,
        ),
        ("You may not offer it as a service.", {"distribution": "internal"}, "card/no-hosting", KEEP),
        ("You may not offer it as a service.", {"distribution": "hosted"}, "card/no-hosting", DENIED),
        ("You may not use it in a competing product.", {}, "card/no-competing", KEEP),
        ("Military use is prohibited.", {"commercial": False}, "card/field-limit", KEEP),
        ("The license can be withdrawn at any time.", {}, "card/revocable", KEEP),
        ("Users have to pay.", {}, "card/payment", KEEP),
        ("Please contact us before use.", {}, "card/registration", KEEP),
        ("Users of more than 50 seats need a license.", {}, "card/size-limit", KEEP),
        ("Residents of Japan are excluded.", {}, "card/place-limit", KEEP),
        ("Free until 2027.", {}, "card/time-limit", KEEP),
        ("The Apache license does not apply to the weights.", {}, "card/own-terms", REVIEW),
        ("Nutzung nur für Forschungszwecke.", {}, "card/research-only", REVIEW),
        ("Nutzung nur für Forschungszwecke.", {"research": True}, "card/research-only", KEEP),
        ("Nutzung nur für Forschungszwecke.", {"commercial": False}, "card/research-only", KEEP),
        ("Nutzung nur für Forschungszwecke.", {"commercial": False, "research": False}, "card/research-only", REVIEW),
        ("Nutzung nur für Forschungszwecke.", {"commercial": False, "research": True}, "", FREE),
        ("Không được dùng cho mục đích thương mại.", {}, "card/non-commercial", DENIED),
        ("Redistribution is welcome.", {"distribution": "redistributed"}, "", FREE),
        ("No fee is due, and no registration is required.", {}, "", FREE),
    ],
)
def test_each_kind_of_words_is_decided_by_the_use(words: str, use: dict, rule: str, outcome: Outcome) -> None:  # type: ignore[type-arg]
    front = "license: mit\nlicense_link: LICENSE"
    decision = audited(snapshot(front=front, body=f"# Wren\n\n{words}"), **use).decision
    told = [reason for reason in decision.reasons if reason.rule.startswith("card/")]
    assert [(reason.rule, reason.outcome) for reason in told] == ([(rule, outcome)] if rule else [])
    assert all(words in reason.message for reason in told)


def test_a_card_that_names_the_vendor_s_research_license_that_it_is_under_speaks_of_no_other_terms() -> None:
    front = "license: other\nlicense_name: qwen-research"
    said = snapshot(front=front, body="# Wren\n\n## License\n\nThe Qwen Research License, see LICENSE.\n")
    decision = audited(said, commercial=False, research=True).decision
    assert decision.outcome is KEEP
    under_apache = snapshot(front="license: apache-2.0", body="# Wren\n\n## License\n\nThe Qwen Research License.\n")
    assert audited(under_apache).decision.outcome in (REVIEW, DENIED)


def test_every_sentence_of_a_kind_is_cited_or_counted() -> None:
    body = "# Wren\n\n" + "\n\n".join(f"Redistribution of part {number} is prohibited." for number in range(30))
    [reason] = [
        item
        for item in audited(snapshot(front="license: mit", body=body)).decision.reasons
        if item.rule == "card/no-redistribution"
    ]
    assert len(reason.citations) == 24
    assert "6 sentences more" in reason.message


@pytest.mark.parametrize(
    ("license_id", "outcome"),
    [("mit", REVIEW), ("apache-2.0", REVIEW), ("agpl-3.0", KEEP), ("cc-by-sa-4.0", KEEP), ("[mit, agpl-3.0]", REVIEW)],
)
def test_a_license_to_be_asked_for_is_a_choice_beside_copyleft_alone(license_id: str, outcome: Outcome) -> None:
    made = audited(
        snapshot(front=f"license: {license_id}", body="Please contact us if you want to use the model commercially.\n")
    )
    told = [reason for reason in made.decision.reasons if reason.rule == "card/commercial-on-application"]
    assert [reason.outcome for reason in told] == [outcome]
