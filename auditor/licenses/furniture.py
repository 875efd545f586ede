"""What stands beside a license text and says nothing: its name as a title, who holds the copyright, rules and borders.

Whatever is not shown to be one of these may be a term.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from auditor.licenses.aliases import resolve
from auditor.licenses.catalog import Catalog
from auditor.licenses.wording import one_of

_MOST_HOLDERS = 12  # words on a line that names who holds the copyright
_OUTER = " \t*#=-_~|>.:\u00a9"
# A name, a year, a sign or an address. A word in small letters that is none of `holder-words` begins to say something.
_NAME = r"[^\sa-z]\S*|\S*[@/.]\S*"


def says_nothing(lines: Iterable[str], licenses: tuple[str, ...], catalog: Catalog) -> bool:
    """Whether none of these lines says anything beside a text of these licenses."""
    return all(_is_furniture(line, licenses, catalog) for line in lines)


def _is_furniture(line: str, licenses: tuple[str, ...], catalog: Catalog) -> bool:
    words = re.sub(one_of("formal"), " ", line, flags=re.IGNORECASE).strip(_OUTER)
    return not words or _names_holder(words) or _is_title(words, licenses, catalog)


def _names_holder(words: str) -> bool:
    if re.search(rf"\b(?:{one_of('restricts')}|{one_of('reverses')})\b", words, re.IGNORECASE):
        return False
    opening = re.match(rf"(?:{one_of('holder')}|\(c\)|\u00a9|\s)+", words, re.IGNORECASE)
    held = words[opening.end() :].split() if opening and opening.end() else ["says"]
    known = re.compile(rf"{_NAME}|{one_of('holder-words')}[.,]?")
    return len(held) <= _MOST_HOLDERS and all(map(known.fullmatch, held))


def _is_title(words: str, licenses: tuple[str, ...], catalog: Catalog) -> bool:
    named = resolve(words, catalog).licenses
    return bool(named) and set(named) <= set(licenses)
