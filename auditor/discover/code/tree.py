"""The text of a source → the tree of its syntax, in bounded time, and the few steps through it that readers need.

A text that nests deeper than anybody writes is not parsed at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from typing import NamedTuple

from tree_sitter import Language, Node, Parser

from auditor.discover.bounds import TooMuch
from auditor.discover.code.grammar import GRAMMARS, NAMES, WRAPPERS, CallShape, Grammar
from auditor.discover.parsing import parsed

MOST_CHARACTERS = 300_000  # what people write is shorter; bundles made by programs are not
MOST_NESTED = 250
MOST_ANGLES = 100
DEEPEST = 1_000
MOST_PARTS = 50  # a node with more children is a list, and no part of it is asked for by its type
LONGEST_CHAIN = 100
_BRACKET = re.compile(r"/\*|\*/|[(\[{<]|[)\]}>;]")
_OPENING = frozenset(("(", "[", "{", "/*"))


class ChainLink(NamedTuple):
    """One name of a chain such as `client.chat.create(…)`, with what it is given where it is called."""

    name: str
    node: Node
    given: tuple[Node, ...] | None = None


class SyntaxTree:
    """The tree of one source."""

    def __init__(self, language: str, text: str) -> None:
        self.grammar = GRAMMARS[language]
        if len(text) > MOST_CHARACTERS:
            raise TooMuch(f"code of more than {MOST_CHARACTERS:,} characters")
        if _nested(text):
            raise TooMuch("nested too deep")
        self.bytes = text.encode("utf-8", "replace")
        self.root = parsed(Parser(_language(self.grammar)), self.bytes)

    def nodes(self) -> Iterator[Node]:
        """Every node that is a call, a binding, an import or a declaration, in the order of the text."""
        asked, cursor = _asked(self.grammar), self.root.walk()
        while True:
            node = cursor.node
            if node is not None and node.type in asked:
                yield node
            if cursor.goto_first_child():
                if cursor.depth > DEEPEST:
                    raise TooMuch("nested too deep")
                continue
            while not cursor.goto_next_sibling():
                if not cursor.goto_parent():
                    return

    def text(self, node: Node) -> str:
        """What stands there."""
        return self.bytes[node.start_byte : node.end_byte].decode("utf-8", "replace")

    def plain(self, node: Node) -> Node:
        """The expression within what only wraps it."""
        for _ in range(LONGEST_CHAIN):
            field = WRAPPERS.get(node.type)
            inner = None if field is None else self.part(node, field or "last")
            if inner is None:
                return node
            node = inner
        return node

    def part(self, node: Node, field: str) -> Node | None:
        """The child of this field or type; `first` and `last` of those that have a name."""
        if field in ("first", "last"):
            named = [child for child in node.named_children if child.type not in ("comment", "line_comment")]
            return None if not named else named[0] if field == "first" else named[-1]
        found = node.child_by_field_name(field) if field else None
        if found is not None or not field or node.named_child_count > MOST_PARTS:
            return found
        return next((child for child in node.named_children if child.type == field), None)

    def chain(self, node: Node) -> list[ChainLink]:
        """The links of an expression, the head first; a head that is no name has an empty one."""
        links: list[ChainLink] = []
        for _ in range(LONGEST_CHAIN):
            node = self.plain(node)
            call = self.grammar.calls.get(node.type)
            given = None
            called = node
            if call is not None:
                given = self._given(node, call)
                inner = self.part(node, call.callee)
                if call.name:
                    name = self.part(node, call.name)
                    links.append(ChainLink(self.name(name) if name else "$call", node, given))
                    if inner is None:
                        break
                    node = inner
                    continue
                if inner is None:  # `Type name = new(…)`
                    typed = self._declared_type(node)
                    made = self.chain(typed) if typed is not None else [ChainLink("", node)]
                    links += [ChainLink(made[-1].name, node, given), *reversed(made[:-1])]
                    break
                called = self.plain(inner)
            member = self.grammar.members.get(called.type)
            if member is not None:
                name = self.part(called, member[1])
                name = self.part(name, "name") or name if name is not None else None
                links.append(ChainLink(self.name(self.plain(name)) if name else "", node, given))
                following = self.part(called, member[0])
                if following is None:
                    break
                node = following
            elif called.type in NAMES or call is None:
                links.append(ChainLink(self.name(called) if called.type in NAMES else "", node, given))
                break
            else:
                links.append(ChainLink("$call", node, given))
                node = called
        links.reverse()
        return links

    def _declared_type(self, node: Node) -> Node | None:
        """The type that is written beside the name which is given this value."""
        outer = node.parent
        for _ in range(3):
            if outer is None:
                return None
            typed = outer.child_by_field_name("type")
            if typed is not None:
                return typed if typed.type != "implicit_type" else None
            outer = outer.parent
        return None

    def name(self, node: Node) -> str:
        """A name without the marks of its language."""
        return self.text(node).lstrip("@$#:").strip("`?!") if node.end_byte - node.start_byte < 200 else ""

    def _given(self, node: Node, call: CallShape) -> tuple[Node, ...]:
        found = []
        for field in (call.arguments, *call.more):
            part = self.part(node, field)
            if part is not None and part not in found:
                found.append(part)
        return tuple(found)


def _nested(text: str) -> bool:
    """Whether brackets, comments or angles are open too deep. Strings count along: a bound, not a reading."""
    depth = angles = 0
    for mark in _BRACKET.findall(text):
        if mark == "<":
            angles += 1
        elif mark == ">":
            angles = max(0, angles - 1)
        elif mark in _OPENING:
            depth += 1
        elif depth and mark != ";":
            depth -= 1
        if mark in ";{}":
            angles = 0
        if depth > MOST_NESTED or angles > MOST_ANGLES:
            return True
    return False


@lru_cache(maxsize=16)
def _loaded(module: str, function: str) -> Language:
    return Language(getattr(import_module(module), function)())


def _language(grammar: Grammar) -> Language:
    return _loaded(grammar.module, grammar.function)


@lru_cache(maxsize=16)
def _of(module: str, function: str) -> frozenset[str]:
    grammar = next(held for held in GRAMMARS.values() if (held.module, held.function) == (module, function))
    return frozenset((*grammar.calls, *grammar.binds, *grammar.imports, *grammar.own, *grammar.pairs))


def _asked(grammar: Grammar) -> frozenset[str]:
    return _of(grammar.module, grammar.function)
