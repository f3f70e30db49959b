"""The other one of two or of several that one word tells apart: the old bridge, not the new one.

"When will the new bridge open?" is not answered by when the old one did.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from qa.answer import foreign
from qa.index.memory import Index
from qa.search.ranking import Ranking
from qa.text import lexicon, meanings, questions, words
from qa.text.language import ENGLISH, alternatives

_GROUPS = len(ENGLISH.counterparts.kinds)  # from here on, words that need no noun
_KINDS = [
    {words.fold(word): side for side, some in enumerate(row.split("|")) for word in some.split()}
    for row in (*ENGLISH.counterparts.kinds, *ENGLISH.counterparts.groups)
]
_ENDS = [
    [frozenset(map(meanings.lemma, side.split())) for side in row.split("|")]
    for row in ENGLISH.counterparts.ends
]
_CLAUSE = re.compile(rf"[,;:–—()]|\b(?:{alternatives(ENGLISH.denials.joints)})\b")
_RUN = re.compile(r"\W*[A-Z]\S* [A-Z]")
_LONGEST = 3  # words after one that tells apart, among which its noun stands; set by hand
_BACK = 4  # sentences back that tell what "it" is; set by hand


@dataclass(frozen=True)
class Told:
    """A word that tells one of a kind from the others of it.

    Attributes:
        kind: The number of the kind.
        side: Which one of it.
        word: The word.
        nouns: Terms of what it is said of; empty where the noun is left out: "the second broke".
    """

    kind: int
    side: int
    word: str
    nouns: frozenset[str]

    def is_of(self, other: Told) -> bool:
        """Whether both tell apart ones of one kind of thing."""
        same = not (self.nouns and other.nouns) or not self.nouns.isdisjoint(other.nouns)
        return self.kind == other.kind and same


@dataclass(frozen=True)
class Counterpart:
    """That a sentence tells of another one than a question asks for.

    Attributes:
        asked: The word of the question that tells which one is meant: "new", or "school".
        told: The word of the article: "old", or "roof".
    """

    asked: str
    told: str


def found(index: Index, ranking: Ranking, sentence: int) -> Counterpart | None:
    """The other one that a sentence tells of; None where it may be the one that is asked for.

    Args:
        index: Where the sentence is.
        ranking: Its scores for the question.
        sentence: Its number.
    """
    question = ranking.query.corrected
    if ranking.query.language != ENGLISH.code or questions.compares(question):
        return None
    if foreign.is_across(index, ranking, sentence):
        return None
    for one in _told(question):
        told = [o for o in _about(index, sentence) if o.is_of(one)]
        if told and all(other.side != one.side for other in told):
            return Counterpart(one.word, told[0].word)
    return None


def at_other_end(question: str, text: str) -> bool:
    """Whether a text tells of the other end of a way or a time: who arrives may leave as well."""
    asked, said = (set(map(meanings.lemma, words.split(one))) for one in (question, text))
    return any(
        not asked.isdisjoint(one) and not said.isdisjoint(other)
        for sides in _ENDS
        for one, other in permutations(sides, 2)
    )


def _about(index: Index, sentence: int) -> list[Told]:
    """The words that tell which one a sentence is about, by itself or by the ones before it."""
    text = index.rows[sentence].read
    if own := list(_told(text)):
        return own
    first = index.first(index.rows[sentence].file)
    for at in range(sentence, max(first, sentence - _BACK), -1):
        if not _leans(index.rows[at].read):
            return []
        if before := list(_told(_subject(index.rows[at - 1].read))):
            return before
    return []


def _leans(text: str) -> bool:
    opener = words.split(text)[:1]
    return bool(opener) and opener[0] in ENGLISH.conversation.sentence_openers


def _subject(text: str) -> str:
    """The first clause of a text."""
    return _CLAUSE.split(text)[0]


def _told(text: str) -> Iterator[Told]:
    said = words.split(text)
    named = {word for name in lexicon.names(text) for word in words.split(name)}  # "South Korea"
    if not _RUN.match(text):
        named -= set(said[:1])  # "Adult: 6 pounds"
    for at, word in enumerate(said):
        for kind, sides in enumerate(_KINDS):
            if word not in sides or word in named:
                continue
            nouns = frozenset[str]() if kind >= _GROUPS else _nouns(said, at)
            if nouns is not None:
                yield Told(kind, sides[word], word, nouns)


def _nouns(said: Sequence[str], at: int) -> frozenset[str] | None:
    """Terms of what a word tells apart; None where it stands for something else: "at first"."""
    after: list[str] = []
    for word in said[at + 1 : at + 1 + _LONGEST]:
        if word in words.STOPWORDS or word in ENGLISH.referents.anybody:
            break
        after.append(words.stem(word))
    led = at > 0 and said[at - 1] in ENGLISH.compounds.determiners
    return frozenset(after) if after or led else None
