"""Every reference is audited, declared or said: nothing passes because nothing was seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from auditor.files.manifest import read_manifest
from auditor.gate.plan import Fate, Plan, plan
from auditor.schema.decision import Level, Outcome
from auditor.schema.discovery import Certainty, Discovery, Found, FoundType, RepositoryPart, Skipped
from auditor.schema.policy import DiscoveryRules
from auditor.standards import Standards, policy_words
from tests.builders import standards

UNNAMED = [kind for kind in FoundType if kind not in (FoundType.MODEL_PAGE, FoundType.MODEL, FoundType.MODEL_ALIAS)]
SHIPS, TESTS, EXAMPLES, DOCS = RepositoryPart
EXPRESSION = "os.environ['EMBEDDER']"


def found(
    reference: str = EXPRESSION, type_: FoundType = FoundType.DYNAMIC, file: str = "app.py", line: int = 1, **more: Any
) -> Found:
    return Found(file=file, line=line, kind="py_pipeline", type=type_, reference=reference, **more)


def planned(
    items: Sequence[Found], manifest: str | None = None, folder: Path | None = None, *, held: Standards | None = None
) -> Plan:
    held = held or standards()
    declared = None
    if manifest is not None:
        assert folder is not None
        path = folder / "models.yaml"
        path.write_text(manifest, encoding="utf-8")
        words = policy_words(held.knowledge, held.rubric, held.findings)
        declared = read_manifest(path, "models.yaml", words)
        settled = (*held.policy.waivers, *declared.manifest.waivers)
        held = replace(held, policy=held.policy.model_copy(update={"waivers": settled}))
    return plan(declared, Discovery(found=tuple(items)), held)


@pytest.mark.parametrize(
    ("reference", "kind", "audited"),
    [
        ("llama3.1:8b", FoundType.OLLAMA_MODEL, "ollama:llama3.1:8b"),
        ("ollama://heron/chat", FoundType.OLLAMA_MODEL, "ollama:heron/chat:latest"),
        ("ai/smollm2", FoundType.OLLAMA_MODEL, None),  # a namespace of Docker's
        ("oci://registry.example/x", FoundType.OLLAMA_MODEL, None),
        ("heron-ai/chat", FoundType.MODELSCOPE_MODEL, "modelscope:heron-ai/chat"),
        ("heron-ai/rows", FoundType.MODELSCOPE_DATASET, "modelscope:datasets/heron-ai/rows"),
    ],
)
def test_a_model_of_another_registry_is_audited_there(reference: str, kind: FoundType, audited: str | None) -> None:
    made = planned([found(reference, kind)])
    assert [str(target.ref) for target in made.targets] == ([audited] if audited else [])
    assert [item.id for item in made.findings] == ["revision-unpinned" if audited else "reference-unaudited"]


def against(made: Plan) -> list[str]:
    return [item.id for item in made.findings if item.speaks and item.outcome is not Outcome.APPROVED]


@pytest.mark.parametrize("kind", [kind for kind in UNNAMED if kind not in (FoundType.DATASET, FoundType.API_MODEL)])
def test_what_names_nothing_that_is_audited_is_to_review(kind: FoundType) -> None:
    made = planned([found("oci://some where", kind)])
    [item] = made.findings
    assert (item.id, item.level, item.outcome) == ("reference-unaudited", Level.WARNING, Outcome.REVIEW)
    assert item.message.startswith("`oci://some where` ")
    assert item.message.endswith(".")
    assert (made.targets, made.tally.unsettled, made.tally.found) == ((), 1, 1)


@pytest.mark.parametrize("kind", [FoundType.MODEL, FoundType.DATASET, FoundType.API_MODEL])
def test_what_is_not_sure_is_to_review(kind: FoundType) -> None:
    made = planned([found("openai/gpt-4o", kind, certainty=Certainty.POSSIBLE)])
    assert (against(made), made.targets) == (["reference-unaudited"], ())


@pytest.mark.parametrize("written", ["openai/gpt-4o", "openai:gpt-4o", "OpenAI/gpt-4o", "gpt-4o"])
def test_a_closed_model_is_a_target_like_any_other(written: str) -> None:
    made = planned([found(written, FoundType.API_MODEL)])
    assert [str(target.ref) for target in made.targets] == ["openai:gpt-4o"]
    assert (made.findings, made.tally.audited) == ((), 1)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("heronai/gpt-9", "heronai:gpt-9"),
        ("heronai/chat.claude-9-v1:0", "heronai:chat.claude-9-v1:0"),
        ("anthropic.claude-9-v1:0", "anthropic.claude-9-v1:0"),
        ("ft:gpt-9:heron::id", "ft:gpt-9:heron::id"),
        ("gpt-9", "gpt-9"),
    ],
)
def test_one_that_is_not_described_is_a_finding_with_its_name(written: str, shown: str) -> None:
    made = planned([found(written, FoundType.API_MODEL)])
    [item] = made.findings
    assert (item.id, item.outcome, item.reference) == ("model-undescribed", Outcome.REVIEW, shown)
    assert item.message == f"`{shown}` is a model of a service, and Auditor does not describe it."


def test_a_closed_model_with_a_variable_in_its_name_is_no_name() -> None:
    assert against(planned([found("openai/${MODEL}", FoundType.API_MODEL)])) == ["reference-unaudited"]


def test_one_finding_a_model_with_every_place_and_not_one_a_line(tmp_path: Path) -> None:
    items = [found("heron-ai/chat", FoundType.MODEL, f"{name}.py", line) for name in "ab" for line in (3, 9)]
    items += [found(line=line) for line in (20, 30)]
    made = planned(items, "models: []\n", tmp_path)
    assert [item.id for item in made.findings] == ["model-undeclared", "revision-unpinned", "reference-unaudited"]
    for item in made.findings[:2]:
        assert [str(place) for place in item.places] == ["a.py:3", "a.py:9", "b.py:3", "b.py:9"]
        assert item.message.endswith(".")


DECLARED = """references:
  - reference: os.environ["EMBEDDER"]
    file: app.py
    stands_for: [heron-ai/small, openai:gpt-4o]
  - reference: ./models/own
    reason: our own model, trained on our own data
    approver: jane@example.com
"""


def test_a_declaration_settles_by_words_and_file_whatever_the_line(tmp_path: Path) -> None:
    items = [found(line=7), found(line=70), found("./models/own", FoundType.LOCAL_OR_URL, "src/serve.py")]
    made = planned(items, DECLARED, tmp_path)
    assert against(made) == []
    assert [str(target.ref) for target in made.targets] == ["heron-ai/small", "openai:gpt-4o"]
    assert [str(place) for place in made.targets[0].places] == ["models.yaml:2", "app.py:7", "app.py:70"]
    assert (made.tally.declared, made.tally.unsettled) == (3, 0)
    assert [item.id for item in made.findings] == ["revision-unpinned"], "what it stands for has no commit"


def test_a_declaration_for_another_file_settles_nothing_and_is_said(tmp_path: Path) -> None:
    made = planned([found(file="other.py")], DECLARED, tmp_path)
    unused = [item.message for item in made.findings if item.id == "declaration-unused"]
    assert against(made) == ["reference-unaudited"]
    assert unused == [
        'The declaration of `os.environ["EMBEDDER"]` in app.py settles nothing: there is no such reference.',
        "The declaration of `./models/own` settles nothing: there is no such reference.",
    ]
    assert made.targets == (), "what stands for nothing is not audited"


def test_a_declaration_never_takes_a_model_away_from_being_audited(tmp_path: Path) -> None:
    manifest = "references:\n  - {reference: heron-ai/chat, reason: known to us, approver: jane}\n"
    made = planned([found("heron-ai/chat", FoundType.MODEL)], manifest, tmp_path)
    assert [str(target.ref) for target in made.targets] == ["heron-ai/chat"]
    [unused] = [item for item in made.findings if item.id == "declaration-unused"]
    assert unused.message.endswith("settles nothing: it is audited as what it names.")


WAIVER = """waivers:
  - finding: reference-unaudited
    {of}
    reason: risk-accepted
    comment: looked at by the team
    approver: jane
    expires: 2099-01-31
"""


@pytest.mark.parametrize(
    ("of", "left"),
    [
        ("reference: os.environ['EMBEDDER']", []),
        ("file: lib/", ["app.py"]),
        ("file: '*.py'", []),
        ("reference: os.environ['OTHER']", ["app.py", "lib/b.py"]),
        ("{reference: \"os.environ['EMBEDDER']\", file: app.py}", ["lib/b.py"]),
        ("file: ' '", ["app.py", "lib/b.py"]),
        ("file: /", ["app.py", "lib/b.py"]),
        ("model: '*'", ["app.py", "lib/b.py"]),
    ],
)
def test_a_waiver_of_a_reference_names_it_or_its_place(tmp_path: Path, of: str, left: list[str]) -> None:
    written = of.strip("{}").replace(", file", "\n    file") if of.startswith("{") else of
    made = planned([found(), found(file="lib/b.py")], WAIVER.format(of=written), tmp_path)
    assert [str(place.file) for item in made.findings if item.speaks for place in item.places] == left


def test_tests_examples_and_documents_are_shown_and_do_not_count() -> None:
    items = [
        found(file="tests/test_a.py", part=TESTS),
        found("heron-ai/chat", FoundType.MODEL, "tests/test_a.py", part=TESTS),
        found("heron-ai/demo", FoundType.MODEL, "README.md", part=DOCS),
        found("heron-ai/chat", FoundType.MODEL, "docs/a.md", part=DOCS),
    ]
    made = planned(items)
    assert against(made) == []
    assert [str(target.ref) for target in made.targets] == ["heron-ai/chat"], "a model in a test is one that is used"
    assert [fate for _, fate in made.fates] == [Fate.NOT_COUNTED, Fate.AUDITED, Fate.NOT_COUNTED, Fate.AUDITED]
    assert [item.message for item in made.findings if item.id == "reference-uncounted"] == [
        "In tests alone, and so not counted under this policy: `os.environ['EMBEDDER']`.",
        "In documentation alone, and so not counted under this policy: `heron-ai/demo`.",
    ]


def test_a_policy_says_which_parts_count() -> None:
    items = [found(file="t.py", part=TESTS), found("heron-ai/demo", FoundType.MODEL, "README.md", part=DOCS)]
    rules = DiscoveryRules(counts=(SHIPS, TESTS, EXAMPLES, DOCS))
    held = replace(standards(), policy=standards().policy.model_copy(update={"discovery": rules}))
    made = planned(items, held=held)
    assert against(made) == ["reference-unaudited"]
    assert [str(target.ref) for target in made.targets] == ["heron-ai/demo"]


def test_the_tally_counts_each_reference_once_and_what_was_not_read() -> None:
    items = [found("heron-ai/chat", FoundType.MODEL), found(), found("heron-ai/page", FoundType.MODEL_PAGE)]
    discovery = Discovery(found=tuple(items), skipped=(Skipped(file="big.json", reason="larger than we read"),))
    tally = plan(None, discovery, standards()).tally
    assert (tally.found, tally.audited, tally.unsettled, tally.mentioned, tally.unread) == (3, 1, 1, 1, 1)


@pytest.mark.parametrize(
    ("trouble", "part", "name", "outcome"),
    [
        (True, RepositoryPart.SHIPS, "file-unfinished", Outcome.REVIEW),
        (True, RepositoryPart.TESTS, "file-unread", Outcome.APPROVED),
        (False, RepositoryPart.SHIPS, "file-unread", Outcome.APPROVED),
    ],
)
def test_a_file_whose_reading_failed_is_to_review(
    trouble: bool, part: RepositoryPart, name: str, outcome: Outcome
) -> None:
    skipped = Skipped(file="app.ts", reason="takes too long to parse", trouble=trouble, part=part)
    made = plan(None, Discovery(skipped=(skipped,)), standards())
    assert [(item.id, item.outcome) for item in made.findings] == [(name, outcome)]
