"""The card's outline: what its headings announce, whether anything stands below them, and its links."""

from __future__ import annotations

import pytest

from auditor.gather.sections import links, sections
from auditor.schema.section import Section, SectionKind
from tests.gather.reading.reads import papers_of


def outline(body: str) -> tuple[Section, ...]:
    return sections(papers_of(body))


def test_headings_of_every_spelling_are_sections_with_their_lines() -> None:
    found = outline("# Tiny\nWords.\n\nUses\n----\nWords.\n\n**Limits**\n\nWords.\n<h2>License</h2>\nMIT\n")
    assert [(item.title, item.level, item.line, item.end_line) for item in found] == [
        ("Tiny", 1, 4, 6),
        ("Uses", 2, 7, 10),
        ("Limits", 7, 11, 13),
        ("License", 2, 14, 16),
    ]
    assert not any(item.empty for item in found)


def test_a_heading_in_code_or_in_a_comment_is_none() -> None:
    assert outline("```\n# Code\nx\n```\n<!--\n# Hidden\nwords\n-->\n") == ()


@pytest.mark.parametrize(
    "below",
    [
        "",
        "[More Information Needed]",
        "- **Hours used:** [More Information Needed]\n- TODO: say how long",
        "<!-- Describe the data\nhere. -->",
        "The paper is coming soon!",
        "待补充",
    ],
)
def test_a_section_over_a_placeholder_is_empty(below: str) -> None:
    (section,) = outline(f"## Training data\n{below}")
    assert section.empty


@pytest.mark.parametrize(
    "below",
    [
        "Text of the web.",
        "TODO: say more\n\nText of the web.",
        "![](scores.png)",
        '<img src="scores.png">',
        "```\nx\n```",
        "| a |\n|---|\n| 1 |",
    ],
)
def test_a_section_over_words_code_or_a_picture_is_full(below: str) -> None:
    (section,) = outline(f"## Training data\n{below}")
    assert not section.empty


def test_words_below_a_bold_line_are_in_the_section_around_it_and_those_below_a_heading_are_not() -> None:
    assert [item.empty for item in outline("## Citation\n**BibTeX**\n\nWords.")] == [False, False]
    assert [item.empty for item in outline("## Citation\n### BibTeX\nWords.")] == [True, False]


@pytest.mark.parametrize(
    ("title", "kinds"),
    [
        ("Training Data", [SectionKind.TRAINING_DATA]),
        ("训练数据", [SectionKind.TRAINING_DATA]),
        ("Data card", [SectionKind.TRAINING_DATA, SectionKind.DATA_CARD]),
        ("Evaluation results", [SectionKind.EVALUATION]),
        ("Annotation of preference data", [SectionKind.LABELING]),
        ("De-duplication", [SectionKind.DATA_PROCESSING]),
        ("Evaluation datasets", [SectionKind.EVALUATION]),
        ("Database", []),
    ],
)
def test_kinds_of_sections(title: str, kinds: list[SectionKind]) -> None:
    (section,) = outline(f"## {title}\nWords.")
    assert list(section.kinds) == kinds


def test_data_of_an_evaluation_is_no_training_data_and_the_title_stands_over_everything() -> None:
    found = outline("# High-performance Tiny\nx\n## Training data\nx\n## Benchmarks\nx\n### Datasets\nx\n")
    assert [item.kinds for item in found[1:]] == [
        (SectionKind.TRAINING_DATA,),
        (SectionKind.EVALUATION,),
        (),
    ]


def test_a_section_is_cited_as_its_line_has_it() -> None:
    papers = papers_of("## **Tra\u202eining** data\nWords.")
    (section,) = sections(papers)
    assert section.title == "Training data"
    assert section.citation.quote in papers.card_lines[(section.line or 0) - 1]


def test_links_of_markdown_of_html_and_bare_ones_with_their_lines() -> None:
    body = (
        "# Tiny [paper](https://a.org/1)\n"
        'See <a href="https://a.org/2">this page</a>, (https://a.org/3), and https://a.org/1.\n'
        "| set [docs](https://a.org/4) |\n|---|\n| 1 |\n"
        "[poem]: https://a.org/5\n"
    )
    assert [(link.url, link.text, link.citation.line) for link in links(papers_of(body))] == [
        ("https://a.org/1", "paper", 4),
        ("https://a.org/2", "this page", 5),
        ("https://a.org/3", "", 5),
        ("https://a.org/4", "docs", 6),
        ("https://a.org/5", "", 9),
    ]


def test_pictures_and_comments_are_no_links_and_a_linked_picture_is_one() -> None:
    body = (
        "![scores](https://a.org/1.png) [![badge](https://a.org/2.svg)](https://a.org/paper)\n"
        '<img src="https://a.org/3.png">\n\n<!-- https://a.org/hidden\nhttps://a.org/paper -->\n'
        "\n<!-- https://a.org/said --> https://a.org/said\n"
    )
    assert [link.url for link in links(papers_of(body))] == ["https://a.org/paper", "https://a.org/said"]
