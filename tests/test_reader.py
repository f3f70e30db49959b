from __future__ import annotations

import pytest

from qa.answer import reader

SAID = "The museum has invited the queen to open the new wing in May."
BEFORE = "It was built in four years."


def test_what_is_said_is_told_from_what_only_seems_to_be() -> None:
    answered = ("Who was asked to open the new wing?", "When is the new wing to be opened?")
    unanswered = ("Did the queen accept the invitation?", "How much did the new wing cost?")
    least = min(reader.read(question, [(SAID, BEFORE)])[0] for question in answered)
    most = max(reader.read(question, [(SAID, BEFORE)])[0] for question in unanswered)
    assert least > most


def test_the_sentence_that_answers_reads_best() -> None:
    sentences = [
        ("The delegation landed in Oslo on Monday.", ""),
        ("It was headed by the deputy minister of fisheries.", "The delegation landed in Oslo."),
        ("Protesters stood outside the hotel.", ""),
    ]
    read = reader.read("Who led the delegation?", sentences)
    assert max(range(3), key=read.__getitem__) == 1


def test_a_reading_depends_on_nothing_else_that_is_read() -> None:
    some = [(SAID, BEFORE), ("It rained.", ""), (SAID * 20, BEFORE * 20)]
    together = reader.read("When is it opened?", some)
    alone = [reader.read("When is it opened?", [one])[0] for one in some]
    assert together == alone
    assert together == reader.read("When is it opened?", some)


@pytest.mark.parametrize("text", ["", " ", "\x00", "好" * 500, "🙂", "a" * 5000])
def test_any_text_can_be_read(text: str) -> None:
    assert all(abs(value) < 100 for value in reader.read(text, [(text, text), (SAID, text)]))
    assert reader.read(text, []) == []
