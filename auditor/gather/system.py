"""A closed system → the same evidence as of a repository, each item citing the description by JSON pointer."""

from __future__ import annotations

from pydantic import ValidationError

from auditor.gather.papers import Papers
from auditor.schema.citation import Citation
from auditor.schema.claim import Basis, ClaimSource, LicenseClaim
from auditor.schema.evidence import Access, Conclusion, Confidence, GateState, Repository
from auditor.schema.license import NOT_JUDGED
from auditor.schema.lifecycle import Lifecycle, LifeFact
from auditor.schema.reading import ComputeStatement, DataAspect, DataStatement, Reading, Refusal
from auditor.schema.section import Link
from auditor.schema.system import System, Told


def read_system(papers: Papers) -> System | None:
    """The description that stands in the metadata; None where it is none."""
    try:
        return System.model_validate(papers.metadata.raw)
    except ValidationError:
        return None


def system_repository(papers: Papers, system: System) -> Repository:
    """The evidence: nothing to download, terms of use for a license, and what was told of data and training."""
    access = _at(papers, "/access_told", system.access_told)
    terms = papers.at_pointer("/terms/title", system.terms.title)
    return Repository(
        purl=papers.purl,
        repo_type=papers.snapshot.repo_type,
        id=papers.snapshot.id,
        sha=None,
        license_claims=(_claim(system, terms),),
        conclusion=Conclusion(
            licenses=(system.terms.id,),
            expression=f"LicenseRef-{system.terms.id}",
            commercial_use=NOT_JUDGED,
            confidence=Confidence.MEDIUM,
            reason=f"the provider's terms of use, {system.terms.title}",
            citations=(terms,),
        ),
        access=Access(gate=GateState.UNKNOWN, citations=(access,)),
        files_listed=False,
        hosted=access,
        lifecycle=system.lifecycle,
        lifecycle_told=_life(papers, system.lifecycle),
        metadata=papers.whole(papers.snapshot.metadata),
        arxiv=tuple(
            Link(url=url, text="", citation=papers.at_pointer(f"/papers/{index}", url))
            for index, url in enumerate(system.papers)
        ),
        reading=_reading(papers, system),
    )


def _claim(system: System, citation: Citation) -> LicenseClaim:
    return LicenseClaim(
        basis=Basis.DECLARED,
        source=ClaimSource.LICENSE_LINK,
        written=system.terms.title,
        licenses=(system.terms.id,),
        citation=citation,
    )


def _reading(papers: Papers, system: System) -> Reading:
    return Reading(
        data=tuple(
            DataStatement(
                aspect=DataAspect(item.aspect),
                stage=item.stage,
                names=item.names,
                vague=item.vague,
                citation=_at(papers, f"/disclosed/{index}", item),
            )
            for index, item in enumerate(system.disclosed)
        ),
        refusals=tuple(
            Refusal(of=item.of, manner=item.manner, stage=item.stage, citation=_at(papers, f"/withheld/{index}", item))
            for index, item in enumerate(system.withheld)
        ),
        compute=tuple(
            ComputeStatement(aspect=item.aspect, citation=_at(papers, f"/run/{index}", item))
            for index, item in enumerate(system.run)
        ),
        results=(_at(papers, "/results", system.results),) if system.results else (),
    )


def _life(papers: Papers, life: Lifecycle | None) -> tuple[Citation, ...]:
    """Each fact of its life as it stands in the description, with where it was read and when."""
    if life is None:
        return ()
    return tuple(
        papers.at_pointer(
            f"/lifecycle/{place}",
            f"{_said(place, fact)} ({'; '.join(f'{seen.title}, {seen.date}' for seen in life.seen(fact))})",
        )
        for place, fact in life.facts.items()
    )


def _said(place: str, fact: LifeFact) -> str:
    stated = fact.model_dump(mode="json", exclude={"source", "note"})
    return f"{place.partition('/')[0].replace('_', ' ')}: {' '.join(stated.values())}"


def _at(papers: Papers, pointer: str, told: Told) -> Citation:
    return papers.at_pointer(pointer, f"{told.says} ({told.source}, {told.date})")
