"""What files of packages and archives call the license: pyproject.toml, package.json, Cargo.toml, pom.xml.

Each reader gives the keys that mean a license with the words that stand there, and never raises.
"""

from __future__ import annotations

import ast
import configparser
import re
import tomllib
from collections.abc import Callable, Iterator
from typing import Any

from auditor.parse.files import ADAPTER, CITATION, PROJECT, SETUP
from auditor.parse.metadata import card_words, read_object
from auditor.parse.places import field_says
from auditor.parse.yaml import YamlFault, load
from auditor.schema.snapshot import File

MOST_NAMES = 200  # of one file, and items of a list in one

Reader = Callable[[File], Iterator[tuple[str, str]]]

_DEEPEST = 4  # collections within each other
_PARTS = ("id", "text", "name", "type", "title", "url", "@id", "file")  # which of a license's parts names it
_LINE = re.compile(
    r"^[ \t]{0,8}[\"']?licen[sc]e[\"']?[ \t]{0,4}[:=][ \t]{0,4}(\S[^\n]{0,200})", re.IGNORECASE | re.MULTILINE
)
_GEM = re.compile(r"^[ \t]{0,20}\w{1,20}\.licenses?[ \t]{0,8}=[ \t]{0,8}([^\n]{1,400})", re.MULTILINE)
_QUOTED = re.compile(r"[\"']([^\"'\n]{1,200})[\"']")
_ARGUMENTS = ("license", "license_expression", "classifiers")  # of `setup()`
_NAMING = ("license", "license-name", "license-link")


def license_keys(held: Any, level: int = 0) -> Iterator[tuple[str, str]]:
    """The names under keys that mean a license, at any depth to which somebody writes one."""
    if isinstance(held, list):
        for item in held[:MOST_NAMES]:
            yield from license_keys(item, level)
    for key, value in held.items() if isinstance(held, dict) else ():
        if field_says(str(key)) in _NAMING:
            yield from ((str(key), word) for word in _words(value) if word.strip())
        elif level < _DEEPEST and isinstance(value, dict | list):
            yield from license_keys(value, level + 1)


def _words(value: Any) -> list[str]:
    """A license as it is written: a name, several, or one with its parts (`{"id": "MIT"}`, `{text = "MIT"}`)."""
    if isinstance(value, dict):
        found = (value.get(part) for part in _PARTS)
        return [next((one for one in found if isinstance(one, str) and one.strip()), "")]
    if isinstance(value, list):
        return [
            word for item in value[:MOST_NAMES] for word in (_words(item) if isinstance(item, dict) else [str(item)])
        ]
    return card_words(value)


def from_yaml(file: File) -> Iterator[tuple[str, str]]:
    """A YAML file."""
    try:
        held = load(file.text, words_only=True).value
    except YamlFault:
        yield from by_lines(file)
        return
    yield from license_keys(held)


def by_lines(file: File) -> Iterator[tuple[str, str]]:
    """What a file that cannot be read as what it is says of a license on a line of its own."""
    yield from (("license", found[1]) for found in _LINE.finditer(file.text))


def from_project(file: File) -> Iterator[tuple[str, str]]:
    """A project's license by the standard, by an older one, and by the tool that came before both."""
    try:
        held = tomllib.loads(file.text)
    except (tomllib.TOMLDecodeError, RecursionError):
        yield from by_lines(file)
        return
    tools = held.get("tool")
    poetry = tools.get("poetry") if isinstance(tools, dict) else None
    for table in (held.get("project"), poetry):
        said = table.get("license") if isinstance(table, dict) else None
        words = [said] if isinstance(said, str) else list(said.values()) if isinstance(said, dict) else []
        yield from (("license", word) for word in words if isinstance(word, str) and word.strip())
        listed = table.get("classifiers") if isinstance(table, dict) else None
        yield from _classified(listed if isinstance(listed, list) else [])


def from_setup(file: File) -> Iterator[tuple[str, str]]:
    """The same of the file that came before it."""
    held = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        held.read_string(file.text)
    except (configparser.Error, ValueError):
        yield from by_lines(file)
        return
    if held.has_section("metadata"):
        yield from license_keys(dict(held["metadata"]))
        yield from _classified(held["metadata"].get("classifiers", "").splitlines())


def _classified(classifiers: list[Any]) -> Iterator[tuple[str, str]]:
    """Licenses among the classifiers of a package: `License :: Free for non-commercial use`."""
    for classifier in classifiers:
        kind, *parts = [part.strip() for part in str(classifier).split("::")]
        if kind == "License" and parts and parts[-1] != "OSI Approved":
            yield "classifiers", parts[-1].partition(" (")[0]  # `ISC License (ISCL)`


def from_table(file: File) -> Iterator[tuple[str, str]]:
    """A TOML file."""
    try:
        yield from license_keys(tomllib.loads(file.text))
    except (tomllib.TOMLDecodeError, RecursionError):
        yield from by_lines(file)


def from_object(file: File) -> Iterator[tuple[str, str]]:
    """A JSON file."""
    held = read_object(file.content)
    if held is not None:
        yield from license_keys(held)
    elif file.path != ADAPTER:  # of an adapter's that is broken gather/incomplete.py speaks
        yield from by_lines(file)


def from_script(file: File) -> Iterator[tuple[str, str]]:
    """A setup.py: the texts that it gives `license` and `classifiers`, without running it."""
    try:
        tree = ast.parse(file.text)
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg in _ARGUMENTS]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for call in calls[:MOST_NAMES]:
        if isinstance(call.value, ast.Constant) and isinstance(call.value.value, str) and call.value.value.strip():
            yield "license", call.value.value
        elif isinstance(call.value, ast.List | ast.Tuple):
            yield from _classified([item.value for item in call.value.elts if isinstance(item, ast.Constant)])


def from_citation(file: File) -> Iterator[tuple[str, str]]:
    """A CITATION.cff: its own license, and not those of what it refers to."""
    try:
        held = load(file.text, words_only=True).value
    except YamlFault:
        return
    said = _words(held.get("license")) if isinstance(held, dict) else []
    words = [word for word in said if word.strip()]
    if words:
        yield "license", " OR ".join(words[:MOST_NAMES])


def from_cargo(file: File) -> Iterator[tuple[str, str]]:
    """A Cargo.toml: `license` of the package, or of the workspace that its packages take it from."""
    held = _toml(file)
    workspace = held.get("workspace")
    tables = (held.get("package"), workspace.get("package") if isinstance(workspace, dict) else None)
    for table in tables:
        said = table.get("license") if isinstance(table, dict) else None
        if isinstance(said, str) and said.strip():
            yield "license", said


def from_package(file: File) -> Iterator[tuple[str, str]]:
    """A package.json or composer.json: `license`, or the older `licenses`; several are to choose from."""
    held = read_object(file.content) or {}
    for key in ("license", "licenses"):
        words = [word for word in _words(held.get(key)) if word.strip()]
        if words:
            yield key, " OR ".join(words[:MOST_NAMES]) if len(words) > 1 else words[0]


def from_pom(file: File) -> Iterator[tuple[str, str]]:
    """A pom.xml: the names of its licenses."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        root = fromstring(file.content)
    except (ParseError, DefusedXmlException, ValueError, RecursionError):
        return
    for licenses in (part for part in root if _local(part.tag) == "licenses"):
        for one in list(licenses)[:MOST_NAMES]:
            said = next((part.text for part in one if _local(part.tag) in ("name", "url") and part.text), None)
            if said and said.strip():
                yield "license", " ".join(said.split())


def from_gemspec(file: File) -> Iterator[tuple[str, str]]:
    """A gemspec: the texts given to `license` or `licenses`."""
    for found in _GEM.finditer(file.text):
        words = _QUOTED.findall(found[1])
        if words:
            yield "license", " OR ".join(words[:MOST_NAMES])


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]


def _toml(file: File) -> dict[str, Any]:
    try:
        return tomllib.loads(file.text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}


PACKAGES: dict[str, Reader] = {
    PROJECT: from_project,
    SETUP: from_setup,
    "setup.py": from_script,
    "package.json": from_package,
    "composer.json": from_package,
    "Cargo.toml": from_cargo,
    "pom.xml": from_pom,
    CITATION: from_citation,
}
"""Files of packages by their names, each with its reader; beside them stand those whose name ends in `.gemspec`."""

GEMSPEC = ".gemspec"


def package_reader(name: str) -> Reader | None:
    """The reader of a file of this name, where it is one of a package."""
    return PACKAGES.get(name) or (from_gemspec if name.endswith(GEMSPEC) else None)
