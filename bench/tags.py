"""Measure names → license: `python bench/tags.py --corpus DIR`.

DIR holds, at any depth, `hf_tags.csv` (the Hub's license tags with the answer expected of each) and, if they are
there, `hubdocs_model_license_other.csv` and `hubdocs_model_no_license.csv` (names and links that Hub staff
suggested for models). A tag is wrong when its commercial use is not the expected one, or when a family that must
answer no or yes does not. A suggestion is wrong when its name and its link lead to different licenses, or when its
name leads to another license than it was suggested for. Exit code 1 if anything is wrong.
"""

import argparse
import csv
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).parent.parent))

from auditor.licenses.aliases import Resolved, resolve
from auditor.licenses.catalog import Catalog
from auditor.schema.license import CommercialUse, License

LICENSES = Path(__file__).parent.parent / "policies" / "licenses"
MARKERS = {"other", "unknown"}
NEVER = ("non-commercial", "research-only")
ALWAYS = {"permissive", "permissive-no-patent", "permissive-model", "attribution", "public-domain"}
TABLES = ("hubdocs_model_license_other.csv", "hubdocs_model_no_license.csv")
# What the staff's two names were given to: the second LLaMA, and the first.
EXPECTED = {"llama-2-community-license": "llama2", "llama-license": "llama1"}


def load() -> Catalog:
    """The catalog of this checkout."""
    files = sorted(LICENSES.glob("*.yaml"))
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return Catalog.of(License.model_validate(yaml.load(path.read_text("utf-8"), loader)) for path in files)


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of a table somewhere below the folder, or beside it; none if it is not there."""
    path = next((found for place in (folder, folder.parent) for found in sorted(place.rglob(name))), None)
    if path is None:
        return []
    with path.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def commercial_use(named: Resolved, catalog: Catalog) -> str:
    """What a caller would conclude: the strictest of the licenses named, unknown if there is none."""
    worst = catalog.most_restrictive(named.licenses)
    return str(worst.commercial_use if worst else CommercialUse.UNKNOWN)


def wrong_tags(table: list[dict[str, str]], catalog: Catalog) -> Iterator[str]:
    """Every tag that is not answered as it must be, with the reason; prints the tally by family."""
    answers: Counter[tuple[str, str]] = Counter()
    for row in table:
        tag, family, expected = row["tag"], row["family"], row["commercial_use"]
        named = resolve(tag, catalog)
        answer = commercial_use(named, catalog)
        answers[family, answer] += 1
        if not named.licenses and tag not in MARKERS:
            yield f"{tag}: not resolved"
        elif answer != expected:
            yield f"{tag}: answered {answer}, expected {expected}"
        elif (family.startswith(NEVER) and answer != "no") or (family in ALWAYS and answer != "yes"):
            yield f"{tag}: {family} answered {answer}"
    width = max((len(family) for family, _ in answers), default=0)
    for (family, answer), count in sorted(answers.items()):
        print(f"  {family:{width}}  {answer:11} {count:3}")


def wrong_suggestions(table: list[dict[str, str]], catalog: Catalog) -> Iterator[str]:
    """Every suggested name that leads astray; prints the share that resolved."""
    suggested = [row for row in table if row["suggested_license_name"]]
    by_name = [resolve(row["suggested_license_name"], catalog) for row in suggested]
    by_link = [resolve(row["suggested_license_link"], catalog) for row in suggested]
    print(
        f"  {len(table)} models, {len(suggested)} with a suggestion: name resolved {_share(by_name)}, "
        f"link resolved {_share(by_link)}"
    )
    for row, name, link in zip(suggested, by_name, by_link, strict=True):
        model = re.sub(r"\[([^]]*)\].*", r"\1", row["model_id"])
        expected = EXPECTED.get(row["suggested_license_name"])
        if name.licenses and expected and name.licenses != (expected,):
            yield f"{model}: {row['suggested_license_name']} answered {name.licenses}, expected {expected}"
        if name.licenses and link.licenses and name.licenses != link.licenses:
            yield f"{model}: the name leads to {name.licenses}, the link to {link.licenses}"


def _share(answers: list[Resolved]) -> str:
    found = sum(bool(answer.licenses) for answer in answers)
    return f"{found}/{len(answers)} ({100 * found / max(1, len(answers)):.1f} %)"


def main() -> int:
    """Print the tables; 1 if an answer is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, required=True, help="folder with hf_tags.csv and the tables")
    folder = parser.parse_args().corpus
    start = time.perf_counter()
    catalog = load()
    print(f"catalog: {len(catalog.licenses)} licenses, read in {time.perf_counter() - start:.2f} s")
    table = rows(folder, "hf_tags.csv")
    if not table:
        parser.error(f"no hf_tags.csv below {folder}")
    never = [row for row in table if row["family"].startswith(NEVER)]
    refused = sum(commercial_use(resolve(row["tag"], catalog), catalog) == "no" for row in never)
    print(f"tags: {len(table)}; non-commercial and research-only answered no: {refused}/{len(never)}")
    wrong = list(wrong_tags(table, catalog))
    for name in TABLES:
        print(name)
        wrong += wrong_suggestions(rows(folder, name), catalog)
    print(f"wrong: {len(wrong)}", *wrong, sep="\n  ")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
