"""Files that were not read: told by reason, so that none is dropped in silence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from qa.types import Skipped

_SHOWN = 3


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
        count = f"{len(files):,} file{'s' * (len(files) != 1)}"
        yield f"{count} not read, {reason}: {', '.join(shown)}{more}"
