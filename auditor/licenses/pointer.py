"""A text that is no license and names one: by a link, or by words such as "licensed under the Heron License"."""

import re
from dataclasses import dataclass
from functools import lru_cache

from auditor.licenses.normalize import WordValues
from auditor.licenses.wording import one_of


@dataclass(frozen=True, slots=True)
class Pointer:
    """A license that a text names instead of giving it."""

    name: str
    """As the text has it, or ""."""
    url: str
    """Where the text says that the license is, or ""."""
    line: int
    """Line of the original text, from 1."""


_URL = re.compile(r"https?://[^\s<>\"'\])}》]{3,300}")
_POINTER_WORDS = 1500


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


def pointer(reading: WordValues) -> Pointer | None:
    """Return the license that a short text names or links to, or None: a link with a license word, or "… under X"."""
    if len(reading) > _POINTER_WORDS:
        return None
    text, names_license = reading.text[: 20 * _POINTER_WORDS], _names_license().search
    under = next((found for found in _under().finditer(text) if names_license(found.group(1))), None)
    name = " ".join(under.group(1).split()) if under else ""
    links = [(link.start(), link.group().rstrip(".,;")) for link in _URL.finditer(text)]
    telling = [link for link in links if names_license(link[1])]
    if not telling and len(reading) <= 60 and names_license(_URL.sub(" ", text)):
        telling = links
    if not under and not telling:
        return None
    place, url = telling[0] if telling else (under.start() if under else 0, "")
    return Pointer(name, url, text.count("\n", 0, under.start() if under else place) + 1)
