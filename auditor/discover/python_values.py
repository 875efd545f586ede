"""What strings a Python expression can be, as far as the module itself says: constants, defaults, configuration."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from itertools import islice, product
from typing import NamedTuple

from auditor.discover.python_parts import MAX_LENGTH, MAX_VALUES, choices, filled, items, reaching
from auditor.discover.python_scopes import EACH, Binding, Branch, CallSite, Module, Parameter, Scope, Step, last_name
from auditor.discover.words import words

# Calls whose result is a loaded object or a folder on the disk: passing it on names nothing new.
LOADERS = words(
    "from_pretrained from_config get_peft_model snapshot_download hf_hub_download prepare_model_for_kbit_training"
    " mkdtemp TemporaryDirectory getcwd abspath dirname merge_and_unload to cuda eval load_model Path"
)
MAX_DEPTH = 12
MAX_CALLERS = 16
MAX_STEPS = 3_000
_DEFAULTED = {"get", "getenv", "pop", "getattr"}
_FIELDS = {"field", "Field", "Option", "Argument", "attrib"}
_SAME = {"strip", "lower", "rstrip", "lstrip", "str", "expanduser"}
_LAST = 1 << 30
_CHOICES = (ast.IfExp, ast.BoolOp, ast.NamedExpr, ast.Await)


class Vantage(NamedTuple):
    """From where a name is looked up."""

    scope: Scope
    line: int
    branch: Branch


class Values(NamedTuple):
    """The strings found, in order; `direct` when the expression is the string; `loaded` when it is an object.

    `there` says that something stands at the end of the steps, whatever it is.
    """

    texts: tuple[str, ...]
    direct: bool = False
    loaded: bool = False
    there: bool = True


class Reader:
    """Evaluates expressions of one module, with a budget of steps for each."""

    def __init__(self, module: Module) -> None:
        self.module = module
        self.steps = 0

    def values(self, node: ast.expr, site: CallSite, steps: tuple[Step, ...] = ()) -> Values:
        """What this argument of a call can be, or the part of it to which the steps lead."""
        place = Vantage(site.scope, node.lineno, site.branch)
        self.steps = 0
        if isinstance(node, ast.Constant) and not steps:
            return Values((node.value,) if isinstance(node.value, str) else (), direct=True, loaded=True)
        found = list(self._parts(node, steps, place, MAX_DEPTH))
        texts = tuple(dict.fromkeys(self._texts(found, MAX_DEPTH)))[:MAX_VALUES]
        loaded = not texts and bool(found) and all(_loads(end) for end, _ in found)
        return Values(texts, bool(steps) and isinstance(node, ast.Dict), loaded, bool(found))

    def ends(self, node: ast.expr, place: Vantage) -> list[tuple[ast.expr, Vantage]]:
        """The expressions at which following names, attributes and choices ends, and where each stands."""
        self.steps = 0
        return list(islice(self._ends(node, place, MAX_DEPTH), MAX_VALUES))

    def annotations(self, node: ast.expr, place: Vantage, depth: int = 3) -> Iterator[ast.expr]:
        """The types that a name or an attribute is said to have, followed through plain assignments."""
        if isinstance(node, ast.Name):
            bindings = self._bindings(node.id, place)
        else:
            bindings = list(self._fields(node, place)) if isinstance(node, ast.Attribute) else []
        for binding, scope in bindings[:MAX_CALLERS]:
            if binding.annotation is not None:
                yield binding.annotation
            elif depth and isinstance(binding.value, ast.Name | ast.Attribute) and not binding.steps:
                yield from self.annotations(binding.value, Vantage(scope, binding.line, binding.branch), depth - 1)

    def _strings(self, node: ast.expr, place: Vantage, depth: int) -> Iterator[str]:
        yield from self._texts(self._ends(node, place, depth), depth)

    def _texts(self, found: Iterable[tuple[ast.expr, Vantage]], depth: int) -> Iterator[str]:
        for end, where in found:
            if isinstance(end, ast.Constant):
                if isinstance(end.value, str) and len(end.value) <= MAX_LENGTH:
                    yield end.value
            elif isinstance(end, ast.JoinedStr):
                yield from self._joined(end.values, where, depth - 1)
            elif isinstance(end, ast.BinOp) and isinstance(end.op, ast.Add):
                yield from self._joined([end.left, end.right], where, depth - 1)
            elif isinstance(end, ast.BinOp) and isinstance(end.op, ast.Mod):
                yield from self._formatted(end, where, depth - 1)

    def _joined(self, parts: list[ast.expr], place: Vantage, depth: int) -> Iterator[str]:
        choices: list[list[str]] = []
        for part in parts[:20]:
            inner = part.value if isinstance(part, ast.FormattedValue) else part
            choices.append(list(dict.fromkeys(self._strings(inner, place, depth)))[:MAX_VALUES])
            if not choices[-1]:
                return
        for i, combined in enumerate(product(*choices)):
            if i >= MAX_VALUES:
                return
            if sum(map(len, combined)) <= MAX_LENGTH:
                yield "".join(combined)

    def _formatted(self, node: ast.BinOp, place: Vantage, depth: int) -> Iterator[str]:
        right = list(node.right.elts) if isinstance(node.right, ast.Tuple) else [node.right]
        for text in self._strings(node.left, place, depth):
            pieces = text.split("%s")
            if len(pieces) == len(right) + 1 <= 6:
                mixed: list[ast.expr] = [ast.Constant(pieces[0])]
                for value, piece in zip(right, pieces[1:], strict=True):
                    mixed += [value, ast.Constant(piece)]
                yield from self._joined(mixed, place, depth)

    def _ends(self, node: ast.expr, place: Vantage, depth: int) -> Iterator[tuple[ast.expr, Vantage]]:
        """The expressions at which following names, attributes, subscripts and choices ends."""
        self.steps += 1
        if depth <= 0 or self.steps > MAX_STEPS:
            return
        if isinstance(node, ast.Name):
            for binding, scope in self._bindings(node.id, place):
                yield from self._bound(binding, scope, depth)
        elif isinstance(node, ast.Attribute):
            yield from self._attribute(node, place, depth)
        elif isinstance(node, ast.Subscript):
            yield from self._subscript(node, place, depth)
        elif isinstance(node, ast.Call):
            yield from self._call(node, place, depth)
        elif isinstance(node, _CHOICES):
            for choice in choices(node):
                yield from self._ends(choice, place, depth - 1)
        else:
            yield node, place

    def _bindings(self, name: str, place: Vantage) -> list[tuple[Binding, Scope]]:
        scope: Scope | None = place.scope
        own = True
        while scope is not None:
            found = scope.names.get(name)
            if found and (own or not scope.is_class):
                line, branch = (place.line, place.branch) if own else (_LAST, ())
                return [(binding, scope) for binding in reaching(found, line, branch)]
            scope, own = scope.parent, False
        return []

    def _bound(self, binding: Binding, scope: Scope, depth: int) -> Iterator[tuple[ast.expr, Vantage]]:
        if binding.parameter is not None:
            yield from self._passed(binding.parameter, depth)
        if binding.value is None:
            return
        outer = scope.parent if binding.outside and scope.parent is not None else scope
        place = Vantage(outer, _LAST if binding.outside else binding.line, binding.branch)
        yield from self._parts(binding.value, binding.steps, place, depth - 1)

    def _passed(self, parameter: Parameter, depth: int) -> Iterator[tuple[ast.expr, Vantage]]:
        """What the callers in this module pass for a parameter."""
        for site in self.module.callers.get(parameter.function, ())[:MAX_CALLERS]:
            if not parameter.called_by(site.node, self.module.imports):
                continue
            named = next((item.value for item in site.node.keywords if item.arg == parameter.name), None)
            at = parameter.position
            argument = named or (site.node.args[at] if 0 <= at < len(site.node.args) else None)
            if argument is not None and not isinstance(argument, ast.Starred):
                yield from self._ends(argument, Vantage(site.scope, argument.lineno, site.branch), depth - 2)

    def _parts(
        self, node: ast.expr, steps: tuple[Step, ...], place: Vantage, depth: int
    ) -> Iterator[tuple[ast.expr, Vantage]]:
        if not steps:
            yield from self._ends(node, place, depth)
            return
        for end, where in self._ends(node, place, depth):
            for item in items(end, steps[0]):
                yield from self._parts(item, steps[1:], where, depth - 1)

    def _subscript(self, node: ast.Subscript, place: Vantage, depth: int) -> Iterator[tuple[ast.expr, Vantage]]:
        if self._is_environment(node.value):
            return
        keys: list[Step] = list(self._strings(node.slice, place, depth - 1))
        if isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, int):
            keys = [node.slice.value]
        for key in keys or [EACH + "values"]:
            yield from self._parts(node.value, (key,), place, depth - 1)

    def _attribute(self, node: ast.Attribute, place: Vantage, depth: int) -> Iterator[tuple[ast.expr, Vantage]]:
        if node.attr == "value":
            yield from self._ends(node.value, place, depth - 1)
        for binding, scope in self._fields(node, place):
            yield from self._bound(binding, scope, depth)
        if not (isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")):
            for value, scope in self.module.options.get(node.attr, [])[:MAX_VALUES]:
                yield from self._ends(value, Vantage(scope, _LAST, ()), depth - 1)

    def _fields(self, node: ast.Attribute, place: Vantage) -> Iterator[tuple[Binding, Scope]]:
        base = node.value.id if isinstance(node.value, ast.Name) else ""
        own = place.scope.enclosing_class() if base in ("self", "cls") else self.module.classes.get(base)
        owners = [own] if own is not None else []
        if own is None and base not in self.module.imports:
            # An object whose class we do not know: any class of this module that has such a field with a default.
            yield from self.module.fields.get(node.attr, [])[:MAX_VALUES]
            yield from self.module.attributes.get(node.attr, [])[:MAX_VALUES]
        for owner in owners:
            yield from ((binding, owner) for binding in owner.names.get(node.attr, ()))
            yield from owner.fields.get(node.attr, [])[:MAX_VALUES]

    def _call(self, node: ast.Call, place: Vantage, depth: int) -> Iterator[tuple[ast.expr, Vantage]]:
        name = last_name(node.func)
        keywords = {item.arg: item.value for item in node.keywords}
        if name in _FIELDS and ("default" in keywords or node.args):
            yield from self._ends(keywords.get("default") or node.args[0], place, depth - 1)
        elif name in _DEFAULTED and (len(node.args) > 1 or "default" in keywords):
            default = keywords.get("default") or node.args[-1]
            known = list(self._looked_up(node, place, depth)) if name in ("get", "pop") else []
            yield from known or self._ends(default, place, depth - 1)
        elif name == "get" and len(node.args) == 1:
            yield from self._looked_up(node, place, depth)
        elif name in _SAME:
            inner = node.func.value if isinstance(node.func, ast.Attribute) and not node.args else None
            argument = inner or (node.args[0] if node.args else None)
            if argument is not None:
                yield from self._ends(argument, place, depth - 1)
        elif name == "format" and isinstance(node.func, ast.Attribute):
            yield from self._format(node, place, depth)
        else:
            yield node, place

    def _looked_up(self, node: ast.Call, place: Vantage, depth: int) -> Iterator[tuple[ast.expr, Vantage]]:
        if isinstance(node.func, ast.Attribute) and not self._is_environment(node.func.value):
            keys: list[Step] = list(self._strings(node.args[0], place, depth - 1)) if node.args else []
            for key in keys or [EACH + "values"]:
                yield from self._parts(node.func.value, (key,), place, depth - 1)

    def _format(self, node: ast.Call, place: Vantage, depth: int) -> Iterator[tuple[ast.expr, Vantage]]:
        assert isinstance(node.func, ast.Attribute)
        keywords = {item.arg: item.value for item in node.keywords if item.arg}
        for text in self._strings(node.func.value, place, depth - 1):
            for values in product(*(list(self._strings(arg, place, depth - 1))[:4] for arg in node.args[:4])):
                named = {
                    key: next(iter(self._strings(value, place, depth - 1)), None) for key, value in keywords.items()
                }
                if None not in named.values() and "." not in text.partition("{")[2].partition("}")[0]:
                    yield ast.Constant(filled(text, values, {key: value or "" for key, value in named.items()})), place

    @staticmethod
    def _is_environment(node: ast.expr) -> bool:
        return last_name(node) == "environ"


def _loads(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and last_name(node.func) in LOADERS
