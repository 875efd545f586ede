"""Markdown, the short form and the full one."""

from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt

from auditor.report import markdown, markdown_full
from auditor.report.escape import cell, code
from auditor.report.escape import markdown as inline
from tests.report.renderings import HOSTILE

OURS = re.compile(r"</?(details|summary|sub)>|<!-- auditor report -->")
FORMS = {"short": markdown.render, "full": markdown_full.render}


def parsed(text):
    """The tokens that GitHub's Markdown would give, links that make themselves and HTML included."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(text)
    return [token for block in tokens for token in (block, *(block.children or ()))]


def html_of(text):
    return "".join(token.content for token in parsed(text) if token.type in ("html_block", "html_inline"))


def links_of(text):
    linked = [token for token in parsed(text) if token.type in ("link_open", "image")]
    return [str(token.attrs.get("href", token.attrs.get("src"))) for token in linked]


def shown(text):
    """Text outside of code, where a mention or a web address would become a link."""
    return [token.content for token in parsed(text) if token.type == "text"]


@pytest.mark.parametrize(
    ("form", "which"),
    [("short", "menagerie"), ("short", "hostile"), ("short", "poisoned"), ("full", "hostile"), ("full", "poisoned")],
)
def test_no_markup_but_ours_and_no_link_but_to_the_hub(form, which, request):
    text = FORMS[form](request.getfixturevalue(which))
    html = html_of(text)
    assert "<" not in OURS.sub("", html)
    assert all(link.startswith("https://huggingface.co/") for link in links_of(text))
    words = " ".join((*shown(text), html))
    assert not re.search(r"(?<!\w)@\w", words)
    assert "://" not in words
    assert "www." not in words


def test_the_short_form_fits_into_a_comment(menagerie):
    many = menagerie.model_copy(update={"models": menagerie.models * 6})
    for audit in (menagerie, many):
        assert len(markdown.render(audit)) <= markdown.LIMIT
    assert "more that do not pass; the full report has them" in markdown.render(many)


def test_a_small_limit_is_kept_and_what_is_left_out_is_counted(menagerie):
    text = markdown.render(menagerie, limit=8_000)
    assert len(text) <= 8_000
    failing = menagerie.summary.models - menagerie.summary.by_outcome["approved"]
    left = int(re.search(r"The full report has the details of (\d+) more\.", text)[1])
    assert 0 < left == failing - (text.count("<summary>") - 1)


def test_details_that_are_opened_are_closed(menagerie):
    for text in (markdown.render(menagerie), markdown.render(menagerie, limit=20_000)):
        assert text.count("<details>") == text.count("</details>") == text.count("<summary>") > 0


def test_the_short_form_says_the_worst_first_and_what_to_do(few):
    text = markdown.render(few)
    assert text.startswith(markdown.MARKER)
    rows = [line for line in text.splitlines() if line.startswith("| ") and "`" in line]
    assert "stabilityai/stable-zero123" in rows[0]
    assert "- [ ] Answer: are there at most" in text
    assert "(`TheBloke/Llama-2-7B-GGUF`)" in text


@pytest.mark.parametrize("form", FORMS)
def test_the_repository_and_what_was_accepted_are_told(form, gated):
    text = FORMS[form](gated)
    assert "- **some-drift** `org/model` `models.lock:9` (denied): the text changed It was one, and is another." in text
    assert "waived by a.lawyer until 2027-03-31 (legal-advice)" in text
    assert "that the baseline has too" in text


def test_a_clean_model_needs_nothing(clean):
    text = markdown.render(clean)
    assert "✅ 1 model: 1 approved" in text
    assert "### " not in text


def test_the_full_form_tells_of_every_model(menagerie):
    text = markdown_full.render(menagerie)
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert len(headings) == 1 + menagerie.summary.models + 1
    assert text.count("### Openness") == menagerie.summary.models


def test_the_full_form_says_beside_the_exception_whether_it_is_needed(menagerie):
    [embeds] = [one for one in menagerie.models if one.id == "sentence-transformers/all-MiniLM-L6-v2"]
    text = markdown_full.render(menagerie.model_copy(update={"models": (embeds,)}))
    [row] = [line for line in text.splitlines() if "Article 53(2)" in line and line.startswith("|")]
    assert "general-purpose model at all is unlikely: its task, sentence-similarity" in row


def test_the_full_form_draws_the_lineage_and_cites_the_line(few):
    text = markdown_full.render(few)
    assert "```mermaid\nflowchart TD\n" in text
    sha = few.models[0].sha
    assert f"/HuggingFaceH4/zephyr-7b-beta/blob/{sha}/README.md#L4>) `license: mit`" in text
    blocks = [token for token in parsed(text) if token.type == "fence"]
    assert {block.info for block in blocks} == {"mermaid"}


@pytest.mark.parametrize(
    "written",
    [HOSTILE, "- item", "1. item", "# head", "a|b", "``", "`", "` `", "x`", "~~a~~", "> q", "=", "---", "***"],
)
def test_inline_words_stay_one_paragraph_of_text_and_code(written):
    kinds = {token.type for token in parsed(inline(written))}
    assert kinds <= {"paragraph_open", "paragraph_close", "inline", "text", "code_inline"}


@pytest.mark.parametrize("written", ["a`b", "``", "`a`", "a``b`", "x|y", "\\`"])
def test_code_shows_what_was_written(written):
    (token,) = [token for token in parsed(code(written)) if token.type == "code_inline"]
    assert token.content == written
    row = f"| a | b |\n|---|---|\n| {cell(code(written))} | next |\n"
    assert [token.content for token in parsed(row) if token.type == "code_inline"] == [written]


def test_every_question_of_the_full_form_says_how_it_is_answered(menagerie):
    asked = [line for line in markdown_full.render(menagerie).splitlines() if line.startswith("- [ ] ") and "?" in line]
    answered = [line for line in asked if "State it as `" in line or "A person has to confirm it" in line]
    questions = sum(len(model.decision.questions) for model in menagerie.models if model.decision.outcome != "denied")
    assert len(answered) == questions > 5
    assert any("then `--met licenses/" in line for line in answered)
    assert not any("`authorization`" in line for line in answered)
