"""What kinds of files can be read: one module a format, and the registry that finds it.

A format is a module with `extract(name, content) -> Extract`, and a line in `FORMATS`; nothing else
in the program needs to know of it.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import cast

from qa.corpus import decoding, fields
from qa.corpus.extract import Extract, restored, settled
from qa.corpus.fields import Fields
from qa.corpus.formats import apart, package
from qa.locale import gettext, language

MAX_BYTES = 100 * 1024 * 1024
AT_HAND = 4 * 1024 * 1024  # bytes, unpacked: what is larger is read in a process of its own
_KEPT = 32  # extracts of files that are cited, kept: a PDF is not read anew for each question
_HEAD = 4096
# How a PDF, a ZIP file, one of OLE and a gzip file start, and an upload that was cut short.
_STARTS = (b"%PDF", b"PK", b"\xd0\xcf\x11\xe0", b"\x1f\x8b")
_ROOT = Path(__file__).resolve().parents[3]

_texts: OrderedDict[tuple[str, str, Fields], str] = OrderedDict()
_lock = threading.Lock()


class Unreadable(ValueError):
    """A file that cannot be used; the message is the reason to tell."""


@dataclass(frozen=True)
class Format:
    """A kind of file.

    Attributes:
        name: What people call it.
        module: The module in this folder that reads it, imported when the first file needs it.
        suffixes: How names of such files end, in small letters.
        verbatim: The text is that of the file, as people see it; else it is extracted.
        fielded: It has fields, which a user may name: its module is told `Fields`.
        packed: No such file is text by itself: what is text lies under a name that is not its own.
    """

    name: str
    module: str
    suffixes: tuple[str, ...]
    verbatim: bool = False
    fielded: bool = False
    packed: bool = False

    def extract(self, name: str, content: bytes, named: Fields) -> Extract:
        """The text and structure of a file of this kind."""
        module = import_module(f"{__name__}.{self.module}")
        told = (named,) if self.fielded else ()
        return cast(Extract, module.extract(name, content, *told))


TEXT = Format(
    "text",
    "plain",
    (".txt", ".text", ".log", ".adoc", ".asciidoc", ".org", ".wiki", ".mediawiki", ".nfo"),
    verbatim=True,
)
MARKDOWN = Format(
    "Markdown", "markdown", (".md", ".markdown", ".mkd", ".mdx", ".qmd", ".rmd"), verbatim=True
)
REST = Format("reST", "rest", (".rst", ".rest"), verbatim=True)
HTML = Format("HTML", "html", (".html", ".htm", ".xhtml"))
PDF = Format("PDF", "pdf", (".pdf",), packed=True)
MAIL = Format("mail", "mail", (".eml", ".mbox"))
RTF = Format("rich text", "rtf", (".rtf",))
SUBTITLES = Format("subtitles", "subtitles", (".srt", ".vtt"))
WORD = Format("Word", "docx", (".docx",), packed=True)
TABLE = Format("table", "csv", (".csv", ".tsv", ".tab"), verbatim=True, fielded=True)
WORKBOOK = Format(
    "workbook", "sheet", (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"), fielded=True, packed=True
)
ARCHIVE = Format("archive", "archive", (".gz", ".zip"))

FORMATS = (
    TEXT,
    MARKDOWN,
    REST,
    HTML,
    PDF,
    WORD,
    Format("OpenDocument", "odt", (".odt", ".fodt")),
    Format("slides", "pptx", (".pptx",), packed=True),
    RTF,
    Format("book", "epub", (".epub",), packed=True),
    MAIL,
    TABLE,
    WORKBOOK,
    Format("records", "records", (".json", ".jsonl", ".ndjson"), fielded=True),
    Format("feed", "feed", (".rss", ".atom", ".xml")),
    SUBTITLES,
    ARCHIVE,
)

_EXTRACTORS = ("pypdfium2", "trafilatura")

SUFFIXES = tuple(suffix for known in FORMATS for suffix in known.suffixes)

_BY_MODULE = {known.module: known for known in FORMATS}
_BY_SUFFIX = {suffix: known for known in FORMATS for suffix in known.suffixes}


def extractors() -> str:
    """The libraries that decide what the text of a page or a PDF is, and their versions.

    Another version may leave out a line more: offsets that were kept before would be wrong.
    """
    return ", ".join(f"{name} {version(name)}" for name in _EXTRACTORS)


def find(name: str) -> Format | None:
    """The format that a file's name tells, or None."""
    return _BY_SUFFIX.get(PurePosixPath(name).suffix.lower())


def recognised(name: str, content: bytes) -> Format:
    """The format of a file: what its content shows beyond doubt, else what its name tells.

    Raises:
        Unreadable: It is of no kind that can be read.
    """
    from qa.corpus.formats import sniffing

    named, suffix = find(name), PurePosixPath(name).suffix
    if named is None and suffix:
        raise Unreadable(gettext("{suffix}: not a kind that is read", suffix=suffix))
    shown = _BY_MODULE.get(sniffing.certain(content))
    if shown and not (shown is ARCHIVE and named and not named.verbatim):
        return shown
    if named is None and _is_binary(content):
        raise Unreadable(gettext("no suffix, and no text: not a kind that is read"))
    if named and named.packed and not _starts_as_one(content) and not _is_binary(content):
        # It was saved under the name of another kind, as tables are as workbooks.
        plain = TABLE if named is WORKBOOK else TEXT
        return _BY_MODULE.get(sniffing.likely(content)) or plain
    if named in (None, TEXT, MARKDOWN):
        return _BY_MODULE.get(sniffing.likely(content)) or named or TEXT
    return named or TEXT


def _starts_as_one(content: bytes) -> bool:
    """Whether a content starts as files that are no text do, broken ones as well."""
    return not content.strip() or content.lstrip().startswith(_STARTS)


def _is_binary(content: bytes) -> bool:
    try:
        decoding.decode(content[:_HEAD])
    except ValueError:
        return True
    return False


def extract(name: str, content: bytes, named: Fields = fields.COMMON) -> Extract:
    """The text and structure of a file.

    Args:
        name: Its name.
        content: Its bytes.
        named: What the fields of its records are called.

    Raises:
        ValueError: It cannot be read; the message is a reason to skip the file.
    """
    if len(content) > MAX_BYTES:
        raise Unreadable(
            gettext(
                "{megabytes:,} MB, {most} are the most: split it",
                megabytes=len(content) >> 20,
                most=MAX_BYTES >> 20,
            )
        )
    if not content.strip():
        raise Unreadable(gettext("empty"))
    known = recognised(name, content)
    if known is PDF or known.verbatim or not package.unfolds_to_more(content, AT_HAND):
        return _read(known, name, content, named)
    return _apart(known, name, content, named)


def read(name: str, content: bytes, named: Fields = fields.COMMON) -> Extract:
    """The same in this process, however large the file is."""
    return _read(recognised(name, content), name, content, named)


def _apart(known: Format, name: str, content: bytes, named: Fields) -> Extract:
    """The same in a process of its own, with limits of time and memory."""
    told = str(_ROOT), name, json.dumps(named.named), language()
    try:
        found = apart.read("reading_worker.py", content, *told)
    except (TimeoutError, ChildProcessError) as error:
        raise Unreadable(
            gettext(
                "it takes more than {seconds} seconds or {gigabytes} GB to be read as {name}: "
                "split it",
                seconds=apart.SECONDS,
                gigabytes=apart.MEMORY >> 30,
                name=known.name,
            )
        ) from error
    if "error" in found:
        raise Unreadable(found["error"])
    return restored(found)


def _read(known: Format, name: str, content: bytes, named: Fields) -> Extract:
    try:
        if known is ARCHIVE:
            from qa.corpus.formats import archive

            inner = partial(_inner, named=named)
            return settled(archive.unpacked(name, content, inner, SUFFIXES))
        return settled(known.extract(name, content, named))
    except ValueError:
        raise
    except (RecursionError, MemoryError) as error:
        raise Unreadable(
            gettext("too deep or too large to be read as {name}", name=known.name)
        ) from error
    except Exception as error:  # what a library says of a damaged file is of any type
        raise Unreadable(
            gettext(
                "it cannot be read as {name} ({kind})", name=known.name, kind=type(error).__name__
            )
        ) from error


def _inner(name: str, content: bytes, named: Fields) -> Extract:
    """What an archive holds, under the same rules."""
    known = recognised(name, content)
    if known is ARCHIVE:
        raise Unreadable(gettext("an archive within an archive"))
    return _read(known, name, content, named)


def text_of(name: str, content: bytes, named: Fields = fields.COMMON) -> str:
    """The text of a file alone, as `extract` has it.

    Raises:
        ValueError: It cannot be read.
    """
    key = name, hashlib.sha256(content).hexdigest(), named
    with _lock:
        if key in _texts:
            _texts.move_to_end(key)
            return _texts[key]
    verbatim = recognised(name, content).verbatim
    text = decoding.decode(content)[0] if verbatim else extract(name, content, named).text
    with _lock:
        _texts[key] = text
        while len(_texts) > _KEPT:
            _texts.popitem(last=False)
    return text
