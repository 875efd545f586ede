"""Training recipes: axolotl, LLaMA-Factory, TRL, alignment-handbook, open-instruct, torchtune."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.discover.by_words import models_by_key
from auditor.discover.finding import found
from auditor.discover.manifest import YamlManifest, command_lines, environment, uris, value
from auditor.discover.target import DATASET, DATASET_ONLY
from auditor.discover.words import words
from auditor.schema.discovery import Found, FoundType

KIND = "training_yaml"
_MARKS = words(
    "model_name_or_path base_model dataset_mixer dataset_mixer_list dataset_name datasets finetuning_type"
    " lora_r lora_rank"
    " per_device_train_batch_size micro_batch_size num_train_epochs learning_rate dataset_train_split training_args"
)
_MIXERS = frozenset(
    {"dataset_mixer", "dataset_mixer_list", "dataset_mixture", "dataset_eval_mixer", "dataset_eval_mixer_list"}
)
_LISTS = frozenset({"datasets", "test_datasets", "pretraining_dataset", "eval_datasets", "train_datasets"})
_ENTRY = frozenset({"path", "id", "name", "dataset", "hf_hub_url", "repo"})


def matches(manifest: YamlManifest) -> bool:
    """Whether this is a recipe: two of the words of the trade, or one that nothing else has."""
    marks = manifest.keys & _MARKS
    return len(marks) > 1 or bool(marks & {"model_name_or_path", "dataset_mixer", "dataset_mixer_list"})


def discover(manifest: YamlManifest) -> Iterator[Found]:
    """The models by their keys, the datasets by their lists and mixtures."""
    yield from models_by_key(manifest, KIND)
    yield from uris(manifest, KIND)
    yield from environment(manifest, KIND)
    yield from command_lines(manifest, KIND)
    yield from _datasets(manifest)


def _datasets(manifest: YamlManifest) -> Iterator[Found]:
    for scalar in manifest.scalars:
        parents = scalar.path[:-1]
        last = scalar.path[-1] if scalar.path else ""
        if parents and parents[-1] in _MIXERS:
            # As a mapping the keys are the ids and the values their shares; as a list both alternate.
            text = str(last) if isinstance(last, str) else scalar.text
            item = found(manifest.file, scalar.line, KIND, text, place=DATASET_ONLY, via=str(parents[-1]))
            if item is not None and item.type is not FoundType.LOCAL_OR_URL:
                yield item
        elif _LISTS & set(parents) and (last in _ENTRY or isinstance(last, int)):
            revision = manifest.beside(scalar, "revision")
            place = DATASET if last == "path" else DATASET_ONLY
            for item in value(manifest, scalar, KIND, place, revision=revision, via="datasets"):
                if item.type is FoundType.DATASET and "/" in item.reference:
                    yield item
