"""The catalog: every file is sound, and the queries answer as counsel would expect."""

from __future__ import annotations

import csv
import hashlib
import os
import pickle
import re
from functools import cache
from pathlib import Path

import pytest
import yaml

from auditor.licenses.aliases import resolve
from auditor.licenses.catalog import Catalog, NameKind, folded, folded_url, given
from auditor.schema.facts import Answer3, GrantKind, HowRead, ObligationKind, RestrictionKind
from auditor.schema.license import CommercialUse, Family, License

FOLDER = Path(__file__).parents[2] / "policies" / "licenses"
FILES = sorted(FOLDER.glob("*.yaml"))
_FOLDER = os.environ.get("AUDITOR_CORPUS", "")
CORPUS = Path(_FOLDER, "licenses")
with_corpus = pytest.mark.skipif(not _FOLDER, reason="AUDITOR_CORPUS names no folder of real data")
OPEN = {Family.PERMISSIVE, Family.ATTRIBUTION, Family.PUBLIC_DOMAIN, Family.PERMISSIVE_MODEL}


@cache
def read(path: Path) -> License:
    return License.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


@cache
def catalog() -> Catalog:
    return Catalog.of(read(path) for path in FILES)


def a_license(id_: str, **fields: object) -> License:
    plain = {"id": id_, "title": f"{id_} title", "family": "permissive", "commercial_use": "yes"}
    return License.model_validate(plain | fields)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_is_sound(path: Path) -> None:
    found = read(path)
    assert found.id == path.stem
    assert re.fullmatch(r"[A-Za-z0-9.+-]+", found.id)
    assert all(condition.effect for condition in found.conditions)
    facts = [*found.grants, *found.conditions, *found.obligations, *found.restrictions]
    assert all(len(fact.note) <= 400 for fact in facts)
    assert len(found.note) <= 400
    assert len({grant.grant for grant in found.grants}) == len(found.grants), "a right is answered twice"
    assert all(re.fullmatch(r"[0-9a-f]{64}", digest) for digest in found.text_sha256)
    assert not any("://" in url for url in found.names.urls)
    if found.members or not found.text_known:
        assert all(fact.read is HowRead.SECOND_HAND for fact in facts)
    else:
        assert facts, "a license whose text is known has facts"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_commercial_use_agrees_with_the_facts(path: Path) -> None:
    found = read(path)
    commercial = given(found, GrantKind.COMMERCIAL)
    limits = {restriction.restriction for restriction in found.restrictions if restriction.when == ("always",)}
    noncommercial = bool(limits & {RestrictionKind.NON_COMMERCIAL, RestrictionKind.RESEARCH_ONLY})
    if found.family in {Family.NON_COMMERCIAL, Family.RESEARCH_ONLY}:
        assert found.commercial_use is CommercialUse.NO
    if not found.members:
        assert noncommercial == (found.commercial_use is CommercialUse.NO)
    if commercial is not None:
        assert (commercial is Answer3.NO) == (found.commercial_use is CommercialUse.NO)
    if found.family in OPEN:
        assert found.commercial_use is CommercialUse.YES
        assert not found.conditions
    gates = {condition.metric for condition in found.conditions} - {"territory"}
    if gates and found.family not in {Family.USE_POLICY, Family.NON_COMMERCIAL, Family.RESEARCH_ONLY}:
        assert found.commercial_use is CommercialUse.CONDITIONAL


def test_an_umbrella_promises_only_what_all_its_members_allow() -> None:
    for umbrella in catalog().by_family(Family.UMBRELLA):
        agreed = catalog().agreed([umbrella.id], lambda one: one.commercial_use)
        assert umbrella.commercial_use is (agreed or CommercialUse.UNKNOWN), umbrella.id


def test_what_all_members_agree_on_holds_for_the_umbrella() -> None:
    family = lambda one: one.family  # noqa: E731
    assert catalog().agreed(["bsd"], family) is Family.PERMISSIVE
    assert catalog().agreed(["gpl"], family) is Family.COPYLEFT
    assert catalog().agreed(["lgpl"], family) is Family.WEAK_COPYLEFT
    assert catalog().agreed(["openrail"], family) is Family.OPEN_RAIL
    assert catalog().agreed(["cc"], family) is None
    assert catalog().agreed(["cc"], lambda one: one.commercial_use) is None
    assert catalog().agreed(["llama"], lambda one: one.commercial_use) is None
    assert catalog().agreed(["bsd", "no-such-license"], family) is None
    assert catalog().agreed([], family) is None


@pytest.mark.parametrize(
    ("ids", "worst"),
    [
        (["MIT", "CC-BY-NC-4.0"], "CC-BY-NC-4.0"),
        (["MIT", "Apache-2.0", "GPL-3.0"], "GPL-3.0"),
        (["llama3.1", "MIT"], "llama3.1"),
        (["cc", "llama3.1"], "cc"),
        (["CC-BY-NC-4.0", "h-research"], "h-research"),
        (["gpl", "MIT"], "gpl"),
    ],
)
def test_the_most_restrictive(ids: list[str], worst: str) -> None:
    found = catalog().most_restrictive(ids)
    assert found is not None
    assert found.id == worst


def test_the_most_restrictive_of_nothing_is_nothing() -> None:
    assert catalog().most_restrictive(["no-such-license"]) is None


def test_facts_that_counsel_asks_for_first() -> None:
    llama = catalog().get("llama3.1")
    assert llama is not None
    assert [condition.value for condition in llama.conditions] == [700_000_000]
    shown = {o.obligation: o.text for o in llama.obligations if o.text}
    assert shown[ObligationKind.DISPLAY_TEXT] == "Built with Llama"
    assert shown[ObligationKind.NAME_PREFIX] == "Llama"
    apache = catalog().get("Apache-2.0")
    assert apache is not None
    assert {o.clause for o in apache.obligations} == {"4(a)", "4(b)", "4(c)", "4(d)"}
    boost = catalog().get("BSL-1.0")
    assert boost is not None
    assert boost.approval.osi is True


def test_a_license_is_found_by_other_ids_and_by_its_text() -> None:
    for written in ("GPL-3.0-only", "LicenseRef-llama3.1", "LicenseRef-scancode-qwen-2024", "deepseek-la-1.0"):
        assert catalog().get(written) is not None, written
    assert catalog().get("") is None
    known = catalog().get("MIT")
    assert known is not None
    assert catalog().by_digest(known.text_sha256[0]) == known
    assert catalog().by_digest("0" * 64) is None


def test_a_catalog_survives_pickling() -> None:
    again = pickle.loads(pickle.dumps(catalog()))
    assert again.licenses == catalog().licenses
    assert again.ids == catalog().ids


def test_every_fault_is_told_at_once() -> None:
    digest = "a" * 64
    faulty = [
        a_license("One", names={"spellings": ["the same"]}, text_sha256=[digest]),
        a_license("Two", names={"slugs": ["The Same!"]}, text_sha256=[digest]),
        a_license("one"),
        a_license("all", family="umbrella", members=["Three", "many"]),
        a_license("many", family="umbrella", members=["One"]),
    ]
    with pytest.raises(ValueError, match="claimed by One, Two") as told:
        Catalog.of(faulty)
    for words in ("another license has this id", "its member Three", "many is an umbrella itself", digest):
        assert words in str(told.value)


def test_names_are_folded() -> None:
    assert folded(" Apache_License,  2.0 ") == "apache-license-2-0"
    assert folded("OpenRAIL++") == "openrail++"
    assert folded("\u3000\x00") == ""


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("https://www.Example.org/A/?x=1#y", "example.org/a"),
        ("https://huggingface.co/a/b/resolve/main/LICENSE", "huggingface.co/a/b/blob/main/license"),
        ("https://raw.githubusercontent.com/a/b/master/LICENSE", "github.com/a/b/blob/main/license"),
        ("https://creativecommons.org/licenses/by/4.0/legalcode.de", "creativecommons.org/licenses/by/4.0"),
        ("https://www.gnu.org/licenses/gpl-3.0.en.html", "gnu.org/licenses/gpl-3.0"),
        ("https://huggingface.co/a/b/blob/main/LICENSE.md", "huggingface.co/a/b/blob/main/license.md"),
        ("https://", ""),
    ],
)
def test_addresses_are_folded(written: str, kept: str) -> None:
    assert folded_url(written) == kept


def test_a_short_name_needs_its_separators() -> None:
    assert catalog().named(NameKind.HUB_TAG, "cuda") is None
    assert catalog().named(NameKind.HUB_TAG, "C UDA") is not None
    assert catalog().named(NameKind.HUB_TAG, "apache20") is not None


@with_corpus
def test_every_text_of_the_corpus_is_that_of_a_license() -> None:
    for path in [*CORPUS.glob("texts/*.txt"), *CORPUS.glob("spdx_texts/*.txt")]:
        assert catalog().by_digest(hashlib.sha256(path.read_bytes()).hexdigest()) is not None, path.name


@with_corpus
def test_every_license_of_the_corpus_is_covered() -> None:
    facts = yaml.safe_load((CORPUS / "license_facts.yaml").read_text(encoding="utf-8"))
    for row in facts["licences"]:
        named = resolve(row["key"], catalog())
        assert len(named.licenses) == 1, row["key"]
        found = catalog().get(named.licenses[0])
        assert found is not None
        assert found.commercial_use == row["commercial_use"], row["key"]


@with_corpus
def test_notes_are_in_our_own_words() -> None:
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in CORPUS.glob("*texts/*.txt")]
    runs = {run for text in texts for run in _runs(text)}
    for found in catalog().licenses:
        facts = [*found.grants, *found.conditions, *found.obligations, *found.restrictions]
        ours = [found.note, *(fact.note for fact in facts), *(condition.effect for condition in found.conditions)]
        for text in ours:
            assert not set(_runs(text)) & runs, f"{found.id}: {text}"


def _runs(text: str, length: int = 9) -> list[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return list(zip(*(words[start:] for start in range(length)), strict=False))


@with_corpus
def test_required_sentences_stand_in_the_texts() -> None:
    folder = CORPUS
    paths = [*folder.glob("texts/*.txt"), *folder.glob("spdx_texts/*.txt")]
    by_digest = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in paths}
    with (folder / "texts.csv").open(encoding="utf-8", newline="") as rows:
        pointers = {row["name"] for row in csv.DictReader(rows) if row["kind"] == "pointer"}
    for found in catalog().licenses:
        known = [by_digest[digest] for digest in found.text_sha256 if digest in by_digest]
        read_ = [path.read_text(encoding="utf-8", errors="replace") for path in known if path.stem not in pointers]
        texts = [_plain(text) for text in read_]
        for obligation in found.obligations:
            assert not texts or any(_plain(obligation.text) in text for text in texts), (found.id, obligation.text)


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[*_`>#“”\"‘’\\]", "", text).casefold().split())
