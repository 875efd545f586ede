"""What raises each finding on openness, and what does not: cards of our own."""

from __future__ import annotations

from auditor.schema.snapshot import Snapshot
from tests.builders import MIT, dataset, snapshot

OPEN = "# Tiny\n\nTiny is an open source language model.\n"
FULL = (
    "All of the training data is [data](https://huggingface.co/datasets/org/data), 3 B tokens of English.\n\n"
    "Training code: https://github.com/org/tiny\n"
)
WHOLE = snapshot(front="license: mit\ndatasets: [org/data]", body=OPEN + FULL, files={"LICENSE": MIT})
GEMMA = snapshot(front="license: gemma")
OLD = {"lastModified": "2023-01-01T00:00:00.000Z"}

OPENNESS: dict[str, tuple[list[tuple[Snapshot, ...]], list[tuple[Snapshot, ...]]]] = {
    "open-source-claim": (
        [
            (snapshot(front="license: cc-by-nc-4.0", body=OPEN),),
            (snapshot(body=OPEN + "Trained on 3 B tokens of web text.\n"),),
            (snapshot(body=OPEN + "Training code: coming soon.\n"),),
            (snapshot(body="Our open model is served by us.", listed=("config.json",)),),
        ],
        [
            (snapshot(body=OPEN),),
            (WHOLE, dataset()),
            (snapshot(front="license: cc-by-nc-4.0", body="An open-weights model of 3 B parameters."),),
            (snapshot(front="license: cc-by-nc-4.0", body="It is better than most open-source models."),),
            (snapshot(front="license: cc-by-nc-4.0", body="We open-source the training dataset."),),
        ],
    ),
    "gated-but-open": (
        [(snapshot(body=OPEN, gated="auto"),), (snapshot(body=OPEN, gated="manual"),)],
        [(snapshot(body=OPEN),), (snapshot(body="Tiny is an open-weights model.", gated="auto"),)],
    ),
    "region-excluded": (
        [
            (snapshot(front="license: llama4"),),
            (snapshot(front="license: llama3.2", tags=["image-text-to-text"]),),
        ],
        [(snapshot(),), (snapshot(front="license: llama3.2", tags=["text-generation"]),)],
    ),
    "mutable-terms": ([(GEMMA,)], [(snapshot(),), (snapshot(front="license: bigscience-bloom-rail-1.0"),)]),
    "training-code-hollow": (
        [(snapshot(body="Training code: https://github.com/org/Megatron-LM, a fork"),)],
        [
            (snapshot(body="Training code: https://github.com/org/tiny"),),
            (snapshot(body="Training code: https://github.com/org/Megatron-LM, `configs/tiny.yaml`"),),
            (snapshot(body="Library: https://github.com/org/Megatron-LM"),),
        ],
    ),
    "data-section-placeholder": (
        [(snapshot(body="### Training Data\n\n[More Information Needed]"),)],
        [(snapshot(body="### Training Data\n\nWikipedia"),), (snapshot(body="### Uses\n\n[More Information Needed]"),)],
    ),
    "promise-overdue": (
        [(snapshot(body="*Paper coming soon.*", **OLD),)],
        [(snapshot(body="*Paper coming soon.*"),), (snapshot(body="The paper is here.", **OLD),)],
    ),
}
