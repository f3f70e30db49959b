"""A real language model beside the two by script: very small, and so neither true nor false.

It shows that the whole way works with a server that is none of ours, and what the checks make of a
model that writes fluently and understands little. A few questions: it is no measure of a model.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from eval.gold.questions import Question
from eval.metrics import answer as answers
from eval.running import llama
from qa.assistant import Assistant
from qa.errors import QAError
from qa.settings import Settings
from qa.types import Answer

QUESTIONS = 3  # each may take a minute on a core that others use too; set by hand
_TOKENS = 80  # of an answer
_TIMEOUT = 180.0  # seconds
FILE = "llama.json"


@dataclass(frozen=True)
class Small:
    """What came of the questions.

    Attributes:
        skipped: Why it was not asked; empty where it was.
        right, refused, failed: Answers by how they ended; of those that are left some may be right
            as well, in words that the gold set does not know.
        supported, statements: Statements that are shown as supported, of all that are shown.
        forbidden: Of those that are supported, how many say what only a wrong answer says.
    """

    skipped: str = ""
    asked: int = 0
    right: int = 0
    refused: int = 0
    failed: int = 0
    supported: int = 0
    statements: int = 0
    forbidden: int = 0

    def as_json(self) -> dict[str, object]:
        """All of it."""
        return asdict(self)


def ask(settings: Settings, questions: Sequence[Question]) -> Small:
    """Have llama.cpp answer a few of the questions; what keeps it from that is told."""
    if why := llama.missing():
        return Small(skipped=why)
    chosen = [q for q in questions if q.type == "single_file" and q.split == "dev"][:QUESTIONS]
    with llama.serving() as url:
        found = {
            "llm": "auto", "openai_base_url": url, "openai_api_key": None, "verifier": "local",
            "llm_answer_tokens": _TOKENS, "llm_timeout": _TIMEOUT, "llm_cache": None,
        }  # fmt: skip
        assistant = Assistant(settings.model_copy(update=found))
        ended = [(question, _answer(assistant, question)) for question in chosen]
    return counted(ended)


def _answer(assistant: Assistant, question: Question) -> Answer | None:
    """The answer; None where the model failed and it was quoted, or nothing came."""
    try:
        answer = assistant.ask(question.question)
    except QAError:
        return None
    return answer if answer.mode == "generative" else None


def counted(ended: Sequence[tuple[Question, Answer | None]]) -> Small:
    """What came of questions, by their answers."""
    given = [(question, answer) for question, answer in ended if answer is not None]
    said = [(q, s) for q, answer in given for s in answer.statements]
    proved = [(question, s) for question, s in said if s.supported]
    return Small(
        asked=len(ended),
        right=sum(answers.is_right(a.text, q.required, q.forbidden) for q, a in given),
        refused=sum(answer.refused for _, answer in given),
        failed=len(ended) - len(given),
        supported=len(proved),
        statements=len(said),
        forbidden=sum(bool(answers.said_forbidden(s.text, q.forbidden)) for q, s in proved),
    )


def line(found: Small) -> str:
    """One line, to stand below the writers by script."""
    if found.skipped:
        return f"llama.cpp: not asked, {found.skipped}"
    return (
        f"llama.cpp, SmolLM2, {found.asked} gold questions: {found.right} right, {found.refused} "
        f"refused, {found.failed} failed; {found.supported} of {found.statements} statements shown "
        f"as supported, {found.forbidden} of them wrong by the gold set"
    )
