"""The token goes to the Hub and nowhere else: not to other hosts, files, messages or logs."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from huggingface_hub import constants
from huggingface_hub.utils import logging as hub_logging

from auditor.fetch.archive import write_bundle, write_folder
from auditor.fetch.hub import HubSource
from auditor.fetch.source import Unobtainable
from auditor.pipeline import audit, fetch_all
from auditor.report.formats import FORMATS, Look
from auditor.schema.reference import ModelRef
from auditor.standards import load_standards
from tests.replica import Fault, HubReplica

Make = Callable[..., HubSource]
TOKEN = "hf_plain"
REFS = [ModelRef(id=name) for name in ("gpt2", "meta-llama/Llama-2-7b-hf", "o/absent", "HuggingFaceH4/zephyr-7b-beta")]
FAULTS = [
    None,
    Fault("*", "server-error", times=30, status=503),
    Fault("*", "rate-limit", seconds=600),
    Fault("*", "cut"),
    Fault("*", "not-json"),
    Fault("*", "redirect-loop"),
    Fault("*", "redirect-elsewhere"),
    Fault("*/resolve/*", "redirect-elsewhere", status=302),
]


@pytest.fixture
def loud(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """Everything that anyone logs, as with HF_DEBUG=1."""
    monkeypatch.setenv("HF_TOKEN", TOKEN)
    monkeypatch.setattr(constants, "HF_DEBUG", True)
    level = hub_logging.get_verbosity()
    hub_logging.set_verbosity_debug()
    hub_logging.enable_propagation()
    caplog.set_level(logging.DEBUG)
    yield caplog
    hub_logging.disable_propagation()
    hub_logging.set_verbosity(level)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.kind}-{fault.path}" if fault else "none")
def test_the_token_is_sent_and_never_kept_or_said(
    hub: HubReplica,
    source_of: Make,
    loud: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    tmp_path: Path,
    fault: Fault | None,
) -> None:
    hub.faults = (fault,) if fault else ()
    collected = fetch_all(REFS, source_of(hub))
    assert {request.headers.get("authorization") for request in hub.requests} == {f"Bearer {TOKEN}"}
    assert not any("authorization" in request.headers for request in hub.elsewhere_requests)
    said = [repr(collected), str([item.plain() for item in collected]), loud.text, *capfd.readouterr()]
    write_folder(collected, tmp_path / "folder")
    (tmp_path / "bundle.zip").write_bytes(write_bundle(collected))
    kept = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert len(kept) > 2
    assert "Send: curl" in loud.text
    assert not any(TOKEN in text for text in said)
    assert not any(TOKEN.encode() in content for content in kept)


def test_no_report_says_the_token(hub: HubReplica, source_of: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", TOKEN)
    made = audit(REFS, source_of(hub), load_standards())
    looks = (Look(width=None, color=False, verbose=2), Look(width=80, color=True, verbose=0))
    assert not any(TOKEN in render(made, look) for render in FORMATS.values() for look in looks)


@pytest.mark.parametrize("fault", FAULTS[1:], ids=lambda fault: f"{fault.kind}-{fault.path}")
def test_no_exception_says_the_token(
    hub: HubReplica, source_of: Make, monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    monkeypatch.setenv("HF_TOKEN", TOKEN)
    hub.faults = (Fault("*", fault.kind, seconds=fault.seconds),)
    with pytest.raises(Unobtainable) as trouble:
        source_of(hub).fetch(REFS[0])
    assert TOKEN not in "".join(traceback.format_exception(trouble.value))
    assert TOKEN not in repr(vars(trouble.value))


def test_the_second_host_of_a_redirect_gets_no_cookie_and_no_credentials(
    hub: HubReplica, source_of: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", TOKEN)
    hub.faults = (Fault("*/resolve/*", "redirect-elsewhere", status=302),)
    snapshot = source_of(hub).fetch(REFS[0])
    assert snapshot.files[0].content == b"another origin\n"
    [request] = hub.elsewhere_requests
    assert {"authorization", "cookie", "proxy-authorization"}.isdisjoint(request.headers)
