"""What the marker of spans is taught with: public data and edits; the teaching needs torch."""

from __future__ import annotations

import json
import lzma
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from eval.teach import edits, pairs, public
from eval.teach.batches import choices
from eval.teach.lessons import Exercise, exercises
from qa.text import words

PASSAGE = (
    "Ada Brown founded the firm in 1904. Carl Fox led it until 1931. It was dissolved in 1950."
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("When did Ada Brown found it?", {"When did Carl Fox found it?"}),
        ("Who led it in 1931?", {"Who led it in 1904?", "Who led it in 1950?"}),
        ("Who was the first to lead it?", {"Who was the last to lead it?"}),
        ("What was Ada Brown's firm?", {"What was Carl Fox's firm?"}),
        ("Who led it?", {None}),
    ],
)
def test_an_edit_takes_something_else_of_the_passage(
    question: str, expected: set[str | None]
) -> None:
    made = {edits.edited(question, PASSAGE, "", random.Random(i)) for i in range(30)}
    assert made == expected


def test_an_edit_does_not_put_the_answer_in() -> None:
    made = {
        edits.edited("Who led it in 1931?", PASSAGE, "1904", random.Random(i)) for i in range(9)
    }
    assert made == {"Who led it in 1950?"}


def test_public_rows_become_exercises(tmp_path: Path) -> None:
    row = {"context": PASSAGE, "question": "Who led it?", "answerable": True}
    start = PASSAGE.index("Carl Fox")
    kept = row | {"answers": [{"text": "Carl Fox", "start": start}]}
    over_two = row | {"answers": [{"text": PASSAGE[start - 6 : start + 8], "start": start - 6}]}
    nothing = row | {"answers": [], "answerable": False}
    for name in public.SHARES:
        _write(tmp_path / f"{name}.jsonl.xz", [])
    _write(tmp_path / "squad1_train_part.jsonl.xz", [kept, over_two, nothing])
    first, second = public.exercises(tmp_path, random.Random(0))
    assert first.answers == (1,)
    assert first.short in first.sentences[1]
    assert second.answers == ()


def test_where_nothing_is_known_to_tempt_a_sentence_that_is_like_is_chosen() -> None:
    exercise = Exercise("Who led the firm?", ("It rained.", "Fox led the firm well."), ())
    first = [choices(exercise, random.Random(i))[0] for i in range(50)]
    assert first.count(1) > first.count(0) > 0


def test_a_question_that_is_only_seemingly_answered_stands_beside_one_that_is() -> None:
    lesson = {
        "sentences": ["The mill opened in 1904.", "It shut in 1950, and Carl Fox bought it."],
        "answered": [["When did it open?", [0], "1904"], ["Who bought it?", [1], "Carl Fox"]],
        "unanswered": [["When did the chapel open?", 0], ["Who sold it?", 1]],
    }
    opened, bought, chapel, sold = pairs.of_passage(list(exercises([lesson])))
    assert chapel.texts[1:] == opened.texts[1:] == (lesson["sentences"][0], "")
    assert sold.texts[1:] == bought.texts[1:] == (lesson["sentences"][1], lesson["sentences"][0])
    assert [pair.beside for pair in (opened, bought, chapel, sold)] == [0, 0, 2, 2]
    assert [bool(pair.pieces) for pair in (opened, bought, chapel, sold)] == [
        True,
        True,
        False,
        False,
    ]


def test_groups_are_not_parted_by_batches() -> None:
    group = [pairs.Pair(("Who led it?", "Carl Fox led it. " * 9, "")) for _ in range(7)]
    groups = [[*group[:-1], replace(group[-1], beside=6)] for _ in range(5)]
    made = list(pairs.batches(groups, random.Random(0)))
    assert sum(map(len, made)) == 35
    assert {len(batch) % 7 for batch in made} == {0}


def test_shared_words_do_not_tell_whether_a_sentence_answers() -> None:
    learnt, held_out = pairs.written(held_out=False), pairs.written(held_out=True)
    assert len(learnt) > 8 * len(held_out) > 1000
    shared: dict[bool, list[float]] = {True: [], False: []}
    for pair in (pair for group in learnt + held_out for pair in group):
        question, sentence, before = (set(words.split(text)) for text in pair.texts)
        shared[bool(pair.pieces)].append(len(question & (sentence | before)) / len(question))
    answered, seeming = (sum(found) / len(found) for found in shared.values())
    assert abs(answered - seeming) < 0.05


def _write(path: Path, rows: list[dict[str, Any]]) -> None:
    with lzma.open(path, "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in rows)


def test_one_noun_or_verb_is_exchanged_for_one_that_the_sentence_lacks() -> None:
    pytest.importorskip("spacy")
    import numpy as np

    from eval.teach.exchanges import Exchanges

    sentences = ("The baker sold the mill in May.", "A painter bought the chapel and the bridge.")
    exercise = Exercise("Who sold the mill?", sentences, (0,), "The baker")
    embeddings = np.random.default_rng(0).normal(size=(30522, 8)).astype("float32")
    made = Exchanges([exercise], embeddings)
    found = {made.exchanged(exercise, 0, random.Random(i)) for i in range(40)}
    assert "Who sold the chapel?" in found
    assert not any(question and "sold the mill" in question for question in found)
