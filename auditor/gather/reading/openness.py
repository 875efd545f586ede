"""Claims of openness that a card makes of its own model, code or data.

Only what asserts is taken: "we open-source …", "is an open-source model", "fully open". Comparisons with other models,
thanks to a community, names of licenses, negations, plans and words in quotation marks assert nothing of this model.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import NamedTuple

from auditor.gather.papers import Papers
from auditor.gather.reading import claiming
from auditor.gather.reading.claiming import CLAIMS, THING, Mood
from auditor.gather.reading.places import place_of
from auditor.gather.reading.sentences import Heading, Sentence
from auditor.names.families import is_anothers
from auditor.names.model_names import names_another, names_sibling
from auditor.schema.reading import Degree, OpennessClaim, Scope

MAX_CLAIMS = 20


class _Own(NamedTuple):
    """The model's id and its own name in it, both in lower case."""

    id: str
    name: str


_I = re.IGNORECASE
_NEEDLES = ("open", "开源", "开放", "オープン", "오픈", "digo a", "quelloffen", "source ouverte")
_WORD = re.compile(claiming.WORD)
_OURS = re.compile(r"(?:is|are) |.*\b(?:we|our|this|these)\b", _I | re.DOTALL)
_WE = re.compile(r"\b(?:we|our|this|these|it)\b", _I)
_DATA_HEADING = re.compile(r"\bdata ?sets?\b|\btraining data\b|数据集", _I)
_TURN = re.compile(r", (?:but|which|while|and we)\b| but\b|;")
_AFTER: tuple[tuple[Scope, re.Pattern[str]], ...] = (
    (
        Scope.MODEL,
        re.compile(
            r"\bmodels?\b(?! code)|\bweights\b|\bcheckpoints?\b|\bLLMs?\b|\bversion\b"
            r"|\ball (?:the )?artifacts\b|模型|权重",
            _I,
        ),
    ),
    (
        Scope.DATA,
        re.compile(
            r"\bdata ?sets?\b|\bcorp(?:us|ora)\b|\bbenchmark|\bdata\b|数据|语料|基准|\bIDs\b|\bannotations\b", _I
        ),
    ),
    (
        Scope.CODE,
        re.compile(
            (
                r"\bcode(?:base)?\b(?! (?:language )?(?:models?|LLMs?))|\bcodes\b|\bscripts?\b|\bplugins?\b"
                r"|\blibrary\b|\bframework\b|\btools?\b|\btoolkit\b|\bprojects? (?:code|page)|代码|插件|实现|工具"
            ),
            _I,
        ),
    ),
)
_STOP = re.compile("[，。；]")
_MARKS = re.compile(r"[\s_-]")
# A name with a number, right after the words or as the subject of their sentence.
_NAME = r"[A-Za-z][A-Za-z-]{1,20}[- _]?[Vv]?\d[\w.]{0,8}(?:-[\w.]{1,8}){0,2}"
_MODEL_NAME = re.compile(rf"[\s了:：`*]{{0,3}}{_NAME}")
_NAMES = re.compile(rf"(?<![\w./-]){_NAME}", re.ASCII)
_SUBJECT = re.compile(rf"\W{{0,3}}(?P<name>{_NAME})(?:, (?:an?|the)| (?:is|was|has been))\b")


def openness_claims(papers: Papers, found: list[Sentence], heads: Iterable[Heading] = ()) -> tuple[OpennessClaim, ...]:
    """What the card claims to be open, in its order; each degree and scope at its first place."""
    own = _Own(papers.snapshot.id.lower(), _own_name(papers.snapshot.id.lower()))
    titles = (Sentence(head.title, head.title, head.line, "heading") for head in heads)
    unique: dict[tuple[str, str], OpennessClaim] = {}
    for claim in islice((item for sentence in chain(found, titles) for item in _of(papers, sentence, own)), 200):
        unique.setdefault((claim.degree.value, claim.scope.value), claim)
    return tuple(unique.values())[:MAX_CLAIMS]


def _own_name(model_id: str) -> str:
    """The first word of the model's name that is its own; none where it bears a family's name."""
    publisher, _, name = model_id.rpartition("/")
    words = (word for part in re.split(r"[-_.]", name) if (word := re.match(r"[a-z]{3,}", part)))
    first = next((word.group() for word in words if not claiming.COMMON.match(word.group())), "")
    return "" if is_anothers(first, publisher) else first


def _of(papers: Papers, sentence: Sentence, own: _Own) -> Iterator[OpennessClaim]:
    words = sentence.words[:1_200]
    if sentence.kind == "code" or not sentence.speaks(*_NEEDLES) or not _WORD.search(sentence.lower):
        return
    if (
        sentence.under(claiming.THANKS)
        or claiming.QUOTED.search(words)
        or (sentence.kind == "row" and len(words) < 60)
        or (sentence.kind == "quote" and not (own.name and own.name in sentence.lower))
    ):
        return
    subject = _SUBJECT.match(words)
    if subject and names_another(subject["name"], own.id):
        return
    for degree, mood, pattern in CLAIMS:
        match = pattern.search(words)
        if match and _asserted(words, match, degree, mood, own) and not _is_of_sibling(words[: match.end()], own):
            scope = Scope.DATA if sentence.under(_DATA_HEADING) else _scope(words, match, mood, own)
            at = place_of(papers, sentence, match.group(), match.group()[-30:], _word_in(match.group()))
            yield OpennessClaim(degree=degree, scope=scope, words=words[:400], citation=at)
            return


def _word_in(claimed: str) -> str:
    """The word itself, as it is written in the card."""
    found = re.search(claiming.WORD, claimed, _I)
    return found.group() if found else claimed[:20]


def _asserted(words: str, match: re.Match[str], degree: Degree, mood: Mood, own: _Own) -> bool:
    """Whether the match says it of this model: no negation, comparison, other thing or plan stands around it."""
    before = words[max(0, match.start() - 90) : match.end()]
    clause = before + words[match.end() : match.end() + 40]
    if claiming.NEGATED.search(clause) or claiming.PLANNED.search(clause):
        return False
    if mood is Mood.OWN:
        return bool(own.name) and own.name in match["name"].lower() and not names_another(match["name"], own.id)
    opened = _MODEL_NAME.match(words[match.end() :])
    if opened and names_another(opened.group(), own.id):
        return False
    if claiming.ZH_OTHERS.search(clause):
        return False
    if degree is Degree.OPEN_MODEL or degree is Degree.OPEN_WEIGHTS:
        return not claiming.COMPARED.search(clause)
    if mood is Mood.IMPLIED:
        return not claiming.HIGHER.search(words[max(0, match.start() - 90) : match.start()])
    if (claiming.RIVALED if mood is Mood.SELF else claiming.COMPARED).search(
        words[max(0, match.start() - 90) : match.end() + 1]
    ):
        return False
    if claiming.OTHER_THING.search(clause) and not claiming.PROJECT.search(clause):
        return False
    if _is_of_another(words, match, own):
        return False
    return mood is Mood.SELF or bool(_OURS.match(match.group())) or not claiming.BUILT_ON.search(clause)


def _is_of_another(words: str, match: re.Match[str], own: _Own) -> bool:
    """Whether its subject is a well-known family that this model's id does not name."""
    subject = words[max(0, match.start() - 60) : match.start()] + match.group().lower().partition("open")[0]
    named = {_MARKS.sub("", found.group().lower()) for found in claiming.families().finditer(subject)}
    bare = _MARKS.sub("", own.id)
    return bool(named) and not any(name in bare for name in named) and not _WE.search(subject)


def _is_of_sibling(before: str, own: _Own) -> bool:
    """Whether all that is named of the family up to there is other members: of another size, or a variant."""
    family = re.split(r"[-_. ]", own.id.rpartition("/")[2])[0]
    alike = [name for name in _NAMES.findall(before) if re.split(r"[-_. ]", name.lower())[0] == family]
    return bool(alike) and all(names_sibling(name, own.id) for name in alike)


def _scope(words: str, match: re.Match[str], mood: Mood, own: _Own) -> Scope:
    """What is called open: the first thing named after the words, else the one named before them."""
    if mood in (Mood.OWN, Mood.IMPLIED):
        return Scope.MODEL
    inside, after = match.group(), _TURN.split(words[match.end() : match.end() + 60])[0]
    if re.search(THING, inside[inside.lower().find("open") :], _I):
        return Scope.MODEL
    if "开" in inside:  # what is opened stands right after the word, or before it
        nearby = [scope for _, scope in _things(words[: match.end()][-60:])]
        named = next((scope for scope in (Scope.CODE, Scope.DATA) if scope in nearby), Scope.MODEL)
        return _first(_STOP.split(after)[0][:8]) or named
    if own.name and re.search(rf"\band (?:the |our )?{re.escape(own.name)}", after, _I):
        return Scope.MODEL
    before = words[: match.start()][:40] or inside
    return _first(after.partition(" and ")[0]) or _first(before) or _first(after) or Scope.MODEL


def _first(text: str) -> Scope | None:
    return min(_things(text), default=(0, None))[1]


def _things(text: str) -> list[tuple[int, Scope]]:
    return [(found.start(), scope) for scope, pattern in _AFTER for found in pattern.finditer(text)]
