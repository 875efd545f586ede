"""Definite words on what a model was trained on: sentences, labels, lists and tables that say what was done.

No "can be fine-tuned on", no other model, no tokenizer, no comparison.
"""

from __future__ import annotations

import re
from dataclasses import replace

from auditor.gather.reading.corpora import found
from auditor.gather.reading.marks import MARKS, TO_DATA, TO_PAGE, marked
from auditor.gather.reading.parts import SOME, UNNAMED, Listing, Part, part_of, taken_apart, together
from auditor.prose.sentences import Sentence

_I = re.IGNORECASE
_TRAINED = re.compile(
    r"\b(?:(?:pre|re)-?\s?)?(?:train|(?:fine-?\s?)?tun|distill)ed\b(?! (?:models?|checkpoints?|weights"
    r"|language|by|for|to)\b)"
    r"(?:(?! code| scripts?\b)[^.|:;,]){0,70}?\b(?:on|with|using|over)\b"
    r"|\b(?:fine-?\s?tuned|trained) (?:version|variant|checkpoint)s? of [^|;]{1,120}? (?:on|using)\b"
    r"|\b(?:built|trained)\b[^.|:;,]{0,30} on (?=[\d.,]+ ?\w* (?:tokens|words|hours) of\b)"
    r"|\b(?:pre-?\s?)?training (?:data|corpus|dataset|data ?set)s?\b (?:is|was|are|were|consist(?:s|ed)? of"
    r"|compris(?:es|ed)"
    r"|comes? from|came from|includes? only)\b",
    _I,
)
_CHINESE = re.compile(
    r"(?:训练数据|训练语料|预训练数据|训练集)(?:集|主要)?(?:是|为|来自|来源于|采用了?)[:：]?(?P<after>[^。；;]{2,200})"
    r"|(?:使用|采用|基于|用|在)了?(?P<object>[^。；;，,]{2,120}?)(?:数据集?|语料库?)?(?:上|来|进行|做)?(?:进行)?了?(?:预?训练|微调)"
)
_LABEL = re.compile(
    r"\W*(?:pre-?)?(?:training|train|fine-?tun\w+)[ -](?:data ?sets?|data|corpus|corpora|set)\W*\Z"
    r"|\W*data ?sets?(?: used)?\W*\Z|\W*(?:pre-?trained|fine-?tuned|trained) on\W*\Z|\W*训练(?:数据|语料)集?\W*\Z",
    _I,
)
_FURTHER = re.compile(r"\W*(?:additionally|in addition|furthermore|moreover|besides|we also|it also)\b", _I)
_ENRICHED = re.compile(r"\b(?:augment|supplement|complement|enrich|extend)ed\b[^.;]{0,60}\b(?:with|by)\b", _I)
_GATHERED = re.compile(
    r"\b(?:collect|gather|crawl|scrap|creat|add|us|includ|augment|supplement|complement|enrich|extend|upsampl)ed\b", _I
)
# Words before the verb that make it no report of this model's own training.
_NOT_DONE = re.compile(
    r"\b(?:not|never|n't|without|when|if|can|could|may|might|should|would|will|must|to be|cannot|unlike|than"
    r"|compared|whether"
    r"|tokeni[sz]er|vocabulary|reward model|classifier|detector|scorer|baselines?|other models?|previous|competitors?"
    r"|embeddings?|underlying|to|those|models? that|most|typically|usually|similar|like|originally|e\.g\."
    r"|example|instead)\b",
    _I,
)
_SUBJECT = re.compile(r"[A-Z][\w.+-]{2,}")
_COMMON = re.compile(
    r"the|this|these|our|model|models|it|its|they|all|both|each|after|then|pretrained|pre-trained|finetuned"
    r"|fine-tuned|we|version|training|trained|first|phase|stage|step|base|large|small|tiny|xl|multilingual"
    r"|english|transformer|network|weights|checkpoint|system|finally|here|fine|pre|data|dataset|note"
    r"|description|details|language",
    _I,
)
_DATA_HEADING = re.compile(
    r"\W*(?:the )?(?:(?:pre-?)?training (?:data(?: ?sets?| sources?| mix(?:ture)?)?|corpus|corpora)"
    r"|(?:fine-?tuning|sft|tuning)"
    r" (?:data|data ?sets?)|data(?: sources?| mix(?:ture)?)?|data ?sets?(?: used)?)\W*\Z|\W*(?:预?训练)?数据(?:集"
    r"|来源)?\W*\Z",
    _I,
)
_SOURCE_COLUMN = re.compile(r"\b(?:source|data ?set|corpus|subset|name|data)s?\b|来源|数据", _I)
_TOTAL = re.compile(r"\W*(?:total|sum|all|overall|average)\b", _I)
_REMARK = re.compile(r":\s|\s[-–—(]|,")
# A row that names a kind of text where its neighbors name a source.
_GENERIC = re.compile(
    r"\W*(?:others?|misc\w*|books?|code|web(?: ?pages| data| text| crawl)?|conversations?|dialogues?|technical"
    r"|news|academic"
    r"|papers|math\w*|social media|forums?|q&a|(?:synthetic|internal|proprietary|curated|licensed"
    r"|private)\b[\w ]{0,30})\W*\Z",
    _I,
)


def listing(sentence: Sentence, own: str, declared: tuple[str, ...]) -> Listing | None:
    """What the sentence says that the model `own` was trained on, among other things of its declared data sets."""
    if sentence.kind == "row":
        return _labelled(sentence, declared)
    words = marked(sentence.raw)
    match = _TRAINED.search(words)
    if match is None:
        return _labelled(sentence, declared) or _added(words) or _chinese(words, declared)
    before = words[: match.start()]
    if _NOT_DONE.search(f"{before} {match.group()}") or not _is_own(before, own):
        return None
    told = taken_apart(words[match.end() :], declared)
    return replace(told, whole=False) if told and SOME.search(match.group()) else told


def _added(words: str) -> Listing | None:
    """ "Additionally, two sets were collected from ...": more than was listed before, whether it is named or not."""
    further = _FURTHER.match(words) and _GATHERED.search(words)
    if not (further or _ENRICHED.search(words)) or not UNNAMED.search(words):
        return None
    names = tuple(item.name for item in found(words))
    return Listing(names, whole=bool(names), placed=False, more=not names, tasks=False, gone=())


def _is_own(before: str, own: str) -> bool:
    """Whether the subject is this model: its own name, "the model", "we", or nothing at all."""
    named = [word for word in _SUBJECT.findall(before) if not _COMMON.fullmatch(word.strip(".-"))]
    name = re.sub(r"[\W_]+", "", own.rpartition("/")[2].lower())
    stems = (re.sub(r"[\W_]+", "", word.lower()) for word in named)
    return not named or any(stem[:4] in name for stem in stems if len(stem) > 2)


def _labelled(sentence: Sentence, declared: tuple[str, ...]) -> Listing | None:
    """ "Training data: A, B", or the same as a row of a table."""
    if not sentence.label or not _LABEL.match(sentence.label):
        return None
    mark = "|" if sentence.kind == "row" else ":"
    _, _, rest = marked(sentence.raw.strip().strip("|")).partition(mark)
    return taken_apart(rest.replace(" | ", " ; "), declared) if rest.strip() else None


def _chinese(words: str, declared: tuple[str, ...]) -> Listing | None:
    match = _CHINESE.search(words) if "训练" in words or "微调" in words else None
    return taken_apart(match["after"] or match["object"] or "", declared) if match else None


def enumerated(found_: list[Sentence], declared: tuple[str, ...]) -> dict[int, Listing]:
    """What lists and tables under a heading on training data hold, by the place of each item or row."""
    held: dict[int, Listing] = {}
    start = 0
    while start < len(found_):
        first = found_[start]
        if first.kind not in ("item", "row") or not _DATA_HEADING.match(first.heading):
            start += 1
            continue
        end = start
        while end < len(found_) and _continues(first, found_[end]):
            end += 1
        held |= _members(found_, range(start, end), declared)
        start = end
    return held


def _continues(first: Sentence, other: Sentence) -> bool:
    return (other.kind, other.headings, other.columns) == (first.kind, first.headings, first.columns)


def _members(found_: list[Sentence], places: range, declared: tuple[str, ...]) -> dict[int, Listing]:
    """Whole where each member is named; where some are and others are a kind of text alone, there is more."""
    cells = {place: _cell(found_[place]) for place in places}
    cells = {place: cell for place, cell in cells.items() if cell and not _TOTAL.match(cell)}
    parts = {place: part_of(cell, declared) or _titled(cell) for place, cell in cells.items()}
    named = {place: part for place, part in parts.items() if part}
    more = any(_GENERIC.match(cell) for cell in cells.values())
    members = {place: together([part], more=more, whole=len(named) == len(cells)) for place, part in named.items()}
    return {place: member for place, member in members.items() if member}


def _cell(sentence: Sentence) -> str:
    """The source's cell, with a mark where any cell of the row links to one; an item's words before a remark."""
    words = marked(sentence.raw)
    mark = TO_DATA if TO_DATA in words or TO_PAGE in words else ""
    if sentence.kind == "item":
        return _REMARK.split(words, 1)[0] + mark
    if not _SOURCE_COLUMN.search(sentence.columns[0] if sentence.columns else ""):
        return ""
    cell = words.strip().strip("|").partition("|")[0].strip()
    return cell + (mark if cell else "")


def _titled(cell: str) -> Part | None:
    bare = MARKS.sub("", cell).strip(" :*`'\"")
    if not bare[:1].isupper() or _GENERIC.match(bare) or ":" in bare or len(bare) > 80:
        return None
    return Part(names=(bare,))
