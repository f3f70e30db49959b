"""Replies that are odd rather than wrong, and more ways to fail: each plain and streamed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from servers.corpus import KEY, settings
from servers.scripted import MODEL, Scripted, Step

import qa
from qa.model import surrogates
from qa.model.chats import Message
from qa.model.client import REASONING_TOKENS, LanguageModel
from qa.model.replies import Reply
from qa.model.stream import Anew
from qa.model.window import SAFE_WINDOW

Make = Callable[..., LanguageModel]
CHAT = [Message("system", "Be brief."), Message("user", "Hello?")]
ANSWER = "Marco Rubio led the US delegation [1]."
JSON = {"Content-Type": "application/json"}


@pytest.fixture
def model(server: Scripted) -> Make:
    def make(**more: object) -> LanguageModel:
        asked = {
            "llm": MODEL,
            "openai_base_url": server.url,
            "openai_api_key": KEY,
            "llm_timeout": 20.0,
            "llm_retries": 0,
        }
        return LanguageModel(settings(Path("none"), Path("none"), **{**asked, **more}))

    return make


def called(asked: LanguageModel, *, streamed: bool) -> str:
    if not streamed:
        return asked.reply(CHAT, 50).text
    text = ""
    for piece in asked.stream(CHAT, 50):
        if isinstance(piece, Reply):
            assert text[: len(piece.text)] == piece.text
            return piece.text
        text = "" if isinstance(piece, Anew) else text + piece
    raise AssertionError("a stream ends with its reply")


def body(message: object, finish: object = "stop", **more: object) -> Step:
    choice = {"index": 0, "message": message, "finish_reason": finish}
    whole = {"id": "1", "object": "chat.completion", "created": 0, "model": MODEL}
    return Step(raw=json.dumps(whole | {"choices": [choice]} | more).encode(), headers=JSON)


def events(*deltas: object, finish: object = "stop", between: bytes = b"") -> Step:
    """A stream of these deltas."""
    told = [{"index": 0, "delta": delta, "finish_reason": None} for delta in deltas]
    told.append({"index": 0, "delta": {}, "finish_reason": finish})
    base = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": MODEL}
    lines = [b"data: " + json.dumps(base | {"choices": [one]}).encode() + b"\n\n" for one in told]
    return Step(events=between.join(lines) + b"data: [DONE]\n\n")


def said(text: str) -> dict[str, object]:
    return {"role": "assistant", "content": text}


def said_in_parts(thought: str, text: str = "") -> dict[str, object]:
    """A message as Mistral sends it: a list of parts, of which some are thoughts."""
    thinking = {"type": "thinking", "thinking": [{"type": "text", "text": thought}]}
    spoken = [{"type": "text", "text": text}] if text else []
    return {"role": "assistant", "content": [thinking, *spoken]}


CHANNELS = (
    "<|channel|>analysis<|message|>Who? Rubio [1].<|end|><|start|>assistant"
    "<|channel|>final<|message|>"
)
CALL = {"id": "1", "type": "function", "function": {"name": "find", "arguments": "{}"}}
HALVES = ANSWER + " \N{SAUROPOD}"
# What a server sends, plain and streamed, and the reply that it is.
ODD: dict[str, tuple[Step, Step, str]] = {
    "no role": (body(said(ANSWER)), events({"content": ANSWER}), ANSWER),
    "no usage": (body(said(ANSWER)), events(said(ANSWER)), ANSWER),
    "no usage counted": (
        body(said(ANSWER), usage={"prompt_tokens": None, "completion_tokens": None}),
        events(said(ANSWER)),
        ANSWER,
    ),
    "null pieces": (
        body(said(ANSWER)),
        events({"role": "assistant", "content": None}, {"content": ANSWER}, {"content": None}),
        ANSWER,
    ),
    "unknown fields": (
        body(said(ANSWER) | {"annotations": [], "mood": "good"}, x_server={"a": 1}),
        events(said(ANSWER) | {"mood": "good"}),
        ANSWER,
    ),
    "thoughts beside": (
        body(said(ANSWER) | {"reasoning_content": "Who? Rubio [1]."}),
        events({"reasoning_content": "Who?"}, {"reasoning_content": " Rubio."}, said(ANSWER)),
        ANSWER,
    ),
    "thoughts between marks": (
        body(said("[THINK]Who?[/THINK]" + ANSWER)),
        events(said("[THI"), {"content": "NK]Who?[/TH"}, {"content": "INK]" + ANSWER}),
        ANSWER,
    ),
    "thoughts without a mark before them": (
        body(said("Who? Rubio [1].</think>" + ANSWER)),
        events(said("Who? Rubio [1]."), {"content": "</thi"}, {"content": "nk>" + ANSWER}),
        ANSWER,
    ),
    "channels": (
        body(said(CHANNELS + ANSWER)),
        events(said(CHANNELS[:30]), {"content": CHANNELS[30:] + ANSWER + "<|return|>"}),
        ANSWER,
    ),
    "thoughts as a part": (
        body(said_in_parts("Who? Rubio [1].", ANSWER)),
        events(said_in_parts("Who? Rubio [1]."), {"content": ANSWER}),
        ANSWER,
    ),
    "halves of an emoji": (
        body(said(HALVES)),
        events(said(ANSWER + " \ud83e"), {"content": "\udd95"}),
        HALVES,
    ),
    "half an emoji": (
        body(said(ANSWER + " \ud83e")),
        events(said(ANSWER + " \ud83e")),
        ANSWER + " \ufffd",
    ),
    "keep-alive": (
        body(said(ANSWER)),
        events(said(ANSWER), between=b": keep-alive\n\n"),
        ANSWER,
    ),
    "an empty list of choices": (
        body(said(ANSWER)),
        Step(
            events=b'data: {"id":"1","object":"chat.completion.chunk","created":0,"model":"m",'
            b'"choices":[]}\n\n' + (events(said(ANSWER)).events or b"")
        ),
        ANSWER,
    ),
    "cut at its length": (
        body(said(ANSWER), "length"),
        events(said(ANSWER), finish="length"),
        ANSWER,
    ),
    "an unknown end": (body(said(ANSWER), "eos"), events(said(ANSWER), finish="eos"), ANSWER),
    "many characters": (
        body(said("word " * 40_000)),
        events(*[{"content": "word " * 400}] * 100),
        ("word " * 40_000)[:40_000],
    ),
}
# The same for what is an error, and what its message says.
FAULTS: dict[str, tuple[Step, Step, str]] = {
    "a tool call": (
        body({"role": "assistant", "content": None, "tool_calls": []}, "tool_calls"),
        events({"role": "assistant", "content": None}, finish="tool_calls"),
        "wrote nothing",
    ),
    "thoughts alone": (
        body(said("<think>Who was it? I cannot")),
        events(said("<think>Who was it?"), {"content": " I cannot"}),
        "wrote nothing",
    ),
    "garbage": (
        Step(raw=b"\x00\xff\xfe{", headers=JSON),
        Step(events=b"data: {]\n\n"),
        "no chat completion",
    ),
    "an error in a stream": (
        Step(status=500, error={"message": "out of memory"}),
        Step(events=b'data: {"error": {"message": "out of memory"}}\n\n'),
        "out of memory",
    ),
    "half a stream": (
        Step(ANSWER, drop=1),
        Step(events=(events(said("Marco")).events or b"")[:40]),
        "",
    ),
    "nothing": (
        Step(raw=b"", headers=JSON),
        Step(events=b"data: [DONE]\n\n"),
        "",
    ),
    "502 with a page": (
        Step(status=502, raw=b"<h1>Bad Gateway</h1>"),
        Step(status=502, raw=b"<h1>Bad Gateway</h1>"),
        "failed (502)",
    ),
    "a call of a function": (
        body({"role": "assistant", "content": None, "tool_calls": [CALL]}, "tool_calls"),
        events({"role": "assistant", "tool_calls": [{"index": 0} | CALL]}, finish="tool_calls"),
        "wrote nothing",
    ),
    "503 until a date": (
        Step(status=503, headers={"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}),
        Step(status=503, headers={"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}),
        "failed (503)",
    ),
    "half a character": (
        Step(raw=(body(said(ANSWER)).raw or b"").replace(b"Rubio", b"Rub\xc3"), headers=JSON),
        Step(events=(events(said(ANSWER)).events or b"").replace(b"Rubio", b"Rub\xc3")),
        "",
    ),
    "the other form": (
        Step(raw=events(said(ANSWER)).events, headers=JSON),
        Step(raw=body(said(ANSWER)).raw, headers=JSON),
        "",
    ),
    "529": (Step(status=529), Step(status=529), "failed (529)"),
    "a secret in an error": (
        Step(status=400, error={"message": f"key {KEY} is odd"}),
        Step(status=400, error={"message": f"key {KEY} is odd"}),
        "***",
    ),
}


@pytest.mark.parametrize("streamed", [False, True])
@pytest.mark.parametrize("name", ODD)
def test_an_odd_reply_is_the_answer_that_it_is(
    model: Make, server: Scripted, name: str, streamed: bool
) -> None:
    server.script(ODD[name][streamed])
    assert called(model(), streamed=streamed) == ODD[name][2]


@pytest.mark.parametrize("streamed", [False, True])
@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_one_clear_error(
    model: Make, server: Scripted, name: str, streamed: bool
) -> None:
    server.script(FAULTS[name][streamed])
    with pytest.raises(qa.ModelError) as caught:
        called(model(), streamed=streamed)
    assert FAULTS[name][2] in str(caught.value)
    assert "QA_LLM" in str(caught.value)
    assert KEY not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_server_that_refuses_stream_options_is_asked_without(
    model: Make, server: Scripted
) -> None:
    server.answerer = lambda body: Step(ANSWER, refuses="stream_options")
    asked = model()
    assert called(asked, streamed=True) == ANSWER
    assert called(asked, streamed=True) == ANSWER
    assert ["stream_options" in request for request in server.requests] == [True, False, False]


THINKING = "Who was it? Let me look at the first passage. "
THOUGHT = {  # a reply that was stopped while the model was thinking, plain and streamed
    "between marks": (
        body(said("<think>" + THINKING), "length"),
        events(said("<think>" + THINKING), finish="length"),
    ),
    "in a field": (
        body(said("") | {"reasoning_content": THINKING}, "length"),
        events({"reasoning_content": THINKING}, finish="length"),
    ),
    "in another field": (
        body({"role": "assistant", "content": None, "reasoning": THINKING}, "length"),
        events({"reasoning": THINKING}, finish="length"),
    ),
}


@pytest.mark.parametrize("streamed", [False, True])
@pytest.mark.parametrize("name", THOUGHT)
def test_a_model_that_thought_through_all_its_tokens_gets_more(
    model: Make, server: Scripted, name: str, streamed: bool
) -> None:
    server.script(THOUGHT[name][streamed], ANSWER, ANSWER)
    asked = model(llm_context=32_000)
    assert called(asked, streamed=streamed) == ANSWER
    assert called(asked, streamed=streamed) == ANSWER
    more = 50 + REASONING_TOKENS
    assert [request["max_tokens"] for request in server.requests] == [50, more, more]


@pytest.mark.parametrize("streamed", [False, True])
def test_it_gets_them_once_and_no_more_than_its_window_holds(
    model: Make, server: Scripted, streamed: bool
) -> None:
    server.answerer = lambda body: THOUGHT["between marks"][streamed]
    with pytest.raises(qa.ModelError, match="wrote nothing"):
        called(model(llm_context=1000), streamed=streamed)
    assert len(server.requests) == 2
    assert 50 < server.requests[1]["max_tokens"] < 1000


@pytest.mark.parametrize("name", ["thoughts beside", "thoughts between marks"])
def test_a_model_that_was_seen_to_think_gets_room_for_it(
    model: Make, server: Scripted, name: str
) -> None:
    server.script(ODD[name][0], ANSWER)
    asked = model(llm_context=32_000)
    assert called(asked, streamed=False) == called(asked, streamed=False) == ANSWER
    assert server.requests[1]["max_tokens"] == 50 + REASONING_TOKENS


def test_of_one_that_begins_amid_a_thought_nothing_is_shown_before_it_is_over(
    model: Make, server: Scripted
) -> None:
    server.answerer = lambda body: Step("Who? Rubio [1].</think>" + ANSWER)
    asked = model()
    first, second = list(asked.stream(CHAT, 50)), list(asked.stream(CHAT, 50))
    assert Anew() in first
    assert Anew() not in second
    assert "".join(piece for piece in second if isinstance(piece, str)) == ANSWER


def test_two_things_that_a_server_does_not_take(model: Make, server: Scripted) -> None:
    def answer(body: dict[str, object]) -> Step:
        refused = "stream_options" if "stream_options" in body else "temperature"
        return Step(ANSWER, refuses=refused)

    server.answerer = answer
    assert called(model(), streamed=True) == ANSWER
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/props", {"default_generation_settings": {"n_ctx": 9000}}),
        ("/api/ps", {"models": [{"name": "other"}, {"name": MODEL, "context_length": 9000}]}),
        ("/api/v0/models", {"data": [{"id": MODEL, "loaded_context_length": 9000}]}),
    ],
)
def test_the_window_of_a_loaded_model_is_asked_for(
    model: Make, server: Scripted, path: str, told: object
) -> None:
    assert model().window == SAFE_WINDOW
    server.pages[path] = told
    assert model().window == 9000


@pytest.mark.parametrize("told", [[], "x", {"models": "x"}, {"models": [1]}, {"models": [{}]}])
def test_a_server_that_tells_something_else_is_not_believed(
    model: Make, server: Scripted, told: object
) -> None:
    server.pages = dict.fromkeys(("/props", "/api/ps", "/api/v0/models"), told)
    assert model().window == SAFE_WINDOW


@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=12), st.integers(0, 12))
def test_halves_are_put_together_wherever_a_text_is_cut(text: str, at: int) -> None:
    units = text.encode("utf-16-le", "surrogatepass")
    cut = min(2 * at, len(units))
    first, second = (
        part.decode("utf-16-le", "surrogatepass") for part in (units[:cut], units[cut:])
    )
    joiner = surrogates.Joiner()
    joined = joiner.feed(first) + joiner.feed(second) + joiner.feed("", last=True)
    assert joined == surrogates.whole(text)
    assert joined.encode("utf-8").decode() == joined
