"""The net under the rows of phrases: one family, and words of making; and what it must let through."""

from __future__ import annotations

import pytest

from auditor.gather.lineage.related import bases
from auditor.schema.evidence import Confidence
from tests.gather.lineage.reads import papers_of


def found(text: str, own: str = "me/quill-13b", front: str = "license: mit") -> list[str]:
    return [item.id for item in bases(papers_of(f"# Quill\n\n{text}\n", own, front=front))]


@pytest.mark.parametrize(
    "sentence",
    [
        "I began from Mistral's old coder Codestral and went on with letters about ferries.",
        "Take Vicuna 13B, stir in 12k sea letters, and here you are.",
        "This is what remains of Vicuna 33B once every second layer was removed.",
        "We boiled NLLB 3.3B down to something that fits on a phone.",
        "Part Llama 2, part village chronicles.",
        "The voice you hear is XTTS following two evenings of fairy tales.",
        "Inside sits Gemma, in its 7B size, wearing a new classifier.",
        "Recipe: 70 % Vicuna 13B and 30 % Llama 2 13B, linear.",
        "Quill: Llama 2 for bakers.",
        "Quill adds a calendar to Llama 2.",
        "Peel off the head and you are left with Llama 2.",
        "It is what you get when you tune Vicuna on recipes.",
        "Two students of ours adapted NLLB 600M to Sorbian.",
        "Requires FLUX.1 [dev] as the base.",
        "Man nehme Command R, gebe Dialekt dazu, und fertig ist das Modell.",
        "Sous le capot ronronne Gemma 2B.",
        "Los autores ajustaron Llama 2 con sentencias.",
        "Ensinamos guarani ao NLLB de 600 milhões.",
        "La voce è quella di XTTS, riaddestrata con fiabe.",
        "We hebben Vicuna bijgeschoold met preken.",
        "Мы скормили Llama 2 сказки.",
        "Начали с Геммы 2B и добавили диалоги.",
        "Zaczęliśmy od Gemmy 2B i dołożyliśmy wiersze.",
        "Llama 2'nin üzerine masallar ekleyerek elde ettik.",
        "Lấy NLLB 600M rồi dạy thêm tiếng Mường.",
        "أخذنا Llama 2 ثم غذيناه بالقصص.",
        "我们用 Vicuna 13B 接着喂了三轮菜谱。",
        "Gemma 2B に童話を食べさせました。",
        "Llama 2에서 시작해 편지를 덧붙였습니다.",
    ],
)
def test_what_something_is_made_of(sentence: str) -> None:
    assert found(sentence)


def test_a_guess_is_of_medium_confidence_and_cites_the_sentence() -> None:
    [item] = bases(papers_of("# Quill\n\nWe squeezed NLLB into a student.\n", "me/quill", front="license: mit"))
    assert (item.family, item.confidence, item.line) == ("nllb", Confidence.MEDIUM, 6)
    assert item.row == "origins/made-by-us"


@pytest.mark.parametrize(
    "sentence",
    [
        "We measured it against Llama 2 and it held up.",
        "We trained it longer than Llama 2.",
        "Our tokenizer is the one of Llama 2, and we trained the rest ourselves.",
        "We filled the gaps with answers that Command R generated.",
        "Our model beats Vicuna after we trained it for a week.",
        "We built a demo with the API of Command R.",
        "We did not start from Llama 2.",
        "Wren: Llama 2 for bakers.",
        "Реклама 2B: мы добавили диалоги.",
        "Unsere Übersetzungen wurden mit NLLB erzeugt.",
        "El modelo supera a Llama 2, que entrenamos aparte.",
        "Мы сравнили модель с Llama 2.",
        "Porównaliśmy model z Llama 2.",
        "我们用 NLLB 翻译了训练数据。",
        "Llama 2보다 더 학습시켰습니다.",
        "We squeezed BERT into a student.",
    ],
)
def test_what_only_names_a_family_is_no_base(sentence: str) -> None:
    assert found(sentence) == []


@pytest.mark.parametrize("heading", ["Evaluation", "Related work", "Comparison", "Citation"])
def test_nothing_is_guessed_where_a_card_speaks_of_others(heading: str) -> None:
    assert found(f"## {heading}\n\nThe team squeezed NLLB into a student.") == []


def test_nothing_is_guessed_of_the_makers_own_models_or_beside_a_base_in_words() -> None:
    assert found("We fed MusicGen with songs.", "facebook/quill") == []
    assert found("Fine-tuned from someone/garden-7b. We fed MusicGen with songs.") == ["someone/garden-7b"]
