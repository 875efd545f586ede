"""Code in JavaScript, TypeScript, Go, Java, Kotlin, C#, Ruby and Rust: calls of libraries that name a model.

Which calls those are is data (policies/discovery/). A file is parsed only where its text holds a word of that table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from auditor.discover.by_words import besides, may_set
from auditor.discover.forms import triggers
from auditor.schema.discovery import Found

# The languages, and the endings of their files. In Vue and Svelte the script is parsed.
ENDINGS: dict[str, tuple[str, ...]] = {
    "javascript": ("js", "mjs", "cjs", "jsx"),
    "typescript": ("ts", "mts", "cts", "vue", "svelte", "astro"),
    "tsx": ("tsx",),
    "go": ("go",),
    "java": ("java",),
    "kotlin": ("kt", "kts"),
    "csharp": ("cs", "csx"),
    "ruby": ("rb", "rake", "ru"),
    "rust": ("rs",),
}
_PAGES = (".vue", ".svelte", ".astro")
_SCRIPT = re.compile(r"(?:<script\b[^>]{0,200}>|\A---\n)(.*?)(?:</script>|\n---\n)", re.DOTALL)
ECMA = frozenset(("javascript", "typescript", "tsx"))
_ROWS = {"typescript": "javascript", "tsx": "javascript", "kotlin": "java"}
KINDS = {
    "javascript": "js_call", "go": "go_call", "java": "java_call", "csharp": "csharp_call", "ruby": "ruby_call",
    "rust": "rust_call",
}  # fmt: skip


def discover(language: str, file: str, text: str, known: Sequence[Found] = ()) -> Iterator[Found]:
    """The references of a source besides those that are known. Raises TooMuch for one that is given up."""
    rows = _ROWS.get(language, language)
    sets = may_set(text)
    if not sets and not triggers(rows, text):
        return
    if file.endswith(_PAGES):
        text = script(text)
    from auditor.discover.code import settings
    from auditor.discover.code.reading import SourceReader

    source = SourceReader(language, file, text, KINDS[rows])
    calls = list(source.found())
    yield from calls
    if sets:
        yield from besides([*known, *calls], settings.found(file, text, source.source, source.values))


def script(page: str) -> str:
    """The scripts of a page, on the lines where they stand."""
    parts, at = [], 0
    for match in _SCRIPT.finditer(page):
        parts += ["\n" * page.count("\n", at, match.start(1)), match[1]]
        at = match.end(1)
    return "".join(parts)
