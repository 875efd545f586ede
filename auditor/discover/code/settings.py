"""What code sets down without calling a library here: constants, entries of objects, requests that are sent.

They are read as any other settings are, by the words of their names: `const EMBEDDING_MODEL = "org/name"`,
`{ llm: { provider: …, model: … } }`, `environment: { HF_MODEL_ID: … }`, `fetch(address, { body: … })`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from tree_sitter import Node

from auditor.discover.bounds import spend
from auditor.discover.by_words import besides, models_by_words
from auditor.discover.code.grammar import ALTERNATIVES, FUNCTIONS, LISTS
from auditor.discover.code.source import SourceFile
from auditor.discover.code.values import CodeReader
from auditor.discover.finding import of
from auditor.discover.http_calls import requests
from auditor.discover.manifest import command_lines, environment, manifest_of
from auditor.discover.scalars import Path, Scalar
from auditor.discover.shell_words import Word
from auditor.discover.words import words
from auditor.schema.discovery import Found, FoundType

KIND = "code_setting"
_DEEPEST = 40
_GIVEN = "?"  # stands before the keys of an object that is given to a call
# What an object is called whose `model` is a language model; a car has one as well.
_OF_OURS = re.compile(
    r"llm|model|embed|rerank|chat|prompt|agent|\bai|openai|anthropic|conf|cfg|setting|option|default|param|provider"
    r"|request|body|payload",
    re.IGNORECASE,
)
_SENDERS = words("fetch post request axios ofetch $fetch got ky")
_BODIES = words("body json data")
_COUNTED = frozenset({FoundType.MODEL, FoundType.DATASET, FoundType.API_MODEL, FoundType.OLLAMA_MODEL})


def found(file: str, text: str, source: SourceFile, reader: CodeReader) -> Iterator[Found]:
    """The references of what the source sets down, in a source that speaks of language models."""
    sent = list(_requests(file, source, reader))
    yield from sent
    values = list(_scalars(source, reader))
    manifest = manifest_of(file, text, values)
    if not manifest.speaks_of_models:
        return
    # What `model` means to a call that no table has, nobody knows: there only variables and commands count.
    bound = manifest_of(file, text, (item for item in values if item.path[0] != _GIVEN and _is_ours(item.path)))
    for read, where in ((models_by_words, bound), (environment, manifest), (command_lines, manifest)):
        yield from besides(sent, (item for item in read(where, KIND) if item.type in _COUNTED))


def _is_ours(path: Path) -> bool:
    above = " ".join(step for step in path[:-1] if isinstance(step, str))
    return len(path) == 1 or str(path[-1]).lower() != "model" or _OF_OURS.search(above) is not None


def _scalars(source: SourceFile, reader: CodeReader) -> Iterator[Scalar]:
    for held in (source.values, source.entries):
        for name, nodes in held.items():
            for node in nodes:
                spend()
                above = _above(source, node) if held is source.entries else ()
                path: Path = (*above, name.lower() if held is source.values and name.isupper() else name)
                for step, value in _values(source, node):
                    yield from (
                        Scalar((*path, *step), text, source.line(value)) for text in reader.values(value).texts[:3]
                    )


def _values(source: SourceFile, node: Node) -> Iterator[tuple[Path, Node]]:
    """What is written here itself: a text, one of several, the texts of a list."""
    node = source.tree.plain(node)
    if node.type in source.grammar.strings or node.type in ALTERNATIVES:
        yield (), node
    elif node.type in LISTS:
        for index, part in enumerate(node.named_children[:200]):
            if part.type in source.grammar.strings:
                yield (index,), part


def _above(source: SourceFile, node: Node) -> Path:
    """The keys of the objects around an entry, and the name that the outermost is bound to."""
    steps: list[str | int] = []
    at = node.parent
    for _ in range(_DEEPEST):
        at = at.parent if at is not None else None
        if at is None or at.type in FUNCTIONS or at.type.endswith(("argument_list", "arguments")):
            steps.append(_GIVEN)
            break
        if at.type in source.grammar.pairs:
            key = source.tree.part(at, source.grammar.pairs[at.type][0])
            steps.append(source.key(key) if key is not None else "?")
        elif at.type in source.grammar.binds:
            name = source.tree.part(at, source.grammar.binds[at.type].name)
            steps.append(source.key(name) if name is not None else "?")
            break
        elif at.type in source.grammar.objects:
            # Objects of a list, and of different calls, are not one.
            steps.append(at.start_byte)
    return tuple(reversed(steps))


def _requests(file: str, source: SourceFile, reader: CodeReader) -> Iterator[Found]:
    """`fetch(address, { body: JSON.stringify({ model: … }) })`, `axios.post(address, { model: … })`."""
    for chain in source.chains:
        for link in chain:
            if link.given is None or link.name not in _SENDERS:
                continue
            given = reader.positional(link)
            address = next((text for node in given[:1] for text in reader.values(node).texts if "/" in text), "")
            names = [text for node in given[1:2] for text in _asked(node, reader)] if address else []
            line = source.line(link.node)
            for name in names or ([""] if address else ()):
                sent = [Word("curl", line), Word(address, line), Word(json.dumps({"model": name}), line)]
                for _, _, target in requests(sent):
                    yield of(file, line, "http_request", target, via="request")


def _asked(node: Node, reader: CodeReader, depth: int = 4) -> Iterator[str]:
    """The models in the body of a request: in an object, in one made into text, in the options around it."""
    for end in reader.ends(node) if depth else ():
        if end.type in reader.source.grammar.calls:
            for part in reader.positional(reader.tree.chain(end)[-1])[:1]:
                yield from _asked(part, reader, depth - 1)
            continue
        for key, value in reader.entries(end):
            if key == "model":
                yield from reader.values(value).texts
            elif key in _BODIES:
                yield from _asked(value, reader, depth - 1)
