"""Reference → Snapshots. The only rooms that touch the network or read model folders."""

import os

# No telemetry: huggingface-hub would otherwise add machine facts to its user agent and ask the Hub about agents.
# It reads this when it is imported, which only the modules of this package do.
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
