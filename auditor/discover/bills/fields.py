"""Fields of a bill as every version and every tool writes them: once or several times, as a text or as a mapping."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_MOST = 10_000  # values of one field that are looked at


def many(node: dict[str, Any], *keys: str) -> list[Any]:
    """The values under these keys, in their order, whether each stands alone or in a list."""
    found: list[Any] = []
    for key in keys:
        value = node.get(key)
        if isinstance(value, list):
            found += value[:_MOST]
        elif value is not None:
            found.append(value)
    return found


def texts(node: dict[str, Any], *keys: str) -> list[str]:
    """The texts under these keys that are not empty."""
    if node.keys().isdisjoint(keys):
        return []
    return [value.strip() for value in many(node, *keys) if isinstance(value, str) and value.strip()]


def text(node: dict[str, Any], *keys: str) -> str:
    """The first text under these keys; empty where there is none."""
    return next(iter(texts(node, *keys)), "")


def inner(node: dict[str, Any], *keys: str) -> Iterator[dict[str, Any]]:
    """The mappings under these keys; those of a container that holds nothing else, as `{"reference": […]}`."""
    for value in many(node, *keys):
        if isinstance(value, dict):
            yield value
