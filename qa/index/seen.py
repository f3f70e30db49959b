"""What the files of a folder were like when they were read: one that is so still is not read again.

Remembered beside the store, as Git's index does it: size and times tell. A file that was changed
just before it was read may be changed once more without another time, so it is not remembered.
What is remembered can be thrown away at any time, which costs reading every file once.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from qa.corpus.listing import Listing, Status

NAME = "seen.json"
_COARSE = 2 * 10**9  # nanoseconds: no file system tells times more coarsely

Seen = Mapping[str, tuple[Status, str]]  # by file: what it was like, and the digest of its content


def updated(listed: Listing, digests: Mapping[str, str], listed_at: int) -> Seen:
    """What to remember of files, by their digests.

    Args:
        listed: The folder, listed before the files were read.
        digests: What was read of each file.
        listed_at: When it was listed, in nanoseconds since 1970.
    """
    found = {file: (status, digests.get(file)) for file, status in listed.status.items()}
    return {
        file: (status, digest)
        for file, (status, digest) in found.items()
        if digest and max(status[1:]) < listed_at - _COARSE
    }


def same(seen: Seen, listed: Listing) -> set[tuple[str, str]]:
    """The files that are as they were, and their digests."""
    return {
        (file, digest)
        for file, (status, digest) in seen.items()
        if listed.status.get(file) == status
    }


def load(store: Path, corpus: Path) -> Seen:
    """What is remembered of `corpus` in the folder of its index; nothing where that is lost."""
    try:
        kept = json.loads((store / NAME).read_text("utf-8"))
        if kept["corpus"] != str(corpus.resolve()):
            return {}
        return {
            str(file): ((int(size), int(changed), int(touched)), str(found))
            for file, (size, changed, touched, found) in kept["files"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def save(store: Path, corpus: Path, seen: Seen) -> None:
    """Remember it, where the folder of the index can be written."""
    files = {file: (*status, found) for file, (status, found) in seen.items()}
    made = store / f"{NAME}.{uuid.uuid4().hex[:8]}"
    with suppress(OSError):
        try:
            made.write_text(json.dumps({"corpus": str(corpus.resolve()), "files": files}), "utf-8")
            made.replace(store / NAME)
        finally:
            made.unlink(missing_ok=True)
