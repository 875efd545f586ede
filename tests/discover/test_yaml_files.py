"""YAML manifests."""

from __future__ import annotations

import pytest

from auditor.discover import discover_text
from auditor.discover.scalars import scalars


def ids(text: str, name: str = "x.yaml", variables: dict[str, str] | None = None) -> list[str]:
    return [
        f"{item.line} {item.kind} {item.type} {item.reference}" + (f"@{item.revision}" if item.revision else "")
        for item in discover_text(name, text, variables)
    ]


def test_scalars_have_paths_and_lines() -> None:
    found = scalars("a: 1\nb:\n  - c: x\n  - |\n    y\n    z\n---\nd: &n e\nf: *n\n")
    assert [(item.path, item.text, item.line) for item in found] == [
        (("a",), "1", 1),
        (("b", 0, "c"), "x", 3),
        (("b", 1), "    y\n    z", 5),
        (("d",), "e", 8),
        (("f",), "e", 9),
    ]


def test_templates_and_faults_do_not_stop_the_reading() -> None:
    text = "{{- if .Values.x }}\nmodel_id: oo/a\n{{- end }}\nname: {{ .Values.name }}\nbroken: [\nmodel_id: oo/b\n"
    assert ids(text) == ["2 yaml model oo/a", "6 yaml model oo/b"]


def test_compose_with_variables() -> None:
    text = (
        "services:\n  x:\n    environment:\n      MODEL_ID: ${M}\n"
        "      OTHER_MODEL: ${N:-oo/b}\n    command: --model ${M}\n"
    )
    assert ids(text, variables={"M": "oo/a"}) == [
        "4 compose_with_env model oo/a",
        "5 docker_compose model oo/b",
        "6 compose_with_env model oo/a",
    ]
    assert ids(text) == [
        "4 docker_compose template ${M}",
        "5 docker_compose model oo/b",
        "6 docker_compose template ${M}",
    ]


@pytest.mark.parametrize(
    "command",
    [
        "command: vllm serve oo/a",
        "command: [vllm, serve, oo/a]",
        "command: [vllm]\n    args: [serve, oo/a]",
        "args: [--model, oo/a]",
        "args: [--model=oo/a]",
        "args: ['--model oo/a']",
        "command: [sh, -c, 'vllm serve oo/a']",
        "command: |\n      set -e\n      vllm serve oo/a",
        "command: >\n      vllm serve\n      oo/a\n      --port 80",
    ],
)
def test_commands_in_every_form(command: str) -> None:
    found = discover_text("pod.yaml", f"apiVersion: v1\nkind: Pod\nspec:\n  - x: 1\n    {command}\n")
    assert [(item.kind, item.reference) for item in found] == [("k8s_helm", "oo/a")]


def test_kubernetes_by_uri_and_by_variable() -> None:
    text = "apiVersion: v1\nkind: X\nspec:\n  uri: hf://oo/a@v1\n  env:\n    - name: MODEL_ID\n      value: oo/b\n"
    assert ids(text) == ["4 k8s_helm model oo/a@v1", "7 k8s_helm model oo/b"]


def test_actions() -> None:
    text = "on: push\njobs:\n  t:\n    steps:\n      - run: hf download oo/a\n        env: {HF_MODEL: oo/b}\n"
    assert ids(text) == ["5 github_actions model oo/a", "6 github_actions model oo/b"]


def test_axolotl() -> None:
    text = (
        "base_model: oo/a\nbase_model_revision: v1\ndatasets:\n"
        "  - path: oo/rows\n    type: alpaca\n  - path: json\nhub_model_id: oo/out\n"
    )
    assert ids(text + "learning_rate: 1e-4\n") == ["1 training_yaml model oo/a@v1", "4 training_yaml dataset oo/rows"]


def test_llama_factory_and_mixtures() -> None:
    text = "model_name_or_path: oo/a\ndataset: alpaca_en\nlora_rank: 8\ndataset_mixer:\n  oo/rows: 0.5\n  oo/more: 1\n"
    assert [item.split(" ", 2)[2] for item in ids(text)] == ["model oo/a", "dataset oo/rows", "dataset oo/more"]


def test_mergekit_with_a_layer_range() -> None:
    text = (
        "merge_method: slerp\nslices:\n  - sources:\n      - model: oo/a\n"
        "        layer_range: [0, 8]\nbase_model: ./local\n"
    )
    assert ids(text) == ["4 mergekit model oo/a", "6 mergekit local_or_url ./local"]


def test_llama_swap() -> None:
    text = "models:\n  a:\n    cmd: >\n      llama-server\n      -hf oo/a-GGUF:Q4\n      --port 1\n"
    assert ids(text) == ["5 llamacpp_hf model oo/a-GGUF"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("llm_hf_repo_id: oo/a\nembedder_model_name: oo/b\n", "1 yaml model oo/a|2 yaml model oo/b"),
        ("lora-modules: [x=oo/a]\n", "1 yaml model oo/a"),
        ("llm:\n  provider: groq\n  model: llama-3.1-8b\n", "3 yaml api_model groq:llama-3.1-8b"),
        ("llm:\n  provider: ollama\n  model: llama3\n", "3 yaml ollama_model llama3"),
        ("embeddings: {name: oo/a, license: oo/b}\n", "1 yaml model oo/a"),
        (
            "model_uri: gs://b/c\ndataset_name: hf://datasets/oo/rows\n",
            "1 yaml local_or_url gs://b/c|2 yaml dataset oo/rows",
        ),
        ("openapi: 3.0.0\nllm: {model: gpt-4o, model_id: oo/a}\n", ""),
        ("image: {repository: oo/model, tag: v1}\nmodel: {repository: oo/llm, tag: v1}\n", ""),
        ("model_loading_config: {model_id: oo/label, model_source: oo/a}\n", "1 yaml model oo/a"),
        ("model_token: oo/a\nllm: {api_key: oo/b}\n", ""),
    ],
)
def test_settings(text: str, expected: str) -> None:
    assert "|".join(ids(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("storageUri: hf://oo/a:0123abc", "3 k8s_helm model oo/a@0123abc"),
        ("storageUri: hf://oo/a:Q4_K_M", "3 k8s_helm model oo/a"),
        ("storageUri: oci://r.example/oo/a:1", "3 k8s_helm local_or_url oci://r.example/oo/a:1"),
        ("modelArtifacts: {uri: pvc+hf://claim/cache/hub/oo/a}", "3 k8s_helm model oo/a"),
        ("preset: {name: oo/a}", "3 k8s_helm model oo/a"),
        ("image: vllm/vllm-openai\nargs: [oo/a, --port, '1']", "4 k8s_helm model oo/a"),
        ('args: [\'--speculative-config={"model": "oo/a"}\']', "3 k8s_helm model oo/a"),
        ("parameters:\n- {name: pretrained_model, value: oo/a}", "4 k8s_helm model oo/a"),
        (
            "data:\n  a.yaml: |\n    llm:\n      model: oo/a\n  b.properties: |\n    option.model_id=oo/b",
            "6 yaml model oo/a",
        ),
    ],
)
def test_operators(text: str, expected: str) -> None:
    assert expected in ids(f"apiVersion: v1\nkind: X\n{text}\n")


def test_compose_with_a_provider_and_over_another() -> None:
    text = "services:\n  a:\n    provider:\n      type: model\n      options:\n        model: ai/x\n"
    assert ids(text) == ["6 docker_compose api_model ai/x"]
    assert ids("models:\n  a:\n    model: ai/x\n    context_size: 1\n") == ["3 docker_compose api_model ai/x"]


def test_promptfoo() -> None:
    text = "prompts: [a]\nproviders:\n- groq:llama-3.1-8b\n- id: huggingface:text-generation:oo/a\n- file://x.py\n"
    assert ids(text) == ["3 promptfoo api_model groq:llama-3.1-8b", "4 promptfoo model oo/a"]


def test_inputs_of_a_workflow() -> None:
    text = (
        "on: {workflow_dispatch: {inputs: {model: {default: oo/a}, path: {default: oo/b}}}}\njobs: {a: {runs-on: x}}\n"
    )
    assert ids(text) == ["1 github_actions model oo/a"]


def test_titles_are_not_models() -> None:
    assert ids("model_name: Qwen 2.5 Instruct\nmodel: large\nmodel_id: ''\n") == []
