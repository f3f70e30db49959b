"""Questions, each with a sentence that answers it or only seems to: what the marker learns from.

Most are made of exercises; those of `eval/lessons/asked` were written for it, some that their
passage answers and some that it leaves open though they look alike, so that shared words do not
tell the ones from the others.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from eval.teach.batches import answer_pieces, choices
from eval.teach.edits import edited
from eval.teach.lessons import Exercise, asked
from qa.neural import wordpieces

if TYPE_CHECKING:
    from eval.teach.exchanges import Exchanges

# Chosen by hand.
_PIECES = 1800  # in a batch, padded
_STEP = 16  # pieces: rows are padded to a multiple, so that few shapes have to be compiled for
_LOT = 1200  # groups that are put in batches by their length
_EDITED, _EXCHANGED = 0.35, 0.25  # shares of the answered questions that come with an edited one
_OTHER = 0.25  # and with another sentence
_WITH_BEFORE = 0.25  # of the sentences that answer come with the one before


@dataclass(frozen=True)
class Pair:
    """A question and a sentence.

    Attributes:
        texts: Question, sentence and the one before, if it is read.
        pieces: Those of the sentence that answer; none where it does not.
        beside: Where the sentence only seems to answer, how many pairs before it one stands, in a
            question that its sentence answers: it is to be the less sure of the two. 0 for none.
    """

    texts: tuple[str, str, str]
    pieces: tuple[int, ...] = ()
    beside: int = 0


Group = list[Pair]  # what is learnt at once


def of_exercise(exercise: Exercise, exchanges: Exchanges, draw: random.Random) -> Group:
    """What is learnt from an exercise: its answer, and at times an edit or another sentence."""
    first, *others = choices(exercise, draw)
    sentences = exercise.sentences
    if not exercise.answers:
        return [Pair((exercise.question, sentences[first], sentences[first - 1] if first else ""))]
    pieces = answer_pieces(exercise, first)
    if not pieces:
        return []
    led = sentences[first - 1] if first and draw.random() < _WITH_BEFORE else ""
    made = [Pair((exercise.question, sentences[first], led), tuple(pieces))]
    chance, other = draw.random(), None
    if chance < _EDITED:
        other = edited(exercise.question, " ".join(sentences), exercise.short, draw)
    if chance < _EDITED + _EXCHANGED:
        other = other or exchanges.exchanged(exercise, first, draw)
        made += [Pair((other, sentences[first], led), beside=1)] if other else []
    elif chance < _EDITED + _EXCHANGED + _OTHER and others:
        made.append(Pair((exercise.question, sentences[others[0]], "")))
    return made


def written(*, held_out: bool) -> list[Group]:
    """The passages of `eval/lessons/asked`, a group each: those to learn from, or the held out.

    A question that its sentence only seems to answer stands beside one that the same sentence
    answers, where there is one.
    """
    return [of_passage(passage) for passage in asked(held_out=held_out)]


def of_passage(passage: Sequence[Exercise]) -> Group:
    """What is learnt from all questions to one passage, with the tempting sentence of each."""
    at = [e.answers[0] if e.answers else e.tempting or 0 for e in passage]
    group: Group = []
    for number, (exercise, i) in enumerate(zip(passage, at, strict=True)):
        before = exercise.sentences[i - 1] if i else ""
        pair = Pair((exercise.question, exercise.sentences[i], before))
        answered = [n for n in range(number) if passage[n].answers]
        if exercise.answers:
            pair = replace(pair, pieces=tuple(answer_pieces(exercise, i)))
        elif answered:
            alike = [n for n in answered if at[n] == i]
            pair = replace(pair, beside=number - (alike or answered)[-1])
        group.append(pair)
    return group


def batches(groups: Sequence[Group], draw: random.Random) -> Iterator[Group]:
    """Groups in a new order, those of like length together, none of them parted."""
    order = draw.sample(groups, len(groups))
    for at in range(0, len(order), _LOT):
        lot: list[Group] = [[]]
        for group in sorted(order[at : at + _LOT], key=_length):
            if (len(lot[-1]) + len(group)) * _length(group) > _PIECES and lot[-1]:
                lot.append([])
            lot[-1] += group
        draw.shuffle(lot)
        yield from (batch for batch in lot if batch)


def _length(group: Group) -> int:
    longest = max(sum(len(wordpieces.cut(text).ids) for text in pair.texts) + 4 for pair in group)
    return -(-longest // _STEP) * _STEP
