"""Where evidence can be looked up: pages of the Hub, down to the line."""

from __future__ import annotations

import os
from functools import lru_cache
from urllib.parse import quote

from packageurl import PackageURL

from auditor.report.parts.bill import BillPart
from auditor.schema.citation import Citation
from auditor.schema.reference import RepoType
from auditor.schema.snapshot import METADATA

HUB = "https://huggingface.co"
"""Where `pkg:huggingface` packages come from unless said otherwise (purl-spec, type `huggingface`)."""

GITHUB = "https://github.com"
"""Where `pkg:github` packages come from."""

NO_ADDRESS = "urn:auditor:rule:"
"""What a rule's name is put after where nothing says at which address our pages are read."""

DOCS = "AUDITOR_DOCS_URL"
"""The variable of the environment that names where the folder docs/ is read, such as `https://…/docs`."""

_DATASETS = "datasets"


def explained_at(rule: str) -> str:
    """The address at which a rule of a report is explained, which `auditor explain` does too.

    Under the address of our pages where the environment has one; a name that leads nowhere else.
    """
    docs = os.environ.get(DOCS, "").rstrip("/")
    if not docs.startswith(("https://", "http://")):
        return f"{NO_ADDRESS}{rule.replace('/', ':')}"
    kind, slash, _ = rule.partition("/")
    if kind == "issue":
        return f"{docs}/errors.md"
    # a heading's anchor on GitHub: what is no word, no space and no hyphen is left out
    return f"{docs}/rules.md#{rule.replace('/', '')}" if slash else f"{docs}/findings.md#{kind}"


def page(part: BillPart) -> str | None:
    """The Hub's page of a part at its commit."""
    if not part.on_hub:
        return None
    prefix = f"{_DATASETS}/" if part.repo_type is RepoType.DATASET else ""
    at = f"/tree/{quote(part.sha)}" if part.sha else ""
    return f"{part.endpoint or HUB}/{prefix}{quote(part.name)}{at}"


def download(part: BillPart) -> str | None:
    """The part as a version control location (SPDX 2.3 §7.7): git over https at a commit."""
    if not part.on_hub or part.sha is None or part.repository is None:
        return None
    prefix = f"{_DATASETS}/" if part.repo_type is RepoType.DATASET else ""
    return f"git+{part.endpoint or HUB}/{prefix}{quote(part.name)}@{part.sha}"


def cited_path(citation: Citation) -> str:
    """Where the cited file stands, relative to the Hub's root; of a folder, its name and the file."""
    kind, name, version = _source(citation.source)
    if kind != "huggingface" or version is None:
        return quote(f"{name}/{citation.file}")
    if citation.file == METADATA:
        plural = "" if name.startswith(f"{_DATASETS}/") else "models/"
        return quote(f"api/{plural}{name}/revision/{version}")
    return quote(f"{name}/blob/{version}/{citation.file}")


def cited_page(citation: Citation, endpoint: str | None = None) -> str | None:
    """The address at which the citation can be read, down to the line; None for a folder."""
    kind, name, version = _source(citation.source)
    if kind == "github" and version and citation.line:
        return f"{GITHUB}/{name}/blob/{version}/{quote(citation.file)}#L{citation.line}"
    if kind != "huggingface" or version is None:
        return None
    fragment = f"#L{citation.line}" if citation.line and citation.file != METADATA else ""
    return f"{endpoint or HUB}/{cited_path(citation)}{fragment}"


def place_of(citation: Citation) -> str:
    """File and line, or pointer, in words."""
    where = f":{citation.line}" if citation.line else f"#{citation.pointer}" if citation.pointer else ""
    return f"{citation.file}{where}"


def repository_of(citation: Citation) -> str:
    """The cited repository without its commit."""
    return _source(citation.source)[1]


@lru_cache(maxsize=65_536)
def _source(purl: str) -> tuple[str, str, str | None]:
    """Type, name with namespace, and version of a package URL; the text itself where it is none."""
    try:
        read = PackageURL.from_string(purl)
    except ValueError:
        return "", purl, None
    return read.type, f"{read.namespace}/{read.name}" if read.namespace else read.name, read.version
