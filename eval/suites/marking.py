"""What came of the items of suites → their marks. Pure: a run can be marked again at any time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eval.metrics import citation
from eval.paths import Paths
from eval.running import runs
from eval.running.results import Result
from eval.running.runs import Run
from eval.suites import corpora, drafts, formats, inputs, items, pairs, statements, writers
from eval.suites.figures import Mark, Share, SuiteFigures
from eval.suites.items import (
    CorpusQuestion,
    DraftStatement,
    FormatQuestion,
    Item,
    JudgedStatement,
    Pair,
    WrittenStatement,
)
from qa.types import Answer

Texts = Mapping[str, str]


def of_run(done: Run, paths: Paths) -> list[SuiteFigures]:
    """The figures of the suites that a run was asked for."""
    manifest = done.manifest
    asked = {name: items.load(name, paths, manifest.split) for name in manifest.suites}
    return figures(asked, done.results(runs.SUITES), paths)


def figures(
    suites: Mapping[str, Sequence[Item]], results: Mapping[str, Result], paths: Paths
) -> list[SuiteFigures]:
    """The figures of each suite."""
    places = {item.place for some in suites.values() for item in some if not isinstance(item, Pair)}
    texts = {place: items.texts_of(place, paths) for place in places}
    return [
        SuiteFigures(
            name,
            [mark(item, results.get(item.id), texts.get(item.place, {})) for item in some],
        )
        for name, some in suites.items()
    ]


def mark(item: Item, result: Result | None, texts: Texts) -> Mark:
    """The mark of one item; without an answer to the item as it is now, it earns nothing.

    A pair brings its articles along; of any other item they are `texts`, file → text.
    """
    texts = item.texts if isinstance(item, Pair) else texts
    if result is None or result.digest != item.digest:
        result = None
    answer = result.answer if result else None
    if answer is None:
        return Mark(
            id=item.id,
            sort=item.sort,
            split=item.split,
            shares=_shares(item, None, texts),
            good=False,
            outcome="error",
            error=(result.error if result else None) or "not asked",
        )
    together = tuple(_merged(item, answer))
    good, outcome = _outcome(item, answer)
    return Mark(
        id=item.id,
        sort=item.sort,
        split=item.split,
        shares=_shares(item, answer, texts),
        good=good,
        outcome=outcome,
        false_citations=tuple(citation.faults(_with_claims(answer), texts)),
        merged=together,
        text=answer.text,
        seconds=result.seconds if result else 0.0,
        confidence=None if answer.refused else answer.confidence,
    )


def _shares(item: Item, answer: Answer | None, texts: Texts) -> dict[str, Share]:
    if isinstance(item, CorpusQuestion):
        return corpora.shares(item, answer, texts)
    if isinstance(item, Pair):
        return pairs.shares(item, answer)
    if isinstance(item, JudgedStatement):
        by_script = isinstance(item, WrittenStatement)
        return (writers.shares if by_script else statements.shares)(item, answer)
    if isinstance(item, DraftStatement):
        return drafts.shares(item, answer)
    if isinstance(item, FormatQuestion):
        return formats.shares(item, answer)
    return inputs.shares(item, answer, texts)


def _outcome(item: Item, answer: Answer) -> tuple[bool, str]:
    if isinstance(item, CorpusQuestion):
        return corpora.outcome(item, answer)
    if isinstance(item, Pair):
        return pairs.outcome(item, answer)
    if isinstance(item, JudgedStatement):
        by_script = isinstance(item, WrittenStatement)
        return (writers.outcome if by_script else statements.outcome)(item, answer)
    if isinstance(item, DraftStatement):
        return drafts.outcome(item, answer)
    if isinstance(item, FormatQuestion):
        return formats.outcome(item, answer)
    return inputs.outcome(item, answer)


def _merged(item: Item, answer: Answer) -> list[str]:
    if isinstance(item, CorpusQuestion):
        return corpora.merged(item, answer)
    return pairs.merged(item, answer) if isinstance(item, Pair) else []


def _with_claims(answer: Answer) -> Answer:
    """The answer, with what only its claims cite among its citations, so that it is checked too."""
    claimed = [c for claim in answer.agreement for c in claim.citations]
    return answer.model_copy(
        update={"citations": tuple(dict.fromkeys([*answer.citations, *claimed]))}
    )
