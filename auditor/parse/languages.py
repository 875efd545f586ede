"""In which language a passage is, as far as it matters: one that rows of phrases read, or another.

By policies/languages.yaml: the script of its letters, and within a script the words that hold its sentences together.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from auditor.parse.home import home

SOURCE = "languages.yaml"
_LATIN = "LATIN"
_LETTERS = 40  # of one script without rows, from which on a passage is told to be in it
_WORDS = 40  # from which on a language is told by its words
_SURE = 0.16  # share of a language's words in a passage of it; what is a list of names has fewer
_MARGIN = 1.15  # how much better than every language with rows one without has to be


def unread_language(passage: str) -> str | None:
    """The language, or else the script, of a passage that no rows read; None where rows do, or it cannot be told."""
    words = passage.lower().split()
    if len(words) < _WORDS and passage.isascii() and _LATIN in _held()["scripts"]["read"]:
        return None  # as most are: in letters that rows read, and too short to be told by its words
    scripts = _scripts(passage)
    for script, letters in scripts.most_common():
        if letters >= _LETTERS and script not in _held()["scripts"]["read"]:
            return f"{script.capitalize()} script"
    if len(words) < _WORDS:
        return None
    spoken = Counter(word.strip(".,;:!?()[]\"'«»“”") for word in words)
    main = next((script for script, _ in scripts.most_common(1)), "")
    shares = {code: held / len(words) for code, held in _held_by(spoken, main).items()}
    read = max((share for code, share in shares.items() if code not in _unread()), default=0.0)
    best = max((code for code in shares if code in _unread()), key=lambda code: shares[code], default="")
    return _unread()[best] if best and shares[best] >= max(_SURE, read * _MARGIN) else None


def _scripts(passage: str) -> Counter[str]:
    """How many letters of each script it holds: each letter is looked up once, however often it stands there."""
    found: Counter[str] = Counter()
    for char, count in Counter(passage).items():
        if script := _script(char):
            found[script] += count
    return found


def _held_by(spoken: Mapping[str, int], script: str) -> dict[str, int]:
    """How many of the words are words of each language of the script."""
    codes, by_word = _words(script)
    held = dict.fromkeys(codes, 0)
    for word, count in spoken.items():
        for code in by_word.get(word, ()):
            held[code] += count
    return held


@lru_cache(maxsize=4_096)
def _script(char: str) -> str | None:
    """The script of a letter, by the first word of its name; None for what is no letter."""
    return unicodedata.name(char, "").partition(" ")[0] if char.isalpha() else None


@lru_cache(maxsize=16)
def _words(script: str) -> tuple[tuple[str, ...], Mapping[str, list[str]]]:
    """The languages of a script, and of each word those to which it belongs."""
    by_code = {row["code"]: frozenset(row["words"]) for row in _rows() if row.get("script", _LATIN) == script}
    by_word: dict[str, list[str]] = {}
    for code, known in by_code.items():
        for word in known:
            by_word.setdefault(word, []).append(code)
    return tuple(by_code), by_word


@lru_cache(maxsize=1)
def _unread() -> Mapping[str, str]:
    return {row["code"]: row["name"] for row in _rows() if row["read"] != "true"}


def _rows() -> Iterator[Mapping[str, Any]]:
    yield from _held()["languages"]


@lru_cache(maxsize=1)
def _held() -> Mapping[str, Any]:
    """The file as it was written, every scalar a text: `no` is a language."""
    import yaml

    loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    read: Mapping[str, Any] = yaml.load((home() / SOURCE).read_bytes(), Loader=loader)  # noqa: S506 - builds text, lists and mappings only
    return read
