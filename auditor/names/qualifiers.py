"""What stands behind a family's name: version, size, variants. `-2-7b-chat-hf`, ` 3.1 8B Instruct`, `.1 [dev]`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from auditor.names.spelling import SIZE, VERSION
from auditor.names.table import FamilyRow, Said, table

_I = re.IGNORECASE | re.ASCII
_WORD = (
    r"(?P<mark>[\s_-]?[(\[]?|\.(?=\d))"
    r"(?P<word>\d{1,4}(?:\.\d{1,2})?[ -][bm]illion|v[\s_-]\d{1,3}|v?\d{1,4}(?:[._]\d{1,4})+\w{0,4}"
    r"|[a-z0-9+]{1,24}(?:\.en\b)?)"
    r"(?![a-z0-9+])[)\]]?"
)
_SIZE = re.compile(rf"{SIZE}|[\d.]{{1,7}}[ -][bm]illion", _I)
_VERSION = re.compile(rf"v?[\s_-]?({VERSION})", _I)
_NUMBER = re.compile(r"\d{1,4}k|\d{1,4}", _I)
_TIED = ("-", "_", "", ".")
_A_SIZE_BEHIND = r"[ -](?:\d{1,3}x)?\d{1,4}(?:\.\d{1,2})?[bm](?![a-z])"
# Numbers that count something: `Llama 2 times`.
_COUNTS = (
    r"\s(?:times|epochs?|steps?|layers?|examples?|samples?|sentences|images|people|percent|gpus?|[gt]b|hours?|days?|weeks?"
    r"|months?|years?|bits?)\b|\s?[x%°]"
)
# `Llama 2 7B, 13B and 70B` are several.
_MORE_SIZES = r"\s?[)\]]?\s?(?:[,/&]|and\b|or\b|to\b)\s?(?:\d+x)?\d{1,4}(?:\.\d+)?[bm](?![a-z])"
# What may be tied to a name without making another name of it.
_NO_NAME = (
    r"[-_](?:based|like|style|derived|tuned|fine|finetuned|powered|family|class|type|generated|compatible|only|models?)"
    r"(?![a-z])"
)
_MORE = re.compile(r"[-_]?\w|\.\d", re.ASCII)
# Variants that show with a space before them too that a model is meant, and those that are words of any sentence.
_STRONG = frozenset(("instruct", "chat"))
_ORDINARY = frozenset(
    (
        *("text", "image", "audio", "video", "speech", "code", "math", "edit", "next", "preview", "exp", "zero"),
        *("super", "air", "ultra", "plus", "it", "pt", "h"),
    )
)
_MOST = 10


@dataclass(frozen=True)
class Tail:
    """What is said behind a name, where it ends, whether it shows that a model is meant, whether more is tied to it."""

    said: Said
    end: int
    variants: tuple[str, ...] = ()
    shows_a_model: bool = False
    goes_on: bool = False


def read_tail(text: str, start: int, row: FamilyRow) -> Tail:
    """What is said behind a name of this family that ends at `start`."""
    version, size, variants, shows, end = "", "", [], False, start
    for _ in range(_MOST):
        match = _compiled(_WORD).match(text, end)
        if match is None:
            break
        word, mark = match["word"].lower(), match["mark"]
        tied = mark in _TIED
        if not size and _SIZE.fullmatch(word) and word not in row.variants:
            size, shows = match["word"], True
        elif word in row.variants or (word in table().variants and (tied or size or word not in _ORDINARY)):
            variants.append(word)
            shows = shows or tied or word in row.variants or word in _STRONG
        elif number := _number(text, match, row, version, tied):
            version, shows = number, True
        elif _NUMBER.fullmatch(word) and tied:
            variants.append(word)
        else:
            break
        end = match.end()
    more = bool(goes_on(text, end) or (size and _compiled(_MORE_SIZES).match(text, end)))
    return Tail(Said(version, size, frozenset(variants)), end, tuple(variants), shows, more)


def goes_on(text: str, end: int) -> bool:
    """Whether more is tied to a name that ends there, which makes another one of it: `BERT2BERT`, no `BERT-based`."""
    return bool(_MORE.match(text, end) and not _compiled(_NO_NAME).match(text, end))


def _number(text: str, match: re.Match[str], row: FamilyRow, before: str, tied: bool) -> str:
    """The version that a word is, with what stood before it (`2-1` is 2.1); empty where it is none."""
    found = _VERSION.fullmatch(match["word"])
    if found is None:
        return ""
    number = found.group(1).replace("_", ".")
    if before:
        joined = f"{before}.{number}"
        return joined if tied and joined in row.versions else ""
    if match["word"][0] in "vV" or number in row.versions:
        return "" if _counts(text, match, tied) else number
    shows = tied or _compiled(_A_SIZE_BEHIND).match(text, match.end())
    return number if shows and len(number.partition(".")[0]) < 3 else ""


def _counts(text: str, match: re.Match[str], tied: bool) -> bool:
    return not tied and match["word"].isdigit() and bool(_compiled(_COUNTS).match(text, match.end()))


@lru_cache(maxsize=8)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, _I)
