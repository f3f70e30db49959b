"""How directly sentences answer a question: by words and meaning first, then as they are read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from qa.answer import foreign, listing, pictures, reader, structure
from qa.answer.confidence import offered, readings
from qa.answer.reader import Reading
from qa.corpus import furniture
from qa.index.memory import Index
from qa.index.rows import Row
from qa.search.ranking import Ranking, Scores, best_first
from qa.text import forms, intent, meanings, questions, stance, words
from qa.text.language import ENGLISH, alternatives

_PASSAGES = 10  # sentences of the best passages are looked at
_CONTEXT_WEIGHT = 0.15  # of the score of a sentence's unit, and of its passage's
_COVERAGE_WEIGHT = 1.2  # of the share of the question that it and the sentence before hold
_KIND_WEIGHT = 0.6  # of naming a number, a time or a place where one was asked for
_FOLLOWS_WEIGHT = 0.5  # of the sentence before, for one that leans on it ("These comprise …")
_RETOLD_WEIGHT = 3.0  # against a sentence that tells what was said before; set by hand
_READ = 12  # sentences, copies of one text counted once
_BESIDE = 4  # sentences of articles of which none is among these, the best of each; set by hand
_READING_WEIGHT = 0.5  # of the log odds that a sentence answers
_MARKED = 6  # of these, the best: a mark takes two thirds of a reading
_MARK_WEIGHT = 0.25  # of the log odds that one of its spans answers

_TELLING = ("time", "quantity", "duration", "share", "place")
_OPENERS = tuple(word.capitalize() for word in ENGLISH.conversation.sentence_openers)
_CALLED = re.compile(
    r"“[^”]*”"
)  # how an article or a message is called, in what it tells of itself
_TELLING_OF_ITSELF = frozenset(map(meanings.lemma, ENGLISH.pages.telling))
_ASKING = ("?", "？", "؟")
_LEANS = re.compile(rf"^[\"“'‘(]*(?:{alternatives(_OPENERS)})\b")


def candidates(index: Index, ranking: Ranking, articles: Sequence[str] | None) -> list[int]:
    """The sentences of the best passages that say something, in the order of the corpus."""
    wanted = None if articles is None else set(articles)
    passages: dict[int, None] = {}
    for unit in best_first(ranking.units):
        passage = int(index.passage_of[unit])
        if wanted is None or index.rows[index.unit_starts[unit]].article in wanted:
            passages[passage] = None
        if len(passages) == _PASSAGES:
            break
    sentences = (
        sentence
        for passage in sorted(passages)
        for unit in index.passage_units(passage)
        for sentence in index.unit_sentences(unit)
    )
    asked = {words.stem(word) for word in words.split(ranking.query.text)}
    question = ranking.query.corrected
    known = set() if questions.asks_whether(question) else asked
    asks = intent.has_interrogative(question) or questions.asks_whether(question)
    pictured = pictures.asks_of_picture(asked)
    of_itself = asks and (ranking.query.language != ENGLISH.code or _asks_of_article(question))
    own = not ENGLISH.pages.itself.isdisjoint(words.split(question))
    writes = (
        own
        or ranking.query.language != ENGLISH.code
        or not ENGLISH.pages.writing.isdisjoint(words.split(question))
    )
    return [
        i
        for i in sentences
        if _states(row := index.rows[i], known)
        and (pictured or not pictures.is_of_picture(row))
        and (own or not furniture.is_staff(row.read))
        and (writes or not furniture.is_signature(row.text))
        and (not row.tells_of_article or of_itself or _holds_own(row, asked))
        and (own or not furniture.labels_publication(row.key) or _holds_own(row, asked))
    ]


def _states(row: Row, asked: AbstractSet[str]) -> bool:
    """Whether it says something: no heading, no question, nor only what was asked.

    A question that what follows may reply to stays, and is left out once it has handed on its score
    (`listing.replies`).
    """
    if listing.asks(row):
        return not row.heading
    questioning = row.read.rstrip('"”»’) ').endswith(_ASKING)
    if row.heading or questioning:
        return False
    said = words.split(row.read)
    return not said or any(words.stem(word) not in asked for word in said)


def _asks_of_article(question: str) -> bool:
    """Whether a question has a word by which it is asked who wrote, sent or published something.

    "When is the regatta?" is not answered by when the message "Date of the regatta" was sent.
    """
    return any(meanings.lemma(word) in _TELLING_OF_ITSELF for word in words.split(question))


def _holds_own(row: Row, asked: AbstractSet[str]) -> bool:
    """Whether what an article tells of itself has a word of a query, its title aside."""
    own = f"{row.text} {_CALLED.sub('', row.reading.replace(row.title, ''))}"
    said = (word for word in words.split(own) if word not in words.STOPWORDS)
    return any(words.stem(word) in asked for word in said)


def score(index: Index, ranking: Ranking, candidates: Sequence[int]) -> dict[int, float]:
    """How directly each candidate answers; higher is better."""
    unit = index.unit_of
    context = ranking.passages[index.passage_of[unit]] + ranking.units[unit]
    scores = ranking.sentences + _CONTEXT_WEIGHT * context
    return {
        i: float(scores[i])
        + _COVERAGE_WEIGHT * _coverage(index, ranking, i)
        + _KIND_WEIGHT * _names_kind(index, ranking, i)
        + _FOLLOWS_WEIGHT * _inherited(index, scores, i)
        - _RETOLD_WEIGHT * stance.retells(index.rows[i].read)
        for i in candidates
    }


def read(index: Index, ranking: Ranking, scores: dict[int, float]) -> dict[int, Reading]:
    """What the reader says of the best sentences: it is slow, and so reads no others."""
    best = _best(index, sorted(scores, key=lambda i: (-scores[i], i)))
    known = [i for i in best if not foreign.is_foreign(index, ranking, i)]
    found = readings(index, ranking, known)
    found |= {i: _unread(ranking, found, i) for i in best if i not in found}
    return structure.looked_up(index, ranking, found)


def _best(index: Index, order: Sequence[int]) -> list[int]:
    """The sentences to read, of all in their order: the best, and the best of other articles.

    What another article says in answer may be put in words that are further from the question.
    """
    texts: set[str] = set()
    best: list[int] = []
    for i in order:
        texts.add(index.rows[i].read)
        if len(texts) > _READ:
            break
        best.append(i)
    articles = {index.rows[i].article for i in best}
    beside: dict[str, int] = {}
    for i in order[len(best) :]:
        if index.rows[i].article not in articles and len(beside) < _BESIDE:
            beside.setdefault(index.rows[i].article, i)
    return [*best, *beside.values()]


def _unread(ranking: Ranking, read: Mapping[int, Reading], sentence: int) -> Reading:
    """What stands for a reading in another language: the best of what was read and is no nearer."""
    near = ranking.cosine
    odds = [one.odds for i, one in read.items() if near[i] <= near[sentence]]
    worst = min((one.odds for one in read.values()), default=0.0)
    return reader.unread(max(odds, default=worst))


def with_readings(scores: dict[int, float], read: dict[int, Reading]) -> dict[int, float]:
    """Scores with what was read added; what was not looked at counts as the lowest of all."""
    odds = {i: one.odds for i, one in read.items()}
    found = _plus(scores, odds, _READING_WEIGHT)
    best = sorted(odds, key=lambda i: (-found[i], i))[:_MARKED]
    reader.look([read[i] for i in best])
    return _plus(found, {i: read[i].bounded_mark for i in best}, _MARK_WEIGHT)


def _plus(scores: dict[int, float], odds: Mapping[int, float], weight: float) -> dict[int, float]:
    least = min(odds.values())
    return {i: score + weight * odds.get(i, least) for i, score in scores.items()}


def _coverage(index: Index, ranking: Ranking, sentence: int) -> float:
    """Share of the question's terms, by rarity, in a sentence and the one before it."""
    asked = set(ranking.query.terms)
    held = set(index.terms[sentence])
    if index.rows[sentence].index > 0:
        held.update(index.terms[sentence - 1])
    weight = index.vocabulary.weight
    return weight(asked & held) / max(1e-9, weight(asked))


def _names_kind(index: Index, ranking: Ranking, sentence: int) -> float:
    question = ranking.query.corrected
    wanted = questions.wanted(question)
    if wanted.kind == "statement":
        return offered(index, question, wanted, sentence)
    text = index.rows[sentence].read
    return questions.offers(text, wanted, question) if wanted.kind in _TELLING else 0.0


def _inherited(index: Index, scores: Scores, sentence: int) -> float:
    """How much more the sentence before scores, for one that leans on it ("These comprise …")."""
    row = index.rows[sentence]
    code = index.languages[row.file]
    leans = _LEANS.match(row.text) if code == ENGLISH.code else forms.leans(row.text, code)
    if row.index == 0 or not leans:
        return 0.0
    return max(0.0, float(scores[sentence - 1] - scores[sentence]))
