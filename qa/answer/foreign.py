"""How likely an answer is right in a language that the reader does not know.

The reader, and what is known of how a question is put, are of English. What is left tells nearly
as well whether the articles speak of what was asked, though not whether a sentence answers: how
directly the best sentence scored, for as many as there are, how near it is, and how many of the
question's words stand in it. So such an answer is never shown as sure.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from qa.answer import likeness
from qa.index import embedding
from qa.index.memory import Index
from qa.locale import gettext_noop
from qa.search.ranking import Ranking
from qa.text import forms, kinds
from qa.text.language import ENGLISH

NOTE = gettext_noop(
    "Found by likeness, as only English is read closely: see whether the quotes answer it."
)
REASON = gettext_noop("no sentence is near enough to the question")
UNTOLD = gettext_noop(
    "the embedding knows English alone, and what comes nearest is in another language than the "
    "question: QA_EMBEDDING=local finds across languages"
)

# Confidences above the first are drawn together below the second, which is less than "sure".
_LIKELY, _MOST = 0.6, 0.84


@dataclass(frozen=True)
class Evidence:
    """What speaks for sentences as the answer to a question, whatever the language.

    Attributes:
        directness: The best sentence's score (`qa.answer.directness.score`).
        chance: What the greatest of as many scores would be by chance: the greatest of n values
            of a normal distribution is about sqrt(2 ln n) deviations above their mean.
        coverage: Share of the question's terms, weighed by rarity, in the sentences of one article
            that are shown and those before them, and in its title.
        nearness: How much more similar to the question the nearest of the sentences is than the
            mean of all: a difference of cosines, as it would be by the local embedding.
        pairs: 1 where words are not parted, and pairs of characters are terms: fewer are shared.
    """

    directness: float
    chance: float
    coverage: float
    nearness: float
    pairs: float = 0.0


# One weight for each field of `Evidence`, after the intercept; for questions in another language
# than the article words and what rests on them tell nothing. Within one language: a logistic fit,
# both kinds weighing the same, of XQuAD's German questions, whose unanswerable ones are on articles
# that are not there, and of 88 on news in twelve languages, whose unanswerable ones ask what the
# article at hand leaves out (docs/builder/decisions.md); the weights of chance and of pairs were
# set by hand, and the intercept lowered by a third. Nearness alone told the first apart, and the
# second hardly.
_INTERCEPT, _WEIGHTS = -4.49, (0.22, -0.5, 4.24, 19.1, 0.8)
_INTERCEPT_ACROSS, _WEIGHTS_ACROSS = -1.8, (0.0, -1.04, 0.0, 67.6, 0.0)


def is_foreign(index: Index, ranking: Ranking, sentence: int) -> bool:
    """Whether the reader does not know the language of a question or of a sentence."""
    return {_language(index, sentence), ranking.query.language} != {ENGLISH.code}


def gather(index: Index, ranking: Ranking, sentences: Sequence[int], directness: float) -> Evidence:
    """The evidence that `sentences`, the best first, answer the question of `ranking`.

    Args:
        index: Where the sentences are.
        ranking: Their scores for the question.
        sentences: Their numbers.
        directness: The score of the best.
    """
    terms, idf = set(ranking.query.terms), index.vocabulary.idf
    total = sum(map(idf, terms)) or 1.0
    near = max(float(ranking.cosine[i]) for i in sentences)
    own = len(index.spoken) > 1 and not is_across(index, ranking, sentences[0])
    usual = ranking.usual if own else float(ranking.cosine.mean())
    return Evidence(
        directness=directness,
        chance=math.sqrt(2 * math.log(max(2, len(ranking.cosine)))),
        coverage=max(sum(map(idf, terms & held)) for held in _held(index, sentences)) / total,
        nearness=(near - usual) * likeness.stretch(index, ranking.query),
        pairs=float(not forms.forms(ranking.query.language).stemmer),
    )


def confidence(evidence: Evidence, *, across: bool = False) -> float:
    """The probability that the articles say what is asked, drawn together where it is high.

    Args:
        evidence: What speaks for it.
        across: Whether question and article are in two languages.
    """
    intercept = _INTERCEPT_ACROSS if across else _INTERCEPT
    weights = _WEIGHTS_ACROSS if across else _WEIGHTS
    score = intercept + sum(w * x for w, x in zip(weights, astuple(evidence), strict=True))
    sure = 1 / (1 + math.exp(-max(-60.0, min(60.0, score))))
    if sure <= _LIKELY:
        return sure
    return _LIKELY + (sure - _LIKELY) * (_MOST - _LIKELY) / (1 - _LIKELY)


def is_across(index: Index, ranking: Ranking, sentence: int) -> bool:
    """Whether a question is in another language than a sentence."""
    return _language(index, sentence) != ranking.query.language


def is_untold(index: Index, ranking: Ranking, sentence: int) -> bool:
    """Whether the embedding cannot tell if a sentence in another language is near a question."""
    known = embedding.spans_languages(ranking.query.model)
    return not known and is_across(index, ranking, sentence)


def _language(index: Index, sentence: int) -> str:
    return index.languages[index.rows[sentence].file]


def lacks(index: Index, ranking: Ranking, sentences: Sequence[int]) -> bool:
    """Whether an amount, a price, an age or a time is asked for, and nothing shown has one.

    Args:
        index: Where the sentences are.
        ranking: Their scores for the question.
        sentences: Those that are shown.
    """
    code = ranking.query.language
    own = [index.rows[i].read for i in sentences if _language(index, i) == code]
    return bool(own) and kinds.lacks(ranking.query.corrected, "\n".join(own), code)


def _held(index: Index, sentences: Sequence[int]) -> list[set[str]]:
    """The terms of some sentences, those before them and the title, of each article by itself."""
    held: dict[str, set[str]] = {}
    for i in sentences:
        row = index.rows[i]
        terms = held.setdefault(row.article, set(index.terms_in(row.file, row.title)))
        terms |= _around(index, i)
    return list(held.values())


def _around(index: Index, sentence: int) -> set[str]:
    """The terms of a sentence and of the one before it."""
    before = index.terms[sentence - 1] if index.rows[sentence].index else ()
    return {*index.terms[sentence], *before}
