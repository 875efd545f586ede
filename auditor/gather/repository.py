"""One snapshot → everything read from it."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.gather.access import access
from auditor.gather.addresses import named_by_addresses
from auditor.gather.attributions import attributions
from auditor.gather.beside import named_beside
from auditor.gather.claims import license_claims
from auditor.gather.components import components
from auditor.gather.conclusion import conclude
from auditor.gather.lineage.generated import generated_data
from auditor.gather.lineage.related import Named, bases, datasets, sources
from auditor.gather.lineage.written import family_of_id, writers
from auditor.gather.named_limits import named_limits
from auditor.gather.papers import Papers, other_cards
from auditor.gather.policies import policy_claims
from auditor.gather.reading.clauses import read_clauses
from auditor.gather.reading.data_terms import data_terms
from auditor.gather.reading.gate import gate_limits, gate_unread
from auditor.gather.reading.languages import in_unread_languages
from auditor.gather.reading.legal import text_limits
from auditor.gather.reading.limits import limits
from auditor.gather.reading.reader import reading
from auditor.gather.reading.subject import ELSEWHERE
from auditor.gather.said_by_fields import said_by_fields
from auditor.gather.sections import arxiv, emissions, evaluations, links, sections
from auditor.gather.task import stated_task
from auditor.gather.texts import LegalText, legal_texts
from auditor.gather.topics import with_topics
from auditor.gather.unnamed import unnamed_terms
from auditor.gather.unread import unread
from auditor.licenses.knowledge import Knowledge
from auditor.schema.citation import Citation
from auditor.schema.claim import ClaimSource, LicenseClaim
from auditor.schema.evidence import Base, DatasetUse, LineageEvidence, Repository, Statement, StatementKind
from auditor.schema.reference import RepoType
from auditor.schema.snapshot import METADATA
from auditor.schema.unread import Unread


def repository(papers: Papers, knowledge: Knowledge, purls: dict[str, str]) -> Repository:
    """The evidence of one repository. `purls` maps `type:id` as written to the snapshot that was found for it."""
    texts = legal_texts(papers, knowledge)
    stated, policies = license_claims(papers, knowledge, texts), policy_claims(papers, knowledge.catalog)
    claims = tuple(claim for claim in stated if claim.role != ELSEWHERE)
    by_fields, unread_fields = said_by_fields(papers)
    limited = _limited(papers)
    said = (
        *limited,
        *gate_limits(papers, prompt_is_license=_is_license(claims)),
        *by_fields,
        *named_limits(claims, knowledge.vocabulary),
        *text_limits(papers, texts),
        *_of_others(stated),
        *data_terms(papers),
    )
    unread = _unread(papers, knowledge, texts, (*stated, *policies), limited)
    clauses, left_out = read_clauses(papers, texts)
    return Repository(
        purl=papers.purl,
        repo_type=papers.snapshot.repo_type,
        id=papers.snapshot.id,
        sha=papers.snapshot.sha,
        library=papers.metadata.word("library_name"),
        task=stated_task(papers),
        tags=tuple(tag[:200] for tag in papers.metadata.tags[:100]),
        license_claims=(*claims, *policies),
        conclusion=conclude(claims, knowledge.catalog, said),
        components=components(papers),
        access=access(papers),
        files_listed=papers.metadata.siblings is not None,
        card=papers.whole(papers.readme) if papers.readme else None,
        card_fault=_card_fault(papers),
        metadata=papers.whole(papers.snapshot.metadata),
        sections=sections(papers),
        links=links(papers),
        statements=said,
        unread=with_topics((*unread, *unread_fields), knowledge),
        arxiv=arxiv(papers),
        evaluations=evaluations(papers),
        emissions=emissions(papers),
        attributions=attributions(papers),
        reading=reading(papers),
        bases=_bases(papers, purls),
        writers=_writers(papers, purls),
        datasets=_datasets(papers, purls),
        generated_data=generated_data(papers),
        clauses=clauses,
        clauses_left_out=left_out,
    )


def _card_fault(papers: Papers) -> Citation | None:
    """Where its front matter is wrong."""
    card = papers.card
    return papers.in_card(card.fault_line, card.fault) if card.fault else None


def _limited(papers: Papers) -> tuple[Statement, ...]:
    """What the card limits in words, and every other card beside it."""
    return tuple(limit for card in (papers, *other_cards(papers)) for limit in limits(card))


def _unread(
    papers: Papers,
    knowledge: Knowledge,
    texts: tuple[LegalText, ...],
    stated: tuple[LicenseClaim, ...],
    limited: tuple[Statement, ...],
) -> tuple[Unread, ...]:
    """What may bear terms and that nothing has read, place by place."""
    is_model = papers.snapshot.repo_type is RepoType.MODEL
    return (
        *unread(papers, texts, stated, limited, knowledge.catalog),
        *(named_beside(papers, stated, knowledge.catalog) if is_model else ()),
        *unnamed_terms(papers, knowledge),
        *named_by_addresses(papers, stated, knowledge),
        *gate_unread(papers, knowledge.index),
        *(in_unread_languages(papers) if is_model else ()),
    )


def _is_license(claims: tuple[LicenseClaim, ...]) -> bool:
    """Whether the gate's prompt is license texts word for word; one that was changed is read by its sentences too."""
    answers = {claim.answer for claim in claims if claim.source is ClaimSource.GATE_PROMPT}
    return answers == {"exact"}


def _of_others(stated: tuple[LicenseClaim, ...]) -> Iterator[Statement]:
    """Where the card says under which license something else is: its base, a dependency, another product."""
    for claim in stated:
        if claim.role == ELSEWHERE:
            kind = StatementKind.LICENSE_ELSEWHERE
            yield Statement(kind=kind, words=claim.written, citation=claim.citation, row=claim.row)


def _bases(papers: Papers, purls: dict[str, str]) -> tuple[Base, ...]:
    """The bases that the papers name, each once by whatever name; an old name of the repository itself is none."""
    found = [_base(papers, named, purls) for named in bases(papers)]
    declared = {base.resolved for base in found if base.resolved and base.evidence is LineageEvidence.DECLARED}
    return tuple(
        base
        for base in found
        if base.resolved != papers.purl and (base.evidence is LineageEvidence.DECLARED or base.resolved not in declared)
    )


def _base(papers: Papers, named: Named, purls: dict[str, str]) -> Base:
    return Base(
        id=named.id,
        relation=named.relation,
        citation=_cite(papers, named),
        resolved=None if named.family else purls.get(f"model:{named.id.lower()}"),
        evidence=named.evidence,
        confidence=named.confidence,
        row=named.row,
        family=named.family or None,
        licenses=named.licenses,
    )


def _writers(papers: Papers, purls: dict[str, str]) -> tuple[Base, ...]:
    """Who wrote the data. What could not be had and is of a family in the table goes by that family's licenses."""
    found = []
    for named in writers(papers):
        base = _base(papers, named, purls)
        known = family_of_id(base.id) if base.resolved is None and base.family is None else None
        if known and known[1]:
            base = base.model_copy(update={"family": known[0], "licenses": known[1]})
        found.append(base)
    return tuple(found)


def _datasets(papers: Papers, purls: dict[str, str]) -> tuple[DatasetUse, ...]:
    """The data that a model's card declares or names in words, or the sources that a data set's card declares."""
    named_by = datasets if papers.snapshot.repo_type is RepoType.MODEL else sources
    return tuple(
        DatasetUse(
            id=named.id,
            citation=_cite(papers, named),
            resolved=purls.get(f"dataset:{named.id.lower()}"),
            evidence=named.evidence,
            confidence=named.confidence,
            row=named.row,
        )
        for named in named_by(papers)
    )


def _cite(papers: Papers, named: Named) -> Citation:
    if named.file == METADATA:
        parent, _, last = (named.pointer or "").rpartition("/")
        pointer = papers.nth_word(parent, int(last)) if last.isdecimal() else named.pointer
        return papers.at_pointer(pointer or "", named.quote)
    file = papers.snapshot.file(named.file)
    assert file is not None, "what is named in a file was read from it"
    if named.line is not None:
        return papers.at_line(file, named.line)
    return papers.at_field(file, named.pointer or "", named.quote)
