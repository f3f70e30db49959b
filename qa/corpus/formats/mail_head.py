"""The lines that a mail opens with, as its format has them: however a program has written them.

A mail that was saved or pasted as text says "Sent:", or "Von:" and "Betreff:"; and many write
letters beyond ASCII there as they are.
"""

from __future__ import annotations

import re
import tomllib
from base64 import b64encode
from pathlib import Path

from qa.corpus import decoding

_MOST = 20_000  # bytes of lines that a mail may open with
_HEAD = re.compile(rb"(?:[^\s:<>\x00-\x1f]+(?: [^\s:<>]+)?:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*)+\r?\n")
_NAME = re.compile(r"^(?P<name>[^\s:]+):(?=\s)", re.MULTILINE)
_FOREIGN = re.compile(r'[^\s<"]*[^\x00-\x7f](?:[^<\r\n"]*[^\x00-\x7f])?[^\s<"\r\n]*')
_OWN = {"mime-version", "message-id", "content-type", "received", "date"}

_WORDS = tomllib.loads(Path(__file__).with_name("mail.toml").read_text("utf-8"))
# What programs call the lines of a mail, in small letters → their name in the format.
NAMES: dict[str, str] = {
    name: known for known, names in _WORDS["names"].items() for name in names.split()
}
# What is said of a mail that another one repeats.
ORIGINAL: tuple[str, ...] = tuple(_WORDS["original"]["titles"])
WROTE: tuple[str, ...] = tuple(_WORDS["wrote"]["verbs"])


def is_one(content: bytes) -> bool:
    """Whether a text is a mail: it opens with a sender, a subject, and what only mails have."""
    match = _HEAD.match(content[:_MOST])
    if not match:
        return False
    names = [found["name"].lower() for found in _NAME.finditer(decoding.decode(match[0])[0])]
    known = {NAMES.get(name, "") for name in names}
    return {"From", "Subject"} <= known and (bool(_OWN & {*names}) or {"Date", "To"} <= known)


def rewritten(content: bytes) -> bytes:
    """A mail whose first lines have their names in the format, and are ASCII."""
    match = _HEAD.match(content[:_MOST])
    if not match:
        return content
    names = {line.split(b":")[0].strip().lower() for line in match[0].split(b"\n")}
    if match[0].isascii() and b"from" in names and (b"date" in names or b"sent" not in names):
        return content
    text = decoding.decode(match[0])[0]
    if b"from" not in names or b"date" not in names:
        text = _NAME.sub(lambda found: f"{NAMES.get(found['name'].lower(), found['name'])}:", text)
    return _FOREIGN.sub(_encoded, text).encode("ascii", "replace") + content[match.end() :]


def _encoded(match: re.Match[str]) -> str:
    return f"=?utf-8?b?{b64encode(match[0].encode('utf-8', 'replace')).decode('ascii')}?="
