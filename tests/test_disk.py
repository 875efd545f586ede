"""Files are written whole or not at all, and nothing of ours is written in another way."""

from __future__ import annotations

import ast
import errno
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

import auditor
from auditor import disk

PACKAGE = Path(auditor.__file__).parent
# A copy of a manifest of the past, in a folder that is removed again; and a program that builds what is then committed.
ELSEWHERE = {"gate/survey.py", "licenses/build_fingerprints.py"}
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files, modes or signals")


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*"))


def test_new_content_takes_the_place_of_old(tmp_path: Path) -> None:
    for content in (b"one", b"another", b""):
        disk.write(tmp_path / "models.lock", content)
        assert (tmp_path / "models.lock").read_bytes() == content
    assert left_in(tmp_path) == ["models.lock"]


@pytest.mark.parametrize("name", ["open", "fsync", "replace"])
def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    def full(*arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    place = tmp_path / "models.lock"
    place.write_bytes(b"old")
    monkeypatch.setattr(os, name, full)
    with pytest.raises(OSError, match="No space left"):
        disk.write(place, b"new")
    monkeypatch.undo()
    assert place.read_bytes() == b"old"
    assert left_in(tmp_path) == ["models.lock"]


def test_an_interruption_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        disk.write(tmp_path / "new", b"new")
    assert left_in(tmp_path) == []


@POSIX
def test_a_kill_leaves_the_old_file_or_the_new(tmp_path: Path) -> None:
    place = tmp_path / "report"
    size = 3_000_000
    script = (
        "import sys; from pathlib import Path; from auditor.disk import write\n"
        f"while True:\n  for byte in (b'a', b'b'): write(Path(sys.argv[1]), byte * {size})"
    )
    for moment in range(6):
        place.write_bytes(b"a" * size)
        with subprocess.Popen([sys.executable, "-c", script, str(place)]) as writer:
            while len(left_in(tmp_path)) < 2:  # until it is at work
                time.sleep(0.001)
            time.sleep(moment / 500)
            writer.send_signal(signal.SIGKILL)
        content = place.read_bytes()
        assert (len(content), len(set(content))) == (size, 1)
        for unfinished in tmp_path.glob(".auditor-*.tmp"):
            unfinished.unlink()


@POSIX
def test_modes_and_links_are_kept_and_a_new_file_is_like_any_other(tmp_path: Path) -> None:
    kept, link = tmp_path / "kept", tmp_path / "link"
    kept.write_bytes(b"old")
    kept.chmod(0o640)
    link.symlink_to(kept)
    disk.write(link, b"new")
    assert link.is_symlink()
    assert kept.read_bytes() == b"new"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o640
    (tmp_path / "plain").write_bytes(b"")
    disk.write(tmp_path / "made", b"")
    assert (tmp_path / "made").stat().st_mode == (tmp_path / "plain").stat().st_mode
    disk.write(tmp_path / "own", b"", mode=0o600)
    assert stat.S_IMODE((tmp_path / "own").stat().st_mode) == 0o600


def test_a_file_that_may_not_be_written_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "report"
    place.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    with pytest.raises(PermissionError):
        disk.write(place, b"new")
    assert place.read_bytes() == b"old"


@POSIX
def test_what_is_no_file_is_written_to_as_it_is(tmp_path: Path) -> None:
    disk.write(Path(os.devnull), b"x")
    assert Path(os.devnull).is_char_device()
    command = "from pathlib import Path; from auditor.disk import write; write(Path('/dev/stdout'), b'said')"
    piped = subprocess.run([sys.executable, "-c", command], capture_output=True, check=True)
    assert piped.stdout == b"said"
    with open(tmp_path / "into", "wb") as into:
        subprocess.run([sys.executable, "-c", command], stdout=into, check=True)
    assert (tmp_path / "into").read_bytes() == b"said"


def test_nothing_else_writes_files() -> None:
    """Whoever adds a writer uses `disk.write`: what is half written is worse than nothing."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _writes(node):
                found.add(path.relative_to(PACKAGE).as_posix())
    assert found - {"disk.py"} == ELSEWHERE


def _writes(call: ast.Call) -> bool:
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    if name in ("write_text", "write_bytes"):
        return isinstance(call.func, ast.Attribute)
    modes = [
        item.value for item in (*call.args, *(key.value for key in call.keywords)) if isinstance(item, ast.Constant)
    ]
    return name == "open" and any(isinstance(mode, str) and mode in ("w", "wb", "a", "ab", "x", "xb") for mode in modes)


@pytest.fixture
def unswept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "_swept", set())


def gone() -> int:
    """The number of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as run:
        run.wait()
    return run.pid


@POSIX
@pytest.mark.usefixtures("unswept")
def test_what_a_killed_run_left_is_swept_away_and_nothing_else(tmp_path: Path) -> None:
    here, old = disk._machine(), time.time() - 4_000
    left = [
        f".auditor-{gone()}-{here}-{'a' * 8}.tmp",
        f".auditor-{'b' * 16}.tmp",
        f".auditor-1-{'0' * 8}-{'c' * 8}.tmp",
    ]
    kept = [
        f".auditor-{os.getpid()}-{here}-{'d' * 8}.tmp",  # this process still writes it
        f".auditor-{gone()}-{'0' * 8}-{'e' * 8}.tmp",  # of another machine, and not old
        f".auditor-{'f' * 16}.tmp",
        ".auditor-notes.tmp",
        "auditor-1.tmp",
    ]
    for name in (*left, *kept):
        (tmp_path / name).write_bytes(b"half")
    for name in left[1:]:
        os.utime(tmp_path / name, (old, old))
    (tmp_path / f".auditor-{'1' * 16}.tmp").mkdir()
    (tmp_path / f".auditor-{'2' * 16}.tmp").symlink_to(tmp_path / "auditor-1.tmp")
    disk.write(tmp_path / "models.lock", b"whole")
    assert left_in(tmp_path) == sorted([*kept, "models.lock", f".auditor-{'1' * 16}.tmp", f".auditor-{'2' * 16}.tmp"])


@POSIX
@pytest.mark.usefixtures("unswept")
def test_a_folder_is_swept_once_a_process(tmp_path: Path) -> None:
    disk.write(tmp_path / "models.lock", b"whole")
    name = tmp_path / f".auditor-{gone()}-{disk._machine()}-{'a' * 8}.tmp"
    name.write_bytes(b"half")
    disk.write(tmp_path / "models.lock", b"whole")
    assert name.exists()
