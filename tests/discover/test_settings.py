"""Settings in JSON, TOML, INI and properties."""

from __future__ import annotations

import json

import pytest

from auditor.discover import discover_text, read_text
from auditor.discover.entries import of_ini, of_json, of_toml


def ids(name: str, text: str) -> list[str]:
    return [f"{item.line} {item.type} {item.reference.removeprefix('openai:')}" for item in discover_text(name, text)]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.toml", '[model]\nmodel_id = "oo/a"\n', ["2 model oo/a"]),
        ("a.toml", '[embedder]\nname = "oo/a"\n[openai]\nmodel = "gpt-4o"\n', ["2 model oo/a", "4 api_model gpt-4o"]),
        ("a.toml", '[[models]]\nname = "x"\nmodel = "oo/a"\nrevision = "v1"\n', ["3 model oo/a"]),
        ("a.ini", "[rag]\nhf_repo_id = oo/a ; why\n[openai]\nmodel = gpt-4o\n", ["2 model oo/a", "4 api_model gpt-4o"]),
        ("spacy.cfg", '[x.transformer.model]\nname = "oo/bert"\n', ["2 model oo/bert"]),
        ("x.properties", "option.model_id=oo/a\n", ["1 model oo/a"]),
        ("x.properties", "spring.ai.mistral.chat.options.model=open-mixtral\n", ["1 api_model mistral:open-mixtral"]),
        ("x.properties", "app.ai.model-name=${AI_MODEL:oo/a}\n", ["1 model oo/a"]),
        ("config.pbtxt", 'parameters: {\n key: "model_id"\n value: { string_value: "oo/a" }\n}\n', ["3 model oo/a"]),
        ("presets.ini", "[chat]\nhf-repo = oo/a-GGUF:Q4_K_M\n", ["2 model oo/a-GGUF"]),
        ("x.json", '{"llm": {\n"model": "oo/a", "provider": "together"}}', ["2 model oo/a"]),
        ("x.json", '// why\n{"embedding": {"model": "oo/a"}}', ["2 model oo/a"]),
        ("x.json", '{\n"model_id": "oo/a", "x": [', ["2 model oo/a"]),
        ("x.json", '{"environment": [{"name": "HF_MODEL_ID",\n"value": "oo/a"}]}', ["2 model oo/a"]),
        ("x.json", '{"command": ["--model",\n"oo/a"]}', ["2 model oo/a"]),
        ("x.json", '{"apiVersion": "v1", "kind": "X", "storageUri": "hf://oo/a"}', ["1 model oo/a"]),
        ("x.json", '{"embedder": "ms://oo/a"}', ["1 modelscope_model oo/a"]),
        ("x.json", '{"model_uri": "s3://b/c"}', ["1 local_or_url s3://b/c"]),
        ("x.json", '{"agent": {"provider": "groq", "model": "llama-3.1-8b"}}', ["1 api_model groq:llama-3.1-8b"]),
        ("x.json", '{"Environment": [{"Name": "MODEL_ID", "Value": "oo/a"}]}', ["1 model oo/a"]),
        ("x.json", '{"a": 1, // why\n"embedder": "oo/a"}', ["2 model oo/a"]),
        ("x.json", '{"provider": "ollama", "model": "llama3"}', ["1 ollama_model llama3"]),
        (
            "x.json",
            '{"chat": {"baseURL": "https://api.groq.com/v1",\n"models": {"default": ["llama-3.1-8b"]}}}',
            ["2 api_model groq:llama-3.1-8b"],
        ),
        ("x.json", '{"llms": {"chat": "oo/a", "license": "oo/b"}}', ["1 model oo/a"]),
    ],
)  # fmt: skip
def test_models_by_their_keys(name: str, text: str, expected: list[str]) -> None:
    assert ids(name, text) == expected


_MODEL = '{"model_id": "oo/a", "llm": {"model": "gpt-4o"}%s}'


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("package.json", _MODEL % ""),
        ("tsconfig.base.json", _MODEL % ""),
        ("yarn-lock.json", _MODEL % ""),
        ("locales/fr.json", _MODEL % ""),
        ("data/rows.json", _MODEL % ""),
        ("x.json", _MODEL % ', "openapi": "3.1.0"'),
        ("x.json", _MODEL % ', "$schema": "http://json-schema.org/draft-07/schema#"'),
        ("x.json", _MODEL % ', "usage": {"total_tokens": 1}'),
        ("x.json", "[" + _MODEL % "" + "]"),
        ("x.json", '{"parent": "block/cube", "model": "block/stone"}'),
        ("x.json", '{"model": {"repository": "oo/image", "tag": "v1", "temperature": 1}}'),
        ("x.json", '{"openai": {"model_key": "oo/a", "model": "models/a", "path": "oo/b"}}'),
        ("Cargo.toml", '[package]\nrepository = "https://github.com/oo/a"\n'),
        ("x.toml", '[llm]\napi_key = "oo/a"\ntoken = "oo/b"\nmodel = "small"\n'),
        ("x.ini", "[app]\nmodel = app/user\n"),
    ],
)
def test_what_is_not_settings_names_nothing(name: str, text: str) -> None:
    assert ids(name, text) == []


def test_a_label_is_no_model() -> None:
    served = '{"llm": {"model_loading_config": {"model_id": "oo/served", "model_source": "oo/a"}}}'
    assert ids("x.json", served) == ["1 model oo/a"]
    assert ids("x.json", '{"models": [{"name": "oo/label", "model": "oo/a", "temperature": 0}]}') == ["1 model oo/a"]


def test_size_is_bounded() -> None:
    large = json.dumps({"model_id": "oo/a", "rows": ["x" * 100] * 4000})
    assert read_text("x.json", large) == ((), None)
    assert read_text("x.ini", "[a]\nmodel_id = oo/a\n" + "b = c\n" * 60_000)[1] is not None
    many = json.dumps({"model_id": "oo/a", "rows": ["x"] * 10_000})
    assert discover_text("x.json", many) == ()


def test_keys_of_endless_parts_are_given_up() -> None:
    assert read_text("x.toml", "model_id" + ".a" * 100_000 + " = 1")[1] is not None
    assert read_text("x.toml", 'model_id = "oo/a"\nx = "' + "a." * 100 + '"\n')[1] is None


def test_values_that_stand_twice_have_lines_of_their_own() -> None:
    assert [item.line for item in of_json('{"a": "x",\n"b": "y",\n"c": "x",\n"c": "z"}')] == [1, 2, 3, 4]
    assert [item.line for item in of_toml("a = \"x\"\nb = 'x'\n")] == [1, 2]
    assert [(item.path, item.line) for item in of_ini("a.b = x\n[s]\nc: x\n")] == [(("a", "b"), 1), (("s", "c"), 3)]


@pytest.mark.parametrize(
    "text", ["[", "a = ", "\0", '{"a": ' * 9000, "[" * 9000, "a = [" * 5000, "[a]\n[a]\nb=1\nb=2\n"]
)
def test_faulty_texts_give_what_can_be_read(text: str) -> None:
    for read in (of_json, of_toml, of_ini):
        assert isinstance(read(text), list)


@pytest.mark.parametrize("beside", ["make: vw", "manufacturer: HP", "sku: 12"])
def test_the_model_of_a_thing_is_none_of_ours(beside: str) -> None:
    assert discover_text("stock.yaml", f"chat: yes\nitem:\n  {beside}\n  model: golf/gti\n") == ()
