"""Names → license: what people write resolves, what nobody claims does not."""

from __future__ import annotations

import re
import time
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.licenses.aliases import Combination, How, Resolved, resolve, resolve_all
from auditor.licenses.catalog import Catalog, NameKind, names_of
from auditor.schema.license import License

FOLDER = Path(__file__).parents[2] / "policies" / "licenses"
HUB_TAGS = re.findall(
    r"\S+",
    """
apache-2.0 mit openrail bigscience-openrail-m creativeml-openrail-m bigscience-bloom-rail-1.0
bigcode-openrail-m afl-3.0 artistic-2.0 bsl-1.0 bsd bsd-2-clause bsd-3-clause bsd-3-clause-clear c-uda cc
cc0-1.0 cc-by-2.0 cc-by-2.5 cc-by-3.0 cc-by-4.0 cc-by-sa-3.0 cc-by-sa-4.0 cc-by-nc-2.0 cc-by-nc-3.0
cc-by-nc-4.0 cc-by-nd-4.0 cc-by-nc-nd-3.0 cc-by-nc-nd-4.0 cc-by-nc-sa-2.0 cc-by-nc-sa-3.0 cc-by-nc-sa-4.0
cdla-sharing-1.0 cdla-permissive-1.0 cdla-permissive-2.0 wtfpl ecl-2.0 epl-1.0 epl-2.0 etalab-2.0 eupl-1.1
eupl-1.2 agpl-3.0 gfdl gpl gpl-2.0 gpl-3.0 lgpl lgpl-2.1 lgpl-3.0 isc h-research intel-research lppl-1.3c
ms-pl apple-ascl apple-amlr mpl-2.0 odc-by odbl openmdw-1.0 openmdw-1.1 openrail++ osl-3.0 postgresql ofl-1.1
ncsa unlicense zlib pddl lgpl-lr deepfloyd-if-license fair-noncommercial-research-license llama2 llama3
llama3.1 llama3.2 llama3.3 llama4 grok2-community gemma
""",
)


@cache
def catalog() -> Catalog:
    paths = sorted(FOLDER.glob("*.yaml"))
    return Catalog.of(License.model_validate(yaml.safe_load(path.read_text(encoding="utf-8"))) for path in paths)


def found(written: str) -> Resolved:
    return resolve(written, catalog())


@pytest.mark.parametrize("tag", HUB_TAGS)
def test_every_hub_tag_resolves(tag: str) -> None:
    named = found(tag)
    assert named.how is How.HUB_TAG
    known = catalog().get(named.licenses[0])
    assert known is not None
    assert tag in known.names.hub_tags
    assert (named.relation is Combination.UMBRELLA) == bool(known.members)


@pytest.mark.parametrize("marker", ["other", "unknown", "OTHER", "", "   ", "none"])
def test_a_marker_is_no_license(marker: str) -> None:
    assert found(marker).relation is Combination.NONE


@pytest.mark.parametrize(
    ("written", "id_"),
    [
        ("Apache 2.0", "Apache-2.0"),
        ("Apache License, Version 2.0", "Apache-2.0"),
        ("MIT License", "MIT"),
        ("“MIT”", "MIT"),
        ("the BSD-3-Clause licence", "BSD-3-Clause"),
        ("Llama 3 license agreement", "llama3"),
        ("Llama 3.1 Community License", "llama3.1"),
        ("META LLAMA 3 COMMUNITY LICENSE AGREEMENT", "llama3"),
        ("llama-2-community-license", "llama2"),
        ("cc by nc 4.0", "CC-BY-NC-4.0"),
        ("CC-BY-NC-SA 4.0 International", "CC-BY-NC-SA-4.0"),
        ("Creative Commons Attribution Non Commercial 4.0", "CC-BY-NC-4.0"),
        ("bsl-1.0", "BSL-1.0"),
        ("BSL 1.1", "BUSL-1.1"),
        ("GPL-3.0-or-later", "GPL-3.0"),
        ("GPLv3", "GPL-3.0"),
        ("LicenseRef-gemma-2024-04-01", "gemma-2024-04-01"),
        ("tongyi-qianwen-research", "tongyi-qianwen-research"),
        ("tongyi-qianwen", "tongyi-qianwen"),
        ("https://huggingface.co/meta-llama/Meta-Llama-3-8B/resolve/main/LICENSE", "llama3"),
        ("https://huggingface.co/Qwen/Qwen2.5-3B-Instruct/blob/main/LICENSE", "qwen-research"),
        ("https://huggingface.co/Qwen/Qwen2.5-72B-Instruct/blob/main/LICENSE", "qwen-2024"),
        ("https://creativecommons.org/licenses/by-nc/4.0/deed.en", "CC-BY-NC-4.0"),
        ("http://creativecommons.org/licenses/by-sa/3.0/", "CC-BY-SA-3.0"),
        ("https://opensource.org/licenses/MIT", "MIT"),
        ("[license](https://opensource.org/license/bsd-3-clause)", "BSD-3-Clause"),
        ("https://www.apache.org/licenses/LICENSE-2.0.txt", "Apache-2.0"),
        ("https://github.com/QwenLM/Qwen/blob/main/Tongyi%20Qianwen%20LICENSE%20AGREEMENT", "tongyi-qianwen"),
        ("https://raw.githubusercontent.com/deepseek-ai/DeepSeek-V3/main/LICENSE-MODEL", "deepseek-1.0"),
    ],
)
def test_a_name_resolves(written: str, id_: str) -> None:
    named = found(written)
    assert named.licenses == (id_,)
    assert named.relation is Combination.SINGLE


@pytest.mark.parametrize(
    ("written", "id_"),
    [
        ("gpl", "gpl"),
        ("BSD License", "bsd"),
        ("Creative Commons", "cc"),
        ("CC BY-NC", "cc-by-nc"),
        ("modified-mit", "modified-mit"),
        ("tencent-hunyuan-community", "tencent-hunyuan-community"),
        ("https://ai.google.dev/gemma/terms", "gemma"),
        ("llama", "llama"),
        ("Apache License", "apache"),
    ],
)
def test_a_missing_version_is_never_guessed(written: str, id_: str) -> None:
    assert found(written).licenses == (id_,)
    assert found(written).relation is Combination.UMBRELLA


@pytest.mark.parametrize(
    "written",
    [
        "cuda",
        "intel",
        "llama-5",
        "Apache 2.1",
        "Apache 3.0",
        "apache-2.0-ish",
        "mit mit",
        "MIT with a twist",
        "cc-by-nc-4.0 WITH use-policy",
        "CC-BY-5.0",
        "proprietary",
        "license",
        "the license",
        "Intel license",
        "non-commercial",
        "public domain",
        "LICENSE",
        "https://huggingface.co/someone/Meta-Llama-3-8B/blob/main/LICENSE",
        "https://huggingface.co/meta-llama/Meta-Llama-3-8B",
        "https://example.org/licenses/MIT",
        "https://creativecommons.org/licenses/by-nc/4.0/somewhere/else",
        "https://opensource.org/licenses/no-such-license",
    ],
)
def test_what_nobody_claims_resolves_to_nothing(written: str) -> None:

    assert found(written).licenses == ()
    assert found(written).relation is Combination.NONE


@pytest.mark.parametrize(
    ("written", "relation", "licenses"),
    [
        ("mit OR apache-2.0", Combination.OR, ("MIT", "Apache-2.0")),
        ("MIT AND CC-BY-4.0", Combination.AND, ("MIT", "CC-BY-4.0")),
        ("MIT AND (Apache-2.0 OR gpl)", Combination.AND, ("MIT", "Apache-2.0", "gpl")),
        ("GPL-2.0-only WITH Classpath-exception-2.0", Combination.SINGLE, ("GPL-2.0",)),
        ("LicenseRef-llama3 AND MIT", Combination.AND, ("llama3", "MIT")),
        ("mit, apache-2.0", Combination.LIST, ("MIT", "Apache-2.0")),
        ("MIT/Apache-2.0", Combination.LIST, ("MIT", "Apache-2.0")),
    ],
)
def test_several_licenses(written: str, relation: Combination, licenses: tuple[str, ...]) -> None:
    assert found(written).relation is relation
    assert found(written).licenses == licenses


def test_an_expression_with_an_unknown_part_is_unknown() -> None:
    assert found("MIT OR no-such-license").licenses == ()
    assert found("MIT, no-such-license").licenses == ()


def test_an_spdx_id_outside_the_catalog_is_marked() -> None:
    named = found("EUPL-1.0")
    assert named.licenses == named.foreign == ("EUPL-1.0",)
    port = found("https://creativecommons.org/licenses/by/3.0/de/")
    assert port.foreign == ("CC-BY-3.0-DE",)


def test_the_kind_of_a_name_narrows_the_search() -> None:
    assert resolve("Apache 2.0", catalog(), kind=NameKind.URL).licenses == ()
    assert resolve("apache-2.0", catalog(), kind=NameKind.HUB_TAG).licenses == ("Apache-2.0",)
    assert resolve("llama-license", catalog(), kind=NameKind.HUB_TAG).licenses == ()


def test_a_list_has_no_stated_meaning() -> None:
    named = resolve_all(["mit", "cc-by-nc-4.0"], catalog())
    assert named.relation is Combination.LIST
    assert named.licenses == ("MIT", "CC-BY-NC-4.0")
    assert resolve_all(["mit", "MIT"], catalog()).relation is Combination.SINGLE
    assert resolve_all(["mit"], catalog()) == found("mit")
    assert resolve_all("mit", catalog()) == found("mit")
    assert resolve_all([], catalog()).relation is Combination.NONE


def test_a_list_keeps_what_it_could_not_read() -> None:
    named = resolve_all(["mit", "mystery"], catalog())
    assert named.licenses == ("MIT",)
    assert named.relation is Combination.LIST
    assert named.unknown == ("mystery",)


def test_every_name_of_the_catalog_leads_to_its_license() -> None:
    for license_ in catalog().licenses:
        written = [*license_.names.hub_tags, *license_.names.slugs, *license_.names.spellings, *license_.names.urls]
        for name in written:
            assert found(name).licenses == (license_.id,), name
        assert list(names_of(license_))


HOSTILE = st.one_of(
    st.text(max_size=3000),
    st.text(alphabet="()ANDORWITH -+.mitgpl\n\t\x00,;/", max_size=600),
    st.lists(st.sampled_from(["MIT", "AND", "OR", "(", ")", "WITH", "gpl", "x", "/", ","]), max_size=200).map(" ".join),
    st.sampled_from(["(" * 900, "MIT OR " * 140, "a" * 100_000, "//" * 400, "://" * 300, "\x00" * 50, "\ud800"]),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(HOSTILE)
def test_any_text_is_answered_in_bounded_time(written: str) -> None:
    start = time.perf_counter()
    named = found(written)
    assert time.perf_counter() - start < 2
    assert len(named.written) <= 1000
    assert bool(named.licenses) == (named.relation is not Combination.NONE)
    assert all(catalog().get(id_) or id_ in named.foreign for id_ in named.licenses)


LEAVES = st.one_of(st.none(), st.integers(), st.text(max_size=20), st.just("mit"))
NESTED = st.recursive(LEAVES, st.lists, max_leaves=30)


@settings(deadline=None)
@given(st.lists(NESTED, max_size=8))
def test_any_list_is_answered(values: list[object]) -> None:
    named = resolve_all(values, catalog())
    assert bool(named.licenses) == (named.relation is not Combination.NONE)


@settings(deadline=None)
@given(st.sampled_from(HUB_TAGS), st.sampled_from(["upper", "title", "spaced", "underscored", "padded"]))
def test_case_and_separators_do_not_matter(tag: str, change: str) -> None:
    written = {
        "upper": tag.upper(),
        "title": tag.title(),
        "spaced": tag.replace("-", " "),
        "underscored": tag.replace("-", "_"),
        "padded": f"  {tag}\n",
    }[change]
    assert found(written).licenses == found(tag).licenses


def test_a_name_of_one_kind_is_not_looked_for_inside_its_frame() -> None:
    assert resolve("the llama3 license", catalog()).licenses == ("llama3",)
    assert resolve("the llama3 license", catalog(), kind=NameKind.HUB_TAG).licenses == ()
    assert resolve("llama3", catalog(), kind=NameKind.HUB_TAG).licenses == ("llama3",)
