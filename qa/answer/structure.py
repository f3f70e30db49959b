"""Rows of tables and items of lists as candidates: which of them a question is about.

A table has many rows that read alike; what tells them apart is the cell that names each row. A
list is one answer where the question names what the list is of, and none of its items.
"""

from __future__ import annotations

from collections.abc import Sequence

from qa.index.memory import Index
from qa.search.retrieval import Ranking
from qa.text import words


def asked(index: Index, ranking: Ranking, scores: dict[int, float]) -> dict[int, float]:
    """The scores without the rows and items that a question is not about.

    Args:
        index: Where they are.
        ranking: Their scores for the question.
        scores: How directly each candidate answers.
    """
    rows = [i for i in scores if index.rows[i].kind == "row"]
    dropped = _other_rows(index, ranking, rows) if rows else set()
    kept = {i: score for i, score in scores.items() if i not in dropped}
    return _siblings(index, ranking, kept)


def _other_rows(index: Index, ranking: Ranking, rows: Sequence[int]) -> set[int]:
    """Rows of which another is meant: named in the question, or holding the number it names."""
    terms = list(dict.fromkeys(ranking.query.terms))
    named = {i for i in rows if (key := _key(index, i)) and key <= set(terms)}
    if named:
        return set(rows) - named
    if any(_is_another(index, i, terms) for i in rows):
        return set(rows)
    numbers = {term for term in terms if term[0].isdigit()}
    holding = {i for i in rows if numbers <= set(index.terms[i])} if numbers else set()
    return set(rows) - holding if holding else set()


def _key(index: Index, row: int) -> set[str]:
    """The terms of the cell that names a row: its first one."""
    return set(words.terms(index.rows[row].key))


def _is_another(index: Index, row: int, terms: Sequence[str]) -> bool:
    """Whether a question names another thing of the same kind: "fishing licence", not "dog"."""
    key, held = _key(index, row), set(index.terms[row])
    for at, term in enumerate(terms):
        beside = terms[max(0, at - 1) : at] if term in key else ()
        if any(word not in held for word in beside) and key - set(terms):
            return True
    return False


def _siblings(index: Index, ranking: Ranking, scores: dict[int, float]) -> dict[int, float]:
    """The items of one list alone, where the best candidate is an item that is not itself named."""
    if not scores:
        return scores
    best = max(scores, key=lambda i: (scores[i], -i))
    row = index.rows[best]
    own = set(words.terms(row.read)) & set(ranking.query.terms)
    if row.kind != "item" or own or not row.context:
        return scores
    return {
        i: score
        for i, score in scores.items()
        if index.rows[i].file == row.file and index.rows[i].context == row.context
    }
