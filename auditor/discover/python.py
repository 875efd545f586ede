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
from typing import NamedTuple

from auditor.discover import python_settings
from auditor.discover.bounds import spend
from auditor.discover.by_words import may_set
from auditor.discover.finding import dynamic, of
from auditor.discover.forms import forms, triggers
from auditor.discover.lines import Lines
from auditor.discover.naming import place_of, read_form
from auditor.discover.providers import named, of_prefix
from auditor.discover.python_forms import FormMatch, Matcher
from auditor.discover.python_scopes import EACH, CallSite, Module, Step, last_name, read_module
from auditor.discover.python_values import Reader, Values, Vantage
from auditor.discover.reference import hub_urls
from auditor.discover.target import NamePlace
from auditor.schema.discovery import Certainty, Found, FoundType

KIND = "py_api_call"
_BLOCK = re.compile(r"^(?=[^\s#)\]}])", re.MULTILINE)
_PROMPT = re.compile(r"^(?:>>> ?|\.\.\.(?: |$))", re.MULTILINE)
_MAGIC = re.compile(r"^([ \t]*)[%!?].*$", re.MULTILINE)
_HUB = re.compile(r"hf[-_]hub:|huggingface\.co|hf-mirror\.com|\bhf\.co|hf://")
_LITERAL_CALL = re.compile(
    r"\b(from_pretrained|pipeline|SentenceTransformer|CrossEncoder|hf_hub_download|snapshot_download|load_dataset|LLM)"
    r"\s*\(\s*(?:[\w.]+\s*=\s*)?[\"']([^\"'\n]{1,200})[\"'](?:\s*,\s*(?:model\s*=\s*)?[\"']([^\"'\n]{1,200})[\"'])?"
)


def discover(file: str, text: str, *, kind: str | None = None) -> Iterator[Found]:
    """The references of a Python source; `kind` overrides the kind of each call."""
    sets = may_set(text)
    if not may_name(text) and not sets:
        return
    tree, unread = parse(text)
    if tree is not None:
        try:
            calls = list(_Source(file, read_module(tree), kind).found())
            yield from calls
            if sets:
                yield from python_settings.discover(file, text, tree, calls)
        except RecursionError:
            unread = [(1, text)]
    for line, block in unread:
        yield from _literals(file, block, line, kind)


def may_name(text: str) -> bool:
    """Whether a text holds the words of a call of the table, or an address of the Hub."""
    return _HUB.search(text) is not None or triggers("python", text)


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
        row = next(row for row in forms("python").forms[match[1]] if not row.modules)
        written = match[3] if match[1] == "pipeline" else match[2]
        target = read_form(written, row, place_of(row)) if written else None
        if target is not None:
            line = first_line + lines.at(match.start()) - 1
            yield of(file, line, kind or row.kind or KIND, target, certainty=Certainty.POSSIBLE, via=match[1])


class _Source:
    """One module, read."""

    def __init__(self, file: str, module: Module, kind: str | None) -> None:
        self.file = file
        self.module = module
        self.kind = kind
        self.reader = Reader(module)
        self.matcher = Matcher(module, self.reader)

    def found(self) -> Iterator[Found]:
        """The references of every call, then the files that strings point to."""
        for site in self.module.calls:
            yield from self._site(site)
        for node in self.module.strings:
            for _, target in hub_urls(str(node.value)):
                yield of(self.file, node.lineno, self.kind or "py_url", target, via="url")

    def _site(self, site: CallSite) -> Iterator[Found]:
        match = self.matcher.match(site)
        if match is None:
            return
        spend()
        keywords = {item.arg: item.value for item in site.node.keywords if item.arg}
        call = _Call(site, match, keywords, self._revision(keywords, site), last_name(site.node.func))
        place = self._repository(place_of(match.row, match.service), keywords, site)
        main = next(iter(self._main(call)), None)
        if main is not None:
            yield from self._argument(call, place, *main, loud=not match.row.quiet)
        elif match.row.names == "api_model" and not match.row.quiet and not match.only_known:
            yield from self._spread(call)
        for way in match.row.more:
            for node, steps in self._at(call, way):
                yield from self._argument(call, place, node, steps, loud=False)

    def _spread(self, call: _Call) -> Iterator[Found]:
        """`create(**settings)`: a model is asked for, and nothing here says which."""
        for item in call.site.node.keywords:
            if item.arg is None:
                written = f"**{_source(item.value)}"
                yield dynamic(self.file, call.site.node.lineno, self.kind or KIND, written, via=call.via)
                return

    def _main(self, call: _Call) -> Iterator[tuple[ast.expr, tuple[Step, ...]]]:
        """The argument that the form means, first."""
        row = call.match.row
        for way in row.keywords:
            yield from self._at(call, way)
        arguments = call.site.node.args
        at = -1 if row.position is None or call.match.by_keyword else row.position
        if 0 <= at < len(arguments) and not any(isinstance(item, ast.Starred) for item in arguments[: at + 1]):
            yield from self._within(arguments[at], call)
            yield arguments[at], ()

    def _within(self, node: ast.expr, call: _Call) -> Iterator[tuple[ast.expr, tuple[Step, ...]]]:
        """The entry of a mapping that is given in place of the argument."""
        ends = self.reader.ends(node, Vantage(call.site.scope, node.lineno, call.site.branch))
        if any(isinstance(end, ast.Dict) for end, _ in ends):
            ways = [way for way in call.match.row.keywords if self.reader.values(node, call.site, (way,)).there]
            yield from ((node, (way,)) for way in ways[:1])

    def _at(self, call: _Call, way: str) -> Iterator[tuple[ast.expr, tuple[Step, ...]]]:
        """The argument of this way, and the steps into it: a keyword, or an entry of what is spread into the call."""
        first, *steps = way.split(".")
        into: tuple[Step, ...] = tuple(EACH + "values" if step == "*" else step for step in steps)
        if first in call.keywords:
            node = call.keywords[first]
            if not into or self.reader.values(node, call.site, into).there:
                yield node, into
            return
        for item in call.site.node.keywords:
            if item.arg is None and self.reader.values(item.value, call.site, (first, *into)).there:
                yield item.value, (first, *into)

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

    def _argument(
        self, call: _Call, place: NamePlace, node: ast.expr, steps: tuple[Step, ...], *, loud: bool
    ) -> Iterator[Found]:
        row, site = call.match.row, call.site
        kind = row.kind or KIND
        kind = self.kind or (f"{kind}_revision" if call.revision and kind == "py_from_pretrained" else kind)
        values: Values = self.reader.values(node, site, steps)
        certainty = Certainty.POSSIBLE if len(values.texts) > 1 else Certainty.LIKELY
        line = site.node.lineno
        for text in (self._routed(text, call) for text in values.texts):
            service = named(text) if call.match.by_name else None
            target = read_form(text, row, place_of(row, service) if service else place)
            if target is None or (call.match.only_known and not service):
                continue
            sure = Certainty.CERTAIN if values.direct else certainty
            yield of(
                self.file, line, kind, target, revision=call.revision, certainty=sure, via=call.via, remark=row.note
            )
        if not values.texts and not values.loaded and loud and not call.match.only_known:
            yield dynamic(self.file, line, kind, _source(node), revision=call.revision, via=call.via)

    def _routed(self, text: str, call: _Call) -> str:
        """A name with its provider in front, where another argument says that."""
        node = call.keywords.get(call.match.row.route or "")
        said = self.reader.values(node, call.site).texts if node is not None else ()
        return (
            f"{said[0]}/{text}" if said and of_prefix(said[0]) and of_prefix(text.partition("/")[0]) is None else text
        )


class _Call(NamedTuple):
    """A call, the form that it is, and what is asked of it more than once."""

    site: CallSite
    match: FormMatch
    keywords: dict[str, ast.expr]
    revision: str | None
    via: str


def _source(node: ast.expr) -> str:
    try:
        return ast.unparse(node)
    except (RecursionError, ValueError):
        return "…"
