"""What files of packages call the license, and that nothing which somebody puts into them stops a run."""

from __future__ import annotations

import pytest

from auditor.parse.package_licenses import PACKAGES, package_reader
from auditor.schema.snapshot import File

POM = """<?xml version="1.0"?>
<project xmlns="http://maven.apache.org/POM/4.0.0"><name>heron</name>
<licenses><license><name>Apache License, Version 2.0</name><url>https://www.apache.org/licenses/LICENSE-2.0</url></license>
</licenses></project>"""
BILLION = """<?xml version="1.0"?><!DOCTYPE p [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>
<project><licenses><license><name>&b;</name></license></licenses></project>"""
SETUP = """
import setuptools
NAME = "heron"
setuptools.setup(name=NAME, license="MIT", classifiers=[
    "License :: OSI Approved :: MIT License", "Topic :: Utilities", VERSION])
"""


def read(name: str, text: str) -> list[str]:
    reader = package_reader(name)
    assert reader is not None
    return [word for _, word in reader(File.of(name, text.encode()))]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("pyproject.toml", '[project]\nlicense = "MIT OR Apache-2.0"\n', ["MIT OR Apache-2.0"]),
        ("pyproject.toml", '[project]\nlicense = {text = "MIT"}\n', ["MIT"]),
        ("pyproject.toml", '[project]\nlicense = {file = "LICENSE"}\n', ["LICENSE"]),
        ("pyproject.toml", '[tool.poetry]\nlicense = "GPL-3.0-or-later"\n', ["GPL-3.0-or-later"]),
        (
            "pyproject.toml",
            '[project]\nclassifiers = ["License :: Other/Proprietary License"]\n',
            ["Other/Proprietary License"],
        ),
        ("setup.cfg", "[metadata]\nlicense = BSD-3-Clause\n", ["BSD-3-Clause"]),
        ("setup.py", SETUP, ["MIT", "MIT License"]),
        ("setup.py", "setup(license=open('LICENSE').read())\n", []),
        ("package.json", '{"license": "UNLICENSED"}', ["UNLICENSED"]),
        ("package.json", '{"license": {"type": "MIT", "url": "https://heron.example"}}', ["MIT"]),
        ("package.json", '{"licenses": [{"type": "MIT"}, {"type": "Apache-2.0"}]}', ["MIT OR Apache-2.0"]),
        ("package.json", '{"private": true, "dependencies": {"license": "1.0"}}', []),
        ("composer.json", '{"license": ["LGPL-2.1-only", "GPL-3.0-or-later"]}', ["LGPL-2.1-only OR GPL-3.0-or-later"]),
        ("Cargo.toml", '[package]\nlicense = "MIT/Apache-2.0"\n', ["MIT/Apache-2.0"]),
        ("Cargo.toml", '[package]\nlicense.workspace = true\n[workspace.package]\nlicense = "MIT"\n', ["MIT"]),
        ("Cargo.toml", '[package]\nlicense-file = "LICENSE"\n', []),
        ("pom.xml", POM, ["Apache License, Version 2.0"]),
        ("heron.gemspec", 'Gem::Specification.new do |s|\n  s.license = "MIT"\nend\n', ["MIT"]),
        ("heron.gemspec", "  spec.licenses    = ['MIT', 'Ruby']\n", ["MIT OR Ruby"]),
        ("CITATION.cff", "license: Apache-2.0\nreferences:\n  - license: MIT\n", ["Apache-2.0"]),
    ],
)
def test_each_form_is_read(name: str, text: str, expected: list[str]) -> None:
    assert read(name, text) == expected


HOSTILE = [
    "",
    "\0",
    "{",
    "[" * 20_000,
    "(" * 5_000,
    "<a>" * 5_000,
    BILLION,
    "\ud800".encode("utf-8", "replace").decode(),
]


@pytest.mark.parametrize("name", [*PACKAGES, "x.gemspec"])
def test_hostile_files_say_nothing_and_raise_nothing(name: str) -> None:
    assert [text[:20] for text in HOSTILE if read(name, text)] == []


def test_no_other_file_is_one_of_a_package() -> None:
    assert [name for name in ("README.md", "setup.sh", "gemspec", "tsconfig.json") if package_reader(name)] == []
