"""Which license a repository states, where its files disagree, and where nothing is guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.files.promises import load_promises
from auditor.gate.own_license import OwnFiles, read_own
from auditor.gate.stated import StatedLicense, disagreement, identifier, own_license, stated_in, terms_of
from tests.builders import APACHE, MIT, standards

TABLE = load_promises()
KNOWLEDGE = standards().knowledge
KNOWN = identifier(KNOWLEDGE)
SECRET = "Copyright (c) 2026 Heron Labs. All rights reserved.\n"


def put(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def stated(root: Path, files: dict[str, str], at: str = "app.py") -> StatedLicense:
    put(root, {at: "", **files})
    return held(at, read_own(root, [at], (), TABLE.weights))


def held(at: str, files: OwnFiles) -> StatedLicense:
    return own_license(at, files, stated_in(files, KNOWLEDGE, TABLE, KNOWN), KNOWLEDGE.catalog, TABLE)


def ids(own: StatedLicense) -> list[str]:
    return [one.license_id for one in terms_of(own, KNOWLEDGE.catalog)]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"LICENSE": MIT}, ["MIT"]),
        ({"LICENCE.txt": APACHE}, ["Apache-2.0"]),
        ({"COPYING": MIT}, ["MIT"]),
        ({"LICENSE": "Apache License\nVersion 2.0, January 2004\nhttp://www.apache.org/licenses/\n"}, ["Apache-2.0"]),
        (
            {"LICENSE-MIT": MIT, "LICENSE-APACHE": APACHE, "Cargo.toml": '[package]\nlicense = "MIT OR Apache-2.0"\n'},
            ["Apache-2.0", "MIT"],
        ),
        ({"package.json": '{"license": "ISC"}'}, ["ISC"]),
        ({"package.json": '{"license": "SEE LICENSE IN LICENSE.md"}', "LICENSE.md": MIT}, ["MIT"]),
        ({"pyproject.toml": '[project]\nlicense = {file = "LICENSE"}\n', "LICENSE": MIT}, ["MIT"]),
        (
            {"setup.py": "setup(classifiers=['License :: OSI Approved :: GNU Affero General Public License v3'])\n"},
            ["AGPL-3.0"],
        ),
        ({"LICENSES/MIT.txt": MIT, "REUSE.toml": "version = 1\n"}, ["MIT"]),
        ({"CITATION.cff": "license: MIT\n"}, ["MIT"]),
        ({"CITATION.cff": "license: MIT\n", "LICENSE": APACHE}, ["Apache-2.0"]),
        ({"app.py": "# SPDX-License-Identifier: GPL-3.0-or-later\nimport os\n", "LICENSE": MIT}, ["GPL-3.0"]),
        ({"app.py": "# SPDX-License-Identifier: MIT\n", "LICENSE": MIT}, ["MIT"]),
    ],
)
def test_each_place_is_read(tmp_path: Path, files: dict[str, str], expected: list[str]) -> None:
    own = stated(tmp_path, files)
    assert ids(own) == expected
    assert (own.doubts, disagreement(own, KNOWLEDGE.catalog)) == ((), "")


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"LICENSE": MIT.replace("free of charge", "for a fee")}, "is close to MIT, and differs from it in words"),
        (
            {"LICENSE": f"{MIT}\nThe software may not be used commercially.\n"},
            "is MIT with words of its own that may limit it",
        ),
        (
            {"LICENSE": "You may look at this on Sundays, and on no other day at all.\n" * 12},
            "is no license that we know",
        ),
        ({"package.json": '{"license": "Heron-1.0"}'}, "names `Heron-1.0`, which is no license that we know"),
        ({"package.json": '{"license": "CDDL-1.0"}'}, "names CDDL-1.0, of which no clause has been read"),
        ({"LICENSE": "x" * 1_000_001}, "could not be read"),
    ],
)
def test_what_is_not_clear_promises_nothing_and_is_said(tmp_path: Path, files: dict[str, str], said: str) -> None:
    own = stated(tmp_path, files)
    assert ids(own) == []
    assert said in own.doubts[0]


@pytest.mark.parametrize(
    "files",
    [
        {"package.json": '{"license": "UNLICENSED"}'},
        {"pyproject.toml": '[project]\nlicense = "LicenseRef-Proprietary"\n'},
        {"setup.cfg": "[metadata]\nclassifiers =\n    License :: Other/Proprietary License\n"},
        {"LICENSE": SECRET},
    ],
)
def test_a_repository_that_keeps_all_rights_promises_nothing(tmp_path: Path, files: dict[str, str]) -> None:
    own = stated(tmp_path, files)
    assert (own.is_reserved, ids(own), own.doubts) == (True, [], ())


def test_licenses_of_others_and_of_weights_are_not_the_repository_s(tmp_path: Path) -> None:
    others = {"THIRD_PARTY_LICENSES.txt": APACHE, "LICENSE-MODEL": APACHE, "NOTICE": "Apache-2.0", "LICENSE": MIT}
    assert ids(stated(tmp_path, others)) == ["MIT"]


def test_the_nearest_folder_that_states_one_holds(tmp_path: Path) -> None:
    files = {
        "LICENSE": MIT,
        "packages/a/LICENSE": APACHE,
        "packages/a/package.json": "{}",
        "packages/b/package.json": "{}",
    }
    put(tmp_path, files)
    assert ids(stated(tmp_path, {}, "packages/a/src/x.py")) == ["Apache-2.0"]
    assert ids(stated(tmp_path, {}, "packages/b/src/x.py")) == ["MIT"]
    assert ids(stated(tmp_path, {})) == ["MIT"]


def test_a_folder_of_a_repository_is_under_the_license_at_its_root(tmp_path: Path) -> None:
    put(tmp_path, {".git/HEAD": "", "LICENSE": MIT, "packages/a/x.py": ""})
    files = read_own(tmp_path / "packages/a", ["packages/a/x.py"], (), TABLE.weights)
    assert ids(held("packages/a/x.py", files)) == ["MIT"]
    (tmp_path / ".git/HEAD").unlink()
    (tmp_path / ".git").rmdir()
    alone = read_own(tmp_path / "packages/a", ["packages/a/x.py"], (), TABLE.weights)
    assert held("packages/a/x.py", alone) == StatedLicense(), "what lies above is another's"


def test_two_that_disagree_are_said(tmp_path: Path) -> None:
    own = stated(tmp_path, {"LICENSE": MIT, "pyproject.toml": '[project]\nname = "x"\nlicense = "Apache-2.0"\n'})
    assert disagreement(own, KNOWLEDGE.catalog) == "LICENSE:1 says MIT, and pyproject.toml:3 says Apache-2.0"
    own = stated(tmp_path, {"pyproject.toml": '[project]\nlicense = "Proprietary"\n'})
    assert disagreement(own, KNOWLEDGE.catalog).endswith("says that all rights are kept")
    agreed = {
        "LICENSE": APACHE,
        "pyproject.toml": '[project]\nclassifiers = ["License :: OSI Approved :: Apache Software License"]\n',
    }
    assert disagreement(stated(tmp_path, agreed), KNOWLEDGE.catalog) == ""


def test_whether_later_versions_may_be_chosen_is_read_from_names(tmp_path: Path) -> None:
    def later(name: str) -> bool | None:
        own = stated(tmp_path, {"package.json": f'{{"license": "{name}"}}'})
        return terms_of(own, KNOWLEDGE.catalog)[0].later

    assert [later(name) for name in ("GPL-2.0-only", "GPL-2.0-or-later", "GPL-2.0+", "GPL-2.0")] == [
        False,
        True,
        True,
        None,
    ]


def test_links_out_of_the_repository_and_folders_called_license_are_not_read(tmp_path: Path) -> None:
    put(tmp_path, {"elsewhere/LICENSE": MIT, "work/app.py": "", "work/COPYING/x": ""})
    (tmp_path / "work/LICENSE").symlink_to(tmp_path / "elsewhere/LICENSE")
    files = read_own(tmp_path / "work", ["work/app.py"], (), TABLE.weights)
    own = held("work/app.py", files)
    assert (ids(own), own.doubts) == ([], ("work/LICENSE:1 could not be read",))


def test_a_text_is_identified_once() -> None:
    known = identifier(KNOWLEDGE)
    assert known(MIT) is known(MIT)


def test_of_nothing_nothing_is_said(tmp_path: Path) -> None:
    assert stated(tmp_path, {"README.md": "# Heron\nUnder the MIT license.\n"}) == StatedLicense()
    assert held("x", OwnFiles()) == StatedLicense()
