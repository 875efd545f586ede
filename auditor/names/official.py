"""Names of repositories as their makers write them: a name in words or in a file → the repository that is meant.

A name that fits only in part (`Qwen3-8B-of-mine`) is no official name, and leads nowhere.
"""

from __future__ import annotations

import re
from functools import lru_cache

from auditor.names.known_ids import known_id
from auditor.names.meaning import repository_of
from auditor.names.prose import read_name
from auditor.names.spelling import VERSION
from auditor.names.table import table

_I = re.IGNORECASE
_LONGEST = 60
_LONGEST_WORDS = 80
_SIZE = r"E?(?:\d+x)?\d+(?:\.\d+)?[bm]"
# Numbers that makers put behind a family's name, beside its variants. Other lengths of a context are those of others,
# who stretch it: `…-Instruct-262k`.
_NUMBERS = rf"{_SIZE}|A\d+(?:\.\d+)?B|v?\d+(?:\.\d+)*|\d+E|1M|200K|32K|K2|M\d(?:\.\d)?|H1|128k|4k|8k"
_PLACES = {"{n}": r"\d{1,3}", "{size}": _SIZE, "{version}": VERSION, "*": r".*"}
# A family's name alone is no model: it takes a size, a date or a version, or stands in the table's list.
_ONE_MODEL = re.compile(r"\d[bm](?![a-z])|-\d{4}(?!\d)|-v\d", _I)


def official(name: str) -> str | None:
    """The repository whose official name this is: `Qwen2.5-7B` → `Qwen/Qwen2.5-7B`."""
    if len(name) > _LONGEST or not any(char.isdigit() for char in name):
        return None
    written = _named(name, listed=True)
    fitting = _fitting(_respelled(name)) if _ONE_MODEL.search(name) or _is_single(name) else None
    if fitting and written and written.lower().startswith(fitting.lower()):
        return written[: len(fitting)]  # in the makers' capitals; `-hf` behind it makes another repository
    return fitting or written


def in_words(text: str) -> str | None:
    """The repository that a name in words means: `Llama 3.1 8B` → `meta-llama/Llama-3.1-8B`; None where it is open."""
    text = text.strip()
    if len(text) > _LONGEST_WORDS:
        return None
    legacy = "-".join(re.split(r"[\s_-]+", text.lower()))
    if "/" not in text and known_id(legacy):
        return legacy
    return _named(text, listed=False) or (official(text) if " " not in text else None)


def _named(text: str, *, listed: bool) -> str | None:
    """By what the name says of version, size and variant."""
    read = read_name(text)
    return repository_of(*read, listed=listed) if read else None


def _fitting(name: str) -> str | None:
    """By the grammar of a maker's names."""
    tail = _tail()
    for owner, start in _starts():
        match = start.match(name)
        if match and tail.fullmatch(name, match.end()):
            return f"{owner}/{name}"
    return None


def _is_single(name: str) -> bool:
    return bool(_singles().fullmatch(name))


def _respelled(name: str) -> str:
    """`Llama-3-8B` has `Meta-` in front, 3.1 and later lost it."""
    lower = name.lower()
    return next((today + name[len(old) :] for old, today in _respellings() if lower.startswith(old)), name)


@lru_cache(maxsize=1)
def _respellings() -> tuple[tuple[str, str], ...]:
    """How names begin that are no longer written so, in lower case, and how they begin today."""
    return tuple((old.lower(), today) for row in table().rows for old, today in row.respelled.items())


@lru_cache(maxsize=1)
def _starts() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Account and beginning of every official name, the longest first."""
    pairs = [tuple(item.split("/", 1)) for row in table().rows for item in row.official]
    ordered = sorted(pairs, key=lambda pair: -len(pair[1]))
    return tuple((owner, re.compile(_filled(start), _I)) for owner, start in ordered)


@lru_cache(maxsize=1)
def _singles() -> re.Pattern[str]:
    return re.compile("|".join(_filled(item) for row in table().rows for item in row.single), _I)


@lru_cache(maxsize=1)
def _tail() -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(table().variants)))
    return re.compile(rf"(?:[-_](?:{_NUMBERS}|{words}))*", _I)


def _filled(written: str) -> str:
    parts = re.split(r"(\{n\}|\{size\}|\{version\}|\*)", written)
    return "".join(_PLACES.get(part) or re.escape(part) for part in parts)
