"""The table of forms as it runs: rows of policies/discovery/ as values, read when they are first asked for.

What is wrong with the files is said elsewhere (auditor/files/forms.py); here they are read plainly and quickly, from
discovery.compiled.json where that is made of the files as they stand.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from auditor.parse.home import home
from auditor.parse.sealed import sealed, unsealed

FOLDER, PROVIDERS, COMPILED = "discovery", "providers.yaml", "discovery.compiled.json"
_WORD = re.compile(r"\w+")
# What only a reader of the files needs.
_NOT_RUN = frozenset(("fits", "misses", "source", "about", "title"))


class FormRow(NamedTuple):
    """A form. The columns are those of auditor/schema/form.py."""

    id: str
    languages: Sequence[str]
    calls: Sequence[str]
    names: str
    modules: Sequence[str] = ()
    unseen: str = "never"
    keywords: Sequence[str] = ()
    position: int | None = None
    more: Sequence[str] = ()
    needs: str | None = None
    provider: str | None = None
    address: Sequence[str] = ()
    route: str | None = None
    known: Mapping[str, str] = {}
    only: str | None = None
    spelled: str | None = None
    note: str = ""
    quiet: bool = False
    kind: str | None = None


class ClientRow(NamedTuple):
    """What is constructed to reach a service."""

    calls: Sequence[str]
    languages: Sequence[str]
    provider: str
    modules: Sequence[str] = ()
    address: Sequence[str] = ()
    given: Mapping[str, str] = {}


class ConstantsRow(NamedTuple):
    """How the constants of an SDK spell names of models."""

    languages: Sequence[str]
    modules: Sequence[str]
    begins: Sequence[str]
    holders: Sequence[str] = ()
    drops: Sequence[str] = ()
    point: str = "-"
    dates: bool = False
    names: Mapping[str, str] = {}


class ProviderRow(NamedTuple):
    """A service that answers for models."""

    id: str
    names: Sequence[str] = ()
    unlike: Sequence[str] = ()
    hosts: Sequence[str] = ()
    prefixes: Sequence[str] = ()
    routes: Sequence[str] = ()
    serves_hub: bool = False
    gives: str = "api_model"


class FormTable(NamedTuple):
    """The forms and clients of one language, by the last word of what is called."""

    forms: Mapping[str, Sequence[FormRow]]
    clients: Mapping[str, Sequence[ClientRow]]

    def forms_of(self, called: str) -> list[FormRow]:
        """The forms whose call is the end of this dotted name; their modules are not looked at."""
        return [row for row in self.forms.get(_last(called), ()) if any(ends(called, call) for call in row.calls)]

    def clients_of(self, called: str) -> list[ClientRow]:
        """The clients that this dotted name constructs; their modules are not looked at."""
        return [row for row in self.clients.get(_last(called), ()) if any(ends(called, call) for call in row.calls)]


def ends(called: str, tail: str) -> bool:
    """Whether a dotted name ends in this tail, at a dot: `client.chat.complete` in `chat.complete`."""
    return called == tail or called.endswith(f".{tail}")


def comes_from(origin: str, modules: Sequence[str]) -> bool:
    """Whether a dotted name begins with one of these modules, at a dot: `openai.lib.azure` with `openai`."""
    return any(origin == module or origin.startswith(f"{module}.") for module in modules)


def _last(called: str) -> str:
    return called.rpartition(".")[2]


@lru_cache(maxsize=8)
def forms(language: str) -> FormTable:
    """The forms of one language. Raises PolicyError where policies/ is missing."""
    held = _held()
    by_call: dict[str, list[FormRow]] = {}
    clients: dict[str, list[ClientRow]] = {}
    for row in (FormRow(**row) for row in held["forms"] if language in row["languages"]):
        for last in {_last(call) for call in row.calls}:
            by_call.setdefault(last, []).append(row)
    for client in (ClientRow(**row) for row in held["clients"] if language in row["languages"]):
        for last in {_last(call) for call in client.calls}:
            clients.setdefault(last, []).append(client)
    return FormTable(by_call, clients)


def triggers(language: str, text: str) -> bool:
    """Whether a text holds all words of some form; one that does not holds none of its calls."""
    held = frozenset(_WORD.findall(text))
    asked = _asked(language)
    return any(words <= held for first in held & asked.keys() for words in asked[first])


@lru_cache(maxsize=8)
def _asked(language: str) -> Mapping[str, Sequence[frozenset[str]]]:
    """For each form, the words of a call and, where it counts only with its module, of that, in every combination.

    By their longest word, which most texts do not hold.
    """
    asked: dict[str, set[frozenset[str]]] = {}
    for row in (row for rows in forms(language).forms.values() for row in rows):
        for module in row.modules if row.modules and row.unseen == "never" else ("",):
            for call in row.calls:
                found = frozenset(_WORD.findall(f"{call.removesuffix('.$call')} {module}"))
                asked.setdefault(max(found, key=lambda word: (len(word), word)), set()).add(found)
    return {first: sorted(held, key=len) for first, held in asked.items()}


@lru_cache(maxsize=8)
def constants(language: str) -> tuple[ConstantsRow, ...]:
    """The rules by which constants of one language spell names of models."""
    rows = (ConstantsRow(**row) for row in _held()["constants"])
    return tuple(row for row in rows if language in row.languages)


@lru_cache(maxsize=1)
def providers() -> tuple[ProviderRow, ...]:
    """All providers, in the order of the file."""
    return tuple(ProviderRow(**row) for row in _held()["providers"])


@lru_cache(maxsize=1)
def _held() -> dict[str, Any]:
    return read_forms(home())


def read_forms(root: Path) -> dict[str, Any]:
    """What policies/discovery/ holds, plainly: from the compiled file where that is of the same files."""
    sources = _sources(root)
    kept: dict[str, Any] | None = unsealed(root / COMPILED, _digest(sources))
    return kept or _plain(sources)


def compiled_forms(root: Path) -> str:
    """discovery.compiled.json: what runs of policies/discovery/, and of which text of it."""
    sources = _sources(root)
    parts = []
    for key, rows in _plain(sources).items():
        lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        parts.append(f'"{key}": [\n{lines}\n]')
    return sealed(_digest(sources), "{" + ",\n".join(parts) + "}\n")


def _sources(root: Path) -> dict[str, bytes]:
    paths = sorted((root / FOLDER).glob("*.yaml"))
    return {path.name: path.read_bytes().replace(b"\r\n", b"\n") for path in paths}


def _digest(sources: Mapping[str, bytes]) -> str:
    whole = hashlib.sha256()
    for name, content in sources.items():
        whole.update(f"{name}\0{len(content)}\0".encode() + content)
    return whole.hexdigest()


def _plain(sources: Mapping[str, bytes]) -> dict[str, list[dict[str, Any]]]:
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    held: dict[str, list[dict[str, Any]]] = {"forms": [], "clients": [], "constants": [], "providers": []}
    for content in sources.values():
        read = yaml.load(content, Loader=loader)  # noqa: S506 - one of the safe loaders
        for key, rows in held.items():
            rows.extend(_running(row) for row in read.get(key, ()))
    return held


def _running(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in _NOT_RUN}
