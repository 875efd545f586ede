"""Less evidence never gives a better outcome: each related repository of each fixture withheld, by each trouble.

A repository is withheld as a whole: what it names is then not fetched either. The answers of the rest do not depend on
the kind, so that they are read once, and judged for each kind and policy.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.closure import collect
from auditor.decide.outcomes import ORDER
from auditor.decide.trouble import OF_CODE, OF_DATA, OF_GATE
from auditor.fetch.archive import open_archive
from auditor.fetch.folder import WithFolders
from auditor.fetch.source import Remembered, Source, Unobtainable
from auditor.files.policies import load_findings
from auditor.pipeline import assemble, audit_one, judge_again
from auditor.schema.audit import ModelAudit
from auditor.schema.decision import Outcome
from auditor.schema.issue import IssueKind
from auditor.schema.reference import ModelRef, RefKind, RepoType
from auditor.schema.snapshot import Snapshot
from auditor.standards import Standards, load_standards
from tests.builders import FIXTURES, standards
from tests.weights import gguf

KINDS = (
    IssueKind.MISSING_OR_PRIVATE,
    IssueKind.MISSING,
    IssueKind.BAD_TOKEN,
    IssueKind.FORBIDDEN,
    IssueKind.GATED,
    IssueKind.DISABLED,
    IssueKind.REVISION_MISSING,
    IssueKind.RATE_LIMITED,
    IssueKind.TIMEOUT,
    IssueKind.NETWORK,
    IssueKind.SERVER_ERROR,
    IssueKind.NOT_JSON,
    IssueKind.DAMAGED,
    IssueKind.TOO_LARGE,
    IssueKind.OFFLINE,
    IssueKind.NOT_IN_SOURCE,
)
ABSENT = (IssueKind.MISSING_OR_PRIVATE, IssueKind.MISSING, IssueKind.DISABLED)
LOOKS_AT_DATA = """
policy: looks-at-data
title: Data decides
extends: research
findings:
  deny: [data-non-commercial]
  review: [data-license-unknown]
  conditional: [data-unavailable, open-source-claim]
"""


class Withholding:
    """A source that has trouble with one repository."""

    def __init__(self, other: Source, withheld: ModelRef) -> None:
        self.other, self.withheld = other, withheld

    def fetch(self, ref: ModelRef) -> Snapshot:
        if ref == self.withheld:
            raise Unobtainable(IssueKind.TIMEOUT, "is withheld")
        return self.other.fetch(ref)


@pytest.fixture(scope="module")
def policies(tmp_path_factory: pytest.TempPathFactory) -> tuple[Standards, ...]:
    own = tmp_path_factory.mktemp("policies") / "looks-at-data.yaml"
    own.write_text(LOOKS_AT_DATA, encoding="utf-8")
    return (standards(), load_standards("research"), load_standards(str(own)))


@pytest.fixture(scope="module")
def fixtures() -> Source:
    return Remembered(open_archive(FIXTURES / "hub"))


def _related(found: ModelAudit) -> Iterator[ModelRef]:
    """What was had of what it names, by the names by which it was asked for."""
    evidence = found.evidence
    for model in filter(None, (evidence.subject, *evidence.ancestors)):
        yield from (ModelRef(id=base.id) for base in model.bases if base.resolved)
    for model in filter(None, (evidence.subject, *evidence.datasets)):
        yield from (ModelRef(repo_type=RepoType.DATASET, id=use.id) for use in model.datasets if use.resolved)


def _outcomes(model: ModelAudit, policies: tuple[Standards, ...]) -> list[Outcome]:
    return [judge_again(assemble((model,), held), held).models[0].decision.outcome for held in policies]


def _by_kind(model: ModelAudit, withheld: ModelRef) -> Iterator[tuple[IssueKind, ModelAudit]]:
    for kind in KINDS:
        issues = tuple(
            issue.model_copy(update={"kind": kind}) if issue.subject == str(withheld) else issue
            for issue in model.evidence.issues
        )
        yield kind, model.model_copy(update={"evidence": model.evidence.model_copy(update={"issues": issues})})


def _is_label(ref: ModelRef, kind: IssueKind) -> bool:
    """A data set without an account that the Hub does not know: see docs/errors.md."""
    return ref.repo_type is RepoType.DATASET and "/" not in ref.id and kind in ABSENT


MODELS = [ref for ref in open_archive(FIXTURES / "hub").references() if ref.repo_type is RepoType.MODEL]


@pytest.mark.parametrize("ref", MODELS, ids=str)
def test_withheld_evidence_never_makes_an_outcome_better(
    ref: ModelRef, fixtures: Source, policies: tuple[Standards, ...]
) -> None:
    whole = audit_one(collect(ref, fixtures), policies[0])
    full = _outcomes(whole, policies)
    for withheld in dict.fromkeys(_related(whole)):
        model = audit_one(collect(ref, Withholding(fixtures, withheld)), policies[0])
        seen: dict[tuple[Outcome, ...], IssueKind] = {}
        for kind, troubled in _by_kind(model, withheld):
            if not _is_label(withheld, kind):
                seen.setdefault(tuple(_outcomes(troubled, policies)), kind)
        for outcomes, kind in seen.items():
            for held, before, after in zip(policies, full, outcomes, strict=True):
                fine = after is Outcome.UNVERIFIED or ORDER.index(after) >= ORDER.index(before)
                assert fine, f"{held.policy.policy}: {before} became {after} by {kind} of {withheld}"


def test_the_findings_that_trouble_may_hide_have_the_levels_of_the_table() -> None:
    kinds = load_findings()
    for table in (OF_DATA, OF_CODE, OF_GATE):
        assert table == {name: kinds[name].level for name in table}


HELD = {"general.license": "cc-by-nc-4.0", "general.name": "Wren"}
CARD = "---\nlicense: mit\n---\n"


@pytest.mark.parametrize("harm", ["cut", "emptied", "gone", "replaced"])
@pytest.mark.parametrize("alone", [True, False], ids=["file", "folder"])
def test_a_header_that_stated_a_license_and_was_taken_away_never_helps(
    tmp_path: Path, policies: tuple[Standards, ...], harm: str, alone: bool
) -> None:
    weights, content = tmp_path / "wren" / "wren.gguf", gguf(HELD)
    weights.parent.mkdir()
    weights.write_bytes(content)
    (weights.parent / "README.md").write_text(CARD, encoding="utf-8")
    ref = ModelRef(kind=RefKind.FOLDER, id=str(weights if alone else weights.parent))
    source = WithFolders(open_archive(tmp_path))
    full = _outcomes(audit_one(collect(ref, source), policies[0]), policies)
    harmed = {"cut": content[:-20], "emptied": b"", "replaced": b"<html>no</html>", "gone": None}[harm]
    if harmed is not None:
        weights.write_bytes(harmed)
    elif alone:
        weights.unlink()
    else:
        weights.unlink()
        weights.with_name("wren-00002-of-00002.gguf").write_bytes(gguf({"split.no": 1}))
    for before, after in zip(full, _outcomes(audit_one(collect(ref, source), policies[0]), policies), strict=True):
        assert after is Outcome.UNVERIFIED or ORDER.index(after) >= ORDER.index(before)
