"""Findings about the training data, shown apart from the model's own terms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from auditor.decide.findings.rule import Raised, only
from auditor.names.providers import Provider, by_dataset_name, by_words
from auditor.schema.citation import Citation
from auditor.schema.evidence import DatasetUse, Dossier, GateState, Repository, StatementKind
from auditor.schema.issue import IssueKind
from auditor.schema.license import CommercialUse, Family, License
from auditor.schema.verdict import Openness

_SHOWN = 6
_ALIKE = (Family.SHARE_ALIKE, Family.COPYLEFT, Family.NETWORK_COPYLEFT, Family.WEAK_COPYLEFT)
_GONE = (IssueKind.MISSING, IssueKind.MISSING_OR_PRIVATE, IssueKind.DISABLED)


@dataclass(frozen=True)
class _Shown:
    """A dataset, or a model that wrote data: its id, how it is shown, where it stands and which row read that."""

    id: str
    shown: str
    citation: Citation
    row: str | None = None


def data_non_commercial(dossier: Dossier, subject: Repository, openness: Openness) -> list[Raised]:
    """A dataset that it was trained on, or a source of one, is under terms without commercial use; or words say so."""
    found: list[Raised] = []
    for dataset, use, of in _declared(dossier, subject):
        if dataset is not None and dataset.conclusion.commercial_use is CommercialUse.NO:
            licenses = dataset.conclusion.licenses
            under = " AND ".join(licenses) or "terms in its card's words"
            message = f"the dataset {dataset.id}{of} is under {under}, which allows no commercial use"
            cited = (use.citation, *dataset.conclusion.citations)
            found.append(Raised(message, cited, license=only(licenses), binds=dataset.id, names=licenses, row=use.row))
    for said in subject.statements:
        if said.kind is StatementKind.DATA_NON_COMMERCIAL:
            message = "the card says that data it was trained on allows no commercial use"
            found.append(Raised(message, (said.citation,), row=said.row))
    return found


def data_share_alike(dossier: Dossier, subject: Repository, openness: Openness) -> list[Raised]:
    """Declared datasets, or sources of one, have to be shared under the same terms, and the model is under others."""
    facts = {item.id: item for item in dossier.licenses}
    own = set(subject.conclusion.licenses)
    alike = [
        _Shown(dataset.id, f"{dataset.id}{of} ({', '.join(sorted(strict))})", use.citation)
        for dataset, use, of in _declared(dossier, subject)
        if dataset is not None
        and (strict := {name for name in dataset.conclusion.licenses if name in facts and _is_alike(facts[name])} - own)
    ]
    return _together("these datasets have to be shared alike, and the model is not under their terms", alike)


def _is_alike(known: License) -> bool:
    return known.family in _ALIKE


def data_license_unknown(dossier: Dossier, subject: Repository, openness: Openness) -> list[Raised]:
    """Declared datasets state no license, or one that does not say what it allows."""
    unclear = [
        _Shown(dataset.id, f"{dataset.id}{of} ({dataset.conclusion.reason})", use.citation)
        for dataset, use, of in _declared(dossier, subject)
        if dataset is not None and dataset.conclusion.commercial_use is CommercialUse.UNKNOWN
    ]
    return _together("what these datasets allow is not known", unclear)


def data_unavailable(dossier: Dossier, subject: Repository, openness: Openness) -> list[Raised]:
    """Declared datasets are gone, disabled, or given only to those whom a person lets in."""
    gone = [
        _Shown(use.id, f"{use.id}{of} ({why})", use.citation)
        for dataset, use, of in _declared(dossier, subject)
        if (why := _unavailable(dataset, use, dossier))
    ]
    return _together("these datasets cannot be had by everyone", gone)


def data_model_generated(dossier: Dossier, subject: Repository, openness: Openness) -> list[Raised]:
    """Data was written by a provider's model, by its name or by what a card says; its terms speak of that."""
    found: dict[str, list[_Shown]] = {}
    terms: dict[str, Provider] = {}
    account = subject.id.partition("/")[0].lower()
    for provider, written in _generated(dossier, subject):
        if provider.name.lower() in account:  # its own terms do not bind the provider
            continue
        terms[provider.name] = provider
        found.setdefault(provider.name, []).append(written)
    return [
        replace(raised, names=(name, *raised.names))
        for name, items in found.items()
        for raised in _together(f"data written by a model of {name} ({terms[name].terms})", items)
    ]


def _generated(dossier: Dossier, subject: Repository) -> Iterator[tuple[Provider, _Shown]]:
    for item in subject.generated_data:
        provider = by_words(item.model)
        if provider:
            shown = f"{item.model} (line {item.citation.line} of the card)"
            yield provider, _Shown(item.model, shown, item.citation, item.row)
    for dataset, use, of in _declared(dossier, subject):
        said = dataset.generated_data if dataset else ()
        spoken = [(provider, item) for item in said if (provider := by_words(item.model))]
        named = by_dataset_name(dataset.id if dataset else use.id)
        if spoken:
            provider, first = spoken[0]
            yield provider, _Shown(use.id, f"{use.id}{of}, whose card says so", first.citation, first.row)
        elif named:
            yield named, _Shown(use.id, f"{use.id}{of}, by its name", use.citation)


def _declared(dossier: Dossier, subject: Repository) -> Iterator[tuple[Repository | None, DatasetUse, str]]:
    """Each dataset that the model declares, and each source that such a dataset declares, with what of."""
    held = {item.purl: item for item in dossier.datasets}
    seen: set[str] = set()
    uses = [(use, "") for use in subject.datasets]
    while uses:
        use, of = uses.pop(0)
        key = use.resolved or use.id.lower()
        if key in seen:
            continue
        seen.add(key)
        dataset = held.get(use.resolved or "")
        yield dataset, use, of
        uses += [(source, f" (a source of {dataset.id})") for source in dataset.datasets] if dataset else []


def _unavailable(dataset: Repository | None, use: DatasetUse, dossier: Dossier) -> str | None:
    if dataset is not None:
        access = dataset.access
        if access.disabled:
            return "disabled by the Hub"
        return "a person decides who gets it" if access.gate is GateState.MANUAL else None
    missing = {issue.subject.lower() for issue in dossier.issues if issue.kind in _GONE and issue.file is None}
    return "not on the Hub, or private" if f"datasets/{use.id.lower()}" in missing else None


def _together(what: str, items: list[_Shown]) -> list[Raised]:
    """One finding for all of them: a card may declare dozens."""
    if not items:
        return []
    items = list({item.shown: item for item in reversed(items)}.values())[::-1]
    shown = ", ".join(item.shown for item in items[:_SHOWN])
    more = f" and {len(items) - _SHOWN} more" if len(items) > _SHOWN else ""
    cited = tuple(item.citation for item in items[:_SHOWN])
    names = tuple(dict.fromkeys(item.id for item in items))
    return [Raised(f"{what}: {shown}{more}", cited, row=only([item.row for item in items]), names=names)]
