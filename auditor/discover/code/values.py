"""The texts that an expression may be, as far as its file says: literals, constants, defaults, texts in wrappings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from tree_sitter import Node

from auditor.discover.code.constants import constant
from auditor.discover.code.expressions import DEPTH, Expressions
from auditor.discover.code.grammar import ALTERNATIVES, EMPTY, NAMES
from auditor.discover.code.tree import ChainLink
from auditor.discover.words import words

MOST_TEXTS = 20
# Methods of a text that leave it as it is.
_AS_IT_IS = words(
    "into to_string to_owned toString ToString to_s to_sym freeze trim strip clone as_str as_ref String asString"
    " value Value getValue getName id unwrap expect dup itself let as_deref to_lowercase toLowerCase"
)
# What is given one text and says that text.
_WRAPS = words(
    "String StringPtr Ptr ToPtr Pointer F Some Ok Of of from From valueOf fromValue fromString Uri URI Parse parse"
    " create new NewOpt Opt P Just just Model ModelId ChatModel EmbeddingModel ImageModel AudioModel ModelID ModelName"
    " Deployment"
)
# What gives another value than a missing one: at which position.
_DEFAULTS = {
    "fetch": 1, "getOrDefault": 1, "orElse": 0, "orElseGet": 0, "unwrap_or": 0, "unwrap_or_else": 0, "GetValue": 1,
    "getProperty": 1, "get": 1, "requireNonNullElse": 1, "String": 1, "StringVar": 2, "default": 0, "presence_or": 0,
    "ifBlank": 0, "ifEmpty": 0, "defaultIfEmpty": 1, "defaultIfBlank": 1, "defaultString": 1, "dig_or": 1,
}  # fmt: skip
_ENVIRONMENT = re.compile(r"env", re.IGNORECASE)
_ANY_OF = words("Or coalesce firstNonNull FirstNonEmpty firstNonEmpty")
_ESCAPE = re.compile(r"\\(.)")
_MARKS = re.compile(r"\A[$@:]{0,2}(?:r#{0,5})?[$@]{0,2}(\"\"\"|'''|\"|'|`)")
_SPRING = re.compile(r"\$\{[\w.-]+:([^{}$]{1,200})\}\Z")


class CodeValues(NamedTuple):
    """The texts that an expression may be; `direct` where it is a literal, `empty` where it says that there is none."""

    texts: tuple[str, ...] = ()
    direct: bool = False
    empty: bool = False


class CodeReader(Expressions):
    """Reads the texts that expressions of one source may be."""

    def values(self, node: Node, known: Mapping[str, str] | None = None) -> CodeValues:
        """The texts that this expression may be; a constant whose name is one of the known is that name."""
        self.steps = 0
        direct = self.is_text(self.tree.plain(node))
        found: list[str] = []
        ends = list(self.ends(node))
        for end in ends:
            named = self.tree.chain(end)[-1].name if known else ""
            for text in [named] if known and named in known else self.texts(end, DEPTH):
                if text not in found and len(found) < MOST_TEXTS:
                    found.append(text)
        return CodeValues(tuple(found), direct, bool(ends) and all(end.type in EMPTY for end in ends))

    def texts(self, node: Node, depth: int) -> Iterator[str]:
        """The texts that an end is; nothing where only a run would tell."""
        if depth <= 0 or self.spent():
            return
        grammar = self.source.grammar
        if node.type in grammar.calls:
            yield from self._called(self.tree.chain(node), depth)
        elif node.type.endswith("argument_list"):
            for part in node.named_children[:1]:  # a constant of an enum: its first argument
                yield from self._all(part, depth)
        else:
            text = self._text(node, depth)
            if text is not None:
                yield text

    def _text(self, node: Node, depth: int) -> str | None:
        if self.is_text(node):
            return self._literal(node, depth)
        if node.type in ("simple_symbol", "hash_key_symbol"):
            return self.source.key(node)
        if node.type in ALTERNATIVES:
            parts = [self._only(part, depth) for part in node.named_children]
            return None if None in parts else "".join(part or "" for part in parts)
        if node.type in NAMES or node.type in self.source.grammar.members:
            return constant(self.source, self.tree.chain(node))
        return None

    def _all(self, node: Node, depth: int) -> Iterator[str]:
        for end in self.ends(node, depth - 1):
            yield from self.texts(end, depth - 1)

    def _only(self, node: Node, depth: int) -> str | None:
        found = list(dict.fromkeys(self._all(node, depth)))
        return found[0] if len(found) == 1 else None

    def _literal(self, node: Node, depth: int) -> str | None:
        """The text of a literal, what is put into it filled in; None where that is unknown."""
        written = self.tree.text(node) if node.end_byte - node.start_byte < 2_000 else ""
        marks = _MARKS.match(written)
        if not marks:
            return None
        holes = [child for child in node.named_children if child.type in ("template_substitution", "interpolation")]
        inner = written[marks.end() : written.rfind(marks[1][0] * len(marks[1]))]
        if not holes:
            default = _SPRING.match(inner)
            return default[1] if default else _ESCAPE.sub(r"\1", inner) if "\\" in inner else inner
        parts, at = [], node.start_byte + marks.end()
        for hole in holes[:MOST_TEXTS]:
            inside = [child for child in hole.named_children if child.type != "interpolation_brace"]
            filled = self._only(inside[0], depth) if len(inside) == 1 else None
            if filled is None:
                return None
            parts += [self.tree.bytes[at : hole.start_byte].decode("utf-8", "replace"), filled]
            at = hole.end_byte
        return "".join(parts) + self.tree.bytes[at : node.end_byte - len(marks[1])].decode("utf-8", "replace")

    def _called(self, links: Sequence[ChainLink], depth: int) -> Iterator[str]:
        """The texts that a call gives: its object or its argument as it is, or the default of what may be missing."""
        last = links[-1]
        arguments = self.positional(last)
        if last.name in _AS_IT_IS and not arguments and len(links) > 1:
            yield from self._before(links, depth)
            return
        yield from (text for node in self._passed(last.name, arguments) for text in self._all(node, depth))
        if len(links) <= 2 and last.name not in _AS_IT_IS:
            for body in self.source.values.get(last.name, ())[:3]:
                yield from self._all(body, depth)

    def _passed(self, name: str, arguments: Sequence[Node]) -> Sequence[Node]:
        """The arguments of which a call of this name gives one."""
        position = 1 if _ENVIRONMENT.search(name) else _DEFAULTS.get(name)
        if position is not None and len(arguments) > position:
            return [arguments[position]]
        if name in _ANY_OF:
            return arguments[:5]
        return arguments if name in _WRAPS and len(arguments) == 1 else ()

    def _before(self, links: Sequence[ChainLink], depth: int) -> Iterator[str]:
        """The texts of that on which a method is called which leaves it as it is."""
        previous = links[-2]
        if previous.given is not None:
            yield from self._called(links[:-1], depth)
        elif not previous.name and previous.node.type not in self.source.grammar.calls:
            yield from self._all(previous.node, depth)  # a head that is no name: the whole expression so far
        else:
            yield from self._named(links[:-1], depth)

    def _named(self, links: Sequence[ChainLink], depth: int) -> Iterator[str]:
        bound = self.lookup(links, depth)
        for value in bound:
            yield from self._all(value, depth)
        text = None if bound else constant(self.source, links)
        if text is not None:
            yield text
