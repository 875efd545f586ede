"""Trouble and what is not known never approve: not under the default policy, not under one that lists nothing."""

from __future__ import annotations

import pytest

from auditor.pipeline import audit_one
from auditor.schema.decision import Outcome
from auditor.schema.issue import Weight
from auditor.schema.policy import Policy
from auditor.schema.snapshot import Snapshot
from tests.builders import APACHE, MIT, WEIGHTS, audited, bare_policy, dataset, issue, snapshot, snapshots, under

TUNED = snapshot(front="license: mit\nbase_model: maker/base")
COPY = "base_model: maker/base\nbase_model_relation: quantized"
CHANGED = MIT.replace("without restriction", "for research purposes only, without any commercial use")
ADAPTER = ("adapter_model.safetensors", "adapter_config.json")
# What must not be approved: the model, then whatever it names.
UNCLEAR: dict[str, tuple[Snapshot, ...]] = {
    "no license anywhere": (snapshot(front="tags: [x]"),),
    "no card": (snapshot(front=None),),
    "an empty list of licenses": (snapshot(front="license: []"),),
    "a mapping for a license": (snapshot(front="license: {name: mit}"),),
    "an empty license": (snapshot(front="license: ''"),),
    "a license in words that nobody knows": (snapshot(front="license: free for all"),),
    "an id of the SPDX list without facts": (snapshot(front="license: CERN-OHL-1.1"),),
    "an expression with an unknown part": (snapshot(front="license: MIT AND My-License"),),
    "an umbrella of different terms": (snapshot(front="license: cc"),),
    "other, and nothing else": (snapshot(front="license: other"),),
    "other beside a license": (snapshot(front="license: [apache-2.0, other]"),),
    "unknown beside a license": (snapshot(front="license: [mit, unknown]"),),
    "an unknown name beside a license": (snapshot(front="license: mit\nlicense_name: our-own-terms"),),
    "a link to other terms": (
        snapshot(front="license: mit\nlicense_link: https://creativecommons.org/licenses/by-nc/4.0/"),
    ),
    "other with a free name and a link to other terms": (
        snapshot(front="license: other\nlicense_name: mit\nlicense_link: https://ai.google.dev/gemma/terms"),
    ),
    "a tag against the card": (snapshot(tags=["license:cc-by-nc-4.0"]),),
    "a text changed": (snapshot(files={"LICENSE": CHANGED}),),
    "a text that is like a license": (snapshot(files={"LICENSE": APACHE[: len(APACHE) // 2]}),),
    "a text of our own": (snapshot(files={"LICENSE": "You may not use it but for study."}),),
    "a text that limits use and mentions a free license": (
        snapshot(files={"LICENSE": "For research only.\nThe code is released under the MIT License.\n"}),
    ),
    "another text than declared": (snapshot(files={"LICENSE": APACHE, "LICENSE-2": CHANGED}),),
    "a text of the code only": (snapshot(front="tags: [x]", files={"LICENSE-CODE": MIT}),),
    "a license in a use policy only": (snapshot(front="tags: [x]", files={"USE_POLICY.md": MIT}),),
    "a use policy beside a free license": (snapshot(listed=(*WEIGHTS, "USE_POLICY.md")),),
    "a use policy beside a free name": (
        snapshot(front="license: other\nlicense_name: apache-2.0", listed=(*WEIGHTS, "USAGE_POLICY")),
    ),
    "a use policy beside a free text": (
        snapshot(front="tags: [x]", files={"LICENSE": MIT}, listed=(*WEIGHTS, "USE_POLICY.md")),
    ),
    "a use policy of the base": (TUNED, snapshot("maker/base", listed=(*WEIGHTS, "USE_POLICY.md"))),
    "a front matter that cannot be read": (snapshot(front="license: *x"),),
    "no list of files": (snapshot(siblings=...),),
    "a list of files of another shape": (snapshot(siblings={"rfilename": "LICENSE"}),),
    "no weights": (snapshot(listed=("config.json",)),),
    "a base that is no repository": (snapshot(front="license: mit\nbase_model: ./out"),),
    "a base of a base that is no repository": (TUNED, snapshot("maker/base", "license: mit\nbase_model: ./out")),
    "a base without a license": (TUNED, snapshot("maker/base", "tags: [x]")),
    "a base whose license is not known": (TUNED, snapshot("maker/base", "license: other")),
    "a base whose text was changed": (TUNED, snapshot("maker/base", files={"LICENSE": CHANGED})),
    "a base whose files are not listed": (TUNED, snapshot("maker/base", siblings=...)),
    "a base without commercial use": (TUNED, snapshot("maker/base", "license: cc-by-nc-4.0")),
    "a base of a base without commercial use": (
        TUNED,
        snapshot("maker/base", "license: mit\nbase_model: maker/root"),
        snapshot("maker/root", "license: cc-by-nc-4.0"),
    ),
    "an adapter that names no base": (snapshot(listed=ADAPTER[:1]),),
    "an adapter on a local path": (
        snapshot(files={"adapter_config.json": '{"base_model_name_or_path": "./out"}'}, listed=ADAPTER[:1]),
    ),
    "a base only in an adapter's configuration": (
        snapshot(files={"adapter_config.json": '{"base_model_name_or_path": "maker/base"}'}, listed=ADAPTER[:1]),
        snapshot("maker/base", "license: llama3.1"),
    ),
    "a base only in a merge's configuration": (
        snapshot(files={"mergekit_config.yml": "models:\n- model: maker/base\n"}),
        snapshot("maker/base", "license: cc-by-nc-4.0"),
    ),
    "a quantized copy of what has no license": (snapshot(front=COPY), snapshot("maker/base", "tags: [x]")),
    "a quantized copy of what allows no commercial use": (
        snapshot(front=COPY),
        snapshot("maker/base", "license: cc-by-nc-4.0"),
    ),
    "two quantized copies of each other": (
        snapshot(front=COPY),
        snapshot("maker/base", "base_model: org/model\nbase_model_relation: quantized"),
    ),
    "a finetune without a license": (snapshot(front="base_model: maker/base"), snapshot("maker/base")),
    "data without commercial use": (
        snapshot(front="license: mit\ndatasets: [org/data]"),
        dataset(front="license: cc-by-nc-4.0"),
    ),
    "a disabled repository": (snapshot(disabled=True),),
}
POLICIES = {"commercial": "commercial", "bare": bare_policy()}


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("case", UNCLEAR)
def test_what_is_not_clear_is_not_approved(case: str, policy: str) -> None:
    subject, *related = UNCLEAR[case]
    found = audited(subject, *related, policy=POLICIES[policy])
    assert found.decision.outcome is not Outcome.APPROVED
    assert found.decision.reasons


@pytest.mark.parametrize(
    "policy", [bare_policy(findings={"allow": ["license-missing", "license-unresolved", "front-matter-invalid"]})]
)
@pytest.mark.parametrize("front", ["tags: [x]", "license: other", "license: *x", "license: free for all"])
def test_an_unknown_license_is_not_approved_though_the_policy_allows_the_finding(front: str, policy: Policy) -> None:
    assert audited(snapshot(front=front), policy=policy).decision.outcome is Outcome.REVIEW


def test_without_the_model_nothing_is_approved() -> None:
    missing = issue(Weight.DECISIVE, "org/model")
    nothing = audit_one(snapshots(None, issues=[missing]), under(bare_policy()))
    assert nothing.decision.outcome is Outcome.UNVERIFIED
    assert nothing.decision.provisional is Outcome.UNVERIFIED
    assert audit_one(snapshots(None), under(bare_policy())).decision.outcome is Outcome.UNVERIFIED


@pytest.mark.parametrize(
    ("front", "weight", "expected"),
    [
        ("mit", Weight.DECISIVE, Outcome.UNVERIFIED),
        ("llama3.1", Weight.DECISIVE, Outcome.UNVERIFIED),
        ("other", Weight.DECISIVE, Outcome.UNVERIFIED),
        ("cc-by-nc-4.0", Weight.DECISIVE, Outcome.DENIED),
        ("mit", Weight.CONTRIBUTORY, Outcome.UNVERIFIED),
        ("llama3.1", Weight.CONTRIBUTORY, Outcome.CONDITIONAL),
        ("other", Weight.CONTRIBUTORY, Outcome.REVIEW),
        ("cc-by-nc-4.0", Weight.CONTRIBUTORY, Outcome.DENIED),
        ("mit", Weight.INCIDENTAL, Outcome.APPROVED),
        ("llama3.1", Weight.INCIDENTAL, Outcome.CONDITIONAL),
    ],
)
def test_trouble_by_its_weight(front: str, weight: Weight, expected: Outcome) -> None:
    found = audited(snapshot(front=f"license: {front}"), issues=[issue(weight)])
    assert found.decision.outcome is expected


def test_what_it_would_be_without_the_trouble_is_said() -> None:
    found = audited(snapshot(), issues=[issue(Weight.DECISIVE)]).decision
    assert (found.outcome, found.provisional) == (Outcome.UNVERIFIED, Outcome.APPROVED)
    assert found.reasons[0].rule == "issue/gated"


def test_with_decisive_trouble_commercial_use_is_not_said_to_be_allowed() -> None:
    assert audited(snapshot(), issues=[issue(Weight.DECISIVE)]).license.commercial_use.value == "unknown"
