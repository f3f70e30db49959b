"""What a caller asks → a question that can be worked with, or an error."""

from __future__ import annotations

from qa.errors import QuestionError
from qa.locale import gettext
from qa.settings import MAX_QUESTION_CHARACTERS
from qa.text import words


def validated(question: str) -> str:
    """The question without needless space.

    Raises:
        QuestionError: It is empty, too long, or holds no words.
    """
    if not isinstance(question, str):
        raise QuestionError(
            gettext(
                "the question is a text, not {kind}: ask in words", kind=type(question).__name__
            )
        )
    text = " ".join(question.split()).replace("\x00", "")
    if not text:
        raise QuestionError(
            gettext("the question is empty: ask something like 'who led the delegation?'")
        )
    if len(question) > MAX_QUESTION_CHARACTERS:
        raise QuestionError(
            gettext(
                "the question has {count:,} characters, {most:,} are the most: ask for one thing "
                "at a time",
                count=len(question),
                most=MAX_QUESTION_CHARACTERS,
            )
        )
    if not words.split(text):
        raise QuestionError(
            gettext("the question {text!r} holds no words: ask in words", text=text[:40])
        )
    return text
