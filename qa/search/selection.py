"""Scores → passages: the best units within a budget, joined and cut at sentence borders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.index.memory import Index
from qa.search.ranking import Ranking, best_first
from qa.types import Passage


def select(
    index: Index, ranking: Ranking, budget: int, articles: Sequence[str] | None = None
) -> list[Passage]:
    """The best units within a budget, as passages: neighbours joined, best first, no overlaps.

    What no longer fits whole is cut down to the sentences around its best one that fit.

    Args:
        index: Where the units are.
        ranking: Their scores.
        budget: Characters that may be returned, all passages together.
        articles: Only these (`Row.article`), when given.
    """
    wanted = None if articles is None else set(articles)
    chosen: dict[int, float] = {}  # sentence -> score of its unit
    used = 0
    for unit in best_first(ranking.units):
        sentences = index.unit_sentences(unit)
        if wanted is not None and index.rows[sentences[0]].article not in wanted:
            continue
        for part in _fitting(ranking, sentences):
            cost = _cost(index, chosen, part)
            if used + cost <= budget:
                chosen.update(dict.fromkeys(part, float(ranking.units[unit])))
                used += cost
                break
        else:
            break
        if len(part) < len(sentences):
            break
    return [_passage(index, run, score) for run, score in _runs(index, chosen)]


def _fitting(ranking: Ranking, sentences: range) -> Iterator[range]:
    """A unit whole, then ever shorter stretches of it around its best sentence."""
    low, high = sentences.start, sentences.stop
    yield sentences
    best = max(sentences, key=lambda i: ranking.sentences[i])
    while high - low > 1:
        drop_first = low < best and (
            high - 1 == best or ranking.sentences[low] <= ranking.sentences[high - 1]
        )
        low, high = (low + 1, high) if drop_first else (low, high - 1)
        yield range(low, high)


def _adjacent(index: Index, left: int, right: int) -> bool:
    """Whether two sentences follow each other with nothing but space between them."""
    return (
        right < len(index.rows)
        and left >= 0
        and index.rows[left].file == index.rows[right].file
        and not index.rows[right].lead.strip()
    )


def _cost(index: Index, chosen: dict[int, float], part: range) -> int:
    """Characters that a stretch adds, the space that joins it to its neighbours included."""
    cost = index.rows[part[-1]].end - index.rows[part[0]].start
    if part[0] - 1 in chosen and _adjacent(index, part[0] - 1, part[0]):
        cost += len(index.rows[part[0]].lead)
    if part[-1] + 1 in chosen and _adjacent(index, part[-1], part[-1] + 1):
        cost += len(index.rows[part[-1] + 1].lead)
    return cost


def _runs(index: Index, chosen: dict[int, float]) -> list[tuple[range, float]]:
    """Runs of chosen sentences with their best score, best first."""
    runs: list[tuple[range, float]] = []
    for sentence in sorted(chosen):
        last = runs[-1] if runs else None
        if last and last[0].stop == sentence and _joins(index, last[0][-1], sentence):
            runs[-1] = (range(last[0].start, sentence + 1), max(last[1], chosen[sentence]))
        else:
            runs.append((range(sentence, sentence + 1), chosen[sentence]))
    return sorted(runs, key=lambda run: -run[1])


def _joins(index: Index, left: int, right: int) -> bool:
    """Sentences of one unit are never parted; others join where only space lies between."""
    same_unit = bool(index.unit_of[left] == index.unit_of[right])
    return same_unit or _adjacent(index, left, right)


def _passage(index: Index, run: range, score: float) -> Passage:
    first, last = index.rows[run[0]], index.rows[run[-1]]
    between = "".join(index.rows[i].lead + index.rows[i].text for i in run[1:])
    return Passage(
        file=first.file,
        start=first.start,
        end=last.end,
        line=index.line(first.file, first.start),
        end_line=index.line(first.file, last.end - 1),
        text=first.text + between,
        score=round(score, 4),
    )
