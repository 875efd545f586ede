"""Files of ours on a disk: whole or not at all.

What is written goes into a file beside its place, is flushed to the disk and takes the place in one step, so that a
full disk, a crash or a kill leaves what was there before. What a killed run left unfinished, the next one sweeps away.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import platform
import re
import secrets
import stat
import time
from itertools import islice
from pathlib import Path

_UNFINISHED = re.compile(r"\.auditor-(?:(?P<pid>[0-9]{1,10})-(?P<machine>[0-9a-f]{8})-)?[0-9a-f]{8,16}\.tmp")
_OLD = 3_600  # seconds
_MOST_LOOKED_AT = 5_000
_swept: set[str] = set()
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
    folder = beside or target.parent
    _sweep(folder)
    unfinished = folder / f".auditor-{os.getpid()}-{_machine()}-{secrets.token_hex(4)}.tmp"
    try:
        _fill(unfinished, content, mode if before is None else stat.S_IMODE(before), flush)
        os.replace(unfinished, target)  # noqa: PTH105 - its name says what it does, on Windows too
    except BaseException:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise
    if flush:
        _flush_folder(target.parent)


def _sweep(folder: Path) -> None:
    """Remove the unfinished files that a killed run left in a folder, once a process. A fault here costs nothing."""
    if str(folder) in _swept:
        return
    _swept.add(str(folder))
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in islice(entries, _MOST_LOOKED_AT):
            match = _UNFINISHED.fullmatch(entry.name)
            if match and entry.is_file(follow_symlinks=False) and _is_left(entry, match):
                with contextlib.suppress(OSError):
                    os.unlink(entry.path)  # noqa: PTH108 - an entry has no such method


def _is_left(entry: os.DirEntry[str], match: re.Match[str]) -> bool:
    """Whether nobody writes the file any more: it is old, or its process, on this machine, is gone."""
    if time.time() - entry.stat(follow_symlinks=False).st_mtime > _OLD:
        return True
    if match["machine"] != _machine() or os.name == "nt":  # where signal 0 is no question
        return False
    try:
        os.kill(int(match["pid"]), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def _machine() -> str:
    """A mark of this machine, so that processes of others that share a folder are not taken for gone."""
    return hashlib.sha256(platform.node().encode("utf-8", "replace")).hexdigest()[:8]


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
