"""Sentences of an article as what a statement is checked against."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise

from qa.text import dates, numbers, words
from qa.text.language import ENGLISH
from qa.text.numbers import Value


class SourceText:
    """Sentences of one article in their order, with what is looked up in them."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.text = " ".join(texts)

    @cached_property
    def words(self) -> list[str]:
        """The folded words, in order."""
        return words.split(self.text)

    @cached_property
    def terms(self) -> frozenset[str]:
        """The words, stemmed, stop words and all."""
        return frozenset(words.stem(ENGLISH.places.aliases.get(word, word)) for word in self.words)

    @cached_property
    def numbers(self) -> frozenset[Value]:
        """The values of its numbers."""
        return numbers.values(self.words, every=True)

    @cached_property
    def dates(self) -> frozenset[str]:
        """The months and weekdays that it names."""
        return dates.named(self.text)

    @cached_property
    def run(self) -> str:
        """The words as one text with spaces around each, to look up runs of words in."""
        return f" {' '.join(self.words)} "

    def goes_on_otherwise(self, word: str) -> bool:
        """Whether a folded word stands here, and only as what opens a longer name."""
        found = list(words.TOKEN.finditer(self.text))
        after = [
            second.group()[0].isupper() and not self.text[first.end() : second.start()].strip()
            for first, second in pairwise(found)
            if words.split(first.group()) == [word]
        ]
        return bool(after) and all(after)

    def contains(self, run: Sequence[str]) -> bool:
        """Whether these words stand here one after the other."""
        return f" {' '.join(run)} " in self.run
