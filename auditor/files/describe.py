"""Tables of phrases and words as counsel reads them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from auditor.errors import UsageError
from auditor.files.reading import load_tables
from auditor.files.wording import load_words
from auditor.schema.phrases import PhraseAddition, PhraseRow, PhraseTable
from auditor.schema.wording import WordRow

READING = "reading"
WORDS = "license-words"


def describe_phrases(name: str, additions: Sequence[PhraseAddition]) -> str:
    """All tables of phrases, one of them, or one row of one: `reading`, `reading/limits`, `reading/limits/row`.

    Raises UsageError, naming near words, where there is no such table or row.
    """
    tables = {table.table: _with_added(table, additions) for table in load_tables()}
    _, _, rest = name.partition("/")
    wanted, _, row_id = rest.partition("/")
    if not wanted:
        width = max(map(len, tables))
        return "".join(f"  {READING}/{key:<{width}}  {table.title}\n" for key, table in tables.items())
    table = tables.get(wanted)
    if table is None:
        raise _no_phrases(name, [f"{READING}/{key}" for key in tables], f"`auditor explain {READING}` lists the tables")
    rows = [row for row in table.rows if row_id in ("", row.id, *row.was)]
    if row_id and not rows:
        known = [f"{READING}/{wanted}/{row.id}" for row in table.rows]
        raise _no_phrases(
            name, known, f"`auditor explain {READING}/{wanted}` lists its rows; --policy FILE adds a policy's"
        )
    lists = [
        f"    {{{key}}} {language}  {' | '.join(words)}"
        for key, by_language in ({} if row_id else table.lists).items()
        for language, words in by_language.items()
    ]
    head = [f"{READING}/{table.table} {table.title}", f"  {' '.join(table.about.split())}", ""]
    return "\n".join([*head, *lists, *(line for row in rows for line in _phrases(row))]) + "\n"


def describe_license_words(name: str) -> str:
    """The words by which license texts are read, or one row of them: `license-words`, `license-words/restricts`.

    Raises UsageError, naming near words, where there is no such row.
    """
    held = load_words()
    rows = [row for row in held if name in (WORDS, f"{WORDS}/{row.id}")]
    if not rows:
        raise _no_phrases(name, [f"{WORDS}/{row.id}" for row in held], f"`auditor explain {WORDS}` lists the rows")
    return "\n".join(line for row in rows for line in _words(row)) + "\n"


def _words(row: WordRow) -> list[str]:
    """A row as counsel reads it."""
    return [
        f"{WORDS}/{row.id}",
        f"  why     {' '.join(row.why.split())}",
        *(f"  {language:<7} {' | '.join(words)}" for language, words in row.words.items()),
        *(f"  fits    {example}" for example in row.fits),
        *(f"  misses  {example}" for example in row.misses),
        "",
    ]


def _with_added(table: PhraseTable, additions: Iterable[PhraseAddition]) -> PhraseTable:
    """The table as it is read under a policy: the policy's rows go first."""
    added = (row for addition in additions if addition.table == table.table for row in addition.rows)
    return table.model_copy(update={"rows": (*added, *table.rows)})


def _no_phrases(name: str, known: list[str], otherwise: str) -> UsageError:
    near = get_close_matches(name, known, n=3)
    hint = f"did you mean {', '.join(near)}? {otherwise}" if near else otherwise
    return UsageError(f"there is no {name!r} among the phrases", hint=hint)


def _phrases(row: PhraseRow) -> list[str]:
    """A row as counsel reads it."""
    return [
        f"  {row.id}" + (f" (says {row.says})" if row.says else ""),
        *([f"    note    {' '.join(row.note.split())}"] if row.note else []),
        *(f"    {language:<7} {phrase}" for language, phrases in row.phrases.items() for phrase in phrases),
        *(f"    name    {name}" for name in row.names),
        *(f"    regex   {item.pattern}  ({item.why})" for item in row.expressions),
        *(f"    fits    {example}" for example in row.fits),
        *(f"    misses  {example}" for example in row.misses),
        "",
    ]
