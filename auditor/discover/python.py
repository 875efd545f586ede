"""Python source: every call that loads a model or a dataset, its argument followed as far as the module says.

The source is parsed, never run. What Python cannot parse is read in pieces: each top-level block that parses is
analysed, the rest is searched for calls with a literal.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator
from itertools import pairwise

from auditor.discover.bounds import spend
from auditor.discover.finding import dynamic, of
from auditor.discover.lines import Lines
from auditor.discover.python_calls import (
    CALLS,
    HUB_LLM_MODULES,
    MARKERS,
    MODELSCOPE_CALLS,
    MODELSCOPE_MODULES,
    SECOND_ARGUMENT,
    Call,
)
from auditor.discover.python_scopes import CallSite, Module, last_name, read_module
from auditor.discover.python_values import Reader
from auditor.discover.reference import MODEL, NamePlace, hub_urls, read
from auditor.schema.discovery import Certainty, Found, FoundType

_BLOCK = re.compile(r"^(?=[^\s#)\]}])", re.MULTILINE)
_PROMPT = re.compile(r"^(?:>>> ?|\.\.\.(?: |$))", re.MULTILINE)
_MAGIC = re.compile(r"^([ \t]*)[%!?].*$", re.MULTILINE)
_LITERAL_CALL = re.compile(
    r"\b(from_pretrained|pipeline|SentenceTransformer|CrossEncoder|hf_hub_download|snapshot_download|load_dataset|LLM)"
    r"\s*\(\s*(?:[\w.]+\s*=\s*)?[\"']([^\"'\n]{1,200})[\"'](?:\s*,\s*(?:model\s*=\s*)?[\"']([^\"'\n]{1,200})[\"'])?"
)


def discover(file: str, text: str, *, kind: str | None = None) -> Iterator[Found]:
    """The references of a Python source; `kind` overrides the kind of each call."""
    if not MARKERS.search(text):
        return
    tree, unread = parse(text)
    if tree is not None:
        try:
            yield from _Source(file, read_module(tree), kind).found()
        except RecursionError:
            unread = [(1, text)]
    for line, block in unread:
        yield from _literals(file, block, line, kind)


def parse(text: str) -> tuple[ast.Module | None, list[tuple[int, str]]]:
    """The tree of what parses, and the blocks that do not, each with its first line."""
    tree = _tree(text)
    if tree is not None:
        return tree, []
    written, text = text, _MAGIC.sub(r"\1pass", _PROMPT.sub("", text.expandtabs(4)))
    tree = _tree(text) if text != written else None
    tree = tree or (_indented(text) if text[:1] in " \t" else None)
    if tree is not None:
        return tree, []
    good: list[str] = []
    bad: list[tuple[int, str]] = []
    line = 1
    for block in _blocks(text):
        spend()
        if block != text and _tree(block) is not None:
            good.append(block)
        else:
            bad.append((line, block))
            good.append("\n" * block.count("\n"))
        line += block.count("\n")
    return _tree("".join(good)), bad


def _blocks(text: str) -> list[str]:
    starts = [match.start() for match in _BLOCK.finditer(text)]
    edges = sorted({0, *starts, len(text)})
    return [text[start:end] for start, end in pairwise(edges)]


def _tree(text: str) -> ast.Module | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _indented(text: str) -> ast.Module | None:
    """The tree of a text that begins with white space, its lines counted as they stand."""
    tree = _tree("if True:\n" + text)
    for node in ast.walk(tree) if tree else ():
        if isinstance(node, ast.stmt | ast.expr):
            node.lineno -= 1
    return tree


def _literals(file: str, text: str, first_line: int, kind: str | None) -> Iterator[Found]:
    lines = Lines(text)
    for match in _LITERAL_CALL.finditer(text):
        call = CALLS[match[1]]
        written = match[3] if match[1] == "pipeline" else match[2]
        target = read(written, call.place) if written else None
        if target is not None:
            line = first_line + lines.at(match.start()) - 1
            yield of(file, line, kind or call.kind, target, certainty=Certainty.POSSIBLE, via=match[1])


class _Source:
    """One module, read."""

    def __init__(self, file: str, module: Module, kind: str | None) -> None:
        self.file = file
        self.module = module
        self.kind = kind
        self.reader = Reader(module)
        self.modelscope = any(origin.split(".")[0] in MODELSCOPE_MODULES for origin in module.imports.values())

    def found(self) -> Iterator[Found]:
        """The references of every call, then the files that strings point to."""
        for site in self.module.calls:
            yield from self._site(site)
        for node in self.module.strings:
            for _, target in hub_urls(str(node.value)):
                yield of(self.file, node.lineno, self.kind or "py_url", target, via="url")

    def _site(self, site: CallSite) -> Iterator[Found]:
        name = last_name(site.node.func)
        origin = self._origin(site.node.func)
        call = CALLS.get(
            self.module.imports.get(name, name).rpartition(".")[2] if name in self.module.imports else name
        )
        if origin.split(".")[0] in MODELSCOPE_MODULES:
            call = MODELSCOPE_CALLS.get(name, call)
        if call is None or (call.modules and not self._comes_from(origin, call.modules)):
            return
        place = self._place(call, origin)
        keywords = {item.arg: item.value for item in site.node.keywords if item.arg}
        revision = self._revision(keywords, site)
        place = self._repository(place, keywords, site)
        via = name
        for argument, loud in self._arguments(call, site, keywords):
            yield from self._argument(argument, site, call, place, revision, via, loud)

    def _origin(self, func: ast.expr) -> str:
        """The dotted name of what is called, its first part as it was imported."""
        parts: list[str] = []
        while isinstance(func, ast.Attribute) and len(parts) < 10:
            parts.append(func.attr)
            func = func.value
        head = func.id if isinstance(func, ast.Name) else ""
        return ".".join([self.module.imports.get(head, head), *reversed(parts)])

    @staticmethod
    def _comes_from(origin: str, modules: tuple[str, ...]) -> bool:
        parts = origin.split(".")
        return parts[0] in modules or (len(parts) > 1 and parts[-2] in modules)

    def _place(self, call: Call, origin: str) -> NamePlace:
        root = origin.split(".", maxsplit=1)[0]
        if root in MODELSCOPE_MODULES:
            return call.place._replace(modelscope=True)
        if call.kind == "py_vllm_llm" and root in HUB_LLM_MODULES:
            return MODEL
        return call.place

    def _repository(self, place: NamePlace, keywords: dict[str, ast.expr], site: CallSite) -> NamePlace:
        """A place that `repo_type=` makes a dataset's or a Space's."""
        if "repo_type" not in keywords:
            return place
        texts = self.reader.values(keywords["repo_type"], site).texts
        what = FoundType(texts[0]) if texts[:1] in (("dataset",), ("space",)) else None
        return place if what is None else place._replace(what=what, bare=what)

    def _revision(self, keywords: dict[str, ast.expr], site: CallSite) -> str | None:
        node = keywords.get("revision")
        if node is None:
            return None
        texts = self.reader.values(node, site).texts
        return texts[0] if texts else None

    def _arguments(self, call: Call, site: CallSite, keywords: dict[str, ast.expr]) -> Iterator[tuple[ast.expr, bool]]:
        position = call.position
        names = call.keywords
        func = site.node.func
        owner = last_name(func.value) if isinstance(func, ast.Attribute) and func.attr == "from_pretrained" else ""
        if SECOND_ARGUMENT.match(owner):
            position, names = 1, ("model_id",)
        main = next((keywords[name] for name in names if name in keywords), None)
        if main is None and position is not None and len(site.node.args) > position:
            main = site.node.args[position]
        if main is not None and not isinstance(main, ast.Starred):
            yield main, call.loud
        yield from ((keywords[name], False) for name in call.more if name in keywords)

    def _argument(
        self, node: ast.expr, site: CallSite, call: Call, place: NamePlace, revision: str | None, via: str, loud: bool
    ) -> Iterator[Found]:
        kind = self.kind or (f"{call.kind}_revision" if revision and call.kind == "py_from_pretrained" else call.kind)
        values = self.reader.values(node, site)
        certainty = Certainty.POSSIBLE if len(values.texts) > 1 else Certainty.LIKELY
        for text in values.texts:
            target = read(text, place)
            if target is not None:
                sure = Certainty.CERTAIN if values.direct else certainty
                yield of(self.file, site.node.lineno, kind, target, revision=revision, certainty=sure, via=via)
        if not values.texts and not values.loaded and loud:
            yield dynamic(self.file, site.node.lineno, kind, _source(node), revision=revision, via=via)


def _source(node: ast.expr) -> str:
    try:
        return ast.unparse(node)
    except (RecursionError, ValueError):
        return "…"
