"""A company's policy: every ready one loads, files merge, and whatever is wrong is said with file and line."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from auditor.errors import PolicyError
from auditor.files.company import load_policy, ready_made
from auditor.parse.home import home
from auditor.schema.policy import Policy
from auditor.standards import policy_words
from tests.builders import FIXTURES, standards

WORDS = policy_words(standards().knowledge, standards().rubric, standards().findings)

# fixture → the faults it must be answered with, each with its line
FAULTS: dict[str, list[str]] = {
    "alias": ["4: holds an alias (`*name`), which is not read from untrusted text"],
    "circle": ["circle-2.yaml:4: extends `./invalid-circle.yaml`, which extends this file: a circle"],
    "circle-2": ["circle.yaml:4: extends `./invalid-circle-2.yaml`, which extends this file: a circle"],
    "duplicate": ["6: `commercial` stands twice in one mapping"],
    "empty": ["1: should be a mapping of keys to values"],
    "encoding": ["3: is not UTF-8 text"],
    "extends": ["4: there is no policy file"],
    "extends-list": ["4: `extends` should be the name of one policy or file"],
    "list": ["1: should be a mapping of keys to values"],
    "types": [
        "2: `policy` should be in lower case, of letters, digits and hyphens (got 'Invalid Types')",
        "2: `title` is missing",
        "4: `use.commercial` should be true or false (got 'maybe')",
        "5: `use.distribution` should be 'internal', 'hosted' or 'redistributed' (got 'hosed')",
        "6: `use.monthly_active_users` should be greater than or equal to 0 (got -3)",
        "7: `use.annual_revenue_usd` should be a whole number (got 'a lot')",
        "9: `licenses.allow` should be a list (got 'MIT')",
        "10: `licenses.deny.0` should be text",
        "11: `findings` should be a mapping of keys to values",
    ],
    "unknown-words": [
        "4: there is no policy `commercail` (did you mean `commercial`?",
        "6: `MITT` is no license that we know; did you mean `MIT`?",
        "6: `family:permissve` is no license that we know; did you mean `family:permissive`?",
        "8: `license-misssing` is no finding that we know; did you mean `license-missing`?",
        "10: `open-wieghts` is no tier; one of: closed, weights-available, open-weights",
        "11: `passed` is no osaid; one of: pass, likely-pass, undetermined",
        "12: `approved` is no outcome for what is below the minimum; one of: conditional, review, denied",
        "14: `use.comercial` is no field; did you mean `commercial`?",
        "15: `Europe` is no region: name ISO 3166-1 codes",
    ],
    "use": [
        "5: `use.users_in.0.month` should be a month such as 2024-06 (got '2024-6')",
        "6: `use.business` `none` stands alone",
        "7: `licenses/nothing` is no row of a license: name it as its question does",
        "7: `licenses/yi-2.1/conditions/registratoin` is no row of a license; did you mean `licenses/yi-2.1",
    ],
    "use-months": ["5: `use.users_in` the users in 2024-06 are stated more than once"],
    "yaml": ["3: did not find expected ',' or ']'"],
}


def load(path: Path | str) -> Policy:
    return load_policy(str(path), WORDS).policy


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / f"{name}.yaml"
    path.write_text(f"policy: {name}\ntitle: {name}\n{text}", encoding="utf-8")
    return path


@pytest.mark.parametrize("month", ["06-2024", "2024-13", "June"])
def test_what_is_no_month_is_refused_with_one_that_is(tmp_path: Path, month: str) -> None:
    with pytest.raises(PolicyError, match="should be a month such as 2024-06"):
        load(written(tmp_path, "months", f"use:\n  users_in: [{{month: {month}, users: 5}}]\n"))


def test_every_invalid_fixture_is_in_the_table() -> None:
    names = {path.stem.removeprefix("invalid-") for path in (FIXTURES / "policies").glob("invalid-*.yaml")}
    assert names == set(FAULTS)


@pytest.mark.parametrize("name", FAULTS)
def test_all_that_is_wrong_is_said_at_once_with_file_and_line(name: str) -> None:
    path = FIXTURES / "policies" / f"invalid-{name}.yaml"
    with pytest.raises(PolicyError) as raised:
        load(path)
    said = str(raised.value).splitlines()
    assert len(said) == len(FAULTS[name])
    for line, fault in zip(said, FAULTS[name], strict=True):
        assert fault in line
        assert line.startswith(f"{FIXTURES / 'policies' / 'invalid-'}")


@pytest.mark.parametrize("name", ready_made())
def test_every_ready_policy_loads_and_is_called_as_its_file(name: str) -> None:
    assert load(name).policy == name


def test_ready_policies_are_what_they_say() -> None:
    use = {name: load(name).use for name in ready_made()}
    assert {name for name in use if not use[name].commercial} == {"research"}
    assert use["eu"].regions == ("EU",)
    assert use["redistribution"].distribution.value == "redistributed"
    assert load("osaid-strict").minimum_openness.osaid == "likely-pass"


@pytest.mark.parametrize("name", ready_made())
def test_a_ready_policy_lists_every_finding_that_is_more_than_a_note(name: str) -> None:
    rules = load(name).findings
    listed = {*rules.allow, *rules.conditional, *rules.review, *rules.deny}
    assert {kind.id for kind in standards().findings.values() if kind.level.value != "note"} <= listed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("extends: commercial\nuse: {regions: [DE]}", {"regions": ("DE",), "commercial": True}),
        ("extends: eu\nuse: {commercial: false}", {"regions": ("EU",), "commercial": False}),
        ("use: {regions: any}", {"regions": "any", "commercial": True}),
    ],
)
def test_a_nearer_value_replaces_a_farther_one(tmp_path: Path, text: str, expected: dict[str, object]) -> None:
    use = load(written(tmp_path, "own", text)).use
    assert {key: getattr(use, key) for key in expected} == expected


def test_lists_join_and_a_nearer_word_on_an_id_takes_it_out_of_the_lists_above(tmp_path: Path) -> None:
    own = written(tmp_path, "own", "extends: commercial\nfindings: {allow: [weights-missing], deny: [gated-model]}")
    above, rules = load("commercial").findings, load(own).findings
    assert "weights-missing" in above.review
    assert set(rules.review) == set(above.review) - {"weights-missing"}
    assert {"weights-missing", *above.allow} == set(rules.allow)
    assert (rules.deny, "gated-model" in rules.conditional) == ((*above.deny, "gated-model"), False)


def test_what_a_file_leaves_out_comes_from_above_but_for_its_name(tmp_path: Path) -> None:
    written(tmp_path, "top", "accept_conditions: true\nlicenses: {unlisted: review, deny: [MIT]}")
    own = load(written(tmp_path, "own", "extends: ./top.yaml\nlicenses: {allow: [MIT]}"))
    assert (own.accept_conditions, own.licenses.unlisted) == (True, "review")
    assert (own.licenses.allow, own.licenses.deny) == (("MIT",), ())
    nameless = tmp_path / "nameless.yaml"
    nameless.write_text("extends: ./top.yaml\n", encoding="utf-8")
    with pytest.raises(PolicyError, match="`policy` is missing"):
        load(nameless)


def test_a_fault_above_is_said_with_the_file_it_stands_in(tmp_path: Path) -> None:
    written(tmp_path, "top", "use:\n  commercial: maybe")
    own = written(tmp_path, "own", "extends: ./top.yaml\nlicense: {}")
    with pytest.raises(PolicyError) as raised:
        load(own)
    assert [line.removeprefix(f"{tmp_path}/")[:14] for line in str(raised.value).splitlines()] == [
        "own.yaml:4: `l",
        "top.yaml:4: `u",
    ]


def test_a_chain_of_policies_has_an_end(tmp_path: Path) -> None:
    for number in range(12):
        written(tmp_path, f"p{number}", f"extends: ./p{number + 1}.yaml")
    written(tmp_path, "p12", "")
    with pytest.raises(PolicyError, match="more than 8 policies"):
        load(tmp_path / "p0.yaml")


def test_the_digest_is_over_every_file_of_the_chain() -> None:
    company = home() / "company"
    expected = hashlib.sha256((company / "eu.yaml").read_bytes() + (company / "commercial.yaml").read_bytes())
    loaded = load_policy("eu", WORDS)
    assert loaded.sha256 == expected.hexdigest()
    assert [path.stem for path in loaded.paths] == ["eu", "commercial"]


@pytest.mark.parametrize(
    ("name", "said", "hint"),
    [
        ("comercial", "there is no policy `comercial`", "did you mean `commercial`?"),
        ("zzz", "there is no policy `zzz`", "ready ones: commercial"),
        ("./zzz.yaml", "there is no policy file zzz.yaml", "policy show"),
        ("", "there is no policy ``", "ready ones"),
    ],
)
def test_a_policy_that_is_not_there(name: str, said: str, hint: str) -> None:
    with pytest.raises(PolicyError) as raised:
        load(name)
    assert str(raised.value) == said
    assert hint in (raised.value.hint or "")


@pytest.mark.parametrize("name", ["a" * 5000, "a" * 5000 + ".yaml", "a\0b"])
def test_a_name_that_no_file_can_have_is_no_policy(name: str) -> None:
    with pytest.raises(PolicyError, match="there is no policy"):
        load_policy(name, WORDS)


@pytest.mark.parametrize("row", ["licenses/yi-2.1", "licenses/*", "", "Licenses/yi-2.1/conditions/registration"])
def test_what_is_met_is_a_row_of_a_license(tmp_path: Path, row: str) -> None:
    path = tmp_path / "policy.yaml"
    known = "    - licenses/yi-2.1/conditions/registration\n"
    path.write_text(f"policy: acme\ntitle: Acme\nuse:\n  met:\n{known}")
    assert load_policy(str(path), WORDS).policy.use.met == ("licenses/yi-2.1/conditions/registration",)
    path.write_text(f"{path.read_text()}    - '{row}'\n")
    with pytest.raises(PolicyError, match=r"policy.yaml:6: .* is no row of a license"):
        load_policy(str(path), WORDS)
