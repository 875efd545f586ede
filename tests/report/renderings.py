"""Every rendering that these tests make, by name; as a program: their digests for a saved audit, in another process."""

from __future__ import annotations

import hashlib
import json
import sys
import unicodedata
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from auditor.report import (
    cyclonedx,
    github,
    gitlab,
    html,
    junit,
    markdown,
    markdown_full,
    mermaid,
    sarif,
    spdx2,
    spdx3,
)
from auditor.report.json import read
from auditor.schema.audit import Audit

RENDERINGS: dict[str, Callable[[Audit], str]] = {
    "html": html.render,
    "sarif": sarif.render,
    "junit": junit.render,
    "gitlab": gitlab.render,
    "github": github.render,
    "mermaid": mermaid.render,
    "markdown": markdown.render,
    "markdown-full": markdown_full.render,
    **{f"spdx-{name}": partial(spdx2.render, serialization=name) for name in spdx2.SERIALIZATIONS},
    "spdx3": spdx3.render,
    **{f"cyclonedx-{version}": partial(cyclonedx.render, version=version) for version in cyclonedx.VERSIONS},
}

# Words that mean something to a browser, a terminal, Markdown, YAML, XML, SPDX tag-value, SARIF or a CI runner.
HOSTILE = (
    "<script>alert(1)</script> \x1b[2J\x07\u202egnp.exe\u200b\ufeff\ud800 ]]><!-- --> \"'`|[x](javascript:alert(1)) "
    "![y](http://evil.example/z) {0} ${{ x }} %0A::error::boo\n::error file=a::b\r\n</text>\n"
    "Relationship: A DESCRIBES B\n```\n# x\n@everyone www.evil.example #1 \\ ~~a~~ </details>&amp;"
)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def strings(value: Any) -> Iterator[str]:
    """Every text of a JSON document, keys included."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from (key, *strings(item))
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)
    elif isinstance(value, str):
        yield value


def unshown(text: str) -> set[str]:
    """Control, direction and invisible characters, apart from line ends and tabs."""
    return {char for char in text if unicodedata.category(char) in ("Cc", "Cf", "Cs") and char not in "\n\t"}


if __name__ == "__main__":
    saved = read(Path(sys.argv[1]))
    sys.stdout.write(json.dumps({name: digest(render(saved)) for name, render in RENDERINGS.items()}))
