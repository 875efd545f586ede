"""Generated files that say of which source they are made, and are whole: a line with two digests, then JSON.

What was edited by hand, cut or made of another source is not read: whoever asks reads the source itself.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any


def sealed(source: str, body: str) -> str:
    """The content of such a file: `source` is the digest of what it was made of, `body` is JSON."""
    return json.dumps({"of": source, "content": _digest(body.encode())}) + f"\n{body}"


def unsealed(path: Path, source: str) -> Any:
    """The JSON in such a file, where it is whole and of this source; None where it is not. Never raises."""
    try:
        head, _, body = path.read_bytes().replace(b"\r\n", b"\n").partition(b"\n")
        if json.loads(head) == {"of": source, "content": _digest(body)}:
            return json.loads(body)
    except (OSError, ValueError, RecursionError):
        pass  # missing or damaged
    return None


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
