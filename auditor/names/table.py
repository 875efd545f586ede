"""The table of families as it runs: rows of policies/families.yaml as typed values, read when they are first asked for.

What is wrong with the file is said elsewhere (auditor/files/families.py); here it is read plainly and quickly, from
families.json where that is made of the file as it stands.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from auditor.names.spelling import SIZE
from auditor.parse.home import home
from auditor.parse.sealed import sealed, unsealed

SOURCE, COMPACT = "families.yaml", "families.json"
# What only a reader of the file needs.
_NOT_RUN = frozenset(("source", "examples", "counterexamples"))
_PARTS = re.compile(r"\{size\}|\([a-z]+\)|[^\s()]+")
_IS_SIZE = re.compile(SIZE, re.IGNORECASE)
_IS_VERSION = re.compile(r"\d{1,2}(?:\.\d+)*")


@dataclass(frozen=True)
class Said:
    """What a name says, or a key of the table asks: version, size (`{size}`: any), variants, and what may be added."""

    version: str = ""
    size: str = ""
    words: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()

    @classmethod
    def of(cls, key: str, variants: Container[str] = ()) -> Said:
        """The meaning of a key such as `2.5 72b`, `1 dev`, `2 {size} (base)` or `any`."""
        version = size = ""
        words: dict[str, bool] = {}
        for part in _PARTS.findall(key):
            if part in variants:
                words[part] = False
            elif part == "{size}" or _IS_SIZE.fullmatch(part):
                size = part
            elif _IS_VERSION.fullmatch(part) and not version:
                version = part
            elif part != "any":
                words[part.strip("()")] = part.startswith("(")
        asked = frozenset(word for word, may in words.items() if not may)
        return cls(version, size, asked, frozenset(words) - asked)


@dataclass(frozen=True)
class FamilyRow:
    """One family. The columns are those of the file."""

    id: str
    title: str
    makers: tuple[str, ...] = ()
    others: str = ""
    restated: bool = False
    closed: bool = False
    made_from: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    tuned: tuple[str, ...] = ()
    variants: frozenset[str] = frozenset()
    more_versions: tuple[str, ...] = ()
    prose: Mapping[str, list[str]] = field(default_factory=dict)
    sizes: Mapping[str, list[str]] = field(default_factory=dict)
    official: tuple[str, ...] = ()
    single: tuple[str, ...] = ()
    respelled: Mapping[str, str] = field(default_factory=dict)
    canonical: Mapping[str, str] = field(default_factory=dict)
    legacy: Mapping[str, list[str]] = field(default_factory=dict)
    moved: Mapping[str, str] = field(default_factory=dict)
    copies: Mapping[str, list[str]] = field(default_factory=dict)
    licenses: Mapping[str, list[str]] = field(default_factory=dict)
    passed_on: Mapping[str, Any] = field(default_factory=dict)
    writes: tuple[str, ...] = ()
    outputs: str = ""
    wrote: tuple[str, ...] = ()
    wrote_not: tuple[str, ...] = ()
    code: tuple[str, ...] = ()

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> FamilyRow:
        """A row as it stands in the file."""
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in raw.items()
        }
        values |= {name: raw.get(name) in (True, "true") for name in ("closed", "restated")}
        values["more_versions"] = tuple(raw.get("versions", ()))
        values["variants"] = frozenset(word.lower() for word in raw.get("variants", ()))
        return cls(**{name: value for name, value in values.items() if name in _COLUMNS})

    @property
    def names(self) -> tuple[str, ...]:
        """How sentences name it, in whatever company."""
        return tuple(name for kind in ("alone", "exact", "beside") for name in self.prose.get(kind, ()))

    @cached_property
    def parts(self) -> frozenset[str]:
        """Names of parts of the family, in one word: `codegemma`."""
        return self.variants & {"".join(char for char in name.lower() if char not in " -_") for name in self.names}

    @cached_property
    def terms(self) -> tuple[tuple[Said, tuple[str, ...]], ...]:
        """What a name must say, and the licenses that then apply."""
        return tuple((Said.of(key, self.variants), tuple(ids)) for key, ids in self.licenses.items())

    @cached_property
    def listed_sizes(self) -> tuple[tuple[Said, tuple[str, ...]], ...]:
        """What a name must say, and the sizes in which that comes, as its repositories spell them."""
        return tuple((Said.of(key, self.variants), tuple(sizes)) for key, sizes in self.sizes.items())

    @cached_property
    def repositories(self) -> tuple[tuple[Said, str], ...]:
        """What a name must say, and the repository that is then meant."""
        return tuple((Said.of(key, self.variants), template) for key, template in self.canonical.items())

    @cached_property
    def versions(self) -> frozenset[str]:
        """The versions that the row speaks of."""
        keys = (*self.licenses, *self.sizes, *self.canonical, *self.copies)
        spoken = {Said.of(key, self.variants).version for key in keys}
        return frozenset(spoken - {""}) | frozenset(self.more_versions)


_COLUMNS = frozenset(item.name for item in fields(FamilyRow))


@dataclass(frozen=True)
class FamilyTable:
    """All families, and what is asked of all at once."""

    rows: tuple[FamilyRow, ...]
    by_id: Mapping[str, FamilyRow]
    by_word: Mapping[str, FamilyRow]
    by_beginning: Mapping[str, FamilyRow]
    variants: frozenset[str]
    architectures: frozenset[str]
    packagers: frozenset[str]
    spoken: Mapping[str, tuple[str, ...]]  # words around a name in sentences, by the list that they stand in
    titles: Mapping[str, str]  # of makers
    accounts: Mapping[str, frozenset[str]]  # in lower case, on the Hub and on code hosts → makers
    on_hub: Mapping[str, frozenset[str]]  # the same, on the Hub only

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> FamilyTable:
        """The table from what the file holds."""
        rows = tuple(FamilyRow.of(item) for item in raw["families"])
        kinds = ("hub", "former")
        return cls(
            rows=rows,
            by_id={row.id: row for row in rows},
            by_word={word: row for row in rows for word in row.words if not word.endswith("*")},
            by_beginning={word.rstrip("*"): row for row in rows for word in row.words if word.endswith("*")},
            variants=frozenset(word.lower() for word in raw["variants"]),
            architectures=frozenset(raw["architectures"]),
            packagers=frozenset(raw["packagers"]),
            spoken={name: tuple(words) for name, words in raw["spoken"].items()},
            titles={maker["id"]: maker["title"] for maker in raw["makers"]},
            accounts=_accounts(raw["makers"], (*kinds, "code")),
            on_hub=_accounts(raw["makers"], kinds),
        )

    def of_word(self, word: str) -> FamilyRow | None:
        """The family of which this is the word in a repository's name: `qwen2` is Qwen's."""
        word = word.lower()
        found = self.by_word.get(word) or self.by_word.get(word.rstrip("0123456789"))
        return found or next((row for start, row in self.by_beginning.items() if word.startswith(start)), None)

    def makers_of(self, account: str) -> frozenset[str]:
        """The makers whose account this is, today or once, on the Hub or on a code host."""
        return self.accounts.get(account.lower(), frozenset())

    def is_makers(self, account: str, row: FamilyRow) -> bool:
        """Whether it is an account of one of the family's makers on the Hub."""
        return bool(self.on_hub.get(account.lower(), frozenset()) & set(row.makers))


def _accounts(makers: Iterable[Mapping[str, Any]], kinds: Iterable[str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for maker in makers:
        for account in (account for kind in kinds for account in maker.get(kind, ())):
            found.setdefault(account.lower(), set()).add(maker["id"])
    return {account: frozenset(ids) for account, ids in found.items()}


@lru_cache(maxsize=1)
def table() -> FamilyTable:
    """The table of this installation. Raises PolicyError where policies/ is missing."""
    return FamilyTable.of(read(home()))


def read(root: Path) -> dict[str, Any]:
    """What families.yaml holds, plainly: from families.json, twenty times quicker, where that is of the same file."""
    source = (root / SOURCE).read_bytes()
    kept: dict[str, Any] | None = unsealed(root / COMPACT, digest(source))
    return kept or _plain(source)


def compact(source: bytes) -> str:
    """families.json: what runs of families.yaml, and of which text of it."""
    raw = _plain(source)
    kept = {key: value for key, value in raw.items() if key != "families"}
    rows = (json.dumps(_running(row), ensure_ascii=False) for row in raw["families"])
    head = json.dumps(kept, ensure_ascii=False).removesuffix("}")
    return sealed(digest(source), head + ',\n"families": [\n' + ",\n".join(rows) + "\n]}\n")


def digest(source: bytes) -> str:
    """Of which text of families.yaml a families.json is."""
    return hashlib.sha256(source.replace(b"\r\n", b"\n")).hexdigest()


def _plain(source: bytes) -> dict[str, Any]:
    import yaml

    # every scalar stays the text that was written: `2.0` is a version and no number
    loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    read: dict[str, Any] = yaml.load(source, Loader=loader)  # noqa: S506 - it builds text, lists and mappings only
    return read


def _running(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _running(value) if key == "prose" else value for key, value in row.items() if key not in _NOT_RUN}
