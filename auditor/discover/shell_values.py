"""Values of options that hold more than one name: adapters, JSON, arguments of an evaluation."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from auditor.discover.words import words

Named = tuple[str, str | None]
_MODEL_ARGS = re.compile(r"(?:^|,)\s*(?:pretrained|tokenizer|peft|model|base_model|delta|draft_model)=([^,\s]+)")
_REVISION = re.compile(r"revision=([^,\s]+)")
_JSON_KEYS = words("model path base_model_name draft_model tokenizer lora_path pretrained peft model_name")


def model_args(text: str) -> list[Named]:
    """The ids in `pretrained=org/name,revision=…`, as lm-eval and its like take them."""
    if text.lstrip()[:1] == "{":
        return in_json(text)
    revision = _REVISION.search(text)
    return [(match[1], revision[1] if revision else None) for match in _MODEL_ARGS.finditer(text)]


def adapters(text: str) -> list[Named]:
    """The ids in `name=org/adapter`, in several of them between commas, or in JSON with a path."""
    if text.lstrip()[:1] in ("{", "["):
        return in_json(text)
    items = (item.strip() for item in text.split(","))
    return [(item.partition("=")[2] or item, None) for item in items if item]


def in_json(text: str) -> list[Named]:
    """The ids under the keys that name models, at any depth; nothing if it is no JSON."""
    return [(value, None) for key, value in _strings(text) if key in _JSON_KEYS]


def all_in_json(text: str) -> list[Named]:
    """Every text of a JSON object."""
    return [(value, None) for _, value in _strings(text)]


def _strings(text: str) -> Iterator[tuple[str, str]]:
    try:
        stack: list[tuple[str, Any]] = [("", json.loads(text))]
    except (ValueError, RecursionError):
        return
    while stack:
        key, node = stack.pop()
        if isinstance(node, str):
            yield key, node
        elif isinstance(node, dict):
            stack.extend(reversed(node.items()))
        elif isinstance(node, list):
            stack.extend((key, item) for item in reversed(node))


# Options whose value, or values, are read so. Those of adapters take every word up to the next option.
VALUES: dict[str, Callable[[str], list[Named]]] = {
    **dict.fromkeys(words("--model_args --model-args"), model_args),
    **dict.fromkeys(words("--speculative-config --speculative_config -sc"), in_json),
    **dict.fromkeys(words("--default-mm-loras --default_mm_loras"), all_in_json),
    **dict.fromkeys(
        words(
            "--lora-modules --lora_modules --lora-paths --lora_paths --lora-adapters --lora_adapters --prompt-adapters"
        ),
        adapters,
    ),
}
SEVERAL = frozenset(option for option, read in VALUES.items() if read is adapters)
