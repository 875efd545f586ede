"""The formats, by name. The table is written by hand; a test compares it with the folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from auditor.schema.audit import Audit


@dataclass(frozen=True)
class Look:
    """How a report is to be shown: width in columns, color, and how much evidence."""

    width: int | None = None
    color: bool = False
    verbose: int = 0


def _console(audit: Audit, look: Look) -> str:
    from auditor.report.console import render

    return render(audit, look)


def _json(audit: Audit, _: Look) -> str:
    from auditor.report.json import render

    return render(audit)


def _notice(audit: Audit, _: Look) -> str:
    from auditor.report.notice import render

    return render(audit)


FORMATS: dict[str, Callable[[Audit, Look], str]] = {"console": _console, "json": _json, "notice": _notice}
