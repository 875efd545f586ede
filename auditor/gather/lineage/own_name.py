"""A repository's own name in its card's text: what is said of it, of a sibling, or of another model."""

from __future__ import annotations

import re
from dataclasses import dataclass

from auditor.gather.lineage.named import folded
from auditor.names.repository_names import bare_name, is_quantized_name
from auditor.names.table import table


@dataclass(frozen=True)
class OwnName:
    """This repository's own name, to tell a sentence about it from one about another model."""

    id: str
    title: frozenset[str] = frozenset()  # words of the card's title, by which its text may call the model

    def is_meant_by(self, name: str) -> bool:
        """Whether a name in the text is this repository's, or the beginning of it."""
        own, other = folded(bare_name(self.id)), folded(name)
        return len(other) > 3 and (own.startswith(other) or other.startswith(own) or other in folded(self.id))

    def is_sibling(self, repo_id: str) -> bool:
        """Whether it is another repository of the same account."""
        account = self.id.rpartition("/")[0].lower()
        return bool(account) and account == repo_id.rpartition("/")[0].lower() and not self.is_it(repo_id)

    def is_it(self, repo_id: str, family: str = "") -> bool:
        """Whether this is the repository itself, or what others made of it: the same name with a format behind it.

        Where only a family is named: this model by its name, or a family of its own maker.
        """
        if family:
            return self._is_of_family(family, repo_id)
        if is_quantized_name(repo_id) and not is_quantized_name(self.id):
            return folded(self.id.rpartition("/")[2]).startswith(folded(bare_name(repo_id)))
        return repo_id.lower() == self.id.lower()

    def _is_of_family(self, family: str, name: str) -> bool:
        """Whether a family is this model by its name, or its own maker's: who made both offers it anew."""
        account, _, own = self.id.rpartition("/")
        return folded(own) == folded(name) or table().is_makers(account, table().by_id[family])

    def begins_with(self, name: str) -> bool:
        """Whether its name begins with these words, however short."""
        return folded(bare_name(self.id.rpartition("/")[2])).startswith(folded(name))

    def is_named_in(self, words: str) -> bool:
        """Whether some words, the last ones of these, are part of its name."""
        name = folded(bare_name(self.id))
        last = [folded(word) for word in re.findall(r"[\w.-]{4,80}", words)[-30:]]
        return any((word and word in name) or name in word or word in self.title for word in last)


def words_of_title(title: str) -> frozenset[str]:
    """The words of a title that can be a name, whole and by their parts: `Garden-7B`, `Garden`."""
    written = re.findall(r"[\w.-]{4,80}", title[:200])
    words = {folded(part) for word in written for part in (word, *re.split(r"[-_.]", word)) if word[0].isupper()}
    return frozenset(word for word in words if len(word) > 3)
