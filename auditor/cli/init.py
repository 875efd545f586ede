"""auditor init: write a manifest from what discovery finds."""

from __future__ import annotations

from pathlib import Path

import click

from auditor.cli.outputs import write_text
from auditor.cli.printing import say


@click.command("init")
@click.argument("path", default=".", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--exclude", multiple=True, metavar="GLOB", help="Files not to search, as in .gitignore. Repeatable.")
@click.option("--force", is_flag=True, help="Write over a manifest that is there.")
def command(path: Path, exclude: tuple[str, ...], force: bool) -> None:
    """Write PATH/models.yaml with every model and dataset that the files below PATH refer to.

    Nothing is asked of the network. Read what it wrote: it says in comments what is left to fill in, such as what a
    reference stands for that is only known when the program runs.
    """
    from auditor.errors import ManifestError
    from auditor.files.lockfile import NAME
    from auditor.files.manifest import NAMES, find_manifest
    from auditor.gate.init import manifest_text
    from auditor.gate.uses import used

    there = find_manifest(path)
    if there is not None and not force:
        raise ManifestError(f"{there}: is there already", hint="--force writes over it")
    target = there or path / NAMES[0]
    text, count, unsettled = manifest_text(used(path, exclude, (target, path / NAME)), exclude, path)
    write_text(target, text)
    entries = "1 entry" if count == 1 else f"{count} entries"
    say(f"{target}: {entries}. `auditor check` audits, `auditor lock` locks what it names.")
    if unsettled:
        what = "1 reference names" if unsettled == 1 else f"{unsettled} references name"
        say(f"{what} no model that can be audited: complete what stands under `references:`.")
