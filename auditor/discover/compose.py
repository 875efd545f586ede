"""Docker Compose: variables, commands, and the models of Docker's model runner."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.discover.finding import found, of
from auditor.discover.manifest import YamlManifest, command_lines, environment, uris
from auditor.discover.scalars import Path
from auditor.discover.shell_words import expand
from auditor.discover.target import MODEL_ONLY, Target
from auditor.schema.discovery import Certainty, Found, FoundType

KIND = "docker_compose"
WITH_ENV = "compose_with_env"
_PROVIDED = ("provider", "options", "model")
_VARIABLE = re.compile(r"\$\{?(\w+)")


def matches(manifest: YamlManifest) -> bool:
    """Whether this is a Compose file, or one over it that only exchanges the models."""
    if "services" in manifest.roots:
        return not {"apiVersion", "jobs"} & manifest.roots
    return manifest.roots == {"models"} and any(_is_model(item.path) for item in manifest.scalars)


def _is_model(path: Path) -> bool:
    named = len(path) == 3 and isinstance(path[1], str)  # a list of models is somebody else's
    return (named and path[0] == "models" and path[-1] == "model") or path[-3:] == _PROVIDED


def discover(manifest: YamlManifest) -> Iterator[Found]:
    """The references of a Compose file; those that a file of variables completed are of the kind `compose_with_env`."""
    completed = _completed(manifest)
    for read in (environment, command_lines, uris):
        for item in read(manifest, KIND):
            followed = item.certainty is Certainty.LIKELY and item.line in completed
            yield item.model_copy(update={"kind": WITH_ENV}) if followed else item
    yield from _model_runner(manifest)


def _completed(manifest: YamlManifest) -> set[int]:
    """The lines that use a variable which a file sets."""
    lines: set[int] = set()
    for item in manifest.scalars if manifest.variables else ():
        for i, line in enumerate(item.text.split("\n")):
            if any(name in manifest.variables for name in _VARIABLE.findall(line)):
                lines.add(item.line + i)
    return lines


def _model_runner(manifest: YamlManifest) -> Iterator[Found]:
    for scalar in manifest.scalars:
        if _is_model(scalar.path):
            text, _ = expand(scalar.text, manifest.variables)
            on_hub = text.startswith(("hf.co/", "huggingface.co/"))
            item = found(manifest.file, scalar.line, KIND, text, place=MODEL_ONLY, via="models")
            if item is not None and on_hub:
                yield item
            elif not on_hub:
                # A model that Docker's registry serves, whatever its name looks like.
                target = Target(FoundType.API_MODEL, text)
                yield of(manifest.file, scalar.line, KIND, target, via="models")
