"""The files of a repository that discovery reads: ignore rules kept, links not followed, sizes bounded."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pathspec import GitIgnoreSpec

from auditor.discover import bills, language, limit, read_text, terraform
from auditor.discover.bounds import TooMuch, bounded
from auditor.discover.finding import plain_name
from auditor.discover.parts import part_of
from auditor.discover.variables import is_env_file, settings
from auditor.discover.words import words
from auditor.errors import UsageError
from auditor.schema.discovery import Discovery, Found, Skipped

# Folders of other people's code and of caches: never a project's own references.
DEFAULT_EXCLUDES = words(
    ".git .hg .svn node_modules .venv venv __pycache__ site-packages .tox .nox .mypy_cache .ruff_cache .pytest_cache"
    " .hypothesis .eggs .terraform"
)
_IGNORE_FILES = (".gitignore", ".auditorignore")
_ENV_BYTES = 200_000
_NAMED_GROUP = re.compile(r"\(\?P<\w+>")
_MAX_DEPTH = 200


class _Rules:
    """The lines of one ignore file, relative to its folder. The last line that speaks of a path decides."""

    def __init__(self, folder: str, lines: Iterable[str]) -> None:
        self.skip = len(folder) + 1 if folder else 0
        runs: list[tuple[bool, list[str]]] = []
        for pattern in GitIgnoreSpec.from_lines(lines).patterns:
            if pattern.include is None or pattern.regex is None:
                continue
            if not runs or runs[-1][0] != pattern.include:
                runs.append((pattern.include, []))
            runs[-1][1].append(_NAMED_GROUP.sub("(?:", pattern.regex.pattern))
        # One search for each run of like lines, however many lines a file has.
        self.runs = [(include, re.compile("|".join(patterns))) for include, patterns in reversed(runs)]

    def ignores(self, path: str) -> bool | None:
        """Whether these lines leave a path out; None if they do not speak of it. Folders end with a slash."""
        inner = path[self.skip :]
        return next((include for include, pattern in self.runs if pattern.match(inner)), None)


@dataclass(frozen=True)
class _Folder:
    """A folder on the way down: its path in the repository, the ignore rules and the variables that hold in it."""

    path: str
    rules: tuple[_Rules, ...] = ()
    variables: Mapping[str, str] = field(default_factory=dict)
    depth: int = 0


def discover_tree(root: Path, exclude: Iterable[str] = ()) -> Discovery:
    """Every reference in the files below a folder (or in one file), and what was left out."""
    if not root.exists():
        raise UsageError(f"no such file or folder: {root}")
    found: list[Found] = []
    skipped: list[Skipped] = []
    files = 0
    for path, name, variables in _one(root) if root.is_file() else _walk(root, tuple(exclude), skipped):
        files += 1
        text = _text(path, name, skipped)
        if text is not None:
            read, unread = read_text(name, text, variables)
            part = part_of(name)
            found.extend(item.model_copy(update={"part": part}) for item in read)
            if unread is not None:
                skipped.append(Skipped(file=plain_name(name), reason=unread, trouble=True, part=part))
    found.sort(key=lambda item: item.file)
    return Discovery(found=tuple(found), skipped=tuple(skipped), files=files)


def names_below(root: Path, exclude: Iterable[str], wanted: Callable[[str], bool]) -> Iterator[str]:
    """Files below a folder whose own names are wanted, relative to it, in order; ignore rules are kept."""
    yield from (name for _, name, _ in _walk(root, tuple(exclude), [], wanted))


def _is_read(name: str) -> bool:
    return language(name) is not None


def _one(path: Path) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    yield (
        str(path),
        path.name,
        _variables(str(path.parent), [path.name, *sorted(entry.name for entry in os.scandir(path.parent))], {}),
    )


def _walk(
    root: Path, exclude: tuple[str, ...], skipped: list[Skipped], wanted: Callable[[str], bool] = _is_read
) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    stack = [_Folder("", (_Rules("", exclude),))]
    while stack:
        folder = stack.pop()
        here = f"{root}/{folder.path}" if folder.path else str(root)
        try:
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError as error:
            skipped.append(_closed(folder.path, error))
            continue
        inside = _entered(folder, here, [entry.name for entry in entries])
        below: list[_Folder] = []
        for entry in entries:
            name = f"{folder.path}/{entry.name}" if folder.path else entry.name
            if entry.is_symlink():
                continue
            if entry.is_dir(follow_symlinks=False):
                known = entry.name in DEFAULT_EXCLUDES or folder.depth >= _MAX_DEPTH
                if not known and not _ignored(inside.rules, name + "/"):
                    below.append(_Folder(name, inside.rules, inside.variables, folder.depth + 1))
            elif wanted(entry.name) and entry.is_file() and not _ignored(inside.rules, name):
                yield entry.path, name, _with_own(inside.variables, here, entry.name, entries)
        stack.extend(reversed(below))


def _entered(folder: _Folder, here: str, names: list[str]) -> _Folder:
    """The folder with the rules and variables of its own files."""
    rules = folder.rules
    for name in _IGNORE_FILES:
        if name in names:
            rules = (*rules, _Rules(folder.path, _read(f"{here}/{name}").splitlines()))
    return _Folder(folder.path, rules, _variables(here, names, folder.variables), folder.depth)


def _ignored(rules: tuple[_Rules, ...], path: str) -> bool:
    """Whether the innermost rule that speaks of this path leaves it out; what the command line excludes stays out."""
    if rules[0].ignores(path):
        return True
    answers = (item.ignores(path) for item in reversed(rules))
    return next((answer for answer in answers if answer is not None), False)


def _variables(here: str, names: list[str], known: Mapping[str, str]) -> Mapping[str, str]:
    """What the files of variables in this folder set, over what the folders above set. `.env` counts before others."""
    known = _of_terraform(here, names, known)
    files = sorted(
        (name for name in names if is_env_file(name) and not _is_pair(name)), key=lambda name: (name != ".env", name)
    )
    if not files:
        return known
    merged: dict[str, str] = {}
    for name in files[:50]:
        for variable, (value, _) in settings(_read(f"{here}/{name}")).items():
            merged.setdefault(variable, value)
    return {**known, **merged}


def _of_terraform(here: str, names: list[str], known: Mapping[str, str]) -> Mapping[str, str]:
    """What the configuration of a folder sets: it is one module, and a module sees nothing of those around it."""
    files = sorted(
        (name for name in names if name.endswith((".tf", ".tofu", ".tfvars"))),
        key=lambda name: (name.endswith(".tfvars"), name),
    )
    if any(name.startswith(("var_", "local_")) for name in known):
        known = {name: value for name, value in known.items() if not name.startswith(("var_", "local_"))}
    merged: dict[str, str] = {}
    try:
        with bounded():
            for name in files[:50]:
                merged.update(terraform.values(name, _read(f"{here}/{name}")))
    except (TooMuch, RecursionError):
        return known
    return {**known, **merged} if merged else known


def _is_pair(name: str) -> bool:
    """Whether a file of variables belongs to one manifest by its name, as `compose.yaml.env` does."""
    return any(part in name.lower() for part in (".yaml.", ".yml."))


def _with_own(variables: Mapping[str, str], here: str, name: str, entries: list[os.DirEntry[str]]) -> Mapping[str, str]:
    if not name.endswith((".yaml", ".yml")):
        return variables
    own = [entry.name for entry in entries if entry.name.startswith(f"{name}.") and is_env_file(entry.name)]
    if not own:
        return variables
    return {**variables, **{key: value for key, (value, _) in settings(_read(f"{here}/{own[0]}")).items()}}


def _read(path: str) -> str:
    try:
        with open(path, "rb") as file:
            return file.read(_ENV_BYTES).decode("utf-8", "replace")
    except OSError:
        return ""


def _text(path: str, name: str, skipped: list[Skipped]) -> str | None:
    """The text of a file; None, and a note, for one that is too large, binary or unreadable."""
    try:
        with open(path, "rb", buffering=0) as file:
            most = bills.MAX_BYTES if bills.could_be(name) else limit(name)
            size = os.fstat(file.fileno()).st_size
            content = b"" if size > most else file.read()
    except OSError as error:
        skipped.append(_closed(name, error))
        return None
    if len(content) > limit(name) and not bills.is_marked(content):
        most = limit(name)
    if max(size, len(content)) > most:
        skipped.append(Skipped(file=plain_name(name), reason=f"larger than {most:,} bytes"))
        return None
    text = decoded(content)
    if text is None:
        skipped.append(Skipped(file=plain_name(name), reason="binary"))
    return text


def _closed(name: str, error: OSError) -> Skipped:
    """A file or a folder that may not be read."""
    reason = error.strerror or "cannot be read"
    return Skipped(file=plain_name(name), reason=reason, trouble=True, part=part_of(name))


def decoded(content: bytes) -> str | None:
    """The text of a file, of UTF-16 with its mark too; None for what is none."""
    if b"\0" not in content[:8192]:
        return content.decode("utf-8", "replace")
    return content.decode("utf-16", "replace") if content[:2] in (b"\xff\xfe", b"\xfe\xff") else None
