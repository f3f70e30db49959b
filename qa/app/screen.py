"""The parts of the page as they are now: an assistant and a visitor's dialogue → HTML."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from qa.app import answers, header, ideas, listing, messages, pages, sources, why
from qa.app.dialogue import Dialogue
from qa.app.examples import Examples
from qa.app.overview import Overview, overview
from qa.app.pages import Page, Pages
from qa.app.payloads import Opened
from qa.app.turns import Turns
from qa.assistant import Assistant
from qa.errors import QAError, QuestionError
from qa.index.memory import Index
from qa.locale import gettext
from qa.text.places import spoken
from qa.types import Article, Citation, Passage, Skipped, Span

_PAGE = re.compile(r"page \d+\b")  # as the place of a sentence begins in a PDF

log = logging.getLogger(__name__)


class Screen:
    """Shows what an assistant knows; nothing of a visitor is kept here."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self.turns = Turns()
        self._editable = assistant.settings.uploads
        self._examples = Examples(assistant)
        self._pictures = Pages(assistant)
        self._told: tuple[str, Overview] | None = None
        self._called: tuple[str, list[Article]] = "", []  # the articles of a revision

    def articles(self) -> list[Article]:
        """The articles, each with what it is called; none where they cannot be listed."""
        try:
            index = self._assistant.index()
            if self._called[0] != index.revision:
                found = [_called(index, article) for article in self._assistant.articles()]
                self._called = index.revision, found
            return list(self._called[1])
        except QAError as error:
            log.warning("the articles cannot be listed: %s", error)
            return []

    def load(self) -> tuple[str, str, str]:
        """The header, the welcome and the list of articles for a visitor who comes in."""
        articles = self.articles()
        return self._header(articles), answers.welcome(len(articles)), self._listing(articles)

    def library(self) -> tuple[str, str]:
        """The header and the list of articles."""
        articles = self.articles()
        return self._header(articles), self._listing(articles)

    def header(self) -> str:
        """The header alone."""
        return self._header(self.articles())

    def revision(self) -> str:
        """Which state of the articles is shown; empty where none can be."""
        try:
            return self._assistant.index().revision
        except QAError:
            return ""

    def finished(self, dialogue: Dialogue) -> str:
        """The exchanges that have ended; a welcome before the first."""
        if not dialogue.exchanges:
            return answers.welcome(len(self.articles()))
        return answers.finished(dialogue, self._known())

    def exchanges(self, dialogue: Dialogue) -> tuple[str, str]:
        """The finished exchanges, and the running one."""
        return self.finished(dialogue), answers.running(dialogue)

    def cards(self, dialogue: Dialogue) -> str | None:
        """The sources of the last exchange; None where it has no answer."""
        last = dialogue.last
        if last is None or last.answer is None:
            return None
        return sources.cards(len(dialogue.exchanges) - 1, last.answer, self._known())

    def everything(self, dialogue: Dialogue) -> tuple[str, str, str]:
        """The finished exchanges, the running one, and the sources."""
        return (*self.exchanges(dialogue), self.cards(dialogue) or sources.empty())

    def opened(self, what: Opened, dialogue: Dialogue) -> str | None:
        """A citation in its article, an article, or all sources of an answer; None for nothing.

        Raises:
            QAError: The article cannot be read.
        """
        exchange = dialogue.get(what.exchange)
        if exchange is None or exchange.answer is None:
            return self._article(what) if what.file else None
        answer = exchange.answer
        if what.passage is not None and 0 <= what.passage < len(answer.passages):
            return self._spot(answer.passages[what.passage], what.exchange)
        for citation in answer.citations:
            if citation.number == what.number:
                return self._cited(citation, what.exchange, len(answer.citations))
        return sources.cards(what.exchange, answer, self._known())

    def quoted(self, citation: Citation) -> str:
        """A quote in its article, with no other beside it to go on to.

        Raises:
            QAError: The article cannot be read.
        """
        return self._spot(citation.model_copy(update={"number": 0}), -1)

    def refuse_strange(self, files: Sequence[str]) -> None:
        """Refuse files that are no articles.

        Raises:
            QuestionError: One of them is none.
        """
        known = {article.file for article in self.articles()} if files else set()
        strange = [file for file in files if file not in known]
        if strange:
            raise QuestionError(
                gettext(
                    "there is no article '{strange}': choose among those of the list",
                    strange=strange[0][:120],
                )
            )

    def paragraph(self, what: Opened, dialogue: Dialogue) -> str | None:
        """A citation in its paragraph; None where there is none.

        Raises:
            QAError: The article cannot be read.
        """
        exchange = dialogue.get(what.exchange)
        answer = exchange.answer if exchange else None
        for citation in answer.citations if answer else ():
            if citation.number == what.number:
                text = self._assistant.article(citation.file)
                if text[citation.start : citation.end] == citation.quote:
                    return sources.paragraph(what.exchange, citation, text)
        return None

    def why(self, number: int, dialogue: Dialogue) -> str | None:
        """Why the answer of an exchange is as it is; None where there is none.

        Raises:
            QAError: The articles cannot be searched.
        """
        exchange = dialogue.get(number)
        if exchange is None or exchange.answer is None:
            return None
        before = dialogue.before(number).history()
        files = list(exchange.files) or None
        told = self._assistant.explain(exchange.answer, before, files=files)
        titles = {file: sources.title(article) for file, article in self._known().items()}
        return why.render(number, told, titles)

    def ideas(self, dialogue: Dialogue) -> Iterator[str]:
        """What one may ask now; what takes longer comes later."""
        last = dialogue.last
        if last is not None:
            questions = self._examples.after(dialogue.exchanges, self._is_busy)
            if questions is not None:
                yield ideas.following(last.identity, questions)
            return
        articles = self.articles()
        if not articles:
            return
        if not self._is_told():
            yield ideas.first(Overview(len(articles)), None)
        told = self._overview(articles)
        known = self._examples.known()
        yield ideas.first(told, known)
        if known is None:
            found: tuple[str, ...] = ()
            for found in self._examples.growing():
                yield ideas.first(told, found, looking=True)
            yield ideas.first(told, found)

    def _is_busy(self) -> bool:
        """Whether answers are made here that somebody waits for; a model makes them elsewhere."""
        return self.turns.awaited() and not self._assistant.generative

    def _is_told(self) -> bool:
        """Whether what the folder holds is known as it stands; else it takes a while."""
        return self._told is not None and self._told[0] == self._assistant.index().revision

    def _overview(self, articles: list[Article]) -> Overview:
        index = self._assistant.index()
        if self._told is None or self._told[0] != index.revision:
            self._told = index.revision, overview(index, articles)
        return self._told[1]

    def _article(self, what: Opened) -> str:
        text = self._assistant.article(what.file)
        span = _span(text, what)
        line = text.count("\n", 0, span.start) + 1 if span else 1
        return sources.article(
            sources.OpenedArticle(
                self._known()[what.file],
                text,
                span,
                line=line,
                pages=self._pages(what.file),
                page=self._page(what.file, span.start if span else 0),
            )
        )

    def _cited(self, citation: Citation, exchange: int, of: int) -> str:
        """A citation in its article; what it quoted, where that is no more."""
        if citation.file not in self._known():
            return sources.gone(citation, exchange, gettext("This article was removed since."))
        if self._assistant.article(citation.file)[citation.start : citation.end] != citation.quote:
            return sources.gone(
                citation, exchange, gettext("This article was changed since: ask again.")
            )
        return self._spot(citation, exchange, of)

    def _spot(self, spot: Citation | Passage, exchange: int, of: int = 0) -> str:
        text = self._assistant.article(spot.file)
        quoted = spot.quote if isinstance(spot, Citation) else spot.text
        if text[spot.start : spot.end] != quoted:
            return messages.alert(
                gettext("This article has changed since it was cited: ask again.")
            )
        return sources.article(
            sources.OpenedArticle(
                article=self._known()[spot.file],
                text=text,
                span=Span(start=spot.start, end=spot.end),
                answers=_answers(spot) if isinstance(spot, Citation) else (),
                line=spot.line,
                number=spot.number if isinstance(spot, Citation) else 0,
                of=of,
                exchange=exchange,
                pages=self._pages(spot.file),
                page=self._page(spot.file, spot.start),
            )
        )

    def _page(self, file: str, start: int) -> Page | None:
        """The page on which a character of an article stands, to be shown as a picture."""
        index = self._assistant.index()
        last = max(index.first(file), index.sentence_at(file, start + 1) - 1)
        return self._pictures.first(file, index.rows[last].where)

    def picture(self, page: Page) -> str:
        """A page of an article as a picture, or why there is none."""
        try:
            return pages.render(page, self._pictures.draw(page))
        except QAError as error:
            return pages.lost(page, messages.sentence(error))

    def _pages(self, file: str) -> dict[int, str]:
        """The lines of an article that begin a page; none where it has no pages."""
        index = self._assistant.index()
        starts: dict[str, int] = {}
        for row in (index.rows[i] for i in index.sentences_of(file)):
            if found := _PAGE.match(row.where):
                starts.setdefault(spoken(found.group()).capitalize(), row.start)
        text = index.text(file)
        return {text.count("\n", 0, start) + 1: page for page, start in starts.items()}

    def _known(self) -> dict[str, Article]:
        return {article.file: article for article in self.articles()}

    def _header(self, articles: list[Article]) -> str:
        return header.render(self._assistant, len(articles))

    def _listing(self, articles: list[Article]) -> str:
        return listing.render(articles, self._unread(), editable=self._editable)

    def _unread(self) -> tuple[Skipped, ...]:
        try:
            return self._assistant.unread()
        except QAError:
            return ()


def _called(index: Index, article: Article) -> Article:
    """An article with the title by which its citations go, where that says more than its file."""
    if article.title or article.file not in index.files:
        return article
    title = index.title(article.file)
    named = title == PurePosixPath(article.file).name
    return article if named else article.model_copy(update={"title": title})


def _answers(citation: Citation) -> tuple[Span, ...]:
    """What of an article answers, as its quote has it."""
    at = citation.start
    return tuple(Span(start=at + start, end=at + end) for start, end in citation.spans)


def _span(text: str, what: Opened) -> Span | None:
    """What is to be found in an article: the words themselves, or else their line."""
    if not what.find:
        return None
    start = text.find(what.find)
    if start >= 0:
        return Span(start=start, end=start + len(what.find))
    lines = text.split("\n")
    if not 1 <= what.line <= len(lines):
        return None
    start = sum(len(line) + 1 for line in lines[: what.line - 1])
    return Span(start=start, end=start + len(lines[what.line - 1]))
