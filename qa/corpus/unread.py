"""Files that were not read: told by reason, so that none is dropped in silence."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence

from qa.locale import gettext, ngettext
from qa.types import Skipped, Turn

_SHOWN = 3


class Reminder:
    """Tells with an answer, once, that there are files which it could not know of.

    The first answer of a conversation tells it. Who asks without a conversation is told once, and
    again when other files are not read.
    """

    def __init__(self) -> None:
        self._told = ""
        self._lock = threading.Lock()

    def note(self, skipped: Sequence[Skipped], history: Sequence[Turn] | None) -> str:
        """What to tell now; empty for nothing.

        Args:
            skipped: The files that are not read.
            history: The turns before the question; None outside of a conversation.
        """
        if history:
            return ""
        found = note(skipped)
        with self._lock:
            news, self._told = found != self._told, found
        return found if news or history is not None else ""


def note(skipped: Sequence[Skipped]) -> str:
    """One sentence for an answer, on what it could not know of; empty where there is nothing."""
    if not skipped:
        return ""
    count = len(skipped)
    names = ", ".join(one.file for one in skipped[:_SHOWN]) + (", …" if count > _SHOWN else "")
    return ngettext(
        "1 file of the folder is not read ({names}): `qa status` says why.",
        "{count:,} files of the folder are not read ({names}): `qa status` says why.",
        count,
        names=names,
    )


def underway(indexed: tuple[int, int] | None, by_words: bool = False) -> str:
    """One sentence for an answer that comes before all articles are indexed; empty after that.

    Args:
        indexed: How many are, of how many.
        by_words: Whether the others are searched by their words.
    """
    if indexed is None:
        return ""
    done, coming = indexed
    if by_words:
        return gettext(
            "From {done:,} of {coming:,} articles, and the others by their words: indexing goes "
            "on.",
            done=done,
            coming=coming,
        )
    return gettext(
        "From {done:,} of {coming:,} articles: the others are being indexed.",
        done=done,
        coming=coming,
    )


def nearby(articles: int) -> str:
    """One sentence for an answer that comes before all articles are fetched from a server.

    Args:
        articles: How many it is from.
    """
    return ngettext(
        "From 1 article that the Chroma server finds near: all others are still being fetched.",
        "From {count:,} articles that the Chroma server finds near: all others are still being "
        "fetched.",
        articles,
    )


def unfetched() -> str:
    """Why an answer is refused that comes before all articles are fetched from a server."""
    return gettext("what the Chroma server finds near does not say it; the rest is being fetched")


def away(indexed: float | None) -> str:
    """One sentence for an answer while the server of the index is away; empty where it is not.

    Args:
        indexed: When the articles were indexed, as Unix time.
    """
    if indexed is None:
        return ""
    when = time.strftime("%Y-%m-%d %H:%M", time.localtime(indexed))
    return gettext(
        "The Chroma server does not answer: from the articles as they were indexed {when}.",
        when=when,
    )


def outdated(why: str) -> str:
    """One sentence for an answer of an index that could not be brought up to date, for a reason."""
    if not why:
        return ""
    return gettext(
        "From what was indexed before, not from the folder as it is now: {why}.", why=why
    )


def told(skipped: Sequence[Skipped], *, verbose: bool = False) -> Iterator[str]:
    """A line for each reason: how many files, and the first of them by name.

    Args:
        skipped: The files, and why they were not read.
        verbose: Name them all.
    """
    reasons: dict[str, list[str]] = defaultdict(list)
    for one in skipped:
        reasons[one.reason].append(one.file)
    for reason, files in sorted(reasons.items(), key=lambda item: (-len(item[1]), item[0])):
        shown = files if verbose else files[:_SHOWN]
        more = ", …" if len(shown) < len(files) else ""
        yield ngettext(
            "{count:,} file not read, {reason}: {files}",
            "{count:,} files not read, {reason}: {files}",
            len(files),
            reason=reason,
            files=", ".join(shown) + more,
        )
