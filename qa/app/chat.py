"""The conversation's events: each with the visitor's own conversation in, and HTML out."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from functools import partial
from typing import Any

import gradio as gr

from qa.app import answers, feedback, kept, messages
from qa.app.dialogue import Conversation, Dialogue
from qa.app.export import markdown
from qa.app.markup import escape
from qa.app.pages import Page
from qa.app.payloads import (
    MAX_EXCHANGES,
    Asked,
    Ended,
    Opened,
    Rated,
    Restored,
    Taken,
    Turned,
    payload,
)
from qa.app.quick import LEFT
from qa.app.screen import Screen
from qa.app.stream import Pieces, Stream
from qa.assistant import Assistant
from qa.errors import QAError
from qa.locale import gettext, translated
from qa.settings import MAX_QUESTION_CHARACTERS
from qa.types import Answer, Pending, Turn

log = logging.getLogger(__name__)

# The panel, what is kept, the header and the list, while an answer comes.
_REST = (LEFT,) * 4


class Chat:
    """What visitors do in their conversations; nothing of a visitor is kept here."""

    def __init__(self, assistant: Assistant, screen: Screen) -> None:
        self._assistant = assistant
        self._settings = assistant.settings
        self._screen = screen

    def ask(self, event: gr.EventData, conversation: Conversation) -> Iterator[tuple[Any, ...]]:
        """Stream an answer: finished exchanges, the running one, sources panel, what is kept.

        At last also the header and the list of articles, as a question compares them with the folder.
        """
        asked = payload(Asked, event)
        if asked is None:
            raise messages.error(
                gettext(
                    "The question is longer than {most:,} characters: ask for one thing.",
                    most=MAX_QUESTION_CHARACTERS,
                )
            )
        if len(conversation.dialogue.exchanges) >= MAX_EXCHANGES and asked.replace is None:
            raise messages.error(gettext("This conversation is long enough: start a new one."))
        stream, history = conversation.begin(
            asked.question,
            asked.files,
            asked.ticket,
            asked.replace,
            asked.conversation,
            asked.cleared,
        )
        yield (*self._screen.exchanges(conversation.dialogue), *_REST)
        said = [] if asked.alone else history
        with self._screen.turns.answering():
            for going in self._answer(asked, said, conversation, stream):
                yield (LEFT, answers.running(going), *_REST)
        dialogue = conversation.dialogue
        if not conversation.awaits(stream):  # it was left: a piece may still have come after that
            yield (*self._screen.exchanges(dialogue), *_REST)
            return
        panel = self._screen.cards(dialogue)
        shown = LEFT if panel is None else panel
        library = (LEFT, LEFT)  # the answer and its keeping wait for no list
        yield (*self._screen.exchanges(dialogue), shown, kept.packed(dialogue), *library)
        revision = self._screen.revision()
        if revision == conversation.listed:  # a list takes a look at every file of the folder
            yield (*_REST, self._screen.header(), LEFT)
            return
        conversation.listed = revision
        yield (*_REST, *self._screen.library())

    def stop(self, event: gr.EventData, conversation: Conversation) -> Any:
        """End the running answer; what has come of it stays, marked as unchecked."""
        ended = payload(Ended, event)
        if ended is None:
            return gr.skip()
        dialogue = conversation.stop(ended.ticket)
        return (*self._screen.exchanges(dialogue), kept.packed(dialogue))

    def undo(self, event: gr.EventData, conversation: Conversation) -> Any:
        """Take the last exchange back."""
        ended = payload(Ended, event)
        if ended is None:
            return gr.skip()
        left = conversation.undo(ended.ticket)
        return (*self._screen.everything(left), kept.packed(left))

    def restore(self, event: gr.EventData, conversation: Conversation) -> Any:
        """Go on with a conversation that the browser has kept."""
        restored = payload(Restored, event)
        if restored is None:
            raise messages.error(
                gettext("This conversation cannot be read: it was kept by another version.")
            )
        dialogue = kept.unpacked(restored.conversation, restored.exchanges)
        return self._screen.everything(conversation.restore(dialogue, restored.ticket))

    def clear(self, event: gr.EventData, conversation: Conversation) -> Any:
        """Start anew."""
        ended = payload(Ended, event)
        if ended is None:
            return gr.skip()
        return self._screen.everything(conversation.clear(ended.ticket))

    def open(self, event: gr.EventData, conversation: Conversation) -> Any:
        """Show a citation in its article, an article, or all sources of an answer."""
        opened = payload(Opened, event)
        if opened is None:
            return gr.skip()
        try:
            shown = self._screen.opened(opened, conversation.dialogue)
        except QAError as error:
            return messages.alert(messages.sentence(error))
        return gr.skip() if shown is None else shown

    def paragraph(self, event: gr.EventData, conversation: Conversation) -> Any:
        """A quote in its paragraph; nothing where its article is not as it was."""
        opened = payload(Opened, event)
        try:
            shown = self._screen.paragraph(opened, conversation.dialogue) if opened else None
        except QAError:
            return gr.skip()
        return gr.skip() if shown is None else shown

    def page(self, event: gr.EventData) -> Any:
        """A page of an article as a picture."""
        turned = payload(Turned, event)
        if turned is None:
            return gr.skip()
        return self._screen.picture(Page(turned.file, turned.page, turned.version))

    def why(self, event: gr.EventData, conversation: Conversation) -> Any:
        """Show why an answer is as it is."""
        opened = payload(Opened, event)
        if opened is None:
            return gr.skip()
        try:
            shown = self._screen.why(opened.exchange, conversation.dialogue)
        except QAError as error:
            return messages.alert(messages.sentence(error))
        return gr.skip() if shown is None else shown

    def ideas(self, conversation: Conversation) -> Iterator[str]:
        """What one may ask now."""
        try:
            yield from self._screen.ideas(conversation.dialogue)
        except QAError as error:
            log.warning("there are no questions to show: %s", error)

    def rate(self, event: gr.EventData, conversation: Conversation) -> Any:
        """Keep a judgement; one that says nothing new is kept already."""
        rated = payload(Rated, event)
        dialogue = conversation.dialogue
        exchange = dialogue.get(rated.exchange) if rated else None
        if rated is None or exchange is None or exchange.answer is None:
            return gr.skip(), gr.skip()
        if rated.rating == exchange.rating and not rated.reason.strip():
            return gr.skip(), gr.skip()
        history = dialogue.before(rated.exchange).history()
        record = feedback.candidate(exchange, history, rated.rating, rated.reason, self._settings)
        try:
            feedback.keep(self._settings.feedback, record)
        except OSError as error:
            log.warning("feedback cannot be kept: %s", error)
            raise messages.error(
                gettext("The feedback cannot be written: see QA_FEEDBACK.")
            ) from error
        judged = partial(
            Dialogue.rated,
            identity=exchange.identity,
            rating=rated.rating,
            reason=rated.reason.strip(),
        )
        left = conversation.change(judged)
        return self._screen.finished(left), kept.packed(left)

    def export(self, event: gr.EventData, conversation: Conversation) -> str:
        """A conversation as Markdown, for the page's script to save as a file."""
        taken = payload(Taken, event) or Taken()
        here = conversation.dialogue
        text = escape(markdown(here if taken.exchanges is None else Dialogue(taken.exchanges)))
        return f'<pre data-export="{time.time_ns()}">{text}</pre>'

    def _answer(
        self, asked: Asked, history: list[Turn], conversation: Conversation, stream: Stream
    ) -> Iterator[Dialogue]:
        """Have the question answered: the dialogue as the answer grows; how it ends is kept."""
        try:
            for piece in stream.start(self._pieces(asked, history)):
                if not conversation.awaits(stream):
                    return
                if isinstance(piece, Answer):
                    conversation.update(stream, partial(Dialogue.answered, answer=piece))
                elif isinstance(piece, Pending):
                    waits = partial(Dialogue.awaiting, pending=piece)
                    yield conversation.update(stream, waits)
                else:
                    yield conversation.update(stream, partial(Dialogue.streaming, piece=piece))
        except QAError as error:
            told = messages.sentence(error)
            conversation.update(stream, partial(Dialogue.failed, error=told))
        except Exception:
            log.exception("a question could not be answered")
            conversation.update(
                stream, partial(Dialogue.failed, error=translated(messages.UNEXPECTED))
            )
        finally:
            stream.stop()  # whoever has left reads no further

    def _pieces(self, asked: Asked, history: list[Turn]) -> Pieces:
        self._screen.refuse_strange(asked.files)
        yield from self._assistant.live(asked.question, history, files=list(asked.files) or None)
