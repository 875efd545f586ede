"""Seeded, bounded mutations of real inputs through every entry point: no crash, no hang, no better outcome.

    python bench/fuzz.py [--seed 1] [--inputs 100000] [--jobs 2] [--corpus DIR] [--only TEXT]

    --corpus DIR   also the cards below this folder (AUDITOR_CORPUS)
    --only TEXT    entry points whose name has this text

A crash is an exception that is not the product's own word on what is wrong, or an audit that says that it failed; a
hang is more processor time than `SECONDS`. An outcome is better where it stands earlier in auditor/decide/outcomes.py;
only of what was denied may nothing be decided (unverified) where the ground for it is gone. That none is better is
claimed of mutations that can only take away: a repository, a file
that is listed, or a field that the Hub always gives is gone; a file is noise or damaged where a digest speaks for it; a
sentence that forbids commercial use is added. Any other change of a card may well be a better card.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import mutations
from mutations import Entries
from pumped import DISCOVERED, READERS, ROOT, repository, standards

from auditor.closure import collect
from auditor.decide.outcomes import ORDER
from auditor.discover import discover_text, language
from auditor.errors import AuditorError
from auditor.fetch.archive import ArchiveSource, open_archive, write_bundle
from auditor.fetch.layout import write_all
from auditor.fetch.source import Remembered, Unobtainable
from auditor.files.lockfile import parse_lock, written
from auditor.gate.locking import lock_of
from auditor.parse.yaml import YamlFault
from auditor.pipeline import assemble, audit_one, judge_again
from auditor.report.formats import FORMATS, Look
from auditor.report.json import parse, render
from auditor.schema.audit import ModelAudit
from auditor.schema.decision import Outcome
from auditor.schema.issue import IssueKind
from auditor.schema.reference import ModelRef
from auditor.schema.snapshot import Snapshots

SECONDS = 10.0  # of processor, that an input may take in any case
_CLEAN = (AuditorError, Unobtainable, YamlFault)


class Hang(BaseException):
    """An input took too long. No exception of the usual kind, which the product would take for its own."""


@dataclass
class Tally:
    """What became of the inputs of one entry point."""

    inputs: int = 0
    crashes: list[str] = field(default_factory=list)
    better: list[str] = field(default_factory=list)
    seconds: float = 0.0
    slowest_rate: float = 0.0
    slowest: str = ""

    def add(self, other: Tally) -> None:
        """Count another process's inputs, too."""
        self.inputs += other.inputs
        self.crashes += other.crashes
        self.better += other.better
        self.seconds += other.seconds
        if other.slowest_rate > self.slowest_rate:
            self.slowest_rate, self.slowest = other.slowest_rate, other.slowest


Run = Callable[[random.Random], tuple[int, str | None]]
"""One input through an entry point: its size, and what is wrong with the outcome."""


@cache
def _fixtures() -> Remembered:
    return Remembered(open_archive(ROOT / "fixtures" / "hub"))


@cache
def _references() -> list[ModelRef]:
    return open_archive(ROOT / "fixtures" / "hub").references()


@cache
def _collected(ref: ModelRef) -> Snapshots:
    return collect(ref, _fixtures(), standards().knowledge.vocabulary)


@cache
def _entries(ref: ModelRef) -> Entries:
    return dict(write_all([_collected(ref)]))


def _audited(ref: ModelRef, entries: Entries) -> ModelAudit:
    source = ArchiveSource("evidence", entries, [ref])
    made = audit_one(collect(ref, source, standards().knowledge.vocabulary), standards())
    if any(issue.kind is IssueKind.INTERNAL for issue in made.issues):
        raise RuntimeError(next(issue.message for issue in made.issues if issue.kind is IssueKind.INTERNAL))
    return made


@cache
def _before(ref: ModelRef) -> Outcome:
    return _audited(ref, _entries(ref)).decision.outcome


def _is_better(new: Outcome, old: Outcome) -> bool:
    return ORDER.index(new) < ORDER.index(old) and (new, old) != (Outcome.UNVERIFIED, Outcome.DENIED)


def _audit(chance: random.Random) -> tuple[int, str | None]:
    ref = chance.choice(_references())
    made = mutations.of_evidence(dict(_entries(ref)), chance)
    audit = _audited(ref, made.entries)
    wrong = None
    if made.takes_away and _is_better(audit.decision.outcome, _before(ref)):
        wrong = f"{ref.id}: {made.what}: {_before(ref).value} became {audit.decision.outcome.value}"
    if made.forbids and audit.decision.outcome in (Outcome.APPROVED, Outcome.CONDITIONAL):
        wrong = f"{ref.id}: {made.what}: {audit.decision.outcome.value} although it forbids the use"
    return sum(map(len, made.entries.values())), wrong


def _report(chance: random.Random) -> tuple[int, str | None]:
    ref = chance.choice(_references())
    made = mutations.of_evidence(dict(_entries(ref)), chance)
    audit = assemble((_audited(ref, made.entries),), standards())
    name = chance.choice(sorted(FORMATS))
    text = FORMATS[name](audit, Look(width=chance.choice((None, 40)), color=chance.random() < 0.5, verbose=2))
    text.encode("utf-8")
    return len(text), None


def _pieces(folder: Path) -> Iterator[bytes]:
    for path in sorted(folder.glob("*/files/*")):
        if path.is_file():
            yield path.read_bytes()


@cache
def _texts() -> list[bytes]:
    own = [path.read_bytes() for path in sorted((ROOT / "docs").glob("*.md"))]
    corpus = os.environ.get("AUDITOR_CORPUS")
    cards = sorted(Path(corpus, "cards").glob("*.md"))[:400] if corpus else []
    return [*_pieces(ROOT / "fixtures" / "hub"), *own, *(path.read_bytes()[:60_000] for path in cards)]


@cache
def _sources() -> list[tuple[str, bytes]]:
    """Files that discovery reads: of the fixtures' repository, and this project's own."""
    found = [path for path in sorted((ROOT / "fixtures" / "manifests").rglob("*")) if path.is_file()]
    found += [*sorted((ROOT / "tests" / "discover").glob("*.py")), *sorted((ROOT / "docs").glob("*.md"))]
    return [(path.name, path.read_bytes()) for path in found if language(path.name)]


def _discover(chance: random.Random) -> tuple[int, str | None]:
    name, content = chance.choice(_sources())
    if chance.random() < 0.3:
        name = chance.choice(DISCOVERED)
    text = mutations.of_bytes(content, chance).decode("utf-8", "replace")
    discover_text(name, text, {"A": "oo/b"})
    return len(text), None


def _reader(chance: random.Random) -> tuple[int, str | None]:
    name = chance.choice([name for name in READERS if not name.startswith("discovery")])
    text = mutations.of_bytes(chance.choice(_texts())[:20_000], chance).decode("utf-8", "replace")
    READERS[name](text)
    return len(text), None


def _card(chance: random.Random) -> tuple[int, str | None]:
    text = mutations.of_bytes(chance.choice(_texts())[:20_000], chance).decode("utf-8", "replace")
    snapshot = repository({"README.md": text})
    audit_one(Snapshots(ref=ModelRef(id=snapshot.id), subject=snapshot), standards())
    return len(text), None


@cache
def _bundle(ref: ModelRef) -> bytes:
    return write_bundle([_collected(ref)])


def _of_bundle(chance: random.Random) -> tuple[int, str | None]:
    ref = chance.choice(_references())
    content = mutations.of_bytes(_bundle(ref), chance)
    if content == _bundle(ref):
        return len(content), None
    with TemporaryDirectory(prefix="fuzz-") as folder:
        path = Path(folder, "evidence.zip")
        path.write_bytes(content)
        source = open_archive(path)
    made = audit_one(collect(ref, source, standards().knowledge.vocabulary), standards())
    wrong = _is_better(made.decision.outcome, _before(ref))
    return len(content), f"{ref.id}: a changed bundle gave {made.decision.outcome.value}" if wrong else None


@cache
def _saved(ref: ModelRef) -> bytes:
    return render(assemble((_audited(ref, _entries(ref)),), standards())).encode()


def _of_saved(chance: random.Random) -> tuple[int, str | None]:
    content = mutations.of_bytes(_saved(chance.choice(_references())), chance)
    audit = judge_again(parse(content, "audit.json"), standards())
    FORMATS[chance.choice(("markdown", "sarif", "console", "junit"))](audit, Look())
    return len(content), None


@cache
def _lock() -> bytes:
    refs = _references()[:6]
    return written(lock_of([(_collected(ref), _audited(ref, _entries(ref))) for ref in refs], standards())).encode()


def _of_lock(chance: random.Random) -> tuple[int, str | None]:
    content = mutations.of_bytes(_lock(), chance)
    parse_lock(content, "models.lock")
    READERS["places in models.lock"](content.decode("utf-8", "replace"))
    return len(content), None


@cache
def _ours() -> dict[str, list[bytes]]:
    policies = [*(ROOT / "policies" / "company").glob("*.yaml"), *(ROOT / "fixtures" / "policies").glob("*.yaml")]
    manifests = [ROOT / "docs" / "examples" / "models.yaml"]
    return {
        "a policy": [path.read_bytes() for path in sorted(policies)],
        "models.yaml": [path.read_bytes() for path in manifests if path.is_file()] or [b"models:\n  - org/model\n"],
        "a list of models": [b"org/model\norg/other@main\n# a comment\n"],
        "a bill of materials": [json.dumps({"bomFormat": "CycloneDX", "components": [{"name": "a/b"}]}).encode()],
    }


def _of_ours(chance: random.Random) -> tuple[int, str | None]:
    name = chance.choice(sorted(_ours()))
    text = mutations.of_bytes(chance.choice(_ours()[name]), chance).decode("utf-8", "replace")
    READERS[name](text)
    return len(text), None


# Every entry point, and of a hundred inputs how many are its.
ENTRY_POINTS: dict[str, tuple[Run, int]] = {
    "audit of evidence": (_audit, 30),
    "card": (_card, 8),
    "every reader": (_reader, 10),
    "discovery": (_discover, 20),
    "bundle": (_of_bundle, 8),
    "saved audit": (_of_saved, 6),
    "models.lock": (_of_lock, 5),
    "policy, manifest, list, bill": (_of_ours, 8),
    "report": (_report, 5),
}


def fuzz(name: str, seed: int, numbers: range) -> Tally:
    """The inputs of these numbers through one entry point."""
    warnings.simplefilter("ignore", SyntaxWarning)
    signal.signal(signal.SIGVTALRM, _hang)
    run, tally = ENTRY_POINTS[name][0], Tally()
    for number in numbers:
        chance, size, wrong = random.Random(f"{seed}:{name}:{number}"), 0, None
        started = time.process_time()
        signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
        try:
            size, wrong = run(chance)
        except _CLEAN:
            pass
        except Hang:
            tally.crashes.append(f"{name} {number}: hangs")
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
            tally.crashes.append(f"{name} {number}: {type(error).__name__}: {str(error)[:200]}")
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        spent = time.process_time() - started
        tally.inputs += 1
        tally.seconds += spent
        rate = spent / max(size, 20_000) * 1e6  # of a small input, what it takes in any case is no rate
        if number > numbers.start + 300 and rate > tally.slowest_rate:  # not while what is read once is being read
            tally.slowest_rate, tally.slowest = rate, f"{number} ({size:,} bytes, {spent:.2f} s)"
        if wrong:
            tally.better.append(f"{name} {number}: {wrong}")
    return tally


def _hang(*_: object) -> None:
    raise Hang


def main() -> int:
    """Mutate, run and print; 1 where something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--corpus", type=Path, metavar="DIR")
    parser.add_argument("--only", metavar="TEXT", default="")
    options = parser.parse_args()
    if options.corpus:
        os.environ["AUDITOR_CORPUS"] = str(options.corpus)
    chosen = {name: share for name, (_, share) in ENTRY_POINTS.items() if options.only in name}
    slices = []
    for name, share in chosen.items():
        many = max(1, options.inputs * share // sum(chosen.values()))
        step = max(1, -(-many // options.jobs))
        slices += [(name, range(begin, min(begin + step, many))) for begin in range(0, many, step)]
    tallies = {name: Tally() for name in chosen}
    with ProcessPoolExecutor(options.jobs) as pool:
        parts = [(name, pool.submit(fuzz, name, options.seed, numbers)) for name, numbers in slices]
        for name, part in parts:
            tallies[name].add(part.result())
    return _print(tallies)


def _print(tallies: dict[str, Tally]) -> int:
    print(f"{'entry point':<30}{'inputs':>9}{'crashes':>9}{'better':>8}{'CPU-s':>8}{'s/MB':>8}  slowest input")
    for name, tally in tallies.items():
        counts = f"{tally.inputs:>9,}{len(tally.crashes):>9}{len(tally.better):>8}{tally.seconds:>8.0f}"
        print(f"{name:<30}{counts}{tally.slowest_rate:>8.2f}  {tally.slowest}")
    wrong = [line for tally in tallies.values() for line in (*tally.crashes, *tally.better)]
    total = sum(tally.inputs for tally in tallies.values())
    print(f"{total:,} inputs, {len(wrong)} wrong")
    for line in wrong[:60]:
        print(f"  {line}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
