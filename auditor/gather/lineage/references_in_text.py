"""Models named in running text: links to the Hub, ids in backticks or plain, official names in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from auditor.gather.lineage.named import is_model_path
from auditor.names.families import prose_pattern
from auditor.names.official import in_words

_HUB = r"(?:https?://)?(?:www\.)?(?:huggingface\.co|hf\.co)/"
_ID = r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,95}"
_REST_OF_LINK = re.compile(r"[^\[\]()]{0,40}\]\(([^\s()]{1,200})\)")
_IN_LINK = re.compile(rf"(?:{_HUB})?({_ID}(?:/{_ID})?)/?(?:(?:tree|blob)/[\w.-]+/?)?(?:[?#].*)?\Z", re.IGNORECASE)
# A link's words that say that it leads to something about a model, or to no model at all.
_NO_MODEL = re.compile(
    r"\b(?:here|link|card|paper|code|datasets?|tokeni[sz]er|github|repo(?:sitory)?|license|blog|demo|space|collection|post|leaderboard)\W*\Z",
    re.IGNORECASE,
)
_LOOKS_LIKE_ID = re.compile(r"[-_.\d]")


@dataclass(frozen=True)
class Reference:
    """A model named in a text: its id, where the name begins and ends, and whether it was spelled out as an id."""

    id: str
    start: int
    end: int
    is_exact: bool


def may_name_a_model(text: str) -> bool:
    """A quick look: whether anything in the text can be a model's name at all."""
    return _hint().search(text) is not None


def first_reference(text: str, start: int, within: int) -> Reference | None:
    """The first model named after `start`, if its name begins `within` so many characters."""
    for match in _model().finditer(text, start, min(len(text), start + within + 260)):
        if match.start() - start > within:
            return None
        found = _read(match)
        if found:
            return found
        if match.group("link"):
            return None  # it is a link, and leads to something that is no model
    return None


def all_references(text: str) -> list[Reference]:
    """Every model named, in order."""
    return [found for match in _model().finditer(text) if (found := _read(match))]


def _read(match: re.Match[str]) -> Reference | None:
    if match.group("link") is not None:
        return _of_link(match)
    if match.group("bare"):
        path = match.group("bare").rstrip(".")
        return Reference(path, match.start(), match.end(), True) if is_model_path(path) else None
    if match.group("id"):
        path = match.group("id").rstrip(".")
        name = path.partition("/")[2]
        if not is_model_path(path) or not _LOOKS_LIKE_ID.search(name) or path.endswith((".py", ".md", ".json", ".txt")):
            return None
        return Reference(path, match.start(), match.end(), True)
    inside = _REST_OF_LINK.match(match.string, match.end())
    if inside and re.match(_HUB, inside.group(1), re.IGNORECASE):  # the text of a link whose bracket stands before
        target = _IN_LINK.match(inside.group(1))
        return Reference(target.group(1), match.start(), inside.end(), True) if target else None
    known = in_words(match.group("words").strip(" .-"))
    return Reference(known, match.start(), match.end(), False) if known else None


def _of_link(match: re.Match[str]) -> Reference | None:
    """The link's target where it is a model of the Hub; else what its text names."""
    target, text = match.group("link"), match.group("text").strip("*_` ")
    if _NO_MODEL.search(text):
        return None
    inside = _IN_LINK.match(target)
    on_hub = re.match(_HUB, target, re.IGNORECASE) is not None
    if (
        inside
        and (on_hub or "/" in inside.group(1))
        and is_model_path(inside.group(1))
        and not _is_file(inside.group(1))
    ):
        return Reference(inside.group(1).rstrip("."), match.start(), match.end(), True)
    if (
        not on_hub
        and re.fullmatch(rf"{_ID}/{_ID}", text)
        and is_model_path(text)
        and _LOOKS_LIKE_ID.search(text.partition("/")[2])
    ):
        return Reference(text, match.start(), match.end(), True)
    known = None if on_hub else in_words(text)
    return Reference(known, match.start(), match.end(), False) if known else None


def _is_file(path: str) -> bool:
    return path.lower().endswith((".md", ".png", ".jpg", ".pdf", ".html", ".txt", ".py", ".json", ".ipynb"))


@lru_cache(maxsize=1)
def _model() -> re.Pattern[str]:
    """A link, an address of the Hub, an id, or a family's name with what is said behind it."""
    words = (
        rf"(?:meta[- ])?(?:{prose_pattern()})(?![a-z])"
        r"[A-Za-z0-9_.-]{0,60}(?: (?:v?\d[A-Za-z0-9_.-]{0,30}|instruct|chat|base|xl|diffusion|large)){0,3}"
    )
    return re.compile(
        rf"\[(?P<text>[^\[\]]{{1,120}})\]\((?P<link>[^\s()]{{1,200}})\)"
        rf"|<?{_HUB}(?P<bare>{_ID}(?:/{_ID})?)"
        rf"|(?P<id>(?<![A-Za-z0-9_/@.:-]){_ID}/{_ID}(?![A-Za-z0-9_/]))"
        rf"|(?P<words>(?<![A-Za-z0-9_/-]){words})",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _hint() -> re.Pattern[str]:
    return re.compile(rf"\]\(|[a-z0-9_.-]/[a-z0-9_]|{prose_pattern()}", re.IGNORECASE)
