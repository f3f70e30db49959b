"""Every odd reply and every failure of a server, followed to the answer: plain and streamed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import test_model_oddities as oddities
import test_models as models
from servers import scripted
from servers.scripted import Scripted, Step

import qa
from qa.answer.citations import Files, verified

Make = Callable[..., qa.Assistant]
LEAD = "Who led the US delegation?"
LED = "Marco Rubio led the US delegation."

# What a server sends, plain and streamed, and what is said of it.
WRONG: dict[str, tuple[Step, Step, str]] = {
    **{name: (step, step, said) for name, (step, said, _) in models.FAILURES.items()},
    **oddities.FAULTS,
    "no end": (Step(LED, drop=1), Step(LED, finish=None), ""),
    "silence": (Step(silent=True), Step(silent=True), "no sign of life"),
    "thoughts to the end": (
        oddities.body(oddities.said("<think>Who?"), "length"),
        oddities.events(oddities.said("<think>Who?"), finish="length"),
        "wrote nothing",
    ),
}


def asked(assistant: qa.Assistant, *, streamed: bool) -> qa.Answer:
    if not streamed:
        return assistant.ask(LEAD)
    *pieces, answer = assistant.stream(LEAD)
    if answer.mode == "generative":
        assert answer.refused or "".join(pieces) == answer.text
    return answer


@pytest.mark.parametrize("streamed", [False, True])
@pytest.mark.parametrize("name", oddities.ODD)
def test_an_odd_reply_becomes_the_answer_that_it_is(
    assistant: Make, server: Scripted, name: str, streamed: bool
) -> None:
    server.script(oddities.ODD[name][streamed])
    answering = assistant()
    answer = asked(answering, streamed=streamed)
    assert answer.mode == "generative"
    assert verified(answer, Files(answering.settings.corpus)) == answer
    if name == "many characters":
        assert answer.refused
        assert not answer.citations
        return
    assert [statement.text for statement in answer.statements] == [LED]
    assert answer.statements[0].supported
    assert answer.citations[0].file == "riyadh.txt"


@pytest.mark.parametrize("streamed", [False, True])
@pytest.mark.parametrize("name", WRONG)
def test_what_goes_wrong_becomes_the_quotation_with_the_reason(
    assistant: Make, server: Scripted, name: str, streamed: bool
) -> None:
    server.answerer = lambda body: WRONG[name][streamed]
    answering = assistant(llm="auto", llm_timeout=2)
    answer = asked(answering, streamed=streamed)
    assert answer.mode == "extractive"
    assert verified(answer, Files(answering.settings.corpus)) == answer
    assert answer.citations[0].file == "riyadh.txt"
    assert "so this is quoted" in answer.notes[0]
    assert WRONG[name][2] in answer.notes[0]
    assert oddities.KEY not in answer.model_dump_json()


@pytest.mark.parametrize("streamed", [False, True])
@pytest.mark.parametrize("name", WRONG)
def test_of_a_model_that_was_named_it_becomes_one_clear_error(
    assistant: Make, server: Scripted, name: str, streamed: bool
) -> None:
    server.answerer = lambda body: WRONG[name][streamed]
    with pytest.raises(qa.ModelError) as caught:
        asked(assistant(llm_timeout=2), streamed=streamed)
    assert WRONG[name][2] in str(caught.value)
    assert "QA_LLM" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert oddities.KEY not in str(caught.value)


@pytest.mark.parametrize("streamed", [False, True])
def test_without_a_server_it_is_quoted_or_an_error(assistant: Make, streamed: bool) -> None:
    with scripted.serving() as gone:
        url = gone.url
    answer = asked(assistant(llm="auto", openai_base_url=url), streamed=streamed)
    assert answer.mode == "extractive"
    assert "no server answers" in answer.notes[0]
    with pytest.raises(qa.ModelError, match="no server answers"):
        asked(assistant(openai_base_url=url), streamed=streamed)
