"""Findings about models as a provider or a host offers them: undescribed ones, open ones, what is sent to them."""

from __future__ import annotations

from auditor.decide.findings.rule import Raised
from auditor.schema.evidence import Dossier, Repository
from auditor.schema.facts import Answer3
from auditor.schema.system import HandlingAspect
from auditor.schema.verdict import Openness


def system_undescribed(_dossier: Dossier, subject: Repository, _openness: Openness) -> list[Raised]:
    """Who offers the model is known, and nothing of the model itself."""
    offer = subject.offer
    if offer is None or offer.described:
        return []
    meant = f"; did you mean {' or '.join(offer.near)}?" if offer.near else ""
    unknown = "the model itself is not" if subject.lifecycle else "the model and its life are not"
    said = f"{subject.id} is not described: the terms of {offer.by} are known, {unknown}{meant}"
    return [Raised(said, (offer.citation,), names=(offer.by, *offer.near))]


def open_model_hosted(_dossier: Dossier, subject: Repository, _openness: Openness) -> list[Raised]:
    """A host offers an open model, of which this audit reads no card and no file."""
    offer = subject.offer
    if offer is None or not offer.open_model:
        return []
    said = f"{offer.by} offers an open model here, by its name {offer.open_model}, whose own license was not read"
    return [Raised(said, (offer.citation,), names=(offer.by, offer.open_model))]


def inputs_train_models(_dossier: Dossier, subject: Repository, _openness: Openness) -> list[Raised]:
    """The provider trains models with what is sent, unless somebody objects."""
    facts = subject.offer.handling if subject.offer else ()
    return [
        Raised(
            f"{subject.offer.by}: {fact.told.rstrip('.')}" + (" (second-hand)" if fact.second_hand else ""),
            (fact.citation,),
            clause=fact.clause,
            names=(subject.offer.by,),
        )
        for fact in facts
        if subject.offer and fact.aspect is HandlingAspect.TRAINING and fact.answer is Answer3.YES
    ]
