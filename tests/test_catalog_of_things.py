"""Nothing is forgotten: every table written by hand is held against the folder or the file that it is of."""

from __future__ import annotations

import ast
import importlib
import re
from pathlib import Path

import pytest

import auditor
from auditor.cli.main import COMMANDS
from auditor.decide.findings import OF_LIFE, RULES
from auditor.decide.findings.pinned import READING_STALE
from auditor.evaluate.probe import Reply
from auditor.evaluate.probes import PROBES
from auditor.files.policies import home, load_findings, load_rubric, load_rules
from auditor.gate.findings import KINDS
from auditor.report.formats import FORMATS
from auditor.schema.decision import Outcome
from auditor.schema.unread import UnreadKind
from tests.builders import FIXTURES, dossier

PACKAGE = Path(auditor.__file__).parent
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "_policies" not in path.parts)
RUBRIC = load_rubric()
ASKED = (
    *(f"D{number}" for number in range(1, 9)),
    *(f"C{number}" for number in range(1, 8)),
    *(f"P{number}" for number in range(1, 5)),
    *(f"L{number}" for number in range(1, 8)),
    *(f"T{number}" for number in range(1, 9)),
    *("X1", "X2", "X3"),
)


def modules_of(folder: str) -> set[str]:
    return {path.stem for path in (PACKAGE / folder).glob("*.py")} - {"__init__"}


# Names that two rooms still share. Nothing is to be added.
SHARED = {"Part", "Scope", "Sentence", "Trigger"}


def test_one_word_is_one_thing() -> None:
    """No two rooms call a public class by one name, but for the arguments of probes."""
    places: dict[str, set[str]] = {}
    for path in MODULES:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and path.parent.name != "probes":
                places.setdefault(node.name, set()).add(str(path.relative_to(PACKAGE)))
    twice = {name: sorted(files) for name, files in places.items() if len(files) > 1 and name not in SHARED}
    assert twice == {}


def test_every_probe_is_in_the_table_and_every_row_of_the_table_is_a_file() -> None:
    assert {name.replace("-", "_") for name in PROBES} == modules_of("evaluate/probes")
    assert {name.replace("-", "_"): module.__name__.rpartition(".")[2] for name, module in PROBES.items()} == {
        name: name for name in modules_of("evaluate/probes")
    }


def test_the_rubric_asks_every_question_in_its_order() -> None:
    assert tuple(criterion.id for criterion in RUBRIC.criteria) == ASKED
    assert len({criterion.name for criterion in RUBRIC.criteria}) == len(ASKED)


@pytest.mark.parametrize("criterion", RUBRIC.criteria, ids=lambda item: item.id)
def test_a_criterion_names_a_probe_and_arguments_that_it_takes(criterion: object) -> None:
    probe = PROBES[criterion.probe]  # type: ignore[attr-defined]
    args = probe.Args.model_validate(criterion.args)  # type: ignore[attr-defined]
    assert isinstance(probe.answer(dossier(), args), Reply)


def test_every_probe_is_asked_by_a_criterion() -> None:
    assert {criterion.probe for criterion in RUBRIC.criteria} == set(PROBES)


def test_every_finding_has_a_rule_and_a_row() -> None:
    assert {*RULES, *OF_LIFE, READING_STALE, *KINDS} == set(load_findings())
    assert not {*RULES, *OF_LIFE} & set(KINDS)


def test_every_rule_is_called_as_its_finding() -> None:
    rules = {**RULES, **OF_LIFE}
    assert {name: rule.__name__.replace("_", "-") for name, rule in rules.items()} == {name: name for name in rules}


def test_formats_and_the_modules_that_render_them_are_the_same() -> None:
    helpers = {"escape", "formats", "plain", "terminal"}  # what renderers share
    modules = modules_of("report") - helpers
    assert {form.module for form in FORMATS.values()} == modules
    for form in FORMATS.values():
        assert callable(importlib.import_module(f"auditor.report.{form.module}").render)
        assert form.line


def test_every_command_has_a_module_and_every_module_with_a_command_is_listed() -> None:
    named = {module for module, _ in COMMANDS.values()}
    found = {
        f"auditor.cli.{path.stem}"
        for path in (PACKAGE / "cli").glob("*.py")
        if path.stem != "main" and "command" in _functions(path)
    }
    assert named == found
    assert {name: module.rpartition(".")[2] for name, (module, _) in COMMANDS.items()} == {
        name: name for name in COMMANDS
    }


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_a_line_of_help_that_ends(name: str) -> None:
    assert COMMANDS[name][1].endswith(".")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_everything_public_has_a_docstring(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), "the module has none"
    assert [name for name, node in _public(tree) if not ast.get_docstring(node)] == []


Documented = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def _public(tree: ast.Module) -> list[tuple[str, Documented]]:
    """Public classes, functions and the public methods of public classes that say something new."""
    found: list[tuple[str, Documented]] = []
    for node in tree.body:
        if isinstance(node, Documented) and not node.name.startswith("_"):
            found.append((node.name, node))
            inner = node.body if isinstance(node, ast.ClassDef) else []
            found += [
                (f"{node.name}.{item.name}", item)
                for item in inner
                if isinstance(item, Documented) and item.name[0] != "_"
            ]
    return found


def _functions(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_file_can_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


def test_policies_hold_nothing_that_nobody_reads() -> None:
    known = {"company", "licenses", "discovery", "lifecycles", "reading", "rubrics", "schemas", "systems"}
    known |= {"findings.yaml", "rules.yaml", "licenses.compiled.json", "licenses.fingerprints", "reading.compiled.json"}
    known |= {"discovery.compiled.json"}
    known |= {"families.yaml", "families.json", "license-words.yaml", "terms.yaml", "languages.yaml"}
    known |= {"repository-license.yaml", "system-names.yaml", "systems.compiled.json", "facts.yaml"}
    assert {path.name for path in home().iterdir()} <= known
    frameworks = {"g7-osi-tier", "osaid-1.0", "mof-1.1", "ai-act-53-2", "ai-act-annex-xii", "g7-sbom-ai"}
    frameworks |= {"ai-act-annex-xi", "ai-act-training-summary"}
    assert {path.stem for path in (home() / "rubrics").iterdir()} == {"criteria", "examples", *frameworks}


def test_every_outcome_has_a_fixture() -> None:
    text = (FIXTURES / "expected.yaml").read_text(encoding="utf-8")
    outcomes = ("approved", "conditional", "review", "unverified", "denied")
    assert [name for name in outcomes if f"\n  decision: {name}\n" not in text] == []


def test_every_rule_and_kind_of_unread_words_is_explained_and_no_other() -> None:
    """What stands before `issue/`, `finding/` and the policy's own lists is written out in the code."""
    said = {
        node.value
        for path in (PACKAGE / "decide").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if re.fullmatch(r"(card|license|use|openness)/[a-z-]+", node.value)
    }
    said |= {f"license/{word}" for word in ("allow", "conditional", "review", "deny")}
    said |= {f"unread/{kind.value}" for kind in UnreadKind} | {outcome.value for outcome in Outcome} | {"issue"}
    assert said == load_rules().keys()


def test_every_finding_is_explained_in_whole_sentences() -> None:
    for kind in load_findings().values():
        assert kind.explains.endswith(".")
        assert kind.how_to_fix.endswith(".")
        assert not kind.title.endswith(".")
