"""How long a command takes as a process, as a ratio to `python -c pass`, interleaved in one run.

python bench/startup.py [--runs 7]
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
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
    runs = parser.parse_args().runs
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(runs + 1):
        for name, arguments in COMMANDS.items():
            started = time.perf_counter()
            subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, check=False)
            times[name].append(time.perf_counter() - started)
    base = statistics.median(times["python -c pass"][1:])
    for name, values in times.items():
        median = statistics.median(values[1:])
        print(f"{name:<36} {median * 1000:7.0f} ms   ×{median / base:.1f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
