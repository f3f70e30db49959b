"""The answerer on this machine: it quotes. One to three sentences, most direct first.

Quoting keeps every statement true to its source by construction. What is decided here is which
sentences answer, which other files say the same, and whether the articles say it at all.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from qa.answer import agreement, citations, foreign, reader, structure
from qa.answer.agreement import Comparison, Side
from qa.answer.answerer import compose
from qa.answer.claims import claims_of, notes_on
from qa.answer.confidence import (
    REFUSAL_THRESHOLD,
    THRESHOLDS,
    Evidence,
    confidence,
    doubt,
    gather,
    readings,
)
from qa.answer.reader import Reading
from qa.index.memory import Index
from qa.search.ranking import Ranking, Scores
from qa.search.search import SearchResult
from qa.settings import Caution
from qa.text import questions, stance
from qa.text.language import ENGLISH, alternatives
from qa.types import Answer, Claim, Statement, Turn

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
_RETOLD_WEIGHT = 3.0  # against a sentence that tells what was said before; set by hand
_READ = 12  # sentences
_READING_WEIGHT = 0.5  # of the log odds that a sentence answers
# A second and a third sentence score at most so much less than the first. Chosen on dev questions
# of gold set, unseen ones and news: margins of 7 and 5.5 had 2 to 3 points more right answers, and
# a third more sentences beside the point.
_MARGINS = (4.0, 2.0)
# Where nothing was read the first sentence is more often not the right one, and the second or third
# is: on English questions without their readings 0.93 had the answer among the sentences shown with
# the margins above, 0.96 with these.
_MARGINS_UNREAD = (7.0, 6.0)

_REPEATS_COSINE = 0.95  # of two sentences of which only one is shown

_TELLING = ("time", "quantity", "duration", "share", "place")
_OPENERS = tuple(word.capitalize() for word in ENGLISH.conversation.sentence_openers)
_LEANS = re.compile(rf"^[\"“'‘(]*(?:{alternatives(_OPENERS)})\b")
_LISTS = re.compile(rf"^(?:{alternatives(ENGLISH.conversation.list_openers)})\b", re.IGNORECASE)


class Quoter:
    """The `Answerer` that quotes: what it says stands in the articles, word for word.

    Args:
        model: The name of the embedding model, for `Answer.model`.
        caution: How readily a question is refused.
    """

    def __init__(self, model: str, caution: Caution = "normal") -> None:
        self._model = model
        self._threshold = THRESHOLDS[caution]

    def answer(
        self,
        result: SearchResult,
        history: Sequence[Turn] = (),
        *,
        streamed: bool = False,
    ) -> Iterator[str | Answer]:
        """Yield the answer; see `Answerer`. Nothing comes before it: it has to be checked first."""
        found = quoted(result, self._threshold)
        yield compose(
            result,
            found.statements,
            confidence=found.confidence,
            mode="extractive",
            model=self._model,
            claims=found.claims,
            notes=found.notes,
            reason=found.reason,
        )


@dataclass(frozen=True)
class Quotation:
    """The sentences that answer, and what the articles say in them.

    Attributes:
        statements: The sentences to show, the best first; none where they do not answer.
        claims: What articles agree on, and what some say differently.
        confidence: How likely the answer is right.
        notes: What the reader should know: that articles differ, or carry one text.
        reason: Why there are no statements.
    """

    statements: tuple[Statement, ...]
    confidence: float
    claims: tuple[Claim, ...] = ()
    notes: tuple[str, ...] = ()
    reason: str = ""


def quoted(result: SearchResult, threshold: float = REFUSAL_THRESHOLD) -> Quotation:
    """Choose the sentences that answer a question, or none below a threshold of confidence."""
    index, ranking = result.index, result.ranking
    found = score(index, ranking, _candidates(index, ranking, result.files))
    scores = structure.asked(index, ranking, found)
    if found and not scores:
        return Quotation((), 0.0, reason=structure.ANOTHER)
    if not scores or not ranking.query.terms:
        return Quotation((), 0.0, reason="nothing in the articles is near")
    read = _read(index, ranking, scores)
    scores = structure.siblings(index, ranking, _with_readings(scores, read))
    said = _sides(index, ranking, scores, read)
    unread = foreign.is_foreign(index, ranking, said[0].sentences[0])
    groups = _groups(index, scores, said, _MARGINS_UNREAD if unread else _MARGINS)
    first = [group[0] for group in groups]
    notes: tuple[str, ...] = ()
    if unread:
        likeness = foreign.gather(index, ranking, first, found[first[0]])
        across = foreign.is_across(index, ranking, first[0])
        sure, against = foreign.confidence(likeness, across=across), foreign.REASON
        notes = (foreign.NOTE,)
    else:
        evidence = gather(index, ranking, first, read)
        sure, against = confidence(evidence), doubt(evidence)
    if sure < threshold:
        return Quotation((), sure, reason=against)
    if sure >= _SURE:
        completed = _follower(index, groups[0][0]) is not None
        groups = _most_direct(groups, scores, max(_SENTENCES_WHEN_SURE, len(said) + completed))
    if stance.retells(index.rows[groups[0][0]].read) and len(groups) > 1:
        said, groups = said[:1], [*groups[1:], groups[0]]  # what is right now, then what was told
    statements = tuple(_statement(index, group, read) for group in groups)
    notes = (*notes, *notes_on(index, said, read))
    return Quotation(statements, sure, claims_of(said, statements), notes)


def _sides(
    index: Index, ranking: Ranking, scores: dict[int, float], read: Mapping[int, Reading]
) -> list[Side]:
    """What the articles say in answer, the best sentence first; as many as can be shown."""
    order = sorted((i for i in read if i in scores), key=lambda i: (-scores[i], i))
    return agreement.sides(Comparison(index, ranking, read), order)[:MAX_SENTENCES]


def _most_direct(groups: list[list[int]], scores: dict[int, float], most: int) -> list[list[int]]:
    """At most so many sentences, and further ones only where nearly as direct as the first."""
    kept = groups[:most]
    first = scores[groups[0][0]]
    return kept + [g for g in groups[most:] if first - scores.get(g[0], -math.inf) <= _NEARLY]


def candidate_answer(result: SearchResult) -> tuple[Evidence, tuple[Statement, ...]]:
    """What would be answered if nothing were refused, and the evidence for it: for fitting."""
    index, ranking = result.index, result.ranking
    found = score(index, ranking, _candidates(index, ranking, result.files))
    scores = structure.asked(index, ranking, found) or found
    read = _read(index, ranking, scores)
    scores = structure.siblings(index, ranking, _with_readings(scores, read))
    groups = _groups(index, scores, _sides(index, ranking, scores, read))
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
        - _RETOLD_WEIGHT * stance.retells(index.rows[i].read)
        for i in candidates
    }


def _read(index: Index, ranking: Ranking, scores: dict[int, float]) -> dict[int, Reading]:
    """What the reader says of the best sentences: it is slow, and so reads no others."""
    best = sorted(scores, key=lambda i: (-scores[i], i))[:_READ]
    known = [i for i in best if not foreign.is_foreign(index, ranking, i)]
    read = readings(index, ranking, known)
    worst = min((one.odds for one in read.values()), default=0.0)
    read |= {i: reader.unread(worst) for i in best if i not in read}
    return structure.looked_up(index, ranking, read)


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
    text = index.rows[sentence].read
    return questions.offers(text, wanted, question) if wanted.kind in _TELLING else 0.0


def _inherited(index: Index, scores: Scores, sentence: int) -> float:
    """How much more the sentence before scores, for one that leans on it ("These comprise …")."""
    row = index.rows[sentence]
    if row.index == 0 or not _LEANS.match(row.text):
        return 0.0
    return max(0.0, float(scores[sentence - 1] - scores[sentence]))


def _groups(
    index: Index,
    scores: dict[int, float],
    said: Sequence[Side],
    margins: tuple[float, float] = _MARGINS,
) -> list[list[int]]:
    """The sentences to quote: the best with those that agree, what differs, then what adds."""
    groups = [list(side.sentences) for side in said]
    if (follower := _follower(index, groups[0][0])) is not None and len(groups) < MAX_SENTENCES:
        groups.append([follower])
    compared = {i for group in groups for i in group}
    order = sorted(scores, key=lambda i: (-scores[i], i))
    used = sum(len(index.rows[group[0]].text) for group in groups)
    for sentence in order:
        if len(groups) == MAX_SENTENCES:
            break
        if sentence in compared:
            continue
        size = len(index.rows[sentence].text)
        repeats = any(_cosine(index, g[0], sentence) >= _REPEATS_COSINE for g in groups)
        margin = margins[max(0, len(groups) - 1)]
        fits = used + size <= MAX_CHARACTERS and scores[order[0]] - scores[sentence] <= margin
        if fits and not repeats:
            groups.append([sentence])
            used += size
    return groups


def _follower(index: Index, sentence: int) -> int | None:
    """The next sentence, where it completes this one.

    It says what this one counts ("four points. These are …"), or takes back what this one tells
    ("We wrote that … In fact …").
    """
    after = sentence + 1
    beside = after < len(index.rows) and index.rows[after].file == index.rows[sentence].file
    if not beside:
        return None
    corrected = stance.retells(index.rows[sentence].read)
    return after if corrected or _LISTS.match(index.rows[after].text) else None


def _weight(index: Index, terms: set[str]) -> float:
    return sum(index.vocabulary.idf(term) for term in terms)


def _cosine(index: Index, first: int, other: int) -> float:
    return float(index.vectors[first] @ index.vectors[other])


def _statement(index: Index, group: Sequence[int], read: Mapping[int, Reading]) -> Statement:
    spans = {i: read[i].span for i in group if i in read}
    return Statement(
        text=" ".join(index.rows[group[0]].read.split()),
        citations=tuple(citations.cite(index, i, spans.get(i)) for i in group),
    )
