"""Processor time of a command as a process, as a ratio to `python -c pass`, by turns in one run.

    python bench/startup.py [--runs 7] [--against DIR]

    --against DIR   measure another checkout too, by turns, and print the ratio of this one to it

Medians; the first run of each fills caches and is left out.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
from pathlib import Path

from measured import ROOT, by_turns, cpu, environment

AUDIT = ["audit", "microsoft/phi-2", "--from", "fixtures/hub"]
COMMANDS: dict[str, list[str]] = {
    "python -c pass": ["-c", "pass"],
    "auditor --help": ["-m", "auditor", "--help"],
    "auditor audit --from fixtures/hub": ["-m", "auditor", *AUDIT],
    "import huggingface_hub.HfApi": ["-c", "from huggingface_hub import HfApi"],
}


def main() -> int:
    """Run and print medians."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--against", type=Path)
    options = parser.parse_args()
    trees = [ROOT, *([options.against] if options.against else [])]
    taken = by_turns(trees, options.runs + 1, _spent)
    medians = {
        tree: {name: statistics.median(run[name] for run in runs[1:]) for name in COMMANDS}
        for tree, runs in taken.items()
    }
    base = medians[ROOT]["python -c pass"]
    for name, seconds in medians[ROOT].items():
        line = f"{name:<36} {seconds * 1000:7.0f} ms of processor   ×{seconds / base:.1f}"
        if options.against:
            before = medians[options.against][name]
            line += f"   against {before * 1000:.0f} ms: ×{seconds / before:.2f}"
        print(line)
    return 0


def _spent(root: Path) -> dict[str, float]:
    """The processor time that each command takes in a checkout."""
    found = {}
    for name, arguments in COMMANDS.items():
        started = cpu()
        subprocess.run([sys.executable, *arguments], cwd=root, env=environment(root), capture_output=True, check=False)
        found[name] = cpu() - started
    return found


if __name__ == "__main__":
    raise SystemExit(main())
