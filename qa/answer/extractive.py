"""The answerer on this machine: it quotes. One to three sentences, most direct first.

Quoting keeps every statement true to its source by construction. What is decided here is which
sentences answer, which other files say the same, and whether the articles say it at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from qa.answer import citations
from qa.answer.answerer import compose
from qa.answer.confidence import REFUSAL_THRESHOLD, Evidence, confidence, gather, readings
from qa.answer.reader import Reading
from qa.index.memory import Index
from qa.search.ranking import Ranking, Scores
from qa.search.search import SearchResult
from qa.text import questions
from qa.text.language import ENGLISH, alternatives
from qa.types import Answer, Statement, Turn

MAX_SENTENCES = 3
MAX_CHARACTERS = 700

_SURE = 0.9  # with this confidence a third sentence hardly ever adds a right answer
_SENTENCES_WHEN_SURE = 2
_NEARLY = 0.5  # less than the first sentence's score

_PASSAGES = 10  # sentences of the best passages are looked at
_CONTEXT_WEIGHT = 0.15  # of the score of a sentence's unit, and of its passage's
_COVERAGE_WEIGHT = 1.2  # of the share of the question that it and the sentence before hold
_KIND_WEIGHT = 0.6  # of naming a number, a time or a place where one was asked for
_FOLLOWS_WEIGHT = 0.5  # of the sentence before, for one that leans on it ("These comprise …")
_READ = 12  # sentences
_READING_WEIGHT = 0.5  # of the log odds that a sentence answers
_MARGINS = (7.0, 5.5)  # a second and a third sentence score at most so much less than the first

# Two sentences say the same when they are near paraphrases, or both hold what was asked, and in
# either case share the names and numbers that are news to the question. Chosen on the questions
# of the gold set's dev split, for precision.
_SAME_COSINE = 0.945
_SAME_NEWS = 0.6
_COVERS = 0.5
_COVERS_NEWS = 0.5
_REPEATS_COSINE = 0.95

_TELLING = ("time", "quantity", "duration", "share", "place")
_OPENERS = tuple(word.capitalize() for word in ENGLISH.conversation.sentence_openers)
_LEANS = re.compile(rf"^[\"“'‘(]*(?:{alternatives(_OPENERS)})\b")


class Quoter:
    """The `Answerer` that quotes: what it says stands in the articles, word for word.

    Args:
        model: The name of the embedding model, for `Answer.model`.
    """

    def __init__(self, model: str) -> None:
        self._model = model

    def answer(
        self,
        result: SearchResult,
        history: Sequence[Turn] = (),
        *,
        streamed: bool = False,
    ) -> Iterator[str | Answer]:
        """Yield the answer; see `Answerer`. Nothing comes before it: it has to be checked first."""
        statements, sure = quoted(result)
        yield compose(result, statements, confidence=sure, mode="extractive", model=self._model)


def quoted(result: SearchResult) -> tuple[tuple[Statement, ...], float]:
    """The sentences that answer, or none, and how likely they are right."""
    index, ranking = result.index, result.ranking
    scores = score(index, ranking, _candidates(index, ranking, result.files))
    if not scores or not ranking.query.terms:
        return (), 0.0
    read = _read(index, ranking, scores)
    scores = _with_readings(scores, read)
    groups = _groups(index, ranking, scores)
    sure = confidence(gather(index, ranking, [group[0] for group in groups], read))
    if sure < REFUSAL_THRESHOLD:
        return (), sure
    if sure >= _SURE:
        groups = _most_direct(groups, scores)
    return tuple(_statement(index, group, read) for group in groups), sure


def _most_direct(groups: list[list[int]], scores: dict[int, float]) -> list[list[int]]:
    """Without a third sentence, unless it is nearly as direct as the first."""
    kept = groups[:_SENTENCES_WHEN_SURE]
    first = scores[groups[0][0]]
    return kept + [g for g in groups[len(kept) :] if first - scores[g[0]] <= _NEARLY]


def candidate_answer(result: SearchResult) -> tuple[Evidence, tuple[Statement, ...]]:
    """What would be answered if nothing were refused, and the evidence for it: for fitting."""
    index, ranking = result.index, result.ranking
    scores = score(index, ranking, _candidates(index, ranking, result.files))
    read = _read(index, ranking, scores)
    groups = _groups(index, ranking, _with_readings(scores, read))
    evidence = gather(index, ranking, [group[0] for group in groups], read)
    return evidence, tuple(_statement(index, group, read) for group in groups)


def _candidates(index: Index, ranking: Ranking, files: Sequence[str] | None) -> list[int]:
    """The sentences of the best passages, in the order of the corpus; no headings."""
    wanted = None if files is None else set(files)
    passages: dict[int, None] = {}
    for unit in np.argsort(-ranking.units, kind="stable"):
        passage = int(index.passage_of[unit])
        if wanted is None or index.rows[index.unit_starts[unit]].file in wanted:
            passages[passage] = None
        if len(passages) == _PASSAGES:
            break
    sentences = (
        sentence
        for passage in sorted(passages)
        for unit in index.passage_units(passage)
        for sentence in index.unit_sentences(unit)
    )
    return [i for i in sentences if not index.rows[i].heading]


def score(index: Index, ranking: Ranking, candidates: Sequence[int]) -> dict[int, float]:
    """How directly each candidate answers; higher is better."""
    unit = index.unit_of
    context = ranking.passages[index.passage_of[unit]] + ranking.units[unit]
    scores = ranking.sentences + _CONTEXT_WEIGHT * context
    return {
        i: float(scores[i])
        + _COVERAGE_WEIGHT * _coverage(index, ranking, i)
        + _KIND_WEIGHT * _names_kind(index, ranking, i)
        + _FOLLOWS_WEIGHT * _inherited(index, scores, i)
        for i in candidates
    }


def _read(index: Index, ranking: Ranking, scores: dict[int, float]) -> dict[int, Reading]:
    """What the reader says of the best sentences: it is slow, and so reads no others."""
    return readings(index, ranking, sorted(scores, key=lambda i: (-scores[i], i))[:_READ])


def _with_readings(scores: dict[int, float], read: dict[int, Reading]) -> dict[int, float]:
    """Scores with readings added; a sentence that was not read gets the lowest reading of all."""
    worst = min(one.odds for one in read.values())
    odds = {i: one.odds for i, one in read.items()}
    return {i: s + _READING_WEIGHT * odds.get(i, worst) for i, s in scores.items()}


def _coverage(index: Index, ranking: Ranking, sentence: int) -> float:
    """Share of the question's terms, by rarity, in a sentence and the one before it."""
    asked = set(ranking.query.terms)
    held = set(index.terms[sentence])
    if index.rows[sentence].index > 0:
        held.update(index.terms[sentence - 1])
    return _weight(index, asked & held) / max(1e-9, _weight(index, asked))


def _names_kind(index: Index, ranking: Ranking, sentence: int) -> float:
    question = ranking.query.corrected
    wanted = questions.wanted(question)
    text = index.rows[sentence].text
    return questions.offers(text, wanted, question) if wanted.kind in _TELLING else 0.0


def _inherited(index: Index, scores: Scores, sentence: int) -> float:
    """How much more the sentence before scores, for one that leans on it ("These comprise …")."""
    row = index.rows[sentence]
    if row.index == 0 or not _LEANS.match(row.text):
        return 0.0
    return max(0.0, float(scores[sentence - 1] - scores[sentence]))


def _groups(index: Index, ranking: Ranking, scores: dict[int, float]) -> list[list[int]]:
    """The sentences to quote, best first; the first one with those of other files that agree."""
    order = sorted(scores, key=lambda i: (-scores[i], i))
    groups: list[list[int]] = []
    used = 0
    for sentence in order:
        if groups and says_the_same(index, ranking, groups[0][0], sentence):
            if index.rows[sentence].file not in {index.rows[i].file for i in groups[0]}:
                groups[0].append(sentence)
            continue
        if len(groups) == MAX_SENTENCES:
            continue
        size = len(index.rows[sentence].text)
        repeats = any(_cosine(index, g[0], sentence) >= _REPEATS_COSINE for g in groups)
        fits = not groups or used + size <= MAX_CHARACTERS
        fits = fits and scores[order[0]] - scores[sentence] <= _MARGINS[max(0, len(groups) - 1)]
        if fits and not repeats:
            groups.append([sentence])
            used += size
    return groups


def says_the_same(index: Index, ranking: Ranking, first: int, other: int) -> bool:
    """Whether two sentences give the same answer to the question."""
    asked = set(ranking.query.terms)
    wanted = questions.wanted(ranking.query.corrected)
    news, others = (questions.telling(index.rows[i].text, wanted) - asked for i in (first, other))
    both = _weight(index, news & others)
    share = both / max(1e-9, min(_weight(index, news), _weight(index, others)))
    covered = _weight(index, asked & set(index.terms[first]))
    covers = _weight(index, asked & set(index.terms[other]))
    if _cosine(index, first, other) >= _SAME_COSINE:
        return share >= _SAME_NEWS and covers >= covered / 4
    whole = max(1e-9, _weight(index, asked))
    return covers >= max(_COVERS * whole, 0.9 * covered) and share >= _COVERS_NEWS


def _weight(index: Index, terms: set[str]) -> float:
    return sum(index.vocabulary.idf(term) for term in terms)


def _cosine(index: Index, first: int, other: int) -> float:
    return float(index.vectors[first] @ index.vectors[other])


def _statement(index: Index, group: Sequence[int], read: Mapping[int, Reading]) -> Statement:
    spans = {i: read[i].span for i in group if i in read}
    return Statement(
        text=" ".join(index.rows[group[0]].text.split()),
        citations=tuple(citations.cite(index, i, spans.get(i)) for i in group),
    )
