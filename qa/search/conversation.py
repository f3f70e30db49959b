"""A follow-up and its history → what to search for, without a language model.

Gluing the history to every question makes retrieval worse (measured: see the decisions in `docs/`).
So context is added only where the question leans on what was said, and as a second ranking beside
the question's own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.text import citation_markers, intent, lexicon, referents, words
from qa.text.language import ENGLISH, alternatives
from qa.types import Turn

_PRONOUN = re.compile(rf"\b(?:{alternatives(ENGLISH.conversation.pronouns)})\b", re.IGNORECASE)
_OPENS = re.compile(rf"^\W*(?:{alternatives(ENGLISH.conversation.openers)})\b", re.IGNORECASE)
_FEW_TERMS = 2
_SAID_CHARACTERS = 200
_ASKED_CHARACTERS = 400


@dataclass(frozen=True)
class FollowUp:
    """What to search for.

    Attributes:
        question: The question as it was asked: it is always searched for by itself.
        about: The earlier question that it leans on; empty when it stands alone.
        search: What else is searched for: `about`, the answer it got and the question together.
        weight: How much that second ranking counts beside the question's own.
    """

    question: str
    about: str = ""
    search: str = ""
    weight: float = 0.0

    @property
    def standalone(self) -> str:
        """The question with what it is about, as it is shown to the reader."""
        return f"{self.question} ({self.about})" if self.about else self.question

    @property
    def searched(self) -> tuple[str, ...]:
        """All that is searched for."""
        return (self.question, self.search) if self.search else (self.question,)

    @classmethod
    def beside(cls, question: str, about: str, said: str) -> FollowUp:
        """A question with an earlier one, and its answer, searched for beside it.

        The fewer words of its own a question has, the more the conversation counts.
        """
        search = " ".join(f"{about} {said} {question}".split())
        own = len(set(words.terms(question)))
        return cls(question, about, search, 1 / max(own, 0.25))


@dataclass(frozen=True)
class Topic:
    """What a conversation is about: the last question that stood alone, and what was last said."""

    question: str
    said: str


def resolve(question: str, history: Sequence[Turn]) -> FollowUp:
    """Find what a question leans on in the turns before it.

    Args:
        question: The question as it was asked.
        history: Earlier turns, oldest first.
    """
    about = topic(history)
    if about is None or not leans(question):
        return FollowUp(question)
    return FollowUp.beside(question, about.question, about.said)


def leans_on(question: str) -> bool:
    """Whether a question says nothing without the one before: an unexplained pronoun, "and …?"."""
    opened = _OPENS.match(question)
    few = opened is not None and len(words.terms(question[opened.end() :])) <= _FEW_TERMS
    return few or referents.pronoun(question) is not None


def leans(question: str) -> bool:
    """Whether a question leans on what was said before it: pronouns, ellipsis, no subject."""
    terms = words.terms(question)
    named = [name for name in lexicon.names(question) if words.fold(name) not in words.STOPWORDS]
    if _PRONOUN.search(question) or _OPENS.match(question):
        return True
    return len(terms) < _FEW_TERMS or (len(terms) <= _FEW_TERMS and not named)


def is_empty(question: str) -> bool:
    """Whether a question has no subject of its own: a pronoun, and one word besides at most.

    Alone it asks nothing ("What is known about that?"): whatever answers it is a guess.
    """
    named = [name for name in lexicon.names(question) if words.fold(name) not in words.STOPWORDS]
    return (
        _PRONOUN.search(question) is not None
        and len(words.terms(question)) < _FEW_TERMS
        and not named
    )


def topic(history: Sequence[Turn]) -> Topic | None:
    """The latest topic of a conversation, courtesies aside; None where nothing was asked.

    A short question that stands alone ("What did Zelensky say?") is one, as are all that lean on
    nothing.
    """
    turns = [turn for turn in _exchanged(history) if turn["content"].strip()]
    asked = [" ".join(turn["content"].split()) for turn in turns if turn["role"] == "user"]
    if not asked:
        return None
    alone = [text for text in asked if not leans(text) or _names_its_subject(text)]
    answers = [turn["content"] for turn in turns if turn["role"] == "assistant"]
    said = citation_markers.removed(answers[-1])[:_SAID_CHARACTERS] if answers else ""
    return Topic((alone or asked[:1])[-1][:_ASKED_CHARACTERS], said)


def _names_its_subject(question: str) -> bool:
    named = [name for name in lexicon.names(question) if words.fold(name) not in words.STOPWORDS]
    return bool(named) and not leans_on(question)


def _exchanged(history: Sequence[Turn]) -> list[Turn]:
    """The turns without courtesies and their replies."""
    kept: list[Turn] = []
    courteous = False
    for turn in history:
        if turn["role"] == "user":
            courteous = _is_courtesy(turn["content"])
        if not courteous:
            kept.append(turn)
    return kept


def _is_courtesy(text: str) -> bool:
    plain = words.STOPWORDS | intent.courtesies().courtesies
    said = words.split(text)
    return bool(intent.courtesies().courtesies.intersection(said)) and plain.issuperset(said)
