"""What is left of a run: files after a kill, and tokens anywhere. For fire.py."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import fire
import rawhub

from auditor.errors import AuditorError
from auditor.fetch.archive import open_archive
from auditor.files.lockfile import parse_lock
from auditor.parse.yaml import YamlFault, load
from auditor.report.formats import FORMATS
from auditor.report.json import parse

TOKENS = {"HF_TOKEN": "hf_MARKERofTheHub0000", "GITHUB_TOKEN": "ghp_MARKERofGitHub0000"}
_REF = "org/wren-7b"
# Commands that write files, and where.
COMMANDS: dict[str, tuple[str, ...]] = {
    "audit": ("audit", _REF, "-o", "json=audit.json", "-o", "html=audit.html", "--format", "markdown"),
    "fetch": ("fetch", _REF, "-o", "evidence.zip"),
    "lock": ("lock",),
    "init": ("init", "--force"),
    "report": ("report", "saved.json", "--format", "json", "-o", "json=audit.json"),
}


def _environment(folder: Path, hub: rawhub.RawHub, **more: str) -> dict[str, str]:
    own = {
        "HF_ENDPOINT": hub.address,
        "GITHUB_API_URL": hub.address,
        "HF_HOME": str(folder / "hf"),
        "AUDITOR_CACHE": str(folder / "cache"),
        "PYTHONPATH": str(fire.ROOT),
    }
    return dict(os.environ) | own | more


def _start(arguments: tuple[str, ...], work: Path, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "auditor", *arguments]
    return subprocess.Popen(command, cwd=work, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def kill(moments: int, seed: int = 1) -> int:
    """Kill -9 at so many seeded moments; 1 where a file is left that is neither the old one nor a whole new one."""
    chance, broken = random.Random(seed), list[str]()
    killed = unfinished = 0
    with rawhub.RawHub(fire.worlds()[0].served) as hub, tempfile.TemporaryDirectory(prefix="kill-") as folder:
        work = Path(folder, "work")
        work.mkdir()
        (work / "run.sh").write_text("hf download org/wren-7b\n")
        environment = _environment(Path(folder), hub)
        usual: dict[str, float] = {}
        for name in ("audit", "fetch", "init", "lock", "report"):
            if name == "report":
                (work / "saved.json").write_bytes((work / "audit.json").read_bytes())
            started = time.monotonic()
            _start(COMMANDS[name], work, environment).communicate()
            usual[name] = time.monotonic() - started
        for _ in range(moments):
            name = chance.choice(sorted(COMMANDS))
            run = _start(COMMANDS[name], work, environment)
            # Late moments are those in which files are written.
            time.sleep(usual[name] * (1 - chance.random() ** 2 * 0.9))
            killed += run.poll() is None
            run.send_signal(signal.SIGKILL)
            run.communicate()
            unfinished += sum(1 for _ in Path(folder).rglob(".auditor-*.tmp"))
            broken += [f"{name}: {what}" for what in _broken(work)]
        for name in ("audit", "fetch", "lock", "report"):
            _start(COMMANDS[name], work, environment).communicate()
        left = [path.name for path in work.glob(".auditor-*.tmp")]
    print(f"{moments} moments, {killed} killed before the end, {unfinished} times unfinished files lay there")
    print(f"broken files {len(broken)}, unfinished files after the next run {len(left)}")
    for line in (*broken[:20], *left[:20]):
        print(f"  {line}")
    return 1 if broken or left else 0


def _broken(work: Path) -> Iterator[str]:
    """The files of the folder that are not whole."""
    checks = {
        "audit.json": lambda path: parse(path.read_bytes(), path.name),
        "evidence.zip": open_archive,
        "models.lock": lambda path: parse_lock(path.read_bytes(), path.name),
        "models.yaml": lambda path: load(path.read_text(encoding="utf-8")),
        "audit.html": lambda path: path.read_bytes().rstrip().endswith(b"</html>") or _raise(path),
    }
    for name, check in checks.items():
        try:
            check(work / name)
        except (AuditorError, YamlFault, OSError, ValueError) as error:
            yield f"{name}: {error}"


def _raise(path: Path) -> None:
    raise ValueError(f"{path.name} has no end")


def tokens() -> int:
    """Run with tokens set, with and without faults, and search what is left; 1 where one is found."""
    leaks, searched = list[str](), 0
    for kind in (None, "redirect to another host", "401", "429, come back in a day", "no JSON", "short body"):
        with rawhub.RawHub(fire.worlds()[0].served) as hub, tempfile.TemporaryDirectory(prefix="tokens-") as folder:
            if kind is not None:
                hub.faults = {path: (rawhub.KINDS[kind], frozenset()) for path in hub.served if "finch" in path}
                hub.faults |= {path: (rawhub.KINDS[kind], frozenset()) for path in hub.served if "repos" in path}
            found, count = leaked(hub, Path(folder), tuple(FORMATS))
            leaks += [f"{kind or 'no fault'}: {what}" for what in found]
            searched += count
    print(f"{searched:,} places searched, leaks {len(leaks)}")
    for line in leaks[:20]:
        print(f"  {line}")
    return 1 if leaks else 0


def leaked(hub: rawhub.RawHub, folder: Path, formats: tuple[str, ...]) -> tuple[list[str], int]:
    """Where a token is found that has no business there, and how many places were searched."""
    work = folder / "work"
    work.mkdir()
    (work / "run.sh").write_text("hf download org/wren-7b\n")
    environment = _environment(folder, hub, **TOKENS, AUDITOR_DEBUG="1", HF_DEBUG="1")
    outputs = [part for name in formats for part in ("-o", f"{name}=report.{name}")]
    patience = ("--patience", "1")
    said: list[tuple[str, bytes]] = []
    for name, arguments in {
        "audit": ("audit", _REF, "--follow-links", "-v", *patience, *outputs),
        "fetch": ("fetch", _REF, "--follow-links", "-o", "evidence.zip", *patience),
        "init": ("init",),
        "lock": ("lock", "--follow-links", *patience),
        "check": ("check", ".", "--locked", *patience),
    }.items():
        out, err = _start(arguments, work, environment).communicate()
        said += [(f"stdout of {name}", out), (f"stderr of {name}", err)]
    said += [(f"file {path.relative_to(folder)}", path.read_bytes()) for path in folder.rglob("*") if path.is_file()]
    said += [("a request to another host", request) for request in hub.elsewhere]
    crossed = [("a request with the other's token", one) for one in hub.requests if not _is_meant(one)]
    markers = [value.encode() for value in TOKENS.values()]
    found = [where for where, content in said if any(marker in content for marker in markers)]
    return found + [where for where, _ in crossed], len(said) + len(hub.requests)


def _is_meant(request: bytes) -> bool:
    """Whether a request holds no token but that of whom it asks."""
    github = request.split(b" ", 2)[1].startswith(b"/repos/")
    other = TOKENS["HF_TOKEN" if github else "GITHUB_TOKEN"].encode()
    return other not in request
