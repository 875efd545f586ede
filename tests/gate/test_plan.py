"""What is used stands for what the manifest declares only where it names the same revision, or none."""

from __future__ import annotations

import pytest

from tests.gate.conftest import Desk

SHA, OTHER = "a" * 40, "b" * 40
MANIFEST = f"models:\n  - model: North/One\n    revision: {SHA}\n    owner: team\n    use: {{commercial: false}}\n"
FREE, BOUND = "---\nlicense: mit\n---\n# A model\n", "---\nlicense: cc-by-nc-4.0\n---\n# A model\n"


def used(revision: str) -> str:
    more = f', revision="{revision}"' if revision else ""
    return f'from transformers import AutoModel\nAutoModel.from_pretrained("north/one"{more})\n'


@pytest.mark.parametrize(
    ("revision", "audited"), [("", [(SHA, 2)]), (SHA, [(SHA, 2)]), (OTHER, [(SHA, 1), (OTHER, 1)])]
)
def test_a_use_stands_for_the_entry_with_its_revision(
    desk: Desk, revision: str, audited: list[tuple[str, int]]
) -> None:
    for sha in (OTHER, SHA):
        desk.put("north/one", sha, {"README.md": FREE})
    desk.write("models.yaml", MANIFEST)
    desk.write("app.py", used(revision))
    _, audit = desk.audit()
    assert [(model["sha"], len(model["named_at"])) for model in audit["models"]] == audited
    assert {model["owner"] for model in audit["models"]} == {"team"}, "another revision is the entry's owner's too"
    assert {model["use"]["commercial"] for model in audit["models"]} == {False}


def test_another_revision_under_other_terms_is_not_approved_by_the_declared_one(desk: Desk) -> None:
    desk.put("north/one", OTHER, {"README.md": BOUND})
    desk.put("north/one", SHA, {"README.md": FREE})
    desk.write("models.yaml", f"models:\n  - north/one@{SHA}\n")
    desk.write("app.py", used(OTHER))
    code, audit = desk.audit()
    assert (code, [model["decision"]["outcome"] for model in audit["models"]]) == (11, ["approved", "denied"])
