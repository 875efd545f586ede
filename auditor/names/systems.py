"""Which closed system a name means: a provider's model, or at a host a model of another maker. Pure.

Nothing is worked out before it is asked: thousands of names stand for a few hundred models.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property

from auditor.names.meaning import licenses_of
from auditor.names.official import official
from auditor.names.prose import read_name
from auditor.schema.lifecycle import Elsewhere, Lifecycle, Lifecycles, Lived, lifecycle_of
from auditor.schema.system import HUB, Described, NameRule, OpenModel, System, SystemProvider, undated

_SIGNS = re.compile(r"[._@]")
_VERSION = re.compile(r"(?:[-.@]\d{1,8}){1,3}|-latest")  # behind a name that stands for its versions


@dataclass(frozen=True)
class Systems(Mapping[str, System]):
    """Closed systems by the names that are listed, `provider:name`; `find` knows more names than those."""

    providers: Mapping[str, SystemProvider]
    living: Mapping[str, Lifecycles]
    rules: tuple[NameRule, ...] = ()
    meant: Mapping[str, str] = field(default_factory=dict)
    """What the names that have a life stand for, `host:name` → `provider:name`; worked out where they are not here."""

    def __getitem__(self, name: str) -> System:
        if name not in self._listed:
            raise KeyError(name)
        found = self.find(name)
        assert found is not None, name
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._listed)

    def __len__(self) -> int:
        return len(self._listed)

    def find(self, ref: str) -> System | None:
        """The system that `provider:name` means; one that is not `listed` where only its provider is described.

        None where nobody of this name is described.
        """
        before, _, name = ref.partition(":")
        provider = self._by_word.get(before)
        if provider is None or not name:
            return None
        whose, written = self.written(provider.id, name)
        if whose == provider.id:
            return self._own(provider, written) or self._undescribed(provider, name, whose, written)
        return self._offered(provider, name, whose, written)

    def written(self, provider: str, name: str) -> tuple[str, str]:
        """Whose model a name at a provider or host is, and what it is called there; `hub` is for open models."""
        for rule in self.rules:
            given = rule.given(name) if provider in rule.of else None
            if given is not None and rule.means:
                known = rule.means in self.providers and rule.means != provider
                return self.written(rule.means, given) if known else (rule.means, given)
            name = name if given is None else given
        return provider, name

    def bare(self, name: str) -> tuple[str, ...]:
        """The systems that are called so without a provider before the colon, or as `provider/name`."""
        called = name.lower()
        before, slash, behind = called.partition("/")
        words = {before} if slash else set(self.providers)
        asked = behind if slash else called
        makers = (one for one in self.providers.values() if one.hosting is None and {one.id, *one.also} & words)
        return tuple(f"{one.id}:{asked}" for one in makers if self._key(one.id, asked))

    @property
    def words(self) -> tuple[str, ...]:
        """What stands before the colon, in order."""
        return tuple(sorted(self.providers))

    @cached_property
    def _by_word(self) -> dict[str, SystemProvider]:
        return {word: one for one in self.providers.values() for word in (one.id, *one.also)}

    @cached_property
    def _described(self) -> dict[str, dict[str, Described]]:
        """By provider, then by name in lower case."""
        return {one.id: {name.lower(): told for name, told in one.described.items()} for one in self.providers.values()}

    @cached_property
    def _closed(self) -> dict[str, frozenset[str]]:
        """By provider, the names in lower case of models without published weights."""
        return {one.id: frozenset(map(str.lower, one.closed)) for one in self.providers.values()}

    @cached_property
    def _lives(self) -> dict[str, dict[str, tuple[Lived, str]]]:
        """By provider or host, then by whose model it is and its name, in lower case: its row, and its name there."""
        return {
            host: {self.meaning(host, name).lower(): (row, name) for row in known.models for name in row.names}
            for host, known in self.living.items()
        }

    @cached_property
    def _spelled(self) -> dict[str, dict[str, tuple[Lived, str]]]:
        """The same by names with one sign for all: `claude-3.7-sonnet` is `claude-3-7-sonnet`."""
        return {host: {_spelled(name): held for name, held in lives.items()} for host, lives in self._lives.items()}

    def meaning(self, host: str, name: str) -> str:
        """What a name stands for, `provider:name`."""
        return self.meant.get(f"{host}:{name}") or ":".join(self.written(host, name))

    @cached_property
    def _listed(self) -> dict[str, None]:
        """Every name that is listed, and every one that has a life and is a model's."""
        named = {f"{one.id}:{name}": None for one in self.providers.values() for name in one.described}
        lives = ((host, name) for host in self.providers if host in self.living for name in self.living[host].named)
        return named | {f"{host}:{name}": None for host, name in lives if self._key(host, name)}

    def _key(self, provider: str, name: str) -> str | None:
        """The name, in lower case, under which a provider's model is described; None where none is."""
        known, name = self._described[provider], name.lower()
        return next((key for key in (name, undated(name)) if key in known), None)

    def _own(self, provider: SystemProvider, name: str) -> System | None:
        """The provider's own model."""
        key = self._key(provider.id, name)
        if key is None:
            return None
        told = self._described[provider.id][key]
        own = getattr(told, "id", told.title)
        system = _system(provider, f"{provider.id}:{own}", told)
        published = next((hub for called, hub in provider.published.items() if called.lower() == key), "")
        closed = key in self._closed[provider.id]
        life = self._life(provider.id, f"{provider.id}:{name}", f"{provider.id}:{key}")
        life = life or self._longest(provider.id, f"{provider.id}:{key}")
        change = {"published_as": published, "closed": closed}
        return system.model_copy(update=change | {"lifecycle": life and self._with_elsewhere(life)})

    def _life(self, host: str, *names: str) -> Lifecycle | None:
        """The life at a provider or host of the first of these, `provider:name` each, that has one there."""
        lives, spelled = self._lives.get(host, {}), self._spelled.get(host, {})
        called = [name.lower() for name in names]
        found = next((lives[name] for name in called if name in lives), None)
        found = found or next((spelled[_spelled(name)] for name in called if _spelled(name) in spelled), None)
        return lifecycle_of(self.living[host], *found) if found else None

    def _longest(self, maker: str, name: str) -> Lifecycle | None:
        """Of a name that stands for its versions, the life that ends last; None where not all of them end."""
        lives = self._lives.get(maker, {}).items()
        versions = [held for key, held in lives if key.startswith(name) and _VERSION.fullmatch(key, len(name))]
        ends = [(row.retires.on, called, row) for row, called in versions if row.retires]
        if not ends or len(ends) < len(versions):
            return None
        _, called, row = max(ends, key=lambda end: end[:2])
        return lifecycle_of(self.living[maker], row, called)

    def _with_elsewhere(self, life: Lifecycle) -> Lifecycle:
        """A maker's life with the days that hosts set, which stand in the hosts' own files."""
        days = list(life.elsewhere)
        sources = dict(life.sources)
        for host, known in self.living.items():
            row, _ = (
                self._lives[host].get(life.of.lower(), (None, "")) if host != life.of.partition(":")[0] else (None, "")
            )
            if row and row.retires:
                keys = {f"{host}/{key}": known.sources[key] for key in row.retires.source}
                end = row.retires
                days.append(Elsewhere(host=known.host, on=end.on, earliest=end.earliest, source=tuple(keys)))
                sources |= keys
        return life.model_copy(update={"elsewhere": tuple(days), "sources": sources})

    def _offered(self, host: SystemProvider, name: str, whose: str, model: str) -> System | None:
        """What a host offers under a name: a maker's model under the host's terms, or an open model."""
        if whose == HUB:
            return self._open(host, name, model)
        maker = self.providers.get(whose)
        made = self._own(maker, model) if maker else None
        if maker is None or made is None:
            return self._undescribed(host, name, whose, model)
        there = self._life(host.id, f"{whose}:{model}", f"{whose}:{undated(model)}")
        change = {
            "id": f"{host.id}:{name}",
            "provider": host.title,
            "maker": maker.title,
            "access": host.access,
            "terms": host.terms,
            "terms_too": (maker.terms,) if host.hosting and whose in host.hosting.binds_too else (),
            "handling": host.handling,
            "lifecycle": there or (made.lifecycle and self._asked_at(made.lifecycle, host)),
        }
        return made.model_copy(update=change)

    def _asked_at(self, life: Lifecycle, host: SystemProvider) -> Lifecycle:
        """The life at the maker, of a model that was asked for at a host of which no day is known."""
        known = self.living.get(host.id)
        own = known is not None and known.host == life.host  # the maker offers it through this host alone
        return life if own else life.model_copy(update={"asked_at": host.title, "elsewhere": ()})

    def _open(self, host: SystemProvider, name: str, hub_id: str) -> System | None:
        """An open model at a host. Its license is its family's, and only where the name leaves one alone."""
        if host.hosting is None:
            return None
        account, _, called = hub_id.partition("/")
        spelled = official(called)
        read = read_name(called)
        possible = licenses_of(*read, whole=True) if read and host.hosting.by_family else ()
        shown = spelled if spelled and spelled.lower() == hub_id.lower() else hub_id
        told = Described(title=shown, access_told=host.hosting.told)
        change = {
            "closed": False,
            "open_model": OpenModel(id=shown, licenses=possible if len(possible) == 1 else ()),
            "lifecycle": self._life(host.id, f"{HUB}:{hub_id}"),
            "maker": account,
        }
        return _system(host, f"{host.id}:{name}", told).model_copy(update=change)

    def _undescribed(self, provider: SystemProvider, name: str, whose: str, model: str) -> System | None:
        """A model of which nothing is known but who offers it, with the names that look alike."""
        access = provider.hosting.told if provider.hosting else provider.access_told
        if access is None:
            return None
        alike = get_close_matches(model.lower(), self._described.get(whose, ()), n=3)
        told = Described(title=name, access_told=access)
        change = {
            "listed": False,
            "closed": False,
            "near": tuple(f"{whose}:{one}" for one in alike),
            "lifecycle": self._life(provider.id, f"{whose}:{model}"),
        }
        return _system(provider, f"{provider.id}:{name}", told).model_copy(update=change)


def _spelled(name: str) -> str:
    return _SIGNS.sub("-", name)


def _system(provider: SystemProvider, system_id: str, told: Described) -> System:
    """The model with all that its provider's file says of every one."""
    return System(
        id=system_id,
        provider=provider.title,
        access=provider.access,
        terms=provider.terms,
        handling=provider.handling,
        **{field: getattr(told, field) for field in Described.model_fields},
    )
