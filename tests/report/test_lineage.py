"""The lineage as a tree."""

from __future__ import annotations

from auditor.pipeline import assemble
from auditor.report.formats import FORMATS, Look
from auditor.report.lineage import render
from auditor.schema.audit import Audit
from auditor.schema.snapshot import Snapshot
from tests.builders import audited, dataset, snapshot, standards

LLAMA = snapshot("meta-llama/Llama-3.1-8B", "license: llama3.1", gated="manual")


def _shown(*world: Snapshot, width: int = 120) -> str:
    return render(assemble((audited(*world),), standards()), Look(width=width))


def test_bases_data_licenses_and_what_flows() -> None:
    subject = snapshot(front="license: mit\nbase_model: a/one\nbase_model_relation: quantized\ndatasets: [org/data]")
    middle = snapshot("a/one", "license: apache-2.0\nbase_model: meta-llama/Llama-3.1-8B")
    shown = _shown(subject, middle, LLAMA, dataset(front="license: cc-by-nc-4.0"))
    assert shown.startswith("org/model  MIT\n├── quantized: a/one  Apache-2.0\n")
    assert "└── derived: meta-llama/Llama-3.1-8B  llama3.1, gated (manual)" in shown
    assert "data: org/data  CC-BY-NC-4.0" in shown
    assert "llama3.1 of meta-llama/Llama-3.1-8B, by way of a/one  not among its own terms" in shown
    assert "clause 1.b.iv" in shown


def test_what_is_inferred_says_so_and_what_is_missing_too() -> None:
    shown = _shown(snapshot(body="A fine-tuned version of `a/one-7b`."), snapshot("a/one-7b"))
    assert "finetune, inferred (high): a/one-7b  MIT" in shown
    assert "gone/away  not obtained" in _shown(snapshot(front="license: mit\nbase_model: gone/away"))


def test_a_silent_copy_states_no_terms_of_its_own() -> None:
    shown = _shown(snapshot(front="base_model: meta-llama/Llama-3.1-8B\nbase_model_relation: quantized"), LLAMA)
    assert "llama3.1 of meta-llama/Llama-3.1-8B  it states none of its own" in shown


def test_a_model_that_comes_from_nothing_and_one_that_is_not_there() -> None:
    assert "no base and no dataset" in _shown(snapshot())
    assert "its lineage is not known" in _shown(None)  # type: ignore[arg-type]


def test_a_step_that_the_card_and_the_hub_speak_of_is_drawn_once(menagerie: Audit) -> None:
    model = next(item for item in menagerie.models if "control_v11p_sd15_canny" in item.reference)
    assert len({edge.parent for edge in model.lineage.edges}) < len(model.lineage.edges)
    shown = render(menagerie.model_copy(update={"models": (model,)}), Look(width=120))
    assert shown.count("finetune: ") == 1


def test_a_circle_is_drawn_once() -> None:
    shown = _shown(
        snapshot(front="license: mit\nbase_model: a/one"), snapshot("a/one", "license: mit\nbase_model: org/model")
    )
    assert shown.count("(circular)") == 1


def test_hostile_names_stay_inert_and_many_edges_end() -> None:
    names = [f"a/m{number}" for number in range(120)]
    front = "license: mit\nbase_model:\n" + "".join(f"- {name}\n" for name in [*names, "\u202e<b>x", "./a\\x1b[31m"])
    shown = _shown(snapshot(front=front), width=60)
    assert "\u202e" not in shown
    assert "\x1b" not in shown


def test_it_is_a_format_like_any_other() -> None:
    made = assemble((audited(),), standards())
    assert FORMATS["lineage"](made, Look()) == render(made, Look())
    assert "\x1b[" in render(
        assemble((audited(snapshot(front="license: mit\nbase_model: a/b")),), standards()), Look(color=True)
    )
