"""Sentences that say the opposite of what a question asks: they do not answer it.

"When was she convicted?" is not answered by the day on which she was acquitted, nor "What did she
not buy?" by what she bought, nor "What are the seven principles?" by what four principles are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from qa.index.memory import Index
from qa.locale import gettext_noop
from qa.search.ranking import Ranking
from qa.text import lexicon, meanings, numbers, questions, words
from qa.text.language import ENGLISH
from qa.text.numbers import Value

# Why a question is refused of which all that is near says the opposite.
OPPOSITE = gettext_noop("the articles say the opposite")

_YEAR = re.compile(r"1\d\d\d|20\d\d")
_VERBAL = frozenset(("not", "never", "cannot"))  # what denies a verb, as "didn't" does
_DENIALS = frozenset(w for w in ENGLISH.denials.words if w in _VERBAL or w.endswith("nt"))
_SIDES = {"for": "against", "against": "for", "more": "less", "less": "more"}


def left_out(index: Index, ranking: Ranking, scores: dict[int, float]) -> dict[int, float]:
    """The scores without the sentences that say the opposite of what is asked.

    Args:
        index: Where they are.
        ranking: Their scores for the question.
        scores: How directly each candidate answers.
    """
    question = ranking.query.corrected
    if ranking.query.language != ENGLISH.code or questions.asks_whether(question):
        return scores
    asked = words.split(question)
    if questions.compares(question):
        return scores
    if not _DENIALS.isdisjoint(_main(asked)) or _refuses(_main(asked)):
        return {i: s for i, s in scores.items() if _may_deny(index.rows[i].read, asked)}
    if _denies(asked):
        return scores
    own = {meanings.lemma(word) for word in asked}
    return {i: score for i, score in scores.items() if not _is_opposed(index, i, asked, own)}


def says(index: Index, ranking: Ranking, sentence: int) -> bool:
    """Whether a sentence says the opposite itself, and not only something else.

    Where it is asked what is not so, that is one which says that it is.
    """
    row, asked = index.rows[sentence], words.split(ranking.query.corrected)
    if row.kind != "prose":
        return False
    own = {meanings.lemma(word) for word in asked}
    if _DENIALS.isdisjoint(_main(asked)) and not _refuses(_main(asked)):
        return _is_opposed(index, sentence, asked, own)
    held = {meanings.lemma(word) for word in words.split(row.read)}
    return all(
        meanings.lemma(word) in held or word in words.STOPWORDS or word in ENGLISH.denials.words
        for word in asked
    )


def _is_opposed(index: Index, sentence: int, asked: Sequence[str], own: set[str]) -> bool:
    row = index.rows[sentence]
    said = words.split(row.read)
    if _denies(said):
        return False
    before = index.rows[sentence - 1].read if row.index else ""
    held = {meanings.lemma(word) for word in (*said, *words.split(before))}
    news = [word for word in said if meanings.lemma(word) not in own]
    missed = [
        word
        for led, word in pairwise(("", *asked))
        if meanings.lemma(word) not in held and not _is_thing(led, word)
    ]
    if meanings.any_opposed(missed, news):
        return True
    if _counts_otherwise(asked, said):
        return True
    return any(
        (verb, _SIDES[side]) in _sided(said) and (verb, side) not in _sided(said)
        for verb, side in _sided(asked)
    )


def _is_thing(before: str, word: str) -> bool:
    """Whether a form of a verb is a noun: "for a living", to which "died" is no opposite."""
    return before in ENGLISH.compounds.determiners and word.endswith("ing")


def _counts_otherwise(asked: Sequence[str], said: Sequence[str]) -> bool:
    """Whether a question takes a number for known ("the seven principles") and a text has another.

    Of what is measured (hours, crowns) there may well be several in one text.
    """
    known = _taken_for_known(tuple(asked))
    if not known:
        return False
    theirs = {(number, noun) for _, number, noun in _counted(said)}
    return any(one not in theirs and any(other == one[1] for _, other in theirs) for one in known)


@lru_cache(maxsize=64)
def _taken_for_known(asked: Sequence[str]) -> Sequence[tuple[Value, str]]:
    """The numbers that a question takes for known, each with the noun's term."""
    return [
        (number, noun)
        for before, number, noun in _counted(asked)
        if before in ENGLISH.compounds.determiners
    ]


def _counted(said: Sequence[str]) -> Iterator[tuple[str, Value, str]]:
    """Each number before a noun: the word before it, the number, and the noun's term."""
    for before, number, noun in zip(said, said[1:], said[2:], strict=False):
        values = numbers.values([number])
        known = noun in lexicon.MEASURES or noun in lexicon.NUMBERS or noun in words.STOPWORDS
        if len(values) == 1 and noun.isalpha() and not known and not _YEAR.fullmatch(number):
            yield before, next(iter(values)), words.stem(noun)


def _sided(said: Sequence[str]) -> set[tuple[str, str]]:
    """What is "for" or "against" something, "more" or "less": the verbs before these words."""
    return {(meanings.lemma(verb), side) for verb, side in pairwise(said) if side in _SIDES}


def _refuses(asked: Sequence[str]) -> bool:
    """Whether it is asked of what somebody refused or failed to do."""
    verbs = meanings.lemmas("denials", "verbs")
    return any(then == "to" and meanings.lemma(word) in verbs for word, then in pairwise(asked))


def _main(asked: Sequence[str]) -> Sequence[str]:
    """The words of a question before the first clause that hangs on it."""
    openers = meanings.listed("clauses", "openers")
    ends = (i for i, word in enumerate(asked) if i > 1 and word in openers)
    return asked[: next(ends, len(asked))]


def _may_deny(text: str, asked: Sequence[str]) -> bool:
    """Whether a text denies or leaves out anything, or has the opposite of a word that is asked."""
    said = set(words.split(text))
    own = ENGLISH.denials.words | ENGLISH.denials.opposites
    turned = {f"{p}{word}" for p in meanings.listed("denials", "prefixes") for word in asked}
    return (
        _denies(list(said))
        or not said.isdisjoint(own | turned | meanings.listed("denials", "exceptions"))
        or not meanings.lemmas("denials", "verbs").isdisjoint(map(meanings.lemma, said))
        or meanings.any_opposed(said, asked)
    )


def _denies(said: Sequence[str]) -> bool:
    plain = meanings.listed("denials", "words") - set(_SIDES)
    return not plain.isdisjoint(said)
