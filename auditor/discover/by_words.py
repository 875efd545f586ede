"""Values under keys of any manifest whose words say that they hold a model: `embedder_model_name`, `llm: {name: …}`.

The rule is for files of which nothing else is known: an id of the Hub, a name of a closed model, a store of weights. A
bare name or a path may mean anything there, and is not guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from auditor.discover.finding import of
from auditor.discover.forms import ProviderRow
from auditor.discover.keys import COMMON, is_other, parts, place_of
from auditor.discover.manifest import MODEL_KEYS, YamlManifest, by_key, is_example, is_label, pinned
from auditor.discover.reference import is_id, read
from auditor.discover.scalars import Scalar
from auditor.discover.services import at, by_host, by_words, prefixed
from auditor.discover.shell_values import adapters
from auditor.discover.shell_words import expand
from auditor.discover.target import MODEL_ONLY, OLLAMA, NamePlace, Target
from auditor.discover.variables import is_stored
from auditor.schema.discovery import Certainty, Found, FoundType

_LONGEST = 300
_DEFAULT = re.compile(r"\$\{([\w.]{1,80}):([^{}:=?+-][^{}]{0,200})\}\Z")
_VARIABLE = re.compile(r"\$\{var_\w+\}\Z")
_COUNTED = (FoundType.MODEL, FoundType.DATASET, FoundType.API_MODEL, FoundType.OLLAMA_MODEL, FoundType.MODELSCOPE_MODEL)
# Most sources of code set down nothing of ours, and need no second walk.
_ABOUT = re.compile(
    r"model|llm|embed|rerank|repo_?id|tokenizer|checkpoint|adapter|lora|subprocess|os\.system", re.IGNORECASE
)
_SET = re.compile(
    r"[\"'](?![.@])(?:[\w.-]{1,80}/[\w.:-]{1,100}|[\w.:-]{0,40}(?:gpt|claude|gemini|llama|mi[sx]tral|qwen|deepseek|command|embed"
    r"|rerank|grok|gemma|nova|titan|voyage|dall-e|whisper|\bo\d)[\w.:-]{0,60})[\"']"
    r"|/models/|/deployments/|/v1/|/api/(?:chat|generate|embed)|\bvllm serve|hf download|huggingface-cli"
)
_PROVIDERS = ("provider", "model_provider", "modelProvider", "llm_provider", "api_type", "vendor", "service", "engine")
_ADDRESSES = ("base_url", "baseURL", "baseUrl", "api_base", "apiBase", "openai_api_base", "endpoint")


def may_set(code: str) -> bool:
    """Whether a source of code holds what a model could be called, or an address that is asked for one."""
    return _SET.search(code) is not None and _ABOUT.search(code) is not None


def besides(calls: Sequence[Found], items: Iterable[Found]) -> Iterator[Found]:
    """Those items that no call names already, who may know better whose model it is."""
    seen = {name for item in calls for name in _names(item)}
    lines = {item.line for item in calls}
    yield from (item for item in items if item.line not in lines and seen.isdisjoint(_names(item)))


def _names(item: Found) -> tuple[str, ...]:
    return item.reference, item.reference.partition(":")[2] or item.reference


def models_by_key(manifest: YamlManifest, kind: str, keys: Mapping[str, NamePlace] = MODEL_KEYS) -> Iterator[Found]:
    """The models of a manifest, by the words of its keys and by a table of keys."""
    seen: set[tuple[int, str]] = set()
    for item in models_by_words(manifest, kind):
        seen.add((item.line, item.reference.rpartition(":")[2] if item.type is FoundType.API_MODEL else item.reference))
        yield item
    for item in by_key(manifest, kind, keys):
        title = item.type is FoundType.API_MODEL and " " in item.reference
        if not title and {(item.line, item.reference.rpartition(":")[2]), (item.line, item.reference)}.isdisjoint(seen):
            yield item


def models_by_words(manifest: YamlManifest, kind: str, *, templates: bool = False) -> Iterator[Found]:
    """The models of a manifest, by the words of its keys. `templates` are wanted where variables are the rule."""
    for scalar in manifest.scalars:
        if scalar.block or not 1 < len(scalar.text) < _LONGEST or is_example(scalar.path):
            continue
        key, parent = _named(manifest, scalar)
        place = _place(manifest, scalar, key, parent)
        if place is None:
            continue
        filled, how = _filled(manifest, scalar.text)
        for text in _each(key, filled):
            target = _target(manifest, scalar, text, place)
            if target is not None and (_counts(target) or (templates and _is_variable(target))):
                certainty = Certainty.CERTAIN if how == "literal" else Certainty.LIKELY
                revision = manifest.beside(scalar, "revision", f"{key}_revision", "model_revision") or pinned(text)
                yield of(manifest.file, scalar.line, kind, target, revision=revision, certainty=certainty, via=key)


def _place(manifest: YamlManifest, scalar: Scalar, key: str, parent: str) -> NamePlace | None:
    """What stands under this key: a model, a dataset, or nothing of ours."""
    if not key or key.isupper() or is_label(manifest, scalar, key):
        return None
    place = place_of(key, parent)
    if place is None and _is_listed(scalar, parent) and not is_other(key):
        return MODEL_ONLY if manifest.speaks_of_models else None
    known = key.lower() not in COMMON or manifest.speaks_of_models or _service(manifest, scalar) is not None
    return place if known else None


def _is_listed(scalar: Scalar, parent: str) -> bool:
    """A model under a name of its own: `models: {chat: …, judge: …}`."""
    direct = len(scalar.path) > 1 and scalar.path[-2] == parent and isinstance(scalar.path[-1], str)
    return direct and parent in ("models", "llms", "checkpoints", "embedders", "rerankers")


def _each(key: str, text: str) -> list[str]:
    """The names in one value: adapters under names of their own, and a repository with a quantization."""
    own = parts(key)
    if not {"lora", "loras", "adapter", "adapters"}.isdisjoint(own) and ("=" in text or text[:1] == "{"):
        return [named for named, _ in adapters(text)]
    return [text.partition(":")[0]] if own[-2:] == ("hf", "repo") and "://" not in text else [text]


def _filled(manifest: YamlManifest, text: str) -> tuple[str, str]:
    """The value with its variables put in; `${NAME:default}`, as Spring writes it, gives the default."""
    written = _DEFAULT.match(text)
    if written and written[1] not in manifest.variables:
        return written[2], "default"
    return expand(text, manifest.variables)


def _named(manifest: YamlManifest, scalar: Scalar) -> tuple[str, str]:
    """The key of a value, or of the list that it is in, and the key above. `{name: x, value: y}` is a key as well."""
    steps = list(scalar.path)
    while steps and isinstance(steps[-1], int):
        steps.pop()
    if not steps:
        return "", ""
    key = str(steps.pop())
    if key.lower() in ("value", "default", "string_value"):
        name = manifest.beside(scalar, "name", "Name", "key", "Key")
        if name:
            return name, ""
    dotted = key.replace(":", ".").split(".")
    above = [step for step in steps if isinstance(step, str)] + dotted[:-1]
    return dotted[-1], above[-1] if above else ""


def _target(manifest: YamlManifest, scalar: Scalar, text: str, place: NamePlace) -> Target | None:
    if place.what is not FoundType.MODEL or place is OLLAMA or "$" in text or is_id(text):
        return read(text, place)
    service = _service(manifest, scalar)
    return prefixed(text) or (None if service is None else at(service, text)) or read(text, place)


def _service(manifest: YamlManifest, scalar: Scalar) -> ProviderRow | None:
    """Who answers: as a key beside or above says, or an address there, or the words above."""
    for level in range(1, 4):
        beside = manifest.siblings.get(scalar.path[:-level], {})
        provider = next((beside[key] for key in _PROVIDERS if key in beside), "")
        if provider and (named := by_words((*parts(provider), provider))):
            return named
        address = next((beside[key] for key in _ADDRESSES if key in beside), "")
        if address and "$" not in address:
            return by_host(address)
    above = [step for step in scalar.path[-4:] if isinstance(step, str)]
    return by_words(part for step in above for part in (*parts(step), step))


def _counts(target: Target) -> bool:
    return (target.type in _COUNTED and " " not in target.id) or is_stored(target.type, target.id)


def _is_variable(target: Target) -> bool:
    """Whether the whole value is one variable of Terraform's, which nobody has set here."""
    return target.type is FoundType.TEMPLATE and bool(_VARIABLE.match(target.id))
