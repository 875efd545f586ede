"""Where `license_link` leads."""

from __future__ import annotations

import pytest

from auditor.parse.license_links import hub_page, own_file


@pytest.mark.parametrize(
    ("link", "path"),
    [
        ("LICENSE", "LICENSE"),
        ("./docs/terms%20of%20use.md#grant", "docs/terms of use.md"),
        ("https://huggingface.co/heron/wren/blob/main/LICENSE.md", "LICENSE.md"),
        ("https://huggingface.co/Heron/Wren/resolve/0123abc/a/LICENSE?download=true", "a/LICENSE"),
        ("https://huggingface.co/heron/robin/blob/main/LICENSE", None),
        ("https://heron.example/terms", None),
        ("heron.example/terms", None),
        ("mailto:legal@heron.example", None),
    ],
)
def test_a_file_of_the_repository_is_told_from_what_lies_elsewhere(link: str, path: str | None) -> None:
    assert own_file(link, "heron/wren") == path


def test_the_repository_that_a_link_leads_into() -> None:
    assert hub_page("https://hf.co/heron/robin/blob/main/LICENSE") == ("heron/robin", "LICENSE")
    assert hub_page("https://huggingface.co/heron/robin/") == ("heron/robin", "")
    assert hub_page("https://huggingface.co/datasets/heron/robin") is None
    assert hub_page("https://heron.example") is None
