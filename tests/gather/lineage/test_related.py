"""Bases and datasets, wherever a repository names them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.gather.lineage.related import Named, bases, datasets
from auditor.parse.metadata import read_metadata
from auditor.schema.evidence import Relation
from tests.gather.lineage.reads import papers_of


def _bases(front: str = "", files: dict[str, str] | None = None, **raw: Any) -> list[Named]:
    return list(bases(papers_of("", "me/mine", front, files, **raw)))


def _pairs(found: list[Named]) -> list[tuple[str, str]]:
    return [(item.id, item.relation.value) for item in found]


@pytest.mark.parametrize(
    ("front", "ids"),
    [
        ("base_model: a/b", ["a/b"]),
        ("base_model: gpt2", ["gpt2"]),
        ("base_model:\n- a/b\n- c/d\n- a/b\n- A/B", ["a/b", "c/d"]),
        ("base_model: '  a/b  '", ["a/b"]),
        ("base_model: https://huggingface.co/a/b/", ["a/b"]),
        ("base_model: hf://a/b", ["a/b"]),
        ("base_model: http://www.huggingface.co/a/b", ["a/b"]),
        ("base_model: https://hf.co/a/b/tree/main", ["a/b"]),
        ("base_model: https://huggingface.co/a/b?library=x", ["a/b"]),
        (
            "base_model: /home/x/.cache/huggingface/hub/models--meta-llama--Llama-3.1-8B/snapshots/0a1",
            ["meta-llama/Llama-3.1-8B"],
        ),
        ("base_model: {name: a/b}", ["a/b"]),
        ("base_model: [{id: a/b}, c/d]", ["c/d", "a/b"]),
        ("base_model: {version: a/b}", []),
        ("base-model: a/b", ["a/b"]),
        ("base_models: [a/b, c/d]", ["a/b", "c/d"]),
        ("model-base: a/b", ["a/b"]),
        ("base_model_name: a/b", ["a/b"]),
        ("base_modell: a/b", ["a/b"]),
        ("base_mdoel: a/b", ["a/b"]),
        ("basemode: a/b", ["a/b"]),
        ("base_module: a/b", []),
        ("base_modules: a/b", []),
        ("parent: a/b", ["a/b"]),
        ("parent: Ann", []),
        ("base: true", []),
        ("backbone: Llama 2 7B", ["Llama 2 7B"]),
        ("backbone: a large one", []),
        ("pretrained_model: {name: a/b}", ["a/b"]),
        ("pretrained: yes", []),
        ("tags: [base_model:a/b, base, llama]", ["a/b"]),
        ("base_model: [[a/b], {c: d}, null, 7, '']", ["7"]),
        ("base_model:", []),
        ("base_model: ''", []),
        ("base_model: ME/Mine", []),
        ("other: a/b", []),
    ],
)
def test_from_the_card(front: str, ids: list[str]) -> None:
    assert [item.id for item in _bases(front)] == ids


def test_the_card_is_cited_by_line_and_the_body_by_pointer() -> None:
    [first, second] = _bases("license: mit\nbase_model:\n- a/b", cardData={"base_model": ["a/b", "c/d"]})
    assert (first.file, first.line, first.quote) == ("README.md", 4, "base_model: a/b")
    assert (second.file, second.pointer, second.quote) == ("metadata.json", "/cardData/base_model/1", "c/d")
    [single] = _bases(cardData={"base_model": "a/b"})
    assert single.pointer == "/cardData/base_model"


@pytest.mark.parametrize(
    ("tags", "found"),
    [
        (["base_model:x/y"], [("x/y", "derived")]),
        (["base_model:finetune:x/y"], [("x/y", "finetune")]),
        (["base_model:x/y", "base_model:finetune:x/y"], [("x/y", "finetune")]),
        (["base_model:quantized:x/y", "base_model:adapter:a/b"], [("x/y", "quantized"), ("a/b", "adapter")]),
        (["base_model:merge:x/y"], [("x/y", "merge")]),
        (["base_model:gpt2"], [("gpt2", "derived")]),
        (["base_model:", "base_model:finetune:", "base_model::x/y", "base_models:x/y"], []),
    ],
)
def test_from_tags(tags: list[str], found: list[tuple[str, str]]) -> None:
    assert [pair for pair in _pairs(_bases(tags=tags)) if Named(pair[0], Relation.DERIVED, "").is_hub_id] == found


@pytest.mark.parametrize(
    ("block", "found"),
    [
        (
            {"relation": "merge", "models": [{"_id": "1", "id": "a/b"}, {"id": "c/d"}]},
            [("a/b", "merge"), ("c/d", "merge")],
        ),
        ({"relation": "unheard-of", "models": [{"id": "a/b"}]}, [("a/b", "derived")]),
        ({"relation": ["x"], "models": [{"id": "a/b"}]}, [("a/b", "derived")]),
        ({"models": ["a/b", {"id": 7}, {}, None]}, []),
        ({"models": {"id": "a/b"}}, []),
        (["a/b"], []),
        (None, []),
    ],
)
def test_from_the_hubs_own_tree(block: Any, found: list[tuple[str, str]]) -> None:
    assert _pairs(_bases(baseModels=block)) == found


def test_a_base_in_a_misspelt_key_is_cited_where_it_stands() -> None:
    [found] = _bases("license: mit\nbase-model:\n- {name: a/b}")
    assert (found.line, found.quote) == (4, "base-model: a/b")
    [found] = _bases(cardData={"base~model": {"name": "a/b"}})
    assert found.pointer == "/cardData/base~0model/name"


@pytest.mark.parametrize(
    ("front", "relation"),
    [
        ("finetuned_from: a/b", "finetune"),
        ("fine-tuned from: a/b", "finetune"),
        ("teacher: a/b", "distilled"),
        ("quantized_from: a/b", "quantized"),
        ("merged_from: [a/b]", "merge"),
        ("lora_for: a/b", "adapter"),
        ("mirror of: a/b", "mirror"),
        ("tags: [base_model:adapter:a/b]", "adapter"),
        ("parent: a/b", "derived"),
    ],
)
def test_another_key_says_how_it_comes_from_there(front: str, relation: str) -> None:
    [found] = _bases(front)
    assert (found.id, found.relation.value, found.line) == ("a/b", relation, 2)


def test_what_the_card_calls_the_relation_holds_for_its_bases() -> None:
    assert _pairs(_bases("base_model: a/b\nbase_model_relation: quantized")) == [("a/b", "quantized")]
    assert _pairs(_bases("base_model: a/b", cardData={"base_model_relation": "merge"})) == [("a/b", "merge")]
    assert _pairs(_bases("base_model: a/b\nbase_model_relation: [x]")) == [("a/b", "derived")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"base_model_name_or_path": "a/b"}', [("a/b", "adapter")]),
        ('{"base_model_name_or_path": "./out/checkpoint-500"}', [("./out/checkpoint-500", "adapter")]),
        ('{"base_model_name_or_path": null}', []),
        ('{"base_model_name_or_path": ["a/b"]}', []),
        ('{"base_model_name_or_path": " "}', []),
        ("[]", []),
        ("{", []),
        ("[" * 100_000, []),
    ],
    ids=range(8),
)
def test_from_the_adapter_configuration(text: str, found: list[tuple[str, str]]) -> None:
    assert _pairs(_bases(files={"adapter_config.json": text})) == found


MERGEKIT = """\
slices:
- sources:
  - model: a/b
    layer_range: [0, 32]
  - model:
      model: {path: c/d}
models: [{model: e/f}, {model: ./local}]
base_model: g/h
merge_method: slerp
"""


@pytest.mark.parametrize("name", ["mergekit_config.yml", "mergekit_config.yaml"])
def test_from_the_merge_configuration(name: str) -> None:
    found = _bases(files={name: MERGEKIT})
    assert _pairs(found) == [(item, "merge") for item in ("a/b", "c/d", "e/f", "./local", "g/h")]
    assert [item.line for item in found] == [3, 6, 7, 7, 8]


def test_an_adapter_laid_over_a_merged_model_is_a_parent_too() -> None:
    found = _bases(files={"mergekit_config.yml": "models:\n- model: a/b+c/lora\n- model: d/e+lora\n"})
    assert [item.id for item in found] == ["a/b", "c/lora", "d/e"]


@pytest.mark.parametrize("text", ["[", "&x [*x]", "model", "", "a: " + "[" * 100_000], ids=range(5))
def test_a_merge_configuration_that_cannot_be_read_names_nothing(text: str) -> None:
    assert _bases(files={"mergekit_config.yml": text}) == []


def test_itself_is_no_base_in_any_spelling() -> None:
    found = _bases("base_model: [me/mine, a/b]", tags=["base_model:Me/Mine"], cardData={"base_model": "ME/MINE"})
    assert _pairs(found) == [("a/b", "derived")]


def test_a_known_relation_wins_over_an_unknown_one_and_the_first_place_is_cited() -> None:
    [found] = _bases("base_model: a/b", tags=["base_model:adapter:A/B"])
    assert (found.relation, found.file) == (Relation.ADAPTER, "README.md")


@pytest.mark.parametrize(
    ("name", "is_id"),
    [
        ("a/b", True),
        ("gpt2", True),
        ("Org-1/na_me.5", True),
        ("./out", False),
        ("../x", False),
        ("/data/llama", False),
        ("~/llama", False),
        ("C:\\llama", False),
        ("../../../etc/passwd", False),
        ("a/b/c", False),
        ("a/b.git", False),
        ("train.ipynb", False),
        ("a b", False),
        ("a/b\n", False),
        ("a/b?x=1", False),
        ("a%2f..", False),
        ("", False),
        ("<img src=x>", False),
        ("n" * 97, False),
    ],
)
def test_a_local_path_is_no_hub_id(name: str, is_id: bool) -> None:
    assert Named(name, Relation.DERIVED, "x").is_hub_id is is_id


def test_datasets_of_card_body_and_tags_each_once() -> None:
    front = "datasets:\n- a/b\n- datasets/c/d\n- https://huggingface.co/datasets/e/f\n- {x: y}"
    body = {"cardData": {"datasets": ["A/B", "g/h", None]}, "tags": ["dataset:i/j", "dataset:a/b", "region:us"]}
    found = datasets(papers_of(front=front, **body))
    assert [item.id for item in found] == ["a/b", "c/d", "e/f", "g/h", "i/j"]
    assert [(item.line, item.pointer) for item in found] == [
        *((3, None), (4, None), (5, None), (None, "/cardData/datasets/1"), (None, "/tags/0"))
    ]
    assert datasets(papers_of(front="datasets: squad"))[0].id == "squad"


JUNK = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8), st.just("a/b"), st.just("base_model:x:y")),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["id", "models", "relation"]), inner)
    ),
    max_leaves=8,
)


@given(
    st.dictionaries(st.sampled_from(["id", "cardData", "tags", "baseModels", "base_model", "datasets"]), JUNK),
    st.text(),
)
def test_junk_names_nothing_or_text(body: dict[str, Any], text: str) -> None:
    body["cardData"] = {
        "base_model": body.get("cardData"),
        "datasets": body.get("tags"),
        "base_model_relation": body.get("id"),
    }
    read = read_metadata(json.dumps(body).encode())
    assert read is not None
    files = {
        "adapter_config.json": json.dumps({"base_model_name_or_path": body.get("id")}),
        "mergekit_config.yml": text,
    }
    for item in [*_bases(text, files, **read.raw), *datasets(papers_of(text, **read.raw))]:
        assert isinstance(item.id, str)
        assert isinstance(item.relation, Relation)
