"""What the reader is taught with, and the confidence fitted on; the teaching itself takes hours."""

from __future__ import annotations

import json
import random

import pytest

from eval.gold import questions as gold
from eval.paths import SEEDS, UNSEEN
from eval.teach.__main__ import main
from eval.teach.batches import answer_pieces, batches
from eval.teach.lessons import Exercise, exercises, lessons
from qa.neural import wordpieces

SAID = "The museum has invited the queen to open the new wing in May."
BEFORE = "It was built in four years."


def test_the_lessons_are_whole_and_tell_nothing_of_the_gold_set() -> None:
    texts = {q.question.lower() for q in gold.load()}
    articles = " ".join(path.read_text("utf-8") for path in SEEDS.iterdir()).lower()
    every = [lesson for held_out in (True, False) for lesson in lessons(held_out=held_out)]
    assert len({tuple(lesson["sentences"]) for lesson in every}) == len(every) > 1000
    for lesson in every:
        sentences = lesson["sentences"]
        for question, answers, short in lesson["answered"]:
            assert any(short.lower() in sentences[i].lower() for i in answers), question
        for exercise in exercises([lesson]):
            assert exercise.question.lower() not in texts
            near = exercise.answers or (exercise.tempting,)
            assert all(0 <= i < len(sentences) for i in near if i is not None)
        assert not any(sentence.lower() in articles for sentence in sentences)


def test_the_short_answer_is_found_among_the_pieces_of_its_sentence() -> None:
    exercise = Exercise("When is it?", (BEFORE, SAID), answers=(1,), short="in May")
    pieces = wordpieces.cut(SAID)
    assert [pieces.tokens[i] for i in answer_pieces(exercise, 1)] == ["in", "may"]
    assert answer_pieces(exercise, 0) == []
    assert answer_pieces(Exercise("Why?", (SAID,), (), tempting=0), 0) == []


def test_each_exercise_is_in_one_batch() -> None:
    some = [Exercise(str(i), ("a" * i,), (0,), "a") for i in range(1, 100)]
    made = batches(some, random.Random(0))
    assert sorted(int(e.question) for batch in made for e in batch) == list(range(1, 100))


def test_unseen_questions_can_be_answered_from_the_articles() -> None:
    articles = " ".join(path.read_text("utf-8") for path in SEEDS.iterdir()).lower()
    rows = [json.loads(line) for line in UNSEEN.read_text("utf-8").splitlines()]
    assert len({row["id"] for row in rows}) == len({row["question"] for row in rows}) == len(rows)
    for row in rows:
        assert bool(row["required"]) == row["answerable"]
        for aliases in row["required"]:
            assert any(alias.lower() in articles for alias in aliases), row["id"]


def test_an_average_needs_something_to_average_with(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["base", "out", "--share", "0.7"])
    assert stopped.value.code == 2
    assert "give --start" in capsys.readouterr().err
