"""Puts a company's license beside its policy: a file for counsel to fill in, and the fingerprint of its text.

All of it is written or nothing is, and what stands there already stays.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditor import disk
from auditor.errors import AuditorError, UsageError
from auditor.files.checked import read_document, read_file
from auditor.files.company import PolicyWords, load_policy
from auditor.files.license_skeleton import Skeleton, skeleton
from auditor.files.own_licenses import FINGERPRINT, FOLDER, KEY, claims_of, owner, wrong_id
from auditor.licenses.copies import TAIL
from auditor.licenses.expression import spdx_id
from auditor.licenses.fingerprint_file import Fingerprint, fingerprint_of, written
from auditor.licenses.furniture import as_audited
from auditor.licenses.identify import identify
from auditor.licenses.knowledge import Knowledge, with_licenses
from auditor.licenses.normalize import unreadable
from auditor.licenses.written import written as words_of
from auditor.parse.home import home
from auditor.parse.yaml import YamlFault, load
from auditor.schema.license import License

MAX_BYTES = 20_000_000
MAX_CHARACTERS = 500_000
"""The longest published license has about 110,000."""


@dataclass(frozen=True)
class NewLicense:
    """What the command line said."""

    file: Path
    id: str
    policy: str
    title: str = ""


@dataclass(frozen=True)
class Added:
    """The files that were written, the license's first; and the line that somebody has to add to the policy, if any."""

    written: tuple[Path, ...]
    line: str = ""


@dataclass(frozen=True)
class _Text:
    """What the file says, and its digest."""

    words: str
    sha256: str


def add_license(request: NewLicense, knowledge: Knowledge, words: PolicyWords) -> Added:
    """Write the files of a new license. `knowledge` and `words` are ours, without a company's.

    Raises UsageError for an id or a policy that does not fit, AuditorError for a text that does not.
    """
    policy = _policy(request.policy)
    loaded = load_policy(_as_path(policy), words)
    knowledge = with_licenses(knowledge, [(one.license, one.texts) for one in loaded.own], loaded.own_sha256)
    folder = policy.parent / str(read_document(policy).value.get(KEY) or FOLDER)
    target = folder / f"{request.id}.yaml"
    _refuse_id(request.id, knowledge, folder)
    text = _text(request.file)
    made = _fingerprint(request, text)
    spdx, scancode = _known_elsewhere(request, text, knowledge)
    described = Skeleton(
        request.id, request.title or request.id, request.file.name, text.sha256, text.words, spdx, scancode
    )
    changed, line = _with_key(policy.read_bytes())
    files = {
        target: skeleton(described, knowledge.vocabulary).encode(),
        target.with_suffix(FINGERPRINT): written(made).encode(),
        **({policy: changed} if changed else {}),
    }
    _write(files, lambda: load_policy(_as_path(policy), words) if not line else None)
    return Added(tuple(files), line)


def make_again(request: NewLicense) -> Path:
    """Write the fingerprint of a license that stands there anew. Raises UsageError, PolicyError or AuditorError."""
    policy = _policy(request.policy)
    target = policy.parent / str(read_document(policy).value.get(KEY) or FOLDER) / f"{request.id}.yaml"
    if wrong_id(request.id) or not target.is_file():
        raise UsageError(f"there is no license {target}", hint="without --again a new one is put there")
    text, license_ = _text(request.file), read_file(target, License)
    if text.sha256 not in license_.text_sha256:
        hint = f"read what is new in it, and put {text.sha256} under `text_sha256:`"
        raise AuditorError(f"{request.file}: is not the text that {target} was read beside", hint=hint)
    fingerprint = target.with_suffix(FINGERPRINT)
    _write({fingerprint: written(_fingerprint(request, text)).encode()}, lambda: None)
    return fingerprint


def _policy(name: str) -> Path:
    """The policy file. Raises UsageError for what is no file of the company's own."""
    path = Path(name)
    hint = "a company's licenses stand beside a policy file of its own, which may say `extends: commercial`"
    if not name.endswith((".yaml", ".yml")):
        raise UsageError(f"{name!r} is no policy file", hint=hint)
    if not path.is_file():
        raise UsageError(f"there is no policy file {path}", hint=hint)
    if path.resolve().parent == (home() / "company").resolve():
        raise UsageError(f"{path} is a ready policy of Auditor's", hint=hint)
    return path


def _as_path(policy: Path) -> str:
    return str(policy) if policy.is_absolute() else f"./{policy}"


def _refuse_id(id_: str, knowledge: Knowledge, folder: Path) -> None:
    if wrong := wrong_id(id_):
        raise UsageError(wrong)
    if other := owner(id_, claims_of(knowledge.catalog.licenses)):
        again = ", or --again for its fingerprint" if (folder / f"{other}.yaml").is_file() else ""
        raise UsageError(f"`{id_}` is already a name of the license {other}", hint="choose another --id" + again)
    there = [path for path in folder.glob("*") if path.stem.casefold() == id_.casefold()]
    if there:
        raise UsageError(f"{there[0]} stands there already", hint="choose another --id, or --again for its fingerprint")


def _text(path: Path) -> _Text:
    """What a file says. Raises AuditorError where that is no text of a license."""
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise AuditorError(f"{path}: cannot be read ({error.strerror})") from error
    if len(content) > MAX_BYTES:
        raise AuditorError(f"{path}: is larger than {MAX_BYTES:,} bytes, and no license")
    said = words_of(path.name, content)
    if said.why:
        raise AuditorError(f"{path}: {said.why}", hint="save it as plain text")
    if why := unreadable(said.text):
        raise AuditorError(f"{path}: is {why}")
    if not said.text.strip():
        raise AuditorError(f"{path}: is empty")
    if len(said.text) > MAX_CHARACTERS:
        raise AuditorError(f"{path}: holds more than {MAX_CHARACTERS:,} characters, and is no license")
    return _Text(said.text, hashlib.sha256(content).hexdigest())


def _fingerprint(request: NewLicense, text: _Text) -> Fingerprint:
    made = fingerprint_of(request.id, text.words, text.sha256)
    if not made.entries:
        raise AuditorError(f"{request.file}: is too short to know a license by: a text of some sentences is needed")
    return made


def _known_elsewhere(request: NewLicense, text: _Text, knowledge: Knowledge) -> tuple[str, str]:
    """The SPDX id and the ScanCode key of a text of which the catalog says nothing; "" where there is none.

    Raises AuditorError for a text that the catalog describes, UsageError for one that has an id of SPDX.
    """
    catalog = knowledge.catalog
    found = as_audited(identify(text.words, knowledge.index), text.words.split("\n"), catalog)
    ids = [id_ for match in found.licenses for id_ in (match.id, *match.siblings)] if found.answer == "exact" else []
    known = list(dict.fromkeys(one.id for id_ in ids if (one := catalog.get(id_))))
    if known:
        hint = f"`auditor license show {known[0]}` says what we know of it"
        raise AuditorError(f"{request.file}: is the license {' and '.join(known)}, word for word", hint=hint)
    listed = next((id_ for id_ in ids if spdx_id(id_) == id_), "")
    if listed and request.id != listed:
        raise UsageError(f"{request.file}: is {listed} of the SPDX list, word for word", hint=f"say --id {listed}")
    if not listed and (other := spdx_id(request.id)):
        raise UsageError(f"`{request.id}` is the id of another text on the SPDX list ({other})", hint="choose another")
    return listed, next((id_.removeprefix(TAIL) for id_ in ids if id_.startswith(TAIL)), "")


def _with_key(content: bytes) -> tuple[bytes, str]:
    """The policy with the key for the folder at its end; or, where it is not plain how, the line to add."""
    line = f"{KEY}: {FOLDER}"
    before = load(content.decode("utf-8-sig")).value
    if KEY in before:
        return b"", "" if before[KEY] else line
    newline = b"\r\n" if b"\r\n" in content else b"\n"
    gap = b"" if content.endswith((b"\n", b"\r")) else newline
    changed = content + gap + line.encode() + newline
    try:
        after: Any = load(changed.decode("utf-8-sig")).value
    except YamlFault:
        after = None
    return (changed, "") if after == before | {KEY: FOLDER} else (b"", line)


def _write(files: dict[Path, bytes], check: Callable[[], object]) -> None:
    """Write all of these and check them, or leave everything as it was. Raises AuditorError."""
    before = {path: path.read_bytes() if path.is_file() else None for path in files}
    folders = [folder for folder in dict.fromkeys(path.parent for path in files) if not folder.exists()]
    try:
        for folder in folders:
            folder.mkdir(parents=True)
        for path, content in files.items():
            disk.write(path, content)
        check()
    except BaseException as error:
        _undo(before, folders)
        if isinstance(error, OSError):
            raise AuditorError(f"{error.filename}: cannot be written ({error.strerror})") from error
        raise


def _undo(before: dict[Path, bytes | None], folders: Iterable[Path]) -> None:
    for path, content in before.items():
        with contextlib.suppress(OSError):
            if content is None:
                path.unlink(missing_ok=True)
            elif path.read_bytes() != content:
                disk.write(path, content)
    for folder in folders:
        with contextlib.suppress(OSError):
            folder.rmdir()
