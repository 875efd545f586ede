"""A condition on multimodal models that binds licensees of some regions alone, as Llama's does in the Union.

Its region is where the licensee is seated, never where the model is used.
"""

from __future__ import annotations

from collections.abc import Iterable

from auditor.schema.decision import Fit
from auditor.schema.evidence import Repository
from auditor.schema.facts import Condition, Metric, Operator
from auditor.schema.regions import countries
from auditor.schema.use import Use

_MULTIMODAL = frozenset(
    (
        *("image-text-to-text", "any-to-any", "visual-question-answering", "document-question-answering"),
        *("image-to-text", "video-text-to-text", "audio-text-to-text", "multimodal", "mllama", "llama4", "vision"),
    )
)
_TEXT_ALONE = frozenset(("text-generation", "text-classification", "feature-extraction", "sentence-similarity"))


def is_multimodal(models: Iterable[Repository]) -> bool:
    """Whether the tags of one of these say that it works with more than text."""
    return bool(_tags(models) & _MULTIMODAL)


def modality(condition: Condition, use: Use, models: tuple[Repository, ...]) -> Fit:
    """How a condition on the modality stands for these models: the one judged, and the one whose license asks."""
    if condition.metric is not Metric.MODALITY or condition.operator is not Operator.NOT_IN:
        return Fit.OPEN
    elsewhere = condition.regions and use.domicile and not countries([use.domicile]) & countries(condition.regions)
    if elsewhere:
        return Fit.SATISFIED
    if not is_multimodal(models):
        return Fit.SATISFIED if _tags(models) & _TEXT_ALONE else Fit.OPEN
    if not condition.regions:  # facts of an older document name the region in words, which are not read here
        return Fit.OPEN if condition.period and not use.domicile else Fit.VIOLATED
    return Fit.VIOLATED if use.domicile else Fit.OPEN


def _tags(models: Iterable[Repository]) -> set[str]:
    return {tag.lower() for model in models for tag in model.tags}
