"""Two things that a question compares: each is asked for by itself, and their values compared.

Nothing is compared where one of the two is not told, or told with another unit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from qa.answer import carried
from qa.answer.answerer import compose
from qa.answer.claims import DIFFERS
from qa.answer.values import Value, value_of
from qa.locale import gettext
from qa.search.search import SearchResult
from qa.text import dates, words
from qa.text.choice import Choice
from qa.text.language import ENGLISH
from qa.types import Answer, Citation, Statement

Ask = Callable[[str], tuple[SearchResult, Answer]]
Order = Literal["less", "same", "more"]


@dataclass(frozen=True)
class _Half:
    """What was told of one of the two things."""

    thing: str
    found: SearchResult
    answer: Answer

    @property
    def marked(self) -> Citation | None:
        """What is cited with a value."""
        cited = (c for s in self.answer.statements[:1] for c in s.citations if c.spans)
        return next(cited, None)

    @property
    def value(self) -> Value | None:
        """That value, where the articles do not differ on it."""
        if self.marked is None or any(c.relation in DIFFERS for c in self.answer.agreement):
            return None
        return value_of(self.marked.quote, self.marked.spans[0])


def answer(question: str, one: Choice, ask: Ask, at_once: Callable[[], Answer]) -> Answer:
    """The comparison of two things, both cited; the refusal where one of them is not told.

    One sentence that tells of both answers at once.

    Args:
        question: The question.
        one: What it compares.
        ask: Asks another question, and gives what was found for it and its answer.
        at_once: Answers the question as it is.
    """
    halves = [
        _half(thing, asked, ask) for thing, asked in zip(one.things, one.questions, strict=True)
    ]
    untold = [half.thing for half in halves if half.answer.refused or half.marked is None]
    if not untold:
        return _compared(question, one, halves[0], halves[1])
    direct = at_once()
    if not direct.refused and _tells_of_both(direct.statements[0], one):
        return direct
    found = halves[0].found
    reason = gettext("the articles do not tell it of {things}", things=_listed(untold))
    refusal = carried.refusal(found, direct, reason)
    return refusal.model_copy(update={"question": question, "standalone_question": question})


def _half(thing: str, question: str, ask: Ask) -> _Half:
    found, told = ask(question)
    return _Half(thing, found, carried.surely(found, told, thing, near=False))


def _compared(question: str, one: Choice, first: _Half, other: _Half) -> Answer:
    order = _order(first.value, other.value)
    chosen, left = (first, other) if (order == "more") == one.most else (other, first)
    told = not one.whether and order in ("less", "more")
    statements = [_statement(chosen, named=told), _statement(left)]
    composed = compose(
        chosen.found,
        statements,
        confidence=min(first.answer.confidence, other.answer.confidence),
        mode="extractive",
        model=chosen.answer.model,
        notes=(*first.answer.notes, *other.answer.notes, _note(order, chosen, left)),
    )
    update: dict[str, object] = {"question": question, "standalone_question": question}
    if not told or not _named(chosen):
        update["short"] = ""
    return composed.model_copy(update=update)


def _statement(half: _Half, *, named: bool = False) -> Statement:
    """What is told of a thing; marked is its name first where that is the answer."""
    statement = half.answer.statements[0]
    place = _named(half) if named else None
    if place is None:
        return statement
    citation, start = place
    span = (start, start + len(_called(half.thing, citation.quote)))
    known = citation.model_copy(update={"spans": (span, *citation.spans)})
    others = [c for c in statement.citations if c != citation]
    return statement.model_copy(update={"citations": (known, *others), "spans": ()})


def _named(half: _Half) -> tuple[Citation, int] | None:
    """Where a thing is called by its name, word for word, in what is cited for it."""
    for citation in half.answer.statements[0].citations:
        called = _called(half.thing, citation.quote)
        if called:
            return citation, citation.quote.lower().find(called.lower())
    return None


def _called(thing: str, quote: str) -> str:
    """A thing as a quote may call it: with its determiner, or without."""
    opening, _, rest = thing.partition(" ")
    plain = rest if rest and opening.lower() in ENGLISH.compounds.determiners else thing
    return next((name for name in (thing, plain) if name.lower() in quote.lower()), "")


def _order(first: Value | None, other: Value | None) -> Order | None:
    """Whether the first of two values is more than the other; None where that is not known."""
    if first is None or other is None:
        return None
    if first.day or other.day:
        return _of_days(first, other)
    if len(first.amounts) != 1 or len(other.amounts) != 1:
        return None
    one, two = first.amounts[0], other.amounts[0]
    relation = one.relation(two)
    if one.measure != two.measure or relation == "compatible":
        return None
    if relation == "same":
        return "same"
    a, b = (one.value, two.value) if one.measure else (one.number, two.number)
    return "more" if a > b else "less"


def _of_days(first: Value, other: Value) -> Order | None:
    one, two = _parts(first), _parts(other)
    for a, b in zip(one, two, strict=True):
        if a is None or b is None:
            return "same" if a is b and one == two else None
        if a != b:
            return "more" if a > b else "less"
    return "same"


def _parts(value: Value) -> tuple[int | None, int | None, int | None]:
    """Year, month and day of a date, as far as they are told; later ones are greater."""
    day = value.day
    month = 1 + dates.MONTHS.index(day["month"]) if "month" in day else None
    year, number = (int(day[part]) if part in day else None for part in ("year", "day"))
    return year, month, number


def _note(order: Order | None, chosen: _Half, left: _Half) -> str:
    told = gettext(
        "{thing}: {value}; {other}: {other_value}",
        thing=chosen.thing,
        value=_shown(chosen),
        other=left.thing,
        other_value=_shown(left),
    )
    if order == "same":
        return gettext("Both are the same. {told}.", told=told)
    if order is None:
        return gettext("The two cannot be compared by what is told. {told}.", told=told)
    return gettext("Compared: {told}.", told=told)


def _shown(half: _Half) -> str:
    marked = half.marked
    return f"“{' '.join(marked.quote[slice(*marked.spans[0])].split())}”" if marked else ""


def _tells_of_both(statement: Statement, one: Choice) -> bool:
    held = set(words.terms(statement.text))
    return all(set(words.terms(thing)) <= held for thing in one.things)


def _listed(things: list[str]) -> str:
    return " · ".join(f"“{thing}”" for thing in things)
