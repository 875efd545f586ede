"""What raises each finding on lineage and data, and its honest twin, which does not."""

from __future__ import annotations

from auditor.schema.snapshot import Snapshot
from tests.builders import dataset, snapshot

LLAMA = snapshot("meta-llama/Llama-3.1-8B", "license: llama3.1")
NC = snapshot("maker/nc", "license: cc-by-nc-4.0")
ND = snapshot("maker/nd", "license: cc-by-nd-4.0")
GPL = snapshot("maker/gpl", "license: gpl-3.0")
OPEN = snapshot("maker/open", "license: apache-2.0")
HELD = {"NOTICE": "Llama 3.1 is licensed under the Llama 3.1 Community License."}
DATA = snapshot(front="license: mit\ndatasets: [org/data]")

Case = tuple[Snapshot, ...]


def made_from(base: str, license_: str = "mit", repo_id: str = "org/model", relation: str = "finetune") -> Snapshot:
    """A model that declares this base."""
    return snapshot(repo_id, f"license: {license_}\nbase_model: {base}\nbase_model_relation: {relation}")


def merged(license_: str, *parents: str) -> Snapshot:
    """A merge of these parents."""
    names = "".join(f"- model: {name}\n" for name in parents)
    return snapshot(front=f"license: {license_}", files={"mergekit_config.yml": f"models:\n{names}"})


LINEAGE: dict[str, tuple[list[Case], list[Case]]] = {
    "upstream-incompatible": (
        [
            (made_from("maker/nd", "cc-by-nd-4.0"), ND),
            (made_from("maker/gpl", "cc-by-nc-4.0"), GPL),
            (
                made_from("meta-llama/Meta-Llama-3-8B", relation="distilled"),
                snapshot("meta-llama/Meta-Llama-3-8B", "license: llama3"),
            ),
            (made_from("maker/exaone", relation="distilled"), snapshot("maker/exaone", "license: exaone-1.1-nc")),
        ],
        [
            (made_from("maker/nd", "cc-by-nd-4.0", relation="quantized"), ND),
            (made_from("maker/gpl", "gpl-3.0"), GPL),
            (made_from("maker/open", relation="distilled"), OPEN),
        ],
    ),
    "quantized-relicensed": (
        [(made_from("maker/nc", relation="quantized"), NC), (made_from("maker/open", relation="quantized"), OPEN)],
        [
            (made_from("maker/nc", "cc-by-nc-4.0", relation="quantized"), NC),
            (made_from("maker/open", relation="finetune"), OPEN),
            (made_from("org/open", relation="quantized"), snapshot("org/open", "license: apache-2.0")),
            (snapshot(front="base_model: maker/nc\nbase_model_relation: quantized"), NC),
        ],
    ),
    "merge-conflict": (
        [
            (merged("apache-2.0", "maker/open", "maker/nc"), OPEN, NC),
            (merged("gpl-3.0", "maker/gpl", "maker/nc"), GPL, NC),
        ],
        [
            (merged("apache-2.0", "maker/open", "maker/gpl"), OPEN, GPL),
            (merged("apache-2.0", "maker/open", "maker/open-2"), OPEN, snapshot("maker/open-2", "license: mit")),
        ],
    ),
    "name-prefix-missing": (
        [
            (made_from("meta-llama/Llama-3.1-8B", "llama3.1"), LLAMA),
            (made_from("meta-llama/Llama-3.1-8B", "llama3.1", relation="distilled"), LLAMA),
        ],
        [
            (made_from("meta-llama/Llama-3.1-8B", "llama3.1", "org/Llama-garden"), LLAMA),
            (made_from("meta-llama/Llama-3.1-8B", "llama3.1", "org/llama_garden"), LLAMA),
            (made_from("meta-llama/Llama-3.1-8B", "llama3.1", relation="quantized"), LLAMA),
            (made_from("maker/open"), OPEN),
        ],
    ),
    "notice-missing": (
        [(made_from("meta-llama/Llama-3.1-8B", "llama3.1", "org/Llama-garden"), LLAMA)],
        [
            (
                snapshot(front="license: llama3.1\nbase_model: meta-llama/Llama-3.1-8B", files=HELD),
                LLAMA,
            ),
            (made_from("maker/open", "apache-2.0"), OPEN),
            (snapshot(front="license: llama3.1\nbase_model: meta-llama/Llama-3.1-8B", siblings=...), LLAMA),
        ],
    ),
    "lineage-undeclared": (
        [
            (snapshot(body="A fine-tuned version of `maker/open-7b`."), snapshot("maker/open-7b")),
            (snapshot("org/gemma-2b-GGUF", listed=("m.gguf",)), snapshot("google/gemma-2b", "license: gemma")),
        ],
        [
            (snapshot(front="license: mit\nbase_model: maker/open"), OPEN),
            (snapshot(body="It outperforms models fine-tuned from `maker/open-7b`."), snapshot("maker/open-7b")),
            (snapshot("org/gemma-2b-GGUF", listed=("m.gguf",)),),
        ],
    ),
    "lineage-cycle": (
        [
            (
                snapshot(front="license: mit\nbase_model: maker/one"),
                snapshot("maker/one", "license: mit\nbase_model: org/model"),
            )
        ],
        [(made_from("maker/open"), OPEN)],
    ),
    "data-license-unknown": (
        [(DATA, dataset(front="license: other")), (DATA, dataset(front="tags: [x]"))],
        [(DATA, dataset()), (DATA, dataset(front="license: cc-by-nc-4.0")), (DATA,)],
    ),
    "data-unavailable": (
        [(DATA, dataset(gated="manual")), (DATA, dataset(disabled=True))],
        [(DATA, dataset()), (DATA, dataset(gated="auto"))],
    ),
    "data-model-generated": (
        [
            (snapshot(front="license: mit\ndatasets: [org/my-alpaca]"), dataset("org/my-alpaca")),
            (DATA, dataset(front="license: mit\n---\nGenerated with GPT-4.\n---")),
            (snapshot(body="The dialogues were generated with GPT-4."),),
        ],
        [(DATA, dataset()), (snapshot(body="It is as good as GPT-4."),)],
    ),
}
