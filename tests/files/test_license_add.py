"""A company's license put beside its policy: all of it is written, or nothing is, and what is no license is refused."""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from auditor.errors import AuditorError, PolicyError, UsageError
from auditor.files import license_add
from auditor.files.license_add import MAX_CHARACTERS, Added, NewLicense, add_license, make_again
from auditor.licenses.identify import identify
from auditor.parse.home import home
from auditor.standards import load_standards, policy_words
from tests.builders import APACHE, MIT, pdf, standards
from tests.licenses.test_fingerprints import prose

HELD = standards()
WORDS = policy_words(HELD.knowledge, HELD.rubric, HELD.findings)
TEXT = prose(90, 40)
POLICY = "policy: acme  # ours\ntitle: Acme\nextends: commercial\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "LICENSE.txt").write_text(TEXT)
    (tmp_path / "policy.yaml").write_text(POLICY)
    return tmp_path


def add(folder: Path, file: str = "LICENSE.txt", id_: str = "heron-eula", **more: str) -> Added:
    policy = more.pop("policy", str(folder / "policy.yaml"))
    return add_license(NewLicense(folder / file, id_, policy, **more), HELD.knowledge, WORDS)


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def refused(folder: Path, error: type[AuditorError], **request: str) -> str:
    """What is said; nothing was written."""
    before = everything(folder)
    with pytest.raises(error) as raised:
        add(folder, **request)
    assert everything(folder) == before
    return f"{raised.value} ({raised.value.hint})"


def test_three_files_are_written_and_the_policy_keeps_its_words(folder: Path) -> None:
    added = add(folder)
    names = ["licenses/heron-eula.yaml", "licenses/heron-eula.fingerprint", "policy.yaml"]
    assert [str(path.relative_to(folder)) for path in added.written] == names
    assert added.line == ""
    assert (folder / "policy.yaml").read_text() == f"{POLICY}own_licenses: licenses\n"
    held = load_standards(str(folder / "policy.yaml"))
    assert identify(TEXT, held.knowledge.index).licenses[0].id == "heron-eula"
    one = held.knowledge.catalog.get("heron-eula")
    assert one is not None
    assert one.text_sha256 == (hashlib.sha256(TEXT.encode()).hexdigest(),)


def test_a_second_one_goes_beside_the_first_and_leaves_the_policy(folder: Path) -> None:
    add(folder)
    (folder / "other.txt").write_text(prose(91, 40))
    added = add(folder, "other.txt", "egret-eula", title="Egret Terms")
    assert [path.name for path in added.written] == ["egret-eula.yaml", "egret-eula.fingerprint"]
    held = load_standards(str(folder / "policy.yaml"))
    assert held.knowledge.catalog.get("Egret Terms") == held.knowledge.catalog.get("egret-eula") is not None


def test_it_goes_into_the_folder_that_the_policy_names(folder: Path) -> None:
    (folder / "terms").mkdir()
    (folder / "policy.yaml").write_text(f"{POLICY}own_licenses: terms\n")
    assert add(folder).written[0] == folder / "terms" / "heron-eula.yaml"


def _docx(text: str) -> bytes:
    document, stream = Document(), BytesIO()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("LICENSE.docx", _docx(TEXT)),
        ("LICENSE.pdf", pdf(TEXT)),
        ("LICENSE.html", f"<html><body><p>{TEXT}</p></body></html>".encode()),
        ("LICENSE", TEXT.encode("utf-16")),
    ],
    ids=["docx", "pdf", "html", "utf-16"],
)
def test_other_forms_are_read(folder: Path, name: str, content: bytes) -> None:
    (folder / name).write_bytes(content)
    add(folder, name)
    held = load_standards(str(folder / "policy.yaml"))
    assert identify(TEXT, held.knowledge.index).answer == "exact"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        (b"Do as you like.", "is too short to know a license by"),
        (bytes(range(256)) * 20, "is binary, not text"),
        (b"\x89PNG\r\n\x1a\n", "is a picture, and is not read"),
        (b"%PDF-1.7 nothing", "LICENSE.txt: "),
        (b"word " * (MAX_CHARACTERS // 5 + 1), "holds more than 500,000 characters"),
        (APACHE.encode(), "is the license Apache-2.0, word for word"),
        (MIT.encode(), "is the license MIT, word for word"),
    ],
)
def test_what_is_no_text_of_a_license_of_theirs_is_refused(folder: Path, content: bytes, said: str) -> None:
    (folder / "LICENSE.txt").write_bytes(content)
    assert said in refused(folder, AuditorError)


def test_a_file_that_is_too_large_or_not_there_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "nowhere: cannot be read" in refused(folder, AuditorError, file="nowhere")
    monkeypatch.setattr(license_add, "MAX_BYTES", 100)
    assert "is larger than 100 bytes" in refused(folder, AuditorError)


def test_a_license_of_ours_with_a_clause_put_in_is_theirs(folder: Path) -> None:
    more = "\nThe licensee shall not use the software for military purposes of any kind whatsoever in any place.\n"
    (folder / "LICENSE.txt").write_text(MIT + more)
    add(folder)
    index = load_standards(str(folder / "policy.yaml")).knowledge.index
    assert identify(MIT + more, index).licenses[0].id == "heron-eula"
    assert identify(MIT, index) == identify(MIT, HELD.knowledge.index)


def test_the_same_text_is_not_put_in_twice(folder: Path) -> None:
    add(folder)
    assert "is the license heron-eula, word for word" in refused(folder, AuditorError, id_="egret-eula")


@pytest.mark.parametrize(
    ("id_", "said"),
    [
        ("../heron", "is no id"),
        ("h", "is no id"),
        ("other", "is no id"),
        ("MIT", "is already a name of the license MIT"),
        ("apache2", "is already a name of the license Apache-2.0"),
        ("AAL", "is the id of another text on the SPDX list"),
    ],
)
def test_an_id_that_means_something_else_is_refused(folder: Path, id_: str, said: str) -> None:
    assert said in refused(folder, UsageError, id_=id_)


def test_an_id_that_stands_there_is_refused(folder: Path) -> None:
    add(folder)
    (folder / "LICENSE.txt").write_text(prose(91, 40))
    said = refused(folder, UsageError, id_="Heron-EULA")
    assert "`Heron-EULA` is already a name of the license heron-eula" in said
    assert "or --again for its fingerprint" in said
    (folder / "licenses" / "ibis-eula.fingerprint").write_text("left over")
    assert "stands there already" in refused(folder, UsageError, id_="Ibis-EULA")


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        ("commercial", "'commercial' is no policy file"),
        ("nowhere.yaml", "there is no policy file nowhere.yaml"),
        (str(home() / "company" / "commercial.yaml"), "is a ready policy of Auditor's"),
    ],
)
def test_what_is_no_policy_of_theirs_is_refused(folder: Path, policy: str, said: str) -> None:
    assert said in refused(folder, UsageError, policy=policy)


def test_a_policy_that_is_wrong_is_refused_with_all_its_faults(folder: Path) -> None:
    (folder / "policy.yaml").write_text(f"{POLICY}licenses:\n  allow: [MITT]\n")
    assert "policy.yaml:5: `MITT` is no license that we know" in refused(folder, PolicyError)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"policy: acme\r\ntitle: A\r\n", b"policy: acme\r\ntitle: A\r\nown_licenses: licenses\r\n"),
        (b"\xef\xbb\xbfpolicy: acme\ntitle: A", b"\xef\xbb\xbfpolicy: acme\ntitle: A\nown_licenses: licenses\n"),
        (b"policy: acme\ntitle: |\n  A\n", b"policy: acme\ntitle: |\n  A\nown_licenses: licenses\n"),
    ],
)
def test_the_key_is_put_at_the_end_as_the_file_is_written(folder: Path, before: bytes, after: bytes) -> None:
    (folder / "policy.yaml").write_bytes(before)
    assert add(folder).line == ""
    assert (folder / "policy.yaml").read_bytes() == after


@pytest.mark.parametrize(
    "text", ["{policy: acme, title: A}\n", "policy: acme\ntitle: A\n...\n", "  policy: a\n  title: A"]
)
def test_where_it_cannot_be_put_the_line_is_said(folder: Path, text: str) -> None:
    (folder / "policy.yaml").write_text(text)
    assert add(folder).line == "own_licenses: licenses"
    assert (folder / "policy.yaml").read_text() == text
    assert (folder / "licenses" / "heron-eula.yaml").is_file()


@pytest.mark.parametrize("nth", [1, 2, 3])
def test_a_disk_that_is_full_leaves_everything_as_it_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch, nth: int
) -> None:
    write, written = license_add.disk.write, list[Path]()

    def full(path: Path, content: bytes) -> None:
        written.append(path)
        if len(written) == nth:
            raise OSError(28, "No space left on device", str(path))
        write(path, content)

    monkeypatch.setattr(license_add.disk, "write", full)
    assert "cannot be written (No space left on device)" in refused(folder, AuditorError)
    assert not (folder / "licenses").exists()


def test_what_else_lies_in_the_folder_is_checked_before_anything_stays(folder: Path) -> None:
    (folder / "licenses").mkdir()
    (folder / "licenses" / "stray.yaml").write_text("id: stray\n")
    assert "stray.yaml:1: `title` is missing" in refused(folder, PolicyError)


def test_a_key_without_a_folder_is_said(folder: Path) -> None:
    (folder / "policy.yaml").write_text(f"{POLICY}own_licenses: null\n")
    assert add(folder).line == "own_licenses: licenses"


def test_a_fingerprint_of_another_format_is_made_again(folder: Path) -> None:
    add(folder)
    beside = folder / "licenses" / "heron-eula.fingerprint"
    good, facts = beside.read_bytes(), (folder / "licenses" / "heron-eula.yaml").read_bytes()
    request = NewLicense(folder / "LICENSE.txt", "heron-eula", str(folder / "policy.yaml"))
    beside.write_bytes(good.replace(b'"index": 2', b'"index": 1'))
    with pytest.raises(PolicyError, match="--again"):
        load_standards(str(folder / "policy.yaml"))
    assert make_again(request) == beside
    assert beside.read_bytes() == good
    assert (folder / "licenses" / "heron-eula.yaml").read_bytes() == facts


def test_it_is_made_again_of_the_same_text_only_and_of_what_is_there(folder: Path) -> None:
    add(folder)
    before = everything(folder)
    (folder / "LICENSE.txt").write_text(prose(91, 40))
    with pytest.raises(AuditorError, match="is not the text that"):
        make_again(NewLicense(folder / "LICENSE.txt", "heron-eula", str(folder / "policy.yaml")))
    for id_ in ("egret-eula", "../policy"):
        with pytest.raises(UsageError, match="there is no license"):
            make_again(NewLicense(folder / "LICENSE.txt", id_, str(folder / "policy.yaml")))
    assert {name: content for name, content in everything(folder).items() if name != "LICENSE.txt"} == {
        name: content for name, content in before.items() if name != "LICENSE.txt"
    }
