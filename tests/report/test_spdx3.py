"""SPDX 3.0.1 JSON-LD."""

from __future__ import annotations

import json
from collections import Counter

import jsonschema_rs
import pytest

from auditor.report.parts.bill import collect
from auditor.report.spdx3 import NO_ASSERTION, render
from tests.report.renderings import strings

PACKAGES = ("ai_AIPackage", "dataset_DatasetPackage")


@pytest.fixture(scope="module")
def graph(menagerie):
    return json.loads(render(menagerie))["@graph"]


def packages(graph):
    return {item["spdxId"]: item for item in graph if item["type"] in PACKAGES}


def relations(graph):
    return [item for item in graph if item["type"] == "Relationship"]


def test_the_menagerie_is_valid_by_the_official_schema(menagerie, few, hostile, poisoned, registries, schemas):
    validator = jsonschema_rs.validator_for(json.loads((schemas / "spdx-3.0.1-schema.json").read_text()))
    for audit in (menagerie, few, hostile, poisoned, registries):
        assert [error.message for error in validator.iter_errors(json.loads(render(audit)))] == []


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own JSON-LD parser makes one
def test_the_menagerie_conforms_to_the_official_shapes(menagerie, schemas):
    pyshacl = pytest.importorskip("pyshacl", reason="pyshacl checks the shapes")
    rdflib = pytest.importorskip("rdflib", reason="rdflib reads JSON-LD")
    made = json.loads(render(menagerie))
    made["@context"] = json.loads((schemas / "spdx-3.0.1-context.jsonld").read_text())["@context"]
    data = rdflib.Graph().parse(data=json.dumps(made), format="json-ld")
    shapes = rdflib.Graph().parse(schemas / "spdx-3.0.1-model.ttl")
    conforms, _, text = pyshacl.validate(data, shacl_graph=shapes, ont_graph=shapes, inference="none")
    assert conforms, text


def test_the_library_reads_it_back_with_the_same_packages(menagerie, graph):
    import spdx_python_model

    model, objects = spdx_python_model.load_data(json.loads(render(menagerie)))
    read = [*objects.foreach_type(model.ai_AIPackage), *objects.foreach_type(model.dataset_DatasetPackage)]
    parts = collect(menagerie).parts.values()
    assert sorted(item.software_packageUrl for item in read if item.software_packageUrl) == sorted(
        part.purl for part in parts if part.purl
    )


def test_every_package_has_exactly_one_concluded_license_and_one_declared(graph):
    for kind in ("hasConcludedLicense", "hasDeclaredLicense"):
        found = [item for item in relations(graph) if item["relationshipType"] == kind]
        assert Counter(item["from"] for item in found) == Counter(packages(graph).keys())
        assert all(len(item["to"]) == 1 for item in found)


def test_what_is_not_known_is_no_assertion(graph):
    ids = {item["name"]: spdx_id for spdx_id, item in packages(graph).items()}
    to = {item["from"]: item["to"] for item in relations(graph) if item["relationshipType"] == "hasConcludedLicense"}
    assert to[ids["quantumaikr/KoreanLM-3B"]] in ([NO_ASSERTION], ["expandedlicensing_NoAssertionLicense"])


def test_a_model_descends_from_its_base_and_is_trained_on_its_data(graph):
    names = {spdx_id: item["name"] for spdx_id, item in packages(graph).items()}
    found = {(names.get(item["from"]), item["relationshipType"], names.get(item["to"][0])) for item in relations(graph)}
    zephyr = "HuggingFaceH4/zephyr-7b-beta"
    assert (zephyr, "descendantOf", "mistralai/Mistral-7B-v0.1") in found
    assert (zephyr, "trainedOn", "HuggingFaceH4/ultrachat_200k") in found


def test_a_license_ref_leads_to_its_text(graph):
    texts = {item["spdxId"]: item for item in graph if item["type"] == "simplelicensing_SimpleLicensingText"}
    expressions = [item for item in graph if item["type"] == "simplelicensing_LicenseExpression"]
    assert len({item["simplelicensing_licenseExpression"] for item in expressions}) == len(expressions)
    for item in expressions:
        entries = {entry["key"]: entry["value"] for entry in item.get("simplelicensing_customIdToUri", ())}
        written = item["simplelicensing_licenseExpression"]
        assert set(entries) == {word for word in written.split() if word.startswith("LicenseRef-")}
        assert all(texts[uri]["simplelicensing_licenseText"] for uri in entries.values())


def test_limitations_and_training_name_the_section_that_tells_them(graph):
    for field in ("ai_limitation", "ai_informationAboutTraining"):
        told = [item[field] for item in packages(graph).values() if field in item]
        assert told
        assert all("sha256 " in words and "README.md" in words for words in told)


def test_the_document_names_the_audited_as_roots(menagerie, graph):
    (sbom,) = [item for item in graph if item["type"] == "software_Sbom"]
    names = {packages(graph)[root]["name"] for root in sbom["rootElement"]}
    assert names == {model.id for model in menagerie.models}
    (document,) = [item for item in graph if item["type"] == "SpdxDocument"]
    assert {"ai", "dataset"} <= set(document["profileConformance"])


def test_hostile_ids_stay_ids(poisoned):
    made = json.loads(render(poisoned))
    ids = [item["spdxId"] for item in made["@graph"] if "spdxId" in item]
    assert len(set(ids)) == len(ids)
    assert not [text for text in ids if set(text) & set(' <>"{}|\\^`')]
    assert all("\n" not in text or text.startswith("auditor:") for text in strings(made))
