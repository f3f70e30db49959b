from __future__ import annotations

import platform
import re
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from qa.answer import reader
from qa.answer.reader import Mark, Reading
from qa.neural import wordpieces
from qa.neural.network import Network, multiplies_exactly, network

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
    reader.forget()  # or nothing would be read anew
    alone = [reader.read("When is it opened?", [one])[0] for one in some]
    reader.forget()
    assert together == alone == reader.read("When is it opened?", some)
    assert [one.mark for one in together] == [one.mark for one in alone]


def test_nothing_is_read_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    reader.forget()
    ran: list[str] = []
    run = Network.run

    def counted(self: Network, *taken: Any) -> list[Any]:
        ran.append(question)
        return run(self, *taken)

    monkeypatch.setattr(Network, "run", counted)
    for question in ("When is it opened?", "Who was asked?", "When is it opened?"):
        assert reader.read(question, [(SAID, BEFORE)])[0].mark.odds
    assert ran == ["When is it opened?"] * 2 + ["Who was asked?"] * 2  # the reading, and its mark


def test_marks_are_looked_for_at_the_same_time() -> None:
    both = threading.Barrier(2)

    def look() -> Mark:
        both.wait(10)  # for ever, where one has to wait until the other one has been found
        return Mark((0, 1), 0.0)

    readings = [Reading(0.0, look) for _ in range(2)]
    with ThreadPoolExecutor(2) as threads:
        assert [mark.span for mark in threads.map(lambda one: one.mark, readings)] == [(0, 1)] * 2


def test_a_reading_is_kept_longer_than_what_it_was_made_of(monkeypatch: pytest.MonkeyPatch) -> None:
    reader.forget()
    question = "When is it opened?"
    [early] = reader.read(question, [(SAID, BEFORE)])
    others = [(f"It rained {n}.", "") for n in range(reader._STATES)]
    reader.read(question, others)
    ran: list[None] = []
    run = Network.run

    def counted(self: Network, *taken: Any) -> list[Any]:
        ran.append(None)
        return run(self, *taken)

    monkeypatch.setattr(Network, "run", counted)
    assert reader.read(question, [(SAID, BEFORE), *others]) == [
        early,
        *reader.read(question, others),
    ]
    assert not ran  # each was read already
    late = early.mark
    assert len(ran) == 2  # read once more, for its mark
    reader.forget()
    assert reader.read(question, [(SAID, BEFORE)])[0].mark == late


@pytest.mark.parametrize("text", ["", " ", "\x00", "好" * 500, "🙂", "a" * 5000])
def test_any_text_can_be_read(text: str) -> None:
    both = (text, SAID)
    for said, one in zip(both, reader.read(text, [(t, text) for t in both]), strict=True):
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
    ("question", "answer"),
    [
        ("When did the ferry Olga sink?", "1931"),
        ("How many people did the ferry Olga carry?", "48"),
        ("How long was the ferry Olga at sea?", "six days"),
    ],
)
def test_what_is_marked_is_of_the_type_that_was_asked_for(question: str, answer: str) -> None:
    said = "After six days the ferry Olga sank off Brenna in 1931 with 48 people on board."
    pieces = wordpieces.cut(said).tokens
    # All odds are on the name of the ferry: it is no time and no number.
    scores = np.array([9.0 if piece == "olga" else 0.0 for piece in pieces], np.float32)
    scores += [0.5 if piece in answer.split() else 0.0 for piece in pieces]
    span = reader.marked(question, said, scores, scores, 0.0).span
    assert span is not None
    assert said[slice(*span)].startswith(answer)
    name = reader.marked("What sank?", said, scores, scores, 0.0).span
    assert name is not None
    assert "Olga" in said[slice(*name)]


def test_a_question_that_is_edited_is_less_likely_to_have_a_span() -> None:
    said = "Carl Fox led the firm until 1931, and Ada Brown sold it in 1950."
    for right, edited in (
        ("Who sold the firm in 1950?", "Who bought the firm in 1890?"),
        ("Until when did Carl Fox lead the firm?", "Until when did Ada Brown own the mill?"),
    ):
        first, second = (reader.read(asked, [(said, "")])[0].mark for asked in (right, edited))
        assert first.odds > second.odds


@pytest.mark.parametrize(
    "question",
    ["Was the queen invited?", "Why was she invited?", "In May, did the queen accept?"],
)
def test_yes_no_and_why_have_no_span(question: str) -> None:
    assert reader.read(question, [(SAID, BEFORE)])[0].span is None


def test_odds_are_the_same_on_processors_that_multiply_otherwise() -> None:
    """Products of 8 bits overflow where there is no VNNI, and scores would differ."""
    flags = Path("/proc/cpuinfo").read_text() if platform.system() == "Linux" else ""
    if platform.machine() == "x86_64" and flags:
        assert multiplies_exactly() == bool(re.search(r"vnni|amx_int8", flags))
    options = network(reader.weights()).session.get_session_options()
    told = options.get_session_config_entry("session.x64quantprecision")
    assert told == ("0" if multiplies_exactly() else "1")


def test_where_the_processor_is_exact_nothing_changes_to_the_bit(monkeypatch: Any) -> None:
    if not multiplies_exactly():
        pytest.skip("this processor adds products of 8 bits in 16")
    taken = reader.inputs([("Who was asked?", SAID, BEFORE)])
    own = Network(reader.weights()).run(None, taken)
    monkeypatch.setattr("qa.neural.network.multiplies_exactly", lambda: False)
    slow = Network(reader.weights())
    options = slow.session.get_session_options()
    assert options.get_session_config_entry("session.x64quantprecision") == "1"
    assert all(np.array_equal(a, b) for a, b in zip(own, slow.run(None, taken), strict=True))


_LEAVES = """
import threading
from qa.answer import reader
from qa.answer.reader import Mark, Reading

def work():
    while True:
        reader.read("Who won?", [("The mayor of the town won the prize of the fair.", "")])

threading.Thread(target=work, daemon=True).start()
threading.Event().wait(2)
"""


def test_a_process_may_end_while_a_thread_reads():
    command = [sys.executable, "-c", _LEAVES]
    ended = subprocess.run(command, capture_output=True, timeout=120, check=False)
    assert (ended.returncode, ended.stderr) == (0, b"")


_READS_LAST = """
import atexit

def last():
    reader.read("Who won?", [("The mayor of the town won the prize of the fair.", "")])
    print("read")

atexit.register(last)
from qa.answer import reader
from qa.answer.reader import Mark, Reading
"""


def test_what_a_program_does_at_its_end_may_read():
    command = [sys.executable, "-c", _READS_LAST]
    ended = subprocess.run(command, capture_output=True, timeout=120, check=False)
    assert (ended.returncode, ended.stdout.split(), ended.stderr) == (0, [b"read"], b"")
