"""How likely an answer is right: evidence for it, and a logistic model of that evidence.

The weights were fitted by `python -m eval.teach.fitting`, which prints what they were fitted on and
how well they tell right answers from wrong ones. Nothing here is standardised within a corpus, so
confidences of different questions and corpora compare.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, replace

from qa.answer import reader
from qa.answer.reader import Reading
from qa.index.memory import Index
from qa.search.ranking import Ranking
from qa.text import lexicon, questions, words

# Below this confidence the articles are taken not to say it: the highest that refuses at most 5 %
# of the questions of the dev splits that they do answer.
REFUSAL_THRESHOLD = 0.35

_CERTAIN = 6.0  # log odds
_LATER = 0.85  # of what a sentence after the best one offers


@dataclass(frozen=True)
class Evidence:
    """What speaks for a sentence as the answer to a question.

    Attributes:
        similarity: The greatest cosine of the question and any sentence.
        coverage: Share of the question's terms, weighed by rarity, that the sentence holds.
        missing_names: Names and numbers of the question that its surroundings lack, 3 at most.
        lacks_type: 1 when nothing in the answer is of the type that was asked for (a number, a
            time, a place, a reason, somebody's words …), a half when it may be: `questions.offers`.
        reading: The greatest of the `readings` of the answer's sentences; at least even where no
            one sentence can answer: `questions.compares`.
    """

    similarity: float
    coverage: float
    missing_names: float
    lacks_type: float
    reading: float


# One weight for each field of `Evidence`, in their order, after the intercept.
INTERCEPT = -7.94
WEIGHTS = (10.09, -0.22, -0.66, -3.65, 0.43)


def readings(index: Index, ranking: Ranking, sentences: Sequence[int]) -> dict[int, Reading]:
    """What `qa.answer.reader` reads in some sentences; log odds of 6 from even at most.

    Beyond that they tell no more, and would only set aside what else speaks for a sentence.
    """
    texts = [(index.rows[i].text, _text(index, i, -1)) for i in sentences]
    read = (
        replace(one, odds=max(-_CERTAIN, min(_CERTAIN, one.odds)))
        for one in reader.read(ranking.asked, texts)
    )
    return dict(zip(sentences, read, strict=True))


def gather(
    index: Index,
    ranking: Ranking,
    sentences: Sequence[int],
    read: Mapping[int, Reading] | None = None,
) -> Evidence:
    """The evidence that `sentences`, the best first, answer the question of `ranking`.

    Args:
        index: Where the sentences are.
        ranking: Their scores for the question.
        sentences: Their numbers.
        read: Their `readings`, if they are known.
    """
    read = readings(index, ranking, sentences) if read is None else read
    query, vocabulary = ranking.query, index.vocabulary
    best = sentences[0]
    terms = set(query.terms)
    asked_names = _names(index, query.corrected) & terms
    total = sum(vocabulary.idf(term) for term in terms)
    held = set(index.terms[best])
    context = _context(index, best)
    return Evidence(
        similarity=float(ranking.cosine.max()),
        coverage=sum(vocabulary.idf(t) for t in terms if _holds(held, t)) / total if total else 0.0,
        missing_names=float(min(3, sum(not _holds(context, term) for term in asked_names))),
        lacks_type=1 - _offered(index, query.corrected, sentences),
        reading=max(
            0.0 if questions.compares(query.corrected) else -_CERTAIN,
            *(read[i].odds for i in sentences if i in read),
        ),
    )


def _offered(index: Index, question: str, sentences: Sequence[int]) -> float:
    """How far a sentence is of the type asked for; of somebody's words it is to be the best one.

    A speaker who is named is looked for; "the minister" may go by a name that nobody can know.
    """
    wanted = questions.wanted(question)
    if wanted.kind == "statement" and wanted.speaker not in _names(index, question):
        return 1.0
    best, *others = (
        questions.offers(
            index.rows[i].text, wanted, question, _text(index, i, -1), _text(index, i, 1)
        )
        for i in sentences
    )
    if wanted.kind == "statement":
        return best
    return max(best, *(_LATER * offered for offered in others), 0.0)


def _text(index: Index, sentence: int, step: int) -> str:
    """The text of a sentence beside another one of the same file, or nothing."""
    beside = sentence + step
    if not 0 <= beside < len(index.rows):
        return ""
    return index.rows[beside].text if index.rows[beside].file == index.rows[sentence].file else ""


def confidence(evidence: Evidence) -> float:
    """The probability that the answer is right, by logistic regression."""
    score = INTERCEPT + sum(w * x for w, x in zip(WEIGHTS, astuple(evidence), strict=True))
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, score))))


def _names(index: Index, question: str) -> set[str]:
    """Terms that are names or numbers: written so, or known as such.

    The first word of a question has a capital whatever it is, and other words may have one by
    mistake: what the corpus writes small is no name.
    """
    written = {word for word in words.split(question) if word[0].isdigit()}
    for name in lexicon.names(question):
        if not question.lstrip().startswith(name):
            written.update(words.split(name))
    terms = {words.stem(word) for word in written if word not in words.STOPWORDS}
    terms = {t for t in terms if t not in index.vocabulary or _is_name(index, t)}
    known = {
        term
        for term in words.terms(question)
        if words.is_place(term) or (term in index.vocabulary and index.vocabulary.is_name(term))
    }
    return terms | known


def _is_name(index: Index, term: str) -> bool:
    return term[0].isdigit() or index.vocabulary.is_name(term)


def _context(index: Index, sentence: int) -> set[str]:
    """Terms around a sentence: its passage, the one before, and the opening of the article."""
    file = index.rows[sentence].file
    passage = int(index.passage_of[index.unit_of[sentence]])
    units = index.passage_units(passage)
    first = index.unit_sentences(units[0]).start
    last = index.unit_sentences(units[-1]).stop
    if first > index.first(file):
        first = index.unit_sentences(index.passage_units(passage - 1)[0]).start
    return _united(index.terms[i] for i in (*range(first, last), index.first(file)))


def _united(texts: Iterable[Sequence[str]]) -> set[str]:
    return {term for text in texts for term in text}


def _holds(terms: set[str], term: str) -> bool:
    """Whether terms hold a term, its country, or a capital that stands for it."""
    capitals = words.capitals()
    return (
        term in terms
        or capitals.get(term) in terms
        or any(capitals.get(other) == term for other in terms)
    )
