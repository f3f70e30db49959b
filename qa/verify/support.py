"""What a statement demands of sentences, and how much of it they hold: where to look for them.

Every number, date, name and quoted word of a statement, in any usual spelling ("four and a half" is
4.5, the "U.S." is America, "Zelensky" is "Zelenskyy"), and the words that carry it, weighed by how
rare they are.
"""

from __future__ import annotations

from dataclasses import dataclass

from qa.index.memory import Index
from qa.text import dates, numbers, words
from qa.text.numbers import Value
from qa.verify import names, quotes
from qa.verify.source_text import SourceText

# The coverage of a statement without terms, which is nothing but a number, by a source that has the
# number: enough to be near it (`evidence.NEAR`). Set by hand, held by tests/test_support.py.
_NUMBERS_ALONE = 0.5


@dataclass(frozen=True)
class Demands:
    """What must be in the sources of a statement.

    Attributes:
        numbers: Values, of digits and of number words.
        names: Runs of words with a capital, each a tuple of folded words.
        dates: Names of months and weekdays.
        quotes: Runs of folded words between quotation marks.
        terms: The words that carry the statement, stemmed; numbers are looked at as values.
    """

    numbers: frozenset[Value]
    names: tuple[tuple[str, ...], ...]
    dates: frozenset[str]
    quotes: tuple[tuple[str, ...], ...]
    terms: frozenset[str]


def demands(text: str, index: Index) -> Demands:
    """What a statement demands of its sources."""
    said = words.split(text)
    return Demands(
        numbers=numbers.values(said),
        names=tuple(names.find(text, index)),
        dates=dates.named(text),
        quotes=tuple(run for quote in quotes.find(text) for run in quotes.runs(quote)),
        terms=frozenset(term for term in words.terms(text) if not term[0].isdigit()),
    )


def missing(wanted: Demands, source: SourceText, around: SourceText) -> frozenset[str]:
    """What a statement demands and its sources lack; empty when they have it all.

    Args:
        wanted: The statement's demands.
        source: The sentences that it cites.
        around: All that the model was given: where a first name or a title may stand.
    """
    lacks = {str(number) for number in wanted.numbers - source.numbers}
    lacks |= wanted.dates - source.dates
    lacks |= {f"“{' '.join(quote)}”" for quote in wanted.quotes if not source.contains(quote)}
    for name in wanted.names:
        lacks |= names.missing(name, source, around)
    return frozenset(lacks)


def coverage(wanted: Demands, source: SourceText, index: Index) -> float:
    """Share of a statement's terms, weighed by rarity, that its sources hold; from 0 to 1.

    A statement that is nothing but a number has no terms: it is half covered by any source.
    """
    total = sum(index.vocabulary.idf(term) for term in wanted.terms)
    held = sum(index.vocabulary.idf(term) for term in wanted.terms & source.terms)
    return held / total if total else _NUMBERS_ALONE * bool(wanted.numbers)
