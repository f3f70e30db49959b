from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from eval import gold, teach
from qa.answer import reader

SAID = "The museum has invited the queen to open the new wing in May."
BEFORE = "It was built in four years."


def test_what_is_said_is_told_from_what_only_seems_to_be() -> None:
    answered = ("Who was asked to open the new wing?", "When is the new wing to be opened?")
    unanswered = ("Did the queen accept the invitation?", "How much did the new wing cost?")
    least = min(reader.read(question, [(SAID, BEFORE)])[0].odds for question in answered)
    most = max(reader.read(question, [(SAID, BEFORE)])[0].odds for question in unanswered)
    assert least > most


def test_the_sentence_that_answers_reads_best() -> None:
    sentences = [
        ("The delegation landed in Oslo on Monday.", ""),
        ("It was headed by the deputy minister of fisheries.", "The delegation landed in Oslo."),
        ("Protesters stood outside the hotel.", ""),
    ]
    read = reader.read("Who led the delegation?", sentences)
    assert max(range(3), key=lambda i: read[i].odds) == 1


def test_a_reading_depends_on_nothing_else_that_is_read() -> None:
    some = [(SAID, BEFORE), ("It rained.", ""), (SAID * 20, BEFORE * 20)]
    together = reader.read("When is it opened?", some)
    alone = [reader.read("When is it opened?", [one])[0] for one in some]
    assert together == alone
    assert together == reader.read("When is it opened?", some)


@pytest.mark.parametrize("text", ["", " ", "\x00", "好" * 500, "🙂", "a" * 5000])
def test_any_text_can_be_read(text: str) -> None:
    for said, one in zip(
        (text, SAID), reader.read(text, [(text, text), (SAID, text)]), strict=True
    ):
        assert abs(one.odds) < 100
        assert one.span is None or 0 <= one.span[0] < one.span[1] <= len(said)
    assert reader.read(text, []) == []


LED = (
    "The delegation was led by Secretary of State Ada Brown, who spent $4.5 million, a fifth of "
    "it in Port of Spain, on 3 March 2020."
)


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("When is the new wing to be opened?", SAID, "May"),
        ("Who is to open the new wing?", SAID, "queen"),
        ("Who led the delegation?", LED, "Ada Brown"),
        ("How much did she spend?", LED, "$4.5 million"),
        ("When did she spend it?", LED, "3 March 2020"),
        ("What is the population of the town?", "The town has 12,400 inhabitants.", "12,400"),
        ("Which river flooded?", "The Severn burst its banks overnight.", "Severn"),
    ],
)
def test_the_answer_is_marked(question: str, sentence: str, answer: str) -> None:
    span = reader.read(question, [(sentence, "")])[0].span
    assert span is not None
    marked = sentence[slice(*span)]
    assert answer in marked
    assert len(marked) <= len(answer) + len("inhabitants ")


@pytest.mark.parametrize(
    "question",
    ["Was the queen invited?", "Why was she invited?", "In May, did the queen accept?"],
)
def test_yes_no_and_why_have_no_place(question: str) -> None:
    assert reader.read(question, [(SAID, BEFORE)])[0].span is None


def test_the_lessons_are_whole_and_tell_nothing_of_the_gold_set() -> None:
    texts = {q.question.lower() for q in gold.load()}
    articles = " ".join(path.read_text("utf-8") for path in gold.SEEDS.iterdir()).lower()
    lessons = [lesson for held_out in (True, False) for lesson in teach.lessons(held_out=held_out)]
    assert len({tuple(lesson["sentences"]) for lesson in lessons}) == len(lessons) > 1000
    for lesson in lessons:
        sentences = lesson["sentences"]
        for question, answers, short in lesson["answered"]:
            assert any(short.lower() in sentences[i].lower() for i in answers), question
        for exercise in teach.exercises([lesson]):
            assert exercise.question.lower() not in texts
            near = exercise.answers or (exercise.tempting,)
            assert all(0 <= i < len(sentences) for i in near if i is not None)
        assert not any(sentence.lower() in articles for sentence in sentences)


def test_the_short_answer_is_found_among_the_pieces_of_its_sentence() -> None:
    exercise = teach.Exercise("When is it?", (BEFORE, SAID), answers=(1,), short="in May")
    pieces = reader.pieces(SAID)
    assert [pieces.tokens[i] for i in teach.places(exercise, 1)] == ["in", "may"]
    assert teach.places(exercise, 0) == []
    assert teach.places(teach.Exercise("Why?", (SAID,), (), tempting=0), 0) == []


def test_each_exercise_is_in_one_batch() -> None:
    some = [teach.Exercise(str(i), ("a" * i,), (0,), "a") for i in range(1, 100)]
    made = teach.batches(some, random.Random(0))
    assert sorted(int(e.question) for batch in made for e in batch) == list(range(1, 100))


def test_unseen_questions_can_be_answered_from_the_articles() -> None:
    articles = " ".join(path.read_text("utf-8") for path in gold.SEEDS.iterdir()).lower()
    path = Path(teach.__file__).parent / "unseen.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert len({row["id"] for row in rows}) == len({row["question"] for row in rows}) == len(rows)
    for row in rows:
        assert bool(row["required"]) == row["answerable"]
        for aliases in row["required"]:
            assert any(alias.lower() in articles for alias in aliases), row["id"]
