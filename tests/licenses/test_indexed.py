"""An index taken apart and put together again, and one that is extended instead of built."""

from __future__ import annotations

from auditor.licenses.build_fingerprints import SourceText, build
from auditor.licenses.entries import entry_of
from auditor.licenses.fingerprints import Index
from auditor.licenses.identify import identify
from auditor.licenses.indexed import assembled, entries_of
from auditor.parse.home import home
from tests.licenses.test_fingerprints import LONG, SHORT, TEXTS, prose

OWN = prose(40, 50)


def test_the_index_that_we_ship_is_the_same_bytes_once_it_was_taken_apart() -> None:
    raw = (home() / "licenses.fingerprints").read_bytes()
    index = Index.from_bytes(raw)
    assert assembled(entries_of(index), index.sources) == raw


def test_an_extended_index_answers_as_one_that_was_built() -> None:
    entry, _ = entry_of("Own", "license", False, OWN)
    extended = Index.from_bytes(build(TEXTS)).extended([entry])
    built = Index.from_bytes(build([*TEXTS, SourceText("Own", "license", False, OWN)]))
    changed = OWN.replace("the heron", "no heron", 1)
    for text in (OWN, changed, LONG, SHORT, f"{OWN}\n\n{LONG}", prose(41, 30)):
        assert identify(text, extended) == identify(text, built)
    assert identify(OWN, extended).licenses[0].id == "Own"
    assert identify(changed, extended).answer != "exact"
    assert {one.document.id: one for one in entries_of(extended)} == {one.document.id: one for one in entries_of(built)}


def test_an_index_is_not_changed_by_what_is_added_to_a_copy_of_it() -> None:
    index = Index.from_bytes(build(TEXTS))
    index.extended([entry_of("Own", "license", False, OWN)[0]])
    assert assembled(entries_of(index)) == build(TEXTS)
    assert identify(OWN, index).answer in ("none", "similar")
