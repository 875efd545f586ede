"""One source: what it imports, what its names are bound to, and every chain of calls in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tree_sitter import Node

from auditor.discover.bounds import spend
from auditor.discover.code.tree import ChainLink, SyntaxTree
from auditor.discover.words import words

MOST_VALUES = 40
_QUOTED = re.compile(r"[\"'`]([^\"'`\n]{1,200})[\"'`]")
_DOTTED = re.compile(r"[\w.:]+(?:\.\*|::\*)?")
_USE = re.compile(r"[\w*]+|::|[{},]")
_VERSION = re.compile(r"v\d+\Z")
# Languages in which a bare name may come from a module that is used as a whole, or be written in full.
QUALIFIED = words("csharp java ruby rust")
ITSELF = frozenset(("this", "self", "super", "base"))
_ALIASED = re.compile(r"([\w.]+)\s+as\s+(\w+)\Z")


class SourceFile:
    """One source, its names collected in one pass over its tree. Raises TooMuch."""

    def __init__(self, language: str, text: str) -> None:
        self.language = language
        self.tree = SyntaxTree(language, text)
        self.grammar = self.tree.grammar
        self.imports: dict[str, str] = {}
        self.modules: set[str] = set()
        self.values: dict[str, list[Node]] = {}
        self.fields: dict[tuple[str, str], list[Node]] = {}  # what `name.field = …` sets
        self.entries: dict[str, list[Node]] = {}  # what keys of any object hold
        self.types: dict[str, list[Node]] = {}
        self.own: set[str] = set()
        self.chains: list[list[ChainLink]] = []
        seen: set[int] = set()
        for node in self.tree.nodes():
            kind = node.type
            if kind in self.grammar.calls and node.id not in seen:
                spend()
                chain = self.tree.chain(node)
                seen.update(link.node.id for link in chain)
                self.chains.append(chain)
                self._required(chain)
            if kind in self.grammar.binds and not self._is_entry(node):
                self._bound(node)
            elif kind in self.grammar.pairs:
                self._entry(node)
            if kind in self.grammar.imports:
                self._imported(node)
            elif kind in self.grammar.own:
                self._declared(node)
        self.own -= self.imports.keys()

    def line(self, node: Node) -> int:
        """The line of a node, counted from 1."""
        return int(node.start_point[0]) + 1

    def origin(self, links: Sequence[ChainLink]) -> str:
        """The dotted name of a chain, its head as it was imported; empty where the head is none of the imports."""
        names = [link.name for link in links]
        if names and names[0] in self.imports:
            return ".".join([self.imports[names[0]], *names[1:]])
        return ""

    def dotted(self, links: Sequence[ChainLink]) -> str:
        """The dotted name of a chain, its head as it was imported where it was."""
        return self.origin(links) or ".".join(link.name for link in links)

    def shown(self, links: Sequence[ChainLink]) -> str:
        """Where a chain comes from, as the file shows: by its import, or by a name that is written in full."""
        if self.grammar.rows in QUALIFIED and links[0].name not in self.values and links[0].name not in self.own:
            return self.dotted(links)
        return self.origin(links)

    def _declared(self, node: Node) -> None:
        name = self.tree.part(node, "name") or self.tree.part(node, "identifier")
        if name is not None:
            self.own.add(self.tree.name(name))

    def _bound(self, node: Node) -> None:
        bind = self.grammar.binds[node.type]
        target = self.tree.part(node, bind.name)
        value = self.tree.part(node, bind.value) if bind.value else None
        if target is None:
            return
        if value is not None and (value.id == target.id or value.type in ("=>", "user_type")):
            value = None
        typed = self.tree.part(node, bind.type) or (
            node.parent.child_by_field_name("type")
            if node.parent is not None and node.type == "variable_declarator"
            else None
        )
        if target.type == "variable_declaration":  # Kotlin: a name and its type
            typed = self.tree.part(target, "user_type")
            target = self.tree.part(target, "first") or target
        if value is None and self.grammar.rows == "java":
            value = self._annotated(node)
        lefts = target.named_children if target.type in ("expression_list", "left_assignment_list") else [target]
        rights = value.named_children if value is not None and value.type == "expression_list" else [value]
        for index, left in enumerate(lefts):
            right = rights[index] if len(rights) == len(lefts) else rights[0] if index == 0 else None
            self._set(left, right, typed)

    def _annotated(self, node: Node) -> Node | None:
        """The text of `@Value("${model.name:heron}") String name`, which says a default."""
        holder = node.parent if node.type == "variable_declarator" else node
        modifiers = holder.named_child(0) if holder is not None else None
        for annotation in modifiers.named_children if modifiers is not None and modifiers.type == "modifiers" else ():
            if annotation.type == "annotation" and self.tree.text(annotation)[:7] == "@Value(":
                given = self.tree.part(annotation, "arguments")
                return self.tree.part(given, "string_literal") if given is not None else None
        return None

    def _set(self, target: Node, value: Node | None, typed: Node | None) -> None:
        if target.type in ("object_pattern", "array_pattern"):
            self._unpacked(target, value)
            return
        links = self.tree.chain(target)
        names = [link.name for link in links if link.name not in ITSELF]
        if not names or any(link.given for link in links):
            return
        if value is not None:
            required = self._module_of(value)
            if required and len(names) == 1:
                self.imports.setdefault(names[0], required)
            holders = [self.values.setdefault(names[-1], [])] if len(names) == 1 else []
            if len(names) > 1:
                holders.append(self.fields.setdefault((names[-2], names[-1]), []))
            for held in holders:
                if len(held) < MOST_VALUES:
                    held.append(value)
        if typed is not None and typed.type not in ("predefined_type", "implicit_type"):
            self.types.setdefault(names[-1], []).append(typed)

    def _unpacked(self, pattern: Node, value: Node | None) -> None:
        """`const { A, b: c } = require("m")`."""
        required = self._module_of(value) if value is not None else ""
        if not required:
            return
        self.modules.add(required)
        for child in pattern.named_children[:100]:
            key = self.tree.part(child, "key") or child
            name = self.tree.part(child, "value") or child
            self.imports[self.tree.name(name)] = f"{required}.{self.tree.name(key)}"

    def _module_of(self, value: Node) -> str:
        """The module that `require("m")` or `await import("m")` gives."""
        if self.grammar.rows != "javascript" or value.end_byte - value.start_byte > 300:
            return ""
        match = re.match(
            r"(?:await\s+)?(?:require|import)\s*\(\s*[\"'`]([^\"'`\n]+)[\"'`]\s*\)(.*)\Z", self.tree.text(value)
        )
        return match[1] + (match[2] if re.fullmatch(r"(?:\.\w+)*", match[2]) else "") if match else ""

    def _is_entry(self, node: Node) -> bool:
        """Whether this is an entry of an initializer that looks like an assignment."""
        return node.type in self.grammar.pairs and node.parent is not None and node.parent.type in self.grammar.objects

    def _entry(self, node: Node) -> None:
        key, value = (self.tree.part(node, field) for field in self.grammar.pairs[node.type])
        if key is not None and value is not None:
            held = self.entries.setdefault(self.key(key), [])
            if len(held) < MOST_VALUES:
                held.append(value)

    def key(self, node: Node) -> str:
        """The key of an entry, without quotes and marks."""
        return self.tree.text(node).strip("\"'`: ") if node.end_byte - node.start_byte < 200 else ""

    def _required(self, chain: Sequence[ChainLink]) -> None:
        """`require "openai"`, `require("openai")`."""
        link = chain[0]
        if link.name in ("require", "require_relative", "import", "gem") and link.given and len(chain) < 4:
            match = _QUOTED.search(self.tree.text(link.given[0])[:250])
            if match:
                self.modules.add(match[1])

    def _imported(self, node: Node) -> None:
        for name, origin in _READERS[self.grammar.rows](self, node):
            self.modules.add(origin)
            if name:
                self.imports[name] = origin

    def ecma_import(self, node: Node) -> Iterator[tuple[str, str]]:
        """`import A, { B as C } from "m"`, `import * as D from "m"`."""
        source = node.child_by_field_name("source")
        if source is None:
            return
        module = self.key(source)
        yield "", module
        stack = list(node.named_children)
        while stack:
            child = stack.pop()
            if child.type == "import_specifier":
                name = self.tree.part(child, "name")
                alias = self.tree.part(child, "alias") or name
                if name is not None and alias is not None:
                    yield self.tree.name(alias), f"{module}.{self.tree.name(name)}"
            elif child.type == "namespace_import":
                yield self.tree.name(child.named_children[-1]), module
            elif child.type == "identifier":
                yield self.tree.name(child), f"{module}.{self.tree.name(child)}"
            elif child.type in ("import_clause", "named_imports"):
                stack.extend(child.named_children)

    def go_import(self, node: Node) -> Iterator[tuple[str, str]]:
        """A package under its alias, or under each name that its path suggests."""
        path = self.tree.part(node, "path")
        module = self.key(path) if path is not None else ""
        alias = self.tree.part(node, "name")
        yield "", module
        if alias is not None:
            yield self.tree.name(alias), module
            return
        parts = [part for part in module.split("/") if not _VERSION.match(part)]
        last = re.sub(r"\.v\d+\Z", "", parts[-1]) if parts else ""
        for name in {
            last,
            last.removeprefix("go-"),
            last.removesuffix("-go"),
            last.replace("-", ""),
            last.rpartition("-")[2],
        }:
            yield name, module
        if last.endswith("-sdk-go"):
            yield last.removesuffix("-sdk-go"), module

    def dotted_import(self, node: Node) -> Iterator[tuple[str, str]]:
        """`import a.b.C;`, `import static a.b.C.D;`, `import a.b.*`, `import a.b.C as D`."""
        text = self.tree.text(node).strip(" ;\n").removeprefix("import").strip().removeprefix("static ").strip()
        aliased = _ALIASED.match(text)
        if aliased:
            yield aliased[2], aliased[1]
        elif text.endswith(".*"):
            yield "", text[:-2]
        else:
            yield text.rpartition(".")[2], text

    def using(self, node: Node) -> Iterator[tuple[str, str]]:
        """`using A.B;`, `using static A.B;`, `using C = A.B;`."""
        text = re.sub(r"\b(?:global|using|static)\b\s*", "", self.tree.text(node)).strip(" ;\n")
        name, equals, origin = text.partition("=")
        yield (name.strip(), origin.strip()) if equals else ("", text)

    def use(self, node: Node) -> Iterator[tuple[str, str]]:
        """`use a::{b::{self, C as D}, E};`, `use a::*;`."""
        yield from used(self.tree.text(node))


def used(text: str) -> Iterator[tuple[str, str]]:
    """The names that a declaration of Rust brings in, and the path of each; no name for all of a module."""
    stack: list[str] = []
    prefix = path = ""
    renamed = False
    for word in [*_USE.findall(text[text.find("use") + 3 : 20_000]), ","]:
        if word == "{":
            stack.append(prefix)
            prefix = path
        elif word in (",", "}"):
            if path and path != prefix:
                name = path.rpartition(".")[2]
                origin = path.removesuffix(".self").removesuffix(".*")
                yield ("" if name == "*" else origin.rpartition(".")[2]), origin
            if word == "}":
                prefix = stack.pop() if stack else ""
            path = prefix
        elif word == "as":
            renamed = True
        elif renamed:
            yield word, path
            renamed, path = False, prefix
        elif word != "::":
            path = f"{path}.{word}" if path else word


_READERS = {
    "javascript": SourceFile.ecma_import,
    "go": SourceFile.go_import,
    "java": SourceFile.dotted_import,
    "csharp": SourceFile.using,
    "rust": SourceFile.use,
}
