"""What stands after "trained on", taken apart: is each part named, and can it be had?

"A, B and C" are three sources; "A and news data" names one and leaves another without a name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from auditor.gather.reading.corpora import Supply, by_hub_id, found
from auditor.gather.reading.marks import MARKS, TO_DATA, TO_PAGE

_I = re.IGNORECASE
_MAX = 600
_STOP = re.compile(
    r",?\s+(?:which|that|where|whose|using|via|by|for|to|in (?:an?|the|order|their|this|which)|with|without|as (?!well)"
    r"|because|so|while|but|before|after|then|until|when|achiev\w+|reach\w+|obtain\w+|at|follow\w+|through|during|starting"
    r"|released|created|made|provided|published|introduced|developed|collected|described|available"
    r"|is|are|was|were|has|have|can|and (?:then|is|was|has|can|uses?|achiev\w+|evaluat\w+|test\w+|fine-?tun\w+"
    r"|it|we|the model)"
    r")\b|[;—–]| - |[.](?:\s|\Z)|[:](?=\s)",
    _I,
)
_SPLIT = re.compile(
    r"(,\s+(?:(?:and|&|as well as)\s)?|\s(?:and(?: on)?|&|\+|plus|as well as|along with|together with"
    r"|combined with|mixed with"
    r"|enhanced with|augmented with|enriched with|supplemented (?:with|by)|in addition to|followed by)\s|[、，]"
    r"|和|及|与)",
    _I,
)
_JOINS = re.compile(r"\s(?:along|together|combined|mixed|enhanced|augmented|enriched|supplemented) (?:with|by)\s", _I)
_LEAD = re.compile(
    r"(?:\s|,|and\b|both\b|only\b|solely\b|exclusively\b|entirely\b|on\b|of\b|the\b|our\b(?=.*[\ue001\ue002]))*", _I
)
_APPOSED = re.compile(r"an?\b|one of\b|the (?:largest|biggest|first|same|most)\b|i\.e\.|namely|also known|a\.k\.a", _I)
_KIND = (
    r"(?:data ?sets?|data|corpora|corpus|sources?|texts?|documents?|books|articles|pages|websites?|dumps?|crawls?"
    r"|conversations?|dialogues?|images?|pairs?|samples?|examples?|sentences?|instructions?|recordings?|speech|audio|videos?"
    r"|posts|tweets|code|repositories|news|reviews|papers|queries|questions|transcripts|数据集?|语料库?)"
)
UNNAMED = re.compile(rf"(?:\b|(?<=[\u4e00-\u9fff])){_KIND}(?:\b|\Z)", _I)
_OWN_NAME = re.compile(
    r"\b(?!(?:English|Chinese|French|German|Spanish|Portuguese|Italian|Japanese|Korean|Russian|Arabic|Hindi|Dutch|Polish"
    r"|Turkish|Vietnamese|Indonesian|Swedish|Czech|Finnish|Danish|Norwegian|Ukrainian|Thai|Persian|Hebrew|Greek|European"
    r"|Internet|Web|AI|SFT|DPO|QA|Q|LLM|ML|NLP|NLI|OCR|TTS|ASR|HTML|PDF|[A-Z]{1,2})\b)[A-Z][\w.+-]+|\b\w+[-_/]\w*\d\w*\b"
)
_LINKED = re.compile("\ue000([^\ue000-\ue002]{1,120})[\ue001\ue002]")
_COMPUTE = re.compile(
    r"\b(?:[GT]PUs?|[AHV]100s?|platform|clusters?|machines?|nodes?|AWS|SageMaker|Colab|hardware|library|framework|trainer"
    r"|scripts?|codebase|notebook|repository|toolkit|objective|loss|tasks?|epochs?|steps?|optimi[sz]er)\b",
    _I,
)
# Aside, neither a source nor one left out: licenses, amounts, versions, dates.
_ASIDE = re.compile(
    r"\W*(?:(?:CC|MIT|Apache|ODC|GPL|BSD)[\w. -]{0,30}|[\d.,~]+\s?\w{0,12}\W{0,3}\w{0,12}|v(?:ersion )?[\d.]+"
    r"|(?:in|of|from) (?:19|20)\d\d"
    r"|(?:train|test|dev|validation)(?:ing)?(?: split| set)?s?|respectively|etc\.?)?\W*\Z",
    _I,
)
# A set that was made from another one is not that one.
_MADE_FROM = re.compile(
    r"\b(?:built|based|constructed|compiled|derived|extended|adapted) (?:\w+ )?(?:atop|up|on|upon|from)\b|\batop\b", _I
)
# Words that say that there is more than is named.
MORE = re.compile(
    r"\b(?:etc\b|among others|and (?:many )?(?:more|others)\b|and (?:various |several |many )?other\b"
    r"|(?:additional|other|supplementary|extra)(?: [\w-]+){0,2} (?:data|corpora|datasets|sources|texts)\b"
    r"|curated(?: [\w-]+){0,2} (?:corpora|sources|data ?sets|collections)\b"
    r"|(?:internal|in-?house|proprietary|private|licensed|undisclosed|non-public|confidential)(?: [\w-]+){0,2}"
    r" (?:data ?sets?|data|corpora|corpus|sources|images|code|texts|documents|books)\b)|等",
    _I,
)
SOME = re.compile(
    r"\ban? (?:[~\w-]+ ){0,2}(?:sub-?set|portion|sample|selection|fraction|part|mix(?:ture)?) of\b|"
    r"\b(?:such as|e\.g\b|including|includes?|part(?:s|ly)?|partially|like|mainly|mostly|primarily|some)\b|主要",
    _I,
)
_NOT_A_NAME = re.compile(
    r"text|json|csv|parquet|arrow|generator|imagefolder|audiofolder|webdataset|custom|private|unknown|none"
    r"|null|dataset|data",
    _I,
)


@dataclass(frozen=True, slots=True)
class Listing:
    """What a definite sentence lists.

    `whole`: each of its parts is named. `placed`: each can be had. `more`: there is more than it names. `tasks`: it
    names sets that were made for tasks, and nothing else. `gone` names those that nobody can have from their makers.
    """

    names: tuple[str, ...]
    whole: bool
    placed: bool
    more: bool
    tasks: bool
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One source that a list names. `placed`, `tasks` and `gone` as in Listing."""

    names: tuple[str, ...] = ()
    placed: bool = False
    tasks: bool = False
    gone: tuple[str, ...] = ()


def taken_apart(words: str, declared: tuple[str, ...]) -> Listing | None:
    """The parts of what stands after "trained on"."""
    words = words[:_MAX]
    joined = _JOINS.sub(" , ", words)  # "mixed with" joins, and would else be cut off with what follows
    stop = _STOP.search(joined)
    said = _without_asides(joined[: stop.start()] if stop else joined)
    parts, more, known = [], bool(MORE.search(words)), True
    between = ""
    for index, piece in enumerate(_SPLIT.split(said)[:80]):
        if index % 2:
            between = piece
            continue
        part = part_of(piece, declared)
        if part:
            parts.append(part)
        elif parts and "," in between and _APPOSED.match(piece.strip()) and not MORE.search(piece):
            continue
        elif _MADE_FROM.search(piece) or (
            UNNAMED.search(piece) and not _OWN_NAME.search(piece) and not _COMPUTE.search(piece)
        ):
            more = True
        elif not (_ASIDE.match(MARKS.sub("", piece)) or _COMPUTE.search(piece)):
            known = False
    return together(parts, more=more, whole=known and not SOME.search(said))


def together(parts: list[Part], *, more: bool, whole: bool) -> Listing | None:
    """The list that these sources make; None where it holds none, and speaks of none."""
    if not parts and not more:
        return None
    return Listing(
        names=tuple(dict.fromkeys(name for part in parts for name in part.names))[:20],
        whole=bool(parts) and whole and not more,
        placed=bool(parts) and all(part.placed for part in parts),
        more=more,
        tasks=bool(parts) and all(part.tasks for part in parts),
        gone=tuple(dict.fromkeys(name for part in parts for name in part.gone)),
    )


def part_of(piece: str, declared: tuple[str, ...]) -> Part | None:
    """A source that is named: a known corpus, a declared data set, a link, or a name of its own."""
    linked = TO_DATA in piece or TO_PAGE in piece
    known = tuple(found(piece))
    held = tuple(name for name in declared if _is_named(name, piece))
    if _MADE_FROM.search(piece) and not (held or TO_DATA in piece):
        return None
    if known:
        return Part(
            names=tuple(item.name for item in known),
            placed=all(_is_placed(item.supply, piece, held=bool(held)) for item in known),
            tasks=all(item.supply is Supply.TASK for item in known),
            gone=tuple(item.name for item in known if item.is_lost),
        )
    if held:
        return Part(names=held, placed=all("/" in name or by_hub_id(name) is not None for name in held))
    name = _name(piece)
    if TO_DATA in piece:
        return Part(names=(name,) if name else (), placed=True)
    if name and UNNAMED.search(piece) and not MORE.search(piece) and not _COMPUTE.search(piece):
        return Part(names=(name,), placed=linked)
    return None


def _is_placed(supply: Supply, piece: str, *, held: bool) -> bool:
    """A place, or a part of it, is said by a link to a set alone; what was withdrawn, by any link."""
    if supply is Supply.RAW:
        return TO_DATA in piece or held
    if supply in (Supply.CHANGED, Supply.WITHDRAWN):
        return TO_DATA in piece or TO_PAGE in piece or held
    return supply in (Supply.PUBLIC, Supply.TASK)


def _name(piece: str) -> str:
    """The words of its link, else the piece itself where it holds a name."""
    link = _LINKED.search(piece)
    words = link[1] if link else _LEAD.sub("", MARKS.sub("", piece), count=1)
    words = words.strip(" .:*`'\"“”")[:80]
    return words if (link or _OWN_NAME.search(words)) and not _NOT_A_NAME.fullmatch(words) else ""


def _is_named(dataset: str, piece: str) -> bool:
    name = re.sub(r"[\W_]+", "", dataset.rpartition("/")[2].lower())
    return len(name) >= 4 and not _NOT_A_NAME.fullmatch(name) and name in re.sub(r"[\W_]+", "", piece.lower())


def _without_asides(words: str) -> str:
    """What stands in brackets is left out, but for the mark of a link and for names."""
    return re.sub(r"\(([^()]{0,300})\)", lambda inside: _mark_in(inside[1]), words)


def _mark_in(words: str) -> str:
    return next((mark for mark in (TO_DATA, TO_PAGE) if mark in words), "")
