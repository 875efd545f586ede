"""models.yaml is pinned and completed; its comments, its order and what it says otherwise stay."""

from __future__ import annotations

import pytest
import yaml

from auditor.files.manifest import DeclaredEntry
from auditor.gate.fix import Used, difference, fixed
from auditor.parse.references import parse_reference
from auditor.schema.place import Place
from auditor.schema.reference import RefKind

SHA = "1b" * 20
OLD = "2c" * 20
HERE = (Place(file="app/main.py", line=7),)


def entries(*names: str) -> list[DeclaredEntry]:
    return [DeclaredEntry(parse_reference(name), Place(file="models.yaml", line=1)) for name in names]


def seen(*names: str, sha: str | None = SHA) -> list[Used]:
    refs = [parse_reference(name) for name in names]
    return [Used(ref, sha if ref.kind is RefKind.HUB else None, HERE) for ref in refs]


@pytest.mark.parametrize(
    ("before", "name", "after"),
    [
        ("- heron-ai/chat", "heron-ai/chat", f'- model: heron-ai/chat\n    revision: "{SHA}"'),
        (
            "- model: heron-ai/chat  # ours\n    owner: ml",
            "heron-ai/chat",
            f'- model: heron-ai/chat  # ours\n    revision: "{SHA}"\n    owner: ml',
        ),
        ("- heron-ai/chat@main", "heron-ai/chat@main", f"- heron-ai/chat@{SHA}"),
        (
            "- model: heron-ai/chat\n    revision: main",
            "heron-ai/chat@main",
            f'- model: heron-ai/chat\n    revision: "{SHA}"',
        ),
        ("- {model: heron-ai/chat}", "heron-ai/chat", f'- {{model: heron-ai/chat, revision: "{SHA}"}}'),
        (f"- heron-ai/chat@{OLD}", f"heron-ai/chat@{OLD}", f"- heron-ai/chat@{OLD}"),
        ("- openai:gpt-4o", "openai:gpt-4o", "- openai:gpt-4o"),
        ("- ./models/own", "./models/own", "- ./models/own"),
        ("- heron-ai/chat  # ours", "heron-ai/chat", f'- model: heron-ai/chat  # ours\n    revision: "{SHA}"'),
        (
            "- model: 'heron-ai/chat'\n\n  # last",
            "heron-ai/chat",
            f"- model: 'heron-ai/chat'\n    revision: \"{SHA}\"\n\n  # last",
        ),
    ],
)
def test_an_entry_is_pinned_where_it_names_no_commit(before: str, name: str, after: str) -> None:
    text = f"# ours\nmodels:\n  {before}\n\n# waivers: none\n"
    assert fixed(text, entries(name), seen(name)) == f"# ours\nmodels:\n  {after}\n\n# waivers: none\n"


def test_a_list_between_brackets_stays_one() -> None:
    text = "models: [heron-ai/chat, heron-ai/embed]  # all\n"
    made = fixed(text, entries("heron-ai/chat", "heron-ai/embed"), seen("heron-ai/chat", "heron-ai/embed", "oo/new"))
    assert made == (
        f'models: [{{model: heron-ai/chat, revision: "{SHA}"}}, {{model: heron-ai/embed, revision: "{SHA}"}},'
        f' {{model: oo/new, revision: "{SHA}"}}]  # all\n'
    )


def test_entries_are_added_behind_the_last_line_of_the_last_one() -> None:
    text = "models:\n- model: heron-ai/chat\n  use: {commercial: false}\n  note: x\n# end\npolicy: eu"
    made = fixed(text, entries("heron-ai/chat"), seen("heron-ai/new"))
    assert made == (
        "models:\n- model: heron-ai/chat\n  use: {commercial: false}\n  note: x\n# app/main.py:7\n"
        f'- model: heron-ai/new\n  revision: "{SHA}"\n# end\npolicy: eu'
    )
    assert fixed("models:\n- heron-ai/chat", entries("heron-ai/chat"), seen("heron-ai/chat")) == (
        f'models:\n- model: heron-ai/chat\n  revision: "{SHA}"\n'
    )


def test_what_could_not_be_had_gets_no_commit() -> None:
    text = "models:\n  - heron-ai/chat\n"
    assert fixed(text, entries("heron-ai/chat"), seen("heron-ai/chat", sha=None)) == text


@pytest.mark.parametrize("models", ["models: []", "models:", "# nothing yet"])
def test_what_is_used_and_not_declared_is_added_with_its_place(models: str) -> None:
    added = ("heron-ai/chat", "openai:gpt-4o", "hf://datasets/heron-ai/rows")
    made = fixed(f"policy: commercial\n{models}\n", [], seen(*added))
    assert yaml.safe_load(made) == {
        "policy": "commercial",
        "models": [{"model": "heron-ai/chat", "revision": SHA}, {"model": "openai:gpt-4o"}],
        "datasets": [{"dataset": "heron-ai/rows", "revision": SHA}],
    }
    assert made.count("# app/main.py:7") == 3
    again = entries("heron-ai/chat@" + SHA, "openai:gpt-4o", f"hf://datasets/heron-ai/rows@{SHA}")
    assert fixed(made, again, seen(*added)) == made


def test_the_difference_shows_no_control_characters() -> None:
    shown = difference("a\n", "a\n# \x1b[31m::error::x\n", "models.yaml")
    assert "\x1b" not in shown
    assert "+# " in shown
    assert difference("a\n", "a\n", "models.yaml") == ""
