"""Measure discovery: `python bench/discover.py --corpus DIR [--tree 100000] [--show]`.

DIR holds `files.csv` (file, kind) and `expected.csv` (file, kind, hub, ref_type, reference, …): snippets, and every
reference they hold. A reference counts once a file. One third of the files of each kind, drawn with a fixed seed, was
not tuned to while the rules were written, but for one rule that came after (a namespace with a dot is a host); its
figures stand in their own column. `discover_truth.csv`, beside this
script, lists the rows of that table that are wrong or lacking, with the reason; figures are given with and without it.

`--tree N` times a synthetic repository of N files against `git ls-files`, `grep -r` and, if it is there, ripgrep.
"""

import argparse
import csv
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from auditor.discover import discover_text
from auditor.discover.reference import read as read_name
from auditor.discover.target import PROXIED
from auditor.discover.variables import settings
from auditor.discover.walk import discover_tree

SEED = 20250607
AMENDMENTS = Path(__file__).parent / "discover_truth.csv"
Key = tuple[str, str, str]
NOT_THE_HUB = {"modelscope": "modelscope_"}


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a table; none if it is not there."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def held_out(files: list[str]) -> set[str]:
    """The third of each kind that was kept apart while the rules were written."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for file in files:
        by_kind[file.split("/")[0]].append(file)
    draw = random.Random(SEED)
    held: set[str] = set()
    for _, names in sorted(by_kind.items()):
        names.sort()
        draw.shuffle(names)
        held.update(names[: len(names) // 3])
    return held


def read(corpus: Path, files: list[str]) -> tuple[set[Key], dict[Key, int], float, int]:
    """What discovery finds, the lines, the seconds it took and the characters read."""
    found: dict[Key, int] = {}
    spent, size = 0.0, 0
    for file in files:
        text = (corpus / file).read_text("utf-8", "replace")
        pair = corpus / f"{file}.env-pair"
        known = {key: value for key, (value, _) in settings(pair.read_text()).items()} if pair.exists() else {}
        start = time.perf_counter()
        items = discover_text(file, text, known)
        spent += time.perf_counter() - start
        size += len(text)
        for item in items:
            found.setdefault((file, str(item.type), item.reference), item.line)
    return set(found), found, spent, size


def truth(corpus: Path, kinds: dict[str, str]) -> set[Key]:
    """What the table expects."""
    return {
        (row["file"], *_shown(NOT_THE_HUB.get(row["hub"], "") + row["ref_type"], row["reference"]))
        for row in rows(corpus / "expected.csv")
        if row["file"] in kinds
    }


def _shown(type_: str, reference: str) -> tuple[str, str]:
    """The table has models behind APIs as files write them, `bedrock/…` or bare; we show provider and name."""
    target = read_name(reference, PROXIED) if type_ == "api_model" else None
    kept = target is not None and (target.type == "api_model" or reference.startswith("ollama/"))
    return (str(target.type), target.id) if kept and target else (type_, reference)


def amended(expected: set[Key]) -> set[Key]:
    """The truth with its known faults mended."""
    mended = set(expected)
    for row in rows(AMENDMENTS):
        key = (row["file"], row["type"], row["reference"])
        (mended.add if row["verdict"] == "lacking" else mended.discard)(key)
    return mended


def score(found: set[Key], expected: set[Key]) -> str:
    """Right, too many, missed, precision and recall."""
    right, extra, missed = len(found & expected), len(found - expected), len(expected - found)
    precision, recall = right / max(1, right + extra), right / max(1, right + missed)
    return f"{right:5} {extra:4} {missed:4}  {precision:.3f} {recall:.3f}"


def table(found: set[Key], expected: set[Key], kinds: dict[str, str], held: set[str]) -> None:
    """Models by kind of file, then all types together."""
    models = [{key for key in keys if key[1] == "model"} for keys in (found, expected)]
    print(f"{'models by kind':30} {'used to write the rules':>27}   {'held out':>27}")
    for kind in sorted(set(kinds.values())):
        _line(kind, [{key for key in keys if kinds[key[0]] == kind} for keys in models], held)
    _line("ALL MODELS", models, held)
    for type_ in sorted({key[1] for key in found | expected} - {"model"}):
        _line(f"  type {type_}", [{key for key in keys if key[1] == type_} for keys in (found, expected)], held)


def _line(name: str, pair: list[set[Key]], held: set[str]) -> None:
    parts = [[{key for key in keys if (key[0] in held) is side} for keys in pair] for side in (False, True)]
    print(f"{name:30} {score(*parts[0])}   {score(*parts[1])}")


def corpus_report(corpus: Path, show: bool) -> None:
    """Print precision, recall and speed over a corpus."""
    kinds = {row["file"]: row["kind"] for row in rows(corpus / "files.csv")}
    held = held_out(list(kinds))
    found, lines, spent, size = read(corpus, list(kinds))
    expected = truth(corpus, kinds)
    mended = amended(expected)
    print(f"{len(kinds)} files, {len(held)} held out; right, too many, missed, precision, recall")
    table(found, expected, kinds, held)
    for name, against in (("as the table stands", expected), ("with its faults mended", mended)):
        models = [{key for key in keys if key[1] == "model"} for keys in (found, against)]
        print(f"models, all files, {name:24} {score(*models)}")
    print(f"{size / 1e6:.2f} MB in {spent:.2f} s: {spent / (size / 1e6):.2f} s/MB")
    if show:
        for key in sorted(key for key in found ^ mended if key[1] == "model"):
            print("too many" if key in found else "missed", *key, lines.get(key, ""))


SNIPPETS: dict[str, str] = {
    "code.py": "import os\n\n\ndef area(width: int, height: int) -> int:\n    return width * height\n" * 30,
    "load.py": "from transformers import AutoModel\n\nNAME = 'acme-labs/tiny'\nm = AutoModel.from_pretrained(NAME)\n",
    "page.html": "<p>Nothing to see.</p>\n" * 60,
    "unit.c": "int main(void) { return 0; }\n" * 80,
    "view.ts": "export const answer = (x: number) => x + 1;\n" * 60,
    "app.yaml": "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80}]}\n",
    "notes.md": "# Notes\n\nWords, words.\n\n```bash\nmake test\n```\n" * 5,
    "table.json": '{"rows": [1, 2, 3]}\n' * 20,
    "logo.svg": "<svg/>" * 50,
    "build.sh": "set -eu\nmake all\nmake install\n" * 10,
}


def plant(root: Path, count: int) -> None:
    """A repository of `count` files in folders of a hundred."""
    (root / ".gitignore").write_text("build/\n*.log\n__pycache__/\n*.tmp\n!keep.tmp\n/dist\n", encoding="utf-8")
    names = list(SNIPPETS)
    for i in range(count):
        folder = root / f"part{i // 2000}" / f"f{i // 100 % 20}"
        if i % 100 == 0:
            folder.mkdir(parents=True, exist_ok=True)
        name = names[i % len(names)]
        stem, _, ending = name.partition(".")
        (folder / f"{stem}{i}.{ending}").write_text(SNIPPETS[name], encoding="utf-8")


def timed(run: list[str], root: Path) -> float:
    """The seconds that a command takes, the better of two."""
    best = float("inf")
    for _ in range(2):
        start = time.perf_counter()
        subprocess.run(run, cwd=root, stdout=subprocess.DEVNULL, check=False)
        best = min(best, time.perf_counter() - start)
    return best


def tree_report(count: int) -> None:
    """Print the time over a synthetic repository, as ratios to tools that read or list the same files."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        plant(root, count)
        subprocess.run(["git", "init", "-q"], cwd=root, check=True)
        best = float("inf")
        for _ in range(2):
            start = time.perf_counter()
            discovery = discover_tree(root)
            best = min(best, time.perf_counter() - start)
        tally = Counter(str(item.type) for item in discovery.found)
        print(f"{count} files: {best:.2f} s, {discovery.files} read, {dict(tally)}")
        tools = {
            "git ls-files -co": ["git", "ls-files", "-co", "--exclude-standard"],
            "grep -rIc": ["grep", "-rIc", "from_pretrained", "."],
            "rg": ["rg", "-c", "from_pretrained"],
        }
        for tool, run in tools.items():
            if shutil.which(run[0]):
                spent = timed(run, root)
                print(f"  {tool}: {spent:.2f} s; discovery takes {best / spent:.1f} times as long")
            else:
                print(f"  {tool}: not installed")


def main() -> int:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, help="folder with expected.csv, files.csv and the files, or above it")
    parser.add_argument("--tree", type=int, help="time a synthetic repository of so many files")
    parser.add_argument("--show", action="store_true", help="list every difference")
    arguments = parser.parse_args()
    if arguments.corpus:
        inside = arguments.corpus / "manifests"
        folder = inside if inside.is_dir() else arguments.corpus
        if not (folder / "expected.csv").is_file():
            parser.error(f"{folder} holds no expected.csv")
        corpus_report(folder, arguments.show)
    if arguments.tree:
        tree_report(arguments.tree)
    return 0


if __name__ == "__main__":
    sys.exit(main())
