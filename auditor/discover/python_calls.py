"""The Python calls that name a model or a dataset: a table, read by python.py."""

from __future__ import annotations

import re
from typing import NamedTuple

from auditor.discover.reference import ALIAS, DATASET, MODEL, MODEL_ONLY, ROUTED, NamePlace
from auditor.discover.words import words


class Call(NamedTuple):
    """How a call takes its model: at which position, under which keywords; `more` are keywords for further ones.

    With `modules`, the call counts only when its name was imported from one of them. A call that is not `loud` says
    nothing when its argument is unknown.
    """

    kind: str
    position: int | None = 0
    keywords: tuple[str, ...] = ()
    place: NamePlace = MODEL
    more: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    loud: bool = True


_DOWNLOAD = Call("py_hub_download", 0, ("repo_id", "model_id", "repo"))
_SENTENCE = Call("py_sentence_transformers", 0, ("model_name_or_path", "model_name"), ALIAS)
_RERANK = Call("py_sentence_transformers", 0, ("model_name_or_path", "model_name", "model"))
_EMBEDDINGS = Call("py_sentence_transformers", 0, ("model_name", "model", "model_id"), ALIAS)
_VLLM = Call("py_vllm_llm", 0, ("model", "model_path"), ROUTED, ("tokenizer", "speculative_model"))
_DATA = Call("py_load_dataset", 0, ("path", "dataset_name"), DATASET)
_CLIENT = Call("py_inference_client", 0, ("model", "repo_id", "endpoint_url"), MODEL, loud=False)
_HUB_NAME = NamePlace(bare=None)
_TRANSFORMERS = Call("py_from_pretrained", 0, ("model_name", "model", "model_id", "model_name_or_path", "model_path"))

CALLS: dict[str, Call] = {
    "from_pretrained": Call(
        "py_from_pretrained",
        0,
        (
            "pretrained_model_name_or_path",
            "model_name_or_path",
            "repo_id",
            "model_id",
            "model_name",
            "pretrained_model_path",
        ),
    ),
    "pipeline": Call("py_pipeline", 1, ("model",), MODEL, ("tokenizer", "feature_extractor", "image_processor")),
    "SentenceTransformer": _SENTENCE,
    "SparseEncoder": _RERANK,
    "CrossEncoder": _RERANK,
    "SetFitModel": Call("py_sentence_transformers", None),
    "HuggingFaceEmbeddings": _EMBEDDINGS,
    "HuggingFaceBgeEmbeddings": _EMBEDDINGS,
    "HuggingFaceInstructEmbeddings": _EMBEDDINGS,
    "SentenceTransformerEmbeddings": _EMBEDDINGS,
    "SentenceTransformerEmbeddingFunction": _EMBEDDINGS,
    "HuggingFaceEmbedding": _EMBEDDINGS,
    "HuggingFaceEndpointEmbeddings": _EMBEDDINGS,
    "SentenceTransformerRerank": Call("py_sentence_transformers", None, ("model",)),
    "FlagModel": _RERANK,
    "BGEM3FlagModel": _RERANK,
    "FlagReranker": _RERANK,
    "INSTRUCTOR": _RERANK,
    "ColBERT": Call("py_sentence_transformers", None, ("model_name_or_path",)),
    "hf_hub_download": _DOWNLOAD,
    "snapshot_download": _DOWNLOAD,
    "hf_hub_url": _DOWNLOAD,
    "cached_download": _DOWNLOAD._replace(modules=("huggingface_hub",)),
    "model_info": _DOWNLOAD._replace(modules=("huggingface_hub",), loud=False),
    "list_repo_files": _DOWNLOAD._replace(loud=False),
    "load_from_hub": _DOWNLOAD._replace(loud=False),
    "from_pretrained_keras": _DOWNLOAD,
    "from_pretrained_fastai": _DOWNLOAD,
    "try_to_load_from_cache": _DOWNLOAD._replace(loud=False),
    "load_lora_weights": Call("py_from_pretrained", 0, ("pretrained_model_name_or_path_or_dict",)),
    "load_textual_inversion": Call("py_from_pretrained", 0, ("pretrained_model_name_or_path",), MODEL_ONLY, loud=False),
    "load_ip_adapter": Call("py_from_pretrained", 0, ("pretrained_model_name_or_path_or_dict",)),
    "load_adapter": Call("py_from_pretrained", 0, ("peft_model_id", "model_id"), MODEL_ONLY, loud=False),
    "from_single_file": Call("py_from_pretrained", 0, ("pretrained_model_link_or_path",), MODEL_ONLY, loud=False),
    "from_model_id": Call("py_pipeline", 0, ("model_id",)),
    "HuggingFaceLLM": Call("py_from_pretrained", None, ("model_name",), MODEL, ("tokenizer_name",)),
    "HuggingFaceHub": _CLIENT,
    "HuggingFaceEndpoint": _CLIENT,
    "HuggingFaceInferenceAPI": _CLIENT._replace(keywords=("model_name", "model")),
    "InferenceClient": _CLIENT,
    "AsyncInferenceClient": _CLIENT,
    "InferenceClientModel": _CLIENT._replace(keywords=("model_id",)),
    "HfApiModel": _CLIENT._replace(keywords=("model_id",)),
    "TransformersModel": _CLIENT._replace(keywords=("model_id",)),
    "LLM": _VLLM,
    "AsyncEngineArgs": _VLLM,
    "EngineArgs": _VLLM,
    "ModelConfig": _VLLM._replace(modules=("vllm",)),
    "Engine": Call("py_vllm_llm", None, ("model_path",), MODEL, ("tokenizer_path",), ("sglang", "sgl")),
    "Runtime": Call("py_vllm_llm", None, ("model_path",), MODEL, ("tokenizer_path",), ("sglang", "sgl")),
    "load_dataset": _DATA,
    "load_dataset_builder": _DATA,
    "get_dataset_config_names": _DATA._replace(modules=("datasets",)),
    "get_dataset_split_names": _DATA._replace(modules=("datasets",)),
    "WhisperModel": Call("py_from_pretrained", 0, ("model_size_or_path",), MODEL_ONLY, loud=False),
    "create_model": Call("py_timm", 0, ("model_name",), _HUB_NAME, loud=False),
    "create_model_and_transforms": Call("py_open_clip", 0, ("model_name",), _HUB_NAME, ("pretrained",), loud=False),
    "create_model_from_pretrained": Call("py_open_clip", 0, ("model_name",), _HUB_NAME, loud=False),
    "get_tokenizer": Call("py_open_clip", 0, ("model_name", "tokenizer_name"), _HUB_NAME, loud=False),
    "load": Call("py_from_pretrained", 0, ("path_or_hf_repo",), MODEL_ONLY, modules=("mlx_lm", "mlx_vlm"), loud=False),
    "transformers": _TRANSFORMERS._replace(modules=("outlines",)),
    "vllm": _TRANSFORMERS._replace(modules=("outlines",)),
    "Transformers": _TRANSFORMERS._replace(modules=("guidance",)),
    "Transformer": Call(
        "py_sentence_transformers",
        0,
        ("model_name_or_path",),
        MODEL,
        modules=("sentence_transformers", "models"),
        loud=False,
    ),
    "completion": Call("py_api_call", None, ("model",), ROUTED, modules=("litellm",), loud=False),
    "acompletion": Call("py_api_call", None, ("model",), ROUTED, modules=("litellm",), loud=False),
    "get_model": Call("py_from_pretrained", 0, ("base_model_name_or_path",), MODEL_ONLY, loud=False),
}

# `PeftModel.from_pretrained(model, id)`: the second argument is the reference.
SECOND_ARGUMENT = re.compile(r"(?:Peft\w*Model\w*|PeftMixedModel|LoraModel)\Z")
FIRST_ARGUMENT = re.compile(r"Auto")

# Classes of these modules load from ModelScope.
MODELSCOPE_MODULES = ("modelscope", "swift")
MODELSCOPE_CALLS: dict[str, Call] = {
    "load": Call("py_modelscope", 0, ("dataset_name",), DATASET._replace(modelscope=True), modules=("modelscope",)),
}

# `LLM` is vLLM's only where it comes from vLLM, or from nowhere that we can see.
HUB_LLM_MODULES = ("vllm", "tensorrt_llm", "sglang", "nanovllm", "mii")

# Calls whose result is a loaded object or a folder on the disk: passing it on names nothing new.
LOADERS = words(
    "from_pretrained from_config get_peft_model snapshot_download hf_hub_download prepare_model_for_kbit_training"
    " mkdtemp TemporaryDirectory getcwd abspath dirname merge_and_unload to cuda eval load_model Path"
)

MARKERS = re.compile(
    r"from_pretrained|pipeline|SentenceTransformer|CrossEncoder|SparseEncoder|hf_hub|snapshot_download|HuggingFace|LLM\(|"
    r"EngineArgs|load_dataset|load_lora|load_ip|load_adapter|InferenceClient|hf[-_]hub:|huggingface\.co|hf://|outlines|guidance|"
    r"FlagModel|FlagReranker|INSTRUCTOR|list_repo_files|from_model_id|WhisperModel|mlx_|sglang|litellm|MsDataset|models\.Transformer|"
    r"TransformersModel|HfApiModel|load_from_hub|from_single_file|load_textual_inversion|huggingface_hub|model_info"
)
