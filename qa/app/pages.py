"""The pages of a PDF as pictures → HTML: each is drawn when it is asked for, and kept for a while."""

from __future__ import annotations

import base64
import re
import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.app.markup import attributes, button, escape, said
from qa.assistant import Assistant
from qa.corpus import documents, files, formats
from qa.errors import CorpusError, QuestionError
from qa.locale import gettext, gettext_noop, translated

if TYPE_CHECKING:
    from qa.corpus.formats.pdf import Drawn

_PAGE = re.compile(r"page (\d+)\b")  # as the place of a sentence begins in a PDF
_CHANGED = gettext_noop("this article was changed since: open it again")
_MOST = 32 << 20  # bytes of pictures that are kept; a page of text has some 20 kB


@dataclass(frozen=True)
class Page:
    """A page of an article.

    Attributes:
        file: The article.
        number: Which page, from 1.
        version: What the file has to be: the digest of its content.
    """

    file: str
    number: int
    version: str


class Pages:
    """Draws pages of the articles as they are indexed; visitors share what is kept."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._corpus = assistant.settings.corpus
        self._kept: OrderedDict[Page, Drawn] = OrderedDict()
        self._keeping = threading.Lock()

    def first(self, file: str, where: str = "") -> Page | None:
        """The page of an article that a sentence stands on; None where articles of its kind have none.

        Args:
            file: The article.
            where: Where the sentence stands, as the index has it.
        """
        if formats.find(file) is not formats.PDF:
            return None
        index, found = self._assistant.index(), _PAGE.match(where)
        if file not in index.files:
            return None
        return Page(file, int(found[1]) if found else 1, index.rows[index.first(file)].digest)

    def draw(self, page: Page) -> Drawn:
        """A page of an article as it is indexed now.

        Raises:
            QuestionError: There is no such page.
            CorpusError: Its file was changed since, or cannot be read.
        """
        now = self.first(page.file)
        if now is None:
            raise QuestionError(gettext("there is no such page"))
        if now.version != page.version:
            raise CorpusError(translated(_CHANGED))
        return self._known(page) or self._drawn(page)

    def _drawn(self, page: Page) -> Drawn:
        from qa.corpus.formats import pdf

        try:
            content = files.read(self._corpus, page.file)
            same = documents.digest(content) == page.version
            drawn = pdf.drawn(content, page.number) if same else None
        except (OSError, ValueError) as error:
            raise CorpusError(gettext("this page cannot be shown")) from error
        if not same:
            raise CorpusError(translated(_CHANGED))
        if drawn is None:
            raise QuestionError(gettext("there is no such page"))
        with self._keeping:
            self._kept[page] = drawn
            while sum(len(one.image) for one in self._kept.values()) > _MOST:
                self._kept.popitem(last=False)
        return drawn

    def _known(self, page: Page) -> Drawn | None:
        with self._keeping:
            if page in self._kept:
                self._kept.move_to_end(page)
            return self._kept.get(page)


def frame(page: Page) -> str:
    """Where the page's script puts a page of an article, which it asks for."""
    waiting = said("Drawing page {number} …", number=page.number)
    return f'<figure {_place(page, class_="pages")}><p class="quiet">{waiting}</p></figure>'


def render(page: Page, drawn: Drawn) -> str:
    """A page, which is enlarged by pressing it, and the way to the pages beside it."""
    told = gettext("Page {number} of {all}", number=page.number, all=drawn.pages)
    source = f"data:image/webp;base64,{base64.b64encode(drawn.image).decode()}"
    picture = attributes(src=source, alt=told, width=drawn.width, height=drawn.height)
    opening = attributes(
        class_="paper", type="button", data_act="page-size", aria_expanded="false",
        title=gettext("Larger or smaller"),
    )  # fmt: skip
    before, after = (
        button(
            "page-turn",
            label,
            drawing,
            data_step=step,
            disabled=not 1 <= page.number + step <= drawn.pages,
        )
        for step, label, drawing in (
            (-1, gettext("Previous page"), "back"),
            (1, gettext("Next page"), "next"),
        )
    )
    return (
        f"<div {_place(page)}><button {opening}><img {picture}></button>"
        f'<figcaption>{before}<span aria-hidden="true">{escape(told)}</span>{after}</figcaption></div>'
    )


def lost(page: Page, why: str) -> str:
    """Why a page is not shown."""
    return f'<div {_place(page)}><p class="note">{escape(why)}</p></div>'


def _place(page: Page, **more: str) -> str:
    return attributes(**more, data_file=page.file, data_page=page.number, data_version=page.version)
