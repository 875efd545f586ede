"""SPDX 3.0.1 JSON-LD with the AI and Dataset profiles, through spdx-python-model.

Every package has exactly one concluded license; where none is known it is NoAssertionLicense. Limitations and
training are told by naming the section of the card that tells them.
"""

from __future__ import annotations

import json
import re
from datetime import UTC
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from auditor.errors import ReportError
from auditor.report.escape import digest
from auditor.report.json import document as whole
from auditor.report.parts.bill import TRAINED_ON, Bill, BillPart, Edge, collect
from auditor.report.parts.cards import answers, attributions, processing, training
from auditor.report.parts.naming import LicenseName, current, declared, expression, references
from auditor.report.parts.places import cited_page, download, page, place_of
from auditor.report.parts.remarks import provenance, remarks, why
from auditor.report.plain import inert
from auditor.schema.audit import Audit
from auditor.schema.evidence import AttributionKind, GateState
from auditor.schema.reference import RepoType

HINT = "pip install 'auditor[spdx]'"
NO_ASSERTION = "https://spdx.org/rdf/3.0.1/terms/ExpandedLicensing/NoAssertionLicense"
"""The license of what is not known (ExpandedLicensing/NoAssertionLicense)."""

_REF = re.compile(r"LicenseRef-[A-Za-z0-9.-]+")
_MODEL_SLOTS = {
    "ai_limitation": re.compile(r"\b(limits?|limitations?|bias(es)?|risks?|out[- ]of[- ]scope)\b", re.IGNORECASE),
    "ai_informationAboutTraining": re.compile(r"\b(pre-?|fine-?)?train(ed|ing)?\b", re.IGNORECASE),
    "ai_informationAboutApplication": re.compile(r"\b(intended|direct|downstream) uses?\b", re.IGNORECASE),
}
_DATASET_SLOTS = {
    "dataset_dataCollectionProcess": re.compile(r"\b(collection|curation|source data)\b", re.IGNORECASE),
    "dataset_intendedUse": re.compile(r"\b(intended|direct) uses?\b", re.IGNORECASE),
}
_AVAILABILITY = {
    GateState.OPEN: "directDownload",
    GateState.AUTO: "clickthrough",
    GateState.MANUAL: "registration",
}
_PROFILES = ("core", "software", "simpleLicensing", "ai", "dataset")


def render(audit: Audit) -> str:
    """The audit as an SPDX 3.0.1 document. Raises ReportError without spdx-python-model."""
    try:
        from spdx_python_model import v3_0_1 as spdx
    except ImportError as error:
        raise ReportError("SPDX 3 needs the package spdx-python-model", hint=HINT) from error
    made = _Maker(spdx, audit).elements()
    data = spdx.JSONLDSerializer().serialize_data(spdx.SHACLObjectSet(made), force_at_graph=True)
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


class _Maker:
    """Makes the elements of one document; their ids stand under a namespace that follows from the content."""

    def __init__(self, spdx: Any, audit: Audit) -> None:
        self._spdx, self._audit, self._bill = spdx, audit, collect(audit)
        name = f"{audit.tool.name}-{len(audit.models)}-models"
        unique = uuid5(NAMESPACE_URL, f"spdx-3.0.1 {whole(audit)}")
        self._namespace = f"https://spdx.org/spdxdocs/{name}-{unique}#"
        self._name = name
        self._agent = spdx.SoftwareAgent(spdxId=self._id("Agent"), name=audit.tool.name)
        tool = spdx.Tool(spdxId=self._id("Tool"), name=f"{audit.tool.name} {audit.tool.version}")
        self._creation = spdx.CreationInfo(
            specVersion="3.0.1",
            created=audit.generated_at.astimezone(UTC).replace(microsecond=0),
            createdBy=[self._agent],
            createdUsing=[tool],
        )
        self._agent.creationInfo = tool.creationInfo = self._creation
        self._made: dict[str, Any] = {"Agent": self._agent, "Tool": tool}
        self._expressions: dict[str, Any] = {}

    def elements(self) -> list[Any]:
        """Every element, the document last."""
        bill = self._bill
        texts = {name.expression: self._license_text(name) for name in references(bill)}
        packages = {key: self._package(part) for key, part in bill.parts.items()}
        for key, part in bill.parts.items():
            self._licenses(packages[key], part, bill, texts)
        for edge in bill.edges:
            self._edge(edge, packages)
        for child, parent in dict.fromkeys((edge.child, edge.parent) for edge in bill.edges):
            name = f"Needs-{digest(child, parent)[:16]}"
            self._relate(name, packages[child], self._spdx.RelationshipType.dependsOn, packages[parent], "")
        for key, part in bill.parts.items():
            if part.audit is not None:
                self._annotation(packages[key], part)
        roots = [packages[key] for key, part in bill.parts.items() if part.audit is not None]
        return [self._creation, *self._made.values(), *self._collections(roots)]

    def _id(self, name: str) -> str:
        return f"{self._namespace}{name}"

    def _make(self, kind: str, element_id: str, **fields: Any) -> Any:
        """An element with its id and creation; the same id is the same element."""
        if element_id not in self._made:
            given = {key: value for key, value in fields.items() if value not in (None, "", [])}
            element = getattr(self._spdx, kind)(spdxId=self._id(element_id), creationInfo=self._creation, **given)
            self._made[element_id] = element
        return self._made[element_id]

    def _collections(self, roots: list[Any]) -> tuple[Any, Any]:
        """The bill of materials, and the document that carries it (Core/SpdxDocument)."""
        spdx = self._spdx
        profiles = [getattr(spdx.ProfileIdentifierType, name) for name in _PROFILES]
        shared = {"creationInfo": self._creation, "profileConformance": profiles}
        elements = list(self._made.values())
        sbom = spdx.software_Sbom(spdxId=self._id("Sbom"), rootElement=roots, element=elements, **shared)
        sbom.software_sbomType = [spdx.software_SbomType.analyzed]
        said = provenance(self._audit)
        document = spdx.SpdxDocument(
            spdxId=self._id("Document"), name=self._name, comment=said, rootElement=[sbom], element=[sbom], **shared
        )
        return sbom, document

    def _package(self, part: BillPart) -> Any:
        """A model as an AIPackage, a dataset as a DatasetPackage."""
        is_model = part.repo_type is RepoType.MODEL
        kind = "ai_AIPackage" if is_model else "dataset_DatasetPackage"
        purposes = self._spdx.software_SoftwarePurpose
        return self._make(
            kind,
            part.slug,
            name=inert(part.name),
            software_packageVersion=part.sha,
            software_packageUrl=part.purl,
            software_downloadLocation=download(part),
            software_homePage=page(part) if part.repository else None,
            software_primaryPurpose=purposes.model if is_model else purposes.data,
            suppliedBy=self._account(part),
            comment=None if part.repository else "It is named, and could not be obtained.",
            software_copyrightText="\n".join(attributions(part, AttributionKind.COPYRIGHT)),
            software_attributionText=attributions(part, AttributionKind.NOTICE),
            **(self._model(part) if is_model else self._dataset(part)),
        )

    def _account(self, part: BillPart) -> Any:
        """The Hub account that offers it; whether that is a person or an organization is not known."""
        name = part.namespace
        said = "An account on the Hub."
        return self._make("Agent", f"Account-{digest(name)[:12]}", name=inert(name), comment=said) if name else None

    def _model(self, part: BillPart) -> dict[str, Any]:
        fields: dict[str, Any] = dict(answers(part, _MODEL_SLOTS))
        told = (fields.get("ai_informationAboutTraining", ""), training(part))
        fields["ai_informationAboutTraining"] = "; ".join(filter(None, told))
        fields["ai_modelDataPreprocessing"] = processing(part)
        return fields

    def _dataset(self, part: BillPart) -> dict[str, Any]:
        fields: dict[str, Any] = dict(answers(part, _DATASET_SLOTS))
        fields["dataset_dataPreprocessing"] = processing(part)
        fields["dataset_datasetType"] = [self._spdx.dataset_DatasetType.noAssertion]
        access = part.repository.access if part.repository else None
        if access and access.gate in _AVAILABILITY and not access.private and not access.disabled:
            offered = self._spdx.dataset_DatasetAvailabilityType
            fields["dataset_datasetAvailability"] = getattr(offered, _AVAILABILITY[access.gate])
        return fields

    def _licenses(self, package: Any, part: BillPart, bill: Bill, texts: dict[str, Any]) -> None:
        """One declared and exactly one concluded license (Core/RelationshipType)."""
        repository = part.repository
        stated = expression(declared(repository, bill)) if repository else None
        concluded = repository.conclusion.expression if repository else None
        for word, written, said in (("Declared", stated, ""), ("Concluded", concluded, why(part))):
            license_ = self._expression(str(current(written)), texts) if written else NO_ASSERTION
            kind = getattr(self._spdx.RelationshipType, f"has{word}License")
            self._relate(f"{word}-{part.slug}", package, kind, license_, said)

    def _expression(self, written: str, texts: dict[str, Any]) -> Any:
        """A license expression, once; each LicenseRef in it leads to its text."""
        custom = [
            self._spdx.DictionaryEntry(key=name, value=self._id(f"Text-{name}"))
            for name in dict.fromkeys(_REF.findall(written))
            if name in texts
        ]
        name = f"License-{digest(written)[:12]}"
        return self._make(
            "simplelicensing_LicenseExpression",
            name,
            simplelicensing_licenseExpression=written,
            simplelicensing_customIdToUri=custom,
        )

    def _license_text(self, name: LicenseName) -> Any:
        """What is known of the text of a license that SPDX does not list."""
        cited = name.citation
        url = cited_page(cited) if cited else None
        where = f"Quoted from {place_of(cited)} of {cited.source}; the file has sha256 {cited.sha256}." if cited else ""
        see = " ".join(dict.fromkeys([*name.urls, *([url] if url else [])]))
        return self._make(
            "simplelicensing_SimpleLicensingText",
            f"Text-{name.expression}",
            name=inert(name.title),
            simplelicensing_licenseText=name.quote or "NOASSERTION",
            comment=inert(f"{where} {see}", 2_000),
        )

    def _edge(self, edge: Edge, packages: dict[str, Any]) -> None:
        """Lineage and training data, as far as the model itself says it."""
        kinds = self._spdx.RelationshipType
        kind = kinds.trainedOn if edge.relation == TRAINED_ON else kinds.descendantOf
        said = inert(f"{edge.said}, as {place_of(edge.citation)} says: {edge.citation.quote}", 600)
        name = f"From-{digest(edge.child, edge.parent, edge.relation)[:16]}"
        self._relate(name, packages[edge.child], kind, packages[edge.parent], said)

    def _relate(self, name: str, source: Any, kind: str, target: Any, said: str) -> None:
        self._make(
            "Relationship",
            name,
            from_=source,
            to=[target],
            relationshipType=kind,
            completeness=self._spdx.RelationshipCompleteness.noAssertion,
            comment=said,
        )

    def _annotation(self, package: Any, part: BillPart) -> None:
        """The decision, one remark a line."""
        assert part.audit is not None
        self._make(
            "Annotation",
            f"Decision-{part.slug}",
            annotationType=self._spdx.AnnotationType.review,
            subject=package,
            contentType="text/plain",
            statement="\n".join(f"{name}={text}" for name, text in remarks(self._audit, part.audit)),
        )
