"""A closed system → the same evidence as of a repository, each item citing the description by JSON pointer."""

from __future__ import annotations

from pydantic import ValidationError

from auditor.gather.papers import Papers
from auditor.licenses.catalog import Catalog
from auditor.licenses.expression import conjunction
from auditor.schema.citation import Citation
from auditor.schema.claim import Basis, ClaimSource, LicenseClaim
from auditor.schema.evidence import Access, Conclusion, Confidence, GateState, Repository
from auditor.schema.facts import HowRead
from auditor.schema.license import NOT_JUDGED, License
from auditor.schema.lifecycle import Lifecycle, LifeFact, WholeDay
from auditor.schema.offer import HandledFact, Offer
from auditor.schema.reading import ComputeStatement, DataAspect, DataStatement, Reading, Refusal
from auditor.schema.section import Link
from auditor.schema.system import System, Told


def read_system(papers: Papers) -> System | None:
    """The description that stands in the metadata; None where it is none."""
    try:
        return System.model_validate(papers.metadata.raw)
    except ValidationError:
        return None


def system_repository(papers: Papers, system: System, catalog: Catalog) -> tuple[Repository, tuple[License, ...]]:
    """The evidence: nothing to download, terms of use for a license, and what was told of data and training.

    With the facts of the terms that bind: the provider's, the maker's where it has them bind, an open model's license.
    """
    family = (catalog.get(name) for name in (system.open_model.licenses if system.open_model else ()))
    binding = (system.terms, *system.terms_too, *(known for known in family if known))
    facts = {known.id: known for known in binding}
    access = _at(papers, "/access_told", system.access_told)
    claims = _claims(papers, system)
    licenses = tuple(dict.fromkeys(name for claim in claims for name in claim.licenses))
    read = Repository(
        purl=papers.purl,
        repo_type=papers.snapshot.repo_type,
        id=papers.snapshot.id,
        sha=None,
        license_claims=claims,
        conclusion=Conclusion(
            licenses=licenses,
            expression=conjunction(licenses, facts),
            commercial_use=NOT_JUDGED,
            confidence=Confidence.MEDIUM if system.listed else Confidence.LOW,
            reason=_reason(system),
            citations=tuple(claim.citation for claim in claims),
        ),
        access=Access(gate=GateState.UNKNOWN, citations=(access,)),
        files_listed=False,
        hosted=access if system.closed else None,
        offer=_offer(papers, system, access),
        lifecycle=system.lifecycle,
        lifecycle_told=_life(papers, system.lifecycle),
        metadata=papers.whole(papers.snapshot.metadata),
        arxiv=tuple(
            Link(url=url, text="", citation=papers.at_pointer(f"/papers/{index}", url))
            for index, url in enumerate(system.papers)
        ),
        reading=_reading(papers, system),
    )
    return read, binding


def _claims(papers: Papers, system: System) -> tuple[LicenseClaim, ...]:
    """The terms of who offers it, those of its maker, and the license of an open model's family."""
    places = [("/terms/title", system.terms.title, system.terms.id)]
    places += [(f"/terms_too/{index}/title", known.title, known.id) for index, known in enumerate(system.terms_too)]
    named = system.open_model.licenses if system.open_model else ()
    places += [(f"/open_model/licenses/{index}", name, name) for index, name in enumerate(named)]
    return tuple(
        LicenseClaim(
            basis=Basis.DECLARED,
            source=ClaimSource.LICENSE_LINK,
            written=title,
            licenses=(license_id,),
            citation=papers.at_pointer(pointer, title),
        )
        for pointer, title, license_id in places
    )


def _reason(system: System) -> str:
    """Whose terms they are."""
    who = "host" if system.maker else "provider"
    said = [f"the {who}'s terms of use, {system.terms.title}"]
    said += [f"its maker's, {known.title}" for known in system.terms_too]
    if system.open_model and system.open_model.licenses:
        said.append(f"the license of the family that {system.open_model.id} is of")
    return "; ".join(said)


def _offer(papers: Papers, system: System, access: Citation) -> Offer:
    """Who offers it, and how what is sent there is handled."""
    return Offer(
        by=system.provider,
        maker=system.maker,
        described=system.listed,
        near=system.near,
        open_model=system.open_model.id if system.open_model else "",
        published_as=system.published_as,
        handling=tuple(
            HandledFact(
                aspect=item.aspect,
                answer=item.answer,
                clause=item.clause,
                told=item.says,
                second_hand=item.read is HowRead.SECOND_HAND,
                citation=_at(papers, f"/handling/{index}", item),
            )
            for index, item in enumerate(system.handling)
        ),
        citation=access,
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
    stated = fact.model_dump(mode="json", exclude={"source", "note", "earliest"})
    later = " or later" if isinstance(fact, WholeDay) and fact.earliest else ""
    return f"{place.partition('/')[0].replace('_', ' ')}: {' '.join(stated.values())}{later}"


def _at(papers: Papers, pointer: str, told: Told) -> Citation:
    return papers.at_pointer(pointer, f"{told.says} ({told.source}, {told.date})")
