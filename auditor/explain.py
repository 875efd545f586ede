"""What a word of ours means, from the rows, probes and catalog that define it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Sequence
from difflib import get_close_matches
from textwrap import TextWrapper

from auditor.decide.asking import OPTIONS
from auditor.errors import UsageError
from auditor.evaluate.describe import describe_framework, frameworks_of
from auditor.evaluate.probes import PROBES
from auditor.files.describe import READING, WORDS, describe_license_words, describe_phrases
from auditor.files.describe_forms import DISCOVERY, describe_forms
from auditor.files.facts import BLOCKS, describe_facts, load_facts
from auditor.files.families import load_families
from auditor.files.policies import load_examples, load_findings, load_knowledge, load_rubric, load_rules
from auditor.files.promises import NAME as PROMISES
from auditor.files.promises import describe_promises
from auditor.files.reading import load_tables
from auditor.files.systems import load_systems
from auditor.licenses.aliases import resolve
from auditor.licenses.catalog import Catalog
from auditor.licenses.describe import describe
from auditor.licenses.pinned import pinned
from auditor.licenses.readings import explain_row
from auditor.names.describe import describe as describe_family
from auditor.names.describe_systems import describe_systems, terms_called
from auditor.schema.decision import FindingKind, ReportWord
from auditor.schema.example import Example
from auditor.schema.exit_codes import MEANINGS
from auditor.schema.license import License
from auditor.schema.phrases import PhraseAddition
from auditor.schema.pin import Pin
from auditor.schema.rubric import (
    Criterion,
    Rubric,
)
from auditor.standards import now

EXITS = "exit-codes"
_DIGITS = 9  # no exit code has more
FAMILY = "family/"
LICENSES = "licenses/"
TROUBLE = "issue"

WIDTH = 80
# The first column of a line, with the space behind it: what is wrapped goes on below the second one.
_COLUMN = re.compile(r"\s*\S.*?\s{2,}(?=\S)|\s*")


def explain(
    name: str,
    additions: Sequence[PhraseAddition] = (),
    own: Sequence[License] = (),
    pins: Sequence[Pin] = (),
) -> str:
    """The explanation as text of 80 columns.

    `additions` are rows that a policy adds to our tables of phrases, `own` the licenses of its company, `pins` the
    readings that it pins. Raises UsageError, naming near words, where nothing has that name.
    """
    return "".join(f"{_fitted(line)}\n" for line in _explained(name, additions, own, pins).splitlines())


def _fitted(line: str) -> str:
    if len(line) <= WIDTH:
        return line
    first = _COLUMN.match(line)
    indent = " " * (len(first.group()) if first and len(first.group()) < WIDTH // 2 else 4)
    wrap = TextWrapper(WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    return "\n".join(wrap.wrap(line))


def _explained(name: str, additions: Sequence[PhraseAddition], own: Sequence[License], pins: Sequence[Pin]) -> str:
    if name == EXITS or (name.isdecimal() and len(name) <= _DIGITS):
        return _exits(name)
    if told := _of_report(name.lower()) or _of_table(name, additions):
        return told
    rubric, findings = load_rubric(), load_findings()
    in_catalog = name.startswith(LICENSES)  # as reports name the row of a fact
    asked = "" if in_catalog else name.rpartition("/")[2]
    for criterion in rubric.criteria:
        if asked.lower() in (criterion.id.lower(), criterion.name):
            return _criterion(criterion, rubric)
    if asked in findings:
        return _finding(findings[asked])
    if framework := frameworks_of(rubric).get(name.lower().replace("_", "-")):
        return describe_framework(framework)
    catalog = load_knowledge().catalog
    catalog = Catalog.of((*catalog.licenses, *own)) if own else catalog
    called, _, row = name[len(LICENSES) :].partition("/") if in_catalog else (name, "", "")
    read = pinned(catalog, pins).catalog
    known = [found for license_id in resolve(called, catalog).licenses if (found := read.get(license_id))]
    if known and row:
        return "\n".join(explain_row(item.id, row, catalog, read, now().date()) for item in known)
    if known := known or terms_called(load_systems(), called):
        return "\n".join(describe(item) for item in known)
    if any(table.table == name.lower() for table in load_tables()):
        return describe_phrases(f"{READING}/{name.lower()}", additions)  # after criteria, of which one has such a name
    raise _not_found(name, rubric, findings, catalog)


def _of_table(name: str, additions: Sequence[PhraseAddition]) -> str | None:
    """What a name says that begins with a table's; None for any other."""
    lower = name.lower()
    table = lower.partition("/")[0]
    if table == READING:
        return describe_phrases(lower, additions)
    if table == WORDS:
        return describe_license_words(lower)
    if table == PROMISES:
        return describe_promises(lower)
    if table == DISCOVERY:
        return describe_forms(lower)
    if told := describe_systems(load_systems(), lower):
        return told
    if lower.startswith(FAMILY):
        return _family(name)
    phrases = any(known.table == table for known in load_tables())
    if table in BLOCKS and (lower in load_facts() or not phrases):  # a table of phrases has the name of a block
        return describe_facts(lower, load_knowledge().catalog.licenses, OPTIONS)
    if "/" in name and phrases:
        return describe_phrases(f"{READING}/{lower}", additions)  # as reports name a row: `limits/non-commercial`
    return None


def _of_report(name: str) -> str | None:
    """What a rule, a decision or a kind of unread words means; every kind of trouble is one rule."""
    rules = load_rules()
    word = rules.get(name) or rules.get(name.partition("/")[0])
    return _word(word) if word and (word.id == name or word.id == TROUBLE) else None


def _word(word: ReportWord) -> str:
    return f"{word.id}\n  {word.title}\n\n  {word.explains}\n\n  how to settle  {word.how_to_settle}\n"


def _family(name: str) -> str:
    table = load_families()
    asked = name[len(FAMILY) :].lower()
    found = next((family for family in table.families if asked in (family.id, family.title.lower())), None)
    if found is None:
        near = [FAMILY + item for item in get_close_matches(asked, [family.id for family in table.families], n=3)]
        hint = f"did you mean {', '.join(near)}?" if near else "policies/families.yaml lists all of them"
        raise UsageError(f"no family here is called {asked!r}", hint=hint)
    return "\n".join(describe_family(found, table)) + "\n"


def _exits(name: str) -> str:
    asked = {int(name)} if name.isdecimal() else set(MEANINGS)
    lines = [f"{code:>3}  {meaning}" for code, meaning in MEANINGS.items() if code in asked]
    if not lines:
        known = ", ".join(str(int(code)) for code in MEANINGS)
        raise UsageError(f"{name} is no exit code of auditor", hint=f"they are {known}")
    return "\n".join(lines) + "\n"


def _criterion(criterion: Criterion, rubric: Rubric) -> str:
    required = [item for item in rubric.osaid.requires if item.criterion == criterion.id]
    answers = ", ".join(answer.value for answer in required[0].answers) if required else ""
    rungs = [r.name for r in rubric.tier.rungs if any(item.criterion == criterion.id for item in r.asked)]
    lines = [
        f"{criterion.id} {criterion.name}",
        f"  asks      {criterion.asks}",
        f"  clause    {criterion.clause}",
        f"  OSAID     {'requires ' + answers if required else 'does not require it'}",
        f"  tiers     {', '.join(rungs) or 'none rests on it'}",
        f"  probe     {criterion.probe}",
        "",
        *_paragraphs(PROBES[criterion.probe].__doc__ or ""),
        "",
        "  for example",
        *(line for example in load_examples() if example.criterion == criterion.id for line in _example(example)),
    ]
    return "\n".join(lines) + "\n"


def _paragraphs(doc: str) -> list[str]:
    """A docstring, a line a paragraph."""
    return "\n\n".join(f"  {' '.join(part.split())}" for part in inspect.cleandoc(doc).split("\n\n")).splitlines()


def _example(example: Example) -> list[str]:
    first, *more = example.shows
    return [f"    {example.answer.value:<15} {first}", *(f"    {'':<15} {line}" for line in more)]


def _finding(finding: FindingKind) -> str:
    return (
        f"{finding.id} ({finding.level.value})\n  {finding.title}\n\n  {finding.explains}\n\n"
        f"  how to fix  {finding.how_to_fix}\n"
    )


def _not_found(name: str, rubric: Rubric, findings: dict[str, FindingKind], catalog: Catalog) -> UsageError:
    words = [word for item in rubric.criteria for word in (item.id, item.name)]
    words += [*findings, *load_rules(), *frameworks_of(rubric), *(item.id for item in catalog.licenses)]
    words += [EXITS, WORDS, PROMISES]
    names = {word.lower(): word for word in words}
    names |= {table.table: f"{READING}/{table.table}" for table in load_tables() if table.table not in names}
    near = [names[word] for word in get_close_matches(name.lower(), names, n=3)]
    known = "a criterion, framework, finding, rule, license, `family/…`, `licenses/…`, `obligations/…`, `use/…`, "
    known += "`reading/…`, `license-words` or "
    known += f"`{EXITS}`"
    hint = f"did you mean {', '.join(near)}?" if near else known
    return UsageError(f"nothing here is called {name!r}", hint=hint)
