"""Shell scripts, Dockerfiles and files of variables."""

from __future__ import annotations

import pytest

from auditor.discover import discover_text
from auditor.discover.shell_words import commands, expand
from auditor.discover.variables import is_env_file, settings


def ids(text: str, name: str = "x.sh") -> list[str]:
    return [
        f"{item.line} {item.type} {item.reference}" + (f"@{item.revision}" if item.revision else "")
        for item in discover_text(name, text)
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("hf download oo/a", "model oo/a"),
        ("$ huggingface-cli download oo/a model.bin --local-dir .", "model oo/a"),
        ("hf download --local-dir x --quiet oo/a", "model oo/a"),
        ("hf download oo/a --revision v1", "model oo/a@v1"),
        ("hf download oo/rows --repo-type=dataset", "dataset oo/rows"),
        ("sudo hf download gpt2 && ls", "model gpt2"),
        ("vllm serve oo/a --port 80", "model oo/a"),
        ("CUDA_VISIBLE_DEVICES=0 python -m vllm.entrypoints.openai.api_server --model=oo/a", "model oo/a"),
        ("docker run --gpus all image --model-id oo/a", "model oo/a"),
        ("docker run -e MODEL_ID=oo/a image", "model oo/a"),
        ('bash -c "vllm serve oo/a"', "model oo/a"),
        ("lm_eval --model hf --model_args pretrained=oo/a,revision=v1", "model oo/a@v1"),
        ('vllm serve ./m --speculative-config \'{"model": "oo/a"}\'', "local_or_url ./m|model oo/a"),
        ("llama-cli -hf oo/a-GGUF:Q4_K_M", "model oo/a-GGUF"),
        ("ollama run qwen3:8b 'why?'", "ollama_model qwen3:8b"),
        ("ollama pull hf.co/oo/a-GGUF:Q4", "model oo/a-GGUF"),
        ("docker model pull ai/smollm2", "ollama_model ai/smollm2"),
        ("modelscope download --model oo/a", "modelscope_model oo/a"),
        ("git clone https://www.modelscope.cn/oo/a.git", "modelscope_model oo/a"),
        ('vllm serve oo/a --lora-modules x=oo/b \'{"path": "oo/c"}\' --port 1', "model oo/a|model oo/b|model oo/c"),
        ("vllm serve oo/a --lora-modules=x=oo/b", "model oo/a|model oo/b"),
        ("text-generation-launcher --model-id oo/a --lora-adapters x=oo/b,oo/c", "model oo/a|model oo/b|model oo/c"),
        (
            "python -m sglang.launch_server --model-path oo/a --lora-paths x=oo/b oo/c",
            "model oo/a|model oo/b|model oo/c",
        ),
        ("docker run -e LORA_ADAPTERS=oo/a,x=oo/b image", "model oo/a|model oo/b"),
        ("docker run vllm/vllm-openai:v1 oo/a --port 80", "model oo/a"),
        ('lm_eval --model_args \'{"pretrained": "oo/a", "peft": "oo/b"}\'', "model oo/a|model oo/b"),
        ("x --pretrained_vae_model_name_or_path oo/a --hub_model_id oo/b --output_model_id oo/c", "model oo/a"),
        ("autotrain llm --model oo/a --data-path oo/rows", "dataset oo/rows|model oo/a"),
        ("python -m spacy download en_core_web_sm", "model spacy/en_core_web_sm"),
        ("aws bedrock-runtime converse --model-id amazon.nova-pro-v1:0", "api_model bedrock:amazon.nova-pro-v1:0"),
        ("inspect eval x.py --model vllm/oo/a", "model oo/a"),
        ("vllm serve oo/a --speculative_config.model oo/b", "model oo/a|model oo/b"),
        ("ollama cp llama3 mine", "ollama_model llama3"),
        ("ramalama run modelscope://oo/a", "modelscope_model oo/a"),
        (
            "helm install a b --set model.id=oo/a,model.image=oo/b --set-string env.HF_MODEL_ID=oo/c",
            "model oo/a|model oo/c",
        ),
        ("gcloud run deploy --set-env-vars=A=1,MODEL_ID=oo/a", "model oo/a"),
        ("aws sagemaker create-model --primary-container Environment={HF_MODEL_ID=oo/a}", "model oo/a"),
        ("python train.py model.name=oo/a lr=1", "model oo/a"),
        ("curl https://user:hf_0123456789abcdef@huggingface.co/oo/a", "model oo/a"),
        ("llama-cli -mu https://x:y@files.example/a.gguf?token=z", "local_or_url https://files.example/a.gguf"),
        ("API_TOKEN=oo/a; vllm serve oo/b --tokenizer $API_TOKEN", "model oo/b|template $API_TOKEN"),
        ("git clone https://huggingface.co/oo/a", "model oo/a"),
        ("curl -L https://huggingface.co/oo/a/resolve/v1/x.bin", "model oo/a@v1"),
        ("aider --model openai/gpt-4o", "api_model openai:gpt-4o"),
        ("M=oo/a; vllm serve $M", "model oo/a"),
        ("vllm serve ${M:-oo/a}", "model oo/a"),
        ("vllm serve $UNKNOWN", "template $UNKNOWN"),
        ("hf download <user>/<repo>", "placeholder <user>/<repo>"),
        ("echo it's fine; hf download oo/a", "model oo/a"),
        ("# hf download oo/a", ""),
        ("hf upload oo/a .", ""),
        ("python -m module --served-model-name oo/a", ""),
        ("git clone https://github.com/oo/a", ""),
    ],
)
def test_a_command(line: str, expected: str) -> None:
    assert "|".join(item.partition(" ")[2] for item in ids(line)) == expected


def test_lines_are_those_of_the_word() -> None:
    assert ids("vllm serve \\\n  oo/a \\\n  --tokenizer oo/b\n") == ["2 model oo/a", "3 model oo/b"]


def test_words_and_quotes() -> None:
    assert [[word.text for word in command] for command in commands('a \'b c\' "d \\"e" # f\ng | h\\ i')] == [
        ["a", "b c", 'd "e'],
        ["g"],
        ["h i"],
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("$A/x", "1/x"), ("${A}", "1"), ("${B:-2}", "2"), ("${B}", "${B}"), ("${A:-2}", "1"), ("${{ env.A }}", "1")],
)
def test_variables_are_put_in(text: str, expected: str) -> None:
    assert expand(text, {"A": "1"})[0] == expected


def test_a_file_of_variables() -> None:
    text = (
        'export LLM_MODEL_ID="oo/a"\nB=oo/b # c\nOTHER_MODEL=${B}\n'
        "MODEL_CACHE=oo/c\nHF_TOKEN=x/y\nEMBED_MODEL='oo/d'\n"
    )
    assert ids(text, "set_env.sh") == ["1 model oo/a", "3 model oo/b", "6 model oo/d"]
    assert settings(text)["OTHER_MODEL"] == ("oo/b", 3)


def test_variables_of_services_and_secrets() -> None:
    text = (
        "GROQ_MODEL=llama-3.1-8b\nAZURE_OPENAI_DEPLOYMENT=gpt-4o\nCHAT_MODELS=oo/a,oo/b\nMODEL_KEY=oo/c\nMODEL_PASSWORD=oo/d\n"
        "LLM=oo/e\nEMBED_MODEL_URI=s3://b/c\nLLAMA_ARG_HF_REPO=oo/f:Q4\nMODEL_TOKEN_ID=oo/g\nMODEL_ADDR=oo/h\n"
    )
    assert ids(text, ".envrc") == [
        "1 api_model groq:llama-3.1-8b",
        "2 api_model azure:gpt-4o",
        "3 model oo/a",
        "3 model oo/b",
        "6 model oo/e",
        "7 local_or_url s3://b/c",
        "8 model oo/f",
    ]


@pytest.mark.parametrize("name", [".env", "prod.env", ".env.example", "set_env.sh", "x.yaml.env"])
def test_names_of_files_of_variables(name: str) -> None:
    assert is_env_file(name)
    assert not is_env_file(name.replace("env", "enva") + "x")


def test_a_dockerfile() -> None:
    text = (
        "FROM python:3\nARG NAME=a\nENV MODEL_ID oo/$NAME\n"
        "RUN hf download ${MODEL_ID} \\\n # why\n && hf download oo/b\n"
        'CMD ["vllm", "serve", "oo/c"]\nRUN <<PY\n'
        'from huggingface_hub import snapshot_download\nsnapshot_download("oo/d")\nPY\n'
    )
    assert ids(text, "Dockerfile.gpu") == [
        "3 model oo/a",
        "4 model oo/a",
        "6 model oo/b",
        "7 model oo/c",
        "10 model oo/d",
    ]
