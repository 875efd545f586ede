"""What holds for every rendering: the same text everywhere, the same packages, nothing that runs."""

from __future__ import annotations

import pytest

from auditor.errors import ReportError
from auditor.report import cyclonedx, spdx2, spdx3
from tests.report.renderings import RENDERINGS, unshown


def test_another_process_writes_the_same(same_elsewhere):
    here, elsewhere = same_elsewhere
    assert here == elsewhere


@pytest.mark.parametrize("name", sorted(RENDERINGS))
@pytest.mark.parametrize("which", ["hostile", "poisoned"])
def test_no_character_moves_a_cursor_or_turns_the_text(name, which, request):
    assert not unshown(RENDERINGS[name](request.getfixturevalue(which)))


@pytest.mark.parametrize("name", sorted(RENDERINGS))
def test_every_text_ends_its_last_line_once(name, few):
    text = RENDERINGS[name](few)
    assert text.endswith("\n")
    assert not text.endswith("\n\n\n")


@pytest.mark.parametrize(
    ("render", "package", "extra"),
    [
        (spdx2.render, "spdx_tools.spdx.model.document", "auditor[spdx]"),
        (spdx3.render, "spdx_python_model", "auditor[spdx]"),
        (cyclonedx.render, "cyclonedx.output.json", "auditor[cyclonedx]"),
    ],
)
def test_a_missing_package_is_named_with_what_installs_it(render, package, extra, clean, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, package, None)
    with pytest.raises(ReportError) as caught:
        render(clean)
    assert extra in (caught.value.hint or "")
