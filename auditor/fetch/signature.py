"""Signatures of evidence bundles: who collected the evidence, by an Ed25519 key (RFC 8032).

The signature stands in the comment that ends a zip, so that a bundle stays one file which everybody can read, and is
made over all bytes before the comment: nothing of a bundle has to be read to know whether it is to be believed. Keys
are those that `ssh-keygen -t ed25519` or `openssl genpkey -algorithm ed25519` write.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

from auditor.errors import SourceError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

PASSPHRASE = "AUDITOR_KEY_PASSPHRASE"  # noqa: S105 - the name of a variable
HINT = "pip install 'auditor[sign]'"
_MARK = b"auditor/signature/1 "
_PRINT, _SIGNATURE = 43, 88  # characters of a sha256 without its padding, and of a signature, in base64
_LENGTH = len(_MARK) + _PRINT + 1 + _SIGNATURE
_NO_COMMENT = b"\0\0"  # how a zip ends that has none
_END, _SIZE_OF_END = b"PK\5\6", 22  # what ends a zip, before its comment
_PEM = re.compile(rb"-----BEGIN ([A-Z ]+)-----.+?-----END \1-----", re.DOTALL)
_MAX_KEY = 100_000


def load_signer(path: Path) -> Ed25519PrivateKey:
    """The private key in this file, as OpenSSH or in PEM. AUDITOR_KEY_PASSPHRASE opens it. Raises SourceError."""
    try:
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_ssh_private_key
    except ImportError as error:
        raise SourceError("signatures need the package cryptography", hint=HINT) from error
    content = _read(path)
    load = load_ssh_private_key if b"OPENSSH PRIVATE KEY" in content else load_pem_private_key
    passphrase = os.environ.get(PASSPHRASE, "").encode() or None
    try:
        key = _opened(load, content, passphrase)
    except TypeError as error:
        raise SourceError(f"{path}: the key is locked with a passphrase", hint=f"set {PASSPHRASE} to it") from error
    except ValueError as error:
        said = f"holds no private key that {PASSPHRASE} opens" if passphrase else "holds no private key"
        raise SourceError(f"{path}: {said}", hint=_how_to_make()) from error
    except UnsupportedAlgorithm as error:  # OpenSSH locks its keys by bcrypt, which is a package of its own
        locked = b"OPENSSH" in content
        said, hint = ("is locked as OpenSSH does it", HINT) if locked else ("holds no private key", _how_to_make())
        raise SourceError(f"{path}: {said}", hint=hint) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise SourceError(f"{path}: is no Ed25519 key", hint=_how_to_make())
    return key


def _opened(load: Callable[[bytes, bytes | None], object], content: bytes, passphrase: bytes | None) -> object:
    """The key; one that is not locked needs no passphrase, though one is set for another."""
    try:
        return load(content, passphrase)
    except TypeError:
        if passphrase is None:
            raise
        return load(content, None)


def load_trusted(paths: Sequence[Path]) -> dict[str, Ed25519PublicKey]:
    """The public keys in these files, by their fingerprints: each may hold several. Raises SourceError."""
    return {fingerprint(key): key for path in paths for key in _public_keys(path)}


def signed(bundle: bytes, key: Ed25519PrivateKey) -> bytes:
    """A bundle that carries a signature; the same bundle and key give the same bytes."""
    assert bundle.endswith(_NO_COMMENT), "bundles are written without a comment"
    body = bundle[: -len(_NO_COMMENT)] + _LENGTH.to_bytes(2, "little")
    name = fingerprint(key.public_key()).removeprefix("SHA256:").encode()
    return body + _MARK + name + b" " + base64.b64encode(key.sign(_message(body)))


def has_stray_bytes(bundle: ZipFile, content: bytes) -> bool:
    """Whether something stands before or behind the zip: readers pass over it, and nothing speaks for it."""
    begin = min((info.header_offset for info in bundle.infolist()), default=0)
    return begin > 0 or content.rfind(_END) + _SIZE_OF_END + len(bundle.comment) != len(content)


def verify(bundle: bytes, trusted: dict[str, Ed25519PublicKey], name: str) -> None:
    """Whether these bytes of a file called `name` were signed with one of these keys. Raises SourceError where not."""
    from cryptography.exceptions import InvalidSignature

    body, tail = bundle[:-_LENGTH], bundle[-_LENGTH:]
    if not body or not tail.startswith(_MARK):
        raise SourceError(
            f"{name}: is not signed, or its end is missing", hint="`auditor fetch --sign KEY` signs a bundle"
        )
    made_by, _, signature = tail.removeprefix(_MARK).partition(b" ")
    shown = f"SHA256:{made_by.decode('ascii', 'replace')}"
    if shown not in trusted:
        raise SourceError(
            f"{name}: is signed with another key, {shown}", hint=f"--verify names {', '.join(sorted(trusted))}"
        )
    try:
        trusted[shown].verify(base64.b64decode(signature, validate=True), _message(body))
    except (InvalidSignature, binascii.Error) as error:
        raise SourceError(f"{name}: is not what was signed: it was changed, or cut, after that") from error


def fingerprint(key: Ed25519PublicKey) -> str:
    """What a key is called, as `ssh-keygen -l` shows it."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    written = key.public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).split()[1]
    digest = hashlib.sha256(base64.b64decode(written)).digest()
    return f"SHA256:{base64.b64encode(digest).decode().rstrip('=')}"


def _message(body: bytes) -> bytes:
    """What is signed: these words, that a key's other signatures may stand for nothing here, and the digest."""
    return _MARK + hashlib.sha256(body).digest()


def _public_keys(path: Path) -> list[Ed25519PublicKey]:
    try:
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
        from cryptography.hazmat.primitives.serialization import load_pem_public_key, load_ssh_public_key
    except ImportError as error:
        raise SourceError("signatures need the package cryptography", hint=HINT) from error
    content = _read(path)
    if b"PRIVATE KEY-----" in content:
        raise SourceError(f"{path}: holds a private key", hint="--verify takes the public one, which is no secret")
    try:
        keys = [load_pem_public_key(block.group()) for block in _PEM.finditer(content)]
        lines = [line.strip() for line in _PEM.sub(b"", content).splitlines()]
        keys += [load_ssh_public_key(line) for line in lines if line and not line.startswith(b"#")]
    except (ValueError, UnsupportedAlgorithm) as error:
        raise SourceError(f"{path}: holds something that is no public key ({error})", hint=_how_to_make()) from error
    found = [key for key in keys if isinstance(key, Ed25519PublicKey)]
    if not found or len(found) < len(keys):
        raise SourceError(f"{path}: holds no key, or one that is no Ed25519 key", hint=_how_to_make())
    return found


def _read(path: Path) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read(_MAX_KEY)
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror or error})") from error


def _how_to_make() -> str:
    return "`ssh-keygen -t ed25519 -N '' -f KEY` makes a pair: KEY to sign with, KEY.pub to verify with"
