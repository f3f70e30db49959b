"""Question → ranked passages: dense and BM25 evidence, at three levels, combined.

A *unit* is judged by its best sentence and by its own words, then by those of the passage around
it; a little of its neighbours' scores is mixed in, since an answer often stands next to the words
that were asked for. Scores are standardised before they are added, so none needs a scale.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from qa.index.embedding import embed_query
from qa.index.memory import Index
from qa.text import words
from qa.types import Passage, Vectors

Scores = npt.NDArray[np.float64]

LEXICAL_WEIGHT = 1.0  # of standardised BM25 against standardised cosine
PASSAGE_WEIGHT = 1.0  # of a passage's score against its unit's
NEIGHBOUR_WEIGHT = 0.25  # of each neighbouring unit's score
SENTENCE_LEXICAL_WEIGHT = 0.3  # of a sentence's BM25, where all that was asked for is found

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


@dataclass(frozen=True)
class Query:
    """A question made ready: as asked, misspelt words put right, its terms and its vector."""

    text: str
    corrected: str
    terms: tuple[str, ...]
    vector: Vectors


@dataclass(frozen=True)
class Ranking:
    """The scores of every unit, passage and sentence for one question; higher is better.

    `cosine` (sentences,) is the plain similarity of question and sentence, comparable between
    questions; all the others only order what they score. `asked` is the question as one reads it:
    after the question that it leans on, when it does.
    """

    query: Query
    asked: str
    units: Scores
    passages: Scores
    sentences: Scores
    cosine: Scores

    def mixed(self, other: Ranking, weight: float, about: str = "") -> Ranking:
        """This ranking with `weight` times another one added: what a follow-up is searched with.

        `about` is the question that it leans on.
        """
        total = 1 + weight
        return Ranking(
            self.query
            if self.query.terms
            else replace(other.query, text=self.query.text, corrected=self.query.corrected),
            f"{about} {self.asked}".strip(),
            (self.units + weight * other.units) / total,
            (self.passages + weight * other.passages) / total,
            (self.sentences + weight * other.sentences) / total,
            np.maximum(self.cosine, other.cosine),
        )


def prepare(index: Index, embedding: BaseEmbedding, question: str) -> Query:
    """Put misspelt words right by the corpus's own vocabulary, and embed the question."""
    corrected = _WORD.sub(lambda match: index.vocabulary.correct(match.group()), question)
    terms = tuple(words.terms(corrected))
    return Query(question, corrected, terms, embed_query(embedding, corrected))


def rank(index: Index, query: Query) -> Ranking:
    """Score everything in the index for a question."""
    cosine = (index.vectors @ query.vector).astype(np.float64)
    best = np.maximum.reduceat(cosine, index.unit_starts)
    units = standard(best) + LEXICAL_WEIGHT * standard(index.unit_bm25.scores(query.terms))
    passages = standard(index.passage_vectors @ query.vector) + LEXICAL_WEIGHT * standard(
        index.passage_bm25.scores(query.terms)
    )
    units = units + PASSAGE_WEIGHT * passages[index.passage_of]
    sentences = standard(cosine) + _sentence_evidence(index, query)
    return Ranking(query, query.corrected, _smoothed(index, units), passages, sentences, cosine)


def _sentence_evidence(index: Index, query: Query) -> Scores:
    """BM25 of sentences, by how much of what it could reach the best of them reaches.

    Where few words of a question occur at all, it says little which of them a sentence holds.
    """
    scores = index.sentence_bm25.scores(query.terms)
    reachable = index.sentence_bm25.reachable(query.terms, index.vocabulary)
    share = min(1.0, float(scores.max()) / reachable) if reachable else 0.0
    return SENTENCE_LEXICAL_WEIGHT * share * standard(scores)


def standard(scores: npt.NDArray[np.float32] | Scores) -> Scores:
    """Zero mean and unit deviation; all zeros where the scores do not differ."""
    scores = scores.astype(np.float64)
    deviation = scores.std()
    return (scores - scores.mean()) / deviation if deviation > 1e-9 else np.zeros_like(scores)


def _smoothed(index: Index, units: Scores) -> Scores:
    """Each unit's score averaged with its neighbours' in the file, where it has them."""
    files = index.file_of
    total, weights = units.copy(), np.ones_like(units)
    if len(units) > 1:
        joined = (files[1:] == files[:-1]) * NEIGHBOUR_WEIGHT
        total[1:] += joined * units[:-1]
        total[:-1] += joined * units[1:]
        weights[1:] += joined
        weights[:-1] += joined
    return total / weights


def select(
    index: Index, ranking: Ranking, budget: int, files: Sequence[str] | None = None
) -> list[Passage]:
    """The best units within a budget, as passages: neighbours joined, best first, no overlaps.

    What no longer fits whole is cut down to the sentences around its best one that fit.

    Args:
        index: Where the units are.
        ranking: Their scores.
        budget: Characters that may be returned, all passages together.
        files: Only these, when given.
    """
    wanted = None if files is None else set(files)
    chosen: dict[int, float] = {}  # sentence -> score of its unit
    used = 0
    for unit in np.argsort(-ranking.units, kind="stable"):
        sentences = index.unit_sentences(int(unit))
        if wanted is not None and index.rows[sentences[0]].file not in wanted:
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


def _fitting(ranking: Ranking, sentences: range) -> list[range]:
    """A unit whole, then ever shorter stretches of it around its best sentence."""
    low, high = sentences.start, sentences.stop
    stretches = [range(low, high)]
    best = max(sentences, key=lambda i: ranking.sentences[i])
    while high - low > 1:
        drop_first = low < best and (
            high - 1 == best or ranking.sentences[low] <= ranking.sentences[high - 1]
        )
        low, high = (low + 1, high) if drop_first else (low, high - 1)
        stretches.append(range(low, high))
    return stretches


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


class PassageRetriever(BaseRetriever):
    """The same retrieval as a LlamaIndex retriever, for use in a LlamaIndex chain.

    Nodes carry `file`, `start`, `end`, `line` and `end_line`; they are best first, and their texts
    fit the budget together.
    """

    def __init__(self, index: Index, embedding: BaseEmbedding, budget: int = 4000) -> None:
        super().__init__()
        self._index = index
        self._embedding = embedding
        self._budget = budget

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        query = prepare(self._index, self._embedding, query_bundle.query_str)
        return [
            NodeWithScore(node=_node(passage), score=passage.score)
            for passage in select(self._index, rank(self._index, query), self._budget)
        ]


def _node(passage: Passage) -> TextNode:
    where = passage.model_dump(exclude={"text", "score"})
    return TextNode(
        id_=f"{passage.file}:{passage.start}-{passage.end}", text=passage.text, metadata=where
    )
