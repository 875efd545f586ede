"""What is called open: the first thing named after the words, else the one named before them."""

from __future__ import annotations

import pytest

from auditor.gather.reading.scope import scope_of
from auditor.schema.reading import Scope
from tests.gather.reading.reads import read


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("We open-source the training corpus.", Scope.DATA),
        ("We open-source the scripts and the weights.", Scope.CODE),
        ("We open-source it, but the code stays with us.", Scope.MODEL),
        ("The benchmark is open source.", Scope.DATA),
        ("This is an open-source library of models.", Scope.MODEL),
        ("We open-source a data set, and its stories.", Scope.DATA),
        ("We open-source scripts and Tiny.", Scope.MODEL),
        ("我们开源了训练代码,权重在网站上。", Scope.CODE),
        ("训练数据已开源。", Scope.DATA),
        ("我们开源了它。", Scope.MODEL),
    ],
)
def test_what_is_called_open(text: str, scope: Scope) -> None:
    _, (sentence, *_) = read(text)
    hit = sentence.first("openness")
    assert hit is not None
    assert scope_of(sentence, hit, "tiny") is scope
