"""Parts of Python expressions: elements of lists and dictionaries, choices, texts filled in, which names still hold."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import islice

from auditor.discover.python_scopes import EACH, Binding, Branch, Step, last_name

MAX_VALUES = 24
MAX_ENTRIES = 500
MAX_LENGTH = 1000


def choices(node: ast.IfExp | ast.BoolOp | ast.NamedExpr | ast.Await) -> list[ast.expr]:
    """The expressions of which the node has the value of one."""
    if isinstance(node, ast.IfExp):
        return [node.body, node.orelse]
    return node.values[:20] if isinstance(node, ast.BoolOp) else [node.value]


def filled(text: str, values: tuple[str, ...], named: dict[str, str]) -> str:
    """`{}` and `{name}` filled in. str.format itself would follow whatever the text asks for."""
    for value in values:
        text = text.replace("{}", value, 1)
    for i, value in enumerate(values):
        text = text.replace("{" + str(i) + "}", value)
    for key, value in named.items():
        text = text.replace("{" + key + "}", value)
    return text[:MAX_LENGTH]


def reaching(bindings: list[Binding], line: int, branch: Branch) -> list[Binding]:
    """The bindings that can hold at this line: backwards up to the first that certainly ran."""
    found: list[Binding] = []
    for binding in reversed(bindings):
        if binding.line >= line or _excluded(binding.branch, branch):
            continue
        found.append(binding)
        if binding.branch == branch[: len(binding.branch)]:
            break
    return (found or list(bindings))[:MAX_VALUES]


def _excluded(one: Branch, other: Branch) -> bool:
    """Whether two places stand in different arms of the same `if`: only one of them runs."""
    for (node, arm), (second, other_arm) in zip(one, other, strict=False):
        if node != second:
            return False
        if arm != other_arm:
            return {arm, other_arm} == {"body", "orelse"}
    return False


def items(node: ast.expr, step: Step) -> Iterator[ast.expr]:
    """The parts of a list, a tuple, a set or a mapping to which one step leads."""
    if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        if isinstance(step, int):
            yield from node.elts[step : step + 1 or None]
        else:
            yield from node.elts[:MAX_VALUES]
    elif isinstance(node, ast.Dict):
        yield from _entries(node, step)
    elif isinstance(node, ast.Call) and last_name(node.func) == "dict" and not node.args and step != EACH:
        yield from (item.value for item in node.keywords[:MAX_ENTRIES] if step in (item.arg, EACH + "values"))
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Dict):
        yield from items(node.func.value, step)
    elif isinstance(node, ast.Call) and last_name(node.func) == "param" and isinstance(step, int):
        yield from node.args[step : step + 1]
    elif (
        isinstance(node, ast.Call)
        and last_name(node.func) in ("list", "sorted", "set", "tuple", "tqdm", "reversed")
        and node.args
    ):
        yield from items(node.args[0], step)


def _entries(node: ast.Dict, step: Step) -> Iterator[ast.expr]:
    for key, value in islice(zip(node.keys, node.values, strict=True), MAX_ENTRIES):
        if step == EACH:
            if key is not None:
                yield key
        elif key is None:  # `{**base, "model": …}`: what was spread
            yield from items(value, step)
        elif step == EACH + "values" or (isinstance(key, ast.Constant) and key.value == step):
            yield value
