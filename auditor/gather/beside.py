"""What files beside the card call the license: CITATION.cff, packages, records of archives, a model's configurations.

They speak of code, of a paper, or of all that is there, and so they are weaker than the card. What they name matters
where it asks for more than anything else does, or is not known; then a person has to read it.
"""

from __future__ import annotations

import configparser
import re
import tomllib
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from auditor.gather.papers import Papers
from auditor.licenses.aliases import MARKERS, resolve
from auditor.licenses.catalog import Catalog
from auditor.parse.files import ADAPTER, CITATION, PROJECT, REUSE, SETUP, VALUES, role
from auditor.parse.license_links import own_file
from auditor.parse.metadata import card_words, pointer_to, read_object
from auditor.parse.places import field_says
from auditor.parse.yaml import YamlFault, load
from auditor.schema.citation import Citation
from auditor.schema.claim import LicenseClaim
from auditor.schema.snapshot import File
from auditor.schema.unread import Unread, UnreadKind, counted

_MOST = 8
_MOST_NAMES = 200  # of one file, and items of a list in one
_DEEPEST = 4  # collections within each other
_PARTS = ("id", "text", "name", "type", "title", "url", "@id", "file")  # which of a license's parts names it
_LINE = re.compile(
    r"^[ \t]{0,8}[\"']?licen[sc]e[\"']?[ \t]{0,4}[:=][ \t]{0,4}(\S[^\n]{0,200})", re.IGNORECASE | re.MULTILINE
)
_SEE = re.compile(r"\s*SEE LICENSE IN\s+", re.IGNORECASE)  # as a package says it
_LONGEST = 200
_NAMING = ("license", "license-name", "license-link")
_MORE = "names a license that asks for more than what is stated"
_UNKNOWN = "names a license that is not known"
_Named = tuple[str, str, Citation]


def named_beside(papers: Papers, claims: tuple[LicenseClaim, ...], catalog: Catalog) -> tuple[Unread, ...]:
    """The names that nothing else states and that ask for more than notices, or are not known."""
    stated = {license_id for claim in claims for license_id in claim.licenses}
    return counted(list(_named(papers, stated, catalog)), _MOST)


def _named(papers: Papers, stated: set[str], catalog: Catalog) -> Iterator[Unread]:
    for key, written, at in _names(papers):
        named = resolve(written[:_LONGEST], catalog).licenses
        if stated.issuperset(named) if named else written.strip().lower() in MARKERS or _is_file(written, papers):
            continue
        if not (named and catalog.ask_little(named)):
            yield Unread.of(UnreadKind.FIELD, f"{key}: {written}", _MORE if named else _UNKNOWN, at)


def _is_file(written: str, papers: Papers) -> bool:
    """Whether it is a license file of the repository, which is read, or is missed, by itself."""
    path = own_file(_SEE.sub("", written), papers.snapshot.id)
    return path is not None and (role(path) == "license" or papers.snapshot.file(path) is not None)


def _names(papers: Papers) -> Iterator[_Named]:
    config = papers.metadata.mapping("config")
    for key, value in _license_keys(config):
        yield key, value, papers.at_pointer(pointer_to(("config", key)), value)
    for file in papers.snapshot.files:
        held = _READERS.get(file.path)
        for key, value in islice(held(file), _MOST_NAMES) if held else ():
            line = next((number for number, text in enumerate(papers.lines(file), 1) if value[:60] in text), 1)
            yield key, value, papers.at_line(file, line)


def _license_keys(held: Any, level: int = 0) -> Iterator[tuple[str, str]]:
    """The names under keys that mean a license, at any depth to which somebody writes one."""
    if isinstance(held, list):
        for item in held[:_MOST_NAMES]:
            yield from _license_keys(item, level)
    for key, value in held.items() if isinstance(held, dict) else ():
        if field_says(str(key)) in _NAMING:
            yield from ((str(key), word) for word in _words(value) if word.strip())
        elif level < _DEEPEST and isinstance(value, dict | list):
            yield from _license_keys(value, level + 1)


def _words(value: Any) -> list[str]:
    """A license as it is written: a name, several, or one with its parts (`{"id": "MIT"}`, `{text = "MIT"}`)."""
    if isinstance(value, dict):
        found = (value.get(part) for part in _PARTS)
        return [next((one for one in found if isinstance(one, str) and one.strip()), "")]
    if isinstance(value, list):
        return [
            word for item in value[:_MOST_NAMES] for word in (_words(item) if isinstance(item, dict) else [str(item)])
        ]
    return card_words(value)


def _yaml(file: File) -> Iterator[tuple[str, str]]:
    try:
        held = load(file.text, words_only=True).value
    except YamlFault:
        yield from _by_lines(file)
        return
    yield from _license_keys(held)


def _by_lines(file: File) -> Iterator[tuple[str, str]]:
    """What a file that cannot be read as what it is says of a license on a line of its own."""
    yield from (("license", found[1]) for found in _LINE.finditer(file.text))


def _project(file: File) -> Iterator[tuple[str, str]]:
    """A project's license by the standard, by an older one, and by the tool that came before both."""
    try:
        held = tomllib.loads(file.text)
    except (tomllib.TOMLDecodeError, RecursionError):
        yield from _by_lines(file)
        return
    tools = held.get("tool")
    poetry = tools.get("poetry") if isinstance(tools, dict) else None
    for table in (held.get("project"), poetry):
        said = table.get("license") if isinstance(table, dict) else None
        words = [said] if isinstance(said, str) else list(said.values()) if isinstance(said, dict) else []
        yield from (("license", word) for word in words if isinstance(word, str) and word.strip())
        listed = table.get("classifiers") if isinstance(table, dict) else None
        yield from _classified(listed if isinstance(listed, list) else [])


def _setup(file: File) -> Iterator[tuple[str, str]]:
    """The same of the file that came before it."""
    held = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        held.read_string(file.text)
    except (configparser.Error, ValueError):
        yield from _by_lines(file)
        return
    if held.has_section("metadata"):
        yield from _license_keys(dict(held["metadata"]))
        yield from _classified(held["metadata"].get("classifiers", "").splitlines())


def _classified(classifiers: list[Any]) -> Iterator[tuple[str, str]]:
    """Licenses among the classifiers of a package: `License :: Free for non-commercial use`."""
    for classifier in classifiers:
        kind, *parts = [part.strip() for part in str(classifier).split("::")]
        if kind == "License" and parts and parts[-1] != "OSI Approved":
            yield "classifiers", parts[-1].partition(" (")[0]  # `ISC License (ISCL)`


def _table(file: File) -> Iterator[tuple[str, str]]:
    try:
        yield from _license_keys(tomllib.loads(file.text))
    except (tomllib.TOMLDecodeError, RecursionError):
        yield from _by_lines(file)


def _object(file: File) -> Iterator[tuple[str, str]]:
    held = read_object(file.content)
    if held is not None:
        yield from _license_keys(held)
    elif file.path != ADAPTER:  # of an adapter's that is broken gather/incomplete.py speaks
        yield from _by_lines(file)


_READERS: dict[str, Callable[[File], Iterator[tuple[str, str]]]] = {
    CITATION: _yaml,
    PROJECT: _project,
    SETUP: _setup,
    **dict(zip(REUSE, (_table, _by_lines), strict=True)),
    **{name: _object if name.endswith(".json") else _yaml for name in (ADAPTER, *VALUES)},
}
