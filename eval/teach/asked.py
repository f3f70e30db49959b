"""Questions with an answer behind them, as statements: what the verifier learns of questions.

"How many does the mill employ? 74" is said by the sentence that answers it; not by one on the
dairy, though the marker (`qa.answer.spans`) finds a number there. So beside each question that a
sentence answers stand the same question with what is marked in another sentence, and the question
edited (`edits`); and questions that nothing answers, with what is marked where they come nearest.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator

from eval.teach.edits import edited
from eval.teach.groups import Group, Row, row
from eval.teach.lessons import Exercise
from qa.answer import reader, spans
from qa.answer.network import network
from qa.text import words

_WITH_BEFORE = 0.5  # of the rows, chosen by hand
_OTHER, _EDITED = 0.5, 0.5  # shares of the answered questions with such rows


def groups(exercises: Iterable[Exercise], draw: random.Random) -> Iterator[Group]:
    """Groups of questions with answers: first the one that its sentence says, if any does."""
    for exercise in exercises:
        if not exercise.answers:
            at = _nearest(exercise) if exercise.tempting is None else exercise.tempting
            yield [_asked(exercise, exercise.question, at, "", "neither", draw)]
        elif exercise.short:
            yield _answered(exercise, draw)


def _answered(exercise: Exercise, draw: random.Random) -> Group:
    question, at = exercise.question, exercise.answers[0]
    found = [_asked(exercise, question, at, exercise.short, "says", draw)]
    if draw.random() < _OTHER and len(exercise.sentences) > len(exercise.answers):
        found.append(_asked(exercise, question, _nearest(exercise), "", "neither", draw))
    passage = " ".join(exercise.sentences)
    other = edited(question, passage, exercise.short, draw) if draw.random() < _EDITED else None
    if other is not None:
        found.append(_asked(exercise, other, at, exercise.short, "not", draw))
    return found


def _asked(
    exercise: Exercise, question: str, at: int, answer: str, label: str, draw: random.Random
) -> Row:
    sentence = exercise.sentences[at]
    before = exercise.sentences[at - 1] if at and draw.random() < _WITH_BEFORE else ""
    said = f"{question} {answer or marked(question, sentence, before)}"
    return row(said, sentence, before, label, "asked")


def marked(question: str, sentence: str, before: str) -> str:
    """What the marker takes for the answer, however unsure it is."""
    _, read = reader.below(question, sentence, before)
    first, last, _ = network("spans.onnx").run(None, read)
    said, offsets = read["smask"][0] > 0, reader.pieces(sentence).offsets
    for one in spans.ranked(first[0][said], last[0][said]):
        if one.last < len(offsets):
            span = spans.whole(sentence, (offsets[one.first][0], offsets[one.last][1]))
            if span is not None:
                return sentence[slice(*span)]
    return ""


def _nearest(exercise: Exercise) -> int:
    """The sentence with most words of the question, of those that do not answer it."""
    asked = set(words.terms(exercise.question))
    others = [i for i in range(len(exercise.sentences)) if i not in exercise.answers]
    return max(others, key=lambda i: len(asked & set(words.terms(exercise.sentences[i]))))
