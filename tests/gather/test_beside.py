"""What files beside the card call the license."""

from __future__ import annotations

import pytest

from auditor.schema.decision import Outcome
from tests.builders import MIT, audited, dossier, snapshot


def said(**files: str) -> list[tuple[str, str, int | None]]:
    evidence = dossier(snapshot(files={name.replace("__", "."): text for name, text in files.items()})).subject
    assert evidence is not None
    return [(item.citation.file, item.words, item.citation.line) for item in evidence.unread]


CFF = "cff-version: 1.2.0\ntitle: Wren\n"


@pytest.mark.parametrize("name", ["cc-by-nc-4.0", "GPL-3.0-only", "Robin Terms"])
def test_a_license_that_asks_for_more_is_unread(name: str) -> None:
    assert said(CITATION__cff=f"{CFF}license: {name}\n") == [("CITATION.cff", f"license: {name}", 3)]
    project = f'[project]\nname = "wren"\nlicense = "{name}"\n'
    assert said(pyproject__toml=project) == [("pyproject.toml", f"license: {name}", 3)]
    assert said(pyproject__toml=project.replace("project]", "tool.poetry]"))[0][1] == f"license: {name}"
    assert said(adapter_config__json=f'{{"license": "{name}"}}') == [("adapter_config.json", f"license: {name}", 1)]


@pytest.mark.parametrize("name", ["MIT", "Apache-2.0", "other"])
def test_one_that_is_stated_or_asks_little_is_none_of_it(name: str) -> None:
    assert (
        said(CITATION__cff=f"{CFF}license: {name}\n", pyproject__toml=f'[project]\nlicense = {{text = "{name}"}}\n')
        == []
    )


@pytest.mark.parametrize("broken", ["license: CC-BY-NC-4.0\n: [", "[project\nlicense = CC-BY-NC-4.0"])
def test_of_a_file_that_cannot_be_read_as_what_it_is_the_line_on_the_license_is_said(broken: str) -> None:
    named = {(file, words) for file, words, _ in said(CITATION__cff=broken, pyproject__toml=broken)}
    assert ("CITATION.cff", "license: CC-BY-NC-4.0") in named
    assert ("pyproject.toml", "license: CC-BY-NC-4.0") in named


def test_of_many_names_none_is_lost() -> None:
    listed = "".join(f"  - Heron-{number}\n" for number in range(20))
    assert [words for _, words, _ in said(CITATION__cff=f"{CFF}license:\n{listed}")][-1].startswith(
        "12 more, the first"
    )


@pytest.mark.parametrize("text", ["- a\n", "license = {file = 1}", "[" * 5000])
def test_what_is_no_such_file_says_nothing(text: str) -> None:
    assert said(CITATION__cff=text, pyproject__toml=text, adapter_config__json=text) == []


def test_a_file_of_the_repository_is_read_as_what_it_is() -> None:
    assert said(LICENSE="", pyproject__toml='[project]\nlicense = {file = "LICENSE"}\n') == []


def test_the_hubs_copy_of_a_configuration_counts() -> None:
    model = audited(snapshot(config={"model_type": "wren", "license": "cc-by-nc-4.0"}))
    assert model.decision.outcome.value != "approved"


@pytest.mark.parametrize(
    ("path", "text", "written"),
    [
        ("codemeta.json", '{"license": "https://spdx.org/licenses/CC-BY-NC-4.0"}', "CC-BY-NC-4.0"),
        (".zenodo.json", '{"license": {"id": "cc-by-nc-4.0"}}', "cc-by-nc-4.0"),
        ("REUSE.toml", '[[annotations]]\npath = "**"\nSPDX-License-Identifier = "CC-BY-NC-4.0"\n', "CC-BY-NC-4.0"),
        (".reuse/dep5", "Files: *\nLicense: CC-BY-NC-4.0\n", "CC-BY-NC-4.0"),
        ("package.json", '{"licenses": [{"type": "GPL-3.0"}]}', "GPL-3.0"),
        ("setup.cfg", "[metadata]\nlicense = CC-BY-NC-4.0\n", "CC-BY-NC-4.0"),
        (
            "setup.cfg",
            "[metadata]\nclassifiers =\n    License :: Free for non-commercial use\n",
            "Free for non-commercial",
        ),
        ("pyproject.toml", '[project]\nclassifiers = ["License :: Free For Home Use"]\n', "Free For Home Use"),
        ("modelcard.json", '{"details": {"license": "CC-BY-NC-4.0"}}', "CC-BY-NC-4.0"),
        ("metadata.yaml", "model:\n  license: heron-terms\n", "heron-terms"),
    ],
)
def test_records_and_packages_name_licenses_too(path: str, text: str, written: str) -> None:
    evidence = dossier(snapshot(files={path: text})).subject
    assert evidence is not None
    assert [item.citation.file for item in evidence.unread if written in item.words] == [path]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("package.json", '{"license": "SEE LICENSE IN LICENSE"}'),
        (
            "setup.cfg",
            "[metadata]\nlicense_files = LICENSE\nclassifiers =\n    License :: OSI Approved :: MIT License\n",
        ),
        (".zenodo.json", '{"license": "cc-by-4.0", "title": "license: cc-by-nc-4.0"}'),
        ("REUSE.toml", "version = 1\n"),
    ],
)
def test_what_they_say_that_is_free_is_none_of_it(path: str, text: str) -> None:
    evidence = dossier(snapshot(files={path: text, "LICENSE": MIT})).subject
    assert evidence is not None
    assert evidence.unread == ()


@pytest.mark.parametrize(
    "path",
    ["docs/index.md", "GETTING_STARTED.md", "NEWS.rst", "a/b/notes.org", "info.txt", "Lees-mij.txt", "KOŞULLAR.md"],
)
def test_prose_beside_the_card_is_heard_whatever_it_is_called(path: str) -> None:
    model = audited(snapshot(files={"LICENSE": MIT, path: "# Wren\n\nIt may be used by researchers only.\n"}))
    assert model.decision.outcome is not Outcome.APPROVED
    model = audited(snapshot(files={"LICENSE": MIT, path: "# Wren\n\nIt sings in two voices.\n"}))
    assert model.decision.outcome is Outcome.APPROVED
