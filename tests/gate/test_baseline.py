"""A baseline holds by what speaks, as values: other words for it are known, and one ground more is new."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.gate.baseline import marked_findings, marked_models
from auditor.pipeline import assemble
from auditor.schema.audit import Audit, ModelAudit
from auditor.schema.decision import Decision, Level, Outcome
from auditor.schema.gate import GateFinding
from auditor.schema.place import Place
from auditor.schema.snapshot import Snapshot
from tests.builders import audited, bare_policy, dataset, snapshot, standards

NC = snapshot("org/model", "license: cc-by-nc-4.0")


def saved(*models: ModelAudit, gate: tuple[GateFinding, ...] = ()) -> Audit:
    return assemble(models, standards(), gate=gate)


def known(model: ModelAudit, before: ModelAudit) -> bool:
    (marked,) = marked_models([model], saved(before))
    return marked.known


def with_decision(model: ModelAudit, **changed: Any) -> ModelAudit:
    decision: Decision = model.decision.model_copy(update=changed)
    return model.model_copy(update={"decision": decision})


def test_a_model_is_known_by_what_speaks_against_it_and_not_by_the_words() -> None:
    model = audited(NC)
    reworded = [item.model_copy(update={"message": f"said anew: {item.message}"}) for item in model.decision.reasons]
    assert known(model, model)
    assert known(model, with_decision(model, reasons=tuple(reworded)))


@pytest.mark.parametrize("field", ["license", "clause", "row", "binds", "names"])
def test_another_ground_is_new(field: str) -> None:
    model = audited(NC)
    other = ("x",) if field == "names" else "x"
    reasons = [item.model_copy(update={field: other}) for item in model.decision.reasons]
    assert not known(model, with_decision(model, reasons=tuple(reasons)))


def test_the_same_ground_once_more_is_new() -> None:
    model = audited(NC)
    twice = with_decision(model, reasons=(*model.decision.reasons, model.decision.reasons[0]))
    assert known(model, twice)
    assert not known(twice, model)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["org/one"], ["org/one", "org/two"]),
        (["org/one"], ["org/two"]),
    ],
)
def test_one_data_set_more_that_says_nothing_is_new(before: list[str], after: list[str]) -> None:
    def made(names: list[str]) -> ModelAudit:
        front = f"license: mit\ndatasets: [{', '.join(names)}]"
        silent = bare_policy(findings={"review": ["data-license-unknown"]})
        return audited(snapshot(front=front), *(dataset(name, "tags: [x]") for name in names), policy=silent)

    assert made(before).decision.outcome is made(after).decision.outcome is Outcome.REVIEW
    assert known(made(before), made(before))
    assert not known(made(after), made(before))


@pytest.mark.parametrize(("one", "other"), [("license: ours-1", "license: ours-2")])
def test_another_name_that_is_not_known_is_new(one: str, other: str) -> None:
    def made(front: str) -> ModelAudit:
        model: Snapshot = snapshot(front=front)
        return audited(model)

    assert known(made(one), made(one))
    assert not known(made(other), made(one))


def test_a_finding_about_the_repository_is_known_in_other_words_and_not_under_another_name() -> None:
    def made(message: str, *names: str) -> GateFinding:
        return GateFinding(
            id="waiver-unused",
            level=Level.NOTE,
            outcome=Outcome.REVIEW,
            message=message,
            how_to_fix="take it out",
            place=Place(file="models.yaml", line=3),
            names=names,
        )

    before = saved(audited(), gate=(made("it accepts nothing", "license-missing", "org/model"),))
    same, other = made("it is not used", "license-missing", "org/model"), made("it accepts nothing", "x", "org/model")
    assert [item.known for item in marked_findings([same, other], before)] == [True, False]


def test_a_finding_of_several_places_is_known_where_each_file_was() -> None:
    def undeclared(*files: str) -> GateFinding:
        first, *others = (Place(file=file, line=3) for file in files)
        return GateFinding(
            id="model-undeclared",
            level=Level.ERROR,
            outcome=Outcome.REVIEW,
            message="m",
            how_to_fix="f",
            place=first,
            also=tuple(others),
            reference="org/model",
        )

    def marked(now: GateFinding, *before: GateFinding) -> bool:
        (item,) = marked_findings([now], saved(gate=before))
        return item.known

    assert marked(undeclared("a.py", "b.py"), undeclared("b.py", "a.py"))
    assert marked(undeclared("a.py", "b.py"), undeclared("a.py"), undeclared("b.py")), "as older audits have them"
    assert not marked(undeclared("a.py", "b.py"), undeclared("a.py"))
