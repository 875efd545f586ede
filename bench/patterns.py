"""The strings of a program that other text is held against, found by its syntax trees; nothing is run. For prose.py.

Such a string is, or is named by,

- the pattern given to a function of `re`, or what is given to a function here that hands it on to one;
- a needle: beside `in`, in `startswith`, `find`, `split` and the like, a key of a mapping or a member of a set that is
  asked, and what a function here is given that uses it so;
- of a loop's or a comprehension's variable in such a place: what is run over, and of rows only the column.

Names are followed through assignments, constants of modules, imports and what functions return, not through attributes
of values; methods are known by their names alone.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_RE = frozenset(("compile", "search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn"))
_NEEDLES = frozenset(
    ("startswith", "endswith", "removeprefix", "removesuffix", "find", "rfind", "count", "index", "split")
)
_ASKED = frozenset(("get", "isdisjoint", "intersection", "issubset", "issuperset"))
_COLUMN = {"keys": 0, "values": 1}


@dataclass(frozen=True)
class Held:
    """The strings of one statement that text is held against."""

    file: str
    line: int
    name: str
    """The constant that the statement makes; else the function in which it stands."""
    strings: tuple[str, ...]


def held(root: Path) -> list[Held]:
    """Every statement of `root/auditor` that holds such strings, in the order of files and lines."""
    found: dict[tuple[str, int, str], list[ast.Constant]] = {}
    for module, string in _Program(root).strings():
        statement = module.statement(string)
        found.setdefault((module.file, statement.lineno, module.name_of(statement)), []).append(string)
    return [
        Held(*key, tuple(str(item.value) for item in sorted(strings, key=lambda item: (item.lineno, item.col_offset))))
        for key, strings in sorted(found.items())
    ]


class _Module:
    """A file's tree with what its names mean."""

    def __init__(self, path: Path, root: Path) -> None:
        relative = path.relative_to(root)
        self.file = relative.as_posix()
        self.name = ".".join(relative.with_suffix("").parts).removesuffix(".__init__")
        self.tree = ast.parse(path.read_text(encoding="utf-8"))
        self.nodes = list(ast.walk(self.tree))
        self.above = {child: node for node in self.nodes for child in ast.iter_child_nodes(node)}
        self.functions = {node.name: node for node in self.tree.body if isinstance(node, ast.FunctionDef)}
        classes = [node for node in self.tree.body if isinstance(node, ast.ClassDef)]
        self.methods = {node.name: node for item in classes for node in item.body if isinstance(node, ast.FunctionDef)}
        self.constants = {name: value for node in self.tree.body for name, value in _assigned(node)}
        self.imports = {
            alias.asname or alias.name: (node.module or "", alias.name)
            for node in self.nodes
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }

    def around(self, node: ast.AST) -> Iterator[ast.AST]:
        """The nodes in which a node stands, the nearest first."""
        while node in self.above:
            node = self.above[node]
            yield node

    def function(self, node: ast.AST) -> ast.FunctionDef | None:
        """The function in which a node stands."""
        return next((item for item in self.around(node) if isinstance(item, ast.FunctionDef)), None)

    def statement(self, node: ast.AST) -> ast.stmt:
        """The statement in which a node stands."""
        return next(item for item in self.around(node) if isinstance(item, ast.stmt))

    def name_of(self, statement: ast.stmt) -> str:
        """What a statement of the module makes, or the function that a statement is part of."""
        function = self.function(statement)
        return function.name if function else next((name for name, _ in _assigned(statement)), "")


def _assigned(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """The names that a statement or an expression gives to a value."""
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    value = getattr(node, "value", None)
    if isinstance(node, ast.Assign | ast.AnnAssign | ast.NamedExpr) and value is not None:
        yield from ((target.id, value) for target in targets if isinstance(target, ast.Name))


_Parts = Iterator[tuple[_Module, ast.AST, int | None]]
"""Expressions that are followed, each with its module and the column of it that counts."""


class _Program:
    """All modules, and what was found in them so far."""

    def __init__(self, root: Path) -> None:
        modules = (_Module(path, root) for path in sorted((root / "auditor").rglob("*.py")))
        self.modules = {module.name: module for module in modules}
        self._strings: dict[ast.Constant, _Module] = {}
        self._handing_on: set[tuple[ast.FunctionDef, str | None]] = set()  # with the argument that it hands on
        self._seen: set[tuple[ast.AST, int | None]] = set()

    def strings(self) -> Iterator[tuple[_Module, ast.Constant]]:
        """Each string once, with its module."""
        before = -1
        while before != len(self._handing_on):  # a function that hands on may be called above where that is seen
            before = len(self._handing_on)
            for module in self.modules.values():
                for node in module.nodes:
                    self._look(module, node)
        yield from ((module, string) for string, module in self._strings.items())

    def _look(self, module: _Module, node: ast.AST) -> None:
        """Follow what a place that holds strings against text is given."""
        match node:
            case ast.Compare(left=left, ops=ops, comparators=others):
                if any(isinstance(item, ast.In | ast.NotIn) for item in ops):
                    self._ask(module, left, *others)
            case ast.Subscript(value=of) if self._is_mapping(module, of):
                self._ask(module, of)
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=called)) if called in _RE:
                self._follow(module, node.args[0])
            case ast.Call(func=ast.Attribute(value=of, attr=called)) if called in _ASKED:
                self._ask(module, of)
            case ast.Call(func=ast.Attribute(value=of, attr=called)) if called in _NEEDLES:
                self._ask(module, *(() if isinstance(of, ast.Constant) else node.args))
            case ast.Call(func=ast.Attribute(attr=called)):
                for there in self.modules.values():
                    self._hand_on(module, node, there.methods.get(called))
            case ast.Call(func=ast.Name(id=name)):
                there, name = self._origin(module, name)
                self._hand_on(module, node, there.functions.get(name))

    def _ask(self, module: _Module, *nodes: ast.expr) -> None:
        for node in nodes:
            self._follow(module, node, 0 if self._is_mapping(module, node) else None)

    def _is_mapping(self, module: _Module, node: ast.expr) -> bool:
        there, name = self._origin(module, node.id) if isinstance(node, ast.Name) else (module, "")
        return isinstance(there.constants.get(name, node), ast.Dict | ast.DictComp)

    def _origin(self, module: _Module, name: str) -> tuple[_Module, str]:
        """The module that makes what a name means, and what it is called there."""
        source, original = module.imports.get(name, ("", ""))
        return (self.modules[source], original) if source in self.modules else (module, name)

    def _hand_on(self, module: _Module, call: ast.Call, function: ast.FunctionDef | None) -> None:
        """Follow what a call gives to an argument that its function holds against text."""
        if function is None:
            return
        names = [item.arg for item in (*function.args.posonlyargs, *function.args.args) if item.arg != "self"]
        rest = function.args.vararg.arg if function.args.vararg else ""
        given = [(names[place] if place < len(names) else rest, item) for place, item in enumerate(call.args)]
        for parameter, item in (*given, *((word.arg, word.value) for word in call.keywords)):
            if (function, parameter) in self._handing_on:
                self._follow(module, item)

    def _follow(self, module: _Module, node: ast.AST, column: int | None = None) -> None:
        """Keep the strings of an expression; of rows, or of a mapping's keys and values, one column alone."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            self._strings[node] = module
        if (node, column) not in self._seen:
            self._seen.add((node, column))
            for there, item, part in _PARTS.get(type(node), _Program._any)(self, module, node, column):
                self._follow(there, item, part)

    def _any(self, module: _Module, node: ast.AST, column: int | None) -> _Parts:
        return ((module, item, column) for item in ast.iter_child_nodes(node))

    def _attribute(self, module: _Module, node: ast.Attribute, column: int | None) -> _Parts:
        imported = module.imports.get(node.value.id, ()) if isinstance(node.value, ast.Name) else ()
        there = self.modules.get(".".join(imported))
        if there and node.attr in there.constants:
            yield there, there.constants[node.attr], column

    def _mapping(self, module: _Module, node: ast.Dict, column: int | None) -> _Parts:
        for key, value in zip(node.keys, node.values, strict=True):
            if key is None:  # another mapping unpacked
                yield module, value, column
            else:
                yield from ((module, item, None) for place, item in enumerate((key, value)) if column in (None, place))

    def _rows(self, module: _Module, node: ast.Tuple | ast.List | ast.Set, column: int | None) -> _Parts:
        for row in node.elts:
            cells = row.args if isinstance(row, ast.Call) else getattr(row, "elts", ())
            if column is None or not cells:
                yield module, row, column
            elif column < len(cells):
                yield module, cells[column], None

    def _call(self, module: _Module, node: ast.Call, column: int | None) -> _Parts:
        match node.func:
            case ast.Attribute(value=of, attr=name) if name in ("items", *_COLUMN):
                yield module, of, _COLUMN.get(name, column)
            case ast.Attribute(value=of):
                yield from ((module, item, column) for item in (of, *node.args))
            case ast.Name(id=name):
                there, name = self._origin(module, name)
                made = ast.walk(there.functions.get(name, ast.Pass()))
                yield from ((there, item, None) for item in made if isinstance(item, ast.Return))
                yield from ((module, item, column) for item in node.args)

    def _choice(self, module: _Module, node: ast.IfExp, column: int | None) -> _Parts:
        return ((module, item, column) for item in (node.body, node.orelse))

    def _each(self, module: _Module, node: ast.ListComp, _: int | None) -> _Parts:
        yield module, getattr(node, "elt", None) or getattr(node, "key", node), None

    def _item(self, module: _Module, node: ast.Subscript, column: int | None) -> _Parts:
        yield module, node.value, 1 if self._is_mapping(module, node.value) else column

    def _name(self, module: _Module, name: ast.Name, column: int | None) -> _Parts:
        """What a name stands for: an argument, what it was given, what a loop runs over, a constant."""
        function = module.function(name)
        loops = [loop for node in module.around(name) for loop in getattr(node, "generators", ())]
        if function is not None:
            if name.id in {item.arg for item in ast.walk(function.args) if isinstance(item, ast.arg)}:
                self._handing_on.add((function, name.id))
            inside = list(ast.walk(function))
            loops += [node for node in inside if isinstance(node, ast.For)]
            given = (row for node in inside for row in _assigned(node))
            yield from ((module, value, column) for target, value in given if target == name.id)
        for loop in loops:
            targets = loop.target.elts if isinstance(loop.target, ast.Tuple) else [loop.target]
            for place, target in enumerate(targets):
                if name.id in {item.id for item in ast.walk(target) if isinstance(item, ast.Name)}:
                    yield module, loop.iter, place if len(targets) > 1 else None
        there, original = self._origin(module, name.id)
        if original in there.constants:
            yield there, there.constants[original], column


# What of an expression is followed, by the kind of it; of all others everything.
_PARTS: dict[type[ast.AST], Callable[[_Program, _Module, Any, int | None], _Parts]] = {
    ast.Attribute: _Program._attribute,
    ast.Call: _Program._call,
    ast.Dict: _Program._mapping,
    ast.DictComp: _Program._each,
    ast.GeneratorExp: _Program._each,
    ast.IfExp: _Program._choice,
    ast.List: _Program._rows,
    ast.ListComp: _Program._each,
    ast.Name: _Program._name,
    ast.Set: _Program._rows,
    ast.SetComp: _Program._each,
    ast.Subscript: _Program._item,
    ast.Tuple: _Program._rows,
}
