"""Tags that hold words."""

from __future__ import annotations

import time

import pytest

from auditor.licenses.tags import opened


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("<p Not for sale>", "(p Not for sale)"),
        ('<p title="Not for sale">x</p>', '(p title="Not for sale")x</p>'),
        ("<style>Not for sale</style>", "       Not for sale        "),
        ("<script>\nNot; for {sale}\n</script>", "        \nNot; for {sale}\n         "),
        ("<style Not for sale", "       Not for sale"),
        ("<not for sale>", "(not for sale)"),
        ("</p not for sale>", "(/p not for sale)"),
    ],
)
def test_words_in_tags_of_a_plain_text_are_words(text: str, read: str) -> None:
    assert opened(text, "LICENSE") == read
    assert len(read) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "a < b and c > d",
        "<p align=center>Herons</p>",
        '<img src="https://heron.example/a.png" width="40" />',
        '<div class="not for print">',
        "<https://heron.example>",
        "<wren@heron.example>",
        "<year> <name of author>",
        "<br><hr/>",
        "<input disabled>",
    ],
)
def test_other_tags_stay_as_they_are(text: str) -> None:
    assert opened(text, "LICENSE.md") == text


@pytest.mark.parametrize("start", ["<!DOCTYPE html>\n", '<?xml version="1.0"?>\n<html lang="en">', ""])
def test_a_page_keeps_its_code_and_opens_what_no_browser_knows(start: str) -> None:
    name = "LICENSE" if start else "LICENSE.html"
    code = "<style>p { color: red }</style><meta content='width=device-width, initial=1'>"
    assert opened(start + code, name) == start + code
    assert "(p Not for sale)" in opened(f"{start}<p Not for sale>", name)
    assert "<style>" not in opened(f"{start}<style>Not for sale</style>", name)


@pytest.mark.parametrize(
    "tag",
    [
        '<img src="a.png" alt="For study and nothing else">',
        "<input type='button' value='For study and nothing else'>",
        '<meta name="description" content="For study and nothing else">',
        "<style>p::after { content: 'For study and nothing else' }</style>",
    ],
)
def test_what_a_page_shows_of_its_tags_is_read(tag: str) -> None:
    from auditor.licenses.normalize import clean

    page = f"<html>\n<p>Herons</p>\n{tag}\n</html>"
    assert "For study and nothing else" in clean(opened(page, "LICENSE.html"))
    assert opened(page, "LICENSE.html").splitlines()[1] == "<p>Herons</p>"


@pytest.mark.parametrize("piece", ["<style>", "<a ", "<", "<p a=", "</script", "<x y>", '<p title="a b c">'])
@pytest.mark.parametrize("name", ["LICENSE", "LICENSE.html"])
def test_four_times_the_text_takes_about_four_times_as_long(piece: str, name: str) -> None:
    def seconds(size: int) -> float:
        start = time.process_time()
        opened(piece * (size // len(piece)), name)
        return time.process_time() - start

    assert seconds(400_000) < 10 * seconds(100_000) + 0.1
