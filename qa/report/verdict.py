"""In one sentence: whether quality rose or fell since another run, and where."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

from qa.report.items import Item

GOOD = frozenset(("right", "unproven"))  # outcomes of what was answered right or rightly refused
_ENDED = "ended as they should"  # the card beside the sentence is called so
_NAMED = 3  # kinds that are named
_SIGNIFICANT = 0.05  # the usual level


def sentence(items: Sequence[Item], against: str) -> tuple[str, Literal["", "good", "bad"]]:
    """Whether quality rose or fell, and where; with its tone.

    Args:
        items: The questions of a run.
        against: The run that they are compared with; empty where there is none.
    """
    known = [item for item in items if item.former is not None]
    if not against or not known:
        return _alone(items), ""
    better = [item for item in known if item.changed and item.better]
    worse = [item for item in known if item.changed and not item.better]
    before = sum(item.former is not None and item.former.outcome in GOOD for item in known)
    now = sum(item.outcome in GOOD for item in known)
    of = "" if len(known) == len(items) else f"of the {len(known)} questions of both runs "
    if not better and not worse:
        share = f"{_share(now, len(known))} {of}{_ENDED}"
        return f"Quality is as before: {share}, none otherwise than then.", ""
    rose = (now - before) or (len(better) - len(worse))
    word = "rose" if rose > 0 else "fell" if rose < 0 else "is even"
    surely = rose != 0 and _chance(len(better), len(worse)) < _SIGNIFICANT
    if rose and not surely:
        word += ", perhaps by chance"
    parts = [
        f"{len(some)} {name}{_where(some)}"
        for name, some in (("worse", worse), ("better", better))
        if some
    ]
    figures = f"{_share(before, len(known))} → {_share(now, len(known))} {of}{_ENDED}"
    tone: Literal["", "good", "bad"] = "" if not surely else "good" if rose > 0 else "bad"
    return f"Quality {word}: {figures}; {', '.join(parts)}.", tone


def _chance(better: int, worse: int) -> float:
    """How likely so many of the changed ones go one way, or more, were each a toss of a coin.

    The exact test of McNemar (1947), one-sided.
    """
    changed, most = better + worse, max(better, worse)
    return sum(math.comb(changed, n) for n in range(most, changed + 1)) / 2.0**changed


def _alone(items: Sequence[Item]) -> str:
    right = sum(item.outcome in GOOD for item in items)
    failed = [item for item in items if item.failed]
    where = f"; what fails is mostly{_where(failed, ' ')}" if _where(failed) else ""
    return f"{_share(right, len(items))} {_ENDED}, with nothing to compare with yet{where}."


def _where(items: Iterable[Item], opening: str = " (") -> str:
    kinds = Counter(item.kind.replace("_", " ") for item in items if item.kind)
    if not kinds:
        return ""
    named = [f"{kind} {count}" for kind, count in kinds.most_common(_NAMED)]
    rest = sum(kinds.values()) - sum(count for _, count in kinds.most_common(_NAMED))
    listed = ", ".join([*named, *([f"others {rest}"] if rest else [])])
    return f"{opening}{listed}" + (")" if opening.endswith("(") else "")


def _share(part: int, whole: int) -> str:
    return f"{100 * part / max(1, whole):.1f} %"
