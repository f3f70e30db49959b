"""One conversation through the command line, with a language model that follows a script."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from servers.corpus import KEY
from servers.scripted import MODEL, Scripted, Step

import qa
from qa.answer.citations import REFUSAL, UNPROVED

LEAD = "Who led the US delegation?"
STANDALONE = "Which side did Sergei Lavrov lead in Riyadh?"
FAILURES = {
    "refuses the key": Step(status=401),
    "takes no more requests": Step(status=429),
    "failed (500)": Step(status=500),
    "wrote nothing": Step(""),
    "no chat completion": Step(raw=b"<html>"),
    "broke while the model was writing": Step(
        "Marco Rubio led the US delegation. Sergei Lavrov headed the Russian side.", drop=8
    ),
    "QA_LLM_CONTEXT": Step(status=400, error={"message": "context length exceeded"}),
    "by its provider's policy": Step("", refusal="No."),
    "no sign of life": Step(silent=True),
}


def run(
    server: Scripted,
    indexed: tuple[Path, Path],
    *arguments: str,
    said: Sequence[str] = (),
    **more: str,
) -> subprocess.CompletedProcess[str]:
    """Run the program as a user does."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("QA_", "OPENAI_"))}
    settings = {
        "QA_CORPUS": str(indexed[0]),
        "QA_STORE": str(indexed[1]),
        "QA_LLM": MODEL,
        "QA_LLM_RETRIES": "0",
        "QA_LLM_TIMEOUT": "20",
        "OPENAI_BASE_URL": server.url,
        "OPENAI_API_KEY": KEY,
        "COLUMNS": "400",
        "NO_COLOR": "1",
    }
    ended = subprocess.run(
        [sys.executable, "-m", "qa", *arguments],
        input="".join(line + "\n" for line in said),
        env={**kept, **settings, **more},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert KEY not in ended.stdout + ended.stderr
    assert "Traceback" not in ended.stderr
    return ended


def test_a_conversation(server: Scripted, indexed: tuple[Path, Path]) -> None:
    turns = iter(
        [
            Step(
                "The meeting in Riyadh lasted 4.5 hours. "
                "Marco Rubio led the US delegation [1][77]. "
                "Bernard Holloway took the minutes [1]."
            ),
            Step(STANDALONE),
            Step("Sergei Lavrov headed the Russian side [1]."),
            Step("What did the chef cook in Riyadh?"),
            Step(REFUSAL),
            *(step for failure in FAILURES.values() for step in (Step(LEAD), failure)),
        ]
    )
    overflowing = FAILURES["QA_LLM_CONTEXT"]

    def answer(body: dict) -> Step:
        if answer.last is overflowing and body.get("stream"):
            return overflowing  # the same again with fewer passages: it never fits
        answer.last = next(turns)
        return answer.last

    answer.last = None
    server.answerer = answer
    questions = [LEAD, "And Lavrov?", "And what did the chef cook?", *("Who?" for _ in FAILURES)]
    ended = run(server, indexed, "chat", said=questions, QA_LLM_TIMEOUT="2")
    out, errors = ended.stdout, ended.stderr
    assert ended.returncode == 0

    # A checked answer: renumbered, an invented marker dropped and said, a statement flagged.
    assert (
        "The meeting in Riyadh lasted 4.5 hours. [1] Marco Rubio led the US delegation. [2]" in out
    )
    assert f"Bernard Holloway took the minutes. {UNPROVED}" in out
    assert "not supported: “Bernard”" in out
    assert "[77], which it was not given" in out
    assert re.search(r"\[1\] riyadh\.txt:5[^\n]*\n\s+“The meeting in Riyadh lasted", out)
    # A follow-up that was rewritten, and a refusal.
    assert f"understood as: {STANDALONE}" in out
    assert "Sergei Lavrov headed the Russian side. [1]" in out
    assert REFUSAL in out
    assert "That is not the whole answer." in out
    # Each failure says what to do, and the conversation goes on.
    for said in FAILURES:
        assert said in errors, said
    assert errors.count("error:") == len(FAILURES)


@pytest.mark.parametrize("said", FAILURES)
def test_with_auto_a_failure_is_answered_by_quoting(
    server: Scripted, assistant: Callable[..., qa.Assistant], said: str
) -> None:
    server.answerer = lambda body: FAILURES[said]
    *_, answer = assistant(llm="auto", llm_timeout=2).stream(LEAD)
    assert answer.mode == "extractive"
    assert answer.citations[0].file == "riyadh.txt"
    assert "so this is quoted" in answer.notes[0]
    assert said in answer.notes[0]


@pytest.mark.parametrize("said", FAILURES)
def test_with_auto_a_failure_of_a_plain_call_is_answered_by_quoting(
    server: Scripted, assistant: Callable[..., qa.Assistant], said: str
) -> None:
    server.answerer = lambda body: FAILURES[said]
    answer = assistant(llm="auto", llm_timeout=2).ask(LEAD)
    assert not any(body.get("stream") for body in server.requests)
    assert answer.mode == "extractive"
    assert answer.citations[0].file == "riyadh.txt"
    assert "so this is quoted" in answer.notes[0]
    # A reply that is whole or none cannot break off half-way: there is no answer from the server.
    assert said.replace("broke while the model was writing", "no server answers") in answer.notes[0]


def test_the_program_prints_the_quotation_and_the_reason(
    server: Scripted, indexed: tuple[Path, Path]
) -> None:
    server.answerer = lambda body: FAILURES["takes no more requests"]
    ended = run(server, indexed, "ask", LEAD, "--json", QA_LLM="auto")
    answer = json.loads(ended.stdout)
    assert (ended.returncode, answer["mode"]) == (0, "extractive")
    assert "takes no more requests" in answer["notes"][0]
    ended = run(server, indexed, "ask", LEAD, QA_LLM="auto")
    assert ended.returncode == 0
    assert "Leading the U.S. delegation was Secretary of State Marco Rubio" in ended.stdout
    assert "so this is quoted" in ended.stdout
    assert "takes no more requests" in ended.stdout


def test_half_an_answer_is_said_to_be_none(server: Scripted, indexed: tuple[Path, Path]) -> None:
    cut = FAILURES["broke while the model was writing"]
    server.answerer = lambda body: cut
    ended = run(server, indexed, "ask", LEAD, QA_LLM="auto")
    assert ended.returncode == 0
    half, _, whole = ended.stdout.partition("That is not the answer; this is:")
    assert "Marco Rubio led the US delegation. [1]" in half
    assert "Leading the U.S. delegation was Secretary of State Marco Rubio" in whole
    assert "riyadh.txt:5" in whole
    assert "so this is quoted" in whole


def test_a_named_model_that_fails_is_an_error(server: Scripted, indexed: tuple[Path, Path]) -> None:
    server.script(Step(status=401, error={"message": f"wrong key {KEY}"}))
    ended = run(server, indexed, "ask", LEAD)
    assert ended.returncode == 1
    assert "OPENAI_API_KEY" in ended.stderr
    assert ended.stdout.strip() == ""


def test_usage_and_json(server: Scripted, indexed: tuple[Path, Path]) -> None:
    server.script(*["Marco Rubio led the US delegation [1]."] * 2)
    ended = run(server, indexed, "ask", LEAD, "--usage")
    assert f"{MODEL}: 100 tokens read, 7 written" in ended.stderr
    answer = json.loads(run(server, indexed, "ask", LEAD, "--json").stdout)
    assert answer["usage"] == {"input_tokens": 100, "output_tokens": 7}
    assert answer["mode"] == "generative"


def test_status_says_who_answers_and_how_to_change_it(
    server: Scripted, indexed: tuple[Path, Path]
) -> None:
    out = run(server, indexed, "status").stdout
    assert f"by {MODEL} at {server.url}" in out
    lines = [
        line for line in out.splitlines() if line.startswith(("OpenAI", "Ollama", "llama.cpp"))
    ]
    assert len(lines) == 3
    assert server.requests == []
