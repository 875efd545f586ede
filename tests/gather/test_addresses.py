"""Links and pictures name licenses: whatever a link's words are, and whoever draws the picture."""

from __future__ import annotations

import pytest

from auditor.schema.decision import Outcome
from tests.builders import MIT, audited, snapshot

NC = "https://creativecommons.org/licenses/by-nc/4.0/"
SHIELD = "https://img.shields.io/badge"


def outcome(body: str, **files: str) -> tuple[Outcome, str]:
    """What an MIT model with this card comes to, and what was found."""
    model = audited(snapshot(body=f"# Wren\n\n{body}\n", files={"LICENSE": MIT, **files}))
    return model.decision.outcome, "\n".join(item.message for item in model.findings)


@pytest.mark.parametrize(
    ("badge", "said"),
    [
        (f"![]({SHIELD}/license-CC--BY--NC--4.0-red)", "license: CC-BY-NC-4.0"),
        (f"[![badge]({SHIELD}/License-CC%20BY--NC%204.0-lightgrey.svg?style=flat)](LICENSE)", "License: CC BY-NC 4.0"),
        (f"![]({SHIELD}/Wren_License-Evaluation_Only-red)", "Wren License: Evaluation Only"),
        (f'<img src="{SHIELD}/checkpoints-non--commercial-orange">', "checkpoints: non-commercial"),
        (f"![]({SHIELD}/license-AGPL--3.0-blue)", "license: AGPL-3.0"),
        (f"![]({SHIELD}/CC%20BY--NC-blue)", "CC BY-NC"),
        (f"![]({SHIELD}/Commercial%20use-forbidden-red)", "Commercial use: forbidden"),
        (f"![]({SHIELD}/license-Wren%20Flock%20Terms-blue)", "license: Wren Flock Terms"),
        ("![](https://img.shields.io/static/v1?label=License&message=CC+BY-NC+4.0&color=red)", "CC BY-NC 4.0"),
        ("![](https://badgen.net/badge/license/CC-BY-NC-4.0/red)", "license: CC-BY-NC-4.0"),
        (f"## ![]({SHIELD}/license-CC--BY--NC--4.0-red)", "license: CC-BY-NC-4.0"),
        (f"[![words][b]][p]\n\n[b]: {SHIELD}/license-CC_BY--NC-red\n[p]: https://wren.example", "license: CC BY-NC"),
        (f'<picture><source srcset="{SHIELD}/License-CC_BY--NC-red"><img src="a.png"></picture>', "License: CC BY-NC"),
    ],
)
def test_a_badge_says_what_it_shows(badge: str, said: str) -> None:
    came, found = outcome(badge)
    assert came is Outcome.REVIEW
    assert f"“{said}” is a picture that" in found or said in found


@pytest.mark.parametrize(
    "written",
    [
        f"Whoever wants to know more finds it [here]({NC}).",
        f"It is explained [on this page]({NC}deed.en).",
        f"Look at <{NC}> first.",
        f"All is said [there][x].\n\n[x]: {NC}",
        f"All is said in [these words][].\n\n[these words]: <{NC}>",
        f"<a rel='license' href='{NC}'><img src='https://i.creativecommons.org/l/by-nc/4.0/88x31.png'></a>",
        f"<div>\n<A HREF={NC}></A>\n</div>",
        "[more](//creativecommons.org/licenses/by-nc-nd/4.0/)",
        "[more](https://creativecommons.org/licenses/by-nc-sa/3.0/us/)",
        "[more](https://www.gnu.org/licenses/agpl-3.0.html)",
        "![](https://licensebuttons.net/l/by-nc-sa/4.0/88x31.png)",
        "![](pictures/cc-by-nc.png)",
        "<img src='by-nc-nd.svg'/>",
        "[more](https://www.google.com/url?q=https%3A%2F%2Fcreativecommons.org%2Flicenses%2Fby-nc%2F4.0%2F)",
        "[more](https://polyformproject.org/licenses/noncommercial/1.0.0/)",
        f"| Wren | text |\n|---|---|\n| more | [page]({NC}) |",
    ],
)
def test_a_link_leads_to_a_license_whatever_its_words_are(written: str) -> None:
    came, found = outcome(written)
    assert came is Outcome.REVIEW
    assert "leads to" in found


@pytest.mark.parametrize(
    "written",
    [
        f"![]({SHIELD}/license-MIT-green)",
        f"![]({SHIELD}/Code%20License-GPL--3.0-red)",
        f"![]({SHIELD}/Data%20License-CC%20BY--NC%204.0-red)",
        f"![]({SHIELD}/license-see%20LICENSE-blue)",
        f"![]({SHIELD}/demo-try%20it-blue) ![]({SHIELD}/Python-3.11+-blue) ![]({SHIELD}/paper-2026-red)",
        "![](https://licensebuttons.net/l/by/4.0/88x31.png)",
        "[license](https://opensource.org/licenses/MIT)",
        f"The training data is under [this license]({NC}).",
        f"The base model, Finch-7B, is under [this license]({NC}).",
        f"## Dataset\n\nThe recordings come from [an archive]({NC}).",
        f"```bash\ncurl {NC}\n```",
    ],
)
def test_what_is_free_or_of_another_thing_is_not_named(written: str) -> None:
    assert outcome(written)[0] is Outcome.APPROVED


def test_a_license_that_the_model_states_is_no_news() -> None:
    model = audited(snapshot(front="license: cc-by-nc-4.0", body=f"See [this]({NC})."))
    assert not [item for item in model.findings if "leads to" in item.message]


def test_another_card_is_looked_through_too() -> None:
    assert outcome("", **{"README_de.md": f"# Wren\n\nMehr steht [hier]({NC}).\n"})[0] is Outcome.REVIEW


def test_what_settles_a_link_settles_no_other_address() -> None:
    keys = set()
    for part in ("by-nc", "by-nc-nd"):
        model = audited(snapshot(body=f"More [here](https://creativecommons.org/licenses/{part}/4.0/)."))
        assert model.evidence.subject is not None
        keys |= {item.key for item in model.evidence.subject.unread}
    assert len(keys) == 2
