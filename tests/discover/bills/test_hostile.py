"""Bills that are hostile, break off or are large: an end in bounded time, and nothing unsaid."""

from __future__ import annotations

import json
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.discover import read_text
from auditor.discover.walk import discover_tree

ML = "machine-learning-model"
CHAT = f'{{"type": "{ML}", "name": "heron-ai/chat"}}'
HEAD = '{"bomFormat": "CycloneDX", "components": ['


def references(file: str, text: str) -> set[str]:
    return {item.reference for item in read_text(file, text)[0]}


@pytest.mark.parametrize(
    "text",
    [
        HEAD + CHAT + ', {"type": "' + ML,
        HEAD + CHAT + ', {"type": "x", "name": "a \\" b',
        HEAD + CHAT + "]",
        HEAD + CHAT + "],}",
        HEAD + CHAT + ', {"n": tru]}',
        HEAD + f'{{"type": "{ML}", "name": "heron-ai/chat", "version": ',
        HEAD + CHAT + "]} and more",
    ],
)
def test_what_stands_before_a_fault_is_read_and_the_fault_is_said(text: str) -> None:
    found, unread = read_text("x.json", text)
    assert [item.reference for item in found] == ["heron-ai/chat"]
    assert unread == "is no valid JSON from line 1 on; only what stands before it was read"


BEGUN = (
    '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:s="http://spdx.org/rdf/terms#">'
    '<s:Package r:about="#a"><s:name>heron-ai/chat</s:name><s:summary>Machine-learning model</s:summary>'
    "</s:Package><s:Package>"
)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("x.rdf", BEGUN),
        ("x.xml", f'<bom><components><component type="{ML}"><name>heron-ai/chat</name></component><component>'),
        ("x.yaml", f"bomFormat: CycloneDX\ncomponents:\n- type: {ML}\n  name: heron-ai/chat\n- {{{{ broken\n- ]"),
    ],
)
def test_other_forms_that_break_off(file: str, text: str) -> None:
    found, unread = read_text(file, text)
    assert [item.reference for item in found] == ["heron-ai/chat"]
    assert unread is not None
    assert "only what stands before it was read" in unread


_LETTERS = "abcdefghijklm"
_MANY = "".join(f"<!ENTITY {now} '{f'&{past};' * 10}'>" for past, now in pairwise(_LETTERS))
BOMB = f"<!DOCTYPE bom [<!ENTITY a 'aaaaaaaaaa'>{_MANY}"
BOMBS = {
    "bomb.xml": BOMB + f'] ><bom><components><component type="{ML}"><name>&m;</name></component></components></bom>',
    "outside.xml": "<!DOCTYPE bom [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><bom><components/></bom>",
    "bomb.rdf": BOMB + ']><r:RDF xmlns:s="http://spdx.org/rdf/terms#">&m;</r:RDF>',
    "deep.json": HEAD + CHAT + '], "x": ' + "[" * 200_000,
    "deeper.json": '{"components": [' * 100_000 + '{"bomFormat": "CycloneDX"}',
    "deep.xml": "<bom><components>" + "<component>" * 100_000,
    "deep.yaml": "bomFormat: x\ncomponents: " + "[" * 100_000,
    "number.json": HEAD + CHAT + '], "version": ' + "9" * 500_000 + "}",
    "quotes.json": HEAD + '"' + '\\"' * 100_000,
    "aliases.yaml": "bomFormat: x\na: &a [x]\n" + "".join(f"{'b' * i}: &b{i} [*a, *a]\n" for i in range(1, 50)),
    "merges.yaml": "bomFormat: x\na0: &a0 {k: v}\n"
    + "".join(f"a{i}: &a{i} {{<<: [*a{i - 1}, *a{i - 1}], k{i}: v}}\n" for i in range(1, 2_000)),
    "circle.yaml": "bomFormat: x\na: &a [*a, {<<: *a}]\n",
    "keys.json": "{" + '"components": [], ' * 50_000 + '"bomFormat": "CycloneDX"}',
    "longtext.spdx": "SPDXVersion: x\n" + "PackageName: <text>\n" * 20_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_hostile_bills_end(name: str) -> None:
    start = time.process_time()
    _, unread = read_text(name, BOMBS[name])
    assert time.process_time() - start < 5
    if name not in ("number.json", "keys.json", "longtext.spdx", "aliases.yaml", "merges.yaml", "circle.yaml"):
        assert unread is not None


def test_circles_of_references_end() -> None:
    graph = [
        {"type": "Relationship", "relationshipType": "descendantOf", "from": f"urn:{i}", "to": [f"urn:{(i + 1) % 99}"]}
        for i in range(99)
    ]
    packages = [{"type": "software_Package", "spdxId": f"urn:{i}", "name": f"p{i}"} for i in range(99)]
    packages[0]["type"] = "ai_AIPackage"
    text = json.dumps({"@context": "https://spdx.org/rdf/3.0.1/x", "@graph": [*graph, *packages]})
    assert references("x.json", text) == {f"p{i}" for i in range(99)}
    text = (
        '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:s="http://spdx.org/rdf/terms#">'
        '<s:Package r:about="#a"><s:externalRef r:resource="#a"/><s:relationship r:resource="#a"/></s:Package></r:RDF>'
    )
    assert read_text("x.rdf", text) == ((), None)


def test_many_components() -> None:
    parts = ",".join(f'{{"type":"library","name":"l{i}","purl":"pkg:npm/l{i}@1"}}' for i in range(30_000))
    start = time.process_time()
    found, unread = read_text("x.json", f'{HEAD}{parts},{CHAT}],"version":1}}')
    assert ([item.reference for item in found], unread) == (["heron-ai/chat"], None)
    assert time.process_time() - start < 10


def test_a_large_bill_is_read_and_other_large_files_are_not(tmp_path: Path) -> None:
    padding = '"' + "x" * 2_100_000 + '"'
    (tmp_path / "large.json").write_text(f'{{"components": [{CHAT}], "a": {padding}, "bomFormat": "CycloneDX"}}')
    (tmp_path / "wide.json").write_bytes(
        f'\ufeff{{"components": [{CHAT}], "a": {padding}, "bomFormat": "CycloneDX"}}'.encode("utf-16-le")
    )
    (tmp_path / "data.json").write_text(f'{{"a": {padding}}}')
    (tmp_path / "empty.json").write_text("")
    made = discover_tree(tmp_path)
    assert [(item.file, item.reference) for item in made.found] == [
        ("large.json", "heron-ai/chat"),
        ("wide.json", "heron-ai/chat"),
    ]
    assert [(item.file, item.reason) for item in made.skipped] == [("data.json", "larger than 2,000,000 bytes")]


WORD = st.text(st.characters(codec="utf-8", exclude_characters="\\\"'"), max_size=12)
TEXTS = st.sampled_from(
    [
        *("chat", "heron-ai/chat", "gpt-4o", "openai", "heron-ai", "", "  ", "NOASSERTION", "my model", "../x", "pkg:"),
        *("pkg:huggingface/heron-ai/chat@1", "pkg:huggingface/", "pkg:mlflow/chat@3", "https://hf.co/heron-ai/chat"),
        "https://",
    ]
)
VALUE = st.one_of(TEXTS, WORD, st.none(), st.integers(), st.lists(TEXTS, max_size=2))
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(
            ("name", "group", "publisher", "version", "purl", "bom-ref", "SPDXID", "downloadLocation"), VALUE
        ),
        **dict.fromkeys(("supplier", "manufacturer"), st.one_of(VALUE, st.fixed_dictionaries({"name": VALUE}))),
        "externalReferences": st.lists(st.fixed_dictionaries({"type": VALUE, "url": VALUE}), max_size=2),
        "hashes": st.lists(st.fixed_dictionaries({"content": VALUE}), max_size=1),
        "pedigree": VALUE,
        "components": VALUE,
    },
)
SAYS = st.sampled_from(
    [
        *({"type": name} for name in (ML, "data", "ai_AIPackage", "dataset_DatasetPackage")),
        *({"modelCard": {}}, {"primaryPackagePurpose": "MODEL"}, {"software_primaryPurpose": "model"}),
    ]
)
PIECES = st.sampled_from(
    [
        *'{}[]":,<>&\n\0\ufffe\ud800',
        "</",
        "name",
        "purl",
        "- ",
        "bomFormat",
        "spdxVersion: x",
        "SPDXVersion: x",
        "RDF",
        "<bom>",
    ]
)
PLACES = st.sampled_from(["components", "packages", "@graph"])


@settings(max_examples=60, deadline=None)
@given(says=SAYS, fields=FIELDS, place=PLACES)
def test_no_component_that_says_what_it_is_vanishes(
    says: dict[str, object], fields: dict[str, object], place: str
) -> None:
    text = json.dumps({"bomFormat": "CycloneDX", place: [{**fields, **says}]})
    found, unread = read_text("x.json", text)
    assert unread is None
    assert found
    for item in found:
        assert item.reference.strip()
        item.model_dump_json()


@settings(max_examples=60, deadline=None)
@given(
    file=st.sampled_from(["x.json", "x.xml", "x.yaml", "x.spdx", "x.rdf"]),
    parts=st.lists(PIECES, max_size=40),
)
def test_any_pieces_return(file: str, parts: list[str]) -> None:
    for text in ("".join(parts), '{"bomFormat": "' + "".join(parts), "<bom>" + "".join(parts)):
        for item in read_text(file, text)[0]:
            item.model_dump_json()
