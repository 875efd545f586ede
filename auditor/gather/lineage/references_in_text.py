"""Models named in running text: links to the Hub, ids in quotation marks or plain, official names in words.

A sentence's words have lost where its links lead. Here they are read together: the words, and at which place of them
stands a model, by whatever it is named.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from auditor.gather.lineage.named import is_model_path
from auditor.names.families import prose_pattern
from auditor.names.known_ids import legacy_names
from auditor.names.official import in_words
from auditor.names.prose import FamilyName, in_prose
from auditor.names.qualifiers import goes_on
from auditor.names.spelling import alternation
from auditor.names.table import table
from auditor.prose.plain import plain
from auditor.prose.sentences import Sentence
from auditor.prose.vocabulary import Vocabulary

_ELSEWHERE = "origins/link-elsewhere"
_HUB = r"(?:https?://)?(?:www\.)?(?:huggingface\.co|hf\.co)/"
_ID = r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,95}"
# A link stands between these two while the marks around it are taken off.
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARKS = re.compile(f"[{_OPEN}{_CLOSE}]")
_LINK = re.compile(
    r"(?<!!)\[(?P<text>[^\[\]\n]{1,120})\]\(\s?<?(?P<link>[^\s()<>]{1,200})[^()\n]{0,80}\)"
    r"|<a\s[^<>]{0,300}?href\s?=\s?[\"']?(?P<href>[^\s\"'<>]{1,300})[^<>]{0,300}>(?P<inside>(?:(?!</a).){1,200})</a\s?>"
    r"|<(?P<auto>https?://[^\s<>]{1,200})>",
    re.IGNORECASE,
)
_ADDRESS = re.compile(_HUB, re.IGNORECASE)
_TARGET = re.compile(rf"(?:{_HUB})?({_ID}(?:/{_ID})?)/?(?:(?:tree|blob)/[\w.-]+/?)?(?:[?#].*)?\Z", re.IGNORECASE)
_LOOKS_LIKE_ID = re.compile(r"[-_.\d]")
# A number, with or without a unit: no account or model is called so.
_NUMBER = re.compile(r"[\d.,_-]+(?:[A-Za-z]|[KMGTkmgt][Bb])?")
_SIZES = ("-base", "-large", "-small")
_PARAMETERS = re.compile(r"(?<![A-Za-z0-9])(?:\d+x)?\d+(?:[._]\d+)?[bB](?![A-Za-z0-9])")
_FILES = (".md", ".png", ".jpg", ".pdf", ".html", ".txt", ".py", ".json", ".ipynb")


@dataclass(frozen=True, slots=True)
class Reference:
    """A model named in a text: its id, where the name begins and ends, whether it was spelled out as an id.

    `is_sure`: it is a model by its address, its family or its size; any other id alone may be that of data. Without an
    id it is a link that leads to no model. `family`: only a family is named, which leaves open which repository is
    meant; then the id is the name as it is written, and `licenses` are those that may apply.
    """

    id: str
    start: int
    end: int
    is_exact: bool = True
    is_sure: bool = True
    family: str = ""
    licenses: tuple[str, ...] = ()

    @property
    def is_architecture(self) -> bool:
        """Whether only an architecture is named of which many train members from nothing."""
        return bool(self.family) and table().by_id[self.family].others == "train"

    @property
    def has_generations(self) -> bool:
        """Whether only a family is named, and that comes in versions or sizes: such weights are seldom trained anew."""
        row = table().by_id.get(self.family)
        return bool(row and (row.versions or row.sizes))


@dataclass(frozen=True, slots=True)
class NamingText:
    """The words of a sentence, and every model and other link in them, in order."""

    words: str
    references: tuple[Reference, ...]

    @property
    def models(self) -> tuple[Reference, ...]:
        """What is named and is a model."""
        return tuple(item for item in self.references if item.id)

    def first(self, place: int, within: int) -> Reference | None:
        """The model that is named first behind a place, at most so many characters away; no other link before it."""
        found = next((item for item in self.references if item.start >= place), None)
        return found if found and found.id and found.start - place <= within else None


def may_name_a_model(raw: str) -> bool:
    """A quick look: whether anything in the text can be a model's name at all."""
    return _hint().search(raw) is not None


def is_as_written(sentence: Sentence) -> bool:
    """Whether the words in which models are named are those of the sentence: no link's words stand among them."""
    raw = sentence.raw
    return sentence.kind != "row" and not ("](" in raw or "<" in raw or _OPEN in raw or _CLOSE in raw)


def naming_text(sentence: Sentence) -> NamingText:
    """Read a sentence as it was written. A link with words such as `here` or `paper` leads to no model."""
    raw, vocabulary = sentence.raw, sentence.vocabulary
    targets: list[str] = []

    def marked(match: re.Match[str]) -> str:
        text = match["text"] or match["inside"] or match["auto"]
        if match["auto"] is None and _ADDRESS.search(text):
            return text  # its words say better where it leads
        targets.append(match["link"] or match["href"] or match["auto"])
        return f"{_OPEN}{text}{_CLOSE}"

    text = plain(_LINK.sub(marked, raw.replace(_OPEN, "").replace(_CLOSE, "")))
    marks = [mark.start() for mark in _MARKS.finditer(text)]

    def unmarked(place: int) -> int:
        return place - bisect_left(marks, place)

    references = []
    for match in _model().finditer(text):
        target = targets[text.count(_OPEN, 0, match.start())] if match["text"] is not None else None
        read = _read(match, target, vocabulary)
        if read:
            is_sure = not match["id"] or bool(_PARAMETERS.search(read[0]))
            references.append(Reference(read[0], unmarked(match.start()), unmarked(match.end()), read[1], is_sure))
    words = text.replace(_OPEN, "").replace(_CLOSE, "")
    return NamingText(words, tuple(_with_families(words, references, vocabulary)))


def _with_families(words: str, found: list[Reference], vocabulary: Vocabulary) -> Iterator[Reference]:
    """The same, with families that are named where no model is; a link to a paper still names what its words say."""
    named = (name for name in in_prose(words) if not goes_on(words, name.end))
    names = [name for name in named if not table().by_id[name.family].closed]
    left = iter(names)
    name = next(left, None)
    for item in (*found, None):
        kept = item
        while name and (item is None or name.start < item.end):
            if item is None or name.end <= item.start:
                yield _of_family(words, name)
            elif not item.id and not vocabulary.fits(_ELSEWHERE, words[item.start : item.end]):
                kept = _of_family(words, name)
            name = next(left, None)
        if kept:
            yield kept


def _of_family(words: str, name: FamilyName) -> Reference:
    """A family as the words name it; the repository, where it is certain which one is meant."""
    if name.repository:
        return Reference(name.repository, name.start, name.end, is_exact=False)
    written = words[name.start : name.end]
    if "(" in written and ")" not in written:  # `LLaMA (large …`
        written = written.partition("(")[0]
    written = written.strip(" .,-_()[]")
    return Reference(written, name.start, name.start + len(written), False, True, name.family, name.licenses)


def _read(match: re.Match[str], target: str | None, vocabulary: Vocabulary) -> tuple[str, bool] | None:
    """The id that is meant and whether it is spelled out; no id where a link leads elsewhere; None where none is."""
    if target is not None:
        text = match["text"].strip("*_`'\" ")
        return (None if vocabulary.fits(_ELSEWHERE, text) else _of_link(target, text)) or ("", False)
    if match["bare"]:
        path = match["bare"].rstrip(".")
        return (path, True) if _is_model_on_hub(path) else None
    if match["id"]:
        path = match["id"].rstrip(".")
        return (path, True) if _is_id(path) else None
    known = in_words(match["words"].strip(" .-"))
    return (known, False) if known else None


def _of_link(target: str, text: str) -> tuple[str, bool] | None:
    """The link's target where it is a model of the Hub; else what its text names."""
    inside = _TARGET.match(target)
    on_hub = _ADDRESS.match(target) is not None
    path = inside.group(1).rstrip(".") if inside else ""
    if (on_hub or "/" in path) and _is_model_on_hub(path):
        return path, True
    if on_hub:
        return None
    if re.fullmatch(rf"{_ID}/{_ID}", text) and _is_id(text):
        return text, True
    known = in_words(text)
    return (known, False) if known else None


def _is_model_on_hub(path: str) -> bool:
    """Whether an address on the Hub is a model's: with an account, or an old one without; not an account's own page."""
    named = "/" in path or path.lower() in legacy_names() or path.count("-") > 1 or path.endswith(_SIZES)
    return bool(named) and is_model_path(path) and not path.lower().endswith(_FILES)


def _is_id(path: str) -> bool:
    """Whether words with a stroke between are an id: not a date (01/2012), two sizes (7B/13B), or a path."""
    account, _, name = path.partition("/")
    if not is_model_path(path) or path.endswith((".py", ".md", ".json", ".txt")):
        return False
    return bool(_LOOKS_LIKE_ID.search(name)) and not _NUMBER.fullmatch(name) and not _NUMBER.fullmatch(account)


@lru_cache(maxsize=1)
def _model() -> re.Pattern[str]:
    """A link, an address of the Hub, an id, or a family's name with what is said behind it.

    `in_words` says of which of these names it is certain what is meant.
    """
    behind = alternation(table().spoken["behind"])
    words = (
        rf"{_named()}(?![a-z])"
        rf"[A-Za-z0-9_.-]{{0,60}}(?: (?:v?\d[A-Za-z0-9_.-]{{0,30}}|{behind})){{0,3}}"
    )
    return re.compile(
        rf"{_OPEN}(?P<text>[^{_OPEN}{_CLOSE}]{{1,200}}){_CLOSE}"
        rf"|{_HUB}(?P<bare>{_ID}(?:/{_ID})?)"
        rf"|(?P<id>(?<![A-Za-z0-9_/@.-])(?>{_ID}/{_ID})(?![A-Za-z0-9_/]))"
        rf"|(?P<words>(?<![A-Za-z0-9_/-]){words})",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _hint() -> re.Pattern[str]:
    # An emphasis's mark stands before a name too, which `_model` no longer sees.
    return re.compile(rf"\]\(|[a-z0-9_.-]/[a-z0-9_]|(?<![a-z0-9/-]){_named()}", re.IGNORECASE)


def _named() -> str:
    """A family's name as prose has it, with a word that may stand before it."""
    return rf"(?:{alternation(table().spoken['before'])}[- ])?(?:{prose_pattern()})"
