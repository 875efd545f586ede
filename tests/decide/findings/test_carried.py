"""A license explains a sentence that says no more than it does, and no other."""

from __future__ import annotations

import pytest

from tests.builders import audited, snapshot

OPENRAIL = "license: creativeml-openrail-m"
GEMMA = "license: gemma"
NC = "license: cc-by-nc-4.0"


def heard(front: str, sentence: str) -> list[str]:
    model = audited(snapshot("org/wren", front, f"# Wren\n\n{sentence}\n"))
    return [item.message for item in model.findings if item.id == "terms-unread"]


@pytest.mark.parametrize(
    ("front", "sentence"),
    [
        (OPENRAIL, "Commercial use is possible within the limits of the license."),
        (OPENRAIL, "The usage restrictions of the license hold."),
        (OPENRAIL, "Uses that the CreativeML OpenRAIL-M license forbids are prohibited."),
        (GEMMA, "Prohibited uses: https://ai.google.dev/gemma/prohibited_use_policy"),
        (NC, "The weights are for non-commercial use only."),
        (NC, "No commercial use."),
        ("license: llama3.2", "Users domiciled in the European Union may not use the multimodal models."),
    ],
)
def test_what_the_license_says_too_needs_no_reading(front: str, sentence: str) -> None:
    assert heard(front, sentence) == []


@pytest.mark.parametrize(
    ("front", "sentence"),
    [
        (OPENRAIL, "As the license says, commercial use is for teams of 10 or fewer."),
        (OPENRAIL, "The license allows commercial use for a fee."),
        (OPENRAIL, "The license reserves commercial use to Robin Ltd."),
        (OPENRAIL, "For commercial use under the license, see Robin GmbH."),
        (OPENRAIL, "Laut Lizenz ist die kommerzielle Nutzung kostenpflichtig."),
        (OPENRAIL, "根据许可协议,商业用途仅限十人以下的团队。"),
        (OPENRAIL, "Hosting it for others is prohibited."),
        (OPENRAIL, "It is prohibited to imitate living painters."),
        (GEMMA, "Prohibited: training of faces."),
        (GEMMA, "Nobody may resell it under this license."),
        (NC, "Your right ends when you sue us."),
    ],
)
def test_what_it_says_of_its_own_is_heard(front: str, sentence: str) -> None:
    assert heard(front, sentence)
