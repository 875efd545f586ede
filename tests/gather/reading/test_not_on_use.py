"""Words of terms that are said of data that were left out, of what an input is like, of classes, or of a service."""

from __future__ import annotations

import pytest

from auditor.schema.decision import Outcome
from tests.builders import audited, snapshot


def outcome(body: str) -> Outcome:
    return audited(snapshot("marsh/wren", "license: mit", f"# Wren\n\n{body}\n")).decision.outcome


@pytest.mark.parametrize(
    "words",
    [
        "We discarded recordings whose licence forbids commercial use.",
        "Articles marked non-commercial were filtered out.",
        "Texte, deren Lizenz den kommerziellen Gebrauch verbietet, wurden aussortiert.",
        "Nous avons écarté les images dont la licence interdit l'usage commercial.",
        "Hemos descartado los artículos cuya licencia prohíbe el uso comercial.",
        "Retiramos as páginas cuja licença proíbe o uso comercial.",
        "Abbiamo scartato i testi la cui licenza vieta l'uso commerciale.",
        "Мы убрали статьи, лицензия которых запрещает коммерческое использование.",
        "Usunęliśmy strony, których licencja zabrania użytku komercyjnego.",
        "Bestanden waarvan de licentie commercieel gebruik verbiedt zijn verwijderd.",
        "Lisansı ticari kullanımı yasaklayan sayfaları eledik.",
        "Chúng tôi đã xóa các trang có giấy phép cấm sử dụng thương mại.",
        "حذفنا الصفحات التي تمنع رخصتها الاستخدام التجاري.",
        "许可证禁止商用的文档已全部剔除。",
        "商用利用を禁じる記事は除外しました。",
        "상업적 이용을 금지하는 문서는 제외했습니다.",
        "Prompts must not be longer than 900 characters.",
        "Forbidden bytes are stripped.",
        "Writing to private fields is forbidden by the compiler.",
        "Sätze dürfen nicht länger als 90 Token sein.",
        "Недопустимые ходы маскируются.",
        "句子不得超过 90 个字符。",
        "Du musst niemanden fragen.",
        "Уведомлять нас не надо.",
        "We also offer a hosted API for 3 dollars per thousand requests.",
        "Prohibited maps to class 4.",
        "| Label | Meaning |\n|---|---|\n| 7 | forbidden: fireworks |\n",
    ],
)
def test_what_is_said_of_something_else_stops_nothing(words: str) -> None:
    assert outcome(words) is Outcome.APPROVED


@pytest.mark.parametrize(
    "words",
    [
        "We discarded recordings, and commercial use is forbidden.",
        "We discarded recordings whose licence forbids commercial use, and you may not sell the model.",
        "The model was trained on articles marked non-commercial; commercial use is forbidden.",
        "Texte wurden aussortiert, der kommerzielle Gebrauch ist verboten.",
        "Nous avons écarté des images ; l'usage commercial est interdit.",
        "许可证禁止商用，文档已上传。",
        "商用利用は禁止です。一部の記事は除外しました。",
        "Prompts must not exceed 9 million tokens a month for commercial users.",
        "Forbidden uses: anything that makes money.",
        "Access to the weights is forbidden for companies.",
        "Sätze dürfen nicht verkauft werden.",
        "Fragen müsst ihr uns nicht, wenn ihr es nicht gewerblich nutzt.",
        "We offer commercial use only through our API at 3 dollars per thousand requests.",
        "| Term | Meaning |\n|---|---|\n| 7 | commercial use forbidden |\n",
        "| Label | Meaning |\n|---|---|\n| License | commercial use forbidden |\n",
    ],
)
def test_what_is_said_of_the_model_stops(words: str) -> None:
    assert outcome(words) is not Outcome.APPROVED
