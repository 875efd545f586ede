"""What a word of ours means, from the rows, probes and catalog that define it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable
from difflib import get_close_matches
from textwrap import TextWrapper

from auditor.errors import UsageError
from auditor.evaluate.probes import PROBES
from auditor.files.families import load_families
from auditor.files.policies import load_examples, load_findings, load_knowledge, load_rubric, load_systems
from auditor.files.reading import load_tables
from auditor.licenses.aliases import resolve
from auditor.licenses.catalog import Catalog
from auditor.licenses.describe import describe
from auditor.names.describe import describe as describe_family
from auditor.schema.decision import FindingKind
from auditor.schema.example import Example
from auditor.schema.exit_codes import MEANINGS
from auditor.schema.phrases import PhraseRow
from auditor.schema.rubric import Conjunction, Criterion, Ladder, LicenseLimb, Likelihood, Requirement, Rubric, Table
from auditor.schema.verdict import OsaidOutcome

EXITS = "exit-codes"
READING = "reading"
FAMILY = "family/"

Framework = Conjunction | Ladder | LicenseLimb | Table
WIDTH = 80
# The first column of a line, with the space behind it: what is wrapped goes on below the second one.
_COLUMN = re.compile(r"\s*\S.*?\s{2,}(?=\S)|\s*")


def explain(name: str) -> str:
    """The explanation as text of 80 columns. Raises UsageError, naming near words, where nothing has that name."""
    return "".join(f"{_fitted(line)}\n" for line in _explained(name).splitlines())


def _fitted(line: str) -> str:
    if len(line) <= WIDTH:
        return line
    first = _COLUMN.match(line)
    indent = " " * (len(first.group()) if first and len(first.group()) < WIDTH // 2 else 4)
    wrap = TextWrapper(WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    return "\n".join(wrap.wrap(line))


def _explained(name: str) -> str:
    if name == EXITS or name.isdecimal():
        return _exits(name)
    if name == READING or name.startswith(f"{READING}/"):
        return _reading(name)
    if "/" in name and any(table.table == name.partition("/")[0] for table in load_tables()):
        return _reading(f"{READING}/{name}")  # as reports name a row: `limits/non-commercial`
    if name.lower().startswith(FAMILY):
        return _family(name)
    rubric, findings = load_rubric(), load_findings()
    asked = name.rpartition("/")[2]
    for criterion in rubric.criteria:
        if asked.lower() in (criterion.id.lower(), criterion.name):
            return _criterion(criterion, rubric)
    if asked in findings:
        return _finding(findings[asked])
    if framework := _frameworks(rubric).get(name.lower().replace("_", "-")):
        return _framework(framework)
    catalog = load_knowledge().catalog
    named = resolve(name, catalog)
    known = [found for license_id in named.licenses if (found := catalog.get(license_id))]
    known = (
        known or [system.terms for called, system in load_systems().items() if name in (called, system.terms.id)][:1]
    )
    if known:
        return "\n".join(describe(item) for item in known)
    raise _not_found(name, rubric, findings, catalog)


def _family(name: str) -> str:
    table = load_families()
    asked = name[len(FAMILY) :].lower()
    found = next((family for family in table.families if asked in (family.id, family.title.lower())), None)
    if found is None:
        near = [FAMILY + item for item in get_close_matches(asked, [family.id for family in table.families], n=3)]
        known = "a criterion, framework, finding, license, `family/…`, `reading/…` or `exit-codes`"
    hint = f"did you mean {', '.join(near)}?" if near else known
    return UsageError(f"nothing here is called {name!r}", hint=hint)
