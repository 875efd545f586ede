"""Reads policies/discovery/ with care: everything that is wrong with a row is said at once, with file and line.

What runs reads the same files plainly (auditor/discover/forms.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from auditor.discover.forms import FOLDER, PROVIDERS
from auditor.discover.kinds import KINDS
from auditor.files.checked import Fault, read_all, read_document, read_file, refuse
from auditor.parse.home import home
from auditor.schema.form import FormLibrary, Providers


class FormKnowledge(NamedTuple):
    """All of policies/discovery/."""

    libraries: tuple[FormLibrary, ...]
    providers: Providers


def load_forms(root: Path | None = None) -> FormKnowledge:
    """The table of forms and of providers. Raises PolicyError listing every fault."""
    folder = (root or home()) / FOLDER
    paths = [path for path in sorted(folder.glob("*.yaml")) if path.name != PROVIDERS]
    providers = read_file(folder / PROVIDERS, Providers)
    libraries = read_all(paths, FormLibrary, check=_named_as_its_file)
    refuse([*_of_providers(folder / PROVIDERS, providers), *_faults(paths, libraries, providers)])
    return FormKnowledge(tuple(libraries), providers)


def _named_as_its_file(path: Path, library: FormLibrary) -> str | None:
    return None if library.library == path.stem else f"`library` should be `{path.stem}`, the name of the file"


def _faults(paths: list[Path], libraries: list[FormLibrary], providers: Providers) -> Iterator[Fault]:
    """Each id once, and only words that other tables know."""
    known = {item.id for item in providers.providers}
    seen: dict[str, str] = {}
    for path, library in zip(paths, libraries, strict=True):
        document = read_document(path)
        for index, form in enumerate(library.forms):
            line = document.line("forms", index, "id")
            other = seen.setdefault(form.id, library.library)
            if other != library.library or [item.id for item in library.forms].index(form.id) != index:
                yield Fault(path, line, f"the id `{form.id}` stands in `{other}` already")
            if form.provider is not None and form.provider not in known:
                yield Fault(path, line, f"`{form.provider}` is no provider of {PROVIDERS}")
            if form.kind is not None and form.kind not in KINDS:
                yield Fault(path, line, f"`{form.kind}` is no kind of auditor/discover/kinds.py")
        for index, client in enumerate(library.clients):
            if client.provider not in known:
                yield Fault(path, document.line("clients", index), f"`{client.provider}` is no provider")


def _of_providers(path: Path, read: Providers) -> Iterator[Fault]:
    """A word, a beginning or a host is one provider's."""
    document = read_document(path)
    claimed: dict[tuple[str, str], str] = {}
    for index, item in enumerate(read.providers):
        for column in ("id", "names", "hosts", "prefixes", "routes"):
            held = (item.id,) if column == "id" else getattr(item, column)
            for word in held:
                other = claimed.setdefault((column, word), item.id)
                if other != item.id or (column == "id" and [one.id for one in read.providers].count(item.id) > 1):
                    line = document.line("providers", index, column)
                    yield Fault(path, line, f"`{word}` is claimed by `{other}` already")
