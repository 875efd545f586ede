"""auditor license."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from auditor.cli.main import run
from tests.builders import MIT, pdf

ROOT = Path(__file__).parents[2]


@pytest.fixture
def said(capsys):
    def call(*arguments: str) -> tuple[int, str, str]:
        code = run(["license", *arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


@pytest.mark.parametrize("name", ["Apache-2.0", "apache-2.0", "Apache License 2.0", "Apache 2"])
def test_show_takes_any_name(said, name):
    code, out, _ = said("show", name)
    assert code == 0
    assert out.startswith("Apache-2.0: ")


def test_show_of_an_unknown_name_is_a_usage_error_with_near_ids(said):
    code, _, err = said("show", "Apache-2.1")
    assert code == 2
    assert "Apache-2.0" in err


def test_list_by_family(said):
    code, out, _ = said("list", "--family", "open-rail")
    assert code == 0
    assert out.splitlines()
    assert all(" open-rail " in line for line in out.splitlines())


def test_identify_gives_json_for_each_file(said, tmp_path):
    card = tmp_path / "card.md"
    card.write_text("# A card that is no license\n")
    code, out, _ = said("identify", str(ROOT / "LICENSE"), str(card), "--format", "json")
    assert code == 0
    license_row, card_row = json.loads(out)
    assert (license_row["license"], license_row["answer"], license_row["siblings"]) == ("Apache-2.0", "exact", [])
    assert license_row["coverage"] >= 0.97
    assert (card_row["license"], card_row["answer"], card_row["uncovered"]) == (None, "none", [])


def test_identify_shows_what_was_added_to_a_license(said, tmp_path):
    changed = tmp_path / "LICENSE"
    added = "\n\nAdditional terms: no commercial use of this model is allowed above one million monthly active users.\n"
    changed.write_text((ROOT / "LICENSE").read_text() + added)
    code, out, _ = said("identify", str(changed))
    assert code == 0
    assert "exact," not in out
    assert "commercial" in out


def test_identify_of_a_missing_file_names_it(said):
    code, _, err = said("identify", "no/such/file")
    assert code == 1
    assert "no/such/file" in err


def test_compare_and_check(said):
    assert "≠" in said("compare", "MIT", "GPL-3.0")[1]
    assert "nothing wrong" in said("check")[1]


def identified(said, path):
    code, out, _ = said("identify", str(path), "--format", "json")
    assert code == 0
    (row,) = json.loads(out)
    return row


def test_identify_reads_documents_and_says_why_one_is_not_read(said, tmp_path):
    path = tmp_path / "LICENSE.pdf"
    path.write_bytes(pdf(MIT))
    assert (identified(said, path)["license"], identified(said, path)["answer"]) == ("MIT", "exact")
    path.write_bytes(pdf(b""))
    assert "as a scan does" in identified(said, path)["reason"]


def test_identify_reads_old_encodings(said, tmp_path):
    path = tmp_path / "LICENSE"
    path.write_bytes((MIT + "\n本权重只供学校里的研究使用，禁止用于商业目的。\n").encode("gb18030"))
    (passage,) = identified(said, path)["uncovered"]
    assert "商业" in passage["text"]


def test_identify_calls_no_license_exact_beside_which_a_rider_stands(said, tmp_path):
    path = tmp_path / "LICENSE"
    path.write_text(MIT + "\nFriends of herons first.\n")
    row = identified(said, path)
    assert [row["answer"], row["licenses"][0]["answer"]] == ["exact-with-extra"] * 2


def test_identify_shows_every_license_that_a_text_points_to(said, tmp_path):
    path = tmp_path / "LICENSE"
    path.write_text("The license: https://opensource.org/licenses/MIT and https://heron.example/license\n")
    assert "https://opensource.org/licenses/MIT and to https://heron.example/license" in said("identify", str(path))[1]


def test_show_gives_the_readings_as_yaml_for_a_policy(said):
    code, out, _ = said("show", "llama3.1", "--readings")
    assert code == 0
    assert '  - license: llama3.1\n    row: obligations/name-prefix\n    clause: "1.b.i"\n    of: "' in out
