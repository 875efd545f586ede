"""Pinned readings in a policy file: what is wrong is said with file, line and what could be meant."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from auditor.cli.main import run
from auditor.errors import PolicyError
from auditor.files.company import load_policy
from auditor.licenses.pinned import digest_of, facts_of
from auditor.parse.yaml import load
from auditor.schema.facts import Fact
from auditor.schema.license import License
from auditor.standards import load_standards, policy_words
from tests.builders import FIXTURES, standards

CATALOG = standards().knowledge.catalog
WORDS = replace(policy_words(standards().knowledge, standards().rubric, standards().findings), today=date(2026, 12, 1))
OF = '"0123456789abcdef"'
SIGNED = "by: J. Doe, on: 2026-01-31, reason: a memo"


def held(name: str, row: str) -> Fact:
    known = CATALOG.get(name)
    assert known is not None
    return next(item for item in facts_of(known) if item.row == row)


def of(row: str, name: str = "llama3.1") -> str:
    return f'license: {name}, row: {row}, of: "{digest_of(held(name, row))}"'


def written(folder: Path, *rows: str, name: str = "own", extends: str = "commercial") -> Path:
    path = folder / f"{name}.yaml"
    listed = "".join(f"  - {{{row}}}\n" for row in rows)
    path.write_text(f"policy: {name}\ntitle: own\nextends: {extends}\nreadings:\n{listed}", encoding="utf-8")
    return path


def refused(path: Path) -> list[str]:
    with pytest.raises(PolicyError) as raised:
        load_policy(str(path), WORDS)
    return [line.removeprefix(f"{path}:") for line in str(raised.value).splitlines()]


PREFIX = of("obligations/name-prefix")
USERS = of("conditions/monthly_active_users")
HERON = """id: heron-eula
title: Heron End User License
family: vendor-terms
text_known: false
commercial_use: conditional
obligations:
  - obligation: export
    clause: '4'
"""
EXPORT = f"row: obligations/export, of: {OF}, drop: true, {SIGNED}"
FAULTS = {
    f"license: llama3.0, {EXPORT}": "`llama3.0` is no license that we know",
    f"license: LicenseRef-llama3.1, {EXPORT}": "did you mean `llama3.1`?",
    f"license: llama, {EXPORT}": (
        "`llama` is a name for several licenses and has no facts; pin a reading of llama1, llama2"
    ),
    f"license: llama3.1, row: obligations/name-prefx, of: {OF}, drop: true, {SIGNED}": (
        "`obligations/name-prefx` is no fact of llama3.1; did you mean `obligations/name-prefix`?"
    ),
    f"license: llama3.1, row: restrictions/xyz, of: {OF}, drop: true, {SIGNED}": (
        "it has restrictions/names-and-marks, restrictions/termination, restrictions/patent-term"
    ),
    f"license: llama3.1-aup, row: restrictions/field-of-use, of: {OF}, drop: true, {SIGNED}": (
        "3 facts of llama3.1-aup are `restrictions/field-of-use`; say which in `clause`: `first point`, `second point`"
    ),
    f"{PREFIX}, clause: '9', drop: true, {SIGNED}": (
        "no fact `obligations/name-prefix` of llama3.1 stands in the clause `9`; there is `1.b.i`"
    ),
    f"{PREFIX}, clause: 9, drop: true, {SIGNED}": "`readings.0.clause` should be text (got 9)",
    f"{PREFIX}, set: {{whem: [host]}}, {SIGNED}": "`whem` is no field; did you mean `when`?",
    f"{PREFIX}, set: {{value: 5}}, {SIGNED}": "`value` is no field",
    f"{PREFIX}, set: {{when: host}}, {SIGNED}": "`when` should be a list (got 'host')",
    f"{PREFIX}, set: {{when: [hosting]}}, {SIGNED}": "'hosting' is no occasion",
    f"{PREFIX}, set: {{obligation: export}}, {SIGNED}": "`obligation` makes it another fact",
    f"{PREFIX}, set: {{read: checked}}, {SIGNED}": "`read` is not set",
    f"{USERS}, set: {{value: [[5]]}}, {SIGNED}": "`value.0` should be",
    f"{USERS}, set: {{metric: users}}, {SIGNED}": "`metric` makes it another fact",
    f"{USERS}, set: {{currency: USD}}, {SIGNED}": "annual_revenue names its currency",
    f"{PREFIX}, drop: true, by: J. Doe, on: 2026-01-31": "`readings.0.reason` is missing",
    f"{PREFIX}, drop: true, on: 2026-01-31, reason: a memo": "`readings.0.by` is missing",
    f"{PREFIX}, drop: true, by: J. Doe, reason: a memo": "`readings.0.on` is missing",
    f"{PREFIX}, drop: true, by: J. Doe, on: 2026-12-03, reason: a memo": "`on` is 2026-12-03, which is yet to come",
    f"{PREFIX}, drop: true, place: {{file: x}}, {SIGNED}": "`place` is no field",
    f"license: llama3.1, row: restrictions/no-military, add: {{whem: [host]}}, {SIGNED}": "`whem` is no field",
    f"license: llama3.1, row: restrictions/no-war, add: {{}}, {SIGNED}": "`restriction` should be",
    f"license: llama3.1, row: bans/no-war, add: {{}}, {SIGNED}": "`bans/no-war` is no row: it begins with grants/",
    f"license: llama3.1, row: restrictions/no-military, add: {{restriction: revocable}}, {SIGNED}": (
        "`row` says `no-military`, and the fact `revocable`"
    ),
    f"license: llama3.1, row: restrictions/no-military, add: {{read_by: me}}, {SIGNED}": "`read_by` is not set",
    f"license: llama3.1, row: obligations/report, add: {{}}, {SIGNED}": "says in a note what has to be done",
    f"license: MIT, row: restrictions/non-commercial, add: {{}}, {SIGNED}": "commercial_use is yes, yet non-commercial",
}


@pytest.mark.parametrize("row", FAULTS)
def test_what_is_wrong_is_said_with_its_line(row: str, tmp_path: Path) -> None:
    said = refused(written(tmp_path, row))
    assert all(line.startswith("5: ") for line in said), said
    assert any(FAULTS[row] in line for line in said), said


def test_a_field_s_own_line_is_named(tmp_path: Path) -> None:
    path = written(tmp_path)
    path.write_text(
        path.read_text(encoding="utf-8")
        + f"  - {{{PREFIX}, drop: true, {SIGNED}}}\n"
        + "  - license: llama3.1\n    row: conditions/monthly_active_users\n"
        + f'    of: "{digest_of(held("llama3.1", "conditions/monthly_active_users"))}"\n'
        + "    set:\n      effect: none\n      operator: about\n"
        + "    by: J. Doe\n    on: 2026-12-24\n    reason: a memo\n",
        encoding="utf-8",
    )
    assert [line.partition(":")[0] for line in refused(path)] == ["11", "13"]


def test_a_day_that_has_come_elsewhere_has_come(tmp_path: Path) -> None:
    path = written(tmp_path, f"{PREFIX}, drop: true, by: J. Doe, on: 2026-12-02, reason: a memo")
    assert load_policy(str(path), WORDS).policy.readings[0].on == date(2026, 12, 2)


def test_one_file_pins_a_fact_once(tmp_path: Path) -> None:
    said = refused(
        written(tmp_path, f"{PREFIX}, drop: true, {SIGNED}", f"{PREFIX}, clause: 1.b.i, drop: true, {SIGNED}")
    )
    assert said == ["6: `obligations/name-prefix` of llama3.1 is pinned in line 5 already"]


def test_a_policy_adds_to_the_readings_that_it_inherits_and_its_own_count(tmp_path: Path) -> None:
    users = "set: {value: 5}", "set: {value: 7}"
    written(tmp_path, f"{PREFIX}, drop: true, {SIGNED}", f"{USERS}, {users[0]}, {SIGNED}", name="base")
    path = written(tmp_path, f"{USERS}, {users[1]}, {SIGNED}", extends="./base.yaml")
    own = load_standards(str(path))
    assert [(Path(pin.place.file).name, pin.place.line) for pin in own.policy.readings if pin.place] == [
        ("base.yaml", 5),
        ("base.yaml", 6),
        ("own.yaml", 5),
    ]
    assert [pin.set for pin in own.pins] == [None, {"value": 7}]
    known = own.knowledge.catalog.get("llama3.1")
    assert known is not None
    assert [item.value for item in known.conditions] == [7]
    assert "name-prefix" not in [item.obligation.value for item in known.obligations]


def test_pins_count_in_the_digest_of_the_policy(tmp_path: Path) -> None:
    before = load_standards(str(written(tmp_path, f"{USERS}, set: {{value: 5}}, {SIGNED}"))).policy_sha256
    after = load_standards(str(written(tmp_path, f"{USERS}, set: {{value: 6}}, {SIGNED}"))).policy_sha256
    assert before != after


def test_a_check_lists_the_pins_that_hold_and_those_that_are_stale(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stale = f"license: llama3.1, row: obligations/export, of: {OF}, drop: true, {SIGNED}"
    assert run(["policy", "check", str(written(tmp_path, f"{PREFIX}, drop: true, {SIGNED}", stale))]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[1:3] == [
        "  pinned  llama3.1 obligations/name-prefix: left out; pinned by J. Doe, 2026-01-31: a memo",
        "  stale   llama3.1 obligations/export: left out; pinned by J. Doe, 2026-01-31: a memo",
    ]
    assert "does not hold" in out[3]
    assert run(["policy", "check", str(written(tmp_path, f"{PREFIX}, drop: true, {SIGNED}"))]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_the_pins_of_the_documentation_hold(tmp_path: Path) -> None:
    page = (FIXTURES.parent / "docs" / "policies.md").read_text(encoding="utf-8")
    blocks = [part.partition("```")[0] for part in page.split("```yaml\n")[1:]]
    (block,) = [part for part in blocks if part.startswith("readings:")]
    rows: list[Any] = load(block).value["readings"]
    path = tmp_path / "own.yaml"
    path.write_text(f"policy: own\ntitle: own\n{block}", encoding="utf-8")
    own = load_standards(str(path))
    assert (len(own.pins), own.stale) == (len(rows), ())


def test_a_reading_of_a_license_of_the_company_s_own_may_be_pinned_below_it(tmp_path: Path) -> None:
    folder = tmp_path / "licenses"
    folder.mkdir()
    (folder / "heron-eula.yaml").write_text(HERON, encoding="utf-8")
    (tmp_path / "base.yaml").write_text("policy: base\ntitle: b\nown_licenses: licenses\n", encoding="utf-8")
    duty = License.model_validate(load(HERON).value).obligations[0]
    row = f'license: heron-eula, row: {duty.row}, of: "{digest_of(duty)}", drop: true, {SIGNED}'
    own = load_standards(str(written(tmp_path, row, extends="./base.yaml")))
    known = own.knowledge.catalog.get("heron-eula")
    assert known is not None
    assert (len(own.pins), known.obligations) == (1, ())
