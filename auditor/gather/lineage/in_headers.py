"""What headers of weights name as bases and as data: links to the Hub, ids, and names of families.

GGUF has `general.base_model.0.repo_url` or the same as a tree, `general.dataset.0.repo_url` and `general.source.…`
(what it was converted from); safetensors have `modelspec.merged_from`, trainers' `ss_sd_model_name`, and any key that
means a base (policies/terms.yaml). Other shapes name nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.gather.headers import HeaderText, header_texts
from auditor.gather.lineage.data_references import of_address
from auditor.gather.lineage.meant import base_key_says, clean
from auditor.gather.lineage.named import Named, is_model_path
from auditor.gather.papers import Papers
from auditor.names.official import in_words
from auditor.names.prose import in_prose
from auditor.parse.metadata import pointer_to
from auditor.parse.weights import is_weights
from auditor.schema.evidence import Confidence, LineageEvidence, Relation
from auditor.schema.snapshot import METADATA

_HUB = re.compile(r"(?:https?://)?(?:www\.)?(?:huggingface\.co|hf\.co)/", re.IGNORECASE)
_ADAPTER = ("general.type", "adapter")
_LORA = re.compile(r"(?:^|/)lora\b|^networks\.|^lycoris", re.IGNORECASE)
_LORA_KEYS = ("modelspec.architecture", "ss_network_module")
_URLS, _SOURCE, _OWN = (".repo_url", ".url", ".huggingface.repository"), "general.source.", "general.repo_url"
# Keys by which trainers name the checkpoint that they began with; it may be an id, a family's file, or anybody's path.
_CHECKPOINT = "ss_sd_model_name"
_BEGUN_WITH = (_CHECKPOINT, "ss_base_model_version", "modelspec.architecture")
_BASE_KEY = re.compile(r"(general\.base_model(?:\.\d+)?|general\.source)\.")
_TELLING = ("repo_url", "url", "doi", "uuid", "organization", "author")  # behind it, those that say most first
_BASE_NAME = re.compile(r"base_model\.(?:\d+\.)?name\Z")
_MOST = 60


def bases_in_headers(papers: Papers) -> list[Named]:
    """The bases that headers name by an address or an id."""
    return list(_bases(papers))[:_MOST]


def families_in_headers(papers: Papers) -> list[Named]:
    """The families of models that headers name as what the training began with, where no repository is named."""
    found: dict[str, Named] = {}
    for text in header_texts(papers):
        if text.key not in _BEGUN_WITH:
            continue
        for item in list(in_prose(text.field.text[:200]))[:1]:
            one = _named(text, text.field.text[:120], _relation(papers, text))
            found.setdefault(item.family, _inferred(one, item.family, item.licenses))
    return list(found.values())


def data_in_headers(papers: Papers) -> list[Named]:
    """The data sets that headers name by an address or an id, and by a name where they do no more."""
    texts = [text for text in header_texts(papers) if text.key.startswith(("general.dataset.", "general.datasets"))]
    linked = {text.key.rpartition(".")[0] for text in texts if text.key.endswith(_URLS) and of_address(text.field.text)}
    told: set[str] = set()  # of which something was told that leads nowhere on the Hub
    found = []
    for text in sorted(texts, key=lambda text: not text.key.endswith(".name")):
        where, _, last = text.key.rpartition(".")
        words = text.field.text.strip()
        if text.key.startswith("general.datasets"):
            found.append(_named(text, of_address(words) or words, Relation.DERIVED))
        elif text.key.endswith(_URLS) and (dataset := of_address(words)):
            found.append(_named(text, dataset, Relation.DERIVED))
        elif last in ("name", *_TELLING) and where not in linked and words and where not in told:
            told.add(where)
            found.append(_named(text, words, Relation.DERIVED))
    return found[:_MOST]


def _bases(papers: Papers) -> Iterator[Named]:
    texts = header_texts(papers)
    linked = {(text.file, text.key.rpartition(".")[0]) for text in texts if _is_link(text) and _on_the_hub(text)}
    yield from _elsewhere(papers, linked)
    for text in texts:
        relation, words = _relation(papers, text), text.field.text.strip()
        if _is_link(text) and (repo_id := _on_the_hub(text)):
            yield _named(text, repo_id, relation)
        elif text.key == _OWN and (repo_id := _on_the_hub(text)):
            yield _named(text, repo_id, Relation.MIRROR)
        elif _BASE_NAME.search(text.key) and (text.file, text.key.rpartition(".")[0]) not in linked:
            yield _named(text, in_words(words) or words, relation)
        elif text.key == _CHECKPOINT:
            name = clean(words)
            if "/" in name and is_model_path(name) and not is_weights(name):
                yield _named(text, name, relation)
        elif says := base_key_says(text.last):
            yield from (_named(text, clean(part), says) for part in words.split(",")[:_MOST] if part.strip())


def _elsewhere(papers: Papers, linked: set[tuple[str, str]]) -> Iterator[Named]:
    """Of each base that is named neither by a place on the Hub nor by a name, the first that is told of it."""
    told: dict[tuple[str, str], HeaderText] = {}
    named = {(file, _base_of(f"{before}.")) for file, before in linked}
    for text in header_texts(papers):
        base = (text.file, _base_of(text.key))
        if base[1] and text.last in _TELLING and any(map(str.isalnum, text.field.text)):
            told.setdefault(base, text)
        elif base[1] and (_BASE_NAME.search(text.key) or base_key_says(text.last)):
            named.add(base)
    for base, text in told.items():
        if base not in named:
            words = text.field.text.strip()
            # what is no address is no id of the Hub's either, though some look like one (10.5281/zenodo.1)
            yield _named(text, clean(words) if "://" in words else f"{text.last}: {words}", _relation(papers, text))


def _base_of(key: str) -> str:
    """The part of a key that all have in common that tell of one base; "" of another key."""
    match = _BASE_KEY.match(key)
    return match[1] if match else ""


def _is_link(text: HeaderText) -> bool:
    return text.key.endswith(_URLS) and ("base_model" in text.key or text.key.startswith(_SOURCE))


def _on_the_hub(text: HeaderText) -> str:
    """The model that an address on the Hub is of, or an id where the key asks for one; "" of anything else."""
    link = text.field.text.strip()
    repo_id = clean(link) if _HUB.match(link) or text.key.endswith(".repository") else ""
    return repo_id if "/" in repo_id and is_model_path(repo_id) else ""


def _relation(papers: Papers, of: HeaderText) -> Relation:
    """How a file comes from what its header names: an adapter says that it is one; a GGUF file was made of it."""
    for text in header_texts(papers):
        if text.file == of.file and (
            (text.key, text.field.text) == _ADAPTER or (text.key in _LORA_KEYS and _LORA.search(text.field.text))
        ):
            return Relation.ADAPTER
    return Relation.QUANTIZED if of.key.startswith("general.") else Relation.DERIVED


def _named(text: HeaderText, repo_id: str, relation: Relation) -> Named:
    return Named(repo_id, relation, METADATA, pointer=pointer_to(text.field.path), quote=text.field.text[:240])


def _inferred(one: Named, family: str, licenses: tuple[str, ...]) -> Named:
    return Named(
        one.id,
        one.relation,
        one.file,
        pointer=one.pointer,
        quote=one.quote,
        evidence=LineageEvidence.INFERRED,
        confidence=Confidence.MEDIUM,
        family=family,
        licenses=licenses,
    )
