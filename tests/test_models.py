"""The language model over the wire: what is sent, and every way in which it can fail."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from servers import real, scripted
from servers.corpus import KEY, settings
from servers.scripted import MODEL, Scripted, Step

import qa
from qa.model import client as models
from qa.model.chats import Message
from qa.model.client import LanguageModel
from qa.model.replies import Reply
from qa.model.window import SAFE_WINDOW

Make = Callable[..., LanguageModel]
CHAT = [Message("system", "Be brief."), Message("user", "Hello?")]
ANSWER = "Marco Rubio led the US delegation [1]. Sergei Lavrov led the other one [1]."


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


# What goes wrong, what the message says, whether a retry can help.
FAILURES = {
    "401": (Step(status=401), "refuses the key", False),
    "403": (Step(status=403), "403", False),
    "404": (Step(status=404), "knows no model", False),
    "429": (Step(status=429, headers={"Retry-After": "7"}), "wait 7 s", True),
    "quota": (Step(status=429, error={"code": "insufficient_quota"}), "quota", False),
    "500": (Step(status=500, error={"message": "on fire"}), "on fire", True),
    "overflow": (
        Step(status=400, error={"message": "exceeds the available context size"}),
        "QA_LLM_CONTEXT",
        False,
    ),
    "policy": (Step(status=400, error={"code": "content_filter"}), "policy", False),
    "filtered": (Step("Well, ", finish="content_filter"), "policy", False),
    "declined": (Step("", refusal="I cannot help with that."), "policy", False),
    "empty": (Step(""), "wrote nothing", True),
    "no words": (Step(" \n ... \n"), "wrote nothing", True),
    "html": (Step(raw=b"<html>hello</html>"), "no chat completion", False),
    "no choices": (Step(raw=b"{}", headers={"Content-Type": "application/json"}), "", None),
    "cut": (Step(ANSWER, drop=2), "", True),
}


@pytest.mark.parametrize("streamed", [False, True])
@pytest.mark.parametrize("name", FAILURES)
def test_a_failure_says_what_to_do(
    model: Make, server: Scripted, name: str, streamed: bool
) -> None:
    step, said, retry = FAILURES[name]
    server.script(step)
    asked = model()
    call = (lambda: list(asked.stream(CHAT, 50))) if streamed else (lambda: asked.reply(CHAT, 50))
    with pytest.raises(qa.ModelError) as caught:
        call()
    message = str(caught.value)
    assert said in message
    assert "QA_LLM" in message
    assert "\n" not in message
    assert retry is None or caught.value.retry == retry


def test_a_stream_that_ends_without_saying_so_is_no_answer(model: Make, server: Scripted) -> None:
    server.script(Step(ANSWER, finish=None))
    with pytest.raises(qa.ModelError, match="broke while the model was writing"):
        list(model().stream(CHAT, 50))


@pytest.mark.parametrize("streamed", [False, True])
def test_a_server_that_says_nothing_is_not_waited_for_forever(
    model: Make, server: Scripted, streamed: bool
) -> None:
    server.script(Step(silent=True))
    asked = model(llm_timeout=0.3)
    with pytest.raises(qa.ModelError, match=r"no sign of life for 0\.3 s"):
        list(asked.stream(CHAT, 50)) if streamed else asked.reply(CHAT, 50)


def test_no_server(model: Make) -> None:
    with scripted.serving() as gone:
        url = gone.url
    with pytest.raises(qa.ModelError, match="no server answers") as caught:
        model(openai_base_url=url).reply(CHAT, 50)
    assert caught.value.retry


def test_a_password_in_the_address_is_not_shown(model: Make, server: Scripted) -> None:
    server.script(Step(status=500))
    url = server.url.replace("//", "//me:hunter2@")
    with pytest.raises(qa.ModelError) as caught:
        model(openai_base_url=url).reply(CHAT, 50)
    assert "hunter2" not in str(caught.value)


def test_a_failed_call_is_tried_again_and_waits_as_told(model: Make, server: Scripted) -> None:
    busy = Step(status=429, headers={"Retry-After": "0.01"})
    server.script(busy, Step(status=503), ANSWER)
    assert model(llm_retries=2).reply(CHAT, 50).text == ANSWER
    assert len(server.requests) == 3


def test_retries_are_bounded(model: Make, server: Scripted) -> None:
    server.script(*(Step(status=500, headers={"Retry-After": "0.01"}) for _ in range(9)))
    with pytest.raises(qa.ModelError):
        model(llm_retries=1).reply(CHAT, 50)
    assert len(server.requests) == 2


def test_what_is_sent(model: Make, server: Scripted) -> None:
    server.script(ANSWER, ANSWER)
    asked = model()
    assert asked.reply(CHAT, 50) == Reply(
        text=ANSWER, usage=qa.Usage(input_tokens=100, output_tokens=14)
    )
    *pieces, reply = asked.stream(CHAT, 50)
    assert "".join(pieces) == ANSWER
    assert reply == Reply(text=ANSWER, usage=qa.Usage(input_tokens=100, output_tokens=14))
    for request in server.requests:
        assert request["model"] == MODEL
        assert request["messages"] == [vars(message) for message in CHAT]
        assert (request["temperature"], request["max_tokens"]) == (0.0, 50)


def test_a_model_that_takes_no_temperature_is_asked_without(model: Make, server: Scripted) -> None:
    fussy = Step(status=400, error={"message": "Unsupported value: 'temperature'"})
    server.script(fussy, ANSWER, ANSWER)
    asked = model()
    assert asked.reply(CHAT, 50).text == ANSWER
    assert asked.reply(CHAT, 50).text == ANSWER
    assert ["temperature" in request for request in server.requests] == [True, False, False]
    assert server.requests[-1]["max_completion_tokens"] == 50 + models.REASONING_TOKENS


@pytest.mark.parametrize(
    ("name", "reasons", "window"),
    [
        ("gpt-4.1-mini", False, 1_047_576),
        ("o4-mini", True, 200_000),
        (models.DEFAULT_MODEL, True, 400_000),
        ("gpt-that-comes-later", False, SAFE_WINDOW),
    ],
)
def test_models_of_openai_itself(name: str, reasons: bool, window: int) -> None:
    official = LanguageModel(settings(Path("x"), Path("x"), llm=name, openai_api_key=KEY))
    assert official.official
    assert (official.reasons, official.window) == (reasons, window)


def test_the_default_model(server: Scripted, model: Make) -> None:
    official = LanguageModel(settings(Path("x"), Path("x"), llm="auto", openai_api_key=KEY))
    assert official.name == models.DEFAULT_MODEL
    server.models = [{"id": "nomic-embed-text"}, {"id": "/models/tiny.gguf"}, {"id": "other"}]
    assert model(llm="auto").label == "tiny.gguf"
    server.models = []
    with pytest.raises(qa.ModelError, match="serves no model"):
        _ = model(llm="auto").name


@pytest.mark.parametrize(
    "facts", [{"max_model_len": 9000}, {"context_length": 9000}, {"meta": {"n_ctx": 9000}}]
)
def test_the_window_is_asked_of_the_server(model: Make, server: Scripted, facts: dict) -> None:
    server.models = [{"id": MODEL, "object": "model", **facts}]
    assert model().window == 9000
    assert model(llm_context=700).window == 700
    assert model(llm="unlisted").window == SAFE_WINDOW


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_thoughts_are_left_out(model: Make, server: Scripted, size: int) -> None:
    text = "<think>\nWho was it? [1]\n</think>\n\n" + ANSWER
    server.script(text, text)
    assert model().reply(CHAT, 50).text == ANSWER
    *pieces, reply = model().stream(CHAT, 50)
    assert reply.text == "".join(pieces) == ANSWER


def test_an_endless_reply_is_stopped(model: Make, server: Scripted) -> None:
    server.script(Step("again and ", endless=True))
    *_, reply = model().stream(CHAT, 50)
    assert reply.cut
    assert server.hung_up.wait(30)


def test_calls_at_one_time_are_bounded(model: Make, server: Scripted) -> None:
    gate = threading.Event()
    server.script(*(Step(ANSWER, hold={0: gate}) for _ in range(6)))
    asked = model(llm_concurrency=2)
    with ThreadPoolExecutor(6) as pool:
        replies = [pool.submit(asked.reply, CHAT, 50) for _ in range(6)]
        gate.set()
        assert all(reply.result(60).text == ANSWER for reply in replies)
    assert server.most_running <= 2


def test_replies_are_kept_when_asked_for(model: Make, server: Scripted, tmp_path: Path) -> None:
    server.script(ANSWER, "Another answer.", "A third one.")
    first = model(llm_cache=tmp_path / "replies").reply(CHAT, 50)
    again = model(llm_cache=tmp_path / "replies")
    assert again.reply(CHAT, 50) == first
    assert list(again.stream(CHAT, 50)) == [first.text, first]
    assert len(server.requests) == 1
    assert again.reply(CHAT, 60).text == "Another answer."  # other settings, another reply
    assert model().reply(CHAT, 50).text == "A third one."  # off by default


def test_a_cache_that_cannot_be_used_says_so(model: Make, server: Scripted, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(qa.ModelError, match="QA_LLM_CACHE"):
        model(llm_cache=tmp_path / "file").reply(CHAT, 50)


# -- llama.cpp ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def llama() -> object:
    with real.llama() as url:
        yield url


def test_llama_cpp_writes_streams_and_stops(llama: str) -> None:
    small = LanguageModel(settings(Path("x"), Path("x"), llm="auto", openai_base_url=llama))
    assert small.label.endswith(".gguf")
    assert small.window == real.WINDOW
    reply = small.reply([Message("user", "Say hello.")], 16)
    assert reply.text.strip()
    assert reply.usage.output_tokens > 0
    *pieces, streamed = small.stream([Message("user", "Count to a hundred.")], 24)
    assert len(pieces) > 2
    assert "".join(pieces) == streamed.text
    stream = small.stream([Message("user", "Tell me a very long story.")], 1500)
    next(stream)
    stream.close()  # the one slot of the server is free again at once, or this waits for the story
    assert small.reply([Message("user", "Say hello.")], 4).text


def test_llama_cpp_says_when_its_window_is_too_small(llama: str) -> None:
    small = LanguageModel(settings(Path("x"), Path("x"), llm="auto", openai_base_url=llama))
    with pytest.raises(qa.ModelError, match="QA_LLM_CONTEXT"):
        small.reply([Message("user", "word " * 4000)], 16)


def test_whatever_a_small_model_writes_the_checks_hold(
    llama: str, indexed: tuple[Path, Path]
) -> None:
    from qa.answer.citations import Files, verified

    asked = qa.Assistant(
        settings(*indexed, llm="auto", openai_base_url=llama, llm_answer_tokens=60)
    )
    *pieces, answer = asked.stream("Who led the US delegation?")
    assert answer.mode == "generative", answer.notes
    assert verified(answer, Files(indexed[0])) == answer
    assert answer.refused or "".join(pieces) == answer.text
    assert answer.usage.output_tokens > 0


HISTORY = [
    {"role": "user", "content": "Who led the US delegation?"},
    {"role": "assistant", "content": "Marco Rubio led it. [1]"},
]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("how", "more"),
    [
        ("ask", {}),
        ("follow-up", {}),
        ("stream", {"llm_format": "json"}),
        ("ask", {"llm_format": "json"}),
        ("ask", {"verifier": "llm"}),
    ],
)
def test_llama_cpp_answers_every_way(
    llama: str, indexed: tuple[Path, Path], how: str, more: dict[str, str]
) -> None:
    from qa.answer.citations import Files, verified

    found = {"llm": "auto", "openai_base_url": llama, "llm_answer_tokens": 48, "llm_timeout": 180.0}
    asked = qa.Assistant(settings(*indexed, **found, **more))
    question = "How long did the meeting in Riyadh last?"
    if how == "stream":
        *_, answer = asked.stream(question)
    else:
        answer = asked.ask(question, HISTORY if how == "follow-up" else None)
    assert answer.mode == "generative", answer.notes
    assert verified(answer, Files(indexed[0])) == answer
    assert answer.usage.output_tokens > 0
    for statement in answer.statements:
        assert statement.supported == (statement.verdict == "supported")
        assert statement.citations or not statement.supported
        assert statement.supported or statement.reason
