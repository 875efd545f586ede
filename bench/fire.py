"""Audits under fire: every kind of fault at every request of an audit, over a raw loopback server.

    python bench/fire.py [--only TEXT] [--jobs 8] [--kill N] [--tokens]

    --only TEXT   kinds whose name has this text
    --kill N      instead: kill -9 at N seeded moments of audit, lock, fetch, init and report, and look at what is left
    --tokens      instead: search every file, stream and request for the tokens that were set

A cell is a kind (bench/rawhub.py) at a target (one address: metadata, card, license of a model, its base, its data; the
linked code), in a position (the first request, the one after a first failure, every request), in a world whose answer
without faults is known: all allowed, or forbidden by the license, the base or the data alone. A cell is wrong where the
audit crashes, takes longer than its deadlines allow, has a better outcome than without the fault, says nothing of a
fault that changed what it had, or where the next audit without the fault, from the same cache, is not as it was.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

for _name in [name for name in os.environ if name.startswith(("HF_", "AUDITOR_")) or name.lower().endswith("_proxy")]:
    del os.environ[_name]
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"

import rawhub  # noqa: E402 - huggingface-hub reads its environment when it is imported
from pumped import ROOT  # noqa: E402

from auditor.decide.outcomes import ORDER  # noqa: E402
from auditor.fetch.github import GitHubSource  # noqa: E402
from auditor.fetch.http import Limits  # noqa: E402
from auditor.fetch.hub import HubSource  # noqa: E402
from auditor.fetch.links import following  # noqa: E402
from auditor.parse.card import read_card  # noqa: E402
from auditor.pipeline import audit  # noqa: E402
from auditor.schema.audit import ModelAudit  # noqa: E402
from auditor.schema.decision import Outcome  # noqa: E402
from auditor.schema.issue import IssueKind  # noqa: E402
from auditor.schema.reference import ModelRef  # noqa: E402
from auditor.standards import Standards, load_standards  # noqa: E402

MODEL = ModelRef(id="org/wren-7b")
LIMITS = Limits(connect=1.0, read=0.7, total=2.0, retries=2, backoff=0.001, patience=0.5)
# Without faults nothing waits, unless the machine is busy with something else: that is no fault of the audit's.
WITHOUT_FAULTS = Limits(connect=30.0, read=30.0, total=60.0, retries=2, backoff=0.001, patience=0.5)
SLACK = 6.0  # seconds beyond the deadlines of a request: the audit itself, on a busy machine
POSITIONS: dict[str, frozenset[int]] = {
    "first": frozenset({0}),
    "after a failure": frozenset({0, 1}),
    "every": frozenset(),
}
_BAN = "This model is for non-commercial use only.\n"
_LINK = "Training code: https://github.com/org/wren\n"


@dataclass(frozen=True)
class World:
    """Addresses and what is at them, and the outcome without faults."""

    name: str
    served: dict[str, rawhub.Served]


def worlds() -> list[World]:
    """All allowed, or something forbidden in one place alone."""
    return [World(name, _world(name)) for name in ("allowed", "license", "base", "data", "card")]


def _license(name: str) -> str:
    return next((ROOT / "fixtures" / "hub").glob(f"{name}@*/files/LICENSE")).read_text(encoding="utf-8")


def _world(forbids: str) -> dict[str, rawhub.Served]:
    free = _license("auditor-fixtures--tiny-open")
    bound = _license("auditor-fixtures--nc-tag-nc-text")
    card = "---\nlicense: apache-2.0\nbase_model: org/finch-7b\ndatasets: [org/seeds]\n---\n# Wren\n\n"
    bound_data = "---\nlicense: cc-by-nc-4.0\n---\n# It\n\n"
    plain = "---\nlicense: apache-2.0\n---\n# It\n\n"
    repositories: dict[str, dict[str, str]] = {
        "models:org/wren-7b": {
            "README.md": card + (_BAN if forbids == "card" else "") + "\n" + _LINK,
            "LICENSE": bound if forbids == "license" else free,
        },
        "models:org/finch-7b": {"README.md": plain, "LICENSE": bound if forbids == "base" else free},
        "datasets:org/seeds": {"README.md": bound_data if forbids == "data" else plain},
    }
    served: dict[str, rawhub.Served] = {}
    for key, files in repositories.items():
        kind, _, repo_id = key.partition(":")
        served |= _repository(kind, repo_id, files)
    return served | _code()


def _repository(kind: str, repo_id: str, files: dict[str, str]) -> dict[str, rawhub.Served]:
    facts: dict[str, Any] = {"id": repo_id, "sha": rawhub.SHA, "gated": False, "private": False, "disabled": False}
    if kind == "models":
        facts |= {"tags": [], "siblings": [{"rfilename": name} for name in (*files, "model.safetensors")]}
    else:  # the Hub lists no files of a data set unasked, and says what its card does
        facts["cardData"] = {"license": _stated(files["README.md"])}
    prefix = "" if kind == "models" else "/datasets"
    made = {f"{prefix}/{repo_id}/resolve/{rawhub.SHA}/{name}": rawhub.of_file(text) for name, text in files.items()}
    return {f"/api/{kind}/{repo_id}": rawhub.of_api(facts)} | made


def _stated(card: str) -> str:
    return str(read_card(card).front["license"])


def _code() -> dict[str, rawhub.Served]:
    facts = {"id": 7, "full_name": "org/wren", "default_branch": "main", "license": {"spdx_id": "Apache-2.0"}}
    tree = {"sha": rawhub.SHA, "truncated": False, "tree": [{"path": "train.py", "type": "blob", "size": 9}]}
    return {
        "/repos/org/wren": rawhub.of_api(facts),
        "/repos/org/wren/commits/main": rawhub.of_api({"sha": rawhub.SHA}),
        f"/repos/org/wren/git/trees/{rawhub.SHA}": rawhub.of_api(tree),
    }


def audited(hub: rawhub.RawHub, cache: Path, standards: Standards, limits: Limits = WITHOUT_FAULTS) -> ModelAudit:
    """The audit of the model from this server, its links followed."""
    source = HubSource(endpoint=hub.address, cache=cache, limits=limits)
    code = GitHubSource(endpoint=hub.address, cache=cache, limits=limits)
    return audit([MODEL], following(source, code), standards, jobs=1).models[0]


@dataclass(frozen=True)
class Cell:
    """One fault at one place, and what came of it."""

    kind: str
    world: str
    target: str
    position: str
    seconds: float
    wrong: str | None


def fire(
    world: World, kinds: list[str], standards: Standards, positions: tuple[str, ...] = tuple(POSITIONS)
) -> Iterator[Cell]:
    """Every cell of these kinds and positions in one world."""
    with rawhub.RawHub(dict(world.served)) as hub, tempfile.TemporaryDirectory(prefix="fire-") as folder:
        bare = audited(hub, Path(folder, "bare"), standards)
        if set(hub.asked) != set(world.served) or bare.issues:
            raise RuntimeError(f"{world.name}: not all is asked: {set(world.served) - set(hub.asked)} {bare.issues}")
        cells = ((kind, target, position) for kind in kinds for target in world.served for position in positions)
        for number, (kind, target, position) in enumerate(cells):
            yield _cell(world, hub, (kind, target, position), bare, Path(folder, str(number)), standards)


def _cell(
    world: World, hub: rawhub.RawHub, at: tuple[str, str, str], bare: ModelAudit, cache: Path, standards: Standards
) -> Cell:
    kind, target, position = at
    hub.reset()
    made = _after_failure(kind) if position == "after a failure" else rawhub.KINDS[kind]
    hub.faults = {target: (made, POSITIONS[position])}
    started = time.monotonic()
    try:
        under = audited(hub, cache, standards, LIMITS)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
        return Cell(kind, world.name, target, position, 0, f"crash: {type(error).__name__}: {str(error)[:100]}")
    seconds = time.monotonic() - started
    hub.reset()
    after = audited(hub, cache, standards)
    wrong = _wrong(bare, under, after, seconds, position, kind)
    return Cell(kind, world.name, target, position, seconds, wrong)


def _after_failure(kind: str) -> rawhub.Kind:
    """First a failure that passes, so that the fault meets a request that is made again."""
    calls: Counter[str] = Counter()

    def make(served: rawhub.Served, other: str) -> list[rawhub.Step]:
        calls["made"] += 1
        chosen = "503" if calls["made"] == 1 else kind
        return rawhub.KINDS[chosen](served, other)

    return make


def _wrong(
    bare: ModelAudit, under: ModelAudit, after: ModelAudit, seconds: float, position: str, kind: str
) -> str | None:
    old, new = bare.decision.outcome, under.decision.outcome
    if any(issue.kind is IssueKind.INTERNAL for issue in (*under.issues, *after.issues)):
        return "crash: an audit says that it failed"
    if ORDER.index(new) < ORDER.index(old) and (old, new) != (Outcome.DENIED, Outcome.UNVERIFIED):
        return f"better: {old.value} became {new.value}"
    if new is not old and not under.issues:
        return f"unsaid: {old.value} became {new.value} without a word"
    if not under.issues and kind not in rawhub.WHOLE and _read(under) != _read(bare):
        return "unsaid: something else was read without a word"
    # What came without a digest is kept and said to be so, again each time.
    trouble = [issue for issue in after.issues if issue.kind is not IssueKind.LENGTH_ALONE]
    if after.decision.outcome is not old or trouble or _read(after) != _read(bare):
        said = "; ".join(issue.message for issue in after.issues) or after.decision.outcome.value
        return f"poison: the next audit says {said}"
    if seconds > LIMITS.total + LIMITS.patience + SLACK:
        return f"hang: {seconds:.1f} s ({position})"
    return None


def _read(made: ModelAudit) -> set[tuple[str, str]]:
    """Every file that was read and its digest."""
    evidence = made.evidence
    held = [item for item in (evidence.subject, *evidence.ancestors, *evidence.datasets) if item]
    cited = [(item.card, item.metadata, *(claim.citation for claim in item.license_claims)) for item in held]
    code = [citation for item in evidence.code for citation in item.citations]
    flat = [*(citation for row in cited for citation in row if citation), *code]
    return {(f"{citation.source}/{citation.file}", citation.sha256) for citation in flat}


def main() -> int:
    """Fire and print; 1 where something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", metavar="TEXT", default="")
    parser.add_argument("--world", metavar="TEXT", default="")
    parser.add_argument("--jobs", type=int, default=8)
    parser.add_argument("--kill", type=int, metavar="N")
    parser.add_argument("--tokens", action="store_true")
    options = parser.parse_args()
    if options.kill or options.tokens:
        import aftermath

        return aftermath.tokens() if options.tokens else aftermath.kill(options.kill)
    standards = load_standards()
    kinds = [kind for kind in rawhub.KINDS if options.only in kind]
    tasks = [(world, kind) for kind in kinds for world in worlds() if options.world in world.name]
    with ThreadPoolExecutor(options.jobs) as pool:
        found = pool.map(lambda task: list(fire(task[0], [task[1]], standards)), tasks)
        return _print(kinds, len(tasks) // len(kinds), found)


def _print(kinds: list[str], many: int, found: Iterator[list[Cell]]) -> int:
    """A row for each kind as soon as its cells in so many worlds are there, and what is wrong."""
    print(f"{'kind':<30}{'cells':>7}{'wrong':>7}{'slowest':>9}")
    cells: list[Cell] = []
    for kind in kinds:
        own = [cell for _ in range(many) for cell in next(found)]
        cells += own
        slowest = max((cell.seconds for cell in own), default=0.0)
        print(f"{kind:<30}{len(own):>7}{sum(cell.wrong is not None for cell in own):>7}{slowest:>7.1f} s", flush=True)
    wrong = [cell for cell in cells if cell.wrong]
    print(f"{len(cells):,} cells, {len(wrong)} wrong")
    for cell in wrong[:60]:
        print(f"  {cell.kind} at {cell.target}, {cell.position}, {cell.world}: {cell.wrong}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
