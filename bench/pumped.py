"""Every reader of somebody else's text, and what texts are pumped with: for linear.py, fuzz.py and the suite.

A pattern is a head, a unit that is repeated until the text is long enough, and a tail. What is read by several rules in
turn (a card) is read as an audit reads it; what is read from a file is written to one first.
"""

from __future__ import annotations

import gc
import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from re import _constants, _parser  # type: ignore[attr-defined]
from tempfile import TemporaryDirectory
from typing import Any

from auditor.discover import discover_text
from auditor.errors import AuditorError
from auditor.files.company import load_policy
from auditor.files.lockfile import parse_lock, places
from auditor.files.manifest import read_manifest
from auditor.gather.lineage.mentions import named_bases, named_data
from auditor.licenses.aliases import resolve
from auditor.licenses.identify import identify
from auditor.parse.card import read_card
from auditor.parse.metadata import read_metadata
from auditor.parse.references import parse_reference
from auditor.parse.yaml import YamlFault, load
from auditor.pipeline import audit_one
from auditor.schema.reference import ModelRef, RepoType
from auditor.schema.snapshot import METADATA, File, Snapshot, Snapshots
from auditor.standards import Standards, load_standards, policy_words

ROOT = Path(__file__).parents[1]
SHA = "0123456789abcdef0123456789abcdef01234567"
Reader = Callable[[str], object]


@dataclass(frozen=True)
class Pattern:
    """What a text is pumped with."""

    name: str
    unit: str
    head: str = ""
    tail: str = ""

    def text(self, size: int) -> str:
        """A text of about so many characters."""
        inner = max(1, (size - len(self.head) - len(self.tail)) // len(self.unit))
        return f"{self.head}{self.unit * inner}{self.tail}"


@cache
def standards() -> Standards:
    """The default policy with all knowledge, read once."""
    return load_standards()


def repository(
    files: dict[str, str], repo_type: RepoType = RepoType.MODEL, repo_id: str = "org/model", **metadata: Any
) -> Snapshot:
    """A repository that holds these texts."""
    names = [{"rfilename": name} for name in (*files, "model.safetensors")]
    body = {"id": repo_id, "sha": SHA, "gated": False, "private": False, "siblings": names, **metadata}
    return Snapshot(
        repo_type=repo_type,
        id=repo_id,
        sha=SHA,
        endpoint=None,
        retrieved_at=None,
        metadata=File.of(METADATA, json.dumps(body).encode("utf-8", "replace")),
        files=tuple(File.of(name, text.encode("utf-8", "replace")) for name, text in files.items()),
    )


_PLAIN = "---\nlicense: mit\ndatasets: [org/data]\n---\n# A model\n\nSmall and plain.\n"


def _audit(subject: Snapshot, *related: Snapshot) -> object:
    found = Snapshots(ref=ModelRef(id=subject.id), subject=subject, related=related)
    words = standards().knowledge.vocabulary
    return audit_one(found, standards()), named_bases(subject, words), named_data(subject, words)


def _card(text: str) -> object:
    return _audit(repository({"README.md": f"---\nlicense: mit\n---\n{text}"}))


def _front(text: str) -> object:
    return _audit(repository({"README.md": f"---\n{text}\n---\n# A model\n"}))


def _data_card(text: str) -> object:
    card = repository({"README.md": f"---\nlicense: mit\n---\n{text}"}, RepoType.DATASET, "org/data")
    return _audit(repository({"README.md": _PLAIN}), card)


def _beside_card(name: str) -> Reader:
    return lambda text: _audit(repository({"README.md": _PLAIN, name: text}))


def _of_metadata(**made: Callable[[str], Any]) -> Reader:
    def read(text: str) -> object:
        return _audit(repository({"README.md": _PLAIN}, **{key: make(text) for key, make in made.items()}))

    return read


def _raw_metadata(text: str) -> object:
    return read_metadata(text.encode("utf-8", "replace"))


def _in_file(name: str, read: Callable[[Path], object]) -> Reader:
    def written(text: str) -> object:
        with TemporaryDirectory(prefix="pumped-") as folder:
            path = Path(folder, name)
            path.write_text(text, encoding="utf-8", errors="replace")
            return refused(lambda: read(path))

    return written


def refused(read: Callable[[], object]) -> object:
    """What is read, or what the product says of why it cannot be: that is an answer, too."""
    try:
        return read()
    except (AuditorError, YamlFault) as error:
        return error


@cache
def _words() -> Any:
    held = standards()
    return policy_words(held.knowledge, held.rubric, held.findings)


def _manifest(path: Path) -> object:
    return read_manifest(path, path.name, _words())


def _policy(path: Path) -> object:
    return load_policy(str(path), _words())


def _lines(text: str) -> list[str]:
    return [line for line in re.split(r"[,\n]", text) if line]


# What discovery reads, by the name of a file.
DISCOVERED = (
    *("x.py", "x.ipynb", "x.sh", "x.ps1", "x.yaml", "compose.yaml", ".github/workflows/x.yml", "x.js", "x.vue", "x.rs"),
    *("x.md", "x.rst", "x.json", "adapter_config.json", "x.conf", "x.toml", "x.xml", ".env", "Dockerfile"),
    *("Modelfile", "models.txt", "Makefile", "x.txt"),
)


def _discovered(name: str) -> Reader:
    return lambda text: discover_text(name, text, {"A": "oo/b"})


READERS: dict[str, Reader] = {
    "card": _card,
    "card, front matter": _front,
    "card, its frame": read_card,
    "card of a data set": _data_card,
    "LICENSE": _beside_card("LICENSE"),
    "NOTICE": _beside_card("NOTICE"),
    "use policy": _beside_card("USE_POLICY.md"),
    "adapter_config.json": _beside_card("adapter_config.json"),
    "mergekit_config.yml": _beside_card("mergekit_config.yml"),
    "gate prompt": _of_metadata(cardData=lambda text: {"extra_gated_prompt": text}, gated=lambda _: "manual"),
    "gate fields": _of_metadata(cardData=lambda text: {"extra_gated_fields": dict.fromkeys(_lines(text), "checkbox")}),
    "license name": _of_metadata(
        cardData=lambda text: {"license": "other", "license_name": text, "license_link": text}
    ),
    "license": _of_metadata(cardData=lambda text: {"license": text}),
    "base model": _of_metadata(cardData=lambda text: {"base_model": text}),
    "base models": _of_metadata(cardData=lambda text: {"base_model": _lines(text)}),
    "tags": _of_metadata(tags=_lines),
    "file names": _of_metadata(siblings=lambda text: [{"rfilename": name} for name in _lines(text)]),
    "model index": _of_metadata(**{"model-index": lambda text: [{"name": text, "results": [text]}]}),
    "GGUF metadata": _of_metadata(gguf=lambda text: {"architecture": text, "chat_template": text}),
    "metadata": _raw_metadata,
    "a text, identified": lambda text: identify(text, standards().knowledge.index),
    "a license's name": lambda text: resolve(text, standards().knowledge.catalog),
    "YAML": lambda text: refused(lambda: load(text)),
    "a reference": lambda text: refused(lambda: parse_reference(text)),
    "models.yaml": _in_file("models.yaml", _manifest),
    "a list of models": _in_file("models.txt", _manifest),
    "a bill of materials": _in_file("bill.json", _manifest),
    "a policy": _in_file("policy.yaml", _policy),
    "models.lock": lambda text: refused(lambda: parse_lock(text.encode("utf-8", "replace"), "models.lock")),
    "places in models.lock": lambda text: refused(lambda: places(text, "models.lock")),
    **{f"discovery of {name}": _discovered(name) for name in DISCOVERED},
}

_UNITS: dict[str, str] = {
    **{f"`{mark}`": mark for mark in " -|`<>&#.,:;'\"*_~=+/\\!?@$%^()[]{}a7語"},
    "newlines": "\n",
    "carriage returns": "\r",
    "tabs": "\t",
    "null characters": "\0",
    "wide spaces": "\u3000",
    "zero-width spaces": "\u200b",
    "soft hyphens": "\u00ad",
    "half a surrogate pair": "\ud800",
    "combining marks": "e\u0301",
    "dashes on lines": "-\n",
    "rules": "---\n",
    "bullets": "- ",
    "nested bullets": "- a\n  - b\n",
    "one-letter items": "- a\n",
    "numbers": "1. a\n",
    "quotes in quotes": "> ",
    "quoted lines": "> a\n",
    "headings": "# a\n",
    "bare headings": "#\n",
    "underlined headings": "a\n===\n",
    "links": "[a](b)",
    "open links": "[a](",
    "images": "![a](b)",
    "references": "[a]: b\n",
    "tables": "|a|b|\n",
    "table rules": "|-",
    "fences": "```\na\n",
    "inline code": "`a` ",
    "emphasis": "**a ",
    "letters and spaces": "a ",
    "short sentences": "a. A ",
    "sentences on lines": "It is a model.\n",
    "paragraphs": "A b.\n\n",
    "comments": "<!--",
    "tags": "<a>",
    "open tags": "<a ",
    "details": "<details>\n",
    "entities": "&amp;",
    "half entities": "&#x",
    "addresses": "https://huggingface.co/a/b ",
    "ids": "org/model-7b ",
    "pairs": "key: value\n",
    "one key": "a:\n",
    "nested pairs": " a:\n",
    "lists in YAML": "- - ",
    "anchors": "&a ",
    "flow lists": "[a, ",
    "flow mappings": "{a: ",
    "JSON": '{"a": ',
    "JSON lists": '[{"a": "b"}, ',
    "assignments": "A=$A\n",
    "variables": "${A:-",
    "continuations": "a \\\n",
    "commands": "hf download org/model\n",
    "pipes": "a | b && ",
    "calls": "f(",
    "closed calls": "f(a) ",
    "strings": "'a' + ",
    "imports": "import a\n",
    "functions": "def f(a):\n pass\n",
    "template": "{{ a }}",
    "licensed": "license: mit. ",
    "the word license": "license ",
    "not": "not for commercial use ",
    "based on": "based on Llama ",
    "fine-tuned": "fine-tuned from org/base on data, ",
    "trained on": "trained on the data of ",
    "versions": "Llama 2 7B, ",
    "copyright": "Copyright (c) 2020 a\n",
    "of a license": "Permission is hereby granted, free of charge, ",
    "commas and letters": "a, ",
    "commas and lines": "a,\n",
    "paths": "a/",
    "windows paths": "a\\",
    "dotted": "a.",
    "hyphenated": "a-",
    "numbers with commas": "1,000 ",
    "purls": "pkg:huggingface/a/b@1 ",
    "here-documents": "cat <<A\n",
}
# Heads without which a reader does not begin, or that leave it inside of something that never ends.
_HEADS: dict[str, tuple[str, str]] = {
    "": ("", ""),
    "heading": ("# a", "b"),
    "sentence": ("Fine-tuned from ", " org/base."),
    "quote": ('"', "x"),
    "program": ("import huggingface_hub, transformers\nmodel = f(", ")"),
    "value": ("model: ", "\n"),
}


def patterns() -> list[Pattern]:
    """Every pattern: each unit by itself, and those of single characters behind each head."""
    made = [Pattern(name, unit) for name, unit in _UNITS.items()]
    for where, (head, tail) in _HEADS.items():
        if where:
            made += [Pattern(f"{where}: {name}", unit, head, tail) for name, unit in _UNITS.items() if len(unit) < 3]
    return made


def literals(folder: Path) -> Iterator[Pattern]:
    """What the regular expressions in the code below a folder look for word for word, each once."""
    from patterns import held

    seen: set[str] = set()
    for found in held(folder):
        for string in found.strings:
            for run in _runs(string):
                if run not in seen and run not in _UNITS.values():
                    seen.add(run)
                    yield Pattern(f"literal {run!r}", run)


def _runs(pattern: str) -> Iterator[str]:
    """The runs of literal characters in a regular expression; of what is none, itself."""
    try:
        tree = _parser.parse(pattern)
    except (re.error, OverflowError, RecursionError):
        yield pattern[:40]
        return
    stack: list[Any] = [tree]
    while stack:
        node, run = stack.pop(), ""
        for item in (*node, (None, None)):
            if item[0] is _constants.LITERAL:
                run += chr(item[1])
                continue
            if run:
                yield run
            run = ""
            stack += _below(item[1])


def _below(argument: Any) -> Iterator[Any]:
    for part in argument if isinstance(argument, tuple | list) else (argument,):
        if isinstance(part, _parser.SubPattern):
            yield part
        elif isinstance(part, list | tuple):
            yield from _below(part)


def seconds(read: Reader, text: str) -> float:
    """The processor time that reading a text takes, without that of collecting what others left behind."""
    gc.disable()
    try:
        started = time.process_time()
        read(text)
        return time.process_time() - started
    finally:
        gc.enable()
