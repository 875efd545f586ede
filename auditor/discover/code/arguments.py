"""What a call is given: arguments by position and by name, however its language gives names.

Names are those of arguments, keys of objects, fields of structs, initializers, functional options (`WithModel(…)`),
methods of a builder, what a lambda does with its builder, and what is set later on the variable that holds the result.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from tree_sitter import Node

from auditor.discover.code.expressions import MOST_PARTS, MOST_STEPS
from auditor.discover.code.grammar import LAMBDAS, WRAPPERS
from auditor.discover.code.source import ITSELF, SourceFile
from auditor.discover.code.tree import ChainLink
from auditor.discover.code.values import CodeReader

_MOST_SET = 100


class CallArguments(NamedTuple):
    """The arguments of one call."""

    positional: Sequence[Node]
    named: Mapping[str, Sequence[Node]]


class ArgumentReader:
    """Collects the arguments of calls of one source."""

    def __init__(self, source: SourceFile, reader: CodeReader) -> None:
        self.source = source
        self.reader = reader
        self.tree = source.tree
        self.set_on: dict[str, list[tuple[str, Node]]] = {}
        for (holder, field), nodes in source.fields.items():
            self.set_on.setdefault(holder, []).extend((field, node) for node in nodes)
        for chain in source.chains:
            names = [link.name for link in chain]
            at = next((i for i, link in enumerate(chain) if link.given is not None), 0)
            if at and names[at - 1] in source.values:
                self.set_on.setdefault(names[at - 1], []).extend(self._methods(chain[at:]))

    def of(self, chain: Sequence[ChainLink], at: int) -> CallArguments:
        """The arguments of the call that is this link of a chain."""
        self.reader.steps = 0
        link = chain[at]
        positional = self.reader.positional(link)
        named: dict[str, list[Node]] = {}
        later = (*self._methods(chain[at + 1 :]), *self.set_on.get(self._holder(chain), ())[:_MOST_SET])
        for name, node in (*self._named(link, positional), *later):
            held = named.setdefault(name, [])
            if len(held) < MOST_PARTS:
                held.append(node)
        return CallArguments(positional, named)

    def way(self, arguments: CallArguments, way: str) -> list[Node]:
        """What stands under a keyword, or at the end of a way into its value."""
        first, *rest = way.split(".")
        found = list(arguments.named.get(first, ()))
        for step in rest:
            ends = [end for node in found for end in self.reader.ends(node)]
            if step != "*":  # the elements of a list are its ends already
                found = [value for end in ends for name, value in self.reader.entries(end) if name == step]
        return found

    def _named(self, link: ChainLink, positional: Sequence[Node]) -> Iterator[tuple[str, Node]]:
        for part in link.given or ():
            if part.type.endswith(("arguments", "argument_list")):
                for child in part.named_children[:100]:
                    named = self.reader.named(child)
                    if named is not None:
                        yield named
            elif part.type in self.source.grammar.objects:
                yield from self._entries(part)
            else:
                yield from self._in_lambda(part)
        for node in positional[:10]:
            yield from self._within(node)

    def _within(self, node: Node) -> Iterator[tuple[str, Node]]:
        """The names that an argument by position brings: an object, options, a lambda, a variable that holds them."""
        plain = self.tree.plain(node)
        if plain.type in LAMBDAS:
            yield from self._in_lambda(plain)
            return
        for end in self.reader.ends(node):
            yield from self._entries(end)
            if end.type in self.source.grammar.calls:
                chain = self.tree.chain(end)
                last = chain[-1]
                values = self.reader.positional(last)
                if values and last.name[:4] in ("With", "with"):
                    yield last.name, values[0]
                yield from self._methods(chain[1:])
                yield from ((name, value) for name, value in self._named_in(last))
        name = self.tree.name(plain) if plain.child_count == 0 else ""
        yield from self.set_on.get(name, ())[:_MOST_SET]

    def _named_in(self, link: ChainLink) -> Iterator[tuple[str, Node]]:
        for part in link.given or ():
            if part.type.endswith(("arguments", "argument_list")):
                yield from (named for child in part.named_children[:50] if (named := self.reader.named(child)))

    def _entries(self, node: Node) -> Iterator[tuple[str, Node]]:
        yield from self.reader.entries(node)

    def _methods(self, links: Sequence[ChainLink]) -> Iterator[tuple[str, Node]]:
        """`.model("x")`, `.withModel("x")`, `.setModel("x")`: the methods of a builder."""
        for link in links:
            if link.given:
                values = self.reader.positional(link)
                if values:
                    yield link.name, values[0]
                    if link.name[:3] == "set" and len(link.name) > 3:
                        yield (link.name[3:4].lower() + link.name[4:]).lstrip("_"), values[0]

    def _in_lambda(self, node: Node) -> Iterator[tuple[str, Node]]:
        """What a lambda sets on the builder that it is given: `b -> b.modelId("x")`, `{ modelId = "x" }`."""
        stack = [node]
        for _ in range(MOST_STEPS):
            if not stack:
                return
            part = stack.pop()
            bind = self.source.grammar.binds.get(part.type)
            if part.type in self.source.grammar.calls:
                yield from self._methods(self.tree.chain(part)[1:])
                continue
            if bind is not None and bind.value == "right":
                target, value = self.tree.part(part, "left"), self.tree.part(part, "right")
                if target is not None and value is not None:
                    yield self.tree.chain(target)[-1].name, value
                continue
            stack.extend(reversed(part.named_children))

    def _holder(self, chain: Sequence[ChainLink]) -> str:
        """The variable that holds the result of a chain; empty if none does."""
        node = chain[-1].node.parent
        for _ in range(8):
            if node is None:
                return ""
            bind = self.source.grammar.binds.get(node.type)
            if bind is not None:
                target = self.tree.part(node, bind.name)
                names = [link.name for link in self.tree.chain(target)] if target is not None else []
                return names[-1] if names and names[-1] not in ITSELF else ""
            if node.type not in WRAPPERS and node.type != "equals_value_clause":
                return ""
            node = node.parent
        return ""
