"""What programs call: the same functions as named API endpoints and as MCP tools."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from typing import Any, TypeVar, cast

from gradio.events import api

from qa.app import messages
from qa.assistant import Assistant
from qa.errors import QAError
from qa.locale import gettext, translated
from qa.search.search import BUDGET
from qa.types import Turn, Within

log = logging.getLogger(__name__)

_MOST_CHARACTERS = 20_000
_MOST_WAITING = 100

Result = TypeVar("Result")


class Tools:
    """The functions that the page offers to programs.

    Gradio's MCP server would call a function that waits in the page's queue over HTTP, without
    the user's login; so they take turns here instead.
    """

    def __init__(self, assistant: Assistant, concurrency: int) -> None:
        self._assistant = assistant
        self._turns = asyncio.Semaphore(concurrency)
        self._waiting = 0

    def offer(self) -> None:
        """Add them to the page that is being built."""
        for function in (self.ask, self.search, self.read_article, self.check):
            api(function, api_name=function.__name__, queue=False, concurrency_limit=None)

    async def ask(
        self,
        question: str,
        history: list[dict[str, Any]] | None = None,
        paths: list[str] | None = None,
        since: str | None = None,
        until: str | None = None,
        types: list[str] | None = None,
    ) -> dict[str, Any]:
        """Answer a question from the articles alone, with verbatim, checked citations. When the articles do not say it, `refused` is true and nothing is cited.

        Args:
            question: The question, in one or two plain sentences.
            history: Earlier turns of the conversation, oldest first, each with "role" ("user" or "assistant") and "content".
            paths: Only articles whose path matches one of these patterns, written as .gitignore writes them, such as "reports/*".
            since: Only articles dated from this day on: YYYY, YYYY-MM or YYYY-MM-DD.
            until: Only articles dated up to this day, it included.
            types: Only files of these kinds, such as "pdf" or "markdown".
        """
        turns = cast("list[Turn] | None", history)
        within = _within(paths, since, until, types)
        answer = await self._run(lambda: self._assistant.ask(question, turns, within=within))
        return answer.model_dump(mode="json")

    async def search(
        self,
        question: str,
        budget: int = BUDGET,
        paths: list[str] | None = None,
        since: str | None = None,
        until: str | None = None,
        types: list[str] | None = None,
    ) -> list[dict[str, Any]]:
        """Find the passages of the articles that are nearest to a question, best first, with file, line and character offsets.

        Args:
            question: What to look for: a question or a few words.
            budget: How many characters all passages together may have, up to 20,000.
            paths: Only articles whose path matches one of these patterns, written as .gitignore writes them, such as "reports/*".
            since: Only articles dated from this day on: YYYY, YYYY-MM or YYYY-MM-DD.
            until: Only articles dated up to this day, it included.
            types: Only files of these kinds, such as "pdf" or "markdown".
        """
        most = max(1, min(int(budget), _MOST_CHARACTERS))
        within = _within(paths, since, until, types)
        found = await self._run(
            lambda: self._assistant.retrieve(question, budget=most, within=within)
        )
        return [passage.model_dump(mode="json") for passage in found]

    async def read_article(self, file: str) -> str:
        """Read the whole text of one article, to check a quote or its surroundings.

        Args:
            file: The file of the article as citations and passages name it.
        """
        return await self._run(lambda: self._assistant.article(file))

    async def check(self, draft: str) -> dict[str, Any]:
        """Hold a text against the articles, statement by statement: a draft, a summary, another model's answer. Each statement is `supported` (with a verbatim quote, file and line), `contradicted` (with what the article says instead) or `not in the articles`; opinions, questions and headlines are left out and counted.

        Args:
            draft: The text, as Markdown or plain, up to 200,000 characters.
        """
        report = await self._run(lambda: self._assistant.check(draft))
        return report.model_dump(mode="json")

    async def _run(self, work: Callable[[], Result]) -> Result:
        """Do it in a thread, in turn; what went wrong reaches the caller as one sentence."""
        if self._waiting >= _MOST_WAITING:
            raise messages.error(
                gettext("too many questions are waiting already: ask again in a minute")
            )
        self._waiting += 1
        try:
            async with self._turns:
                return await asyncio.to_thread(work)
        except QAError as error:
            raise messages.error(str(error)) from error
        except Exception as error:
            log.exception("a tool failed")
            raise messages.error(translated(messages.UNEXPECTED)) from error
        finally:
            self._waiting -= 1


def _within(
    paths: list[str] | None, since: str | None, until: str | None, types: list[str] | None
) -> Within:
    """Which articles may answer."""
    return Within(paths=tuple(paths or ()), since=since, until=until, types=tuple(types or ()))


def speak_json(page: Any) -> None:
    """Have a served page's MCP tools answer in JSON; Gradio would send Python's notation."""
    from mcp.types import TextContent

    def content(data: list[Any], root_url: str) -> list[TextContent]:
        return [TextContent(type="text", text=_text(item)) for item in data]

    page.mcp_server_obj.postprocess_output_data = content


def _text(result: Any) -> str:
    return result if isinstance(result, str) else json.dumps(result, ensure_ascii=False)
