"""A YAML manifest as its scalars, and the readings that all kinds of manifest share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from auditor.discover.finding import found, of
from auditor.discover.reference import hub_urls
from auditor.discover.scalars import Path, Scalar, scalars
from auditor.discover.services import in_address
from auditor.discover.shell import from_command
from auditor.discover.shell_table import SERVER_IMAGE
from auditor.discover.shell_words import Word, commands, expand
from auditor.discover.target import DATASET_ONLY, MODEL_ONLY, NamePlace
from auditor.discover.variables import from_variable, is_stored
from auditor.discover.words import words
from auditor.schema.discovery import Certainty, Found, FoundType

COMMAND_KEYS = words(
    "command args entrypoint cmd run script start_command docker_server.start_command build_commands setup exec test"
    " Command EntryPoint before_script after_script commands extraArgs extra_args post_start preStart"
)
_TRADE = re.compile(
    r"llm|embed|hugging|\bhf|transformers|openai|anthropic|bedrock|chat|prompt|inference|ollama|tokeni[zs]|lora\b|gguf"
    r"|temperature|max_?(?:new_?)?tokens|\bgpt|claude|gemini|\brag\b|rerank|diffus|whisper|sentence|\bai\b|\brevision\b"
    r"|model[-_. ]?(?:id|name)\b",
    re.IGNORECASE,
)
# `hf://org/name:revision`, as KServe writes it; others write a quantization there.
_PINNED = re.compile(r"(?:hf|huggingface)://[\w.-]+/[\w.-]+:([\w.-]+)", re.IGNORECASE)
_QUANTIZED = re.compile(r"I?Q\d|B?F\d|FP\d|UD-|TQ|MXFP|latest\Z", re.IGNORECASE)
# Beside these a model is that of a car, a printer, a server.
_OF_THINGS = (
    "make",
    "maker",
    "manufacturer",
    "brand",
    "serial",
    "serial_number",
    "sku",
    "mileage",
    "sensor",
    "firmware",
)
_NULL = words("null Null NULL ~") | {""}
_NOT_KEYS = re.compile(r"[^a-z0-9]")

MODEL_KEYS: dict[str, NamePlace] = {
    **dict.fromkeys(
        words(
            "model modelid modelname modelnameorpath pretrainedmodelnameorpath basemodel modelurl repoid hfrepo hfmodel"
            " hfmodelid hfrepoid huggingfacemodel huggingfaceid modelpath tokenizer tokenizernameorpath tokenizername"
            " draftmodel rewardmodel rewardmodelpath refmodel refmodelnameorpath teachermodel embeddingmodel"
            " embeddingsmodel rerankermodel rerankmodel basemodelid basemodelnameorpath pretrainedmodel servedmodel"
            " adapternameorpath adapterpath loramodeldir pretrained modeltype2 encoder speculativemodel visiontower"
            " checkpoint hubid tokenizerpath tokenizerid llmmodel"
        ),
        MODEL_ONLY,
    ),
    **dict.fromkeys(words("datasetname datasetid datasetnameorpath hfdataset traindataset evaldataset"), DATASET_ONLY),
}


@dataclass(frozen=True)
class YamlManifest:
    """One YAML file: its scalars in order, and by the mapping that holds them."""

    file: str
    text: str
    scalars: tuple[Scalar, ...]
    siblings: Mapping[Path, Mapping[str, str]]
    roots: frozenset[str]
    keys: frozenset[str]
    variables: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def speaks_of_models(self) -> bool:
        """Whether the file has words of the trade: other trades call things models as well."""
        return bool(_TRADE.search(self.text))

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.file.rpartition("/")[2]

    def beside(self, scalar: Scalar, *keys: str) -> str | None:
        """The value of a sibling key, the first of these that is there and is not null."""
        siblings = self.siblings.get(scalar.path[:-1], {})
        return next((siblings[key] for key in keys if siblings.get(key, "null") not in _NULL), None)


class Kind(NamedTuple):
    """A kind of manifest: its name, how it is known, how it is read."""

    name: str
    matches: Callable[[YamlManifest], bool]
    discover: Callable[[YamlManifest], Iterator[Found]]


def read_manifest(file: str, text: str, variables: Mapping[str, str] | None = None) -> YamlManifest:
    """The manifest in this text."""
    return manifest_of(file, text, scalars(text), variables)


def manifest_of(
    file: str, text: str, values: Iterable[Scalar], variables: Mapping[str, str] | None = None
) -> YamlManifest:
    """The manifest that these values make, in whichever format they were written."""
    items = tuple(values)
    siblings: dict[Path, dict[str, str]] = {}
    for item in items:
        if item.path and isinstance(item.path[-1], str):
            siblings.setdefault(item.path[:-1], {}).setdefault(item.path[-1], item.text)
    roots = {first for item in items if (first := _first_key(item.path))}
    keys = {step for item in items for step in item.path if isinstance(step, str)}
    return YamlManifest(file, text, items, siblings, frozenset(roots), frozenset(keys), variables or {})


def _first_key(path: Path) -> str:
    return next((step for step in path[:2] if isinstance(step, str)), "")


def plain_key(key: str) -> str:
    """A key without case, dashes and underscores."""
    return _NOT_KEYS.sub("", key.lower())


def value(
    manifest: YamlManifest, scalar: Scalar, kind: str, place: NamePlace, *, revision: str | None = None, via: str = ""
) -> Iterator[Found]:
    """The finding of one value, its variables put in."""
    text, how = expand(scalar.text, manifest.variables)
    certainty = Certainty.CERTAIN if how == "literal" else Certainty.LIKELY
    item = found(
        manifest.file,
        scalar.line,
        kind,
        text,
        place=place,
        revision=revision or pinned(text),
        certainty=certainty,
        via=via or scalar.key,
    )
    if item is not None:
        yield item


def pinned(text: str, start: int = 0) -> str | None:
    """The revision behind the colon of a URI that begins here."""
    match = _PINNED.match(text, start)
    return None if match is None or _QUANTIZED.match(match[1]) else match[1]


def by_key(manifest: YamlManifest, kind: str, keys: Mapping[str, NamePlace] = MODEL_KEYS) -> Iterator[Found]:
    """Values under keys that hold models. A key in capitals is a variable, and is read as one elsewhere."""
    for scalar in manifest.scalars:
        key = scalar.path[-1] if scalar.path else ""
        if not isinstance(key, str) or scalar.block or key.isupper() or is_example(scalar.path):
            continue
        if is_label(manifest, scalar, key):
            continue
        place = keys.get(plain_key(key))
        if place is not None:
            revision = manifest.beside(scalar, "revision", f"{key}_revision", "model_revision")
            for item in value(manifest, scalar, kind, place, revision=revision):
                loose = item.type in (FoundType.TEMPLATE, FoundType.LOCAL_OR_URL)
                if not loose or key.endswith("name_or_path") or is_stored(item.type, item.reference):
                    yield item


def is_label(manifest: YamlManifest, scalar: Scalar, key: str) -> bool:
    """What only looks like a model: the name under which one is served, the repository of an image."""
    if key.lower() in ("model", "model_name", "modelname") and manifest.beside(scalar, *_OF_THINGS):
        return True
    if key == "model_id" and manifest.beside(scalar, "model_source"):
        return True
    if key in ("name", "id") and manifest.beside(scalar, "model", "model_id", "modelId", "modelName", "model_name"):
        return True
    return key == "repository" and manifest.beside(scalar, "tag", "pullPolicy", "digest") is not None


def is_example(path: Path) -> bool:
    """Whether a value stands in an example that the manifest gives."""
    return any(isinstance(step, str) and "example" in step for step in path[:-1])


def uris(manifest: YamlManifest, kind: str) -> Iterator[Found]:
    """Values that point into the Hub: `hf://…`, `huggingface://…`, a URL of a file."""
    for scalar in manifest.scalars:
        if "://" in scalar.text and len(scalar.text) < 20_000:
            text, _ = expand(scalar.text, manifest.variables)
            revision = manifest.beside(scalar, "revision") if scalar.path else None
            asked = in_address(text) if "huggingface.co/" in text and "/models/" in text else None
            if asked is not None and not scalar.block:
                yield of(manifest.file, scalar.line, kind, asked, via=scalar.key)
            for offset, target in hub_urls(text):
                line = scalar.line + (text.count("\n", 0, offset) if scalar.block else 0)
                tag = revision or pinned(text, offset)
                yield of(manifest.file, line, kind, target, revision=tag, via=scalar.key)


def environment(manifest: YamlManifest, kind: str) -> Iterator[Found]:
    """Variables: `NAME: value`, `- NAME=value`, and Kubernetes' `- name: NAME` with `value: …`."""
    for scalar in manifest.scalars:
        key = scalar.path[-1] if scalar.path else ""
        if scalar.block:
            continue
        if isinstance(key, str):
            if key in ("value", "Value"):
                name = manifest.beside(scalar, "name", "Name")
                if name and re.fullmatch(r"[A-Z][A-Z0-9_]+", name):
                    yield from from_variable(manifest.file, scalar.line, kind, name, scalar.text, manifest.variables)
            elif re.fullmatch(r"[A-Z][A-Z0-9_]*", key):
                yield from from_variable(manifest.file, scalar.line, kind, key, scalar.text, manifest.variables)
        elif "=" in scalar.text and not scalar.text.startswith("-"):
            name, _, text = scalar.text.partition("=")
            if name.isidentifier():
                yield from from_variable(manifest.file, scalar.line, kind, name, text, manifest.variables)


def command_lines(manifest: YamlManifest, kind: str, keys: frozenset[str] = COMMAND_KEYS) -> Iterator[Found]:
    """Commands and arguments, whether written as text, as a block or as a list. `command` goes before `args`."""
    lists: dict[Path, list[Word]] = {}
    for scalar in manifest.scalars:
        where = next((i for i in range(len(scalar.path) - 1, -1, -1) if scalar.path[i] in keys), None)
        if (
            where is None
            or len(scalar.path) - where > 2
            or (len(scalar.path) - where == 2 and isinstance(scalar.path[-1], str))
        ):
            continue
        if len(scalar.path) - where == 1 or _is_script(scalar):
            yield from _script(manifest, scalar, kind)
        else:
            lists.setdefault(scalar.path[:where], []).append(Word(scalar.text, scalar.line, " " in scalar.text.strip()))
    for path, listed in lists.items():
        # An image that serves its first argument goes before it, as on a command line.
        image = manifest.siblings.get(path, {}).get("image", "")
        words_of = ([Word(image, listed[0].line)] if SERVER_IMAGE.match(image) else []) + _split(listed)
        yield from from_command(manifest.file, words_of, kind, dict(manifest.variables))


def _is_script(scalar: Scalar) -> bool:
    return bool(scalar.block) or "\n" in scalar.text


def _split(listed: list[Word]) -> list[Word]:
    """Items such as `--model org/name` are two words."""
    found: list[Word] = []
    for word in listed:
        if word.script and "{" not in word.text and (word.text.startswith("-") or not found):
            found += [part for command in commands(word.text, word.line) for part in command]
        else:
            found.append(word)
    return found


def _script(manifest: YamlManifest, scalar: Scalar, kind: str) -> Iterator[Found]:
    text = scalar.text
    if scalar.block == ">":  # folded: a line break is a blank
        text = re.sub(r"[ \t]*\\?\n(?!\s*\n)", " \\\\\n", text)
    known = dict(manifest.variables)
    image = manifest.beside(scalar, "image") or ""
    for command in commands(f"{image} {text}" if SERVER_IMAGE.match(image) else text, scalar.line):
        yield from from_command(manifest.file, command, kind, known)
