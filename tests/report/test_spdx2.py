"""SPDX 2.3."""

from __future__ import annotations

import json

import jsonschema_rs
import pytest
import yaml
from spdx_tools.spdx.parser.jsonlikedict.json_like_dict_parser import JsonLikeDictParser
from spdx_tools.spdx.parser.rdf import rdf_parser
from spdx_tools.spdx.parser.tagvalue import tagvalue_parser
from spdx_tools.spdx.validation.document_validator import validate_full_spdx_document

from auditor.report.parts.bill import collect
from auditor.report.spdx2 import document, render


def faults(made):
    return [message.validation_message for message in validate_full_spdx_document(made)]


def locators(made):
    return sorted(ref.locator for package in made.packages for ref in package.external_references)


def purls(audit):
    return sorted(part.purl for part in collect(audit).parts.values() if part.purl)


@pytest.fixture(scope="module")
def made(menagerie):
    return json.loads(render(menagerie))


def package(made, name):
    return next(item for item in made["packages"] if item["name"] == name)


def test_the_menagerie_is_valid_to_spdx_tools(menagerie, hostile, poisoned, registries):
    for audit in (menagerie, hostile, poisoned, registries):
        assert faults(document(audit)) == []


def test_the_menagerie_is_valid_by_the_official_schema(menagerie, hostile, poisoned, schemas):
    validator = jsonschema_rs.validator_for(json.loads((schemas / "spdx-2.3-schema.json").read_text()))
    for audit in (menagerie, hostile, poisoned):
        assert [error.message for error in validator.iter_errors(json.loads(render(audit)))] == []


def test_json_is_read_back_with_the_same_packages(menagerie, made):
    read = JsonLikeDictParser().parse(made)
    assert faults(read) == []
    assert locators(read) == purls(menagerie)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # the parser leaves a file open
@pytest.mark.parametrize(
    ("serialization", "which"),
    [("tag-value", "poisoned"), ("yaml", "few"), ("yaml", "poisoned"), ("rdf", "few"), ("rdf", "poisoned")],
)
def test_other_forms_are_read_back_with_the_same_packages(which, serialization, request, tmp_path):
    audit = request.getfixturevalue(which)
    path = tmp_path / "made"
    path.write_text(render(audit, serialization), encoding="utf-8")
    read = {
        "tag-value": lambda: tagvalue_parser.parse_from_file(str(path)),
        "yaml": lambda: JsonLikeDictParser().parse(yaml.safe_load(path.read_text("utf-8"))),
        "rdf": lambda: rdf_parser.parse_from_file(str(path)),
    }[serialization]()
    assert faults(read) == []
    assert locators(read) == purls(audit)
    original = document(audit)
    assert len(read.relationships) == len(original.relationships)
    assert len(read.annotations) == len(original.annotations)


def test_categories_are_spelled_as_the_schema_has_them(made):
    assert {ref["referenceCategory"] for item in made["packages"] for ref in item.get("externalRefs", ())} == {
        "PACKAGE-MANAGER"
    }


def test_a_model_its_base_and_its_data_are_related(made):
    ids = {item["SPDXID"]: item["name"] for item in made["packages"]}
    found = {
        (ids.get(item["spdxElementId"]), item["relationshipType"], ids.get(item["relatedSpdxElement"]))
        for item in made["relationships"]
    }
    zephyr = "HuggingFaceH4/zephyr-7b-beta"
    assert (zephyr, "DESCENDANT_OF", "mistralai/Mistral-7B-v0.1") in found
    assert ("HuggingFaceH4/ultrachat_200k", "BUILD_DEPENDENCY_OF", zephyr) in found
    assert (None, "DESCRIBES", zephyr) in found


def test_what_models_share_stands_once(menagerie, made):
    names = [item["SPDXID"] for item in made["packages"]]
    assert len(set(names)) == len(names) == len(collect(menagerie).parts)
    assert [item["name"] for item in made["packages"]].count("mistralai/Mistral-7B-v0.1") == 1


def test_licenses_are_declared_and_concluded(made):
    hidden = package(made, "auditor-fixtures/apache-tag-nc-text")
    assert (hidden["licenseDeclared"], hidden["licenseConcluded"]) == ("Apache-2.0", "Apache-2.0 AND CC-BY-NC-4.0")
    silent = package(made, "quantumaikr/KoreanLM-3B")
    assert (silent["licenseDeclared"], silent["licenseConcluded"]) == ("NOASSERTION", "NOASSERTION")


def test_a_license_ref_quotes_the_file_that_was_recognised(made):
    refs = {item["licenseId"]: item for item in made["hasExtractedLicensingInfos"]}
    llama = refs["LicenseRef-llama3.1"]
    assert llama["extractedText"] == "Llama 3.1 Community License Agreement"
    assert "sha256" in llama["comment"]
    assert llama["seeAlsos"]


def test_the_commit_is_the_version_and_the_place_to_download(made):
    gpt2 = package(made, "openai-community/gpt2")
    sha = gpt2["versionInfo"]
    assert gpt2["downloadLocation"] == f"git+https://huggingface.co/openai-community/gpt2@{sha}"
    assert gpt2["externalRefs"][0]["referenceLocator"] == f"pkg:huggingface/openai-community/gpt2@{sha}"


def test_what_could_not_be_had_is_named_and_nothing_is_made_up(few):
    made = json.loads(render(few))
    gone = package(made, "decapoda-research/llama-7b-hf")
    assert gone["downloadLocation"] == gone["licenseConcluded"] == gone["licenseDeclared"] == "NOASSERTION"
    assert gone["externalRefs"][0]["referenceLocator"] == "pkg:huggingface/decapoda-research/llama-7b-hf"
    asked = package(made, "nobody/nothing")
    assert asked["externalRefs"][0]["referenceLocator"] == f"pkg:huggingface/{few.models[-1].reference}"
    assert asked["downloadLocation"] == "NOASSERTION"


def test_the_account_is_the_supplier_and_nothing_floats(made):
    zephyr, base = package(made, "HuggingFaceH4/zephyr-7b-beta"), package(made, "mistralai/Mistral-7B-v0.1")
    assert base["supplier"] == "Organization: mistralai"
    found = {(i["spdxElementId"], i["relationshipType"], i["relatedSpdxElement"]) for i in made["relationships"]}
    assert (zephyr["SPDXID"], "DEPENDS_ON", base["SPDXID"]) in found
    related = {name for source, _, target in found for name in (source, target)}
    assert {item["SPDXID"] for item in made["packages"]} <= related


def test_copyright_lines_of_the_files_are_carried(made):
    assert "Copyright (c)" in package(made, "microsoft/phi-2")["copyrightText"]
    assert package(made, "quantumaikr/KoreanLM-3B")["copyrightText"] == "NOASSERTION"


def test_annotations_carry_the_decision(made):
    said = next(item for item in made["packages"] if item["name"] == "stabilityai/stable-zero123")["annotations"]
    assert said[0]["annotationType"] == "REVIEW"
    assert said[0]["comment"].startswith("auditor:decision=denied\n")
    assert all(line.startswith("auditor:") for line in said[0]["comment"].splitlines())
