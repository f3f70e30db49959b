"""Answers that a server is asked for as JSON, and what becomes of them where it does not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from servers.scripted import Scripted, Step
from test_generative import LEAD, check

import qa
from qa.answer.citations import REFUSAL
from qa.write.sentences import Written
from qa.write.structured import StructuredStream

Make = Callable[..., qa.Assistant]
LED = "Marco Rubio led the US delegation."
LASTED = "The meeting in Riyadh lasted four and a half hours."
LIE = "Bernard Holloway took the minutes."
WORDS = f"{LED[:-1]} [1]. {LASTED[:-1]} [1]."


def whole(*sentences: str, passages: tuple[int, ...] = (1,)) -> str:
    statements = [{"text": text, "passages": list(passages)} for text in sentences]
    return json.dumps({"statements": statements})


def read(text: str, size: int = 0, *, cut: bool = False) -> tuple[list[Written], StructuredStream]:
    stream = StructuredStream()
    pieces = [text[at : at + size] for at in range(0, len(text), size)] if size else [text]
    found = [written for piece in pieces for written in stream.feed(piece)]
    return found + stream.finish(drop_last=cut), stream


@pytest.mark.parametrize(
    ("text", "sentences", "broken", "as_words"),
    [
        (whole("He won.", passages=(1, 2)), [("He won.", (1, 2))], False, False),
        (whole("He won. She lost [3]."), [("He won.", (1,)), ("She lost.", (3, 1))], False, False),
        ('{"statements": []}', [], False, False),
        (f"Here:\n```json\n{whole('He won.')}\n```\nAsk on!", [("He won.", (1,))], False, False),
        (whole("He won.")[:-2], [("He won.", (1,))], True, False),
        (whole("He won.", "She lost.")[:-20], [("He won.", (1,))], True, False),
        ('{"statements": [{"text": "He wo', [], True, False),
        ('{"answer": "He won."}', [], True, False),
        ('["He won."]', [], True, False),
        ('{"statements": [{"text": 3, "passages": [1]}]}', [], True, False),
        ('{"statements": [{"text": "He won.", "passages": ["1"]}]}', [], True, False),
        ('{"statements": ["He won."]}', [], True, False),
        ('{"statements": [' + "[" * 9000, [], True, False),
        (whole("A \ud83d half."), [("A \ufffd half.", (1,))], False, False),
        ("He won [1]. She lost [2].", [("He won.", (1,)), ("She lost.", (2,))], False, True),
        ("He won [1]. " * 30 + "{", [("He won.", (1,))] * 30, False, True),
    ],
)  # fmt: skip
def test_statements_are_read_however_they_arrive(
    text: str, sentences: list[tuple[str, tuple[int, ...]]], broken: bool, as_words: bool
) -> None:
    for size in (0, 1) if len(text) < 2000 else (0,):
        found, stream = read(text, size)
        assert [(written.text, written.numbers) for written in found] == sentences
        assert (stream.broken, stream.as_words) == (broken, as_words)


def test_a_statement_is_given_as_soon_as_it_is_whole() -> None:
    stream = StructuredStream()
    text = whole("He won.", "She lost.")
    first = text.index("}") + 1
    assert stream.feed(text[: first - 1]) == []
    assert stream.feed(text[first - 1 : first]) == [Written("He won.", (1,))]


def asked(server: Scripted) -> list[str]:
    """How each answer was asked for."""
    return [body.get("response_format", {}).get("type", "") for body in server.requests]


def ended(assistant: qa.Assistant, *, streamed: bool) -> tuple[qa.Answer, str]:
    """The answer, and what was shown of it before."""
    if not streamed:
        return assistant.ask(LEAD), ""
    *pieces, answer = assistant.stream(LEAD)
    return answer, "".join(pieces)


@pytest.mark.parametrize("streamed", [False, True])
def test_an_answer_as_json_is_checked_like_any_other(
    assistant: Make, server: Scripted, indexed: tuple[Path, Path], streamed: bool
) -> None:
    server.script(whole(LED, LIE, LASTED))
    answer, shown = ended(assistant(llm_format="json"), streamed=streamed)
    check(indexed[0], answer)
    assert [(s.text, s.supported) for s in answer.statements] == [
        (LED, True),
        (LIE, False),
        (LASTED, True),
    ]
    assert shown in ("", answer.text)
    assert asked(server) == ["json_schema"]
    schema = server.requests[0]["response_format"]["json_schema"]
    assert schema["strict"]
    assert schema["schema"]["required"] == ["statements"]
    assert '"statements"' in server.requests[0]["messages"][-1]["content"]


def test_nothing_is_shown_before_it_is_proved(assistant: Make, server: Scripted) -> None:
    server.script(whole(LIE, LED))
    *pieces, answer = assistant(llm_format="json").stream(LEAD)
    assert len(pieces) == 1  # the lie waits until something is proved, and is marked then
    assert pieces[0] == answer.text
    assert not answer.statements[0].supported


def test_a_refusal_as_json_is_one(assistant: Make, server: Scripted) -> None:
    server.script('{"statements": []}', whole(REFUSAL))
    asks = assistant(llm_format="json")
    assert asks.ask(LEAD).refused
    assert asks.ask(LEAD).refused
    assert len(server.requests) == 2


@pytest.mark.parametrize("streamed", [False, True])
@pytest.mark.parametrize(
    ("refused", "kinds"),
    [
        ("response_format", ["json_schema", "json_object", ""]),
        ("json_schema", ["json_schema", "json_object"]),
    ],
)
def test_a_server_that_refuses_the_form_is_asked_for_less_and_that_is_remembered(
    assistant: Make, server: Scripted, streamed: bool, refused: str, kinds: list[str]
) -> None:
    def answer(body: dict) -> Step:
        form = body.get("response_format", {})
        if form and (refused == "response_format" or refused in form):
            return Step(status=400, error={"message": f"unknown: {refused}"})
        return Step(whole(LED) if form else WORDS)

    server.answerer = answer
    asks = assistant(llm_format="json")
    assert ended(asks, streamed=streamed)[0].statements[0].supported
    assert asked(server) == kinds
    if not kinds[-1]:
        assert "JSON" not in server.requests[-1]["messages"][-1]["content"]
    assert ended(asks, streamed=streamed)[0].statements[0].supported
    assert asked(server) == [*kinds, kinds[-1]]


@pytest.mark.parametrize("streamed", [False, True])
@pytest.mark.parametrize(
    "unreadable",
    ['{"statements": [{"text": "Marco Ru', '{"answer": "Marco Rubio."}', '{"statements": [7]}'],
)
def test_what_cannot_be_read_is_asked_for_in_words(
    assistant: Make, server: Scripted, streamed: bool, unreadable: str
) -> None:
    server.script(unreadable, WORDS, WORDS)
    asks = assistant(llm_format="json")
    answer, shown = ended(asks, streamed=streamed)
    assert [s.text for s in answer.statements] == [LED, LASTED]
    assert shown in ("", answer.text)
    assert answer.usage.input_tokens == 200
    ended(asks, streamed=streamed)
    assert asked(server) == ["json_schema", "", ""]


@pytest.mark.parametrize("streamed", [False, True])
def test_of_half_an_answer_what_is_whole_is_kept_and_told(
    assistant: Make, server: Scripted, streamed: bool
) -> None:
    server.script(whole(LED, LASTED)[:-30], Step(whole(LED, LASTED)[:-30], finish="length"))
    answer, _ = ended(assistant(llm_format="json"), streamed=streamed)
    assert [s.text for s in answer.statements] == [LED]
    assert any("was not whole" in note for note in answer.notes)
    cut, _ = ended(assistant(llm_format="json"), streamed=streamed)
    assert [s.text for s in cut.statements] == [LED]
    assert any("QA_LLM_ANSWER_TOKENS" in note for note in cut.notes)


@pytest.mark.parametrize("streamed", [False, True])
def test_a_server_that_takes_the_form_and_writes_words_is_not_asked_again(
    assistant: Make, server: Scripted, streamed: bool
) -> None:
    server.script(WORDS, WORDS)
    asks = assistant(llm_format="json")
    answer, _ = ended(asks, streamed=streamed)
    assert [s.text for s in answer.statements] == [LED, LASTED]
    ended(asks, streamed=streamed)
    assert asked(server) == ["json_schema", ""]


def test_a_server_that_is_not_known_is_asked_for_words(assistant: Make, server: Scripted) -> None:
    server.script(WORDS)
    assert assistant().ask(LEAD).statements[0].supported
    assert asked(server) == [""]


def test_openai_itself_is_asked_for_json_unless_words_are_wanted(tmp_path: Path) -> None:
    from servers.corpus import settings

    from qa.model.client import LanguageModel

    plain = {"openai_api_key": "sk-x", "openai_base_url": None}
    for chosen, offered in (("auto", True), ("text", False), ("json", True)):
        model = LanguageModel(settings(tmp_path, tmp_path, llm_format=chosen, **plain))
        assert model.forms.offered is offered
