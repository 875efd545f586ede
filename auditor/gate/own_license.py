"""What files of the user's repository say of its license, and where weights lie in it. All reading of files is here.

Symbolic links out of the repository are not followed, nothing is read beyond its bounds, and nothing is executed.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from auditor.discover.dockerfile import matches as is_dockerfile
from auditor.discover.finding import plain_name
from auditor.discover.walk import names_below
from auditor.files.promises import load_promises
from auditor.gate.uses import shown
from auditor.parse.files import ADAPTER, REUSE, role
from auditor.parse.metadata import read_object
from auditor.parse.package_licenses import package_reader
from auditor.schema.promises import FilesRow
from auditor.schema.snapshot import File

CONFIG = "config.json"
_MAX_BYTES = 1_000_000
_MOST_BYTES = 100_000_000  # of all folders together
_HEAD_BYTES = 4_096
_MOST_FILES = 60  # of one folder
_MOST_FOLDERS = 500
_MOST_PLACES = 2_000
_MOST_WEIGHTS = 2_000
_HIGHEST = 30  # folders above the one that is checked, among which the repository's root is looked for
_TEXTS = ("license", "notice", "use-policy", "terms", "card")
_FOLDERS_OF_TEXTS = ("LICENSES", "licenses")
_NAMED_BY = {ADAPTER: ("base_model_name_or_path",), CONFIG: ("_name_or_path", "name_or_path")}


@dataclass(frozen=True)
class OwnFolder:
    """One folder: the small files that may say something of its license, and those that could not be read.

    Paths are as reports show them, from where the command was called.
    """

    files: tuple[File, ...] = ()
    unread: tuple[str, ...] = ()


@dataclass(frozen=True)
class OwnFiles:
    """All that was read. Keys of `above`, `heads` and `builds` are files as reports show them.

    `above`: the folders from a file upwards; `heads`: the first bytes of a file; `builds`: Dockerfiles and workflows;
    `weights`: files of weights below the root; `named`: what a configuration beside weights names, by its folder.
    """

    folders: Mapping[str, OwnFolder] = field(default_factory=dict)
    above: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    root: str = ""
    heads: Mapping[str, str] = field(default_factory=dict)
    builds: Mapping[str, str] = field(default_factory=dict)
    weights: tuple[str, ...] = ()
    named: Mapping[str, str] = field(default_factory=dict)


def read_own(root: Path, places: Iterable[str], exclude: Iterable[str], weights: FilesRow) -> OwnFiles:
    """What the repository says of its license, for the files at these places. Never raises."""
    here = Path(os.path.abspath(root))  # noqa: PTH100 - a link stays the name that it is
    top = _top(here)
    listed = sorted(set(places))[:_MOST_PLACES]
    below = list(names_below(here, exclude, lambda name: is_weights(name, weights) or _is_build(name)))
    held = [name for name in below if is_weights(name, weights)][:_MOST_WEIGHTS]
    builds = {shown(here, name): here / name for name in below if _is_build(name)}
    builds |= {name: Path(name) for name in listed if name.endswith((".yml", ".yaml"))}
    beside = sorted({name.rpartition("/")[0] for name in held})[:_MOST_FOLDERS]
    named = {shown(here, f"{folder}/x")[:-2]: said for folder in beside if (said := _named_by(here / folder, top))}
    tracked = tuple(shown(here, name) for name in held)
    above = {name: tuple(map(str, _above(name, here, top))) for name in (*listed, *tracked)}
    folders = dict.fromkeys([str(here), str(top), *(one for chain in above.values() for one in chain)])
    return OwnFiles(
        folders=_read(list(folders)[:_MOST_FOLDERS], top),
        above=above,
        root=str(here),
        heads={name: _head(Path(name), top) for name in listed},
        builds={name: text for name, path in builds.items() if (text := _text(path, top))},
        weights=tracked,
        named=named,
    )


def is_weights(name: str, row: FilesRow) -> bool:
    """Whether a file holds weights by its name: its ending, and where other things have that too, a word in it."""
    stem, _, ending = name.rpartition("/")[2].lower().rpartition(".")
    return ending in row.endings or (ending in row.doubtful and any(word in stem for word in row.words))


def bears_on_license(names: Iterable[str]) -> bool:
    """Whether one of these files is called a license or holds weights, so that it decides on models named elsewhere."""
    row = load_promises().weights
    return any(role(name.rpartition("/")[2]) == "license" or is_weights(name, row) for name in names)


def _is_build(name: str) -> bool:
    return is_dockerfile(name)


def _top(here: Path) -> Path:
    """The root of the repository that the folder lies in; the folder itself where it lies in none."""
    for folder in (here, *list(here.parents)[:_HIGHEST]):
        if (folder / ".git").exists():
            return folder
    return here


def _above(name: str, here: Path, top: Path) -> Iterator[Path]:
    """The folders from a file upwards to the top; of a file that lies elsewhere, those from the root upwards."""
    path = Path(os.path.abspath(name))  # noqa: PTH100
    folder = path.parent if path.is_relative_to(top) else here
    while folder.is_relative_to(top):
        yield folder
        if folder == top:
            return
        folder = folder.parent


def _read(folders: Iterable[str], top: Path) -> dict[str, OwnFolder]:
    read: dict[str, OwnFolder] = {}
    left = _MOST_BYTES
    for name in folders:
        read[name] = _folder(Path(name), top) if left > 0 else OwnFolder(unread=(_shown(Path(name), "LICENSE"),))
        left -= sum(len(file.content) for file in read[name].files)
    return read


def _folder(folder: Path, top: Path) -> OwnFolder:
    names = [name for name in _names(folder) if _may_speak(name)]
    names += [
        f"{inner}/{name}" for inner in _FOLDERS_OF_TEXTS for name in _names(folder / inner) if role(name) or "." in name
    ]
    names += [name for name in REUSE if "/" in name]
    read: list[File] = []
    unread: list[str] = []
    for name in names[:_MOST_FILES]:
        content = _bytes(folder / name, top, _MAX_BYTES + 1)
        path = _shown(folder, name)
        if content is not None and len(content) <= _MAX_BYTES:
            read.append(File.of(path, content))
        elif content is not None or (role(name) == "license" and (folder / name).exists()):
            unread.append(path)
    return OwnFolder(tuple(read), tuple(unread))


def _shown(folder: Path, name: str) -> str:
    """A file as reports show it; a link by its own name, and not by that of what it leads to."""
    at = shown(folder, "")
    return name if at == "." else f"{at}/{name}"


def _may_speak(name: str) -> bool:
    return (
        role(name) in _TEXTS or name.upper().startswith("README") or package_reader(name) is not None or name in REUSE
    )


def _names(folder: Path) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return sorted(plain_name(entry.name) for entry in entries if not entry.is_dir())
    except OSError:
        return []


def _named_by(folder: Path, top: Path) -> str:
    """The model that a configuration beside weights, or one folder above, names; "" where none does."""
    for place in (folder, folder.parent):
        for name, keys in _NAMED_BY.items():
            content = _bytes(place / name, top, _MAX_BYTES)
            held = read_object(content) if content else None
            said = (held.get(key) for key in keys) if held else ()
            found = next((word for word in said if isinstance(word, str) and word.strip()), "")
            if found:
                return found[:200]
    return ""


def _head(path: Path, top: Path) -> str:
    return (_bytes(path, top, _HEAD_BYTES) or b"").decode("utf-8", "replace")


def _text(path: Path, top: Path) -> str:
    return (_bytes(path, top, _MAX_BYTES) or b"").decode("utf-8", "replace")


def _bytes(path: Path, top: Path, most: int) -> bytes | None:
    """The beginning of a plain file of the repository; None of anything else, and of what may not be read."""
    try:
        real = path.resolve()
        if not real.is_relative_to(top.resolve()) or not stat.S_ISREG(real.stat().st_mode):
            return None
        with real.open("rb") as file:
            return file.read(most)
    except (OSError, RuntimeError, ValueError):  # links in a circle; a name with a zero in it
        return None
