"""The language of phrases: words and slots as counsel writes them → a pattern, and the words that it cannot do without.

    word       itself, as a whole word, in any case       commercial
    wor*       any ending of up to 24 letters             licens*
    a-b        with a hyphen, a space or nothing          non-commercial
    (a|b c)    one of these                               (use|purposes)
    [a|b]      one of these or nothing                    [purely|solely]
    …N         up to N characters of the same clause      for …40 use      (60 where N is left out)
    …N,        the same with no comma among them          不 …10, 商用
    …N!(a|b)   the same, and none of these stands in it   trained …70!(code) on
    ~N         up to N words                              for ~3 purposes
    ~N!(a|b)   the same, none of them one of these        an ~5!(to|of) model
    {list}     a list of words, or a technical slot       {use}   {number}   gpt-4{rest}
    {x:list}   the same, remembered as x                  {model:name}
    {x:…N}     a gap, remembered as x; also {x:~N}        release {what:…40} under
    !(a|b)     not followed by these                      open-source !(community)
    =(a|b)     followed by these, which are not taken in  open-source =(model|$)
    <!(a|b)    not preceded by these                      <!(not )licensed
    ^  $       where the sentence begins, or ends
    #          a number                                   # tokens
    "…"        exactly these characters                   "[x]"

Phrases are matched against words in lower case with one space between them, and signs of all scripts as ASCII's: no
phrase looks at case, white space, or which quotation mark it is.
Gaps are bounded, and no part repeats without a bound: what a phrase costs grows with the text and not faster.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from auditor.prose.joining import Part, edge, either, group, literal, spaced, telling, together, word_part
from auditor.prose.plain import skeleton

GAP = 60  # characters, where a gap says nothing
LONGEST_GAP = 200
MOST_WORDS = 8
_IN_CLAUSE = r"(?:[^.;|]|\.(?=\w))"  # a point within a word, as in 1.5 or example.org, ends nothing
_INSIDE_WORDS = ("n't", "n’t")
_NAME_BEGINS, _NAME_ENDS = "(?<![a-zA-Z0-9_/-])", "(?![a-zA-Z0-9_/])"
_IN_PART = r"(?:[^.;|,]|\.(?=\w))"
_ANY_WORD = r"[^\s;|]{0,29}[^\s.:;|]"
# Slots that no list of words can fill: what they stand for, and the pattern.
SLOTS: Mapping[str, str] = {
    "number": r"\d[\d.,]{0,30}",
    "year": r"(?:19|20)\d\d",
    "name": r"[a-z][\w.+-]{1,40}",
    "id": r"[a-z0-9_][\w.-]{0,95}/[a-z0-9_][\w.-]{0,95}",
    "path": r"[\w./-]{2,120}",
    "url": r"https?://[^\s()<>\"'|]{1,500}",
    "word": r"[\w'-]{1,40}",
    "rest": r"(?:[\w.-]{0,39}\w)?",  # of a name that begins with what stands before
}
_TOKEN = re.compile(
    r"(?P<space>\s+)|(?:\{(?P<kept>[a-z_]+):)?(?:…(?P<gap>\d*)(?P<part>,?)|~(?P<words>\d+))(?(kept)\})|(?P<not_before><!\()|(?P<not_after>!\()|(?P<after>=\()|(?P<open>[(\[])|(?P<close>[)\]])"
    r"|(?P<bar>\|)|\{(?:(?P<as>[a-z_]+):)?(?P<slot>[a-z][a-z0-9_-]*)\}|\"(?P<exact>[^\"]+)\"|(?P<begin>\^)|(?P<end>\$)|(?P<number>\#)"
    r"|(?P<word>[^\s…~<!()\[\]|{}\"^$#]+|<|!)"
)


class PhraseFault(ValueError):
    """A phrase that cannot be read; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A compiled phrase: its pattern, and words of which one stands in every text that fits (empty: none is known).

    `beside` are further sets of such words, those that tell most first.
    """

    pattern: str
    needles: tuple[str, ...]
    beside: tuple[tuple[str, ...], ...] = ()


def compile_phrase(text: str, lists: Mapping[str, tuple[str, ...]] | None = None, *, name: bool = False) -> Phrase:
    """Read a phrase, or a name. `lists` are the lists of words that it may name. Raises PhraseFault."""
    part = _Reader(text, lists or {}, as_written=name).whole()
    try:
        re.compile(part.pattern)
    except re.error as error:
        raise PhraseFault(f"{text!r} cannot be compiled: {error}") from error
    best, *rest = sorted(dict.fromkeys(part.sure), key=telling, reverse=True) or [frozenset[str]()]
    return Phrase(part.pattern, tuple(sorted(best)), tuple(tuple(sorted(words)) for words in rest))


class _Reader:
    """Reads one phrase from left to right."""

    def __init__(self, text: str, lists: Mapping[str, tuple[str, ...]], *, as_written: bool = False) -> None:
        self._text = text
        self._lists = lists
        self._as_written = as_written
        self._tokens = self._scan(text)
        self._at = 0
        self._behind = False  # in `<!(…)`, where words are taken as they are

    def whole(self) -> Part:
        """The phrase, which has to stand for something."""
        part = self.inner()
        begin, end = (_NAME_BEGINS, _NAME_ENDS) if self._as_written else (edge(part.head), edge(part.tail))
        part = replace(part, pattern=begin + part.pattern + end)
        if part.empty:
            raise PhraseFault(f"{self._text!r}: fits where nothing stands")
        return part

    def inner(self) -> Part:
        """The same as a part of another phrase, its outer edges left open."""
        part = self._alternatives("")
        if self._at < len(self._tokens):
            raise PhraseFault(f"{self._text!r}: `{self._tokens[self._at].group()}` closes nothing")
        return part

    def _scan(self, text: str) -> list[re.Match[str]]:
        found, place = [], 0
        while place < len(text):
            match = _TOKEN.match(text, place)
            if match is None:
                raise PhraseFault(f'{text!r}: `{text[place]}` has no meaning here; quote it as "{text[place]}"')
            found.append(match)
            place = match.end()
        return found

    def _alternatives(self, closing: str) -> Part:
        options = [self._sequence()]
        while self._at < len(self._tokens) and self._tokens[self._at]["bar"]:
            self._at += 1
            options.append(self._sequence())
        if closing:
            token = self._tokens[self._at] if self._at < len(self._tokens) else None
            if token is None or token["close"] != closing:
                raise PhraseFault(f"{self._text!r}: a bracket is not closed with `{closing}`")
            self._at += 1
        return options[0] if len(options) == 1 else either(options)

    def _sequence(self) -> Part:
        """Terms with spaces between them; a term is what stands without one."""
        terms: list[Part] = []
        atoms: list[Part] = []
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            if token["bar"] or token["close"]:
                break
            self._at += 1
            if token["space"]:
                if atoms:
                    terms.append(together(atoms))
                    atoms = []
                continue
            atom = self._atom(token)
            if not atoms and token["word"] in _INSIDE_WORDS and not self._behind:
                raise PhraseFault(f'{self._text!r}: no word begins with {token["word"]}; write *"n\'t"')
            if atom.glue or atom.words:  # what may stand for nothing belongs to no word beside it
                terms += [together(atoms), atom] if atoms else [atom]
                atoms = []
            else:
                atoms.append(atom)
        if atoms:
            terms.append(together(atoms))
        return spaced(terms)

    def _atom(self, token: re.Match[str]) -> Part:
        loose = self._loose(token)
        if loose:
            return loose
        if token["open"]:
            part = self._alternatives(")" if token["open"] == "(" else "]")
            optional = token["open"] == "["
            if optional:
                return Part(group(part), (), True, part.head, part.tail)
            return replace(part, pattern=group(part), glue=False, words=False, looks=False)
        if token["slot"]:
            return self._slot(token["slot"], token["as"])
        if token["number"]:
            return Part(SLOTS["number"], head="w", tail="w")
        return literal(self._case(token["exact"])) if token["exact"] else self._word(token["word"])

    def _loose(self, token: re.Match[str]) -> Part | None:
        """A gap, a look-around, or a place: what is no word itself."""
        if token["gap"] is not None:
            size = self._bounded(token["gap"] or str(GAP), LONGEST_GAP, "characters")
            within = self._tempered(_IN_PART if token["part"] else _IN_CLAUSE)
            return Part(_kept(token["kept"], rf"{within}{{0,{size}}}?"), empty=True, glue=True)
        if token["words"]:
            count = self._bounded(token["words"], MOST_WORDS, "words")
            word = self._none_of() + _ANY_WORD
            return Part(_kept(token["kept"], rf"(?: {word}){{0,{count}}}?"), empty=True, words=True)
        if token["not_before"]:
            return self._not_before()
        if token["not_after"] or token["after"]:
            return Part(self._ahead("=" if token["after"] else "!"), empty=True, glue=True, looks=True)
        if token["begin"] or token["end"]:
            return Part(r"^\W{0,6}" if token["begin"] else r"\W{0,4}$", empty=True, glue=True)
        return None

    def _ahead(self, sign: str) -> str:
        """A look at what follows."""
        part = self._alternatives(")")
        return f"(?{sign} ?{edge(part.head)}{group(part)}{edge(part.tail)})"

    def _tempered(self, within: str) -> str:
        """A character of a gap; where `!(…)` stands right after the gap, one at which none of these begins."""
        if self._at >= len(self._tokens) or not self._tokens[self._at]["not_after"]:
            return within
        self._at += 1
        return f"(?:{self._ahead('!')}{within})"

    def _bounded(self, written: str, most: int, of: str) -> int:
        if int(written) > most:
            raise PhraseFault(f"{self._text!r}: a gap of {written} {of}; {most} is the most")
        return int(written)

    def _word(self, word: str) -> Part:
        if word == "-":
            return Part("[- ]", empty=True)
        if "**" in word or not word.strip("-"):
            raise PhraseFault(f"{self._text!r}: {word!r} is no word")
        return word_part(self._case(word), of_name=self._as_written)

    def _case(self, words: str) -> str:
        return words if self._as_written else skeleton(words)

    def _none_of(self) -> str:
        """What a word of a gap must not be, where `!(…)` stands right after the gap."""
        if self._at >= len(self._tokens) or not self._tokens[self._at]["not_after"]:
            return ""
        self._at += 1
        return rf"(?!{group(self._alternatives(')'))}(?:[\s,]|$))"

    def _not_before(self) -> Part:
        start, self._behind = self._at, True
        self._alternatives(")")
        self._behind = False
        words = "".join(token.group() for token in self._tokens[start : self._at - 1]).split("|")
        return Part("".join(f"(?<!{re.escape(self._case(word))})" for word in words), empty=True, glue=True)

    def _slot(self, name: str, remembered: str | None) -> Part:
        if name in self._lists:
            if not self._lists[name]:
                raise PhraseFault(f"{self._text!r}: the list {{{name}}} has no words in the language of the phrase")
            inner = {key: value for key, value in self._lists.items() if key != name}
            options = [_Reader(word, inner, as_written=self._as_written).inner() for word in self._lists[name]]
            part = either(options) if len(options) > 1 else options[0]
        elif name in SLOTS:
            part = Part(SLOTS[name], head="w", tail="w")
        else:
            raise PhraseFault(f"{self._text!r}: there is no list {{{name}}}")
        pattern = _kept(remembered, part.pattern) if remembered else group(part)
        return Part(pattern, part.sure, part.empty, part.head, part.tail)


def _kept(name: str | None, pattern: str) -> str:
    """The pattern, remembered where it has a name."""
    return f"(?P<{name}>{pattern})" if name else pattern
