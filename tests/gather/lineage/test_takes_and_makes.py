"""What was taken, taught, put on or copied, in the words of many languages; and the near misses in them."""

from __future__ import annotations

import pytest

from auditor.gather.lineage.own_name import words_of_title
from auditor.gather.lineage.related import bases
from tests.gather.lineage.reads import papers_of

FAMILY = "Llama 2 13B"
MEANT = "meta-llama/Llama-2-13b-hf"


def found(sentence: str, own: str = "me/quill-13b") -> list[tuple[str, str]]:
    papers = papers_of(f"# Quill\n\n{sentence.replace('@', FAMILY)}\n", own, front="license: mit")
    return [(item.id, item.relation.value) for item in bases(papers)]


@pytest.mark.parametrize(
    "sentence",
    [
        "We picked @ and went on training it on letters.",
        "I taught @ to write sonnets.",
        "We made @ talk like a sailor.",
        "@, but it writes in Frisian.",
        "@ with more letters and further tuning.",
        "@ got a second round of tuning from us.",
        "@ wurde von uns mit Briefen weiter trainiert.",
        "Wir haben @ mit Briefen nachtrainiert.",
        "Quill ist ein auf Briefe nachtrainiertes @.",
        "Nous sommes partis de @.",
        "Quill est @ réentraîné sur des lettres.",
        "Elegimos @ y lo reentrenamos con cartas.",
        "Quill es @ entrenado con cartas.",
        "Partimos do @ e treinamos com cartas.",
        "Abbiamo preso @ e lo abbiamo addestrato.",
        "We namen @ en trainden het verder met brieven.",
        "Мы взяли @ и дообучили на письмах.",
        "Wzięliśmy @ i dotrenowaliśmy na listach.",
        "@ modelini mektuplarla eğittik.",
        "Chúng tôi lấy @ rồi huấn luyện tiếp trên thư.",
        "أخذنا @ ثم دربناه على رسائل",
        "我们拿 @ 继续训练。",
        "@ に手紙を教えました。",
        "@를 가져와 편지로 학습했습니다.",
    ],
)
def test_what_was_taken_and_trained_is_a_base(sentence: str) -> None:
    assert found(sentence) == [(MEANT, "finetune")] or found(sentence) == [(MEANT, "derived")]


@pytest.mark.parametrize(
    "sentence",
    [
        "The point of departure was @.",
        "Behind it is @.",
        "Meta's @ was our jumping-off point.",
        "Half of the layers come from @.",
        "All layers but the last are @.",
        "CLIP reads the picture, and @ acts as the language model.",
        "Uses the @ weights.",
        "Quill is none other than @.",
        "@ gave us the weights.",
        "Its text half is @.",
        "We use @ for its language part.",
        "Nous utilisons @ comme point de départ.",
        "Usamos @ como base.",
        "Мы использовали @ в качестве основы.",
        "Wykorzystaliśmy @ jako bazę.",
        "Dahinter steckt @.",
        "Le socle est @.",
        "Por detrás está @.",
        "Por trás está o @.",
        "Alla base c'è @.",
        "Het vertrekpunt was @.",
        "В основе модели лежит @.",
        "Punktem wyjścia był @.",
        "Temel olarak @ kullanıldı.",
        "Điểm xuất phát là @.",
        "أساس النموذج هو @",
        "底座用的是 @。",
        "土台は @ です。",
        "뼈대는 @입니다.",
    ],
)
def test_what_stands_behind_or_below_is_a_base(sentence: str) -> None:
    assert found(sentence) == [(MEANT, "derived")]


@pytest.mark.parametrize(
    ("sentence", "relation"),
    [
        ("The same weights as @, in another file.", "mirror"),
        ("Dieselben Gewichte wie @.", "mirror"),
        ("Te same wagi co @.", "mirror"),
        ("权重与 @ 相同。", "mirror"),
        ("Add them to the original @ weights.", "adapter"),
        ("This adapter sits on @.", "adapter"),
        ("The LoRA works only with @.", "adapter"),
        ("Funciona solo con @.", "adapter"),
        ("Работает только с @.", "adapter"),
        ("It copies the logits of @.", "distilled"),
    ],
)
def test_the_same_weights_and_what_is_laid_over_them(sentence: str, relation: str) -> None:
    assert found(sentence) == [(MEANT, relation)]


@pytest.mark.parametrize("sentence", ["Built with Meta Llama 3", "Built with Llama.", "Built with Gemma."])
def test_what_licenses_ask_to_be_written_names_the_family(sentence: str) -> None:
    [(_, relation)] = found(sentence)
    assert relation == "derived"


@pytest.mark.parametrize(
    "sentence",
    [
        "We took a look at @ and trained a model of our own.",
        "@ speaks Danish badly.",
        "The same number of layers as @.",
        "Half of the questions come from a test of @.",
        "It works with any model, for instance @.",
        "@ works with the same prompts.",
        "Quill basiert nicht auf @.",
        "Quill n'utilise pas les poids de @.",
        "Es más rápido que @.",
        "Quill to nie @.",
        "Anders dan @ is Quill klein.",
        "@'den daha iyi.",
        "与 @ 不同，它从零训练。",
        "@ より優れています。",
        "Prompts like those of @.",
    ],
)
def test_near_misses_in_many_languages(sentence: str) -> None:
    assert found(sentence) == []


def test_a_model_may_be_called_by_the_title_of_its_card() -> None:
    assert found("Quill is built on top of @.", "me/model") == [(MEANT, "derived")]
    assert found("Feather is built on top of @.", "me/model") == []
    assert words_of_title("Quill-13B, for letters") == {"quill13b", "quill"}


def test_who_made_it_belongs_to_the_name() -> None:
    assert found("Meta's @, fine-tuned on letters.") == [(MEANT, "finetune")]
    assert found("@ by Meta, fine-tuned on letters.") == [(MEANT, "finetune")]
