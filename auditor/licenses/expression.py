"""SPDX license expressions over catalog ids: read them, join them, list the choices they leave.

The algebra is license-expression's. Its import is slow, so it happens in the functions that need it, once.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import product
from typing import Any, Protocol

from auditor.licenses.catalog import Catalog, NameKind
from auditor.schema.license import License

MAX_LENGTH = 1000
MAX_BRACKETS = 16
MAX_OPERATORS = 40
MAX_CHOICES = 64


@lru_cache(maxsize=1)
def _licensing() -> Any:
    """A reader that knows no license: every symbol is looked up by us, so `gpl` keeps its missing version."""
    from license_expression import Licensing

    return Licensing()


@lru_cache(maxsize=2)
def _spdx_index(*, exceptions: bool = False) -> dict[str, str]:
    """SPDX ids and ScanCode's keys for them, folded → SPDX id, of licenses or of exceptions; no LicenseRefs."""
    from license_expression import get_license_index

    index: dict[str, str] = {}
    for row in get_license_index():
        spdx = row.get("spdx_license_key") or ""
        if bool(row.get("is_exception")) is exceptions and spdx and not spdx.startswith("LicenseRef-"):
            for name in (row["license_key"], spdx, *row.get("other_spdx_license_keys", ())):
                index.setdefault(name.casefold(), spdx)
    return index


def spdx_id(written: str) -> str | None:
    """The SPDX id that a text is, or None. A plain word such as `intel` must be written as the list writes it."""
    text = written.strip()
    found = _spdx_index().get(text.casefold()) if 0 < len(text) <= MAX_LENGTH else None
    plain_word = text.isalpha()
    return None if plain_word and found != text else found


def _parsed(text: str) -> Any:
    """The tree of an expression, or None for what is none, or too long or too deep to be an honest one."""
    operators = sum(text.upper().count(f" {word} ") for word in ("AND", "OR", "WITH"))
    if len(text) > MAX_LENGTH or operators > MAX_OPERATORS or text.count("(") > MAX_BRACKETS:
        return None
    try:
        tree = _licensing().parse(text, simple=True)
    # whatever the parser says of a hostile text, our answer is that it is no expression
    except Exception:  # noqa: BLE001
        return None
    return tree if tree is not None and _exceptions_known(tree) else None


def _exceptions_known(tree: Any) -> bool:
    """Whether all that follows a WITH is an exception of the SPDX list: `with use policy` would be a restriction."""
    after = [node.exception_symbol.key for node in tree.get_literals() if hasattr(node, "exception_symbol")]
    return not after or all(key.casefold() in _spdx_index(exceptions=True) for key in after)


def symbols(text: str) -> tuple[str, ...]:
    """The license names in an expression, each once, in order; empty if it is no expression."""
    tree = _parsed(text)
    if tree is None:
        return ()
    return tuple(dict.fromkeys(_key(symbol) for symbol in tree.get_literals()))


def _key(symbol: Any) -> str:
    """The license of a symbol; an SPDX exception is dropped, since it only ever adds permissions."""
    return str(getattr(symbol, "license_symbol", symbol).key)


def operators(text: str) -> frozenset[str]:
    """Which of AND and OR an expression uses."""
    from license_expression import AND, OR

    tree = _parsed(text)
    found: set[str] = set()
    pending = [tree] if tree is not None else []
    while pending:
        node = pending.pop()
        found.update(name for name, kind in (("AND", AND), ("OR", OR)) if isinstance(node, kind))
        pending.extend(getattr(node, "args", ()))
    return frozenset(found)


def choices(text: str) -> tuple[tuple[str, ...], ...]:
    """What the licensee may choose between: each alternative is a set of licenses that hold together.

    `A AND (B OR C)` leaves `(A, B)` and `(A, C)`. Beyond MAX_CHOICES alternatives, all licenses hold together:
    the most restrictive reading.
    """
    tree = _parsed(text)
    if tree is None:
        return ()
    found = _alternatives(tree)
    return found if found is not None else (symbols(text),)


def _alternatives(node: Any) -> tuple[tuple[str, ...], ...] | None:
    from license_expression import AND, OR

    if not isinstance(node, (AND, OR)):
        return ((_key(node),),)
    parts = [_alternatives(arg) for arg in node.args]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    if isinstance(node, OR):
        merged = [one for part in known for one in part]
    else:
        size = 1
        for part in known:
            size *= len(part)
        if size > MAX_CHOICES:
            return None
        merged = [tuple(dict.fromkeys(id_ for one in combined for id_ in one)) for combined in product(*known)]
    return tuple(dict.fromkeys(merged)) if len(merged) <= MAX_CHOICES else None


class Licenses(Protocol):
    """Whatever gives the facts of a license by its id: the catalog, or a dictionary of licenses."""

    def get(self, id_: str, /) -> License | None:
        """The license, or None."""


def reference(id_: str, catalog: Licenses) -> str:
    """How a license is written in an SPDX expression: its SPDX id, or a LicenseRef."""
    known = catalog.get(id_)
    if known is not None:
        return known.expression
    return spdx_id(id_) or "LicenseRef-" + "".join(c if c.isascii() and c.isalnum() else "-" for c in id_)


def conjunction(ids: Iterable[str], catalog: Licenses) -> str:
    """The expression of licenses that all hold: `MIT AND LicenseRef-llama2`."""
    return _combined("AND", ids, catalog)


def disjunction(ids: Iterable[str], catalog: Licenses) -> str:
    """The expression of licenses among which the licensee chooses: `Apache-2.0 OR MIT`."""
    return _combined("OR", ids, catalog)


def either(ways: Iterable[Iterable[str]], catalog: Licenses) -> str:
    """The expression of sets of licenses among which the licensee chooses: `MIT OR (Apache-2.0 AND CC-BY-4.0)`."""
    each = list(dict.fromkeys(conjunction(ids, catalog) for ids in ways))
    return " OR ".join(f"({one})" if " AND " in one and len(each) > 1 else one for one in each)


def _combined(operator: str, ids: Iterable[str], catalog: Licenses) -> str:
    names = dict.fromkeys(reference(id_, catalog) for id_ in ids)
    if len(names) < 2:
        return next(iter(names), "")
    tool = _licensing()
    parts = [tool.parse(name, simple=True) for name in names]
    return str(getattr(tool, operator)(*parts).render("{symbol.key}"))


def rendered(text: str, catalog: Catalog) -> str:
    """An expression with every name as SPDX writes it; empty if it is no expression."""
    tree = _parsed(text)
    if tree is None:
        return ""
    tool = _licensing()
    known = {key: _looked_up(key, catalog) for key in symbols(text)}
    written = {key: tool.parse(reference(id_, catalog), simple=True) for key, id_ in known.items()}
    plain = {symbol: written[_key(symbol)] for symbol in tree.get_literals() if not hasattr(symbol, "license_symbol")}
    return str(tree.subs(plain).render("{symbol.key}"))


def _looked_up(name: str, catalog: Catalog) -> str:
    """The catalog id that a name in an expression stands for, else the name itself."""
    kinds = (NameKind.SPDX, NameKind.HUB_TAG, NameKind.SLUG, NameKind.SPELLING)
    found = next((one for kind in kinds if (one := catalog.named(kind, name)) is not None), None)
    return found.id if found else name
