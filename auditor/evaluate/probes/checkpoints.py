"""Are intermediate checkpoints or optimizer states given?

Met by files: a state of the optimizer, or weights in two folders or more that are numbered by step. The card's words,
and a link to a repository of checkpoints, are partial evidence, for the Hub's answer lists no branches. The arguments
of a training run, or one checkpoint, are none.
"""

from __future__ import annotations

import re

from auditor.evaluate.probe import NoArgs, Reply, component, limited, subject, unknown
from auditor.schema.evidence import Component, ComponentKind, Dossier
from auditor.schema.rubric import Answer

Args = NoArgs

_STATE = re.compile(r"(?:^|/)(?:optimizer|optim)[\w.-]{0,60}\Z|optim_states|(?:^|/)zero_pp_rank", re.IGNORECASE)
_STEP = re.compile(r"(?:^|/)(?:checkpoint|global_?step|step|iter|ckpt|epoch)[-_]?(\d{1,9})\w{0,20}/", re.IGNORECASE)
_OF_CHECKPOINTS = re.compile(r"huggingface\.co/[\w.-]{1,96}/[\w.-]{0,96}?(?:checkpoints|ckpts)\b", re.IGNORECASE)


def answer(dossier: Dossier, args: NoArgs) -> Reply:
    """Look at the files, then at the card's words and links."""
    repository = subject(dossier)
    state, weights = (component(repository, [kind]) for kind in (ComponentKind.TRAINING_STATE, ComponentKind.WEIGHTS))
    held = next((path for path in state.paths if _STATE.search(path)), "") if state else ""
    if state and held:
        reason = f"a state of the optimizer: {held[:80]}"
        return Reply(answer=Answer.MET, reason=reason, citations=(state.citation,))
    steps = _steps(weights)
    if weights and len(steps) > 1:
        reason = f"weights of several steps: {', '.join(steps[:3])}"
        return Reply(answer=Answer.MET, reason=reason, citations=(weights.citation,))
    linked = [link.citation for link in repository.links if _OF_CHECKPOINTS.search(link.url)]
    told = limited((*repository.reading.checkpoints, *linked))
    if told:
        reason = "the card says that intermediate checkpoints are given" if repository.reading.checkpoints else _LINKED
        return Reply(answer=Answer.PARTIAL, reason=reason, would_change="a list of the branches", citations=told)
    return unknown("neither files nor card speak of intermediate checkpoints", "files or words on them")


_LINKED = "the card links a repository of checkpoints"


def _steps(weights: Component | None) -> list[str]:
    found = [match for path in (weights.paths if weights else ()) if (match := _STEP.search(path))]
    return list(dict.fromkeys(match.group(0).strip("/") for match in found))
