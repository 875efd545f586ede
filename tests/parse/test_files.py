"""Names of files: which are read, as what, and which are safe."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.parse.files import is_safe, role, wanted


@pytest.mark.parametrize(
    "name",
    [
        "LICENSE",
        "License.TXT",
        "LICENSE.md",
        "LICENCE",
        "LICENSES.txt",
        "LICENSE-MODEL",
        "LICENSE-CODE",
        "LICENSE_Llama3.md",
        "LICENSE-2.0",
        "LICENSE-APACHE",
        "LICENSE.MIT",
        "LICENSE.apache",
        "LICENSE.BSD",
        "MODEL_LICENSE",
        "MODEL-LICENSE.pdf",
        "model_licence.html",
        "Llama-2 License.rst",
        "COPYING",
        "COPYING.LESSER",
        "COPYING.LIB",
        "LICENSE.openrail",
        "LLAMA 3.1 COMMUNITY LICENSE AGREEMENT",
        "Llama-3.1-LICENSE",
        "UNLICENSE",
        "Community License for Baichuan2 Model.pdf",
        "sub/LICENSE",
        "assets/license.txt",
        "a/b/LICENSE",
        "license.json",
        "docs/legal/Lizenz.docx",
    ],
)
def test_licenses(name: str) -> None:
    assert role(name) == "license"


@pytest.mark.parametrize(
    "name",
    [
        "terms.md",
        "Terms of Use.pdf",
        "GEMMA_TERMS_OF_USE.txt",
        "USE_POLICY.md",
        "USAGE_POLICY",
        "ACCEPTABLE_USE_POLICY.txt",
        "Acceptable-Use.md",
        "prohibited_use.html",
        "docs/USE_POLICY.md",
    ],
)
def test_use_policies(name: str) -> None:
    assert role(name) == "use-policy"


@pytest.mark.parametrize("name", ["NOTICE", "Notice.txt", "NOTICE.md", "THIRD_PARTY_NOTICES.md", "third-party-notice"])
def test_notices(name: str) -> None:
    assert role(name) == "notice"


@pytest.mark.parametrize(
    "name",
    ["GETTING_STARTED.md", "docs/index.mdx", "a/b/c/NEWS.rst", "AUTHORS.org", "notes.adoc", "info.txt", "index.html",
     "LEEME.md", "Leggimi.txt", "start_here.txt", "licensed.md"],
)  # fmt: skip
def test_what_people_write_to_be_read_is_a_card(name: str) -> None:
    assert role(name) == "card"


@pytest.mark.parametrize(
    "name", ["CODE_OF_CONDUCT.md", "docs/SECURITY.rst", "CONTRIBUTING.md", "vendor/a.md", ".ipynb_checkpoints/a.md"]
)
def test_prose_on_the_project_or_of_others_is_left_out(name: str) -> None:
    assert role(name) is None


@pytest.mark.parametrize(
    "name",
    [
        "vendor/lib/x/COPYING",
        "license_plate_detector.py",
        "third_party/zlib/LICENSE",
        "LICENSE.safetensors",
        "license.csv",
        "license-plates.parquet",
        "license-plate-detector.safetensors",
        "sublicensed.txt",
        "licensed.tsv",
        "noticeable.txt",
        "determined.txt",
        "terms.json",
        "use_policy.py",
        "README.md",
        "config.json",
        "model.safetensors",
        "LICENSE/",
        "",
    ],
)
def test_files_that_are_none_of_these(name: str) -> None:
    assert role(name) is None


@pytest.mark.parametrize(
    "name",
    [
        *("LICENSE.png", "LICENSE.zip", "LICENSE.tar.gz", "license_model.JPEG", "Terms-of-Use.webp", "EULA.gif"),
        *("LICENSE.py", "LICENSE-CODE.rs", "LICENSE.ipynb", "docs/license.sh"),
        *("PRICING.md", "LICENSING.md", "faq.txt", "docs/FAQ.html", "PATENTS", "CONDITIONS.md", "Responsible-Use.md"),
    ],
)
def test_what_may_bear_terms_in_any_form_is_read_or_said_to_be_unread(name: str) -> None:
    assert role(name) == "terms"


@pytest.mark.parametrize(
    "name", ["DUA.md", "data_use_agreement.txt", "CONTRACT", "license.toml", "License.cfg", "MTA.docx"]
)
def test_agreements_by_other_names(name: str) -> None:
    assert role(name) == "license"


@pytest.mark.parametrize(
    "name",
    [
        *(
            "license_plates.png",
            "drivers-license.jpg",
            "license-badge.svg",
            "mit.png",
            "code.py",
            "model.zip",
            "data.tar",
        ),
        *("notice.py", "terms.py", "policy.png", "usage.gif", "rights.zip", "use_policy.ts", "license_check.py"),
    ],
)
def test_pictures_archives_and_code_that_are_called_otherwise_are_none(name: str) -> None:
    assert role(name) is None


def test_what_an_audit_reads_in_its_order() -> None:
    names = [
        *("model.safetensors", "config.json", "USE_POLICY.md", "README.md", "sub/LICENSE", "a/b/LICENSE", "LICENSE"),
        *("adapter_config.json", "sub/adapter_config.json", "mergekit_config.yml", "mergekit_config.yaml"),
        *("sub/README.md", "tokenizer.json", "../LICENSE", "LICENSE"),
    ]
    assert wanted(names) == [
        "README.md",
        "LICENSE",
        "USE_POLICY.md",
        "a/b/LICENSE",
        "adapter_config.json",
        "mergekit_config.yaml",
        "mergekit_config.yml",
        "sub/LICENSE",
        "sub/README.md",
    ]


@pytest.mark.parametrize(
    "name", ["LICENSE", "sub/LICENSE", "a b.txt", "ライセンス.txt", ".gitattributes", "a..b", "x/a:b", "n" * 400]
)
def test_safe_names(name: str) -> None:
    assert is_safe(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "/etc/passwd",
        "../LICENSE",
        "a/../LICENSE",
        "a/..",
        "./LICENSE",
        "a//LICENSE",
        "a/",
        "..\\LICENSE",
        "a\\LICENSE",
        "\\\\host\\LICENSE",
        "C:LICENSE",
        "file:///etc/passwd",
        "~/LICENSE",
        "LICENSE\n",
        "LICENSE\x00",
        "LICENSE\x1b[31m",
        "LICENSE\u202etxt",
        "LICENSE\u200b",
        "LICENSE\u2028",
        "LICENSE\ud800",
        "n" * 401,
    ],
)
def test_hostile_names(name: str) -> None:
    assert not is_safe(name)
    assert wanted([name]) == []


@given(st.text(alphabet=st.characters()))
def test_any_name_has_an_answer(name: str) -> None:
    assert role(name) in (None, "license", "notice", "use-policy", "terms", "card")
    assert isinstance(is_safe(name), bool)
    wanted([name, f"{name}/LICENSE", f"LICENSE{name}"])
