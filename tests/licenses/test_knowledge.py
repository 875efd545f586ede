"""A company's licenses beside ours: ours stay as they are, theirs are held like ours."""

from __future__ import annotations

import pytest

from auditor.licenses.build_fingerprints import SourceText, build
from auditor.licenses.catalog import Catalog
from auditor.licenses.fingerprint_file import fingerprint_of
from auditor.licenses.fingerprints import Index
from auditor.licenses.identify import identify
from auditor.licenses.knowledge import Knowledge, with_licenses
from auditor.schema.license import License
from tests.builders import standards
from tests.licenses.test_fingerprints import LONG, prose

TEXT = prose(70, 60)
STRANGER = "LicenseRef-scancode-stranger"


def own(**facts: str) -> License:
    plain = {"id": "heron-eula", "title": "Heron", "family": "unknown", "commercial_use": "unknown"}
    return License.model_validate(plain | facts)


def beside(license_: License, texts: list[SourceText], known: tuple[License, ...] = ()) -> Knowledge:
    base = Knowledge(Catalog.of(known), Index.from_bytes(build(texts)), standards().knowledge.vocabulary, "0" * 64)
    return with_licenses(base, [(license_, fingerprint_of(license_.id, TEXT, "a" * 64).entries)], "1" * 64)


def test_they_are_identified_and_found_by_name() -> None:
    made = beside(own(), [SourceText("Long", "license", True, LONG)])
    found = identify(TEXT, made.index)
    assert (found.answer, found.licenses[0].id, found.licenses[0].siblings) == ("exact", "heron-eula", ())
    assert made.catalog.get("LicenseRef-heron-eula") == own()
    assert identify(LONG, made.index).licenses[0].id == "Long"


def test_without_any_the_knowledge_is_the_same_and_with_some_its_digest_tells() -> None:
    ours = standards().knowledge
    assert with_licenses(ours, [], "1" * 64) is ours
    texts = fingerprint_of("heron-eula", TEXT, "a" * 64).entries
    digests = {with_licenses(ours, [(own(), texts)], sha256).sha256 for sha256 in ("1" * 64, "2" * 64)}
    assert len(digests | {ours.sha256}) == 3


@pytest.mark.parametrize(
    ("facts", "kind", "is_open"),
    [
        ({}, "license", False),
        ({"family": "permissive", "commercial_use": "yes"}, "license", True),
        ({"family": "use-policy", "commercial_use": "conditional"}, "policy", False),
    ],
)
def test_the_index_says_of_them_what_counsel_says(facts: dict[str, str], kind: str, is_open: bool) -> None:
    made = beside(own(**facts), [SourceText("Long", "license", True, LONG)])
    assert [(row.kind, row.open) for row in made.index.documents if row.id == "heron-eula"] == [(kind, is_open)]


@pytest.mark.parametrize("main", [True, False])
def test_a_text_that_we_know_and_say_nothing_of_is_theirs(main: bool) -> None:
    made = beside(own(family="permissive", commercial_use="yes"), [SourceText(STRANGER, "license", False, TEXT, main)])
    assert {row.id for row in made.index.documents} == {"heron-eula"}
    found = identify(TEXT, made.index)
    assert (found.answer, found.licenses[0].id, found.licenses[0].siblings) == ("exact", "heron-eula", ())


def test_a_text_that_our_catalog_describes_stays_ours_and_is_a_twin() -> None:
    ours = License.model_validate(own().plain() | {"id": "ours", "title": "Ours", "scancode": "stranger"})
    made = beside(own(commercial_use="yes"), [SourceText(STRANGER, "license", False, TEXT)], (ours,))
    match = identify(TEXT, made.index).licenses[0]
    assert (match.id, match.siblings) == (STRANGER, ("heron-eula",))  # headed by the stricter


def test_another_license_with_the_same_id_is_refused() -> None:
    with pytest.raises(ValueError, match="another license has this id"):
        beside(own(), [], (own(),))
