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
    held = {(version.file, version.digest) for version in known if version.complete}
    indexed = {file for file, _ in held}
    listed_at = time.time_ns()
    listed = documents.listed(corpus)
    digests: dict[str, str] = {}
    skipped = [*listed.skipped, *listed.closed]
    restless: set[str] = set()
    memory = memory or Memory()
    away = memory.away(listed, indexed)
    hidden = {file for file in indexed if listed.hides(file)} | away.keys()
    same = dict(held & seen.same(before or {}, listed))
    for number, file in enumerate(listed.files):
        if on_read:
            on_read(number, len(listed.files))
        if file in same:
            digests[file] = same[file]
            continue
        new: Document | None = None
        try:
            content = files.read(corpus, file)
            content_digest = documents.digest(content)
            if (file, content_digest) not in held:
                new = documents.parse(file, content, named)
                if chunking.is_empty(new):
                    raise ValueError(gettext("no article text in it"))
            digests[file] = content_digest
        except files.RestlessFile as error:
            restless.add(file)
            skipped.append(Skipped(file=file, reason=str(error)))
        except OSError as error:
            if file in indexed and not files.is_gone(error):
                hidden.add(file)
            skipped.append(Skipped(file=file, reason=_unread(error)))
        except ValueError as error:
            skipped.append(Skipped(file=file, reason=str(error)))
        else:
            if new and take:
                take(new)
    memory = memory.updated(listed, hidden)
    skipped = [*(s for s in skipped if s.file not in hidden), *_kept(memory, skipped, away)]
    if not digests and not restless and not hidden:
        kinds = ", ".join(documents.COMMON)
        why = f" ({skipped[0].file}: {skipped[0].reason})" if skipped else ""
        raise CorpusError(
            gettext(
                "no articles in '{corpus}'{why}: add {kinds} files, or set QA_CORPUS",
                corpus=corpus,
                why=why,
                kinds=kinds,
            )
        )
    return Scan(
        digests,
        tuple(skipped),
        frozenset(restless),
        frozenset(hidden),
        listed.others,
        memory,
        seen.updated(listed, digests, listed_at),
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
