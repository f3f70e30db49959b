"""What somebody is of what: the treasurer of one firm is not that of another, nor its director."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.answer import foreign
from qa.answer.counterpart import Counterpart
from qa.index.memory import Index
from qa.search.ranking import Ranking
from qa.text import meanings, words
from qa.text.language import ENGLISH, alternatives

_ALIKE = ("same", "alike")
_ASKS_WHO = re.compile(rf"\W*(?:{alternatives(ENGLISH.referents.asking_persons)})\b", re.IGNORECASE)
_NAME = r"[A-Z][\w'’-]*(?: (?:& |of )?[A-Z][\w'’-]*)*"
_PAIR = re.compile(
    rf"\b(?P<noun>[a-z][\w-]+) {ENGLISH.compounds.owning} (?:the )?(?P<name>{_NAME})"
)


def another(index: Index, ranking: Ranking, sentence: int) -> Counterpart | None:
    """What a sentence tells of instead of the one of a question; None where it may tell of it.

    Args:
        index: Where the sentence is.
        ranking: Its scores for the question.
        sentence: The one that would answer.
    """
    question, text = ranking.query.corrected, index.rows[sentence].read
    if ranking.query.language != ENGLISH.code or foreign.is_across(index, ranking, sentence):
        return None
    if not _ASKS_WHO.match(question):
        return None
    said = words.split(text)
    held = set(map(words.stem, said))
    for noun, name in _pairs(question):
        has_noun = any(meanings.relation(noun, word) in _ALIKE for word in said)
        for other, whose in _pairs(text):
            if _terms(name).isdisjoint(held):
                if meanings.relation(noun, other) == "same":
                    return Counterpart(name, whose)
            elif not has_noun and not _terms(name).isdisjoint(_terms(whose)):
                return Counterpart(noun, other)
    return None


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """Each noun before "of" and a name: "treasurer", "Tarn"."""
    for match in _PAIR.finditer(text):
        if words.fold(match["noun"]) not in words.STOPWORDS:
            yield words.fold(match["noun"]), match["name"]


def _terms(name: str) -> set[str]:
    return {words.stem(word) for word in words.split(name) if word not in words.STOPWORDS}
