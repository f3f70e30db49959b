"""Exercises made ready to learn from: sentences to choose between, and batches of like length."""

from __future__ import annotations

import random
from collections.abc import Sequence

from eval.teach.lessons import Exercise
from qa.answer import reader
from qa.neural import wordpieces
from qa.text import words

# Chosen by hand.
SENTENCES = 2  # of a passage, in each choice
QUESTIONS = 12  # in a batch
_LOT = 40  # batches; within such a lot the exercises are put in batches by the length of sentences
_UNALIKE = 0.5  # words: what a sentence that shares none with the question is drawn by


def choices(exercise: Exercise, draw: random.Random) -> list[int]:
    """Sentences to choose from: the right or tempting one if known, then others that are like."""
    chosen = [draw.choice(exercise.answers)] if exercise.answers else []
    if exercise.tempting is not None:
        chosen = [exercise.tempting]
    asked = set(words.split(exercise.question))
    used = {*chosen, *exercise.answers}
    rest = [i for i in range(len(exercise.sentences)) if i not in used]
    while rest and len(chosen) < SENTENCES:
        shared = [_UNALIKE + len(asked & set(words.split(exercise.sentences[i]))) for i in rest]
        chosen.append(rest.pop(draw.choices(range(len(rest)), shared)[0]))
    return chosen


def answer_pieces(exercise: Exercise, sentence: int) -> list[int]:
    """The pieces of a sentence (of words, as the reader cuts them) that make up the short answer.

    They are numbered within the sentence; none when it does not answer.
    """
    start = exercise.sentences[sentence].lower().find(exercise.short.lower())
    if sentence not in exercise.answers or not exercise.short or start < 0:
        return []
    stop = start + len(exercise.short)
    pieces = wordpieces.cut(exercise.sentences[sentence]).offsets[: reader.SENTENCE]
    return [i for i, (first, last) in enumerate(pieces) if first < stop and last > start]


def batches(learnt: Sequence[Exercise], draw: random.Random) -> list[list[Exercise]]:
    """Exercises in a new order, long ones together: what stands beside them is not padded."""
    order = draw.sample(learnt, len(learnt))
    lot = QUESTIONS * _LOT
    made = []
    for at in range(0, len(order), lot):
        alike = sorted(order[at : at + lot], key=_length)
        made += [alike[i : i + QUESTIONS] for i in range(0, len(alike), QUESTIONS)]
    draw.shuffle(made)
    return made


def _length(exercise: Exercise) -> float:
    return sum(map(len, exercise.sentences)) / len(exercise.sentences)
