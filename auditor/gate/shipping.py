"""How a repository has a model: fetched by its users, tracked in it, or in an image that is built with it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from auditor.discover.dockerfile import matches as is_dockerfile
from auditor.gate.own_license import OwnFiles
from auditor.schema.place import Place
from auditor.schema.promises import Downloads, Had

_INSTRUCTION = re.compile(
    r"[ \t]*(?:ONBUILD[ \t]+)?(FROM|RUN|CMD|LABEL|EXPOSE|ENV|ADD|COPY|ENTRYPOINT|VOLUME|USER|WORKDIR|ARG|STOPSIGNAL|"
    r"HEALTHCHECK|SHELL)\b"
)
_BUILDING = ("RUN", "ADD", "COPY")  # what is done while the image is built; the rest is done when it runs
_RUN = re.compile(r"^[ \t]*RUN\b((?:[^\n\\]|\\(?:\r?\n)?)*)", re.MULTILINE)
_SCRIPTS = (".py", ".sh", ".bash", ".js", ".mjs", ".ts", ".rb")
_AROUND = "\"';&|()[],"
_INLINE = re.compile(r"dockerfile_inline\s*:")
_SHORTEST_NAME = 5  # of a model, to be told by its name alone


def had_at(place: Place, files: OwnFiles, downloads: Downloads, run: frozenset[str]) -> Had:
    """Whether the file at this place brings the model into an image, or leaves it to whoever runs it.

    `run` are the names of the scripts that are run while an image is built.
    """
    name = place.file.rpartition("/")[2]
    lines = _lines(files.builds.get(place.file, ""))
    if is_dockerfile(name):
        return "in-image" if _instruction(lines, place.line) in _BUILDING else "fetched"
    if lines and _is_published(lines, place.line, downloads):
        return "in-image"
    return "in-image" if name in run else "fetched"


def _instruction(lines: Sequence[str], line: int) -> str:
    """The instruction of a Dockerfile that a line belongs to; "" where there is none."""
    for number in range(min(line, len(lines)), 0, -1):
        goes_on = number > 1 and lines[number - 2].rstrip().endswith("\\")
        found = None if goes_on else _INSTRUCTION.match(lines[number - 1])
        if found:
            return found[1]
    return ""


def _is_published(lines: Sequence[str], line: int, downloads: Downloads) -> bool:
    """Whether a workflow that builds or publishes something downloads on this line, or a Dockerfile within runs it."""
    said = lines[line - 1].strip() if line <= len(lines) else ""
    if said.startswith(_BUILDING) and any(_INLINE.search(one) for one in lines):
        return True
    brings = any(word in said for word in downloads.commands)
    return brings and any(word in one for one in lines for word in downloads.publishing)


@lru_cache(maxsize=64)
def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.splitlines())


def scripts_run(files: OwnFiles) -> frozenset[str]:
    """Names of the scripts that a Dockerfile runs while it builds the image."""
    texts = (text for name, text in files.builds.items() if is_dockerfile(name.rpartition("/")[2]))
    runs = (found[1] for text in texts for found in _RUN.finditer(text))
    words = (word.strip(_AROUND) for run in runs for word in run.split())
    return frozenset(word.rpartition("/")[2] for word in words if word.endswith(_SCRIPTS))


def tied(files: OwnFiles, models: Iterable[str], folders: Mapping[str, str]) -> dict[str, str]:
    """Files of weights in the repository, each with the model that it is of; "" where nothing names one.

    `models` are the ids of the models that were audited, `folders` the local folders and files among them with their
    ids. A file is tied by the folder that was audited, by maker and name in its path, by a configuration beside it, or
    by the name; what was audited here ties no other of its name.
    """
    local = frozenset(folders.values())
    known = [model for model in dict.fromkeys(models) if model not in local]
    return {name: _model_of(name, files, known, folders) for name in files.weights}


def _model_of(name: str, files: OwnFiles, known: Sequence[str], folders: Mapping[str, str]) -> str:
    own = next((model for folder, model in folders.items() if f"{name}/".startswith(f"{folder.rstrip('/')}/")), None)
    path = f"/{name.lower()}"
    whole = (model for model in known if any(form in path for form in _forms(model.lower())))
    named = files.named.get(name.rpartition("/")[0], "")
    found = (
        own or next(whole, None) or next((model for model in known if model.lower() == named.lower()), None) or named
    )
    alone = [model for model in known if not found and _is_named(path, model.lower().rpartition("/")[2])]
    return found or (alone[0] if len(alone) == 1 else "")


def _forms(model: str) -> Iterator[str]:
    """How folders are called after a model: `org/name`, `models--org--name`, `org_name`."""
    maker, _, name = model.partition("/")
    if maker and name:
        yield from (
            f"/{maker}/{name}/",
            f"--{maker}--{name}/",
            f"/{maker}--{name}/",
            f"/{maker}_{name}/",
            f"/{maker}-{name}/",
        )
        yield from (f"/{maker}/{name}.", f"/{maker}_{name}.", f"/{maker}--{name}.")


def _is_named(path: str, name: str) -> bool:
    """Whether a folder is called like a model, or the file begins with its name."""
    *folders, file = path.split("/")
    rest = file.removeprefix(name)
    begins = rest != file and not rest[:1].isalnum()
    return len(name) >= _SHORTEST_NAME and (name in folders or begins)
