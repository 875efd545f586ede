"""Which terms of a model stand in the repository: the text of its license, or a notice that names both. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.gate.own_license import OwnFiles, OwnFolder
from auditor.gate.promises import Carried, ModelTerm, plain
from auditor.gate.stated import Identify
from auditor.licenses.written import written
from auditor.parse.files import role
from auditor.schema.place import Place

_TERMS = ("license", "notice", "use-policy", "terms")
_CLEAR = ("exact", "exact-with-extra")


def carried_for(
    model: str, terms: Sequence[ModelTerm], places: Sequence[Place], files: OwnFiles, known: Identify
) -> Carried:
    """What the folders above these places hold of a model's terms. All its licenses have to be carried."""
    chain = dict.fromkeys(one for place in places for one in files.above.get(place.file, (files.root,)))
    held = [file for one in chain for file in files.folders.get(one, OwnFolder()).files]
    words = {file.path: written(file.path, file.content).text for file in held}
    texts = [words[file.path] for file in held if role(file.path) in _TERMS]
    found = {match.id for text in texts for match in known(text).licenses if match.answer in _CLEAR}
    notices = [plain(text) for text in texts]
    whole = bool(terms) and all(_is_carried(term, model, found, notices) for term in terms)
    return Carried(whole, " ".join(map(plain, words.values())))


def _is_carried(term: ModelTerm, model: str, found: set[str], notices: Sequence[str]) -> bool:
    if any(one.id in found or (one.spdx or one.id) in found for one in term.members):
        return True
    names = {
        term.license_id,
        term.title,
        *(name for one in term.members for name in (one.id, one.spdx or "", one.title)),
    }
    return any(
        any(_is_named(whose, text) for whose in (model, term.origin))
        and any(_is_named(name, text) for name in names if name)
        for text in notices
    )


def _is_named(name: str, text: str) -> bool:
    return re.search(rf"(?<![\w/.-]){re.escape(plain(name))}(?![\w/-]|\.\w)", text) is not None
