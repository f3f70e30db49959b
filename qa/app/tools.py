"""What programs call: the same functions as named API endpoints and as MCP tools."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from gradio import Error
from gradio.events import api

from qa.assistant import BUDGET, Assistant
from qa.errors import QAError
from qa.types import Turn

_MOST_CHARACTERS = 20_000


class Tools:
    """The functions that the page offers to programs."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def offer(self, concurrency: int) -> None:
        """Add them to the page that is being built."""
        for function in (self.ask, self.search, self.read_article):
            api(
                function,
                api_name=function.__name__,
                concurrency_limit=concurrency,
                concurrency_id="questions",
            )

    def ask(self, question: str, history: list[dict[str, str]] | None = None) -> dict[str, Any]:
        """Answer a question from the articles alone, with verbatim, checked citations. When the articles do not say it, `refused` is true and nothing is cited.

        Args:
            question: The question, in one or two plain sentences.
            history: Earlier turns of the conversation, oldest first, each with "role" ("user" or "assistant") and "content".
        """
        with _told():
            answer = self._assistant.ask(question, cast("list[Turn] | None", history))
        return answer.model_dump(mode="json")

    def search(self, question: str, budget: int = BUDGET) -> list[dict[str, Any]]:
        """Find the passages of the articles that are nearest to a question, best first, with file, line and character offsets.

        Args:
            question: What to look for: a question or a few words.
            budget: How many characters all passages together may have, up to 20,000.
        """
        with _told():
            found = self._assistant.retrieve(
                question, budget=max(1, min(int(budget), _MOST_CHARACTERS))
            )
        return [passage.model_dump(mode="json") for passage in found]

    def read_article(self, file: str) -> str:
        """Read the whole text of one article, to check a quote or its surroundings.

        Args:
            file: The file of the article as citations and passages name it.
        """
        with _told():
            return self._assistant.article(file)


@contextmanager
def _told() -> Iterator[None]:
    """Errors raised on purpose reach the caller as their message."""
    try:
        yield
    except QAError as error:
        raise Error(str(error), print_exception=False) from error
