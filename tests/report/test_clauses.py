"""What an unknown license text says is shown as read by machine, in each report for people, and cut where long."""

from __future__ import annotations

import pytest

from auditor.pipeline import assemble
from auditor.report import console, html, markdown_full
from auditor.report.formats import Look
from auditor.report.parts.clauses import left_out, said_by_text
from tests.builders import MIT, audited, snapshot, standards

TEXT = "2. You must give every recipient a copy of this License.\n\n" + "".join(
    f"{number}. You may run and modify copy {number}.\n\n" for number in range(3, 20)
)


@pytest.fixture(scope="module")
def unknown():
    return audited(snapshot(files={"LICENSE": TEXT}))


def test_places_are_lines_with_all_that_they_say(unknown):
    first, second, *_ = said_by_text(unknown)
    assert (first.says, first.about, first.clause, first.citation.line) == ("must", "license-copy", "2", 1)
    assert (second.says, set(second.about.split(", "))) == ("may", {"use", "modify"})
    assert left_out(unknown) == 0


def test_a_known_text_has_none():
    assert said_by_text(audited(snapshot(files={"LICENSE": MIT}))) == ()


def test_the_terminal_shows_eight_places_and_all_on_demand(unknown):
    audit = assemble([unknown], standards())
    short, long = console.render(audit, Look(width=120)), console.render(audit, Look(width=120, verbose=1))
    assert "read by machine" in short
    assert short.count("LICENSE:") < long.count("LICENSE:")
    assert "and 10 more (-v shows them)" in short


@pytest.mark.parametrize("render", [markdown_full.render, html.render], ids=["markdown", "html"])
def test_documents_show_it_as_read_by_machine(unknown, render):
    text = render(assemble([unknown], standards()))
    assert "read by machine" in text
    assert "No person has checked this" in text
    assert "license-copy" in text or "license copy" in text
