"""The fixture repository, and the kinds of file that it shows."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest

from auditor.discover import discover_text, language
from auditor.discover.kinds import KINDS
from auditor.discover.rendering import as_console, as_json
from auditor.discover.walk import discover_tree
from auditor.schema.discovery import Discovery, Found, FoundType

FIXTURES = Path(__file__).parents[2] / "fixtures" / "manifests"


@pytest.fixture(scope="module")
def discovery() -> Discovery:
    return discover_tree(FIXTURES / "repo")


def ids(name: str, text: str) -> list[tuple[int, str, str]]:
    return [(item.line, str(item.type), item.reference) for item in discover_text(name, text)]


def test_the_fixture_gives_what_is_expected(discovery: Discovery) -> None:
    assert json.loads(as_json(discovery)) == json.loads((FIXTURES / "expected.json").read_text("utf-8"))


def test_every_kind_is_in_the_table_and_in_the_fixture(discovery: Discovery) -> None:
    assert {item.kind for item in discovery.found} == set(KINDS)


def test_findings_are_values(discovery: Discovery) -> None:
    assert pickle.loads(pickle.dumps(discovery)) == discovery
    assert Discovery.model_validate_json(discovery.model_dump_json()) == discovery


def test_the_id_on_the_hub() -> None:
    def found(what: FoundType, reference: str) -> Found:
        return Found(file="x", line=1, kind="k", type=what, reference=reference)

    assert found(FoundType.MODEL, "oo/a").hub_id == "oo/a"
    assert found(FoundType.MODEL_ALIAS, "mini").hub_id == "sentence-transformers/mini"
    assert found(FoundType.MODELSCOPE_MODEL, "oo/a").hub_id is None


def test_console_shows_no_control_characters() -> None:
    item = Found(file="a\x1b[31m.py", line=1, kind="k", type=FoundType.DYNAMIC, reference="x\ny")
    shown = as_console(Discovery(found=(item,), files=1))
    assert "\x1b" not in shown
    assert len(shown.splitlines()) == 2


def test_a_modelfile() -> None:
    assert ids("Modelfile", "FROM llama3.2:1b\nPARAMETER temperature 1\n") == [(1, "ollama_model", "llama3.2:1b")]
    assert ids("x.modelfile", "from hf.co/oo/a\nADAPTER oo/b\n") == [(1, "model", "oo/a"), (2, "model", "oo/b")]


def test_javascript_follows_constants_and_generics() -> None:
    text = (
        "import { pipeline } from '@huggingface/transformers';\nclass P {\n  static model = 'oo/a';\n"
        "  static get() { return pipeline<'x'>(this.task, this.model); }\n}\n"
        "const id = big ? 'oo/b' : 'oo/c';\nAutoModel.from_pretrained(id);\nAutoModel.from_pretrained(unknown);\n"
    )
    assert ids("x.ts", text) == [
        (4, "model", "oo/a"),
        (7, "model", "oo/b"),
        (7, "model", "oo/c"),
        (8, "dynamic", "unknown"),
    ]


def test_rust_datasets() -> None:
    text = 'use hf_hub::Repo;\napi.repo(Repo::new("oo/rows".into(), RepoType::Dataset));\napi.dataset("oo/b".into());\n'
    assert ids("x.rs", text) == [(2, "dataset", "oo/rows"), (3, "dataset", "oo/b")]


def test_markdown_without_fences_is_one_snippet() -> None:
    assert ids("a.md", "model_list:\n  - model_name: x\n    litellm_params:\n      model: groq/llama\n") == [
        (4, "api_model", "groq:llama")
    ]
    assert ids("b.md", "FROM llama3.2\nSYSTEM hi\n") == [(1, "ollama_model", "llama3.2")]
    assert ids("c.md", "$ vllm serve oo/a\n") == [(1, "model", "oo/a")]
    assert ids("d.md", "The model oo/a and `oo/b` are models.\n") == []


def test_a_list_is_one_only_when_most_lines_are_ids() -> None:
    assert ids("models.txt", "oo/a\n- oo/b # why\ngpt2\n") == [
        (1, "model", "oo/a"),
        (2, "model", "oo/b"),
        (3, "model", "gpt2"),
    ]
    assert ids("models.txt", "We use models.\nSuch as\no/a\n") == []
    assert ids("notes.txt", "oo/a\n") == []


def test_spdx_in_both_versions() -> None:
    old = {"spdxVersion": "SPDX-2.3", "packages": [{"externalRefs": [{"referenceLocator": "pkg:huggingface/o2/a@v1"}]}]}
    assert ids("x.spdx.json", json.dumps(old)) == [(1, "model", "o2/a")]
    new = {
        "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld",
        "@graph": [{"type": "ai_AIPackage", "name": "o2/a"}, {"type": "dataset_DatasetPackage", "name": "o2/rows"}],
    }
    assert ids("x.json", json.dumps(new, indent=1)) == [(6, "model", "o2/a"), (10, "dataset", "o2/rows")]


def test_a_package_url_counts_in_any_file_that_is_read() -> None:
    for name in ("x.py", "x.md", "x.yaml", "x.toml", "x.json", "x.csv", "x.js"):
        assert ids(name, "# pkg:huggingface/o2/a@1234\n") == [(1, "model", "o2/a")], name
    assert ids("x.toml", "a = 'pkg:huggingface/datasets/o2/rows'\nb = 'pkg:huggingface/org/name'\n") == [
        (1, "dataset", "o2/rows"),
        (2, "placeholder", "org/name"),
    ]


def test_an_adapter_names_its_base() -> None:
    text = '{\n "base_model_name_or_path": "oo/base",\n "revision": "v1"\n}'
    assert ids("out/adapter_config.json", text) == [(2, "model", "oo/base")]
    assert discover_text("other.json", text)[0].kind == "settings"


@pytest.mark.parametrize("name", ["a.png", "a.c", "LICENSE", "a", "x.gguf", ".py/none"])
def test_other_files_are_not_read(name: str) -> None:
    assert language(name) is None
    assert discover_text(name, "AutoModel.from_pretrained('oo/a')") == ()


def test_a_byte_order_mark_and_windows_line_ends() -> None:
    assert ids("x.py", "\ufefffrom transformers import A\r\nA.from_pretrained('oo/a')\r\n") == [(2, "model", "oo/a")]
