"""Disks, folders and streams that fail: one clear line, the right exit code, and never a traceback."""

from __future__ import annotations

import errno
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

import pytest

from auditor.cli.main import main, run

ROOT = Path(__file__).parents[2]
HUB = str(ROOT / "fixtures" / "hub")
APPROVED, DENIED = "mistralai/Mistral-7B-v0.1", "stabilityai/stable-zero123"
Output = pytest.CaptureFixture[str]
Inside = Callable[..., tuple[int, bytes, bytes]]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="a shell and its streams as they are on POSIX")


def called(shell: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """`auditor` with these arguments in a shell of its own; `shell` says what becomes of its streams."""
    command = ["sh", "-c", f'"$0" -m auditor "$@" {shell}', sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, timeout=60, check=False)


@pytest.fixture
def inside(monkeypatch: pytest.MonkeyPatch) -> Inside:
    """`auditor` in this process: its exit code, and the bytes on standard output and error."""

    def stream(encoding: str) -> TextIO:
        return io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="")

    def call(*arguments: str, encoding: str = "utf-8", **streams: TextIO | None) -> tuple[int, bytes, bytes]:
        out, err = (streams.get(name, stream(encoding)) for name in ("out", "err"))
        with monkeypatch.context() as patched:
            patched.setattr(sys, "stdout", out)
            patched.setattr(sys, "stderr", err)
            with pytest.raises(SystemExit) as ended:
                main(list(arguments))
        written = [getattr(getattr(one, "buffer", None), "getvalue", bytes)() for one in (out, err)]
        return int(ended.value.code or 0), written[0], written[1]

    return call


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a manifest, a lock, a bundle and a saved report, all of before."""
    root = tmp_path / "repository"
    root.mkdir()
    (root / "models.yaml").write_text(f"models:\n  - {APPROVED}\n", encoding="utf-8")
    for name in ("models.lock", "evidence.zip", "report.html"):
        (root / name).write_bytes(b"old")
    run(["audit", DENIED, "--from", HUB, "-q", "-o", f"json={tmp_path / 'audit.json'}"])
    return root


@pytest.mark.parametrize(
    ("arguments", "file"),
    [
        (["lock", "{root}", "--from", HUB, "--policy", "commercial"], "models.lock"),
        (["init", "{root}", "--force"], "models.yaml"),
        (["fetch", APPROVED, "--from", HUB, "-q", "-o", "{root}/evidence.zip"], "evidence.zip"),
        (["audit", APPROVED, "--from", HUB, "-o", "html={root}/report.html", "-q"], "report.html"),
        (["report", "{root}/../audit.json", "-o", "html={root}/report.html", "-q"], "report.html"),
        (["notice", APPROVED, "--from", HUB, "-o", "{root}/report.html"], "report.html"),
        (["lineage", APPROVED, "--from", HUB, "-o", "{root}/report.html"], "report.html"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else value,
)
def test_a_full_disk_leaves_the_old_file(
    repository: Path, arguments: list[str], file: str, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    (repository / "models.lock").unlink()
    before = (repository / file).read_bytes() if file != "models.lock" else None
    monkeypatch.setattr(os, "fsync", full)
    capsys.readouterr()
    assert run([argument.format(root=repository) for argument in arguments]) == 1
    shown = capsys.readouterr()
    assert shown.err == f"error: {repository / file}: cannot be written (No space left on device)\n"
    assert shown.out == ""
    assert ((repository / file).read_bytes() if (repository / file).exists() else None) == before
    assert not list(repository.glob(".auditor-*"))


def test_a_folder_of_snapshots_that_was_not_written_to_its_end_approves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    place = tmp_path / "evidence"
    assert run(["fetch", APPROVED, "--from", HUB, "-q", "-o", str(place)]) == 0
    writes = sum(path.is_file() for path in place.rglob("*"))
    replace = os.replace
    for after in range(writes):
        shutil.rmtree(place)
        left = [after]

        def full(source: str, target: str, left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise OSError(errno.ENOSPC, "No space left on device")
            replace(source, target)

        monkeypatch.setattr(os, "replace", full)
        assert run(["fetch", APPROVED, "--from", HUB, "-q", "-o", str(place)]) == 1
        monkeypatch.setattr(os, "replace", replace)
        whole = (place / "mistralai--Mistral-7B-v0.1@27d67f1b" / "metadata.json").exists()
        assert run(["audit", APPROVED, "--from", str(place), "-q"]) == (0 if whole else 12)
    assert "cannot be written (No space left" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["console", "json", "html"])
@POSIX
def test_standard_output_that_takes_nothing_is_said(form: str, inside: Inside) -> None:
    arguments = ("audit", APPROVED, "--from", HUB, "--format", form)
    with open("/dev/full", "w", encoding="utf-8") as full:
        assert inside(*arguments, out=full) == (1, b"", b"error: standard output: No space left on device\n")
    code, _, said = inside(*arguments, out=None)
    assert (code, said.splitlines()[0]) == (1, b"error: standard output is closed")


@POSIX
def test_in_a_process_of_its_own_nothing_more_is_said_when_it_ends() -> None:
    full = called(">/dev/full", "--help")
    assert (full.returncode, full.stderr) == (1, b"error: standard output: No space left on device\n")
    closed = called(">&-", "license", "show", "mit")
    assert closed.returncode == 1
    assert closed.stderr.startswith(b"error: standard output is closed\n")
    for unheard in ("2>&-", "2>/dev/full"):
        assert called(unheard, "audit", "no/such@@", "--from", HUB).returncode == 2


def test_a_report_to_a_file_needs_no_standard_output(tmp_path: Path, inside: Inside) -> None:
    saved = tmp_path / "audit.json"
    arguments = ("audit", DENIED, "--from", HUB, "-o", str(saved), "--format", "json")
    assert inside(*arguments, out=None, err=None) == (11, b"", b"")
    assert json.loads(saved.read_bytes())["summary"]["exit_code"] == 11


def test_an_error_that_nobody_hears_keeps_its_exit_code(inside: Inside) -> None:
    assert inside("audit", "no/such@@", "--from", HUB, err=None)[0] == 2
    assert inside("audit", APPROVED, "--from", "gone.zip", err=None)[0] == 1


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-8"])
def test_in_any_encoding_words_are_shown_and_documents_are_utf_8(encoding: str, inside: Inside) -> None:
    code, out, err = inside("audit", DENIED, "--from", HUB, encoding=encoding)
    assert (code, err) == (11, b"")
    assert "DENIED" in out.decode("utf-8" if encoding == "ascii" else encoding)  # click knows better than the C locale
    code, out, err = inside("audit", DENIED, "--from", HUB, "--format", "markdown", encoding=encoding)
    assert (code, err) == (11, b"")
    assert "## ⛔ 1 model: 1 denied\n" in out.decode()
    assert inside("explain", "L3", encoding=encoding)[0] == 0


@POSIX
def test_without_a_home_a_run_goes_on(monkeypatch: pytest.MonkeyPatch, inside: Inside) -> None:
    def nobody(self: Path) -> Path:
        raise RuntimeError("Could not determine home directory.")

    assert inside("audit", "~nobody-such/model", "--from", HUB)[0] == 12
    monkeypatch.setattr(Path, "expanduser", nobody)
    code, out, err = inside("audit", APPROVED, "~/model", "--from", HUB)
    assert (code, err) == (12, b"")
    assert b"is neither a folder" in out


@POSIX
def test_names_that_are_no_text_are_shown_and_written_to(tmp_path: Path, inside: Inside) -> None:
    odd = os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe")
    Path(odd).mkdir()
    Path(odd, os.fsdecode(b"\xff.py")).write_text(f'from_pretrained("{APPROVED}")\n', encoding="utf-8")
    Path(odd, os.fsdecode(b"\xff.json")).write_text(f'{{"model": "{APPROVED}"}}\n', encoding="utf-8")
    for arguments in (
        ["discover", odd],
        ["discover", odd, "--format", "json"],
        ["init", odd],
        ["check", odd, "--from", HUB],
        ["check", odd, "--from", HUB, "--format", "sarif"],
        ["lock", odd, "--from", HUB],
        ["fetch", APPROVED, "--from", HUB, "-o", f"{odd}.zip"],
        ["audit", APPROVED, "--from", f"{odd}.zip", "-o", f"json={odd}.json"],
        ["report", f"{odd}.json"],
    ):
        code, _, err = inside(*arguments)
        assert (code, err) == (0, b""), arguments
    code, _, err = inside("report", f"{odd}.gone")
    assert code == 1
    assert b"cannot be read (No such file" in err


def test_a_command_in_an_error_is_none(capsys: Output) -> None:
    assert run(["report", "::error::gone\n::add-mask::x\x1b[2J##[group]"]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert not any(line.lstrip().startswith("::") or "##[" in line or "\x1b" in line for line in lines)


@POSIX
@pytest.mark.parametrize(
    "name", ["::error::x.py", "##[group]x.py", "\u202e::add-mask::\x1b[2J.py", "a\n::warning::b.py"]
)
def test_a_file_of_the_repository_is_no_command_either(name: str, tmp_path: Path, capsys: Output) -> None:
    """Whoever opens a pull request chooses the names of files, and what stands in them."""
    text = 'AutoModel.from_pretrained("org/gone")\nAutoModel.from_pretrained("::group::x/y ##[debug]")\n'
    (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "models.yaml").write_text("models:\n  - org/gone\n  - '::error::x'\n", encoding="utf-8")
    for arguments in (
        ["discover", str(tmp_path)],
        ["discover", str(tmp_path), "--format", "json"],
        ["check", str(tmp_path), "--from", HUB],
        ["init", str(tmp_path), "--force"],
        ["check", str(tmp_path), "--from", HUB, "-v"],
        ["check", str(tmp_path), "--from", HUB, "--format", "markdown"],
        ["check", str(tmp_path), "--from", HUB, "--format", "json"],
        ["lock", str(tmp_path), "--from", HUB],
    ):
        run(arguments)
        shown = capsys.readouterr()
        said = shown.out + shown.err + (tmp_path / "models.yaml").read_text(encoding="utf-8")
        assert not re.search(r"^\s*::|##\w*\[|\x1b|\u202e", said, re.MULTILINE), arguments
