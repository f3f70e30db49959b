"""Which sentences of some passages a statement could rest on.

What is looked for is only where a statement may come from: numbers, names, dates and quotes that it
has, and the words that it shares, weighed by how rare they are. Whether the sentences say it is
judged afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence

from qa.index.memory import Index
from qa.types import Passage
from qa.verify import support
from qa.verify.source_text import SourceText
from qa.verify.support import Demands

# Shares of a statement's terms (`support.coverage`, 0 to 1) that sentences must hold to be near it
# at all, and to be shown beside it. Set by hand, held by tests/test_support.py; nothing fits them.
TOUCHES = 0.15
NEAR = 0.25
_WEAK = 0.5  # of the coverage of the best sentence: less, and a sentence is not about the statement
_MOST_SENTENCES = 4  # that one statement may rest on; set by hand


class Evidence:
    """Chooses sentences for statements.

    Args:
        index: Where the sentences are.
        passages: The passages that they are chosen from, in the order of their numbers.
    """

    def __init__(self, index: Index, passages: Sequence[Passage]) -> None:
        self._index = index
        self.sentences = [_sentences(index, passage) for passage in passages]
        self._sources: dict[tuple[int, ...], SourceText] = {}
        self._around = SourceText(index.rows[i].read for part in self.sentences for i in part)

    def resolved(self, wanted: Demands, cited: Sequence[int]) -> tuple[int, ...]:
        """The sentences of these passages that together best hold what a statement demands."""
        chosen = list(dict.fromkeys(self._best(wanted, self.sentences[n]) for n in cited))
        touching = [i for i in chosen if self.coverage(wanted, (i,)) >= TOUCHES]
        chosen = touching or chosen[:1]
        pool = [i for n in cited for i in self.sentences[n]]
        lacks = self._missing(wanted, tuple(chosen))
        while lacks and len(chosen) < _MOST_SENTENCES:
            left = [(len(self._missing(wanted, (*chosen, i))), i) for i in pool if i not in chosen]
            fewest, sentence = min(left, default=(len(lacks), -1))
            if fewest >= len(lacks):
                break
            chosen.append(sentence)
            lacks = self._missing(wanted, tuple(chosen))
        return self._needed(wanted, tuple(chosen), len(cited))

    def best(self, wanted: Demands, passages: Sequence[int], count: int) -> list[int]:
        """The sentences of some passages that hold most of a statement, at most `count`."""
        pool = dict.fromkeys(i for n in passages for i in self.sentences[n])
        touching = [i for i in pool if self.coverage(wanted, (i,)) >= NEAR]
        return sorted(touching, key=lambda i: self._value(wanted, i), reverse=True)[:count]

    def coverage(self, wanted: Demands, chosen: tuple[int, ...]) -> float:
        """Share of a statement's terms, weighed by rarity, that sentences hold."""
        return support.coverage(wanted, self._source(chosen), self._index)

    def _needed(self, wanted: Demands, chosen: tuple[int, ...], cited: int) -> tuple[int, ...]:
        """Leave out sentences without which the others hold as much of the statement.

        One for each passage that was cited stays, unless it says far less than the best.
        """
        own = {i: self.coverage(wanted, (i,)) for i in chosen}
        for sentence in sorted(chosen, key=lambda i: own[i]):
            rest = tuple(i for i in chosen if i != sentence)
            weak = own[sentence] < max(own.values()) * _WEAK
            if (weak or len(chosen) > cited) and rest and self._holds(wanted, rest):
                return self._needed(wanted, rest, cited)
        return chosen

    def _holds(self, wanted: Demands, chosen: tuple[int, ...]) -> bool:
        return self.coverage(wanted, chosen) >= NEAR and not self._missing(wanted, chosen)

    def _best(self, wanted: Demands, sentences: Sequence[int]) -> int:
        return max(sentences, key=lambda i: self._value(wanted, i))

    def _value(self, wanted: Demands, sentence: int) -> tuple[bool, int, float, int]:
        lacks = len(self._missing(wanted, (sentence,)))
        heading = self._index.rows[sentence].heading
        return (not heading, -lacks, self.coverage(wanted, (sentence,)), -sentence)

    def _missing(self, wanted: Demands, chosen: tuple[int, ...]) -> frozenset[str]:
        return support.missing(wanted, self._source(chosen), self._around)

    def _source(self, chosen: tuple[int, ...]) -> SourceText:
        key = tuple(sorted(set(chosen)))
        if key not in self._sources:
            self._sources[key] = SourceText(self._index.rows[i].read for i in key)
        return self._sources[key]


def _sentences(index: Index, passage: Passage) -> list[int]:
    """The numbers of a passage's sentences; at least one."""
    first = index.sentence_at(passage.file, passage.start)
    stop = index.sentences_of(passage.file).stop
    return [first, *(i for i in range(first + 1, stop) if index.rows[i].end <= passage.end)]
