"""Sentences on the repository's own license: the promise, the term against it, how a model is had, what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.gate.promises import Clash, ModelTerm, Unmet
from auditor.gate.stated import StatedLicense
from auditor.schema.facts import Obligation
from auditor.schema.numbering import clause
from auditor.schema.place import Place
from auditor.schema.promises import Had

_MOST = 3
_LONGEST = 60  # of words to be shown
_SHORT = 8  # digits of a commit


def named(names: Sequence[str], most: int = _MOST) -> str:
    """Names as a sentence has them: `a`, `a and b`, `a, b, c and 4 more`."""
    held = list(dict.fromkeys(names))
    shown = held[:most] + ([f"{len(held) - most} more"] if len(held) > most else [])
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def conflict_words(
    models: Sequence[str], clashes: Sequence[Clash], unmet: Sequence[Unmet], had: Had, places: Sequence[Place]
) -> str:
    """All of one finding: a sentence for each clash, how the models are had, and the duties that no file meets."""
    single = len(set(models)) == 1
    by_promise: dict[tuple[str, str], list[Clash]] = {}
    for clash in clashes:
        by_promise.setdefault((clash.own.license_id, clash.promise.id), []).append(clash)
    groups = list(by_promise.values())
    sentences = [_clash(alike, models, single, groups[n - 1] if n else None) for n, alike in enumerate(groups)]
    sentences.append(_had(had, places, single))
    if unmet:
        duties = "; ".join(dict.fromkeys(map(_duty, unmet)))
        license_ = "" if clashes else f" of {unmet[0].term.title} for {named(models)}"
        sentences.append(
            f"No file here meets {'this duty' if len(unmet) == 1 else 'these duties'}{license_}: {duties}."
        )
    return " ".join(sentences if clashes else sentences[::-1])


def unclear_words(own: StatedLicense, disagreement: str, models: Sequence[str]) -> str:
    """Why it is not clear what the repository's license promises, and for whose terms that matters."""
    whose = f"the terms of {named(models)}"
    if disagreement:
        return f"{disagreement}. Both were held against {whose}."
    if not own.stated:
        return f"This repository states no license, so that none was held against {whose}."
    return f"{'; '.join(own.doubts[:_MOST])}. What it promises was not held against {whose}."


def _clash(alike: Sequence[Clash], models: Sequence[str], single: bool, before: Sequence[Clash] | None) -> str:
    """`Apache-2.0 (LICENSE:1, clause 2) lets anyone …; org/name does not (CC-BY-NC-4.0, clause 2(a)(1))`.

    `alike` are clashes with one promise. What the sentence before has told is not told again: where a license is
    stated, and which licenses these are.
    """
    clash, own = alike[0], alike[0].own.license_id
    told = before[0] if before else None
    place = str(clash.own.place) if told is None or told.own != clash.own else ""
    is_told = told is not None and not place and told.own_clause == clash.own_clause
    where = ", ".join(filter(None, (place, "" if is_told else clause(clash.own_clause))))
    says = " and ".join((one.row.one if single else one.row.several).format(own=own) for one in alike)
    unless = f", unless later versions of {own} may be chosen" if clash.is_unsure else ""
    who = "It also" if told and told.own.license_id == own and clash.promise.grant else own
    term = _terms(alike, told, cited=single)
    where, term = (f" ({part})" if part else "" for part in (where, term))
    return f"{who}{where} {clash.promise.sentence}; {named(models)} {says}{term}{unless}."


def _terms(alike: Sequence[Clash], told: Clash | None, *, cited: bool) -> str:
    """The licenses of the models with their clauses, and the file that states the first."""
    by_license: dict[str, list[str]] = {}
    for one in alike:
        by_license.setdefault(_license(one.term), []).append(clause(one.clause))
    known = {_license(told.term)} if told and len(by_license) == 1 else set()
    terms = [
        ", ".join(filter(None, ("" if name in known else name, *dict.fromkeys(held))))
        for name, held in by_license.items()
    ]
    return "; ".join(filter(None, (*terms, _cited(alike[0].term) if cited and told is None else "")))


def _license(term: ModelTerm) -> str:
    return f"{term.title} of its base {term.origin}" if term.inherited else term.title


def _cited(term: ModelTerm) -> str:
    """The file that states it, at its commit."""
    if term.citation is None:
        return ""
    commit = term.citation.source.partition("@")[2].partition("?")[0]
    at = f" at {commit[:_SHORT]}" if commit else ""
    return f"stated in {'its metadata' if term.citation.pointer else term.citation.file}{at}"


def _had(had: Had, places: Sequence[Place], single: bool) -> str:
    if had == "in-tree":
        return (
            f"{'Its' if single else 'Their'} files lie in this repository: {named([place.file for place in places])}."
        )
    shown = named([str(place) for place in places])
    if had == "in-image":
        return f"An image is built with {'it' if single else 'them'}: {shown}."
    who = "It is" if single else "They are"
    return (
        f"{who} fetched by whoever runs this repository ({shown}); no file of {'it' if single else 'them'} lies here."
    )


def _duty(one: Unmet) -> str:
    text = one.duty.text if len(one.duty.text) <= _LONGEST else f"{one.duty.text[: _LONGEST - 1]}…"
    said = one.row.sentence.format(text=text) if text else one.row.sentence.replace("“{text}”", "its notice")
    where = clause(one.clause)
    return f"{said}{_above(one.duty)}{f' ({where})' if where else ''}"


def _size(metric: str) -> str:
    return metric.replace("_usd", " in USD").replace("_", " ")


def _above(duty: Obligation) -> str:
    sizes = [f"{scale.value:,} {_size(scale.metric.value)}" for scale in duty.above]
    return f" above {' or '.join(sizes)}" if sizes else ""
