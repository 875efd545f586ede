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
    "use/condition-doubtful": "What was declared speaks against a condition of a license, and does not settle it.",
    "card/non-commercial": "A card forbids commercial use in its own words.",
    "card/research-only": "A card or a license file gives the model for research or trial only.",
    "card/commercial-on-application": "A card gives commercial use after a registration or a permission only.",
    "card/registration": "A card or a license file asks users to register, to sign, to notify or to be permitted.",
    "card/payment": "A card or a license file asks for payment.",
    "card/size-limit": "A card or a license file lets the rights depend on how large the user or the use is.",
    "card/place-limit": "A card or a license file limits where, or by whose residents, the model may be used.",
    "card/time-limit": "A card or a license file gives the rights for a time only.",
    "card/field-limit": "A card or a license file forbids uses of some kinds, or by some users.",
    "card/no-redistribution": "A card or a license file forbids passing the model on.",
    "card/no-derivatives": "A card or a license file forbids changed versions.",
    "card/no-training-on-outputs": "A card or a license file forbids training other models with it.",
    "card/no-competing": "A card or a license file forbids competing with its makers.",
    "card/no-hosting": "A card or a license file forbids offering it as a service.",
    "card/revocable": "A card or a license file lets the licensor take the rights back.",
    "card/own-terms": "A card or a license file says that other terms hold.",
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
