"""What a Python source sets down without calling a library here: settings, requests and commands.

Names that it binds, fields of its classes and mappings are read as any other settings are, by the words of their keys:
`embedding_model: str = "org/name"`, `{"llm": {"provider": …, "model": …}}`. A request that is sent
(`httpx.post(address, json={…})`) is read as `curl` would be, and a list that runs a program as the command that it is.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from auditor.discover.bounds import spend
from auditor.discover.by_words import besides, models_by_words
from auditor.discover.finding import of
from auditor.discover.http_calls import requests
from auditor.discover.manifest import YamlManifest, environment, manifest_of
from auditor.discover.scalars import MAX_DEPTH, Path, Scalar
from auditor.discover.services import in_address
from auditor.discover.shell import from_command
from auditor.discover.shell_words import Word, commands
from auditor.discover.words import words
from auditor.schema.discovery import Certainty, Found, FoundType

KIND = "py_setting"
_FIELDS = words("Field field Option Argument attrib ib Setting Parameter SettingsField Form Query Body mapped_column")
# `ModelConfig(id="openai:gpt-4o")`: a setting under the word in front.
_CONFIGURED = re.compile(r"(\w{1,60}?)(?:Config|Settings|Spec|Options|Arguments|Args|Params)\Z")
_ADDRESS = re.compile(r"https?://[^\s/]{3,200}/[^\s]{1,500}\Z")
_LOOKUPS = words("getenv get env config str setdefault pop")
_SENDERS = words("post request stream async_post apost put")
_PROGRAMS = words("run Popen call check_call check_output create_subprocess_exec create_subprocess_shell execvp spawn")
_SHELLS = words("system popen getoutput getstatusoutput create_subprocess_shell run Popen call check_call check_output")
_LOUD = frozenset({FoundType.MODEL, FoundType.DATASET, FoundType.API_MODEL, FoundType.OLLAMA_MODEL})
_PLAIN_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]*\Z")


class _Read(NamedTuple):
    """What a walk gathers: settings, and the calls that send a request or run a command."""

    scalars: list[Scalar]
    calls: list[ast.Call]
    lists: list[ast.List | ast.Tuple]
    known: dict[str, ast.expr]
    texts: list[ast.expr]


def discover(file: str, text: str, tree: ast.Module, calls: Sequence[Found]) -> Iterator[Found]:
    """The references that no call of a library has named; `calls` are those that one has."""
    read = _gathered(tree)
    sent = [_unknown(item) for item in (*_requests(file, read), *_addresses(file, read), *_commands(file, read))]
    yield from besides(calls, sent)
    yield from besides([*calls, *sent], _settings(manifest_of(file, text, read.scalars)))


def _unknown(item: Found) -> Found:
    """What a request or a command names by a variable, as a call of a library would say it."""
    if item.type is not FoundType.TEMPLATE:
        return item
    return item.model_copy(update={"type": FoundType.DYNAMIC, "certainty": Certainty.POSSIBLE})


def _settings(manifest: YamlManifest) -> Iterator[Found]:
    """By the words of the keys, in a source that speaks of language models; `car_model` may stand in any other."""
    if manifest.speaks_of_models:
        for read in (models_by_words, environment):
            for item in read(manifest, KIND):
                if item.type in _LOUD:
                    yield item.model_copy(update={"certainty": Certainty.LIKELY})


def _gathered(tree: ast.Module) -> _Read:
    read = _Read([], [], [], {}, [])
    inner: set[int] = set()
    for node in ast.walk(tree):
        spend()
        for key, value in _bound(node):
            if isinstance(value, ast.expr):
                read.known.setdefault(key, value)
                _descend(value, (key.lower() if _PLAIN_VARIABLE.match(key) else key,), read.scalars, inner)
        if isinstance(node, ast.Call):
            read.calls.append(node)
            if id(node) not in inner and _CONFIGURED.match(_last(node.func)):
                _descend(node, ("?",), read.scalars, inner)
        elif isinstance(node, ast.Dict) and id(node) not in inner:
            _descend(node, ("?",), read.scalars, inner)
        elif isinstance(node, ast.List | ast.Tuple) and len(node.elts) > 1:
            read.lists.append(node)
        elif isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str)):
            read.texts.append(node)
    return read


def _bound(node: ast.AST) -> Iterator[tuple[str, ast.expr | None]]:
    """The names that a statement binds, each with its value."""
    targets: list[ast.expr]
    value: ast.expr | None
    if isinstance(node, ast.Assign):
        targets, value = node.targets, node.value
    elif isinstance(node, ast.AnnAssign):
        targets, value = [node.target], node.value
    else:
        return
    for target in targets:
        if isinstance(target, ast.Name | ast.Attribute):
            yield (target.id if isinstance(target, ast.Name) else target.attr), value


def _descend(start: ast.expr, path: Path, into: list[Scalar], inner: set[int]) -> None:
    """The scalars of a literal, in order; a default counts as the value of its key."""
    stack: list[tuple[ast.expr, Path]] = [(start, path)]
    while stack:
        node, at = stack.pop()
        spend()
        if isinstance(node, ast.Constant):
            if isinstance(node.value, str) and "\n" not in node.value and not _is_own_name(node.value, at):
                into.append(Scalar(at, node.value, node.lineno))
        elif len(at) < MAX_DEPTH:
            inner.add(id(node))
            stack.extend(reversed([(value, (*at, *step)) for step, value in _parts(node)]))


def _is_own_name(text: str, path: Path) -> bool:
    """Whether a value is its key in other letters, as members of enumerations are: `OLLAMA_MODEL = "ollama_model"`."""
    return bool(path) and re.sub(r"[\W_]+", "", text).lower() == re.sub(r"[\W_]+", "", str(path[-1])).lower()


def _parts(node: ast.expr) -> Iterator[tuple[Path, ast.expr]]:
    if isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                yield (key.value,), value
    elif isinstance(node, ast.List | ast.Tuple):
        yield from (((i,), value) for i, value in enumerate(node.elts))
    elif isinstance(node, ast.BoolOp):
        yield from (((), value) for value in node.values)
    elif isinstance(node, ast.IfExp):
        yield from (((), value) for value in (node.body, node.orelse))
    elif isinstance(node, ast.Call):
        yield from _defaults(node)


def _defaults(node: ast.Call) -> Iterator[tuple[Path, ast.expr]]:
    """What stands in a call for the value itself: the default of a field, of a variable; the entries of `dict(…)`."""
    name = _last(node.func)
    given = {item.arg: item.value for item in node.keywords if item.arg}
    if name == "dict":
        yield from (((key,), value) for key, value in given.items())
    elif what := _CONFIGURED.match(name):
        yield from (((what[1], key), value) for key, value in given.items())
    elif name in _FIELDS:
        yield from (((), value) for value in (given.get("default") or next(iter(node.args), None),) if value)
    elif name in _LOOKUPS:
        yield from (((), value) for value in (given.get("default") or next(iter(node.args[1:2]), None),) if value)


def _last(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _requests(file: str, read: _Read) -> Iterator[Found]:
    """Requests that a call sends: an address, and a body with a model."""
    for call in read.calls:
        if _last(call.func) not in _SENDERS:
            continue
        spend()
        given = {item.arg: item.value for item in call.keywords if item.arg}
        address = next(
            (text for node in (*call.args[:2], given.get("url")) if node and "/" in (text := _text(node, read.known))),
            "",
        )
        body = _body(given.get("json") or given.get("data") or given.get("content"), read.known)
        line = call.lineno
        sent = [Word("curl", line), Word(address, line), Word(json.dumps(body), line)]
        for word, _, target in requests(sent) if address else ():
            if word > 1 or target.type is not FoundType.TEMPLATE:  # `/models/{id}` of one's own server asks for none
                yield of(file, line, "http_request", target, via="request")


def _addresses(file: str, read: _Read) -> Iterator[Found]:
    """Addresses of services that hold the model: the Hub's inference, Gemini, Azure's deployments, Bedrock."""
    for node in read.texts:
        text = _text(node, read.known)
        if _ADDRESS.match(text) and (target := in_address(text)) is not None and target.type in _LOUD:
            yield of(file, node.lineno, "http_request", target, via="request")


def _body(node: ast.expr | None, known: Mapping[str, ast.expr]) -> dict[str, str]:
    """The model that a body asks for: a mapping, or one made into text."""
    if isinstance(node, ast.Name):
        node = known.get(node.id)
    if isinstance(node, ast.Call) and _last(node.func) in ("dumps", "encode") and node.args:
        node = node.args[0]
        node = known.get(node.id) if isinstance(node, ast.Name) else node
    entries = dict(_parts(node)) if isinstance(node, ast.Dict | ast.Call) else {}
    asked = {key: entries.get((key,)) for key in ("model", "name")}
    return {key: text for key, value in asked.items() if value is not None and (text := _text(value, known))}


def _text(node: ast.expr, known: Mapping[str, ast.expr], depth: int = 3) -> str:
    """A text as far as the source says it; what it does not say is a variable of a shell."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part, known, depth - 1) for part in node.values)
    if isinstance(node, ast.FormattedValue):
        return _text(node.value, known, depth)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) and depth:
        return _text(node.left, known, depth - 1) + _text(node.right, known, depth - 1)
    name = _last(node)
    if name in known and depth:
        return _text(known[name], known, depth - 1)
    default = next((value for _, value in _defaults(node)), None) if isinstance(node, ast.Call) else None
    if default is not None and depth:
        return _text(default, known, depth - 1)
    return f"${{{name or 'value'}}}"


def _commands(file: str, read: _Read) -> Iterator[Found]:
    """Commands that a call runs, as a list or as a text, and lists of words that are a command's."""
    run = {id(node) for call in read.calls if _last(call.func) in _PROGRAMS for node in call.args}
    for call in read.calls:
        if _last(call.func) in _SHELLS:
            for node in call.args[:1]:
                if isinstance(node, ast.Constant | ast.JoinedStr):
                    for command in commands(_text(node, read.known), node.lineno):
                        yield from from_command(file, command, None, {})
    for listed in read.lists:
        if id(listed) in run or _is_command(listed):
            spend(len(listed.elts))
            line = listed.lineno
            yield from from_command(file, [Word(_text(node, read.known), line) for node in listed.elts], None, {})


def _is_command(listed: ast.List | ast.Tuple) -> bool:
    """A list of words with an option among them: `["vllm", "serve", …, "--port", "8000"]`, `args=["--model", …]`."""
    texts = [node.value for node in listed.elts if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return texts[:2] == ["vllm", "serve"] or any(text.startswith("--") and len(text) > 3 for text in texts)
