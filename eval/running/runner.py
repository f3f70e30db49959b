"""Asks the questions and writes down what came of each, as it comes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import Protocol

from eval.gold.questions import Question
from eval.metrics.retrieval import BUDGET
from eval.running.results import Judgement, Result
from eval.running.runs import Run
from qa.types import Answer, Passage, Turn

Progress = Callable[[int, int], None]  # questions done, questions in all
Judge = Callable[[Question, Answer], Sequence[Judgement]]


class QASystem(Protocol):
    """What is evaluated; `qa.Assistant` is one."""

    def ask(self, question: str, history: Sequence[Turn] | None = None) -> Answer:
        """Answer a question."""
        ...

    def retrieve(
        self, question: str, history: Sequence[Turn] | None = None, budget: int = BUDGET
    ) -> list[Passage]:
        """The passages nearest to a question, best first."""
        ...


def run(
    system: QASystem,
    questions: Sequence[Question],
    into: Run,
    *,
    jobs: int = 1,
    judge: Judge | None = None,
    progress: Progress | None = None,
) -> dict[str, Result]:
    """Ask every question that `into` does not hold an answer to yet.

    What raised before is asked again; so is a question that has changed.

    Args:
        system: What is asked.
        questions: The questions.
        into: Where results are written, one line each, as they come.
        jobs: Questions asked at the same time.
        judge: Judges answers, when there is a language model to do so.
        progress: Told how it gets on.

    Returns:
        The result of every question, by id.
    """
    known = into.results()
    done = {q.id: known[q.id] for q in questions if _is_done(known.get(q.id), q)}
    waiting = [q for q in questions if q.id not in done]
    if progress:
        progress(len(done), len(questions))
    lock = threading.Lock()

    def one(question: Question) -> None:
        result = _ask(system, question, judge)
        with lock:
            into.add(result)
            done[result.id] = result
            if progress:
                progress(len(done), len(questions))

    with ThreadPoolExecutor(max_workers=max(1, jobs)) as pool:
        try:
            for future in as_completed([pool.submit(one, question) for question in waiting]):
                future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return done


def _is_done(result: Result | None, question: Question) -> bool:
    return result is not None and result.error is None and result.digest == question.digest


def _ask(system: QASystem, question: Question, judge: Judge | None) -> Result:
    """Whatever the system raises is the result of this question, and stops no other."""
    started = time.perf_counter()
    try:
        answer = system.ask(question.question, question.turns)
        seconds = time.perf_counter() - started
        passages = _passages(system, question, answer)
    except Exception as error:
        return Result(
            id=question.id,
            digest=question.digest,
            error=f"{type(error).__name__}: {error}"[:500],
            seconds=time.perf_counter() - started,
        )
    return Result(
        id=question.id,
        digest=question.digest,
        answer=answer,
        passages=tuple(passages),
        seconds=seconds,
        judgements=tuple(judge(question, answer)) if judge else (),
    )


def _passages(system: QASystem, question: Question, answer: Answer) -> Sequence[Passage]:
    """What the answer was made from; a refusal shows little of it, so it is retrieved again."""
    if answer.refused and not question.should_refuse:
        return system.retrieve(question.question, question.turns, BUDGET)
    return answer.passages
