"""A question, with what it leans on → what was found for it: what an answerer works with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa import tracing
from qa.index.coming import ComingIndex
from qa.index.embedding import Embedding
from qa.index.memory import Index
from qa.search import called, numbered, scope, unembedded
from qa.search import ranking as rankings
from qa.search.conversation import FollowUp
from qa.search.numbered import NOTHING, Named
from qa.search.ranking import Ranking
from qa.search.scope import Scope
from qa.search.selection import select
from qa.text.intent import Input
from qa.text.language import ENGLISH
from qa.types import Passage, Turn, Within

BUDGET = 4000  # characters of passages that come with an answer
NEAREST = 1500  # characters of passages that come with a refusal


@dataclass(frozen=True)
class SearchResult:
    """What was found for a question.

    Attributes:
        question: The question as it was asked.
        follow_up: What was searched for: the question, with what it leans on where it does.
        index: The articles that were searched.
        ranking: The scores of their sentences, units and passages.
        articles: What may answer, as `Row.article` names it; None for all.
        emptied: Why none may answer, where none may.
        notes: What the reader should know of those that may not.
        named: What the question names of a series of articles.
        others: The articles that are passed over, since the question names another one.
    """

    question: str
    follow_up: FollowUp
    index: Index
    ranking: Ranking
    articles: tuple[str, ...] | None = None
    emptied: str = ""
    notes: tuple[str, ...] = ()
    named: Named = NOTHING
    others: frozenset[str] = frozenset()

    @property
    def answering(self) -> tuple[str, ...] | None:
        """What may answer: of the articles that were asked those that the question names."""
        if not self.named.articles:
            return self.articles
        asked = self.named.articles
        return tuple(sorted(asked if self.articles is None else asked & {*self.articles}))

    @property
    def quotable(self) -> tuple[str, ...] | None:
        """What may answer by itself: of `answering` what is not passed over for another one."""
        if not self.others:
            return self.answering
        every = called.names_of(self.index) if self.answering is None else {*self.answering}
        return tuple(sorted(every - self.others))

    @property
    def standalone(self) -> str:
        """What was searched for, as it is shown to the reader."""
        return self.follow_up.standalone

    def passages(self, budget: int = BUDGET) -> tuple[Passage, ...]:
        """The nearest passages: best first, no overlaps, at most `budget` characters together."""
        return tuple(select(self.index, self.ranking, budget, self.answering))


@tracing.traced("qa.retrieve")
def search(
    index: Index,
    embedding: Embedding,
    question: str,
    follow_up: FollowUp,
    within: Within | None = None,
) -> SearchResult:
    """Rank everything in an index for a question.

    Args:
        index: The articles.
        embedding: The model that embedded them.
        question: The question as it was asked.
        follow_up: What to search for (`conversation.resolve`).
        within: Which articles may answer.

    Raises:
        UsageError: `within` cannot be understood, or has a pattern that matches no article.
        EmbeddingError: The embedding model failed.
    """
    asked = scope.of(index, within)
    ranking = _ranked(index, embedding, follow_up.question, asked)
    if follow_up.search:
        other = _ranked(index, embedding, follow_up.search, asked)
        ranking = ranking.mixed(other, follow_up.weight, follow_up.about)
    named = numbered.named(index, follow_up.question)
    if follow_up.about and named == NOTHING:
        named = numbered.named(index, follow_up.about)
    return SearchResult(
        question,
        follow_up,
        index,
        ranking,
        asked.articles,
        asked.reason,
        asked.notes,
        named,
        called.others(index, ranking.query),
    )


def _ranked(index: Index, embedding: Embedding, text: str, asked: Scope) -> Ranking:
    query = rankings.prepare(index, embedding, text)
    if isinstance(index, ComingIndex):
        return unembedded.rank(index, embedding, query, asked.articles)
    return rankings.rank(index, query)


def typed(result: SearchResult, history: Sequence[Turn]) -> Input:
    """What was typed, with what the articles know of it.

    Of a question in another language than English each word may be known to them.
    """
    vocabulary, query = result.index.vocabulary, result.ranking.query
    own = query.language == ENGLISH.code
    return Input(
        query.corrected,
        known=vocabulary.__contains__ if own else lambda term: True,
        in_dictionary=vocabulary.in_dictionary,
        is_name=vocabulary.is_name,
        english=vocabulary.is_english and own,
        follows=any(turn["content"].strip() for turn in history),
    )
