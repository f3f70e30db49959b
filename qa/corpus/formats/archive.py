"""Packed files (.gz, .zip): what is in them is read by its own format, at its own name."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable, Sequence
from pathlib import PurePosixPath

from qa.corpus.extract import Builder, Extract
from qa.corpus.formats import package
from qa.locale import gettext, ngettext

SUFFIXES = (".gz", ".zip")

MAX_TEXT = 50_000_000  # characters of all that is packed: texts shrink to little
_SHOWN = 3

Reader = Callable[[str, bytes], Extract]


def unpacked(name: str, content: bytes, read: Reader, suffixes: Sequence[str]) -> Extract:
    """The text of what is packed; archives within archives are told, and left alone.

    Args:
        name: The file's name.
        content: Its bytes.
        read: Reads a member, by its name.
        suffixes: Those that are known; the one text that a `.gz` with another holds is plain.

    Raises:
        ValueError: It is broken, unfolds to too much, or holds nothing that can be read.
    """
    if content.startswith(b"\x1f\x8b"):
        inner = PurePosixPath(name).stem
        known = PurePosixPath(inner).suffix.lower() in suffixes
        return read(inner if known else f"{inner}.txt", _gunzipped(content))
    return _members(content, read)


def _gunzipped(content: bytes) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as file:
            found = file.read(package.MAX_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ValueError(gettext("a broken archive")) from error
    if len(found) > package.MAX_BYTES:
        raise ValueError(gettext("it unfolds to more than {most} MB", most=package.MAX_BYTES >> 20))
    return found


def _members(content: bytes, read: Reader) -> Extract:
    builder = Builder()
    left: list[str] = []
    with package.opened(content) as archive:
        for member in archive.infolist():
            path = PurePosixPath(member.filename)
            if member.is_dir() or path.name.startswith(".") or "__MACOSX" in path.parts:
                continue
            try:
                if path.suffix.lower() in SUFFIXES:
                    raise ValueError(gettext("an archive within an archive"))
                found = read(path.name, package.member(archive, member.filename))
                builder.include_article(found, member.filename)
            except ValueError as error:
                left.append(f"{member.filename}: {error}")
            if builder.length > MAX_TEXT:
                raise ValueError(
                    gettext("more than {most:,} characters in it: split it", most=MAX_TEXT)
                )
    found = builder.extract()
    if not found.text.strip():
        if left:
            raise ValueError(gettext("nothing in it can be read ({first})", first=left[0]))
        raise ValueError(gettext("nothing in it"))
    if not left:
        return found
    shown = "; ".join(left[:_SHOWN]) + ("; …" if len(left) > _SHOWN else "")
    return found.warned(
        ngettext(
            "1 file in it was not read: {files}",
            "{count:,} files in it were not read: {files}",
            len(left),
            files=shown,
        )
    )
