"""What a language model writes as JSON → sentences, each with the numbers that it cites.

It is read as it comes, as `SentenceStream` reads words: a statement is given out when its object is
whole. Servers are asked for JSON and need not send it, so words are read as words; what is
neither is told as unreadable, so that it can be asked for otherwise.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from qa.model import surrogates
from qa.model.forms import Form
from qa.text import citation_markers
from qa.write.sentences import SENTENCE_CHARACTERS, SentenceStream, Written, clean

_OPENS = re.compile(r'\{\s*"statements"\s*:\s*\[')
# Characters that may stand before the object ("Here is the JSON:"); with more of them, and no sign
# of it, they are the answer. Set by hand.
_PREAMBLE = 300
_JSON = re.compile(r'\{|```|\A\s{0,20}\[\s{0,20}[\["]')
# A statement's text as far as it is written, without an escape that is not whole.
_TEXT = re.compile(r'[\s,]*\{\s*"text"\s*:\s*"(?P<text>(?:[^"\\]|\\.)*\\?)', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{0,3})?\Z")
_SPACE = re.compile(r"[\s,]*")


def _joined(text: object) -> object:
    """A text whose letters are whole; JSON can name half of one."""
    return surrogates.whole(text) if isinstance(text, str) else text


class _Statement(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)

    text: Annotated[str, BeforeValidator(_joined)] = Field(max_length=SENTENCE_CHARACTERS)
    passages: list[int]


def form(instruction: str) -> Form:
    """The form that an answer is asked for in."""
    number = {"type": "array", "items": {"type": "integer"}}
    statement = _object({"text": {"type": "string"}, "passages": number})
    schema = _object({"statements": {"type": "array", "items": statement}})
    return Form("answer", schema, instruction)


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    required, closed = list(properties), {"additionalProperties": False}
    return {"type": "object", "properties": properties, "required": required, **closed}


class StructuredStream:
    """Reads statements out of JSON, while it is being written; or words, where those come.

    Attributes:
        as_words: The model wrote words instead.
        broken: What it wrote ended before it was whole, or has another form.
    """

    def __init__(self) -> None:
        self.as_words = False
        self.broken = False
        self._words = SentenceStream()
        self._rest = ""
        self._begun = False
        self._over = False

    def feed(self, piece: str) -> list[Written]:
        """Take the next piece; the sentences that are whole with it, in order."""
        if self.as_words:
            return self._words.feed(piece)
        self._rest += piece
        if not self._begun and not self._begin():
            words = len(self._rest) > _PREAMBLE and not self._is_json
            return self._as_words() if words else []
        return list(self._statements())

    @property
    def unfinished(self) -> str:
        """The words of the statement that is being written, as plain text."""
        if self.as_words:
            return self._words.unfinished
        said = _TEXT.match(self._rest) if self._begun else None
        if said is None:
            return ""
        text, _ = _whole(f'"{_ESCAPE.sub("", said["text"])}"')
        return clean(surrogates.whole(text)) if isinstance(text, str) else ""

    def finish(self, *, drop_last: bool = False) -> list[Written]:
        """The sentences that are left when the model is done.

        Args:
            drop_last: Leave out the last one, where the model was cut off in the middle of it.
        """
        before: list[Written] = []
        if not self._begun and not self.as_words:
            if self._is_json:
                self.broken = True
                return []
            before = self._as_words()
        if self.as_words:
            return before + self._words.finish(drop_last=drop_last)
        self.broken = self.broken or not self._over
        return []

    @property
    def _is_json(self) -> bool:
        """Whether it begins like JSON, of whatever form."""
        return _JSON.search(self._rest[:_PREAMBLE]) is not None

    def _begin(self) -> bool:
        """Find where the statements begin; tells whether they have."""
        opening = _OPENS.search(self._rest)
        if opening is not None:
            self._begun, self._rest = True, self._rest[opening.end() :]
        return self._begun

    def _as_words(self) -> list[Written]:
        self.as_words = True
        held, self._rest = self._rest, ""
        return self._words.feed(held)

    def _statements(self) -> Iterator[Written]:
        while not self._over and not self.broken:
            self._rest = self._rest[_space(self._rest) :]
            if self._rest.startswith("]"):
                self._over = True
            elif not self._rest:
                return
            else:
                value, end = _whole(self._rest)
                if end == 0:
                    self.broken = len(self._rest) > 3 * SENTENCE_CHARACTERS
                    return
                self._rest = self._rest[end:]
                yield from self._sentences(value)

    def _sentences(self, value: object) -> list[Written]:
        """The sentences of one statement; each has the numbers of them all."""
        try:
            said = _Statement.model_validate(value)
        except ValidationError:
            self.broken = True
            return []
        stream = SentenceStream()
        found = [*stream.feed(said.text), *stream.finish()]
        return [
            Written(one.text, citation_markers.unique((*one.numbers, *said.passages)))
            for one in found
        ]


def _space(text: str) -> int:
    found = _SPACE.match(text)
    return found.end() if found else 0


def _whole(text: str) -> tuple[object, int]:
    """The JSON value that a text begins with, and where it ends; 0 where it is not whole yet."""
    try:
        return json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return None, 0
