"""One text put into an index that stands: the result of a whole build, and copies in the long tail found."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.licenses.build_fingerprints import SourceText, build, main, merged
from auditor.licenses.copies import copies, replaced, stem
from auditor.licenses.entries import entry_of
from auditor.licenses.fingerprints import Index
from auditor.licenses.indexed import assembled, entries_of
from tests.licenses.test_fingerprints import LONG, prose

MAIN = [SourceText("Adder", "license", True, LONG), SourceText("Zebra", "policy", False, prose(50, 40))]
TAIL = [
    SourceText("LicenseRef-scancode-egret", "license", True, prose(51, 250) + " So be it then.", main=False),
    SourceText("LicenseRef-scancode-other", "license", True, prose(52, 250), main=False),
]
EGRET = SourceText("Egret", "license", False, prose(51, 250))


def index_of(main_texts: list[SourceText]) -> Index:
    return Index.from_bytes(build(merged(main_texts, TAIL)))


def entry(text: SourceText):  # type: ignore[no-untyped-def]
    return entry_of(text.id, text.kind, text.open, text.text)[0]


def test_a_text_that_is_added_gives_the_bytes_of_a_whole_build() -> None:
    raw = assembled(replaced(index_of(MAIN), [entry(EGRET)]))
    assert raw == build(merged([*MAIN, EGRET], TAIL))
    assert [row.id for row in Index.from_bytes(raw).documents].count("Egret") == 2


@pytest.mark.parametrize("id_", ["Adder", "Zebra"])
def test_a_text_that_is_replaced_gives_the_bytes_of_a_whole_build(id_: str) -> None:
    new = SourceText(id_, "license", False, prose(60, 45))
    others = [text for text in MAIN if text.id != id_]
    assert assembled(replaced(index_of(MAIN), [entry(new)])) == build(merged([*others, new], TAIL))


def test_equal_copies_of_the_long_tail_are_left_out_and_its_other_texts_stay() -> None:
    equal = SourceText("Other", "license", False, TAIL[1].text)
    assert assembled(replaced(index_of(MAIN), [entry(equal)])) == build(merged([*MAIN, equal], TAIL))
    again = replaced(Index.from_bytes(build(merged([*MAIN, EGRET], TAIL))), [entry(EGRET)])
    assert [one.document.id for one in again].count("Egret") == 2


def test_what_is_too_short_is_refused() -> None:
    with pytest.raises(ValueError, match="too short"):
        replaced(index_of(MAIN), [entry(SourceText("Egret", "license", True, "Do as you like."))])


def test_a_copy_is_told_by_its_share_of_common_shingles() -> None:
    index = index_of(MAIN)
    shares = {index.documents[number].id: share for number, share in copies(index, entry(EGRET))}
    assert 0.97 <= shares["LicenseRef-scancode-egret"] < 1
    assert stem("X-2.0-no-invariants-or-later") == "X-2.0"


def test_the_command_puts_one_text_in_and_names_it_among_the_sources(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, after, text = tmp_path / "before", tmp_path / "after", tmp_path / "egret.txt"
    before.write_bytes(build(merged(MAIN, TAIL), [{"name": "ai", "texts": 2, "sha256": "0"}]))
    text.write_text(EGRET.text)
    arguments = ["--only", "Egret", "--text", str(text), "--index"]
    assert main([*arguments, str(before), "-o", str(after)]) == 0
    index = Index.from_bytes(after.read_bytes())
    assert assembled(entries_of(index)) == build(merged([*MAIN, EGRET], TAIL))
    assert [source["name"] for source in index.sources] == ["ai", "Egret, by itself"]
    assert main([*arguments, str(after), "--open", "-o", str(after)]) == 0  # again: named once
    assert main([*arguments, str(after), "-o", str(after)]) == 0  # what was said of it holds on
    index = Index.from_bytes(after.read_bytes())
    assert [source["name"] for source in index.sources] == ["ai", "Egret, by itself"]
    assert {row.open for row in index.documents if row.id == "Egret"} == {True}
    assert "1 Egret, by itself" in capsys.readouterr().out


def test_of_folders_only_the_texts_of_that_id_are_taken(tmp_path: Path) -> None:
    spdx, before = tmp_path / "spdx", tmp_path / "before"
    spdx.mkdir()
    (spdx / "Egret.txt").write_text(EGRET.text)
    (spdx / "Adder.txt").write_text("not this one")
    before.write_bytes(build(merged(MAIN, TAIL)))
    assert main(["--only", "Egret", "--spdx", str(spdx), "--index", str(before), "-o", str(before)]) == 0
    made = assembled(entries_of(Index.from_bytes(before.read_bytes())))
    assert made == build(merged([*MAIN, SourceText("Egret", "license", True, EGRET.text)], TAIL))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "a whole index is built from --ai and --spdx"),
        (["--only", "Egret"], "--only takes the --index that stands"),
        (["--only", "Egret", "--index", "{index}"], "no --text is given"),
        (["--only", "Egret", "--index", "{index}", "--text", "{short}"], "Egret: fewer than 12 runs of five words"),
        (["--ai", "a", "--spdx", "b", "--open"], "stand beside --only"),
    ],
)
def test_options_that_do_not_go_together_are_refused(
    arguments: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "index").write_bytes(build(MAIN))
    (tmp_path / "short").write_text("Do as you like.")
    filled = [item.format(index=tmp_path / "index", short=tmp_path / "short") for item in arguments]
    with pytest.raises(SystemExit):
        main([*filled, "-o", str(tmp_path / "out")])
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
