"""A language model that judges: what it is asked, what its words count for, when it fails."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from servers.corpus import settings
from servers.scripted import MODEL, Scripted, Step

import qa
from qa.verify import entailment, outside, verifier

Make = Callable[..., qa.Assistant]
DRAFT = "80 residents wrote letters against the plan."


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("SUPPORTED", "supported"),
        ("**Supported.**", "supported"),
        ("Verdict: CONTRADICTED", "contradicted"),
        ("UNSUPPORTED", "unsupported"),
        ("not supported", "unsupported"),
        ("It is SUPPORTED, not CONTRADICTED.", "unsupported"),
        ("yes", "unsupported"),
        ("", "unsupported"),
        ("I cannot help with that.", "unsupported"),
    ],
)
def test_a_verdict_is_read_or_is_not_supported(raw: str, found: str) -> None:
    assert outside.ruling(raw) == found


@pytest.mark.parametrize(
    ("raw", "verdict"),
    [
        ("SUPPORTED", "supported"),
        ("CONTRADICTED", "contradicted"),
        ("UNSUPPORTED", "not in the articles"),
        ("Who knows?", "not in the articles"),
    ],
)
def test_its_verdict_counts_and_is_kept_raw(
    assistant: Make, server: Scripted, raw: str, verdict: str
) -> None:
    server.answerer = lambda body: Step(raw)
    [statement] = assistant(verifier="llm").check(DRAFT).checked
    assert (statement.verdict, statement.judged) == (verdict, raw)
    asked = server.requests[0]["messages"][0]["content"]
    assert "Statement: 80 residents wrote letters" in asked


def test_of_what_a_model_writes_its_verdict_is_kept_raw_too(
    assistant: Make, server: Scripted
) -> None:
    written = "Eighty residents wrote letters against the plan [1]."
    server.answerer = lambda body: Step(
        "SUPPORTED." if "Statement: " in body["messages"][-1]["content"] else written
    )
    [statement] = assistant(verifier="llm").ask("Who wrote letters against the plan?").statements
    assert (statement.verdict, statement.judged) == ("supported", "SUPPORTED.")
    [plain] = assistant().ask("Who wrote letters against the plan?").statements
    assert plain.judged == ""


def test_the_exact_checks_stand_whatever_it_says(assistant: Make, server: Scripted) -> None:
    server.answerer = lambda body: Step("SUPPORTED")
    [statement] = (
        assistant(verifier="llm").check("90 residents wrote letters against the plan.").checked
    )
    assert statement.verdict != "supported"


def test_another_model_may_judge(assistant: Make, server: Scripted) -> None:
    server.answerer = lambda body: Step("SUPPORTED")
    assert assistant(llm="none", verifier="judge-model").check(DRAFT).passed
    assert {request["model"] for request in server.requests} == {"judge-model"}


def test_a_judge_that_fails_is_one_error(assistant: Make, server: Scripted) -> None:
    server.answerer = lambda body: Step(status=500)
    with pytest.raises(qa.ModelError, match=r"failed \(500\)"):
        assistant(verifier="llm").check(DRAFT)


def test_what_is_written_is_judged_by_it_too(assistant: Make, server: Scripted) -> None:
    def answer(body: dict) -> Step:
        asked = body["messages"][-1]["content"]
        return Step(
            "UNSUPPORTED"
            if "Statement:" in asked
            else "Eighty residents wrote letters against the plan [1]."
        )

    server.answerer = answer
    question = "Who wrote letters against the plan?"
    assert assistant(verifier="llm").ask(question).refused
    assert not assistant().ask(question).refused


def test_which_model_judges(tmp_path: Path) -> None:
    local = settings(tmp_path, tmp_path)
    assert verifier.chosen(local) is entailment.read
    with pytest.raises(qa.UsageError, match="QA_VERIFIER=llm"):
        verifier.chosen(local.model_copy(update={"verifier": "llm"}))
    asked = local.model_copy(update={"verifier": "llm", "llm": MODEL})
    assert isinstance(verifier.chosen(asked), outside.OutsideJudge)
