"""models.lock: read with the line of what is wrong, written so that the same models give the same bytes."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import ValidationError

from auditor.errors import ManifestError
from auditor.files.checked import explain_fault
from auditor.report.plain import json_text
from auditor.schema.lock import FORMAT, Lock
from auditor.schema.place import Place
from auditor.schema.reference import RepoType

NAME = "models.lock"
MAX_BYTES = 100_000_000
_HINT = "`auditor lock` writes it anew"


def read_lock(path: Path) -> Lock:
    """The lock in this file. Raises ManifestError saying where it is wrong."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ManifestError(f"{path}: larger than {MAX_BYTES:,} bytes")
        return parse_lock(path.read_bytes(), str(path))
    except OSError as error:
        raise ManifestError(f"{path}: cannot be read ({error.strerror})", hint=_HINT) from error


def parse_lock(content: bytes, name: str) -> Lock:
    """The lock in these bytes of a file called `name`. Raises ManifestError."""
    try:
        return Lock.model_validate(json.loads(content))
    except UnicodeDecodeError as error:
        raise ManifestError(f"{name}: is not UTF-8 text", hint=_HINT) from error
    except json.JSONDecodeError as error:
        raise ManifestError(f"{name}:{error.lineno}: is not JSON ({error.msg})", hint=_HINT) from error
    except RecursionError as error:
        raise ManifestError(f"{name}: is nested too deep", hint=_HINT) from error
    except ValidationError as error:  # which is a ValueError itself
        said = [f"{name}: {explain_fault(detail, Lock)}" for detail in error.errors()]
        raise ManifestError("\n".join(said), hint=f"{_HINT}; this version reads {FORMAT}") from error
    except ValueError as error:  # a number of more digits than Python reads
        raise ManifestError(f"{name}: cannot be read ({error})", hint=_HINT) from error


def follows_links(path: Path) -> bool:
    """Whether this lock holds code that cards link: it was made with links followed."""
    return path.is_file() and any(item.repo_type is RepoType.CODE for item in read_lock(path).repositories)


def written(lock: Lock) -> str:
    """The lock as text: JSON, one fact a line, so that a change of it can be read in a review, where nothing hides."""
    return json_text(json.dumps(lock.plain(), indent=1, ensure_ascii=False)) + "\n"


def places(text: str, shown: str) -> dict[str, Place]:
    """The line of each model's entry in the text of a lock, by its reference, and of each repository by its id."""
    found: dict[str, Place] = {}
    for number, line in enumerate(text.splitlines(), 1):
        key, colon, value = line.strip().partition(": ")
        if colon and key in ('"reference"', '"repository"'):
            name = _word(value.rstrip(","))
            if name is not None:
                found.setdefault(name, Place(file=shown, line=number))
    return found


def _word(value: str) -> str | None:
    """The text that a line of JSON holds; None where a lock that somebody laid out anew holds something else there."""
    try:
        read = json.loads(value)
    except (ValueError, RecursionError):
        return None
    return read if isinstance(read, str) else None
