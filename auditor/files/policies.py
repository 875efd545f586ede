"""Reads policies/: licenses, rubrics, findings and company policies → typed values.

Everything that is wrong with a file is said at once, each fault with file and line.
"""

from __future__ import annotations

from pathlib import Path

from auditor.errors import PolicyError
from auditor.files.checked import read_all, read_file, read_rows
from auditor.files.licenses import digest_of, license_files, load_licenses
from auditor.files.reading import load_vocabulary
from auditor.licenses.catalog import Catalog
from auditor.licenses.fingerprints import Index
from auditor.licenses.knowledge import Knowledge
from auditor.parse.home import home
from auditor.schema.decision import FindingKind, ReportWord
from auditor.schema.example import Example
from auditor.schema.rubric import Classes, Conjunction, Criterion, Ladder, OpenException, Rubric, Table

FINGERPRINTS = "licenses.fingerprints"
_TABLES = ("ai-act-annex-xii.yaml", "g7-sbom-ai.yaml", "ai-act-annex-xi.yaml", "ai-act-training-summary.yaml")
FAMILIES, WORDS, PLACES = "families.yaml", "license-words.yaml", "terms.yaml"


def load_knowledge(root: Path | None = None) -> Knowledge:
    """All that evidence is read with; the digest is also over families and words of licenses. Raises PolicyError."""
    root = root or home()
    try:
        catalog = Catalog.of(load_licenses(root))
    except ValueError as error:
        raise PolicyError(f"{root / 'licenses'}: {error}") from error
    fingerprints = root / FINGERPRINTS
    phrases = sorted((root / "reading").glob("*.yaml"))
    words = [path for path in (root / FAMILIES, root / WORDS, root / PLACES) if path.is_file()]
    return Knowledge(
        catalog=catalog,
        index=Index.from_bytes(fingerprints.read_bytes()),
        vocabulary=load_vocabulary(root),
        sha256=digest_of([*license_files(root), fingerprints, *phrases, *words]),
    )


def load_rubric(root: Path | None = None) -> Rubric:
    """The criteria and the frameworks over them. Raises PolicyError."""
    folder = (root or home()) / "rubrics"
    criteria = read_rows(folder / "criteria.yaml", "criteria", Criterion)
    rubric = Rubric(
        criteria=tuple(criteria),
        osaid=read_file(folder / "osaid-1.0.yaml", Conjunction),
        tier=read_file(folder / "g7-osi-tier.yaml", Ladder),
        mof=read_file(folder / "mof-1.1.yaml", Classes),
        ai_act=read_file(folder / "ai-act-53-2.yaml", OpenException),
        coverage=tuple(read_all([folder / name for name in _TABLES], Table)),
    )
    known = {criterion.id for criterion in criteria}
    required = [*rubric.osaid.requires, *(item for rung in rubric.tier.rungs for item in rung.asked)]
    missing = sorted(({item.criterion for item in required} | _shown(rubric)) - known)
    if missing:
        raise PolicyError(f"{folder}: a framework requires {', '.join(missing)}, which criteria.yaml does not have")
    return rubric


def _shown(rubric: Rubric) -> set[str]:
    """The criteria that likelihoods, classes and tables rest on."""
    rules = [rule for rule in (rubric.osaid.likely_pass, rubric.osaid.likely_fail) if rule]
    rungs = rubric.mof.rungs if rubric.mof else ()
    return {
        *(item.criterion for rule in rules for item in (*rule.all, *rule.any)),
        *(item.criterion for rung in rungs for item in rung.asked),
        *(item.criterion for item in (rubric.ai_act.public if rubric.ai_act else ())),
        *(name for table in rubric.coverage for element in table.elements for name in element.criteria),
    }


def load_examples(root: Path | None = None) -> tuple[Example, ...]:
    """What each answer to each criterion looks like, in the order of the file. Raises PolicyError."""
    return tuple(read_rows((root or home()) / "rubrics" / "examples.yaml", "examples", Example))


def load_rules(root: Path | None = None) -> dict[str, ReportWord]:
    """What each rule, each decision and each kind of unread words means. Raises PolicyError."""
    rows = read_rows((root or home()) / "rules.yaml", "rules", ReportWord)
    return {row.id: row for row in rows}


def load_findings(root: Path | None = None) -> dict[str, FindingKind]:
    """What each finding id means. Raises PolicyError."""
    rows = read_rows((root or home()) / "findings.yaml", "findings", FindingKind)
    return {row.id: row for row in rows}
