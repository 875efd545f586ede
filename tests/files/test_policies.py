"""policies/ is read whole, and whatever is wrong in it is said with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.errors import PolicyError
from auditor.files.checked import read_all, read_file, read_rows
from auditor.files.policies import home, load_findings, load_rubric
from auditor.schema.base import Value
from auditor.schema.decision import FindingKind
from auditor.schema.rubric import Criterion


class Point(Value):
    """Something small to read."""

    id: str
    x: int


def put(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("id: a\nx: one\n", "2: `x` should be a whole number (got 'one')"),
        ("id: a\n", "1: `x` is missing"),
        ("id: a\nx: 1\nz: 2\n", "3: `z` is no field; known: id, x"),
        ("id: a\nidd: b\nx: 1\n", "2: `idd` is no field; did you mean `id`?"),
        ("id: a\nx: 1\nx: 2\n", "3: `x` stands twice in one mapping"),
        ("- 1\n", "1: should be a mapping of keys to values"),
        ("id: a\nx: [1\n", "3: did not find expected ',' or ']'"),
        (b"id: a\nx: \xff\n", "2: is not UTF-8 text"),
        ("", "1: should be a mapping of keys to values"),
    ],
)
def test_a_fault_has_file_and_line(tmp_path: Path, text: str | bytes, fault: str) -> None:
    path = put(tmp_path, "p.yaml", text)
    with pytest.raises(PolicyError) as raised:
        read_file(path, Point)
    assert str(raised.value) == f"{path}:{fault}"


def test_the_faults_of_all_files_are_said_at_once(tmp_path: Path) -> None:
    texts = {"a.yaml": "id: a\nx: b\ny: 1\n", "b.yaml": "id: [\n", "c.yaml": "id: c\nx: 1\n"}
    paths = [put(tmp_path, name, text) for name, text in texts.items()]
    with pytest.raises(PolicyError) as raised:
        read_all([*paths, tmp_path / "gone.yaml"], Point)
    said = [line.removeprefix(f"{tmp_path}/").split(": ")[0] for line in str(raised.value).splitlines()]
    assert said == ["a.yaml:2", "a.yaml:3", "b.yaml:2", "gone.yaml:1"]
    assert raised.value.hint == "4 faults: mend them and run again"


def test_rows_are_said_by_their_own_line(tmp_path: Path) -> None:
    path = put(tmp_path, "rows.yaml", "rows:\n- id: a\n  x: 1\n- id: b\n  x: no number\n- 3\n")
    with pytest.raises(PolicyError) as raised:
        read_rows(path, "rows", Point)
    assert [line.split(":")[1] for line in str(raised.value).splitlines()] == ["5", "6"]
    with pytest.raises(PolicyError, match="holds no list `points:`"):
        read_rows(path, "points", Point)


@pytest.mark.parametrize("repeated", ["findings", "criteria"])
def test_an_id_stands_once(tmp_path: Path, repeated: str) -> None:
    root = copy_of(tmp_path)
    path = root / ("findings.yaml" if repeated == "findings" else "rubrics/criteria.yaml")
    text = path.read_text(encoding="utf-8")
    first = text[text.index("  - id:") : text.index("  - id:", text.index("  - id:") + 1)]
    path.write_text(text + first, encoding="utf-8")
    with pytest.raises(PolicyError, match="stands twice"):
        load_findings(root) if repeated == "findings" else load_rubric(root)


def test_a_framework_names_criteria_that_there_are(tmp_path: Path) -> None:
    root = copy_of(tmp_path)
    path = root / "rubrics" / "osaid-1.0.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("criterion: D1", "criterion: D9"), encoding="utf-8")
    with pytest.raises(PolicyError, match="requires D9"):
        load_rubric(root)


def copy_of(folder: Path) -> Path:
    root = folder / "policies"
    (root / "rubrics").mkdir(parents=True)
    for path in [home() / "findings.yaml", *(home() / "rubrics").glob("*.yaml")]:
        (root / path.relative_to(home())).write_bytes(path.read_bytes())
    return root


def test_the_rubric_and_the_findings_load() -> None:
    assert all(isinstance(item, Criterion) for item in load_rubric().criteria)
    assert all(isinstance(item, FindingKind) for item in load_findings().values())
