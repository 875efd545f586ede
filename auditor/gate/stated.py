"""Which license a repository states: of the files of a folder, and of the folders above a file. Pure.

A text counts as a license where it is that, word for word; a field where it names one. What is close to a license, or
unknown, is a doubt, and no promise is read into it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from auditor.gate.own_license import OwnFiles, OwnFolder
from auditor.gate.promises import OwnTerm, plain
from auditor.licenses.aliases import resolve
from auditor.licenses.catalog import Catalog
from auditor.licenses.identify import Identification, identify
from auditor.licenses.knowledge import Knowledge
from auditor.licenses.written import written
from auditor.parse.files import part, role
from auditor.parse.package_licenses import from_table, package_reader
from auditor.schema.place import Place
from auditor.schema.promises import RepositoryLicense, WordsRow
from auditor.schema.snapshot import File

Identify = Callable[[str], Identification]
ByFolder = Mapping[str, "StatedLicense"]

_LONGEST = 200  # of a field that names a license, and does not hold its text
_BEGINNING = 4  # words with which a text says what it is
_FEW_WORDS = 80  # of a text that keeps all rights and says no more
_WHOLE = ("", "code", "project", "software")  # parts for which a license file speaks for the repository
_OTHERS = re.compile(r"third|3rd|part(y|ies)|vendor|depend|bundled", re.IGNORECASE)
# A field that leads to a file, as packages say it.
_SEE = re.compile(
    r"^\s*(?:see\b.{0,40}\b(?:licen[cs]e|copying)\b|(?:file:)?(?:[\w.-]{1,40}/){0,8}(?:licen[cs]e|copying)(?!ref-)[\w.-]*\s*$)",
    re.IGNORECASE,
)
_HEADER = re.compile(r"SPDX-License-Identifier:[ \t]*([^\r\n*#>\"]{2,200})")
_LATER = re.compile(r"or[- ]later|or \(at your option\) any later|\+\s*$|\bor newer", re.IGNORECASE)
_ONLY = re.compile(r"-only\b", re.IGNORECASE)


@dataclass(frozen=True)
class LicenseStatement:
    """One place of a repository that speaks of its license.

    `doubt` goes on from the place, and says why no promise is read into it; "" where it is clear. `is_reserved`: it
    keeps all rights. `is_text`: it is a license text, and no field.
    """

    place: Place
    licenses: tuple[str, ...] = ()
    doubt: str = ""
    is_reserved: bool = False
    is_text: bool = False
    later: bool | None = None


@dataclass(frozen=True)
class StatedLicense:
    """What one folder states. Equal ones are one license, wherever they hold."""

    stated: tuple[LicenseStatement, ...] = ()

    @property
    def doubts(self) -> tuple[str, ...]:
        """Why not all of it is clear, each with its place."""
        return tuple(f"{one.place} {one.doubt}" for one in self.stated if one.doubt)

    @property
    def is_reserved(self) -> bool:
        """Whether all rights are kept, and nothing else is stated."""
        return any(one.is_reserved for one in self.stated) and not any(one.licenses for one in self.stated)


def identifier(knowledge: Knowledge) -> Identify:
    """`identify` with what was identified before kept: many packages hold the same text."""
    return lru_cache(maxsize=128)(lambda text: identify(text, knowledge.index))


def stated_in(files: OwnFiles, knowledge: Knowledge, table: RepositoryLicense, known: Identify) -> ByFolder:
    """What each folder states."""
    return {name: of_folder(folder, knowledge, table, known) for name, folder in files.folders.items()}


def own_license(
    file: str, files: OwnFiles, stated: ByFolder, catalog: Catalog, table: RepositoryLicense
) -> StatedLicense:
    """What holds for a file: its own header where that is another license, else the nearest folder that states one."""
    chain = files.above.get(file) or (files.root,)
    near = next((stated[one] for one in chain if one in stated and stated[one].stated), StatedLicense())
    header = _HEADER.search(files.heads.get(file, ""))
    if header is None:
        return near
    line = files.heads[file].count("\n", 0, header.start()) + 1
    said = _of_field(header[1].strip().removesuffix("-->").strip(), Place(file=file, line=line), catalog, table)
    agrees = set(said.licenses) <= {name for one in near.stated for name in one.licenses}
    return near if said.doubt or (agrees and not said.is_reserved) else StatedLicense((said,))


def of_folder(folder: OwnFolder, knowledge: Knowledge, table: RepositoryLicense, known: Identify) -> StatedLicense:
    """What the files of one folder state, texts first; LICENSES/ and CITATION.cff count where nothing else does."""
    texts = [item for file in folder.files if _is_own(file.path) for item in _of_text(file, knowledge, table, known)]
    fields = [item for file in folder.files for item in _of_package(file, knowledge.catalog, table, known)]
    unread = [
        LicenseStatement(Place(file=name), doubt="could not be read", is_text=True)
        for name in folder.unread
        if _is_own(name)
    ]
    strong = [*texts, *unread, *(item for item in fields if not item.place.file.endswith(".cff"))]
    weak = [item for file in folder.files if _is_listed(file.path) for item in _of_text(file, knowledge, table, known)]
    return StatedLicense(tuple(strong or weak or fields))


def terms_of(own: StatedLicense, catalog: Catalog) -> tuple[OwnTerm, ...]:
    """The licenses that are clearly stated, each once, with the place that says most of its versions."""
    found: dict[str, OwnTerm] = {}
    for one in own.stated:
        for license_id in one.licenses if not one.doubt else ():
            before = found.get(license_id)
            later = one.later if before is None or before.later is None else before.later
            place = before.place if before else one.place
            found[license_id] = OwnTerm(license_id, catalog.meant((license_id,)), place, later)
    return tuple(found.values())


def disagreement(own: StatedLicense, catalog: Catalog) -> str:
    """Two statements of which neither agrees with the other, in words; "" where all agree."""
    clear = [one for one in own.stated if not one.doubt]
    texts = [one for one in clear if one.is_text]
    whole = LicenseStatement(texts[0].place, tuple(name for one in texts for name in one.licenses)) if texts else None
    fields = [one for one in clear if not one.is_text]
    for first, second in zip([whole, *fields] if whole else fields, fields if whole else fields[1:], strict=False):
        if not _agree(first, second, catalog):
            return f"{_said(first)}, and {_said(second)}"
    return ""


def _said(one: LicenseStatement) -> str:
    return f"{one.place} says {' and '.join(one.licenses) or 'that all rights are kept'}"


def _agree(first: LicenseStatement, second: LicenseStatement, catalog: Catalog) -> bool:
    mine, theirs = ({item.id for item in catalog.meant(one.licenses)} for one in (first, second))
    return not mine.isdisjoint(theirs) if mine and theirs else first.is_reserved == second.is_reserved


def _is_own(path: str) -> bool:
    """Whether a license file speaks for the repository, and not for its data, its models or somebody else's parts."""
    name = path.rpartition("/")[2]
    return role(name) == "license" and part(name) in _WHOLE and not _OTHERS.search(name) and not _is_listed(path)


def _is_listed(path: str) -> bool:
    return path.rpartition("/")[0].rpartition("/")[2] in ("LICENSES", "licenses")


def _of_text(file: File, knowledge: Knowledge, table: RepositoryLicense, known: Identify) -> Iterator[LicenseStatement]:
    text = written(file.path, file.content).text
    found, place = known(text), Place(file=file.path)
    if found.pointer is not None:
        # `Apache License, Version 2.0` and its address alone: the name, the address, or how the text begins
        names = (found.pointer.name, found.pointer.url, " ".join(text.split()[:_BEGINNING]))
        said = [_of_field(name, place, knowledge.catalog, table) for name in names if name]
        yield next((one for one in said if not one.doubt), said[0])
        return
    if not found.licenses:
        short = len(text.split()) <= _FEW_WORDS and _keeps_rights(text, table.reserved)
        yield (
            LicenseStatement(place, is_reserved=True, is_text=True)
            if short
            else LicenseStatement(place, doubt="is no license that we know", is_text=True)
        )
        return
    match = found.licenses[0]  # what follows is of parts that come with it
    place = Place(file=file.path, line=match.first_line)
    described = knowledge.catalog.get(match.id)
    if match.answer in ("modified", "similar"):
        at = f" (line {match.differences[0].first_line})" if match.differences else ""
        yield LicenseStatement(place, doubt=f"is close to {match.id}, and differs from it in words{at}", is_text=True)
    elif described is None:
        yield LicenseStatement(place, doubt=f"is {match.id}, of which no clause has been read", is_text=True)
    elif added := [one for one in found.uncovered if one.restrictive_words]:
        words = f"is {described.id} with words of its own that may limit it (line {added[0].first_line})"
        yield LicenseStatement(place, doubt=words, is_text=True)
    else:
        yield LicenseStatement(place, (described.id,), is_text=True)


def _of_package(file: File, catalog: Catalog, table: RepositoryLicense, known: Identify) -> Iterator[LicenseStatement]:
    name = file.path.rpartition("/")[2]
    read = package_reader(name) or (from_table if name == "REUSE.toml" else None)
    lines = file.text.splitlines() if read else []
    for _, value in read(file) if read else ():
        if not _SEE.match(value):  # such a file is read by itself
            place = Place(file=file.path, line=_line(lines, value))
            yield _of_field(_named_by(value, known), place, catalog, table)


def _named_by(value: str, known: Identify) -> str:
    """The license whose text stands in a field; else what stands there."""
    match = next(iter(known(value).licenses), None) if len(value) > _LONGEST else None
    return match.id if match and match.answer in ("exact", "exact-with-extra") else value


def _of_field(value: str, place: Place, catalog: Catalog, table: RepositoryLicense) -> LicenseStatement:
    said = plain(value)
    if said in table.reserved.names:
        return LicenseStatement(place, is_reserved=True)
    named = next((row.license for row in table.named if said in map(plain, row.names)), value)
    found = resolve(named, catalog)
    shown = value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…"
    if not found.licenses or found.unknown:
        return LicenseStatement(place, doubt=f"names `{' '.join(shown.split())}`, which is no license that we know")
    if any(catalog.get(name) is None for name in found.licenses):
        return LicenseStatement(place, doubt=f"names {', '.join(found.foreign)}, of which no clause has been read")
    later = True if _LATER.search(value) else False if _ONLY.search(value) else None
    return LicenseStatement(place, found.licenses, later=later)


def _keeps_rights(text: str, row: WordsRow) -> bool:
    said = plain(text)
    return any(phrase in said for phrase in row.phrases)


def _line(lines: Sequence[str], value: str) -> int:
    """The line on which a value stands: one that speaks of a license before any other."""
    start = value.split(" OR ", maxsplit=1)[0].strip().splitlines()[0][:60] if value.strip() else value
    held = [number for number, line in enumerate(lines, 1) if start in line]
    return next((number for number in held if "licen" in lines[number - 1].lower()), held[0] if held else 1)
