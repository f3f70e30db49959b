"""What a language model wrote → statements with checked citations.

Each marker is resolved to the sentences of its passage that best support the statement; numbers
that no passage has are dropped. A statement that its citations do not support looks for another
passage that plainly does, and else is marked as unsupported.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from qa.answer import citations
from qa.index.memory import Index
from qa.types import Passage, Statement
from qa.verify import quotes, support
from qa.write.sentences import Written
from qa.verify.source_text import SourceText
from qa.verify.support import Demands

# Shares of a statement's terms, weighed by rarity (`support.coverage`, 0 to 1), that its sources
# must have. Set by hand, held by the statements in tests/test_support.py; no command fits them.
COVERED = 0.25  # for a statement that cites its source
PLAIN = 0.6  # for one that was written without a marker
_TOUCHES = 0.15  # less, and a sentence has nothing to do with it
_WEAK = 0.5  # of the coverage of the best sentence: less, and a sentence is not about the statement
_MOST_SENTENCES = 4  # that one statement may rest on; set by hand


class Checker:
    """Checks statements against the passages that a model was given.

    Args:
        index: Where the sentences are.
        passages: The passages, in the order of their numbers, from 1.
    """

    def __init__(self, index: Index, passages: Sequence[Passage]) -> None:
        self._index = index
        self._sentences = [_sentences(index, passage) for passage in passages]
        self._sources: dict[tuple[int, ...], SourceText] = {}
        self.invented: set[int] = set()

    @cached_property
    def _around(self) -> SourceText:
        return SourceText(self._index.rows[i].read for part in self._sentences for i in part)

    def check(self, written: Written) -> Statement:
        """The statement with its citations, not numbered yet, and whether they support it."""
        wanted = support.demands(written.text, self._index)
        cited = [n - 1 for n in written.numbers if 1 <= n <= len(self._sentences)]
        self.invented.update(n for n in written.numbers if n - 1 not in cited)
        chosen = self._resolved(wanted, cited)
        if chosen and self._supports(wanted, chosen, COVERED):
            return self._statement(written.text, chosen, supported=True)
        plain = self._plain(wanted)
        if plain:
            return self._statement(written.text, plain, supported=True)
        text = written.text
        if any(lack.startswith("“") for lack in self._missing(wanted, chosen)):
            text = quotes.without_marks(text)
        near = [i for i in chosen if self._coverage(wanted, (i,)) >= COVERED]
        return self._statement(text, tuple(near), supported=False)

    def _resolved(self, wanted: Demands, cited: Sequence[int]) -> tuple[int, ...]:
        """The sentences of the cited passages that together best support a statement."""
        chosen = list(dict.fromkeys(self._best(wanted, self._sentences[n]) for n in cited))
        touching = [i for i in chosen if self._coverage(wanted, (i,)) >= _TOUCHES]
        chosen = touching or chosen[:1]
        pool = [i for n in cited for i in self._sentences[n]]
        lacks = self._missing(wanted, tuple(chosen))
        while lacks and len(chosen) < _MOST_SENTENCES:
            left = [(len(self._missing(wanted, (*chosen, i))), i) for i in pool if i not in chosen]
            fewest, sentence = min(left, default=(len(lacks), -1))
            if fewest >= len(lacks):
                break
            chosen.append(sentence)
            lacks = self._missing(wanted, tuple(chosen))
        return self._needed(wanted, tuple(chosen), len(cited))

    def _needed(self, wanted: Demands, chosen: tuple[int, ...], cited: int) -> tuple[int, ...]:
        """Leave out sentences without which the others support the statement as well.

        One for each passage that was cited stays, unless it says far less than the best.
        """
        own = {i: self._coverage(wanted, (i,)) for i in chosen}
        for sentence in sorted(chosen, key=lambda i: own[i]):
            rest = tuple(i for i in chosen if i != sentence)
            weak = own[sentence] < max(own.values()) * _WEAK
            if (weak or len(chosen) > cited) and rest and self._supports(wanted, rest, COVERED):
                return self._needed(wanted, rest, cited)
        return chosen

    def _best(self, wanted: Demands, sentences: Sequence[int]) -> int:
        def value(sentence: int) -> tuple[bool, int, float, int]:
            lacks = len(self._missing(wanted, (sentence,)))
            heading = self._index.rows[sentence].heading
            return (not heading, -lacks, self._coverage(wanted, (sentence,)), -sentence)

        return max(sentences, key=value)

    def _plain(self, wanted: Demands) -> tuple[int, ...]:
        """The sentences of one passage that plainly say what a statement says; none if none do."""
        resolved = [self._resolved(wanted, [n]) for n in range(len(self._sentences))]
        found = [chosen for chosen in resolved if self._supports(wanted, chosen, PLAIN)]
        return max(found, key=lambda c: (self._coverage(wanted, c), -len(c)), default=())

    def _supports(self, wanted: Demands, chosen: tuple[int, ...], least: float) -> bool:
        return (
            self._coverage(wanted, chosen) >= least
            and not self._missing(wanted, chosen)
            and (not wanted.denies or self._denied(wanted, chosen))
        )

    def _denied(self, wanted: Demands, chosen: tuple[int, ...]) -> bool:
        """Whether a denial rests on one, in a sentence that is about the same thing."""
        own = {i: self._coverage(wanted, (i,)) for i in chosen}
        about = [i for i in chosen if own[i] >= max(own.values()) * _WEAK]
        return any(self._source((i,)).denies for i in about)

    def _missing(self, wanted: Demands, chosen: tuple[int, ...]) -> frozenset[str]:
        return support.missing(wanted, self._source(chosen), self._around)

    def _coverage(self, wanted: Demands, chosen: tuple[int, ...]) -> float:
        return support.coverage(wanted, self._source(chosen), self._index)

    def _source(self, chosen: tuple[int, ...]) -> SourceText:
        key = tuple(sorted(set(chosen)))
        if key not in self._sources:
            self._sources[key] = SourceText(self._index.rows[i].read for i in key)
        return self._sources[key]

    def _statement(self, text: str, chosen: tuple[int, ...], *, supported: bool) -> Statement:
        cited = tuple(citations.cite(self._index, i) for i in dict.fromkeys(chosen))
        return Statement(text=text, citations=cited, supported=supported)


def _sentences(index: Index, passage: Passage) -> list[int]:
    """The numbers of a passage's sentences; at least one."""
    first = index.sentence_at(passage.file, passage.start)
    stop = index.sentences_of(passage.file).stop
    return [first, *(i for i in range(first + 1, stop) if index.rows[i].end <= passage.end)]
