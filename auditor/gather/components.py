"""The file list read as components: a table of what a name says a file is."""

from __future__ import annotations

import re

from auditor.gather.papers import Papers
from auditor.parse.files import role
from auditor.parse.metadata import MAX_LISTED
from auditor.schema.evidence import Component, ComponentKind

_SHOWN = 20

_WEIGHT_ENDINGS = (
    *("safetensors", "bin", "gguf", "ggml", "pt", "pth", "ckpt", "h5", "msgpack", "onnx", "tflite", "mlmodel", "nemo"),
    *("pdparams", "model", "t7", "npz", "engine", "rkllm", "litertlm", "task", "keras", "joblib", "pkl", "params"),
)
_TOKENIZERS = (
    *(r"tokenizer[\w.-]*", r"vocab\.(txt|json)", r"merges\.txt", r"spiece\.model", r"sentencepiece[\w.-]*"),
    *(r"tekken\.json", r"special_tokens_map\.json", r"added_tokens\.json"),
    r"(ice_text|ice_image|[\w.-]*(spm|bpe|tokenizer|sentencepiece))\.model",
)

# The first row that matches a name decides. Patterns see the whole path, lower case.
_TABLE: tuple[tuple[ComponentKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (ComponentKind.TRAINING_STATE, r"(^|/)(optimizer|scheduler|rng_state|trainer_state|training_args)[\w.-]*$"),
        (ComponentKind.ADAPTER, r"(^|/)(adapter_model|pytorch_lora_weights)[\w.-]*$"),
        (ComponentKind.CONFIG, r"(^|/)(config\.json|params\.json|model_index\.json|configuration\.json)$"),
        (ComponentKind.TOKENIZER, rf"(^|/)({'|'.join(_TOKENIZERS)})$"),
        (ComponentKind.REQUIREMENTS, r"(^|/)(requirements[\w.-]*\.txt|environment\.ya?ml|pyproject\.toml|uv\.lock)$"),
        (
            ComponentKind.TRAINING_CODE,
            r"(^|/)(train|finetune|fine_tune|pretrain|run_clm|sft|dpo)[\w-]*\.(py|sh|ipynb)$",
        ),
        (ComponentKind.EVALUATION, r"(^|/)(eval[\w-]*\.(py|sh|json)|eval_results[\w.-]*|all_results\.json)$"),
        (ComponentKind.MODELING_CODE, r"(^|/)(modeling|configuration|tokenization|model)_?[\w-]*\.py$"),
        (ComponentKind.WEIGHTS, rf"\.({'|'.join(_WEIGHT_ENDINGS)})$|(^|/)ckpt[\w-]*/tensor\d+[\w-]*$"),
        (ComponentKind.CODE, r"\.(py|ipynb|cpp|cu|rs|js|ts|sh)$"),
        (ComponentKind.PAPER, r"(paper|report)[\w .-]*\.pdf$"),
        (ComponentKind.DATA, r"\.(parquet|jsonl|csv|arrow|tsv)$"),
    )
)
# Names that end like weights and are none.
_NOT_WEIGHTS = re.compile(r"(^|/)(training_args\.bin|tokenizer\.model|spiece\.model|.*\.index\.json)$")
_BY_ROLE = {
    "license": ComponentKind.LICENSE,
    "notice": ComponentKind.NOTICE,
    "use-policy": ComponentKind.USE_POLICY,
}


def components(papers: Papers) -> tuple[Component, ...]:
    """The kinds of files that the metadata lists, each with its first name cited."""
    found: dict[ComponentKind, list[tuple[int, str]]] = {}
    siblings = papers.metadata.raw["siblings"][:MAX_LISTED] if papers.metadata.siblings else ()
    for index, item in enumerate(siblings):
        name = item.get("rfilename") if isinstance(item, dict) else None
        if isinstance(name, str) and (kind := kind_of(name)) is not None:
            found.setdefault(kind, []).append((index, name))
    return tuple(
        Component(
            kind=kind,
            count=len(names),
            paths=tuple(name for _, name in names[:_SHOWN]),
            citation=papers.at_pointer(f"/siblings/{names[0][0]}/rfilename", names[0][1]),
        )
        for kind, names in sorted(found.items())
    )


def kind_of(name: str) -> ComponentKind | None:
    """What a file is by its name; None where the name does not tell."""
    lower = name.lower()
    if lower == "readme.md":
        return ComponentKind.CARD
    named = _BY_ROLE.get(role(name) or "")
    if named:
        return named
    for kind, pattern in _TABLE:
        if pattern.search(lower) and not (kind is ComponentKind.WEIGHTS and _NOT_WEIGHTS.search(lower)):
            return kind
    return None
