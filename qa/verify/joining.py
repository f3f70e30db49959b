"""Facts of several sentences in one clause: each clause must be said by one sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.locale import gettext
from qa.verify import figures, wording
from qa.verify.alignment import Alignment
from qa.verify.findings import Finding
from qa.verify.reading import Reading, is_verbal

Sentence = tuple[Reading, Reading]  # a sentence, and what stands before it


def findings(
    statement: Reading, sentences: Sequence[Sentence], around: Reading
) -> Iterator[Finding]:
    """Clauses whose words and amounts no one sentence has.

    Args:
        statement: The statement.
        sentences: The sentences, each with what stands before it.
        around: The whole article.
    """
    lacking = [_lacking(Alignment(statement, own), before, around) for own, before in sentences]
    for clause in _parts(statement):
        if not any(clause.isdisjoint(some) for some in lacking):
            fewest = min(lacking, key=lambda some: len(clause & some))
            word = statement.tokens[min(clause & fewest)]
            yield Finding(
                gettext("the articles say “{word}” of something else", word=word), "wording"
            )
            return


def _lacking(pair: Alignment, before: Reading, around: Reading) -> set[int]:
    """The positions of a statement's words and amounts that one sentence lacks."""
    lacks = set(wording.unexplained(pair, before, around)[0])
    return lacks | {at for one in figures.missing(pair) for at in range(one.start, one.end)}


def _parts(statement: Reading) -> Iterator[set[int]]:
    """The clauses that have a verb, each with those after it that have none."""
    part: set[int] = set()
    for number in statement.clauses:
        span = statement.clause(number)
        if part and any(is_verbal(statement.tokens[at]) for at in span):
            yield part
            part = set()
        part |= set(span)
    if part:
        yield part
