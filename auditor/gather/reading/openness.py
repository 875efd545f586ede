"""Claims of openness that a card makes of its own model, code or data.

Only what asserts is taken: "we open-source …", "is an open-source model", "fully open". Comparisons with other models,
thanks to a community, names of licenses, negations, plans and words in quotation marks assert nothing of this model.
The table `openness` holds the ways of saying it, what each still needs, and what takes it back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, lru_cache
from itertools import chain, islice

from auditor.gather.papers import Papers
from auditor.gather.reading.places import place_of
from auditor.gather.reading.scope import scope_of
from auditor.names.families import is_anothers, prose_pattern
from auditor.names.model_names import names_another, names_sibling
from auditor.prose.blocks import Heading
from auditor.prose.sentences import Sentence
from auditor.prose.vocabulary import Hit, Vocabulary
from auditor.schema.reading import Degree, OpennessClaim, Scope

MAX_CLAIMS = 20

_TABLE = "openness"
_BEFORE, _AFTER = 90, 40  # characters around the words that may take them back
_SHORT_ROW = 60
_QUOTED = re.compile('["“]([^"”]{1,170})["”]')
# A name with a number, right after the words or as the subject of their sentence.
_NAME = r"[A-Za-z][A-Za-z-]{1,20}[- _]?[Vv]?\d[\w.]{0,8}(?:-[\w.]{1,8}){0,2}"
_MODEL_NAME = re.compile(rf"[\s了::`*]{{0,3}}{_NAME}")
_NAMES = re.compile(rf"(?<![\w./-]){_NAME}", re.ASCII)
_SUBJECT = re.compile(rf"\W{{0,3}}(?P<name>{_NAME})")


class Need(Enum):
    """What a way of claiming needs beside its words; the table says what each means."""

    PLAIN = "plain"
    SELF = "self"
    IMPLIED = "implied"
    OWN = "own"


@dataclass(frozen=True)
class _Own:
    """The model's id, and its own name in it, both in lower case."""

    id: str
    vocabulary: Vocabulary

    @cached_property
    def name(self) -> str:
        """The first word of the model's name that is its own; none where it bears a family's name."""
        publisher, _, name = self.id.rpartition("/")
        words = (word.group() for part in re.split(r"[-_.]", name) if (word := re.match(r"[a-z]{3,}", part)))
        first = next((word for word in words if not self.vocabulary.fits(f"{_TABLE}/common-word", word)), "")
        return "" if is_anothers(first, publisher) else first


@dataclass(frozen=True)
class _Claim:
    """Words that claim, in their sentence, and questions about what stands around them."""

    hit: Hit
    degree: Degree
    need: Need
    sentence: Sentence

    def around(self, before: int = _BEFORE, after: int = _AFTER) -> str:
        """The words, and characters before and after them."""
        return self.sentence.words[max(0, self.hit.start - before) : self.hit.end + after]

    def before(self, size: int) -> str:
        """So many characters before the words."""
        return self.sentence.words[max(0, self.hit.start - size) : self.hit.start]

    def fits(self, text: str, *rows: str) -> bool:
        """Whether one of these rows reads the text."""
        return any(self.sentence.vocabulary.fits(f"{_TABLE}/{row}", text) for row in rows)


def openness_claims(papers: Papers, found: list[Sentence], heads: Iterable[Heading] = ()) -> tuple[OpennessClaim, ...]:
    """What the card claims to be open, in its order; each degree and scope at its first place."""
    own = _Own(papers.snapshot.id.lower(), papers.vocabulary)
    titles = (Sentence(head.title, head.title, head.line, "heading", vocabulary=papers.vocabulary) for head in heads)
    unique: dict[tuple[str, str], OpennessClaim] = {}
    for claim in islice((item for sentence in chain(found, titles) for item in _of(papers, sentence, own)), 200):
        unique.setdefault((claim.degree.value, claim.scope.value), claim)
    return tuple(unique.values())[:MAX_CLAIMS]


def _of(papers: Papers, sentence: Sentence, own: _Own) -> Iterator[OpennessClaim]:
    if sentence.kind == "code":
        return
    for hit in sentence.every(_TABLE):
        if not _may_claim(sentence, own):
            return
        degree, _, need = (hit.says or "").partition("/")
        claim = _Claim(hit, Degree(degree), Need(need), sentence)
        if _asserted(claim, own) and not _is_of_sibling(sentence.words[: hit.end], own):
            word = sentence.vocabulary.first(f"{_TABLE}/word", hit.words)
            at = place_of(papers, sentence, hit.words, hit.words[-30:], word.words if word else hit.words[:20])
            yield OpennessClaim(
                degree=claim.degree, scope=_scope(claim, own), words=sentence.words[:400], citation=at, row=hit.row
            )
            return


def _may_claim(sentence: Sentence, own: _Own) -> bool:
    """Whether such a sentence says anything of this model: no thanks, quotation, cell of a table, or other subject."""
    named = bool(own.name) and own.name in sentence.lower
    if (sentence.kind == "row" and len(sentence.words) < _SHORT_ROW) or (sentence.kind == "quote" and not named):
        return False
    vocabulary = sentence.vocabulary
    quoted = _QUOTED.findall(sentence.words)
    if sentence.under("sections/thanks") or any(vocabulary.fits(f"{_TABLE}/begins-open", words) for words in quoted):
        return False
    subject = _SUBJECT.match(sentence.words)
    return not (
        subject
        and names_another(subject["name"], own.id)
        and vocabulary.fits(f"{_TABLE}/told-of-name", sentence.words[subject.end() :][:12])
    )


def _asserted(claim: _Claim, own: _Own) -> bool:
    """Whether it is said of this model: no negation, comparison, other thing or plan stands around it."""
    clause = claim.around()
    if claim.fits(clause, "negated", "planned", "obliged"):
        return False
    if claim.need is Need.OWN:
        name = claim.hit.named.get("name", "")
        return bool(own.name) and own.name in name.lower() and not names_another(name, own.id)
    opened = _MODEL_NAME.match(claim.sentence.words, claim.hit.end)
    if (opened and names_another(opened.group(), own.id)) or claim.fits(clause, "zh-of-others"):
        return False
    if claim.degree in (Degree.OPEN_MODEL, Degree.OPEN_WEIGHTS):
        return not claim.fits(clause, "rivaled", "of-many")
    if claim.need is Need.IMPLIED:
        return not claim.fits(claim.before(_BEFORE), "above")
    of_others = ("rivaled",) if claim.need is Need.SELF else ("rivaled", "of-many")
    if claim.fits(claim.around(after=12), *of_others):  # with the word after it
        return False
    if claim.fits(clause, "of-other-thing") and not claim.fits(clause, "project"):
        return False
    if _is_of_another(claim, own):
        return False
    return claim.need is Need.SELF or claim.fits(claim.hit.words, "ours") or not claim.fits(clause, "built-on")


def _is_of_another(claim: _Claim, own: _Own) -> bool:
    """Whether its subject is a well-known family that this model's id does not name."""
    subject = claim.before(60) + claim.hit.words.lower().partition("open")[0]
    beside = claim.sentence.vocabulary.places(f"{_TABLE}/family-beside", subject)
    found = [*(match.group() for match in _families().finditer(subject)), *(hit.words for hit in beside)]
    named = {_bare(name) for name in found}
    return bool(named) and not any(name in _bare(own.id) for name in named) and not claim.fits(subject, "we")


@lru_cache(maxsize=1)
def _families() -> re.Pattern[str]:
    """Names that many models bear, in sentences."""
    return re.compile(rf"(?<![a-z0-9])(?:{prose_pattern('many')})(?![a-z])", re.IGNORECASE)


def _bare(name: str) -> str:
    return re.sub(r"[\s_-]", "", name.lower())


def _is_of_sibling(before: str, own: _Own) -> bool:
    """Whether all that is named of the family up to there is other members: of another size, or a variant."""
    family = re.split(r"[-_. ]", own.id.rpartition("/")[2])[0]
    alike = [name for name in _NAMES.findall(before) if re.split(r"[-_. ]", name.lower())[0] == family]
    return bool(alike) and all(names_sibling(name, own.id) for name in alike)


def _scope(claim: _Claim, own: _Own) -> Scope:
    if claim.sentence.under("sections/training-data"):
        return Scope.DATA
    if claim.need in (Need.OWN, Need.IMPLIED):
        return Scope.MODEL
    return scope_of(claim.sentence, claim.hit, own.name)
