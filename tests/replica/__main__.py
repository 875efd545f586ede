"""Serve a folder of recorded repositories by hand: `python -m tests.replica ROOT [--port N]`."""

import argparse
import threading
from pathlib import Path

from .hub import HubReplica


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m tests.replica", description=__doc__)
    parser.add_argument("root", type=Path, help="the folder of recorded repositories")
    parser.add_argument("--port", type=int, default=0, help="where to listen; any free port unless told")
    parser.add_argument(
        "--token",
        action="append",
        default=[],
        metavar="TOKEN[=ID,ID]",
        help="a valid token, with the repositories it may read",
    )
    options = parser.parse_args()
    pairs = (text.partition("=") for text in options.token)
    tokens = {token: [name for name in names.split(",") if name] for token, _, names in pairs}
    with HubReplica(options.root, tokens=tokens, port=options.port) as hub:
        print(f"export HF_ENDPOINT={hub.endpoint}", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
