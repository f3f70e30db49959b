"""ZIP files that are one document, and XML: opened with bounds on what they may unfold to."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from typing import Any

from qa.locale import gettext

MAX_BYTES = 256 * 1024 * 1024  # of all members together
MAX_MEMBERS = 10_000
_RATIO = 200  # a member that shrank to less than a two-hundredth is a bomb, not a text
_SMALL = 1024 * 1024
# What a broken ZIP file raises, and one of a later version or packed in a way not known here.
BROKEN = (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError)


def opened(content: bytes) -> zipfile.ZipFile:
    """A ZIP file, when what it holds is within bounds.

    Raises:
        ValueError: It is broken, locked or unfolds to too much.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except BROKEN as error:
        raise ValueError(gettext("a broken archive")) from error
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise ValueError(
            gettext(
                "{count:,} files in it, {most:,} are the most", count=len(members), most=MAX_MEMBERS
            )
        )
    total = sum(member.file_size for member in members)
    bomb = any(m.file_size > _SMALL and m.file_size > _RATIO * m.compress_size for m in members)
    if total > MAX_BYTES or bomb:
        raise ValueError(
            gettext("it unfolds to {megabytes:,} MB: too much to be a text", megabytes=total >> 20)
        )
    if any(member.flag_bits & 1 for member in members):
        raise ValueError(gettext("it is locked with a password"))
    return archive


def unfolds_to_more(content: bytes, most: int) -> bool:
    """Whether a file, or what is packed in it, has more bytes than `most`."""
    if len(content) > most:
        return True
    try:
        if content.startswith(b"\x1f\x8b"):
            with gzip.GzipFile(fileobj=io.BytesIO(content)) as file:
                return len(file.read(most + 1)) > most
        if content.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                return sum(member.file_size for member in archive.infolist()) > most
    except BROKEN:
        pass  # it is broken: who reads it says so
    return False


def checked(content: bytes) -> None:
    """Refuse what `opened` refuses."""
    opened(content).close()


def member(archive: zipfile.ZipFile, name: str) -> bytes:
    """The content of a member; empty where there is none of that name.

    Raises:
        ValueError: It is broken.
    """
    try:
        return archive.read(name)
    except KeyError:
        return b""
    except Exception as error:  # each way of packing has an error of its own
        raise ValueError(gettext("a broken archive")) from error


def xml(content: bytes) -> Any:
    """The root of an XML document; entities and outer files are not resolved.

    Raises:
        ValueError: It is no XML.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ValueError(gettext("broken XML")) from error
    if root is None:
        raise ValueError(gettext("broken XML"))
    return root


def local(element: Any) -> str:
    """The name of an element without its namespace."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""
