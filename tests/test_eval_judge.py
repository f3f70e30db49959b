from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from llama_index.core.llms import CompletionResponse, CustomLLM, LLMMetadata
from llama_index.core.llms.callbacks import llm_completion_callback

from eval.gold import questions as gold
from eval.gold.questions import Question
from eval.paths import ROOT
from eval.running import judge
from qa.settings import Settings
from qa.types import Answer, Citation


class Scripted(CustomLLM):
    """A language model that says what it is told to say."""

    replies: list[str]

    @property
    def metadata(self) -> LLMMetadata:
        return LLMMetadata(model_name="scripted")

    @llm_completion_callback()
    def complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponse:
        return CompletionResponse(text=self.replies.pop(0))

    @llm_completion_callback()
    def stream_complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> Any:
        yield self.complete(prompt)


@pytest.fixture
def question() -> Question:
    return next(q for q in gold.load() if q.id == "lead-us-01")


def answered(question: Question, **changes: Any) -> Answer:
    first = question.support[0]
    cited = Citation(number=1, line=1, end_line=1, **first.model_dump())
    values = {
        "question": question.question,
        "standalone_question": question.question,
        "text": "Marco Rubio led it. [1]",
        "citations": (cited,),
        "confidence": 0.9,
        "mode": "generative",
    }
    return Answer.model_validate(values | changes)


def verdicts(question: Question, *replies: str) -> dict[str, float | None]:
    asked = judge.ModelJudge(Settings(llm="scripted"), Scripted(replies=list(replies)))
    return {v.metric: v.score for v in asked(question, answered(question))}


def test_verdicts_that_can_be_read(question: Question) -> None:
    assert verdicts(question, "YES", "4.0\nNearly complete.") == {
        "faithfulness": 1.0,
        "correctness": 0.75,
    }
    assert verdicts(question, "No, it is not.", "1\nWrong.") == {
        "faithfulness": 0.0,
        "correctness": 0.0,
    }


@pytest.mark.parametrize("reply", ["", "It depends; yes and no.", "Score: high", "9", "45", "5.5"])
def test_verdicts_that_cannot_be_read_are_unscored(question: Question, reply: str) -> None:
    assert verdicts(question, reply, reply) == {"faithfulness": None, "correctness": None}


def test_a_judge_that_fails_leaves_the_answer_unscored(question: Question) -> None:
    asked = judge.ModelJudge(Settings(llm="scripted"), Scripted(replies=[]))
    found = asked(question, answered(question))
    assert [v.score for v in found] == [None, None]
    assert "IndexError" in found[0].raw


def test_refusals_are_not_judged(question: Question) -> None:
    asked = judge.ModelJudge(Settings(llm="scripted"), Scripted(replies=[]))
    assert asked(question, answered(question, refused=True)) == ()


def test_the_judge_is_not_loaded_unless_it_is_needed() -> None:
    code = "import eval.cli, sys; print('llama_index.core.evaluation' in sys.modules)"
    asked = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert asked.stdout.strip() == "False"
