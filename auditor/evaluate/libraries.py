"""Libraries whose own code is under an OSI-approved license, by the Hub's `library_name`."""

from __future__ import annotations

from auditor.schema.evidence import Repository

OPEN_LIBRARIES = frozenset(
    {
        "adapter-transformers",
        "allennlp",
        "asteroid",
        "bertopic",
        "diffusers",
        "espnet",
        "fairseq",
        "fastai",
        "fasttext",
        "flair",
        "ggml",
        "gguf",
        "gpt-neox",
        "keras",
        "keras-hub",
        "llama.cpp",
        "mlx",
        "nemo",
        "onnx",
        "open_clip",
        "openvino",
        "paddlenlp",
        "peft",
        "pyannote-audio",
        "pytorch",
        "sample-factory",
        "sentence-transformers",
        "setfit",
        "sklearn",
        "spacy",
        "span-marker",
        "speechbrain",
        "stable-baselines3",
        "stanza",
        "tf-keras",
        "timm",
        "transformers",
        "transformers.js",
        "ultralytics",
        "vllm",
        "yolov10",
    }
)


def open_library(repository: Repository) -> str | None:
    """The open library that runs the model: the one the metadata names, or else the first that is tagged."""
    named = [repository.library] if repository.library else list(repository.tags)
    return next((name for name in named if name in OPEN_LIBRARIES), None)
