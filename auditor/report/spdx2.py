"""SPDX 2.3 through spdx-tools: models, bases and datasets as packages, in JSON, tag-value, YAML and RDF/XML.

What is not known is NOASSERTION. An identifier, and the document's namespace, follow from the content.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from auditor.errors import ReportError
from auditor.report.json import document as whole
from auditor.report.parts.bill import TRAINED_ON, Bill, BillPart, Edge, collect
from auditor.report.parts.cards import attributions
from auditor.report.parts.naming import LicenseName, current, declared, expression, references
from auditor.report.parts.places import cited_page, download, page, place_of
from auditor.report.parts.remarks import provenance, remarks, why
from auditor.report.plain import inert
from auditor.schema.audit import Audit
from auditor.schema.evidence import AttributionKind
from auditor.schema.reference import RepoType

if TYPE_CHECKING:
    from spdx_tools.spdx.model.actor import Actor
    from spdx_tools.spdx.model.annotation import Annotation
    from spdx_tools.spdx.model.document import CreationInfo, Document
    from spdx_tools.spdx.model.extracted_licensing_info import ExtractedLicensingInfo
    from spdx_tools.spdx.model.package import Package
    from spdx_tools.spdx.model.relationship import Relationship

HINT = "pip install 'auditor[spdx]'"
_ORDERED = "SimpleMemory"
_UNFOLDED = 1_000_000
_ANY_TEXT_TAG = re.compile(r"<(/?)text>", re.IGNORECASE)
_VALID_LOCATION = re.compile(r"(git\+)?https?://[A-Za-z0-9.-]+\.[A-Za-z]{2,5}(:\d{1,5})?/\S+\Z")
_SUMMARY = {RepoType.MODEL: "Machine-learning model", RepoType.DATASET: "Dataset"}


def render(audit: Audit, serialization: str = "json") -> str:
    """The audit as an SPDX 2.3 document: `json`, `tag-value`, `yaml` or `rdf`. Raises ReportError."""
    try:
        made = document(audit)
    except ImportError as error:
        raise ReportError("SPDX 2.3 needs the package spdx-tools", hint=HINT) from error
    return _WRITERS[serialization](made)


def document(audit: Audit) -> Document:
    """The audit as spdx-tools' document."""
    from spdx_tools.spdx.model.document import Document

    bill = collect(audit)
    return Document(
        creation_info=_creation(audit),
        packages=[_package(part, bill) for part in bill.parts.values()],
        relationships=[*_described(bill), *(_relationship(edge, bill) for edge in bill.edges), *_needed(bill)],
        annotations=list(_annotations(audit, bill)),
        extracted_licensing_info=[_extracted(name) for name in references(bill)],
    )


def _creation(audit: Audit) -> CreationInfo:
    """Who made the document and when (§6); its namespace is one nobody else can come to, and we come to again."""
    from spdx_tools.spdx.model.document import CreationInfo

    name = f"{audit.tool.name}-{len(audit.models)}-models"
    unique = uuid5(NAMESPACE_URL, f"spdx-2.3 {whole(audit)}")
    return CreationInfo(
        spdx_version="SPDX-2.3",
        spdx_id="SPDXRef-DOCUMENT",
        name=name,
        document_namespace=f"https://spdx.org/spdxdocs/{name}-{unique}",
        creators=[_tool(audit)],
        created=audit.generated_at.replace(tzinfo=None, microsecond=0),
        document_comment=_text(provenance(audit)),
    )


def _tool(audit: Audit) -> Actor:
    from spdx_tools.spdx.model.actor import Actor, ActorType

    return Actor(ActorType.TOOL, f"{audit.tool.name}-{audit.tool.version}")


def _account(part: BillPart) -> Actor | None:
    """The Hub account; SPDX has no word for one that may be a person's or an organization's."""
    from spdx_tools.spdx.model.actor import Actor, ActorType

    return Actor(ActorType.ORGANIZATION, _text(part.namespace)) if part.namespace else None


def _package(part: BillPart, bill: Bill) -> Package:
    """A repository as a package (§7). Its supplier is the account that offers it; the originator is not known."""
    from spdx_tools.spdx.model.package import ExternalPackageRef, ExternalPackageRefCategory, Package, PackagePurpose
    from spdx_tools.spdx.model.spdx_no_assertion import SpdxNoAssertion

    location = download(part) or ""
    external = [
        ExternalPackageRef(ExternalPackageRefCategory.PACKAGE_MANAGER, "purl", url) for url in (part.purl,) if url
    ]
    concluded = part.repository.conclusion.expression if part.repository else None
    stated = expression(declared(part.repository, bill)) if part.repository else None
    return Package(
        spdx_id=_id(part),
        name=_text(part.name),
        version=part.sha,
        download_location=location if _VALID_LOCATION.match(location) else SpdxNoAssertion(),
        files_analyzed=False,
        homepage=_homepage(part),
        license_concluded=current(concluded) if concluded else SpdxNoAssertion(),
        license_declared=current(stated) if stated else SpdxNoAssertion(),
        license_comment=_text(why(part)) or None,
        copyright_text=_text("; ".join(attributions(part, AttributionKind.COPYRIGHT))) or SpdxNoAssertion(),
        supplier=_account(part) or SpdxNoAssertion(),
        summary=_SUMMARY[part.repo_type],
        comment=None if part.repository else "It is named, and could not be obtained.",
        attribution_texts=[_text(text) for text in attributions(part, AttributionKind.NOTICE)],
        external_references=external,
        primary_package_purpose=PackagePurpose.OTHER,
    )


def _id(part: BillPart) -> str:
    return f"SPDXRef-{part.slug}"


def _homepage(part: BillPart) -> str | None:
    url = page(part)
    return url if url and _VALID_LOCATION.match(url) and part.repository else None


def _described(bill: Bill) -> Iterator[Relationship]:
    from spdx_tools.spdx.model.relationship import Relationship, RelationshipType

    for part in bill.parts.values():
        if part.audit is not None:
            yield Relationship("SPDXRef-DOCUMENT", RelationshipType.DESCRIBES, _id(part))


def _relationship(edge: Edge, bill: Bill) -> Relationship:
    """Lineage and training data (§11.1). SPDX 2.3 has no word for training: data is what models are built from."""
    from spdx_tools.spdx.model.relationship import Relationship, RelationshipType

    child, parent = _id(bill.parts[edge.child]), _id(bill.parts[edge.parent])
    said = _text(f"{edge.said}, as {place_of(edge.citation)} says: {edge.citation.quote}")
    if edge.relation == TRAINED_ON:
        return Relationship(parent, RelationshipType.BUILD_DEPENDENCY_OF, child, said)
    return Relationship(child, RelationshipType.DESCENDANT_OF, parent, said)


def _needed(bill: Bill) -> Iterator[Relationship]:
    """The same edges once more in the word by which consumers follow a bill, so that no base or data set floats."""
    from spdx_tools.spdx.model.relationship import Relationship, RelationshipType

    pairs = dict.fromkeys((edge.child, edge.parent) for edge in bill.edges)
    for child, parent in pairs:
        yield Relationship(_id(bill.parts[child]), RelationshipType.DEPENDS_ON, _id(bill.parts[parent]))


def _annotations(audit: Audit, bill: Bill) -> Iterator[Annotation]:
    """The decision on each model (§12), one remark a line."""
    from spdx_tools.spdx.model.annotation import Annotation, AnnotationType

    annotator, at = _tool(audit), audit.generated_at.replace(tzinfo=None, microsecond=0)
    for part in bill.parts.values():
        if part.audit is not None:
            words = "\n".join(f"{name}={_text(text)}" for name, text in remarks(audit, part.audit))
            yield Annotation(_id(part), AnnotationType.REVIEW, annotator, at, words)


def _extracted(name: LicenseName) -> ExtractedLicensingInfo:
    """A license that SPDX does not list (§10): the words found, and where the whole text stands."""
    from spdx_tools.spdx.model.extracted_licensing_info import ExtractedLicensingInfo
    from spdx_tools.spdx.model.spdx_no_assertion import SpdxNoAssertion

    cited = name.citation
    where = (
        f"Quoted from {place_of(cited)} of {cited.source}; the whole file has sha256 {cited.sha256}."
        if cited
        else "No text of it was read."
    )
    own = [url for url in (cited_page(cited) if cited else None,) if url]
    urls = [url for url in (*name.urls, *own) if _VALID_LOCATION.match(url)]
    return ExtractedLicensingInfo(
        license_id=name.expression,
        extracted_text=_text(name.quote) or "NOASSERTION",
        license_name=_text(name.title) or SpdxNoAssertion(),
        cross_references=urls,
        comment=_text(where),
    )


def _text(words: str) -> str:
    """Inert words that do not end a tag-value text (§4.3)."""
    return _ANY_TEXT_TAG.sub(r"‹\1text›", inert(words, 2_000))


def _plain(made: Document) -> dict[str, Any]:
    """The document as plain types; spdx-tools writes a category as Python spells it, the schema as SPDX does."""
    from spdx_tools.spdx.jsonschema.document_converter import DocumentConverter

    converter: Any = DocumentConverter
    converted: dict[str, Any] = converter().convert(made)
    for package in converted["packages"]:
        for reference in package.get("externalRefs", ()):
            reference["referenceCategory"] = reference["referenceCategory"].replace("_", "-")
    return converted


def _json(made: Document) -> str:
    return json.dumps(_plain(made), indent=1, ensure_ascii=False) + "\n"


def _yaml(made: Document) -> str:
    import yaml

    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    # Unfolded: a folded text begins lines with words of its own, which a runner may take for commands.
    return str(yaml.dump(_plain(made), Dumper=dumper, sort_keys=False, allow_unicode=True, width=_UNFOLDED))


def _tag_value(made: Document) -> str:
    from spdx_tools.spdx.writer.tagvalue.tagvalue_writer import write_document_to_stream

    stream = io.StringIO()
    write_document_to_stream(made, stream, validate=False, drop_duplicates=False)
    return stream.getvalue()


def _rdf(made: Document) -> str:
    """RDF/XML by spdx-tools' own steps, over a store that keeps the order in which triples were added.

    Blank nodes are named in that order too, instead of at random.
    """
    from rdflib import DOAP, BNode, Graph
    from spdx_tools.spdx.rdfschema.namespace import SPDX_NAMESPACE
    from spdx_tools.spdx.writer.rdf import (
        annotation_writer,
        creation_info_writer,
        extracted_licensing_info_writer,
        package_writer,
        relationship_writer,
    )

    graph, namespace = Graph(store=_ORDERED), made.creation_info.document_namespace
    top = creation_info_writer.add_creation_info_to_graph(made.creation_info, graph)
    for annotation in made.annotations:
        annotation_writer.add_annotation_to_graph(annotation, graph, namespace, {})
    for package in made.packages:
        package_writer.add_package_to_graph(package, graph, namespace, {})
    for relationship in made.relationships:
        relationship_writer.add_relationship_to_graph(relationship, graph, namespace, {})
    for info in made.extracted_licensing_info:
        extracted_licensing_info_writer.add_extracted_licensing_info_to_graph(info, graph, top, namespace)
    named: dict[BNode, BNode] = {}
    stable = Graph(store=_ORDERED)
    stable.bind("spdx", SPDX_NAMESPACE)
    stable.bind("doap", DOAP)
    for triple in graph:
        renamed = [named.setdefault(n, BNode(f"b{len(named)}")) if isinstance(n, BNode) else n for n in triple]
        stable.add((renamed[0], renamed[1], renamed[2]))
    head, start, rest = stable.serialize(format="pretty-xml", max_depth=100).partition("\n>\n")
    first, *namespaces = head.split("\n  xmlns:")
    return "\n  xmlns:".join([first, *sorted(namespaces)]) + start + rest


_WRITERS: dict[str, Callable[[Document], str]] = {
    "json": _json,
    "tag-value": _tag_value,
    "yaml": _yaml,
    "rdf": _rdf,
}
SERIALIZATIONS = tuple(_WRITERS)
"""The forms in which a document can be written (SPDX 2.3 §4)."""
