"""A repository or a manifest → references, each with file and line. Nothing is executed, nothing is looked up.

The table of kinds is written by hand and asked in order; a test compares it with the folder.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from auditor.discover import (
    bills,
    code,
    dockerfile,
    elsewhere,
    http_files,
    javascript,
    makefile,
    markdown,
    modelfile,
    notebook,
    plain,
    plain_code,
    python,
    rust,
    settings,
    shell,
    terraform,
    units,
    variables,
    yaml_files,
)
from auditor.discover.bounds import TooMuch, bounded
from auditor.discover.lines import heredocs
from auditor.discover.purls import purls
from auditor.schema.discovery import Found

MAX_BYTES = 2_000_000
MAX_NOTEBOOK_BYTES = 20_000_000

Variables = Mapping[str, str]
Reader = Callable[[str, str, Variables], Iterator[Found]]


class Language(NamedTuple):
    """A kind of file: its name, how it is read, and how it is known: by endings, or by a rule over the whole name."""

    name: str
    read: Reader
    endings: tuple[str, ...] = ()
    matches: Callable[[str], bool] | None = None


def _alone(read: Callable[[str, str], Iterator[Found]]) -> Reader:
    return lambda file, text, _: read(file, text)


def _json(file: str, text: str, variables: Variables) -> Iterator[Found]:
    if file.rpartition("/")[2] in ("adapter_config.json", "models.json"):
        yield from yaml_files.discover(file, text)
    elif file.endswith((".tf.json", ".tfvars.json")):
        yield from terraform.discover_json(file, text, variables)
    else:
        yield from settings.discover(file, text, variables)


def _shell(file: str, text: str, known: Variables) -> Iterator[Found]:
    for body in heredocs(text):
        # What a script writes into a file or a program: a Modelfile, or Python.
        reader = modelfile if modelfile.looks_like(body.text) else python
        for item in reader.discover(file, body.text):
            yield item.model_copy(update={"line": item.line + body.lines_before})
    yield from shell.discover(file, text, variables=known)


def _conf(file: str, text: str, _: Variables) -> Iterator[Found]:
    yield from plain.discover_shortnames(file, text)


def _code(language: str) -> Reader:
    """Code that the table of forms reads, after what the language's own reader finds in the text."""
    own = {"rust": rust.discover}.get(language, javascript.discover if language in code.ECMA else None)

    def read(file: str, text: str, _: Variables) -> Iterator[Found]:
        known = list(own(file, text)) if own is not None else []
        yield from known
        yield from code.discover(language, file, text, known)

    return read


def _nothing(_: str, __: str, ___: Variables) -> Iterator[Found]:
    """Package URLs are looked for in every file; here there is nothing else."""
    yield from ()


# Endings that settle it. The other rules are asked first where an ending does not.
LANGUAGES: tuple[Language, ...] = (
    Language("python", _alone(python.discover), ("py", "pyi", "pyw")),
    Language("notebook", _alone(notebook.discover), ("ipynb",)),
    Language("yaml", yaml_files.discover, ("yaml", "yml")),
    *(Language(name, _code(name), endings) for name, endings in code.ENDINGS.items()),
    Language("plain code", _alone(plain_code.discover), plain_code.ENDINGS),
    Language("markdown", _alone(markdown.discover), ("md", "mdx", "markdown", "rst")),
    Language("json", _json, ("json", "jsonc")),
    Language("settings", settings.discover, ("toml", "ini", "cfg", "properties", "pbtxt")),
    Language("unit", _alone(units.discover), ("service", "container", "kube")),
    Language("requests", _alone(http_files.discover), ("http", "rest")),
    Language("terraform", terraform.discover, ("tf", "tofu", "tfvars", "hcl")),
    Language("dockerfile", _alone(dockerfile.discover), matches=dockerfile.matches),
    Language("modelfile", _alone(modelfile.discover), matches=modelfile.matches),
    Language("env", _alone(variables.discover), matches=variables.is_env_file),
    Language("makefile", makefile.discover, ("mk", "just"), matches=lambda name: name in makefile.NAMES),
    Language("procfile", _shell, matches=lambda name: name == "Procfile"),
    Language("list", _alone(plain.discover_list), matches=plain.is_list),
)
SHELL = Language("shell", _shell, ("sh", "bash", "zsh", "slurm", "sbatch", "ps1", "bat", "cmd"))
CONF = Language("conf", _conf, ("conf",))
PURLS = Language("purls", _nothing, ("csv", "lock", "txt"))
BILLS = Language("bills", _nothing, ("xml", "rdf", "spdx", "spdx3", "cdx", "bom", "jsonld", "tag", "tv"))
_SETTLED = {ending: item for item in LANGUAGES for ending in item.endings}
_UNSETTLED = {ending: item for item in (SHELL, CONF, PURLS, BILLS) for ending in item.endings}
# What these tell of is often no use of it.
_TELLS = frozenset({"markdown", "json", "purls", "bills", "list"})
_BY_RULE = tuple(item for item in LANGUAGES if item.matches is not None)
# Most files of a repository are none of ours, and these say so by themselves.
_RULED = re.compile(r"env|dockerfile|containerfile|modelfile|makefile|justfile|procfile|\.txt$|\.li?st$", re.IGNORECASE)


def language(path: str) -> Language | None:
    """How a file of this name is read; None if it is not."""
    name = path.rpartition("/")[2]
    ending = name.rpartition(".")[2].lower()
    if ending in _SETTLED:
        return _SETTLED[ending]
    if _RULED.search(name):
        named = next((item for item in _BY_RULE if item.matches and item.matches(name)), None)
        if named is not None:
            return named
    return _UNSETTLED.get(ending)


def limit(path: str) -> int:
    """The size above which a file is left out that is no bill of materials."""
    return MAX_NOTEBOOK_BYTES if path.endswith(".ipynb") else MAX_BYTES


def discover_text(path: str, text: str, variables: Variables | None = None) -> tuple[Found, ...]:
    """Every reference in one file, in the order of its lines, each said once.

    Pure: the path only tells how to read the text. `variables` are those that files beside it set, for `${NAME}`.
    Whatever the text holds, this returns: a text that cannot be read gives what was read of it, or nothing.
    """
    return read_text(path, text, variables)[0]


def read_text(path: str, text: str, variables: Variables | None = None) -> tuple[tuple[Found, ...], str | None]:
    """The same, and why not everything was read, where that is so."""
    reader = language(path)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if bills.is_bill(path, text):
        found, unread = bills.read(path, text)
        return _once(found), unread
    if len(text) > limit(path):
        return (), f"larger than {limit(path):,} characters"
    items: list[Found] = []
    unread = None
    try:
        with bounded():
            if reader is not None:
                items.extend(reader.read(path, text, variables or {}))
    except TooMuch as error:
        unread = str(error)
    except (RecursionError, MemoryError):
        unread = "nested too deep"
    try:
        with bounded():
            items.extend(purls(path, text))
            if reader is not None and reader.name not in _TELLS:
                items = [*elsewhere.discover(path, text), *items]
    except TooMuch as error:
        unread = str(error)
    return _once(items), unread


def _once(items: list[Found]) -> tuple[Found, ...]:
    unique: dict[tuple[int, str, str, str | None], Found] = {}
    for item in items:
        unique.setdefault((item.line, item.type, item.reference, item.revision), item)
    return tuple(sorted(unique.values(), key=lambda item: (item.line, item.type, item.reference, item.revision or "")))
