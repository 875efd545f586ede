"""What is written about the license is read where it is written, and cited there."""

from __future__ import annotations

import pytest

from auditor.schema.claim import Basis, ClaimSource, LicenseClaim
from auditor.schema.snapshot import Snapshot
from tests.builders import APACHE, MIT, dossier, snapshot

NOTICE = """Copyright 2024 Someone

Licensed under the Apache License, Version 2.0 (the "License");
you may not use this file except in compliance with the License.
You may obtain a copy of the License at

    http://www.apache.org/licenses/LICENSE-2.0
"""


def claims(held: Snapshot) -> tuple[LicenseClaim, ...]:
    evidence = dossier(held)
    assert evidence.subject is not None
    return evidence.subject.license_claims


@pytest.mark.parametrize(
    ("front", "line", "quote", "licenses"),
    [
        ("license: mit", 2, "license: mit", ("MIT",)),
        ('tags: [x]\nlicense:   "mit"', 3, 'license: "mit"', ("MIT",)),
        ("license:\n- mit", 3, "- mit", ("MIT",)),
        ("license: Apache 2.0", 2, "license: Apache 2.0", ("Apache-2.0",)),
        ("license: my own", 2, "license: my own", ()),
        ("license: 2.0", 2, "license: 2.0", ()),
        ("license: no", 2, "license: no", ()),
    ],
)
def test_the_card_s_license_is_quoted_as_its_line_stands(
    front: str, line: int, quote: str, licenses: tuple[str, ...]
) -> None:
    (claim,) = claims(snapshot(front=front))
    assert (claim.source, claim.basis) == (ClaimSource.CARD, Basis.DECLARED)
    assert (claim.citation.line, claim.citation.quote, claim.licenses) == (line, quote, licenses)


def test_crlf_and_a_byte_order_mark_move_no_line() -> None:
    text = "\ufeff---\r\ntags: []\r\nlicense: mit\r\n---\r\n\r\n# Title\r\nText\r\n"
    held = snapshot(front=None, files={"README.md": text})
    (claim,) = claims(held)
    assert (claim.citation.line, claim.citation.quote) == (3, "license: mit")
    evidence = dossier(held)
    assert evidence.subject is not None
    assert evidence.subject.sections[0].line == 6


@pytest.mark.parametrize("front", ["license: []", "license: {name: mit}", "license:", "license: [[mit]]", "other: 1"])
def test_a_license_of_another_shape_is_no_claim(front: str) -> None:
    assert claims(snapshot(front=front)) == ()


def test_without_a_card_the_metadata_s_copy_is_cited_by_pointer() -> None:
    found = claims(snapshot(front=None, cardData={"license": ["mit", 3, "apache-2.0"]}))
    assert [claim.citation.pointer for claim in found] == ["/cardData/license/0", "/cardData/license/2"]


def test_a_tag_is_cited_at_its_place_in_the_document_whatever_stands_before_it() -> None:
    found = claims(snapshot(front=None, tags=[1, None, "x", "license:mit"]))
    assert [(claim.source, claim.citation.pointer) for claim in found] == [(ClaimSource.TAG, "/tags/3")]


@pytest.mark.parametrize(
    ("text", "answer", "licenses"),
    [
        (MIT, "exact", ("MIT",)),
        (APACHE, "exact", ("Apache-2.0",)),
        (NOTICE, "pointer", ("Apache-2.0",)),
        ("https://creativecommons.org/licenses/by-nc/4.0/", "pointer", ("CC-BY-NC-4.0",)),
        ("For research only. Parts are released under the MIT License.", "pointer", ()),
        ("No commercial use. See https://opensource.org/license/mit", "pointer", ()),
        ("Ours.", "none", ()),
        ("", "none", ()),
        ("\n\n\n", "none", ()),
    ],
)
def test_a_license_file_is_identified(text: str, answer: str, licenses: tuple[str, ...]) -> None:
    (claim,) = claims(snapshot(front=None, files={"LICENSE": text}))
    assert (claim.basis, claim.answer, claim.licenses) == (Basis.DETECTED, answer, licenses)


def test_the_first_line_that_says_something_is_cited() -> None:
    (claim,) = claims(snapshot(front=None, files={"LICENSE": "\n\n  Our own terms.\nMore.\n"}))
    assert (claim.citation.line, claim.citation.quote) == (3, "Our own terms.")


@pytest.mark.parametrize(
    ("path", "role"),
    [
        ("LICENSE", ""),
        ("LICENSE-CODE", "code"),
        ("LICENSE-MODEL", "weights"),
        ("MODEL_LICENSE", "weights"),
        ("LICENSE_DATA.txt", "data"),
        ("USE_POLICY.md", "policy"),
        ("sub/LICENSE.md", ""),
    ],
)
def test_what_a_license_file_is_for_is_read_off_its_name(path: str, role: str) -> None:
    (claim,) = claims(snapshot(front=None, files={path: MIT}))
    assert claim.role == role


@pytest.mark.parametrize("path", ["vendor/b/LICENSE", "license_plates.py", "my_licensees_list.json"])
def test_other_files_make_no_claim(path: str) -> None:
    assert claims(snapshot(front=None, files={path: MIT})) == ()


@pytest.mark.parametrize("name", ["license", "Licence", "see-license", "LICENSE FILE"])
def test_a_license_name_that_is_no_name_is_no_claim(name: str) -> None:
    found = dossier(snapshot(front=f"license: other\nlicense_name: {name}")).subject
    assert found is not None
    assert [claim.written for claim in found.license_claims] == ["other"]


@pytest.mark.parametrize("name", ["other", "custom", "license-2", "the wren license"])
def test_one_that_says_that_it_is_another_license_is(name: str) -> None:
    found = dossier(snapshot(front=f"license: mit\nlicense_name: {name}")).subject
    assert found is not None
    assert [claim.written for claim in found.license_claims] == ["mit", name]
