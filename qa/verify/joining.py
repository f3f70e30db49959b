"""Facts of several sentences in one statement: each clause must be said by one of them.

Sentences that do not follow each other are read apart: "Ann bought the mill" and, further on, "She
lives in Oslo" do not say together where Ann lives.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.locale import gettext
from qa.verify import figures, gaps, order, wording
from qa.verify.alignment import Alignment
from qa.verify.findings import Finding, Weight
from qa.verify.reading import Reading, is_verbal

Sentence = tuple[Reading, Reading]  # one or more in a row, and what stands before them


def findings(
    statement: Reading, sentences: Sequence[Sentence], around: Reading, weight: Weight
) -> Iterator[Finding]:
    """Clauses whose words and amounts, with their subject, no one sentence has.

    Args:
        statement: The statement.
        sentences: The sentences, or rows of them, each with what stands before it.
        around: The whole article.
        weight: What such a finding weighs: more of rows that stand apart.
    """
    lacking = [
        (own, _lacking(Alignment(statement, own), before, around)) for own, before in sentences
    ]
    for clause, subject in _parts(statement):
        left = [
            some & (clause if weight == "wording" and _has_pronoun(own) else clause | subject)
            for own, some in lacking
        ]
        if all(left):
            fewest = sorted(left, key=len)[0]
            word = statement.written(statement.tokens[min(fewest)])
            told = gettext("the articles say “{word}” of something else", word=word)
            yield Finding(told, weight, kind="joined")
            return


def is_one(statement: Reading) -> bool:
    """Whether a statement is one clause: what one row of sentences must say alone."""
    return len(list(_parts(statement))) <= 1


def _lacking(pair: Alignment, before: Reading, around: Reading) -> set[int]:
    """The positions of a statement's words and amounts that one sentence lacks."""
    lacks = set(wording.unexplained(pair, before, around)[0])
    return lacks | {at for one in figures.missing(pair) for at in range(one.start, one.end)}


def _has_pronoun(reading: Reading) -> bool:
    """Whether somebody or something may be meant in some sentences who is not named there."""
    return not wording.PRONOUNS.isdisjoint(reading.tokens)


def _parts(statement: Reading) -> Iterator[tuple[set[int], set[int]]]:
    """The clauses that have a verb, each with those after it that have none.

    Beside each the subject that it takes over from the clause before it.
    """
    part: set[int] = set()
    subject: set[int] = set()
    for number in statement.clauses:
        span = statement.clause(number)
        verb = next((at for at in span if _is_verb(statement, at, span)), None)
        if part and verb is not None:
            yield part, subject
            part, subject = set(), set(order.subject(statement, verb, span)) - set(span)
        part |= set(span)
    if part:
        yield part, subject


def _is_verb(statement: Reading, at: int, clause: range) -> bool:
    """Whether a word is a verb, by its form or by what stands after it: "lorries pay 65"."""
    if is_verbal(statement.tokens[at]):
        return True
    told = at > clause.start and not order.tells_time(statement, at)
    return told and gaps.is_verb(statement.tokens, at)
