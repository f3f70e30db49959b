"""What of a folder of articles is away, not deleted, and since when: remembered beside the store.

A folder that was a disk of its own, a mounted one, is one that may be away: then its mount point
is empty, or gone. What is remembered can be thrown away at any time, which costs just that.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from qa.corpus.listing import Listing
from qa.locale import gettext

NAME = "absent.json"
ALL = "."  # the folder of all articles


@dataclass(frozen=True)
class Memory:
    """A folder as it was when it was last looked at.

    Attributes:
        disks: The device numbers of the folders in it that were disks of their own.
        since: The indexed files that could not be reached, and when that was seen first, as ISO
            8601 in UTC.
    """

    disks: Mapping[str, int] = field(default_factory=dict)
    since: Mapping[str, str] = field(default_factory=dict)

    def away(self, listed: Listing, indexed: Iterable[str]) -> dict[str, str]:
        """The indexed files that were on a disk which is away, and why they cannot be reached.

        A disk is away where it was one and is none now, or another one, or the other way round, and
        no article is found there.
        """
        changed = {
            folder
            for folder in {*self.disks, *listed.disks}
            if self.disks.get(folder) != listed.disks.get(folder)
        }
        for file in listed.files if changed else ():
            changed.difference_update(_folders(file))
        found: dict[str, str] = {}
        for file in indexed if changed else ():
            folder = next((folder for folder in _folders(file) if folder in changed), None)
            if folder is not None:
                found[file] = _told(folder)
        return found

    def updated(self, listed: Listing, hidden: Iterable[str]) -> Memory:
        """What to remember now, where the files `hidden` cannot be reached."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        since = {file: self.since.get(file, now) for file in sorted(hidden)}
        waited = {folder for file in since for folder in _folders(file)}
        missed = {folder: disk for folder, disk in self.disks.items() if folder in waited}
        found = {folder: disk for folder, disk in listed.disks.items() if folder not in waited}
        return Memory(found | missed, since)

    def told(self, file: str) -> str:
        """Since when a file has not been reachable, in local time, to the minute."""
        return datetime.fromisoformat(self.since[file]).astimezone().strftime("%Y-%m-%d %H:%M")


def load(store: Path, corpus: Path) -> Memory:
    """What is remembered of `corpus` in the folder of its index; nothing where that is lost."""
    try:
        kept = json.loads((store / NAME).read_text("utf-8"))
        if kept["corpus"] != str(corpus.resolve()):
            return Memory()
        disks = {str(folder): int(disk) for folder, disk in kept["disks"].items()}
        since = {str(file): str(time) for file, time in kept["since"].items()}
        for time in since.values():
            datetime.fromisoformat(time)
        return Memory(disks, since)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Memory()


def save(store: Path, corpus: Path, memory: Memory) -> None:
    """Remember it, where the folder of the index can be written."""
    if memory == load(store, corpus):
        return
    kept = {"corpus": str(corpus.resolve()), **vars(memory)}
    made = store / f"{NAME}.{uuid.uuid4().hex[:8]}"
    with suppress(OSError):
        try:
            made.write_text(json.dumps(kept), "utf-8")
            made.replace(store / NAME)
        finally:
            made.unlink(missing_ok=True)


def _folders(file: str) -> list[str]:
    """The folders that a file is in, the innermost first; last that of all articles."""
    return [parent.as_posix() for parent in PurePosixPath(file).parents]


def _told(folder: str) -> str:
    if folder == ALL:
        return gettext("the disk of the articles is away")
    return gettext("the disk of '{folder}' is away; `qa sync --rebuild` forgets it", folder=folder)
