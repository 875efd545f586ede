"""CycloneDX ML-BOM 1.6 and 1.7: models and datasets as components, through cyclonedx-python-lib.

The library has no model card and no data component's data; both are set on its JSON. Licenses carry the
acknowledgement `declared` or `concluded`, and an `id` only where SPDX has one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from auditor.errors import ReportError
from auditor.report.json import document as whole
from auditor.report.parts.bill import TRAINED_ON, Bill, BillPart, collect
from auditor.report.parts.cards import answers, attributions
from auditor.report.parts.naming import LicenseName, concluded, declared, detected
from auditor.report.parts.places import cited_page, page
from auditor.report.parts.remarks import NAMESPACE, remarks
from auditor.report.plain import inert
from auditor.schema.audit import Audit
from auditor.schema.claim import Basis
from auditor.schema.evidence import AttributionKind
from auditor.schema.reference import RepoType

if TYPE_CHECKING:
    from cyclonedx.model import ExternalReference
    from cyclonedx.model.bom import Bom, BomMetaData
    from cyclonedx.model.component import Component, Pedigree
    from cyclonedx.model.component_evidence import ComponentEvidence
    from cyclonedx.model.dependency import Dependency
    from cyclonedx.model.license import DisjunctiveLicense, License, LicenseAcknowledgement

HINT = "pip install 'auditor[cyclonedx]'"
VERSIONS = ("1.6", "1.7")
_WHOLE = "Audited"
_CONSIDERATIONS = {
    "technicalLimitations": re.compile(
        r"\b(limits?|limitations?|bias(es)?|risks?|out[- ]of[- ]scope)\b", re.IGNORECASE
    ),
    "useCases": re.compile(r"\b(intended|direct|downstream) uses?\b", re.IGNORECASE),
}


def render(audit: Audit, version: str = "1.6") -> str:
    """The audit as an ML-BOM of this version. Raises ReportError without cyclonedx-python-lib."""
    try:
        from cyclonedx.output.json import JsonV1Dot6, JsonV1Dot7
    except ImportError as error:
        raise ReportError("CycloneDX needs the package cyclonedx-python-lib", hint=HINT) from error
    bill = collect(audit)
    writer = dict(zip(VERSIONS, (JsonV1Dot6, JsonV1Dot7), strict=True))[version]
    made = json.loads(writer(_bom(audit, bill, version)).output_as_string())
    named = {part.slug: part for part in bill.parts.values()}
    for component in made["components"]:
        component.update(_unmodelled(named[component["bom-ref"]], bill))
    for needed in made["dependencies"]:  # some consumers take what lists nothing for what is not known
        needed.setdefault("dependsOn", [])
    made["metadata"]["timestamp"] = made["metadata"]["timestamp"].replace("+00:00", "Z")  # as others write UTC
    return json.dumps(made, indent=1, ensure_ascii=False) + "\n"


def _bom(audit: Audit, bill: Bill, version: str) -> Bom:
    from cyclonedx.model.bom import Bom

    parts = {key: _component(part, bill, audit) for key, part in bill.parts.items()}
    return Bom(
        serial_number=uuid5(NAMESPACE_URL, f"cyclonedx-{version} {whole(audit)}"),
        metadata=_metadata(audit),
        components=parts.values(),
        dependencies=[_audited(bill, parts), *_dependencies(bill, parts)],
    )


def _metadata(audit: Audit) -> BomMetaData:
    from cyclonedx.model import Property
    from cyclonedx.model.bom import BomMetaData
    from cyclonedx.model.component import Component, ComponentType
    from cyclonedx.model.tool import ToolRepository

    tool = audit.tool
    ours = Component(name=tool.name, version=tool.version, type=ComponentType.APPLICATION, bom_ref="Tool")
    facts = {
        "policy": inert(audit.policy.policy),
        "policy:sha256": audit.policy_sha256,
        "knowledge:sha256": tool.knowledge_sha256,
        "outcome": audit.summary.outcome.value,
    }
    return BomMetaData(
        timestamp=audit.generated_at.astimezone(UTC).replace(microsecond=0),
        tools=ToolRepository(components=[ours]),
        component=Component(
            name=f"{tool.name}-{len(audit.models)}-models", type=ComponentType.APPLICATION, bom_ref=_WHOLE
        ),
        properties=[Property(name=f"{NAMESPACE}{name}", value=value) for name, value in facts.items()],
    )


def _component(part: BillPart, bill: Bill, audit: Audit) -> Component:
    """A part with all that is known of it."""
    from cyclonedx.model import Property

    said = [(f"{NAMESPACE}role", part.role)]
    if part.repository is None:
        said.append((f"{NAMESPACE}obtained", "no: it is named, and could not be obtained"))
    elif not part.repository.conclusion.licenses:
        said.append((f"{NAMESPACE}license:concluded", "NOASSERTION"))
    said += remarks(audit, part.audit) if part.audit else ()
    made = _named(part, bill, part.slug)
    made.properties.update(Property(name=name, value=value) for name, value in said)
    made.external_references.update(_references(part))
    made.evidence = _evidence(part, bill)
    made.copyright = "; ".join(attributions(part, AttributionKind.COPYRIGHT)) or None
    if part.repo_type is RepoType.MODEL:
        made.pedigree = _pedigree(part, bill)
    return made


def _named(part: BillPart, bill: Bill, ref: str) -> Component:
    """A part by its names and licenses alone."""
    from cyclonedx.model.component import Component, ComponentType
    from packageurl import PackageURL

    is_model = part.repo_type is RepoType.MODEL
    return Component(
        bom_ref=ref,
        type=ComponentType.MACHINE_LEARNING_MODEL if is_model else ComponentType.DATA,
        group=inert(part.namespace) if part.namespace else None,
        name=inert(part.name.rpartition("/")[2] if part.namespace else part.name),
        version=part.sha,
        publisher=inert(part.namespace) if part.namespace else None,
        purl=PackageURL.from_string(part.purl) if part.purl else None,
        licenses=_licenses(part, bill),
    )


def _licenses(part: BillPart, bill: Bill) -> Iterator[License]:
    """What it declares and what we conclude. A choice of licenses is one expression, and then stands alone (1.6)."""
    from cyclonedx.model.license import LicenseAcknowledgement, LicenseExpression

    if part.repository is None:
        return
    held = part.repository.conclusion.expression or ""
    if " OR " in held:
        yield LicenseExpression(held, acknowledgement=LicenseAcknowledgement.CONCLUDED)
        return
    yield from (_license(name, LicenseAcknowledgement.DECLARED) for name in declared(part.repository, bill))
    yield from (_license(name, LicenseAcknowledgement.CONCLUDED) for name in concluded(part.repository, bill))


def _license(name: LicenseName, acknowledged: LicenseAcknowledgement | None) -> DisjunctiveLicense:
    from cyclonedx.model import AttachedText, XsUri
    from cyclonedx.model.license import DisjunctiveLicense
    from cyclonedx.spdx import is_supported_id

    url = XsUri(name.urls[0]) if name.urls else None
    if name.spdx and is_supported_id(name.spdx):
        return DisjunctiveLicense(id=name.spdx, url=url, acknowledgement=acknowledged)
    text = AttachedText(content=name.quote) if name.quote else None
    return DisjunctiveLicense(name=inert(name.title), url=url, text=text, acknowledgement=acknowledged)


def _pedigree(part: BillPart, bill: Bill) -> Pedigree | None:
    """Every model it comes from, with its licenses; the whole component stands once, beside it."""
    from cyclonedx.model.component import Pedigree

    ancestors = [_named(base, bill, f"{part.slug}:from:{base.slug}") for base in bill.ancestors(part.key)]
    direct = {
        bill.parts[edge.parent].name: edge.said for edge in bill.edges_of(part.key) if edge.relation != TRAINED_ON
    }
    notes = "; ".join(f"{inert(name)}: {said}" for name, said in direct.items())
    return Pedigree(ancestors=ancestors, notes=notes or None) if ancestors else None


def _references(part: BillPart) -> Iterator[ExternalReference]:
    from cyclonedx.model import ExternalReference, ExternalReferenceType, XsUri

    repository = part.repository
    if repository is None:
        return
    card = cited_page(repository.card, part.endpoint) if repository.card else None
    kind = ExternalReferenceType.MODEL_CARD if part.repo_type is RepoType.MODEL else ExternalReferenceType.DOCUMENTATION
    for type_, url in ((ExternalReferenceType.WEBSITE, page(part)), (kind, card)):
        if url:
            yield ExternalReference(type=type_, url=XsUri(url))


def _evidence(part: BillPart, bill: Bill) -> ComponentEvidence | None:
    """The license texts recognised in its files, and where every claim stands."""
    from cyclonedx.model.component_evidence import ComponentEvidence, Occurrence

    if part.repository is None or not part.repository.license_claims:
        return None
    claims = [claim for claim in part.repository.license_claims if claim.licenses or claim.basis is Basis.DETECTED]
    occurrences = [
        Occurrence(
            bom_ref=f"{part.slug}:claim:{number}",
            location=inert(claim.citation.file),
            line=claim.citation.line,
            additional_context=inert(f"{claim.source.value}, sha256 {claim.citation.sha256}: {claim.citation.quote}"),
        )
        for number, claim in enumerate(claims)
    ]
    names = {name.expression: name for name in detected(part.repository, bill)}
    found = [_license(name, None) for name in names.values()]
    return ComponentEvidence(licenses=found, occurrences=occurrences) if found or occurrences else None


def _audited(bill: Bill, parts: dict[str, Component]) -> Dependency:
    """All that was audited, as what the bill is about needs it; what they come from hangs on them."""
    from cyclonedx.model.bom_ref import BomRef
    from cyclonedx.model.dependency import Dependency

    audited = [component for key, component in parts.items() if bill.parts[key].audit is not None]
    return Dependency(BomRef(_WHOLE), [Dependency(component.bom_ref) for component in audited])


def _dependencies(bill: Bill, parts: dict[str, Component]) -> Iterable[Dependency]:
    """What each part comes from, directly."""
    from cyclonedx.model.dependency import Dependency

    for key, component in parts.items():
        needed = dict.fromkeys(edge.parent for edge in bill.edges_of(key))
        yield Dependency(component.bom_ref, [Dependency(parts[parent].bom_ref) for parent in needed])


def _unmodelled(part: BillPart, bill: Bill) -> dict[str, Any]:
    """What the library has no class for: a model's card, a dataset's data."""
    if part.repo_type is RepoType.DATASET:
        return {"data": [_data(part)]}
    card: dict[str, Any] = {}
    trained = [edge.parent for edge in bill.edges_of(part.key) if edge.relation == TRAINED_ON]
    if trained:
        card["modelParameters"] = {"datasets": [{"ref": bill.parts[key].slug} for key in trained]}
    told = answers(part, _CONSIDERATIONS)
    if told:
        card["considerations"] = {name: [text] for name, text in told.items()}
    return {"modelCard": card} if card else {}


def _data(part: BillPart) -> dict[str, Any]:
    """A dataset: where it is, and whose account keeps it. Who owns the data is not known, and not said."""
    made: dict[str, Any] = {"type": "dataset", "name": inert(part.name)}
    url = page(part)
    if url and part.repository:
        made["contents"] = {"url": url}
    if part.namespace:
        made["governance"] = {"custodians": [{"organization": {"name": inert(part.namespace)}}]}
    return made
