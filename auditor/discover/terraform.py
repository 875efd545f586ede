"""Terraform and OpenTofu: attributes, objects, blocks and here-documents, with variables and locals followed.

Read by the grammar of tree-sitter, which goes on after a fault; its tree is walked without recursion.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from auditor.discover import settings, shell, yaml_files
from auditor.discover.bounds import TooMuch, spend
from auditor.discover.entries import of_json
from auditor.discover.manifest import manifest_of
from auditor.discover.parsing import parsed
from auditor.discover.scalars import MAX_DEPTH, Path, Scalar
from auditor.discover.words import words
from auditor.schema.discovery import Found, FoundType

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

KIND = "terraform"
MAX_SIZE = 500_000
MAX_VALUE = 300
_REFERENCE = re.compile(r"\$\{\s{0,9}(var|local)\.(\w{1,80})\s{0,9}\}")
_WRITTEN = re.compile(r"\$\{(var|local)_")
_YAML_SHAPE = re.compile(r"(?:\s{0,80}#[^\n]{0,500}\n)?\s{0,80}(?:- )?[\w.-]{1,80}:\s")
# Nodes that stand for what is in them.
_OPEN = words(
    "config_file body expression collection_value literal_value template_expr function_call function_arguments object"
    " ERROR"
)

# Blocks whose labels are names of things, and say nothing of what is in them.
_LABELED = words("resource data module provider output check import moved")


def discover(file: str, text: str, variables: Mapping[str, str] | None = None) -> Iterator[Found]:
    """The references of a configuration; `variables` are what files beside it set (see `values`)."""
    if not settings.MARKERS.search(text):
        return
    items = _scalars(text)
    known = {**_values(file, items), **(variables or {})}
    yield from _read(file, text, [item for item in items if not item.block], known)
    for item in items:
        if item.block:
            for found in _embedded(file, item, known):
                yield found.model_copy(update={"line": found.line + item.line - 1})


def discover_json(file: str, text: str, variables: Mapping[str, str] | None = None) -> Iterator[Found]:
    """The same of a configuration that is written as JSON."""
    if settings.MARKERS.search(text) and len(text) <= MAX_SIZE:
        items = [item._replace(text=_named(item.text)) for item in of_json(text)]
        yield from _read(file, text, items, {**_values(file, items), **(variables or {})})


def values(file: str, text: str) -> dict[str, str]:
    """What a file sets for others of its folder: `var_name` and `local_name`, by default or as `.tfvars` have it."""
    return _values(file, _scalars(text)) if len(text) <= MAX_SIZE else {}


def _read(file: str, text: str, items: list[Scalar], known: Mapping[str, str]) -> Iterator[Found]:
    manifest = manifest_of(file, text, items, known)
    for item in settings.read(manifest, KIND, templates=True):
        if item.type is FoundType.TEMPLATE:
            yield item.model_copy(update={"reference": _WRITTEN.sub(r"${\1.", item.reference)})
        else:
            yield item


def _values(file: str, items: list[Scalar]) -> dict[str, str]:
    found: dict[str, str] = {}
    for path, text, _, _ in items:
        keys = [step for step in path if isinstance(step, str)]
        if len(keys) == 3 and keys[0] == "variable" and keys[2] == "default":
            found[f"var_{keys[1]}"] = text[:MAX_VALUE]
        elif len(keys) == 2 and keys[0] == "locals":
            found[f"local_{keys[1]}"] = text[:MAX_VALUE]
        elif len(path) == 1 and file.endswith((".tfvars", ".tfvars.json")):
            found[f"var_{keys[0]}"] = text[:MAX_VALUE]
    return found


def _embedded(file: str, item: Scalar, known: Mapping[str, str]) -> Iterator[Found]:
    """A here-document: JSON, YAML such as the values of a chart, or a script."""
    body = item.text
    if body.lstrip()[:1] in ("{", "["):
        yield from _read(file, body, of_json(body), known)
    elif _YAML_SHAPE.match(body):
        yield from yaml_files.discover(file, body, known)
    else:
        yield from shell.discover(file, body, kind=KIND, variables=known)


@lru_cache(maxsize=1)
def _parser() -> Parser:
    import tree_sitter
    import tree_sitter_hcl

    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_hcl.language()))


def _scalars(text: str) -> list[Scalar]:
    """The values of a configuration in their order. Raises TooMuch."""
    if len(text) > MAX_SIZE:
        raise TooMuch(f"larger than {MAX_SIZE:,} characters")
    found: list[Scalar] = []
    stack: list[tuple[Node, Path]] = [(parsed(_parser(), text.encode("utf-8", "replace")), ())]
    visited = 0
    while stack:
        node, path = stack.pop()
        visited += 1
        if visited % 32 == 0:
            spend()
        line = node.start_point[0] + 1
        if node.type == "string_lit":
            found.append(Scalar(path, _text(node)[1:-1].replace('\\"', '"'), line))
        elif node.type == "quoted_template":
            found.append(Scalar(path, _named(_text(node)[1:-1].replace('\\"', '"')), line))
        elif node.type == "heredoc_template":
            body = _text(node).split("\n")[1:-1]
            found.append(Scalar(path, _named("\n".join(body)), line + 1, "|"))
        elif node.type == "expression" and (node.named_children[:1] or [node])[0].type == "variable_expr":
            found.append(Scalar(path, _named(f"${{{_text(node)[:MAX_VALUE]}}}"), line))
        elif len(path) < MAX_DEPTH:
            stack.extend(reversed(list(_inside(node, path))))
    return found


def _inside(node: Node, path: Path) -> Iterator[tuple[Node, Path]]:
    """What stands in a node, each with its path. A block has a number: it may stand there several times."""
    children = node.named_children
    if node.type == "attribute" and len(children) > 1:
        yield children[-1], (*path, _text(children[0]))
    elif node.type == "block":
        labels = [_text(child).strip('"') for child in children if child.type in ("identifier", "string_lit")]
        labels = labels[:1] if labels[:1] and labels[0] in _LABELED else labels
        yield from ((child, (*path, *labels, node.start_byte)) for child in children if child.type == "body")
    elif node.type == "object_elem" and len(children) > 1:
        yield children[-1], (*path, _text(children[0]).strip('"'))
    elif node.type == "tuple":
        expressions = [child for child in children if child.type == "expression"]
        yield from ((child, (*path, i)) for i, child in enumerate(expressions))
    elif node.type == "conditional":
        yield from ((child, path) for child in children[1:])
    elif node.type in _OPEN:
        yield from ((child, path) for child in children)


def _named(text: str) -> str:
    """The text with `${var.name}` as `${var_name}`, which is how variables are written elsewhere."""
    return _REFERENCE.sub(r"${\1_\2}", text)


def _text(node: Node) -> str:
    return (node.text or b"").decode("utf-8", "replace")
