"""One snapshot → everything read from it."""

from __future__ import annotations

from auditor.gather.access import access
from auditor.gather.claims import license_claims
from auditor.gather.components import components
from auditor.gather.conclusion import conclude
from auditor.gather.papers import Papers
from auditor.gather.sections import arxiv, emissions, evaluations, links, sections
from auditor.licenses.knowledge import Knowledge
from auditor.parse.related import Named, bases, datasets
from auditor.schema.evidence import Base, Citation, DatasetUse, Repository
from auditor.schema.snapshot import METADATA


def repository(papers: Papers, knowledge: Knowledge, purls: dict[str, str]) -> Repository:
    """The evidence of one repository. `purls` maps `type:id` as written to the snapshot that was found for it."""
    claims = license_claims(papers, knowledge)
    card, metadata = papers.card, papers.metadata
    return Repository(
        purl=papers.purl,
        repo_type=papers.snapshot.repo_type,
        id=papers.snapshot.id,
        sha=papers.snapshot.sha,
        library=metadata.word("library_name"),
        tags=tuple(tag[:200] for tag in metadata.tags[:100]),
        license_claims=claims,
        conclusion=conclude(claims, knowledge.catalog),
        components=components(papers),
        access=access(papers),
        files_listed=metadata.siblings is not None,
        card=papers.whole(papers.readme) if papers.readme else None,
        card_fault=papers.in_card(card.fault_line, card.fault) if card.fault else None,
        metadata=papers.whole(papers.snapshot.metadata),
        sections=sections(papers),
        links=links(papers),
        arxiv=arxiv(papers),
        evaluations=evaluations(papers),
        emissions=emissions(papers),
        bases=tuple(
            Base(
                id=named.id,
                relation=named.relation,
                citation=_cite(papers, named),
                resolved=purls.get(f"model:{named.id.lower()}"),
            )
            for named in bases(card, metadata, papers.snapshot)
        ),
        datasets=tuple(
            DatasetUse(id=named.id, citation=_cite(papers, named), resolved=purls.get(f"dataset:{named.id.lower()}"))
            for named in datasets(card, metadata)
        ),
    )


def _cite(papers: Papers, named: Named) -> Citation:
    if named.file == METADATA:
        return papers.at_pointer(named.pointer or "", named.quote)
    file = papers.snapshot.file(named.file)
    assert file is not None, "what is named in a file was read from it"
    if named.line is not None:
        return papers.at_line(file, named.line, named.quote)
    return papers.whole(file).model_copy(update={"pointer": named.pointer, "quote": named.quote})
