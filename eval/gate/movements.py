"""The figures of the suites against those of an accepted run: what rose, what fell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from eval.paths import Paths
from eval.running.runs import Manifest
from eval.scoring import falls
from eval.scoring.statistics import Figure
from eval.suites import items
from eval.suites.figures import LESS_IS_BETTER, TOLD_BY_ANOTHER, SuiteFigures

WHOLE = "all"  # both splits
_PARTS = (WHOLE, "dev", "test")


class KeptFigure(BaseModel):
    """A share, and of how many."""

    model_config = ConfigDict(frozen=True)

    value: float
    of: int


class KeptSuite(BaseModel):
    """What is kept of a suite.

    Attributes:
        items: A hash of its items: of all, and of each split.
        figures: By measure and by part: `all`, `dev`, `test`; of the measure that its kinds are
            told by also each kind.
    """

    model_config = ConfigDict(frozen=True)

    items: dict[str, str]
    figures: dict[str, dict[str, KeptFigure]]


@dataclass(frozen=True)
class Movement:
    """A figure of a suite that is another one than before.

    Attributes:
        suite: The suite.
        measure: The measure, and the kind where it is of one.
        before: Its value in the earlier run.
        now: Its value.
        fallen: Whether it is really worse: by more marks than chance would change.
    """

    suite: str
    measure: str
    before: float
    now: float
    fallen: bool

    @property
    def told(self) -> str:
        """In words, for a line of a report."""
        return f"{self.measure} {self.now - self.before:+.3f} to {self.now:.3f}"


def keep(
    suites: Sequence[SuiteFigures], manifest: Manifest, paths: Paths
) -> dict[str, KeptSuite] | None:
    """What is kept of the suites of a run, but for those that ask other items now; None of none.

    Args:
        suites: Their figures.
        manifest: What was run.
        paths: Where the items lie.
    """
    gone = changed(manifest, paths)
    return {
        suite.suite: KeptSuite(
            items=_hashes(suite.suite, manifest, paths),
            figures={measure: dict(_parts(suite, measure)) for measure in suite.measures},
        )
        for suite in suites
        if suite.suite not in gone
    } or None


def changed(manifest: Manifest, paths: Paths) -> list[str]:
    """The suites of a run that ask other items now."""
    part = manifest.split or WHOLE
    return [
        name
        for name, asked in manifest.suites.items()
        if _hashes(name, manifest, paths)[part] != asked
    ]


def _hashes(suite: str, manifest: Manifest, paths: Paths) -> dict[str, str]:
    """A hash of the items of a suite as they are now: of all and of each split that was asked."""
    parts = _PARTS if manifest.split is None else (manifest.split,)
    return {
        part: items.digest(items.load(suite, paths, None if part == WHOLE else part))
        for part in parts
    }


def movements(
    kept: Mapping[str, KeptSuite], suites: Sequence[SuiteFigures], manifest: Manifest
) -> tuple[Movement, ...]:
    """Every figure that is another one than before, of suites that ask the same as then."""
    other = unlike(kept, suites, manifest)
    part = manifest.split or WHOLE
    return tuple(
        moved
        for suite in suites
        if suite.suite not in other
        for moved in _of(kept[suite.suite], suite, part)
    )


def unlike(
    kept: Mapping[str, KeptSuite], suites: Sequence[SuiteFigures], manifest: Manifest
) -> list[str]:
    """The suites that are not compared: they ask other items than before, or were not kept."""
    part = manifest.split or WHOLE
    names = [suite.suite for suite in suites]
    return [
        name
        for name in names
        if name not in kept or kept[name].items.get(part) != manifest.suites[name]
    ]


def _of(known: KeptSuite, suite: SuiteFigures, part: str) -> Iterator[Movement]:
    for measure in suite.measures:
        before = known.figures.get(measure, {})
        now = dict(_parts(suite, measure))
        # A run of one split has no other part than all of it.
        pairs = {measure: (before.get(part), now.get(WHOLE))}
        if part == WHOLE:
            kinds = [name for name in now if name not in _PARTS]
            pairs |= {f"{measure}, {kind}": (before.get(kind), now[kind]) for kind in kinds}
        for name, (one, other) in pairs.items():
            if one is not None and other is not None and one.value != other.value:
                yield Movement(
                    suite.suite, name, one.value, other.value, _has_fallen(measure, one, other)
                )


def _has_fallen(measure: str, before: KeptFigure, now: KeptFigure) -> bool:
    if measure in TOLD_BY_ANOTHER:
        return False
    lost = before.value - now.value
    count = min(before.of, now.of)
    return falls.is_real((-lost if measure in LESS_IS_BETTER else lost) * count, count)


def _parts(suite: SuiteFigures, measure: str) -> Iterator[tuple[str, KeptFigure]]:
    yield WHOLE, _kept(suite.figure(measure))
    for split in ("dev", "test"):
        if (found := suite.figure(measure, split=split)).count:
            yield split, _kept(found)
    if measure == suite.by_kind:
        for sort in suite.sorts:
            if (found := suite.figure(measure, sort=sort)).count:
                yield sort, _kept(found)


def _kept(figure: Figure) -> KeptFigure:
    return KeptFigure(value=round(figure.value, 4), of=figure.count)
