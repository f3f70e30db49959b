"""A folder in several languages: texts are as near to a question as others of their language.

To an embedding of many languages all texts in the language of a question are somewhat nearer to it
than those in another one, whatever they say. So of each language the mean is taken away (Libovický,
Rosa and Fraser, 2020), and that of the question's own language put in its place.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from qa.index.groups import Numbers
from qa.index.memory import Index
from qa.search.nearness import Nearness
from qa.search.once import once

Scores = npt.NDArray[np.float64]

# How many texts of a language its mean is trusted like: of fewer, what is near to the question is
# much of them. Set by hand.
_FEW = 2


def even(index: Index, near: Nearness, language: str, *, passages: bool = False) -> None:
    """Make texts of all languages equally near to a question, by their means.

    Args:
        index: Where the texts are.
        near: How near they are; it is changed.
        language: That of the question.
        passages: The texts are passages; else sentences.
    """
    if len(index.spoken) < 2:
        return
    spoken = _spoken(index)[passages]
    counts = np.bincount(spoken, minlength=len(index.spoken))
    sums = np.bincount(spoken, weights=near.cosines, minlength=len(index.spoken))
    means = sums / np.maximum(counts, 1)
    own = index.spoken.index(language) if language in index.spoken else int(np.argmax(counts))
    trusted = np.minimum(counts, counts[own]) / (np.minimum(counts, counts[own]) + _FEW)
    near.shift(((means[own] - means) * trusted)[spoken])


def others(index: Index, language: str) -> float:
    """The share of the sentences that are in other languages than a question."""
    if len(index.spoken) < 2:
        return 0.0
    spoken = _spoken(index)[0]
    own = index.spoken.index(language) if language in index.spoken else -1
    return float((spoken != own).mean())


@once
def _spoken(index: Index) -> tuple[Numbers, Numbers]:
    """The language of each sentence and of each passage, as a number in `index.spoken`."""
    numbers = {code: number for number, code in enumerate(index.spoken)}
    sentences = np.empty(len(index.rows), np.int64)
    for file in index.files:
        sentences[index.sentences_of(file)] = numbers[index.languages[file]]
    return sentences, sentences[index.unit_starts[index.passage_starts]]
