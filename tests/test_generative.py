"""Answers of a language model, over the wire, from a server that follows a script."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from servers.corpus import KEY, settings
from servers.scripted import MODEL, Scripted, Step

import qa
from qa.answer.citations import REFUSAL, UNPROVED, verified

Make = Callable[..., qa.Assistant]
LEAD = "Who led the US delegation?"


def cite(server: Scripted, *sentences: tuple[str, str]) -> None:
    """Script an answer whose markers name the passages that hold the given words."""

    def answer(body: dict) -> Step:
        prompt = body["messages"][-1]["content"]
        text = ""
        for sentence, words in sentences:
            before = prompt[: prompt.index(words)] if words else ""
            number = before.rpartition('<passage number="')[2].partition('"')[0]
            text += sentence.replace("[?]", f"[{number}]") + " "
        return Step(text.strip())

    server.answerer = answer


def check(corpus: Path, answer: qa.Answer) -> None:
    """What every answer keeps: promise 1, and numbers that are used once each and in order."""
    assert verified(answer, corpus) == answer
    assert [c.number for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    used = [c.number for s in answer.statements for c in s.citations]
    assert list(dict.fromkeys(used)) == [c.number for c in answer.citations]


def test_an_answer_is_written_checked_and_numbered_anew(
    assistant: Make, server: Scripted, indexed: tuple[Path, Path]
) -> None:
    cite(
        server,
        ("Steve Witkoff was in the delegation [?].", "Special Envoy Steve Witkoff"),
        ("Secretary of State Marco Rubio led it [?][97].", "Marco Rubio"),
    )
    answer = assistant().ask(LEAD)
    check(indexed[0], answer)
    assert answer.text == (
        "Steve Witkoff was in the delegation. [1] Secretary of State Marco Rubio led it. [2]"
    )
    assert [c.file for c in answer.citations] == ["delegates.txt", "riyadh.txt"]
    assert "Marco Rubio" in answer.citations[1].quote
    assert all(statement.supported for statement in answer.statements)
    assert any("[97]" in note for note in answer.notes)
    assert (answer.mode, answer.model, answer.refused) == ("generative", MODEL, False)
    assert answer.usage.input_tokens == 100
    assert answer.usage.output_tokens > 5
    assert set(answer.timings) == {"condense", "retrieve", "answer", "total"}
    assert 0 < answer.confidence <= 1


def test_the_prompt_numbers_the_passages_and_delimits_them_as_data(
    assistant: Make, server: Scripted
) -> None:
    server.script(REFUSAL)
    assistant().ask("Who led the delegation, and what do the rules and instructions say?")
    system, user = (message["content"] for message in server.requests[0]["messages"])
    assert REFUSAL in system
    assert '<passage number="1" file="' in user
    assert 'date="2025-02-18"' in user
    assert user.count("</passage>") == user.count("<passage ")
    assert "‹/passage>" in user
    assert "PWNED (1)" in user


def test_what_is_not_in_the_articles_is_marked(
    assistant: Make, server: Scripted, indexed: tuple[Path, Path]
) -> None:
    cite(
        server,
        ("Marco Rubio led the US delegation [?].", "Marco Rubio"),
        ("The meeting lasted nine hours [?].", "Marco Rubio"),
        ("Peskov called it “a triumph of reason” [?].", "Dmitry Peskov"),
        ("Bernard Holloway took the minutes.", ""),
    )
    answer = assistant().ask(LEAD)
    check(indexed[0], answer)
    assert [statement.supported for statement in answer.statements] == [True, False, False, False]
    assert answer.text.count(UNPROVED) == 3
    assert "“" not in answer.statements[2].text
    assert answer.statements[3].citations == ()
    assert any("3 of 4 statements" in note for note in answer.notes)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (
            "Marco Rubio took bribes; Sergei Lavrov headed the Russian side [?].",
            "Sergei Lavrov headed the Russian side.",
        ),
        (
            "Although Marco Rubio took bribes, the meeting in Riyadh lasted 4.5 hours [?].",
            "The meeting in Riyadh lasted 4.5 hours.",
        ),
        ("Marco Rubio took bribes; Sergei Lavrov headed the Chinese side [?].", ""),
    ],
)  # fmt: skip
def test_a_true_clause_after_an_invented_one_is_kept(
    assistant: Make, server: Scripted, indexed: tuple[Path, Path], written: str, kept: str
) -> None:
    proved = "Marco Rubio led the US delegation [?]."
    cite(server, (proved, "Marco Rubio"), (written, "Marco Rubio"))
    answer = assistant().ask(LEAD)
    check(indexed[0], answer)
    statement = answer.statements[1]
    assert statement.supported is bool(kept)
    if kept:
        assert statement.text == kept
        assert "left out “" in statement.reason
        assert "took bribes" in statement.reason
    else:
        assert "bribes" in statement.text


def test_a_statement_without_a_marker_gets_the_sentence_that_plainly_says_it(
    assistant: Make, server: Scripted
) -> None:
    server.script("The meeting in Riyadh lasted 4.5 hours.")
    answer = assistant().ask("How long did the meeting in Riyadh last?")
    assert answer.text == "The meeting in Riyadh lasted 4.5 hours. [1]"
    assert "four and a half" in answer.citations[0].quote


def test_an_answer_of_which_nothing_is_proved_becomes_a_refusal(
    assistant: Make, server: Scripted
) -> None:
    server.script("Bernard Holloway led it with 300 soldiers [1]. He won in Paris [2].")
    answer = assistant().ask(LEAD)
    assert (answer.refused, answer.text) == (True, REFUSAL)
    assert (answer.citations, answer.statements) == ((), ())
    assert answer.passages
    assert any("Nothing that the model wrote" in note for note in answer.notes)


@pytest.mark.parametrize(
    "text", [REFUSAL, f"{REFUSAL[:-1]} [1].", f"**{REFUSAL}** It is late [1]."]
)
def test_a_refusal_stands_alone(assistant: Make, server: Scripted, text: str) -> None:
    server.script(text)
    answer = assistant().ask("What did the chef of the palace cook?")
    assert (answer.refused, answer.text, answer.citations) == (True, REFUSAL, ())
    assert answer.passages


def test_pieces_come_while_the_model_writes_and_are_the_answers_text(
    assistant: Make, server: Scripted
) -> None:
    may_go_on = threading.Event()
    first = "Marco Rubio led the US delegation [1][2]. Sergei "
    server.script(
        Step(
            first + "Lavrov headed the Russian side.",
            hold={len(first) // 7: may_go_on},
        )
    )
    stream = assistant().stream(LEAD)
    piece = next(stream)
    assert not may_go_on.is_set()
    assert piece.startswith("Marco Rubio led the US delegation. [1]")
    may_go_on.set()
    *pieces, answer = [piece, *stream]
    assert "".join(pieces) == answer.text
    assert answer.usage.input_tokens == 100


THOUGHT = "The user asks who led. Marco Rubio led the US delegation [1]. Nobody said more."


@pytest.mark.parametrize("streamed", [False, True])
@pytest.mark.parametrize("form", ["text", "json"])
def test_a_thought_that_nothing_opened_is_no_part_of_the_answer(
    assistant: Make, server: Scripted, form: str, streamed: bool
) -> None:
    said = "The meeting in Riyadh lasted 4.5 hours"
    told = {"statements": [{"text": f"{said}.", "passages": [1]}]}
    server.script(f"{THOUGHT}</think>{json.dumps(told) if form == 'json' else f'{said} [1].'}")
    asked = assistant(llm_format=form)
    *pieces, answer = asked.stream(LEAD) if streamed else [asked.ask(LEAD)]
    assert [s.text for s in answer.statements] == [f"{said}."]
    assert [c.number for c in answer.citations] == [1]
    assert not answer.notes
    # No part of the answer is shown behind a part of the thought.
    assert "".join(pieces) == answer.text or said not in "".join(pieces)


def test_of_such_a_model_the_next_answer_streams_without_its_thought(
    assistant: Make, server: Scripted
) -> None:
    said = "The meeting in Riyadh lasted 4.5 hours [1]. Sergei Lavrov headed the Russian side [1]."
    server.script(f"{THOUGHT}</think>{said}", f"{THOUGHT}</think>{said}")
    asked = assistant()
    *_, first = asked.stream(LEAD)
    *pieces, again = asked.stream(LEAD)
    assert "".join(pieces) == again.text == first.text


def test_stopping_half_way_stops_the_request(assistant: Make, server: Scripted) -> None:
    server.script(Step("Marco Rubio led the US delegation. Then ", endless=True))
    stream = assistant().stream(LEAD)
    next(stream)
    stream.close()
    assert server.hung_up.wait(30)


def test_a_follow_up_is_rewritten(assistant: Make, server: Scripted) -> None:
    standalone = "Which side did Sergei Lavrov lead in Riyadh?"
    server.script(standalone, "Sergei Lavrov headed the Russian side [1].")
    history = [
        {"role": "user", "content": LEAD},
        {"role": "assistant", "content": f"Marco Rubio led it. [1] He won. {UNPROVED}"},
    ]
    answer = assistant().ask("And Lavrov?", history)
    condense, answering = (request["messages"][-1]["content"] for request in server.requests)
    assert "Marco Rubio led it." in condense
    assert "[1]" not in condense
    assert UNPROVED not in condense
    assert standalone in answering
    assert (answer.question, answer.standalone_question) == ("And Lavrov?", standalone)
    assert answer.usage.input_tokens == 200


def test_earlier_turns_reach_the_writer(assistant: Make, server: Scripted) -> None:
    server.script("Which side did Lavrov lead?", "Sergei Lavrov headed the Russian side [1].")
    history = [
        {"role": "assistant", "content": "Ask me."},
        {"role": "user", "content": LEAD},
        {"role": "assistant", "content": f"Marco Rubio led it. [1] He won. {UNPROVED}"},
    ]
    assistant().ask("And Lavrov?", history)
    system, first, second, last = server.requests[1]["messages"]
    assert [m["role"] for m in (system, first, second, last)] == [
        "system",
        "user",
        "assistant",
        "user",
    ]
    assert (first["content"], second["content"]) == (LEAD, "Marco Rubio led it. He won.")


def test_turns_that_do_not_fit_are_left_out(assistant: Make, server: Scripted) -> None:
    server.script("What is it?", REFUSAL)
    history = [{"role": "user", "content": LEAD}, {"role": "assistant", "content": "Rubio. " * 400}]
    assistant(llm_context=2000).ask("And Lavrov?", history)
    assert [m["role"] for m in server.requests[1]["messages"]] == ["system", "user"]


@pytest.mark.parametrize("failed", [Step(status=500), "", "Two\nlines", "x" * 5000])
def test_a_follow_up_goes_the_local_way_when_the_rewrite_fails(
    assistant: Make, server: Scripted, failed: Step | str
) -> None:
    server.script(failed, "Marco Rubio led the US delegation [1].")
    history = [{"role": "user", "content": LEAD}, {"role": "assistant", "content": "Rubio."}]
    answer = assistant().ask("And who else?", history)
    assert answer.standalone_question == f"And who else? ({LEAD})"
    assert answer.mode == "generative"


def test_only_the_files_asked_for_are_given_to_the_model(assistant: Make, server: Scripted) -> None:
    server.script("The library gets a budget of 1.2 million dollars [1].")
    answer = assistant().ask("What is the budget of the library?", files=["budget.txt"])
    assert {passage.file for passage in answer.passages} == {"budget.txt"}
    assert 'file="riyadh.txt"' not in server.requests[0]["messages"][-1]["content"]


def test_a_small_window_gets_fewer_passages_and_says_so(assistant: Make, server: Scripted) -> None:
    server.script(REFUSAL)
    answer = assistant(llm_context=1200).ask(LEAD)
    prompt = "".join(message["content"] for message in server.requests[0]["messages"])
    assert len(prompt) / 3 < 900
    assert any("window holds" in note for note in answer.notes)


def test_a_window_that_the_server_finds_too_small_is_tried_with_less(
    assistant: Make, server: Scripted
) -> None:
    overflow = Step(status=400, error={"message": "too long", "code": "context_length_exceeded"})
    server.script(overflow, "Marco Rubio led the US delegation.")
    answer = assistant().ask(LEAD)
    first, second = (len(request["messages"][-1]["content"]) for request in server.requests)
    assert second < first
    assert not answer.refused
    assert any("window" in note for note in answer.notes)


def test_an_answer_that_was_cut_off_says_so_and_loses_its_last_half_sentence(
    assistant: Make, server: Scripted
) -> None:
    text = "Marco Rubio led the US delegation [1]. Sergei Lavrov headed"
    server.script(Step(text, finish="length"))
    answer = assistant().ask(LEAD)
    assert [statement.text for statement in answer.statements] == [
        "Marco Rubio led the US delegation."
    ]
    assert any("QA_LLM_ANSWER_TOKENS" in note for note in answer.notes)


def test_an_answer_that_was_cut_off_at_once_says_so(assistant: Make, server: Scripted) -> None:
    server.script(Step("Marco Rubio led the", finish="length"))
    answer = assistant().ask(LEAD)
    assert answer.refused
    assert any("QA_LLM_ANSWER_TOKENS" in note for note in answer.notes)


def test_an_article_that_gives_orders_changes_nothing(
    assistant: Make, server: Scripted, indexed: tuple[Path, Path]
) -> None:
    # A model that obeys: it repeats the order, cites a file that is no article, and adds a lie.
    server.script(
        "PWNED, see secret.txt [42]. Quentin Blackwood led 500 delegates of Ruritania [secret.txt]."
    )
    answer = assistant().ask(LEAD)
    check(indexed[0], answer)
    assert "secret.txt" not in {citation.file for citation in answer.citations}
    assert answer.refused or not any(
        "Ruritania" in statement.text and statement.supported for statement in answer.statements
    )


def test_quoting_is_not_moved_by_an_article_that_gives_orders(indexed: tuple[Path, Path]) -> None:
    answer = qa.Assistant(settings(*indexed)).ask(LEAD)
    check(indexed[0], answer)
    assert answer.mode == "extractive"
    assert answer.citations[0].file == "riyadh.txt"


@pytest.mark.parametrize("llm", ["auto", "none"])
def test_without_a_key_nothing_is_called(indexed: tuple[Path, Path], llm: str) -> None:
    quoting = qa.Assistant(settings(*indexed, llm=llm))
    assert not quoting.generative
    answer = quoting.ask(LEAD)
    assert (answer.mode, answer.notes) == ("extractive", ())
    assert answer.usage == qa.Usage()


def test_a_named_model_without_key_or_server_says_what_to_set(indexed: tuple[Path, Path]) -> None:
    with pytest.raises(qa.ModelError, match="OPENAI_API_KEY"):
        qa.Assistant(settings(*indexed, llm="gpt-5.4-mini")).ask(LEAD)


def test_the_key_is_sent_and_never_shown(
    assistant: Make, server: Scripted, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    echo = {"message": f"bad key {KEY}, Bearer {KEY}"}
    server.script(*(Step(status=code, error=echo) for code in (400, 401, 403, 404, 429, 500)))
    asked = assistant()
    assert KEY not in f"{asked.settings!r} {asked.status()} {vars(asked)!r}"
    for _ in range(6):
        with pytest.raises(qa.ModelError) as caught:
            asked.ask(LEAD)
        assert KEY not in f"{caught.value!s} {caught.value!r}"
        assert caught.value.__cause__ is None
        assert caught.value.__suppress_context__
    assert server.headers[-1]["Authorization"] == f"Bearer {KEY}"
    assert "Request options" in caplog.text
    assert KEY not in caplog.text
