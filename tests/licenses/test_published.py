"""The page on where texts are published: every license stands on it, and what has no text is said."""

from __future__ import annotations

from auditor.licenses.published import published
from tests.builders import standards

KNOWN = standards().knowledge
PAGE = published(KNOWN.catalog, KNOWN.index)


def test_every_text_stands_on_it_with_all_its_sources() -> None:
    rows = PAGE.partition("## All")[2].splitlines()
    for one in KNOWN.catalog.licenses:
        mine = [row for row in rows if row.startswith(f"| {one.id} | ")]
        assert len(mine) == (0 if one.members else 1), one.id
        for source in one.sources:
            assert any(source.title.replace("|", "\\|") in row and source.commit[:12] in row for row in rows), one.id


def test_what_has_no_text_is_said() -> None:
    missing = PAGE.partition("## Not in the index")[2].partition("## All")[0]
    held = {row.id for row in KNOWN.index.documents}
    for one in KNOWN.catalog.licenses:
        if not one.members and not one.text_known and one.id not in held:
            assert f"| {one.id} | no text could be found" in missing
    assert "| MIT |" not in missing
    assert "| falcon-mamba | 0 | no source recorded" in PAGE
