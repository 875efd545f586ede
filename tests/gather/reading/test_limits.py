"""Sentences of a card that limit the model's use."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

import pytest

from auditor.gather.lineage.prose import from_prose
from auditor.gather.reading.limits import limits
from auditor.schema.evidence import Statement
from tests.gather.reading.reads import papers_of


def said(body: str) -> tuple[Statement, ...]:
    return limits(papers_of(body, repo_id="org/name-7b-multi"))


def statements(body: str) -> list[tuple[str, int | None]]:
    return [(item.kind, item.citation.line) for item in said(body)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The weights are for non-commercial use only.",
        "You may not use this model for commercial purposes.",
        "Commercial use is **not allowed**.",
        "- **License:** Non-commercial license",
        "This model cannot be used commercially.",
        "Its terms prohibit any commercial use.",
        "You must not earn money with this model.",
        "The adapter is meant for non-commercial use.",
        "For your private use only.",
        "The dataset, the model and the demo are for non-commercial use only.",
        "It was tuned on a public dataset and is for non-commercial use only.",
        "As its dataset is, the model is for non-commercial use only.",
        "Unlike LLaMA, this model may not be used commercially.",
        "Commercial use is forbidden, of both weights and code.",
    ],
)
def test_a_ban_on_commercial_use_is_found(sentence):
    assert statements(f"# Model\n\n{sentence}") == [("non-commercial", 6)]


@pytest.mark.parametrize(
    "sentence",
    ["For research purposes only.", "This model is only for academic research.", "Teaching and evaluation use only."],
)
def test_a_limit_to_research_is_found(sentence):
    assert statements(sentence) == [("research-only", 4)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Commercial use requires a license.",
        "Companies must obtain our consent.",
        "For commercial use please contact the authors.",
        "No permission is needed for research, but commercial use requires a license.",
    ],
)
def test_commercial_use_on_application_is_found(sentence):
    assert statements(sentence) == [("commercial-on-application", 4)]


@pytest.mark.parametrize(
    "sentence",
    [
        "You do not need a license for commercial use.",
        "No permission is required for commercial use.",
        "Commercial use does not require our consent.",
        "For commercial use you need not fill in the form.",
        "The license does not forbid commercial use.",
        "It is not only for research but also for commercial use.",
        "商用无需申请。",
    ],
)
def test_what_need_not_be_asked_for_is_no_limit(sentence):
    assert statements(sentence) == []


def test_a_heading_and_a_bold_line_may_limit():
    body = "Hello.\n\n## For non-commercial use only\n\nThanks.\n\n**Research use only!**\n\nBye."
    assert statements(body) == [("non-commercial", 6), ("research-only", 10)]


def test_a_second_place_counts_where_the_first_is_of_something_else():
    text = "The dataset is for non-commercial use only and the model is for non-commercial use only too."
    assert statements(text) == [("non-commercial", 4)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Free for both commercial and non-commercial use.",
        "Unlike others, which prohibit commercial use, it is under MIT.",
        "The dataset is for non-commercial use only.",
        "Our test data are collected from the web, which are available for non-commercial use only.",
        "Our earlier version, Name 1, was for non-commercial use only.",
        "You may not use the dataset for commercial purposes.",
        "数据集仅用于研究，不得用于商业目的。",
        "We do not intend it to be the basis of a commercial product.",
        "Commercial use is allowed.",
        "Research on commercial buildings.",
        "- **Name-7B-instruct**: Tuned on instructions. *Research purposes only*.",
    ],
)
def test_what_is_said_of_something_else_is_not(sentence):
    assert statements(sentence) == []


def test_a_sentence_may_say_several_limits_and_the_strictest_comes_first():
    found = said("It is released for non-commercial use and scientific research purposes only.")
    assert [item.kind for item in found] == ["non-commercial", "research-only"]
    assert [item.row for item in found] == ["limits/non-commercial-only", "limits/research-only"]


def test_the_line_with_the_words_is_cited_and_a_long_sentence_is_shown_around_them():
    (one,) = said(f"A model {'and more ' * 60}\nof which commercial use\nis prohibited by us")
    assert one.citation.line == 5
    assert one.words.endswith("commercial use is prohibited")


def test_a_very_long_line_is_read_to_its_end():
    assert set(statements("commercial use is prohibited " * 8_000)) == {("non-commercial", 4)}
    assert statements("a word " * 30_000 + "commercial use is prohibited") == [("non-commercial", 4)]


@pytest.mark.parametrize(
    "body",
    [
        "| Non-commercial use only | size |\n|---|---|\n| a | 2 |",
        "# " + "A model of words " * 20 + "for non-commercial use only",
        "For non-commercial[^1] use only.",
        "For non-commercial<br>use only.",
        "For \U0001f6ab non-commercial \U0001f6ab use only.",
        "For non-\ncommercial use only.",
        "For non - commercial use only.",
        "For ɴon-ᴄommercial use only.",
        "For non-commer\x08cial use only.",
        "For [non-commercial] use only.",
        "For non-com\U000e0061mercial use only.",
    ],
)
def test_no_form_of_writing_hides_a_limit(body):
    assert statements(body) == [("non-commercial", 4)]


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("You may not:\n- copy it\n- use it for commercial purposes", 6),
        ("## Commercial use\n\nNot permitted.", 6),
        ("| a | b |\n|---|---|\n| Commercial use | not allowed |", 6),
        ("<table><tr><th>Commercial use</th><td>is prohibited</td></tr></table>", 4),
    ],
)
def test_what_leads_to_words_is_read_with_them(body, line):
    assert statements(body) == [("non-commercial", line)]


@pytest.mark.parametrize(
    "body",
    [
        "You may:\n- copy it\n- use it for commercial purposes",
        "## Commercial use\n\nPermitted.",
        "| a | b |\n|---|---|\n| Commercial use | allowed |",
        "| model | license | commercial use |\n|---|---|---|\n| Llama | own | not allowed |",
    ],
)
def test_what_leads_to_a_permission_limits_nothing(body):
    assert statements(body) == []


def test_the_first_of_each_kind_is_told_however_late():
    body = "For research purposes only.\n\n" * 230 + "The weights are for non-commercial use only.\n"
    kinds = [kind for kind, _ in statements(body)]
    assert kinds == ["research-only"] * 200 + ["non-commercial"]


@pytest.mark.parametrize(
    "sentence",
    ["Commercial use of Wren 1.5 is prohibited.", "You may not use wren.cpp 3.1 8B for commercial purposes."],
)
def test_a_dot_within_a_word_parts_nothing(sentence):
    assert statements(sentence) == [("non-commercial", 4)]


@pytest.mark.parametrize("letters", range(0, 1_400, 97))
def test_a_limit_is_read_wherever_a_long_sentence_is_cut(letters):
    before, after = "word " * (letters // 5) + "x" * 97, "y " * 600
    assert ("non-commercial", 4) in statements(f"{before} for non-commercial use only {after}")


def test_a_comment_in_a_heading_or_a_cell_is_none():
    hidden = "<!-- For non-commercial use only. -->"
    assert statements(f"# A {hidden}\n\n| a {hidden} | b |\n|---|---|\n| c {hidden} | d |") == []


def test_many_limits_in_one_row_take_time_by_their_number():
    """None of them holds, so that no kind ends the search."""

    def seconds(count: int) -> float:
        papers = papers_of("| a |\n|---|\n| " + "commercial use requires no license need " * count + "|", repo_id="a/b")
        started = process_time()
        assert limits(papers) == ()
        return process_time() - started

    seconds(10)
    assert any(seconds(800) < 8 * seconds(200) + 0.01 for _ in range(3))


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Any commercial use of this model or its derivatives is hereby prohibited.", "non-commercial"),
        ("You may not copy, print, publish or hand it out for commercial purposes.", "non-commercial"),
        ("Using this model commercially is prohibited.", "non-commercial"),
        ("You are prohibited from using this model for commercial purposes.", "non-commercial"),
        ("Commercial use: ❌", "non-commercial"),
        ("| Commercial use | No |", "non-commercial"),
        ("Prohibited uses: spam, commercial use", "non-commercial"),
        ("The license is non-commercial.", "non-commercial"),
        ("You may not sell this model.", "non-commercial"),
        ("嚴禁商業用途。", "non-commercial"),
        ("仅限非商业用途。", "non-commercial"),
        ("Die kommerzielle Nutzung ist untersagt.", "non-commercial"),
        ("商用利用は禁止です。", "non-commercial"),
        ("License: research only", "research-only"),
        ("Only academic use is permitted.", "research-only"),
        ("This model is not licensed for production use.", "research-only"),
        ("僅供研究使用", "research-only"),
        ("A license is required for commercial use.", "commercial-on-application"),
        ("To use it commercially, you need a license.", "commercial-on-application"),
        ("Please contact us if you want to use the model commercially.", "commercial-on-application"),
        ("如需商用，请联系我们。", "commercial-on-application"),
    ],
)
def test_plain_limits_are_read_in_any_order_of_words(sentence, kind):
    assert {item.kind for item in said(sentence)} == {kind}


@pytest.mark.parametrize(
    "sentence",
    [
        "Nothing here prohibits commercial use.",
        "You may not use it for spam but may use it for commercial purposes.",
        "There is no need to contact us if you want to use it commercially.",
        "You do not need to contact us for commercial use.",
        "Formerly released under a non-commercial license.",
        "Commercial use: no restrictions",
        "This model should not be used in production.",
        "本许可证并不禁止商用。",
        "商用无需授权。",
        "支持商用，欢迎联系我们合作。",
        "Die kommerzielle Nutzung ist nicht verboten.",
        "商用利用は禁止されていません。",
    ],
)
def test_what_is_granted_limits_nothing(sentence):
    assert said(sentence) == ()


@pytest.mark.parametrize("unit", ["- a\n", "# a\n", "# a\n- a\n", "**ab**\n\n", "a\n\n"])
def test_readers_of_many_short_lines_take_less_than_cutting_these_took(unit: str) -> None:
    def spent(run: Callable[[], object]) -> float:
        started = process_time()
        run()
        return process_time() - started

    def is_quick(attempt: int) -> bool:
        papers = papers_of(unit * (20_000 // len(unit) + attempt), repo_id="org/name-7b-multi")  # cut anew each time
        return spent(lambda: papers.text) > spent(lambda: (limits(papers), from_prose(papers)))

    from_prose(papers_of("made from a model", repo_id="org/name-7b-multi"))  # compiles what is compiled once
    assert any(map(is_quick, range(5)))


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        ("Can I use it in my company?\n\nNo.", ["non-commercial"]),
        ("Can I use it in my company?\n\nYes.", []),
        ("Is this a research-only release? It is not.", []),
        ("| Use | Weights |\n|---|---|\n| Commercial use | no |", ["non-commercial"]),
        ("## Related work\n\nGrebe is for research purposes only.", []),
        ("## Related work\n\nThis model is for research purposes only.", ["research-only"]),
        ("- Grebe: research use only\n- Name-7B: MIT", []),
        ("- Grebe: 7 B\n- Name-7B: research use only", ["research-only"]),
        ("Many models forbid commercial use.", []),
        ("Anders als Grebe, der nur für Forschungszwecke frei ist, ist Name frei.", []),
        ("No hace falta pedir permiso para el uso comercial.", []),
        ("Sprzedaż nie jest zabroniona.", []),
        ("We recommend using it for research purposes only.", []),
        ("Companies must obtain our consent.", ["commercial-on-application"]),
        ("Please notify us before use.", ["registration"]),
    ],
)
def test_words_are_read_with_their_place_and_with_what_takes_them_back(body: str, kinds: list[str]) -> None:
    assert [item.kind for item in said(body)] == kinds


def test_of_a_line_that_is_too_long_to_be_shown_the_words_are_quoted() -> None:
    (one,) = said("A word. " * 60 + "It is for research purposes only. " + "A word. " * 60)
    assert "for research purposes only" in one.citation.quote
