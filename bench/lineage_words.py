"""Measure what is read of a card's words about its bases, against labels of one reader: lineage_words.csv beside this.

    python bench/lineage_words.py --corpus DIR [--show N]

DIR holds, at any depth, `cards.csv` with the cards beside it. The labels are of 200 of these, drawn with a fixed seed:
140 among those whose text has a word of descent in some language, 60 among all the rest; 28 of the 200 declare a base.
They were made by reading the cards (of long ones the headings and every line that speaks of descent or names a model)
before anything was run on them and without a look at the tables of phrases. One reader made them, and no second one
checked them. They hold names, ids, relations and lines, no text. Afterwards the four edges that counted as wrong were
read again, and two rows mended: an id that stands in a table of links, and makers of data named without a model, which
now is `further`. Labels of missed bases were left as they were, whatever one may think of them. Kinds of rows:

    base      the text names it as what this model comes from, is made of, or got its data from
    further   a base of the base, or one of which readers may differ: neither asked for nor wrong
    not-base  named near such words and none: compared with, a sibling, a predecessor, an architecture, code
    none      the text names no base

`id` is what the text gives, or what its name means without doubt; `declared` says whether the front matter has it too;
`relation` of a not-base says why it is near.

Two columns: `words` hides `base_model` and `base_model_relation` of the front matter and counts edges that cite a
line of the card, with sentences on data that a model wrote (`generated-data`: whatever model the sentence names;
`generated`: open models, as edges of their own); `as it is` leaves the front matter and counts every edge. A base is
found where an edge has its id by whatever name the Hub knows it, or the repository that its name in words means.
Precision is of edges in `words`: one to a not-base or to what no row lists is wrong.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bases import share, snapshot_of, undeclared
from measured import cpu

from auditor.files.reading import load_vocabulary
from auditor.gather.lineage.generated import generated_data
from auditor.gather.lineage.named import folded
from auditor.gather.lineage.related import bases
from auditor.gather.lineage.written import writers
from auditor.gather.papers import open_papers
from auditor.names.known_ids import known_id, legacy_names
from auditor.names.official import in_words
from auditor.parse.files import README
from auditor.prose.vocabulary import Vocabulary

LABELS = Path(__file__).with_name("lineage_words.csv")
DATA, WRITER = "generated-data", "generated"
KINDS = ("base", "further", "not-base", "none")
# What the product calls what a label calls so: it has fewer words.
ALIKE: dict[str, tuple[str, ...]] = {
    "converted": ("quantized", "mirror", "derived"),
    "initialized": ("derived", "finetune"),
    "component": ("derived",),
    "quantized": ("quantized", "mirror"),
}


@dataclass(frozen=True)
class Label:
    """One row."""

    model: str
    commit: str
    kind: str
    name: str
    id: str
    relation: str
    line: int
    declared: bool

    def is_spelled_in(self, text: str) -> bool:
        """Whether the card has the id, or the old one without an account."""
        name = self.id.rpartition("/")[2].lower()
        return bool(self.id) and (self.id.lower() in text or (name in legacy_names() and name in text))

    def is_met_by(self, edge: Edge) -> bool:
        """Whether an edge leads to what the row names."""
        if edge.relation in (DATA, WRITER):
            said, name = folded(edge.id.rpartition("/")[2]), folded(self.name)
            return self.relation == DATA and (edge.line == self.line or said in name or name in said)
        wanted = {item for item in (self.id, in_words(self.name) or "", self.name) if item}
        return any(_is_same(edge.id, item) for item in wanted)


@dataclass(frozen=True)
class Edge:
    """What the product says: a model, how it is related, and where the card says so; a line of 0 is no line."""

    id: str
    relation: str
    line: int
    in_words: bool


def main() -> int:
    """Run and print; 1 where a labelled card is missing or another one than was read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--show", type=int, default=1000, help="missed bases listed of each relation, and wrong edges")
    options = parser.parse_args()
    labels = _labels()
    texts, missing = _texts(options.corpus, labels)
    words, started = load_vocabulary(), cpu()
    hidden = {model: _edges(model, undeclared(text), words) for model, text in texts.items()}
    whole = {model: _edges(model, text, words) for model, text in texts.items()}
    spent = cpu() - started
    said = {model: [edge for edge in edges if edge.in_words] for model, edges in hidden.items()}
    rows = {model: labels[model] for model in texts}
    counts = Counter(row.kind for held in rows.values() for row in held)
    print(f"{len(rows)} cards, {', '.join(f'{counts[kind]} {kind}' for kind in KINDS)}; {spent:.1f} s of processor")
    _recall(rows, said, whole, {model: text.lower() for model, text in texts.items()})
    _precision(rows, said, options.show)
    _missed(rows, said, options.show)
    for model in missing:
        print("NOT THERE, or another card:", model)
    return 1 if missing else 0


def _recall(
    rows: dict[str, list[Label]], said: dict[str, list[Edge]], whole: dict[str, list[Edge]], texts: dict[str, str]
) -> None:
    """By base, by relation and by card."""
    asked = [row for held in rows.values() for row in held if row.kind == "base"]
    columns = (said, whole)
    found = [[row for row in asked if _met(row, column[row.model])] for column in columns]
    print(f"\n  {'recall':<22}{'bases':>6}{'words':>16}{'as it is':>18}   relation told")
    groups = {"all": asked}
    for relation, _ in Counter(row.relation for row in asked).most_common():
        groups[relation] = [row for row in asked if row.relation == relation]
    groups["declared too"] = [row for row in asked if row.declared]
    groups["in the text alone"] = [row for row in asked if not row.declared]
    groups["its id spelled out"] = [row for row in asked if row.is_spelled_in(texts[row.model])]
    groups["its id known"] = [row for row in asked if row.id and row not in groups["its id spelled out"]]
    groups["a name alone"] = [row for row in asked if not row.id]
    for title, group in groups.items():
        hits = [[row for row in group if row in held] for held in found]
        told = sum(_is_told(row, said[row.model]) for row in hits[0])
        cells = "".join(f"{len(held):>8} {share(len(held), len(group))}" for held in hits)
        print(f"  {title:<22}{len(group):>6}{cells:<34}   {told} of {len(hits[0])}")
    cards = {model: [row for row in held if row.kind == "base"] for model, held in rows.items()}
    naming = {model: held for model, held in cards.items() if held}
    for title, test in (("cards, all bases", all), ("cards, one at least", any)):
        each = [
            sum(test(_met(row, column[model]) for row in held) for model, held in naming.items()) for column in columns
        ]
        cells = "".join(f"{count:>8} {share(count, len(naming))}" for count in each)
        print(f"  {title:<22}{len(naming):>6}{cells}")
    silent = [model for model, held in rows.items() if all(row.kind in ("none", "not-base") for row in held)]
    quiet = sum(not said[model] for model in silent)
    print(f"  {'cards without, silent':<22}{len(silent):>6}{quiet:>8} {share(quiet, len(silent))}")


def _precision(rows: dict[str, list[Label]], said: dict[str, list[Edge]], show: int) -> None:
    """By relation as the product calls it, and every wrong edge."""
    judged = [(model, edge, *_judged(edge, rows[model])) for model, edges in said.items() for edge in edges]
    print(f"\n  {'precision':<22}{'edges':>6}{'right':>8}{'further':>9}{'wrong':>7}")
    relations = [relation for relation, _ in Counter(edge.relation for _, edge, *_ in judged).most_common()]
    for title in ("all", *relations):
        kinds = Counter(kind for _, edge, kind, _ in judged if title in ("all", edge.relation))
        right, wrong = kinds["base"], kinds["not-base"] + kinds["unlisted"]
        print(
            f"  {title:<22}{kinds.total():>6}{right:>8}{kinds['further']:>9}{wrong:>7}   {share(right, right + wrong)}"
        )
    wrong_ones = [item for item in judged if item[2] in ("not-base", "unlisted")]
    for model, edge, kind, why in wrong_ones[:show]:
        print(f"      wrong {model}:{edge.line} {edge.relation} {edge.id} ({f'{kind}, {why}' if why else kind})")


def _missed(rows: dict[str, list[Label]], said: dict[str, list[Edge]], show: int) -> None:
    """What no edge leads to, by relation: names, not text."""
    missed: dict[str, list[Label]] = defaultdict(list)
    for model, held in rows.items():
        for row in held:
            if row.kind == "base" and not _met(row, said[model]):
                missed[row.relation].append(row)
    for relation, held in sorted(missed.items(), key=lambda item: -len(item[1])):
        print(f"\n  missed, {relation}: {len(held)}")
        for row in held[:show]:
            others = ", ".join(edge.id for edge in said[row.model])
            print(f"      {row.model}:{row.line} {row.name} ({row.id or 'no id'}){f'; has {others}' if others else ''}")


def _met(row: Label, edges: list[Edge]) -> bool:
    return any(row.is_met_by(edge) for edge in edges)


def _is_told(row: Label, edges: list[Edge]) -> bool:
    """Whether an edge says of the base what the label does, as far as the product's words go."""
    alike = ALIKE.get(row.relation, (row.relation,))
    return any(edge.relation in alike for edge in edges if row.is_met_by(edge))


def _judged(edge: Edge, held: list[Label]) -> tuple[str, str]:
    """The kind of the row that an edge meets, the kindest first, and what that row says; `unlisted` where none."""
    for kind in KINDS[:3]:
        row = next((row for row in held if row.kind == kind and row.is_met_by(edge)), None)
        if row:
            return kind, row.relation
    return "unlisted", ""


def _edges(model: str, text: str, words: Vocabulary) -> list[Edge]:
    """All that the product says of a card's bases and of models that wrote its data."""
    papers = open_papers(snapshot_of(model, text), words)
    named = [
        Edge(item.id, item.relation.value, item.line or 0, item.file == README and item.is_inferred)
        for item in bases(papers)
    ]
    written = [Edge(item.model, DATA, item.citation.line or 0, in_words=True) for item in generated_data(papers)]
    wrote = [Edge(item.id, WRITER, item.line or 0, in_words=True) for item in writers(papers)]
    return [*named, *written, *wrote]


def _is_same(one: str, other: str) -> bool:
    """One repository by two names: as the Hub redirects, without the account that an old id lacks, or two copies."""
    first, second = (item.lower() for item in (one, other))
    known = [known_id(item) for item in (first, second)]
    today = {(item.today or name if item else name).lower() for item, name in zip(known, (first, second), strict=True)}
    if len(today) == 1:
        return True
    if "/" not in first or "/" not in second:
        return folded(first.rpartition("/")[2]) == folded(second.rpartition("/")[2])
    copies = [(item.row.id, item.said) for item in known if item and item.today is None]
    return len(copies) > 1 and copies[0] == copies[1]


def _labels() -> dict[str, list[Label]]:
    found: dict[str, list[Label]] = defaultdict(list)
    with LABELS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            line, declared = int(row["line"] or 0), row["declared"] == "yes"
            label = Label(
                row["model"], row["commit"], row["kind"], row["name"], row["id"], row["relation"], line, declared
            )
            found[label.model].append(label)
    return found


def _texts(corpus: Path, labels: dict[str, list[Label]]) -> tuple[dict[str, str], list[str]]:
    """The labelled cards, and the models of which there is none, or not the one that was read."""
    found: dict[str, str] = {}
    for table in sorted(corpus.rglob("cards.csv")):
        with table.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                wanted = labels.get(row["id"])
                places = (table.parent / row["file"], table.parent.parent / row["file"])
                card = next((place for place in places if place.is_file()), None)
                if wanted and card and wanted[0].commit == row["commit"]:
                    found[row["id"]] = card.read_text(encoding="utf-8", errors="replace")
    return {model: found[model] for model in labels if model in found}, [item for item in labels if item not in found]


if __name__ == "__main__":
    raise SystemExit(main())
