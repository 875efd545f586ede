"""What the card's text says of the license, in so many words: one claim a statement, with what it covers.

A name counts where nothing is added to it: `MIT, with further restrictions` is no MIT. A placeholder, `see the LICENSE
file` and `the same as the original` name nothing and are no claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from auditor.gather.papers import Papers
from auditor.gather.reading.license_scope import CODE, DATA, ELSEWHERE, USE_OF, clause, scope, speaks_of_others
from auditor.gather.reading.licensing import MARK, LicenseWords, license_words
from auditor.gather.reading.places import place_of
from auditor.licenses.aliases import resolve
from auditor.licenses.catalog import Catalog, NameKind
from auditor.licenses.mentions import leading
from auditor.schema.evidence import Basis, ClaimSource, LicenseClaim
from auditor.schema.license import CommercialUse
from auditor.schema.reference import RepoType

MAX_CLAIMS = 12
_MAX_STATEMENTS = 200
_MOST_WORDS = 9
_MOST_NAMES = 3

_Naming = tuple[str, tuple[str, ...], str | None]
_NOTHING: _Naming = ("", (), None)

_I = re.IGNORECASE
_MARKS = re.compile(f"[{chr(MARK)}-{chr(MARK + 0xFF)}]")
# Nothing but remarks follows a name that stands alone below a heading.
_IS_ALL = re.compile(r"[\s\"'`*_\ue000-\ue0ff]{0,4}(?:licen[cs]e)?[\s\"'`*_\ue000-\ue0ff]{0,4}(?:\Z|[.(,;:|<–—-])", _I)
# What is said behind a name and changes what it grants.
_ADDED = re.compile(
    r"\b(?:with|plus|and|under|on)\b[^.]{0,40}\b(?:restrict\w*|extension|extention|clauses?|additional|extra"
    r"|further (?:terms|conditions|limits)"
    r"|exceptions?|modifi\w+|conditions? that|addendum|adapt\w*|additions?)\b"
    r"|\b(?:except|unless|provided that|as long as|on condition|under the condition)\b"
    r"|\b(?:and|with|plus)\b[^.]{0,30}\b(?:use polic|usage polic|terms of (?:use|service)|guidelines)"
    r"|\bfor (?:academic|research|non-?commercial|personal|educational)\b|\bnon-?commercial\b"
    r"|\bresearch (?:only|use|purposes?)\b|\A\W{0,4}(?:modified|changed|custom\w{0,4}|adapted)\b",
    _I,
)
_MODEL_LICENSE = re.compile(r"\A[\s\"'“‘`*《【\[(]{0,4}(?:the |its |our )?(?:model license|模型许可)", _I)
_MODIFIED = re.compile(r"modified\b", _I)
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|has|have|to|for|we|you|i|please|review|see|based|using|used|with|under|refer|can|may|must|should|if|not|dataset|data)\b",
    _I,
)
_FURTHER = re.compile(r"\A[^.]{0,40}?\bfurther specifying\b|\A\W{0,3}license further", _I)
_CALLED = re.compile(r"licen[cs]|agreement|协议|许可|ライセンス", _I)
_ALSO = re.compile(r"[\s\"'`*_)\]]{0,4}(?:[,，]\s?)?(?:and|or|&|/|及|和|与|以及|或)\s?(?:the\s)?", _I)
# A name that we do not know: capitalised or in quotes, and called a license.
_NAMED = re.compile(
    r"\A[\s\"'“‘`*《【\[(]{0,4}(?:the |a |an |our )?((?=[^.;,"
    r"|]{0,60}[A-Z0-9《\u3400-\u9fff])[\w .'’&:+/()《》\u00b7-]{0,60}?(?:licen[cs]e(?: agreement)?|agreement|许可协议"
    r"|许可证|协议)\b)",
    _I,
)
_NO_NAME = re.compile(
    r"\A\W*(?:(?:the|a|an|its|their|our|this|that|your|same|following|above|below|see|refer\w*|please|custom|model|models|source|code|data|official|special"
    r"|original|respective|different|more|new|open|permissive|permissively|commercial|non-?commercial|free|full|bespoke|own|here|file|of|in|to|for"
    r"|research|academic|restrictive|same as|checkout|check|read|must|adhere|usage|terms?|conditions?|and"
    r"|company|under|licen[cs]e[sd]?|agreement|协议|许可|许可证|许可协议"
    r"|\W)\W*){1,12}\Z",
    _I,
)


def stated_claims(papers: Papers, catalog: Catalog) -> tuple[LicenseClaim, ...]:
    """What the card's text states of licenses, each at its first place; the role `elsewhere` is none of the model's."""
    if papers.readme is None or papers.snapshot.repo_type is not RepoType.MODEL:
        return ()
    unique: dict[object, LicenseClaim] = {}
    for said in islice(license_words(list(papers.text.sentences)), _MAX_STATEMENTS):
        for claim in _claims(papers, said, catalog):
            unique.setdefault((claim.role, claim.licenses or claim.written.lower()), claim)
    return tuple(unique.values())[:MAX_CLAIMS]


def _claims(papers: Papers, said: LicenseWords, catalog: Catalog) -> Iterator[LicenseClaim]:
    about = scope(said.how, said.subject, said.sentence, papers.snapshot.id)
    written, licenses, answer = _named(papers, said, catalog)
    if not written or (not licenses and about in (CODE, DATA, ELSEWHERE)):
        return
    yield LicenseClaim(
        basis=Basis.DECLARED,
        source=ClaimSource.PROSE,
        written=written[:200],
        licenses=licenses,
        answer=answer,
        role=about,
        citation=place_of(papers, said.sentence, written[:40], written[:12]),
    )


def _named(papers: Papers, said: LicenseWords, catalog: Catalog) -> _Naming:
    """The words that name a license, and the licenses; a name that we do not know, or that is changed, without any."""
    words, found, rest = _mentions(said.words, catalog)
    if words and not found:
        return words, (), None
    if not found:
        return _by_product(said, catalog) or _by_address(papers, said, catalog)
    if said.how == "weak" and not _CALLED.search(words + rest[:12]):
        return _NOTHING
    before, address, _ = words.partition("://")  # `Commercial use: https://…` leads to other terms than the model's
    if said.how == "heading" and (not _IS_ALL.match(rest) or (address and speaks_of_others(before))):
        return _NOTHING
    if _MODIFIED.match(words) or _is_changed(rest, found, catalog):
        return f"{words} {_shown(rest[:80])}".strip(), (), "modified"
    return words, _agreed(found, said, catalog), None


def _mentions(text: str, catalog: Catalog) -> tuple[str, tuple[str, ...], str]:
    """The names at the beginning, joined by `and`, `or`, `/`: their words, their licenses, and what follows."""
    words: list[str] = []
    found: list[str] = []
    at = 0
    for _ in range(_MOST_NAMES):
        mention = leading(text[at:], catalog)
        if mention is None and words and (unknown := _NAMED.match(_shown(text[at:])[:160])):
            return f"{' and '.join(words)} and {unknown.group(1).strip()}", (), ""
        if mention is None:
            break
        words.append(_shown(mention.words))
        found += mention.named.licenses
        at += mention.end
        more = _ALSO.match(text, at)
        if more is None:
            break
        at = more.end()
    return " and ".join(words), tuple(dict.fromkeys(found)), text[at:]


def _by_product(said: LicenseWords, catalog: Catalog) -> _Naming | None:
    """`The use of X's weights is subject to the Model License`: the license that is called after X."""
    if not _MODEL_LICENSE.match(said.words):
        return None
    mention = leading(USE_OF.sub("", clause(said.subject)), catalog)
    return (_shown(mention.words), mention.named.licenses, None) if mention else None


def _agreed(found: tuple[str, ...], said: LicenseWords, catalog: Catalog) -> tuple[str, ...]:
    """The licenses named; a family is narrowed to the member that its link leads to."""
    for url in said.addresses[:2]:
        linked = resolve(url, catalog, kind=NameKind.URL).licenses
        for name in found:
            known = catalog.get(name)
            if known is not None and linked and set(linked) <= set(known.members):
                return tuple(dict.fromkeys(linked[0] if one == name else one for one in found))
    return found


def _by_address(papers: Papers, said: LicenseWords, catalog: Catalog) -> _Naming:
    """What a statement's links lead to; without any that we know, its name if it has one."""
    if said.how == "heading" and speaks_of_others(said.words):
        return _NOTHING
    for url in said.addresses[:1]:
        whole = url if "://" in url else f"https://huggingface.co/{papers.snapshot.id}/blob/main/{url.lstrip('./')}"
        licenses = resolve(whole, catalog, kind=NameKind.URL).licenses
        if licenses and not url.startswith("#"):
            return url, licenses, None
    match = _NAMED.match(_shown(said.words)[:160])
    name = match.group(1).strip() if match else ""
    if not name or said.how == "weak" or _NO_NAME.match(name) or len(name.split()) > _MOST_WORDS or _VERB.search(name):
        return _NOTHING
    return name, (), None


def _is_changed(rest: str, found: tuple[str, ...], catalog: Catalog) -> bool:
    """Whether what follows takes away from what the license gives."""
    tail = rest[:160]
    if _FURTHER.search(tail):
        return False
    match = _ADDED.search(tail)
    if match is None:
        return False
    limits = re.search(
        r"commercial|research|academic|personal|educational|polic|terms of|guidelines", match.group(), _I
    )
    return not limits or any(
        known is not None and known.commercial_use is CommercialUse.YES for known in map(catalog.get, found)
    )


def _shown(words: str) -> str:
    return " ".join(_MARKS.sub("", words).split())
