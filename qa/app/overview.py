"""What a folder holds, at a glance: how many articles, from when, about whom and what, what is new."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from qa.index.memory import Index
from qa.text import lexicon, words
from qa.text.language import ENGLISH
from qa.types import Article

_NAMES, _TOPICS, _NEW = 6, 6, 2
_ARTICLES = 400  # that are looked into
_LEAST_LETTERS = 5  # of a topic
_RARE = 2e-5  # of the words of the language; what is more frequent says little
_CAPITAL = r"[A-Z][\w’'-]*[a-z]\w*"
_NAME = re.compile(rf"{_CAPITAL}(?: {_CAPITAL}){{0,3}}")


@dataclass(frozen=True)
class Overview:
    """What a folder holds.

    Attributes:
        articles: How many articles.
        since: The earliest date, as `YYYY-MM-DD`; empty where no article shows one.
        until: The latest one.
        names: Who and what is named in most articles.
        topics: Words that these articles use far more than others do.
        newest: The files that were added last, where others were there before.
    """

    articles: int
    since: str = ""
    until: str = ""
    names: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    newest: tuple[Article, ...] = ()


def overview(index: Index, articles: Sequence[Article]) -> Overview:
    """Look through the articles; takes about a millisecond each."""
    dates = sorted(article.date for article in articles if article.date)
    named = names(index)
    return Overview(
        articles=len(articles),
        since=dates[0] if dates else "",
        until=dates[-1] if dates else "",
        names=named,
        topics=_topics(index, named) if index.vocabulary.is_english else (),
        newest=_newest(index, articles),
    )


def names(index: Index, least: int = 2) -> tuple[str, ...]:
    """Names by how many articles have them, then how often; a part of a longer name is left out.

    Args:
        index: The articles.
        least: How often a name has to be there to be told.
    """
    spread: Counter[str] = Counter()
    often: Counter[str] = Counter()
    for file in index.files[:_ARTICLES]:
        found = [name for row in _prose(index, file) for name in named(index, row)]
        often.update(found)
        spread.update(set(found))
    ranked = sorted(often, key=lambda name: (-spread[name], -often[name], name))
    told: list[str] = []
    for name in (name for name in ranked if often[name] >= least):
        parts = set(name.split())
        if all(parts.isdisjoint(other.split()) for other in told):
            full = (o for o in ranked if parts < set(o.split()) and often[o] * 4 >= often[name])
            told.append(next(full, name))
        if len(told) == _NAMES:
            break
    return tuple(told)


def named(index: Index, text: str) -> Iterator[str]:
    """The names in a text of the articles, in its order."""
    known = set(lexicon.names(text))
    for match in _NAME.finditer(text):
        parts = match.group().split()
        while parts and (parts[0] not in known or _opens(words.fold(parts[0]))):
            parts = parts[1:]
        if parts and (len(parts) > 1 or _stands_alone(words.fold(parts[0]))):
            terms = [words.stem(word) for word in words.split(" ".join(parts))]
            if all(index.vocabulary.is_name(term) for term in terms):
                yield " ".join(parts)


def _opens(word: str) -> bool:
    """Whether a word before a name is none of it: a title, a people, an opening of a sentence."""
    return word in words.STOPWORDS or word in ENGLISH.names.titles or words.is_people(word)


def _stands_alone(word: str) -> bool:
    return word not in lexicon.TIMES and len(word) > 2


def _topics(index: Index, names: Sequence[str]) -> tuple[str, ...]:
    """Words by how much more frequent they are than in the language (log-likelihood's main term)."""
    forms: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    for file in index.files[:_ARTICLES]:
        found = [word for row in _prose(index, file) for word in words.split(row)]
        forms.update(found)
        spread.update(set(found))
    total = max(1, forms.total())
    usual = _dictionary()
    taken = {words.stem(word) for name in names for word in words.split(name)}
    scores: dict[str, float] = {}
    for word, count in forms.items():
        share = usual[word] / usual.total_words
        if _is_topic(index, word, count, share):
            scores[word] = count * math.log(count / total / share) * math.log(1 + spread[word])
    told: list[str] = []
    for word in sorted(scores, key=lambda word: (-scores[word], word)):
        if words.stem(word) not in taken:
            taken.add(words.stem(word))
            told.append(word)
        if len(told) == _TOPICS:
            break
    return tuple(told)


def _is_topic(index: Index, word: str, count: int, share: float) -> bool:
    return (
        count > 1
        and len(word) >= _LEAST_LETTERS
        and word.isalpha()
        and 0 < share < _RARE
        and word not in words.STOPWORDS
        and not index.vocabulary.is_name(words.stem(word))
        and words.stem(word) not in lexicon.SPEECH
        and not word.endswith(("ed", "ing", "ly"))
    )


def _newest(index: Index, articles: Sequence[Article]) -> tuple[Article, ...]:
    stamps = {file: index.rows[index.first(file)].stamp for file in index.files}
    last = max(stamps.values(), default=0)
    new = [article for article in articles if stamps.get(article.file) == last]
    return tuple(new[:_NEW]) if 0 < len(new) < len(articles) else ()


def _prose(index: Index, file: str) -> Iterator[str]:
    return (index.rows[i].read for i in index.sentences_of(file) if not index.rows[i].heading)


def _dictionary() -> Any:
    from spellchecker import SpellChecker

    return SpellChecker(language=ENGLISH.code).word_frequency
