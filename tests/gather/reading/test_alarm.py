"""The alarm: words of terms that nothing reads and nothing explains are unread, in every language."""

from __future__ import annotations

from time import process_time

import pytest

from auditor.files.policies import load_knowledge
from auditor.files.reading import load_vocabulary
from auditor.gather.papers import open_papers
from auditor.gather.reading.alarm import MOST
from auditor.gather.reading.gate import gate_unread
from auditor.gather.reading.hearing import card_unread
from auditor.schema.unread import Unread
from tests.builders import dossier, snapshot
from tests.gather.reading.reads import papers_of

INDEX, CATALOG = load_knowledge().index, load_knowledge().catalog


def unread(body: str) -> tuple[Unread, ...]:
    """What the alarm says of a card by itself."""
    return card_unread(papers_of(body, repo_id="heron/wren"), (), (), CATALOG)


def concluded(body: str, front: str = "license: mit") -> list[str]:
    """What is unread of a whole card, with all that was read of it."""
    subject = dossier(snapshot(body=body, front=front)).subject
    assert subject is not None
    return [item.words for item in subject.unread]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ask the owl before you resell it.",
        "Firms with a turnover above the hedge write to us first.",
        "The licence may be revoked in any spring.",
        "Armies stay out: no military nests.",
        "Residents of the marsh are excluded.",
        "Nothing that competes with us may be built on it.",
        "Keep out if you are a business.",
        "Gewerbliche Nutzung nur nach Rücksprache.",
        "Nur in Deutschland nutzbar.",
        "Toute utilisation à titre lucratif est exclue.",
        "No vale para hacer negocios.",
        "Le aziende devono chiederci il permesso.",
        "É vedada a venda dos pesos.",
        "Перепродажа весов воспрещается.",
        "Kurumlar bizden lisans satın almalıdır.",
        "Firmy muszą uzyskać naszą zgodę.",
        "Doanh nghiệp phải liên hệ với chúng tôi.",
        "على الشركات التواصل معنا أولا.",
        "使用前请先登记。",
        "僅供內部試用。",
        "転売はご遠慮ください。",
        "기업은 먼저 문의해야 합니다.",
        "Uitsluitend voor onderwijsdoeleinden, verkoop is verboden.",
        "Комерційне використання заборонено.",
        "Komerční využití je zakázáno.",
        "Kommersiell användning är förbjuden.",
        "Kommerciel brug er forbudt.",
        "Kommersiell bruk er forbudt.",
        "Dilarang untuk tujuan komersial.",
        "ห้ามใช้เพื่อการค้า",
        "Απαγορεύεται η εμπορική χρήση.",
        "व्यावसायिक उपयोग निषिद्ध है।",
        "استفاده تجاری ممنوع است.",
        "אסור לשימוש מסחרי.",
        "Kaupallinen käyttö on kielletty.",
        "Kereskedelmi felhasználása tilos.",
        "Utilizarea comercială este interzisă.",
    ],
)
@pytest.mark.parametrize("form", ["{}", "- {}", "| a | {} |\n|---|---|\n| b | c |", "> {}", "<p>{}</p>"])
def test_words_of_terms_that_nothing_reads_are_unread(sentence: str, form: str) -> None:
    body = f"# Wren\n\n{form.format(sentence)}\n"
    found = dossier(snapshot(body=body, front="license: mit")).subject
    assert found is not None
    assert found.unread or found.statements, sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "Free for commercial use.",
        "No request is needed for commercial use.",
        "You may sell it and use it commercially.",
        "Not only for research but also for commercial products.",
        "Use it for research or commercially, without any fee.",
        "Die kommerzielle Nutzung ist erlaubt.",
        "L'usage commercial est autorisé.",
        "El uso comercial está permitido.",
        "可商用。",
        "商用・非商用を問わず使えます。",
        "상업적 이용이 가능합니다.",
        "Ticari kullanım serbesttir.",
        "It should not be used for decisions on patients.",
        "You may not use it to harass people.",
        "The previous version was released under CC BY-NC 4.0.",
        "Unlike other models, which forbid commercial use, it flies.",
        "It is not revocable.",
        "The dataset is for research only.",
        "Heron et al., Commercial use prohibited? Journal of Marsh Studies.",
        "Funded by the European Union under grant agreement No 77.",
        "It reads license plates and invoices.",
        "Its scores compete with larger models.",
    ],
)
def test_what_is_granted_or_said_of_something_else_is_explained(sentence: str) -> None:
    assert concluded(f"# Wren\n\n{sentence}\n") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Free for commercial use after you sign the contract.",
        "No fee for students, but commercial use requires a contract.",
        "It is not free for commercial purposes of any kind, says the owl.",
        "Nicht ohne Genehmigung kommerziell nutzbar.",
        "No se permite sin autorización el uso comercial.",
        "It should not be sold for profit.",
        "Only non-profit organisations may use it.",
        "We changed the license to non-commercial.",
        "The code is MIT, but the weights are CC BY-NC 4.0.",
    ],
)
def test_what_is_granted_and_taken_back_is_not_explained(sentence: str) -> None:
    found = dossier(snapshot(body=f"# Wren\n\n{sentence}\n", front="license: mit")).subject
    assert found is not None
    assert found.unread or found.statements or len(found.conclusion.licenses) > 1


def test_weak_words_count_where_terms_are_expected() -> None:
    assert concluded("# Wren\n\nAccept the owl's wishes.\n") == []
    assert concluded("# Wren\n\n## Terms of use\n\nAccept the owl's wishes.\n") == ["Accept the owl's wishes."]
    assert concluded("# Wren\n\n- Terms: accept the owl's wishes.\n") == ["Terms: accept the owl's wishes."]


def test_code_and_comments_say_nothing() -> None:
    body = "# Wren\n\n```python\nno(resale)\nforbid('resale')\n```\n\n<!-- resale is forbidden -->\n"
    assert unread(body) == ()


def test_the_same_words_are_one_with_all_their_places() -> None:
    found = unread("# Wren\n\nKeep out if you are a business.\n\ntext\n\n- **Keep out** if you are a business!\n")
    assert [(item.citation.line, [place.line for place in item.places]) for item in found] == [(6, [10])]


def test_a_sentence_has_the_same_number_wherever_it_stands() -> None:
    here = unread("Keep out if you are a business.")
    there = unread("# Other\n\n> keep out if you are a **business**\n")
    assert here[0].key == there[0].key
    assert here[0].key != unread("Please keep out if you are a business.")[0].key


def test_a_gate_is_read_strictly() -> None:
    front = "license: mit\nextra_gated_prompt: I agree to the MIT license and to tell nobody."
    found = gate_unread(open_papers(snapshot(front=front), load_vocabulary()), INDEX)
    assert [item.words for item in found] == ["I agree to the MIT license and to tell nobody."]


def test_a_license_that_we_do_not_know_by_name_is_unread() -> None:
    assert concluded("The model is released under the Marsh License 1.0.") != []


def test_many_sentences_are_bounded_and_cost_little() -> None:
    body = "\n\n".join(f"Keep out, owl {number}, if you are a business." for number in range(2_000))
    before = process_time()
    found = unread(body)
    assert len(found) == MOST + 1
    assert found[-1].words.startswith("1960 more, the first of them")  # settled together, and by none of the others
    assert found[-1].key not in {item.key for item in found[:-1]}
    assert process_time() - before < 4


def test_code_is_no_prose_but_below_a_heading_on_terms() -> None:
    fenced = "```\nKeep out if you are a business.\n```\n"
    assert unread("## Usage\n\n```\nno(resale);\n```\n") == ()
    assert unread(f"## Usage\n\n{fenced.replace('```', '```python', 1)}") == ()
    assert [item.words for item in unread(f"## Usage\n\n{fenced}")] == ["Keep out if you are a business."]
    assert [item.words for item in unread(f"## License\n\n{fenced}")] == ["Keep out if you are a business."]


def test_a_link_to_a_license_that_nothing_states_is_unread() -> None:
    assert concluded("[License](https://creativecommons.org/licenses/by-nc-sa/4.0/)") == ["License"]
    assert concluded("[License](https://opensource.org/license/mit)") == []
