"""Linked code that was read and that answers may rest on: named for it in the card, or akin to the model."""

from __future__ import annotations

from auditor.evaluate.approval import approved
from auditor.schema.evidence import Dossier, Repository
from auditor.schema.linked import LinkedCode
from auditor.schema.reading import CodeRole
from auditor.schema.rubric import Answer

TRAINING = (CodeRole.TRAINING, CodeRole.TUNING, CodeRole.PROCESSING)
RUNNING = (CodeRole.INFERENCE,)


def holding(dossier: Dossier, repository: Repository, roles: tuple[CodeRole, ...]) -> tuple[LinkedCode, ...]:
    """Linked code with a script of one of these roles; frameworks only with a configuration of this model."""
    found: dict[str, LinkedCode] = {}
    for item in repository.reading.code:
        code = dossier.followed(item.where)
        if code is None or (code.generic and not code.configurations):
            continue
        stated = item.role in roles and code.entry((*roles, CodeRole.UNSTATED))
        silent = item.role is CodeRole.UNSTATED and code.akin and code.entry(roles)
        if stated or silent:
            found[code.id] = code
    return tuple(found.values())


def approved_code(code: tuple[LinkedCode, ...], dossier: Dossier) -> tuple[Answer, str]:
    """Whether all of it is under licenses that the OSI approved, by what GitHub detects; with a sentence on it.

    Where GitHub detects none, or no known one (`NOASSERTION`), the answer is unknown.
    """
    judged = [(item, *approved((item.license,) if item.license else (), dossier, as_free=False)) for item in code]
    order = (Answer.NOT_MET, Answer.UNKNOWN, Answer.MET)
    item, given, reason = min(judged, key=lambda row: order.index(row[1]))
    if item.license in (None, "NOASSERTION"):
        return given, f"GitHub recognises no license in {item.id}"
    return given, f"{item.id} was read: {reason}"
