"""pdfminer loaded without what is rarely needed, and with it when it is needed after all."""

from __future__ import annotations

import hashlib
import struct
import subprocess
import sys
import zlib
from importlib import import_module

import pytest
from pdf_maker import Pdf, assemble

from auditor.late import LateModule
from auditor.read import read_bytes
from auditor.read.lean import lean_imports

PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def aes_encrypted() -> bytes:
    """Return a file encrypted with AES (128 bits) and an empty user password."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    def digest(data: bytes) -> bytes:
        return hashlib.md5(data, usedforsecurity=False).digest()

    def chained(data: bytes, key: bytes) -> bytes:
        encryptor = Cipher(algorithms.AES(key), modes.CBC(bytes(16))).encryptor()
        filler = 16 - len(data) % 16
        return bytes(16) + encryptor.update(data + bytes((filler,)) * filler) + encryptor.finalize()

    owner = bytes(32)
    key = digest(PADDING + owner + struct.pack("<i", -4) + b"id")
    for _ in range(50):
        key = digest(key)
    from pdfminer.arcfour import Arcfour

    user = Arcfour(key).encrypt(digest(PADDING + b"id"))
    for step in range(1, 20):
        user = Arcfour(bytes(byte ^ step for byte in key)).encrypt(user)
    content = zlib.compress(b"BT /F 12 Tf 50 700 Td (Total 5) Tj ET")
    content = chained(content, digest(key + struct.pack("<I", 4)[:3] + b"\0\0sAlT"))
    crypt = b"/CF << /StdCF << /CFM /AESV2 /Length 16 >> >> /StmF /StdCF /StrF /StdCF"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Filter /Standard /V 4 /R 4 /Length 128 /P -4 /O <%s> /U <%s> %s >>"
        % (owner.hex().encode(), (user + bytes(16)).hex().encode(), crypt),
    ]
    return assemble(objects, trailer=b"/Encrypt 6 0 R /ID [<6964> <6964>]")


def test_an_aes_encrypted_file_is_read() -> None:
    (page,) = read_bytes(aes_encrypted(), "x").pages
    assert "".join(page.runs[0].glyphs) == "Total 5"


def run(code: str, data: bytes) -> list[str]:
    done = subprocess.run([sys.executable, "-c", code], input=data, capture_output=True, check=True)
    return done.stdout.decode().split()


def test_a_plain_file_loads_no_cryptography() -> None:
    code = (
        "import sys; from auditor.read import read_bytes; read_bytes(sys.stdin.buffer.read(), 'x');"
        "print(*(n for n in sys.modules if n.startswith(('cryptography', 'charset', 'importlib.metadata', 'pdfminer.pdfinterp'))))"
    )
    assert run(code, Pdf().page().text(10, 20, "合计").bytes()) == []


def test_cryptography_is_loaded_when_a_file_needs_it() -> None:
    code = (
        "import sys; from auditor.read import read_bytes; s = read_bytes(sys.stdin.buffer.read(), 'x');"
        "print(''.join(s.pages[0].runs[0].glyphs), 'cryptography' in sys.modules)"
    )
    assert run(code, aes_encrypted()) == ["Total", "5", "True"]


def test_stand_ins_leave_and_what_was_taken_from_them_works(monkeypatch: pytest.MonkeyPatch) -> None:
    import_module("charset_normalizer")
    for name in ("charset_normalizer", "importlib.metadata"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    with lean_imports():
        late = sys.modules["charset_normalizer"]
        metadata = sys.modules["importlib.metadata"]
        assert isinstance(late, LateModule)
        with pytest.raises(ModuleNotFoundError):
            metadata.version("pdfminer.six")
    assert "charset_normalizer" not in sys.modules
    assert late.detect(b"abc")["encoding"] == "ascii"
    assert callable(late.CharsetMatch.output)
    with pytest.raises(AttributeError):
        late.__version__  # noqa: B018  # the import system asks so
