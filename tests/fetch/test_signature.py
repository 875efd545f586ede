"""Signed bundles: believed only as they were signed, by a key that is trusted, and not read before that is known."""

from __future__ import annotations

import base64
import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption as Locked
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from auditor.cli.main import run
from auditor.errors import SourceError
from auditor.fetch import archive
from auditor.fetch.archive import open_archive, write_bundle
from auditor.fetch.signature import fingerprint, load_signer, load_trusted
from auditor.pipeline import fetch_all
from auditor.schema.reference import ModelRef

MODEL = "mistralai/Mistral-7B-v0.1"
Output = pytest.CaptureFixture[str]
FORMS = {"ssh": (Encoding.OpenSSH, PublicFormat.OpenSSH), "pem": (Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)}


def pair(folder: Path, name: str, form: str = "ssh", seed: int = 1) -> tuple[Path, Path]:
    """A private and a public key, as ssh-keygen or openssl would have written them."""
    key = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
    secret, public = folder / name, folder / f"{name}.pub"
    style = PrivateFormat.OpenSSH if form == "ssh" else PrivateFormat.PKCS8
    secret.write_bytes(key.private_bytes(Encoding.PEM, style, NoEncryption()))
    public.write_bytes(key.public_key().public_bytes(*FORMS[form]) + (b" me@example\n" if form == "ssh" else b""))
    return secret, public


@pytest.fixture(scope="module")
def unsigned_bytes(fixtures_hub: Path) -> bytes:
    return write_bundle(fetch_all([ModelRef(id=MODEL)], open_archive(fixtures_hub)))


@pytest.fixture(scope="module")
def signed_bytes(fixtures_hub: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    secret, _ = pair(tmp_path_factory.mktemp("key"), "key")
    return write_bundle(fetch_all([ModelRef(id=MODEL)], open_archive(fixtures_hub)), load_signer(secret))


@pytest.fixture
def bundle(signed_bytes: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "evidence.zip"
    path.write_bytes(signed_bytes)
    return path


@pytest.mark.parametrize("form", FORMS)
def test_from_fetch_to_audit(tmp_path: Path, fixtures_hub: Path, capsys: Output, form: str) -> None:
    secret, public = pair(tmp_path, "key", form)
    bundle = tmp_path / "evidence.zip"
    assert run(["fetch", MODEL, "--from", str(fixtures_hub), "-q", "-o", str(bundle), "--sign", str(secret)]) == 0
    for command in (["audit", "-q"], ["notice"], ["lineage"]):
        assert run([*command, MODEL, "--from", str(bundle), "--verify", str(public)]) == 0
    assert run(["audit", "-q", "--from", str(bundle)]) == 0, "who does not ask for a signature reads it all the same"
    with zipfile.ZipFile(bundle) as read:
        assert read.testzip() is None
    assert capsys.readouterr().err == ""


def test_a_repository_is_checked_and_locked_by_signed_evidence(tmp_path: Path, bundle: Path, capsys: Output) -> None:
    _, public = pair(tmp_path, "key")
    _, other = pair(tmp_path, "other", seed=2)
    root = tmp_path / "repository"
    root.mkdir()
    (root / "models.yaml").write_text(f"models:\n  - {MODEL}\n", encoding="utf-8")
    for command in (["check", "-q"], ["lock", "-q"], ["check", "-q", "--locked"]):
        assert run([*command, str(root), "--from", str(bundle), "--verify", str(public)]) == 0
        assert run([*command, str(root), "--from", str(bundle), "--verify", str(other)]) == 1
    assert capsys.readouterr().err.count("is signed with another key") == 3


def test_the_same_evidence_and_key_give_the_same_bundle(
    unsigned_bytes: bytes, signed_bytes: bytes, tmp_path: Path
) -> None:
    secret, _ = pair(tmp_path, "key")
    again = write_bundle(
        fetch_all([ModelRef(id=MODEL)], open_archive(_written(tmp_path, unsigned_bytes))), load_signer(secret)
    )
    assert again == signed_bytes


def _written(folder: Path, content: bytes) -> Path:
    path = folder / "again.zip"
    path.write_bytes(content)
    return path


CHANGES = {
    "unsigned": (lambda whole, plain: plain, "is not signed, or its end is missing"),
    "signature cut off": (lambda whole, plain: whole[: len(plain)], "is not signed"),
    "truncated": (lambda whole, plain: whole[: len(whole) // 2], "is not signed, or its end is missing"),
    "last byte lost": (lambda whole, plain: whole[:-1], "is not signed, or its end is missing"),
    "first byte lost": (lambda whole, plain: whole[1:], "is not what was signed"),
    "card changed": (
        lambda whole, plain: whole.replace(b"license: apache", b"license: apacke"),
        "is not what was signed",
    ),
    "middle cut out": (lambda whole, plain: whole[:500] + whole[600:], "is not what was signed"),
    "signature changed": (lambda whole, plain: whole[:-3] + b"A==", "is not what was signed"),
    "signature of nothing": (lambda whole, plain: whole[:-88] + b"!" * 88, "is not what was signed"),
    "key's name changed": (lambda whole, plain: whole[:-132] + b"x" * 43 + whole[-89:], "is signed with another key"),
    "something before": (lambda whole, plain: b"x" + whole, "is not what was signed"),
    "something behind": (lambda whole, plain: whole + b"x", "is not signed"),
    "empty": (lambda whole, plain: b"", "is not signed"),
    "a signature alone": (lambda whole, plain: whole[len(plain) :], "is not signed"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_not_signed_as_it_is_is_refused_before_it_is_read(
    change: str, bundle: Path, unsigned_bytes: bytes, tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, said = CHANGES[change]
    _, public = pair(tmp_path, "key")
    whole = bundle.read_bytes()
    bundle.write_bytes(made(whole, unsigned_bytes))
    assert bundle.read_bytes() != whole
    monkeypatch.setattr(archive, "_read_bundle", lambda *args: pytest.fail("it was read"))
    assert run(["audit", MODEL, "--from", str(bundle), "--verify", str(public)]) == 1
    shown = capsys.readouterr()
    assert f"error: {bundle}: {said}" in shown.err
    assert shown.out == ""


def test_another_key_is_refused_by_name_and_several_may_be_trusted(
    bundle: Path, tmp_path: Path, capsys: Output
) -> None:
    """As while a key is replaced by the next."""
    _, public = pair(tmp_path, "key")
    _, other = pair(tmp_path, "other", "pem", seed=2)
    assert run(["audit", "-q", "--from", str(bundle), "--verify", str(other)]) == 1
    said = capsys.readouterr().err
    (mine,), (theirs,) = load_trusted([public]), load_trusted([other])
    assert f"is signed with another key, {mine}" in said
    assert f"--verify names {theirs}" in said
    assert run(["audit", "-q", "--from", str(bundle), "--verify", str(other), "--verify", str(public)]) == 0
    both = tmp_path / "both.pub"
    both.write_bytes(b"# since 2026\n" + public.read_bytes() + b"\n" + other.read_bytes())
    assert run(["audit", "-q", "--from", str(bundle), "--verify", str(both)]) == 0


def test_an_old_bundle_is_signed_anew(bundle: Path, tmp_path: Path) -> None:
    _, public = pair(tmp_path, "key")
    secret, other = pair(tmp_path, "other", seed=2)
    again = tmp_path / "again.zip"
    fetch = ["fetch", MODEL, "--from", str(bundle), "--verify", str(public), "--sign", str(secret), "-q"]
    assert run([*fetch, "-o", str(again)]) == 0
    assert run(["audit", "-q", "--from", str(again), "--verify", str(other)]) == 0
    with zipfile.ZipFile(bundle) as first, zipfile.ZipFile(again) as second:
        assert [first.read(name) for name in first.namelist()] == [second.read(name) for name in second.namelist()]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["audit", MODEL, "--verify", "{public}"], 2, "--verify needs --from"),
        (["fetch", MODEL, "--from", "{hub}", "-o", "{folder}/out", "--sign", "{secret}"], 2, "--sign needs a bundle"),
        (["audit", MODEL, "--from", "{hub}", "--verify", "{public}"], 1, "is a folder, and only a bundle is signed"),
        (["audit", MODEL, "--from", "{hub}", "--verify", "{secret}"], 1, "holds a private key"),
        (["audit", MODEL, "--from", "{hub}", "--verify", "{folder}/no.pub"], 1, "no.pub: cannot be read (No such file"),
        (["audit", MODEL, "--from", "{hub}", "--verify", "{folder}/text"], 1, "holds something that is no public key"),
        (["audit", MODEL, "--from", "{hub}", "--verify", "{folder}/empty"], 1, "holds no key"),
        (
            ["audit", MODEL, "--from", "{hub}", "--verify", "{folder}/ec.pub"],
            1,
            "holds no key, or one that is no Ed25519",
        ),
        (["fetch", MODEL, "--from", "{hub}", "-o", "{folder}/o.zip", "--sign", "{public}"], 1, "holds no private key"),
        (["fetch", MODEL, "--from", "{hub}", "-o", "{folder}/o.zip", "--sign", "{folder}/ec"], 1, "is no Ed25519 key"),
        (
            ["fetch", MODEL, "--from", "{hub}", "-o", "{folder}/o.zip", "--sign", "{folder}/locked"],
            1,
            "with a passphrase",
        ),
    ],
)
def test_keys_that_are_none_are_said(
    arguments: list[str], code: int, said: str, tmp_path: Path, fixtures_hub: Path, capsys: Output
) -> None:
    secret, public = pair(tmp_path, "key")
    (tmp_path / "text").write_text("MIT License\n")
    (tmp_path / "empty").write_text("\n")
    curve = ec.generate_private_key(ec.SECP256R1())
    (tmp_path / "ec").write_bytes(curve.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    (tmp_path / "ec.pub").write_bytes(curve.public_key().public_bytes(*FORMS["pem"]))
    locked = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, Locked(b"word"))
    (tmp_path / "locked").write_bytes(locked)
    names = {"public": public, "secret": secret, "hub": fixtures_hub, "folder": tmp_path}
    assert run([argument.format(**names) for argument in arguments]) == code
    assert said in capsys.readouterr().err
    assert not (tmp_path / "o.zip").exists()


@pytest.mark.parametrize("form", [PrivateFormat.PKCS8, PrivateFormat.OpenSSH])
def test_a_locked_key_signs_once_its_passphrase_is_set(
    form: PrivateFormat, tmp_path: Path, fixtures_hub: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    key = Ed25519PrivateKey.generate()
    (tmp_path / "key").write_bytes(key.private_bytes(Encoding.PEM, form, Locked(b"word")))
    (tmp_path / "key.pub").write_bytes(key.public_key().public_bytes(*FORMS["pem"]))
    bundle = str(tmp_path / "o.zip")
    sign = ["fetch", MODEL, "--from", str(fixtures_hub), "-o", bundle, "--sign", str(tmp_path / "key")]
    monkeypatch.setenv("AUDITOR_KEY_PASSPHRASE", "another")
    assert run(sign) == 1
    assert "no private key that AUDITOR_KEY_PASSPHRASE opens" in capsys.readouterr().err
    monkeypatch.setenv("AUDITOR_KEY_PASSPHRASE", "word")
    assert run(sign) == 0
    assert run(["audit", MODEL, "-q", "--from", bundle, "--verify", str(tmp_path / "key.pub")]) != 1


def test_a_passphrase_that_is_set_for_another_key_is_no_trouble(
    tmp_path: Path, fixtures_hub: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret, _ = pair(tmp_path, "key")
    monkeypatch.setenv("AUDITOR_KEY_PASSPHRASE", "word")
    target = str(tmp_path / "o.zip")
    assert run(["fetch", MODEL, "--from", str(fixtures_hub), "-o", target, "--sign", str(secret)]) == 0


def test_a_key_is_called_as_ssh_keygen_calls_it(tmp_path: Path) -> None:
    """RFC 8032, the first test vector's secret; the name is what `ssh-keygen -l` prints of the public key."""
    secret = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    key = Ed25519PrivateKey.from_private_bytes(secret).public_key()
    assert fingerprint(key) == "SHA256:bbXpuKG6zhzdmnxq256TlqzFBzRl2f6OOg722cYNbU8"


def test_the_signature_is_as_the_documentation_describes_it(signed_bytes: bytes) -> None:
    body, comment = signed_bytes[:-152], signed_bytes[-152:]
    assert body.endswith((152).to_bytes(2, "little"))
    mark, name, signature = comment.split(b" ")
    assert mark == b"auditor/signature/1"
    key = Ed25519PrivateKey.from_private_bytes(bytes([1]) * 32).public_key()
    assert f"SHA256:{name.decode()}" == fingerprint(key)
    key.verify(base64.b64decode(signature), mark + b" " + hashlib.sha256(body).digest())


@pytest.mark.parametrize("use", [load_signer, lambda path: load_trusted([path])])
def test_a_missing_package_is_named_with_what_installs_it(
    use: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "cryptography.exceptions", None)
    with pytest.raises(SourceError, match="signatures need the package cryptography") as refused:
        use(tmp_path / "key")  # type: ignore[operator]
    assert "auditor[sign]" in (refused.value.hint or "")


def test_nobody_needs_the_package_without_signatures(bundle: Path) -> None:
    command = "import sys; sys.modules['cryptography'] = None; from auditor.cli.main import main; main(sys.argv[1:])"
    done = subprocess.run([sys.executable, "-c", command, "audit", "-q", "--from", str(bundle)], check=False)
    assert done.returncode == 0
