"""Question → scores of sentences, units and passages: dense and BM25 evidence, combined.

A *unit* is judged by its best sentence and by its own words, then by those of the passage around
it; a little of its neighbours' scores is mixed in, since an answer often stands next to the words
that were asked for. Scores are standardised before they are added, so none needs a scale.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from qa.index.bm25 import BM25
from qa.index.embedding import Embedding, embed_query
from qa.index.groups import Numbers
from qa.index.memory import Index
from qa.search import nearness, tongues
from qa.search.combined import PASSAGE_WEIGHT, Combined, smoothed
from qa.search.nearness import standard
from qa.text import decompounding, forms, words
from qa.text.language import ENGLISH
from qa.types import Vectors

Scores = npt.NDArray[np.float64]
Floats = npt.NDArray[np.floating]

LEXICAL_WEIGHT = 1.0  # of standardised BM25 against standardised cosine
SENTENCE_LEXICAL_WEIGHT = 0.3  # of a sentence's BM25, where all that was asked for is found

_SETTLED = 256  # of many units and passages, how many of the best are known before all are ranked
_SAMPLED = 16  # of so many scores one tells which are high
_SORTED, _MORE = 256, 16  # how many scores are sorted at first, and how many times as many later

_KNOWING = ENGLISH.questions.knowing
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


@dataclass(frozen=True)
class Query:
    """A question made ready: as asked, misspelt words put right, its terms and its vector.

    `language` is the one that it is asked in, `model` what embedded it.
    """

    text: str
    corrected: str
    terms: tuple[str, ...]
    vector: Vectors
    language: str
    model: str


@dataclass(frozen=True)
class Ranking:
    """The scores of every unit, passage and sentence for one question; higher is better.

    `cosine` (sentences,) is the plain similarity of question and sentence, comparable between
    questions; all the others only order what they score. `asked` is the question as one reads it:
    after the question that it leans on, when it does. `usual` is the mean
    similarity, before sentences in other languages are taken to be nearer.
    """

    query: Query
    asked: str
    units: Scores
    passages: Scores
    sentences: Scores
    cosine: Scores
    usual: float = 0.0

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
            max(self.usual, other.usual),
        )


def prepare(index: Index, embedding: Embedding, question: str) -> Query:
    """Put misspelt words right by the corpus's own vocabulary, and embed the question."""
    spoken = index.spoken
    code = forms.language(question, spoken[0] if spoken else ENGLISH.code)
    corrected = _WORD.sub(lambda match: index.vocabulary.correct(match.group(), code), question)
    idle = {words.stem(word) for word in words.split(corrected) if word in _KNOWING}
    asked = forms.asked(corrected, (code, *spoken), index.vocabulary)
    asked = decompounding.looked_up(asked, corrected, code, index.vocabulary)
    terms = tuple(term for term in asked if term not in idle)
    vector = embed_query(embedding, corrected)
    return Query(question, corrected, terms, vector, code, embedding.model_name)


def rank(index: Index, query: Query) -> Ranking:
    """Score everything in the index for a question."""
    near, words = nearness.of(index, query.vector), _words(index, query)
    usual = float(near.sentences.cosines.mean())
    tongues.even(index, near.sentences, query.language)
    tongues.even(index, near.passages, query.language, passages=True)
    found = Combined(index, near, words)
    if near.sentences.estimated:
        found.settle(_first(index, found))
    evidence = near.sentences.standard()
    evidence += _sentence_evidence(index, query)
    cosines = near.sentences.cosines
    return Ranking(query, query.corrected, found.units, found.passages, evidence, cosines, usual)


def _first(index: Index, scored: Combined) -> Numbers:
    """The passages that may be found, in order: the best, and those of the best units."""
    units, passages = (_highest(s, _SETTLED)[:_SETTLED] for s in (scored.units, scored.passages))
    return np.union1d(index.passage_of[units], passages)


def by_words(index: Index, query: Query) -> Scores:
    """The scores of units by the words that they and their passages hold, (units,)."""
    of_units, of_passages = _words(index, query)
    return smoothed(index, of_units + PASSAGE_WEIGHT * of_passages[index.passage_of])


def _words(index: Index, query: Query) -> tuple[Scores, Scores]:
    """The scores of units and of passages by the words that they hold."""
    found, others = [], tongues.others(index, query.language)
    for level in (index.unit_bm25, index.passage_bm25):
        scores = level.scores(query.terms)
        lacking = others and others * (1 - _reached(index, level, query, scores))
        found.append(standard(scores))
        found[-1] *= LEXICAL_WEIGHT * (1 - lacking)
    return found[0], found[1]


def _reached(index: Index, level: BM25, query: Query, scores: Floats) -> float:
    """How much of what BM25 could reach, of all words of a question, the best text reaches."""
    reachable = level.reachable(query.terms, index.vocabulary)
    return min(1.0, float(scores.max()) / reachable) if reachable else 0.0


def _sentence_evidence(index: Index, query: Query) -> Scores:
    """BM25 of sentences, by how much of what it could reach the best of them reaches.

    Where few words of a question occur at all, it says little which of them a sentence holds.
    """
    scores = index.sentence_bm25.scores(query.terms)
    share = _reached(index, index.sentence_bm25, query, scores)
    found = standard(scores)
    found *= SENTENCE_LEXICAL_WEIGHT * share
    return found


def best_first(scores: Scores) -> Iterator[int]:
    """The numbers of scores, the highest first, equal ones in order.

    Only what is asked for is sorted: of many scores a few are wanted.
    """
    size, told = _SORTED, 0
    while told < len(scores):
        order = _highest(scores, size)
        yield from order[told:].tolist()
        size, told = _MORE * size, len(order)


def _highest(scores: Scores, of: int) -> Numbers:
    """The numbers of the `of` highest scores, best first, and of all equal to the last of them."""
    if of >= len(scores):
        return np.argsort(-scores, kind="stable")
    high = np.flatnonzero(scores >= _least(scores, of))
    return high[np.argsort(-scores[high], kind="stable")]


def _least(scores: Scores, of: int) -> float:
    """The least of the `of` highest scores; found among those that a sample says are high."""
    sample = scores[::_SAMPLED]
    many = 4 * of // _SAMPLED  # in the sample, about four times as many as are wanted
    high = scores
    if many < len(sample):
        high = scores[scores >= np.partition(sample, -many)[-many]]
    if len(high) < of:
        high = scores
    least: float = np.partition(high, -of)[-of]
    return least
