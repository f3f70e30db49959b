"""What kinds of files can be read: one module a format, and the registry that finds it.

A format is a module with `SUFFIXES` and `extract(name, content) -> Extract`; it is added to
`_MODULES`, and nothing else in the program needs to know of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from qa.corpus import decoding
from qa.corpus.extract import Extract
from qa.corpus.formats import markdown, plain


class Unreadable(ValueError):
    """A file that cannot be used; the message is the reason to tell."""


@dataclass(frozen=True)
class Format:
    """A kind of file.

    Attributes:
        name: What people call it.
        suffixes: How names of such files end, in small letters.
        extract: Name and bytes of a file → its text and structure.
        verbatim: The text is that of the file, as people see it; else it is extracted.
    """

    name: str
    suffixes: tuple[str, ...]
    extract: Callable[[str, bytes], Extract]
    verbatim: bool = False


FORMATS = (
    Format("text", plain.SUFFIXES, plain.extract, verbatim=True),
    Format("Markdown", markdown.SUFFIXES, markdown.extract, verbatim=True),
)

SUFFIXES = tuple(suffix for known in FORMATS for suffix in known.suffixes)

_BY_SUFFIX = {suffix: known for known in FORMATS for suffix in known.suffixes}


def find(name: str) -> Format | None:
    """The format that a file's name tells, or None."""
    return _BY_SUFFIX.get(PurePosixPath(name).suffix.lower())


def recognised(name: str, content: bytes) -> Format:
    """The format of a file, by its name and by what it holds.

    Raises:
        Unreadable: It is of no kind that can be read.
    """
    known = find(name)
    if known is None:
        suffix = PurePosixPath(name).suffix
        raise Unreadable(f"{suffix or 'a file without a suffix'}: not a kind that is read")
    if known.extract is plain.extract and markdown.sniffs(decoding.decode(content)[0]):
        return _BY_SUFFIX[markdown.SUFFIXES[0]]
    return known


def extract(name: str, content: bytes) -> Extract:
    """The text and structure of a file.

    Raises:
        ValueError: It cannot be read; the message is a reason to skip the file.
    """
    return recognised(name, content).extract(name, content)


def text_of(name: str, content: bytes) -> str:
    """The text of a file alone, as `extract` has it.

    Raises:
        ValueError: It cannot be read.
    """
    known = recognised(name, content)
    return decoding.decode(content)[0] if known.verbatim else known.extract(name, content).text
