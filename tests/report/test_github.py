"""Annotations of GitHub Actions."""

from __future__ import annotations

import re

from auditor.report.github import render

COMMAND = re.compile(r"::(error|warning|notice) ((?:[a-z]+=[^,:\r\n]*)(?:,[a-z]+=[^,:\r\n]*)*)::([^\r\n]+)\Z")


def test_there_is_one_command_a_failing_model_and_the_worst_come_first(menagerie):
    lines = render(menagerie).splitlines()
    failing = menagerie.summary.models - menagerie.summary.by_outcome["approved"]
    assert len(lines) == failing
    kinds = [COMMAND.match(line)[1] for line in lines]
    assert kinds == sorted(kinds, key=["error", "warning", "notice"].index)
    assert kinds.count("error") == menagerie.summary.by_outcome["denied"] + menagerie.summary.by_outcome["unverified"]


def test_what_is_wrong_and_what_to_do_are_sentences(few, gated):
    for line in f"{render(few)}{render(gated)}".splitlines():
        first = line.partition("%0A")[0]
        assert first.endswith((".", "?", "!", "…")), first
    assert re.search(r"[.?!…] [A-Z][^:]*\.(%0A|$)", render(gated), re.MULTILINE)


def test_a_clean_model_says_nothing(clean):
    assert render(clean) == ""


def test_a_file_is_named_only_where_the_users_repository_has_it(few, gated):
    assert "file=" not in render(few)
    shown = render(gated)
    assert "::error file=src/a%2Cb%3Ac.py,line=4,title=stabilityai/stable-zero123%3A denied::" in shown
    assert shown.count("::error file=models.lock,line=9,title=org/model%3A some-drift::The text changed") == 1
    assert "Llama-2-7B-GGUF" not in shown


def test_hostile_words_begin_no_command_of_their_own(hostile, poisoned):
    for audit in (hostile, poisoned):
        lines = render(audit).splitlines()
        assert lines
        assert all(COMMAND.match(line) for line in lines)
