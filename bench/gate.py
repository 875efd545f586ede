"""A repository with many models through the gate: cold, warm, locked, locked offline. Seconds, requests, peak memory.

    python bench/gate.py [FOLDER] [--models 200] [--runs 3]

FOLDER holds snapshots (default fixtures/hub). Its models are copied under new names until there are enough of them;
the Hub is a replica on loopback. Each command is a process of its own. hf-preflight is run over the same replica and
models where it is installed, in turn with ours; times are medians, and ratios are to the cold run.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.replica import HubReplica  # noqa: E402 - the repository's root has to be importable first

_AUDITOR = [sys.executable, "-m", "auditor"]
_CHECK = [*_AUDITOR, "check", ".", "-q", "-o", "json=audit.json"]
_PEAK = "import resource, subprocess, sys; code = subprocess.run(sys.argv[1:]).returncode; "
_PEAK += "print('peak', resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss); sys.exit(code)"

# Peers by the program they install, each with what makes it ask the replica about every name of models.txt.
# hf-preflight knows one address and takes one model a call: both are done from within one process of it.
_PREFLIGHT = """
import contextlib, io, os, hf_preflight.core as core
from hf_preflight.cli import main
core._API = os.environ["HF_ENDPOINT"] + "/api/models"
core._WHOAMI = os.environ["HF_ENDPOINT"] + "/api/whoami-v2"
for name in open("models.txt").read().split():
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        main([name, "--json"])
"""
PEERS: dict[str, str] = {"hf-preflight": _PREFLIGHT}


@dataclass
class Measured:
    """One run of one command."""

    seconds: float
    requests: int
    mebibytes: float
    code: int


def main() -> int:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "fixtures" / "hub")
    parser.add_argument("--models", type=int, default=200)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        ids = _multiply(options.folder, work / "hub", options.models)
        with HubReplica(work / "hub") as hub:
            found = [_round(hub, work, ids) for _ in range(options.runs)]
    _print(found, len(ids))
    return 0


def _round(hub: HubReplica, work: Path, ids: list[str]) -> dict[str, Measured]:
    """Every command once, from an empty cache and no lock."""
    repository = work / "repository"
    shutil.rmtree(repository, ignore_errors=True)
    shutil.rmtree(work / "cache", ignore_errors=True)
    repository.mkdir()
    (repository / "models.yaml").write_text("models:\n" + "".join(f"  - {name}\n" for name in ids))
    (repository / "models.txt").write_text("\n".join(ids) + "\n")

    def run(*command: str) -> Measured:
        return _run(hub, work, repository, list(command))

    lock = [*_AUDITOR, "lock", ".", "-q"]
    measured = {
        "cold": run(*_CHECK),
        "warm": run(*_CHECK),
        "lock": run(*lock),
        "locked": run(*_CHECK, "--locked"),
        "locked offline": run(*_CHECK, "--locked", "--offline"),
    }
    installed = {name: program for name in PEERS if (program := shutil.which(name))}
    peers = {name: run(str(Path(program).parent / "python"), "-c", PEERS[name]) for name, program in installed.items()}
    return measured | peers


def _run(hub: HubReplica, work: Path, repository: Path, command: list[str]) -> Measured:
    hub.reset()
    environment = {
        **os.environ,
        "HF_ENDPOINT": hub.endpoint,
        "AUDITOR_CACHE": str(work / "cache"),
        "HF_HOME": str(work / "home"),
        "PYTHONPATH": str(ROOT),
    }
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", _PEAK, *command],
        cwd=repository,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = time.perf_counter() - started
    peak = next((line.split()[1] for line in reversed(done.stdout.splitlines()) if line.startswith("peak ")), "0")
    if done.returncode in (1, 2):
        print(f"{command[:4]}: exit {done.returncode}: {done.stderr[-500:]}", file=sys.stderr)
    return Measured(seconds, len(hub.requests), int(peak) / 1024, done.returncode)


def _print(found: list[dict[str, Measured]], count: int) -> None:
    cold = statistics.median(item["cold"].seconds for item in found)
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count} models, {len(found)} runs; this process with the replica: {own:.0f} MiB")
    for name in found[0]:
        runs = [item[name] for item in found]
        seconds = statistics.median(item.seconds for item in runs)
        print(
            f"{name:<16}{seconds:7.2f} s  ×{seconds / cold:4.2f} of cold  {runs[-1].requests:5} requests = "
            f"{runs[-1].requests / count:.2f} a model  {max(item.mebibytes for item in runs):5.0f} MiB  "
            f"exit {runs[-1].code}"
        )
    missing = [name for name in PEERS if name not in found[0]]
    if missing:
        print(f"not installed, so not compared: {', '.join(missing)}")


def _multiply(source: Path, target: Path, wanted: int) -> list[str]:
    """Copy a folder of snapshots, and its models again under new names, until `wanted` models are there."""
    shutil.copytree(source, target)
    paths = [path for path in sorted(source.glob("*@*")) if not path.name.startswith("datasets--")]
    models = {path: json.loads((path / "metadata.json").read_bytes()) for path in paths if "hostile" not in path.name}
    ids = [str(body["id"]) for body in models.values()][:wanted]
    for number, (path, body) in enumerate(cycle(models.items())):
        if len(ids) >= wanted:
            break
        name = f"copy-{number}/{body['id'].rpartition('/')[2]}"
        copy = target / f"{name.replace('/', '--')}@{body['sha'][:8]}"
        shutil.copytree(path, copy)
        (copy / "metadata.json").write_text(json.dumps(body | {"id": name, "modelId": name}))
        ids.append(name)
    return ids


if __name__ == "__main__":
    raise SystemExit(main())
