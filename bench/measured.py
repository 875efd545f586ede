"""What benches share: processor time, and two checkouts measured in one run, by turns."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]


def cpu() -> float:
    """Seconds of processor that this process and those of its children that have ended have taken.

    What others do on the machine does not count, as it does by the clock on the wall.
    """
    spent = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in spent)


def environment(root: Path) -> dict[str, str]:
    """The environment in which Python imports the `auditor` of that checkout, its code compiled once and kept.

    So it is for whoever has installed it; a developer's setting that Python shall keep nothing is left aside.
    """
    rest = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    kept = {"PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "auditor-bench-compiled")}
    return rest | kept | {"PYTHONPATH": str(root.resolve()), "SOURCE_DATE_EPOCH": "0"}


Figures = dict[str, float]


def by_turns(trees: Sequence[Path], rounds: int, measure: Callable[[Path], Figures]) -> dict[Path, list[Figures]]:
    """What each checkout gives, measured by turns, so that what slows the machine down slows all of them down."""
    found: dict[Path, list[Figures]] = {tree: [] for tree in trees}
    for _ in range(rounds):
        for tree in trees:
            found[tree].append(measure(tree))
    return found


def of_itself(script: str, root: Path, *arguments: str) -> Figures:
    """The figures that a bench prints as JSON on its last line, run as a process with the `auditor` of that checkout.

    Raises RuntimeError with its last words where it fails.
    """
    command = [sys.executable, script, *arguments]
    done = subprocess.run(command, env=environment(root), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{root}: {(done.stderr or done.stdout)[-2000:]}")
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures
