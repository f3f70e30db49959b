"""A language model's opinion of answers: faithfulness and correctness, by LlamaIndex's evaluators.

Advisory: it is stored as it was said, printed apart, and no gate looks at it. A reply that
cannot be read, or a judge that failed, leaves the answer unscored: neither right nor wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from eval.gold.questions import Question
from eval.running.results import Judgement
from qa.settings import Settings
from qa.types import Answer

# The replies that LlamaIndex's prompts ask for: a grade from 1 to 5 first, or YES and NO.
_GRADE = re.compile(r"^\W*([1-5](?:\.\d+)?)\b")
_YES_NO = re.compile(r"^\W*(yes|no)\b", re.IGNORECASE)


class ModelJudge:
    """Asks a language model what it thinks of answers.

    Args:
        settings: Where the model is; it is called only where there is something to judge.
        llm: A LlamaIndex model; that of the settings when left out.
    """

    def __init__(self, settings: Settings, llm: Any = None) -> None:
        self._settings = settings
        self._llm = llm

    def __call__(self, question: Question, answer: Answer) -> Sequence[Judgement]:
        """What it thinks of an answer; a refusal has nothing to judge."""
        if answer.refused or question.should_refuse:
            return ()
        llm = self._llm or _language_model(self._settings, answer.model)
        return (
            _guarded("faithfulness", lambda: _faithfulness(llm, answer)),
            _guarded("correctness", lambda: _correctness(llm, question, answer)),
        )


def read_yes(reply: str) -> float | None:
    """1 for a reply that starts with yes, 0 for no, None for anything else."""
    found = _YES_NO.match(reply)
    return None if found is None else float(found.group(1).lower() == "yes")


def read_grade(reply: str) -> float | None:
    """The grade from 1 to 5 at the start of a reply, as a share of [0, 1]; None without one."""
    found = _GRADE.match(reply)
    grade = float(found.group(1)) if found else 0.0
    return (grade - 1) / 4 if 1 <= grade <= 5 else None


def _faithfulness(llm: Any, answer: Answer) -> Judgement:
    """Whether the cited quotes bear the answer out; an answer without any has no context."""
    from llama_index.core.evaluation import FaithfulnessEvaluator

    contexts = [citation.quote for citation in answer.citations]
    result = FaithfulnessEvaluator(llm=llm).evaluate(
        query=answer.question, response=answer.text, contexts=contexts
    )
    raw = result.feedback or ""
    return Judgement(metric="faithfulness", score=read_yes(raw), raw=raw)


def _correctness(llm: Any, question: Question, answer: Answer) -> Judgement:
    """How well the answer agrees with the reference, from 1 to 5."""
    from llama_index.core.evaluation import CorrectnessEvaluator

    evaluator = CorrectnessEvaluator(
        llm=llm, parser_function=lambda reply: (read_grade(reply), reply)
    )
    result = evaluator.evaluate(
        query=question.question, response=answer.text, reference=question.answer
    )
    return Judgement(metric="correctness", score=result.score, raw=result.feedback or "")


def _guarded(metric: str, ask: Any) -> Judgement:
    try:
        judgement: Judgement = ask()
    except Exception as error:
        return Judgement(metric=metric, score=None, raw=f"{type(error).__name__}: {error}"[:500])
    return judgement


def _language_model(settings: Settings, answered: str) -> Any:
    from llama_index.llms.openai_like import OpenAILike

    key = settings.openai_api_key
    return OpenAILike(
        model=answered if settings.llm == "auto" else settings.llm,
        api_base=settings.openai_base_url or "https://api.openai.com/v1",
        api_key=key.get_secret_value() if key else "none",
        is_chat_model=True,
        context_window=32_000,
        temperature=0.0,
    )
