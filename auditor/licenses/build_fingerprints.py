"""Build the index of license fingerprints from license texts.

    python -m auditor.licenses.build_fingerprints --ai DIR --spdx DIR [--scancode] -o policies/licenses.fingerprints

Steps, each deterministic: the same texts give the same bytes.

1. `--ai DIR` holds `texts.csv` (name, key, spdx, scancode_key, commercial, kind), `texts/NAME.txt` and, if there is
   one, `license_facts.yaml`. A text's id is its SPDX id, else the key of the license in `license_facts.yaml` whose
   source names the text, else the key in `texts.csv`. Rows of kind `pointer` are left out: they are no license text.
2. `--spdx DIR` holds `ID.txt`, one text for each SPDX id.
   `--published DIR`, if given, holds `ID--WHERE.txt`: other forms in which the licensor has published a text that is
   known by then (what a gate asks to accept is often without a paragraph of the license file).
3. `--scancode` adds the long tail: the license texts of the installed package `scancode-toolkit-mini` (or
   `scancode-toolkit`), without deprecated entries. **They are © nexB Inc. and others, licensed CC-BY-4.0
   (https://github.com/aboutcode-org/scancode-toolkit); documentation that describes this index must credit them.**
   Their id is the SPDX id, else the id that `texts.csv` or `license_facts.yaml` gives to their ScanCode key, else
   `LicenseRef-scancode-KEY`.
   A text with nearly the same shingles as one of steps 1 and 2 takes that one's id; so does the text of an
   `-or-later` id, which is the one of the `-only` id.
4. Each text is read as `auditor.licenses.normalize` reads any text, and its shingles are hashed. Texts that people
   also pass on in part are indexed in part as well: the terms without the annex after "END OF TERMS AND CONDITIONS"
   or without the use policy that follows, and each language of a text in two languages.
5. Of the texts of steps 1 and 2 all keys are kept; of the long tail a sample, at most about 128 keys a text.
6. The keys are written sorted, with a header that names the sources, their number of texts and their digests.
7. Each text's words in order are kept as places in one vocabulary of hashes (`auditor.licenses.sequences`), where what
   a licensor is to fill in is marked.

One text alone:

    python -m auditor.licenses.build_fingerprints --only ID --text FILE [--policy] [--open] --index INDEX -o INDEX

takes the index that stands, and puts the texts of ID in the place of those that it holds in full (`--ai`, `--spdx` and
`--published` may be given instead of `--text`: of them only ID's texts are read into it). Apart from the header, which
names the text among the sources, the bytes are those of a whole build.

The result has no words of any license in it.
"""

import argparse
import csv
import hashlib
import importlib.resources
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import yaml

from auditor.licenses.copies import REVISED, SAME, replaced, stem
from auditor.licenses.entries import SHORTEST, Kind, entry_of, shingle_keys
from auditor.licenses.fingerprints import Index
from auditor.licenses.indexed import assembled
from auditor.licenses.normalize import read
from auditor.licenses.wording import one_of

_CJK_LINE = re.compile(r"[\u3400-\u9fff]")
_OPEN = frozenset(("Permissive", "Public Domain", "Copyleft", "Copyleft Limited"))


@dataclass(frozen=True, slots=True)
class SourceText:
    """One license text to index."""

    id: str
    kind: Kind
    open: bool
    text: str
    main: bool = True
    """Whether all its keys are kept (else a sample)."""


def build(texts: Iterable[SourceText], sources: Sequence[dict[str, object]] = ()) -> bytes:
    """Return the index of these texts as bytes, for `Index.from_bytes`. Texts of one id are its variants."""
    known = ((text, *entry_of(text.id, text.kind, text.open, text.text, main=text.main)) for text in texts)
    rows = [(text, entry, keys) for text, entry, keys in known if len(keys) >= SHORTEST]
    rows.sort(key=lambda row: (row[0].id, not row[0].main, sorted(row[2])))
    return assembled([entry for _, entry, _ in rows], sources)


@lru_cache(maxsize=1)
def _ends() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Where the terms end: before an annex, or before the head of a use policy."""
    policy = rf"^\W*(?:[\w.]+ ){{0,4}}{one_of('use-policy')}\W*$"
    return re.compile(one_of("end-of-terms"), re.IGNORECASE), re.compile(policy, re.IGNORECASE | re.MULTILINE)


def variants(text: SourceText) -> Iterator[SourceText]:
    """Yield a text, and the parts of it that are also passed on alone: the terms, each language."""
    yield text
    ends = [found.start() for pattern in _ends() if (found := pattern.search(text.text))]
    yield from (replace(text, text=text.text[:end]) for end in ends if 2 * end > len(text.text))
    lines = text.text.splitlines()
    chinese = [line for line in lines if _CJK_LINE.search(line)]
    english = [line for line in lines if not _CJK_LINE.search(line)]
    if min(len("".join(chinese)) * 4, len("".join(english))) > 1000:
        yield replace(text, text="\n".join(chinese))
        yield replace(text, text="\n".join(english))


def facts(folder: Path) -> list[dict[str, str]]:
    """Return the entries of `license_facts.yaml`, if there is one. Raises OSError, yaml.YAMLError."""
    path = folder / "license_facts.yaml"
    return list(yaml.safe_load(path.read_text("utf-8"))["licences"]) if path.exists() else []


def scancode_ids(folder: Path, listed: Iterable[tuple[SourceText, str]]) -> dict[str, str]:
    """Return the id of each ScanCode key that `texts.csv` or `license_facts.yaml` gives to one license only."""
    pairs = {(key, text.id) for text, key in listed if key}
    pairs |= {(row["scancode_key"], row["spdx"] or row["key"]) for row in facts(folder) if row["scancode_key"]}
    claims = Counter(key for key, _ in pairs)
    return {key: id_ for key, id_ in pairs if claims[key] == 1}


def ai_texts(folder: Path) -> Iterator[tuple[SourceText, str]]:
    """Yield the texts listed in `texts.csv`, each with its ScanCode key or "". Raises OSError, KeyError."""
    named = ((row["key"], re.findall(r"texts/([\w.+-]+)\.txt", row.get("source") or "")) for row in facts(folder))
    keys = {name: key for key, names in named for name in names}
    with (folder / "texts.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            if row["kind"] != "pointer":
                kind: Kind = "policy" if row["kind"] == "policy" else "license"
                id_ = row["spdx"] or keys.get(row["name"], row["key"])
                raw = (folder / "texts" / f"{row['name']}.txt").read_text("utf-8", errors="replace")
                yield SourceText(id_, kind, row["commercial"] == "yes", raw), row["scancode_key"]


def spdx_texts(folder: Path) -> Iterator[SourceText]:
    """Yield one text for each SPDX id. Non-commercial ones are known by their id. Raises OSError."""
    for path in sorted(folder.glob("*.txt")):
        restricted = "-NC" in path.stem or path.stem.startswith("C-UDA")
        yield SourceText(path.stem, "license", not restricted, path.read_text("utf-8", errors="replace"))


def published_texts(folder: Path, known: Mapping[str, SourceText]) -> Iterator[SourceText]:
    """Yield the other forms of texts that are known. Raises OSError, and KeyError for an id that is not."""
    for path in sorted(folder.glob("*--*.txt")):
        yield replace(known[path.stem.partition("--")[0]], text=path.read_text("utf-8", errors="replace"))


def scancode_texts(ids: dict[str, str]) -> Iterator[SourceText]:
    """Yield ScanCode's license texts; `ids` gives the ids of some of its keys. Raises ModuleNotFoundError."""
    folder = importlib.resources.files("licensedcode") / "data" / "licenses"
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        head, body = _split_scancode(path.read_text("utf-8")) if path.name.endswith(".LICENSE") else ({}, "")
        if body and not head.get("is_deprecated") and not head.get("is_generic") and not head.get("is_unknown"):
            key, spdx = str(head["key"]), str(head.get("spdx_license_key") or "")
            listed = spdx if spdx and not spdx.startswith("LicenseRef") else ""
            id_ = ids.get(key) or listed or f"LicenseRef-scancode-{key}"
            yield SourceText(id_, "license", head.get("category") in _OPEN, body, main=False)


def _split_scancode(text: str) -> tuple[dict[str, object], str]:
    """Return the header and the text of one of ScanCode's license files."""
    _, head, body = text.split("---\n", 2) if text.count("---\n") > 1 else ("", "{}", "")
    return yaml.load(head, Loader=yaml.CSafeLoader), body.strip()


def merged(main: Sequence[SourceText], tail: Iterable[SourceText]) -> Iterator[SourceText]:
    """Yield the main texts and the long tail, where copies of a main text bear its id and equal copies are left out."""
    seen: dict[int, list[int]] = defaultdict(list)
    sizes, flags = [], {text.id: (text.kind, text.open) for text in main}
    for number, text in enumerate(main):
        yield text
        keys = frozenset(shingle_keys(read(text.text).lanes))
        sizes.append(len(keys))
        for key in keys:
            seen[key].append(number)
    for text in tail:
        keys = frozenset(shingle_keys(read(text.text).lanes))
        common = Counter(number for key in keys for number in seen.get(key, ()))
        number, count = max(common.items(), key=lambda item: (item[1] / sizes[item[0]], -item[0]), default=(0, 0))
        alike = count / max(1, len(keys) + sizes[number] - count) if main else 0.0
        same_text = main and stem(main[number].id) == stem(text.id)
        id_ = main[number].id if alike >= (REVISED if same_text else SAME) else text.id
        kind, open_ = flags.get(id_, (text.kind, text.open))
        if alike < 1:
            yield replace(text, id=id_, kind=kind, open=open_)


def _source(name: str, texts: Sequence[SourceText]) -> dict[str, object]:
    """Return what the header says of a source: its name, the number of its texts, a digest over all of them."""
    digest = hashlib.sha256()
    for text in sorted(texts, key=lambda text: (text.id, text.text)):
        digest.update(f"{text.id}\0{text.text}\0".encode("utf-8", "surrogatepass"))
    return {"name": name, "texts": len(texts), "sha256": digest.hexdigest()}


def main(arguments: Sequence[str] | None = None) -> int:
    """Build an index from the command line and say what is in it."""
    parser = argparse.ArgumentParser(prog="build_fingerprints", description="Build the index of license fingerprints.")
    parser.add_argument("--ai", type=Path, help="folder with texts.csv and texts/")
    parser.add_argument("--spdx", type=Path, help="folder with one ID.txt for each SPDX id")
    parser.add_argument("--published", type=Path, help="folder with ID--WHERE.txt: other forms of these texts")
    parser.add_argument("--scancode", action="store_true", help="add the texts of the installed ScanCode (CC-BY-4.0)")
    parser.add_argument("--only", metavar="ID", help="put the texts of this id into --index, and leave all others")
    parser.add_argument("--text", type=Path, action="append", help="with --only: a file with a text of it")
    parser.add_argument("--policy", action="store_true", help="with --only: its texts are a use policy")
    parser.add_argument("--open", action="store_true", help="with --only: its commercial use is free of conditions")
    parser.add_argument("--index", type=Path, help="with --only: the index that stands already")
    parser.add_argument("-o", "--output", type=Path, required=True)
    chosen = parser.parse_args(arguments)
    if chosen.only is None and (chosen.ai is None or chosen.spdx is None):
        parser.error("a whole index is built from --ai and --spdx")
    if chosen.only is not None and (chosen.index is None or chosen.scancode):
        parser.error("--only takes the --index that stands, whose long tail stays as it is")
    if chosen.only is None and (chosen.text or chosen.index or chosen.policy or chosen.open):
        parser.error("--text, --policy, --open and --index stand beside --only")
    raw, sources = _only(chosen, parser) if chosen.only else _whole(chosen)
    chosen.output.write_bytes(raw)
    counts = ", ".join(f"{source['texts']} {source['name']}" for source in sources)
    sys.stdout.write(f"{chosen.output}: {len(raw):,} bytes of {counts} texts\n")
    return 0


def _main_texts(chosen: argparse.Namespace) -> tuple[dict[str, list[SourceText]], list[tuple[SourceText, str]]]:
    """Return the texts of the folders by the names of these, and those of texts.csv with their ScanCode keys."""
    listed = list(ai_texts(chosen.ai)) if chosen.ai else []
    ai, spdx = [text for text, _ in listed], list(spdx_texts(chosen.spdx)) if chosen.spdx else []
    known = {text.id: text for text in (*spdx, *ai)}
    more = list(published_texts(chosen.published, known)) if chosen.published else []
    return {"ai": ai, "spdx": spdx, "published": more}, listed


def _whole(chosen: argparse.Namespace) -> tuple[bytes, list[dict[str, object]]]:
    held, listed = _main_texts(chosen)
    full = [part for texts in held.values() for text in texts for part in variants(text)]
    tail = list(scancode_texts(scancode_ids(chosen.ai, listed))) if chosen.scancode else []
    sources = [_source(name, texts) for name, texts in {**held, "scancode": tail}.items() if texts]
    return build(merged(full, tail), sources), sources


def _only(chosen: argparse.Namespace, parser: argparse.ArgumentParser) -> tuple[bytes, list[dict[str, object]]]:
    """Return the index with the texts of one id put in, and its sources: that it was changed stands among them."""
    index = Index.from_bytes(chosen.index.read_bytes())
    held, _ = _main_texts(chosen)
    kind: Kind = "policy" if chosen.policy else "license"
    flags = kind, bool(chosen.open)
    if not chosen.policy and not chosen.open:  # what the index says of a text that it knows holds on
        flags = next(((row.kind, row.open) for row in index.documents if row.id == chosen.only), flags)
    files = [SourceText(chosen.only, *flags, path.read_text("utf-8-sig")) for path in chosen.text or ()]
    texts = [*files, *(text for rows in held.values() for text in rows if text.id == chosen.only)]
    if not texts:
        parser.error(f"no --text is given, and no folder holds one of {chosen.only}")
    read_texts = (entry_of(part.id, part.kind, part.open, part.text) for text in texts for part in variants(text))
    try:
        entries = replaced(index, [entry for entry, _ in read_texts])
    except ValueError as error:
        parser.error(f"{chosen.only}: {error}")
    source = _source(f"{chosen.only}, by itself", texts)
    sources = [*(dict(other) for other in index.sources if other["name"] != source["name"]), source]
    return assembled(entries, sources), sources


if __name__ == "__main__":
    sys.exit(main())
