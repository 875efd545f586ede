"""What the alarm is asked of a card: titles of links, fences, questions with their answers, and what says the same."""

from __future__ import annotations

import pytest

from auditor.schema.decision import Outcome
from tests.builders import MIT, audited, snapshot


def outcome(body: str) -> Outcome:
    """What is decided of a model under MIT with this card."""
    return audited(snapshot(body=f"# Wren\n\nIt sings.\n\n{body}\n", files={"LICENSE": MIT})).decision.outcome


@pytest.mark.parametrize(
    "body",
    [
        "```\nLicense: non-commercial\n```",
        "```text\nThis model is for schools only, no business.\n```",
        "```python\nsing()\n\n## License\n\nNon-commercial only.",
        'See [the paper](https://a.example/x "not for commercial use").',
        '<a href="https://a.example" title="non-commercial use only">paper</a>',
        "Falcon is for research only. So is Wren.",
        "Falcon may not be sold. The same goes for Wren.",
        "Can I use it in my product? Please don't.",
        "**Can I put it into our app?**\n\nWe would rather you did not.",
        "Can I use it commercially? Yes, after you paid us.",
        "Commercial use is allowed nowhere.",
        "License: other",
        "License: TBD",
        "| Use | Allowed |\n|---|---|\n| Research | ✓ |\n| Commercial | ✗ |",
        "| Tier | Monthly price |\n|---|---|\n| Schools | free |\n| Business | 400 USD |",
        "| Item | Terms |\n|---|---|\n| Wren | MIT |\n| Deployment | research only |",
        "- Wren: MIT\n- Hosting: not allowed",
        "Code is MIT; the weights are not.",
        "The MIT license applies only to the code.",
        "Only the scripts are released under MIT.",
    ],
)
def test_what_is_set_aside_is_heard(body: str) -> None:
    assert outcome(body) is not Outcome.APPROVED


@pytest.mark.parametrize(
    "body",
    [
        "```python\n# only research prompts are used\nprint('This model is for research only')\n```",
        "Sample:\n\n```text\nThe Licensee shall not use the Product commercially.\n```",
        "Falcon is large. So is Wren.",
        "Can I use it commercially? Yes.",
        'A critic asked, "is this another research-only release?" It is not; see the license.',
        'See [the paper](https://a.example/x "a paper on birds").',
        "The weights are MIT licensed, and so is the training code.",
        "## Changelog\n\n- 1.0: license changed from CC BY-NC to Apache-2.0",
        "| Model | Terms |\n|---|---|\n| Wren | MIT |\n| Grebe-7B | research only |",
    ],
)
def test_what_is_no_term_of_this_model_is_not(body: str) -> None:
    assert outcome(body) is Outcome.APPROVED
