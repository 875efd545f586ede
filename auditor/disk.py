"""Files of ours on a disk: whole or not at all.

What is written goes into a file beside its place, is flushed to the disk and takes the place in one step, so that a
full disk, a crash or a kill leaves what was there before.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from pathlib import Path

_STREAMS = ("/dev/std", "/dev/fd/", "/proc/")
_ANYBODY = 0o666  # less what the umask takes away, as any other program would make it


def write(path: Path, content: bytes, *, beside: Path | None = None, mode: int = _ANYBODY, flush: bool = True) -> None:
    """Put `content` at `path`, in place of what is there; the folders above it have to exist.

    A link is followed, and what is no file (a pipe, /dev/stdout) is written to as it is. A new file gets `mode`, an old
    one keeps its own. The unfinished file lies in the folder `beside`, which has to be on the same disk; without one,
    in that of `path`. Without `flush` a power failure may cost the content, but nothing less does.

    Raises OSError where it cannot be written; then nothing has changed.
    """
    before = _mode(path)
    if before is not None and (not stat.S_ISREG(before) or str(path).startswith(_STREAMS)):
        with open(path, "wb") as stream:
            stream.write(content)
        return
    if before is not None and not os.access(path, os.W_OK):  # to rename over it would not ask
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    target = Path(os.path.realpath(path))
    unfinished = (beside or target.parent) / f".auditor-{secrets.token_hex(8)}.tmp"
    try:
        _fill(unfinished, content, mode if before is None else stat.S_IMODE(before), flush)
        os.replace(unfinished, target)  # noqa: PTH105 - its name says what it does, on Windows too
    except BaseException:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise
    if flush:
        _flush_folder(target.parent)


def _mode(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _fill(path: Path, content: bytes, mode: int, flush: bool) -> None:
    with open(path, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
        file.write(content)
        file.flush()
        if flush:
            os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    """So that the new name outlives a power failure; where folders cannot be flushed, as on Windows, we do without."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
