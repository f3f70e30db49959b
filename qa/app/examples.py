"""Questions for an empty chat: only such as the articles were found to answer."""

from __future__ import annotations

import threading

from qa.assistant import Assistant
from qa.errors import QAError
from qa.types import Article

_MOST = 4
_TRIED = 12

# Tried first; each is shown only when the articles at hand answer it.
_FAVOURITES = (
    "Who led the US delegation?",
    "At which palace did the delegations meet?",
    "How long did the meeting last?",
    "Who was not invited to the talks?",
)


class Examples:
    """Finds example questions, once for each state of the library."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._lock = threading.Lock()
        self._found: tuple[tuple[Article, ...], tuple[str, ...]] | None = None

    def for_articles(self, articles: list[Article]) -> tuple[str, ...]:
        """At most four questions that these articles answer."""
        known = tuple(articles)
        with self._lock:
            if self._found is None or self._found[0] != known:
                self._found = (known, self._answered(articles))
            return self._found[1]

    def _answered(self, articles: list[Article]) -> tuple[str, ...]:
        found = [question for question in _FAVOURITES if self._answers(question, None)]
        if len(found) == _MOST:
            return tuple(found)
        found = []
        for article in [a for a in articles if a.title][:_TRIED]:
            question = f"What is said about {_topic(article.title or '')}?"
            if len(found) < _MOST and self._answers(question, article.file):
                found.append(question)
        return tuple(found)

    def _answers(self, question: str, file: str | None) -> bool:
        try:
            answer = self._assistant.quote(question)  # no language model is paid for it
        except QAError:
            return False
        return not answer.refused and (
            file is None or any(c.file == file for c in answer.citations)
        )


def _topic(title: str) -> str:
    """A headline as the subject of a question."""
    return f"“{title.strip().rstrip('.?!')}”"
