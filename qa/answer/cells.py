"""Cells of the rows of tables: those that a question names, and the one that it asks for.

"Low water at Trewin on 16 June" is in no row of the 14th, nor is who sells in Lund in the row of
who sells in Leeds; and what languages Dolores speaks stands in their column, not in her name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from qa.answer.spans import CharacterRange
from qa.index.memory import Index
from qa.index.rows import Row
from qa.search.ranking import Query
from qa.text import dates, forms, words
from qa.text.language import ENGLISH

_SHORT = 3  # terms of a cell that a question may name whole; a longer one is a text
_MOST = 500  # rows of a table that hold a word of a question and are looked at


def contradicted(index: Index, query: Query, rows: Sequence[int]) -> dict[int, set[str]]:
    """The rows that have another value where a question names one that another row has there.

    Args:
        index: Where the rows are.
        query: The question.
        rows: Rows of tables.

    Returns:
        The terms of what the question names and each of them lacks.
    """
    named = _named(index, query, rows)
    days = set(dates.days(query.corrected))
    found: dict[int, set[str]] = {}
    for i in rows:
        row = index.rows[i]
        columns = named.get(_table(row), {})
        lacks = {
            term
            for name, values in columns.items()
            if not _holds(index, row, name, values)
            for value in values
            for term in value
        }
        own = set(dates.days(row.read))
        if days and own and days.isdisjoint(own):
            lacks |= {str(day) for _, day in days}
        if lacks:
            found[i] = lacks
    return found


def asked(row: Row, query: Query) -> CharacterRange | None:
    """Where, in a row as it reads, the cell of the one column stands that a question names.

    Args:
        row: A row of a table.
        query: The question.

    Returns:
        None where it names none, or several as well.
    """
    terms, said = set(query.terms), words.split(query.corrected)
    if not said or said[0] in ENGLISH.referents.asking_persons:
        return None  # "Who got most points?" asks for no points
    if said[0] in ENGLISH.questions.choosing:
        terms &= set(forms.terms(" ".join(said[1:3]), query.language))
    held = []
    for name, value in row.cells.items():
        own = set(forms.terms(name, query.language))
        given = set(forms.terms(value, query.language))
        if own & terms and value and not given & terms:
            held.append((len(own & terms) / len(own), name, value))
    held.sort(reverse=True)
    if not held or (len(held) > 1 and held[0][0] == held[1][0]):
        return None
    _, name, value = held[0]
    start = row.read.find(f"{name}: {value}") + len(name) + 2
    return (start, start + len(value)) if start > len(name) + 1 else None


def _named(
    index: Index, query: Query, rows: Sequence[int]
) -> dict[tuple[str, ...], dict[str, set[frozenset[str]]]]:
    """By table and column, the values that a question names whole."""
    tables = {_table(index.rows[i]) for i in rows}
    terms = frozenset(query.terms)
    found: dict[tuple[str, ...], dict[str, set[frozenset[str]]]] = {}
    for i in _holding(index, terms):
        row = index.rows[i]
        if row.kind != "row" or (table := _table(row)) not in tables:
            continue
        for name, value in row.cells.items():
            own = _terms(index, row, value)
            if own and own <= terms:
                found.setdefault(table, {}).setdefault(name, set()).add(own)
    return found


def _holding(index: Index, terms: AbstractSet[str]) -> Iterator[int]:
    held = {i for term in terms for i in index.sentence_bm25.holding([term])[:_MOST]}
    yield from sorted(held)


def _holds(index: Index, row: Row, name: str, values: AbstractSet[frozenset[str]]) -> bool:
    own = set(index.terms_in(row.file, row.cells.get(name, "")))
    return any(not value.isdisjoint(own) for value in values)


def _terms(index: Index, row: Row, value: str) -> frozenset[str]:
    found = frozenset(index.terms_in(row.file, value))
    return found if len(found) <= _SHORT else frozenset()


def _table(row: Row) -> tuple[str, ...]:
    """What tells a table from others: its article and the names of its columns."""
    return (row.article, *row.cells)
