"""Use policies of the catalog that a card names, or links by an address of theirs: they bind beside its license.

A policy that a license takes in itself comes with that license; one that the card adds is found here, and joined to the
facts of the licenses that the repository is under (`with_policies`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from auditor.gather.papers import Papers, other_cards
from auditor.gather.reading.explained import is_of_a_part
from auditor.gather.reading.gate import cited, gate_sentences
from auditor.gather.reading.limits import lines_of_others
from auditor.gather.reading.places import place_of
from auditor.gather.reading.rows import is_of_another
from auditor.gather.reading.subject import CODE, DATA, ELSEWHERE, is_elsewhere, of_section
from auditor.licenses.aliases import resolve
from auditor.licenses.catalog import Catalog, NameKind
from auditor.licenses.names_within import policies_within
from auditor.prose.sentences import Sentence
from auditor.schema.citation import Citation
from auditor.schema.claim import Basis, ClaimSource, LicenseClaim
from auditor.schema.evidence import Repository
from auditor.schema.license import Family, License
from auditor.schema.reference import RepoType

POLICY = "policy"  # the role of a claim that names a use policy
_OF_OTHERS = (CODE, DATA, ELSEWHERE)


def policy_claims(papers: Papers, catalog: Catalog) -> tuple[LicenseClaim, ...]:
    """The policies that the cards and the gate speak of as the model's, each at its first place."""
    if papers.snapshot.repo_type is not RepoType.MODEL:
        return ()
    unique: dict[str, LicenseClaim] = {}
    for card in (*([papers] if papers.readme else []), *other_cards(papers)):
        for id_, words, at in (*_in_card(card, catalog), *_at_the_gate(card, catalog)):
            unique.setdefault(id_, _claim(id_, words, at))
    return tuple(unique.values())


def with_policies(licenses: Iterable[License], models: Iterable[Repository]) -> tuple[License, ...]:
    """The facts of these licenses, each with the policies that repositories under it name and no license takes in."""
    by_id = {item.id: item for item in licenses}
    taken = {name for item in by_id.values() for name in item.incorporates}
    for model in models:
        named = [name for claim in model.license_claims if claim.role == POLICY for name in claim.licenses]
        added = [name for name in named if name not in taken and _is_policy(by_id.get(name))]
        under = [by_id[name] for name in model.conclusion.licenses if name in by_id]
        members = [by_id[name] for item in under for name in item.members if name in by_id]
        for item in (*under, *members):
            own = by_id[item.id].incorporates
            more = tuple(dict.fromkeys((*own, *(name for name in added if name != item.id))))
            by_id[item.id] = by_id[item.id].model_copy(update={"incorporates": more})
    return tuple(by_id[name] for name in sorted(by_id))


def _in_card(papers: Papers, catalog: Catalog) -> Iterator[tuple[str, str, Citation]]:
    model, compared = papers.snapshot.id, lines_of_others(papers)
    for sentence in papers.text.shown:
        found = [] if sentence.kind == "code" or sentence.line in compared else list(_policies(sentence, catalog))
        if found and not _is_of_others(sentence, model):
            for id_, words in found:
                yield id_, words, place_of(papers, sentence, words)


def _at_the_gate(papers: Papers, catalog: Catalog) -> Iterator[tuple[str, str, Citation]]:
    for _, _, key, read in gate_sentences(papers):
        for sentence in read:
            for id_, words in _policies(sentence, catalog):
                yield id_, words, cited(papers, sentence, key)


def _policies(sentence: Sentence, catalog: Catalog) -> Iterator[tuple[str, str]]:
    """The policies that a sentence links or names, each with the words that do so."""
    for url in sentence.links:
        for id_ in resolve(url, catalog, kind=NameKind.URL).licenses:
            if _is_policy(catalog.get(id_)):
                yield id_, url
    for words, id_ in policies_within(sentence.words, catalog):
        yield id_, words


def _is_policy(known: License | None) -> bool:
    return known is not None and known.family is Family.USE_POLICY


def _is_of_others(sentence: Sentence, model: str) -> bool:
    """Whether it speaks of code, of data or of another model."""
    other = of_section(sentence) in _OF_OTHERS or is_elsewhere(sentence, model)
    return other or is_of_a_part(sentence) or is_of_another(sentence, model)


def _claim(id_: str, words: str, at: Citation) -> LicenseClaim:
    return LicenseClaim(
        basis=Basis.DECLARED,
        source=ClaimSource.PROSE,
        written=words[:200],
        licenses=(id_,),
        role=POLICY,
        citation=at,
    )
