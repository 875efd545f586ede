"""A text that is no license and names one: by a link, or by words such as "licensed under the Heron License"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from auditor.licenses.normalize import WordValues
from auditor.licenses.wording import one_of


@dataclass(frozen=True, slots=True)
class Pointer:
    """The licenses that a text names instead of giving them: mostly one, by its name, by a link, or by both."""

    name: str
    """As the text has it, or ""."""
    url: str
    """Where the text says that the license is, or ""."""
    line: int
    """Line of the original text, from 1."""
    also: tuple[str, ...] = ()
    """Other names and links of licenses in the text, as it has them: what it says of one says nothing of another."""


_URL = re.compile(r"https?://[^\s<>\"'\])}》]{3,300}")
_POINTER_WORDS = 1500
_MOST = 12


@lru_cache(maxsize=1)
def _names_license() -> re.Pattern[str]:
    return re.compile(one_of("names-license"), re.IGNORECASE)


@lru_cache(maxsize=1)
def _under() -> re.Pattern[str]:
    """Words that say that something comes under what follows, up to the end of the clause or paragraph."""
    return re.compile(
        rf"\b{one_of('given')}\s+{one_of('under')}\s+(?:{one_of('before-name')}\s+){{0,3}}"
        r"((?:[^.;:,()\[\]\n]|\.\d|\n(?!\n)|,(?=\s[Vv]ersion\s)){2,100})",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _proper() -> re.Pattern[str]:
    """A name of its own before the word for a license: "Heron License", and not "license that comes with it"."""
    return re.compile(rf"(?:[A-Z0-9][\w.'’&+-]{{0,30}}\s+){{1,6}}(?i:{one_of('names-license')})\w*")


def pointer(reading: WordValues) -> Pointer | None:
    """Return the license that a short text names or links to, or None: a link with a license word, or "… under X"."""
    if len(reading) > _POINTER_WORDS:
        return None
    text, names_license = reading.text[: 20 * _POINTER_WORDS], _names_license().search
    named = [found for found in _under().finditer(text) if names_license(found.group(1))]
    under = named[0] if named else None
    name = " ".join(under.group(1).split()) if under else ""
    links = [(link.start(), link.group().rstrip(".,;")) for link in _URL.finditer(text)]
    telling = [link for link in links if names_license(link[1])]
    if not telling and len(reading) <= 60 and names_license(_URL.sub(" ", text)):
        telling = links
    if not under and not telling:
        return None
    place, url = telling[0] if telling else (under.start() if under else 0, "")
    also = (*_others((found.group(1) for found in named[1:]), name), *(link for _, link in telling[1:] if link != url))
    line = text.count("\n", 0, under.start() if under else place) + 1
    return Pointer(name, url, line, tuple(dict.fromkeys(also))[:_MOST])


def _others(named: Iterator[str], first: str) -> Iterator[str]:
    """Further names of licenses in their own right, each without what goes on behind it."""
    for words in named:
        proper = _proper().match(" ".join(words.split()))
        if proper and not first.startswith(proper.group()):
            yield proper.group()
