"""Whose terms a statement is about: the model's weights, its code, its data, or something else's.

Something else is a base model, a dependency, another product: its terms are no word on this model's. Where nothing is
said, it is the whole (an empty subject). What cannot be told is something else: a license is never taken from a
neighbor. The words are those of policies/reading/subjects.yaml.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from auditor.names.families import is_family_word, is_restated
from auditor.prose.plain import lowered
from auditor.prose.sentences import Sentence
from auditor.prose.vocabulary import Hit, Vocabulary

WHOLE = ""
WEIGHTS = "weights"
CODE = "code"
DATA = "data"
PROJECT = "project"
ELSEWHERE = "elsewhere"

_TABLE = "subjects"
# Where a clause ends; a comma between ideographs parts as much as a full stop, one between Latin words does not.
_STOP = re.compile(r"[;。]|[.:]\s|(?<=[\u2e80-\u9fff]),|,(?=[\u2e80-\u9fff])")
_COMMA = re.compile(r",(?=[^,]*\w)")
_ALNUM = re.compile(r"[a-z]+|[0-9]+|[\u4e00-\u9fff]+")
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9.+]{2,30}")
_VERSIONED = re.compile(r"(?i)[a-z]{2,}[-_.v]{0,2}\d")  # Grebe-7B, wren2: letters with a number behind them
_CAPITAL = re.compile(r"[A-Z][A-Za-z0-9]+")
_SHORTEST = 4  # letters of a name that tells it
_OUTER = " \t(:*`_\"'“”-|"


def of_section(sentence: Sentence) -> str:
    """Whose section the sentence stands in, by the nearest heading; nothing where that does not tell."""

    def says(row: str) -> bool:
        return sentence.vocabulary.fits_heading(f"{_TABLE}/{row}", sentence.heading)

    if says("somebody-elses-heading"):
        return ELSEWHERE
    if says("data-heading"):
        return DATA
    return CODE if says("code-heading") and not says("weights") else WHOLE


def of_label(words: str, vocabulary: Vocabulary) -> str:
    """`Code License:`, `License for the weights:`: what the words beside the word license name."""
    return ELSEWHERE if _fits("something-else-by-label", words, vocabulary) else _thing(words, vocabulary) or WHOLE


def of_verb(words: str, own: str, vocabulary: Vocabulary) -> str:
    """What the verb that follows these words is said of. `own` is the model's id."""
    said = thing_used(clause(words, vocabulary).strip(_OUTER), vocabulary)
    if not said or _fits("article", said, vocabulary):
        return WHOLE
    if _names_own(said, own, vocabulary) and not _fits("made-of", said, vocabulary):
        return _thing(said, vocabulary) or WHOLE
    last = vocabulary.first(f"{_TABLE}/it", said)
    if last:
        return _thing(last.words, vocabulary) or WHOLE
    if _fits("something-else", said, vocabulary):
        return ELSEWHERE
    thing = _thing(said, vocabulary)
    if _fits("ours", said, vocabulary):
        return thing if thing is not None else PROJECT if _fits("project", said, vocabulary) else WHOLE
    # `Model weights`, `代码`: a bare kind of thing is the card's own; any other name is somebody else's
    return ELSEWHERE if thing is None or _names_somebody(said, vocabulary) else thing


def is_of_others(before: str, limit: str, vocabulary: Vocabulary) -> bool:
    """Whether a limit on use is one of data, of what is compared with, or of another version; in doubt it is none.

    `before` are the words of the sentence before those that limit.
    """
    said = clause(before, vocabulary)
    *others, near = _COMMA.split(said)
    aside = not others or _fits("which", near, vocabulary)  # no main clause has begun since
    near = said if aside else near
    if any(_fits("data-themselves", words, vocabulary) for words in (near, limit)):
        return not _fits("weights", f"{near} {limit}", vocabulary)
    if _fits("this-one", near, vocabulary):
        return False
    return _fits("another-version", said, vocabulary) or (aside and _fits("compared-with", said, vocabulary))


def is_elsewhere(sentence: Sentence, own: str) -> bool:
    """Whether a sentence stands in a section on others' work, and speaks of nothing that is the card's own."""
    vocabulary, words = sentence.vocabulary, sentence.words
    if not sentence.headings or not vocabulary.fits_heading(f"{_TABLE}/others-heading", sentence.heading):
        return False
    return not (_fits("own-thing", words, vocabulary) or _names_own(words, own, vocabulary))


def compared_rows(found: tuple[Sentence, ...], own: str) -> set[int]:
    """Lines of lists and tables that speak of others: beside an item that begins with this model's name, those that
    begin with another one.
    """
    others: set[int] = set()
    group: list[Sentence] = []
    for item in (*found, None):
        if item is not None and item.kind in ("item", "row") and (not group or _side_by_side(group[-1], item)):
            group.append(item)
            continue
        others |= _not_own(group, own)
        group = [item] if item is not None and item.kind in ("item", "row") else []
    return others


def _side_by_side(one: Sentence, other: Sentence) -> bool:
    return one.kind == other.kind and one.headings == other.headings and one.columns == other.columns


def _not_own(group: list[Sentence], own: str) -> set[int]:
    """The lines of one list that begin with another's name, where a line begins with this model's."""
    labelled = [item for item in group if item.label]
    is_own = [_names_own(item.label, own, item.vocabulary) for item in labelled]
    mine = {item.line for item, held in zip(labelled, is_own, strict=True) if held}
    if not mine:
        return set()
    return {item.line for item in labelled if _names_another(item)} - mine


def _names_another(item: Sentence) -> bool:
    """Whether a line begins with a model's name: it stands in a column of models, is a family's, or is written as one.

    Any other word may be a use ("Deployment"), and what stands behind it is of this model.
    """
    label = item.label.strip(_OUTER)
    if _fits("kind-of-thing", item.label, item.vocabulary):
        return False
    if item.columns and item.vocabulary.fits_heading("explained/model-column", item.columns[0]):
        return True
    named = any(is_family_word(word) or _VERSIONED.search(word) for word in re.split(r"[\s/]+", label))
    return named or bool(_CAPITAL.fullmatch(label))


def speaks_of_others(words: str, vocabulary: Vocabulary) -> bool:
    """Whether words that name no subject speak of code, data or something else."""
    return any(_fits(row, words, vocabulary) for row in ("code", "data", "something-else"))


def clause(words: str, vocabulary: Vocabulary) -> str:
    """The subject of the verb: that of the sentence's first verb where the verbs are joined by `and`."""
    again = _fits("and-again", words, vocabulary)
    verb = vocabulary.first(f"{_TABLE}/verb", words) if again else None
    if verb and not _STOP.search(words) and "," not in words[: verb.start]:
        return words[: verb.start]
    cuts = [hit.end for hit in vocabulary.places(f"{_TABLE}/new-clause", words)]
    cuts += [match.end() for match in _STOP.finditer(words)]
    return next((rest for cut in sorted(cuts, reverse=True) if (rest := words[cut:]).strip()), words)


def thing_used(words: str, vocabulary: Vocabulary) -> str:
    """What is used, where words speak of the use of it."""
    use = vocabulary.first(f"{_TABLE}/use-of", words)
    return words[use.end :].lstrip() if use else words


def _fits(row: str, words: str, vocabulary: Vocabulary) -> bool:
    return vocabulary.fits(f"{_TABLE}/{row}", words)


def _thing(said: str, vocabulary: Vocabulary) -> str | None:
    """The kind of thing named: the whole where code and weights are; nothing where none is."""
    code, weights, data = (_fits(row, said, vocabulary) for row in ("code", "weights", "data"))
    if code and weights:
        if _fits("code-and-weights", said, vocabulary):
            return WHOLE
        return WEIGHTS if _fits("code-model", said, vocabulary) else CODE
    if code:
        return PROJECT if data else CODE
    return WEIGHTS if weights else DATA if data else None


def _names_somebody(said: str, vocabulary: Vocabulary) -> bool:
    """Whether a word that is no mere kind of thing is written like a name."""
    kinds = [*vocabulary.places(f"{_TABLE}/no-name", said)]
    rest = without(said, kinds)
    return any(word[0].isupper() or any(char.isdigit() for char in word) for word in _WORD.findall(rest))


def without(words: str, hits: list[Hit]) -> str:
    """The words with what was read blanked."""
    for hit in hits:
        words = words[: hit.start] + " " * (hit.end - hit.start) + words[hit.end :]
    return words


def _names_own(said: str, own: str, vocabulary: Vocabulary) -> bool:
    """Whether some words of the subject are this model's own name, and not that of the family it comes from."""
    words = list(_ALNUM.finditer(lowered(said)))[-12:]
    name = _own_name(own, vocabulary)
    alike = [  # few words are any of the name's: what else they are is asked of these alone
        (start, end, flat)
        for start in range(len(words))
        for end in range(start + 1, min(start + 4, len(words)) + 1)
        if len(flat := "".join(word.group() for word in words[start:end])) >= _SHORTEST
        and (flat in name.runs or any(_akin(flat, part) for part in name.apart))
    ]
    if not alike:
        return False
    plain = {(hit.start, hit.end) for hit in vocabulary.places(f"{_TABLE}/plain-in-names", said)}
    return any(
        (words[start].start(), words[end - 1].end()) not in plain
        and not is_restated(flat, name.account)
        and not _is_siblings(words[start:], name.parts, said)
        for start, end, flat in alike
    )


@dataclass(frozen=True)
class _NameParts:
    """This model's id in parts: the account, the name's words, up to four of them joined, and those that tell it."""

    account: str
    parts: tuple[str, ...]
    runs: frozenset[str]
    apart: tuple[str, ...]


@lru_cache(maxsize=32)
def _own_name(own: str, vocabulary: Vocabulary) -> _NameParts:
    account, _, name = own.lower().rpartition("/")
    parts = tuple(_ALNUM.findall(name))
    runs = {"".join(parts[start : start + size]) for size in range(1, 5) for start in range(len(parts))}
    apart = tuple(part for part in parts if not _fits("plain-in-names", part, vocabulary))
    return _NameParts(account, parts, frozenset(runs), apart)


def _is_siblings(words: list[re.Match[str]], parts: tuple[str, ...], said: str) -> bool:
    """Whether a name begins as this model's does and goes on within the word: `Zero123C` beside Zero123."""
    for place in range(len(parts)):
        pairs = zip(words, parts[place:], strict=False)
        alike = [word for word, _ in takewhile(lambda pair: pair[0].group() == pair[1], pairs)]
        following = said[alike[-1].end() : alike[-1].end() + 1] if alike else ""
        if following.isalnum() and following.isascii():
            return True
    return False


def _akin(one: str, other: str) -> bool:
    """`yayi` and `yayi2`: the same name with a number behind it."""
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    return len(short) >= _SHORTEST and long.startswith(short) and long[len(short) :].isdigit()
