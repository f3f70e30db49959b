"""Questions that describe something instead of naming it, answered in two steps.

"What stands opposite the building where the council meets?": where the council meets is asked
first, and what was found is put in its place. Both steps are shown and cited.
"""

from __future__ import annotations

from collections.abc import Callable

from qa.answer import carried, confidence, pronouns
from qa.answer.answerer import compose
from qa.locale import gettext, gettext_noop
from qa.search.search import SearchResult
from qa.text import described, lexicon, referents, words
from qa.text.language import ENGLISH
from qa.types import Answer, Statement

ONLY_DESCRIBED = gettext_noop("the articles say what is described, but not what is asked of it")
_SURE = 0.5  # confidence of the first step, from which the second is asked; set by hand
_BOTH_SURE = 0.8  # confidence of both, from which the second needs no mark; set by hand
_TOLD = 0.3  # share of the terms of the first step, in the sentence that answers; set by hand

Ask = Callable[[str], tuple[SearchResult, Answer]]


def answer(question: str, ask: Ask, at_once: Callable[[], Answer]) -> Answer:
    """The answer in two steps where a question takes two, else the answer at once.

    What only says who or what is described is no answer.

    Args:
        question: The question.
        ask: Asks another question, and gives what was found for it and its answer.
        at_once: Answers the question as it is.
    """
    firsts = [(one, *ask(one.first)) for one in described.descriptions(question)]
    one, found, first = max(firsts, key=_surest, default=(None, None, None))
    if one is None or found is None or first is None:
        return at_once()
    meant = _meant(first)
    if first.refused or first.confidence < _SURE or not meant or not _tells(found, first):
        return at_once()
    if not one.by_office and (both := _second(question, ask, one, first, meant)):
        return both
    direct = at_once()
    only = not direct.refused and _names(one, meant) and _is_same(direct.short, meant)
    if one.by_office and (direct.refused or only):
        return _second(question, ask, one, first, meant) or (
            _left(found, direct) if only else direct
        )
    return _left(found, direct) if only else direct


def _surest(step: tuple[described.Described, SearchResult, Answer]) -> tuple[bool, float]:
    """The first step whose answer can be put in the place of the description, and is likeliest."""
    first = step[2]
    return not first.refused and bool(_meant(first)), first.confidence


def _tells(found: SearchResult, first: Answer) -> bool:
    """Whether what answers the first step has words of it: "Second was Odd" of "came second"."""
    index, cited = found.index, first.citations[0]
    at = index.sentence_at(cited.file, cited.start)
    held = set(index.terms[at])
    if pronouns.opens(index.rows[at].read) and index.rows[at].index:
        held.update(index.terms[at - 1])
    asked = set(found.ranking.query.terms)
    return sum(confidence.holds(held, term) for term in asked) >= _TOLD * len(asked)


def _names(one: described.Described, meant: str) -> bool:
    """Whether who or where is described was found by name: nothing else can be meant then."""
    return one.by_name and bool(lexicon.names(f"of {meant}"))


def _second(
    question: str, ask: Ask, one: described.Described, first: Answer, meant: str
) -> Answer | None:
    """Both steps as one answer; None where the second has none."""
    asked = one.named(meant)
    found, second = ask(asked)
    cut = _is_cut_well(question, one, asked)
    if not (cut and _is_sure(found, first, second, meant)):
        second = carried.surely(found, second, meant.rsplit(maxsplit=1)[-1], near=False)
    further = next(described.descriptions(asked), None)
    if further and (second.refused or not second.short):  # "the captain of the Alba"
        second = answer(asked, ask, lambda: second)
    if second.refused or _is_same(second.short, meant):
        return None
    return _both(question, found, first, second, meant)


def _is_cut_well(question: str, one: described.Described, asked: str) -> bool:
    """Whether both steps have all words of the question but "man", and no noun is left for a verb.

    "When did the man who called it useful become foreign minister?" is not "When did Ray Ott
    minister?".
    """
    left = set(words.terms(question)) - set(words.terms(f"{one.first} {asked}"))
    return len(left) <= 1 and one.goes_on


def _is_sure(found: SearchResult, first: Answer, second: Answer, meant: str) -> bool:
    """Whether both steps are sure, and the second names who or what was found, or a part of it.

    What only tells the first step again tells nothing more of it.
    """
    sure = min(first.confidence, second.confidence) >= _BOTH_SURE and not second.refused
    own = sure and second.statements[0].text != first.statements[0].text
    return own and carried.names(found, second, meant)


def _left(found: SearchResult, direct: Answer) -> Answer:
    """The refusal where only what is described was found."""
    refusal = carried.refusal(found, direct, ONLY_DESCRIBED)
    update = {"question": direct.question, "standalone_question": direct.standalone_question}
    return refusal.model_copy(update=update)


def _meant(first: Answer) -> str:
    """What the description was found to mean: the one name in its answer, or all of that."""
    if not lexicon.names(f"of {first.short}"):
        opening, _, rest = first.short.partition(" ")
        return rest if opening in ENGLISH.compounds.prepositions else first.short
    names = referents.names(first.short)
    return names[0] if len(names) == 1 else ""


def _is_same(short: str, meant: str) -> bool:
    """Whether a short answer says no more than what was described."""
    said = set(words.terms(short))
    return bool(said) and said <= set(words.terms(meant))


def _alone(statement: Statement) -> Statement:
    """A statement as its own article proves it: others agree on what was described, no more."""
    file = statement.citations[0].file
    own = tuple(citation for citation in statement.citations if citation.file == file)
    return statement.model_copy(update={"citations": own})


def _both(question: str, found: SearchResult, first: Answer, second: Answer, meant: str) -> Answer:
    shown = {statement.text for statement in second.statements}
    own = [_alone(one) for one in first.statements[:1] if one.text not in shown]
    statements = [*second.statements, *own]
    note = gettext(
        "In two steps: {first}: {meaning}; “{second}”",
        first=first.question[:1].lower() + first.question[1:].rstrip("? "),
        meaning=meant,
        second=second.question,
    )
    composed = compose(
        found,
        statements,
        confidence=min(first.confidence, second.confidence),
        mode="extractive",
        model=second.model,
        claims=second.agreement,
        notes=(*first.notes, note, *second.notes),
    )
    update = {"question": question, "standalone_question": second.question}
    return composed.model_copy(update=update)
