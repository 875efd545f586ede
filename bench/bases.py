"""Declared bases that are hidden and held against what is inferred: the second part of lineage.py, which says more."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

from auditor.files.reading import load_vocabulary
from auditor.gather.lineage.related import bases
from auditor.gather.papers import open_papers
from auditor.parse.card import read_card
from auditor.parse.files import README
from auditor.schema.reference import RepoType
from auditor.schema.snapshot import METADATA, File, Snapshot


def copies(path: Path, _: object, show: int) -> None:
    """Republished models by their names alone."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [(row["id"], "", listed(row["base_model"])) for row in csv.DictReader(file)]
    _recovered("by names", rows, show)


def cards(path: Path, _: object, show: int) -> None:
    """Models with cards: by their names alone, and by the cards with their declaration hidden too."""
    rows = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            places = (path.parent / row["file"], path.parent.parent / row["file"])
            card = next((place for place in places if place.is_file()), None)
            if card:
                text = card.read_text(encoding="utf-8", errors="replace")
                declared = [name for name, _ in read_card(text).values("base_model")]
                rows.append((row["id"], undeclared(text), declared))
    _recovered("by names", [(name, "", declared) for name, _, declared in rows], show)
    _recovered("by cards", rows, show)


def undeclared(text: str) -> str:
    """A card without what its front matter declares as base: these lines are empty, all others are where they were."""
    body_line, hidden, lines = read_card(text).body_line, False, text.splitlines(keepends=True)
    for place in range(body_line - 1):
        if not lines[place].startswith((" ", "\t", "-", "#")) and lines[place].strip():
            hidden = lines[place].startswith(("base_model:", "base_model_relation:"))
        if hidden and lines[place].strip() != "---":
            lines[place] = "\n"
    return "".join(lines)


def snapshot_of(repo_id: str, text: str) -> Snapshot:
    """A model of which there is a card, or none where the text is empty, and metadata that say no more than its id."""
    metadata = {"id": repo_id, "gated": False, "siblings": [{"rfilename": "model.bin"}]}
    return Snapshot(
        repo_type=RepoType.MODEL,
        id=repo_id,
        sha=None,
        endpoint=None,
        retrieved_at=None,
        metadata=File.of(METADATA, json.dumps(metadata).encode()),
        files=(File.of(README, text.encode()),) if text else (),
    )


def _recovered(title: str, rows: list[tuple[str, str, list[str]]], show: int) -> None:
    """What can be inferred of each model's name and card, held against what is declared."""
    tally: Counter[str] = Counter()
    examples: dict[str, list[str]] = {}
    words = load_vocabulary()
    for repo_id, text, declared in rows:
        read = bases(open_papers(snapshot_of(repo_id, text), words))
        found = [item.id for item in read if not item.family]  # a family is no id
        kind = _compare(found, declared)
        tally[kind] += 1
        examples.setdefault(kind, []).append(
            f"{repo_id}: {', '.join(found)} ({', '.join(declared) or 'none declared'})"
        )
    declared_total = sum(tally[kind] for kind in ("right", "near", "wrong", "none"))
    inferred = tally["right"] + tally["near"] + tally["wrong"]
    recall = share(tally["right"], declared_total)
    print(
        f"  {title}: {declared_total} declare a base: {tally['right']} recovered ({recall}), "
        f"{tally['near']} near, {tally['wrong']} wrong, {tally['none']} not inferred"
    )
    print(
        f"  precision {share(tally['right'], inferred)}; "
        f"with near ones {share(tally['right'] + tally['near'], inferred)}; "
        f"of {tally['new'] + tally['silent']} that declare none, a base is inferred for {tally['new']}"
    )
    for kind in ("wrong", "near", "new"):
        for line in examples.get(kind, [])[:: max(1, len(examples.get(kind, [])) // max(1, show))][:show]:
            print("     ", kind, line)


def _compare(found: list[str], declared: list[str]) -> str:
    if not declared:
        return "new" if found else "silent"
    if not found:
        return "none"
    if {name.lower() for name in found} & {name.lower() for name in declared}:
        return "right"
    return "near" if any(_is_near(one, other) for one in found for other in declared) else "wrong"


def _is_near(one: str, other: str) -> bool:
    """The same family by the beginning of the names: a format, a rename, or the base of the base."""
    first, second = (_key(name) for name in (one, other))
    return first == second or first.startswith(second) or second.startswith(first) or first[:10] == second[:10]


def _key(name: str) -> str:
    words = name.rpartition("/")[2].lower().replace("meta-", "").replace("nvidia-", "").replace("_", "-")
    return "-".join(
        word for word in words.split("-") if word not in ("base", "bf16", "it", "pt", "instruct", "hf", "chat")
    )


def listed(cell: str) -> list[str]:
    """The names in a cell of a table."""
    return [name for name in cell.split(";") if name]


def share(part: int, whole: int) -> str:
    """A share in per cent."""
    return f"{100 * part / whole:5.1f} %" if whole else "    –  "
