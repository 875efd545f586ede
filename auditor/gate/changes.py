"""What a change touches, as git says: the files that differ from a revision, and a file as it was then."""

from __future__ import annotations

import subprocess
from pathlib import Path

from auditor.errors import UsageError

_SECONDS = 120
# A repository's own configuration must not start programs.
_PLAIN = ("-c", "core.fsmonitor=false", "-c", "core.quotePath=false")


def changed_files(root: Path, revision: str) -> frozenset[str]:
    """The files below `root` that differ from the revision, those that git does not follow yet too, relative to root.

    Raises UsageError where `root` is in no git repository, or it has no such revision.
    """
    commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").strip()
    listed = _git(
        root,
        *("diff", "--name-only", "--no-renames", "--no-ext-diff", "--no-textconv", "--relative", "-z"),
        *(commit, "--", "."),
    )
    new = _git(root, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    return frozenset(name for name in (listed + new).split("\0") if name)


def as_it_was(root: Path, revision: str, name: str) -> bytes | None:
    """A file below `root` as it was at the revision; None where it was not there."""
    try:
        return _git(root, "cat-file", "blob", f"{revision}:./{name}").encode("utf-8", "surrogateescape")
    except UsageError:
        return None


def _git(root: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - no shell; a revision stands after --end-of-options or was resolved
            ["git", *_PLAIN, *arguments],  # noqa: S607 - git is where the user has it
            cwd=root if root.is_dir() else root.parent,
            capture_output=True,
            timeout=_SECONDS,
            check=True,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UsageError(f"git could not be run ({error})", hint="--changed-since needs git") from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip()
        raise UsageError(
            f"git does not know the revision: {said or arguments[-1]}",
            hint="name a commit or branch that this clone has; a shallow clone has few (fetch-depth: 0)",
        ) from error
    return done.stdout.decode("utf-8", "surrogateescape")
