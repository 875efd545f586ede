"""Measure `license_name` → license: `python bench/license_names.py --corpus DIR`.

DIR holds `cards/*.md`, `api/` with bodies of /api/models, and `tables/api_models_detail_*.jsonl.xz`; what of them is
there is read. Each model with its name counts once: the name leads to a license of the catalog, is read as a limit
(`wren-non-commercial`), is no name (`license`), or is left. A name and its link that lead to different licenses are
listed, for somebody to look at: either may be wrong, and an umbrella is not its member. Exit code 1 where fewer than
95 in 100 are resolved or read.
"""

from __future__ import annotations

import argparse
import json
import lzma
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from auditor.files.policies import load_knowledge
from auditor.gather.named_limits import limit_of
from auditor.licenses.aliases import resolve
from auditor.parse.card import read_card
from auditor.parse.places import folded

AIM = 0.95


def pairs(corpus: Path) -> dict[tuple[str, str], str]:
    """Every model with its `license_name`, and the link beside it."""
    found: dict[tuple[str, str], str] = {}
    for id_, front in (*cards(corpus), *bodies(corpus)):
        name, link = front.get("license_name"), front.get("license_link")
        if isinstance(name, str) and name.strip():
            found.setdefault((id_, name.strip()), link if isinstance(link, str) else "")
    return found


def cards(corpus: Path) -> Iterator[tuple[str, Any]]:
    """The front matter of each card, by the model's id."""
    for path in sorted((corpus / "cards").glob("*.md")):
        yield path.stem.replace("__", "/", 1), read_card(path.read_text(encoding="utf-8", errors="replace")).front


def bodies(corpus: Path) -> Iterator[tuple[str, Any]]:
    """The Hub's copy of each front matter, by the model's id."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((corpus / "api").rglob("*.json"))]
    for path in sorted((corpus / "tables").glob("api_models_detail_*.jsonl.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            texts += lines
    for text in texts:
        read = json.loads(text)
        for body in read if isinstance(read, list) else [read]:
            front = body.get("cardData") if isinstance(body, dict) else None
            if isinstance(front, dict):
                yield str(body.get("id") or body.get("modelId")), front


def main() -> int:
    """Print the tally and what is left."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpus", type=Path, required=True)
    knowledge = load_knowledge()
    catalog, vocabulary = knowledge.catalog, knowledge.vocabulary
    tally, left = Counter[str](), Counter[str]()
    for (id_, name), link in pairs(parser.parse_args().corpus).items():
        named, linked = resolve(name, catalog), resolve(link, catalog)
        how = "left"
        if named.licenses and not named.unknown:
            how = "resolved"
            if linked.licenses and linked.licenses != named.licenses:
                print(f"  {id_}: `{name}` is {', '.join(named.licenses)}, its link {', '.join(linked.licenses)}")
        elif limit_of(name, vocabulary):
            how = "read as a limit"
        elif vocabulary.fits("license-names/no-name", folded(name)):
            how = "no name"
        tally[how] += 1
        left[name] += how == "left"
    names = tally.total() - tally["no name"]
    share = (tally["resolved"] + tally["read as a limit"]) / max(1, names)
    print(f"{tally.total()} pairs: {dict(tally)}; {100 * share:.1f} % of the {names} names are resolved or read")
    print("left:", ", ".join(f"{name} {count}" for name, count in left.most_common() if count))
    return share < AIM


if __name__ == "__main__":
    sys.exit(main())
