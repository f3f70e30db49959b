"""What a question for a price or a maker is on: an article without it tells of another thing.

"How much does the submarine cost?" is not answered by what a pump costs, nor "Who designed the
opera house?" by who designed a lock, however surely that is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.answer import named
from qa.index.memory import Index
from qa.search.ranking import Ranking
from qa.text import lexicon, meanings, words
from qa.text.language import ENGLISH

_ASKED = tuple(re.compile(pattern, re.IGNORECASE) for pattern in ENGLISH.questions.things)


def unmet(index: Index, ranking: Ranking, sentence: int) -> str:
    """The thing of a question of which the article of a sentence has no word, nor one alike.

    Args:
        index: Where the sentence is.
        ranking: Its scores for the question.
        sentence: Its number.

    Returns:
        It, as the question has it; empty where the article has it, or none is asked for.
    """
    english = ranking.query.language == index.languages[index.rows[sentence].file] == ENGLISH.code
    thing = _thing(ranking.query.corrected) if english else []
    if not thing or lexicon.names(" ".join(thing)):
        return ""
    held = named.about(index, [sentence])
    held.update(term for i in index.article_of(sentence) for term in index.terms[i])
    if not held.isdisjoint(map(words.stem, map(words.fold, thing))):
        return ""
    said = {
        words.fold(word) for i in _around(index, sentence) for word in _words(index.rows[i].read)
    }
    alike = any(meanings.relation(words.fold(one), other) for one in thing for other in said)
    return "" if alike else " ".join(thing)


def _thing(question: str) -> list[str]:
    """The words of the thing that a question is on, up to where it says which one."""
    match = next(filter(None, (asked.search(question) for asked in _ASKED)), None)
    found: list[str] = []
    for word in _words(match["thing"]) if match else ():
        if words.fold(word) not in words.STOPWORDS:
            found.append(word)
        elif found:
            break
    return found


def _around(index: Index, sentence: int) -> Iterator[int]:
    every = index.article_of(sentence)
    yield from range(max(every.start, sentence - 1), min(every.stop, sentence + 2))


def _words(text: str) -> list[str]:
    return words.TOKEN.findall(text)
