"""What a sentence with words of terms speaks of, and what it names of its own."""

from __future__ import annotations

import pytest

from auditor.gather.topics import with_topics
from auditor.schema.citation import Citation
from auditor.schema.unread import Unread, UnreadKind
from tests.builders import standards

AT = Citation(source="pkg:huggingface/org/wren", file="README.md", sha256="0" * 64, quote="")


def topics(words: str) -> set[str]:
    item = Unread.of(UnreadKind.SENTENCE, words, "", AT).model_copy(update={"row": "alarm/words"})
    (told,) = with_topics([item], standards().knowledge)
    return {row for row in told.topics if row.startswith("license-topics/")}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("See the license.", {"refers"}),
        ("See section 5 of the license, version 1.0.", {"refers"}),
        ("Wren-15B-v1.0 | 59.8 | 52.4 | -- | OpenRAIL-M", {"refers"}),
        ("It is Llama 2, and its terms apply.", {"refers"}),
        ("3. Read the terms.", {"refers"}),
        ("Teams of 10 may use it.", {"number"}),
        ("It costs a fee.", {"price"}),
        ("It is for people in Japan.", {"place"}),
        ("It is not for people in the European Union.", {"eu"}),
        ("It is sold by Robin Ltd.", {"company"}),
        ("Die Lizenz gilt in Deutschland für Firmen mit zehn Leuten.", {"refers", "place", "number"}),
        ("许可仅限中国用户。", {"refers", "place"}),
    ],
)
def test_what_it_speaks_of(words: str, found: set[str]) -> None:
    assert topics(words) == {f"license-topics/{row}" for row in found}


def test_of_a_sentence_that_is_cut_the_rest_may_say_anything() -> None:
    assert "license-topics/cut" in topics("the license " * 60)


def test_what_is_no_sentence_has_no_topics() -> None:
    item = Unread.of(UnreadKind.LINK, "https://heron.example/license", "", AT)
    assert with_topics([item], standards().knowledge) == (item,)
