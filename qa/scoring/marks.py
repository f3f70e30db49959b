"""A question and its answer → what the answer is worth."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qa.answer import citations
from qa.assistant import Assistant
from qa.corpus.fields import Fields
from qa.errors import QAError
from qa.scoring import matching
from qa.scoring.questions import OwnQuestion
from qa.types import Answer

Progress = Callable[[int, int], None]  # questions done, questions in all


@dataclass(frozen=True)
class Mark:
    """What came of a question.

    Attributes:
        question: The question.
        answer: The answer; None where the program raised.
        held: For each group of wordings, whether the answer holds one of them.
        outcome: `right`, `refused` (and should not have been), `wrong`, `guessed` (and should have
            been refused) or `error`.
        faults: What is false or missing, in words.
        seconds: That it took.
    """

    question: OwnQuestion
    answer: Answer | None
    held: tuple[bool, ...]
    outcome: str
    faults: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def confidence(self) -> float:
        """Of the answer; 0 where there is none."""
        return self.answer.confidence if self.answer else 0.0

    @property
    def right(self) -> bool:
        """Whether it ended as it should."""
        return self.outcome == "right"


def ask(
    assistant: Assistant,
    questions: Sequence[OwnQuestion],
    progress: Progress | None = None,
) -> list[Mark]:
    """Ask every question; whatever is raised is the mark of this question, and stops no other."""
    found = []
    for number, question in enumerate(questions, start=1):
        try:
            answer = assistant.ask(question.question)
        except QAError as error:
            found.append(Mark(question, None, (), "error", (str(error),)))
        else:
            found.append(mark(question, answer, assistant))
        if progress:
            progress(number, len(questions))
    return found


def mark(question: OwnQuestion, answer: Answer, assistant: Assistant) -> Mark:
    """What an answer is worth.

    It is right when it holds a wording of each group and nothing forbidden, and cites the file, if
    one is named; of a question that the articles do not answer, when it was refused.
    """
    said = matching.unmarked(answer.text)
    held = tuple(matching.groups_held(said, question.required))
    faults = [] if answer.refused else list(_faults(question, answer, said))
    false = _false(answer, assistant)
    seconds = answer.timings.get("total", 0.0)
    if answer.refused:
        outcome = "refused" if question.answerable else "right"
    elif not question.answerable:
        outcome = "guessed"
    else:
        outcome = "right" if all(held) and not faults and not false else "wrong"
    return Mark(question, answer, held, outcome, (*faults, *false), seconds)


def _faults(question: OwnQuestion, answer: Answer, said: str) -> list[str]:
    found = [
        f"says “{phrase}”, which only a wrong answer says"
        for phrase in question.forbidden
        if matching.holds(said, phrase)
    ]
    cited = {citation.file for citation in answer.citations}
    if question.file and not any(_is_named(question.file, file) for file in cited):
        found.append(f"does not cite {question.file}")
    return found


def _is_named(name: str, file: str) -> bool:
    return file == name or file.endswith(f"/{name}")


def _false(answer: Answer, assistant: Assistant) -> list[str]:
    """Citations that are not in their file, word for word: none is ever expected."""
    settings = assistant.settings
    files = citations.Files(settings.corpus, Fields(settings.fields))
    return [
        f"[{c.number}] {c.file}:{c.line} is not in the file"
        for c in answer.citations
        if not files.confirm(c)
    ]
