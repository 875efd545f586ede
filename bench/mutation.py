"""Small faults put into Python source, one at a time, by its syntax tree: the operators of mutants.py.

A mutant is the source with one expression or statement written otherwise; everything else stays, lines included. Left
alone are annotations, decorators, imports, docstrings, the insides of f-strings, and texts that are shown.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass
from itertools import accumulate
from typing import Any


@dataclass(frozen=True)
class Mutant:
    """One fault."""

    file: str
    line: int
    function: str
    """Where it is: `Class.method`, or "" for the module itself."""
    change: str
    """What was written and what is; the second of its kind in a function ends in “ (2)”, and so on."""
    source: bytes
    """The whole file with the fault in it."""

    @property
    def key(self) -> tuple[str, str]:
        """What names it in lists that outlive lines."""
        return self.file, f"{self.function}: {self.change}"


def mutants(file: str, source: bytes) -> Iterator[Mutant]:
    """Every mutant of a file, as its tree is walked."""
    starts = [0, *accumulate(map(len, source.splitlines(keepends=True)))]
    seen, count = {source}, Counter[tuple[str, str]]()
    for node, field, function in _mutable(ast.parse(source), ""):
        begin, end = starts[node.lineno - 1] + node.col_offset, starts[node.end_lineno - 1] + node.end_col_offset
        for operator in OPERATORS:
            for new in operator(node, field):
                text = _written(new).encode()
                whole = source[:begin] + text + source[end:]
                if whole not in seen and _compiles(whole):
                    seen.add(whole)
                    change = f"`{_short(source[begin:end])}` → `{_short(text)}`"
                    count[function, change] += 1
                    again = f" ({count[function, change]})" if count[function, change] > 1 else ""
                    yield Mutant(file, node.lineno, function, change + again, whole)


def _mutable(node: ast.AST, function: str) -> Iterator[tuple[Any, str, str]]:
    """The expressions and statements that may be changed, each with its place in its parent and its function."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        function = f"{function}.{node.name}".lstrip(".")
    for field, value in ast.iter_fields(node):
        if field not in ("annotation", "returns", "decorator_list"):
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST) and not isinstance(child, ast.Import | ast.ImportFrom | ast.JoinedStr):
                    if isinstance(child, ast.expr | ast.stmt):
                        yield child, field, function
                    yield from _mutable(child, function)


def _written(node: ast.AST) -> str:
    text = ast.unparse(node)
    return text if isinstance(node, ast.stmt | ast.Constant | ast.Name | ast.Attribute | ast.Call) else f"({text})"


def _short(text: bytes) -> str:
    words = " ".join(text.decode().split())
    return words if len(words) <= 160 else f"{words[:100]} … {words[-50:]}"


def _compiles(source: bytes) -> bool:
    try:
        compile(source, "mutant", "exec")
    except (SyntaxError, ValueError):
        return False
    return True


def _with(node: Any, **fields: Any) -> Any:
    new = copy(node)
    for name, value in fields.items():
        setattr(new, name, value)
    return new


_COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_CALCULATED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_CALLED = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list"}


def _comparison(node: ast.AST, _: str) -> Iterator[ast.AST]:
    """`<` for `<=`, `is` for `is not`, `in` for `not in` …"""
    if isinstance(node, ast.Compare):
        for place, was in enumerate(node.ops):
            for kind in _COMPARED[type(was)]:
                yield _with(node, ops=[*node.ops[:place], kind(), *node.ops[place + 1 :]])


def _junction(node: ast.AST, _: str) -> Iterator[ast.AST]:
    """`and` for `or`, and one of their sides left out."""
    if isinstance(node, ast.BoolOp):
        yield _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
        for place in range(len(node.values)):
            left = [*node.values[:place], *node.values[place + 1 :]]
            yield left[0] if len(left) == 1 else _with(node, values=left)


def _negation(node: ast.AST, field: str) -> Iterator[ast.AST]:
    """`not` removed, and put before what an `if` asks; a comprehension's `if` left out."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    elif field in ("test", "ifs") and not isinstance(node, ast.Compare):
        yield ast.UnaryOp(ast.Not(), node)
    if field == "ifs":
        yield ast.Constant(True)


def _choice(node: ast.AST, _: str) -> Iterator[ast.AST]:
    """`a if b else c` decided beforehand."""
    if isinstance(node, ast.IfExp):
        yield from (node.body, node.orelse)


def _constant(node: ast.AST, _: str) -> Iterator[ast.AST]:
    """True for False, one more and one less, a tenth more and less, a text for none."""
    value = node.value if isinstance(node, ast.Constant) else None
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield from (ast.Constant(other) for other in (value + 1, value - 1) if other >= 0)
    elif isinstance(value, float):
        yield from (ast.Constant(round(value * by, 6)) for by in (0.9, 1.1))
    elif value == "":
        yield ast.Constant("x")


def _calculation(node: ast.AST, _: str) -> Iterator[ast.AST]:
    """`-` for `+`, `&` for `|` …, texts joined left alone."""
    if isinstance(node, ast.BinOp) and type(node.op) in _CALCULATED:
        texts = [item for item in (node.left, node.right) if isinstance(getattr(item, "value", None), str)]
        if not texts and not isinstance(node.left, ast.JoinedStr) and not isinstance(node.right, ast.JoinedStr):
            yield _with(node, op=_CALCULATED[type(node.op)]())


def _call(node: ast.AST, _: str) -> Iterator[ast.AST]:
    """`any` for `all`, `min` for `max`, the order as it is for sorted; a keyword argument left out."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        if node.func.id in _CALLED:
            yield _with(node, func=ast.Name(_CALLED[node.func.id]))
        if node.func.id == "sorted":
            return
    if isinstance(node, ast.Call):
        for place, word in enumerate(node.keywords):
            if word.arg not in ("message", "hint"):
                yield _with(node, keywords=[*node.keywords[:place], *node.keywords[place + 1 :]])


def _result(node: ast.AST, _: str) -> Iterator[ast.AST]:
    """Nothing is returned; the other of two truths is."""
    if isinstance(node, ast.Return) and node.value is not None:
        yield ast.Return(ast.Constant(None))
        if isinstance(node.value, ast.BoolOp | ast.Compare | ast.UnaryOp):
            yield ast.Return(ast.UnaryOp(ast.Not(), node.value))


def _deletion(node: ast.AST, _: str) -> Iterator[ast.AST]:
    """A statement left out."""
    told = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    if isinstance(node, ast.Expr | ast.AugAssign | ast.Raise | ast.Continue | ast.Break) and not told:
        yield ast.Pass()


def _part(node: ast.AST, _: str) -> Iterator[ast.AST]:
    """A member of a tuple, list or set left out: a rule that is not asked, a name that is not known."""
    if isinstance(node, ast.Tuple | ast.List | ast.Set) and isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
        plain = all(isinstance(item, ast.Constant | ast.Name | ast.Attribute | ast.Starred) for item in node.elts)
        for place in range(len(node.elts) if plain else 0):
            yield _with(node, elts=[*node.elts[:place], *node.elts[place + 1 :]])


OPERATORS: tuple[Callable[[Any, str], Iterator[ast.AST]], ...] = (
    _comparison,
    _junction,
    _negation,
    _choice,
    _constant,
    _calculation,
    _call,
    _result,
    _deletion,
    _part,
)
