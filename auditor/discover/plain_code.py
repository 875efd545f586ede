"""Code in languages of which no grammar is read here: texts beside a name, as settings have them.

`'model' => 'gpt-4o'` in PHP, `model: "gpt-4o"` in Swift, Dart and Elixir, `embedding_model <- "org/name"` in R.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.discover.bounds import spend
from auditor.discover.by_words import may_set, models_by_words
from auditor.discover.manifest import manifest_of
from auditor.discover.scalars import Scalar
from auditor.schema.discovery import Certainty, Found

KIND = "code_setting"
ENDINGS = (
    "php",
    "swift",
    "dart",
    "ex",
    "exs",
    "scala",
    "lua",
    "r",
    "jl",
    "cpp",
    "cc",
    "hpp",
    "h",
    "m",
    "fs",
    "clj",
    "pl",
)
_PAIR = re.compile(
    r"(?<![\w.])[\"':$]?([A-Za-z_]\w{1,60})[\"']?\s{0,9}(?:=>|:=|<-|[:=])\s{0,9}([\"'])([^\"'\n]{2,200})\2"
)
_COMMENT = re.compile(r"\s{0,200}(?://|#|\*|/\*|--|;)")
_LONGEST_LINE = 2_000


def discover(file: str, text: str) -> Iterator[Found]:
    """The models that a source names beside a word for one; it is likely, since nothing was parsed."""
    if not may_set(text):
        return
    manifest = manifest_of(file, text, _pairs(text))
    if manifest.speaks_of_models:
        for item in models_by_words(manifest, KIND):
            yield item.model_copy(update={"certainty": Certainty.LIKELY})


def _pairs(text: str) -> Iterator[Scalar]:
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > _LONGEST_LINE or _COMMENT.match(line):
            continue
        spend()
        for index, match in enumerate(_PAIR.finditer(line)):
            key = match[1].lower() if match[1].isupper() else match[1]
            yield Scalar((number * 100 + index, key), match[3], number)
