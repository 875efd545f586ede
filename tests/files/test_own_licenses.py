"""A company's own licenses: read with its policy, and whatever is wrong with them is said with file and line."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from auditor.errors import PolicyError
from auditor.files.company import Loaded, load_policy
from auditor.files.own_licenses import wrong_id
from auditor.licenses.fingerprint_file import fingerprint_of, written
from auditor.standards import load_standards, policy_words
from tests.builders import APACHE, MIT, standards
from tests.licenses.test_fingerprints import prose

HELD = standards()
WORDS = policy_words(HELD.knowledge, HELD.rubric, HELD.findings)
ONE = "  - {metric: authorization, operator: done, value: '', effect: ask first}\n"
TWICE = f"conditions:\n{ONE}{ONE}"
TEXT, OTHER = prose(80, 30), prose(81, 30)


def put(folder: Path, id_: str, text: str = TEXT, more: str = "", file: str = "") -> Path:
    """A license of the company with its fingerprint."""
    folder.mkdir(exist_ok=True)
    digest = hashlib.sha256(text.encode()).hexdigest()
    path = folder / f"{file or id_}.yaml"
    path.write_text(
        f"id: {id_}\ntitle: The {id_} terms\nfamily: unknown\ncommercial_use: unknown\n"
        f"text_sha256:\n  - '{digest}'\n{more}"
    )
    path.with_suffix(".fingerprint").write_text(written(fingerprint_of(id_, text, digest)))
    return path


def policy(folder: Path, more: str = "own_licenses: licenses\n", name: str = "policy") -> Path:
    path = folder / f"{name}.yaml"
    path.write_text(f"policy: acme\ntitle: Acme\n{more}")
    return path


def loaded(path: Path) -> Loaded:
    return load_policy(str(path), WORDS)


def faults(path: Path) -> list[str]:
    with pytest.raises(PolicyError) as raised:
        loaded(path)
    return [line.removeprefix(f"{path.parent}/") for line in str(raised.value).splitlines()]


def test_they_come_with_the_policy_and_lists_may_name_them(tmp_path: Path) -> None:
    put(tmp_path / "licenses", "heron-eula")
    made = loaded(policy(tmp_path, "own_licenses: licenses\nlicenses:\n  allow: [heron-eula]\n"))
    assert [one.license.id for one in made.own] == ["heron-eula"]
    assert made.policy.licenses.allow == ("heron-eula",)
    assert [path.name for path in made.paths] == ["policy.yaml", "heron-eula.yaml", "heron-eula.fingerprint"]


def test_without_them_the_id_is_unknown_and_the_digest_is_that_of_the_policy(tmp_path: Path) -> None:
    path = policy(tmp_path, "licenses:\n  allow: [heron-eula]\n")
    assert "`heron-eula` is no license that we know" in faults(path)[0]
    path = policy(tmp_path, "")
    assert loaded(path).sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("ending", [".yaml", ".fingerprint"])
def test_the_digest_of_a_policy_covers_its_licenses(tmp_path: Path, ending: str) -> None:
    file = put(tmp_path / "licenses", "heron-eula").with_suffix(ending)
    before = loaded(policy(tmp_path)).sha256
    file.write_text(file.read_text() + "\n")
    assert loaded(policy(tmp_path)).sha256 != before


def test_the_knowledge_of_a_run_tells_that_they_were_there(tmp_path: Path) -> None:
    put(tmp_path / "licenses", "heron-eula")
    held = load_standards(str(policy(tmp_path)))
    assert held.knowledge.catalog.get("heron-eula")
    assert held.knowledge.sha256 != HELD.knowledge.sha256
    assert HELD.knowledge.catalog.get("heron-eula") is None


def test_a_policy_that_extends_another_keeps_its_licenses(tmp_path: Path) -> None:
    put(tmp_path / "licenses", "heron-eula")
    (tmp_path / "team").mkdir()
    put(tmp_path / "team" / "terms", "egret-eula", OTHER)
    policy(tmp_path)
    child = policy(tmp_path / "team", "extends: ../policy.yaml\nown_licenses: terms\n")
    assert [one.license.id for one in loaded(child).own] == ["egret-eula", "heron-eula"]
    twice = policy(tmp_path, "extends: ./policy.yaml\nown_licenses: ./licenses/\n", name="twice")
    assert [one.license.id for one in loaded(twice).own] == ["heron-eula"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("own_licenses: nowhere\n", "policy.yaml:3: `own_licenses`: there is no folder "),
        ("own_licenses: [licenses]\n", "policy.yaml:3: `own_licenses` should be text"),
        ("own_licenses: ''\n", "policy.yaml:3: `own_licenses` is too short"),
        ("own_license: licenses\n", "policy.yaml:3: `own_license` is no field; did you mean `own_licenses`?"),
    ],
)
def test_a_folder_that_is_none_is_said(tmp_path: Path, more: str, said: str) -> None:
    assert faults(policy(tmp_path, more))[0].startswith(said)


@pytest.mark.parametrize(
    ("id_", "more", "said"),
    [
        ("MIT", "", "MIT.yaml:1: the id `MIT` is already that of the license MIT"),
        ("apache20", "", "apache20.yaml:1: the id `apache20` is already that of the license Apache-2.0"),
        ("AAL", "", "AAL.yaml:1: the id `AAL` is that of AAL on the SPDX list: say `spdx: AAL`"),
        ("ab", "", "ab.yaml:1: `ab` is no id: 3 to 64 letters"),
        ("heron-eula", "names:\n  slugs:\n    - one\n    - gpl 3\n", ":10: the name `gpl 3` is already that of"),
        ("heron-eula", "names:\n  spellings: [Other]\n", ":8: the name `Other` names no license"),
        ("heron-eula", "names:\n  urls:\n    - https://www.apache.org/licenses/LICENSE-2.0\n", ":9: the name `https"),
        ("heron-eula", "names:\n  urls: [LICENSE]\n", ":8: the name `LICENSE` names no license"),
        ("heron-eula", "names:\n  urls: ['https://huggingface.co/']\n", ":8: the name `https://huggingface.co/` names"),
        ("heron-eula", "names:\n  slugs: [custom, x]\n", ":8: the name `custom` names no license"),
        (
            "heron-eula",
            "names:\n  spellings: [Non-Commercial License]\n",
            ":8: the name `Non-Commercial License` names",
        ),
        ("heron-eula", TWICE, ":9: a second condition `authorization`: `met` could not name one of them alone"),
        ("heron-eula", "scancode: mit\n", ":7: the name `mit` is already that of the license MIT"),
        ("heron-eula", "incorporates: [egret]\n", ":7: `egret` is no other license that we know"),
        ("heron-eula", "steward: [1]\n", ":7: `steward` should be text"),
        ("heron-eula", "stewart: Acme\n", ":7: `stewart` is no field; did you mean `steward`?"),
        ("heron-eula", "a: 'b\n", "heron-eula.yaml:"),
        ("heron-eula", "note: *a\n", ":7: holds an alias"),
    ],
)
def test_what_is_wrong_with_one_is_said_with_its_line(tmp_path: Path, id_: str, more: str, said: str) -> None:
    put(tmp_path / "licenses", id_, more=more)
    listed = faults(policy(tmp_path))
    assert said in listed[0]
    assert all(line.startswith(f"licenses/{id_}.yaml:") for line in listed)


@pytest.mark.parametrize("name", ["cc-by-nc-4", "MIT non commercial", "heron_NonCommercial"])
def test_a_name_that_says_no_commerce_is_that_of_no_license_that_allows_it(tmp_path: Path, name: str) -> None:
    path = put(tmp_path / "licenses", "heron-eula", more=f"names:\n  slugs: [{name}]\n")
    loaded(policy(tmp_path))
    path.write_text(path.read_text().replace("commercial_use: unknown", "commercial_use: yes"))
    assert faults(policy(tmp_path))[0].endswith("says that it is for no commercial use, and commercial_use is yes")


def test_two_bounds_of_one_kind_may_stand_where_a_field_states_the_number(tmp_path: Path) -> None:
    bound = "  - {metric: employees, operator: <=, value: 5, when: [%s], effect: ask first}\n"
    put(tmp_path / "licenses", "heron-eula", more=f"conditions:\n{bound % 'host'}{bound % 'redistribute'}")
    loaded(policy(tmp_path))


def test_a_text_of_ours_is_refused_by_its_digest(tmp_path: Path) -> None:
    ours = next(one for one in HELD.knowledge.catalog.licenses if one.text_sha256)
    path = put(tmp_path / "licenses", "heron-eula", more=f"  - '{ours.text_sha256[0]}'\n")
    assert f"is already that of the license {ours.id}" in faults(policy(tmp_path))[0]
    assert faults(policy(tmp_path))[0].startswith(f"licenses/{path.name}:7: the text {ours.text_sha256[0][:12]}…")


def test_two_of_theirs_cannot_share_an_id_a_name_or_a_text(tmp_path: Path) -> None:
    put(tmp_path / "licenses", "egret-eula", more="names:\n  slugs: [eula-of-ours]\n")
    put(tmp_path / "licenses", "heron-eula", more="names:\n  slugs: [Eula of ours]\n")
    put(tmp_path / "licenses", "ibis-eula", OTHER, file="IBIS")
    said = faults(policy(tmp_path))
    assert said[0] == "licenses/IBIS.yaml:1: its id is `ibis-eula`, its file name says `IBIS`"
    assert "licenses/heron-eula.yaml:8: the name `Eula of ours` is already that of the license egret-eula" in said
    assert any("heron-eula.yaml:6: the text" in line and "of the license egret-eula" in line for line in said)


def test_a_fingerprint_that_is_missing_or_another_one_is_refused(tmp_path: Path) -> None:
    path = put(tmp_path / "licenses", "heron-eula")
    beside = path.with_suffix(".fingerprint")
    beside.unlink()
    assert "licenses/heron-eula.yaml:5: its fingerprint" in faults(policy(tmp_path))[0]
    beside.write_text("{}")
    assert faults(policy(tmp_path)) == ["licenses/heron-eula.fingerprint:1: is no fingerprint of a license text"]
    beside.write_text(written(fingerprint_of("heron-eula", OTHER, "a" * 64)))
    assert (
        "is that of the text aaaaaaaaaaaa…, which `text_sha256` of heron-eula.yaml does" in faults(policy(tmp_path))[0]
    )
    beside.write_text(written(fingerprint_of("egret", TEXT, hashlib.sha256(TEXT.encode()).hexdigest())))
    assert "is the fingerprint of `egret`" in faults(policy(tmp_path))[0]
    put(tmp_path / "licenses", "heron-eula")
    beside.write_text(beside.read_text().replace('"index": 2', '"index": 1'))
    assert "is of another format (index 1, where this program reads 2)" in faults(policy(tmp_path))[0]


def test_a_license_whose_text_nobody_has_is_known_by_name_alone(tmp_path: Path) -> None:
    path = put(tmp_path / "licenses", "heron-eula", more="text_known: false\n")
    path.with_suffix(".fingerprint").unlink()
    held = load_standards(str(policy(tmp_path)))
    assert held.knowledge.catalog.get("heron-eula")
    assert held.knowledge.index.documents == HELD.knowledge.index.documents


def test_one_may_take_in_another_and_one_of_ours(tmp_path: Path) -> None:
    put(tmp_path / "licenses", "heron-eula", more="incorporates: [heron-policy, MIT]\n")
    put(tmp_path / "licenses", "heron-policy", OTHER)
    assert len(load_standards(str(policy(tmp_path))).knowledge.catalog.licenses) == len(WORDS.licenses) + 2


def test_a_text_of_the_spdx_list_may_be_described_under_its_id(tmp_path: Path) -> None:
    put(tmp_path / "licenses", "AAL", more="spdx: AAL\n")
    assert load_standards(str(policy(tmp_path))).knowledge.catalog.get("AAL")


@pytest.mark.parametrize(
    "id_", ["", "a", "and", "other", "x" * 65, "a b", "../up", "-x-", "LicenseRef-x", "ünï", "a_b"]
)
def test_what_is_no_id(id_: str) -> None:
    assert "is no id" in wrong_id(id_)


@pytest.mark.parametrize("id_", ["heron-eula", "Heron.2", "x" * 64])
def test_what_is_an_id(id_: str) -> None:
    assert wrong_id(id_) == ""


def test_ours_are_found_as_before(tmp_path: Path) -> None:
    from auditor.licenses.identify import identify

    put(tmp_path / "licenses", "heron-eula")
    index = load_standards(str(policy(tmp_path))).knowledge.index
    for text in (MIT, APACHE):
        assert identify(text, index) == identify(text, HELD.knowledge.index)
