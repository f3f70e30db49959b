"""What happens on the page: each event with the visitor's own dialogue in, and HTML out.

Nothing of a visitor is kept here. What the browser sends is checked, whatever it says.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import gradio as gr
from pydantic import BaseModel, Field, ValidationError

from qa.app import answers, feedback, header, library, sources
from qa.app.dialogue import Dialogue, Rating
from qa.app.examples import Examples
from qa.app.export import markdown
from qa.app.markup import escape
from qa.assistant import Assistant
from qa.errors import QAError, QuestionError
from qa.settings import MAX_QUESTION_CHARACTERS
from qa.types import Answer, Article, Citation, Passage, Span, SyncReport

log = logging.getLogger(__name__)

UNEXPECTED = (
    "Something went wrong here. Ask again; if it stays, the window where `qa serve` runs says what."
)
MAX_EXCHANGES = 200

Model = TypeVar("Model", bound=BaseModel)


class Asked(BaseModel):
    """A question as the browser sends it; `replace` is the exchange that it takes the place of."""

    question: str = Field(max_length=MAX_QUESTION_CHARACTERS)
    files: tuple[str, ...] = Field(default=(), max_length=10_000)
    replace: int | None = None


class Opened(BaseModel):
    """What is to be read: a citation or passage of an exchange, its sources, or a file."""

    exchange: int = -1
    number: int = 0
    passage: int | None = None
    file: str = Field(default="", max_length=4096)


class Rated(BaseModel):
    """A judgement of an answer."""

    exchange: int
    rating: Rating
    reason: str = Field(default="", max_length=feedback.MAX_REASON_CHARACTERS)


class Handlers:
    """The page's events, bound to one assistant."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._settings = assistant.settings
        self._examples = Examples(assistant)

    # -- the page ------------------------------------------------------------------------------

    def load(self) -> tuple[str, str, str]:
        """The header, the welcome and the library for a visitor who comes in."""
        articles = self._articles()
        return (self._header(articles), self._welcome(articles), self._listing(articles))

    def ask(
        self, event: gr.EventData, dialogue: Dialogue
    ) -> Iterator[tuple[Dialogue, Any, Any, Any]]:
        """Stream an answer: dialogue, finished exchanges, the running one, sources panel."""
        asked = _payload(Asked, event)
        if asked is None:
            most = f"{MAX_QUESTION_CHARACTERS:,}"
            raise gr.Error(
                f"The question is longer than {most} characters: ask for one thing.",
                print_exception=False,
            )
        if asked.replace is not None:
            dialogue = dialogue.before(asked.replace)
        if len(dialogue.exchanges) >= MAX_EXCHANGES:
            raise gr.Error(
                "This conversation is long enough: start a new one.", print_exception=False
            )
        history = dialogue.history()
        dialogue = dialogue.stopped().asking(asked.question, asked.files)
        count = self._count()
        yield (dialogue, answers.finished(dialogue, count), answers.running(dialogue), gr.skip())
        try:
            self._check_files(asked.files)
            for piece in self._assistant.stream(
                asked.question, history, files=list(asked.files) or None
            ):
                if isinstance(piece, Answer):
                    dialogue = dialogue.answered(piece)
                elif dialogue.last:
                    dialogue = dialogue.streaming(dialogue.last.partial + piece)
                    yield (dialogue, gr.skip(), answers.running(dialogue), gr.skip())
        except QAError as error:
            dialogue = dialogue.failed(_sentence(str(error)))
        except Exception:
            log.exception("a question could not be answered")
            dialogue = dialogue.failed(UNEXPECTED)
        yield (dialogue, answers.finished(dialogue, count), "", self._cards(dialogue))

    def stop(self, dialogue: Dialogue) -> tuple[Dialogue, str, str]:
        """End the running answer; what has come of it stays, marked as unchecked."""
        dialogue = dialogue.stopped()
        return (dialogue, answers.finished(dialogue, self._count()), "")

    def undo(self, dialogue: Dialogue) -> tuple[Dialogue, str, str, str]:
        """Take the last exchange back."""
        return self._shown(dialogue.before(len(dialogue.exchanges) - 1))

    def clear(self) -> tuple[Dialogue, str, str, str]:
        """Start anew."""
        return self._shown(Dialogue())

    def open(self, event: gr.EventData, dialogue: Dialogue) -> Any:
        """Show a citation in its article, an article, or all sources of an answer."""
        opened = _payload(Opened, event)
        if opened is None:
            return gr.skip()
        try:
            return self._opened(opened, dialogue)
        except QAError as error:
            return library.told(_sentence(str(error)))

    def rate(self, event: gr.EventData, dialogue: Dialogue) -> tuple[Any, Any]:
        """Keep a judgement."""
        rated = _payload(Rated, event)
        exchange = dialogue.get(rated.exchange) if rated else None
        if rated is None or exchange is None or exchange.answer is None:
            return gr.skip(), gr.skip()
        history = dialogue.before(rated.exchange).history()
        record = feedback.candidate(exchange, history, rated.rating, rated.reason, self._settings)
        try:
            feedback.keep(self._settings.feedback, record)
        except OSError as error:
            log.warning("feedback cannot be kept: %s", error)
            raise gr.Error(
                "The feedback cannot be written: see QA_FEEDBACK.", print_exception=False
            ) from error
        dialogue = dialogue.rated(rated.exchange, rated.rating)
        return dialogue, answers.finished(dialogue, self._count())

    def export(self, dialogue: Dialogue) -> str:
        """The conversation as Markdown, for the page's script to save as a file."""
        return f'<pre data-export="{time.time_ns()}">{escape(markdown(dialogue))}</pre>'

    # -- the library ---------------------------------------------------------------------------

    def sync(self) -> Iterator[tuple[Any, Any, str]]:
        """Sync, telling how it gets on: header, list of articles, note."""
        steps: queue.SimpleQueue[str | SyncReport | Exception] = queue.SimpleQueue()

        def work() -> None:
            try:
                steps.put(
                    self._assistant.sync(
                        progress=lambda done, total, file: steps.put(
                            library.progress(done, total, file)
                        )
                    )
                )
            except Exception as error:
                steps.put(error)

        threading.Thread(target=work, name="qa-sync", daemon=True).start()
        yield gr.skip(), gr.skip(), '<p class="quiet">Looking at the folder …</p>'
        while isinstance(step := steps.get(), str):
            yield gr.skip(), gr.skip(), step
        articles = self._articles()
        yield self._header(articles), self._listing(articles), self._outcome(step)

    def upload(self, paths: list[str] | None) -> Iterator[tuple[Any, Any, str]]:
        """Add uploaded files to the corpus, and sync."""
        uploads = [Path(path) for path in paths or ()]
        try:
            self._may_change()
            if not uploads:
                return
            library.add(self._settings.corpus, uploads)
        except (QAError, OSError) as error:
            yield gr.skip(), gr.skip(), library.told(_sentence(str(error)))
            return
        finally:
            for upload in uploads:
                upload.unlink(missing_ok=True)
        yield from self.sync()

    def remove(self, event: gr.EventData) -> Iterator[tuple[Any, Any, str]]:
        """Remove an article, and sync."""
        opened = _payload(Opened, event)
        try:
            self._may_change()
            library.remove(self._assistant, opened.file if opened else "")
        except (QAError, OSError) as error:
            yield gr.skip(), gr.skip(), library.told(_sentence(str(error)))
            return
        yield from self.sync()

    # -- parts ---------------------------------------------------------------------------------

    def _opened(self, opened: Opened, dialogue: Dialogue) -> Any:
        known = {article.file: article for article in self._articles()}
        exchange = dialogue.get(opened.exchange)
        if exchange is None or exchange.answer is None:
            return self._article(known, opened.file) if opened.file else gr.skip()
        answer = exchange.answer
        if opened.passage is not None and 0 <= opened.passage < len(answer.passages):
            return self._spot(known, answer.passages[opened.passage], opened.exchange)
        for citation in answer.citations:
            if citation.number == opened.number:
                return self._spot(known, citation, opened.exchange, len(answer.citations))
        return sources.cards(opened.exchange, answer, known)

    def _article(self, known: dict[str, Article], file: str) -> str:
        text = self._assistant.article(file)
        return sources.article(sources.View(known[file], text))

    def _spot(
        self, known: dict[str, Article], spot: Citation | Passage, exchange: int, of: int = 0
    ) -> str:
        text = self._assistant.article(spot.file)
        quoted = spot.quote if isinstance(spot, Citation) else spot.text
        if text[spot.start : spot.end] != quoted:
            return library.told("This article has changed since it was cited: ask again.")
        return sources.article(
            sources.View(
                article=known[spot.file],
                text=text,
                span=Span(start=spot.start, end=spot.end),
                line=spot.line,
                number=spot.number if isinstance(spot, Citation) else 0,
                of=of,
                exchange=exchange,
            )
        )

    def _cards(self, dialogue: Dialogue) -> Any:
        last = dialogue.last
        if last is None or last.answer is None:
            return gr.skip()
        known = {article.file: article for article in self._articles()}
        return sources.cards(len(dialogue.exchanges) - 1, last.answer, known)

    def _shown(self, dialogue: Dialogue) -> tuple[Dialogue, str, str, str]:
        if not dialogue.exchanges:
            return dialogue, self._welcome(self._articles()), "", sources.empty()
        panel = self._cards(dialogue)
        shown = panel if isinstance(panel, str) else sources.empty()
        return dialogue, answers.finished(dialogue, self._count()), "", shown

    def _check_files(self, files: tuple[str, ...]) -> None:
        known = {article.file for article in self._articles()} if files else set()
        strange = [file for file in files if file not in known]
        if strange:
            raise QuestionError(
                f"there is no article '{strange[0][:120]}': choose among those of the list"
            )

    def _may_change(self) -> None:
        if not self._settings.uploads:
            raise QuestionError(
                "articles cannot be changed here: start `qa serve` with QA_UPLOADS=1"
            )

    def _articles(self) -> list[Article]:
        try:
            return self._assistant.articles()
        except QAError as error:
            log.warning("the articles cannot be listed: %s", error)
            return []

    def _count(self) -> int:
        return len(self._articles())

    def _header(self, articles: list[Article]) -> str:
        return header.render(self._assistant, len(articles))

    def _welcome(self, articles: list[Article]) -> str:
        return answers.welcome(self._examples.for_articles(articles), len(articles))

    def _listing(self, articles: list[Article]) -> str:
        return library.listing(articles, editable=self._settings.uploads)

    def _outcome(self, step: SyncReport | Exception) -> str:
        if isinstance(step, SyncReport):
            return library.report(step)
        if isinstance(step, QAError):
            return library.told(_sentence(str(step)))
        log.error("a sync failed", exc_info=step)
        return library.told(UNEXPECTED)


def _payload(kind: type[Model], event: gr.EventData) -> Model | None:
    """What the browser sent with an event, or None when it is not as it should be."""
    try:
        return kind.model_validate(event._data)
    except ValidationError:
        return None


def _sentence(message: str) -> str:
    """A message as a sentence for the page."""
    return message[:1].upper() + message[1:] + ("" if message.endswith((".", "!", "?")) else ".")
