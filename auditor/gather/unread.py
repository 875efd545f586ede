"""What may bear terms and that nobody has read: quoted with file and line, and why it is not understood.

Each place where terms stand is read by its own reader; here is what these leave. Nothing is judged: the finding
terms-unread asks a person to read it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from auditor.gather.papers import Papers, other_cards
from auditor.gather.reading.alarm import Heard
from auditor.gather.reading.alarm import unread as unread_sentences
from auditor.gather.reading.binding import binding
from auditor.gather.reading.hearing import card_unread
from auditor.gather.reading.legal import beyond
from auditor.gather.reading.subject import CODE, DATA, ELSEWHERE
from auditor.gather.texts import LegalText
from auditor.licenses.catalog import Catalog
from auditor.parse.documents import is_document
from auditor.parse.files import README, role
from auditor.parse.license_links import own_file
from auditor.parse.places import folded
from auditor.prose.sentences import Sentence
from auditor.prose.vocabulary import Hit
from auditor.schema.citation import Citation
from auditor.schema.claim import ClaimSource, LicenseClaim
from auditor.schema.evidence import Statement
from auditor.schema.reference import RepoType
from auditor.schema.snapshot import File
from auditor.schema.unread import Unread, UnreadKind, counted, key_of

MOST = 20
_OF_OTHERS = (CODE, DATA, ELSEWHERE)
_PLAIN = ("license", "licence", "copying")  # names that say nothing but that it is the license's text
_LEFT_BY = ("notice", "terms", "use-policy")  # kinds of texts of which no claim says that they are not understood
_AGREED = "alarm/agreements"
_BINDS = "says for whom, where, how many or whose, in a file that is named for terms"
_LINE = 1_000  # characters of a line that are looked at
_RESERVED = 4  # words of "All rights reserved"
_LOST = re.compile(r"[\0-\x08\x0e-\x1a\x1c-\x1f\ufffd]")


def unread(
    papers: Papers,
    texts: tuple[LegalText, ...],
    claims: tuple[LicenseClaim, ...],
    said: tuple[Statement, ...],
    catalog: Catalog,
) -> tuple[Unread, ...]:
    """The passages, each once, files first, then the sentences of the card. `said`: the limits that cards say.

    Of a data set's cards no sentences are heard: its terms are those that it states.
    """
    passages = (*_undecoded(papers), *_links(papers, claims), *_names(claims))
    unique = {(item.kind, item.key): item for item in reversed(passages)}
    each = counted(tuple(reversed(unique.values())), MOST)
    is_model = papers.snapshot.repo_type is RepoType.MODEL
    cards = (papers, *other_cards(papers)) if is_model else ()
    in_cards = (item for card in cards for item in card_unread(card, claims, said, catalog))
    return (*each, *_in_texts(papers, texts), *in_cards)


def _undecoded(papers: Papers) -> Iterator[Unread]:
    """Files that are no text, documents that are not read, and texts that are in no encoding that is certain."""
    for file in papers.snapshot.files:
        kind = "card" if file.path == README else role(file.path)
        if kind and file.content and (why := _why_unread(papers, file, kind)):
            yield _by_bytes(Unread.of(UnreadKind.ENCODING, file.path[:200], why, papers.whole(file)), file)
        elif kind and file.content and not is_document(file.content) and file.encoding is None:
            yield _uncertain(papers, file)


def _why_unread(papers: Papers, file: File, kind: str) -> str:
    """Why nothing of a file is read; of a document only terms are, and no cards."""
    if not is_document(file.content):
        return ""
    return "is no plain text, and is not read" if kind == "card" else papers.words(file).why


def _uncertain(papers: Papers, file: File) -> Unread:
    lines = papers.lines(file)
    number = next((number for number, line in enumerate(lines, 1) if _LOST.search(line)), 1)
    why = "holds characters in no encoding that is certain, and may say what is not read"
    one = Unread.of(UnreadKind.ENCODING, lines[number - 1][:200] or file.path, why, papers.at_line(file, number))
    return _by_bytes(one, file)


def _by_bytes(one: Unread, file: File) -> Unread:
    """What settles it is named by the file's bytes, since nobody knows its words."""
    return one.model_copy(update={"key": key_of(file.sha256)})


def _in_texts(papers: Papers, texts: tuple[LegalText, ...]) -> Iterator[Unread]:
    """Sentences of notices, of files that may bear terms, and of policies that are none we know."""
    for text in texts:
        policy = text.kind == "use-policy"
        if text.kind not in _LEFT_BY or (policy and text.found.licenses):
            continue
        own = [
            sentence
            for sentence in beyond(text, papers.vocabulary)
            if not (text.kind == "notice" and _is_customary(papers, text.file, sentence))
        ]
        asked = (
            Heard(sentence, partial(_in_file, papers, text.file, sentence), terms=True, kind=UnreadKind.FILE)
            for sentence in own
        )
        found = unread_sentences(asked, papers.snapshot.id)
        yield from (item for item in found if not (policy and item.row == _AGREED))
        yield from _binding(papers, text, own, {item.key for item in found})


def _binding(papers: Papers, text: LegalText, own: list[Sentence], heard: set[str]) -> tuple[Unread, ...]:
    """What binds there without a word of the alarm."""
    notice = text.kind == "notice"
    found = (
        Unread.of(UnreadKind.FILE, sentence.words, _BINDS, _in_file(papers, text.file, sentence, hit)).model_copy(
            update={"row": hit.row}
        )
        for sentence, hit in binding(own, papers.snapshot.id, notice=notice)
    )
    return counted([item for item in found if item.key not in heard], MOST)


def _is_customary(papers: Papers, file: File, sentence: Sentence) -> bool:
    """Whether it is "All rights reserved" behind a holder's name, on whose line it stands."""
    line = papers.lines(file)[sentence.line - 1][:_LINE]
    said = len(sentence.words.split()) <= _RESERVED and sentence.fits("alarm/rights")
    return said and papers.vocabulary.fits("explained/customary", line)


def _in_file(papers: Papers, file: File, sentence: Sentence, hit: Hit) -> Citation:
    return papers.at_line(file, sentence.line_at(hit.start))


def _links(papers: Papers, claims: tuple[LicenseClaim, ...]) -> Iterator[Unread]:
    """Links to terms that are not known and were not read here."""
    had = {file.path for file in papers.snapshot.files}
    listed = set(papers.metadata.siblings or ())
    for claim in claims:
        if claim.source is not ClaimSource.LICENSE_LINK or claim.licenses or not claim.written.strip():
            continue
        path = own_file(claim.written, papers.snapshot.id)
        if path in had or (path in listed and role(path or "")):
            continue  # it was read as a text, or could not be had, which is said as trouble
        if path and folded(path.rpartition("/")[2].partition(".")[0]) in _PLAIN:
            continue  # a copied `license_link: LICENSE`: there is no text, which has a finding of its own
        if path is not None:
            why = "is named as the license and is not among the files" if path else "is no file"
            yield _of_claim(claim, UnreadKind.LINK, why)
        else:
            yield _of_claim(claim, UnreadKind.LINK, "leads to terms that are not known", claim.written)


def _names(claims: tuple[LicenseClaim, ...]) -> Iterator[Unread]:
    """Licenses that the card's words name and that are not known, or that they change."""
    named = {
        _bare(claim.written)
        for claim in claims
        if claim.licenses and claim.source in (ClaimSource.LICENSE_NAME, ClaimSource.CARD)
    }
    for claim in claims:
        if claim.source is ClaimSource.PROSE and _bare(claim.written) in named:
            continue  # what it calls its license is what `license_name` does, which is known
        if claim.source is ClaimSource.PROSE and not claim.licenses and claim.role not in _OF_OTHERS:
            changed = claim.answer == "modified"
            why = "is a license with a change of its own" if changed else "names terms that are not known"
            yield _of_claim(claim, UnreadKind.NAME, why)


def _bare(name: str) -> str:
    """A name of a license without the words that every one has."""
    return " ".join(word for word in folded(name).split() if word not in ("the", "license", "licence", "agreement"))


def _of_claim(claim: LicenseClaim, kind: UnreadKind, why: str, address: str | None = None) -> Unread:
    return Unread.of(kind, claim.written, why, claim.citation, address)
