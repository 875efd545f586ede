"""Reads policies/licenses/: a file a license → typed values.

The files are what counsel reads; `licenses.compiled.json` beside their folder holds the same in one file, since reading
hundreds of YAML files takes more of a short run than the audit does. Where it is not made of them as they stand, they
are read themselves.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from auditor.files.checked import read_all, read_document
from auditor.parse.sealed import sealed, unsealed
from auditor.schema.license import License

COMPILED = "licenses.compiled.json"


def load_licenses(root: Path) -> list[License]:
    """Every license, in order of its file's name. Raises PolicyError listing every fault of every file."""
    paths = license_files(root)
    kept = unsealed(root / COMPILED, digest_of(paths))
    return [License.model_validate(one) for one in kept] if kept else _read(paths)


def license_files(root: Path) -> list[Path]:
    """The files, in order of their names."""
    return sorted((root / "licenses").glob("*.yaml"))


def compiled(root: Path) -> str:
    """The content of the compiled file, a line a license. Raises PolicyError where a file is wrong."""
    paths = license_files(root)
    _read(paths)
    values = (read_document(path).value for path in paths)
    rows = ",\n".join(json.dumps(value, ensure_ascii=False, separators=(",", ":")) for value in values)
    return sealed(digest_of(paths), f"[{rows}]\n")


def digest_of(paths: Iterable[Path]) -> str:
    """The sha256 over the names and contents of files."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(f"{path.name}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def _read(paths: list[Path]) -> list[License]:
    return read_all(paths, License, check=named_like_file)


def named_like_file(path: Path, value: object) -> str | None:
    """What is wrong where a value's id is not the name of its file."""
    own = getattr(value, "id", None)
    return None if own == path.stem else f"its id is `{own}`, its file name says `{path.stem}`"
