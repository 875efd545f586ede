"""Open-washing: the card claims more openness than the evidence beside it bears out (rubric, "Open-washing").

Each finding quotes the claim and cites what contradicts it. A card that says "open weights", and has them, claims no
more than is so, and raises none.
"""

from __future__ import annotations

from auditor.decide.findings.rule import Raised
from auditor.names.model_names import is_akin
from auditor.parse.code import github_id
from auditor.schema.citation import Citation
from auditor.schema.evidence import Dossier, GateState, Relation, Repository
from auditor.schema.linked import LinkedCode
from auditor.schema.reading import CodeLink, CodeRole, Degree, OpennessClaim, Part, Scope
from auditor.schema.rubric import Answer
from auditor.schema.verdict import Openness, OsaidOutcome

_SOURCE = (Degree.OPEN_SOURCE, Degree.FULLY_OPEN, Degree.OPEN_SCIENCE)
# Criteria on data, training code and terms, in the order in which one of them is named.
_TELLING = ("L3", "P3", "L1", "P1", "L4", "D1", "C2", "D5", "D7", "P2")
_SHOWN = ("D1", "C2")
_UNSEEN = "D1 sources-listed, C2 training-code"


def open_source_claim(dossier: Dossier, subject: Repository, openness: Openness) -> list[Raised]:
    """The model is called open source, fully open or open science, and a criterion of OSAID 1.0 contradicts it."""
    hollow = _called_open_without_weights(subject, openness)
    claim = _claim(subject, _SOURCE)
    if claim is None:
        return hollow
    because = _against(subject, openness)
    if because is None:
        return []
    name, why, cited = because
    message = f"it is called {_word(claim)}, and {name} speaks against it: {why}"
    return [Raised(message, (claim.citation, *cited), row=claim.row, names=(claim.degree.value, name))]


def gated_but_open(dossier: Dossier, subject: Repository, openness: Openness) -> list[Raised]:
    """The model is called open source or fully open, and its files come only through a gate."""
    claim = _claim(subject, _SOURCE)
    if claim is None or subject.access.gate not in (GateState.AUTO, GateState.MANUAL):
        return []
    how = "a person decides who gets it" if subject.access.gate is GateState.MANUAL else "terms must be accepted first"
    message = f"it is called {_word(claim)}, and {how} (L4 no-permission)"
    cited = (claim.citation, *subject.access.citations[:1])
    return [Raised(message, cited, row=claim.row, names=(claim.degree.value, subject.access.gate.value))]


def training_code_hollow(dossier: Dossier, subject: Repository, openness: Openness) -> list[Raised]:
    """What the card calls its training code is a generic framework or a fork of one, without this model's settings."""
    training = [item for item in subject.reading.code if item.role is CodeRole.TRAINING]
    named = [item for item in training if item.claimed is not False]
    read = {item.where: code for item in named if (code := dossier.followed(item.where))}
    if not named or not all(_is_hollow(item, read.get(item.where)) for item in named):
        return []
    if openness.criteria["C2"].answer not in (Answer.UNKNOWN, Answer.NOT_MET, *([Answer.PARTIAL] if read else [])):
        return []
    first = read.get(named[0].where)
    what = "is a framework that trains any model"
    if first and first.inference_only:
        what = "only runs models"
    elif first and first.fork_of:
        what = f"is a fork of {first.fork_of}, without this model's configuration"
    message = f"{named[0].where[:120]}, named as training code, {what} (C2 training-code)"
    told = [citation for code in read.values() for citation in code.citations]
    cited = (*(item.citation for item in named), *told)
    return [Raised(message, cited, row=named[0].row, names=tuple(item.where for item in named))]


def _is_hollow(item: CodeLink, code: LinkedCode | None) -> bool:
    """By what was read of it, else by its name."""
    return code.is_hollow if code else item.generic and not item.configuration


def _claim(subject: Repository, degrees: tuple[Degree, ...]) -> OpennessClaim | None:
    claims = [item for item in subject.reading.claims if item.scope is Scope.MODEL and item.degree in degrees]
    return claims[0] if claims else None


def _against(subject: Repository, openness: Openness) -> tuple[str, str, tuple[Citation, ...]] | None:
    """The criterion that contradicts the claim: one not met; else data and code that are nowhere to be seen."""
    telling = [openness.criteria[name] for name in _TELLING if name in openness.criteria]
    refuted = [item for item in telling if item.answer is Answer.NOT_MET]
    if refuted:
        return f"{refuted[0].criterion} {refuted[0].name}", refuted[0].reason, refuted[0].citations[:3]
    if _is_shown(subject, openness):
        return None
    promised = [item for item in subject.reading.promises if item.of in (Part.DATA, Part.CODE)]
    if promised:
        cited = tuple(item.citation for item in promised)
        return _UNSEEN, "data and training code are only promised", cited
    if openness.osaid.outcome is not OsaidOutcome.LIKELY_FAIL:
        return None
    data = openness.criteria["D1"]
    cited = data.citations or (subject.metadata,)
    linked = (github_id(item.where) for item in subject.reading.code if item.role is CodeRole.UNSTATED)
    if any(name and is_akin(name, subject.id) for name in linked):  # what that holds is not said, and not denied
        return "D1 sources-listed", data.reason, cited
    return _UNSEEN, f"{data.reason}, and no code that trained it is named", cited


def _is_shown(subject: Repository, openness: Openness) -> bool:
    """Whether data or code is there to see, is spoken of apart from the model, or is a base's that was copied."""
    copied = {base.relation for base in subject.bases} & {Relation.QUANTIZED, Relation.MERGE}
    answered = any(openness.criteria[name].answer is not Answer.UNKNOWN for name in _SHOWN)
    return bool(copied) or answered or any(item.scope is not Scope.MODEL for item in subject.reading.claims)


def _called_open_without_weights(subject: Repository, openness: Openness) -> list[Raised]:
    claim = _claim(subject, (Degree.OPEN_MODEL, Degree.OPEN_WEIGHTS))
    weights = openness.criteria["X2"]
    if claim is None or weights.answer is not Answer.NOT_MET:
        return []
    message = f"it is called {_word(claim)}, and X2 {weights.name} speaks against it: {weights.reason}"
    cited = (claim.citation, *weights.citations)
    return [Raised(message, cited, row=claim.row, names=(claim.degree.value, f"X2 {weights.name}"))]


def _word(claim: OpennessClaim) -> str:
    return f"“{claim.degree.value.replace('-', ' ')}”"
