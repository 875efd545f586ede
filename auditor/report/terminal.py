"""What is drawn with rich, as text: no markup, no emoji, no color but where asked for."""

from __future__ import annotations

import io
from collections.abc import Iterable

from rich.console import Console, RenderableType

from auditor.report.formats import Look
from auditor.report.plain import commands_parted

WIDE = 100
"""Columns where the terminal does not say, as in a pipe."""
_NARROWEST = 40


def drawn(parts: Iterable[RenderableType], look: Look) -> str:
    """The parts below each other, without trailing blanks."""
    buffer = io.StringIO()
    console = Console(
        file=buffer,
        width=max(_NARROWEST, look.width or WIDE),
        force_terminal=look.color,
        no_color=not look.color,
        color_system="standard" if look.color else None,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    for part in parts:
        console.print(part)
    # Only now is it known where lines begin: words that were harmless where they stood may have been wrapped.
    return commands_parted("\n".join(line.rstrip() for line in buffer.getvalue().rstrip().splitlines()) + "\n")
