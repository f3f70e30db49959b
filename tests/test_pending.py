"""What a model has written and nothing has proved: shown, and never as a part of the answer."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from rich.console import Console
from rich.text import Text
from servers.scripted import Scripted, Step
from test_generative import LEAD
from test_structured import LASTED, LED, LIE, whole

import qa
from qa import Pending
from qa.cli import streaming

Make = Callable[..., qa.Assistant]
WORDS = f"{LIE[:-1]} [1]. {LED[:-1]} [1]. {LASTED[:-1]} [1]."


@pytest.mark.parametrize("form", ["text", "json"])
def test_words_are_shown_as_they_come_and_again_with_their_verdict(
    assistant: Make, server: Scripted, form: str
) -> None:
    server.script(WORDS if form == "text" else whole(LIE, LED, LASTED))
    *events, answer = assistant(llm_format=form).live(LEAD)
    waiting = [event.text for event in events if isinstance(event, Pending)]
    pieces = [event for event in events if isinstance(event, str)]
    assert "".join(pieces) == answer.text
    assert any(text and LIE.startswith(text) and text != LIE for text in waiting)
    assert any(text.startswith("The meeting") for text in waiting)
    # One that is not proved has its verdict at once, and waits with it until another one is proved.
    held = [event for event in events if isinstance(event, Pending) and event.unproved]
    assert {one.text for event in held for one in event.unproved} == {LIE}
    assert {one.verdict for event in held for one in event.unproved} == {"not supported"}
    assert all(one.reason for event in held for one in event.unproved)
    assert any(event.text.startswith("Marco") for event in held)
    assert not any(set(text) & set('[({"') for text in waiting)
    assert waiting[-1] in ("", LASTED)  # its markers may still come
    first = next(n for n, event in enumerate(events) if isinstance(event, str))
    assert all(events.index(event) < first for event in held)
    assert LED in pieces[0]
    assert all(isinstance(event, Pending) for event in events[:first])


def test_of_nothing_proved_the_verdicts_are_shown_and_the_answer_is_a_refusal(
    assistant: Make, server: Scripted
) -> None:
    server.script(f"{LIE[:-1]} [1]. The mayor of Oslo sang [1].")
    *events, answer = assistant().live(LEAD)
    assert answer.refused
    assert not any(LIE in event for event in events if isinstance(event, str))
    held = [event.unproved for event in events if isinstance(event, Pending) and event.unproved]
    assert held[-1][0].text == LIE
    assert not any(one.supported for found in held for one in found)


def test_programs_that_stream_get_pieces_and_the_answer_alone(
    assistant: Make, server: Scripted
) -> None:
    server.script(WORDS)
    *pieces, answer = assistant().stream(LEAD)
    assert all(isinstance(piece, str) for piece in pieces)
    assert isinstance(answer, qa.Answer)


def test_what_is_quoted_waits_for_nothing(seeds: qa.Assistant) -> None:
    assert not any(isinstance(event, Pending) for event in seeds.live(LEAD))


@pytest.mark.parametrize(
    ("written", "said"),
    [("He won \\", "He won"), ("He \\u00", "He"), ("He \\u00e9t", "He ét"), ("“A\\", "“A")],
)
def test_half_an_escape_is_none(written: str, said: str) -> None:
    from qa.write.structured import StructuredStream

    stream = StructuredStream()
    stream.feed('{"statements": [{"text": "' + written)
    assert stream.unfinished == said


def screen(written: str) -> str:
    """What stands on a terminal in the end."""
    lines, column = [""], 0
    for part in re.split(r"(\x1b\[[\d;]*[A-Za-z]|\n)", written):
        code = re.fullmatch(r"\x1b\[([\d;]*)([A-Za-z])", part)
        if part == "\n":
            lines.append("")
            column = 0
        elif code is None:
            lines[-1] = lines[-1][:column] + part + lines[-1][column + len(part) :]
            column += len(part)
        elif code[2] == "D":
            column -= int(code[1])
        elif code[2] == "K":
            lines[-1] = lines[-1][:column]
    return "\n".join(lines)


@pytest.mark.parametrize("width", [34, 60, 400])
def test_on_a_terminal_it_is_named_and_taken_away(
    assistant: Make, server: Scripted, width: int
) -> None:
    server.script(WORDS)
    file = io.StringIO()
    console = Console(file=file, force_terminal=True, width=width, color_system="standard")
    answer, shown = streaming.show(console, assistant(), LEAD)
    assert shown
    assert f"checking … {LIE[:10]}" in file.getvalue()
    assert "(unproved) checking …" in Text.from_ansi(file.getvalue()).plain
    assert " ".join(screen(file.getvalue()).split()) == answer.text
    assert all(len(line) <= width for line in screen(file.getvalue()).splitlines())


def test_in_a_pipe_there_is_nothing_of_it(assistant: Make, server: Scripted) -> None:
    server.script(WORDS)
    file = io.StringIO()
    answer, _ = streaming.show(Console(file=file, width=400), assistant(), LEAD)
    assert " ".join(file.getvalue().split()) == answer.text


def test_half_an_answer_leaves_nothing_unchecked_behind(assistant: Make, server: Scripted) -> None:
    server.script(Step(WORDS, drop=16))
    file = io.StringIO()
    console = Console(file=file, force_terminal=True, width=200, color_system="standard")
    with pytest.raises(qa.ModelError):
        streaming.show(console, assistant(), LEAD)
    assert "checking" in file.getvalue()
    left = screen(file.getvalue())
    assert "checking" not in left
    assert "The meet" not in left
    assert "That is not the whole answer." in left
