"""Parts of a phrase put together: which edges, spaces and words two of them need between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_IDEOGRAPHS = (("\u2e80", "\u9fff"), ("\uac00", "\ud7af"), ("\uf900", "\ufaff"))
_LOOSE = frozenset("cp")  # beside these a word needs no space
_ENDING = r"\w{0,24}"
_ENDING_OF_NAME = "[a-zA-Z0-9_]{0,24}"  # which ends where ideographs begin
_HYPHEN = "[- ]{0,3}"  # `non-commercial`, `non - commercial`, and `non-` at the end of a line
# A sign beyond ASCII in a class makes it a hundred times as slow to compile.
_SPACE = r"[\"')`\]=]{0,2}[ ][\"'(`\[=]{0,2}"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a phrase: its pattern with and without its own spaces, and how its edges look."""

    pattern: str
    sure: tuple[frozenset[str], ...] = ()  # sets of words: of each, one stands wherever the part fits
    empty: bool = False  # whether it may stand for nothing
    # how it begins: w (Latin letter), u (other letter), e (any ending), c (ideograph), p (another sign), "" (open)
    head: str = ""
    tail: str = ""
    glue: bool = False  # a gap or a look-around: no space of its own beside it
    words: bool = False  # some words, each with the space before it
    looks: bool = False  # looks at what follows, and takes nothing in: what comes next still needs its space
    options: tuple[Part, ...] = ()  # of one of several, each

    @property
    def needles(self) -> frozenset[str] | None:
        """Of what is sure to stand there, the set of words that tells most."""
        return max(self.sure, key=telling, default=None)


def is_ideograph(char: str) -> bool:
    """Whether it is a character of a script that writes words without spaces: Chinese, Japanese, Korean."""
    return any(first <= char <= last for first, last in _IDEOGRAPHS)


def _kind(char: str) -> str:
    if is_ideograph(char):
        return "c"
    return ("w" if char.isascii() else "u") if char.isalnum() or char == "_" else "p"


def word_part(word: str, *, of_name: bool = False) -> Part:
    """A word as it is written in a phrase: `*` is any ending, `-` may be a space or nothing."""
    ending = _ENDING_OF_NAME if of_name else _ENDING
    pattern = "".join(
        ending if char == "*" else _HYPHEN if char == "-" else "'?" if char in "'’" else re.escape(char)
        for char in word
    )
    pieces = [piece for piece in re.split(r"[*\-'’]", word.lower()) if piece]
    head = "e" if word[0] == "*" else _kind(word[0])
    tail = "e" if word[-1] == "*" else _kind(word[-1])
    return Part(pattern, tuple(frozenset([piece]) for piece in pieces), False, head, tail)


def literal(text: str) -> Part:
    """Exactly these characters."""
    return Part(re.escape(text), (frozenset([text.lower()]),), False, _kind(text[0]), _kind(text[-1]))


def either(options: Sequence[Part], *, begins: bool = True, ends: bool = True) -> Part:
    """One of several. Where their edges differ in kind, each brings its own, but for an edge within a word."""
    heads = {option.head for option in options if option.pattern}
    tails = {option.tail for option in options if option.pattern}
    before, after = begins and len(heads) != 1, ends and len(tails) != 1
    patterns = [
        (edge(option.head) if before else "") + option.pattern + (_end(option.tail) if after else "")
        for option in options
    ]
    best = [needles for option in options if (needles := option.needles)]
    return Part(
        f"(?:{'|'.join(patterns)})",
        (frozenset().union(*best),) if len(best) == len(options) else (),
        any(option.empty for option in options),
        _shared(heads),
        _shared(tails),
        options=tuple(options),
    )


def _shared(kinds: set[str]) -> str:
    """How several look at an edge: as all of them do; letters of any kind are letters, with edges of their own."""
    if len(kinds) == 1:
        return next(iter(kinds))
    return "e" if kinds and kinds <= {"w", "u", "e"} else ""


def together(atoms: list[Part]) -> Part:
    """What stands without a space between: one word of several parts."""
    if len(atoms) == 1:
        return atoms[0]
    last = len(atoms) - 1
    inner = [
        either(atom.options, begins=place == 0, ends=place == last) if atom.options else atom
        for place, atom in enumerate(atoms)
    ]
    pattern = "".join(f"{group(atom)}?" if atom.empty else atom.pattern for atom in inner)
    return Part(pattern, _sure(atoms), all(atom.empty for atom in atoms), atoms[0].head, atoms[-1].tail)


def spaced(terms: list[Part]) -> Part:
    """Terms with a space between them; what may be missing takes its space with it. Outer edges are left open."""
    pattern = ""
    last: Part | None = None
    for index, term in enumerate(terms):
        following = terms[index + 1] if index + 1 < len(terms) else None
        if term.glue:
            pattern += ("" if last is None or last.glue else _end(last.tail)) + term.pattern
            last = term if last is None or not term.looks else last
            continue
        before = "" if last is None else edge(term.head) if last.glue else _between(last, term)
        if not term.empty or term.words:
            pattern += before + term.pattern
            last = term if not term.words else last
        elif last is not None and not last.glue:
            pattern += f"(?:{before}{term.pattern})?"
        else:
            after = "" if following is None or following.glue else _between(term, following)
            pattern += f"(?:{before}{term.pattern}{after})?"
    head = next((term.head for term in terms), "") if terms and not terms[0].glue else ""
    tail = terms[-1].tail if terms and not terms[-1].glue else ""
    if terms and terms[0].empty and len({term.head for term in terms[:2]}) > 1:
        head = ""
    if terms and terms[-1].empty and len({term.tail for term in terms[-2:]}) > 1:
        tail = ""
    empty = all(term.empty for term in terms)
    return Part(pattern, _sure(terms), empty, head, tail, bool(terms) and all(term.glue for term in terms))


def _between(one: Part, other: Part) -> str:
    """What parts two terms: a space, which ideographs and signs can do without; other edges are then asked for.

    Beside a sign a word ends anyway; and what may be missing between the two can be a sign itself.
    """
    if other.words:
        return ""
    if one.tail and other.head and not {one.tail, other.head} & _LOOSE:
        return _SPACE
    return f"{'' if other.head == 'p' else edge(one.tail)}(?:{_SPACE})?{'' if one.tail == 'p' else edge(other.head)}"


def edge(kind: str) -> str:
    """Where a word begins or ends. Latin letters end where ideographs begin, which Unicode does not say."""
    return {"w": r"(?a:\b)", "u": r"\b"}.get(kind, "")


def _end(kind: str) -> str:
    """Where a word ends before a gap or a look-around: any ending is whole there, so that none is left unlooked at."""
    return r"(?a:(?!\w))" if kind == "e" else edge(kind)


def group(part: Part) -> str:
    """The part's pattern as one unit, to stand beside others or before a `?`."""
    return part.pattern if len(part.pattern) == 1 or _is_grouped(part.pattern) else f"(?:{part.pattern})"


def _is_grouped(pattern: str) -> bool:
    """Whether one bracket opens at its beginning and closes at its end."""
    depth, escaped = 0, False
    for place, char in enumerate(pattern):
        if escaped or char == "\\":
            escaped = not escaped
            continue
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return place == len(pattern) - 1 and pattern[0] == "("
    return False


def _sure(parts: list[Part]) -> tuple[frozenset[str], ...]:
    """What is sure to stand where all of these parts do."""
    return tuple(needles for part in parts if not part.empty for needles in part.sure)


def telling(needles: frozenset[str]) -> tuple[float, int]:
    """How much it tells that none of these words stands there: by the one that tells least, and how many they are."""
    return min(_worth(word) for word in needles), -len(needles)


@lru_cache(maxsize=4_096)
def _worth(word: str) -> float:
    """How much a word tells: its letters, an ideograph for three; short words, and those of every card, tell little."""
    size = sum(3 if is_ideograph(char) else 1 for char in word)
    return size / 3 if size < 4 or word in _EVERYWHERE else size


# Words of every card: to know that they are there tells little.
_EVERYWHERE = frozenset(
    (
        *("model", "models", "data", "dataset", "train", "trained", "training", "with", "from", "this", "that", "used"),
        *("using", "language", "code", "version", "based", "have", "been", "they", "their", "more"),
    )
)
