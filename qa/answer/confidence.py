"""How likely an answer is right: evidence for it, and a logistic model of that evidence.

The weights were fitted by `python -m eval.teach.fitting`, which prints what they were fitted on and
how well they tell right answers from wrong ones. Nothing here is standardised within a corpus, so
confidences of different questions and corpora compare.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import astuple, dataclass, replace
from functools import partial

from qa.answer import cells, reader, speaker, structure
from qa.answer.reader import Mark, Reading
from qa.index.memory import Index
from qa.index.rows import Row
from qa.locale import gettext_noop
from qa.search.ranking import Query, Ranking
from qa.settings import Caution
from qa.text import lexicon, questions, words

# Below these confidences the articles are taken not to say it: the highest that refuse at most 2, 5
# and 10 % of what they do say, on each kind of dev questions (seeds, news, small corpora).
THRESHOLDS: Mapping[Caution, float] = {"low": 0.2, "normal": 0.33, "high": 0.45}
REFUSAL_THRESHOLD = THRESHOLDS["normal"]

_LATER = 0.85  # of what a sentence after the best one offers


@dataclass(frozen=True)
class Evidence:
    """What speaks for a sentence as the answer to a question.

    Attributes:
        coverage: Share of the question's terms, weighed by rarity, that the sentence holds; with
            the one that names who speaks in it, where somebody's words are asked for.
        missing_names: Names and numbers of the question that its surroundings lack, 3 at most, but
            for those that no article has.
        unknown_names: Names and numbers of the question that no article has, 2 at most; a country
            or a capital counts for two, as there is no other way to speak of it.
        unknown_words: Share of the question's terms that no article has.
        lacks_type: 1 when nothing in the answer is of the type that was asked for (a number, a
            time, a place, a reason, somebody's words …), a half when it may be: `questions.offers`.
        reading: The greatest of the `readings` of the answer's sentences; at least even where no
            one sentence can answer: `questions.compares`.
        marked: How surely words of the best sentence are marked as the answer, by the same bounds:
            low where it only seems to answer (`Reading.bounded_mark`).
    """

    coverage: float
    missing_names: float
    unknown_names: float
    unknown_words: float
    lacks_type: float
    reading: float
    marked: float


# One weight for each field of `Evidence`, in their order, after the intercept. Fitted on the dev
# questions of gold set and unseen, and on news, but for `reading` and `marked`, whose weights were
# chosen beside those; docs/builder/decisions.md tells of other fits.
INTERCEPT = 0.82
WEIGHTS = (0.93, -0.41, -1.42, -0.63, -1.53, 0.2, 0.3)

# Why a question is refused of which nothing that is near gives what is asked for.
NOT_GIVEN = gettext_noop(
    "no sentence gives what was asked for, such as a number, a time or a reason"
)
_UNREAD = gettext_noop("no sentence reads as an answer")
_DOUBTS = (  # what is said where one kind of evidence speaks against an answer more than any other
    "",
    gettext_noop("the sentences that come nearest do not name what was asked about"),
    gettext_noop("no article has a name of the question"),
    gettext_noop("no article has some words of the question"),
    NOT_GIVEN,
    _UNREAD,
    gettext_noop("no words of the sentence that comes nearest stand out as the answer"),
)


def readings(index: Index, ranking: Ranking, sentences: Sequence[int]) -> dict[int, Reading]:
    """What `qa.answer.reader` reads in some sentences; log odds of 6 from even at most.

    Beyond that they tell no more, and would only set aside what else speaks for a sentence.
    """
    wanted = questions.wanted(ranking.query.corrected)
    texts = [(index.rows[i].read, _led(index, i, wanted)) for i in sentences]
    read = reader.read(ranking.asked, texts)
    # What a follow-up leans on tells which sentence answers, and would mark its own answer there.
    own = ranking.query.corrected
    looks = [partial(_mark_in, one) for one in read]
    if own != ranking.asked:
        asked = (own,) if questions.interrogates(own) else (own, ranking.asked)
        looks = [partial(_mark_of, asked, text) for text in texts]
    return {
        i: replace(
            one,
            odds=max(-reader.CERTAIN, min(reader.CERTAIN, one.odds)),
            look=partial(_written, index.rows[i], ranking.query, look),
        )
        for i, one, look in zip(sentences, read, looks, strict=True)
    }


def _mark_in(reading: Reading) -> Mark:
    """Where a reading says that its sentence answers: looked for once, whoever asks."""
    return reading.mark


def _mark_of(asked: Sequence[str], text: tuple[str, str]) -> Mark:
    """Where a sentence answers the first of some questions, no surer than for any of them."""
    marks = [reader.mark(question, *text) for question in asked]
    return replace(marks[0], odds=min(mark.odds for mark in marks))


def _written(row: Row, query: Query, look: Callable[[], Mark]) -> Mark:
    """Where a sentence answers, in the text as it is written; of a row, the cell asked for."""
    mark = look()
    cell = cells.asked(row, query) if row.kind == "row" else None
    return replace(mark, span=structure.written(row, cell or mark.span))


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
    best, least = sentences[0], 0.0 if questions.compares(query.corrected) else -reader.CERTAIN
    terms = set(query.terms)
    asked_names = names_in(index, query.corrected) & terms
    unknown = {term for term in asked_names if not is_known(index, term)}
    total = sum(vocabulary.idf(term) for term in terms)
    held = set(index.terms[best])
    words_asked = questions.wanted(query.corrected).kind == "statement"
    if words_asked and (named := speaker.of(index, best)):  # "she said" holds who "she" is
        held.update(index.terms[named.at])
    context = context_of(index, best)
    return Evidence(
        coverage=sum(vocabulary.idf(t) for t in terms if holds(held, t)) / total if total else 0.0,
        missing_names=float(
            min(3, sum(not holds(context, term) for term in asked_names - unknown))
        ),
        unknown_names=float(min(2, sum(1 + words.is_place(term) for term in unknown))),
        unknown_words=sum(t not in vocabulary for t in terms) / max(1, len(terms)),
        lacks_type=1 - _offered(index, query.corrected, sentences),
        reading=max(least, *(read[i].odds for i in sentences if i in read)),
        marked=max(least, read[best].bounded_mark) if best in read else 0.0,
    )


def is_known(index: Index, name: str) -> bool:
    """Whether any article has a name, its country, or a capital that stands for it."""
    vocabulary = index.vocabulary
    others, country = words.seats().get(name, frozenset()), words.capitals().get(name)
    return (
        name in vocabulary
        or (country is not None and country in vocabulary)
        or any(capital in vocabulary for capital in others)
    )


def _offered(index: Index, question: str, sentences: Sequence[int]) -> float:
    """How far a sentence is of the type asked for; of somebody's words it is to be the best one.

    A speaker who is named is looked for; "the minister" may go by a name that nobody can know.
    """
    wanted = questions.wanted(question)
    if wanted.kind == "statement" and wanted.speaker not in names_in(index, question):
        return 1.0
    best, *others = (offered(index, question, wanted, i) for i in sentences)
    if wanted.kind == "statement":
        return best
    return max(best, *(_LATER * one for one in others), 0.0)


def offered(index: Index, question: str, wanted: questions.Wanted, sentence: int) -> float:
    """How far a sentence is of the type that a question asks for: `questions.offers`."""
    before, after = _led(index, sentence, wanted), _text(index, sentence, 1)
    return questions.offers(index.rows[sentence].read, wanted, question, before, after)


def _led(index: Index, sentence: int, wanted: questions.Wanted) -> str:
    """The sentence before, or for somebody's words the one that says who "she" is."""
    told = speaker.introduced(index, sentence) if wanted.kind == "statement" else ""
    return told or _text(index, sentence, -1)


def _text(index: Index, sentence: int, step: int) -> str:
    """The text of a sentence beside another one of the same file, or nothing.

    Before an item of a list or a row of a table one has read what introduces it.
    """
    if step == -1 and index.rows[sentence].context:
        return index.rows[sentence].context
    beside = sentence + step
    if not 0 <= beside < len(index.rows):
        return ""
    return index.rows[beside].read if beside in index.article_of(sentence) else ""


def confidence(evidence: Evidence) -> float:
    """The probability that the answer is right, by logistic regression."""
    score = INTERCEPT + sum(w * x for w, x in zip(WEIGHTS, astuple(evidence), strict=True))
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, score))))


def doubt(evidence: Evidence) -> str:
    """What speaks most against an answer, in a few words."""
    against = [-w * x for w, x in zip(WEIGHTS, astuple(evidence), strict=True)]
    worst = max(range(len(against)), key=against.__getitem__)
    return _DOUBTS[worst] or _UNREAD


def names_in(index: Index, question: str) -> set[str]:
    """Terms of a question that are names or numbers: written so, or known as such.

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


def context_of(index: Index, sentence: int) -> set[str]:
    """Terms around a sentence: its passage, the one before, and the opening of the article."""
    opening = index.article_of(sentence).start
    passage = int(index.passage_of[index.unit_of[sentence]])
    units = index.passage_units(passage)
    first = index.unit_sentences(units[0]).start
    last = index.unit_sentences(units[-1]).stop
    if first > opening:
        first = index.unit_sentences(index.passage_units(passage - 1)[0]).start
    return _united(index.terms[i] for i in (*range(first, last), opening))


def _united(texts: Iterable[Sequence[str]]) -> set[str]:
    return {term for text in texts for term in text}


def holds(terms: AbstractSet[str], term: str) -> bool:
    """Whether terms hold a term, its country, or a capital that stands for it."""
    return (
        term in terms
        or words.capitals().get(term) in terms
        or not words.seats().get(term, frozenset()).isdisjoint(terms)
    )
