"""The sources panel → HTML: the cited quotes as cards, or an article with one quote highlighted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from qa.answer.certainty import place
from qa.app import pages, quotes
from qa.app.markup import attributes, button, escape, icon, said
from qa.app.pages import Page
from qa.locale import gettext, ngettext
from qa.text import days
from qa.types import Answer, Article, Citation, Span

_LINES = 1500  # of a long article, so many lines on either side of the quote are shown
_QUOTE_CHARACTERS = 260
_AROUND = 160  # characters of the paragraph on each side of a quote


@dataclass(frozen=True)
class OpenedArticle:
    """What the panel shows of one article.

    Attributes:
        article: The article.
        text: Its decoded text.
        span: What is highlighted, if anything is.
        answers: What of the article answers the question, within `span`.
        line: The line that the highlight begins in.
        number: The citation's number, when a citation is shown.
        of: How many citations there are to walk through.
        exchange: The number of the exchange that cites it, or -1.
        pages: The lines that begin a page → what the page is called, in order.
        page: The page to show as a picture, where there is one.
    """

    article: Article
    text: str
    span: Span | None = None
    answers: tuple[Span, ...] = ()
    line: int = 1
    number: int = 0
    of: int = 0
    exchange: int = -1
    pages: Mapping[int, str] = field(default_factory=dict)
    page: Page | None = None


def empty() -> str:
    """Before there is anything to show."""
    return (
        f'<div class="panel-empty">{icon("article")}<h2>{said("Nothing is cited yet")}</h2><p>'
        + said(
            "The sentences that prove an answer appear here. Open one to read it in its article."
        )
        + "</p></div>"
    )


def cards(number: int, answer: Answer, articles: dict[str, Article]) -> str:
    """The citations of an answer, one card each."""
    if not answer.citations:
        return (
            f'<div class="panel-empty">{icon("none")}<h2>{said("No sources")}</h2>'
            f"<p>{said('The articles do not say it, so nothing is cited.')}</p></div>"
        )
    shown = []
    for citation in answer.citations:
        article = articles.get(citation.file)
        opening = attributes(
            class_="card", type="button", data_act="open", data_exchange=number,
            data_number=citation.number,
        )  # fmt: skip
        shown.append(
            f'<li><button {opening}><span class="chip still">{citation.number}</span>'
            f'<span class="card-body"><span class="card-title">{escape(_name(citation, article))}</span>'
            f'{_gone(article)}<span class="card-quote">{quotes.excerpt(citation, _QUOTE_CHARACTERS)}</span>'
            f'<span class="where">{escape(_place(citation))}</span>'
            f'<span class="where file">{escape(citation.file)}</span></span></button></li>'
        )
    count = ngettext("{count} source", "{count} sources", len(answer.citations))
    return (
        f'<div class="cards" data-exchange="{number}"><h2>{escape(count)}</h2>'
        f"<ol>{''.join(shown)}</ol></div>"
    )


def paragraph(exchange: int, citation: Citation, text: str) -> str:
    """A quote in its paragraph."""
    gap, blank = text.rfind("\n\n", 0, citation.start), text.find("\n\n", citation.end)
    before = text[0 if gap < 0 else gap + 2 : citation.start]
    after = text[citation.end : len(text) if blank < 0 else blank]
    if len(before) > _AROUND:
        before = f"… {before[-_AROUND:].partition(' ')[2]}"
    if len(after) > _AROUND:
        after = f"{after[:_AROUND].rpartition(' ')[0]} …"
    at = attributes(data_exchange=exchange, data_number=citation.number)
    return f"<p {at}>{escape(before)}<mark>{quotes.whole(citation)}</mark>{escape(after)}</p>"


def gone(citation: Citation, exchange: int, why: str) -> str:
    """A citation whose article is not as it was: its quote is kept."""
    back = _all_sources(exchange)
    return (
        f'<div class="gone"><nav class="opened-bar">{back}</nav><h2>{escape(_name(citation, None))}</h2>'
        f'<p class="note">{escape(why)} {said("What it said when it was cited:")}</p>'
        f"<blockquote>{quotes.whole(citation)}</blockquote>"
        f'<p class="where">{escape(_place(citation))}</p><p class="where file">{escape(citation.file)}</p></div>'
    )


def _gone(known: Article | None) -> str:
    return "" if known else f'<span class="note">{said("removed since")}</span>'


def _name(citation: Citation, known: Article | None) -> str:
    return (known.title if known else "") or citation.title or citation.file


def _place(citation: Citation) -> str:
    parts = (
        days.written(citation.date),
        place(citation),
        gettext("line {line}", line=citation.line),
    )
    return " · ".join(part for part in parts if part)


def heading(citation: Citation, articles: Mapping[str, Article]) -> str:
    """A source in one line: title, date, place and file."""
    name = _name(citation, articles.get(citation.file))
    file = "" if name == citation.file else f" · {citation.file}"
    return f"{name} · {_place(citation)}{file}"


def article(view: OpenedArticle) -> str:
    """An article with line numbers; the highlighted characters are exactly those of the span."""
    opening = attributes(
        class_="opened", data_file=view.article.file, data_exchange=view.exchange,
        data_number=view.number, data_of=view.of,
    )  # fmt: skip
    lines = attributes(
        class_="lines", tabindex=0, role="document", aria_label=gettext("Text of the article")
    )
    paper = pages.frame(view.page) if view.page else ""
    return (
        f'<div {opening}>{_bar(view)}<header class="opened-head"><h2>{escape(title(view.article))}</h2>'
        f'<p class="where">{escape(_where(view))}</p>'
        f"{_doubts(view.article)}{_find()}</header>{paper}<div {lines}>{''.join(_lines(view))}</div></div>"
    )


def _all_sources(exchange: int) -> str:
    label = gettext("All sources")
    return button("open", label, "back", text=label, data_exchange=exchange)


def _doubts(known: Article) -> str:
    """What a reader of an article should know of how it was read."""
    return "".join(f'<p class="note">{escape(told)}</p>' for told in known.warnings)


def _find() -> str:
    field = attributes(
        class_="find-in", type="search", placeholder=gettext("Find in this article"),
        aria_label=gettext("Find in this article"), autocomplete="off",
    )  # fmt: skip
    return f'<div class="find-bar"><input {field}><span class="found" role="status"></span></div>'


def title(known: Article) -> str:
    """What an article is called: its headline, or else its file name."""
    return known.title or known.file


def _where(view: OpenedArticle) -> str:
    known, parts = view.article, [days.written(view.article.date)]
    if title(known) != known.file:  # else it is above this line already
        parts.append(known.file)
    if view.span:
        page = [name for line, name in view.pages.items() if line <= view.line]
        parts += [*page[-1:], gettext("line {line}", line=view.line)]
    return " · ".join(part for part in parts if part)


def _bar(view: OpenedArticle) -> str:
    """Back to the cards, and previous and next citation."""
    if view.exchange < 0:
        return ""
    back = _all_sources(view.exchange)
    if not view.number:
        return f'<nav class="opened-bar">{back}</nav>'
    walk = [
        button(
            "walk", label, drawing, data_step=step, disabled=not 1 <= view.number + step <= view.of
        )
        for step, label, drawing in (
            (-1, gettext("Previous source"), "back"),
            (1, gettext("Next source"), "next"),
        )
    ]
    opening = attributes(class_="opened-bar", aria_label=gettext("Sources"))
    count = said("{number} of {all}", number=view.number, all=view.of)
    return (
        f'<nav {opening}>{back}<span class="walk">{walk[0]}'
        f'<span class="count">{count}</span>{walk[1]}</span></nav>'
    )


def _lines(view: OpenedArticle) -> Iterator[str]:
    """Each line with its number; the part of it that is highlighted is marked.

    The line's end stays in the line, inside the mark where the quote runs on, so that the text of
    all marks together is the quote.
    """
    start = 0
    first, last = max(1, view.line - _LINES), view.line + _LINES
    for number, line in enumerate(view.text.split("\n"), 1):
        end = start + len(line) + 1
        if first <= number <= last:
            if number in view.pages:
                yield _page(view.pages[number])
            shown = f"{line}\n" if end <= len(view.text) else line
            yield f'<div class="line" data-line="{number}">{_marked(shown, start, view)}</div>'
        elif number in (first - 1, last + 1):
            yield f'<p class="quiet">{said("Lines are left out here.")}</p>'
        start = end


def _page(name: str) -> str:
    """Where a page begins; no text of the article, so none in which words are found."""
    named = attributes(class_="page", role="separator", aria_label=name, data_page=name)
    return f"<div {named}></div>"


def _marked(line: str, start: int, view: OpenedArticle) -> str:
    if view.span is None:
        return escape(line)
    left = min(max(view.span.start - start, 0), len(line))
    right = min(max(view.span.end - start, 0), len(line))
    if left >= right:
        return escape(line)
    offset = start + left
    answers = [(span.start - offset, span.end - offset) for span in view.answers]
    quote = quotes.marked(line[left:right], answers)
    return f"{escape(line[:left])}<mark>{quote}</mark>{escape(line[right:])}"
