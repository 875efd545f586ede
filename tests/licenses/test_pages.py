"""Pages of a document as one text."""

from __future__ import annotations

from auditor.licenses.identify import identify
from auditor.licenses.pages import joined
from auditor.parse.pdf import pdf_pages
from tests.builders import APACHE, pdf, standards


def test_what_is_printed_on_every_page_stands_once_before_all_others() -> None:
    pages = [f"Heron Terms, page {n} of 4\n{text}\nNot for sale\n{n}" for n, text in enumerate("abcd", 1)]
    assert joined(pages) == "Heron Terms, page 1 of 4\nNot for sale\n\na\n\nb\n\nc\n\nd".replace(
        "\n\nb\n\nc\n\nd", "\nb\nc\nd"
    )


def test_numbers_of_pages_go_and_other_numbers_stay() -> None:
    assert joined(["- 1 -\na\n\n1 of 2", "Page 2\nb 2\n2 herons"]) == "a\nb 2\n2 herons"


def test_a_license_on_pages_with_heads_and_numbers_is_that_license() -> None:
    lines = APACHE.splitlines()
    cut = [lines[at : at + 20] for at in range(0, len(lines), 20)]
    pages = ("\n".join(["Apache License", *part, f"Page {n} of {len(cut)}"]) for n, part in enumerate(cut, 1))
    found = identify(joined(pdf_pages(pdf(*pages))), standards().knowledge.index)
    assert [(match.id, match.answer) for match in found.licenses] == [("Apache-2.0", "exact")]


def test_a_restriction_in_the_foot_of_every_page_is_beside_it() -> None:
    lines = APACHE.splitlines()
    pages = ("\n".join([*lines[at : at + 20], "Not for commercial use"]) for at in range(0, len(lines), 20))
    found = identify(joined(pdf_pages(pdf(*pages))), standards().knowledge.index)
    assert found.answer == "exact-with-extra"
    assert [passage.text for passage in found.uncovered if passage.restrictive_words] == ["Not for commercial use"]
