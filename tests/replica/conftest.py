"""A replica of the small sample, shared by the tests of the replica itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.replica import HubReplica
from tests.replica_test_data import TOKENS, build


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("hub"))


@pytest.fixture(scope="module")
def shared_hub(root: Path) -> Iterator[HubReplica]:
    with HubReplica(root, tokens=TOKENS) as hub:
        yield hub


@pytest.fixture
def hub(shared_hub: HubReplica) -> HubReplica:
    """The replica, with nothing left over from the test before."""
    shared_hub.faults = ()
    shared_hub.reset()
    return shared_hub
