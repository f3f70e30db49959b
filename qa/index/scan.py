"""The folder as it is: every file read, what is new parsed, and what cannot be used or reached."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qa import tracing
from qa.corpus import chunking, documents, fields, files
from qa.corpus.fields import Fields
from qa.corpus.listing import Listing, Status
from qa.errors import CorpusError
from qa.index import seen
from qa.index.absence import Memory
from qa.index.rows import Version
from qa.index.seen import Seen
from qa.locale import gettext
from qa.types import Document, Skipped

OnRead = Callable[[int, int], None]


@dataclass(frozen=True)
class Scan:
    """The folder as it is.

    Attributes:
        digests: Each usable file's content digest.
        skipped: The files that cannot be used, and why.
        restless: Those of them that kept changing: their old version stays for now.
        hidden: Files that the store holds and that cannot be reached now: they stay as they were.
        unread: The files of kinds that are not read.
        memory: What to remember of the folder.
        seen: What to remember of its files.
    """

    digests: dict[str, str]
    skipped: tuple[Skipped, ...]
    restless: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    unread: tuple[Skipped, ...] = ()
    memory: Memory = field(default_factory=Memory)
    seen: Seen = field(default_factory=dict)


def signature(listed: Listing) -> tuple[tuple[str, Status | None], ...]:
    """Names, sizes and times of the files: cheap, and changes when a file does."""
    closed = [(folder.file, (-1, -1, -1)) for folder in listed.closed]
    return (*closed, *((file, listed.status.get(file)) for file in listed.files))


@tracing.traced("qa.sync.read")
def scan(
    corpus: Path,
    known: Sequence[Version] = (),
    memory: Memory | None = None,
    named: Fields = fields.COMMON,
    before: Seen | None = None,
    take: Callable[[Document], None] | None = None,
    on_read: OnRead | None = None,
) -> Scan:
    """Read the files; parse those whose content the store does not hold yet.

    Args:
        corpus: The folder.
        known: What the store holds.
        memory: What is remembered of the folder.
        named: What the fields of records are called.
        before: What is remembered of the files: of those that the store holds, one that is as it
            was is not read.
        take: Given each usable file that the store does not hold as it is now, in turn: none of
            them is kept here.
        on_read: Told how many of the files have been looked at, of how many.

    Raises:
        CorpusError: The folder is missing, or no file in it can be used.
    """
    listed_at = time.time_ns()
    listed = documents.listed(corpus)
    reading = _Reading(corpus, named, known)
    memory = memory or Memory()
    away = memory.away(listed, reading.indexed)
    reading.hidden |= {file for file in reading.indexed if listed.hides(file)} | away.keys()
    same = dict(reading.held & seen.same(before or {}, listed))
    for number, file in enumerate(listed.files):
        if on_read:
            on_read(number, len(listed.files))
        if file in same:
            reading.digests[file] = same[file]
        elif (new := reading.read(file)) and take:
            take(new)
    memory = memory.updated(listed, reading.hidden)
    told = [*listed.skipped, *listed.closed, *reading.skipped]
    skipped = (*(s for s in told if s.file not in reading.hidden), *_kept(memory, told, away))
    if not reading.digests and not reading.restless and not reading.hidden:
        raise _without_articles(corpus, skipped)
    return Scan(
        reading.digests,
        skipped,
        frozenset(reading.restless),
        frozenset(reading.hidden),
        listed.others,
        memory,
        seen.updated(listed, reading.digests, listed_at),
    )


class _Reading:
    """Files that are read in turn, and what becomes of each; see `Scan`.

    Args:
        corpus: Their folder.
        named: What the fields of records are called.
        known: What the store holds.

    Attributes:
        held: The files that it holds whole, each with its digest.
        indexed: These files.
    """

    def __init__(self, corpus: Path, named: Fields, known: Sequence[Version]) -> None:
        self._corpus = corpus
        self._named = named
        self.held = {(version.file, version.digest) for version in known if version.complete}
        self.indexed = {file for file, _ in self.held}
        self.digests: dict[str, str] = {}
        self.skipped: list[Skipped] = []
        self.restless: set[str] = set()
        self.hidden: set[str] = set()

    def read(self, file: str) -> Document | None:
        """The article of a file, where the store does not hold it as it is now."""
        try:
            content = files.read(self._corpus, file)
            digest = documents.digest(content)
            new = None if (file, digest) in self.held else self._parsed(file, content)
        except files.RestlessFile as error:
            self.restless.add(file)
            self._skip(file, str(error))
        except OSError as error:
            if file in self.indexed and not files.is_gone(error):
                self.hidden.add(file)
            self._skip(file, _unread(error))
        except ValueError as error:
            self._skip(file, str(error))
        else:
            self.digests[file] = digest
            return new
        return None

    def _parsed(self, file: str, content: bytes) -> Document:
        new = documents.parse(file, content, self._named)
        if chunking.is_empty(new):
            raise ValueError(gettext("no article text in it"))
        return new

    def _skip(self, file: str, reason: str) -> None:
        self.skipped.append(Skipped(file=file, reason=reason))


def _without_articles(corpus: Path, skipped: Sequence[Skipped]) -> CorpusError:
    why = f" ({skipped[0].file}: {skipped[0].reason})" if skipped else ""
    return CorpusError(
        gettext(
            "no articles in '{corpus}'{why}: add {kinds} files, or set QA_CORPUS",
            corpus=corpus,
            why=why,
            kinds=", ".join(documents.COMMON),
        )
    )


def _unread(error: OSError) -> str:
    return gettext("cannot be read ({why})", why=error.strerror or error)


def _kept(memory: Memory, skipped: Sequence[Skipped], away: dict[str, str]) -> Iterator[Skipped]:
    """What to tell of indexed files that cannot be reached."""
    why = {found.file: found.reason for found in skipped} | away
    for file in memory.since:
        reason = gettext(
            "not reachable since {day}, kept as it was indexed: {why}",
            day=memory.told(file),
            why=why.get(file) or gettext("its folder cannot be listed"),
        )
        yield Skipped(file=file, reason=reason)
