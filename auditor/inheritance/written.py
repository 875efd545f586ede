"""The models that wrote what a model learned from: named by its card, or by the card of data that it was trained on.

Only what their licenses say of outputs reaches it.
"""

from __future__ import annotations

from collections.abc import Iterator

from auditor.inheritance.once import once
from auditor.inheritance.stand_in import is_worst
from auditor.inheritance.terms_that_flow import flowing
from auditor.names.prose import is_of_family
from auditor.schema.evidence import Base, Dossier, Repository
from auditor.schema.license import CommercialUse, License


def written_by(child: Repository, dossier: Dossier) -> tuple[Base, ...]:
    """Each writer once: what the model's own card says goes before what the cards of its data say.

    What is a base of the model too reaches it as that; a family beside a repository of its makers is that repository.
    """
    unique: dict[str, Base] = {}
    for repository in (child, *_data_of(child, dossier)):
        for writer in repository.writers:
            unique.setdefault(writer.resolved or writer.id.lower(), writer)
    known = {child.purl, *(base.resolved for base in child.bases if base.resolved)}
    named = [base.id for base in unique.values() if base.resolved]
    return tuple(
        base
        for base in unique.values()
        if base.resolved not in known
        and not (base.family and any(is_of_family(name, base.family, base.licenses) for name in named))
    )


@once
def made_from(dossier: Dossier) -> tuple[Repository, ...]:
    """The ancestors that the model is made from: all but those that only wrote data, and what these come from."""
    if dossier.subject is None:
        return dossier.ancestors
    held = {item.purl: item for item in dossier.ancestors}
    found, queue = set[str](), [dossier.subject]
    while queue:
        for base in queue.pop().bases:
            repository = held.get(base.resolved or "")
            if repository is not None and repository.purl not in found:
                found.add(repository.purl)
                queue.append(repository)
    return tuple(item for item in dossier.ancestors if item.purl in found or not _is_written(item, dossier))


def only_wrote(dossier: Dossier) -> tuple[Repository, ...]:
    """The other ancestors."""
    made = {item.purl for item in made_from(dossier)}
    return tuple(item for item in dossier.ancestors if item.purl not in made)


def _is_written(item: Repository, dossier: Dossier) -> bool:
    """Whether writers lead to it."""
    held = {one.purl: one for one in dossier.ancestors}
    everything = [one for one in (dossier.subject, *dossier.ancestors, *dossier.datasets) if one]
    queue, seen = [base.resolved for one in everything for base in one.writers], set[str]()
    while queue:
        purl = queue.pop()
        if purl in held and purl not in seen:
            seen.add(purl)
            queue += [base.resolved for base in held[purl].bases]
    return item.purl in seen


def open_writers(dossier: Dossier) -> Iterator[tuple[Repository, Base]]:
    """Writers of which only the family is known, where it is open which license applies and one speaks of outputs.

    A model in the lineage that is under the strictest of these licenses answers it.
    """
    models = (*([dossier.subject] if dossier.subject else []), *dossier.ancestors)
    facts = {item.id: item for item in dossier.licenses}
    for model in models:
        stated = {name for one in (model, *dossier.ancestors) for name in one.conclusion.licenses}
        for base in written_by(model, dossier):
            is_open = base.family and len(base.licenses) != 1
            asked = not base.licenses or any(_asks_of_outputs(facts.get(name), facts) for name in base.licenses)
            told = any(is_worst(name, base.licenses, facts) for name in stated & set(base.licenses))
            if is_open and asked and not told:
                yield model, base


def _asks_of_outputs(known: License | None, facts: dict[str, License]) -> bool:
    """Whether a license may bind whoever trains a model on outputs."""
    if known is None or known.commercial_use is CommercialUse.NO:
        return True
    return bool(flowing(known, facts, by_outputs=True))


def _data_of(child: Repository, dossier: Dossier) -> Iterator[Repository]:
    """The data sets that a model was trained on, and the sources that these declare, as far as they were obtained."""
    held = {item.purl: item for item in dossier.datasets}
    seen: set[str] = set()
    queue = [child]
    while queue:
        for use in queue.pop(0).datasets:
            found = held.get(use.resolved or "")
            if found is not None and found.purl not in seen:
                seen.add(found.purl)
                queue.append(found)
                yield found
