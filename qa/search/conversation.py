"""A follow-up and its history → what to search for, without a language model.

Gluing the history to every question makes retrieval worse (measured: see the decisions in `docs/`).
So context is added only where the question leans on what was said, and as a second ranking beside
the question's own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.text import citation_markers, lexicon, words
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


def resolve(question: str, history: Sequence[Turn]) -> FollowUp:
    """Find what a question leans on in the turns before it.

    The fewer words of its own a question has, the more the conversation counts.

    Args:
        question: The question as it was asked.
        history: Earlier turns, oldest first.
    """
    about = _last_standing_alone(history)
    if not about or not leans(question):
        return FollowUp(question)
    answers = [turn["content"] for turn in history if turn["role"] == "assistant"]
    said = citation_markers.removed(answers[-1])[:_SAID_CHARACTERS] if answers else ""
    search = " ".join(f"{about} {said} {question}".split())
    own = len(set(words.terms(question)))
    return FollowUp(question, about, search, 1 / max(own, 0.25))


def leans(question: str) -> bool:
    """Whether a question leans on what was said before it: pronouns, ellipsis, no subject."""
    terms = words.terms(question)
    named = [name for name in lexicon.names(question) if words.fold(name) not in words.STOPWORDS]
    if _PRONOUN.search(question) or _OPENS.match(question):
        return True
    return len(terms) < _FEW_TERMS or (len(terms) <= _FEW_TERMS and not named)


def _last_standing_alone(history: Sequence[Turn]) -> str:
    """The user's last question that leans on nothing, or else the first one."""
    asked = [" ".join(turn["content"].split()) for turn in history if turn["role"] == "user"]
    alone = [text for text in asked if text and not leans(text)]
    return (alone or asked[:1] or [""])[-1][:_ASKED_CHARACTERS]
