"""The frameworks that an audit answers, and the documentation duties that it covers, in the document's own words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from auditor.report.page.words import plain, sentence
from auditor.report.parts.openness import general_purpose
from auditor.schema.citation import Citation
from auditor.schema.verdict import CoverageTable, LimbResult, Openness


@dataclass(frozen=True)
class Standing:
    """How the model stands in one framework, and which criteria keep it from the next step or are open."""

    short: str
    name: str
    outcome: str
    blocking: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    note: str = ""
    citations: tuple[Citation, ...] = ()

    @property
    def stands(self) -> str:
        """The outcome with the framework's short name."""
        return f"{self.short}: {self.outcome}"


def frameworks(openness: Openness) -> tuple[Standing, ...]:
    """Every framework answered; the first two always are."""
    return tuple(_frameworks(openness))


def _frameworks(openness: Openness) -> Iterator[Standing]:
    def names(keys: tuple[str, ...]) -> tuple[str, ...]:
        said = openness.criteria
        return tuple(f"{plain(said[key].name)} ({key})" if key in said else key for key in keys)

    tier, osaid, mof, limb = openness.tier, openness.osaid, openness.mof, openness.ai_act
    yield Standing("Openness tier", "Openness tier", plain(tier), names(openness.tier_blocking))
    name = "Open Source AI Definition (OSAID)"
    yield Standing("OSAID", name, plain(osaid.outcome), names(osaid.blocking), osaid.open)
    if mof is not None:
        outcome = f"class {mof.reached}" if mof.reached else "no class"
        yield Standing("MOF", "Model Openness Framework (MOF)", outcome, names(mof.blocking))
    if limb is not None:
        name, note = "EU AI Act, Article 53(2)", _exception(limb)
        yield Standing("AI Act", name, plain(limb.outcome), note=note, citations=limb.citations)


def _exception(limb: LimbResult) -> str:
    """Why the exception is open to it or not, and whether it needs it."""
    asked = limb.general_purpose
    general = f" {general_purpose(asked)}" if asked else ""
    return f"{sentence(limb.reason, own=True)}{general}"


def not_assessed(answered: Iterable[Openness]) -> tuple[str, ...]:
    """What the frameworks say that cannot be told from the evidence; the same for most models, so it stands once."""
    limbs = (openness.ai_act for openness in answered)
    return tuple(dict.fromkeys(item for limb in limbs if limb is not None for item in limb.not_assessed))


def covered(table: CoverageTable) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """A documentation duty's elements by how far they are documented."""
    grouped: dict[str, list[str]] = {}
    for element, coverage in table.elements.items():
        grouped.setdefault(coverage.value, []).append(plain(element))
    return tuple((coverage, tuple(named)) for coverage, named in grouped.items())
