"""What a word of ours means, from the rows, probes and catalog that define it."""

from __future__ import annotations

import inspect
import re
from difflib import get_close_matches
from textwrap import TextWrapper

from auditor.errors import EXIT_CODES, UsageError
from auditor.evaluate.probes import PROBES
from auditor.licenses.aliases import resolve
from auditor.licenses.catalog import Catalog
from auditor.licenses.describe import describe
from auditor.policies import load_examples, load_findings, load_knowledge, load_rubric, load_systems
from auditor.schema.decision import FindingKind
from auditor.schema.example import Example
from auditor.schema.rubric import Criterion, Rubric

EXITS = "exit-codes"


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
    rubric, findings = load_rubric(), load_findings()
    asked = name.rpartition("/")[2]
    for criterion in rubric.criteria:
        if asked.lower() in (criterion.id.lower(), criterion.name):
            return _criterion(criterion, rubric)
    if asked in findings:
        return _finding(findings[asked])
    catalog = load_knowledge().catalog
    named = resolve(name, catalog)
    known = [found for license_id in named.licenses if (found := catalog.get(license_id))]
    known = (
        known or [system.terms for called, system in load_systems().items() if name in (called, system.terms.id)][:1]
    )
    if known:
        return "\n".join(describe(item) for item in known)
    raise _not_found(name, rubric, findings, catalog)


def _exits(name: str) -> str:
    asked = {int(name)} if name.isdecimal() else set(EXIT_CODES)
    lines = [f"{code:>3}  {meaning}" for code, meaning in EXIT_CODES.items() if code in asked]
    if not lines:
        known = ", ".join(str(code) for code in EXIT_CODES)
        raise UsageError(f"{name} is no exit code of auditor", hint=f"they are {known}")
    return "\n".join(lines) + "\n"


def _criterion(criterion: Criterion, rubric: Rubric) -> str:
    required = [item for item in rubric.osaid.requires if item.criterion == criterion.id]
    answers = ", ".join(answer.value for answer in required[0].answers) if required else ""
    rungs = [r.name for r in rubric.tier.rungs if any(item.criterion == criterion.id for item in r.requires)]
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
    names = {word.lower(): word for word in (*words, *findings, *(item.id for item in catalog.licenses), EXITS)}
    near = [names[word] for word in get_close_matches(name.lower(), names, n=3)]
    hint = f"did you mean {', '.join(near)}?" if near else "a criterion, finding, license or `exit-codes`"
    return UsageError(f"nothing here is called {name!r}", hint=hint)
