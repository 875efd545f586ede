"""GitHub Actions and GitLab CI: the commands they run, the variables and matrices they set."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.discover.keys import place_of
from auditor.discover.manifest import YamlManifest, command_lines, environment, value
from auditor.discover.target import MODEL_ONLY
from auditor.schema.discovery import Found, FoundType

KIND = "github_actions"


def matches(manifest: YamlManifest) -> bool:
    """Whether this is a workflow, a composite action or a pipeline."""
    if "/.github/" in f"/{manifest.file}" or manifest.name.startswith(".gitlab-ci"):
        return True
    return "jobs" in manifest.roots or {"runs", "name"} <= manifest.roots


def discover(manifest: YamlManifest) -> Iterator[Found]:
    """The references of its commands, its variables and its matrices."""
    yield from command_lines(manifest, KIND)
    yield from environment(manifest, KIND)
    for scalar in manifest.scalars:
        if "matrix" in scalar.path[:-1] or "with" in scalar.path[:-1]:
            named = value(manifest, scalar, KIND, MODEL_ONLY) if "model" in scalar.key.lower() else ()
            yield from (item for item in named if item.type in (FoundType.MODEL, FoundType.API_MODEL))
        elif scalar.path[-1:] == ("default",) and "inputs" in scalar.path:
            key = str(scalar.path[-2])
            place = place_of(key)
            inputs = value(manifest, scalar, KIND, place, via=key) if place else ()
            yield from (item for item in inputs if item.type in (FoundType.MODEL, FoundType.API_MODEL))
