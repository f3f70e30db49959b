"""Three writers beside each other: the perfect one and the lying one by script, and a real one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from eval.suites.figures import Mark, SuiteFigures
from eval.suites.small import Small
from eval.suites.statements import LET_THROUGH
from eval.suites.writers import WAYS, way
from qa.answer.citations import REFUSAL

_SUPPORTED = ("supported", LET_THROUGH)  # the outcomes in which a sentence is shown as supported


@dataclass(frozen=True)
class Column:
    """What came of what one writer wrote.

    Attributes:
        name: The writer.
        asked: Questions that it answered.
        refused: Answers of which nothing was proved.
        written: Sentences that were judged: by script one an answer, else those that are shown.
        supported: Of those, how many are shown as supported.
        false: Of these, how many are false; of a real writer, as far as the gold set tells.
        ways: Supported, of how many, by the way in which they were written.
        skipped: Why it was not asked; empty where it was.
    """

    name: str
    asked: int = 0
    refused: int = 0
    written: int = 0
    supported: int = 0
    false: int = 0
    ways: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    skipped: str = ""

    def cell(self, row: str) -> str:
        """What stands in a row of the table."""
        if self.skipped:
            return "–"
        good, of = self.ways.get(row, (self.supported, self.written))
        told = {"asked": self.asked, "refused": self.refused, "of these false": self.false}
        return str(told[row]) if row in told else f"{good} of {of}"


ROWS = ("asked", "refused", "shown as supported", "of these false", *WAYS)


def columns(suites: Sequence[SuiteFigures], small: Small | None) -> list[Column]:
    """The three writers; none where the two by script were not asked."""
    found = next((suite for suite in suites if suite.suite == "writers"), None)
    if found is None:
        return []
    by_script = [
        _scripted(name, [mark for mark in found.marks if mark.sort == name])
        for name in ("perfect", "lying")
    ]
    return [*by_script, _real(small)]


def rows(found: Sequence[Column]) -> Iterator[tuple[str, ...]]:
    """The rows of the table, each with its name; the names of the writers first."""
    yield ("", *(column.name for column in found))
    for row in ROWS:
        yield (row, *(column.cell(row) for column in found))


def skipped(found: Sequence[Column]) -> Iterator[str]:
    """A line for each writer that was not asked."""
    yield from (f"{one.name}: not asked, {one.skipped}" for one in found if one.skipped)


def _scripted(name: str, marks: Sequence[Mark]) -> Column:
    good, of = _supported(marks)
    return Column(
        name=name,
        asked=of,
        refused=sum(mark.text == REFUSAL for mark in marks),
        written=of,
        supported=good,
        false=sum(mark.outcome == LET_THROUGH for mark in marks),
        ways={how: _supported([mark for mark in marks if way(mark.id) == how]) for how in WAYS},
    )


def _supported(marks: Sequence[Mark]) -> tuple[int, int]:
    return sum(mark.outcome in _SUPPORTED for mark in marks), len(marks)


def _real(small: Small | None) -> Column:
    name = "llama.cpp"
    if small is None or small.skipped:
        return Column(name, skipped=small.skipped if small else "the run was made without it")
    return Column(
        name=name,
        asked=small.asked,
        refused=small.refused,
        written=small.statements,
        supported=small.supported,
        false=small.forbidden,
        ways=small.ways,
    )
