"""Providers of models, and what their terms say of training other models on what those wrote.

In the table's own words, from the terms as published; they change, so the finding asks for the terms of the day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from auditor.names.spelling import expression
from auditor.names.table import table

_I = re.IGNORECASE


@dataclass(frozen=True)
class Provider:
    """Who offers a model, and what its terms say of outputs."""

    name: str
    terms: str


def by_dataset_name(dataset_id: str) -> Provider | None:
    """The provider whose model wrote this data, by the name of the data set alone."""
    return _first((provider, wrote.search(dataset_id)) for provider, _, wrote in _providers() if wrote)


def by_words(text: str) -> Provider | None:
    """The provider whose model a text names."""
    return _first((provider, writes.search(text)) for provider, writes, _ in _providers())


def _first(found: Iterable[tuple[Provider, re.Match[str] | None]]) -> Provider | None:
    """The provider that is named first."""
    places = [(match.start(), provider) for provider, match in found if match]
    return min(places, key=lambda place: place[0], default=(0, None))[1]


@lru_cache(maxsize=1)
def _providers() -> tuple[tuple[Provider, re.Pattern[str], re.Pattern[str] | None], ...]:
    """Each provider, how its models are called as writers of data, and names of data sets that they wrote."""
    return tuple(
        (
            Provider(table().titles[row.makers[0]], row.outputs),
            re.compile("|".join(f"(?<![a-z0-9]){expression(name)}{_after(name)}" for name in row.writes), _I),
            re.compile(_wrote(row.wrote, row.wrote_not), _I) if row.wrote else None,
        )
        for row in sorted(table().rows, key=lambda row: not row.closed)
        if row.outputs
    )


def _wrote(names: Iterable[str], unlike: Iterable[str]) -> str:
    besides = "|".join(map(expression, unlike))
    each = "|".join(expression(name) + (r"(?!\d)" if name[-1].isdigit() else "") for name in names)
    return f"(?!{besides})(?:{each})" if besides else each


def _after(name: str) -> str:
    return r"(?![a-z\d]|\.\d)" if name[-1].isdigit() else r"(?![a-z])" if name[-1].isalpha() else ""
