"""Weights that no source of ours serves: Kaggle, NVIDIA's NGC, releases on GitHub. Listed, and said to be so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from auditor.discover.bounds import spend
from auditor.discover.finding import of
from auditor.discover.lines import Lines
from auditor.discover.target import Target
from auditor.schema.discovery import Found, FoundType

KIND = "other_registry"
_END = r"[^\s\"'<>`)\],;|&]"


class _Registry(NamedTuple):
    """A registry: its name, a word without which a text names nothing there, and how its models are named."""

    name: str
    mark: str
    named: re.Pattern[str]


_REGISTRIES = (
    _Registry(
        "Kaggle",
        "kaggle",
        re.compile(
            rf"(?P<id>kaggle://{_END}{{3,300}}|(?:https?://)?(?:www\.)?kaggle\.com/(?:api/v1/)?models/{_END}{{3,300}})"
            r"|\bkaggle models (?:instances|variations) versions download\s{1,9}(?P<fetched>[\w./-]{3,200})"
        ),
    ),
    _Registry(
        "NGC",
        "ngc",
        re.compile(
            rf"(?P<id>ngc://{_END}{{3,300}}|https://(?:api|catalog)\.ngc\.nvidia\.com/{_END}{{0,100}}/models/{_END}{{2,200}})"
            r"|\bngc registry model download-version\s{1,9}[\"']?(?P<fetched>[\w./:-]{3,200})"
        ),
    ),
    _Registry("NGC", "nvcr.io/nim/", re.compile(rf"(?P<id>nvcr\.io/nim/{_END}{{3,300}})")),
    _Registry(
        "Civitai", "civitai.com/", re.compile(rf"(?P<id>https://civitai\.com/api/download/models/{_END}{{1,200}})")
    ),
    _Registry(
        "GitHub releases",
        "/releases/",
        re.compile(
            r"(?P<id>https://github\.com/[\w.-]{1,60}/[\w.-]{1,100}/releases/(?:latest/)?download/"
            r"[\w.%+/-]{1,200}\.(?:gguf|ggml|safetensors|pt|pth|onnx|ckpt|h5|tflite|keras|mlmodel|engine|nemo))(?![\w.])"
        ),
    ),
)
_COMMENT = re.compile(r"\s*(?:#|//)")


def discover(file: str, text: str) -> Iterator[Found]:
    """Every model that the text takes from such a registry; lines that are comments take none."""
    lines: Lines | None = None
    for registry in _REGISTRIES:
        if registry.mark not in text:
            continue
        for match in registry.named.finditer(text):
            spend()
            lines = lines or Lines(text)
            line = lines.at(match.start())
            if _COMMENT.match(text, lines.starts[line - 1], match.start()):
                continue
            name = next(group for group in match.groups() if group).rstrip(".:\\")
            if "/license/" in name or "{{" in name:
                continue
            item = of(file, line, KIND, Target(FoundType.LOCAL_OR_URL, name), via=registry.name)
            yield item.model_copy(update={"note": f"{registry.name}: not a source yet"})
