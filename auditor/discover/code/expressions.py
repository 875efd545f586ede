"""What an expression is in the end: names followed, alternatives apart, the entries of objects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tree_sitter import Node

from auditor.discover.bounds import TooMuch
from auditor.discover.code.grammar import ALTERNATIVES, FUNCTIONS, INDEXED, LAMBDAS, LISTS, NAMES
from auditor.discover.code.source import ITSELF, SourceFile
from auditor.discover.code.tree import ChainLink

DEPTH = 8
MOST_STEPS = 400
MOST_OF_ALL = 40_000
MOST_PARTS = 20
_MOST_NESTED = 60
_NAMED = ("name", "pattern", "left")
_TAKES_OVER = ("spread_element", "hash_splat_argument", "base_field_initializer")
_SHORT = ("shorthand_property_identifier", "shorthand_field_initializer")
_RETURNS = ("return_statement", "return", "return_expression", "jump_expression")


class Expressions:
    """The expressions of one source. One question takes so many steps and no more, and all together do.

    Who asks sets `steps` to nothing first. Raises TooMuch.
    """

    def __init__(self, source: SourceFile) -> None:
        self.source = source
        self.tree = source.tree
        self.steps = self.all_steps = 0

    def is_text(self, node: Node) -> bool:
        """Whether this is a literal text."""
        return node.type in self.source.grammar.strings

    def spent(self) -> bool:
        """Takes a step; whether there is none left."""
        self.steps += 1
        self.all_steps += 1
        if self.all_steps > MOST_OF_ALL:
            raise TooMuch("takes too long to follow")
        return self.steps > MOST_STEPS

    def ends(self, node: Node, depth: int = DEPTH) -> Iterator[Node]:
        """What an expression is in the end: literals, calls, objects, and names that nothing in the file binds."""
        node = self.tree.plain(node)
        if depth <= 0 or self.spent():
            return
        parts = self._parts(node, depth)
        if parts is None or (node.type in ALTERNATIVES and self._operator(node) == "+"):
            yield node
        for part in parts or ():
            yield from self.ends(part, depth - 1)

    def _parts(self, node: Node, depth: int) -> list[Node] | None:
        """The expressions of which this one has the value; None where it is an end."""
        kind = node.type
        if kind in ALTERNATIVES:
            return self._alternatives(node)
        if kind in LISTS:
            return list(node.named_children[:MOST_PARTS])
        if kind in LAMBDAS:
            return self.results(node)
        if kind in INDEXED:
            return self._indexed(node, depth) or None
        if kind in NAMES or kind in self.source.grammar.members:
            return self.lookup(self.tree.chain(node), depth) or None
        return None

    def lookup(self, links: Sequence[ChainLink], depth: int = DEPTH) -> list[Node]:
        """What a name or a member is bound to in this file; nothing where that is not seen."""
        source = self.source
        names = [link.name for link in links]
        if any(link.given is not None for link in links) or not names[-1]:
            return []
        own = names[0] in ITSELF
        names = names[1:] if own else names
        if not names or names[0] in source.imports:
            return []
        if len(names) == 1:
            bound = self._in_scope(names[0], links[-1].node, own)
            return [*bound, *(source.entries.get(names[0], ()) if own else ())]
        found = list(source.fields.get((names[-2], names[-1]), ()))
        for value in self._in_scope(names[0], links[0].node, own) if len(names) < 5 else ():
            found.extend(self._within(value, names[1:], depth))
        if not found and (names[0] in source.own or names[0] not in source.values):
            found.extend(source.values.get(names[-1], ()))
        return found or list(source.entries.get(names[-1], ()) if names[0] in source.values or own else ())

    def _in_scope(self, name: str, use: Node, own: bool) -> list[Node]:
        """The values of a name in the innermost function around its use that binds it; of all where none does."""
        bound = self.source.values.get(name, [])
        outer = use.parent
        for _ in range(_MOST_NESTED if not own else 0):
            if outer is None:
                break
            if outer.type in FUNCTIONS:
                inner = [node for node in bound if outer.start_byte <= node.start_byte < outer.end_byte]
                if inner:
                    return inner
                if self._takes(outer, name):
                    return []
            outer = outer.parent
        return bound

    def _takes(self, function: Node, name: str) -> bool:
        """Whether a function has a parameter of this name."""
        parameters = self.tree.part(function, "parameters") or self.tree.part(function, "function_value_parameters")
        stack = [parameters] if parameters is not None else []
        for _ in range(MOST_STEPS):
            if not stack:
                return False
            part = stack.pop()
            if part.type in NAMES and part.type != "type_identifier" and self.tree.name(part) == name:
                return True
            named = next((held for field in _NAMED if (held := part.child_by_field_name(field)) is not None), None)
            stack.extend(part.named_children if named is None else [named])
        return False

    def _within(self, value: Node, keys: Sequence[str], depth: int) -> list[Node]:
        found = [value]
        for key in keys:
            found = [
                entry for held in found for end in self.ends(held, depth - 2) for name, entry in self.entries(end)
                if name == key
            ]  # fmt: skip
        return found

    def entries(self, node: Node) -> Iterator[tuple[str, Node]]:
        """The keys of an object and what they hold, objects that it takes over included."""
        node = self.tree.plain(node)
        if self.spent():
            return
        for part in self._objects(node):
            for child in part.named_children[:200]:
                entry = self.named(child)
                if entry is not None:
                    yield entry
                elif child.type in _SHORT:
                    yield self.tree.text(child), child.named_children[0] if child.named_children else child
                elif child.type in _TAKES_OVER:
                    for end in self.ends(child):
                        yield from self.entries(end)

    def _objects(self, node: Node) -> list[Node]:
        """The objects in which entries of this expression stand: itself, or what a construction initializes."""
        grammar = self.source.grammar
        if node.type in grammar.objects or node.type.endswith(("argument_list", "arguments")):
            return [node]
        given = self.tree.chain(node)[-1].given if node.type in grammar.calls else None
        return [part for part in given or () if part.type in grammar.objects]

    def results(self, node: Node) -> list[Node]:
        """What a function gives: what it returns, or its last expression."""
        body = self.tree.part(node, "body") or node
        body = body if body.type != "arrow_expression_clause" else self.tree.part(body, "last") or body
        if body.type not in LAMBDAS:
            return [body]
        returned = []
        stack = [body]
        for _ in range(MOST_STEPS):
            if not stack:
                break
            part = stack.pop()
            if part.type in ("return_statement", "return", "return_expression", "jump_expression"):
                returned.extend(part.named_children[:2])
            elif part is body or part.type not in LAMBDAS or part.type in ("block", "statement_block"):
                stack.extend(reversed(part.named_children))
        last = self.tree.part(body, "last")
        implicit = self.source.grammar.rows in ("ruby", "rust", "java") and last is not None
        return returned or ([last] if implicit and last is not None and last.type != "ERROR" else [])

    def _operator(self, node: Node) -> str:
        operator = node.child_by_field_name("operator")
        return self.tree.text(operator) if operator is not None else ""

    def _alternatives(self, node: Node) -> list[Node]:
        kind = node.type
        if kind.startswith("binary") or kind == "elvis_expression":
            operator = self._operator(node) or next((c.type for c in node.children if not c.is_named), "")
            return node.named_children if operator in ("??", "||", "?:", "or") else []
        if kind in ("switch_expression", "when_expression", "match_expression"):
            body = self.tree.part(node, "body") or node
            arms = [arm for arm in body.named_children if arm.type.endswith(("arm", "rule", "entry"))]
            return [arm.named_children[-1] for arm in arms[:MOST_PARTS] if arm.named_children]
        parts = [node.child_by_field_name(name) for name in ("consequence", "alternative")]
        return [part for part in parts if part is not None] or list(node.named_children[1:3])

    def _indexed(self, node: Node, depth: int) -> list[Node]:
        """`MODELS[tier]`: what the key holds, or every entry where the key is not known."""
        held, index = self.tree.part(node, "first"), self.tree.part(node, "last")
        if held is None or index is None or held.id == index.id:
            return []
        known = self.is_text(self.tree.plain(index)) or index.type == "simple_symbol"
        key = self.source.key(index)
        entries = [entry for end in self.ends(held, depth - 1) for entry in self.entries(end)]
        return [value for name, value in entries if name == key or not known][:MOST_PARTS]

    def positional(self, link: ChainLink) -> list[Node]:
        """The arguments of a call that have no name."""
        found = []
        for part in link.given or ():
            if not part.type.endswith(("arguments", "argument_list")):
                continue
            for child in part.named_children[:100]:
                named = child.type in self.source.grammar.pairs or self.named(child) is not None
                if not named and not child.type.endswith("comment"):
                    found.append(child)
        return found

    def named(self, argument: Node) -> tuple[str, Node] | None:
        """The name and value of an argument that is named: `model: "x"`, `model = "x"`."""
        if argument.type == "argument":
            name = argument.child_by_field_name("name")
            return None if name is None else (self.tree.name(name), argument.named_children[-1])
        if argument.type == "value_argument" and len(argument.named_children) == 2:
            return self.tree.name(argument.named_children[0]), argument.named_children[1]
        if argument.type in self.source.grammar.pairs:
            key, value = (self.tree.part(argument, field) for field in self.source.grammar.pairs[argument.type])
            return None if key is None or value is None else (self.source.key(key), value)
        return None
