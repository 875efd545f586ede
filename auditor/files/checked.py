"""YAML files of ours and of users, checked: all that is wrong is said at once, each fault with file and line."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from auditor.errors import PolicyError
from auditor.parse.yaml import Document, YamlFault, load
from auditor.schema.base import Value
from auditor.schema.lifecycle import MONTH_OR_DAY
from auditor.schema.use import MONTH

V = TypeVar("V", bound=BaseModel)

# How a fault is said where the validator speaks of Python's types.
_WORDS = {
    "tuple_type": "should be a list",
    "bool_type": "should be true or false",
    "bool_parsing": "should be true or false",
    "string_type": "should be text",
    "int_type": "should be a whole number",
    "int_parsing": "should be a whole number",
    "model_type": "should be a mapping of keys to values",
    "dict_type": "should be a mapping of keys to values",
    "too_short": "is too short: it takes {min_length} or more",
    "too_long": "is too long: it takes {max_length} at most",
    "string_too_short": "is too short: it takes {min_length} characters or more",
    "string_too_long": "is too long: it takes {max_length} characters at most",
    "string_pattern_mismatch": "should be in lower case, of letters, digits and hyphens",
}
_OF_PATTERN = {
    "^[0-9a-f]{64}$": "should be a sha256: 64 digits 0-9 and a-f, in quotes",
    MONTH: "should be a month such as 2024-06",
    MONTH_OR_DAY: "should be a day such as 2026-10-23, or a month such as 2026-10",
}


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong in a file."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


def read_file(path: Path, model: type[V]) -> V:
    """One YAML file as one value. Raises PolicyError listing every fault."""
    return read_all([path], model)[0]


def read_rows(path: Path, key: str, model: type[V]) -> list[V]:
    """The list under `key` of a YAML file, each item a value. Raises PolicyError listing every fault."""
    document = read_document(path)
    items = document.value.get(key) if isinstance(document.value, dict) else None
    if not isinstance(items, list):
        raise PolicyError(str(Fault(path, 1, f"holds no list `{key}:`")))
    read: list[V] = []
    faults: list[Fault] = []
    for index, item in enumerate(items):
        value = validated(path, document, item, model, faults, (key, index))
        own = getattr(value, "id", None)
        if own is not None and own in [getattr(other, "id", None) for other in read]:
            faults.append(Fault(path, document.line(key, index), f"the id `{own}` stands twice"))
        elif value is not None:
            read.append(value)
    refuse(faults)
    return read


def read_all(
    paths: Sequence[Path],
    model: type[V],
    *,
    check: Callable[[Path, V], str | None] = lambda _path, _value: None,
) -> list[V]:
    """Many YAML files, each one value. Raises PolicyError listing every fault of every file."""
    read: list[V] = []
    faults: list[Fault] = []
    for path in paths:
        document = _document(path)
        if isinstance(document, Fault):
            faults.append(document)
            continue
        value = validated(path, document, document.value, model, faults)
        wrong = check(path, value) if value is not None else None
        if wrong:
            faults.append(Fault(path, 1, wrong))
        elif value is not None:
            read.append(value)
    refuse(faults)
    return read


def read_document(path: Path) -> Document:
    """A YAML file with lines. Raises PolicyError naming file and line."""
    read = _document(path)
    if isinstance(read, Fault):
        raise PolicyError(str(read))
    return read


def _document(path: Path) -> Document | Fault:
    content = b""
    try:
        content = path.read_bytes()
        return load(content.decode("utf-8-sig"))
    except OSError as error:
        return Fault(path, 1, f"cannot be read ({error.strerror})")
    except UnicodeDecodeError as error:
        return Fault(path, content.count(b"\n", 0, error.start) + 1, "is not UTF-8 text")
    except YamlFault as fault:
        return Fault(path, fault.line, str(fault))


def validated(
    path: Path,
    document: Document,
    raw: Any,
    model: type[V],
    faults: list[Fault],
    where: tuple[str | int, ...] = (),
) -> V | None:
    """`raw`, which stands at `where` in the document, as a value; what is wrong is added to `faults`."""
    if not isinstance(raw, dict):
        faults.append(Fault(path, document.line(*where), "should be a mapping of keys to values"))
        return None
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        for detail in error.errors():
            loc = tuple(detail["loc"])
            if str(loc[-1:]).startswith('("literal['):  # of `any` or a list, the list says more
                continue
            if detail["type"] == "too_short" and detail["input"]:  # its entries are wrong, which is said of each
                continue
            faults.append(Fault(path, document.line(*where, *loc), explain_fault(detail, model)))
    return None


def refuse(faults: Iterable[Fault]) -> None:
    """Raise PolicyError where there are faults, all in one message, in order of file and line."""
    listed = sorted(set(faults), key=lambda fault: (str(fault.path), fault.line, fault.message))
    if listed:
        count = "1 fault: mend it" if len(listed) == 1 else f"{len(listed)} faults: mend them"
        raise PolicyError("\n".join(str(fault) for fault in listed), hint=f"{count} and run again")


def explain_fault(detail: Any, model: type[BaseModel]) -> str:
    """What the validator found, without Python's types; `detail` is one of its errors."""
    # A union's branches (`tuple[str, ...]`) stand in the location too; they are no keys of the file.
    where = ".".join(str(part) for part in detail["loc"] if "[" not in str(part))
    if detail["type"] == "extra_forbidden":
        known = _fields(model, detail["loc"][:-1])
        near = difflib.get_close_matches(str(detail["loc"][-1]), known, n=1)
        meant = f"; did you mean `{near[0]}`?" if near else f"; known: {', '.join(known)}" if known else ""
        return f"`{where}` is no field{meant}"
    if detail["type"] == "missing":
        return f"`{where}` is missing"
    plain = detail["msg"].replace("Input should", "should", 1).removeprefix("Value error, ")
    said = _WORDS[detail["type"]].format(**detail.get("ctx", {})) if detail["type"] in _WORDS else plain
    said = _OF_PATTERN.get(detail.get("ctx", {}).get("pattern", ""), said)
    got = detail.get("input")
    shown = f" (got {got!r})" if isinstance(got, str | int | float | bool) or got is None else ""
    return f"`{where}` {said}{shown}" if where else said


def _fields(model: type[BaseModel], path: tuple[Any, ...]) -> list[str]:
    """The field names of the model that stands at this path below `model`."""
    current: Any = model
    for part in path:
        field = current.model_fields.get(part) if isinstance(part, str) and hasattr(current, "model_fields") else None
        if field is not None:
            current = _inner(field.annotation)
    return sorted(current.model_fields) if isinstance(current, type) and issubclass(current, Value) else []


def _inner(annotation: Any) -> Any:
    """The value type inside `tuple[X, ...]` or `X | None`; the annotation itself otherwise."""
    arguments = [item for item in getattr(annotation, "__args__", ()) if isinstance(item, type)]
    values = [item for item in arguments if issubclass(item, Value)]
    return values[0] if values else annotation
