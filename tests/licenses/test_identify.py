"""Texts and their licenses: synthetic ones here, the real ones from the folder that AUDITOR_CORPUS names."""

import os
import pickle
import random
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.licenses.build_fingerprints import SourceText, ai_texts, build, spdx_texts
from auditor.licenses.fingerprints import Index
from auditor.licenses.identify import Identification, Pointer, identify
from auditor.schema.decoding import decode

HEADS = ["her", "eg", "at", "lad", "ket", "lan", "mead", "harb", "win", "carp"]
NOUNS = [head + tail for head in HEADS for tail in ("on", "et", "ic", "er", "le", "ow")]
VERBS = ["keep", "paint", "borrow", "repair", "carry", "polish", "measure", "describe", "wrap", "collect"]
CORPUS = os.environ.get("AUDITOR_CORPUS", "")


def prose(seed: int, sentences: int) -> str:
    """Return sentences that say nothing, the same ones for the same seed."""
    chance = random.Random(seed)
    rows = [chance.choices([*NOUNS, *VERBS], k=12) for _ in range(sentences)]
    return "\n".join(f"{' '.join(row[:6])}, the {chance.choice(NOUNS[:4])} {' '.join(row[6:])}." for row in rows)


OPEN = f"Heron License 1.0\n\n{prose(1, 40)}\n\n{prose(11, 20)}"
RESEARCH = OPEN.replace("Heron License", "Heron Research License").replace("the heron", "the heron, for research,")
POLICY = f"Heron Use Policy\n\n{prose(4, 30)}"
BRIEF = f"Permission is given to keep herons.\n{prose(2, 8)}"
DUTY = f"{BRIEF}\nA product with more than 100 million monthly active users shall prominently display a heron."
CHINESE = "本许可证授予您使用苍鹭模型的权利。" + "".join(
    f"第{n}条 使用者应当妥善保管第{n * 7}号苍鹭并记录其位置。" for n in range(40)
)
TAIL = prose(3, 300)
LIBRARY = [
    SourceText("Heron-1.0", "license", True, OPEN),
    SourceText("heron-research", "license", False, RESEARCH),
    SourceText("heron-policy", "policy", False, POLICY),
    SourceText("Brief", "license", True, BRIEF),
    SourceText("brief-duty", "license", False, DUTY),
    SourceText("heron-zh", "license", True, CHINESE),
    SourceText("LicenseRef-tail", "license", True, TAIL, main=False),
]
INDEX = Index.from_bytes(build(LIBRARY))


def index_without(*ids: str) -> Index:
    return Index.from_bytes(build([text for text in LIBRARY if text.id not in ids]))


def ids(found: Identification) -> list[str]:
    return [match.id for match in found.licenses]


@pytest.mark.parametrize("text", LIBRARY, ids=lambda text: text.id)
def test_each_text_is_itself(text: SourceText) -> None:
    found = identify(text.text, INDEX)
    assert (found.answer, ids(found), found.uncovered) == ("exact", [text.id], ())
    match = found.licenses[0]
    assert (match.kind, match.siblings, match.coverage) == (text.kind, (), 1.0)
    assert (match.first_line, match.last_line) == (1, text.text.count("\n") + 1)


@pytest.mark.parametrize(
    "copy",
    [
        OPEN.replace("\n", " "),
        "\ufeff" + OPEN.replace("\n", "\r\n"),
        OPEN.upper(),
        "Copyright (c) 2024 Example Labs\n\n" + OPEN,
        "".join(f"<p>{line}</p>\n" for line in OPEN.split("\n")),
        "".join(f"- **{line}**\n" for line in OPEN.split("\n")),
    ],
    ids=["one line", "Windows", "upper case", "copyright", "HTML", "Markdown"],
)
def test_copies_are_exact(copy: str) -> None:
    found = identify(copy, INDEX)
    assert (found.answer, ids(found)) == ("exact", ["Heron-1.0"])


def test_a_passage_beside_the_license_is_shown_with_its_lines() -> None:
    extra = "The attic is open from nine to five, on Sundays from ten to four, and on holidays by appointment with us."
    found = identify(f"{OPEN}\n\n{extra}\n", INDEX)
    line = OPEN.count("\n") + 3
    assert (found.answer, ids(found)) == ("exact-with-extra", ["Heron-1.0"])
    assert [(row.first_line, row.last_line, row.text, row.restrictive_words) for row in found.uncovered] == [
        (line, line, extra, ())
    ]


@pytest.mark.parametrize("place", ["start", "inside", "end"])
@pytest.mark.parametrize(
    "terms",
    [
        "for non-commercial purposes",
        "This may not be used by the military.",
        "仅限研究",
        "Revenue above 1 million is shared.",
    ],
)
def test_restrictive_words_are_never_the_license_alone(terms: str, place: str) -> None:
    lines = BRIEF.split("\n")
    lines.insert({"start": 0, "inside": 4, "end": len(lines)}[place], terms)
    found = identify("\n".join(lines), INDEX)
    assert (found.answer, ids(found)) == ("exact-with-extra", ["Brief"])
    assert found.uncovered[0].restrictive_words


def test_one_word_that_turns_a_sentence_around_makes_it_modified() -> None:
    assert identify(BRIEF.replace("is given", "is not given"), INDEX).answer == "modified"


def test_terms_in_a_license_of_the_long_tail_are_a_passage() -> None:
    lines = TAIL.split("\n")
    for place in range(10, 290, 40):
        found = identify("\n".join((*lines[:place], "This is for research only.", *lines[place:])), INDEX)
        assert (found.answer, ids(found)) == ("exact-with-extra", ["LicenseRef-tail"])
        assert [row.text for row in found.uncovered] == ["This is for research only."]


def test_a_license_that_is_not_known_is_never_its_open_twin() -> None:
    assert identify(RESEARCH, index_without("heron-research")).answer in {"modified", "similar"}
    found = identify(DUTY, index_without("brief-duty"))
    assert (found.answer, len(found.uncovered)) == ("exact-with-extra", 1)


def test_twins_are_told_apart_in_both_directions() -> None:
    assert (ids(identify(BRIEF, INDEX)), ids(identify(DUTY, INDEX))) == (["Brief"], ["brief-duty"])
    assert (ids(identify(OPEN, INDEX)), ids(identify(RESEARCH, INDEX))) == (["Heron-1.0"], ["heron-research"])


def test_a_part_that_twins_share_is_a_group_and_no_clearance() -> None:
    shared = "\n".join(line for line in OPEN.split("\n") if "the heron" not in line and "License" not in line)
    found = identify(shared[: len(shared) // 2], INDEX)
    assert found.answer in {"modified", "similar"}
    assert {found.licenses[0].id, *found.licenses[0].siblings} == {"Heron-1.0", "heron-research"}


def test_several_licenses_stand_in_order_with_their_lines() -> None:
    found = identify(f"# Code\n\n{BRIEF}\n\n# Use\n\n{POLICY}\n", INDEX)
    policy = BRIEF.count("\n") + 7
    assert (found.answer, ids(found)) == ("exact", ["Brief", "heron-policy"])
    assert [(row.first_line, row.last_line) for row in found.licenses] == [
        (3, policy - 4),
        (policy, policy + POLICY.count("\n")),
    ]


def test_a_model_card_around_a_license() -> None:
    card = "---\nlicense: other\n---\n\n# Egret\n\n" + prose(9, 40) + "\n\n## License\n\n"
    found = identify(f"{card}{RESEARCH}\n\n## Citation\n\n{prose(8, 9)}", INDEX)
    assert (found.answer, ids(found)) == ("exact-with-extra", ["heron-research"])
    assert found.licenses[0].first_line == card.count("\n") + 1


def test_chinese_without_punctuation_or_line_breaks() -> None:
    assert ids(identify(CHINESE.replace("。", "\n").replace(" ", ""), INDEX)) == ["heron-zh"]


def test_cut_to_six_tenths_is_not_exact() -> None:
    found = identify(RESEARCH[: len(RESEARCH) * 6 // 10], INDEX)
    assert found.answer in {"modified", "similar"}
    assert ids(found) == ["heron-research"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See https://example.org/licenses/heron-1.0.", Pointer("", "https://example.org/licenses/heron-1.0", 1)),
        ("Please refer to the license: https://example.org/heron\n", Pointer("", "https://example.org/heron", 1)),
        ("# Egret\n\nThe weights are licensed under the Heron License 1.0.\n", Pointer("Heron License 1.0", "", 3)),
        (
            "Released under the terms of the Heron\nLicense, see https://example.org/terms",
            Pointer("Heron License", "https://example.org/terms", 1),
        ),
    ],
)
def test_pointers(text: str, expected: Pointer) -> None:
    found = identify(text, INDEX)
    assert (found.answer, found.pointer, found.licenses) == ("pointer", expected, ())


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "no words"),
        (b"%PDF-1.5\n%\xe2\xe3\xcf\xd3", "a PDF, not text"),
        (bytes(range(256)) * 8, "binary, not text"),
        (b"The heron sleeps.", "no known license"),
    ],
)
def test_nothing_is_none_with_a_reason(raw: bytes, reason: str) -> None:
    found = identify(decode(raw).text, INDEX)
    assert (found.answer, found.reason, found.licenses) == ("none", reason, ())


def test_answers_can_be_pickled_and_are_the_same_twice() -> None:
    found = identify(DUTY, INDEX)
    assert pickle.loads(pickle.dumps(found)) == found == identify(DUTY, INDEX)


def test_a_license_torn_to_shreds_is_not_found() -> None:
    words = OPEN.split()
    shreds = [" ".join(words[at : at + 7]) for at in range(0, len(words), 7)]
    text = "\n".join(f"{shred} {prose(place + 100, 12)}" for place, shred in enumerate(shreds))
    assert identify(text, INDEX).answer in {"none", "modified", "similar"}


HOSTILE = [
    "<",
    "<a ",
    "&amp;",
    "(",
    "[x](",
    "a ",
    "a",
    "\u0327\u0301",
    "\ufdfa",
    "licensed under ",
    "https://",
    "\n",
    "不",
]


@pytest.mark.parametrize(
    "piece",
    [
        *HOSTILE,
        "<script>",
        "copyright (c) 2024 ",
        "(c) ",
        "<!--",
        "licensed under the\n",
        OPEN,
        BRIEF.replace("the", "not"),
    ],
)
def test_four_times_the_text_takes_about_four_times_as_long(piece: str) -> None:
    def seconds(size: int) -> float:
        text, spent = piece * (size // len(piece)), []
        for _ in range(2):
            begin = time.process_time()
            identify(text, INDEX)
            spent.append(time.process_time() - begin)
        return min(spent)

    assert seconds(200_000) < 10 * seconds(50_000) + 0.05  # one that is quadratic takes sixteen times as long


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(st.binary(max_size=2000), st.text(max_size=2000).map(lambda text: text.encode("utf-8", "surrogatepass")))
)
def test_no_bytes_raise_or_are_exact(raw: bytes) -> None:
    assert identify(decode(raw).text, INDEX).answer in {"none", "pointer"}


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from([*NOUNS, *VERBS, "the", "and", "a", "must", "\n"]), max_size=600))
def test_no_random_words_are_exact(row: list[str]) -> None:
    assert identify(" ".join(row), INDEX).answer in {"none", "pointer", "similar"}


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300), st.sampled_from(range(6)))
def test_lines_are_right_whatever_stands_around(before: str, after: str, number: int) -> None:
    text = LIBRARY[number]
    before = before.replace("\r", "").replace("<", "")
    found = identify(f"{before}\n{text.text}\n{after}", INDEX)
    if found.answer != "none":  # what stands before may look binary
        match = next(match for match in found.licenses if match.id == text.id)
        first = before.count("\n") + 2
        assert (match.first_line, match.last_line) == (first, first + text.text.count("\n"))


@pytest.mark.skipif(not CORPUS, reason="AUDITOR_CORPUS names no folder with license texts")
def test_real_texts_are_themselves() -> None:
    folder = Path(CORPUS) / "licenses"
    index = Index.from_bytes((Path(__file__).parents[2] / "policies" / "licenses.fingerprints").read_bytes())
    texts = [text for text, _ in ai_texts(folder)] + list(spdx_texts(folder / "spdx_texts"))
    answers = {text.id: identify(text.text, index) for text in texts}
    assert {id_: ids(found) for id_, found in answers.items() if ids(found) != [id_]} == {}
    assert {id_: found.answer for id_, found in answers.items() if found.answer != "exact"} == {}
