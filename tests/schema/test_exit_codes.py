"""Exit codes: each outcome, trouble and error has one, each is explained, and they are made in one place."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import auditor
from auditor.decide.outcomes import ORDER
from auditor.errors import AuditorError
from auditor.schema.decision import Outcome
from auditor.schema.exit_codes import (
    BY_OUTCOME,
    MEANINGS,
    ExitCode,
    of_differences,
    of_evidence,
    of_fetch,
    of_lock,
    of_run,
)
from auditor.schema.issue import Issue, Weight
from tests.builders import issue

PASSED, LOOK, UNVERIFIED = ExitCode.PASSED, ExitCode.LOOK, ExitCode.UNVERIFIED
ISSUES = st.lists(st.sampled_from(Weight).map(issue), max_size=4)


def subclasses(kind: type[AuditorError]) -> set[type[AuditorError]]:
    return {kind}.union(*(subclasses(each) for each in kind.__subclasses__()))


def test_every_code_has_a_meaning_and_every_outcome_a_code() -> None:
    assert set(MEANINGS) == set(ExitCode)
    assert set(BY_OUTCOME) == {outcome.value for outcome in Outcome}
    assert [outcome for outcome, code in BY_OUTCOME.items() if code is PASSED] == [Outcome.APPROVED.value]


def test_every_error_has_a_code_that_says_it_failed() -> None:
    codes = {kind.exit_code for kind in subclasses(AuditorError)}
    assert codes <= {ExitCode.FAILED, ExitCode.USAGE, ExitCode.NOTHING}


@given(st.sampled_from(Outcome), ISSUES, st.booleans())
def test_a_run_passes_only_approved_or_with_its_conditions_accepted(
    worst: Outcome, issues: list[Issue], accepted: bool
) -> None:
    code = of_run(worst, issues, accept_conditions=accepted)
    if worst is Outcome.CONDITIONAL and accepted:
        assert code is of_evidence(issues)
    else:
        assert code is BY_OUTCOME[worst]
    if code is PASSED:
        assert worst is Outcome.APPROVED or (worst is Outcome.CONDITIONAL and accepted)


@given(ISSUES)
def test_evidence_asks_for_more_than_a_fetch(issues: list[Issue]) -> None:
    weights = {item.weight for item in issues}
    assert of_fetch(issues) is (UNVERIFIED if Weight.DECISIVE in weights else PASSED)
    assert of_fetch(issues, {item.subject for item in issues}) is of_evidence(issues)
    assert of_evidence(issues) is (UNVERIFIED if weights - {Weight.INCIDENTAL} else PASSED)


@given(st.lists(st.sampled_from(ORDER)))
def test_a_lock_records_and_does_not_judge(outcomes: list[Outcome]) -> None:
    assert of_lock(outcomes) is (UNVERIFIED if Outcome.UNVERIFIED in outcomes else PASSED)


@given(ISSUES)
def test_a_lock_of_files_that_were_not_read_is_unverified(issues: list[Issue]) -> None:
    asked = {item.subject for item in issues}
    assert of_lock([Outcome.CONDITIONAL], issues, asked) is of_fetch(issues, asked)


def test_the_table_of_the_readme_has_them_all() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| (\d+) \| (.+) \|$", readme, re.MULTILINE)
    assert [(int(code), said.replace("`", "")) for code, said in told] == [
        (int(c), said) for c, said in MEANINGS.items()
    ]


@pytest.mark.parametrize(("matters", "code"), [([], PASSED), ([False], PASSED), ([False, True], LOOK)])
def test_a_difference_that_matters_has_to_be_looked_at(matters: list[bool], code: ExitCode) -> None:
    assert of_differences(matters) is code


def test_no_other_module_writes_an_exit_code_as_a_number() -> None:
    """A number after `return` in the command line, or given to `exit`, would be one."""
    root = Path(auditor.__file__).parent
    wrong = [
        f"{path.relative_to(root)}:{node.lineno}"
        for path in [*sorted((root / "cli").glob("*.py")), root / "errors.py", root / "pipeline.py"]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, (ast.Return, ast.Assign)) and isinstance(node.value, ast.Constant)
        if type(node.value.value) is int
    ]
    assert wrong == []
