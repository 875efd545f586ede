"""What a run leaves where its reports were to be when it ends without an audit: that it failed, and why.

A report that is missing, or an old one that still lies there, looks like nothing found. In SARIF 2.1.0 it is an
invocation that was not successful (§3.20.14), in JUnit a test case with an error; other formats say it in their words.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable
from xml.sax.saxutils import quoteattr

from auditor import __version__
from auditor.report.escape import command_property, command_value, markdown
from auditor.report.plain import inert, json_text
from auditor.report.sarif import SCHEMA
from auditor.schema.base import Value

FORMAT = "auditor/failure-1"
_LONGEST = 2_000


class Failure(Value):
    """Why there is no audit. `code` is the exit code of the run."""

    message: str
    hint: str = ""
    code: int


def render(failure: Failure, form: str) -> str | None:
    """The failure in a format of reports; None for one that has no words for it."""
    write = _WRITERS.get(form)
    return write(failure) if write else None


def annotation(failure: Failure) -> str:
    """A workflow command of GitHub Actions: without it a failed step shows nothing but its exit code."""
    return f"::error title={command_property('Auditor made no audit')}::{command_value(_told(failure))}\n"


def _told(failure: Failure) -> str:
    told = inert(failure.message, _LONGEST)
    return f"{told} {inert(failure.hint, _LONGEST)}".strip()


def _json(failure: Failure) -> str:
    told = {"format": FORMAT, "tool": {"name": "auditor", "version": __version__}, **failure.plain()}
    return json_text(json.dumps(told, indent=1, ensure_ascii=False)) + "\n"


def _sarif(failure: Failure) -> str:
    invocation = {
        "executionSuccessful": False,
        "exitCode": failure.code,
        "toolExecutionNotifications": [{"level": "error", "message": {"text": _told(failure)}}],
    }
    driver = {"name": "auditor", "version": __version__}
    run = {"tool": {"driver": driver}, "invocations": [invocation], "results": []}
    return json_text(json.dumps({"version": "2.1.0", "$schema": SCHEMA, "runs": [run]}, indent=1)) + "\n"


def _junit(failure: Failure) -> str:
    told = quoteattr(_told(failure))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<testsuites name="auditor" tests="1" errors="1">\n'
        '<testsuite name="auditor" tests="1" errors="1" failures="0">\n<testcase classname="auditor" name="audit">'
        f"<error message={told}/></testcase>\n</testsuite>\n</testsuites>\n"
    )


def _markdown(failure: Failure) -> str:
    return f"**Auditor made no audit** (exit code {failure.code}). {markdown(_told(failure), _LONGEST)}\n"


def _html(failure: Failure) -> str:
    told = html.escape(_told(failure))
    return (
        '<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>No audit</title>\n'
        f"<h1>Auditor made no audit</h1>\n<p>Exit code {failure.code}. {told}</p>\n</html>\n"
    )


def _gitlab(failure: Failure) -> str:
    told = {"description": f"Auditor made no audit. {_told(failure)}", "check_name": "no-audit", "severity": "blocker"}
    at = {"fingerprint": "auditor-no-audit", "location": {"path": "models.yaml", "lines": {"begin": 1}}}
    return json_text(json.dumps([told | at], indent=1)) + "\n"


_WRITERS: dict[str, Callable[[Failure], str]] = {
    "json": _json,
    "sarif": _sarif,
    "junit": _junit,
    "markdown": _markdown,
    "markdown-full": _markdown,
    "html": _html,
    "gitlab": _gitlab,
    "github": annotation,
}
