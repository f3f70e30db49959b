"""Which words of a statement are which words of the sentences that it is checked against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from qa.text import meanings, words
from qa.text.meanings import Relation
from qa.verify.reading import Reading, Word, is_verbal

_RANK: Mapping[Relation, int] = {
    "same": 4,
    "alike": 3,
    "converse": 2,
    "complement": 1,
    "contrary": 0,
}


_OWN = "own"


@dataclass(frozen=True)
class Match:
    """The word of the source at `at` that a word of the statement is, and how the two relate."""

    at: int
    relation: Relation


class Alignment:
    """A statement beside the sentences that it is checked against.

    Args:
        statement: The statement.
        source: The sentences.
    """

    def __init__(self, statement: Reading, source: Reading) -> None:
        self.statement = statement
        self.source = source

    @cached_property
    def content(self) -> tuple[int, ...]:
        """The positions of the statement's words that must be met: no stop words, no amounts."""
        counted = {
            at
            for one in self.statement.amounts
            for at in range(one.start - one.leads, one.end)
            if at >= one.start or not is_verbal(self.statement.tokens[at])
        }
        return tuple(
            at
            for at, word in enumerate(self.statement.words)
            if at not in counted and carries(word)
        )

    @cached_property
    def matches(self) -> Mapping[int, Match]:
        """Position in the statement → the word of the source that it is; the best of its kind."""
        found = {at: self._candidates(self.statement.words[at]) for at in self.content}
        clauses = self._shared(found)
        return {at: self._best(at, some, clauses) for at, some in found.items() if some}

    @cached_property
    def unmet(self) -> tuple[int, ...]:
        """The positions of the statement's content words that no word of the source is.

        Words that hardly say anything ("take", "happen") need not be there.
        """
        generic = meanings.lemmas("generic", "words")
        return tuple(
            at
            for at in self.content
            if at not in self.matches
            and (self.statement.words[at].base not in generic or self._is_owning(at))
        )

    def _is_owning(self, at: int) -> bool:
        """Whether a word is the verb of "own", and not the small word before a noun."""
        token = self.statement.tokens[at]
        return meanings.lemma(token) == _OWN and token != _OWN

    def alike(self, at: int) -> list[int]:
        """Every place in the source that a word of the statement could be."""
        found = self._candidates(self.statement.words[at])
        return [match.at for match in found if match.relation in ("same", "alike")]

    def source_clauses(self, positions: Sequence[int]) -> Counter[int]:
        """The clauses of the source in which these words of the statement are, how many in each."""
        return Counter(
            self.source.words[self.matches[at].at].clause for at in positions if at in self.matches
        )

    def of_clause(self, clause: int) -> tuple[int, ...]:
        """The content words of a clause of the statement."""
        return tuple(at for at in self.content if self.statement.words[at].clause == clause)

    def _candidates(self, word: Word) -> list[Match]:
        found = [Match(at, related(word, other)) for at, other in enumerate(self.source.words)]
        found = [match for match in found if match.relation and self._is_word(match)]
        best = max((_RANK[match.relation] for match in found), default=0)
        least = min(best, _RANK["alike"])
        return [match for match in found if _RANK[match.relation] >= least]

    def _is_word(self, match: Match) -> bool:
        """Whether a word of the source is one, not a small word like another ("have", "hold")."""
        return match.relation == "same" or (self.source.words[match.at].text not in words.STOPWORDS)

    def _shared(self, found: Mapping[int, Sequence[Match]]) -> Counter[tuple[int, int]]:
        """How many words of a clause of the statement a clause of the source could have."""
        pairs = {
            (self.statement.words[at].clause, self.source.words[match.at].clause, at)
            for at, some in found.items()
            for match in some
        }
        return Counter((mine, other) for mine, other, _ in pairs)

    def _best(self, at: int, some: Sequence[Match], clauses: Counter[tuple[int, int]]) -> Match:
        """The one in the clause that shares most with the word's own; the first of equals."""
        mine = self.statement.words[at].clause

        def worth(match: Match) -> tuple[int, int, int]:
            other = self.source.words[match.at].clause
            return clauses[mine, other], _RANK[match.relation], -match.at

        return max(some, key=worth)


@lru_cache(maxsize=65536)
def carries(word: Word) -> bool:
    """Whether a word says something that a source must say."""
    if not word.base or word.text in meanings.listed("denials", "words"):
        return False
    return word.text not in words.STOPWORDS and not word.is_number and len(word.text) > 1


def related(word: Word, other: Word) -> Relation:
    """How a word of a statement relates to one of the source, by base forms first."""
    if word.base == other.base:
        return "same"
    if word.has_particle or other.has_particle:  # "gave up" is no form of "give"
        return meanings.relation(*(w.base if w.has_particle else w.text for w in (word, other)))
    return meanings.relation(word.text, other.text)
