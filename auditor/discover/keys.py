"""Which keys of a setting hold a model, by the words that they are made of: `embedding_hf_model_name`, `modelId`.

One rule for YAML, JSON, TOML, INI, properties, Terraform and options of commands. It says what a key means, and never
what a value is: a value counts only where it is an id of the Hub, or a name that is known elsewhere.
"""

from __future__ import annotations

import re
from functools import lru_cache

from auditor.discover.target import DATASET_ONLY, MODEL_ONLY, OLLAMA, NamePlace
from auditor.discover.words import words

_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_LONGEST_KEY = 100

# What a key is about, in its singular and its plural.
_THINGS = words(
    "model llm embedder embedding reranker tokenizer checkpoint ckpt adapter lora vae unet controlnet encoder decoder"
    " basemodel hfmodel llmmodel modelname modelid pretrained"
)
_THINGS_ALL = _THINGS | {f"{thing}s" for thing in _THINGS}
# What may follow it: in which way the thing is named.
_WAYS = words(
    "name names id ids identifier path uri url repo repository source or slug default hf hub huggingface ref handle"
    " value local list weights modules paths uris urls sources"
)
# A place on the Hub, whatever it is that stands there.
_ON_HUB = frozenset({("repo", "id"), ("repo", "ids"), ("hf", "repo"), ("hf", "id"), ("hf", "name"), ("hf", "path"),
    ("huggingface", "id"), ("huggingface", "repo"), ("huggingface", "name"), ("name", "or", "path")})  # fmt: skip
# Keys with one of these words hold something else, or what is written and not what is read.
_NEVER = words(
    "dir directory folder cache output out push save upload served dest destination max exclude ignore deny blocked"
    " forbidden display alias provider owner user username license file class type config metadata"
)
SECRETS = words(
    "key keys apikey token secret secrets password passwd pwd pass credential credentials auth private signature"
)
# Words that say nothing by themselves: what they belong to says it.
_WEAK = words("id ids name names path repo uri url source default value identifier slug hf huggingface repository")
# Keys that other trades use as well: they count where the file speaks of language models.
COMMON = words("model models encoder decoder adapter adapters embedding embeddings checkpoint pretrained")


def parts(key: str) -> tuple[str, ...]:
    """The words of a key in small letters, in whichever style it is written."""
    return tuple(part.lower() for part in _PARTS.findall(key[:_LONGEST_KEY].replace("OpenAI", "Openai")))


def is_secret(name: str) -> bool:
    """Whether the name of a variable or a key says that its value is nobody's business."""
    return not SECRETS.isdisjoint(parts(name))


def is_other(key: str) -> bool:
    """Whether a word of the key says that it holds something else: a secret, a folder, what is written."""
    own = parts(key)
    return not _NEVER.isdisjoint(own) or not SECRETS.isdisjoint(own) or own[:3] == ("hub", "model", "id")


@lru_cache(maxsize=4096)
def place_of(key: str, parent: str = "") -> NamePlace | None:
    """What a value under this key is, the key's own mapping standing under `parent`; None if it is no model.

    A weak word such as `name` means what its parent means: `embedder: {name: …}`.
    """
    own = parts(key)
    if own and _WEAK.issuperset(own) and not _names(own):
        own = (*parts(parent), *own)
    if not own or is_other(" ".join(own)):
        return None
    if _named(own, frozenset({"dataset", "datasets"})):
        return DATASET_ONLY
    deployed = _named(own, frozenset({"deployment"})) and not {"azure", "openai"}.isdisjoint((*parts(parent), *own))
    if not (deployed or _names(own)):
        return None
    return OLLAMA if "ollama" in own else MODEL_ONLY


def _names(own: tuple[str, ...]) -> bool:
    """Whether the words end with a thing and the way in which it is named, or with a place on the Hub."""
    return own[-2:] in _ON_HUB or own[-3:] in _ON_HUB or _named(own, _THINGS_ALL)


def _named(own: tuple[str, ...], things: frozenset[str]) -> bool:
    last = len(own)
    while last > 1 and own[last - 1] in _WAYS and own[last - 1] not in things:
        last -= 1
    return own[last - 1] in things
