"""The terminal report: within its width, without color where none is wanted, and inert whatever a card holds."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from rich.cells import cell_len

from auditor.fetch.archive import open_archive
from auditor.pipeline import assemble, audit, audit_one
from auditor.report.console import render
from auditor.report.formats import FORMATS, Look
from auditor.report.json import parse
from auditor.schema.audit import Audit, ModelAudit
from auditor.schema.decision import Outcome
from auditor.schema.issue import Weight
from auditor.schema.reference import ModelRef
from auditor.schema.snapshot import Snapshot
from tests.builders import audited, issue, snapshot, snapshots, standards

EVIL = (
    "\x1b[31mred\x1b[0m\x1b]8;;http://a.test\x07x \u202egnp.exe \x9b2J [bold]b[/bold] [/] :boom: \u200b\ufeff\x00"
    + "w" * 300
)
LONG = "字" * 150
# How long a report may take its words from, in fields that a hostile author fills.
HOSTILE = snapshot(
    "org/model",
    f"license: {LONG}\nbase_model: '{LONG}'",
    f"# {EVIL.replace(chr(0), '')}\n[a](https://a.test/{'y' * 300})\n## Training data {LONG}\nText\n",
    tags=[f"license:{EVIL}", EVIL],
    library_name=EVIL,
    listed=(f"{EVIL}.safetensors", f"USE_POLICY {EVIL}", "config.json"),
    cardData={"license": EVIL, "base_model": [EVIL]},
)


@pytest.fixture(scope="module")
def menagerie(fixtures_hub: Path) -> Audit:
    archive = open_archive(fixtures_hub)
    return audit(archive.references(), archive, standards())


@pytest.fixture(scope="module")
def few(menagerie: Audit) -> Audit:
    """One of each outcome, with bases and without."""
    names = (
        "HuggingFaceH4/zephyr-7b-beta",
        "Qwen/Qwen2.5-72B",
        "quantumaikr/KoreanLM-3B",
        "stabilityai/stable-zero123",
    )
    chosen = [model for model in menagerie.models if model.id in (*names, "tloen/alpaca-lora-7b")]
    return assemble(tuple(chosen), standards())


@pytest.fixture(scope="module")
def hostile(fixtures_hub: Path) -> Audit:
    names = ("hostile-card", "hostile-front-matter", "not-yaml", "crlf-bom", "placeholder-card")
    refs = [ModelRef(id=f"auditor-fixtures/{name}") for name in names]
    made = audit(refs, open_archive(fixtures_hub), standards())
    trouble = issue(Weight.DECISIVE, EVIL, file=EVIL)
    own = [audited(HOSTILE, issues=[trouble]), audited(HOSTILE, policy="research")]
    return assemble((*made.models, *own), standards())


def one(held: Snapshot | ModelAudit, *, look: Look | None = None) -> str:
    model = held if isinstance(held, ModelAudit) else audited(held)
    return render(assemble((model,), standards()), look or Look(width=80))


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("verbose", [0, 2])
def test_no_line_is_longer_than_the_width(width: int, verbose: int, few: Audit, hostile: Audit) -> None:
    for made in (few, hostile):
        shown = render(made, Look(width=width, verbose=verbose))
        assert max(cell_len(line) for line in shown.splitlines()) <= width


def test_no_line_of_the_menagerie_is_longer_than_a_terminal(menagerie: Audit) -> None:
    assert max(cell_len(line) for line in render(menagerie, Look(width=80)).splitlines()) <= 80


def test_the_row_that_a_finding_rests_on_is_shown_on_demand() -> None:
    model = audited(snapshot("org/model", "license: mit", "It is for non-commercial use only."))
    assert "row limits/non-commercial-only" in one(model, look=Look(width=100, verbose=1))
    assert "row limits/" not in one(model, look=Look(width=100))


@pytest.mark.parametrize("verbose", [0, 1, 2])
def test_hostile_words_are_inert(verbose: int, hostile: Audit) -> None:
    shown = render(hostile, Look(width=100, verbose=verbose))
    odd = {char for char in shown if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")} - {"\n"}
    assert odd == set()
    assert "💥" not in shown
    if verbose == 2:
        assert "[bold]b[/bold]" in shown


def test_with_color_only_our_own_colors_are_there(hostile: Audit) -> None:
    shown = render(hostile, Look(width=100, color=True, verbose=2))
    rest = shown.replace("\x1b[", "")
    assert "\x1b[" in shown
    assert "\x1b" not in rest
    assert "\x9b" not in rest
    assert "\u202e" not in rest


def test_without_color_there_is_no_escape(few: Audit) -> None:
    assert "\x1b" not in render(few, Look(width=80, verbose=2))


@pytest.mark.parametrize(
    ("front", "first"),
    [
        ("mit", "APPROVED  nothing in its papers stands against the declared use"),
        ("llama3.1", "CONDITIONAL  it may be used if its conditions hold"),
        ("other", "REVIEW  a person has to read its papers first"),
        ("cc-by-nc-4.0", "DENIED  its terms or the policy do not allow the declared use"),
    ],
)
def test_the_decision_comes_first(front: str, first: str) -> None:
    lines = one(snapshot(front=f"license: {front}")).splitlines()
    assert lines[0].startswith("org/model ──")
    assert lines[1] == first


def test_trouble_is_said_with_what_it_would_be_without() -> None:
    trouble = " ".join(one(audited(snapshot(), issues=[issue(Weight.DECISIVE, file="LICENSE")])).split())
    assert "UNVERIFIED something needed could not be obtained" in trouble
    assert "(on what could be read: approved)" in trouble
    assert "× maker/base: LICENSE is gated" in trouble


def test_of_a_model_that_was_not_read_nothing_is_said_but_the_trouble() -> None:
    missing = snapshots(None, issues=[issue(Weight.DECISIVE, "org/model")])
    said = one(audit_one(missing, standards("commercial")))
    assert "on what could be read" not in said
    assert "openness" not in said
    assert "the model could not be read" in said
    assert "× org/model is gated" in said


def test_trouble_that_changes_nothing_is_counted_and_shown_on_demand() -> None:
    model = audited(snapshot(), issues=[issue(Weight.INCIDENTAL, "datasets/org/data")], policy="research")
    assert model.decision.outcome is Outcome.APPROVED
    assert "and 1 that change nothing (-v shows them)" in one(model)
    assert "datasets/org/data is gated" in one(model, look=Look(width=80, verbose=1))


def test_trouble_for_which_nothing_is_decided_is_shown_however_light() -> None:
    model = audited(snapshot(), issues=[issue(Weight.INCIDENTAL, "datasets/org/data")])
    assert model.decision.outcome is Outcome.UNVERIFIED
    assert "× datasets/org/data is gated" in one(model)
    assert "change nothing" not in one(model)


def test_where_licenses_and_policies_are_read_is_said_once() -> None:
    shown = one(snapshot(front="license: llama3.1"), look=Look(width=300))
    assert shown.count("llama3.1: read it at https://") == 1
    assert shown.count("llama3.1-aup: read it at https://") == 1
    assert "read it at" not in one(snapshot(front="license: cc-by-nc-4.0"))


def test_questions_and_duties_say_which_clause_asks() -> None:
    shown = one(snapshot(front="license: llama3.1"), look=Look(width=300))
    assert "? are there at most 700,000,000 monthly active users" in shown
    assert "clause 2; answer with --users N or --users-in 2024-06=N, or monthly_active_users in your policy]" in shown
    assert "[llama3.1-aup, fourth point]" in shown
    assert "☐" in shown


def test_evidence_is_shown_on_demand() -> None:
    plain, more, most = (one(HOSTILE, look=Look(width=200, verbose=verbose)) for verbose in (0, 1, 2))
    assert "sha256:" not in plain
    assert "README.md:2 sha256:" in more
    assert len(most) >= len(more) > len(plain)


def test_every_criterion_is_shown_on_demand() -> None:
    shown = one(snapshot(), look=Look(width=120, verbose=1))
    assert all(f"{criterion.name}: " in shown for criterion in standards().rubric.criteria)


def test_many_models_begin_with_a_table_and_end_with_a_count(menagerie: Audit) -> None:
    lines = render(menagerie, Look(width=100)).splitlines()
    assert lines[0].split() == ["model", "decision", "license", "commercial", "findings"]
    assert lines[-1].startswith(f"{len(menagerie.models)} models under policy commercial: ")
    approved = {str(model.id) for model in menagerie.models if model.decision.outcome.value == "approved"}
    assert not [name for name in approved if any(line.startswith(f"{name} ─") for line in lines)]


@pytest.mark.parametrize("verbose", [0, 1, 2])
def test_a_saved_audit_is_rendered_as_the_live_one(verbose: int, few: Audit, hostile: Audit) -> None:
    for made in (few, hostile):
        saved = parse(FORMATS["json"](made, Look()).encode(), "saved")
        assert render(saved, Look(width=80, verbose=verbose)) == render(made, Look(width=80, verbose=verbose))
