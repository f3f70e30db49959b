"""Names of a question that the articles have nowhere, or elsewhere: of another is no answer.

"When did Solva open its plant?" is not answered by when Firn did, however alike the two are told,
nor "How long did the strike at Lanvane last?" by an article on another strike that mentions it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa.answer import confidence, foreign, surroundings
from qa.index.memory import Index
from qa.search import names
from qa.search.ranking import Ranking
from qa.text import lexicon, meanings, questions, words
from qa.text.language import ENGLISH

# Of a name in another language's text so many letters at least are the same, all but the last two.
_STEM, _ENDING = 4, 2
_INITIALS = 2  # letters of the shortest name that is told by its initials
_LATIN = 0.6  # of the characters of a text in Latin letters are of ASCII; of others hardly any


def unmet(index: Index, ranking: Ranking, sentences: Sequence[int]) -> str:
    """The first name or year of a question that no article of these sentences has.

    Args:
        index: Where the sentences are.
        ranking: Their scores for the question.
        sentences: Those that are quoted.

    Returns:
        It, as the question has it; empty where they have all.
    """
    asked = list(names.asked(index, ranking.query))
    if asked and foreign.is_across(index, ranking, sentences[0]):
        return _unwritten(index, [name for name, _ in asked], sentences)
    if not asked:
        return ""
    of_each = {index.rows[i].article: index.article_of(i) for i in sentences}
    held = {term for every in of_each.values() for i in every for term in index.terms[i]}
    held |= surroundings.called(index, [every[0] for every in of_each.values()])
    lacking = (name for name, terms in asked if not _has(held, terms))
    every = [i for article in of_each.values() for i in article]
    return next((name for name in lacking if not _is_spelt_out(index, name, every)), "")


def unknown(index: Index, ranking: Ranking) -> str:
    """The first name of a question with a word that no article has; empty where there is none."""
    for name in names.written(ranking.query):
        terms = (term for term in words.terms(name) if term not in lexicon.DATES)
        if not all(confidence.is_known(index, term) for term in terms):
            return name.removeprefix("the ")
    return ""


def elsewhere(index: Index, ranking: Ranking, sentences: Sequence[int]) -> str:
    """The first name of a question that these sentences' articles have, but nowhere around them.

    Args:
        index: Where the sentences are.
        ranking: Their scores for the question.
        sentences: Those that are quoted.

    Returns:
        It, as the question has it; empty where there is none.
    """
    return next(_elsewhere(index, ranking, sentences), "")


def apart(index: Index, ranking: Ranking, shown: Sequence[int], answering: int) -> str:
    """The same of the sentence that would answer, where another article's alone has the name.

    But for a name that only tells whose it is: "the predecessor of Pavel Novotny" may be told of in
    an article that does not name him.

    Args:
        index: Where the sentences are.
        ranking: Their scores for the question.
        shown: Those that are quoted, the best one first.
        answering: The one of these in which the answer is marked.
    """
    article = index.rows[answering].article
    beside = [i for i in shown if i == shown[0] or index.rows[i].article == article]
    question = ranking.query.corrected
    found = _elsewhere(index, ranking, beside)
    return next((name for name in found if not _is_owner(question, name)), "")


def _elsewhere(index: Index, ranking: Ranking, sentences: Sequence[int]) -> Iterator[str]:
    question = ranking.query.corrected
    asked = [] if questions.compares(question) else list(names.asked(index, ranking.query))
    if not asked or foreign.is_across(index, ranking, sentences[0]):
        return
    held = {term for sentence in sentences for term in surroundings.terms(index, sentence)}
    near = [i for sentence in sentences for i in surroundings.of(index, sentence)]
    told = (name for name, terms in asked if not _has(held, terms))
    away = (name for name in told if not _is_beside(question, name))
    yield from (name for name in away if not _is_spelt_out(index, name, near))


def _is_owner(question: str, name: str) -> bool:
    """Whether a name is that of whose something is: "of Ann", "Ann's"."""
    before = question[: question.index(name)].split()[-2:]
    possessive = name.replace("’", "'").endswith(("'s", "'"))
    return possessive or ENGLISH.compounds.owning in before


def is_known(index: Index, name: str) -> bool:
    """Whether any article has a name or a year of a question."""
    terms = [words.stem(word) for word in words.split(name) if word not in words.STOPWORDS]
    return bool(index.sentence_bm25.holding(terms))


def _is_beside(question: str, name: str) -> bool:
    """Whether what is asked for need not stand near a name: of a year, or of who reports it."""
    after = words.split(question[question.index(name) + len(name) :])[:1]
    return bool(names.YEAR.fullmatch(name)) or not _reports().isdisjoint(after)


def _unwritten(index: Index, asked: Sequence[str], sentences: Sequence[int]) -> str:
    """The first name that no article in another language has, by how it begins.

    Names bend there ("Brzeziny", "w Brzezinach"), and other scripts write them in their own way.
    """
    every = {i for sentence in sentences for i in index.article_of(sentence)}
    text = " ".join(index.rows[i].read for i in every)
    if sum(map(str.isascii, text)) < _LATIN * len(text):
        return ""
    held = [words.fold(word) for word in words.TOKEN.findall(text)]
    for name in asked:
        parts = [words.fold(word) for word in name.split() if word[0].isupper()]
        stems = [part[: max(_STEM, len(part) - _ENDING)] for part in parts]
        if stems and not any(word.startswith(stem) for stem in stems for word in held):
            return name
    return ""


def _is_spelt_out(index: Index, name: str, sentences: Sequence[int]) -> bool:
    """Whether any of some sentences has the words whose initials a name is: "NYC"."""
    initials = name.removesuffix("'s").removesuffix("’s")
    if not initials.isalpha() or not initials.isupper() or len(initials) < _INITIALS:
        return False
    words_of = (rf"{initial}[\w'’-]+" for initial in initials)
    spelt = re.compile(r"\b" + r"[ -](?:[a-z]{1,3} )*".join(words_of))
    return any(spelt.search(index.rows[i].read) for i in sentences)


def _reports() -> frozenset[str]:
    return meanings.listed("reports", "itself")


def _has(held: set[str], terms: Sequence[str]) -> bool:
    return any(confidence.holds(held, term) for term in terms)
