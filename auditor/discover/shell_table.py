"""The commands and options that name models: tables, read by shell.py."""

from __future__ import annotations

import re
from typing import NamedTuple

from auditor.discover.target import ALIAS, DATASET, DATASET_ONLY, MODEL, MODEL_ONLY, OLLAMA, ROUTED, NamePlace
from auditor.discover.words import words

MODELSCOPE = NamePlace(modelscope=True)


class Verb(NamedTuple):
    """Words that are followed by a model: `hf download`, `vllm serve`. `account` is whose names they are on the Hub."""

    words: tuple[str, ...]
    kind: str
    place: NamePlace = MODEL
    account: str = ""


VERBS: tuple[Verb, ...] = (
    Verb(("hf", "download"), "cli_hf_download"),
    Verb(("huggingface-cli", "download"), "cli_hf_download"),
    Verb(("huggingface-cli.exe", "download"), "cli_hf_download"),
    Verb(("hf.exe", "download"), "cli_hf_download"),
    Verb(("hfdownloader",), "cli_hf_download", MODEL_ONLY),
    Verb(("hfd.sh",), "cli_hf_download", MODEL_ONLY),
    Verb(("./hfd.sh",), "cli_hf_download", MODEL_ONLY),
    Verb(("litgpt", "download"), "cli_hf_download", MODEL_ONLY),
    Verb(("modelscope", "download"), "cli_modelscope_download", MODELSCOPE),
    Verb(("vllm", "serve"), "shell_vllm_tgi"),
    Verb(("trtllm-serve", "serve"), "shell_vllm_tgi", MODEL_ONLY),
    Verb(("trtllm-serve",), "shell_vllm_tgi", MODEL_ONLY),
    Verb(("lmdeploy", "serve", "api_server"), "shell_vllm_tgi", MODEL_ONLY),
    Verb(("lmdeploy", "chat"), "shell_vllm_tgi", MODEL_ONLY),
    Verb(("mlc_llm", "serve"), "shell_vllm_tgi", MODEL_ONLY),
    Verb(("mlc_llm", "chat"), "shell_vllm_tgi", MODEL_ONLY),
    *(
        Verb(tuple(called.split()), "shell_vllm_tgi", MODEL_ONLY)
        for called in (
            "aphrodite run",
            "litgpt chat",
            "litgpt serve",
            "litgpt generate",
            "litgpt evaluate",
            "litgpt pretrain",
            "litgpt finetune",
            "litgpt finetune_full",
            "litgpt finetune_lora",
            "litgpt finetune_qlora",
            "litgpt finetune_adapter",
            "lmdeploy serve gradio",
            "lmdeploy lite auto_awq",
            "lmdeploy lite auto_gptq",
            "lms get",
            "lms load",
            "mlc_llm convert_weight",
            "openllm start",
            "text-generation-server download-weights",
            "transformers chat",
            "tune download",
        )
    ),
    Verb(("gh", "models", "run"), "shell_vllm_tgi", ROUTED),
    Verb(("spacy", "download"), "cli_spacy_download", account="spacy"),
    Verb(("ollama", "pull"), "ollama_cli", OLLAMA),
    Verb(("ollama", "cp"), "ollama_cli", OLLAMA),
    Verb(("ollama", "run"), "ollama_cli", OLLAMA),
    Verb(("ramalama", "pull"), "ollama_cli", OLLAMA),
    Verb(("ramalama", "run"), "ollama_cli", OLLAMA),
    Verb(("ramalama", "serve"), "ollama_cli", OLLAMA),
    Verb(("ramalama", "bench"), "ollama_cli", OLLAMA),
    Verb(("docker", "model", "pull"), "ollama_cli", OLLAMA),
    Verb(("docker", "model", "run"), "ollama_cli", OLLAMA),
)

# Options that stand alone: the word after them is not their value.
FLAGS = words(
    "--quiet --force-download --resume-download --dry-run --force --help -h --version --no-quantize"
    " --local-dir-use-symlinks="
    " --trust-remote-code --enable-lora --disable-log-requests --enforce-eager --enable-auto-tool-choice"
    " --async-scheduling"
    " --insecure --verbose --detach -d --nowordwrap --hidethinking --debug --color --enable-prefix-caching"
    " --enable-chunked-prefill --enable-expert-parallel --enable-reasoning -i -it -t --rm --recurse-submodules"
)

# Options that take a model. The place says what a name without a namespace means there.
OPTIONS: dict[str, tuple[str, NamePlace]] = {
    **dict.fromkeys(
        words(
            "--model --model-id --model_id --model-path --model_path --tokenizer --speculative-model"
            " --draft-model --model-name"
            " --speculative-draft-model-path --base-model --base_model --base-model-path --checkpoint-path"
            " --tokenizer-path"
            " --model-name-or-path --lora_model --embedding-model --reranker-model --hf-model --repo --model_name"
            " --adapter --adapters --adapter_name_or_path --peft --teacher_model --teacher --reward_model"
            " --reward_funcs"
            " --ref_model --reward_model_path --reward_model_name_or_path --value_model --critic --pretrain --vae"
            " --assistant_model --target-model --unet --controlnet --motion_module --ckpt --hf_checkpoint"
            " --hf-checkpoint --hf_path --hf-path --tokenizer_path --tokenizer_name --config_name --lora-path"
            " --model_dir --external_reward_model --engine-model --diffusion-model --hf-config-path --hf_config_path"
            " -mu --model-url -mud --model-url-draft"
        ),
        ("shell_vllm_tgi", MODEL_ONLY),
    ),
    **dict.fromkeys(
        words(
            "--model_name_or_path --pretrained_model_name_or_path --tokenizer_name_or_path"
            " --pretrained-model-name-or-path"
            " --repo-id --repo_id --hf-repo-id --hf_repo_id --pretrained_model --hf_model --hf_model_id"
            " --hf-model-id --pretrained_model_path --pretrained_model_name --pretrained-model"
        ),
        ("shell_vllm_tgi", MODEL),
    ),
    **dict.fromkeys(
        words("-hf -hfr --hf-repo --hf_repo -hfd --hf-repo-draft -hfrd -hfv --hf-repo-v"), ("llamacpp_hf", MODEL)
    ),
    **dict.fromkeys(
        words("--dataset --dataset_name --dataset-name --train_dataset --eval_dataset"),
        ("shell_vllm_tgi", DATASET_ONLY),
    ),
    **dict.fromkeys(words("--dataset_name_or_path --dataset_id --dataset-id"), ("shell_vllm_tgi", DATASET)),
    "--sentence-transformer": ("shell_vllm_tgi", ALIAS),
}

# Images that serve what their first argument names.
SERVER_IMAGE = re.compile(r"(?:[\w.-]{1,80}/){0,4}vllm-openai[\w-]{0,20}(?:[:@][\w.:@-]{1,100})?\Z")
# Options that hold settings of others, between commas: `--set model.id=org/name`.
SETTERS = words(
    "--set --set-string --set-env-vars --update-env-vars --container-env-vars --env-vars --env -e --build-arg"
)

# Options that name something for one program only.
OF_PROGRAMS: dict[tuple[str, str], tuple[str, NamePlace]] = {
    ("autotrain", "--data-path"): ("shell_vllm_tgi", DATASET_ONLY),
    ("mlx_lm.lora", "--data"): ("shell_vllm_tgi", DATASET_ONLY),
    **{(program, "--model"): ("shell_vllm_tgi", ROUTED) for program in ("aider", "inspect", "interpreter", "litellm")},
}

# `-m` means a model to these programs only.
SHORT_MODEL = (
    "llm",
    "vllm",
    "lm_eval",
    "optimum-cli",
    "mlx_lm.generate",
    "mlx_lm.server",
    "text-generation-launcher",
    "litgpt",
    "mlx_lm.lora",
    "mlx_lm.convert",
    "mlx_vlm.generate",
    "mistralrs-server",
    "mistralrs",
    "aichat",
    "mods",
    "openai",
    "codex",
    "gemini",
)
