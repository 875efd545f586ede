"""Do the tests notice a small fault? A seeded sample of mutants of the rooms that approve, each held against the tests.

    python bench/mutants.py [--sample 100] [--seed 1] [--only TEXT] [--again FILE] [--json FILE] [--workers 2] [--rooms]

    --only TEXT    of those whose `file function: change` has this text; without --sample, all of them
    --again FILE   those that survived in an answer of `--json`: after tests were written
    --rooms        try the tests of their rooms alone

The operators stand in mutation.py. Each mutant is tried in its own process, on a copy of the tree and never in place:
first on the tests that mirror its file and its room's (`ROOMS`), then, where it survives, on the rest of the suite but
for `APART`. A mutant that takes more processor time than `SECONDS` counts as killed. A survivor on a path that approves
is a bug. Those that change nothing stand in mutants_equivalent.csv with the reason, and are not tried.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import re
import resource
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from typing import Any

from measured import ROOT, cpu, environment
from mutation import Mutant, mutants

EQUIVALENT = Path(__file__).with_name("mutants_equivalent.csv")
STORIES = ("tests/test_menagerie.py", "tests/test_pipeline.py")
# The rooms in which mutants are made, and whose tests are tried first.
ROOMS = {
    "auditor/decide": ("tests/decide", "tests/evaluate/ai_act", "tests/evaluate/test_coverage.py"),
    "auditor/evaluate": ("tests/evaluate", "tests/test_examined.py"),
    "auditor/gate": ("tests/gate",),
    "auditor/licenses": ("tests/licenses",),
    "auditor/fetch": ("tests/fetch", "tests/test_follow_links.py"),
    "auditor/inheritance": ("tests/inheritance", "tests/test_lineage_pairs.py", "tests/decide/test_findings.py"),
    "auditor/closure.py": ("tests/test_closure.py", "tests/test_closure_inferred.py", "tests/test_follow_links.py"),
}
# What is not tried: benches, the browser, and what stands on floors below or beside and imports none of the rooms.
APART = (
    *("tests/bench", "tests/replica", "tests/discover", "tests/parse", "tests/names", "tests/schema"),
    *("tests/gather/reading", "tests/report"),
)
# What builds the index of license texts; it is run by hand, and nothing of it is on a path that approves.
LEFT = ("auditor/licenses/build_fingerprints.py",)
SECONDS = 90


def main() -> int:
    """Try and print; 1 where a mutant survives that is not listed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", metavar="TEXT")
    parser.add_argument("--again", type=Path, metavar="FILE")
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rooms", action="store_true")
    options = parser.parse_args()
    chosen = _chosen(options)
    with TemporaryDirectory(prefix="mutants-") as folder:
        copies = [_copy(Path(folder, str(number))) for number in range(options.workers)]
        _assert_green(copies[0], sorted({room for mutant in chosen for room in _tests(mutant.file)}))
        answers = _tried(chosen, copies, whole=not options.rooms)
    survivors = [answer for answer in answers if not answer["killed"]]
    for answer in survivors:
        print(f"SURVIVED {answer['file']}:{answer['line']} {answer['function']}: {answer['change']}")
    for room, (killed, tried) in _by_room(answers).items():
        print(f"{room:<24}{killed:>5} of {tried} killed")
    print(f"{len(answers)} tried, {len(answers) - len(survivors)} killed, {len(survivors)} survived, {cpu():.0f} CPU-s")
    if options.json:
        options.json.write_text(json.dumps(answers, indent=1, ensure_ascii=False), encoding="utf-8")
    return 1 if survivors else 0


def _chosen(options: argparse.Namespace) -> list[Mutant]:
    """The mutants to try: a sample, those that a text finds, or the survivors of another time."""
    with EQUIVALENT.open(encoding="utf-8", newline="") as file:
        listed = {(row["file"], row["change"]) for row in csv.DictReader(file)}
    files = sorted(path for room in ROOMS for path in (ROOT / room, *(ROOT / room).rglob("*.py")) if path.suffix)
    named = ((path.relative_to(ROOT).as_posix(), path) for path in files)
    made = [one for name, path in named if name not in LEFT for one in mutants(name, path.read_bytes())]
    gone = listed - {mutant.key for mutant in made}
    if gone:
        print(f"{EQUIVALENT.name}: no such mutant any more: {sorted(gone)}")
    made = [mutant for mutant in made if mutant.key not in listed]
    print(f"{len(made)} mutants of {len(files)} files, {len(listed)} more are equivalent")
    if options.again:
        rows = (row for row in json.loads(options.again.read_bytes()) if not row["killed"])
        lived = {(row["file"], f"{row['function']}: {row['change']}") for row in rows}
        return [mutant for mutant in made if mutant.key in lived]
    made = [mutant for mutant in made if options.only is None or options.only in " ".join(mutant.key)]
    size = options.sample or (len(made) if options.only else 100)
    return random.Random(options.seed).sample(made, min(size, len(made)))


def _copy(folder: Path) -> Path:
    """A copy of the tree to work on, compiled once by the first run."""
    left_out = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".hypothesis")
    return Path(shutil.copytree(ROOT, folder, ignore=left_out, symlinks=True))


def _assert_green(copy: Path, tests: Sequence[str]) -> None:
    """Without a fault the tests must pass, else nothing can be told."""
    killer = _killer(copy, tests, fault_in="")
    if killer:
        raise SystemExit(f"fails without any fault: {killer}")


def _tried(chosen: Sequence[Mutant], copies: Sequence[Path], *, whole: bool) -> list[dict[str, Any]]:
    """What became of each mutant, in the order of the files."""
    free: SimpleQueue[Path] = SimpleQueue()
    for copy in copies:
        free.put(copy)

    def tried(mutant: Mutant) -> dict[str, Any]:
        copy = free.get()
        try:
            killer = _killer_of(mutant, copy, whole=whole)
        finally:
            free.put(copy)
        print(f"{'killed' if killer else 'LIVES '} {mutant.file}:{mutant.line} {mutant.change[:90]}", flush=True)
        told = {"file": mutant.file, "line": mutant.line, "function": mutant.function, "change": mutant.change}
        return {**told, "killed": bool(killer), "by": killer}

    with ThreadPoolExecutor(len(copies)) as pool:
        answers = list(pool.map(tried, chosen))
    return sorted(answers, key=lambda answer: (answer["file"], answer["line"]))


def _killer_of(mutant: Mutant, copy: Path, *, whole: bool) -> str:
    """The test that fails on a mutant, or ""."""
    path, tests = copy / mutant.file, _tests(mutant.file)
    path.write_bytes(mutant.source)
    try:
        killer = _killer(copy, tests, mutant.file)
        if not killer and whole:
            apart = [f"--ignore={name}" for name in (*APART, *tests)]
            killer = _killer(copy, ["tests", *apart], mutant.file)
    finally:
        shutil.copy2(ROOT / mutant.file, path)  # with its time, by which its compiled form is known
    return killer


def _tests(file: str) -> list[str]:
    """The tests that are tried first: what mirrors the file, its room's, and the stories."""
    room = next(room for room in ROOMS if file.startswith(room))
    mirror = Path("tests", *Path(file).parts[1:-1], f"test_{Path(file).name}")
    first = [mirror.as_posix()] if (ROOT / mirror).is_file() else []
    return list(dict.fromkeys((*first, *ROOMS[room], *STORIES)))


def _killer(copy: Path, tests: Sequence[str], fault_in: str) -> str:
    """The first test that fails, "" where all pass; "time" and "crash" where there is none to name."""
    command = [sys.executable, "-m", "pytest", *tests, "-x", "-q", "-n", "0", "--no-header", "--tb=no"]
    kept = {} if not fault_in else {"PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        command,
        cwd=copy,
        env={**environment(copy), **kept},
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=_limit,
    )
    if done.returncode == 0:
        return ""
    failed = re.search(r"^(?:FAILED|ERROR) (\S+)", done.stdout, re.MULTILINE)
    return failed.group(1) if failed else "time" if done.returncode < 0 else "crash"


def _limit() -> None:
    os.nice(5)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def _by_room(answers: Sequence[dict[str, Any]]) -> dict[str, tuple[int, int]]:
    rooms = [next(room for room in ROOMS if answer["file"].startswith(room)) for answer in answers]
    tried = Counter(rooms)
    killed = Counter(room for room, answer in zip(rooms, answers, strict=True) if answer["killed"])
    return {room: (killed[room], tried[room]) for room in sorted(tried)}


if __name__ == "__main__":
    raise SystemExit(main())
