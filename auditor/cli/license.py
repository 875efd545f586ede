"""auditor license: what licenses say, and which license a text is."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.cli.printing import deliver, say
from auditor.report.plain import json_text
from auditor.schema.license import Family

if TYPE_CHECKING:
    from auditor.licenses.knowledge import Knowledge
    from auditor.schema.license import License


_POLICY = click.option("--policy", help="Also the licenses that the company of this policy adds, by name or file.")


@click.group("license")
def command() -> None:
    """What licenses grant, ask and forbid; and which license a text is."""


@command.command("show")
@click.argument("name", metavar="ID")
@_POLICY
@click.option("--readings", is_flag=True, help="As YAML for a policy that pins readings, with how each was read.")
def show(name: str, policy: str | None, readings: bool) -> None:
    """Show a license by its id, Hub tag, spelling or address: every fact with its clause and how it was read."""
    from auditor.licenses.describe import describe
    from auditor.licenses.readings import readings as as_yaml
    from auditor.standards import now

    for item in _named(name, policy):
        say(as_yaml(item, now().date()) if readings else describe(item), end=False)


@command.command("list")
@click.option("--family", type=click.Choice([family.value for family in Family]), help="Only those of this family.")
@_POLICY
def list_(family: str | None, policy: str | None) -> None:
    """List the licenses of the catalog: id, family, commercial use, title."""
    from auditor.standards import knowledge_under

    for item in knowledge_under(policy).catalog.licenses:
        if family is None or item.family.value == family:
            say(f"{item.id:<36} {item.family.value:<24} {item.commercial_use.value:<12} {item.title}")


@command.command("identify")
@click.argument("files", nargs=-1, required=True, type=click.Path(), metavar="FILE...|-")
@click.option("--format", "form", type=click.Choice(["console", "json"]), default="console", show_default=True)
@_POLICY
def identify(files: tuple[str, ...], form: str, policy: str | None) -> None:
    """Say which license each text is, how much of it, and what stands beside it. `-` reads standard input."""
    from auditor.standards import knowledge_under

    knowledge = knowledge_under(policy)
    rows = [_identified(name, _read(name), knowledge) for name in files]
    if form == "json":
        deliver(json_text(json.dumps(rows, indent=1, ensure_ascii=False)), end=True)
        return
    for row in rows:
        say(_line(row))
        for found in row["licenses"]:
            for difference in found["differences"]:
                here = f"“{_inert(difference['text'])}”" if difference["text"] else "nothing"
                there = f"“{difference['ours']}”" if difference["ours"] else "nothing"
                say(f"    line {difference['first_line']}: here {here}, in {found['license']} {there}")
        for passage in row["uncovered"]:
            words = f" ({', '.join(passage['restrictive_words'])})" if passage["restrictive_words"] else ""
            say(
                f"    lines {passage['first_line']}–{passage['last_line']}, not the license's: "
                f"{_inert(passage['text'])}{words}"
            )
        for said in row["clauses"]:
            words = _inert(said["words"], 160)
            say(f"    line {said['line']}, read by machine: {said['kind']} {said['about']}: “{words}”")


@command.command("compare")
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@_POLICY
def compare(first: str, second: str, policy: str | None) -> None:
    """Show two licenses side by side, fact by fact."""
    from auditor.licenses.describe import compare as side_by_side

    say(side_by_side(_named(first, policy)[0], _named(second, policy)[0]), end=False)


@command.command("add")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--id", "license_id", required=True, metavar="ID", help="What it is to be called, such as heron-eula.")
@click.option("--policy", required=True, metavar="POLICY.yaml", help="The policy file beside which it is to stand.")
@click.option("--title", default="", help="The title of the text; it counts as a name.  [default: ID]")
@click.option("--again", is_flag=True, help="Make the fingerprint of a license that stands there anew; no other file.")
def add(file: Path, license_id: str, policy: str, title: str, again: bool) -> None:
    """Put a license of your company's, whose text is FILE, beside its policy: a skeleton for counsel to fill in, and
    the fingerprint of the text. FILE may be plain text, Markdown, HTML, PDF or a Word document.
    """
    from auditor.files.license_add import NewLicense, add_license, make_again
    from auditor.files.policies import load_findings, load_knowledge, load_rubric
    from auditor.standards import policy_words

    request = NewLicense(file, license_id, policy, title)
    if again:
        say(f"wrote {make_again(request)}")
        return
    knowledge = load_knowledge()
    added = add_license(request, knowledge, policy_words(knowledge, load_rubric(), load_findings()))
    for path in added.written:
        say(f"wrote {path}")
    if added.line:
        say(f"add to {policy}: {added.line}")
    say(f"fill in {added.written[0]} beside the text; until then every model under {license_id} is to review")


@command.command("check")
@click.argument("folder", required=False, type=click.Path(path_type=Path, file_okay=False, exists=True))
def check(folder: Path | None) -> None:
    """Validate every license file: of the installed catalog, or of another policies/ FOLDER."""
    from auditor.files.policies import load_knowledge
    from auditor.files.wording import load_words
    from auditor.licenses.wording import SOURCE

    if folder is None or (folder / SOURCE).is_file():
        load_words(folder)
    knowledge = load_knowledge(folder)
    say(f"{len(knowledge.catalog.licenses)} licenses, nothing wrong (knowledge {knowledge.sha256[:12]})")


def _named(name: str, policy: str | None) -> list[License]:
    """The licenses that a name stands for. Raises UsageError, with near ids, for one that is not known."""
    from difflib import get_close_matches

    from auditor.errors import UsageError
    from auditor.licenses.aliases import resolve
    from auditor.standards import knowledge_under

    catalog = knowledge_under(policy).catalog
    known = [found for license_id in resolve(name, catalog).licenses if (found := catalog.get(license_id))]
    if not known:
        near = get_close_matches(name, catalog.ids, n=3)
        hint = f"did you mean {', '.join(near)}?" if near else "`auditor license list` shows all of them"
        raise UsageError(f"no license here is called {name!r}", hint=hint)
    return known


def _read(name: str) -> bytes:
    from auditor.errors import AuditorError

    if name == "-":
        return sys.stdin.buffer.read(20_000_000)
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise AuditorError(f"{name}: cannot be read ({error.strerror})") from error


def _identified(name: str, content: bytes, knowledge: Knowledge) -> dict[str, Any]:
    """One file's row. What stands beside a license and may be a term makes it no longer `exact`, as in an audit."""
    from auditor.licenses.furniture import as_audited
    from auditor.licenses.identify import identify as which
    from auditor.licenses.written import written

    said = written(name, content)
    found = which(said.text, knowledge.index)
    if said.why:
        found = replace(found, reason=said.why)
    found = as_audited(found, said.text.split("\n"), knowledge.catalog)
    return _row(name, found, knowledge.catalog) | {"clauses": _clauses(said.text, found, knowledge.vocabulary)}


def _row(name: str, found: Any, catalog: Any) -> dict[str, Any]:
    """What `--format json` gives for one file; `license` is the first that was found, as the catalog calls it."""
    first = found.licenses[0] if found.licenses else None
    return {
        "file": name,
        "license": _known_as(first.id, catalog) if first else None,
        "answer": found.answer,
        "coverage": round(first.coverage, 4) if first else None,
        "siblings": list(first.siblings) if first else [],
        "uncovered": [
            {
                "first_line": passage.first_line,
                "last_line": passage.last_line,
                "text": passage.text,
                "words": passage.words,
                "restrictive_words": list(passage.restrictive_words),
            }
            for passage in found.uncovered
        ],
        "licenses": [
            {
                "license": _known_as(match.id, catalog),
                "kind": match.kind,
                "answer": match.answer,
                "coverage": round(match.coverage, 4),
                "siblings": list(match.siblings),
                "first_line": match.first_line,
                "last_line": match.last_line,
                "differences": [asdict(difference) for difference in match.differences],
            }
            for match in found.licenses
        ],
        "pointer": asdict(found.pointer) if found.pointer else None,
        "reason": found.reason,
    }


def _clauses(text: str, found: Any, vocabulary: Any) -> list[dict[str, Any]]:
    """What a text says that is no license we know, read by machine."""
    from auditor.gather.bounds import readable
    from auditor.gather.reading.clauses import MAX_CLAUSES, MOST_READ, said_in
    from auditor.prose.text import read_plain

    if any(match.answer != "similar" for match in found.licenses):
        return []
    said = islice(said_in(read_plain(readable(text)[:MOST_READ], vocabulary)), MAX_CLAUSES)
    return [asdict(item) for item in said]


def _known_as(license_id: str, catalog: Any) -> str:
    known = catalog.get(license_id)
    return str(known.id) if known else license_id


def _line(row: dict[str, Any]) -> str:
    if not row["licenses"]:
        pointer = row["pointer"]
        named = [pointer["url"] or pointer["name"], *pointer["also"]] if pointer else []
        more = f"it points to {' and to '.join(map(_inert, named))}" if named else row["reason"]
        return f"{_inert(row['file'])}: {row['answer']}: {more}"
    parts = [
        f"{item['license']} ({item['answer']}, {int(100 * item['coverage'])}%, "
        f"lines {item['first_line']}–{item['last_line']})"
        for item in row["licenses"]
    ]
    return f"{_inert(row['file'])}: {' + '.join(parts)}"


def _inert(text: str, limit: int = 400) -> str:
    from auditor.report.plain import inert

    return inert(text, limit)
