"""What a repository's name lets one guess: that it is a quantized copy, and of which repository.

A guess is weak by itself. It is made only where the name is another's whole name with a format behind it.
"""

from __future__ import annotations

import re

from auditor.names.official import official
from auditor.names.table import table
from auditor.schema.reference import HUB_ID

# Formats, bit widths and quantizers' marks behind a name, taken off one after the other.
_FORMAT = re.compile(
    r"[-_.](?:i1|GGUF|GGML|AWQ|GPTQ|EXL[23]|MLX|HQQ|AQLM|QUIP\w*|EETQ|bnb|ONNX(?:-web)?|OpenVINO|int[248](?:-\w+)?"
    r"|(?:w\d+a\d+)|NVFP4|MXFP4|FP8(?:-dynamic)?|FP4|nf4|fp16|bf16|[234568](?:[._]\d+)?[-_]?bits?|\d[\d_.]*bpw"
    r"|Q\d(?:_[0K01]|_K_[SML])?|IQ\d_\w+|gs\d+|[34568]bit-DWQ|DWQ|g\d+|\d+g|smashed|quantized|quants?"
    r"|dynamic|unsloth|UD|imatrix|imat|H\d|6\.5bit|OptiQ|4bit-\w+)\Z",
    re.IGNORECASE,
)
_MARK = re.compile(
    r"GGUF|GGML|AWQ|GPTQ|EXL[23]|MLX|HQQ|AQLM|EETQ|bnb|int[248]|NVFP4|MXFP4|FP8|nf4|[234568](?:[._]\d+)?[-_]?bits?|bpw|Q\d_|imatrix"
    r"|smashed",
    re.IGNORECASE,
)


def is_quantized_name(repo_id: str) -> bool:
    """Whether the name says that it holds a model in a quantized format."""
    return bool(_MARK.search(repo_id.rpartition("/")[2]))


def bare_name(repo_id: str) -> str:
    """The name without the formats behind it: `TheBloke/Llama-2-7B-GGUF` → `Llama-2-7B`."""
    name = repo_id.rpartition("/")[2]
    for _ in range(8):
        shorter = _FORMAT.sub("", name)
        if shorter in ("", name):
            return name
        name = shorter
    return name


def quantized_of(repo_id: str) -> str | None:
    """The repository that this one holds in another format, by its name alone; None where the name leaves it open."""
    publisher, _, whole = repo_id.rpartition("/")
    name = bare_name(repo_id)
    if name == whole or not is_quantized_name(repo_id):
        return None
    for guess in (_with_publisher(name), official(name)):
        if guess and guess.lower() != repo_id.lower():
            return guess
    if publisher and publisher.lower() not in table().packagers:
        return f"{publisher}/{name}"
    return None


def _with_publisher(name: str) -> str | None:
    """`maker_-_model` and `maker_model`, as two packagers write what they republish."""
    for mark in ("_-_", "__", "_"):
        maker, found, model = name.partition(mark)
        # one underscore only: names hold underscores too
        if (
            found
            and re.fullmatch(r"(?!.*-\d)[A-Za-z][\w.-]*", maker)
            and re.match(r"[A-Za-z].*[-\d]", model)
            and (mark != "_" or "_" not in model)
        ):
            guess = f"{maker}/{model}"
            return guess if HUB_ID.match(guess) and not official(name) else None
    return None
