"""Settings in JSON, TOML, INI and properties as scalars with paths and lines. The formats are read by their libraries.

None of these libraries says where a value stands: the lines are those where its text is written, in turn.
"""

from __future__ import annotations

import configparser
import contextlib
import json
import re
import tomllib
from collections import defaultdict, deque
from collections.abc import Iterator
from typing import Any

from auditor.discover.bounds import TooMuch
from auditor.discover.lines import Lines
from auditor.discover.scalars import MAX_DEPTH, Path, Scalar, flat

# A file with more values than a person sets holds data.
MAX_VALUES = 5_000
_LONGEST_LINE = 1_000
MAX_DOTS = 30
_STRING = re.compile(r"\"(?:[^\"\\]|\\.)*(?:\"|\\?\Z)|'[^']*(?:'|\Z)")
_QUOTED = re.compile(r"\"((?:[^\"\\\n]|\\.){1,400})\"|'([^'\n]{1,400})'")
_ASSIGNED = re.compile(r"^[^=:\n]{1,200}[=:][ \t]*([^\n]*)$", re.MULTILINE)
_REMARK = re.compile(r"\s[;#].*")
_COMMENT = re.compile(r"^[ \t]*//[^\n]*|(?<=[,{\[\]}])[ \t]{1,200}//[^\n\"]*$", re.MULTILINE)


class _Pairs(tuple[tuple[str, Any], ...]):
    """An object of JSON with every key that is written, also one that stands twice."""

    __slots__ = ()


def of_json(text: str) -> list[Scalar]:
    """The values of a JSON text, comments on lines of their own allowed; of a faulty one, what its lines say."""
    try:
        document = json.loads(_COMMENT.sub("", text), object_pairs_hook=_Pairs)
    except (ValueError, RecursionError):
        return list(flat(text, 0))
    return _placed(text, document)


def of_toml(text: str) -> list[Scalar]:
    """The values of a TOML text; none of a faulty one. Raises TooMuch for keys that nest deeper than people write."""
    # The library takes the square of a dotted key's length in time and memory.
    if any(line.count(".") > MAX_DOTS and _STRING.sub("", line).count(".") > MAX_DOTS for line in text.split("\n")):
        raise TooMuch(f"holds keys of more than {MAX_DOTS} parts")
    try:
        document = tomllib.loads(text)
    except (ValueError, RecursionError):
        return []
    return _placed(text, document)


def of_ini(text: str) -> list[Scalar]:
    """The values of an INI file or a file of properties; dots in a key part it."""
    kept = "\n".join(line if len(line) <= _LONGEST_LINE else "" for line in text.split("\n"))
    for written in (kept, "\n".join(line.lstrip() for line in kept.split("\n"))):
        with contextlib.suppress(configparser.Error, AttributeError):  # the latter: a key without value that goes on
            parser = _ini(written)
            break
    else:
        return []
    lines: dict[str, deque[int]] = defaultdict(deque)
    starts = Lines(kept)
    for match in _ASSIGNED.finditer(kept):
        lines[_REMARK.sub("", match[1]).strip()].append(starts.at(match.start()))
    found: list[Scalar] = []
    for section in parser.sections():
        above = tuple(part for part in section.split(".") if part.strip())
        for key, written in parser.items(section):
            value = _REMARK.sub("", written or "").strip()
            if value and len(found) < MAX_VALUES:
                found.append(Scalar((*above, *key.split(".")), value, _next(lines, value)))
    return found


def _placed(text: str, document: Any) -> list[Scalar]:
    lines: dict[str, deque[int]] = defaultdict(deque)
    starts = Lines(text)
    for match in _QUOTED.finditer(text):
        lines[match[1] or match[2]].append(starts.at(match.start()))
    found: list[Scalar] = []
    for path, value in _values(document):
        if len(found) >= MAX_VALUES:
            return []
        written = value if value in lines else json.dumps(value)[1:-1]
        found.append(Scalar(path, value, _next(lines, written)))
    return found


def _next(lines: dict[str, deque[int]], value: str) -> int:
    """The line of the next time that a value is written; the last one counts for all that come after."""
    at = lines.get(value)
    if not at:
        return 1
    return at.popleft() if len(at) > 1 else at[0]


def _values(document: Any) -> Iterator[tuple[Path, str]]:
    """Every text of a document in its order, without recursion."""
    stack: list[tuple[Path, Any]] = [((), document)]
    while stack:
        path, node = stack.pop()
        if isinstance(node, str):
            yield path, node
        elif len(path) < MAX_DEPTH:
            stack.extend(reversed([((*path, key), value) for key, value in _inside(node)]))


def _inside(node: Any) -> Iterator[tuple[str | int, Any]]:
    if isinstance(node, dict):
        yield from node.items()
    elif isinstance(node, _Pairs):
        yield from node
    elif isinstance(node, list):
        yield from enumerate(node)


def _ini(text: str) -> configparser.ConfigParser:
    """The sections of a text; what stands above the first is one too."""
    parser = configparser.ConfigParser(
        strict=False,
        interpolation=None,
        allow_no_value=True,
        comment_prefixes=("#", ";", "!"),
        default_section=" defaults",
        delimiters=("=", ":"),
    )
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(f"[ ]\n{text}")
    return parser
