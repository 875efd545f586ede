"""Measure the report formats: `python bench/formats.py [--audit AUDIT.json] [--models 1000] [--schemas DIR]`.

Renders one audit, by default of the whole menagerie, in every format and prints what the official validators say,
then size and time per 1,000 models as ratios to `json.dumps` of the same audit in the same run. With `--models` the
audit is filled up to that many by copies under other names. DIR holds the schemas of SARIF and SPDX; without it
those checks are left out and said to be. Exit code 1 if a validator finds a fault.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema_rs

sys.path.insert(0, str(Path(__file__).parent.parent))

from auditor.fetch.archive import open_archive
from auditor.pipeline import audit as make_audit
from auditor.pipeline import summarize
from auditor.report import cyclonedx, markdown
from auditor.report.json import read
from auditor.schema.audit import Audit, ModelAudit
from auditor.standards import load_standards
from tests.report.renderings import RENDERINGS

HUB = Path(__file__).parent.parent / "fixtures" / "hub"
Check = Callable[[str, Path], Iterator[str]]
"""Yields the faults that a validator finds in a text; the folder holds the official schemas."""


def by_schema(name: str, text: str, schemas: Path) -> Iterator[str]:
    """The faults by an official JSON schema."""
    validator = jsonschema_rs.validator_for(json.loads((schemas / name).read_text("utf-8")))
    yield from (error.message[:200] for error in validator.iter_errors(json.loads(text)))


def by_shapes(text: str, schemas: Path) -> Iterator[str]:
    """The faults by SPDX 3's SHACL shapes."""
    import pyshacl
    import rdflib

    made = json.loads(text)
    made["@context"] = json.loads((schemas / "spdx-3.0.1-context.jsonld").read_text("utf-8"))["@context"]
    data = rdflib.Graph().parse(data=json.dumps(made), format="json-ld")
    shapes = rdflib.Graph().parse(schemas / "spdx-3.0.1-model.ttl")
    conforms, _, said = pyshacl.validate(data, shacl_graph=shapes, ont_graph=shapes, inference="none")
    if not conforms:
        yield str(said)[:500]


def by_spdx_tools(suffix: str, text: str, _: Path) -> Iterator[str]:
    """The faults that spdx-tools finds in the file read back."""
    from spdx_tools.spdx.parser.parse_anything import parse_file
    from spdx_tools.spdx.validation.document_validator import validate_full_spdx_document

    with NamedTemporaryFile("w", suffix=suffix, encoding="utf-8") as file:
        file.write(text)
        file.flush()
        yield from (message.validation_message[:200] for message in validate_full_spdx_document(parse_file(file.name)))


def by_bundled_schema(version: str, text: str, _: Path) -> Iterator[str]:
    """The faults by the CycloneDX schema that cyclonedx-python-lib bundles."""
    from importlib.resources import files

    def bundled(name: str) -> Any:
        path = files("cyclonedx.schema") / "_res" / f"{name}.SNAPSHOT.schema.json"
        return json.loads(path.read_text("utf-8"))

    address = "http://cyclonedx.org/schema/{}.SNAPSHOT.schema.json"
    referred = [(address.format(name), bundled(name)) for name in ("spdx", "jsf-0.82", "cryptography-defs")]
    registry = jsonschema_rs.Registry(referred)
    validator = jsonschema_rs.Draft7Validator(bundled(f"bom-{version}"), registry=registry, validate_formats=True)
    yield from (error.message[:200] for error in validator.iter_errors(json.loads(text)))


def by_parser(text: str, _: Path) -> Iterator[str]:
    """Whether it is well-formed XML."""
    try:
        ET.fromstring(text)
    except ET.ParseError as error:
        yield str(error)


def by_length(text: str, _: Path) -> Iterator[str]:
    """Whether GitHub takes it for a comment."""
    if len(text) > markdown.LIMIT:
        yield f"{len(text)} characters"


CHECKS: dict[str, dict[str, Check]] = {
    "sarif": {"OASIS schema": partial(by_schema, "sarif-2.1.0-schema.json")},
    "junit": {"well-formed": by_parser},
    "markdown": {"GitHub's limit": by_length},
    "spdx-json": {
        "SPDX schema": partial(by_schema, "spdx-2.3-schema.json"),
        "spdx-tools": partial(by_spdx_tools, ".spdx.json"),
    },
    "spdx-tag-value": {"spdx-tools": partial(by_spdx_tools, ".spdx")},
    "spdx-yaml": {"spdx-tools": partial(by_spdx_tools, ".spdx.yaml")},
    "spdx-rdf": {"spdx-tools": partial(by_spdx_tools, ".spdx.rdf.xml")},
    "spdx3": {"SPDX schema": partial(by_schema, "spdx-3.0.1-schema.json"), "SHACL": by_shapes},
    **{f"cyclonedx-{name}": {"bundled schema": partial(by_bundled_schema, name)} for name in cyclonedx.VERSIONS},
}
OFFICIAL = ("OASIS schema", "SPDX schema", "SHACL")


def menagerie() -> Audit:
    """The audit of every model of the menagerie."""
    source = open_archive(HUB)
    return make_audit(list(source.references()), source, load_standards())


def filled(audit: Audit, count: int) -> Audit:
    """The audit filled up to so many models by copies under other names; bases and datasets stay shared."""
    models: list[ModelAudit] = list(audit.models)
    for number in range(max(0, count - len(models))):
        model = audit.models[number % len(audit.models)]
        name = model.id or str(model.evidence.ref.id)
        copied = model.model_dump_json().replace(name, f"{name}-{number}")
        models.append(ModelAudit.model_validate_json(copied))
    summary = summarize(models, audit.policy.accept_conditions)
    return audit.model_copy(update={"models": tuple(models), "summary": summary})


def timed(render: Callable[[], str], repeat: int = 3) -> tuple[str, float]:
    """What was made, and the best of several times."""
    best, text = float("inf"), ""
    for _ in range(repeat):
        start = time.perf_counter()
        text = render()
        best = min(best, time.perf_counter() - start)
    return text, best


def verdicts(name: str, text: str, schemas: Path | None) -> Iterator[tuple[str, list[str]]]:
    """What each validator of a format says: its name, and the faults."""
    for check, run in CHECKS.get(name, {}).items():
        if schemas is None and check in OFFICIAL:
            yield f"{check}: not at hand", []
            continue
        faults = list(run(text, schemas or Path()))
        yield f"{check}: {f'{len(faults)} faults' if faults else 'valid'}", faults


def main() -> int:
    """Print the table; 1 if a validator finds a fault."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--audit", type=Path, help="a saved audit; default: the menagerie, audited now")
    parser.add_argument("--models", type=int, default=0, help="fill the audit up to so many models")
    parser.add_argument("--schemas", type=Path, help="folder with the official schemas of SARIF and SPDX")
    chosen = parser.parse_args()
    audit = filled(read(chosen.audit) if chosen.audit else menagerie(), chosen.models)
    scale = 1_000 / len(audit.models)
    RENDERINGS["spdx-json"](audit)  # imports are no part of a format's time
    RENDERINGS["cyclonedx-1.6"](audit)
    RENDERINGS["spdx3"](audit)
    plain = audit.plain()
    base, unit = timed(lambda: json.dumps(plain))
    print(f"{len(audit.models)} models; json.dumps of the audit: {len(base) * scale / 1e6:.1f} MB and ", end="")
    print(f"{unit * scale:.2f} s per 1,000 models\n")
    print(f"{'format':16} {'MB/1,000':>9} {'× json':>7} {'s/1,000':>8} {'× json':>7}  validators")
    wrong = []
    for name, render in RENDERINGS.items():
        text, seconds = timed(partial(render, audit))
        said = list(verdicts(name, text, chosen.schemas))
        wrong += [f"{name}: {fault}" for _, faults in said for fault in faults]
        size = f"{len(text.encode()) * scale / 1e6:9.2f} {len(text.encode()) / len(base):7.2f}"
        spent = f"{seconds * scale:8.2f} {seconds / unit:7.2f}"
        print(f"{name:16} {size} {spent}  {'; '.join(words for words, _ in said)}")
    print(*wrong[:20], sep="\n")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
