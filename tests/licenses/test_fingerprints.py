"""The index: its bytes, its look-ups, near twins."""

import pickle
import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.licenses.build_fingerprints import SourceText, ai_texts, build, main, merged, scancode_ids, variants
from auditor.licenses.entries import shingle_keys
from auditor.licenses.fingerprints import MAGIC, Candidate, Index, group, only, ranked
from auditor.licenses.normalize import LANE, read

HEADS = ["her", "eg", "at", "lad", "ket", "lan", "mead", "harb", "win", "carp"]
NOUNS = [head + tail for head in HEADS for tail in ("on", "et", "ic", "er", "le", "ow")]
VERBS = ["keep", "paint", "borrow", "repair", "carry", "polish", "measure", "describe", "wrap", "collect"]


def prose(seed: int, sentences: int) -> str:
    """Return sentences that say nothing, the same ones for the same seed."""
    chance = random.Random(seed)
    rows = [chance.choices([*NOUNS, *VERBS], k=12) for _ in range(sentences)]
    return "\n".join(f"{' '.join(row[:6])}, the {chance.choice(NOUNS[:4])} {' '.join(row[6:])}." for row in rows)


LONG, SHORT, TAIL = prose(1, 60), prose(2, 6), prose(3, 300)
TEXTS = [
    SourceText("Long-1.0", "license", True, LONG),
    SourceText("Long-NC-1.0", "license", False, LONG.replace("the heron", "the grey heron")),
    SourceText("Short", "license", True, SHORT),
    SourceText("Policy", "policy", False, prose(4, 30)),
    SourceText("LicenseRef-tail", "license", True, TAIL, main=False),
]


@pytest.fixture(scope="module")
def index() -> Index:
    return Index.from_bytes(build(TEXTS, ({"name": "synthetic", "texts": 5, "sha256": ""},)))


def keys_of(text: str) -> frozenset[int]:
    return frozenset(shingle_keys(read(text).lanes))


def test_the_same_texts_give_the_same_bytes_in_any_order() -> None:
    assert build(TEXTS) == build(list(reversed(TEXTS)))


def test_the_index_holds_no_words() -> None:
    raw = build(TEXTS)
    assert not [word for word in (*NOUNS, *VERBS) if word.encode() in raw]


def test_header_tells_documents_and_sources(index: Index) -> None:
    assert [document.id for document in index.documents] == sorted(text.id for text in TEXTS)
    assert index.sources[0]["name"] == "synthetic"


def test_an_index_can_be_pickled(index: Index) -> None:
    again = pickle.loads(pickle.dumps(index))
    assert again.find(keys_of(LONG)) == index.find(keys_of(LONG))


@pytest.mark.parametrize(
    "raw", [b"", b"nonsense", MAGIC + b"\x63\x00\x00\x00\x00\x00", build(TEXTS)[:-3], build(TEXTS) + b"0"]
)
def test_other_bytes_are_refused(raw: bytes) -> None:
    with pytest.raises(ValueError, match=r"index"):
        Index.from_bytes(raw)


def test_every_text_is_ranked_first_for_itself(index: Index) -> None:
    for text in TEXTS:
        keys = keys_of(text.text)
        best = ranked(keys, index.find(keys), index)[0]
        assert (best.document.id, best.coverage) == (text.id, 1.0)


def test_twins_are_told_apart_by_their_own_shingles(index: Index) -> None:
    keys = keys_of(LONG)
    one, other = ranked(keys, index.find(keys), index)[:2]
    assert (one.document.id, other.document.id) == ("Long-1.0", "Long-NC-1.0")
    assert only(one, other) > 0
    assert only(other, one) == 0
    assert group([one, other])[1] == ()


def test_equal_texts_are_a_group_headed_by_the_stricter() -> None:
    index = Index.from_bytes(build([SourceText("A", "license", True, LONG), SourceText("B", "license", False, LONG)]))
    keys = keys_of(LONG)
    _, siblings, head = group(ranked(keys, index.find(keys), index))
    assert (head.document.id, siblings) == ("B", ("A",))


def test_variants_add_the_terms_without_the_annex() -> None:
    annexed = SourceText("A", "license", True, f"{LONG}\nEND OF TERMS AND CONDITIONS\n{SHORT}")
    assert [len(part.text) for part in variants(annexed)] == [len(annexed.text), len(LONG) + 1]


def test_copies_in_the_long_tail_take_the_id_of_the_main_text() -> None:
    tail = [SourceText("LicenseRef-copy", "license", True, LONG + " So be it then.", main=False), TEXTS[-1]]
    assert [text.id for text in merged(TEXTS[:3], tail)] == [
        "Long-1.0",
        "Long-NC-1.0",
        "Short",
        "Long-1.0",
        "LicenseRef-tail",
    ]


def test_what_the_text_does_not_tell_is_one_id() -> None:
    known = [SourceText("X-2.0-only", "license", True, LONG)]
    tail = [SourceText("X-2.0-or-later", "license", True, f"{LONG} {prose(7, 3)}", main=False)]
    assert [text.id for text in merged(known, tail)] == ["X-2.0-only", "X-2.0-only"]


def test_the_command_builds_the_same_bytes_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "spdx").mkdir()
    rows = (
        "heron-1,heron,,heron-sc,conditional,licence",
        "egret,egret,Egret-1.0,,yes,licence",
        "link,link,,,no,pointer",
    )
    (tmp_path / "texts.csv").write_text("\n".join(("name,key,spdx,scancode_key,commercial,kind", *rows)))
    (tmp_path / "license_facts.yaml").write_text(
        "licences: [{key: heron-one, source: texts/heron-1.txt, spdx: null, scancode_key: heron-sc}]"
    )
    for place, name in enumerate(("texts/heron-1.txt", "texts/egret.txt", "spdx/Ladder-NC-2.0.txt")):
        (tmp_path / name).write_text(prose(20 + place, 20))
    outputs = [tmp_path / "one", tmp_path / "two"]
    for output in outputs:
        assert main(["--ai", str(tmp_path), "--spdx", str(tmp_path / "spdx"), "-o", str(output)]) == 0
    index = Index.from_bytes(outputs[0].read_bytes())
    assert outputs[0].read_bytes() == outputs[1].read_bytes()
    assert {row.id: row.open for row in index.documents} == {
        "heron-one": False,
        "Egret-1.0": True,
        "Ladder-NC-2.0": False,
    }
    assert [source["texts"] for source in index.sources] == [2, 1]
    assert "2 ai, 1 spdx texts" in capsys.readouterr().out
    assert scancode_ids(tmp_path, ai_texts(tmp_path)) == {"heron-sc": "heron-one"}


@given(st.lists(st.sampled_from(NOUNS + VERBS), max_size=40))
def test_a_key_is_made_of_five_words_in_order(row: list[str]) -> None:
    lanes = read(" ".join(row)).lanes
    keys = shingle_keys(lanes)
    assert len(keys) == max(0, len(row) - 4)
    assert keys == [key for at in range(len(keys)) for key in shingle_keys(lanes[at * LANE : (at + 5) * LANE])]
    assert all(0 <= key < 1 << 32 for key in keys)


@pytest.mark.parametrize(("rate", "own"), [(1, 30), (2, 14), (8, 2)])
def test_what_only_one_has_is_counted_by_the_sample_of_the_other(index: Index, rate: int, own: int) -> None:
    one = Candidate(0, index.documents[0], frozenset(range(32)), 1, 32)
    other = Candidate(1, index.documents[1], frozenset((0, 8)), rate, 4)
    assert only(one, other) == own
    assert only(other, replace(one, rate=rate)) == 0
