"""Bytes → text: every character stays where it is, line ends too; a byte order mark is none.

A line end of old Macs, a carriage return alone, becomes a line feed: as many characters.
"""

from __future__ import annotations

import codecs
import re

from qa.corpus import encodings
from qa.locale import gettext

_SAMPLE = 65536
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Text of seven bits that shifts between character sets.
_SHIFTING = ((b"\x1b$)C", "iso2022_kr"), (b"\x1b$", "iso2022_jp"), (b"\x1b$", "iso2022_jp_2"))
_LONE = re.compile(r"\r(?!\n)")
_PLAIN = 0.9  # of the characters of a text without a mark are letters, marks and space
# Letters and digits, and the punctuation of Europe and East Asia.
_PLAIN_RUN = re.compile(r"(?:[^\W_]|[\t\n\r\x20-\x7e·\u2010-\u2027\u3000-\u301f\uff01-\uff5e])+")
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r\f\x1b")


def decode(content: bytes) -> tuple[str, list[str]]:
    """Decode as well as possible; the second value says what was not plain Unicode.

    Raises:
        ValueError: The bytes look like a binary file.
    """
    text, warnings = _decoded(content)
    return (_LONE.sub("\n", text) if "\r" in text else text), warnings


def _decoded(content: bytes) -> tuple[str, list[str]]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _replacing(content[len(mark) :], encoding)
    wide = _wide(content)
    if wide:
        return _replacing(content, wide)
    if b"\x1b$" in content[:_SAMPLE] and (shifted := _shifted(content)):
        return shifted
    if _looks_binary(content):
        raise ValueError(gettext("binary, not text"))
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
    return text, [
        gettext("{bad} bad bytes in {encoding} text were replaced", bad=bad, encoding=encoding)
    ] if bad else []


def _wide(content: bytes) -> str:
    """UTF-16 without a mark: many bytes are zero, or there is East Asian punctuation in it."""
    sample = content[: _SAMPLE & ~1]
    if len(sample) < 4 or len(content) % 2:
        return ""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = sample.decode(encoding)
        except UnicodeDecodeError:
            continue
        marked = any(c in text for c in (" \n、。，" if b"\0" in sample else "、。，"))
        if marked and _plain(text) >= _PLAIN * len(text):
            return encoding
    return ""


def _plain(text: str) -> int:
    """How many characters of a text are such as people write."""
    return len(text) - len(_PLAIN_RUN.sub("", text))


def _guess(content: bytes) -> tuple[str, list[str]]:
    found = encodings.guess(content)
    text = content.decode(found.encoding, errors="replace")
    told = (
        gettext("not UTF-8: decoded as {encoding}, which may be wrong", encoding=found.encoding)
        if found.doubtful
        else gettext("not UTF-8: decoded as {encoding}", encoding=found.encoding)
    )
    return text, [told]


def _shifted(content: bytes) -> tuple[str, list[str]] | None:
    for sign, encoding in _SHIFTING:
        if sign in content:
            try:
                text = content.decode(encoding)
            except UnicodeDecodeError:
                continue
            return text, [gettext("not UTF-8: decoded as {encoding}", encoding=encoding)]
    return None


def _looks_binary(content: bytes) -> bool:
    sample = content[:_SAMPLE]
    if b"\x00" in sample:
        return True
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls > len(sample) * 0.02
