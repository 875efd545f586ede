"""Multimodal models whose license excludes licensees in one region."""

from __future__ import annotations

import pytest

from auditor.decide.modality import modality
from auditor.schema.decision import Fit
from auditor.schema.facts import Condition, Metric, Operator
from auditor.schema.use import Use
from tests.builders import audited, dossier, snapshot, standards

ASKED = Condition(
    metric=Metric.MODALITY,
    operator=Operator.NOT_IN,
    value=("multimodal",),
    regions=("EU",),
    effect="no rights",
)
VISION, TEXT, SILENT = ["image-text-to-text"], ["text-generation"], ["x"]


@pytest.mark.parametrize(
    ("tags", "seat", "fit"),
    [
        (VISION, "EU", Fit.VIOLATED),
        (VISION, "DE", Fit.VIOLATED),
        (VISION, "US", Fit.SATISFIED),
        (VISION, None, Fit.OPEN),
        (TEXT, "DE", Fit.SATISFIED),
        (TEXT, None, Fit.SATISFIED),
        (SILENT, "DE", Fit.OPEN),
        (SILENT, "US", Fit.SATISFIED),
    ],
)
def test_modality_and_the_seat_of_the_licensee(tags: list[str], seat: str | None, fit: Fit) -> None:
    subject = dossier(snapshot(tags=tags)).subject
    assert subject is not None
    for regions in ("any", ("EU",), ("US",)):
        assert modality(ASKED, Use(domicile=seat, regions=regions), (subject,)) is fit


def test_other_conditions_are_not_its_business() -> None:
    other = ASKED.model_copy(update={"metric": Metric.DATE})
    assert modality(other, Use(), ()) is Fit.OPEN
    assert modality(ASKED.model_copy(update={"regions": ()}), Use(), ()) is Fit.OPEN


@pytest.mark.parametrize(
    ("period", "seat", "fit"),
    [
        ("", None, Fit.VIOLATED),
        ("", "US", Fit.VIOLATED),
        ("in the European Union", None, Fit.OPEN),
        ("in the European Union", "US", Fit.VIOLATED),
    ],
)
def test_a_region_in_words_alone_is_never_read_and_never_helps(period: str, seat: str | None, fit: Fit) -> None:
    subject = dossier(snapshot(tags=VISION)).subject
    assert subject is not None
    silent = ASKED.model_copy(update={"regions": (), "period": period})
    assert modality(silent, Use(domicile=seat), (subject,)) is fit


@pytest.mark.parametrize("region", ["European Union", "any", "XX", ""])
def test_a_region_of_a_condition_is_a_code(region: str) -> None:
    with pytest.raises(ValueError, match="is no region"):
        Condition.model_validate(ASKED.plain() | {"regions": [region]})


def test_a_derivative_of_a_vision_model_is_denied_to_who_sits_in_the_union_alone() -> None:
    base = snapshot("meta-llama/Llama-3.2-11B-Vision", "license: llama3.2", tags=["image-text-to-text"])
    tuned = snapshot("org/Llama-receipts", "license: llama3.2\nbase_model: meta-llama/Llama-3.2-11B-Vision", tags=["x"])
    outcomes = [audited(tuned, base, domicile=seat).decision.outcome.value for seat in ("EU", "US")]
    assert outcomes == ["denied", "conditional"]
    asked = audited(tuned, base, regions=("EU",)).decision
    assert "domicile" in {question.about for question in asked.questions}


def test_a_text_model_of_the_same_release_is_not() -> None:
    base = snapshot("meta-llama/Llama-3.2-1B", "license: llama3.2", tags=["text-generation"])
    tuned = snapshot(
        "org/Llama-garden", "license: llama3.2\nbase_model: meta-llama/Llama-3.2-1B", tags=["text-generation"]
    )
    assert audited(tuned, base, domicile="DE").decision.outcome.value == "conditional"


def test_no_license_of_the_catalog_says_in_words_alone_whom_its_condition_binds() -> None:
    asked = [
        (item.id, condition)
        for item in standards().knowledge.catalog.licenses
        for condition in item.conditions
        if condition.metric is Metric.MODALITY
    ]
    assert asked
    assert [name for name, condition in asked if condition.period and not condition.regions] == []
