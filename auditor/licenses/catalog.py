"""What every known license grants, asks and forbids: the licenses of policies/licenses as one value.

Pure: files are read elsewhere. Names are kept folded, so that a lookup is one dictionary access, and a name that
two licenses claim is refused when the catalog is built, never resolved by chance.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import Self, TypeVar
from urllib.parse import unquote

from auditor.schema.facts import Answer3, GrantKind
from auditor.schema.license import CommercialUse, Family, License

Agreed = TypeVar("Agreed")

# A name without its separators is trusted from this length on: CUDA is not C-UDA.
LOOSE_FROM = 6

# From the most restrictive to the least. What is not known counts as worse than what is conditional.
COMMERCIAL_ORDER = (CommercialUse.NO, CommercialUse.UNKNOWN, CommercialUse.CONDITIONAL, CommercialUse.YES)
FAMILY_ORDER = (
    Family.RESEARCH_ONLY,
    Family.NON_COMMERCIAL,
    Family.UNKNOWN,
    Family.FIELD_RESTRICTED,
    Family.NO_DERIVATIVES,
    Family.REGISTRATION,
    Family.VENDOR_COMMUNITY,
    Family.VENDOR_TERMS,
    Family.USE_POLICY,
    Family.OPEN_RAIL,
    Family.THRESHOLD,
    Family.DATA_COMPUTATIONAL,
    Family.NETWORK_COPYLEFT,
    Family.COPYLEFT,
    Family.SHARE_ALIKE,
    Family.WEAK_COPYLEFT,
    Family.ATTRIBUTION,
    Family.PERMISSIVE_MODEL,
    Family.PERMISSIVE,
    Family.PUBLIC_DOMAIN,
)

# Classes that ask for notices and no more.
UNDEMANDING = (Family.PUBLIC_DOMAIN, Family.PERMISSIVE, Family.ATTRIBUTION, Family.PERMISSIVE_MODEL)

# One address for every way in which a host serves the same file.
SAME_PLACE = (
    ("huggingface.co/", ("/resolve/", "/raw/"), "/blob/"),
    ("github.com/", ("/raw/", "/tree/"), "/blob/"),
)
ENDINGS = {
    "creativecommons.org/": ("/legalcode", "/deed", "/rdf"),
    "gnu.org/": (".txt", ".html", ".en", "-standalone"),
    "apache.org/": (".txt", ".html"),
    "opensource.org/": (".php", ".html"),
    "spdx.org/": (".html", ".json", ".txt"),
    "ai.google.dev/": (".md",),
}


class NameKind(StrEnum):
    """What sort of name a text is, or may be."""

    ANY = "any"
    HUB_TAG = "hub-tag"
    SLUG = "slug"
    SPELLING = "spelling"
    URL = "url"
    SPDX = "spdx"


def folded(text: str) -> str:
    """A name without regard to case, punctuation and spelling: `MIT Licence` and `mit_license` are `mit-license`."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("licence", "license")
    return "-".join("".join(c if c.isalnum() or c == "+" else " " for c in plain).split())


def folded_url(text: str) -> str:
    """An address without scheme, `www.`, query and fragment; branches and file views are made alike."""
    plain = unquote(unicodedata.normalize("NFKC", text).strip().casefold())
    plain = plain.split("://", 1)[-1].split("?", 1)[0].split("#", 1)[0].strip("/").removeprefix("www.")
    if plain.startswith("raw.githubusercontent.com/"):
        parts = plain.split("/")
        plain = "/".join(["github.com", *parts[1:3], "blob", *parts[3:]])
    for host, views, view in SAME_PLACE:
        if plain.startswith(host):
            for other in views:
                plain = plain.replace(other, view, 1)
            for branch in ("master", "head", "refs/heads/main"):
                plain = plain.replace(f"{view}{branch}/", f"{view}main/", 1)
    return _without_ending(plain)


def _without_ending(address: str) -> str:
    """The address without the language, view or file ending that its host puts after a license's name."""
    for host, endings in ENDINGS.items():
        if address.startswith(host):
            for ending in endings:
                head, mark, tail = address.rpartition(ending)
                # `deed.en` and `legalcode.de` too, but nothing longer than a language
                if mark and len(tail) <= len(".zh-hant") and "/" not in tail:
                    address = head
    return address.rstrip("/")


def names_of(license_: License) -> Iterator[tuple[NameKind, str]]:
    """Every name of a license, folded, with its kind; the order in which kinds are tried."""
    names = license_.names
    yield from ((NameKind.HUB_TAG, folded(tag)) for tag in names.hub_tags)
    yield from ((NameKind.SLUG, folded(slug)) for slug in names.slugs)
    yield from ((NameKind.SPELLING, folded(text)) for text in (license_.title, *names.spellings))
    yield from ((NameKind.URL, folded_url(url)) for url in names.urls)
    exact = [license_.id, license_.spdx, license_.expression]
    if license_.scancode:
        exact += [license_.scancode, f"LicenseRef-scancode-{license_.scancode}"]
    yield from ((NameKind.SPDX, folded(text)) for text in exact if text)


@dataclass(frozen=True, eq=False)
class Catalog:
    """All licenses that counsel has described, with the names by which they are found.

    One is only itself: what is kept beside a catalog is looked up often, and its hash must not read all of it.
    """

    licenses: tuple[License, ...]
    _by_id: dict[str, License] = field(default_factory=dict, repr=False, compare=False)
    _by_name: dict[tuple[NameKind, str], str] = field(default_factory=dict, repr=False, compare=False)
    _by_digest: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def rows(self) -> frozenset[str]:
        """The ids of the rows of all facts that a use may declare met."""
        facts = ((one, fact) for one in self.licenses for fact in (*one.grants, *one.conditions, *one.restrictions))
        return frozenset(one.row(fact.row) for one, fact in facts)

    @classmethod
    def of(cls, licenses: Iterable[License]) -> Self:
        """The catalog of these licenses; raises ValueError that lists every fault at once."""
        whole = tuple(sorted(licenses, key=lambda one: one.id.casefold()))
        checks = (_double_ids, _double_names, _double_digests, _lost_members, _lost_policies)
        faults = [fault for check in checks for fault in check(whole)]
        if faults:
            raise ValueError("\n".join(faults))
        return cls(
            whole,
            {one.id: one for one in whole},
            _name_index(whole),
            {digest: one.id for one in whole for digest in one.text_sha256},
        )

    def holding(self, changed: Mapping[str, License]) -> Self:
        """The same catalog with other facts for some of its licenses; their names and texts stay as they are."""
        facts = {one.id: changed.get(one.id, one) for one in self.licenses}
        return replace(self, licenses=tuple(facts.values()), _by_id=facts)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all licenses, in order."""
        return tuple(self._by_id)

    def get(self, id_: str) -> License | None:
        """The license of this id, or of another id for it: `GPL-3.0-only`, a LicenseRef, ScanCode's key."""
        return self._by_id.get(id_) or self.named(NameKind.SPDX, id_) or self.named(NameKind.SPELLING, id_)

    def named(self, kind: NameKind, written: str) -> License | None:
        """The license that a name of this kind stands for, without regard to case and punctuation."""
        key = folded_url(written) if kind is NameKind.URL else folded(written)
        found = self._by_name.get((kind, key)) or self._by_name.get((kind, key.replace("-", "")))
        return self._by_id[found] if found and key else None

    def by_digest(self, sha256: str) -> License | None:
        """The license whose official text has this digest."""
        found = self._by_digest.get(sha256)
        return self._by_id[found] if found else None

    def by_family(self, family: Family) -> tuple[License, ...]:
        """All licenses of one family."""
        return tuple(one for one in self.licenses if one.family is family)

    def meant(self, ids: Iterable[str]) -> tuple[License, ...]:
        """The licenses that these ids may mean: an umbrella stands for its members, an unknown id for nothing."""
        found = (self._by_id[id_] for id_ in ids if id_ in self._by_id)
        return tuple(one for each in found for one in (self.meant(each.members) if each.members else (each,)))

    def agreed(self, ids: Iterable[str], fact: Callable[[License], Agreed]) -> Agreed | None:
        """The fact on which all these licenses agree, umbrellas read as their members; None if they do not."""
        wanted = tuple(ids)
        if not wanted or any(id_ not in self._by_id for id_ in wanted):
            return None
        facts = [fact(one) for one in self.meant(wanted)]
        return facts[0] if facts and all(each == facts[0] for each in facts) else None

    def are_free(self, ids: Iterable[str]) -> bool:
        """Whether all of these are known, and each gives commercial use without a condition."""
        known = [self.get(id_) for id_ in ids]
        return all(one is not None and one.commercial_use is CommercialUse.YES for one in known)

    def ask_little(self, ids: Iterable[str]) -> bool:
        """Whether all of these are known, and whatever each may mean asks for notices and no more."""
        known = [self.get(id_) for id_ in ids]
        meant = self.meant(one.id for one in known if one)
        return all(known) and all(
            one.family in UNDEMANDING and one.commercial_use is CommercialUse.YES for one in meant
        )

    def most_restrictive(self, ids: Iterable[str]) -> License | None:
        """The license that allows the least: by commercial use, then by family."""
        known = [self._by_id[id_] for id_ in ids if id_ in self._by_id]
        return min(known, key=self._rank, default=None)

    def _rank(self, license_: License) -> tuple[int, int, str]:
        families = [one.family for one in self.meant([license_.id])]
        strictest = min((FAMILY_ORDER.index(family) for family in families), default=0)
        return COMMERCIAL_ORDER.index(license_.commercial_use), strictest, license_.id


def given(license_: License, grant: GrantKind) -> Answer3 | None:
    """Whether a license gives a right; None where it is silent or the fact is not recorded."""
    return next((one.given for one in license_.grants if one.grant is grant), None)


def _name_index(licenses: tuple[License, ...]) -> dict[tuple[NameKind, str], str]:
    index: dict[tuple[NameKind, str], str] = {}
    loose: dict[tuple[NameKind, str], set[str]] = {}
    for one in licenses:
        for kind, name in names_of(one):
            index[kind, name] = one.id
            close = name.replace("-", "")
            if kind is not NameKind.URL and len(close) >= LOOSE_FROM:
                loose.setdefault((kind, close), set()).add(one.id)
    # a name that only its separators tell apart from another's is found with them only
    return {key: next(iter(ids)) for key, ids in loose.items() if len(ids) == 1} | index


def _double_ids(licenses: tuple[License, ...]) -> Iterator[str]:
    seen: set[str] = set()
    for one in licenses:
        if one.id.casefold() in seen:
            yield f"{one.id}: another license has this id"
        seen.add(one.id.casefold())


def _double_names(licenses: tuple[License, ...]) -> Iterator[str]:
    claims: dict[tuple[bool, str], set[str]] = {}
    for one in licenses:
        for kind, name in names_of(one):
            claims.setdefault((kind is NameKind.URL, name), set()).add(one.id)
    for (_, name), ids in claims.items():
        if len(ids) > 1:
            yield f"{name}: claimed by {', '.join(sorted(ids))}"


def _double_digests(licenses: tuple[License, ...]) -> Iterator[str]:
    owner: dict[str, str] = {}
    for one in licenses:
        for digest in one.text_sha256:
            if owner.setdefault(digest, one.id) != one.id:
                yield f"{one.id}: the text {digest} is also that of {owner[digest]}"


def _lost_policies(licenses: tuple[License, ...]) -> Iterator[str]:
    """What a license takes in is described in the catalog, as one text and not as a name for several."""
    texts = {one.id for one in licenses if one.family is not Family.UMBRELLA}
    for one in licenses:
        for name in one.incorporates:
            if name not in texts or name == one.id:
                yield f"{one.id}: incorporates {name!r}, which is no other text of the catalog"


def _lost_members(licenses: tuple[License, ...]) -> Iterator[str]:
    kinds = {one.id: bool(one.members) for one in licenses}
    for one in licenses:
        for member in one.members:
            if member not in kinds:
                yield f"{one.id}: its member {member} is not in the catalog"
            elif kinds[member]:
                yield f"{one.id}: its member {member} is an umbrella itself"
