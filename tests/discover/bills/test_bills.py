"""Bills of materials in every form: what says that it is a model is used, what cannot be resolved is listed."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from auditor.discover import BILLS, discover_text, language, read_text
from auditor.discover.bills import is_bill, is_marked
from auditor.schema.discovery import Certainty, FoundType

MODEL, DATASET, BARE, API = FoundType.MODEL, FoundType.DATASET, FoundType.BARE_NAME, FoundType.API_MODEL
SHA = "0123456789abcdef0123456789abcdef01234567"
ML = "machine-learning-model"
CHAT = {"type": ML, "name": "heron-ai/chat"}


def bill(*components: dict[str, Any], **more: Any) -> str:
    # The mark comes last, as in bills with sorted keys by some writers.
    return json.dumps({**more, "components": components, "specVersion": "1.6", "bomFormat": "CycloneDX"}, indent=1)


def named(text: str, file: str = "x.cdx.json") -> list[tuple[FoundType, str, str | None]]:
    found, unread = read_text(file, text)
    assert unread is None
    assert {item.kind for item in found} <= {"sbom"}
    return [(item.type, item.reference, item.revision) for item in found]


def one(**fields: Any) -> tuple[FoundType, str, str | None]:
    (only,) = named(bill({"type": ML, **fields}))
    return only


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"purl": f"pkg:huggingface/heron-ai/chat@{SHA}"}, (MODEL, "heron-ai/chat", SHA)),
        ({"purl": "pkg:huggingface/heron-ai%2Fchat"}, (MODEL, "heron-ai/chat", None)),
        ({"purl": "pkg:huggingface/heron-ai/chat?repository_url=https://hf.co"}, (MODEL, "heron-ai/chat", None)),
        ({"purl": "pkg:huggingface/heron-ai/chat@latest"}, (MODEL, "heron-ai/chat", None)),
        ({"group": "heron-ai", "name": "chat"}, (MODEL, "heron-ai/chat", None)),
        ({"group": "heron-ai", "name": "chat", "version": SHA}, (MODEL, "heron-ai/chat", SHA)),
        ({"group": "heron-ai", "name": "chat", "version": "0123abcd"}, (MODEL, "heron-ai/chat", "0123abcd")),
        ({"group": "heron-ai", "name": "chat", "version": "20260801"}, (MODEL, "heron-ai/chat", None)),
        ({"publisher": "heron-ai", "name": "chat"}, (MODEL, "heron-ai/chat", None)),
        ({"supplier": {"name": "mistralai"}, "name": "chat"}, (MODEL, "mistralai/chat", None)),
        ({"manufacturer": {"name": "mistralai"}, "name": "chat"}, (MODEL, "mistralai/chat", None)),
        ({"authors": [{"name": "mistralai"}], "name": "chat"}, (MODEL, "mistralai/chat", None)),
        ({"name": "heron-ai/chat"}, (MODEL, "heron-ai/chat", None)),
        ({"name": "gpt2", "publisher": "Heron"}, (MODEL, "gpt2", None)),
        ({"name": "chat", "bom-ref": f"pkg:huggingface/heron-ai/chat@{SHA}"}, (MODEL, "heron-ai/chat", SHA)),
        ({"name": "gpt-4o", "purl": "pkg:generic/openai/gpt-4o@2024-08-06"}, (API, "openai:gpt-4o", None)),
        ({"name": "GPT-4o", "publisher": "OpenAI"}, (API, "openai:gpt-4o", None)),
        ({"name": "gpt-4o", "group": "openai"}, (API, "openai:gpt-4o", None)),
        ({"name": "claude-3-5-sonnet"}, (API, "anthropic:claude-3-5-sonnet", None)),
        ({"name": "Claude 3.5 Sonnet", "publisher": "Anthropic"}, (API, "anthropic:claude-3-5-sonnet", None)),
        ({"name": "groq/llama-3.1-8b-instant"}, (API, "groq:llama-3.1-8b-instant", None)),
        ({"name": "smollm2:360m", "publisher": "Ollama"}, (FoundType.OLLAMA_MODEL, "smollm2:360m", None)),
        ({"name": "hf.co/heron-ai/chat-GGUF:Q4_K_M"}, (MODEL, "heron-ai/chat-GGUF", None)),
        ({"name": "openai/gpt-oss-20b"}, (MODEL, "openai/gpt-oss-20b", None)),
        ({"purl": "pkg:ollama/library/llama3.1@8b"}, (FoundType.OLLAMA_MODEL, "llama3.1:8b", None)),
        ({"purl": "pkg:docker/ai/smollm2@360M"}, (FoundType.OLLAMA_MODEL, "ai/smollm2:360M", None)),
        (
            {"purl": "pkg:oci/smollm2?repository_url=docker.io/ai/smollm2&tag=360M"},
            (FoundType.OLLAMA_MODEL, "ai/smollm2:360M", None),
        ),
        ({"purl": "pkg:modelscope/heron-ai/chat"}, (FoundType.MODELSCOPE_MODEL, "heron-ai/chat", None)),
        ({"name": "chat", "purl": "pkg:mlflow/chat@3?repository_url=https://k:s@m.example"}, (BARE, "chat", None)),
        ({"purl": "pkg:mlflow/chat@3?repository_url=https://k:s@m.example"}, (BARE, "pkg:mlflow/chat@3", None)),
        ({"name": "chat", "purl": "pkg:github/heron-ai/chat-code@v1"}, (BARE, "chat", None)),
        ({"name": "Internal Chat Model", "version": "2"}, (BARE, "Internal Chat Model", None)),
        ({"name": "chat", "publisher": "Heron Inc."}, (BARE, "chat", None)),
        ({"bom-ref": "m-1"}, (BARE, "m-1", None)),
        ({}, (BARE, "a model without a name", None)),
        ({"name": "./weights/chat.gguf"}, (FoundType.LOCAL_OR_URL, "./weights/chat.gguf", None)),
        ({"name": "your-org/your-model"}, (FoundType.PLACEHOLDER, "your-org/your-model", None)),
    ],
)
def test_a_model_is_resolved_from_what_its_component_says(fields: dict[str, Any], wanted: Any) -> None:
    assert one(**fields) == wanted


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("https://huggingface.co/heron-ai/chat", (MODEL, "heron-ai/chat", None)),
        ("https://hf.co/heron-ai/chat/tree/main", (MODEL, "heron-ai/chat", None)),
        (f"https://huggingface.co/heron-ai/chat/commit/{SHA}", (MODEL, "heron-ai/chat", SHA)),
        ("https://www.modelscope.cn/models/heron-ai/chat", (FoundType.MODELSCOPE_MODEL, "heron-ai/chat", None)),
        ("https://ollama.com/library/smollm2:360m", (FoundType.OLLAMA_MODEL, "smollm2:360m", None)),
        ("https://api-inference.huggingface.co/models/heron-ai/chat", (MODEL, "heron-ai/chat", None)),
        ("https://www.kaggle.com/models/heron/chat?key=s", (BARE, "Chat", None)),
        ("https://huggingface.co/heron-ai", (BARE, "Chat", None)),
        ("https://huggingface.co/datasets/heron-ai/talk", (BARE, "Chat", None)),
        ("https://huggingface.co/spaces/heron-ai/demo", (BARE, "Chat", None)),
    ],
)
@pytest.mark.parametrize("kind", ["website", "distribution", "other"])
def test_external_references_lead_to_a_model(url: str, wanted: Any, kind: str) -> None:
    assert one(name="Chat", externalReferences=[{"type": kind, "url": url}]) == wanted


def test_of_several_addresses_that_of_the_model_itself_counts() -> None:
    links = ["https://huggingface.co/heron-ai/base", "https://huggingface.co/heron-ai/chat"]
    assert one(name="Chat", externalReferences=[{"type": "other", "url": url} for url in links])[1] == "heron-ai/chat"


def test_an_abbreviated_commit_is_completed_where_the_bill_has_it_in_full() -> None:
    purl = {"purl": f"pkg:huggingface/heron-ai/chat@{SHA[:8]}"}
    assert one(**purl)[2] == SHA[:8]
    link = {"type": "vcs", "url": f"https://huggingface.co/heron-ai/chat/commit/{SHA}"}
    assert one(**purl, externalReferences=[link])[2] == SHA
    other = {"type": "vcs", "url": f"https://huggingface.co/heron-ai/chat/commit/{SHA[::-1]}"}
    assert one(**purl, externalReferences=[other])[2] == SHA[:8]
    elsewhere = {"type": "vcs", "url": f"https://huggingface.co/heron-ai/base/commit/{SHA}"}
    assert one(group="heron-ai", name="chat", externalReferences=[elsewhere])[1:] == ("heron-ai/base", SHA)


def test_a_supplier_that_is_no_account_we_know_is_only_possible() -> None:
    (item,) = discover_text("x.json", bill({"type": ML, "name": "chat", "supplier": {"name": "heron"}}))
    assert (item.reference, item.certainty) == ("heron/chat", Certainty.POSSIBLE)


def test_what_is_no_model_is_silent() -> None:
    parts: list[dict[str, Any]] = [
        {"type": "library", "group": "heron", "name": "chat", "purl": "pkg:pypi/chat@1"},
        {"type": "library", "name": "tokenizers", "purl": "pkg:pypi/tokenizers@1"},
        {"type": "library", "externalReferences": [{"type": "documentation", "url": "https://hf.co/heron-ai/chat"}]},
        {"type": "library", "externalReferences": [{"type": "website", "url": "https://huggingface.co/docs/hub"}]},
        {"type": "data", "name": "settings", "data": [{"type": "configuration"}]},
        {"type": "container", "name": "web", "purl": "pkg:docker/library/nginx@1"},
        {"type": "application", "name": "Llama-3.1-8B"},
    ]
    assert named(bill(*parts)) == []


def test_a_library_that_lies_on_the_hub_is_a_model() -> None:
    link = {"type": "distribution", "url": "https://huggingface.co/heron-ai/chat"}
    assert named(bill({"type": "library", "name": "chat", "externalReferences": [link]})) == [
        (MODEL, "heron-ai/chat", None)
    ]


def test_data_sets_inline_by_reference_and_missing() -> None:
    model = {
        "type": ML,
        "name": "heron-ai/chat",
        "modelCard": {
            "modelParameters": {
                "datasets": [
                    {"ref": "d-1"},
                    {"ref": "gone"},
                    {"type": "dataset", "name": "heron-ai/inline"},
                    {"name": "x", "contents": {"url": "https://huggingface.co/datasets/heron-ai/linked"}},
                ]
            }
        },
    }
    data = {"type": "data", "bom-ref": "d-1", "name": "talk", "purl": f"pkg:huggingface/heron-ai/talk@{SHA}"}
    assert set(named(bill(model, data))) == {
        (MODEL, "heron-ai/chat", None),
        (DATASET, "heron-ai/talk", SHA),
        (DATASET, "heron-ai/inline", None),
        (DATASET, "heron-ai/linked", None),
        (BARE, "gone", None),
    }


def test_components_at_any_depth() -> None:
    def part(name: str) -> dict[str, Any]:
        return {"type": ML, "name": f"heron-ai/{name}"}

    text = bill(
        {"type": "application", "components": [part("nested")]},
        {"type": ML, "name": "heron-ai/tuned", "pedigree": {"ancestors": [{"name": "heron-ai/ancestor"}]}},
        metadata={"component": part("root"), "tools": {"components": [{"type": "application", "name": "tool"}]}},
        formulation=[{"components": [part("made")]}],
        declarations={"targets": {"components": [part("declared")]}},
    )
    found = {reference for _, reference, _ in named(text)}
    assert found == {f"heron-ai/{name}" for name in ("nested", "tuned", "ancestor", "root", "made", "declared")}


def test_services_name_models() -> None:
    properties = [{"name": "cdx:ai:modelId", "value": name} for name in ("chat", "gpt-4o", "mystery")]
    service = {"name": "API", "provider": {"name": "openai"}, "properties": properties}
    other = {"name": "Talk", "endpoints": ["https://api.anthropic.com/v1/messages"]}
    plain = {"name": "Mail", "endpoints": ["https://mail.example/v1"]}
    text = bill({"type": ML, "name": "heron-ai/chat"}, services=[service, other, plain])
    assert set(named(text)) == {
        (MODEL, "heron-ai/chat", None),
        (API, "openai:gpt-4o", None),
        (BARE, "mystery", None),
        (BARE, "Talk", None),
    }


def test_a_key_that_stands_twice_hides_nothing() -> None:
    text = (
        f'{{"bomFormat": "CycloneDX", "components": [{{"type": "{ML}", "name": "heron-ai/a"}}],'
        f'"components": [{{"type": "{ML}", "type": "library", "name": "heron-ai/b"}}], "components": []}}'
    )
    assert {name for _, name, _ in named(text)} == {"heron-ai/a", "heron-ai/b"}


def test_a_purl_anywhere_else_in_the_bill_counts() -> None:
    text = bill(dependencies=[{"ref": "app", "dependsOn": ["pkg:huggingface/heron-ai/chat"]}])
    assert named(text) == [(MODEL, "heron-ai/chat", None)]


XML = f"""<?xml version="1.0" encoding="UTF-16"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.6" version="1">
 <metadata><component type="application"><name>app</name></component></metadata>
 <components>
  <component type="{ML}" bom-ref="m">
   <group>heron-ai</group><name>chat</name>
   <modelCard><modelParameters><datasets>
    <dataset><type>dataset</type><name>heron-ai/talk</name></dataset><ref>gone</ref>
   </datasets></modelParameters></modelCard>
   <pedigree><ancestors><component type="{ML}"><purl>pkg:huggingface/heron-ai/base@{SHA}</purl></component></ancestors>
   </pedigree>
  </component>
  <component type="{ML}"><name>x</name><externalReferences>
   <reference type="website"><url>https://huggingface.co/heron-ai/linked</url></reference></externalReferences>
  </component>
  <component type="library"><group>heron</group><name>lib</name></component>
 </components>
</bom>"""


def test_cyclonedx_in_xml() -> None:
    assert set(named(XML, "bom.xml")) == {
        (MODEL, "heron-ai/chat", None),
        (DATASET, "heron-ai/talk", None),
        (BARE, "gone", None),
        (MODEL, "heron-ai/base", SHA),
        (MODEL, "heron-ai/linked", None),
    }
    lines = {item.reference: item.line for item in discover_text("bom.xml", XML)}
    assert (lines["heron-ai/chat"], lines["heron-ai/base"]) == (5, 10)


def test_the_specs_namespace_may_be_missing() -> None:
    assert len(named(XML.replace(' xmlns="http://cyclonedx.org/schema/bom/1.6"', ""), "bom.xml")) == 5


TAGS = f"""SPDXVersion: SPDX-2.3
SPDXID: SPDXRef-DOCUMENT
Unheard: of
PackageName: chat
SPDXID: SPDXRef-a
ExternalRef: PACKAGE-MANAGER purl pkg:huggingface/heron-ai/chat@{SHA}
PackageComment: <text>
PackageName: heron-ai/in-a-comment
</text>
PackageName: talk
SPDXID: SPDXRef-b
PackageDownloadLocation: git+https://huggingface.co/datasets/heron-ai/talk@{SHA}
PackageName: Llama-3.1-8B
PackageSupplier: Organization: meta-llama (x@example.org)
PackageName: secret
SPDXID: SPDXRef-c
PrimaryPackagePurpose: MODEL
PackageName: numpy
ExternalRef: PACKAGE-MANAGER purl pkg:pypi/numpy@2
PackageName: base
SPDXID: SPDXRef-d
Relationship: SPDXRef-c DESCENDANT_OF SPDXRef-d
Relationship: SPDXRef-c TRAINED_ON SPDXRef-e
"""
OF_TAGS = {
    (MODEL, "heron-ai/chat", SHA),
    (DATASET, "heron-ai/talk", SHA),
    (MODEL, "meta-llama/Llama-3.1-8B", None),
    (BARE, "secret", None),
    (BARE, "base", None),
    (BARE, "SPDXRef-e", None),
}


@pytest.mark.parametrize("file", ["bom.spdx", "bom.spdx.txt", "bom.tag"])
def test_spdx_in_tags(file: str) -> None:
    assert set(named(TAGS, file)) == OF_TAGS
    assert {item.reference: item.line for item in discover_text(file, TAGS)}["heron-ai/chat"] == 5


PACKAGES = {
    "spdxVersion": "SPDX-2.3",
    "packages": [
        {
            "name": "chat",
            "SPDXID": "SPDXRef-a",
            "externalRefs": [{"referenceType": "purl", "referenceLocator": f"pkg:huggingface/heron-ai/chat@{SHA}"}],
        },
        {"name": "talk", "downloadLocation": f"https://huggingface.co/datasets/heron-ai/talk/tree/{SHA}"},
        {"name": "Llama-3.1-8B", "supplier": "Organization: meta-llama"},
        {"name": "secret", "SPDXID": "SPDXRef-c", "primaryPackagePurpose": "MODEL"},
        {"name": "numpy", "externalRefs": [{"referenceLocator": "pkg:pypi/numpy@2"}]},
        {"name": "base", "SPDXID": "SPDXRef-d"},
    ],
    "relationships": [
        {"spdxElementId": "SPDXRef-c", "relationshipType": "DESCENDANT_OF", "relatedSpdxElement": "SPDXRef-d"},
        {"spdxElementId": "SPDXRef-c", "relationshipType": "TRAINED_ON", "relatedSpdxElement": "SPDXRef-e"},
    ],
}


def test_spdx_2_in_json_yaml_and_wrapped() -> None:
    import yaml

    assert set(named(json.dumps(PACKAGES))) == OF_TAGS
    assert set(named(json.dumps({"sbom": PACKAGES}))) == OF_TAGS
    assert set(named(json.dumps({"predicate": PACKAGES}) + "\n" + json.dumps({}))) == OF_TAGS
    assert set(named(yaml.safe_dump(PACKAGES), "bom.yaml")) == OF_TAGS


RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:s="http://spdx.org/rdf/terms#">
 <rdf:Description rdf:about="https://example.org/#SPDXRef-a">
  <rdf:type rdf:resource="http://spdx.org/rdf/terms#Package"/><s:name>chat</s:name>
  <s:externalRef rdf:nodeID="n"/>
 </rdf:Description>
 <s:ExternalRef rdf:nodeID="n"><s:referenceLocator>pkg:huggingface/heron-ai/chat@{SHA}</s:referenceLocator>
 </s:ExternalRef>
 <s:Package rdf:about="https://example.org/#SPDXRef-c"><s:name>secret</s:name>
  <s:primaryPackagePurpose rdf:resource="http://spdx.org/rdf/terms#purpose_model"/>
  <s:relationship><s:Relationship>
   <s:relationshipType rdf:resource="http://spdx.org/rdf/terms#relationshipType_descendantOf"/>
   <s:relatedSpdxElement><s:Package rdf:about="https://example.org/#SPDXRef-d"><s:name>base</s:name></s:Package>
   </s:relatedSpdxElement></s:Relationship></s:relationship>
 </s:Package>
</rdf:RDF>"""


def test_spdx_2_in_rdf_however_it_is_nested() -> None:
    assert set(named(RDF, "bom.rdf")) == {
        (MODEL, "heron-ai/chat", SHA),
        (BARE, "secret", None),
        (BARE, "base", None),
    }


def test_spdx_3() -> None:
    graph = [
        {"type": "Organization", "spdxId": "urn:o", "name": "mistralai"},
        {"type": "ai_AIPackage", "spdxId": "urn:a", "name": "chat", "suppliedBy": "urn:o"},
        {"type": "software_Package", "spdxId": "urn:b", "name": "heron-ai/b", "software_primaryPurpose": "model"},
        {
            "type": "dataset_DatasetPackage",
            "spdxId": "urn:c",
            "software_packageUrl": f"pkg:huggingface/datasets/heron-ai/talk@{SHA}",
        },
        {"type": "software_Package", "spdxId": "urn:d", "name": "corpus"},
        {"type": "software_Package", "name": "lib", "software_packageUrl": "pkg:pypi/lib@1"},
        {
            "type": "ai_AIPackage",
            "spdxId": "urn:f",
            "externalIdentifier": [
                {"externalIdentifierType": "packageUrl", "identifier": "pkg:huggingface/heron-ai/f"}
            ],
        },
        {"type": "Relationship", "relationshipType": "testedOn", "from": "urn:a", "to": ["urn:d", "urn:elsewhere"]},
    ]
    text = json.dumps({"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": graph})
    assert set(named(text, "x.spdx3.json")) == {
        (MODEL, "mistralai/chat", None),
        (MODEL, "heron-ai/b", None),
        (DATASET, "heron-ai/talk", SHA),
        (BARE, "corpus", None),
        (MODEL, "heron-ai/f", None),
        (BARE, "urn:elsewhere", None),
    }


def test_lines_follow_the_order_of_like_names() -> None:
    text = bill(*({"type": ML, "name": "chat", "version": str(number)} for number in range(3)))
    assert [item.line for item in discover_text("x.json", text)] == [5, 10, 15]


def test_a_bare_name_says_what_may_be_meant() -> None:
    (item,) = discover_text("x.json", bill({"type": ML, "name": "Llama-3.1-8B"}))
    assert (item.type, item.note) == (BARE, "may be meta-llama/Llama-3.1-8B")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16-le", "utf-16-be"])
def test_marks_are_seen_in_every_encoding(encoding: str) -> None:
    assert is_marked(("\ufeff" + bill({"type": ML, "name": "heron-ai/chat"})).encode(encoding))
    assert not is_marked(("\ufeff" + json.dumps({"name": "heron-ai/chat"})).encode(encoding))


def test_spdx_2_in_plain_xml() -> None:
    import xml.etree.ElementTree as ET

    root = ET.Element("Document")

    def put(parent: ET.Element, value: Any) -> None:
        for key, item in value.items():
            for one_of in item if isinstance(item, list) else [item]:
                child = ET.SubElement(parent, key)
                if isinstance(one_of, dict):
                    put(child, one_of)
                else:
                    child.text = one_of

    put(root, PACKAGES)
    assert set(named(ET.tostring(root, "unicode"), "bom.spdx.xml")) == OF_TAGS


def test_what_is_no_bill_is_none() -> None:
    assert not is_bill("package.json", '{"name": "x", "dependencies": {}}')
    assert not is_bill("README.md", TAGS)
    assert not is_bill("pom.xml", "<project><name>bom</name></project>")
    schema = {"properties": {"bomFormat": {"type": "string"}, "modelCard": {"$ref": "#/x"}, "name": {"type": "data"}}}
    assert named(json.dumps(schema)) == []


def test_a_collection_that_an_alias_stands_for_is_read() -> None:
    text = (
        "spdxVersion: SPDX-2.3\nx-shared: &it\n  name: heron-ai/chat\n  primaryPackagePurpose: MODEL\n"
        "packages:\n- *it\n- {<<: *it, name: heron-ai/draw}\n- {<<: [*it], name: heron-ai/talk}\n"
    )
    assert [name for _, name, _ in named(text, "x.yaml")] == ["heron-ai/chat", "heron-ai/draw", "heron-ai/talk"]
    text = "spdxVersion: SPDX-2.3\nx: &all\n- {name: heron-ai/chat, primaryPackagePurpose: MODEL}\npackages: *all\n"
    assert [name for _, name, _ in named(text, "x.yaml")] == ["heron-ai/chat"]


def test_a_tag_value_bill_may_be_indented() -> None:
    text = "  SPDXVersion: SPDX-2.3\n  PackageName: heron-ai/chat\n  PrimaryPackagePurpose: MODEL\n"
    assert named(text, "x.spdx") == [(MODEL, "heron-ai/chat", None)]


@pytest.mark.parametrize("file", ["x.json", "x.intoto.jsonl", "x.sigstore"])
@pytest.mark.parametrize("is_bundle", [False, True])
def test_a_signed_attestation_is_opened(file: str, is_bundle: bool) -> None:
    statement = json.dumps({"predicateType": "https://cyclonedx.org/bom", "predicate": json.loads(bill(CHAT))})
    payload = base64.b64encode(statement.encode()).decode()
    envelope = {"payloadType": "application/vnd.in-toto+json", "payload": payload, "signatures": []}
    text = json.dumps({"dsseEnvelope": envelope} if is_bundle else envelope)
    assert is_bill(file, text)
    assert named(text, file) == [(MODEL, "heron-ai/chat", None)]
    assert read_text(file, text.replace(payload, "{}")) == ((), "holds a signed payload that is no JSON")


def test_a_bill_by_its_own_ending() -> None:
    assert named(bill(CHAT), "x.sbom") == [(MODEL, "heron-ai/chat", None)]


@pytest.mark.parametrize("file", ["x.sbom", "x.intoto.jsonl", "x.intoto", "x.sigstore"])
def test_a_file_with_the_ending_of_a_bill_is_looked_at(file: str) -> None:
    assert language(f"reports/{file}") is BILLS
    assert language("data.jsonl") is None
