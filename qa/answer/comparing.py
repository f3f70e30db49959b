"""Whether the articles agree on a subject: what each of them says of it, side by side."""

from __future__ import annotations

from collections.abc import Iterable

from qa.answer import agreement, citations, directness, likeness
from qa.answer.agreement import Side
from qa.answer.answerer import compose
from qa.answer.claims import claims_of, notes_on
from qa.answer.comparison import Comparison
from qa.answer.confidence import confidence, gather, readings
from qa.answer.reader import Reading
from qa.index.memory import Index
from qa.locale import gettext
from qa.search.search import SearchResult
from qa.text import library
from qa.types import Answer, Statement

_READ = 3  # sentences of each article
_ARTICLES = 8  # that are compared: those that come nearest
_ANSWERS = 0.0  # log odds of a reading, from which a sentence is taken to tell of the subject
_MARKED = 1.0  # or of its marked answer
_ABOUT = 0.5  # share of the terms of the subject that a sentence and the one before hold
_LIKE = 0.88  # or the cosine to another one that does
_SIDES = 5  # that are shown


def answer(found: SearchResult, subject: str, model: str) -> Answer:
    """What the articles say of a subject, one sentence for each side; refused where not two do.

    Args:
        found: What was found for a question that asks for the subject itself.
        subject: Its words.
        model: The name of the embedding model.
    """
    index, ranking = found.index, found.ranking
    read = _read(found)
    compared = Comparison(index, ranking, read)
    best = _best_of_each(compared, library.things(subject))
    if len({index.rows[i].article for i in best}) < 2:
        return _refusal(found, subject, model)
    related = agreement.sides(compared, best)[:_SIDES]
    known = {i for side in related for i in side.sentences}
    # What stands in no relation to the first answer is shown as well: who compares may judge it.
    others = [Side("compatible", (i,)) for i in best if i not in known]
    said = [*related, *others][:_SIDES]
    if len(said) == 1 and len(said[0].sentences) == 1:
        return _refusal(found, subject, model)
    statements = [_statement(found, side.sentences, read) for side in said]
    evidence = gather(index, ranking, [side.sentences[0] for side in said], read)
    return compose(
        found,
        statements,
        confidence=confidence(evidence),
        mode="extractive",
        model=model,
        claims=claims_of(index, related, statements),
        notes=(*notes_on(compared, related), *_agreed(related)),
    )


def unnamed(found: SearchResult, model: str) -> Answer:
    """That nothing is compared where it is not said what: whatever is near would be a guess."""
    reason = gettext("it is not said on what the articles are to be compared")
    return compose(found, (), confidence=0.0, mode="extractive", model=model, reason=reason)


def _refusal(found: SearchResult, subject: str, model: str) -> Answer:
    """That there is nothing to compare: what comes near is offered, and not quoted."""
    reason = gettext("no two articles were found that tell of “{subject}”", subject=subject)
    return compose(found, (), confidence=0.0, mode="extractive", model=model, reason=reason)


def _read(found: SearchResult) -> dict[int, Reading]:
    """The readings of the best sentences of the articles that come nearest."""
    index, ranking = found.index, found.ranking
    scores = directness.score(index, ranking, [*_prose(found)])
    by_article: dict[str, list[int]] = {}
    for i in sorted(scores, key=lambda i: (-scores[i], i)):
        if len(by_article) < _ARTICLES or index.rows[i].article in by_article:
            by_article.setdefault(index.rows[i].article, []).append(i)
    chosen = [i for some in by_article.values() for i in some[:_READ]]
    return readings(index, ranking, chosen)


def _prose(found: SearchResult) -> Iterable[int]:
    wanted = None if found.answering is None else set(found.answering)
    rows = found.index.rows
    return (
        i
        for i, row in enumerate(rows)
        if not row.heading and (wanted is None or row.article in wanted)
    )


def _best_of_each(compared: Comparison, things: frozenset[str]) -> list[int]:
    """The sentence of each article that tells of the subject, the best first."""
    index, scores = compared.index, compared.ranking.sentences
    telling = {
        i: one.odds + one.mark.odds + float(scores[i])
        for i, one in compared.read.items()
        if (one.odds >= _ANSWERS or (one.mark.odds >= _MARKED and one.span is not None))
    }
    best: dict[str, int] = {}
    for i in sorted(telling, key=lambda i: (-telling[i], i)):
        if _speaks_of(index, i, things) or _is_like(compared, i, best.values()):
            best.setdefault(index.rows[i].article, i)
    return list(best.values())


def _speaks_of(index: Index, sentence: int, things: frozenset[str]) -> bool:
    held = set(index.terms[sentence])
    if index.rows[sentence].index > 0:
        held.update(index.terms[sentence - 1])
    return len(things & held) >= _ABOUT * len(things)


def _is_like(compared: Comparison, sentence: int, others: Iterable[int]) -> bool:
    index, query = compared.index, compared.ranking.query
    return any(likeness.of(index, query, sentence, i) >= _LIKE for i in others)


def _agreed(said: list[Side]) -> tuple[str, ...]:
    if len(said) > 1 or len(said[0].sentences) == 1:
        return ()
    told = gettext(
        "The {many} articles that are cited first give the same answer.",
        many=len(said[0].sentences),
    )
    return (told,)


def _statement(
    found: SearchResult, sentences: tuple[int, ...], read: dict[int, Reading]
) -> Statement:
    index = found.index
    return Statement(
        text=" ".join(index.rows[sentences[0]].read.split()),
        citations=tuple(citations.cite(index, i, read[i].span) for i in sentences),
    )
