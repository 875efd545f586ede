"""Which license is this text? An answer that is never kinder than the text.

`identify` looks a text up in an index of known license texts and answers

- `exact`: the license, word for word but for titles, copyright lines and names that are filled in;
- `exact-with-extra`: the license and, beside it, passages of 15 words or more that are not its own;
- `modified`: most of the license, or all of it with words that restrict use in or near it;
- `similar`: some of the license. Never a clearance;
- `pointer`: no license text, but a sentence or a link that names one;
- `none`: nothing known.

Only the first two may be taken for the license itself. A text that cannot be told from a near twin is answered as a
group (`Match.siblings`), headed by the stricter one.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice, pairwise
from typing import Literal

from auditor.licenses.fingerprints import NEARLY, WIDTH, Candidate, Index, Kind, group, ranked, shingle_keys
from auditor.licenses.normalize import WordValues, decode, guard, phrases, read, restrictive, unreadable
from auditor.licenses.wording import one_of

TextAnswer = Literal["exact", "exact-with-extra", "modified", "similar", "pointer", "none"]

EXACT = 0.97
"""Coverage from which a text is the license itself."""
MODIFIED = 0.6
"""Coverage from which it is the license changed, and below which it is only like it."""
SIMILAR = 0.25
"""Coverage below which a license is not named at all."""
EXTRA_WORDS = 15
"""Words in a row that are not the license's, from which they are an addition and not a name or a heading."""
SAYS_WORDS = 3
"""Fewest words in a row, not the license's, that can say something: "not for governments"."""
NEAR = 120
"""Words around a license in which restrictive words are taken to speak of it."""
FEWEST = 8
"""Shingles in common below which two texts are strangers."""

_GAP = 150  # words between two of its shingles from which a license is in two pieces
_GAP_INSIDE = re.compile(rb"\0{12,}")
# A name filled in in the middle of a short license costs it some ten shingles, which may be more than one in 33.
_SHORT = 400
_MOST_MATCHES = 12
_MOST_PASSAGES = 40


@dataclass(frozen=True, slots=True)
class Match:
    """A license found in a text."""

    id: str
    """SPDX id, or the catalog's key, or `LicenseRef-scancode-…`."""
    siblings: tuple[str, ...]
    """Other ids that this text might as well be; all of them are meant when one of them is."""
    kind: Kind
    answer: TextAnswer
    """`exact`, `exact-with-extra`, `modified` or `similar`, for this license alone."""
    coverage: float
    """Share of the license's shingles that the text has, 0 to 1."""
    first_line: int
    """First line of the license in the original text, from 1."""
    last_line: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a text that belong to no license that was found in it."""

    first_line: int
    last_line: int
    text: str
    """How it reads, at most 200 characters."""
    words: int
    restrictive_words: tuple[str, ...]
    """Words in it that may restrict use, in alphabetical order."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """A license that a text names instead of giving it."""

    name: str
    """As the text has it, or ""."""
    url: str
    """Where the text says that the license is, or ""."""
    line: int
    """Line of the original text, from 1."""


@dataclass(frozen=True, slots=True)
class Identification:
    """What a text is."""

    answer: TextAnswer
    """The answer of the least certain license in the text, or `pointer` or `none`."""
    licenses: tuple[Match, ...]
    """Licenses in the order in which they stand in the text."""
    uncovered: tuple[Passage, ...]
    """Passages of 3 words or more, or with restrictive words, that no license explains. Empty when none was found."""
    beyond: tuple[tuple[int, int], ...]
    """Lines (first, last) of all words that no license explains, however few; of the whole text when none was found."""
    pointer: Pointer | None = None
    reason: str = ""
    """Why the answer is `none`, or ""."""


@dataclass(frozen=True, slots=True)
class _Find:
    """A license at its place: indexes of words, both included."""

    hit: Candidate
    siblings: tuple[str, ...]
    stricter: Candidate
    """The hit whose id heads the group."""
    first: int
    last: int


def identify_bytes(raw: bytes, index: Index) -> Identification:
    """Return what the bytes of a file are: see `identify`. Never raises."""
    return identify(decode(raw), index)


def identify(text: str, index: Index) -> Identification:
    """Return which license or licenses a text is. Pure; never raises; linear in the text's length."""
    if reason := unreadable(text):
        return Identification("none", (), (), _ALL, reason=reason)
    reading = read(text)
    keys = shingle_keys(reading.lanes)
    covered = bytearray(len(reading))
    finds = _finds(keys, index, covered)
    if not finds:
        found = pointer(reading)
        reason = "" if found else "no words" if not len(reading) else "no known license"
        return Identification("pointer" if found else "none", (), (), _ALL, found, reason)
    runs = list(_uncovered(covered))
    matches = tuple(_match(find, runs, reading) for find in finds)
    worst = max((match.answer for match in matches), key=_ORDER.index)
    return Identification(worst, matches, tuple(_passages(runs, reading)), tuple(reading.lines(*run) for run in runs))


_ALL = ((1, sys.maxsize),)
_ORDER: tuple[TextAnswer, ...] = ("exact", "exact-with-extra", "modified", "similar", "pointer", "none")


def _finds(keys: Sequence[int], index: Index, covered: bytearray) -> list[_Find]:
    """Return the licenses in a text in the order in which they stand there, and mark their words as covered."""
    left, finds = list(keys), list[_Find]()
    while covered.count(0) >= FEWEST and len(finds) < _MOST_MATCHES:
        present = frozenset(left)
        present = present - {-1} if -1 in present else present
        found = index.find(present)
        if not (hits := ranked(present, found, index)):
            break
        best, siblings, stricter = group(hits)
        if best.coverage < (MODIFIED if finds else SIMILAR) or len(best.keys) * best.rate < FEWEST:
            break
        alone = len(best.keys) == len(present) and not finds
        own = b"\1" * len(left) if alone else bytes(map(best.keys.__contains__, left))
        if not (spans := _spans(own, best, left)):
            break  # its shingles are scattered all over the text: turns of phrase
        for first, last, gaps in spans:
            known = left[first : last + 1]
            covered[first : last + 1] = b"\1" * (last + 1 - first)
            left[first : last - WIDTH + 2] = [-1] * (last - WIDTH + 2 - first)
            for start, end in gaps:
                covered[start : end + 1] = bytes(end + 1 - start)
                left[start : end - WIDTH + 2] = known[start - first : end - WIDTH + 2 - first]
        finds.append(_Find(best, siblings, stricter, min(span[0] for span in spans), max(span[1] for span in spans)))
    return sorted(finds, key=lambda find: (find.first, find.last))


def _spans(own: bytes, hit: Candidate, keys: Sequence[int]) -> list[tuple[int, int, list[tuple[int, int]]]]:
    """Return where the license stands: first and last word of each stretch, and the words in it that are not its own.

    `own` has a 1 for each shingle that is the license's. Of a sampled document only some shingles are known. Where
    none is missing between two known ones, and up to the first missing one before and after, the words are its own.
    """
    far, looked = max(_GAP, 12 * hit.rate), hit.rate - 1
    breaks = [(gap.start(), gap.end()) for gap in re.finditer(rb"\0+", own)]
    cuts = [(start, end) for start, end in breaks if end - start > far]
    inner = [(start + WIDTH - 1, end - 1) for start, end in breaks if WIDTH <= end - start <= far]
    if looked:
        inner = [gap for gap in inner if any(not key & looked for key in keys[gap[0] - WIDTH + 1 : gap[1] + 1])]
    spans = []
    for begin, until in pairwise([0, *chain.from_iterable(cuts), len(own)]):
        if own.count(1, begin, until) * 20 >= len(hit.keys):
            first, last = _trimmed(own, begin, until, hit.rate)
            gaps = [gap for gap in inner if first < gap[0] <= gap[1] < last]
            first, last = _edges(first, last, hit.rate, keys)
            spans.append((first, last + WIDTH - 1, gaps))
    return spans


def _trimmed(own: bytes, begin: int, until: int, rate: int) -> tuple[int, int]:
    """Return the first and last shingle of a stretch without the few that lie far from the rest: turns of phrase."""
    first, last = own.find(1, begin, until), own.rfind(1, begin, until)
    gaps = [(gap.start(), gap.end()) for gap in _GAP_INSIDE.finditer(own, first, last)] if rate == 1 else []
    for start, end in gaps:
        if 3 * own.count(1, first, start) >= end - start:
            break
        first = end
    for start, end in reversed(gaps):
        if start <= first or 3 * own.count(1, end, last + 1) >= end - start:
            break
        last = start - 1
    return first, last


def _edges(first: int, last: int, rate: int, keys: Sequence[int]) -> tuple[int, int]:
    """Return the first and last shingle of a sampled document, which may lie beyond those that are known.

    At a rate of 1 all are known.
    """
    while first > 0 and keys[first - 1] & (rate - 1) and keys[first - 1] >= 0:
        first -= 1
    while last + 1 < len(keys) and keys[last + 1] & (rate - 1) and keys[last + 1] >= 0:
        last += 1
    return first, last


def _uncovered(covered: bytes | bytearray) -> Iterator[tuple[int, int]]:
    """Yield the runs of words that no license covers, as first and last word."""
    for run in re.finditer(rb"\0+", covered):
        yield run.start(), run.end() - 1


def _match(find: _Find, runs: Sequence[tuple[int, int]], reading: WordValues) -> Match:
    """Return the match of a license, judged by what stands in and around it."""
    hit, document = find.hit, find.stricter.document
    inside = [run for run in runs if find.first <= run[0] and run[1] <= find.last]
    near = NEAR if 2 * (find.last - find.first) < len(reading) else len(reading)
    around = [(max(start, find.first - near), min(end, find.last + near)) for start, end in runs]
    guarded = any(phrases(reading.values(*run), restrictive()) for run in around if run[0] <= run[1])
    # A word put in near the license's begin or end leaves the few words beyond it outside.
    brim = 2 * WIDTH if hit.rate == 1 and hit.coverage < 1 else 0
    close = [run for run in runs if find.first - brim <= run[0] and run[1] <= find.last + brim]
    guarded = guarded or any(phrases(reading.values(*run), guard()) for run in close)
    if hit.rate > 1 and not guarded:
        guarded = len(phrases(reading.values(find.first, find.last), guard())) > hit.document.guarded
    blank = len(inside) == 1 and inside[0][1] - inside[0][0] + 1 < EXTRA_WORDS and hit.rate == 1 and hit.size <= _SHORT
    whole = hit.coverage >= EXACT or (blank and hit.coverage >= NEARLY and not find.siblings)
    extra = any(end - start + 1 >= EXTRA_WORDS for start, end in runs)
    answer: TextAnswer = "similar"
    if hit.coverage >= MODIFIED:
        answer = "modified" if guarded or not whole else "exact-with-extra" if extra else "exact"
    lines = reading.lines(find.first, find.last)
    return Match(document.id, find.siblings, document.kind, answer, round(hit.coverage, 4), *lines)


def _passages(runs: Sequence[tuple[int, int]], reading: WordValues) -> Iterator[Passage]:
    """Yield what no license explains: the passages that can say something and the ones with restrictive words."""
    told = ((first, last, phrases(reading.values(first, last), restrictive())) for first, last in runs)
    shown = (row for row in told if row[2] or row[1] - row[0] + 1 >= SAYS_WORDS)
    for first, last, found in islice(shown, _MOST_PASSAGES):
        words = tuple(sorted(set(found)))
        yield Passage(*reading.lines(first, last), reading.excerpt(first, last), last - first + 1, words)


_URL = re.compile(r"https?://[^\s<>\"'\])}》]{3,300}")
_POINTER_WORDS = 1500


@lru_cache(maxsize=1)
def _names_license() -> re.Pattern[str]:
    return re.compile(one_of("names-license"), re.IGNORECASE)


@lru_cache(maxsize=1)
def _under() -> re.Pattern[str]:
    """Words that say that something comes under what follows, up to the end of the clause or paragraph."""
    return re.compile(
        rf"\b{one_of('given')}\s+{one_of('under')}\s+(?:{one_of('before-name')}\s+){{0,3}}"
        r"((?:[^.;:,()\[\]\n]|\.\d|\n(?!\n)|,(?=\s[Vv]ersion\s)){2,100})",
        re.IGNORECASE,
    )


def pointer(reading: WordValues) -> Pointer | None:
    """Return the license that a short text names or links to, or None: a link with a license word, or "… under X"."""
    if len(reading) > _POINTER_WORDS:
        return None
    text, names_license = reading.text[: 20 * _POINTER_WORDS], _names_license().search
    under = next((found for found in _under().finditer(text) if names_license(found.group(1))), None)
    name = " ".join(under.group(1).split()) if under else ""
    links = [(link.start(), link.group().rstrip(".,;")) for link in _URL.finditer(text)]
    telling = [link for link in links if names_license(link[1])]
    if not telling and len(reading) <= 60 and names_license(_URL.sub(" ", text)):
        telling = links
    if not under and not telling:
        return None
    place, url = telling[0] if telling else (under.start() if under else 0, "")
    return Pointer(name, url, text.count("\n", 0, under.start() if under else place) + 1)
