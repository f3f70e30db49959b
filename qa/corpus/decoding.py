"""Bytes → text: every character stays where it is, line ends too; a byte order mark is none."""

from __future__ import annotations

import codecs


def decode(content: bytes) -> tuple[str, list[str]]:
    """Decode as well as possible; the second value says what was not plain UTF-8.

    Raises:
        ValueError: The bytes look like a binary file.
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if content.startswith(mark):
            return _replacing(content[len(mark) :], encoding)
    if _looks_binary(content):
        raise ValueError("binary, not text")
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError:
        pass
    text, warnings = _replacing(content, "utf-8")
    good = sum(ord(character) > 127 for character in text) - text.count("\ufffd")
    if good >= text.count("\ufffd"):
        return text, warnings
    return _guess(content)


def _replacing(content: bytes, encoding: str) -> tuple[str, list[str]]:
    text = content.decode(encoding, errors="replace")
    bad = text.count("\ufffd")
    return text, [f"{bad} bad bytes in {encoding} text were replaced"] if bad else []


def _guess(content: bytes) -> tuple[str, list[str]]:
    from charset_normalizer import from_bytes

    best = from_bytes(content).best()
    encoding = best.encoding if best else "cp1252"
    text = content.decode(encoding, errors="replace")
    return text, [f"not UTF-8: decoded as {encoding}"]


def _looks_binary(content: bytes) -> bool:
    sample = content[:65536]
    if b"\x00" in sample:
        return True
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in sample)
    return controls > len(sample) * 0.02
