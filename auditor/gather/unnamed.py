"""Where the card says under which terms the model is and names none that we know: by a link, by a label, in brackets.

What names a license, known or not, is a claim (gather/stated.py); this is what is left of the same places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from auditor.gather.papers import Papers, other_cards
from auditor.gather.reading.licensing import LicenseWords, license_words
from auditor.gather.reading.places import place_of
from auditor.gather.reading.subject import CODE, DATA, ELSEWHERE
from auditor.gather.stated import MOST_STATEMENTS, about, named
from auditor.licenses.aliases import resolve
from auditor.licenses.catalog import NameKind
from auditor.licenses.knowledge import Knowledge
from auditor.parse.files import role
from auditor.parse.license_links import own_file
from auditor.schema.reference import RepoType
from auditor.schema.unread import Unread, UnreadKind, counted

MOST = 8  # places that are listed; the others are counted in one
_LONGEST = 60  # characters behind a label that can be a name
_AT_A_LINK = "is where its terms are said to stand, and they are not known"
_BEYOND = "are beyond what is listed, and have to be read"
_TELLING = ("said", "label")
_OF_OTHERS = (CODE, DATA, ELSEWHERE)
_IN_BRACKETS = re.compile(r"\s*[《「『]([^《》「」『』]{2,60})[》」』]")
_WEB = re.compile(r"https?://", re.IGNORECASE)


def unnamed_terms(papers: Papers, knowledge: Knowledge) -> tuple[Unread, ...]:
    """The places, each with where its link leads or what stands behind its label."""
    if papers.snapshot.repo_type is not RepoType.MODEL:
        return ()
    cards = (*([papers] if papers.readme else []), *other_cards(papers))
    return tuple(item for card in cards for item in _in_card(card, knowledge))


def _in_card(papers: Papers, knowledge: Knowledge) -> tuple[Unread, ...]:
    places = license_words(papers.text.sentences)
    read = [item for place in islice(places, MOST_STATEMENTS) for item in _of(papers, place, knowledge)]
    beyond = [_unheard(papers, place) for place in places]
    return (*counted(read, MOST), *counted(beyond, 0))


def _unheard(papers: Papers, said: LicenseWords) -> Unread:
    """A place of which nobody asked what it names."""
    return Unread.of(UnreadKind.NAME, said.sentence.words, _BEYOND, papers.in_card(said.sentence.line))


def _of(papers: Papers, said: LicenseWords, knowledge: Knowledge) -> Iterator[Unread]:
    if named(papers, said, knowledge)[0] or about(said, papers.snapshot.id) in _OF_OTHERS:
        return
    vocabulary = knowledge.vocabulary
    url = said.addresses[0].rstrip(".,;") if said.addresses else ""
    if said.how in _TELLING and _WEB.match(url) and own_file(url, papers.snapshot.id) is None:
        if not resolve(url, knowledge.catalog, kind=NameKind.URL).licenses:
            at = place_of(papers, said.sentence, url)
            yield Unread.of(UnreadKind.LINK, url, _AT_A_LINK, at, url)
        return
    bracketed = _IN_BRACKETS.match(said.words)
    name = bracketed[1] if bracketed else said.words.strip(" *_`\"'.:") if said.how == "label" and not url else ""
    if bracketed and not vocabulary.fits("license-names/license-word", name):
        return
    if not name or len(name) > _LONGEST or vocabulary.fits("license-names/says-none", name):
        return
    if any(word.partition(".")[0].isupper() and role(word) for word in re.split(r"[\s`\"',()]+", name)):
        return  # it names a file, which is read
    why = "names terms that are not known"
    yield Unread.of(UnreadKind.NAME, name, why, place_of(papers, said.sentence, name))
