"""What retrieval found: recall, reciprocal rank, nDCG, and words within a budget of characters.

The relevant things are the gold sentences (`Question.gold_sentences`). A passage finds a sentence
when it holds half of it or more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eval.gold.questions import GoldSentence, Question
from qa.scoring import matching
from qa.types import Passage

BUDGET = 4000  # characters of passages that count
_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Retrieval:
    """How well the passages of one question were found; every figure is best at 1.

    Attributes:
        recall: Share of the required facts within the first five passages.
        reciprocal_rank: 1 / rank of the first passage with a gold sentence.
        ndcg: nDCG of the first ten, gold sentences of the reference answer counting double.
        token_recall: Share of the gold words that were retrieved.
        token_precision: Share of the retrieved words that are gold.
        token_iou: Gold and retrieved words: their intersection over their union.
    """

    recall: float = 0.0
    reciprocal_rank: float = 0.0
    ndcg: float = 0.0
    token_recall: float = 0.0
    token_precision: float = 0.0
    token_iou: float = 0.0


def measure(question: Question, passages: Sequence[Passage]) -> Retrieval:
    """Every retrieval metric of one answerable question."""
    kept = within(passages, BUDGET)
    reciprocal_rank, ndcg = ranking(question, kept)
    recall, precision, iou = token_overlap(question.gold_sentences, kept)
    return Retrieval(fact_recall(question, kept, 5), reciprocal_rank, ndcg, recall, precision, iou)


def within(passages: Sequence[Passage], budget: int) -> list[Passage]:
    """The first passages that together have at most `budget` characters."""
    kept, used = [], 0
    for passage in passages:
        used += passage.end - passage.start
        if used > budget:
            break
        kept.append(passage)
    return kept


def fact_recall(question: Question, passages: Sequence[Passage], k: int) -> float:
    """Share of the required facts that a gold sentence in the first `k` passages says.

    Recall@k over facts, not over sentences: where five articles say the same, one of them is
    enough. The words alone are not: they must stand in a gold sentence.
    """
    found = " \n".join(e.quote for e in question.gold_sentences if _rank(e, passages[:k]))
    held = matching.groups_held(found, question.required)
    return sum(held) / len(held) if held else 0.0


def ranking(question: Question, passages: Sequence[Passage]) -> tuple[float, float]:
    """Reciprocal rank of the first gold sentence, and nDCG@10 of them all.

    Computed by ir-measures (MacAvaney et al. 2022); the gain of a sentence is 2 in `support` and
    1 in `also` (Järvelin and Kekäläinen 2002). A passage that holds two gold sentences counts as
    two documents of one rank.
    """
    import ir_measures
    from ir_measures import RR, nDCG

    wanted = {f"gold-{n}": e for n, e in enumerate(question.gold_sentences)}
    gains = {name: 2 if e in question.support else 1 for name, e in wanted.items()}
    ranked = list(_documents(wanted, passages))
    run = {name: float(len(ranked) - place) for place, name in enumerate(ranked)}
    if not run:
        return 0.0, 0.0
    measured = ir_measures.calc_aggregate([RR, nDCG @ 10], {"q": gains}, {"q": run})
    return float(measured[RR]), float(measured[nDCG @ 10])


def token_overlap(
    gold: Sequence[GoldSentence], passages: Sequence[Passage]
) -> tuple[float, float, float]:
    """Token recall, precision and intersection over union of gold and retrieved words.

    As in Chroma's evaluation of chunking (Smith and Troynikov 2024), on words at their offsets.
    """
    wanted = {at for e in gold for at in _words(e.file, e.start, e.quote)}
    got = {at for p in passages for at in _words(p.file, p.start, p.text)}
    shared = len(wanted & got)
    return (
        shared / len(wanted) if wanted else 0.0,
        shared / len(got) if got else 0.0,
        shared / len(wanted | got) if wanted or got else 0.0,
    )


def _documents(wanted: dict[str, GoldSentence], passages: Sequence[Passage]) -> Iterator[str]:
    """The names of what was found, in order: gold sentences, and passages without any."""
    seen: set[str] = set()
    for place, passage in enumerate(passages):
        held = [name for name, e in wanted.items() if _finds(passage, e)]
        fresh = [name for name in held if name not in seen]
        seen.update(fresh)
        yield from fresh
        if not held:
            yield f"other-{place}"


def _rank(gold: GoldSentence, passages: Sequence[Passage]) -> int:
    return next((n for n, p in enumerate(passages, start=1) if _finds(p, gold)), 0)


def _finds(passage: Passage, gold: GoldSentence) -> bool:
    shared = min(passage.end, gold.end) - max(passage.start, gold.start)
    return passage.file == gold.file and shared * 2 >= gold.end - gold.start


def _words(file: str, start: int, text: str) -> Iterator[tuple[str, int]]:
    return ((file, start + match.start()) for match in _WORD.finditer(text))
