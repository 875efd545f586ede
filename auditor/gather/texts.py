"""Which licenses the repository's texts are: its license files, its gate prompt, its card."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from auditor.gather.bounds import readable
from auditor.gather.fields import api_fields, card_fields
from auditor.gather.papers import Papers
from auditor.gather.reading.subject import without
from auditor.licenses.aliases import resolve
from auditor.licenses.furniture import beside, says_nothing
from auditor.licenses.identify import Identification, Match, identify
from auditor.licenses.knowledge import Knowledge
from auditor.licenses.names_within import names_within
from auditor.licenses.normalize import phrases, read, restrictive
from auditor.licenses.pointer import Pointer
from auditor.parse.files import README, part, role
from auditor.parse.license_links import own_file
from auditor.parse.places import field_says
from auditor.prose.blocks import lines_of
from auditor.prose.sentences import Sentence
from auditor.prose.text import read_plain
from auditor.prose.vocabulary import Vocabulary
from auditor.schema.citation import Citation
from auditor.schema.claim import Basis, ClaimSource, LicenseClaim, TextChange
from auditor.schema.snapshot import File

_MAX_EXTRA = 8
_MOST_SENTENCES = 400  # of a policy, among which the first that binds is looked for
_FEWEST = 4  # words of a sentence that says something
# A license text is far longer than this; shorter prompts and cards are not looked through.
_SHORTEST_TEXT = 600


@dataclass(frozen=True, slots=True)
class LegalText:
    """A file that bears terms by its name: what it says, and which licenses that is.

    `of`: the part it is for, "" for the whole.
    """

    file: File
    kind: str
    of: str
    words: str
    found: Identification


def legal_texts(papers: Papers, knowledge: Knowledge) -> tuple[LegalText, ...]:
    """The repository's license files, notices and use policies."""
    linked = _linked(papers)
    files = ((file, "license" if file.path in linked else role(file.path)) for file in papers.snapshot.files)
    return tuple(_read(papers, file, kind, knowledge) for file, kind in files if kind is not None and kind != "card")


def _read(papers: Papers, file: File, kind: str, knowledge: Knowledge) -> LegalText:
    words = papers.words(file).text
    return LegalText(file, kind, part(file.path), words, identify(words, knowledge.index))


def _linked(papers: Papers) -> set[str]:
    """The files that the card names as its license, whatever they are called."""
    named = [*(card_fields(papers) if papers.readme else ()), *api_fields(papers)]
    links = (field.text for field in named if field_says(field.key) == "license-link")
    return {path for link in links if (path := own_file(link, papers.snapshot.id)) and path != README}


def detected(papers: Papers, knowledge: Knowledge, texts: tuple[LegalText, ...]) -> Iterator[LicenseClaim]:
    """What each text is. A card is looked through only where the repository has no license file."""
    for text in texts:
        claims = _in_file(papers, text, knowledge)
        if text.kind in ("notice", "terms"):
            yield from _named_within(papers, text, knowledge)
        if text.kind == "notice":  # it names what it comes with, and holds the licenses of that
            yield from (claim for claim in claims if _asks_more(claim, text, knowledge))
        # of a file that may bear terms, only what it is known to be is a claim; its words are read by sentences
        elif text.kind != "terms" or text.found.licenses or text.found.pointer:
            yield from claims
    prompt = papers.card.front.get("extra_gated_prompt") or papers.metadata.card.get("extra_gated_prompt")
    if isinstance(prompt, str) and len(prompt) >= _SHORTEST_TEXT:
        yield from _in_prompt(papers, prompt, knowledge)
    if papers.readme and not any(text.kind == "license" for text in texts) and len(papers.card.body) >= _SHORTEST_TEXT:
        yield from _in_card(papers, papers.readme, knowledge)


def _asks_more(claim: LicenseClaim, text: LegalText, knowledge: Knowledge) -> bool:
    """Whether a notice holds or names a license that asks for more than notices, or one that is not known."""
    named = bool(text.found.licenses or text.found.pointer)
    return named and not knowledge.catalog.ask_little(claim.licenses or ("",))


def _named_within(papers: Papers, text: LegalText, knowledge: Knowledge) -> Iterator[LicenseClaim]:
    """Licenses that ask for more than notices and that a text names somewhere, where it holds none of them."""
    if text.found.licenses or text.found.pointer:
        return
    named: dict[str, tuple[str, Sentence]] = {}
    for sentence in read_plain(readable(text.words)):
        for name, license_id in names_within(sentence.words, knowledge.catalog):
            named.setdefault(license_id, (name, sentence))
    for license_id, (name, sentence) in islice(named.items(), _MAX_EXTRA):
        yield LicenseClaim(
            basis=Basis.DETECTED,
            source=ClaimSource.FILE,
            written=name[:200],
            licenses=(license_id,),
            answer="pointer",
            role=text.of,
            citation=papers.at_line(text.file, sentence.line, sentence.words, sentence.last_line),
        )


def _in_file(papers: Papers, text: LegalText, knowledge: Knowledge) -> Iterator[LicenseClaim]:
    file, found = text.file, text.found
    whose = "policy" if text.kind == "use-policy" else text.of
    extra = _extra(papers, text, knowledge)
    if not found.licenses:
        line, words = _first_that_binds(text, knowledge.vocabulary) or _first_words(text, 1)
        named = _pointed_at(found.pointer, words, text.words, knowledge) if found.pointer else ()
        first = LicenseClaim(
            basis=Basis.DETECTED,
            source=ClaimSource.FILE,
            written=words[:200],
            licenses=named,
            answer=found.answer,
            role=whose,
            extra=_beside(papers, text, found.pointer, named, knowledge) if found.pointer and named else (),
            citation=papers.at_line(file, line),
        )
        yield first
        yield from _also(papers, first, found.pointer, knowledge) if found.pointer else ()
    for match in found.licenses:
        line, _ = _first_words(text, match.first_line)
        citation = papers.at_line(file, line, None, max(line, match.last_line))
        claim = _claim(match, ClaimSource.FILE, file.path, whose, citation, extra, knowledge)
        yield claim.model_copy(update={"changes": tuple(_changes(papers, file, match))})


def _also(papers: Papers, first: LicenseClaim, pointer: Pointer, knowledge: Knowledge) -> Iterator[LicenseClaim]:
    """The other licenses that a text points to; a file of the repository itself is read as what it is."""
    first_unknown = pointer.url and pointer.also and not resolve(pointer.url, knowledge.catalog).licenses
    for words in (*((pointer.url,) if first_unknown else ()), *pointer.also):
        if (path := own_file(words, papers.snapshot.id)) and "://" in words and papers.snapshot.file(path):
            continue
        named = resolve(words, knowledge.catalog).licenses
        if not named or not set(named) <= set(first.licenses):
            yield first.model_copy(update={"written": words[:200], "licenses": named, "extra": ()})


def _in_prompt(papers: Papers, prompt: str, knowledge: Knowledge) -> Iterator[LicenseClaim]:
    """The terms that one accepts at the gate. A prompt that is no license text says nothing here."""
    if "extra_gated_prompt" in papers.card.front:
        citation = papers.in_card(papers.card.line("extra_gated_prompt"))
    else:
        citation = papers.at_pointer("/cardData/extra_gated_prompt", prompt)
    found = identify(prompt, knowledge.index)
    ids = tuple(_known_as(match.id, knowledge) for match in found.licenses)
    said = (passage.text for passage in found.uncovered)
    alone = all(says_nothing([words], ids, knowledge.catalog, papers.snapshot.id) for words in said)
    for match in found.licenses:
        if match.answer != "similar":
            claim = _claim(match, ClaimSource.GATE_PROMPT, "extra_gated_prompt", "", citation, (), knowledge)
            more = not alone and match.answer == "exact"
            yield claim.model_copy(update={"answer": "exact-with-extra"}) if more else claim


def _in_card(papers: Papers, readme: File, knowledge: Knowledge) -> Iterator[LicenseClaim]:
    """License texts that stand in the card itself."""
    offset = papers.card.body_line - 1
    for match in identify(papers.card.body, knowledge.index).licenses:
        if match.answer != "similar":
            citation = papers.at_line(readme, match.first_line + offset, None, match.last_line + offset)
            yield _claim(match, ClaimSource.CARD_TEXT, readme.path, "", citation, (), knowledge)


def _claim(
    match: Match,
    source: ClaimSource,
    written: str,
    part: str,
    citation: Citation,
    extra: tuple[Citation, ...],
    knowledge: Knowledge,
) -> LicenseClaim:
    own = _known_as(match.id, knowledge)
    siblings = dict.fromkeys(_known_as(sibling, knowledge) for sibling in match.siblings)
    return LicenseClaim(
        basis=Basis.DETECTED,
        source=source,
        written=written,
        licenses=(own,),
        answer="exact-with-extra" if extra and match.answer == "exact" else match.answer,
        coverage=round(match.coverage, 3),
        role="policy" if match.kind == "policy" else part,
        siblings=tuple(sibling for sibling in siblings if sibling != own),
        extra=extra,
        citation=citation,
    )


def _changes(papers: Papers, file: File, match: Match) -> Iterator[TextChange]:
    for found in match.differences[:_MAX_EXTRA]:
        place = papers.at_line(file, found.first_line, found.around, found.last_line)
        yield TextChange(citation=place, license_words=found.ours)


def _known_as(license_id: str, knowledge: Knowledge) -> str:
    """The catalog's id: one text serves `GPL-3.0-only` and what the Hub calls `gpl-3.0`."""
    known = knowledge.catalog.get(license_id)
    return known.id if known else license_id


def _extra(papers: Papers, text: LegalText, knowledge: Knowledge) -> tuple[Citation, ...]:
    found = beside(text.found, papers.lines(text.file), knowledge.catalog, papers.snapshot.id)[:_MAX_EXTRA]
    return tuple(papers.at_line(text.file, one.first_line, one.text, one.last_line) for one in found)


def _beside(
    papers: Papers, text: LegalText, pointer: Pointer, named: tuple[str, ...], knowledge: Knowledge
) -> tuple[Citation, ...]:
    """Sentences of a text that only names a free license: those that do not name it may take away what it gives."""
    if not knowledge.catalog.are_free(named):
        return ()  # its own conditions are asked in any case
    naming = [words.lower() for words in (pointer.name, pointer.url) if words]
    said = (
        sentence
        for sentence in read_plain(readable(text.words))
        if not any(words in sentence.lower for words in naming)
        and not says_nothing([sentence.words], named, knowledge.catalog, papers.snapshot.id)
    )
    return tuple(
        papers.at_line(text.file, sentence.line, sentence.words, sentence.last_line)
        for sentence in islice(said, _MAX_EXTRA)
    )


def _first_that_binds(text: LegalText, vocabulary: Vocabulary) -> tuple[int, str] | None:
    """Of a policy that we do not know, the first sentence with words of terms: a title says nothing of what it asks."""
    if text.kind != "use-policy" or text.found.pointer:
        return None
    said = islice(read_plain(readable(text.words), vocabulary), _MOST_SENTENCES)
    binds = (
        one for one in said if len(one.words.split()) >= _FEWEST and (one.fits("alarm") or one.fits("terms-files"))
    )
    return next(((one.line, one.words) for one in binds), None)


def _first_words(text: LegalText, start: int) -> tuple[int, str]:
    """The first line from `start` on that says something, and what it says; the line `start` where none does."""
    lines = lines_of(text.words)
    said = ((number, line.strip()) for number, line in enumerate(lines[start - 1 :], start) if line.strip())
    return next(said, (min(start, len(lines)), ""))


def _pointed_at(pointer: Pointer, first_line: str, text: str, knowledge: Knowledge) -> tuple[str, ...]:
    """What a text that is no license names as one: by its link, its words, or the heading above them.

    A text that itself speaks of limits names none that is free of them: "for research only; the code is under MIT".
    """
    for words in (pointer.url, pointer.name, first_line):
        named = resolve(words, knowledge.catalog).licenses if words else ()
        if named:
            return () if knowledge.catalog.are_free(named) and _speaks_of_limits(text, knowledge.vocabulary) else named
    # "under and subject to the Heron Terms of Use found at …": no name of its own, and one within
    return tuple(dict.fromkeys(id_ for _, id_ in names_within(pointer.name, knowledge.catalog)))


def _speaks_of_limits(text: str, vocabulary: Vocabulary) -> bool:
    words = " ".join(text.split())
    reading = read(without(words, [*vocabulary.places("license-texts/notice-of-apache", words)]))
    return bool(phrases(reading.values(0, len(reading) - 1), restrictive()))
