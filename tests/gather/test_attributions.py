"""Copyright lines and notices that have to go with copies."""

from __future__ import annotations

from auditor.files.reading import load_vocabulary
from auditor.gather.attributions import attributions
from auditor.gather.papers import open_papers
from auditor.schema.evidence import AttributionKind
from auditor.schema.reference import RepoType
from auditor.schema.snapshot import METADATA, File, Snapshot


def found(**files: str) -> list[tuple[str, str, int | None]]:
    snapshot = Snapshot(
        repo_type=RepoType.MODEL,
        id="org/name",
        sha="0" * 40,
        endpoint=None,
        retrieved_at=None,
        metadata=File.of(METADATA, b'{"id": "org/name"}'),
        files=tuple(File.of(name, text.encode()) for name, text in files.items()),
    )
    papers = open_papers(snapshot, load_vocabulary())
    return [(item.kind.value, item.text, item.citation.line) for item in attributions(papers)]


def test_a_copyright_line_is_cited_by_its_line():
    text = "MIT License\n\nCopyright (c) 2024 Example Labs\n\nPermission is hereby granted\n"
    assert found(LICENSE=text) == [("copyright", "Copyright (c) 2024 Example Labs", 3)]


def test_a_template_and_a_mention_name_nobody():
    text = "Copyright [yyyy] [name of copyright owner]\nThe copyright holders of the work\n"
    assert found(LICENSE=text) == []


def test_a_notice_file_is_kept_whole():
    assert found(NOTICE="Example Labs\nbuilt on Other\n") == [
        (AttributionKind.NOTICE.value, "Example Labs\nbuilt on Other", None)
    ]


def test_a_line_with_a_mark_or_a_year_is_one_and_a_clause_that_speaks_of_copyright_is_none():
    text = " * © Example Labs\n(c) 2021 Others\nCopyright License.\n(c) Retain copyright notices of 2004"
    assert [words for _, words, _ in found(LICENSE=text)] == ["© Example Labs", "(c) 2021 Others"]


def test_other_files_are_not_looked_at():
    assert found(**{"README.md": "Copyright (c) 2024 Example Labs"}) == []


def test_a_text_on_one_line_names_its_holder_and_nothing_behind_it():
    text = "MIT License Copyright (c) 2024 Example Labs Permission is hereby granted, free of charge. " + "a " * 400
    assert [words for _, words, _ in found(LICENSE=text)] == ["Copyright (c) 2024 Example Labs"]
    assert found(LICENSE="MIT License Copyright (c) [fullname] Permission is hereby granted of 2024") == []
