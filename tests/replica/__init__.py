"""A replica of the Hugging Face Hub on the loopback interface, for tests.

It serves a folder of recorded repositories with the routes, headers and errors of the real Hub, so that the
real client code runs against it without a network:

    with HubReplica(root, tokens={"hf_valid": ["org/gated"]}) as hub:
        HfApi(endpoint=hub.endpoint).model_info("org/name")
        assert hub.requests[0].status == 200
"""

from .faults import Fault, FaultKind
from .hub import HubReplica
from .quotas import HUB_QUOTAS, UNCHARGED_QUOTAS, Quota
from .server import Request

__all__ = ["HUB_QUOTAS", "UNCHARGED_QUOTAS", "Fault", "FaultKind", "HubReplica", "Quota", "Request"]
