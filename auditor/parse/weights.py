"""Files of weights by their endings: whose headers are read, and which are never opened."""

from __future__ import annotations

HEADED = ("gguf", "safetensors", "onnx")  # formats whose header is read (parse/headers.py, parse/onnx.py)
# Formats that are known for weights and are not read: a pickle runs what it holds when it is loaded.
PICKLED = ("bin", "pt", "pth", "ckpt", "pkl", "pickle", "joblib")
UNREAD = (*PICKLED, "h5", "keras", "tflite", "mlmodel", "mlpackage", "pb", "msgpack", "npz", "engine", "ggml")
_ENDINGS = frozenset((*HEADED, *UNREAD))


def ending(name: str) -> str:
    """What stands behind the last point of a name, in lower case; "" where there is none."""
    base = name.replace("\\", "/").rpartition("/")[2]
    return base.rpartition(".")[2].lower() if "." in base else ""


def is_weights(name: str) -> bool:
    """Whether a name ends as files of weights do."""
    return ending(name) in _ENDINGS
