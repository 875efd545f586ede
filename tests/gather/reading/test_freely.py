"""Grants in everyday words: they explain their sentence, and no other, and not where words take them back."""

from __future__ import annotations

import pytest

from auditor.schema.decision import Outcome
from tests.builders import audited, snapshot


def outcome(body: str) -> Outcome:
    return audited(snapshot("marsh/wren", "license: mit", f"# Wren\n\n{body}\n")).decision.outcome


@pytest.mark.parametrize(
    "words",
    [
        "MIT: use it however you like, at work too, and in paid apps.",
        "Free for everyone, companies included.",
        "Copy it, sell it, ship it in your paid product.",
        "Macht damit, was ihr mögt, auch im Betrieb und auch gegen Geld.",
        "MIT : utilisez-le comme il vous plaît, même en entreprise et dans des services payants.",
        "Haz con él lo que te apetezca, incluso en la oficina y por dinero.",
        "MIT: façam o que bem entenderem, até na empresa e em produtos pagos.",
        "Fatene quello che vi pare, anche in ufficio e in app a pagamento.",
        "Делайте как угодно, даже в офисе и в платных сервисах.",
        "Róbcie z tym, co chcecie, także w firmie i za pieniądze.",
        "Gebruik het zoals je wilt, ook op kantoor en in betaalde apps.",
        "Dilediğiniz yerde kullanın, ücretli uygulamalarda da.",
        "Bạn muốn dùng sao cũng được, cả trong dịch vụ trả phí.",
        "استخدمه كما تريد، في الشركة أيضاً وفي خدمات مدفوعة.",
        "MIT 许可，想拿来做什么都可以，企业也行，要收费也可以。",
        "MIT 授權,想怎樣用都行,企業也好個人也好,想收費也行。",
        "仕事でも家でも、有料のアプリでも、好きに使って構いません。",
        "직장에서도, 유료 앱에서도 마음껏 이용하셔도 좋습니다.",
    ],
)
def test_who_may_do_as_they_like_is_asked_nothing(words: str) -> None:
    assert outcome(words) is Outcome.APPROVED


@pytest.mark.parametrize(
    "words",
    [
        "Use it however you like, but not in paid apps.",
        "Free for everyone, companies excluded.",
        "Free for everyone, companies pay 90 euros.",
        "Copy it, sell it, as long as we get a share.",
        "Use it as you please, also in paid products, up to 900 users.",
        "Patrons: do what you like with it, also in paid products.",
        "Use it as you please, also in paid products, until the spring ends.",
        "Macht damit, was ihr mögt, nur nicht gewerblich.",
        "Macht damit, was ihr mögt, auch kostenpflichtig, solange ihr uns vorher fragt.",
        "Utilisez-le comme il vous plaît, sauf dans des services payants.",
        "Haz con él lo que te apetezca, pero no por dinero.",
        "Façam o que bem entenderem, menos em produtos pagos.",
        "Fatene quello che vi pare, tranne in app a pagamento.",
        "Делайте как угодно, кроме платных сервисов.",
        "Róbcie z tym, co chcecie, byle nie za pieniądze.",
        "Gebruik het zoals je wilt, behalve in betaalde apps.",
        "Dilediğiniz yerde kullanın, ancak ücretli uygulamalarda değil.",
        "Bạn muốn dùng sao cũng được, trừ trong dịch vụ trả phí.",
        "استخدمه كما تريد، إلا في خدمات مدفوعة.",
        "想拿来做什么都可以，但企业要收费请先联系我们。",
        "想怎樣用都行,要收費除外。",
        "有料のアプリ以外では、好きに使って構いません。",
        "유료 앱만 빼고 마음껏 이용하셔도 좋습니다.",
        "유료 앱에서는 마음대로 쓰시면 안 됩니다.",
        "Use it as you please, even in paid products; sale of the weights is forbidden.",
        "Sell it as you like? Paid products need a contract.",
    ],
)
def test_a_grant_that_is_taken_back_is_none(words: str) -> None:
    assert outcome(words) is not Outcome.APPROVED


def test_the_next_sentence_is_not_explained_by_it() -> None:
    assert outcome("Use it however you like. Paid products are forbidden.") is not Outcome.APPROVED
