"""Licenses of repositories against licenses of models: what is expected was written beside the texts of both."""

from __future__ import annotations

import pytest

from auditor.files.promises import load_promises
from auditor.gate.promises import Carried, Clash, ModelTerm, OwnTerm, clashes, gravest, promised, unmet
from auditor.schema.decision import Level
from auditor.schema.place import Place
from auditor.schema.promises import Conflict, Had, Pair
from tests.builders import standards

CATALOG = standards().knowledge.catalog
TABLE = load_promises()
MODELS = """
    MIT Apache-2.0 CC-BY-4.0 CC-BY-SA-4.0 CC-BY-NC-4.0 CC-BY-ND-4.0 CC-BY-NC-SA-4.0 MPL-2.0 GPL-3.0 AGPL-3.0
    openrail++-2023-07 llama3.1 gemma-2024-04-01 apple-amlr alphafold3-weights
""".split()  # noqa: SIM905 - the head of a table
# What is said where users fetch the model: n a note, . nothing. Columns are MODELS.
FETCHED = {
    "MIT": ". . . n n n n . n n n n n n n",
    "Apache-2.0": ". . . n n n n . n n n n n n n",
    "BSD-3-Clause": ". . . n n n n . n n n n n n n",
    "Unlicense": ". . . n n n n . n n n n n n n",
    "MPL-2.0": ". . . n n n n . n n n n n n n",
    "LGPL-3.0": ". . . n n n n . n n n n n n n",
    "GPL-2.0": ". . . n n n n . n n n n n n n",
    "GPL-3.0": ". . . . n n n . . n n n n n n",
    "AGPL-3.0": ". . . n n n n . . . n n n n n",
    "CC-BY-4.0": ". . . n n n n . n n n n n n n",
    "CC-BY-SA-4.0": ". . . . n n n . n n n n n n n",
    "CC-BY-NC-4.0": ". . . n . n n . n n n n n n n",
    "llama3.1": ". . . n n n n . n n . . . n n",
}
# The same where its files lie in the repository: w a warning. A note is a duty that no file meets, or a weak copyleft.
IN_TREE = {
    "MIT": ". n n w w w w n w w w w w w w",
    "Apache-2.0": "n . n w w w w n w w w w w w w",
    "BSD-3-Clause": "n n n w w w w n w w w w w w w",
    "Unlicense": "n n n w w w w n w w w w w w w",
    "MPL-2.0": "n n n w w w w . w w w w w w w",
    "LGPL-3.0": "n n n w w w w n w w w w w w w",
    "GPL-2.0": "n w n w w w w n w w w w w w w",
    "GPL-3.0": "n n n n w w w n . w w w w w w",
    "AGPL-3.0": "n n n w w w w n n . w w w w w",
    "CC-BY-4.0": "n n . w w w w n w w w w w w w",
    "CC-BY-SA-4.0": "n n n . w w w n w w w w w w w",
    "CC-BY-NC-4.0": "n n n w . w w n w w w w w w w",
    "llama3.1": "n n n w w w w n w w n . n w w",
}
CELLS = [
    (own, model, had, expected)
    for had, rows in (("fetched", FETCHED), ("in-tree", IN_TREE), ("in-image", IN_TREE))
    for own, row in rows.items()
    for model, expected in zip(MODELS, row.split(), strict=True)
]
LETTERS = {Level.WARNING: "w", Level.NOTE: "n"}


def mine(name: str, later: bool | None = False) -> OwnTerm:
    known = CATALOG.get(name)
    assert known is not None
    return OwnTerm(known.id, CATALOG.meant((known.id,)), Place(file="LICENSE"), later)


def theirs(name: str) -> ModelTerm:
    return ModelTerm(name, name, CATALOG.meant((name,)), "heron-ai/chat")


def found(own: OwnTerm, model: str, had: Had = "in-tree", **how: bool) -> tuple[Clash, ...]:
    return clashes((own,), (theirs(model),), TABLE, had, **how)


def rows(own: str, model: str) -> list[str]:
    return [one.row.id for one in found(mine(own), model)]


@pytest.mark.parametrize(("own", "model", "had", "expected"), CELLS)
def test_the_level_is_that_of_a_reader_of_both_texts(own: str, model: str, had: Had, expected: str) -> None:
    clashing = found(mine(own), model, had)
    missing = unmet((mine(own),), (theirs(model),), TABLE, had, Carried())
    level = gravest(one.level for one in clashing) if clashing or missing else None
    assert (LETTERS[level] if level else ".") == expected


@pytest.mark.parametrize("row", TABLE.conflicts, ids=lambda row: row.id)
def test_examples_of_a_conflict_are_found_by_its_row_and_the_others_are_not(row: Conflict) -> None:
    assert [pair for pair in row.fits if row.id not in rows(pair.own, pair.model)] == []
    assert [pair for pair in row.misses if row.id in rows(pair.own, pair.model)] == []


@pytest.mark.parametrize("row", TABLE.promises, ids=lambda row: row.id)
def test_examples_of_a_promise_make_it_and_the_others_do_not(row: object) -> None:
    assert [name for name in row.fits if promised(row, mine(name)) is False] == []  # type: ignore[attr-defined, arg-type]
    assert [name for name in row.misses if promised(row, mine(name)) is not False] == []  # type: ignore[attr-defined, arg-type]


@pytest.mark.parametrize("row", TABLE.duties, ids=lambda row: row.id)
def test_examples_of_a_duty_ask_it_and_the_others_do_not(row: object) -> None:
    def asks(name: str) -> bool:
        return row in [one.row for one in unmet((), (theirs(name),), TABLE, "in-tree", Carried())]

    assert [name for name in row.fits if not asks(name)] == []  # type: ignore[attr-defined]
    assert [name for name in row.misses if asks(name)] == []  # type: ignore[attr-defined]


def test_licenses_that_the_table_names_are_in_the_catalog() -> None:
    pairs = [pair for row in TABLE.conflicts for pair in (*row.pairs, *row.fits, *row.misses)]
    named = {name for pair in pairs for name in (pair.own, pair.model)}
    named |= {name for row in TABLE.compatible for name in (row.into, *row.of)} | {row.license for row in TABLE.named}
    assert sorted(name for name in named if CATALOG.get(name) is None) == []


def test_both_clauses_are_told() -> None:
    [clash] = found(mine("Apache-2.0"), "CC-BY-NC-4.0")
    assert (clash.promise.id, clash.own_clause) == ("commercial-use", "2")
    assert (clash.clause, clash.fact) == ("2(a)(1)", "licenses/CC-BY-NC-4.0/restrictions/non-commercial")


def test_a_version_that_may_be_chosen_decides() -> None:
    for model in ("Apache-2.0", "GPL-3.0"):
        levels = {later: [one.level for one in found(mine("GPL-2.0", later), model)] for later in (True, False, None)}
        assert levels == {True: [], False: [Level.WARNING], None: [Level.NOTE]}
    assert [one.is_unsure for one in found(mine("GPL-2.0", None), "Apache-2.0")] == [True]
    assert found(mine("GPL-2.0", True), "CC-BY-NC-4.0") != (), "later versions lift nothing but compatibility"


def test_terms_beside_the_license_settle_what_a_notice_can_settle() -> None:
    for model in ("CC-BY-NC-4.0", "llama3.1", "AGPL-3.0", "CC-BY-ND-4.0"):
        assert found(mine("MIT"), model, carried=True) == ()
    assert [one.row.id for one in found(mine("MIT"), "alphafold3-weights", carried=True)] == ["no-redistribution"]
    assert [one.row.id for one in found(mine("GPL-2.0"), "Apache-2.0", carried=True)] == ["incompatible"]


def test_a_name_for_several_licenses_promises_and_forbids_what_each_of_them_does() -> None:
    assert [one.row.id for one in found(mine("bsd"), "CC-BY-NC-4.0")] == ["non-commercial"]
    umbrella = found(mine("MIT"), "gemma")
    assert "uses-to-be-passed-on" in [one.row.id for one in umbrella]
    assert found(mine("MIT"), "cc-by") == ()
    unknown = ModelTerm("heron-terms", "heron-terms", (), "heron-ai/chat")
    assert clashes((mine("MIT"),), (unknown,), TABLE, "in-tree") == (), (
        "of a license that is not known nothing is guessed"
    )


def test_more_terms_never_help() -> None:
    for model in MODELS:
        alone = {one.row.group for one in found(mine("MIT"), model)}
        beside = clashes((mine("MIT"),), (theirs("MIT"), theirs(model)), TABLE, "in-tree")
        assert alone <= {one.row.group for one in beside}


def test_every_pair_of_the_catalog_is_answered() -> None:
    """No license of the catalog is against itself but for what a version leaves open, and none raises."""
    for one in CATALOG.licenses:
        told = {clash.row.id for clash in found(mine(one.id), one.id)}
        assert told == set(), one.id
    assert Pair(own="MIT", model="MIT").own == "MIT"
