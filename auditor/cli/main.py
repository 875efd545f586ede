"""The command `auditor`. Subcommands are imported when they are called, so that --help is quick."""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import sys
from typing import Any

import click

from auditor import __version__
from auditor.cli.printing import abandon, complain, prepare
from auditor.errors import AuditorError
from auditor.schema.exit_codes import MEANINGS, ExitCode

# Written by hand, in the order in which help shows them: name → (module, one line).
COMMANDS: dict[str, tuple[str, str]] = {
    "audit": ("auditor.cli.audit", "Judge models against a policy, before adoption."),
    "check": ("auditor.cli.check", "Audit every model that a repository depends on."),
    "discover": ("auditor.cli.discover", "Find every model that a repository refers to."),
    "init": ("auditor.cli.init", "Write a manifest from what a repository refers to."),
    "lock": ("auditor.cli.lock", "Lock the commits and licenses of what a repository depends on."),
    "diff": ("auditor.cli.diff", "Say what is different between two audits or two locks."),
    "fetch": ("auditor.cli.fetch", "Collect the evidence on models into a bundle that can be audited later."),
    "report": ("auditor.cli.report", "Render a saved audit."),
    "lineage": ("auditor.cli.lineage", "Show what a model comes from, and which terms flow down to it."),
    "notice": ("auditor.cli.notice", "Write the attribution file that the licenses ask for."),
    "explain": ("auditor.cli.explain", "Say what a criterion, finding, license or exit code means."),
    "license": ("auditor.cli.license", "What licenses grant, ask and forbid; which license a text is."),
    "policy": ("auditor.cli.policy", "Check a policy file, or show a ready one."),
}


class _Lazy(click.Group):
    """A group that imports a subcommand's module only when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])
        with formatter.section("Exit codes"):
            formatter.write_dl([(str(int(code)), meaning) for code, meaning in MEANINGS.items()])


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="auditor")
def cli() -> None:
    """What an AI model's license lets you do, and how open the model really is, with the evidence.

    \b
    auditor audit mistralai/Mistral-7B-v0.1
    auditor audit org/model --policy redistribution --format json -o audit.json
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; print our own errors plainly and exit with their code."""
    prepare()
    code = run(arguments)
    if code == ExitCode.INTERRUPTED:  # now: threads that wait for a server would be waited for
        with contextlib.suppress(OSError, ValueError):
            sys.stdout.flush()
        os._exit(code)
    sys.exit(code)


def run(arguments: list[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    try:
        result: Any = cli.main(args=arguments, prog_name="auditor", standalone_mode=False)
        return result if isinstance(result, int) else ExitCode.PASSED
    except click.exceptions.Abort:
        complain("interrupted")
        return ExitCode.INTERRUPTED
    except click.ClickException as error:
        shown = io.StringIO()
        error.show(shown)
        complain(shown.getvalue().rstrip("\n"))
        return error.exit_code
    except AuditorError as error:
        if os.environ.get("AUDITOR_DEBUG"):
            raise
        complain(f"error: {error}")
        if error.hint:
            complain(f"  {error.hint}".replace("\n", "\n  "))
        return error.exit_code
    except BrokenPipeError:  # the reader of our output went away, as `head` does
        abandon()
        return ExitCode.UNREAD
    except OSError as error:  # a disk, a folder or a stream that nobody above knows more of
        if os.environ.get("AUDITOR_DEBUG"):
            raise
        abandon()
        complain(f"error: {error.filename or 'standard output'}: {error.strerror or error}")
        return ExitCode.FAILED
