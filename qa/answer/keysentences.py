"""The key sentences of some text, chosen by LexRank and maximal marginal relevance.

LexRank (Erkan and Radev 2004, equation 3, in its continuous form): a sentence is central where
sentences that are central are like it. Maximal marginal relevance (Carbonell and Goldstein 1998)
then leaves out what repeats those chosen before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

import numpy as np

from qa.index.memory import Index
from qa.search.ranking import Scores
from qa.text import words
from qa.text.language import ENGLISH, alternatives

METHOD = "LexRank (Erkan and Radev 2004)"

_LEANING = ENGLISH.names.openers.union(ENGLISH.conversation.sentence_openers)
_PRONOUN = re.compile(rf"\b(?:{alternatives(ENGLISH.referents.persons)})\b", re.IGNORECASE)
_OPENING = 60  # characters in which a pronoun stands for somebody named before; set by hand
_DAMPING = 0.85  # as in the paper: 1 less the chance to go on anywhere
_ROUNDS = 50  # of the power method; far more than it takes for some hundred sentences
_RELEVANCE = 0.7  # lambda of maximal marginal relevance, its authors' own choice for few sentences
_SHORTEST, _LONGEST = 30, 400  # characters of a sentence that can stand for a text
_MOST = 400  # sentences that are compared with one another


def key_sentences(index: Index, sentences: Sequence[int], count: int) -> list[int]:
    """The sentences that stand best for all of them: at most `count`, the most central first."""
    able = [i for i in sentences if _is_able(index, i)] or [
        i for i in sentences if not index.rows[i].heading
    ]
    able = able[:_MOST]
    if not able:
        return []
    vectors = index.vectors[able]
    # Vectors of sentences have much in common: only what is more than that is likeness.
    cosines = (vectors @ vectors.T).astype(np.float64)
    likeness = np.maximum(0.0, cosines - cosines.mean())
    central = _lexrank(likeness)
    central = central / max(1e-12, float(central.max()))
    chosen: list[int] = []
    while len(chosen) < min(count, len(able)):
        left = [i for i in range(len(able)) if i not in chosen]
        chosen.append(max(left, key=partial(_margin, central, likeness, tuple(chosen))))
    return [able[i] for i in chosen]


def _is_able(index: Index, sentence: int) -> bool:
    row = index.rows[sentence]
    first = next(iter(words.split(row.read)), "")
    stands_alone = first not in _LEANING and not _PRONOUN.search(row.read[:_OPENING])
    prose = row.kind == "prose" and not row.heading and stands_alone
    return prose and _SHORTEST <= len(row.read) <= _LONGEST and not row.read.rstrip().endswith("?")


def _lexrank(likeness: Scores) -> Scores:
    """The stationary distribution of a walk from sentence to sentence, by likeness."""
    size = len(likeness)
    steps = likeness / np.maximum(1e-12, likeness.sum(axis=1, keepdims=True))
    central = np.full(size, 1 / size)
    for _ in range(_ROUNDS):
        central = (1 - _DAMPING) / size + _DAMPING * (steps.T @ central)
    return central


def _margin(central: Scores, likeness: Scores, chosen: Sequence[int], i: int) -> float:
    repeated = max((float(likeness[i, j]) for j in chosen), default=0.0)
    scale = max(1e-12, float(likeness.max()))
    return _RELEVANCE * float(central[i]) - (1 - _RELEVANCE) * repeated / scale
