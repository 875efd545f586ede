"""Names by policies/terms.yaml: what a file's name, a card's key or a tag says of terms, read when first asked.

What is wrong with the file is said elsewhere (auditor/files/places.py); here it is read plainly and quickly.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from auditor.parse.home import home

SOURCE = "terms.yaml"
_IN_PART = ("terms", "words")  # what a part of a key says; anything else, the whole of it
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})")
_GAP = re.compile(r"[\W_]+")
_UNPARTED = re.compile(r"[\u0e00-\u0e7f\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


@dataclass(frozen=True)
class NameWords:
    """The words of one row, ready to be held against names."""

    id: str
    role: str
    pattern: re.Pattern[str]
    structured: bool = False
    why: str = ""

    def fits(self, name: str) -> bool:
        """Whether a folded name holds one of the words."""
        return self.pattern.search(name) is not None


@lru_cache(maxsize=8_192)
def folded(name: str) -> str:
    """A name as it is compared: words in lower case with one space between, without accents and width."""
    apart = _CAMEL.sub(" ", unicodedata.normalize("NFKC", name))
    plain = "".join(char for char in unicodedata.normalize("NFKD", apart) if not unicodedata.combining(char))
    return _GAP.sub(" ", plain.casefold()).strip()


@lru_cache(maxsize=1)
def files() -> tuple[NameWords, ...]:
    """The rows of file names, in order."""
    return tuple(_names(row, row["role"]) for row in held()["files"])


@lru_cache(maxsize=1)
def asides() -> tuple[NameWords, ...]:
    """The rows of prose that is about the project, and not about the model."""
    return tuple(_names(row, "aside") for row in held()["asides"])


@lru_cache(maxsize=1)
def parts() -> tuple[NameWords, ...]:
    """The rows of words in names of license files that say for which part it is."""
    return tuple(_names(row, row["says"]) for row in held()["parts"])


@lru_cache(maxsize=1)
def endings() -> Mapping[str, frozenset[str]]:
    """Endings by what such files hold: `text`, `sealed`, `structured`."""
    return {kind: frozenset(listed) for kind, listed in held()["endings"].items()}


@lru_cache(maxsize=1)
def folders_of_terms() -> frozenset[str]:
    """Folders in which any text may bear terms, folded."""
    return frozenset(folded(name) for name in held()["folders"]["terms"])


@lru_cache(maxsize=1)
def folders_of_others() -> Mapping[str, str]:
    """Folders of somebody else's work, folded, each with the reason."""
    return {folded(name): why for name, why in held()["folders"]["others"].items()}


@lru_cache(maxsize=1)
def held() -> Mapping[str, Any]:
    """The file as it was written, every scalar a text: `no` is a word."""
    import yaml

    loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    read: Mapping[str, Any] = yaml.load((home() / SOURCE).read_bytes(), Loader=loader)  # noqa: S506 - builds text, lists and mappings only
    return read


@lru_cache(maxsize=2_048)
def field_says(key: str) -> str | None:
    """What a key of a front matter or a header says of terms: a row names it whole, or its words in part."""
    plain = folded(key)
    return next((row.role for row in _fields() if row.fits(plain)), None)


@lru_cache(maxsize=2_048)
def tag_says(tag: str) -> str | None:
    """What a tag says of terms; None where it says nothing of them."""
    plain = folded(tag)
    return next((row.role for row in _tags() if row.fits(plain)), None)


@lru_cache(maxsize=1)
def base_keys() -> Mapping[str, str]:
    """Keys that mean `base_model`, and what they say: `base`, `model`, or how one comes from what they name."""
    return {key: row["says"] for row in held()["bases"] for key in row["keys"]}


def fence_says(language: str) -> str:
    """What a fence holds whose language is this: `program`, `data`, `reference`, `chart`; of any other "", a text."""
    return _fences().get(language, "")


@lru_cache(maxsize=1)
def _fences() -> Mapping[str, str]:
    return {language: row["says"] for row in held()["fences"] for language in row["languages"]}


@lru_cache(maxsize=512)
def answer(value: str) -> bool | None:
    """Yes or no, as a value says it; None where it says anything else."""
    return next((word == "yes" for word in ("yes", "no") if _is_answer(value, word)), None)


def asks_nothing(value: str) -> bool:
    """Whether a value says that anybody may have it, and for nothing."""
    return _is_answer(value, "anybody")


def _is_answer(value: str, word: str) -> bool:
    plain = folded(value)
    return plain in map(folded, held()["answers"][word])


@lru_cache(maxsize=1)
def _fields() -> tuple[NameWords, ...]:
    rows = held()["fields"]
    whole = [
        row | {"words": {"any": [_whole(word) for word in _words(row)]}} for row in rows if row["says"] not in _IN_PART
    ]
    return tuple(_names(row, row["says"]) for row in (*whole, *(row for row in rows if row["says"] in _IN_PART)))


def _whole(word: str) -> str:
    return word if word.startswith("=") else f"={word}"


@lru_cache(maxsize=1)
def _tags() -> tuple[NameWords, ...]:
    return tuple(_names(row, row["says"]) for row in held()["tags"])


def _words(row: Mapping[str, Any]) -> list[str]:
    return [word for listed in row["words"].values() for word in listed]


def _names(row: Mapping[str, Any], role: str) -> NameWords:
    return NameWords(row["id"], role, pattern_of(_words(row)), row.get("structured") == "true", row["why"])


def pattern_of(words: Iterable[str]) -> re.Pattern[str]:
    """One pattern for the words of a row, held against folded names."""
    return re.compile("|".join(map(_pattern, words)))


def _pattern(word: str) -> str:
    """`^` begins the name, `=` is all of it, `*` lets it go on; words of scripts without spaces stand anywhere."""
    mark, plain = (word[0], word[1:]) if word[:1] in ("^", "=") else ("", word)
    goes_on, plain = plain.endswith("*"), folded(plain.removesuffix("*"))
    body = re.escape(plain).replace(r"\ ", " ?")
    if _UNPARTED.search(plain) and mark != "=":
        return body
    start = r"\A" if mark else r"(?<!\S)"
    end = r"\Z" if mark == "=" else "" if goes_on else r"(?!\S)"
    return f"{start}{body}{end}"
