"""The stages meet: pure, picklable, the same bytes twice, and one model's crash is one model's."""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import auditor.pipeline as pipeline
from auditor.closure import collect
from auditor.decide.summary import summarize
from auditor.errors import NothingToAuditError, SourceError
from auditor.fetch.archive import open_archive
from auditor.fetch.source import Unobtainable
from auditor.gather import papers
from auditor.inheritance import ancestry
from auditor.pipeline import assemble, audit, audit_one, judge_again
from auditor.prose import text
from auditor.report.json import render
from auditor.schema.issue import IssueKind, Weight
from auditor.schema.reference import ModelRef
from auditor.schema.snapshot import Snapshot
from tests.builders import audited, issue, snapshot, standards

NAMES = ("mistralai/Mistral-7B-v0.1", "Qwen/Qwen2.5-72B", "auditor-fixtures/hostile-card")
REFS = [ModelRef(id=name) for name in NAMES]


class Held:
    """A source of these snapshots. A name that begins with `crash` is a bug of ours."""

    def fetch(self, ref: ModelRef) -> Snapshot:
        if ref.id.startswith("crash"):
            raise ZeroDivisionError("a bug")
        if ref.id.startswith("broken"):
            raise SourceError("the source is broken")
        if ref.id.startswith("gone"):
            raise Unobtainable(IssueKind.MISSING, "is not there")
        return snapshot(ref.id)


@pytest.fixture(autouse=True)
def _at_a_fixed_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")


def test_the_same_audit_twice_is_the_same_bytes(fixtures_hub: Path) -> None:
    first, second = (render(audit(REFS, open_archive(fixtures_hub), standards(), jobs=jobs)) for jobs in (1, 8))
    assert first == second


def test_references_are_audited_once_and_in_the_order_named(fixtures_hub: Path) -> None:
    made = audit([*reversed(REFS), *REFS], open_archive(fixtures_hub), standards())
    assert [model.reference for model in made.models] == list(reversed(NAMES))


def test_each_card_is_parsed_once_and_the_lineage_walked_once(
    fixtures_hub: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Closure, gathering, probes, findings, rules and the report all ask; a chain of four models has three steps."""
    counted: Counter[str] = Counter()

    def count(module: ModuleType, name: str, told_by: Callable[..., str]) -> None:
        meant = getattr(module, name)

        def counting(*given: Any) -> Any:
            counted[f"{name} {told_by(*given)}"] += 1
            return meant(*given)

        monkeypatch.setattr(module, name, counting)

    count(papers, "read_card", lambda text: text)
    count(text, "blocks", lambda body, _: body)
    count(ancestry, "Step", lambda child, base, parent: f"{child.id} → {parent.id}")
    papers.open_papers.cache_clear()
    [model] = audit([ModelRef(id="auditor-fixtures/Llama-chain-1")], open_archive(fixtures_hub), standards()).models
    assert len(model.evidence.ancestors) == 3
    assert {name.partition(" ")[0] for name in counted} == {"read_card", "blocks", "Step"}
    assert sum(name.startswith("Step") for name in counted) == 3
    assert {name: times for name, times in counted.items() if times > 1} == {}


def test_inputs_and_outputs_travel_by_pickle(fixtures_hub: Path) -> None:
    held = collect(REFS[1], open_archive(fixtures_hub))
    here = audit_one(held, standards())
    there = audit_one(pickle.loads(pickle.dumps(held)), pickle.loads(pickle.dumps(standards())))
    assert pickle.loads(pickle.dumps(here)) == there


def test_models_are_judged_in_other_processes_with_the_same_outcome(fixtures_hub: Path) -> None:
    held = [collect(ref, open_archive(fixtures_hub)) for ref in REFS]
    with ProcessPoolExecutor(1, mp_context=get_context("forkserver")) as pool:
        there = list(pool.map(audit_one, held, [standards()] * len(held)))
    assert there == [audit_one(item, standards()) for item in held]


def test_a_crash_while_fetching_is_one_model_s() -> None:
    made = audit([ModelRef(id=name) for name in ("org/a", "crash/b", "gone/c", "org/d")], Held(), standards())
    assert [model.decision.outcome.value for model in made.models] == [
        "approved",
        "unverified",
        "unverified",
        "approved",
    ]
    (trouble,) = made.models[1].issues
    assert (trouble.kind, trouble.weight) == (IssueKind.INTERNAL, Weight.DECISIVE)
    assert "ZeroDivisionError" in trouble.message
    assert made.summary.exit_code == 12


@pytest.mark.parametrize("stage", ["gather", "evaluate", "find", "decide"])
def test_a_crash_in_any_stage_is_one_model_s(stage: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = getattr(pipeline, stage)

    def crash(first: Any, *rest: Any) -> Any:
        subject = getattr(first, "subject", None)
        if subject is not None and subject.id == "org/b":
            raise RecursionError("too deep")
        return real(first, *rest)

    monkeypatch.setattr(pipeline, stage, crash)
    made = audit([ModelRef(id="org/a"), ModelRef(id="org/b")], Held(), standards())
    assert [model.decision.outcome.value for model in made.models] == ["approved", "unverified"]
    assert made.models[1].issues[0].kind is IssueKind.INTERNAL


def test_a_broken_source_ends_the_run() -> None:
    with pytest.raises(SourceError):
        audit([ModelRef(id="org/a"), ModelRef(id="broken/b")], Held(), standards())


def test_nothing_to_audit_is_no_empty_report() -> None:
    with pytest.raises(NothingToAuditError) as raised:
        audit([], Held(), standards())
    assert raised.value.exit_code == 3


APPROVED, CONDITIONAL, DENIED = (
    snapshot("a/a"),
    snapshot("c/c", "license: gpl-3.0"),
    snapshot("d/d", "license: cc-by-nc-4.0"),
)
REVIEW, TROUBLE = snapshot("r/r", "license: other"), [issue(Weight.DECISIVE)]


@pytest.mark.parametrize(
    ("held", "code", "accepting"),
    [
        ([(APPROVED, [])], 0, 0),
        ([(APPROVED, []), (CONDITIONAL, [])], 10, 0),
        ([(REVIEW, [])], 10, 10),
        ([(CONDITIONAL, []), (REVIEW, [])], 10, 10),
        ([(APPROVED, TROUBLE)], 12, 12),
        ([(CONDITIONAL, TROUBLE), (REVIEW, [])], 12, 12),
        ([(DENIED, []), (APPROVED, TROUBLE)], 11, 11),
        ([(CONDITIONAL, [issue(Weight.CONTRIBUTORY)])], 10, 12),
        ([(CONDITIONAL, [issue(Weight.INCIDENTAL)])], 10, 0),
    ],
)
def test_the_worst_outcome_gives_the_exit_code(held: list[Any], code: int, accepting: int) -> None:
    models = [audited(subject, issues=issues) for subject, issues in held]
    assert (summarize(models, False).exit_code, summarize(models, True).exit_code) == (code, accepting)
    assert summarize(models, False).models == sum(summarize(models, False).by_outcome.values()) == len(models)


def test_judging_again_uses_the_saved_evidence_and_the_new_policy() -> None:
    saved = assemble((audited(DENIED),), standards())
    again = judge_again(saved, standards("research"))
    assert (saved.summary.exit_code, again.summary.exit_code) == (11, 10)
    assert again.models[0].evidence == saved.models[0].evidence
    assert judge_again(saved, standards()).models == saved.models
