"""CycloneDX ML-BOM 1.6 and 1.7."""

from __future__ import annotations

import json
from importlib.resources import files

import jsonschema_rs
import pytest

from auditor.report.cyclonedx import VERSIONS, render
from auditor.report.parts.bill import collect

BUNDLED = files("cyclonedx.schema") / "_res"
REFERRED = ("spdx", "jsf-0.82", "cryptography-defs")


def bundled(name):
    return json.loads((BUNDLED / f"{name}.SNAPSHOT.schema.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def validators():
    """The library's bundled schemas, in a validator that is a hundred times as quick as the library's."""
    referred = [(f"http://cyclonedx.org/schema/{name}.SNAPSHOT.schema.json", bundled(name)) for name in REFERRED]
    registry = jsonschema_rs.Registry(referred)
    return {
        version: jsonschema_rs.Draft7Validator(bundled(f"bom-{version}"), registry=registry, validate_formats=True)
        for version in VERSIONS
    }


@pytest.fixture(scope="module")
def made(menagerie):
    return json.loads(render(menagerie))


def component(made, name):
    group, _, short = name.rpartition("/")
    return next(item for item in made["components"] if (item.get("group", ""), item["name"]) == (group, short))


def licenses(item):
    return {
        (entry["license"]["acknowledgement"], entry["license"].get("id") or entry["license"]["name"])
        for entry in item.get("licenses", ())
    }


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("which", ["menagerie", "few", "hostile", "poisoned", "registries"])
def test_it_is_valid_by_the_bundled_schema(which, version, request, validators):
    made = json.loads(render(request.getfixturevalue(which), version))
    assert made["specVersion"] == version
    assert [f"{error.instance_path}: {error.message}" for error in validators[version].iter_errors(made)] == []


@pytest.mark.parametrize("version", VERSIONS)
def test_the_library_itself_finds_nothing(clean, version):
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    assert JsonStrictValidator(SchemaVersion.from_version(version)).validate_str(render(clean, version)) is None


def test_the_library_reads_it_back_with_the_same_packages(few):
    from cyclonedx.model.bom import Bom

    made = json.loads(render(few))
    for item in made["components"]:
        item.pop("modelCard", None)
        item.pop("data", None)
    read = Bom.from_json(data=made)
    assert sorted(str(item.purl) for item in read.components if item.purl) == sorted(
        part.purl for part in collect(few).parts.values() if part.purl
    )


def test_every_part_stands_once_and_every_reference_is_unique(menagerie, made):
    refs = []

    def walk(value):
        if isinstance(value, dict):
            refs.extend([value["bom-ref"]] if "bom-ref" in value else [])
            for item in value.values():
                walk(item)
        elif isinstance(value, list):
            for item in value:
                walk(item)

    walk(made)
    assert len(set(refs)) == len(refs)
    assert len(made["components"]) == len(collect(menagerie).parts)


def test_a_model_has_its_card_its_data_and_its_ancestors(made):
    zephyr = component(made, "HuggingFaceH4/zephyr-7b-beta")
    data = [item["ref"] for item in zephyr["modelCard"]["modelParameters"]["datasets"]]
    named = {item["bom-ref"]: item for item in made["components"]}
    assert {named[ref]["name"] for ref in data} == {"ultrachat_200k", "ultrafeedback_binarized"}
    (base,) = zephyr["pedigree"]["ancestors"]
    assert base["purl"] == "pkg:huggingface/mistralai/Mistral-7B-v0.1@27d67f1b5f57dc0953326b2601d68371d40ea8da"
    assert licenses(base) == {("declared", "Apache-2.0"), ("concluded", "Apache-2.0")}


def test_an_id_is_only_what_spdx_lists(made):
    llama = component(made, "meta-llama/Llama-3.1-8B")
    for entry in llama["licenses"]:
        assert "id" not in entry["license"]
        assert entry["license"]["text"]["content"]
    assert ("concluded", "Llama 3.1 Community License Agreement") in {
        (kind, name) for kind, name in licenses(llama) if kind == "concluded"
    } or licenses(llama)
    hidden = component(made, "auditor-fixtures/apache-tag-nc-text")
    assert licenses(hidden) == {
        ("declared", "Apache-2.0"),
        ("concluded", "Apache-2.0"),
        ("concluded", "CC-BY-NC-4.0"),
    }


def test_a_choice_of_licenses_is_one_expression(clean, validators):
    (model,) = clean.models
    subject = model.evidence.subject
    conclusion = subject.conclusion.model_copy(update={"expression": "Apache-2.0 OR MIT"})
    dossier = model.evidence.model_copy(update={"subject": subject.model_copy(update={"conclusion": conclusion})})
    audit = clean.model_copy(update={"models": (model.model_copy(update={"evidence": dossier}),)})
    for version in VERSIONS:
        made = json.loads(render(audit, version))
        (only,) = component(made, "Qwen/Qwen2.5-7B")["licenses"]
        assert (only["expression"], only["acknowledgement"]) == ("Apache-2.0 OR MIT", "concluded")
        assert validators[version].is_valid(made)


def test_a_dataset_says_where_it_is_and_who_keeps_it(made):
    (data,) = component(made, "tatsu-lab/alpaca")["data"]
    assert data["type"] == "dataset"
    assert data["contents"]["url"].startswith("https://huggingface.co/datasets/tatsu-lab/alpaca/tree/")
    assert data["governance"] == {"custodians": [{"organization": {"name": "tatsu-lab"}}]}


def test_properties_are_namespaced_and_carry_the_decision(made):
    for item in made["components"]:
        properties = {entry["name"]: entry["value"] for entry in item["properties"]}
        assert all(name.startswith("auditor:") for name in properties)
        assert properties["auditor:role"] in ("audited", "base", "dataset")
        assert (properties["auditor:role"] == "audited") == ("auditor:decision" in properties)


def test_what_could_not_be_had_is_named_and_nothing_is_made_up(few):
    made = json.loads(render(few))
    gone = next(item for item in made["components"] if "llama-7b-hf" in item["name"])
    assert not {"version", "licenses", "externalReferences", "evidence"} & gone.keys()
    assert gone["purl"] == "pkg:huggingface/decapoda-research/llama-7b-hf"
    assert {entry["name"] for entry in gone["properties"]} == {"auditor:role", "auditor:obtained"}


def test_what_hangs_on_what_is_told_of_every_part(few):
    made = json.loads(render(few))
    needed = {item["ref"]: item["dependsOn"] for item in made["dependencies"]}
    refs = {item["bom-ref"]: item for item in made["components"]}
    whole = made["metadata"]["component"]["bom-ref"]
    assert needed.keys() == {whole, *refs}
    reached, queue = {whole}, [whole]
    while queue:
        for ref in needed[queue.pop()]:
            if ref not in reached:
                reached.add(ref)
                queue.append(ref)
    assert reached == needed.keys()


def test_the_time_is_written_as_other_tools_write_utc(few):
    assert json.loads(render(few))["metadata"]["timestamp"].endswith("Z")


def test_a_body_without_a_commit_keeps_its_account(clean):
    (model,) = clean.models
    bare = model.evidence.subject.model_copy(update={"sha": None, "purl": "pkg:generic/Qwen2.5-7B@" + "1" * 64})
    dossier = model.evidence.model_copy(update={"subject": bare})
    audit = clean.model_copy(update={"models": (model.model_copy(update={"evidence": dossier}),)})
    (only,) = json.loads(render(audit))["components"]
    assert (only["group"], only["name"], only["purl"]) == ("Qwen", "Qwen2.5-7B", "pkg:huggingface/Qwen/Qwen2.5-7B")


def test_a_folder_keeps_no_path(clean):
    (model,) = clean.models
    bare = model.evidence.subject.model_copy(
        update={"sha": None, "id": "/home/someone/models/mine", "purl": "pkg:generic/mine@" + "1" * 64}
    )
    dossier = model.evidence.model_copy(update={"subject": bare})
    audit = clean.model_copy(update={"models": (model.model_copy(update={"evidence": dossier}),)})
    (only,) = json.loads(render(audit))["components"]
    assert (only.get("group"), only["name"], only["purl"]) == (None, "mine", "pkg:generic/mine@" + "1" * 64)
