"""A file that is named for terms is written to bind: who, where, how many and whose are heard there."""

from __future__ import annotations

import pytest

from auditor.schema.decision import Outcome
from tests.builders import MIT, audited, snapshot

SENTENCES = [
    "Run it on up to two computers that you own.",
    "Wren is for members in Norway.",
    "nest.bin is the property of Robin Ltd and may be used with a valid Robin subscription.",
    "The files belong to the Heron Society.",
    "It works at school and at home.",
    "One copy a household.",
]
ATTRIBUTIONS = [
    "This product includes software developed at\nThe Nest Foundation (https://nest.example/).",
    "This product includes software developed by the Robin Project for use in the Finch toolkit.",
    "It contains code derived from robin, available under the BSD 3-Clause license:\n  * Copyright (c) 2011 Robin",
    "Wren is a trademark of Nest Inc. All other trademarks are the property of their respective owners.",
]


def outcome(path: str, text: str) -> Outcome:
    """What an MIT model with this file comes to."""
    return audited(snapshot(files={"LICENSE": MIT, path: text})).decision.outcome


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize(
    "path", ["NOTICE", "USAGE.md", "CONDITIONS.txt", "RULES", "COMMERCIAL.md", "legal/x.txt", "TERMS.md"]
)
def test_what_binds_without_a_word_of_terms_is_heard(path: str, sentence: str) -> None:
    model = audited(snapshot(files={"LICENSE": MIT, path: f"Wren\n\n{sentence}\n"}))
    assert model.decision.outcome is Outcome.REVIEW
    assert any(sentence in item.message for item in model.findings)


@pytest.mark.parametrize("attribution", ATTRIBUTIONS)
def test_a_notice_of_what_others_made_binds_nobody(attribution: str) -> None:
    assert outcome("NOTICE", f"Wren\nCopyright 2026 The Wren Authors\n\n{attribution}\n") is Outcome.APPROVED


def test_how_a_model_is_run_is_no_term() -> None:
    assert outcome("USAGE.md", "# Usage\n\nInstall it and call `load()`. It runs on one GPU, with two images.\n") is (
        Outcome.APPROVED
    )


def test_a_policy_that_is_not_known_is_cited_in_its_words() -> None:
    text = "# Terms of the nest\n\nWelcome to all of you here.\n\nWhoever sings must sing in tune, and so must you.\n"
    model = audited(snapshot(files={"LICENSE": MIT, "TERMS.md": text}))
    assert model.decision.outcome is not Outcome.APPROVED
    assert any("must sing in tune" in item.message for item in model.findings)
