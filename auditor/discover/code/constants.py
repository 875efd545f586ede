"""Constants by which SDKs spell names of models: `openai.GPT4oMini`, `ChatModel.GPT_4_1`, `openai::GPT_4O`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from auditor.discover.forms import ConstantsRow, constants

if TYPE_CHECKING:
    from auditor.discover.code.source import SourceFile
    from auditor.discover.code.tree import ChainLink

_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
_DOT = re.compile(r"(?<=\d)Dot(?=\d)")
_DATE = re.compile(r"(20\d\d)(\d\d)(\d\d)\Z")
_GLUED = frozenset("okbx")


def constant(source: SourceFile, links: Sequence[ChainLink]) -> str | None:
    """The name of the model that this constant of an SDK stands for; None where it is none that a rule knows."""
    names = [link.name for link in links]
    if any(link.given is not None for link in links):
        return None
    origin = source.origin(links)
    written = ".".join(names)
    for row in constants(source.grammar.rows):
        if origin and not from_modules(origin, row.modules):
            continue
        if not origin and not (
            from_modules(written, row.modules) or any(from_modules(module, row.modules) for module in source.modules)
        ):
            continue
        holder = (origin or written).rpartition(".")[0].rpartition(".")[2]
        if not row.holders or holder in row.holders:
            text = spelled(names[-1], row)
            if text is not None:
                return text
    return None


def from_modules(origin: str, modules: Sequence[str]) -> bool:
    """Whether a dotted name or a path begins with one of these modules."""
    return any(origin == item or (origin.startswith(item) and origin[len(item)] in "./:") for item in modules)


def spelled(name: str, row: ConstantsRow) -> str | None:
    """A constant's name as the name of a model, by the rule of its SDK; None where it does not begin as that says."""
    if name in row.names:
        return row.names[name]
    for prefix in row.drops:
        if name.startswith(prefix) and len(name) > len(prefix):
            name = name[len(prefix) :].strip("_")
            break
    if name in row.names:
        return row.names[name]
    parts = _joined([word.lower() for word in _WORD.findall(_DOT.sub("_", name))], row)
    text = "-".join(parts)
    return text if any(text.startswith(begin) for begin in row.begins) else None


def _joined(parts: list[str], row: ConstantsRow) -> list[str]:
    """Words and numbers put together: `4` and `o`, `3` and `5` of a version, the parts of a date."""
    found: list[str] = []
    for part in parts:
        before = found[-1] if found else ""
        date = _DATE.match(part) if row.dates else None
        if date:
            found.extend(date.groups())
        elif _is_glued(part, before):
            found[-1] += part
        elif row.point != "-" and part.isdigit() and len(part) == 1 and before.isdigit() and len(before) == 1:
            found[-1] += row.point + part
        else:
            found.append(part)
    return found


def _is_glued(part: str, before: str) -> bool:
    """Whether a part goes on with the one before it: `4` and `o`, `o` and `3`, `8`, `x` and `22`, `32` and `k`."""
    if part in _GLUED:
        return before[-1:].isdigit() and len(before) < 6
    return part.isdigit() and (before == "o" or (before[:-1].isdigit() and before[-1:] == "x"))
