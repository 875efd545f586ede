"""Everything that can bear terms is accounted for: it is read, it is somebody else's, or it is said to be unread."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

import pytest

from auditor.decide.findings import find
from auditor.evaluate.verdicts import evaluate
from auditor.files.reading import load_tables
from auditor.gather.unread import MOST
from auditor.schema.audit import ModelAudit
from auditor.schema.decision import Outcome
from auditor.schema.linked import LinkedCode
from auditor.schema.snapshot import File, Snapshot
from tests.builders import APACHE, MIT, audited, dossier, pdf, snapshot, standards

OWN_TERMS = "Robin Terms\n\n1. Schools may run the weights. 2. Nobody may use them for any commercial purpose.\n"
LICENSED = {"LICENSE": MIT}


def stopped(model: ModelAudit, *words: str) -> bool:
    """Whether a finding, a reason or a condition that speaks against the model holds one of these words."""
    against = [item.message for item in model.findings if item.level != "note"]
    against += [item.message for item in model.decision.reasons if item.outcome is not Outcome.APPROVED]
    cited = [place for item in model.findings if item.level != "note" for place in item.citations]
    cited += [p for item in model.decision.reasons if item.outcome is not Outcome.APPROVED for p in item.citations]
    said = " ".join([*against, *(f"{place.file} {place.quote}" for place in cited)]).lower()
    return model.decision.outcome is not Outcome.APPROVED and any(word.lower() in said for word in words)


@pytest.mark.parametrize(
    "path",
    [
        "docs/legal/LICENSE",
        "a/b/c/COPYING.txt",
        "AGREEMENT",
        "EULA.html",
        "RESTRICTIONS.md",
        "USE_RULES.txt",
        "RAIL.md",
        "LEGAL.txt",
        "COPYRIGHT",
        "policy.md",
        "Lizenz.txt",
        "LICENCIA.md",
        "licença.txt",
        "licenza.md",
        "Лицензия.txt",
        "ライセンス.txt",
        "利用規約.md",
        "라이선스.txt",
        "使用条款.txt",
        "模型协议.md",
        "cc-by-nc-4.0.txt",
        "LICENSE.json",
        "NOTICE.txt",
        "README_fr.md",
        "README-ja.md",
        "docs/README.md",
        "MODEL_CARD.md",
        "legal/wren.txt",
        "ToS.txt",
        "Vertrag.txt",
        "GUIDELINES.md",
    ],
)
def test_terms_in_a_file_stop_whatever_it_is_called_and_wherever_it_lies(path: str) -> None:
    model = audited(snapshot(files=LICENSED | {path: OWN_TERMS}))
    assert stopped(model, path, "commercial purpose"), [item.message for item in model.findings]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("NOTICE", "Wren\nCopyright 2024 Robin Labs\n\nIt holds software of the Nightjar project.\n"),
        ("COPYRIGHT", "Copyright 2024 Robin Labs and contributors\n"),
        ("README_de.md", "# Wren\n\nEin kleines Modell. Es steht unter der MIT-Lizenz.\n"),
        ("docs/README.md", "# Documents\n\nHow to run it.\n"),
        ("third_party/zlib/LICENSE", OWN_TERMS),
        ("node_modules/wren/LICENSE.md", OWN_TERMS),
        ("licenses/MIT.txt", MIT),
        ("USAGE.md", "# How to run it\n\nCall `run()` and wait.\n"),
        ("usage_policy.py", OWN_TERMS),
    ],
)
def test_ordinary_files_stop_nothing(path: str, text: str) -> None:
    model = audited(snapshot(files=LICENSED | {path: text}))
    assert model.decision.outcome is Outcome.APPROVED, [item.message for item in model.findings]


@pytest.mark.parametrize(
    ("front", "words"),
    [
        ("commercial: false", "commercial"),
        ("commercial_use: nein", "commercial_use"),
        ("commercial_use: ask robin@robin.example", "robin@robin.example"),
        ("non_commercial: yes", "non_commercial"),
        ("商用: 禁止", "商用"),
        ("licence: cc-by-nc-4.0", "cc-by-nc-4.0"),
        ("License: cc-by-nc-sa-4.0", "cc-by-nc-sa-4.0"),
        ("license: cc-by-nc-4.0", "cc-by-nc-4.0"),
        ("licenses: [mit, robin-terms]", "robin-terms"),
        ("license_name: robin-community", "robin-community"),
        ("license_link: https://robin.example/terms", "robin.example"),
        ("license_link: TERMS-OF-ROBIN.md", "TERMS-OF-ROBIN"),
        ("license_url: robin.example/terms.html", "robin.example"),
        ("terms_of_use: Schools alone may run it, nobody else is allowed to.", "schools"),
        ("license_note: Robin decides.", "Robin decides"),
        ("tags: [non-commercial]", "non-commercial"),
        ("tags:\n- cc-by-nc-4.0", "cc-by-nc"),
        ("tags: [research-only]", "research-only"),
        ("tags: ['license:cc-by-nc-4.0']", "cc-by-nc"),
        ("extra_gated_prompt: Only schools may run it.", "schools"),
        ("tags: [restricted-use]", "restricted-use"),
        ("extra_gated_heading: No commercial use, please", "commercial"),
        ("extra_gated_fields:\n  I will use it in schools only and never sell it: checkbox", "schools"),
        ("extra_gated_prompt: Firms with more than 50 employees need our approval.", "employees"),
        ("extra_gated_eu_disallowed: true", "european union"),
    ],
)
def test_what_fields_say_stops_and_is_quoted(front: str, words: str) -> None:
    model = audited(snapshot(front=f"license: mit\n{front}", files=LICENSED))
    assert stopped(model, words), [item.message for item in model.findings]


@pytest.mark.parametrize(
    "front",
    [
        "commercial: true",
        "commercial_use: allowed",
        "non_commercial: false",
        "licence: MIT",
        "license_link: LICENSE",
        "license_link: https://huggingface.co/org/model/blob/main/LICENSE",
        "license_link: https://opensource.org/license/mit",
        "tags: [commercial, mit, text-generation]",
        "extra_gated_fields:\n  Name: text\n  Country: country\n  I agree to share my contact information: checkbox",
        "extra_gated_button_content: Acknowledge license",
        "extra_gated_eu_disallowed: false",
        "language: en\nmetrics: [accuracy]\npipeline_tag: text-generation",
    ],
)
def test_ordinary_fields_stop_nothing(front: str) -> None:
    model = audited(snapshot(front=f"license: mit\n{front}", files=LICENSED))
    assert model.decision.outcome is Outcome.APPROVED, [item.message for item in model.findings]


def test_a_file_that_the_license_link_names_is_read_whatever_it_is_called() -> None:
    front = "license: mit\nlicense_link: docs/robin.md"
    model = audited(snapshot(front=front, files=LICENSED | {"docs/robin.md": OWN_TERMS}))
    assert stopped(model, "docs/robin.md", "commercial purpose")


def test_a_link_into_a_base_is_settled_by_the_bases_own_terms() -> None:
    front = "license: mit\nbase_model: maker/base\nlicense_link: https://huggingface.co/maker/base/blob/main/LICENSE"
    model = audited(snapshot(front=front, files=LICENSED), snapshot("maker/base", files=LICENSED))
    assert [item.message for item in model.findings if item.id == "terms-unread"] == []


def test_a_name_in_the_cards_words_that_nobody_knows_is_quoted() -> None:
    model = audited(
        snapshot(body="## License\n\nThe weights are governed by the Robin Testing License.\n", files=LICENSED)
    )
    assert stopped(model, "Robin Testing License")


@pytest.mark.parametrize("source", [{"cardData": {"license": "cc-by-nc-4.0"}}, {"tags": ["license:cc-by-nc-4.0"]}])
def test_the_api_and_the_card_may_not_disagree(source: dict[str, object]) -> None:
    model = audited(snapshot(files=LICENSED, **source))
    assert model.decision.outcome is Outcome.DENIED
    assert "license-tag-mismatch" in [item.id for item in model.findings]


def test_a_kinder_copy_does_not_help_a_stricter_card_and_is_said() -> None:
    model = audited(snapshot("org/model", "license: mit", files=LICENSED, cardData={"license": "apache-2.0"}))
    assert model.decision.outcome is Outcome.REVIEW
    assert stopped(model, "the API's copy of the card names Apache-2.0")


@pytest.mark.parametrize(
    "header",
    [
        {"gguf": {"general.license": "cc-by-nc-4.0"}},
        {"gguf": {"general": {"license": "cc-by-nc-4.0"}}},
        {"safetensors": {"__metadata__": {"license": "cc-by-nc-4.0"}}},
        {"gguf": {"general.license": "robin-terms"}},
        {"safetensors": {"0": {"modelspec.license": "cc-by-nc-4.0"}}},
    ],
)
def test_the_header_of_weights_speaks_of_the_license(header: dict[str, object]) -> None:
    assert stopped(audited(snapshot(files=LICENSED, **header)), "cc-by-nc-4.0", "robin-terms")


def test_a_license_in_a_header_is_stated() -> None:
    model = audited(snapshot(front="tags: [x]", gguf={"general.license": "mit"}))
    assert "license-missing" not in [item.id for item in model.findings]


def _with(content: bytes, path: str) -> Snapshot:
    whole = snapshot(files=LICENSED)
    files = (*(file for file in whole.files if file.path != path), File.of(path, content))
    return whole.model_copy(update={"files": files})


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-8-sig"])
def test_a_card_in_another_encoding_is_read(encoding: str) -> None:
    model = audited(_with("---\nlicense: cc-by-nc-4.0\n---\n# Wren\n".encode(encoding), "README.md"))
    assert model.decision.outcome is Outcome.DENIED


def test_terms_in_an_old_encoding_are_read() -> None:
    words = "本权重只供学校里的研究使用，禁止用于商业目的。".encode("gb18030")
    assert stopped(audited(_with(words, "NOTICE")), "NOTICE")


@pytest.mark.parametrize("content", [b"%PDF-1.7 \x00\x01", b"PK\x03\x04\x00\x00" * 30, b"a b c \x81\x8d\x90 d\n"])
def test_what_cannot_be_decoded_is_said(content: bytes) -> None:
    assert stopped(audited(_with(content, "NOTICE.pdf")), "NOTICE.pdf")


def test_a_clean_apache_model_with_a_notice_is_approved() -> None:
    files = {"LICENSE": APACHE, "NOTICE": "Wren\nCopyright 2024 Robin Labs\n\nLicensed under the Apache License 2.0.\n"}
    assert audited(snapshot(front="license: apache-2.0", files=files)).decision.outcome is Outcome.APPROVED


@pytest.mark.parametrize(
    "body",
    [
        "The model is licensed under the terms found at https://github.com/robin/wren/blob/main/LICENSE.\n",
        "License: https://robin.example/terms\n",
        "**License**: Robin-Eval-1.0\n",
        "本模型遵循《知更鸟评测许可协议》。\n",
    ],
)
def test_terms_that_the_card_points_to_without_a_name_that_we_know(body: str) -> None:
    assert stopped(audited(snapshot(body=body, files=LICENSED)), "robin", "知更鸟")


@pytest.mark.parametrize(
    "body",
    [
        "## License\n\nSee [LICENSE](LICENSE).\n",
        "The code is licensed under the Robin Source License.\n",
        "The weights are under the [MIT License](https://github.com/robin/wren/blob/main/LICENSE).\n",
        "Code: https://github.com/robin/wren\n",
        "License: [More Information Needed]\n",
    ],
)
def test_ordinary_words_on_licenses_stop_nothing(body: str) -> None:
    assert audited(snapshot(body=body, files=LICENSED)).decision.outcome is Outcome.APPROVED


@pytest.mark.parametrize(("license_", "outcome"), [("MIT", Outcome.APPROVED), ("GPL-3.0", Outcome.REVIEW)])
def test_the_linked_codes_license_settles_it_where_it_is_the_models_own(license_: str, outcome: Outcome) -> None:
    body = "The model is licensed under the terms found at https://github.com/robin/wren/blob/main/LICENSE.\n"
    code = LinkedCode(id="robin/wren", purl="pkg:github/robin/wren", sha=None, links=(), license=license_)
    evidence = dossier(snapshot(body=body, files=LICENSED)).model_copy(update={"code": (code,)})
    held = standards()
    said = [item.message for item in find(evidence, evaluate(evidence, held.rubric), held.findings, None)]
    assert any("GPL-3.0" in message for message in said) is (outcome is Outcome.REVIEW)


def _beside(name: str, content: bytes) -> Snapshot:
    """A model under MIT with one more file."""
    whole = snapshot(files=LICENSED)
    return whole.model_copy(update={"files": (*whole.files, File.of(name, content))})


@pytest.mark.parametrize("name", ["TERMS.pdf", "NOTICE.pdf", "LICENSE-MODEL.pdf", "docs/legal/Rights.pdf"])
def test_terms_in_a_document_are_read(name: str) -> None:
    limit = "These weights are for research. You may not use them commercially."
    assert stopped(audited(_beside(name, pdf(f"Robin terms\n{limit}\n"))), "commercial")


def test_a_license_in_a_document_is_that_license() -> None:
    lines = APACHE.splitlines()
    content = pdf(*("\n".join(lines[at : at + 20]) for at in range(0, len(lines), 20)))
    whole = snapshot(front="license: apache-2.0")
    model = audited(whole.model_copy(update={"files": (*whole.files, File.of("LICENSE.pdf", content))}))
    assert model.decision.outcome is Outcome.APPROVED


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (pdf(b""), "as a scan does"),
        (pdf("x")[:200], "damaged"),
        (b"{\\rtf1 Not for sale}", "Rich Text"),
        (b"PK\3\4", "damaged"),
    ],
)
def test_a_document_that_is_not_read_says_why(content: bytes, why: str) -> None:
    assert stopped(audited(_beside("TERMS.pdf", content)), why)


def test_a_document_that_is_a_card_is_unread() -> None:
    assert stopped(audited(_beside("MODEL_CARD.pdf", pdf("Herons and wrens."))), "MODEL_CARD.pdf")


@pytest.mark.parametrize("text", ["<p Not for commercial use>", "<style>Not for commercial use</style>"])
def test_words_in_tags_of_a_license_file_are_read(text: str) -> None:
    assert stopped(audited(snapshot(files={"LICENSE": f"{MIT}\n{text}\n"})), "commercial use")


# Where terms stand, beside a license that gives everything: each with what a repository says there.
PLACES: Mapping[str, Callable[[str], Snapshot]] = {
    "card": lambda words: snapshot(body=f"# Wren\n\n## License\n\nMIT.\n\n{words}\n", files=LICENSED),
    "other card": lambda words: snapshot(
        files=LICENSED | {"README_zh.md": f"# Wren\n\n## License\n\nMIT.\n\n{words}\n"}
    ),
    "notice": lambda words: snapshot(files=LICENSED | {"NOTICE": f"Wren\nCopyright 2024 Robin Labs\n\n{words}\n"}),
    "terms": lambda words: snapshot(files=LICENSED | {"legal/wren.txt": f"Wren\n\n{words}\n"}),
    "field": lambda words: snapshot(front=f"license: mit\nusage: {json.dumps(words)}", files=LICENSED),
    "gate": lambda words: snapshot(front=f"license: mit\nextra_gated_prompt: {json.dumps(words)}", files=LICENSED),
}
_BY_THE_WAY = ("words", "same-again")  # a mere mention of a license, and what means something behind another sentence
ALARMING = [
    next(words for words in row.fits if len(words.split()) > 1 or not words.isascii())
    for table in load_tables()
    if table.table == "alarm"
    for row in table.rows
    if row.says is not None and row.id not in _BY_THE_WAY
]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("words", ALARMING)
def test_one_alarm_is_heard_wherever_terms_stand(words: str, place: str) -> None:
    assert audited(PLACES[place](words)).decision.outcome is not Outcome.APPROVED


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "words",
    [
        "Everyone except Globex Ltd. can run it.",
        "Users must be of age.",
        "By cloning it you waive any claim against us.",
        "Mention our lab in every product.",
        "Nothing for governments.",
        "Trial version, expires in spring.",
        "Nutzer müssen volljährig sein.",
        "Il faut être majeur.",
        "Hay que ser mayor de edad.",
        "É preciso ser maior de idade.",
        "Bisogna essere maggiorenni.",
        "Пользователь должен быть совершеннолетним.",
        "Người dùng phải đủ 18 tuổi.",
        "يجب أن يكون عمر المستخدم 18 سنة.",
        "Kullanıcılar 18 yaşından büyük olmalıdır.",
        "Użytkownik musi być pełnoletni.",
        "用户须年满十八岁。",
        "利用者は18歳以上でなければなりません。",
        "사용자는 18세 이상이어야 합니다.",
    ],
)
def test_a_duty_or_an_exception_binds_where_terms_stand(words: str, place: str) -> None:
    assert audited(PLACES[place](words)).decision.outcome is not Outcome.APPROVED


def test_the_same_duty_is_no_term_below_another_heading() -> None:
    body = "# Wren\n\n## Training\n\nUsers must be of age.\n"
    assert audited(snapshot(body=body, files=LICENSED)).decision.outcome is Outcome.APPROVED


@pytest.mark.parametrize("place", ["card", "other card", "notice", "terms"])
@pytest.mark.parametrize(
    "words",
    [
        "You may use, copy and change it for any purpose.",
        "It comes with no warranty.",
        "You must comply with the MIT license.",
        "The authors shall not be held liable.",
        "Please contact us if you find any problem.",
        "本模型可免费商用，无需申请。",
        "Ohne Gewähr.",
        "Коммерческое использование разрешено.",
    ],
)
def test_ordinary_sentences_bind_nobody(words: str, place: str) -> None:
    assert audited(PLACES[place](words)).decision.outcome is Outcome.APPROVED


@pytest.mark.parametrize(
    "value",
    [
        [f"w{number}" for number in range(500)],
        [[[[[[["deep"]]]]]]],
        {"a": {str(number): number for number in range(500)}},
    ],
    ids=["long", "deep", "wide"],
)
def test_a_field_that_holds_more_than_is_read_is_said_and_one_of_the_hubs_is_not(value: object) -> None:
    own = audited(snapshot(front=f"license: mit\ninfo: {json.dumps(value)}", files=LICENSED))
    assert stopped(own, "holds more than is read")
    hubs = audited(snapshot(front=f"license: mit\nwidget: {json.dumps(value)}", files=LICENSED))
    assert hubs.decision.outcome is Outcome.APPROVED


@pytest.mark.parametrize(
    "front",
    [
        "info: {commercial_use: false}",
        'info: {note: {text: "Not for commercial use."}}',
        "info: {license: cc-by-nc-4.0}",
        "description: Students only, no companies.",
        "tags: ['usage:non-commercial']",
        "tags: ['commercial:false']",
        "tags: ['license-note:ask the owl']",
    ],
)
def test_fields_and_tags_of_the_authors_own_are_heard(front: str) -> None:
    assert audited(snapshot(front=f"license: mit\n{front}", files=LICENSED)).decision.outcome is not Outcome.APPROVED


@pytest.mark.parametrize(
    "front",
    [
        "info: {license: mit, size: 7b}",
        "widget:\n- text: Commercial use is forbidden.",
        "tags: ['region:us', 'dataset:robin/non-commercial', 'usage:chat']",
        "description: A small bird.",
    ],
)
def test_fields_and_tags_without_terms_stop_nothing(front: str) -> None:
    assert audited(snapshot(front=f"license: mit\n{front}", files=LICENSED)).decision.outcome is Outcome.APPROVED


def test_what_is_cut_is_counted() -> None:
    links = "".join(f"\n- https://robin.example/{count}" for count in range(2 * MOST))
    subject = dossier(snapshot(front=f"license: mit\nlicense_link:{links}", files=LICENSED)).subject
    assert subject is not None
    assert any(item.row is None and item.words.startswith(f"{MOST} more") for item in subject.unread)


def test_two_sealed_files_of_one_name_have_numbers_of_their_own() -> None:
    def number(content: bytes) -> str:
        subject = dossier(_with(content, "NOTICE.pdf")).subject
        assert subject is not None
        return next(item.key for item in subject.unread)

    assert number(b"%PDF-1.7 \x00\x01") == number(b"%PDF-1.7 \x00\x01") != number(b"%PDF-1.7 \x00\x02")
