"""A company's own licenses: a folder beside its policy, with a file a license and the fingerprint of its text.

They are checked like ours, and have to go together with ours: an id, a name or a text that is known stays what it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from auditor.errors import PolicyError
from auditor.files.checked import Fault, read_document, validated
from auditor.files.licenses import named_like_file
from auditor.licenses.aliases import MARKERS
from auditor.licenses.catalog import LOOSE_FROM, Catalog, folded, folded_url
from auditor.licenses.entries import IndexedText
from auditor.licenses.expression import spdx_id
from auditor.parse.yaml import Document
from auditor.schema.license import CommercialUse, License
from auditor.schema.use import Use

KEY = "own_licenses"
FOLDER = "licenses"
"""What the folder is called where the policy does not say otherwise."""
FINGERPRINT = ".fingerprint"
MAX_LICENSES = 500

_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,62}[A-Za-z0-9])?")
_SHORTEST_ID = 3
_OPERATORS = ("and", "with")
_PREFIXES = ("licenseref-", "documentref-")

# Words of which alone no name of a license is made.
_GENERAL = frozenset(
    """
    a academic agreement ai all and by commercial community custom eula file for free general in internal is license
    licence licensed licenses licences link md model models my nc no non noncommercial not of on only open our own
    permissive personal private proprietary public release research reserved restricted right rights see software
    source special terms the this txt under use user v1 v2 version weights with
    """.split()  # noqa: SIM905 - a table
)

Claims = dict[tuple[bool, str], str]
"""Names, folded, each with the license whose it is; addresses are told from other names."""


@dataclass(frozen=True)
class OwnLicense:
    """A company's license, what the index is to hold of its texts, and the files that it was read from."""

    license: License
    texts: tuple[IndexedText, ...]
    paths: tuple[Path, ...]


def own_licenses(policies: Sequence[tuple[Path, Document]], catalog: Catalog, faults: list[Fault]) -> list[OwnLicense]:
    """The licenses of all folders that these policy files name. What is wrong is added to `faults`."""
    read = [row for folder in _folders(policies, faults) for row in _of_folder(folder, faults)]
    if not read:
        return []
    claims = claims_of(catalog.licenses)
    digests = {digest: one.id for one in catalog.licenses for digest in one.text_sha256}
    for path, document, one in read:
        faults += [*_wrong(path, document, one), *_taken(path, document, one, claims, digests)]
        claims = claims_of([one]) | claims
        digests = dict.fromkeys(one.text_sha256, one.id) | digests
    licenses = (*catalog.licenses, *(one for _, _, one in read))
    texts = {one.id for one in licenses if not one.members}
    for path, document, one in read:
        faults += _lost(path, document, one, texts)
    return [_with_text(path, document, one, faults) for path, document, one in read]


def _folders(policies: Sequence[tuple[Path, Document]], faults: list[Fault]) -> list[Path]:
    """The folders that policy files name, each once."""
    folders: dict[Path, Path] = {}
    for path, document in policies:
        named = document.value.get(KEY)
        folder = path.parent / named if isinstance(named, str) and named else None
        if folder is None:  # what is no text is said of the whole file
            continue
        if not folder.is_dir():
            faults.append(Fault(path, document.line(KEY), f"`{KEY}`: there is no folder {folder}"))
        else:
            folders.setdefault(folder.resolve(), folder)
    return list(folders.values())


def _of_folder(folder: Path, faults: list[Fault]) -> Iterator[tuple[Path, Document, License]]:
    paths = sorted(folder.glob("*.yaml"))
    if len(paths) > MAX_LICENSES:
        faults.append(Fault(folder, 1, f"holds more than {MAX_LICENSES} licenses"))
    for path in paths[:MAX_LICENSES]:
        try:
            document = read_document(path)
        except PolicyError as error:
            faults.append(_as_fault(path, error))
            continue
        if license_ := validated(path, document, document.value, License, faults):
            yield path, document, license_


def _with_text(path: Path, document: Document, license_: License, faults: list[Fault]) -> OwnLicense:
    texts, unread = _texts(path, document, license_)
    faults += unread
    return OwnLicense(license_, texts, (path, path.with_suffix(FINGERPRINT)) if texts else (path,))


def _as_fault(path: Path, error: PolicyError) -> Fault:
    line, _, message = str(error).removeprefix(f"{path}:").partition(": ")
    return Fault(path, int(line) if line.isdecimal() else 1, message or str(error))


def wrong_id(id_: str) -> str:
    """Why a text is no id for a license; "" where it is one."""
    if not _ID.fullmatch(id_) or len(id_) < _SHORTEST_ID:
        return f"`{id_}` is no id: 3 to 64 letters, digits, hyphens and dots, such as heron-eula"
    if id_.lower().startswith(_PREFIXES) or id_.lower() in _OPERATORS or folded(id_) in MARKERS:
        return f"`{id_}` is no id: it means something else where licenses are named"
    return ""


def _wrong(path: Path, document: Document, license_: License) -> Iterator[Fault]:
    """What is wrong with one file by itself, beside its shape."""
    if named_like_file(path, license_):
        yield Fault(path, document.line("id"), f"its id is `{license_.id}`, its file name says `{path.stem}`")
    if wrong := wrong_id(license_.id):
        yield Fault(path, document.line("id"), wrong)
    rows = [one.row for one in license_.conditions]
    for index, one in enumerate(license_.conditions):
        if one.metric.value not in Use.model_fields and one.row in rows[:index]:
            said = f"a second condition `{one.metric.value}`: `met` could not name one of them alone; join them in one"
            yield Fault(path, document.line("conditions", index), said)


def claims_of(licenses: Iterable[License]) -> Claims:
    """Who has which name, with and without what separates its words."""
    claims: Claims = {}
    for one in licenses:
        for is_url, name, _ in _named(one):
            for form in _forms(is_url, name):
                claims.setdefault((is_url, form), one.id)
    return claims


def owner(name: str, claims: Claims, *, is_url: bool = False) -> str:
    """The license that has this name already, or one that only separators tell from it; "" where there is none."""
    return next((claims[is_url, form] for form in _forms(is_url, name) if (is_url, form) in claims), "")


def _forms(is_url: bool, name: str) -> Iterator[str]:
    known = folded_url(name) if is_url else folded(name)
    yield known
    close = known.replace("-", "")
    if not is_url and len(close) >= LOOSE_FROM:
        yield close


def _named(license_: License) -> Iterator[tuple[bool, str, tuple[str | int, ...]]]:
    """Every name of a license, whether it is an address, and where it stands: as `catalog.names_of` lists them."""
    names = license_.names
    blocks = {"hub_tags": names.hub_tags, "slugs": names.slugs, "spellings": names.spellings}
    yield False, license_.id, ("id",)
    yield False, license_.expression, ("spdx",) if license_.spdx else ("id",)
    yield False, license_.title, ("title",)
    if license_.scancode:
        yield False, license_.scancode, ("scancode",)
        yield False, f"LicenseRef-scancode-{license_.scancode}", ("scancode",)
    for block, listed in blocks.items():
        yield from ((False, text, ("names", block, index)) for index, text in enumerate(listed))
    yield from ((True, url, ("names", "urls", index)) for index, url in enumerate(names.urls))


def _taken(
    path: Path, document: Document, license_: License, claims: Claims, digests: dict[str, str]
) -> Iterator[Fault]:
    """Names and texts that another license has, and names that name none."""
    told = set[tuple[str | int, ...]]()
    for is_url, name, where in _named(license_):
        if where not in told and (wrong := _wrong_name(license_, name, is_url, claims)):
            told.add(where)
            what = "id" if where == ("id",) else "name"
            yield Fault(path, document.line(*where), f"the {what} `{name}` {wrong}")
    for index, digest in enumerate(license_.text_sha256):
        if other := digests.get(digest, ""):
            line = document.line("text_sha256", index)
            yield Fault(path, line, f"the text {digest[:12]}… is already that of the license {other}")


def _wrong_name(license_: License, name: str, is_url: bool, claims: Claims) -> str:
    """Why a license cannot have a name, "" where it can."""
    if next(_forms(is_url, name)) in MARKERS or (_is_no_address(name) if is_url else is_general(name)):
        return "names no license"
    if not is_url and license_.commercial_use is CommercialUse.YES and _says_no_commerce(name):
        return "says that it is for no commercial use, and commercial_use is yes"
    if other := owner(name, claims, is_url=is_url):
        return f"is already that of the license {other}"
    listed = None if is_url else spdx_id(name)
    return f"is that of {listed} on the SPDX list: say `spdx: {listed}`" if listed not in (None, license_.spdx) else ""


def is_general(name: str) -> bool:
    """Whether a name is made of words alone that many licenses are called by."""
    return set(folded(name).split("-")) <= _GENERAL


def _is_no_address(url: str) -> bool:
    """Whether an address is that of no page: a file's name, or a whole site."""
    host, _, page = folded_url(url).partition("/")
    return "." not in host or not page


def _says_no_commerce(name: str) -> bool:
    words = folded(name).split("-")
    return bool({"nc", "noncommercial"} & set(words)) or ("non", "commercial") in pairwise(words)


def _lost(path: Path, document: Document, license_: License, texts: Collection[str]) -> Iterator[Fault]:
    """Licenses that it names as parts, and that are none."""
    for key, named in (("members", license_.members), ("incorporates", license_.incorporates)):
        for index, name in enumerate(named):
            if name not in texts or name == license_.id:
                yield Fault(path, document.line(key, index), f"`{name}` is no other license that we know")


def _texts(path: Path, document: Document, license_: License) -> tuple[tuple[IndexedText, ...], list[Fault]]:
    """What the index is to hold of a license, from its fingerprint; none where its text is not known."""
    from auditor.licenses.fingerprint_file import FingerprintFault, read_fingerprint

    beside = path.with_suffix(FINGERPRINT)
    if not beside.is_file():
        if not license_.text_known or license_.members:
            return (), []
        hint = f"make it with `auditor license add FILE --id {license_.id} --again`, or say `text_known: false`"
        return (), [Fault(path, document.line("text_sha256"), f"its fingerprint {beside} is missing: {hint}")]
    try:
        read = read_fingerprint(beside.read_bytes())
    except OSError as error:
        return (), [Fault(beside, 1, f"cannot be read ({error.strerror})")]
    except FingerprintFault as fault:
        return (), [Fault(beside, 1, str(fault))]
    if read.license != license_.id:
        return (), [Fault(beside, 1, f"is the fingerprint of `{read.license}`, its file name says `{license_.id}`")]
    if read.text_sha256 not in license_.text_sha256:
        said = f"is that of the text {read.text_sha256[:12]}…, which `text_sha256` of {path.name} does not name"
        return (), [Fault(beside, 1, said)]
    return read.entries, []
