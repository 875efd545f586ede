"""SPDX expressions over catalog ids."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.licenses import expression
from auditor.licenses.catalog import Catalog
from auditor.schema.license import License

FOLDER = Path(__file__).parents[2] / "policies" / "licenses"


@cache
def catalog() -> Catalog:
    paths = sorted(FOLDER.glob("*.yaml"))
    return Catalog.of(License.model_validate(yaml.safe_load(path.read_text(encoding="utf-8"))) for path in paths)


def test_licenses_are_joined() -> None:
    assert expression.conjunction(["MIT", "llama3.1"], catalog()) == "MIT AND LicenseRef-llama3.1"
    assert expression.disjunction(["Apache-2.0", "MIT", "MIT"], catalog()) == "Apache-2.0 OR MIT"
    assert expression.conjunction(["MIT"], catalog()) == "MIT"
    assert expression.conjunction([], catalog()) == ""


def test_what_is_offered_to_choose_from_is_written_as_offered() -> None:
    ways = [("MIT", "llama3.1"), ("Apache-2.0",)]
    assert expression.either(ways, catalog()) == "(MIT AND LicenseRef-llama3.1) OR Apache-2.0"
    assert expression.either([("MIT",), ("MIT",)], catalog()) == "MIT"
    assert expression.either([("MIT", "Apache-2.0")], {}) == "MIT AND Apache-2.0"


def test_a_license_that_spdx_does_not_list_gets_a_reference() -> None:
    assert expression.reference("openrail++", catalog()) == "LicenseRef-openrail-plus-plus"
    assert expression.reference("EUPL-1.0", catalog()) == "EUPL-1.0"
    assert expression.reference("a b/ü", catalog()) == "LicenseRef-a-b--"


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("MIT", (("MIT",),)),
        ("MIT OR Apache-2.0", (("MIT",), ("Apache-2.0",))),
        ("MIT AND Apache-2.0", (("MIT", "Apache-2.0"),)),
        ("MIT AND (Apache-2.0 OR gpl)", (("MIT", "Apache-2.0"), ("MIT", "gpl"))),
        ("(MIT AND ISC) OR (MIT AND ISC)", (("MIT", "ISC"),)),
        ("GPL-2.0-only WITH Classpath-exception-2.0", (("GPL-2.0-only",),)),
        ("MIT MIT", ()),
        ("", ()),
    ],
)
def test_what_may_be_chosen(text: str, choices: tuple[tuple[str, ...], ...]) -> None:
    assert expression.choices(text) == choices


def test_too_many_choices_are_read_as_all_together() -> None:
    text = " AND ".join(f"(A{n} OR B{n})" for n in range(8))
    assert expression.choices(text) == (expression.symbols(text),)


def test_operators_are_told_apart() -> None:
    assert expression.operators("MIT") == frozenset()
    assert expression.operators("MIT AND (ISC OR Zlib)") == {"AND", "OR"}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("mit or llama2", "MIT OR LicenseRef-llama2"),
        ("gpl AND apache-2.0", "LicenseRef-gpl AND Apache-2.0"),
        ("GPL-2.0-only WITH Classpath-exception-2.0", "GPL-2.0-only WITH Classpath-exception-2.0"),
        ("((", ""),
    ],
)
def test_names_are_written_as_spdx_does(text: str, written: str) -> None:
    assert expression.rendered(text, catalog()) == written


def test_only_exceptions_of_the_list_follow_with() -> None:
    assert expression.symbols("cc-by-nc-4.0 WITH use-policy") == ()
    assert expression.symbols("Apache-2.0 WITH LLVM-exception") == ("Apache-2.0",)


def test_spdx_ids() -> None:
    assert expression.spdx_id("apache-2.0") == "Apache-2.0"
    assert expression.spdx_id("bsd-new") == "BSD-3-Clause"
    assert expression.spdx_id("intel") is None
    assert expression.spdx_id("Intel") == "Intel"
    assert expression.spdx_id("gpl") is None
    assert expression.spdx_id("x" * 5000) is None


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(["MIT", "gpl", "llama2", "Apache-2.0", "openrail++"]), min_size=1, max_size=5))
def test_what_is_joined_is_read_back(ids: list[str]) -> None:
    wanted = tuple(dict.fromkeys(ids))
    read = expression.symbols(expression.conjunction(ids, catalog()))
    assert tuple(known.id for name in read if (known := catalog().get(name))) == wanted


@settings(deadline=None)
@given(st.text(alphabet="()ANDORWITH mitx", max_size=400))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert isinstance(expression.choices(text), tuple)
    assert isinstance(expression.rendered(text, catalog()), str)


def test_the_slow_library_is_not_imported_with_us() -> None:
    code = "import sys, auditor.licenses.aliases; sys.exit('license_expression' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=FOLDER.parents[1]).returncode == 0
