"""The systems that the OSI examined, and others that many know, with the code that their cards link.

Code is read from a replica of GitHub's API that serves fixtures/github. What is asserted is what the evidence of the
fixtures gives; the OSI's word is beside it, and no answer may contradict it.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from auditor.fetch.archive import open_archive
from auditor.fetch.github import GitHubSource
from auditor.fetch.links import following
from auditor.pipeline import audit
from auditor.schema.audit import ModelAudit
from auditor.schema.issue import IssueKind, Weight
from auditor.schema.reference import ModelRef
from auditor.schema.rubric import Answer
from auditor.schema.verdict import OsaidOutcome
from tests.builders import FIXTURES, standards
from tests.conftest import QUICK
from tests.github_replica import GitHubReplica

# The OSI's word of 2024; what comes of the evidence here; the criteria in the way, or still open.
EXAMINED = {
    "EleutherAI/pythia-12b": ("pass", "likely-pass", "D1 D3 C1 C5 C6"),
    "allenai/OLMo-7B": ("pass", "likely-pass", "D1 D2 C3 C5"),
    "LLM360/Amber": ("pass", "likely-pass", "D1 D2 D3 C5 C7"),
    "LLM360/CrystalCoder": ("pass", "likely-pass", "D3 C2 C3 C5 C7"),
    "google-t5/t5-11b": ("pass", "likely-pass", "D1 D2 D3 D5 C1 C5"),
    "bigscience/bloom": ("would pass on other terms", "fail", "P3 L3"),
    "bigcode/starcoder2-15b": ("would pass on other terms", "fail", "P3 L3"),
    "tiiuae/falcon-40b": ("would pass on other terms", "undetermined", "D1 D3 C1 C2 C3 C5 C6"),
    "meta-llama/Llama-2-7b": ("fail", "fail", "D1 P1 P3 L3 L4"),
    "xai-org/grok-1": ("fail", "undetermined", "D1 D2 D3 C1 C2 C4 C5 C6"),
    "microsoft/phi-2": ("fail", "likely-fail", "D1 D2 D3 D4 C1 C2 C5 C6"),
    "mistralai/Mixtral-8x7B-v0.1": ("fail", "undetermined", "D1 D2 D3 C1 C2 C5 C6"),
}
# Answers on training code, with the words that say why: the whole, a framework without settings, code that only runs.
CODE = {
    "EleutherAI/pythia-12b": (Answer.MET, "gpt-neox holds train.py and EleutherAI/pythia models/12B/pythia-12b.yml"),
    "allenai/OLMo-7B": (Answer.MET, "configs/official/OLMo-7B.yaml"),
    "LLM360/Amber": (Answer.MET, "main.py and run.sh"),
    "LLM360/CrystalCoder": (Answer.PARTIAL, "no script in it does this by its name"),
    "google-t5/t5-11b": (Answer.MET, "t5.1.0.11B.gin"),
    "bigscience/bloom": (Answer.MET, "train/tr11-176B-ml/tr11-176B-ml.slurm"),
    "swiss-ai/Apertus-8B-2509": (Answer.PARTIAL, "generic fork or framework"),
    "Qwen/Qwen2.5-7B": (Answer.UNKNOWN, "no script in it does this by its name"),
    "meta-llama/Meta-Llama-3-8B": (Answer.UNKNOWN, "a framework that trains any model"),
    "xai-org/grok-1": (Answer.UNKNOWN, "names no code for it"),
    "openai/gpt-oss-20b": (Answer.UNKNOWN, "names no code for it"),
}


@pytest.fixture(scope="module")
def audits(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, ModelAudit]]:
    with pytest.MonkeyPatch.context() as patch, GitHubReplica().load(FIXTURES / "github") as github:
        patch.setenv("AUDITOR_CACHE", str(tmp_path_factory.mktemp("cache")))
        code = GitHubSource(endpoint=github.endpoint, limits=QUICK)
        source = following(open_archive(FIXTURES / "hub"), code)
        refs = [ModelRef(id=name) for name in sorted({*EXAMINED, *CODE})]
        yield {str(made.id): made for made in audit(refs, source, standards()).models}


@pytest.mark.parametrize("name", EXAMINED)
def test_the_evidence_gives_this_and_contradicts_nobody(name: str, audits: dict[str, ModelAudit]) -> None:
    said, outcome, criteria = EXAMINED[name]
    osaid = audits[name].openness.osaid
    assert (osaid.outcome, " ".join(osaid.blocking or osaid.open)) == (outcome, criteria)
    passed = osaid.outcome in (OsaidOutcome.PASS, OsaidOutcome.LIKELY_PASS)
    failed = osaid.outcome in (OsaidOutcome.FAIL, OsaidOutcome.LIKELY_FAIL)
    assert not (passed and said == "fail")
    assert not (failed and said == "pass")


@pytest.mark.parametrize("name", CODE)
def test_linked_training_code(name: str, audits: dict[str, ModelAudit]) -> None:
    answer, words = CODE[name]
    verdict = audits[name].openness.criteria["C2"]
    assert verdict.answer is answer
    assert words in verdict.reason


def test_every_repository_of_the_menagerie_is_linked_by_a_card(audits: dict[str, ModelAudit]) -> None:
    read = {code.id for made in audits.values() for code in made.evidence.code}
    held = {path.stem.replace("--", "/") for path in (FIXTURES / "github").glob("*.yaml")}
    assert held - read == set()


def test_a_link_that_leads_nowhere_is_no_fault_of_the_model(audits: dict[str, ModelAudit]) -> None:
    apertus = audits["swiss-ai/Apertus-8B-2509"]
    [gone] = [issue for issue in apertus.issues if "swiss-ai/lm-evaluation-harness" in issue.subject]
    assert (gone.kind, gone.weight) == (IssueKind.MISSING, Weight.INCIDENTAL)
    assert apertus.openness.criteria["C6"].answer is Answer.PARTIAL
