"""The names of a Python module: which expressions they are bound to, where, and under which conditions.

Built in one pass without recursion, so that no nesting of the source can exhaust the stack.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

# The compound statements around a place, outermost first: (identity of the statement, which of its arms).
Branch = tuple[tuple[int, str], ...]

EACH = "*"
MAX_BINDINGS = 200
Step = int | str
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_COMPOUND = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.Try, ast.With, ast.AsyncWith, ast.Match)
_PARAMETRIZE = {"parametrize", "param", "expand"}


@dataclass(frozen=True)
class Parameter:
    """A parameter of a function: the name callers use for the function, its own name and its position."""

    function: str
    name: str
    position: int
    bound: bool = False

    def called_by(self, node: ast.Call, imports: dict[str, str]) -> bool:
        """Whether this call can be of this function: a method is called on something, a function by its name."""
        if isinstance(node.func, ast.Attribute):
            base = node.func.value
            return self.bound and not (isinstance(base, ast.Name) and base.id in imports)
        return not self.bound


@dataclass(frozen=True)
class Binding:
    """A name bound to a part of an expression: `steps` lead from the expression to the part (`*`: each element).

    A parameter is bound to its default; `parameter` says where callers put another value.
    """

    line: int
    branch: Branch
    value: ast.expr | None
    steps: tuple[Step, ...] = ()
    outside: bool = False
    parameter: Parameter | None = None
    annotation: ast.expr | None = None


@dataclass(eq=False)
class Scope:
    """A module, class or function with its names; `fields` are the attributes that methods set on `self`."""

    parent: Scope | None
    is_class: bool = False
    name: str = ""
    names: dict[str, list[Binding]] = field(default_factory=dict)
    fields: dict[str, list[tuple[Binding, Scope]]] = field(default_factory=dict)

    def bind(self, name: str, binding: Binding) -> None:
        """One more meaning of a name."""
        bindings = self.names.setdefault(name, [])
        if len(bindings) < MAX_BINDINGS:
            bindings.append(binding)

    def enclosing_class(self) -> Scope | None:
        """The class that this scope belongs to."""
        scope: Scope | None = self
        while scope is not None and not scope.is_class:
            scope = scope.parent
        return scope


@dataclass(frozen=True)
class CallSite:
    """A call, the scope and the branch in which it stands."""

    node: ast.Call
    scope: Scope
    branch: Branch


@dataclass
class Module:
    """A module, read: its scopes, calls, imports, and the defaults of its command line."""

    top: Scope = field(default_factory=lambda: Scope(None))
    scopes: list[Scope] = field(default_factory=list)
    classes: dict[str, Scope] = field(default_factory=dict)
    fields: dict[str, list[tuple[Binding, Scope]]] = field(default_factory=dict)
    calls: list[CallSite] = field(default_factory=list)
    imports: dict[str, str] = field(default_factory=dict)
    options: dict[str, list[tuple[ast.expr, Scope]]] = field(default_factory=dict)
    attributes: dict[str, list[tuple[Binding, Scope]]] = field(default_factory=dict)
    strings: list[ast.Constant] = field(default_factory=list)
    callers: dict[str, list[CallSite]] = field(default_factory=dict)


def read_module(tree: ast.AST) -> Module:
    """Walk the tree once."""
    module = Module()
    module.scopes.append(module.top)
    stack: list[tuple[ast.AST, Scope, Branch]] = [(tree, module.top, ())]
    while stack:
        node, scope, branch = stack.pop()
        _note(module, node, scope, branch)
        stack.extend(reversed(list(_children(module, node, scope, branch))))
    for scope in module.scopes:
        for found in scope.names.values():
            found.sort(key=lambda binding: binding.line)
    for owner in module.classes.values():
        for name, bindings in owner.names.items():
            module.fields.setdefault(name, []).extend((binding, owner) for binding in bindings)
        for name, pairs in owner.fields.items():
            module.fields.setdefault(name, []).extend(pairs)
    return module


def _children(module: Module, node: ast.AST, scope: Scope, branch: Branch) -> Iterator[tuple[ast.AST, Scope, Branch]]:
    if isinstance(node, _FUNCTIONS):
        name = getattr(node, "name", "")
        initial = name == "__init__"
        inner = Scope(scope, name=scope.name if initial else name)
        module.scopes.append(inner)
        _parameters(node, inner, method=scope.is_class, initial=initial)
        outside = [*node.args.defaults, *(item for item in node.args.kw_defaults if item is not None)]
        decorators = [] if isinstance(node, ast.Lambda) else node.decorator_list
        yield from ((child, scope, branch) for child in (*outside, *decorators))
        body = [node.body] if isinstance(node, ast.Lambda) else node.body
        yield from ((child, inner, ()) for child in body)
        return
    if isinstance(node, ast.ClassDef):
        inner = Scope(scope, is_class=True, name=node.name)
        module.scopes.append(inner)
        module.classes.setdefault(node.name, inner)
        yield from ((child, inner, ()) for child in node.body)
        yield from ((child, scope, branch) for child in (*node.bases, *node.decorator_list))
        return
    for name, value in ast.iter_fields(node):
        arm = (*branch, (id(node), name)) if isinstance(node, _COMPOUND) and len(branch) < 40 else branch
        if isinstance(node, (ast.With, ast.AsyncWith)):
            arm = branch
        if isinstance(value, ast.AST):
            yield value, scope, arm
        elif isinstance(value, list):
            yield from ((child, scope, arm) for child in value if isinstance(child, ast.AST))


def _note(module: Module, node: ast.AST, scope: Scope, branch: Branch) -> None:
    if isinstance(node, ast.Call):
        site = CallSite(node, scope, branch)
        module.calls.append(site)
        module.callers.setdefault(last_name(node.func), []).append(site)
        _command_line(module, node, scope)
    elif isinstance(node, ast.Constant):
        if isinstance(node.value, str) and "://" in node.value and len(node.value) < 5000:
            module.strings.append(node)
    elif isinstance(node, (ast.Import, ast.ImportFrom)):
        _imports(module, node)
    elif isinstance(node, ast.Assign):
        for target in node.targets:
            _target(module, target, Binding(_end(node), branch, node.value), scope)
    elif isinstance(node, (ast.AnnAssign, ast.NamedExpr)):
        said = getattr(node, "annotation", None)
        _target(module, node.target, Binding(_end(node), branch, node.value, annotation=said), scope)
    elif isinstance(node, (ast.For, ast.AsyncFor)):
        inside = (*branch, (id(node), "body"))
        _target(module, node.target, Binding(node.lineno - 1, inside, node.iter, (EACH,)), scope)
    elif isinstance(node, ast.comprehension):
        _target(module, node.target, Binding(0, branch, node.iter, (EACH,)), scope)


def _target(module: Module, target: ast.expr, binding: Binding, scope: Scope) -> None:
    if isinstance(target, ast.Name):
        scope.bind(target.id, binding)
    elif isinstance(target, (ast.Tuple, ast.List)):
        for i, part in enumerate(target.elts[:50]):
            if not isinstance(part, ast.Starred):
                _target(module, part, Binding(binding.line, binding.branch, binding.value, (*binding.steps, i)), scope)
    elif isinstance(target, ast.Attribute):
        owner = scope.enclosing_class()
        if isinstance(target.value, ast.Name) and target.value.id in ("self", "cls") and owner is not None:
            owner.fields.setdefault(target.attr, []).append((binding, scope))
        else:
            module.attributes.setdefault(target.attr, []).append((binding, scope))


def _parameters(
    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda, inner: Scope, *, method: bool, initial: bool
) -> None:
    positional = [*node.args.posonlyargs, *node.args.args]
    defaults: list[ast.expr | None] = [None] * (len(positional) - len(node.args.defaults)) + list(node.args.defaults)
    pairs = [*zip(positional, defaults, strict=True), *zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)]
    for i, (parameter, default) in enumerate(pairs):
        place = i - method if i < len(positional) else 1000
        called = Parameter(inner.name, parameter.arg, place, method and not initial) if inner.name else None
        inner.bind(parameter.arg, Binding(0, (), default, (), True, called, parameter.annotation))
    if isinstance(node, ast.Lambda):
        return
    for decorator in node.decorator_list:
        for name, binding in _decorated(decorator):
            if name in inner.names:
                inner.names[name] = [*(item for item in inner.names[name] if item.value is not None), binding]


def _decorated(decorator: ast.expr) -> Iterator[tuple[str, Binding]]:
    """What a decorator passes in: `@pytest.mark.parametrize("a, b", [...])`, `@click.option("--a", default=…)`."""
    if not isinstance(decorator, ast.Call):
        return
    called = last_name(decorator.func)
    words = [item.value for item in decorator.args if isinstance(item, ast.Constant) and isinstance(item.value, str)]
    if called in _PARAMETRIZE and words and len(decorator.args) > 1:
        names = [name.strip() for name in words[0].split(",")]
        for i, name in enumerate(names):
            steps: tuple[Step, ...] = (EACH,) if len(names) == 1 else (EACH, i)
            yield name, Binding(0, (), decorator.args[1], steps, outside=True)
    elif called == "option" and words:
        default = next((item.value for item in decorator.keywords if item.arg == "default"), None)
        if default is not None:
            yield _destination(words), Binding(0, (), default, outside=True)


def _destination(words: list[str]) -> str:
    plain = [word for word in words if not word.startswith("-")]
    long = [word for word in words if word.startswith("--")]
    return (plain or long or words)[0].lstrip("-").replace("-", "_")


def _command_line(module: Module, node: ast.Call, scope: Scope) -> None:
    """`add_argument("--model", default=…)` and `DEFINE_string("model", "default")`."""
    called = last_name(node.func)
    words = [item.value for item in node.args if isinstance(item, ast.Constant) and isinstance(item.value, str)]
    if called == "add_argument" and words:
        keywords = {item.arg: item.value for item in node.keywords}
        written = keywords.get("dest")
        name = written.value if isinstance(written, ast.Constant) else _destination(words)
        if isinstance(name, str) and "default" in keywords:
            module.options.setdefault(name, []).append((keywords["default"], scope))
    elif called == "DEFINE_string" and len(node.args) > 1 and words:
        module.options.setdefault(words[0], []).append((node.args[1], scope))


def _imports(module: Module, node: ast.Import | ast.ImportFrom) -> None:
    for alias in node.names:
        if isinstance(node, ast.ImportFrom):
            origin = f"{'.' * node.level}{node.module or ''}.{alias.name}"
            module.imports[alias.asname or alias.name] = origin
        else:
            module.imports[alias.asname or alias.name.split(".")[0]] = (
                alias.name if alias.asname else alias.name.split(".")[0]
            )


def _end(node: ast.stmt | ast.expr) -> int:
    """The last line of an assignment: its name holds the value from the next one on."""
    return node.end_lineno or node.lineno


def last_name(node: ast.expr) -> str:
    """The name by which something is called: `c` of `a.b.c`."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
