"""What a content shows by itself to be, whatever its file is called."""

from __future__ import annotations

import io
import re
import zipfile

from qa.corpus import decoding
from qa.corpus.formats import html, mail_head, markdown, package

_HEAD = 4096
_TEXT = 64 * _HEAD  # bytes of a text that show what it is
# How a content starts → the module that reads it.
_STARTS = {b"%PDF-": "pdf", b"{\\rtf": "rtf", b"\x1f\x8b": "archive", b"WEBVTT": "subtitles"}
# A member of a package → the module that reads it.
_MEMBERS = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "sheet",
    "xl/workbook.bin": "sheet",
    "ppt/presentation.xml": "pptx",
    "META-INF/container.xml": "epub",
}
_TYPES = {
    b"application/epub+zip": "epub",
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "sheet",
}
_FEED = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE | re.DOTALL
)


def certain(content: bytes) -> str:
    """The module that reads what a content is beyond doubt; empty where it does not show it."""
    head = content[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"PK\x03\x04"):
        return _package(content)
    if head.startswith(b"<"):
        text = _decoded(content)
        return "html" if html.sniffs(text) else "feed" if _FEED.match(text) else ""
    return next((module for start, module in _STARTS.items() if head.startswith(start)), "")


def likely(content: bytes) -> str:
    """The module that reads a text which its name calls plain; empty where it is so."""
    text = _decoded(content)
    if html.sniffs(text):
        return "html"
    if mail_head.is_one(content):
        return "mail"
    return "markdown" if markdown.sniffs(text) else ""


def _package(content: bytes) -> str:
    """A ZIP file: one document, if its members are those of one."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            told = archive.getinfo("mimetype") if "mimetype" in names else None
            kind = archive.read(told).strip() if told and told.file_size < _HEAD else b""
    except package.BROKEN:
        return ""
    known = (module for member, module in _MEMBERS.items() if member in names)
    return _TYPES.get(kind) or next(known, "archive")


def _decoded(content: bytes) -> str:
    try:
        return decoding.decode(content[:_TEXT])[0]
    except ValueError:
        return ""
