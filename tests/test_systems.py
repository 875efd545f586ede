"""Closed systems go through the same rubric: nothing to download, terms that bind, words with their source."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
import yaml

from auditor.decide.lifecycle import availability
from auditor.errors import PolicyError, ReferenceFormatError
from auditor.fetch.source import Unobtainable
from auditor.fetch.systems import WithSystems
from auditor.files.company import ready_made
from auditor.files.policies import home
from auditor.files.systems import load_systems
from auditor.gather.dossier import gather
from auditor.parse.references import covers, parse_reference
from auditor.pipeline import audit
from auditor.schema.audit import ModelAudit
from auditor.schema.decision import Outcome
from auditor.schema.facts import RestrictionKind
from auditor.schema.issue import IssueKind
from auditor.schema.lifecycle import Status
from auditor.schema.reference import ModelRef, RefKind
from auditor.schema.rubric import Answer
from auditor.schema.snapshot import Snapshot, Snapshots
from auditor.schema.verdict import OsaidOutcome
from tests.builders import standards

SYSTEMS = load_systems()
DESCRIBED = sorted({item.id for item in SYSTEMS.values() if item.withheld})


class Nothing:
    """A source that must not be asked."""

    def fetch(self, ref: ModelRef) -> Snapshot:
        raise AssertionError(ref)


def judged(name: str, on: date | None = None, policy: str = "commercial") -> ModelAudit:
    source = WithSystems(Nothing(), SYSTEMS)
    held = replace(standards(policy), today=on) if on else standards(policy)
    return audit([parse_reference(name)], source, held).models[0]


@pytest.mark.parametrize("name", [*DESCRIBED, "openai:gpt-5", "anthropic:claude-opus-4-5", "google:gemini-2.5-pro"])
def test_every_system_is_closed_and_fails(name):
    model = judged(name)
    assert model.id == name
    assert model.openness.tier == "closed"
    assert model.openness.osaid.outcome is OsaidOutcome.FAIL
    assert model.openness.criteria["P1"].answer is Answer.NOT_MET
    assert model.openness.criteria["P1"].citations
    assert model.decision.outcome is not Outcome.APPROVED


@pytest.mark.parametrize(
    "name",
    [
        "openai:gpt-3",
        "openai:gpt-4",
        "openai:gpt-4o",
        "openai:gpt-4o-mini",
        "google:gemini-1.5-pro",
        "anthropic:claude-3-5-sonnet",
        "anthropic:claude-3-5-haiku",
        "inflection:pi",
    ],
)
def test_the_systems_that_users_ask_for_are_there(name):
    assert name in SYSTEMS


@pytest.mark.parametrize("provider", ["openai", "anthropic", "google"])
def test_terms_speak_of_outputs_and_competing_models(provider):
    system = next(item for name, item in SYSTEMS.items() if name.startswith(provider))
    kinds = {item.restriction for item in system.terms.restrictions}
    assert {RestrictionKind.NO_COMPETING_MODEL, RestrictionKind.NO_TRAINING_ON_OUTPUTS} <= kinds


@pytest.mark.parametrize(
    ("dated", "plain"),
    [
        ("openai:gpt-4o-2024-08-06", "openai:gpt-4o"),
        ("anthropic:claude-3-5-sonnet-20241022", "anthropic:claude-3-5-sonnet"),
        ("google:gemini-flash-latest", "google:gemini-flash"),
        ("openai:chatgpt-4o-latest", "openai:gpt-4o"),
    ],
)
def test_a_dated_name_is_the_same_system(dated, plain):
    assert judged(dated).id == plain


def test_of_a_system_that_is_only_listed_what_it_was_trained_on_is_unknown():
    model = judged("openai:gpt-5")
    assert model.license.concluded == "openai-terms"
    assert {model.openness.criteria[name].answer for name in ("D1", "D2", "C2")} == {Answer.UNKNOWN}


def test_models_whose_weights_are_open_are_not_among_the_closed():
    named = [name for name in SYSTEMS if "gpt-oss" in name or "gemma" in name or "whisper" in name]
    assert named
    assert not [name for name in named if SYSTEMS[name].closed]
    assert judged("openai:gpt-oss-120b").openness.criteria["P1"].answer is Answer.UNKNOWN


def test_what_was_told_cites_its_source():
    verdict = judged("openai:gpt-4").openness.criteria["D1"]
    assert verdict.answer is Answer.NOT_MET
    assert "2303.08774" in verdict.citations[0].quote


def test_silence_is_unknown():
    assert judged("inflection:pi").openness.criteria["D1"].answer is Answer.UNKNOWN


def test_a_system_that_is_not_described_is_unverified():
    model = judged("nobody:nothing")
    assert model.decision.outcome is Outcome.UNVERIFIED
    assert model.issues[0].kind is IssueKind.NOT_IN_SOURCE
    assert "anthropic, azure" in (model.issues[0].hint or "")
    assert "did you mean openai:gpt-4o?" in (judged("nobody:gpt-4o").issues[0].hint or "")


@pytest.mark.parametrize("policy", ready_made())
@pytest.mark.parametrize(
    "name", ["openai:gpt-4oo", "azure:orders-chat", "bedrock:writer.palmyra-x5-v1:0", "google:tunedModels/orders-7"]
)
def test_of_a_model_that_nobody_describes_the_provider_s_terms_are_judged_and_it_is_never_approved(name, policy):
    model = judged(name, policy=policy)
    assert model.id == name
    assert model.decision.outcome in (Outcome.REVIEW, Outcome.DENIED)
    assert "finding/system-undescribed" in {reason.rule for reason in model.decision.reasons}
    assert model.license.concluded
    assert model.openness.criteria["P1"].answer is Answer.UNKNOWN


def test_names_that_look_alike_are_offered():
    (finding,) = [item for item in judged("openai:gpt-4oo").findings if item.id == "system-undescribed"]
    assert (
        finding.message
        == (
            "openai:gpt-4oo is not described: the terms of OpenAI are known, the model and its life are not; "
            "did you mean openai:gpt-4o?"
        )
        or "openai:gpt-4o" in finding.names
    )


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("further: [one, one]", "`one` stands twice"),
        ("further: [one]\naccess_told: null", "`access_told` is missing"),
        ("access: door", "`access`"),
    ],
)
def test_a_wrong_provider_file_is_refused_with_its_place(tmp_path, change, says):
    own = yaml.safe_load((home() / "systems" / "inflection.yaml").read_text(encoding="utf-8"))
    told = {"access_told": {"says": "By its API.", "source": "its documentation", "date": "2026-01"}}
    folder = tmp_path / "systems"
    folder.mkdir()
    changed = own | told | yaml.safe_load(change)
    (folder / "inflection.yaml").write_text(yaml.safe_dump(changed), encoding="utf-8")
    with pytest.raises(PolicyError, match=re.escape(says)) as refused:
        load_systems(tmp_path)
    assert "inflection.yaml:" in str(refused.value)


AUTUMN = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("name", "status", "retires", "successor", "outcome"),
    [
        ("openai:gpt-3", "retired", "2024-01-04", "davinci-002", "denied"),
        ("openai:text-davinci-003", "retired", "2024-01-04", "gpt-3.5-turbo-instruct", "denied"),
        ("openai:gpt-4", "retired", "2026-10-23", "gpt-5.6-sol", "denied"),
        ("openai:gpt-4o", "retiring", "2027-01-14", "gpt-6-luna", "review"),
        ("openai:gpt-4o-2024-05-13", "retired", "2026-10-23", "gpt-5.6-sol", "denied"),
        ("openai:gpt-4o-mini", "retiring", "2027-01-14", "gpt-6-luna", "review"),
        ("openai:gpt-4o-mini-2024-07-18", "retiring", "2027-01-14", "gpt-6-luna", "review"),
        ("openai:chatgpt-4o-latest", "retired", "2026-02-17", "gpt-5.1-chat-latest", "denied"),
        ("google:gemini-1.5-pro", "retired", None, "gemini-2.5-pro", "denied"),
        ("google:gemini-1.0-pro", "retired", None, "gemini-1.5-pro", "denied"),
        ("google:gemini-2.5-pro", "retiring", "2026-12-01", "gemini-3.8-flash", "review"),
        ("anthropic:claude-3-5-sonnet", "retired", "2025-10-28", "claude-sonnet-4-6", "denied"),
        ("anthropic:claude-3-5-sonnet-20241022", "retired", "2025-10-28", "claude-sonnet-4-6", "denied"),
        ("anthropic:claude-3-5-haiku", "retired", "2026-02-19", "claude-haiku-4-5-20251001", "denied"),
        ("anthropic:claude-opus-4-6", "active", None, None, "conditional"),
        ("inflection:pi", "active", None, None, "review"),
        ("inflection:inflection-1", "unknown", None, None, "review"),
        ("openai:tts-1", "unknown", None, None, "conditional"),
        ("openai:gpt-3.5-turbo-1106", "retired", "2026-09-28", "gpt-5.6-terra", "denied"),
        ("openai:text-embedding-3-small", "active", None, None, "conditional"),
        ("openai:whisper-1", "unknown", None, None, "conditional"),
        ("openai:dall-e-3", "retired", "2026-05-12", "gpt-image-2", "denied"),
        ("google:models/gemini-2.0-flash", "retired", "2026-06-01", "gemini-3.6-flash", "denied"),
        ("gemini:gemini-2.5-flash-preview-05-20", "retired", "2025-11-18", "gemini-3.6-flash", "denied"),
        ("mistral:mistral-large-2407", "retired", "2025-03-30", "mistral-large-3-25-12", "denied"),
        ("cohere:embed-english-v3.0", "active", None, None, "review"),
        ("deepseek:deepseek-chat", "retired", "2026-07-24", "deepseek-v4-flash", "denied"),
        ("xai:grok-4.3", "active", None, None, "conditional"),
        ("perplexity:sonar", "retired", "2026-09-27", None, "denied"),
        ("azure:gpt-4o-2024-08-06", "retiring", "2027-04-14", "gpt-5.1", "review"),
        ("azure:gpt-4.1", "retiring", "2027-04-14", "gpt-5.1", "review"),
        ("azure:gpt-4-turbo", "retiring", "2026-10-23", "gpt-5.6-sol", "review"),
        (
            "bedrock:anthropic.claude-3-haiku-20240307-v1:0",
            "retiring",
            "2026-04-20",
            "claude-haiku-4-5-20251001",
            "review",
        ),
        (
            "bedrock:us.anthropic.claude-sonnet-4-20250514-v1:0",
            "retired",
            "2026-10-14",
            "anthropic.claude-sonnet-5",
            "denied",
        ),
        ("bedrock:amazon.nova-lite-v1:0", "active", None, None, "conditional"),
        ("vertex:gemini-1.5-pro-002", "retired", "2025-09-24", "gemini-2.5-pro", "denied"),
        ("vertex:claude-3-5-haiku@20241022", "retiring", "2026-07-05", None, "review"),
        ("openrouter:anthropic/claude-3.5-sonnet", "retiring", "2025-10-28", "claude-sonnet-4-6", "review"),
        ("groq:mixtral-8x7b-32768", "retired", "2025-03-20", None, "denied"),
    ],
)
def test_what_is_gone_is_not_allowed(
    name: str, status: str, retires: str | None, successor: str | None, outcome: str
) -> None:
    model = judged(name, AUTUMN)
    told = model.availability
    assert told is not None
    assert (told.status.value, told.retires and str(told.retires), told.successor) == (status, retires, successor)
    assert model.decision.outcome.value == outcome


def test_before_its_end_was_near_a_model_was_offered() -> None:
    assert judged("openai:gpt-4", date(2026, 4, 25)).decision.outcome is Outcome.CONDITIONAL
    assert judged("openai:gpt-4", date(2026, 4, 26)).decision.outcome is Outcome.REVIEW


def test_every_day_of_a_life_names_a_source_with_an_address_and_a_date() -> None:
    lives = [system.lifecycle for system in SYSTEMS.values() if system.lifecycle]
    assert len(lives) > 100
    for life in lives:
        assert life.facts
        for fact in life.facts.values():
            assert all(seen.url.startswith("https://") and seen.date and seen.title for seen in life.seen(fact))


def test_a_life_of_no_model_is_refused(tmp_path) -> None:
    (tmp_path / "systems").mkdir()
    (tmp_path / "lifecycles").mkdir()
    own = (home() / "systems" / "inflection.yaml").read_text(encoding="utf-8")
    (tmp_path / "systems" / "inflection.yaml").write_text(own, encoding="utf-8")
    lives = (home() / "lifecycles" / "inflection.yaml").read_text(encoding="utf-8")
    wrong = lives.replace("names: [pi]", "names: [pie]")
    (tmp_path / "lifecycles" / "inflection.yaml").write_text(wrong, encoding="utf-8")
    with pytest.raises(PolicyError, match="`inflection:pie` is no model that policies/systems"):
        load_systems(tmp_path)
    broken = lives.replace("on: 2023-05", "on: May 2023")
    (tmp_path / "lifecycles" / "inflection.yaml").write_text(broken, encoding="utf-8")
    with pytest.raises(PolicyError, match=r"inflection.yaml:\d+: .*should be a day such as 2026-10-23, or a month"):
        load_systems(tmp_path)


def every_name() -> list[str]:
    """Every name that is listed, and every one that has a life at a host."""
    hosted = [f"{host}:{name}" for host, known in SYSTEMS.living.items() for name in known.named]
    return list(dict.fromkeys([*SYSTEMS, *hosted]))


def test_every_name_is_found_with_its_terms_and_its_life() -> None:
    names = every_name()
    assert len(names) > 1000
    source, knowledge = WithSystems(Nothing(), SYSTEMS), standards().knowledge
    subjects = {}
    for name in names:
        ref = parse_reference(name)
        subjects[name] = gather(Snapshots(ref=ref, subject=source.fetch(ref)), knowledge).subject
    assert [
        name for name, subject in subjects.items() if not (subject and subject.offer and subject.license_claims)
    ] == []
    stands = {name: availability(subject, AUTUMN) for name, subject in subjects.items()}
    assert sum(told is not None and told.status is Status.RETIRED for told in stands.values()) > 300
    lost = {name for name, subject in subjects.items() if subject and subject.offer and not subject.offer.described}
    assert not lost & set(SYSTEMS)
    assert len(lost) < 20
    lives = [f"{host}:{name}" for host, known in SYSTEMS.living.items() for name in known.named]
    assert [name for name in lives if not (subject := subjects[name]) or subject.lifecycle is None] == []


def test_of_the_models_that_are_listed_none_is_approved() -> None:
    source, held = WithSystems(Nothing(), SYSTEMS), replace(standards(), today=AUTUMN)
    models = audit([parse_reference(name) for name in every_name()[::15]], source, held).models
    assert not [model.reference for model in models if model.issues]
    outcomes = {model.decision.outcome for model in models}
    assert outcomes == {Outcome.CONDITIONAL, Outcome.REVIEW, Outcome.DENIED}
    gone = [model for model in models if model.availability and model.availability.status is Status.RETIRED]
    assert {model.decision.outcome for model in gone} == {Outcome.DENIED}


def test_a_waiver_names_a_model_at_a_host_as_it_is_audited() -> None:
    for name in ("openrouter:anthropic/claude-3.5-sonnet", "vertex:claude-3-5-haiku@20241022", "openai:gpt-4o"):
        assert covers(name, judged(name).purl or "")
    assert not covers("openrouter:anthropic/claude-3-opus", judged("openrouter:anthropic/claude-3.5-sonnet").purl or "")


@pytest.mark.parametrize(
    "text",
    [
        "openai:gpt-4",
        "google:gemini-1.5-pro",
        "a1:b_c",
        "bedrock:anthropic.claude-3-haiku-20240307-v1:0",
        "vertex:claude-3-5-haiku@20241022",
        "google:models/gemini-2.0-flash",
        "openrouter:anthropic/claude-3.5-sonnet",
        "bedrock:arn:aws:bedrock:eu-west-1::foundation-model/amazon.titan-embed-text-v2:0",
        "openai:" + "a" * 150,
    ],
)
def test_references_to_systems(text):
    assert parse_reference(text) == ModelRef(kind=RefKind.SYSTEM, id=text)


@pytest.mark.parametrize(
    "text", ["openai:" + "a" * 151, "openai:", "openai:gpt 4", "openai://gpt-4", "openai:/gpt", "openai:gpté"]
)
def test_what_is_no_reference_to_a_system(text):
    with pytest.raises(ReferenceFormatError):
        parse_reference(text)


def test_a_name_alone_leads_to_the_system_that_is_called_so() -> None:
    class Empty:
        def fetch(self, ref: ModelRef) -> Snapshot:
            raise Unobtainable(IssueKind.MISSING_OR_PRIVATE, "is missing or private", hint="mind the spelling")

    source = WithSystems(Empty(), SYSTEMS)
    hints = [
        audit([parse_reference(name)], source, standards()).models[0].issues[0].hint
        for name in ("gpt-4", "anthropic/claude-3.5-sonnet", "heron-ai/chat")
    ]
    assert hints == [
        "did you mean the closed model openai:gpt-4?",
        "did you mean the closed model anthropic:claude-3.5-sonnet?",
        "mind the spelling",
    ]
