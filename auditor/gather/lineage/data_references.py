"""Data sets of the Hub that stand in a text: links, addresses, and plain ids beside a word for data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import count

from auditor.gather.lineage.named import is_model_path
from auditor.names.prose import in_prose
from auditor.prose.plain import plain
from auditor.prose.sentences import Sentence
from auditor.prose.vocabulary import Vocabulary

_ID = r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,95}"
_ADDRESS = re.compile(
    rf"(?:(?:https?://)?(?:www\.)?(?:huggingface\.co|hf\.co)/|(?<![\w./-])/?|hf://)datasets/({_ID}/{_ID}|{_ID})",
    re.IGNORECASE,
)
_LINK = re.compile(r"\[(?P<text>[^\[\]\n]{0,200})\]\(\s?<?(?P<link>[^\s()<>]{1,300})[^()\n]{0,80}\)")
_ANCHOR = re.compile(
    r"<a\s[^<>]{0,300}?href\s?=\s?[\"']?(?P<link>[^\s\"'<>]{1,300})[^<>]{0,300}>(?P<text>(?:(?!</a).){0,200})</a\s?>",
    re.IGNORECASE,
)
_URL = re.compile(
    r"(?:https?://|hf://|(?<![\w./-])(?:www\.)?(?:huggingface\.co|hf\.co)/)[^\s()<>\"'\]|`*,;，。、]{1,300}"
)
_VIEWS = ("viewer", "blob", "tree", "resolve", "raw", "discussions")
_MEASURED = "trained-on/measured"
_NO_ID = "trained-on/no-id"
# A reference stands in the text as one character of private use, in order.
_FIRST = 0xE100
_MOST = 60
_PLAIN = re.compile(rf"(?<![A-Za-z0-9_/@.:\\-])(?>{_ID}/{_ID})(?![A-Za-z0-9_/])", re.ASCII)
_NUMBER = re.compile(r"[\d.,_-]+[A-Za-z%]{0,3}")
_FILES = (
    ".py",
    ".md",
    ".json",
    ".jsonl",
    ".txt",
    ".csv",
    ".pdf",
    ".png",
    ".ipynb",
    ".yaml",
    ".yml",
    ".sh",
    ".com",
    ".org",
)


@dataclass(frozen=True, slots=True)
class DataReference:
    """A data set that is named: its id, and where its mark stands. `is_sure`: by its address, not by an id alone."""

    id: str
    place: int
    is_sure: bool


@dataclass(frozen=True, slots=True)
class DataText:
    """The words of a sentence with a mark for each data set that it names, and what these are."""

    words: str
    found: tuple[DataReference, ...]


def may_name_data(raw: str) -> bool:
    """A quick look: whether a data set can stand in it."""
    return "datasets/" in raw.lower() or ("/" in raw and _PLAIN.search(raw) is not None)


def data_text(sentence: Sentence) -> DataText:
    """Read a sentence as it was written."""
    known: dict[int, tuple[str, bool]] = {}
    numbers = count(_FIRST)

    def held(dataset: str, *, is_sure: bool) -> str:
        if len(known) >= _MOST:
            return " "
        number = next(numbers)
        known[number] = (dataset.rstrip("."), is_sure)
        return chr(number)

    def linked(match: re.Match[str]) -> str:
        dataset = of_address(match["link"]) or of_address(match["text"])
        if dataset and not sentence.vocabulary.fits(_MEASURED, match["text"]):
            return held(dataset, is_sure=True)
        # what the words of a link to elsewhere name is there
        return match["text"].replace("/", " ")

    def addressed(match: re.Match[str]) -> str:
        dataset = of_address(match[0])
        return held(dataset, is_sure=True) if dataset else " "

    raw = re.sub("[\ue100-\ue1ff]", " ", sentence.raw[:6_000])
    text = _URL.sub(addressed, _ANCHOR.sub(linked, _LINK.sub(linked, raw)))
    text = _PLAIN.sub(
        lambda match: held(match[0], is_sure=False) if _is_id(match[0], sentence.vocabulary) else match[0], plain(text)
    )
    found = (
        DataReference(known[ord(char)][0], place, known[ord(char)][1])
        for place, char in enumerate(text)
        if ord(char) in known
    )
    return DataText(text, tuple(found))


def of_address(link: str) -> str | None:
    """The data set that an address on the Hub is of."""
    match = _ADDRESS.search(link)
    if not match or (match.start() and not link[: match.start()].endswith("/")):
        return None
    account, _, name = match[1].rstrip(".").partition("/")
    return f"{account}/{name}" if name and name.lower() not in _VIEWS else account


def _is_id(path: str, vocabulary: Vocabulary) -> bool:
    """Whether words with a stroke between can be a data set's id: no path, no pair of words or sizes, no model."""
    account, _, name = path.partition("/")
    if not is_model_path(path) or name.lower().endswith(_FILES) or len(account) < 2 or len(name) < 3:
        return False
    if _NUMBER.fullmatch(name) or _NUMBER.fullmatch(account):
        return False
    if any(vocabulary.fits_heading(_NO_ID, part) for part in (account, name)):
        return False
    return next(iter(in_prose(name)), None) is None
