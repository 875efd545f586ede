"""Shell scripts and command lines: downloads, servers, and options that take a model."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, MutableMapping

from auditor.discover.finding import found, of
from auditor.discover.http_calls import requests
from auditor.discover.keys import is_secret, place_of
from auditor.discover.providers import provider
from auditor.discover.reference import hub_urls, is_id, read
from auditor.discover.services import at as at_service
from auditor.discover.services import prefixed
from auditor.discover.shell_table import FLAGS, OF_PROGRAMS, OPTIONS, SERVER_IMAGE, SETTERS, SHORT_MODEL, VERBS, Verb
from auditor.discover.shell_values import SEVERAL, VALUES
from auditor.discover.shell_words import Command, Word, assignment, commands, expand
from auditor.discover.target import MODEL_ONLY, NamePlace, Target
from auditor.discover.variables import from_variable
from auditor.schema.discovery import Certainty, Found, FoundType

KIND = "shell_vllm_tgi"
MAX_NESTING = 3
MAX_VALUE = 300
_PROMPTS = frozenset(
    {"$", ">", "%", "!", "#", "&&", "sudo", "export", "set", "local", "readonly", "declare", "ENV", "ARG", "then", "do"}
)
# `a=1,b=2` is two settings; a comma without a name behind it belongs to the value.
_PAIRS = re.compile(r",(?=[A-Za-z_][\w.-]{0,80}=)")
_SERVICE_OF_HUB = re.compile(r"(?:router|api-inference)\.huggingface\.co/")
_ADAPTERS = re.compile(r"\w*(?:LORA|ADAPTER)\w*=", re.IGNORECASE)
_IN_BRACES = re.compile(r"\b([A-Z][A-Z0-9_]{2,60})[\"']?\s{0,9}[=:]\s{0,9}[\"']?([\w.-]{1,100}/[\w.-]{1,100})")
_SHELLS = re.compile(r"-[a-z]*c\Z")
_BY_FIRST: dict[str, list[Verb]] = {}
for _verb in sorted(VERBS, key=lambda verb: -len(verb.words)):
    _BY_FIRST.setdefault(_verb.words[0], []).append(_verb)
_FETCHERS = frozenset({"wget", "curl", "aria2c", "axel", "ADD", "Invoke-WebRequest", "iwr", "clone"})
# What a value is where only the words of its option speak.
_BY_WORDS = (FoundType.MODEL, FoundType.DATASET, FoundType.API_MODEL)
_MARKERS = re.compile(
    r"-hf|hf[-_ ]|huggingface|hf\.|--\w*(?:model|repo|tokenizer|dataset|teacher|ref|reward|lora|adapter|"
    r"pretrain|ckpt|critic|embed|speculative)|"
    r"ollama|ramalama|docker model|vllm|lmdeploy|trtllm|mlc_llm|litgpt|modelscope|_MODEL|MODEL_|MODEL=|pretrained=|"
    r"LORA|DEPLOYMENT|[\"']model\\?[\"']|:11434|/api/pull|model=|/models?/|/deployments/|-mu |bedrock|spacy|"
    r"gh models|\blms |aphrodite|"
    r"openllm|(?:model|tokenizer|dataset|llm)\.\w|(?:llm|mods|aichat|mistralrs) "
)


def discover(
    file: str,
    text: str,
    *,
    kind: str | None = None,
    variables: Mapping[str, str] | None = None,
    first_line: int = 1,
    depth: int = 0,
) -> Iterator[Found]:
    """The references of a script. `kind` overrides the kind that each command has of its own."""
    if not _MARKERS.search(text):
        return
    known = dict(variables or {})
    for command in commands(text, first_line):
        yield from from_command(file, command, kind, known, depth)


def from_command(
    file: str, command: Command, kind: str | None, known: MutableMapping[str, str], depth: int = 0
) -> Iterator[Found]:
    """The references of one command; assignments are remembered in `known`."""
    words = _assignments(command, known)
    for name, value, line in words[1]:
        yield from from_variable(file, line, kind or "env_file", name, value, known)
    rest = words[0]
    expanded = [_expanded(word, known) for word in rest]
    for i, (word, _) in enumerate(expanded):
        if word.script and depth < MAX_NESTING and (i and _SHELLS.match(expanded[i - 1][0].text)):
            yield from discover(file, word.text, kind=kind, variables=known, first_line=word.line, depth=depth + 1)
    yield from _Expanded(file, kind, expanded).found()


def _assignments(command: Command, known: MutableMapping[str, str]) -> tuple[Command, list[tuple[str, str, int]]]:
    """The command without its leading assignments, and those."""
    made: list[tuple[str, str, int]] = []
    rest = list(command)
    setting = False
    while rest:
        pair = assignment(rest[0].text)
        if pair is None and rest[0].text not in _PROMPTS:
            # Dockerfile's older form: ENV NAME value
            if setting and len(rest) == 2 and rest[0].text.isidentifier():
                pair = (rest[0].text, rest[1].text)
                rest = rest[1:]
            else:
                break
        elif pair is None:
            setting = rest[0].text == "ENV"
        if pair is not None:
            value, _ = expand(pair[1], known)
            if not is_secret(pair[0]):
                known[pair[0]] = value[:MAX_VALUE]
            made.append((pair[0], value, rest[0].line))
        rest = rest[1:]
    return rest, made


def _expanded(word: Word, known: Mapping[str, str]) -> tuple[Word, str]:
    text, how = expand(word.text, known)
    return (word, how) if how == "literal" else (word._replace(text=text), how)


class _Expanded:
    """One command, its words expanded."""

    def __init__(self, file: str, kind: str | None, words: list[tuple[Word, str]]) -> None:
        self.file = file
        self.kind = kind
        self.words = [word for word, _ in words]
        self.how = [how for _, how in words]
        self.options = _options(self.words)
        self.revision = self.options.get("--revision")
        self.fetches = any(word.text in _FETCHERS for word in self.words)
        self.short = next((i for i, word in enumerate(self.words) if word.text.rpartition("/")[2] in SHORT_MODEL), None)

    def found(self) -> Iterator[Found]:
        """Every reference, by verb, by option, by URL."""
        for i, word in enumerate(self.words):
            text = word.text
            if text in _BY_FIRST or text.rpartition("/")[2] in _BY_FIRST:
                yield from self._verb(i)
            elif text.startswith("-"):
                yield from self._option_at(i)
            elif "=" in text or "{" in text:
                yield from self._pair(i)
            elif SERVER_IMAGE.match(text):
                yield from self._served(i)
            if "://" in text:
                yield from self._url(i)
        for i, below, target in requests(self.words):
            line = self.words[i].line + below
            yield of(self.file, line, self.kind or "http_request", target, certainty=self._certainty(i), via="request")

    def _certainty(self, i: int) -> Certainty:
        return Certainty.CERTAIN if self.how[i] == "literal" else Certainty.LIKELY

    def _verb(self, i: int) -> Iterator[Found]:
        first = self.words[i].text if self.words[i].text in _BY_FIRST else self.words[i].text.rpartition("/")[2]
        for verb in _BY_FIRST[first]:
            texts = (first, *(word.text for word in self.words[i + 1 : i + len(verb.words)]))
            if texts == verb.words:
                at = self._positional(i + len(verb.words))
                if at is not None:
                    text = f"{verb.account}/{self.words[at].text}" if verb.account else self.words[at].text
                    yield from self._named(at, text, verb.kind, self._repo_type(verb), " ".join(verb.words))
                return

    def _served(self, i: int) -> Iterator[Found]:
        """The first argument of an image that serves it."""
        if i + 1 < len(self.words) and is_id(self.words[i + 1].text):
            yield from self._named(i + 1, self.words[i + 1].text, KIND, MODEL_ONLY, self.words[i].text)

    def _repo_type(self, verb: Verb) -> NamePlace:
        what = self.options.get("--repo-type") if verb.kind == "cli_hf_download" else None
        return NamePlace(FoundType(what), FoundType(what)) if what in ("dataset", "space") else verb.place

    def _positional(self, start: int) -> int | None:
        skip = False
        for i in range(start, len(self.words)):
            text = self.words[i].text
            if skip:
                skip = False
            elif text.startswith("-"):
                skip = "=" not in text and text not in FLAGS
            elif not text.startswith((">", "<<", "2>")):
                return i
        return None

    def _option_at(self, i: int) -> Iterator[Found]:
        name, equals, value = self.words[i].text.partition("=")
        at = i if equals else i + 1
        if at >= len(self.words):
            return
        value = value if equals else self.words[at].text
        if name in VALUES:
            for word, text in self._values(at, value, name):
                for named, revision in VALUES[name](text):
                    yield from self._named(word, named, KIND, MODEL_ONLY, name, revision)
            return
        if equals and name in SETTERS:
            yield from self._pair(i, value)
        elif not value.startswith("-"):
            yield from self._value(i, at, value, name)

    def _value(self, i: int, at: int, value: str, name: str) -> Iterator[Found]:
        entry = self._entry(i, name)
        if entry is None:
            yield from self._by_words(at, value, name) if name.startswith("--") else ()
            return
        service = self._service(value) if entry[1].what is FoundType.MODEL else None
        if service is None:
            yield from self._named(at, value, entry[0], entry[1], name)
        else:
            yield of(
                self.file, self.words[at].line, self.kind or KIND, service, certainty=self._certainty(at), via=name
            )

    def _entry(self, i: int, name: str) -> tuple[str, NamePlace] | None:
        """What an option takes, by the tables and by the program that it is given to."""
        program = self.words[0].text.rpartition("/")[2]
        short = name == "-m" and self.short is not None and self.short < i
        entry = OPTIONS["--model"] if short else OF_PROGRAMS.get((program, name)) or OPTIONS.get(name)
        if entry is not None and program == "modelscope":
            return "cli_modelscope_download", entry[1]._replace(modelscope=True)
        return entry

    def _by_words(self, at: int, value: str, name: str) -> Iterator[Found]:
        """An option that no table has, by the words that it is made of."""
        place = place_of(name.rpartition(".")[2])
        if place is not None:
            yield from (item for item in self._named(at, value, KIND, place, name) if item.type in _BY_WORDS)

    def _values(self, at: int, value: str, name: str) -> Iterator[tuple[int, str]]:
        """The value of an option; for one that takes several, those that follow too."""
        yield at, value
        if name in SEVERAL:
            for i in range(at + 1, len(self.words)):
                if self.words[i].text.startswith("-"):
                    return
                yield i, self.words[i].text

    def _service(self, value: str) -> Target | None:
        """What a service of models is asked for: by the program, or by a prefix with a colon."""
        if self.words[0].text == "aws" and any(word.text.startswith("bedrock") for word in self.words[1:3]):
            return at_service(provider("bedrock"), value)
        return prefixed(value)

    def _pair(self, i: int, text: str | None = None) -> Iterator[Found]:
        """`NAME=value`, in a list between commas too, and `part.name=value` as Helm and Hydra are told it."""
        text = self.words[i].text if text is None else text
        for pair in [text] if _ADAPTERS.match(text) else _PAIRS.split(text):
            made = assignment(pair)
            name, _, value = pair.partition("=")
            *above, key = name.lstrip("+").split(".")
            if made is not None:
                yield from from_variable(self.file, self.words[i].line, self.kind or KIND, *made)
            elif above and (place := place_of(key, above[-1])):
                yield from (item for item in self._named(i, value, KIND, place, name) if item.type in _BY_WORDS)
        if "{" in self.words[i].text:
            for name, value in _IN_BRACES.findall(self.words[i].text):
                yield from from_variable(self.file, self.words[i].line, self.kind or KIND, name, value)

    def _url(self, i: int) -> Iterator[Found]:
        if _SERVICE_OF_HUB.search(self.words[i].text):
            return  # a request: what it asks for is read as one
        for _, target in hub_urls(self.words[i].text, files_only=not self.fetches):
            yield of(self.file, self.words[i].line, self.kind or "download_url", target, via="url")
        if self.fetches and "modelscope." in self.words[i].text:
            elsewhere = read(self.words[i].text.removesuffix(".git"))
            if elsewhere is not None:
                yield of(self.file, self.words[i].line, self.kind or "download_url", elsewhere, via="url")

    def _named(
        self, at: int, text: str, kind: str, place: NamePlace, via: str, revision: str | None = None
    ) -> Iterator[Found]:
        text, tag = _untagged(text, kind)
        item = found(
            self.file,
            self.words[at].line,
            self.kind or kind,
            text,
            place=place,
            revision=revision or (self.revision if kind not in ("ollama_cli", "llamacpp_hf") else None),
            certainty=self._certainty(at),
            via=via + tag,
        )
        if item is not None:
            yield item


def _options(command: Command) -> dict[str, str]:
    """The options of a command with their values; of those that stand twice, the first."""
    found: dict[str, str] = {}
    for i, word in enumerate(command):
        name, equals, value = word.text.partition("=")
        if name.startswith("-"):
            found.setdefault(name, value if equals else "".join(following.text for following in command[i + 1 : i + 2]))
    return found


def _untagged(text: str, kind: str) -> tuple[str, str]:
    """llama.cpp's `org/name:quantization` without the quantization."""
    name, colon, tag = text.partition(":")
    if kind == "llamacpp_hf" and colon and "/" in name and not tag.startswith("//"):
        return name, f" {tag}"
    return text, ""
