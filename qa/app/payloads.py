"""What the browser sends with an event: checked, whatever it says."""

from __future__ import annotations

from typing import Literal, TypeVar

import gradio as gr
from pydantic import BaseModel, Field, ValidationError

from qa.app.dialogue import Exchange, Rating
from qa.app.feedback import MAX_REASON_CHARACTERS
from qa.settings import MAX_QUESTION_CHARACTERS

MAX_EXCHANGES = 200  # of a conversation
MAX_DRAFT_CHARACTERS = 100_000  # of a text that is checked on the page
MAX_DRAFT_BYTES = 2_900_000  # of a file that holds one: with base 64 a request may be as large
MAX_NAME = 64  # characters that a browser keeps a conversation by

Payload = TypeVar("Payload", bound=BaseModel)


class Asked(BaseModel):
    """A question.

    `replace` is the exchange that it takes the place of, `conversation` what the browser keeps the
    conversation by that it becomes part of. `cleared` is up to which question that was left for a
    new one, if it was. `alone`: nothing that was said before it counts.
    """

    question: str = Field(max_length=MAX_QUESTION_CHARACTERS)
    files: tuple[str, ...] = Field(default=(), max_length=10_000)
    replace: int | None = None
    ticket: int = 0
    cleared: int = -1
    conversation: str = Field(default="", max_length=MAX_NAME)
    alone: bool = False


class Ended(BaseModel):
    """Up to which question, or which text, everything is to end."""

    ticket: int


class Restored(BaseModel):
    """A conversation that the browser has kept; questions up to the ticket are over."""

    conversation: str = Field(max_length=MAX_NAME)
    exchanges: tuple[Exchange, ...] = Field(max_length=MAX_EXCHANGES)
    ticket: int = -1


class Taken(BaseModel):
    """What is to be saved as a file: a conversation that the browser has kept, or the one here."""

    exchanges: tuple[Exchange, ...] | None = Field(default=None, max_length=MAX_EXCHANGES)


class Opened(BaseModel):
    """What is to be read: a citation or passage of an exchange, its sources, or a file.

    `find` is what is looked for in the file; `line` is where it begins.
    """

    exchange: int = -1
    number: int = 0
    passage: int | None = None
    file: str = Field(default="", max_length=4096)
    find: str = Field(default="", max_length=10_000)
    line: int = 0


class Turned(BaseModel):
    """A page of an article that is to be seen, of the version that is read."""

    file: str = Field(max_length=4096)
    page: int
    version: str = Field(max_length=64)


class SentFile(BaseModel):
    """A file that was sent: where it was put, and what it is called after the folders it lay in.

    Without a path it was not sent, for its kind or its size in bytes.
    """

    name: str = Field(max_length=4096)
    path: str = Field(default="", max_length=4096)
    size: int = 0


class Sent(BaseModel):
    """Files that are to become articles."""

    files: tuple[SentFile, ...] = Field(default=(), max_length=1000)


class Pasted(BaseModel):
    """A text that is to become an article."""

    title: str = Field(default="", max_length=200)
    text: str = Field(default="", max_length=3_000_000)


class Drafted(BaseModel):
    """A text that is to be checked: its words, or a file's bytes in base 64.

    `files` are the articles that it is held against; `ticket` is the page's number of the text.
    """

    text: str = Field(default="", max_length=MAX_DRAFT_CHARACTERS)
    content: str = Field(default="", max_length=MAX_DRAFT_BYTES * 4 // 3 + 4)
    name: str = Field(default="", max_length=200)
    files: tuple[str, ...] = Field(default=(), max_length=10_000)
    ticket: int = 0


class Evident(BaseModel):
    """A statement of a text that was checked, from 1, and which of its quotes is to be read.

    0 is none of a text; less is none at all. `turn` is counted up with each.
    """

    statement: int = 0
    number: int = 0
    turn: int = 0


class Saved(BaseModel):
    """As what a report is to be saved."""

    kind: Literal["html", "json"] = "html"


class Rated(BaseModel):
    """A judgement of an answer."""

    exchange: int
    rating: Rating
    reason: str = Field(default="", max_length=MAX_REASON_CHARACTERS)


def payload(kind: type[Payload], event: gr.EventData) -> Payload | None:
    """What came with an event, or None where it is not as it should be."""
    try:
        return kind.model_validate(event._data)
    except ValidationError:
        return None
