"""Measure text → license: `python bench/identify.py --corpus DIR [--index FILE] [--others]`.

DIR holds `texts.csv`, `texts/`, `spdx_texts/` (see `auditor.licenses.build_fingerprints`). Every text is identified as
it is and in eight forms that copies take in the wild; then once more with its license removed from the index. A text is
`right` when the license is named, `grouped` when it is named among siblings that cannot be told apart. The line to
watch is `as open`: a restrictive text answered `exact` or `exact-with-extra` with nothing but open licenses.
With `--others`, licenseclassifier and ScanCode, when they can be imported, read the same texts in the same run.
"""

import argparse
import html
import random
import re
import resource
import sys
import textwrap
import time
from array import array
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from auditor.licenses.build_fingerprints import SourceText, ai_texts, spdx_texts
from auditor.licenses.fingerprints import Index
from auditor.licenses.identify import SAYS_WORDS, Identification, identify

CLEAN = ("exact", "exact-with-extra")
_MARK = re.compile(r"(?m)^\s*(?:\(?[a-z0-9]{1,2}[.)])\s+")
_BLANK = re.compile(r"<year>|\[yyyy\]|<copyright holders?>|<owner>|\[name of copyright owner\]|\[year\]|\[fullname\]")
_CARD_HEAD = """---
language: en
license: other
tags:
- text-generation
pipeline_tag: text-generation
---

# Heron 7B

Heron is a small language model. It was trained for three days on eight machines and speaks mostly about birds.

```python
from transformers import pipeline
print(pipeline("text-generation", "example/heron-7b")("The heron"))
```

| task | accuracy |
|---|---|
| herons | 71.2 |
| egrets | 64.0 |

## License

"""
_CARD_TAIL = "\n\n## Citation\n\n```\n@misc{heron, title={Heron 7B}, author={Example Labs}, year={2025}}\n```\n"


def rewrapped(text: str, chance: random.Random) -> str:
    """Return the text with other line breaks."""
    width = chance.choice((60, 72, 100, 2000))
    return "\n\n".join(
        textwrap.fill(" ".join(part.split()), width, break_long_words=False, break_on_hyphens=False)
        for part in re.split(r"\n\s*\n", text)
    )


def as_markdown(text: str, chance: random.Random) -> str:
    """Return the text as Markdown: headings, bullets, bold, quotes."""
    items = (item for part in re.split(r"\n\s*\n", text) for item in _MARK.split(part))
    parts = [" ".join(item.split()) for item in items if item.strip()]
    styles = ("{}", "- {}", "* {}", "> {}", "**{}**", "1. {}")
    return f"# {parts[0]}\n\n" + "\n\n".join(chance.choice(styles).format(part) for part in parts[1:])


def as_html(text: str, chance: random.Random) -> str:
    """Return the text as a web page with a script, a style and named entities."""
    parts = (html.escape(part).replace("&#x27;", "&rsquo;") for part in re.split(r"\n\s*\n", text))
    body = "\n".join(
        f'<{tag} class="c">{part}</{tag}>' for part in parts for tag in [chance.choice(("p", "li", "div"))]
    )
    head = "<style>p {margin: 0}</style><script>let a=1;</script>"
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def in_card(text: str, _: random.Random) -> str:
    """Return a model card that quotes the text."""
    return _CARD_HEAD + text + _CARD_TAIL


def filled(text: str, chance: random.Random) -> str:
    """Return the text with its blanks filled and a copyright line of its own."""
    year = str(chance.randint(2015, 2026))
    text = _BLANK.sub(lambda blank: year if "y" in blank.group()[:5] else "Example Labs, Inc.", text)
    first, _, rest = text.partition("\n")
    return f"{first}\n\nCopyright (c) {year} Example Labs, Inc. and its affiliates. All rights reserved.\n\n{rest}"


def misspelled(text: str, chance: random.Random) -> str:
    """Return the text in lower case with one letter in a hundred words wrong."""
    words = re.split(r"(\s+)", text.lower())
    for place in range(0, len(words), 2):
        if len(words[place]) > 3 and chance.random() < 0.01:
            at = chance.randrange(len(words[place]))
            words[place] = words[place][:at] + chance.choice("aeinorst") + words[place][at + 1 :]
    return "".join(words)


def cut(text: str, _: random.Random) -> str:
    """Return the first 60 % of the text."""
    return text[: len(text) * 6 // 10]


def windows(text: str, _: random.Random) -> str:
    """Return the text with a byte-order mark and Windows line ends."""
    return "\ufeff" + text.replace("\r\n", "\n").replace("\n", "\r\n")


FORMS: dict[str, Callable[[str, random.Random], str]] = {
    "as it is": lambda text, _: text,
    "re-wrapped": rewrapped,
    "markdown": as_markdown,
    "html": as_html,
    "in a card": in_card,
    "filled copyright": filled,
    "1 % typos, lower case": misspelled,
    "cut to 60 %": cut,
    "CRLF and BOM": windows,
}


class Without(Index):
    """An index that has forgotten some documents."""

    hidden: frozenset[int] = frozenset()
    """Their numbers. Each use makes a class of its own, because an index takes no further fields."""

    def members(self, posting: int) -> "array[int]":
        """Return the documents of a posting that are not forgotten."""
        return array("H", (number for number in super().members(posting) if number not in self.hidden))


def without(raw: bytes, id_: str) -> Index:
    """Return an index that does not know a license."""
    index = Index.from_bytes(raw)
    numbers = frozenset(number for number, row in enumerate(index.documents) if row.id == id_)
    kind: type[Without] = type("Without", (Without,), {"hidden": numbers})
    return kind.from_bytes(raw)


def as_open(answer: Identification, index: Index) -> bool:
    """Return whether an answer would let somebody take the text for an open license."""
    free = {row.id for row in index.documents if row.open}
    said = any(passage.words >= SAYS_WORDS for passage in answer.uncovered)  # which an audit reads, and stops on
    return answer.answer in CLEAN and not said and all(match.id in free for match in answer.licenses)


def judge(id_: str, answer: Identification) -> str:
    """Return whether an answer names the license: right, grouped, wrong or missed."""
    if any(match.id == id_ for match in answer.licenses):
        return "right"
    if any(id_ in match.siblings for match in answer.licenses):
        return "grouped"
    return "wrong" if answer.licenses else "missed"


def forms(texts: Sequence[SourceText], index: Index, verbose: bool) -> None:
    """Print how every form of every text is answered."""
    sys.stdout.write(
        f"{'form':24}{'texts':>6}{'right':>7}{'grouped':>8}{'wrong':>6}{'missed':>7}{'as open':>8}  answers\n"
    )
    for name, form in FORMS.items():
        verdicts, answers = Counter[str](), Counter[str]()
        for text in texts:
            answer = identify(form(text.text, random.Random(f"{name}{text.id}")), index)
            verdict = judge(text.id, answer)
            verdicts[verdict] += 1
            answers[answer.answer] += 1
            wrong = not text.open and as_open(answer, index)
            verdicts["open"] += wrong
            if verbose and (wrong or verdict != "right"):
                named = ", ".join(f"{match.id} {match.coverage}" for match in answer.licenses)
                sys.stdout.write(f"    {verdict} {text.id}: {answer.answer} {named}\n")
        told = " ".join(f"{answer} {count}" for answer, count in answers.most_common())
        sys.stdout.write(
            f"{name:24}{len(texts):6}{verdicts['right']:7}{verdicts['grouped']:8}{verdicts['wrong']:6}"
            f"{verdicts['missed']:7}{verdicts['open']:8}  {told}\n"
        )


def left_out(texts: Sequence[SourceText], raw: bytes, verbose: bool) -> None:
    """Print how restrictive texts are answered when the index does not know their license."""
    answers, clean, index = Counter[str](), 0, Index.from_bytes(raw)
    for text in (text for text in texts if not text.open):
        index_without = without(raw, text.id)
        for name, form in FORMS.items():
            answer = identify(form(text.text, random.Random(f"{name}{text.id}")), index_without)
            answers[answer.answer] += 1
            if as_open(answer, index):
                clean += 1
                sys.stdout.write(f"    as open: {text.id}, {name}: {answer.licenses}\n" if verbose else "")
    told = " ".join(f"{answer} {count}" for answer, count in answers.most_common())
    sys.stdout.write(f"left out of the index, all forms: as open {clean} of {sum(answers.values())}; {told}\n")


def speed(texts: Sequence[SourceText], raw: bytes) -> float:
    """Print load time, texts a second, size and memory; return milliseconds for 10,000 characters."""
    loads = []
    for _ in range(5):
        begin = time.perf_counter()
        index = Index.from_bytes(raw)
        loads.append(time.perf_counter() - begin)
    ten = [text.text for text in texts if 8_000 < len(text.text) < 12_500]
    rounds = []
    for _ in range(7):
        begin = time.perf_counter()
        for text in ten:
            identify(text, index)
        rounds.append((time.perf_counter() - begin) / sum(map(len, ten)) * 1e7)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(
        f"load {min(loads) * 1e3:.1f} ms · {1e3 / min(rounds):.0f} texts of 10,000 characters a second (median "
        f"{1e3 / sorted(rounds)[3]:.0f}) · index {len(raw) / 1e6:.2f} MB · peak memory {peak:.0f} MB\n"
    )
    return min(rounds)


def _licenseclassifier() -> Callable[[str], set[str]]:
    from licenseclassifier import identify_license

    return lambda text: {found.id for found in identify_license(text)}


def _scancode() -> Callable[[str], set[str]]:
    from licensedcode.cache import get_index, get_licenses_db  # type: ignore[import-untyped]

    index, known = get_index(), get_licenses_db()

    def names(text: str) -> set[str]:
        keys = {key for match in index.match(query_string=text) for key in match.rule.license_keys()}
        return keys | {known[key].spdx_license_key for key in keys if key in known}

    return names


def others(texts: Sequence[tuple[SourceText, str]], ours: float) -> None:
    """Print how other programs name the same texts, and how much longer they take."""
    size = sum(len(text.text) for text, _ in texts)
    for name, load in (("licenseclassifier", _licenseclassifier), ("ScanCode", _scancode)):
        try:
            named = load()
        except Exception as trouble:  # noqa: BLE001 - whatever keeps a foreign program from starting is only told
            sys.stdout.write(f"{name}: not run ({str(trouble).splitlines()[0][:80]})\n")
            continue
        begin, right = time.perf_counter(), 0
        for text, key in texts:
            right += bool(named(text.text) & {text.id, key} - {""})
        took = (time.perf_counter() - begin) / size * 1e7
        sys.stdout.write(
            f"{name}: {right} of {len(texts)} named right, {took:.0f} ms, {took / ours:.0f} times as long\n"
        )


def main() -> int:
    """Run the benchmark from the command line."""
    parser = argparse.ArgumentParser(description="Measure text → license.")
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--index", type=Path, default=Path("policies/licenses.fingerprints"))
    parser.add_argument("--others", action="store_true", help="also run licenseclassifier and ScanCode")
    parser.add_argument("--verbose", action="store_true", help="name every text that is not answered right")
    chosen = parser.parse_args()
    raw = chosen.index.read_bytes()
    inside = chosen.corpus / "licenses"
    corpus = inside if inside.is_dir() else chosen.corpus
    listed = list(ai_texts(corpus)) + [(text, "") for text in spdx_texts(corpus / "spdx_texts")]
    texts = [text for text, _ in listed]
    ours = speed(texts, raw)
    index = Index.from_bytes(raw)
    forms(texts, index, chosen.verbose)
    left_out(texts, raw, chosen.verbose)
    if chosen.others:
        others(listed, ours)
    return 0


if __name__ == "__main__":
    sys.exit(main())
