"""policies/families.yaml is read with care: what is wrong with a row is said with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.errors import PolicyError
from auditor.files.families import load_families
from auditor.names.table import SOURCE

HEAD = (
    "variants: [Chat]\narchitectures: [moe]\npackagers: [x]\nmakers:\n- {id: org, title: Org, hub: [org]}\nfamilies:\n"
)
SPOKEN = """
spoken:
  {models: [model], models_tied: [模型], kinds: [chat], comes: [tuned], from: [of], comes_from: [基于], articles: [the],
  before: [our], behind: [xl], examples: [the Wren model], counterexamples: [a wren]}
"""
ROW = """- id: wren
  title: Wren
  makers: [org]
  prose: {alone: [Wren], examples: [Wren], counterexamples: [a bird]}
  licenses: {any: [MIT]}
"""


def put(folder: Path, text: str) -> Path:
    (folder / "licenses").mkdir()
    (folder / "licenses" / "MIT.yaml").write_text("", encoding="utf-8")
    (folder / SOURCE).write_text(text + SPOKEN, encoding="utf-8")
    return folder


def test_the_table_of_this_installation() -> None:
    table = load_families()
    assert len(table.families) >= 110
    assert {"llama", "gemma", "flux", "command", "gpt"} <= {family.id for family in table.families}
    used = {maker for family in table.families for maker in family.makers}
    assert used == {maker.id for maker in table.makers}


def test_a_row_is_read(tmp_path: Path) -> None:
    [family] = load_families(put(tmp_path, HEAD + ROW)).families
    assert family.licenses == {"any": ("MIT",)}


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (ROW.replace("[org]", "[nobody]"), "9: `nobody` is not under `makers`"),
        (ROW.replace("[MIT]", "[MTI]"), "11: `MTI` is no license of policies/licenses"),
        (ROW.replace("  licenses: {any: [MIT]}\n", ""), "7: `licenses` is missing"),
        (ROW.replace("alone: [Wren], ", ""), "7: `prose` says no name"),
        (ROW.replace("title: Wren", "titel: Wren"), "8: `titel` is no field; did you mean `title`?"),
        (ROW + "  canonical: {7b: wren-7b}\n", "12: `canonical.7b` should be"),
        (ROW + "  made_from: [robin]\n", "12: `robin` is no family of this file"),
        (ROW + "  system: org\n", "12: `org` is no file of policies/systems"),
        (ROW + "  closed: true\n  canonical: {7b: org/wren-7b}\n", "7: is closed and has repositories"),
        (ROW + ROW, "12: the id `wren` stands twice"),
        (ROW + ROW.replace("id: wren", "id: robin"), "`Wren` is claimed by `wren` already"),
        (ROW.replace("{any:", "{Any One:"), "should be"),
        ("- 3\n", "7: should be a mapping of keys to values"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, row: str, fault: str) -> None:
    folder = put(tmp_path, HEAD + row)
    with pytest.raises(PolicyError) as raised:
        load_families(folder)
    assert fault in str(raised.value)
    assert str(folder / SOURCE) in str(raised.value)
