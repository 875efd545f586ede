"""Altered license texts: `python bench/altered.py --corpus DIR [--seed N]`.

DIR holds `texts.csv`, `texts/`, `spdx_texts/` (see `auditor.licenses.build_fingerprints`). Each known text is altered
as somebody would who wants its name and other terms: a number changed, a grant negated, a duty dropped, a clause
removed, places left out, a sentence put in at the start, in the middle, at the end, one word of a grant changed. None
may pass for the license: be answered `exact` or `exact-with-extra` without a passage that is shown. Then each text in
forms that change nothing (re-wrapped, Markdown, HTML, printed pages, filled in): nearly all are to be `exact`.
Exits 1 when an altered text is exact, or fewer than 97 in 100 of the others are.
"""

import argparse
import random
import re
import sys
import textwrap
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from auditor.licenses.build_fingerprints import SourceText, ai_texts, spdx_texts
from auditor.licenses.fingerprints import Index
from auditor.licenses.identify import SAYS_WORDS, Identification, identify
from bench.identify import as_html, as_markdown, filled, rewrapped

ENOUGH = 0.97
"""Share of copies in which nothing was changed that are to be exact."""

_INDEX = Path(__file__).parents[1] / "policies" / "licenses.fingerprints"
_GRANT = re.compile(
    r"\b(?:may|grants?|granted|permitted|permission|free|perpetual|worldwide|irrevocable|royalty-free|non-exclusive"
    r"|reproduce|distribute|sublicense|sell|modify|publish|use)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<=[a-z(\"] )\(?\d+(?:,\d{3})*(?![\w.-])")
_PLACE = re.compile(
    r"\b(?:worldwide|world-wide|territory|jurisdiction|country|countries|state|california|union)\b", re.IGNORECASE
)
_DUTY = re.compile(r"\b(?:must|shall|provided that|required?|include|retain|reproduce)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.;:])\s+(?=[A-Z(\"“])")
_SAID = (
    "No use by governments is covered.",
    "Users with more than nine engineers pay a tenth of what they earn.",
    "This grant ends on the first of May.",
    "The above holds for residents of Norway alone.",
)

Change = Callable[[str, random.Random], str | None]


def number_changed(text: str, chance: random.Random) -> str | None:
    """Change a number that is no list mark, year or version on a head line; None where there is none."""
    found = [place for place in _NUMBER.finditer(text) if place.start() > 400]
    if not found:
        return None
    place = chance.choice(found)
    number = int(re.sub(r"\D", "", place.group())) + 7
    return f"{text[: place.start()]}{'(' * place.group().startswith('(')}{number}{text[place.end() :]}"


def grant_negated(text: str, chance: random.Random) -> str | None:
    """Put "not" behind a word that gives a right."""
    return _behind(text, chance, _GRANT, " not")


def grant_changed(text: str, chance: random.Random) -> str | None:
    """Put another word in the place of one that gives a right."""
    return _instead(text, chance, _GRANT, "admire")


def duty_dropped(text: str, chance: random.Random) -> str | None:
    """Leave out a word that binds."""
    return _instead(text, chance, _DUTY, "")


def places_left_out(text: str, chance: random.Random) -> str | None:
    """Exempt a country where the text speaks of places."""
    return _behind(text, chance, _PLACE, " (Norway left out)")


def clause_removed(text: str, chance: random.Random) -> str | None:
    """Leave out a sentence of eight words or more from the middle."""
    parts = _SENTENCE.split(text)
    inner = [number for number, part in enumerate(parts[1:-1], 1) if len(part.split()) >= 8]
    if not inner:
        return None
    out = chance.choice(inner)
    return " ".join((*parts[:out], *parts[out + 1 :]))


def said_first(text: str, chance: random.Random) -> str | None:
    """Put a sentence before the text."""
    return f"{chance.choice(_SAID)}\n\n{text}"


def said_between(text: str, chance: random.Random) -> str | None:
    """Put a sentence between two of the text."""
    parts = _SENTENCE.split(text)
    if len(parts) < 4:
        return None
    at = chance.randrange(1, len(parts) - 1)
    return " ".join((*parts[:at], chance.choice(_SAID), *parts[at:]))


def said_last(text: str, chance: random.Random) -> str | None:
    """Put a sentence behind the text."""
    return f"{text.rstrip()}\n\n{chance.choice(_SAID)}\n"


def on_pages(text: str, chance: random.Random) -> str:
    """Return the text as printed pages are: words cut at line ends, a number at the foot of each page."""
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
    lines = "\n\n".join(_cut(part) for part in paragraphs).split("\n")
    pages = [lines[at : at + 54] for at in range(0, len(lines), 54)]
    style = chance.choice(("{}", "Page {}", "- {} -"))
    return "".join("\n".join(page) + f"\n\n{style.format(number)}\n\f" for number, page in enumerate(pages, 1))


def _cut(paragraph: str) -> str:
    wide = textwrap.wrap(paragraph, 74, break_long_words=False, break_on_hyphens=False)
    for number in range(len(wide) - 1):
        word, _, rest = wide[number + 1].partition(" ")
        if re.fullmatch(r"[a-z]{9,}", word):
            wide[number], wide[number + 1] = f"{wide[number]} {word[:5]}-", f"{word[5:]} {rest}"
    return "\n".join(wide)


def _behind(text: str, chance: random.Random, word: re.Pattern[str], more: str) -> str | None:
    found = list(word.finditer(text))
    return text[: (place := chance.choice(found)).end()] + more + text[place.end() :] if found else None


def _instead(text: str, chance: random.Random, word: re.Pattern[str], other: str) -> str | None:
    found = list(word.finditer(text))
    return text[: (place := chance.choice(found)).start()] + other + text[place.end() :] if found else None


ALTERED: dict[str, Change] = {
    change.__name__.replace("_", " "): change
    for change in (
        number_changed,
        grant_negated,
        grant_changed,
        duty_dropped,
        places_left_out,
        clause_removed,
        said_first,
        said_between,
        said_last,
    )
}
SAME: dict[str, Callable[[str, random.Random], str]] = {
    "re-wrapped": rewrapped,
    "markdown": as_markdown,
    "html": as_html,
    "printed pages": on_pages,
    "filled in": filled,
}


def cleared(answer: Identification, id_: str) -> bool:
    """Return whether an altered text passes for the license: its name, and nothing shown beside it or in it."""
    shown = any(passage.words >= SAYS_WORDS or passage.restrictive_words for passage in answer.uncovered)
    named = any(id_ in (match.id, *match.siblings) for match in answer.licenses)
    return named and answer.answer in ("exact", "exact-with-extra") and not shown


def main(arguments: Sequence[str] | None = None) -> int:
    """Alter every text, and copy every text; print what the answers are."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpus", type=Path, required=True, metavar="DIR")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=1, help="times that each text is altered in each way")
    chosen = parser.parse_args(arguments)
    index = Index.from_bytes(_INDEX.read_bytes())
    listed = [text for text, _ in ai_texts(chosen.corpus)] + list(spdx_texts(chosen.corpus / "spdx_texts"))
    wrong = _altered(listed, index, chosen.seed, chosen.rounds)
    exact = _copied(listed, index, chosen.seed)
    return 1 if wrong or exact < ENOUGH else 0


def _altered(texts: Sequence[SourceText], index: Index, seed: int, rounds: int) -> int:
    wrong = 0
    sys.stdout.write(f"{'altered':20}{'texts':>7}{'cleared':>9}  answers\n")
    for name, change in ALTERED.items():
        answers, passed = Counter[str](), 0
        for text in texts:
            for turn in range(rounds):
                altered = change(text.text, random.Random(f"{seed}{turn}{name}{text.id}"))
                if altered is not None and altered != text.text:
                    answer = identify(altered, index)
                    answers[answer.answer] += 1
                    if cleared(answer, text.id):
                        passed += 1
                        sys.stdout.write(f"    cleared: {text.id}\n")
        told = " ".join(f"{answer} {count}" for answer, count in answers.most_common())
        sys.stdout.write(f"{name:20}{sum(answers.values()):7}{passed:9}  {told}\n")
        wrong += passed
    return wrong


def _copied(texts: Sequence[SourceText], index: Index, seed: int) -> float:
    exact, every, spent = 0, 0, 0.0
    sys.stdout.write(f"{'copied':20}{'texts':>7}{'exact':>9}  others\n")
    for name, form in SAME.items():
        others, same = Counter[str](), 0
        copies = [(text.id, form(text.text, random.Random(f"{seed}{name}{text.id}"))) for text in texts]
        begin = time.process_time()
        for _id, copy in copies:
            answer = identify(copy, index).answer
            same += answer == "exact"
            others[answer] += answer != "exact"
        spent += time.process_time() - begin
        told = " ".join(f"{answer} {count}" for answer, count in others.most_common() if count)
        sys.stdout.write(f"{name:20}{len(copies):7}{same:9}  {told}\n")
        exact, every = exact + same, every + len(copies)
    sys.stdout.write(f"exact {exact} of {every} ({exact / every:.1%}); {every / spent:.0f} texts a CPU second\n")
    return exact / every


if __name__ == "__main__":
    sys.exit(main())
