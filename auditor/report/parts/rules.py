"""What each rule of a decision says, in a sentence. Findings have explanations of their own."""

from __future__ import annotations

SAYS: dict[str, str] = {
    "license/by-terms": "What a license's own facts say of the declared use.",
    "license/deny": "The policy denies this license, or its family.",
    "license/review": "The policy wants a person to look at this license, or its family.",
    "license/allow": "The policy allows this license, or its family.",
    "license/unlisted": "The policy lists no such license.",
    "license/alternatives": "Licenses are offered to choose from, and the policy leaves the choice to a person.",
    "license/unresolved": "Part of the terms that bind is not known.",
    "license/none": "No license that binds could be named.",
    "use/condition-violated": "The declared use is outside what a condition of a license allows.",
    "card/non-commercial": "A card forbids commercial use in its own words.",
    "card/research-only": "A card or a license file gives the model for research or trial only.",
    "card/commercial-on-application": "A card gives commercial use after a registration or a permission only.",
    "openness/osaid": "The model falls short of the outcome under OSAID 1.0 that the policy asks for.",
    "openness/tier": "The model falls short of the openness tier that the policy asks for.",
}
_KINDS = {
    "issue": "Something needed could not be obtained or read, so nothing is approved.",
    "decision": "No single rule speaks: questions are open, or there was nothing to judge.",
}


def says(rule: str) -> str:
    """The sentence on a rule; empty for a finding."""
    return SAYS.get(rule) or _KINDS.get(rule.partition("/")[0], "")
