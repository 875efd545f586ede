"""models.yaml, lists and bills of materials: what they declare, with lines; what is wrong, all of it, with lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from auditor.errors import AuditorError, ManifestError, PolicyError
from auditor.files.company import PolicyWords
from auditor.files.manifest import Declared, find_manifest, read_manifest
from auditor.schema.reference import RefKind, RepoType
from auditor.schema.use import Distribution
from auditor.standards import policy_words
from tests.builders import standards

WORDS = PolicyWords(frozenset({"MIT", "Apache-2.0"}), frozenset({"license-changed", "model-undeclared"}), ("closed",))
SHA = "c" * 40


def read(tmp_path: Path, text: str, name: str = "models.yaml") -> Declared:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_manifest(path, name, WORDS)


def test_entries_keep_their_lines_uses_and_owners(tmp_path: Path) -> None:
    read_ = read(
        tmp_path,
        "models:\n"
        "  - microsoft/phi-2\n"
        "  - model: org-a/name\n"
        f"    revision: {SHA}\n"
        "    use: {commercial: false, distribution: internal}\n"
        "    owner: speech\n"
        "  - model: ./local\n"
        "datasets:\n"
        "  - dataset: org-a/name\n",
    )
    shown = [(str(entry.ref), entry.place.line, entry.owner) for entry in read_.entries]
    local = str(tmp_path / "local")
    assert shown == [
        ("microsoft/phi-2", 2, ""),
        (f"org-a/name@{SHA}", 3, "speech"),
        (local, 7, ""),
        ("datasets/org-a/name", 9, ""),
    ]
    assert read_.entries[1].use.distribution is Distribution.INTERNAL
    assert read_.entries[2].ref.kind is RefKind.FOLDER
    assert read_.entries[3].ref.repo_type is RepoType.DATASET


@pytest.mark.parametrize("text", ["", "models: []\n", "models:\n", "# nothing yet\n"])
def test_an_empty_manifest_declares_nothing(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text).entries == ()


def test_all_faults_are_said_at_once_each_with_its_line(tmp_path: Path) -> None:
    text = (
        "modles: []\n"
        "models:\n"
        "  - model: not a model\n"
        "  - org-a/name\n"
        "  - org-a/name\n"
        "  - model: org-a/other@main\n"
        "    revision: dev\n"
        "  - hf://datasets/org-a/data\n"
        "  - model: org-a/use\n"
        "    use: {regions: [Mars], comercial: true}\n"
        "  - revision: main\n"
        "waivers:\n"
        "  - finding: license-chnged\n"
        "    model: a b\n"
        "    reason: because\n"
        "    comment: x\n"
        "    approver: me\n"
        "    expires: 20270101\n"
        "clarifications:\n"
        "  - model: org-a/*\n"
        "    file: LICENSE\n"
        "    sha256: abc\n"
        "    licenses: [MTI]\n"
        "    comment: x\n"
        "    approver: me\n"
    )
    with pytest.raises(PolicyError) as caught:
        read(tmp_path, text)
    lines = {int(line.split(":")[1]) for line in str(caught.value).splitlines()}
    assert lines == {1, 3, 5, 6, 8, 10, 11, 13, 14, 15, 18, 22, 23}
    for said in ("did you mean `models`", "did you mean `license-changed`", "did you mean `MIT`", "Mars", "2027-03-31"):
        assert said in str(caught.value)


def test_what_references_stand_for_is_read_with_its_lines(tmp_path: Path) -> None:
    read_ = read(
        tmp_path,
        "exclude:\n"
        "  - tests/\n"
        "  - {glob: vendor/, reason: copied from elsewhere}\n"
        "references:\n"
        "  - reference: os.environ['MODEL']\n"
        "    file: app/main.py\n"
        "    stands_for: [org-a/name, openai:gpt-4o, hf://datasets/org-a/data, ./local]\n"
        "  - reference: ./models/own\n"
        "    reason: our own\n"
        "    approver: jane\n",
    )
    assert [(item.glob, item.reason) for item in read_.manifest.exclude] == [
        ("tests/", ""),
        ("vendor/", "copied from elsewhere"),
    ]
    first, second = read_.references
    assert [str(ref) for ref in first.stands_for] == [
        "org-a/name",
        "openai:gpt-4o",
        "datasets/org-a/data",
        str(tmp_path / "local"),
    ]
    assert (first.reference, first.file, str(first.place)) == ("os.environ['MODEL']", "app/main.py", "models.yaml:5")
    assert (second.stands_for, str(second.place)) == ((), "models.yaml:8")


@pytest.mark.parametrize(
    ("row", "line", "why"),
    [
        ("reference: x", 2, "settles nothing"),
        ("reference: x\n    reason: because", 2, "settles nothing"),
        ("reference: x\n    stands_for: []", 2, "settles nothing"),
        ("reference: x\n    stands_for: [a b]", 3, "not a reference"),
        ("reference: x\n    stands_for: org/name", 3, "should be a list"),
        ("reference: x\n    stands_four: [org/name]", 3, "did you mean `stands_for`"),
        ("stands_for: [org/name]", 2, "`references.0.reference` is missing"),
        ("reference: x\n    stands_for: [o/n]\n    place: {file: x}", 4, "`place` is no field"),
        ("reference: x\n    stands_for: [o/n]\n  - reference: x\n    stands_for: [o/m]", 4, "stands twice"),
        ("plain words", 2, "should be a mapping"),
    ],
)
def test_a_wrong_declaration_of_a_reference_is_refused_with_its_line(
    tmp_path: Path, row: str, line: int, why: str
) -> None:
    with pytest.raises(PolicyError) as caught:
        read(tmp_path, f"references:\n  - {row}\n")
    assert any(f":{line}: " in said and why in said for said in str(caught.value).splitlines()), str(caught.value)


def test_a_condition_that_no_license_has_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "models.yaml"
    path.write_text("models:\n  - model: o/n\n    use:\n      met:\n        - licenses/none/conditions/users\n")
    held = standards()
    with pytest.raises(PolicyError, match=r"models.yaml:5: `licenses/none/conditions/users` is no row of a license"):
        read_manifest(path, "models.yaml", policy_words(held.knowledge, held.rubric, held.findings))


@pytest.mark.parametrize(
    ("of", "why"),
    [
        ("comment: c", "`model` is missing"),
        ("finding: license-changed, file: a.py, comment: c", "name the `model`"),
        ("finding: file-unread, file: a.py, comment: c", None),
        ("finding: model-undeclared, file: a.py, model: o/n, comment: c", None),
    ],
)
def test_a_waiver_names_a_model_or_a_place_in_the_repository(tmp_path: Path, of: str, why: str | None) -> None:
    finding = "" if "finding" in of else "finding: license-changed, "
    text = f"waivers:\n  - {{{finding}{of}, reason: risk-accepted, approver: a, expires: 2027-01-01}}\n"
    words = PolicyWords(frozenset(), frozenset({"license-changed", "model-undeclared", "file-unread"}), ())
    path = tmp_path / "models.yaml"
    path.write_text(text)
    if why is None:
        assert len(read_manifest(path, "models.yaml", words).manifest.waivers) == 1
        return
    with pytest.raises(PolicyError, match=r"models.yaml:2: ") as caught:
        read_manifest(path, "models.yaml", words)
    assert why in str(caught.value)


@pytest.mark.parametrize(
    "text", ["- a\n", "models: {}\n", "models: &a [*a]\n", "models: [\n", "---\n---\n", "models: text\n", "\t\n"]
)
def test_what_is_no_manifest_is_refused_with_a_line(tmp_path: Path, text: str) -> None:
    with pytest.raises(AuditorError, match=r"models\.yaml:\d"):
        read(tmp_path, text)


@pytest.mark.parametrize("day", ["2027-02-30", "2027-1-1", "soon", "2027-01-01T00:00:00", "20270101", "1800000000"])
def test_a_waiver_expires_on_a_day(tmp_path: Path, day: str) -> None:
    row = f"{{finding: license-changed, model: o/n, reason: legal-advice, comment: c, approver: a, expires: {day}}}"
    with pytest.raises(PolicyError, match="expires"):
        read(tmp_path, f"waivers:\n  - {row}\n")


def test_the_place_of_a_waiver_is_known_and_never_written(tmp_path: Path) -> None:
    row = "finding: license-changed, model: o/n, reason: legal-advice, comment: c, approver: a, expires: 2027-01-01"
    read_ = read(tmp_path, f"waivers:\n  - {{{row}}}\n")
    assert str(read_.manifest.waivers[0].place) == "models.yaml:2"
    with pytest.raises(PolicyError, match="is no field"):
        read(tmp_path, f"waivers:\n  - {{{row}, place: {{file: x}}}}\n")


def test_a_list_has_a_model_a_line(tmp_path: Path) -> None:
    read_ = read(tmp_path, "# ours\norg-a/name\n- org-a/other@main  # why\n\norg-a/name\n", "weight-audit-models.txt")
    assert [(str(entry.ref), entry.place.line) for entry in read_.entries] == [
        ("org-a/name", 2),
        ("org-a/other@main", 3),
    ]


def test_a_line_of_a_list_that_names_no_model_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match=r"models\.txt:2: not a reference"):
        read(tmp_path, "org-a/name\nnot a model\n", "models.txt")


@pytest.mark.parametrize(
    "bill",
    [
        {"bomFormat": "CycloneDX", "components": [{"type": "machine-learning-model", "name": "northwind/speech"}]},
        {
            "bomFormat": "CycloneDX",
            "components": [{"type": "file", "purl": f"pkg:huggingface/northwind/speech@{SHA[:7]}"}],
        },
        {
            "spdxVersion": "SPDX-2.3",
            "packages": [{"externalRefs": [{"referenceLocator": "pkg:huggingface/northwind/speech"}]}],
        },
    ],
)
def test_a_bill_of_materials_declares_its_models(tmp_path: Path, bill: dict[str, object]) -> None:
    read_ = read(tmp_path, json.dumps(bill, indent=1), "bom.cdx.json")
    assert [entry.ref.id for entry in read_.entries] == ["northwind/speech"]


def test_a_bill_in_another_form_keeps_what_cannot_be_audited(tmp_path: Path) -> None:
    parts = "- {name: northwind/speech, primaryPackagePurpose: MODEL}\n- {name: our own, primaryPackagePurpose: MODEL}"
    closed = "- {name: gpt-4o, supplier: 'Organization: OpenAI', primaryPackagePurpose: MODEL}"
    for name, mark in (("bom.yaml", ""), ("bom.yml", "\ufeff")):
        read_ = read(tmp_path, f"{mark}spdxVersion: SPDX-2.3\npackages:\n{parts}\n{closed}\n", name)
        assert [str(entry.ref) for entry in read_.entries] == ["northwind/speech", "openai:gpt-4o"]
        assert [(item.file, item.line, item.reference) for item in read_.unaudited] == [(name, 4, "our own")]
    (tmp_path / "bom.spdx").write_text("SPDXVersion: SPDX-2.3\nPackageName: Qwen2.5-7B\n", encoding="utf-16")
    (entry,) = read_manifest(tmp_path / "bom.spdx", "bom.spdx", WORDS).unaudited
    assert entry.reference == "Qwen2.5-7B"


def test_a_bill_that_breaks_off_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="not read to its end: is no valid JSON from line 1 on"):
        read(tmp_path, '{"bomFormat": "CycloneDX", "components": [{"name": "a", ', "bom.json")


@pytest.mark.parametrize("text", ["{}", "[", '{"bomFormat": "CycloneDX", "components": []}'])
def test_a_bill_without_models_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ManifestError, match="names no model"):
        read(tmp_path, text, "bom.json")


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    for name in ("models.yaml", "models.txt"):
        (tmp_path / name).mkdir()
        with pytest.raises(AuditorError, match="cannot be read"):
            read_manifest(tmp_path / name, name, WORDS)
    (tmp_path / "latin.txt").write_bytes(b"\xff")
    with pytest.raises(ManifestError, match="UTF-8"):
        read_manifest(tmp_path / "latin.txt", "latin.txt", WORDS)


def test_two_manifests_are_one_too_many(tmp_path: Path) -> None:
    assert find_manifest(tmp_path) is None
    (tmp_path / "models.yml").touch()
    assert find_manifest(tmp_path) == tmp_path / "models.yml"
    (tmp_path / "models.yaml").touch()
    with pytest.raises(ManifestError, match="both"):
        find_manifest(tmp_path)
