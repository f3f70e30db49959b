"""Whose words a sentence reports: of a question for what somebody said, nobody else's are quoted.

A sentence is set aside if somebody else surely speaks in it, or one of several by "he" or "she", or
if another one surely reports what was asked for.
"""

from __future__ import annotations

from qa.answer import confidence, speaker
from qa.corpus.formats import replies
from qa.index.memory import Index
from qa.search.ranking import Ranking
from qa.text import lexicon, meanings, questions, words
from qa.text.language import ENGLISH

_AROUND = 6  # words between "according to" or a verb of speech and a name; set by hand
_BEGINNING = 5  # letters that two words of one matter begin with
_BESIDE = 3  # words between a name and an office: "Greta Holm, the education minister"
_ACCORDING = words.stem(ENGLISH.speech.according)


def by_the_one_asked(index: Index, ranking: Ranking, scores: dict[int, float]) -> dict[int, float]:
    """The candidates of a question for somebody's words, without those that report no such words.

    All of them where another thing is asked. An office ("the minister") goes by the name that the
    article gives it; where it gives none, whoever speaks may hold it.
    """
    question = ranking.query.corrected
    scores = _without_writers(index, question, scores)
    asked = questions.wanted(question)
    if asked.kind != "statement":
        return scores
    if asked.speaker not in confidence.names_in(index, question):
        return {i: s for i, s in scores.items() if not _is_by_another_office(index, i, asked)}
    kept = {i: s for i, s in scores.items() if not _is_by_another(index, i, asked.speaker)}
    told = {i: s for i, s in kept.items() if confidence.offered(index, question, asked, i)}
    return told or kept


def is_on_another(index: Index, ranking: Ranking, sentence: int) -> bool:
    """Whether what is asked for is told elsewhere, and a sentence has other words of the speaker.

    "What did Ulla Wren say about the rest room?" is not answered by what she said of the vote,
    where somebody else spoke of the rest room.
    """
    question = ranking.query.corrected
    asked = questions.wanted(question)
    before = index.rows[sentence - 1].read if index.rows[sentence].index else ""
    if asked.kind != "statement" or not asked.topic:
        return False
    near = words.split(f"{before} {index.rows[sentence].read}")
    topic = (word for word in words.split(question) if words.stem(word) in asked.topic)
    if any(_are_alike(one, other) for one in topic for other in near):
        return False
    every = index.article_of(sentence)
    on_it = [i for i in every if asked.topic <= _terms(index.rows[i].read)]
    return any(speaker.of(index, i) is not None for i in on_it)


def _without_writers(index: Index, question: str, scores: dict[int, float]) -> dict[int, float]:
    """The candidates without who wrote an article that does not say itself what is asked about.

    Who "wrote that the pump costs 900 euros" may be another one, whom the article quotes.
    """
    terms = words.split(question)
    that = (at for at, term in enumerate(terms) if term == ENGLISH.speech.opens and at)
    start = next((at for at in that if words.stem(terms[at - 1]) in lexicon.SPEECH), None)
    if start is None:
        return scores
    said = {words.stem(term) for term in terms[start + 1 :] if term not in words.STOPWORDS}
    return {i: score for i, score in scores.items() if not _is_writer_of_other(index, i, said)}


def _is_writer_of_other(index: Index, sentence: int, said: set[str]) -> bool:
    """Whether a line says who wrote an article of which no sentence of their own says so much."""
    row = index.rows[sentence]
    if row.kind != "pair" or not row.reading or said <= _terms(row.read):
        return False
    own = (i for i in index.article_of(sentence) if replies.QUOTED not in index.rows[i].where)
    return not any(said <= _terms(index.rows[i].read) for i in own)


def _is_by_another(index: Index, sentence: int, asked: str) -> bool:
    told = speaker.of(index, sentence)
    if told is None:
        return speaker.is_unnamed(index, sentence)
    text = index.rows[told.at].read
    return not (
        confidence.holds(_terms(told.name), asked)
        or _accords(text, asked)
        or _speaks_too(text, asked)
    )


def _is_by_another_office(index: Index, sentence: int, asked: questions.Wanted) -> bool:
    """Whether somebody speaks in a sentence whom its article knows by another office."""
    told = speaker.of(index, sentence)
    if told is None or asked.speaker in _terms(told.name):
        return False
    holders = {
        name
        for i in index.sentences_of(index.rows[sentence].file)
        if asked.speaker in index.terms[i]
        for name in _beside(index.rows[i].read, asked.speaker)
    }
    return bool(holders) and holders.isdisjoint(_terms(told.name))


def _beside(text: str, office: str) -> set[str]:
    """The terms of the names that an office stands beside: "the mayor, Ivar Lund"."""
    said = [words.stem(word) for word in words.split(text)]
    at = [i for i, term in enumerate(said) if term == office]
    found: set[str] = set()
    for name in speaker.people(text):
        own = [words.stem(word) for word in words.split(name)]
        last = len(own) - 1
        starts = [i for i in range(len(said)) if said[i : i + len(own)] == own]
        apart = [max(i - o, o - i - last) for i in starts for o in at]
        if any(0 < words_between <= _BESIDE for words_between in apart):
            found.update(own)
    return found


def _speaks_too(text: str, asked: str) -> bool:
    """Whether a name stands before another verb of speech of a text, however far."""
    plain = speaker.QUOTED.sub(" ", text)
    spoken = speaker.verbs(plain)
    return len(spoken) > 1 and confidence.holds(_terms(plain[: spoken[-1][0]]), asked)


def _accords(text: str, asked: str) -> bool:
    terms = [words.stem(word) for word in words.split(speaker.QUOTED.sub(" ", text))]
    at = [i for i, term in enumerate(terms) if term == _ACCORDING]
    return any(confidence.holds(set(terms[i : i + _AROUND]), asked) for i in at)


def _are_alike(one: str, other: str) -> bool:
    """Whether two words say nearly the same, or begin so: "wealthy", "wealth"."""
    begin = one[: max(_BEGINNING, len(one) - 2)]
    return meanings.relation(one, other) in ("same", "alike") or other.startswith(begin)


def _terms(text: str) -> set[str]:
    return {words.stem(word) for word in words.split(text)}
