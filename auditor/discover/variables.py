"""Environment variables: which of them hold a model by their name, and what a file of them sets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from auditor.discover.finding import found
from auditor.discover.reference import DATASET_ONLY, MODEL_ONLY, OLLAMA, NamePlace
from auditor.discover.shell_words import expand
from auditor.schema.discovery import Certainty, Found, FoundType

KIND = "env_file"
_MODEL_NAME = re.compile(
    r"MODEL|TOKENIZER|(?:^|_)(?:HF_REPO|REPO_ID|HF_ID|RERANKER|EMBEDDER|ADAPTER|CHECKPOINT|LORA)(?:_|$)", re.IGNORECASE
)
_NO_MODEL = re.compile(
    r"(?:_|^)(?:DIR|CACHE|PORT|HOST|ENDPOINT|IMAGE|REGISTRY|LEN|FORMAT|TYPE|PROVIDER|KEY|TOKEN|SECRET|VERSION|NAMESPACE)\Z|MODELSCOPE",
    re.IGNORECASE,
)
_LONGEST = 300
_LINE = re.compile(r"^[ \t]*(?:export[ \t]+|set[ \t]+|\$env:)?([A-Za-z_]\w*)[ \t]*[=?]=?[ \t]*(.*)$")
_FILE_NAME = re.compile(r"(?:^|[._-])env(?:$|[._-])", re.IGNORECASE)
_ON = (
    FoundType.MODEL,
    FoundType.DATASET,
    FoundType.API_MODEL,
    FoundType.TEMPLATE,
    FoundType.OLLAMA_MODEL,
    FoundType.PLACEHOLDER,
)


def holds(name: str) -> NamePlace | None:
    """What a variable of this name holds: a model, a dataset, or neither."""
    if _NO_MODEL.search(name):
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
    """The variables that a file sets, with the line; later ones see the earlier ones."""
    values: dict[str, tuple[str, int]] = {}
    known: dict[str, str] = {}
    for number, line in enumerate(text.split("\n"), 1):
        match = _LINE.match(line)
        if match and len(line) < 2000:
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
    item = found(file, line, kind, expanded, place=place, certainty=certainty, via=f"${name}")
    if item is not None and item.type in _ON:
        yield item
