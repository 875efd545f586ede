"""What files beside the card call the license: CITATION.cff, pyproject.toml, the configurations of a model.

They speak of code, of a paper, or of all that is there, and so they are weaker than the card. What they name matters
where it asks for more than anything else does, or is not known; then a person has to read it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

from auditor.gather.papers import Papers
from auditor.licenses.aliases import MARKERS, resolve
from auditor.licenses.catalog import Catalog
from auditor.parse.files import ADAPTER, CITATION, PROJECT, role
from auditor.parse.license_links import own_file
from auditor.parse.metadata import card_words, pointer_to, read_object
from auditor.parse.places import field_says
from auditor.parse.yaml import YamlFault, load
from auditor.schema.citation import Citation
from auditor.schema.claim import LicenseClaim
from auditor.schema.snapshot import File
from auditor.schema.unread import Unread, UnreadKind, counted

_MOST = 8
_LINE = re.compile(
    r"^[ \t]{0,8}[\"']?licen[sc]e[\"']?[ \t]{0,4}[:=][ \t]{0,4}(\S[^\n]{0,200})", re.IGNORECASE | re.MULTILINE
)
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
    path = own_file(written, papers.snapshot.id)
    return path is not None and (role(path) == "license" or papers.snapshot.file(path) is not None)


def _names(papers: Papers) -> Iterator[_Named]:
    config = papers.metadata.mapping("config")
    for key, value in _license_keys(config):
        yield key, value, papers.at_pointer(pointer_to(("config", key)), value)
    for file in papers.snapshot.files:
        held = {CITATION: _citation, PROJECT: _project, ADAPTER: _adapter}.get(file.path)
        for key, value in held(file) if held else ():
            line = next((number for number, text in enumerate(papers.lines(file), 1) if value[:60] in text), 1)
            yield key, value, papers.at_line(file, line)


def _license_keys(held: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in held.items():
        if field_says(str(key)) in _NAMING:
            yield from ((str(key), word) for word in card_words(value) if word.strip())


def _citation(file: File) -> Iterator[tuple[str, str]]:
    try:
        held = load(file.text, words_only=True).value
    except YamlFault:
        yield from _by_lines(file)
        return
    yield from _license_keys(held if isinstance(held, dict) else {})


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


def _adapter(file: File) -> Iterator[tuple[str, str]]:
    yield from _license_keys(read_object(file.content) or {})
