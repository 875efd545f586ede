"""Which form of the table a Python call is, and which service its client asks.

What is called is known by its import, else by what its client was made by, else by the imports of the file, else by its
own length: `chat.completions.create` is nobody else's.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from auditor.discover.forms import ClientRow, FormRow, comes_from, ends, forms
from auditor.discover.providers import OWN_SERVER, of_address
from auditor.discover.python_scopes import CallSite, Module
from auditor.discover.python_values import Reader, Vantage

_DEPTH = 6
_PROVEN, _IMPORTED, _PECULIAR, _ANYWHERE = 4, 3, 2, 1
_BY_NAME = 0


class FormMatch(NamedTuple):
    """A form that a call is, and the provider that is asked where the client says one."""

    row: FormRow
    service: str | None = None
    by_name: bool = False  # nothing shows whose service is asked: the name may say it
    only_known: bool = False  # it counts where the name does say it
    by_keyword: bool = False  # what is called is known by a common word only: a position says too little


class Made(NamedTuple):
    """By what a client was made: the dotted name, and the row and call where we know them."""

    origin: str
    row: ClientRow | None = None
    call: ast.Call | None = None


class Matcher:
    """Matches the calls of one module with the table."""

    def __init__(self, module: Module, reader: Reader) -> None:
        self.module = module
        self.reader = reader
        self.table = forms("python")
        self.origins = tuple(module.imports.values())

    def match(self, site: CallSite) -> FormMatch | None:
        """The form that fits best; None where the call is none."""
        called = self.dotted(site.node.func)
        rows = self.table.forms_of(called)
        if not rows:
            return None
        best: tuple[int, int, FormMatch] | None = None
        made: dict[str, list[Made]] = {}
        for row in rows:
            if row.needs and not _given(row.needs, site.node):
                continue
            tail = max((call for call in row.calls if ends(called, call)), key=len)
            receiver = _receiver(site.node.func, tail.count(".") + 1)
            if row.modules and receiver is not None and tail not in made and not comes_from(called, row.modules):
                made[tail] = list(self.made_by(receiver, site))
            level, match = self._level(row, called, receiver, made.get(tail, []), site)
            if match is not None and (best is None or (level, len(tail)) > best[:2]):
                best = (level, len(tail), match)
        return best[2] if best else None

    def dotted(self, func: ast.expr) -> str:
        """The dotted name of what is called, its first part as it was imported."""
        parts: list[str] = []
        while isinstance(func, ast.Attribute) and len(parts) < 10:
            parts.append(func.attr)
            func = func.value
        head = func.id if isinstance(func, ast.Name) else ""
        return ".".join([self.module.imports.get(head, head), *reversed(parts)])

    def _level(
        self, row: FormRow, called: str, receiver: ast.expr | None, made: list[Made], site: CallSite
    ) -> tuple[int, FormMatch | None]:
        if not row.modules:
            return _ANYWHERE, FormMatch(row)
        if comes_from(called, row.modules):
            return _PROVEN, FormMatch(row, self._address(site.node, row.address, site))
        clients = [item for item in made if item.row is not None]
        own = [item for item in made if comes_from(item.origin, row.modules)]
        if own and (not clients or clients[0] in own):
            return _PROVEN, FormMatch(row, self._service(clients[0], site) if clients else None)
        if clients:
            suits = row.names == "api_model" and row.unseen != "never"
            return _PECULIAR, FormMatch(row, self._service(clients[0], site)) if suits else None
        head = _head(site.node.func)
        if any(self._is_own_twin(item) for item in made) or head in self.module.classes:
            return _BY_NAME, None
        seen = receiver is not None and head not in self.module.imports
        if (seen and any(comes_from(origin, row.modules) for origin in self.origins)) or self._by_star(row, called):
            common = receiver is not None and receiver is getattr(site.node.func, "value", None)
            return _IMPORTED, FormMatch(row, by_name=row.unseen != "never", by_keyword=common)
        if row.unseen == "always":
            return _PECULIAR, FormMatch(row, by_name=True)
        return _BY_NAME, FormMatch(row, None, True, True) if row.unseen == "named" else None

    def _by_star(self, row: FormRow, called: str) -> bool:
        """Whether a name that nothing in the file binds can come from `from module import *`."""
        bound = called in self.module.imports or called in self.module.top.names or called in self.module.classes
        stars = [origin for origin in self.origins if origin.endswith(".*")]
        return not bound and "." not in called and any(comes_from(origin, row.modules) for origin in stars)

    def _is_own_twin(self, made: Made) -> bool:
        """Whether a client is of a class of one's own, which has the name of a known one or stands in this module."""
        name = made.origin.rpartition(".")[2]
        return made.origin in self.module.classes or (made.row is None and bool(self.table.clients_of(name)))

    def made_by(self, node: ast.expr, site: CallSite) -> Iterator[Made]:
        """What the object was made by, as far as this module says: constructors, wrappers, annotations."""
        place = Vantage(site.scope, node.lineno, site.branch)
        for _ in range(4):
            found = list(self._made(node, place, _DEPTH))
            if found or not isinstance(node, ast.Attribute):
                break
            node = node.value
        yield from found

    def _made(self, node: ast.expr, place: Vantage, depth: int) -> Iterator[Made]:
        if depth <= 0:
            return
        for annotation in self.reader.annotations(node, place):
            yield from self._annotated(annotation)
        for end, where in self.reader.ends(node, place):
            if not isinstance(end, ast.Call):
                continue
            origin = self.dotted(end.func)
            rows = [row for row in self.table.clients_of(origin) if comes_from(origin, row.modules)]
            if rows:
                yield Made(origin, rows[0], end)
                continue
            inner = [end.func.value] if isinstance(end.func, ast.Attribute) else []
            inner = [*inner, *end.args[:1], *(item.value for item in end.keywords[:4] if item.arg == "client")]
            found = [made for part in inner for made in self._made(part, where, depth - 1)]
            yield from found or [Made(origin, None, end)]

    def _annotated(self, annotation: ast.expr) -> Iterator[Made]:
        if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
            origin = self.module.imports.get(annotation.value.partition(".")[0], "")
            names = [f"{origin}{annotation.value[len(annotation.value.partition('.')[0]) :]}"] if origin else []
        else:
            nodes = [item for item in ast.walk(annotation) if isinstance(item, ast.Name | ast.Attribute)][:8]
            names = [self.dotted(item) for item in nodes]
        for name in names:
            rows = [row for row in self.table.clients_of(name) if comes_from(name, row.modules)]
            if rows:
                yield Made(name, rows[0])

    def _service(self, made: Made, site: CallSite) -> str | None:
        """The provider that the client asks: its address decides, where it is given one."""
        if made.row is None:
            return None
        if made.call is None:
            return made.row.provider
        others = [provider for argument, provider in made.row.given.items() if _given(argument, made.call)]
        return self._address(made.call, made.row.address, site) or (others[0] if others else made.row.provider)

    def _address(self, call: ast.Call, arguments: Sequence[str], site: CallSite) -> str | None:
        """The provider at the address that a call is given; an address that nobody knows is a server of one's own."""
        for item in call.keywords if arguments else ():
            if item.arg in arguments:
                for text in self.reader.values(item.value, site).texts:
                    known = of_address(text)
                    return known.id if known else OWN_SERVER
        return None


def _given(argument: str, call: ast.Call) -> bool:
    """Whether a call is given this argument, and not as false or none."""
    value = next((item.value for item in call.keywords if item.arg == argument), None)
    return value is not None and not (isinstance(value, ast.Constant) and not value.value)


def _head(func: ast.expr) -> str:
    """The name on which what is called hangs in the end."""
    while isinstance(func, ast.Attribute):
        func = func.value
    return func.id if isinstance(func, ast.Name) else ""


def _receiver(func: ast.expr, parts: int) -> ast.expr | None:
    """What a tail of so many parts is called on; None where nothing is before it."""
    for _ in range(parts):
        if not isinstance(func, ast.Attribute):
            return None
        func = func.value
    return func
