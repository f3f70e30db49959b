"""A question → the steps in which it is answered on this machine, and what they come to.

Parts are answered or refused one by one, and what a question describes is found first. One that
leans on the turn before is asked with what its pronoun stands for, then with that turn beside it,
then as it stands where it has a subject of its own; any other one is asked as it stands first.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from qa.answer import articles, carried, choosing, comparing, joined, reader, steps
from qa.answer.answerer import refused_unread
from qa.answer.carried import surely
from qa.answer.extractive import Quoter
from qa.answer.remembered import Remembered
from qa.index.embedding import Embedding
from qa.index.memory import Index
from qa.search import conversation
from qa.search.conversation import FollowUp
from qa.search.search import SearchResult, search
from qa.text import choice, compound, ellipsis, library, referents
from qa.types import Answer, Turn, Within


@dataclass
class Inquiry:
    """Answers one question, in as many steps as it takes.

    Attributes:
        index: The articles.
        embedding: The model that embedded them.
        quoter: What answers each step.
        remembered: What was answered before.
        within: Answer from articles that meet these conditions alone, when given.
        searching: Seconds that were spent on searching.
    """

    index: Index
    embedding: Embedding
    quoter: Quoter
    remembered: Remembered
    within: Within | None = None
    searching: float = field(default=0.0, init=False)

    def answer(self, question: str, turns: Sequence[Turn]) -> Answer:
        """The answer to a question after some turns, with the seconds that its steps took."""
        started = time.perf_counter()
        answer = self._answer(question, turns)
        whole = time.perf_counter() - started
        timings = {"retrieve": self.searching, "answer": whole - self.searching}
        return answer.model_copy(update={"timings": timings})

    def _answer(self, question: str, turns: Sequence[Turn]) -> Answer:
        found = self._search(question, FollowUp(question))
        if (told := self._of_the_articles(question, found)) is not None:
            return told
        if (refusal := refused_unread(found, turns, self.quoter.model)) is not None:
            return refusal
        if (compares := choice.asked(question)) is not None:
            at_once = partial(self._follow_up, found, turns)
            return choosing.answer(question, compares, self._asked, at_once)
        parts = compound.parts(question)
        if len(parts) == 1:
            return steps.answer(question, self._asked, lambda: self._follow_up(found, turns))
        answers: list[Answer] = []
        for part in parts:
            answers.append(self._part(part, turns, parts[len(answers) - 1], answers))
        return joined.answer(question, parts, answers, found)

    def _of_the_articles(self, question: str, found: SearchResult) -> Answer | None:
        """The answer to a question about the articles themselves; None to any other one."""
        asked = library.asked(question)
        if asked is None:
            return None
        if asked.kind == "comparison" and not asked.subject:
            return comparing.unnamed(found, self.quoter.model)
        if asked.kind == "comparison":
            subject = self._search(question, FollowUp(library.as_question(asked.subject)))
            told = comparing.answer(subject, asked.subject, self.quoter.model)
            return told.model_copy(update={"standalone_question": question})
        return articles.answer(found, asked, self.quoter.model)

    def _part(
        self, part: str, turns: Sequence[Turn], before: str, answers: Sequence[Answer]
    ) -> Answer:
        """A part of a question; what "it" is may stand in the part before."""
        alone = FollowUp(part)
        if not answers:
            return self._follow_up(self._search(part, alone), turns)
        if meant := referents.resolved(part, before, answers[-1].short):
            found = self._search(part, FollowUp(meant.question))
            return surely(found, self._quoted(found), meant.referent)
        if not conversation.leans_on(part):
            return self._follow_up(self._search(part, alone), turns)
        said = answers[-1].text if not answers[-1].refused else ""
        beside = FollowUp.beside(part, before, said)
        # Whatever "it" is, it is spoken of where the part before was answered.
        files = tuple(sorted({citation.file for citation in answers[-1].citations}))
        there = (self.within or Within()).model_copy(update={"files": files})
        found = self._search(part, beside, there if files else None)
        return surely(found, self._quoted(found))

    def _follow_up(self, alone: SearchResult, turns: Sequence[Turn]) -> Answer:
        """The first answer in the order in which a question is understood; else a refusal."""
        refused: list[Answer] = []
        new = ellipsis.newly(alone.question) if turns else ""
        if new and (answer := self._exchanged(alone.question, turns)):
            return answer
        for found in self._understood(alone, turns):
            answer = self._quoted(found)
            if new:  # "And the museum?" is answered by what is said of the museum
                answer = carried.naming(found, answer, new)
            if not answer.refused:
                return answer
            refused.append(answer)
        return refused[0]

    def _exchanged(self, question: str, turns: Sequence[Turn]) -> Answer | None:
        """The sure answer to the question before of another thing; None where there is none."""
        topic = conversation.topic(turns)
        if topic is None or ellipsis.completed(question, topic.question):
            return None
        meant = ellipsis.exchanged(question, topic.question)
        if meant is None:
            return None
        found = self._search(question, FollowUp(meant.question))
        answer = surely(found, self._quoted(found), meant.referent, near=False)
        return None if answer.refused else answer

    def _understood(self, alone: SearchResult, turns: Sequence[Turn]) -> Iterator[SearchResult]:
        question = alone.question
        topic = conversation.topic(turns)
        if topic is None or not conversation.leans(question):
            yield alone
            return
        empty = conversation.is_empty(question)
        leaning = empty or conversation.leans_on(question)
        if not leaning:
            yield alone
        meant = _meant(question, topic) if leaning else None
        if meant is not None:
            yield self._search(question, FollowUp(meant.question))
        if ellipsis.completed(question, topic.question):
            return  # it says what it asks: whatever else answers is a guess
        yield self._search(question, FollowUp.beside(question, topic.question, topic.said))
        if leaning and not empty:
            yield alone

    def _search(
        self, question: str, follow_up: FollowUp, within: Within | None = None
    ) -> SearchResult:
        started = time.perf_counter()
        asked = within or self.within
        found = search(self.index, self.embedding, question, follow_up, asked)
        self.searching += time.perf_counter() - started
        return found

    def _asked(self, question: str) -> tuple[SearchResult, Answer]:
        """What is found for a question that stands alone, and its answer."""
        found = self._search(question, FollowUp(question))
        return found, self._quoted(found)

    def _quoted(self, found: SearchResult) -> Answer:
        return self.remembered.get(found, self.quoter)


def _meant(question: str, topic: conversation.Topic) -> referents.Resolved | None:
    """The question with what it leaves to the turn before; None where that is not known."""
    completed = ellipsis.completed(question, topic.question)
    return completed or referents.resolved(question, topic.question, _short(topic))


def _short(topic: conversation.Topic) -> str:
    """The few words of an answer that answer its question; empty where none stand out."""
    if not topic.said:
        return ""
    [reading] = reader.read(topic.question, [(topic.said, "")])
    return topic.said[slice(*reading.span)] if reading.span else ""
