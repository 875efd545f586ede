"""Which license a text begins with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.licenses.mentions import leading
from tests.builders import standards

CATALOG, VOCABULARY = standards().knowledge.catalog, standards().knowledge.vocabulary


@pytest.mark.parametrize(
    ("text", "licenses", "words"),
    [
        ("Apache 2.0", ("Apache-2.0",), "Apache 2.0"),
        ("the Apache License, Version 2.0.", ("Apache-2.0",), "Apache License, Version 2.0"),
        ("an MIT license, see below", ("MIT",), "MIT license"),
        ("**MIT**", ("MIT",), "MIT"),
        ("the permissive Apache-2.0 license", ("Apache-2.0",), "Apache-2.0 license"),
        ("Meta's Llama 3 Community License", ("llama3",), "Llama 3 Community License"),
        ("the Creative Commons (CC BY-NC 4.0) license", ("CC-BY-NC-4.0",), "Creative Commons (CC BY-NC 4.0)"),
    ],
)
def test_a_name_leads(text: str, licenses: tuple[str, ...], words: str) -> None:
    mention = leading(text, CATALOG, VOCABULARY)
    assert mention is not None
    assert mention.named.licenses == licenses
    assert mention.words == words
    assert text[: mention.end].endswith(words.rstrip(")").rpartition("(")[2]) or words in text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the GPL (GPL-3.0) and more", "GPL (GPL-3.0)"),
        ("the Creative Commons license (CC BY 4.0 and no end", "Creative Commons license (CC BY 4.0)"),
        ("the Apache license (MIT) here", "Apache license"),
        ("Apache 2.0 (MIT)", "Apache 2.0"),
    ],
)
def test_brackets_say_which_member_and_nothing_else(text: str, words: str) -> None:
    mention = leading(text, CATALOG, VOCABULARY)
    assert mention is not None
    assert mention.words == words


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a license",
        "the same license as the base",
        "see the MIT license",
        "MIT-style license",
        "Apache 2.0 based community license",
        "Llama 9 Community License",
    ],
)
def test_none_leads(text: str) -> None:
    assert leading(text, CATALOG, VOCABULARY) is None


@given(st.text(max_size=300))
def test_any_text_may_be_asked(text: str) -> None:
    mention = leading(text, CATALOG, VOCABULARY)
    assert mention is None or (mention.named.licenses and 0 < mention.end <= len(text))
