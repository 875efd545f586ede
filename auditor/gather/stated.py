"""What the card's text says of the license, in so many words: one claim a statement, with what it covers.

A name counts where nothing is added to it: `MIT, with further restrictions` is no MIT. A placeholder, `see the LICENSE
file` and `the same as the original` name nothing and are no claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from auditor.gather.papers import Papers
from auditor.gather.reading import subject
from auditor.gather.reading.licensing import LicenseWords, license_words
from auditor.gather.reading.places import place_of
from auditor.licenses.aliases import resolve
from auditor.licenses.catalog import Catalog, NameKind
from auditor.licenses.knowledge import Knowledge
from auditor.licenses.mentions import leading
from auditor.prose.vocabulary import Hit
from auditor.schema.claim import Basis, ClaimSource, LicenseClaim
from auditor.schema.license import CommercialUse
from auditor.schema.reference import RepoType

MOST_STATEMENTS = 400  # places of one card that are read; `unnamed` says of the others that they are not
_MOST_WORDS = 9
_MOST_NAMES = 8  # joined by `and`; more are no name that we know
_BEHIND = 160  # characters behind a name that are looked at

_Naming = tuple[str, tuple[str, ...], str | None]
_NOTHING: _Naming = ("", (), None)

_NAMES, _CHANGES = "license-names", "license-changes"
# Nothing but remarks follows a name that stands alone below a heading.
_ENDS = re.compile(r"[\s\"'`*_]{0,4}(?:\Z|[.(,;:|<–—-])")
# What a name that we do not know is written with, and what marks it as one.
_NAME = re.compile(r"[\s\"'“‘`*《【\[(]{0,4}(?=[^.;,|]{0,60}[A-Z0-9《\u3400-\u9fff])[\w .'’&:+/()《》\u00b7-]{1,80}\Z")


def stated_claims(papers: Papers, knowledge: Knowledge) -> tuple[LicenseClaim, ...]:
    """What the card's text states of licenses, each at its first place; the role `elsewhere` is none of the model's."""
    if papers.readme is None or papers.snapshot.repo_type is not RepoType.MODEL:
        return ()
    unique: dict[object, LicenseClaim] = {}
    for said in islice(license_words(papers.text.sentences), MOST_STATEMENTS):
        for claim in _claims(papers, said, knowledge):
            unique.setdefault((claim.role, claim.licenses or claim.written.lower()), claim)
    return tuple(unique.values())


def _claims(papers: Papers, said: LicenseWords, knowledge: Knowledge) -> Iterator[LicenseClaim]:
    written, licenses, answer = named(papers, said, knowledge)
    whose = about(said, papers.snapshot.id) if written else ""
    if not written or (not licenses and whose in (subject.CODE, subject.DATA, subject.ELSEWHERE)):
        return
    yield LicenseClaim(
        basis=Basis.DECLARED,
        source=ClaimSource.PROSE,
        written=written[:200],
        licenses=licenses,
        answer=answer,
        role=whose,
        citation=place_of(papers, said.sentence, written[:40], written[:12]),
        row=said.row,
    )


def about(said: LicenseWords, own: str) -> str:
    """Whose license it is: as the heading above says, else as the words beside it do."""
    vocabulary = said.sentence.vocabulary
    above = subject.of_section(said.sentence)
    if above:
        return above
    if said.how in ("label", "heading"):
        return subject.of_label(said.subject, vocabulary)
    return subject.of_verb(said.subject, own, vocabulary)


def named(papers: Papers, said: LicenseWords, knowledge: Knowledge) -> _Naming:
    """The words that name a license, and the licenses; a name that we do not know, or that is changed, without any."""
    vocabulary = knowledge.vocabulary
    words, found, rest = _mentions(said.words, knowledge)
    if words and not found:
        return words, (), None
    if not found and said.how == "before":
        return _NOTHING
    if not found:
        return _by_product(said, knowledge) or _by_address(papers, said, knowledge)
    if said.how == "weak" and not vocabulary.fits(f"{_NAMES}/is-called-a-license", words + rest[:12]):
        return _NOTHING
    before, address, _ = words.partition("://")  # `Commercial use: https://…` leads to other terms than the model's
    others = bool(address) and subject.speaks_of_others(before, vocabulary)
    alone = _ends(rest, knowledge) or _is_linked(found, said, knowledge.catalog)
    if said.how in ("heading", "before") and (others or not alone):
        return _NOTHING
    if vocabulary.fits(f"{_CHANGES}/modified", words) or _is_changed(rest[:_BEHIND], found, knowledge):
        return f"{words} {rest[:80].strip()}".strip(), (), "modified"
    return words, _agreed(found, said, knowledge.catalog), None


def _mentions(text: str, knowledge: Knowledge) -> tuple[str, tuple[str, ...], str]:
    """The names at the beginning, joined by `and`, `or`, `/`: their words, their licenses, and what follows."""
    words: list[str] = []
    found: list[str] = []
    rest, more = text, None
    for _ in range(_MOST_NAMES):
        after = rest[more.end :] if more else rest
        mention = leading(after, knowledge.catalog, knowledge.vocabulary)
        if mention is None and words and (unknown := _unknown(after, knowledge)):
            return f"{' and '.join(words)} and {unknown}", (), ""
        if mention is None:
            break
        words.append(mention.words)
        found += mention.named.licenses
        rest = after[mention.end :]
        more = knowledge.vocabulary.first(f"{_NAMES}/and-another", rest)
        if more is None:
            break
    else:
        return " and ".join(words), (), ""
    return " and ".join(words), tuple(dict.fromkeys(found)), rest


def _by_product(said: LicenseWords, knowledge: Knowledge) -> _Naming | None:
    """`The use of X's weights is subject to the Model License`: the license that is called after X."""
    vocabulary = knowledge.vocabulary
    if not vocabulary.fits(f"{_NAMES}/the-models-own", said.words):
        return None
    thing = subject.thing_used(subject.clause(said.subject, vocabulary), vocabulary)
    mention = leading(thing, knowledge.catalog, vocabulary)
    return (mention.words, mention.named.licenses, None) if mention else None


def _agreed(found: tuple[str, ...], said: LicenseWords, catalog: Catalog) -> tuple[str, ...]:
    """The licenses named; a family is narrowed to the member that its link leads to."""
    for url in said.addresses[:2]:
        linked = resolve(url, catalog, kind=NameKind.URL).licenses
        for name in found:
            known = catalog.get(name)
            if known is not None and linked and set(linked) <= set(known.members):
                return tuple(dict.fromkeys(linked[0] if one == name else one for one in found))
    return found


def _by_address(papers: Papers, said: LicenseWords, knowledge: Knowledge) -> _Naming:
    """What a statement's links lead to; without any that we know, its name if it has one."""
    vocabulary = knowledge.vocabulary
    if said.how == "heading" and subject.speaks_of_others(said.words, vocabulary):
        return _NOTHING
    for url in said.addresses[:1]:
        whole = url if "://" in url else f"https://huggingface.co/{papers.snapshot.id}/blob/main/{url.lstrip('./')}"
        licenses = resolve(whole, knowledge.catalog, kind=NameKind.URL).licenses
        if licenses and not url.startswith("#"):
            return url, licenses, None
    name = "" if said.how == "weak" else _unknown(said.words, knowledge)
    if not name or len(name.split()) > _MOST_WORDS or vocabulary.fits(f"{_NAMES}/of-a-sentence", name):
        return _NOTHING
    rest = subject.without(name, [*vocabulary.places(f"{_NAMES}/generic", name)])
    return (name, (), None) if any(char.isalnum() for char in rest) else _NOTHING


def _unknown(words: str, knowledge: Knowledge) -> str:
    """A name that we do not know at the beginning of the words: capitalised or in quotes, and called a license."""
    article = knowledge.vocabulary.first(f"{_NAMES}/article", words)
    words = words[article.end if article else 0 :]
    end = knowledge.vocabulary.first(f"{_NAMES}/license-word", words)
    return words[: end.end].strip(" \"'“‘`*《【[(") if end and _NAME.match(words[: end.end]) else ""


def _ends(rest: str, knowledge: Knowledge) -> bool:
    """Whether nothing but remarks follows a name."""
    called: Hit | None = knowledge.vocabulary.first(f"{_NAMES}/called", rest)
    return bool(_ENDS.match(rest) or (called and _ENDS.match(rest, called.end)))


def _is_linked(found: tuple[str, ...], said: LicenseWords, catalog: Catalog) -> bool:
    """Whether the first link leads to what the words name."""
    return any(set(resolve(url, catalog, kind=NameKind.URL).licenses) == set(found) for url in said.addresses[:1])


def _is_changed(rest: str, found: tuple[str, ...], knowledge: Knowledge) -> bool:
    """Whether what follows takes away from what the license gives."""
    if knowledge.vocabulary.fits(f"{_CHANGES}/explained-further", rest):
        return False
    other = knowledge.vocabulary.first(f"{_CHANGES}/another-begins", rest)
    change = knowledge.vocabulary.first(_CHANGES, rest[: other.start] if other else rest)
    if change is None or change.says == "changed":
        return change is not None
    known = map(knowledge.catalog.get, found)
    return any(item is not None and item.commercial_use is CommercialUse.YES for item in known)
