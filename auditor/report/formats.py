"""The formats, by name. The table is written by hand; a test compares it with the folder.

A format's module is imported when it is asked for: some stand on heavy libraries.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass

from auditor.schema.audit import Audit


@dataclass(frozen=True)
class Look:
    """How a report is to be shown: width in columns, color, and how much evidence."""

    width: int | None = None
    color: bool = False
    verbose: int = 0


@dataclass(frozen=True)
class Format:
    """One format: the module of this package that renders it, with which arguments, and what it is for."""

    module: str
    line: str
    arguments: tuple[str, ...] = ()
    looks: bool = False

    def __call__(self, audit: Audit, look: Look) -> str:
        """The audit as text. Raises ReportError where a library that the format needs is not installed."""
        render = importlib.import_module(f"auditor.report.{self.module}").render
        text: str = render(audit, look) if self.looks else render(audit, *self.arguments)
        return text


FORMATS: dict[str, Format] = {
    "console": Format("console", "for a terminal: the decision, why, and what to do", looks=True),
    "json": Format("json", "the audit itself, JSON v1: what other systems read, and `auditor report` renders again"),
    "html": Format("html", "one self-contained page for people"),
    "markdown": Format("markdown", "a comment for a pull request"),
    "markdown-full": Format("markdown_full", "the full report, its lineage as Mermaid"),
    "sarif": Format("sarif", "SARIF 2.1.0, for code scanning"),
    "junit": Format("junit", "JUnit XML, a test case a model"),
    "gitlab": Format("gitlab", "GitLab Code Quality"),
    "github": Format("github", "GitHub Actions annotations"),
    "cyclonedx": Format("cyclonedx", "CycloneDX 1.6 ML-BOM", ("1.6",)),
    "cyclonedx-1.7": Format("cyclonedx", "CycloneDX 1.7 ML-BOM", ("1.7",)),
    "spdx-json": Format("spdx2", "SPDX 2.3, JSON", ("json",)),
    "spdx-tv": Format("spdx2", "SPDX 2.3, tag-value", ("tag-value",)),
    "spdx-yaml": Format("spdx2", "SPDX 2.3, YAML", ("yaml",)),
    "spdx-rdf": Format("spdx2", "SPDX 2.3, RDF/XML", ("rdf",)),
    "spdx3": Format("spdx3", "SPDX 3.0.1 JSON-LD with the AI and Dataset profiles"),
    "lineage": Format("lineage", "the lineage as a tree", looks=True),
    "mermaid": Format("mermaid", "the lineage as a Mermaid flowchart"),
    "mot": Format("mot", "the Model Openness Tool's YAML"),
    "notice": Format("notice", "the NOTICE file that the licenses ask for"),
}
