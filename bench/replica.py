"""Audits models over real HTTP against the Hub replica: requests a model, cold and warm, seconds, memory.

    python bench/replica.py [FOLDER] [--models 129]

FOLDER holds snapshots (default fixtures/hub). Its models are copied under new names until there are enough of them.
Times are ratios to `json.loads` of the same bodies in the same run, beside the seconds themselves.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from itertools import cycle
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.replica import HubReplica  # noqa: E402 - the repository's root has to be importable first

_RUN = """
import resource, sys, time
from auditor.fetch.hub import HubSource
from auditor.pipeline import audit
from auditor.standards import load_standards
from auditor.parse.references import parse_reference
standards = load_standards()
refs = [parse_reference(line) for line in open(sys.argv[1]).read().split()]
started = time.perf_counter()
made = audit(refs, HubSource(), standards)
seconds = time.perf_counter() - started
print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, dict(made.summary.by_outcome))
"""


def main() -> int:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "fixtures" / "hub")
    parser.add_argument("--models", type=int, default=129)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        root = Path(work) / "hub"
        ids = _multiply(options.folder, root, options.models)
        names = Path(work) / "names"
        names.write_text("\n".join(ids))
        reference = _json_time(root)
        with HubReplica(root) as hub:
            cold = _run(hub, names, Path(work) / "cache", reference, "cold")
            warm = _run(hub, names, Path(work) / "cache", reference, "warm")
            _run(hub, names, Path(work) / "cache", reference, "offline", HF_HUB_OFFLINE="1")
    print(f"ratio warm/cold {warm / cold:.2f}")
    return 0


def _run(hub: HubReplica, names: Path, cache: Path, reference: float, label: str, **extra: str) -> float:
    hub.reset()
    environment = {
        **os.environ,
        "HF_ENDPOINT": hub.endpoint,
        "AUDITOR_CACHE": str(cache),
        "PYTHONPATH": str(ROOT),
        **extra,
    }
    command = [sys.executable, "-c", _RUN, str(names)]
    out = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    seconds, memory, outcomes = out.split(" ", 2)
    kinds = Counter("api" if request.path.startswith("/api/") else "file" for request in hub.requests)
    count = len(names.read_text().split())
    repositories = len({request.path for request in hub.requests if request.path.startswith("/api/")})
    print(
        f"{label:<8} {count} models  {float(seconds):.2f} s  ×{float(seconds) / reference:.0f} json.loads  "
        f"{float(memory):.0f} MiB  requests {len(hub.requests)} = {len(hub.requests) / count:.2f} a model "
        f"(metadata {kinds['api']} of {repositories} repositories, files {kinds['file']})  {outcomes.strip()}"
    )
    return float(seconds)


def _multiply(source: Path, target: Path, wanted: int) -> list[str]:
    """Copy a folder of snapshots, and its models again under new names, until `wanted` models are there."""
    shutil.copytree(source, target)
    models = sorted(path for path in source.glob("*@*") if not path.name.startswith("datasets--"))
    bodies = {path: json.loads((path / "metadata.json").read_bytes()) for path in models}
    ids = [body["id"] for path, body in bodies.items() if "hostile" not in path.name][:wanted]
    for number, path in enumerate(cycle(models)):
        if len(ids) >= wanted:
            return ids
        body = dict(bodies[path])
        if "hostile" in path.name:
            continue
        body["id"] = body["modelId"] = f"copy-{number}/{body['id'].rpartition('/')[2]}"
        copy = target / f"{body['id'].replace('/', '--')}@{body['sha'][:8]}"
        shutil.copytree(path, copy)
        (copy / "metadata.json").write_text(json.dumps(body))
        ids.append(body["id"])
    return ids


def _json_time(root: Path) -> float:
    bodies = [path.read_bytes() for path in root.glob("*/metadata.json")]
    started = time.perf_counter()
    for body in bodies:
        json.loads(body)
    elapsed = time.perf_counter() - started
    print(
        f"json.loads of {len(bodies)} bodies: {elapsed * 1000:.1f} ms; memory so far "
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB"
    )
    return elapsed


if __name__ == "__main__":
    raise SystemExit(main())
