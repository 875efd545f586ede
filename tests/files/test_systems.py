"""Providers, hosts, lives and rows of names are read whole; what does not hold together is refused with its place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from auditor.errors import PolicyError
from auditor.files.systems import COMPILED, compiled, load_systems
from auditor.parse.home import home


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two providers, a host and its days, by files of their own."""
    for name in ("systems/inflection.yaml", "systems/groq.yaml", "lifecycles/inflection.yaml", "lifecycles/groq.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(home() / name, tmp_path / name)
    rows = [row for row in _rules() if set(row["of"]) == {"groq"}]
    (tmp_path / "system-names.yaml").write_text(yaml.safe_dump({"rules": rows}), encoding="utf-8")
    return tmp_path


NOBODY_S = (
    "- {id: owl, of: [groq], takes: owl, gives: owl-1, means: nobody, fits: {owl: 'nobody:owl-1'}, misses: [wren]}\n"
)


def _rules() -> list[dict[str, list[str]]]:
    rows: list[dict[str, list[str]]] = yaml.safe_load((home() / "system-names.yaml").read_text(encoding="utf-8"))[
        "rules"
    ]
    return rows


def test_the_compiled_file_is_made_of_the_files_as_they_stand(root: Path) -> None:
    plain = load_systems(root)
    (root / COMPILED).write_text(compiled(root), encoding="utf-8")
    moved = root.parent / f"{root.name}-compiled"
    shutil.copytree(root, moved)
    kept = load_systems(moved)
    assert kept.meant
    assert not plain.meant
    for name in ("groq:mixtral-8x7b-32768", "inflection:pi", "groq:wren"):
        assert kept.find(name) == plain.find(name)
    assert list(kept) == list(plain)


def test_what_is_stale_is_not_read(root: Path) -> None:
    (root / COMPILED).write_text(compiled(root), encoding="utf-8")
    path = root / "systems" / "inflection.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("- inflection-2.5", "- inflection-9"), encoding="utf-8")
    assert "inflection:inflection-9" in load_systems(root)


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("systems/groq.yaml", "  - groqcloud", "  - inflection", "groq.yaml:1: `inflection` is another's word too"),
        ("systems/groq.yaml", "by_family: true", "binds_too: [nobody]", "groq.yaml:1: `nobody` is no provider"),
        ("system-names.yaml", "rules:\n", f"rules:\n{NOBODY_S}", "`owl`: `nobody` is no provider"),
        ("system-names.yaml", "- groq\n", "- nobody\n", "`nobody` is no provider"),
        ("lifecycles/inflection.yaml", "names: [pi]", "names: [owl]", "`inflection:owl` is no model that"),
        ("system-names.yaml", "takes: gemma2-9b-it", "takes: gemma", "becomes `None`"),
        ("lifecycles/groq.yaml", "retires: { on: 2025-03-20,", "retires: { on: March,", "groq.yaml:"),
    ],
)
def test_what_does_not_hold_together_is_refused(root: Path, file: str, old: str, new: str, says: str) -> None:
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(PolicyError) as refused:
        load_systems(root)
    assert says in str(refused.value)


def test_a_host_may_have_days_of_models_that_nobody_describes(root: Path) -> None:
    path = root / "lifecycles" / "groq.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("mixtral-8x7b-32768", "wren-8x7b"), encoding="utf-8")
    found = load_systems(root).find("groq:wren-8x7b")
    assert found is not None
    assert not found.listed
    assert found.lifecycle is not None


def test_ours_are_read_whole() -> None:
    systems = load_systems()
    assert {"openai", "azure", "bedrock", "vertex", "openrouter", "groq", "mistral"} <= set(systems.providers)
    for provider in systems.providers.values():
        assert provider.terms.sources, provider.id
        assert all(fact.date and fact.source for fact in provider.handling), provider.id
