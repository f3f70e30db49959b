"""Rows of tables and items of lists as candidates: which of them a question is about.

A table has many rows that read alike; what tells them apart is the cell that names each row. A
list is one answer where the question names what the list is of, and none of its items.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from qa.answer import cells
from qa.answer.reader import Reading
from qa.answer.spans import CharacterRange
from qa.index.memory import Index
from qa.index.rows import Row
from qa.locale import gettext_noop
from qa.search.ranking import Query, Ranking
from qa.text import forms, lexicon, questions, words

# The log odds that a row answers which the question names, and of which it asks for a column.
LOOKED_UP = 3.0

# Why a question is refused of which the articles have other things of its kind.
ANOTHER = gettext_noop("the articles have others of its kind, and not this one")


def of_articles_asked(index: Index, query: Query, scores: Mapping[int, float]) -> dict[int, float]:
    """The scores without what articles tell of themselves that have nothing of what is asked about.

    When "the article on the lighthouse" was published is told by no article that has no lighthouse.

    Args:
        index: Where the candidates are.
        query: What is asked.
        scores: How directly each candidate answers.
    """
    telling = [i for i in scores if index.rows[i].tells_of_article]
    if not telling:
        return dict(scores)
    usual = set().union(*(index.terms[i] for i in telling))
    called = set().union(*(words.terms(index.rows[i].title) for i in telling))
    about = set(query.terms) - (usual - called)
    held = {
        i for i in telling if any(about.intersection(index.terms[j]) for j in index.article_of(i))
    }
    others = {i for i in telling if i not in held} if held else set()
    return {i: score for i, score in scores.items() if i not in others}


def asked(index: Index, ranking: Ranking, scores: dict[int, float]) -> dict[int, float]:
    """The scores without the rows and pairs that a question is not about.

    Args:
        index: Where they are.
        ranking: Their scores for the question.
        scores: How directly each candidate answers.
    """
    terms = list(dict.fromkeys(ranking.query.terms))
    rows = [i for i in scores if index.rows[i].kind == "row"]
    lacks = cells.contradicted(index, ranking.query, rows)
    if lacks:
        kept = {i: score for i, score in scores.items() if i not in lacks}
        if len(lacks) < len(rows):
            return asked(index, ranking, kept)
        meant = set().union(*lacks.values())
        return {i: score for i, score in kept.items() if meant & _around(index, i)}
    named = {i for i in rows if (key := _key(index, i)) and key <= set(terms)}
    if named:
        return {i: score for i, score in scores.items() if i in named or i not in rows}
    beside = _side_by_side(ranking.query)
    dropped = _other_rows(index, ranking.query, rows) if rows else set()
    named_by_key = (i for i in scores if index.rows[i].kind in ("row", "pair"))
    others = {i: meant for i in named_by_key if (meant := _another(index, i, terms, beside))}
    listed = (i for i in scores if index.rows[i].kind in ("row", "item"))
    others |= {i: meant for i in listed if (meant := _of_another_kind(index, i, terms, beside))}
    dropped.update(others)
    kept = {i: score for i, score in scores.items() if i not in dropped}
    # Something of its kind is there, and another thing is asked for: what is left has to hold what
    # tells the two apart, itself or in the sentence before.
    lacking = {term for meant in others.values() for term in meant}
    if not lacking:
        return kept
    return {i: score for i, score in kept.items() if lacking & _around(index, i)}


def _around(index: Index, sentence: int) -> set[str]:
    """The terms of a sentence and of the one before it."""
    before = index.terms[sentence - 1] if index.rows[sentence].index else ()
    return {*index.terms[sentence], *before}


def written(row: Row, span: CharacterRange | None) -> CharacterRange | None:
    """A place in a sentence as it reads → the place in it as it is written; None if it has none."""
    if span is None or not row.reading:
        return span
    said = row.read[slice(*span)]
    at = row.text.find(said)
    return (at, at + len(said)) if at >= 0 else None


def looked_up(index: Index, ranking: Ranking, read: Mapping[int, Reading]) -> dict[int, Reading]:
    """The readings of sentences, those of rows raised that the question looks up by their names."""
    terms = set(ranking.query.terms)
    return {
        i: replace(one, odds=max(one.odds, LOOKED_UP)) if _is_looked_up(index, i, terms) else one
        for i, one in read.items()
    }


def _is_looked_up(index: Index, sentence: int, terms: set[str]) -> bool:
    row = index.rows[sentence]
    if row.kind != "row":
        return False
    key, names = (set(index.terms_in(row.file, text)) for text in (row.key, " ".join(row.cells)))
    return bool(key) and key <= terms and bool(names & terms)


def _other_rows(index: Index, query: Query, rows: Sequence[int]) -> set[int]:
    """Rows of which another is meant, which holds the number that the question names, or none."""
    terms, beside = query.terms, _side_by_side(query)
    if any(_another(index, i, terms, beside) for i in rows):
        return set(rows)
    numbers = {term for term in terms if term[0].isdigit()}
    holding = {i for i in rows if numbers <= set(index.terms[i])} if numbers else set()
    if holding:
        return set(rows) - holding
    return {i for i in rows if not _is_told_apart(index, i, set(terms))}


def _is_told_apart(index: Index, row: int, terms: set[str]) -> bool:
    """Whether a question names a value of a row, or nothing but what all rows share."""
    file, cells = index.rows[row].file, index.rows[row].cells
    values = set(index.terms_in(file, " ".join(cells.values())))
    return bool(terms & values) or terms <= set(index.terms[row])


def _key(index: Index, row: int) -> set[str]:
    """The terms of the name of a row, its first cell, or of a pair."""
    return set(index.terms_in(index.rows[row].file, index.rows[row].key))


def _another(
    index: Index, row: int, terms: Sequence[str], beside: Sequence[tuple[str, str]]
) -> set[str]:
    """What tells another thing of the same kind apart: "fishing", of a licence for dogs.

    Args:
        index: Where the row is.
        row: A row of a table, or a pair.
        terms: The terms of the question.
        beside: Its terms that stand side by side.
    """
    key, held = _key(index, row), set(index.terms[row])
    if not key - set(terms):
        return set()
    return {before for before, term in beside if term in key and before not in held}


def _of_another_kind(
    index: Index, row: int, terms: Sequence[str], beside: Sequence[tuple[str, str]]
) -> set[str]:
    """What tells a thing of a question from that of a row or an item: "violin", of piano lessons.

    Args:
        index: Where the row is.
        row: A row of a table, or an item of a list.
        terms: The terms of the question.
        beside: Its terms that stand side by side.
    """
    own = set(index.terms[row])
    shared = {term: before for before, term in beside if term in own and term.isalpha()}
    if not shared:
        return set()
    file, held = index.rows[row].file, _around(index, row)
    said = index.rows[row].read.split()
    each = [(index.terms_in(file, word), word[-1].isalnum()) for word in said]
    told = {
        after[0]
        for (before, joined), (after, _) in pairwise(each)
        if joined and before and after and before[-1].isalpha() and before[-1] not in terms
    }
    return {shared[term] for term in told & shared.keys() if shared[term] not in held}


def _side_by_side(query: Query) -> list[tuple[str, str]]:
    """The terms of words with nothing between them: "harbour council", not "council of Orm".

    A date before a word is no kind of it: "the January flood".
    """
    asked = questions.uncounted(query.corrected).split()
    each = [() if _is_date(word) else forms.terms(word, query.language) for word in asked]
    return [(before[-1], after[0]) for before, after in pairwise(each) if before and after]


def _is_date(word: str) -> bool:
    return words.fold(word) in lexicon.DATES


def siblings(index: Index, ranking: Ranking, scores: dict[int, float]) -> dict[int, float]:
    """The items of one list alone, where the best candidate is an item that no question names.

    Args:
        index: Where they are.
        ranking: Their scores for the question.
        scores: How directly each candidate answers, its reading included.
    """
    if not scores:
        return scores
    best = max(scores, key=lambda i: (scores[i], -i))
    row = index.rows[best]
    own = set(index.terms_in(row.file, row.read)) & set(ranking.query.terms)
    if row.kind != "item" or own or not row.context:
        return scores
    return {
        i: score
        for i, score in scores.items()
        if index.rows[i].file == row.file and index.rows[i].context == row.context
    }
