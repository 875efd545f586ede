"""Settings in JSON, TOML, INI and properties: what the keys say, the variables they set, the commands they run.

Most of these files are somebody else's: packages, schemas, translations, data. They name nothing, by their names, by
what stands in them and by their size.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from auditor.discover import elsewhere, kubernetes
from auditor.discover.bounds import TooMuch, spend
from auditor.discover.by_words import models_by_words
from auditor.discover.entries import of_ini, of_json, of_toml
from auditor.discover.manifest import YamlManifest, command_lines, environment, manifest_of, uris
from auditor.discover.scalars import Scalar
from auditor.schema.discovery import Found

KIND = "settings"
MARKERS = re.compile(
    r"model|llm|hugging|hf|embed|rerank|tokenizer|checkpoint|adapter|lora|repo_?id|://|gpt-|claude-|gemini-",
    re.IGNORECASE,
)
# Nobody writes more settings than this by hand: what is larger is data, or made by a program.
MAX_SIZE = 300_000
_NOT_SETTINGS = re.compile(
    r"(?:^|/)(?:package|composer|bower|tsconfig[\w.-]*|jsconfig|angular|nx|turbo|lerna|project|renovate|deno|vercel"
    r"|tokenizer|tokenizer_config|special_tokens_map|vocab|added_tokens|generation_config|preprocessor_config"
    r"|trainer_state|all_results|eval_results|[\w.-]*(?:lock|schema|openapi|swagger|index|results?|manifest)"
    r"|[a-z]{2}(?:[-_][A-Za-z]{2,4})?)\.jsonc?$"
    r"|(?:^|/)(?:locales?|i18n|lang|languages|translations|_?data|datasets?|results?|responses?|outputs?|logs?|schemas?|cassettes"
    r"|snapshots?|__snapshots__|coverage|dist|build|vendor|third_party|public|assets|static)/.*\.jsonc?$",
    re.IGNORECASE,
)
_DESCRIPTIONS = frozenset({"openapi", "swagger", "asyncapi", "$defs", "definitions", "nbformat", "lockfileVersion"})
# What a service answered: a record, and no setting.
_ANSWER = re.compile(
    r"\"object\"\s{0,9}:\s{0,9}\"(?:chat\.completion|text_completion|embedding|list)|\"usage\"\s{0,9}:\s{0,9}\{"
)
_PARAMETER = re.compile(
    r"key\s{0,9}:\s{0,9}\"(\w{1,80})\"[^{}]{0,80}value\s{0,9}:?\s{0,9}\{\s{0,40}string_value\s{0,9}:\s{0,9}\"([^\"\n]{1,300})\""
)


def discover(file: str, text: str, variables: Mapping[str, str] | None = None) -> Iterator[Found]:
    """The references of a file of settings. Raises TooMuch for one that is larger than settings are."""
    if not MARKERS.search(text) or _NOT_SETTINGS.search(file):
        return
    is_json = file.endswith((".json", ".jsonc"))
    if len(text) > MAX_SIZE:
        if is_json:
            return
        raise TooMuch(f"larger than {MAX_SIZE:,} characters of settings")
    manifest = manifest_of(file, text, _values(file, text), variables)
    spend(len(manifest.scalars) // 16)
    if not manifest.scalars or not _is_settings(manifest):
        return
    if is_json:
        yield from elsewhere.discover(file, text)
    if {"apiVersion", "kind"} <= manifest.roots:
        yield from kubernetes.discover(manifest)
    else:
        yield from read(manifest, KIND)


def read(manifest: YamlManifest, kind: str, *, templates: bool = False) -> Iterator[Found]:
    """URIs, variables, commands and keys, whatever the format was."""
    yield from uris(manifest, kind)
    yield from environment(manifest, kind)
    yield from command_lines(manifest, kind)
    yield from models_by_words(manifest, kind, templates=templates)


def _values(file: str, text: str) -> list[Scalar]:
    ending = file.rpartition(".")[2].lower()
    if ending in ("json", "jsonc"):
        return of_json(text)
    if ending == "toml":
        return of_toml(text)
    if ending == "pbtxt":
        return list(_parameters(text))
    return of_ini(text)


def _is_settings(manifest: YamlManifest) -> bool:
    """Not a list of rows, a description of an interface or the record of an answer."""
    json = manifest.file.endswith((".json", ".jsonc"))
    if json and isinstance(manifest.scalars[0].path[:1], tuple) and manifest.scalars[0].path[:1] == (0,):
        return False
    schema = json and any(
        item.path[-1:] == ("$schema",) and "json-schema.org" in item.text for item in manifest.scalars
    )
    answer = json and _ANSWER.search(manifest.text)
    return not (schema or answer or manifest.roots & _DESCRIPTIONS)


def _parameters(text: str) -> Iterator[Scalar]:
    """The parameters of a model's configuration for Triton, which is in the text form of protocol buffers."""
    line = at = 0
    for match in _PARAMETER.finditer(text):
        line, at = line + text.count("\n", at, match.start(2)), match.start(2)
        yield Scalar(("parameters", match[1]), match[2], line + 1)
