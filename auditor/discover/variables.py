"""Environment variables: which of them hold a model by their name, and what a file of them sets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from auditor.discover.finding import of
from auditor.discover.keys import is_secret
from auditor.discover.reference import is_id, read
from auditor.discover.services import at, by_words, prefixed
from auditor.discover.shell_values import adapters
from auditor.discover.shell_words import expand
from auditor.discover.target import DATASET_ONLY, MODEL_ONLY, OLLAMA, NamePlace, Target
from auditor.schema.discovery import Certainty, Found, FoundType

KIND = "env_file"
_MODEL_NAME = re.compile(
    r"MODEL|TOKENIZER|(?:^|_)(?:HF_REPO|HUGGINGFACE_REPO|GGUF_REPO|REPO_ID|HF_ID|HUB_ID|RERANKER|EMBEDDER|ADAPTERS?|CHECKPOINT|LORA)(?:_|$)"
    r"|(?:OPENAI|AOAI|GPT)\w*_DEPLOYMENT(?:_NAME|_ID)?\Z|(?:^|_)(?:LLM|EMBEDDINGS?)\Z",
    re.IGNORECASE,
)
_NO_MODEL = re.compile(
    r"(?:_|^)(?:DIR|CACHE|PORT|HOST|ADDR|ADDRESS|ENDPOINT|IMAGE|REGISTRY|LEN|FORMAT|TYPE|PROVIDER|VERSION|NAMESPACE)\Z|MODELSCOPE",
    re.IGNORECASE,
)
_LONGEST = 300
_LINE = re.compile(r"^[ \t]*(?:export[ \t]+|set[ \t]+|\$env:)?([A-Za-z_]\w*)[ \t]*[=?]=?[ \t]*(.*)$")
_FILE_NAME = re.compile(r"(?:^|[._-])env(?:rc)?(?:$|[._-])", re.IGNORECASE)
_ON = (
    FoundType.MODEL,
    FoundType.DATASET,
    FoundType.API_MODEL,
    FoundType.TEMPLATE,
    FoundType.OLLAMA_MODEL,
    FoundType.PLACEHOLDER,
    FoundType.MODELSCOPE_MODEL,
)
# Stores of weights that are no registry of models: what is loaded from there is listed, whatever it is.
_STORED = re.compile(r"(?:s3|gs|gcs|az|abfss?|wasbs?|oci|docker|pvc|kaggle|ngc|r2|minio|dbfs|azureml|mlflow|wandb)://.")


def holds(name: str) -> NamePlace | None:
    """What a variable of this name holds: a model, a dataset, or neither."""
    if _NO_MODEL.search(name) or is_secret(name):
        return None
    if "DATASET" in name.upper():
        return DATASET_ONLY
    if "OLLAMA" in name.upper() and "MODEL" in name.upper():
        return OLLAMA
    return MODEL_ONLY if _MODEL_NAME.search(name) else None


def is_env_file(name: str) -> bool:
    """Whether a file of this name sets variables: `.env`, `prod.env`, `.env.example`, `set_env.sh`."""
    return bool(_FILE_NAME.search(name)) and not name.endswith(
        (".py", ".js", ".ts", ".rs", ".md", ".yaml", ".yml", ".json")
    )


def settings(text: str) -> dict[str, tuple[str, int]]:
    """The variables that a file sets, with the line; later ones see the earlier ones. Secrets are not among them."""
    values: dict[str, tuple[str, int]] = {}
    known: dict[str, str] = {}
    for number, line in enumerate(text.split("\n"), 1):
        match = _LINE.match(line)
        if match and len(line) < 2000 and not is_secret(match[1]):
            value = expand(_value(match[2]), known)[0][:_LONGEST]
            known[match[1]] = value
            values[match[1]] = (value, number)
    return values


def _value(written: str) -> str:
    written = written.strip()
    if written[:1] in ("'", '"'):
        end = written.find(written[0], 1)
        return written[1:end] if end > 0 else written[1:]
    return re.split(r"\s+#|\s*;|\s+&&", written)[0].strip()


def discover(file: str, text: str) -> Iterator[Found]:
    """The models that a file of variables sets."""
    for name, (value, line) in settings(text).items():
        yield from from_variable(file, line, KIND, name, value)


def from_variable(
    file: str, line: int, kind: str, name: str, value: str, known: Mapping[str, str] | None = None
) -> Iterator[Found]:
    """The model that this variable is set to, if its name says that it holds one."""
    place = holds(name)
    if place is None:
        return
    expanded, how = expand(value, known or {})
    certainty = Certainty.CERTAIN if how == "literal" else Certainty.LIKELY
    for text in _each(name, expanded):
        target = in_service(name, text, place) or read(text, place)
        if target is not None and (target.type in _ON or is_stored(*target[:2])):
            yield of(file, line, kind, target, certainty=certainty, via=f"${name}")


def in_service(name: str, text: str, place: NamePlace) -> Target | None:
    """What the text means to the service that the variable's name tells: `ANTHROPIC_MODEL`, `AZURE_OPENAI_MODEL`."""
    if place.what is not FoundType.MODEL or "$" in text or is_id(text):
        return None
    service = by_words([name.partition("_")[0]])
    return prefixed(text) or (None if service is None else at(service, text))


def is_stored(what: FoundType, text: str) -> bool:
    """Whether the address is that of weights in a store of objects or images."""
    return what is FoundType.LOCAL_OR_URL and bool(_STORED.match(text))


def _each(name: str, value: str) -> list[str]:
    """The names in one value: adapters with names of their own, and lists between commas."""
    if "LORA" in name.upper() or "ADAPTER" in name.upper():
        return [text for text, _ in adapters(value)]
    if "HF_REPO" in name.upper():
        return [value.partition(":")[0]]  # a quantization stands behind the colon
    return [part.strip() for part in re.split(r"[,;]", value)] if name.upper().endswith("S") else [value]
