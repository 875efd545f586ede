"""What explains words of terms, and how far it reaches."""

from __future__ import annotations

import pytest

from auditor.schema.decision import Outcome
from tests.builders import audited, snapshot


def outcome(body: str) -> Outcome:
    return audited(snapshot("marsh/wren", "license: mit", f"# Wren\n\n{body}\n")).decision.outcome


@pytest.mark.parametrize(
    "words",
    [
        "Formerly BSD, from now on for research only.",
        "The first version was MIT licensed, this release is proprietary.",
        "For research only; previously MIT.",
        "Früher Apache, jetzt nur für die Forschung.",
        "以前の版は MIT でしたが、この版は研究目的のみです。",
    ],
)
def test_how_it_was_explains_nothing_of_how_it_is(words: str) -> None:
    assert outcome(words) is not Outcome.APPROVED


@pytest.mark.parametrize(
    "words",
    [
        "The earlier version was for research only; this one is under the MIT license.",
        "Die frühere Fassung durfte nur zur Forschung genutzt werden; diese steht unter MIT.",
    ],
)
def test_how_it_was_is_explained_up_to_there(words: str) -> None:
    assert outcome(words) is Outcome.APPROVED


def test_a_reference_is_a_title_and_no_ban() -> None:
    assert outcome("## References\n\n- Grebe, A. Non-commercial birds (2019).") is Outcome.APPROVED
    assert outcome("## References\n\n- Sale is prohibited as of 2024.") is not Outcome.APPROVED
    assert outcome('## References\n\n- "Sale of it is prohibited by us all" (2024).') is not Outcome.APPROVED
    assert (
        outcome("## References\n\n- Sale is prohibited, see [here](https://a.example) (2024).") is not Outcome.APPROVED
    )


@pytest.mark.parametrize(
    "words",
    [
        "You must be a non-profit.",
        "Whoever is a non-profit may use it.",
        "This is a research only project.",
        "The rules of the challenge do not allow use of this model outside of it.",
        "The files under this licence may not be used commercially.",
        "Die erste Version darf nur zur Forschung genutzt werden.",
        "第一版仅供研究使用。",
        "No se puede usar sin pedir permiso.",
        "Ne l'utilisez pas sans demander la permission.",
        "Bitte nicht gewerblich nutzen, ohne zu fragen.",
        "Tidak boleh digunakan untuk keperluan komersial tanpa izin.",
        "Alle Firmen dürfen das Modell 30 Tage nutzen.",
        "Only for members of the club; the mask token is [MASK].",
        "Do what you like with it in your research.",
        "Faites-en ce que vous voulez, sauf au travail.",
        "Haz lo que quieras, salvo venderlo.",
        "Wikipedia (CC BY-SA) is part of it, so the model is CC BY-SA.",
    ],
)
def test_what_explains_words_reaches_no_further(words: str) -> None:
    assert outcome(words) is not Outcome.APPROVED


@pytest.mark.parametrize(
    "words",
    [
        "Ihr dürft es nutzen, auch gewerblich, solange ihr uns vorher fragt.",
        "Nutzung frei, auch kommerziell, sofern ihr uns vorher Bescheid gebt.",
        "Ook commercieel, zolang je het ons eerst vraagt.",
        "Får användas kommersiellt, så länge ni frågar först.",
        "Må bruges kommercielt, så længe I spørger først.",
        "Boleh dipakai komersial, asalkan izin dulu ke kami.",
        "Gegen Geld gibt es die Gewichte auch für Firmen.",
        "Fine by us as long as nobody paints over the logo.",
    ],
)
def test_a_grant_on_a_condition_is_no_grant(words: str) -> None:
    assert outcome(words) is not Outcome.APPROVED


@pytest.mark.parametrize(
    "words",
    [
        "Ihr dürft es nutzen, privat wie gewerblich.",
        "Ook commercieel te gebruiken.",
        "Für Forschung und kommerzielle Zwecke gleichermaßen frei.",
    ],
)
def test_a_grant_without_one_is_a_grant(words: str) -> None:
    assert outcome(words) is Outcome.APPROVED
