"""Two language models by script: one that writes what is true, and one that lies.

What they write are the statements of the suite `statements`, each cited to the passage that holds
its evidence: a third of them in words, a third streamed, and a third streamed as JSON. It goes the
whole way of a language model's answer: search, prompt, reading, checks, verdicts. Of the first as
much as can be should be shown as supported, of the second nothing.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache

from eval.suites.figures import Share
from eval.suites.items import Evidence, JudgedStatement, WrittenStatement
from eval.suites.statements import LET_THROUGH
from qa.assistant import Assistant
from qa.model.chats import Message
from qa.model.client import LanguageModel
from qa.model.forms import Form, Forms
from qa.model.replies import Reply
from qa.settings import Settings
from qa.types import Answer
from qa.write.writer import Writer

NOTHING_THROUGH = "lying: nothing through"

_PASSAGE = re.compile(r'<passage number="(\d+)".*?</passage>', re.DOTALL)
_WINDOW = 32_000  # tokens, as models of today have at least
_PIECE = 7  # characters of a piece of a stream: less than a word has, with its marker

WORDS, STREAMED, JSON = WAYS = ("in words", "streamed", "as JSON")  # how answers are written


class Scripted(LanguageModel):
    """Writes one sentence, whatever it is asked, cited to the passages that hold its evidence."""

    name = "scripted"
    window = _WINDOW

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.sentence = ""
        self.evidence: tuple[Evidence, ...] = ()

    def reply(  # noqa: D102
        self,
        messages: Sequence[Message],
        tokens: int,
        form: Form | None = None,
        *,
        auxiliary: bool = False,
    ) -> Reply:
        prompt = messages[-1].content
        numbers = [
            passage[1]
            for passage in _PASSAGE.finditer(prompt)
            if any(one.quote in passage.group() for one in self.evidence)
        ]
        if form is not None:
            said = {"text": self.sentence, "passages": [int(number) for number in numbers]}
            return Reply(text=json.dumps({"statements": [said]}))
        markers = "".join(f"[{number}]" for number in numbers)
        return Reply(text=f"{self.sentence} {markers}".strip())

    def stream(  # noqa: D102
        self, messages: Sequence[Message], tokens: int, form: Form | None = None
    ) -> Iterator[str | Reply]:
        reply = self.reply(messages, tokens, form)
        for start in range(0, len(reply.text), _PIECE):
            yield reply.text[start : start + _PIECE]
        yield reply


def way(name: str) -> str:
    """How the statement of this id is written; each a third of them."""
    return WAYS[zlib.crc32(name.encode()) % len(WAYS)]


def written(assistant: Assistant, item: WrittenStatement, how: str = "") -> Answer:
    """The answer that the statement comes to where a language model writes it.

    Args:
        assistant: What answers over the articles.
        item: The statement.
        how: One of `WAYS`, instead of the statement's own.
    """
    how = how or way(item.id)
    model, writing = _writing(assistant)
    model.sentence, model.evidence = item.question, item.evidence
    model.forms = Forms(wanted=how == JSON)
    return answered(writing, " ".join(one.quote for one in item.evidence), how)


def answered(assistant: Assistant, question: str, how: str) -> Answer:
    """The answer to a question, asked for as a whole or in pieces."""
    if how == WORDS:
        return assistant.ask(question)
    *_, answer = assistant.stream(question)
    if not isinstance(answer, Answer):
        raise TypeError("a stream ends with its answer")
    return answer


@lru_cache(maxsize=1)
def _writing(assistant: Assistant) -> tuple[Scripted, Assistant]:
    """The scripted model, and what answers with it over the same articles."""
    model = Scripted(assistant.settings)
    return model, Assistant(assistant.settings, answerer=Writer(assistant.settings, model))


def shares(item: JudgedStatement, answer: Answer | None) -> dict[str, Share]:
    """What came of a sentence: of the true ones what is supported, of the lies what is not."""
    if item.is_true:
        return {"perfect: supported": Share(answer is not None and _is_supported(item, answer))}
    return {NOTHING_THROUGH: Share(answer is None or not _is_supported(item, answer))}


def outcome(item: JudgedStatement, answer: Answer) -> tuple[bool, str]:
    """Whether what is shown of the sentence is right, and what that is."""
    supported = _is_supported(item, answer)
    if supported and not item.is_true:
        return False, LET_THROUGH
    return supported == item.is_true, "supported" if supported else "not supported"


def _is_supported(item: JudgedStatement, answer: Answer) -> bool:
    """Whether the whole sentence is shown as supported; one may be cut to what is proved."""
    shown = [statement.text for statement in answer.statements if statement.supported]
    return any(_plain(text) == _plain(item.question) for text in shown)


def _plain(text: str) -> str:
    return " ".join(text.split()).rstrip(".")
