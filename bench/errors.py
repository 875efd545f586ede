"""Every way in which the Hub can fail → issue, outcome and exit code, through the real command over real HTTP.

python bench/errors.py
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.replica import Fault, HubReplica  # noqa: E402 - the repository's root has to be importable first

OPEN, GATED, DISABLED = "microsoft/phi-2", "meta-llama/Llama-2-7b", "ykilcher/gpt-4chan"
API, CARD = f"/api/models/{OPEN}", f"/{OPEN}/resolve/*/README.md"


@dataclass(frozen=True)
class Case:
    """One row: what is asked, with which token, under which fault."""

    name: str
    reference: str = OPEN
    token: str | None = None
    fault: Fault | None = None
    arguments: tuple[str, ...] = ()


CASES = (
    Case("nothing wrong"),
    Case("missing or private, anonymous (401, no code)", "no-such-owner/no-such-model"),
    Case("missing, with a token (404 RepoNotFound)", "no-such-owner/no-such-model", "hf_valid"),
    Case("bad token (401)", token="hf_bad"),
    Case("gated files, anonymous (401 GatedRepo)", GATED),
    Case("gated files, token not let in (403 GatedRepo)", GATED, "hf_valid"),
    Case("gated files, token let in", GATED, "hf_granted"),
    Case("disabled (403 on files)", DISABLED),
    Case("revision missing (404 RevisionNotFound)", f"{OPEN}@no-such-branch"),
    Case("listed file missing (404 EntryNotFound)", fault=Fault(CARD, "not-found")),
    Case("renamed (307)", "gpt2"),
    Case("wrong case (307)", "Microsoft/Phi-2"),
    Case("429, heals within the patience", fault=Fault(API, "rate-limit", times=1, seconds=1)),
    Case("429 for ever", fault=Fault(API, "rate-limit", seconds=55)),
    Case("429 on a file for ever", fault=Fault(CARD, "rate-limit", seconds=55)),
    Case("503, heals", fault=Fault(API, "server-error", times=2, status=503)),
    Case("500 for ever", fault=Fault(API, "server-error", status=500)),
    Case("connection cut", fault=Fault(API, "cut")),
    Case("content length too large", fault=Fault(API, "wrong-length")),
    Case("not JSON", fault=Fault(API, "not-json")),
    Case("body without end", fault=Fault(API, "huge")),
    Case("redirect loop", fault=Fault(API, "redirect-loop")),
    Case("offline, never fetched", arguments=("--offline",)),
)


def main() -> int:
    """Run and print."""
    print(f"{'case':<50}{'issue':<22}{'outcome':<13}{'exit':>4}{'requests':>10}{'seconds':>9}")
    with HubReplica(ROOT / "fixtures" / "hub", tokens={"hf_valid": [], "hf_granted": [GATED]}) as hub:
        for case in CASES:
            _row(hub, case)
    return 0


def _row(hub: HubReplica, case: Case) -> None:
    hub.reset()
    hub.faults = (case.fault,) if case.fault else ()
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as cache:
        environment = {**os.environ, "HF_ENDPOINT": hub.endpoint, "AUDITOR_CACHE": cache, "HF_HOME": cache}
        environment.pop("HF_TOKEN", None)
        if case.token:
            environment["HF_TOKEN"] = case.token
        command = [sys.executable, "-m", "auditor", "audit", case.reference, "--format", "json", "--patience", "3"]
        done = subprocess.run([*command, *case.arguments], cwd=ROOT, env=environment, capture_output=True, check=False)
    if not done.stdout:
        print(f"{case.name:<50}{done.stderr.decode()[:80]}{done.returncode:>4}")
        return
    model = json.loads(done.stdout)["models"][0]
    kinds = ",".join(sorted({issue["kind"] for issue in model["issues"]})) or "–"
    print(
        f"{case.name:<50}{kinds:<22}{model['decision']['outcome']:<13}{done.returncode:>4}"
        f"{len(hub.requests):>10}{time.perf_counter() - started:>9.1f}"
    )


if __name__ == "__main__":
    raise SystemExit(main())
