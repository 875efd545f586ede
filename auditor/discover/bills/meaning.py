"""An entry of a bill → what it names: by package URL, address, group, publisher, name, in this order.

What says that it is a model or a data set and names nothing that we know is a bare name; what says neither is silent,
unless a package URL or an address of its own leads to a model.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from auditor.discover.bills.entry import BillEntry, is_nothing
from auditor.discover.bills.registries import at_address, by_purl, without_secrets
from auditor.discover.bills.systems import closed
from auditor.discover.reference import read
from auditor.discover.target import DATASET_ONLY, MODEL_ONLY, Target
from auditor.discover.words import words
from auditor.names.known_ids import legacy_names
from auditor.names.table import table
from auditor.schema.discovery import Certainty, FoundType

_RESOLVED = {
    *(FoundType.MODEL, FoundType.DATASET, FoundType.API_MODEL, FoundType.OLLAMA_MODEL),
    *(FoundType.MODELSCOPE_MODEL, FoundType.MODELSCOPE_DATASET),
}
_SHOWN_AS_THEY_ARE = (FoundType.LOCAL_OR_URL, FoundType.PLACEHOLDER, FoundType.TEMPLATE)
# Groups that say where a model lies, not whose it is.
_PLACES = words("huggingface hf huggingface.co hf.co hub models model datasets dataset ai ml")
_COMMIT = re.compile(r"[0-9a-f]{40}\Z", re.IGNORECASE)
_ABBREVIATED = re.compile(r"[0-9a-f]{7,39}\Z", re.IGNORECASE)
_LETTER = re.compile(r"[a-f]", re.IGNORECASE)
_COMMITS = re.compile(r"(?<![0-9a-fA-F])[0-9a-fA-F]{40}(?![0-9a-fA-F])")
_UNNAMED = {FoundType.MODEL: "a model without a name", FoundType.DATASET: "a data set without a name"}


class Meaning(NamedTuple):
    """What an entry names, how it was read, and how sure that is."""

    target: Target
    via: str
    certainty: Certainty = Certainty.CERTAIN


def meaning(entry: BillEntry) -> Meaning | None:
    """What this entry names; None where it is neither a model nor a data set."""
    first: Meaning | None = None
    for read_as in _READINGS if entry.what else _EVIDENCE:
        for made in read_as(entry):
            if made.target.type in _RESOLVED:
                return made._replace(target=_at_commit(made.target, entry))
            first = first or made
    if entry.what is None:
        return first
    return Meaning(_unresolved(entry), first.via if first else "component")


def _unresolved(entry: BillEntry) -> Target:
    shown = without_secrets(entry.shown)
    if not shown:
        return Target(FoundType.BARE_NAME, _UNNAMED[entry.what or FoundType.MODEL])
    target = read(shown, MODEL_ONLY)
    if target is not None and target.type in _SHOWN_AS_THEY_ARE:
        return target
    return Target(FoundType.BARE_NAME, re.sub(r"\s+", " ", shown))


def _by_purl(entry: BillEntry) -> Iterator[Meaning]:
    for written in entry.purls:
        target = by_purl(written, entry.what)
        if target is not None:
            yield Meaning(target, "purl")


def _by_own_id(entry: BillEntry) -> Iterator[Meaning]:
    yield from _by_purl(entry._replace(purls=tuple(name for name in entry.ids if name.startswith("pkg:"))))


def _by_address(entry: BillEntry) -> Iterator[Meaning]:
    own = (item.url for item in entry.addresses if item.where or entry.what)
    yield from _of_addresses(entry, own, "external reference")


def _by_download(entry: BillEntry) -> Iterator[Meaning]:
    yield from _of_addresses(entry, entry.downloads, "download location")


def _of_addresses(entry: BillEntry, urls: Iterable[str], via: str) -> Iterator[Meaning]:
    """What the addresses lead to, that which is called as the entry is first."""
    found = [target for url in urls if (target := at_address(url, entry.what))]
    found.sort(key=lambda target: target.id.rpartition("/")[2].lower() != entry.name.rpartition("/")[2].lower())
    yield from (Meaning(target, via) for target in found)


def _by_group(entry: BillEntry) -> Iterator[Meaning]:
    if entry.group and entry.group.lower() not in _PLACES:
        yield from _under(entry.group, entry, "group and name", Certainty.CERTAIN)


def _by_old_id(entry: BillEntry) -> Iterator[Meaning]:
    if entry.what is FoundType.MODEL and entry.name in legacy_names():
        yield Meaning(Target(FoundType.MODEL, entry.name), "name")


def _by_maker(entry: BillEntry) -> Iterator[Meaning]:
    """Under a publisher's name, or a supplier's: sure enough to be audited where that is an account we know."""
    for publisher in entry.publishers:
        yield from _under(publisher, entry, "publisher and name", Certainty.LIKELY)
    for maker in entry.makers:
        known = maker.lower() in table().on_hub
        certainty = Certainty.LIKELY if known else Certainty.POSSIBLE
        yield from _under(maker, entry, "supplier and name", certainty)


def _under(account: str, entry: BillEntry, via: str, certainty: Certainty) -> Iterator[Meaning]:
    if not entry.name or "/" in entry.name:
        return
    if account.lower() == "ollama":
        yield Meaning(Target(FoundType.OLLAMA_MODEL, entry.name), via)
        return
    target = closed(account, entry.name) if entry.what is not FoundType.DATASET else None
    if target is None and not entry.served:  # whoever serves a model need not be its maker
        target = _named(f"{account}/{entry.name}", entry)
    if target is not None:
        sure = Certainty.CERTAIN if target.type is FoundType.API_MODEL else certainty
        yield Meaning(target, via, sure)


def _by_name(entry: BillEntry) -> Iterator[Meaning]:
    target = closed("", entry.name) if entry.what is not FoundType.DATASET else None
    target = target or (_named(entry.name, entry) if "/" in entry.name else None)
    if target is not None:
        yield Meaning(target, "name")


def _named(written: str, entry: BillEntry) -> Target | None:
    """The repository of this name. What is no name of one, as `Heron Inc./chat`, leads nowhere."""
    target = read(written, DATASET_ONLY if entry.what is FoundType.DATASET else MODEL_ONLY)
    if target is None or target.type not in _RESOLVED:
        return None
    # Other providers are written as they are audited, too: `provider:name`.
    return target._replace(id=target.id.replace("/", ":", 1)) if target.type is FoundType.API_MODEL else target


_READINGS: tuple[Callable[[BillEntry], Iterator[Meaning]], ...] = (
    *(_by_purl, _by_address, _by_download, _by_group, _by_old_id, _by_maker, _by_name, _by_own_id),
)
_EVIDENCE: tuple[Callable[[BillEntry], Iterator[Meaning]], ...] = (_by_purl, _by_address, _by_download, _by_own_id)


def _at_commit(target: Target, entry: BillEntry) -> Target:
    """With the commit that the entry names in full anywhere, where it agrees with what is written beside the name."""
    if target.type not in (FoundType.MODEL, FoundType.DATASET):
        return target._replace(revision=None)
    said = target.revision if target.revision and not is_nothing(target.revision) else None
    if said and not _ABBREVIATED.match(said):
        return target._replace(revision=said)
    named = f"/{target.id.lower()}"
    links = (item.url for item in entry.addresses if named in item.url.lower())
    written = [*(link[0] for url in (*links, *entry.downloads) for link in _COMMITS.finditer(url)), *entry.hashes]
    full = [word.lower() for word in (entry.version, *written) if _COMMIT.match(word)]
    if said is None and _ABBREVIATED.match(entry.version) and _LETTER.search(entry.version):  # else it is a day
        said = entry.version.lower()
    return target._replace(revision=next((word for word in full if word.startswith((said or "").lower())), said))
