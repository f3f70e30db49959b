"""What a question is on: what has no word of it around tells of another thing.

"How much does the submarine cost?" is not answered by what a pump costs, nor "Who designed the
opera house?" by who designed a lock, however surely that is told; nor "Who refereed the women's
final?" by who refereed the final that the rest of the article is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from qa.answer import surroundings
from qa.index.memory import Index
from qa.search.ranking import Ranking
from qa.text import lexicon, meanings, questions, words
from qa.text.language import ENGLISH

_ALIKE = ("same", "alike")
_PREPOSITIONS = meanings.listed("grammar", "prepositions") | ENGLISH.counterparts.placing
_DETERMINERS = ENGLISH.compounds.determiners
_CLAUSES = ENGLISH.compounds.relatives | {ENGLISH.speech.opens}
# "His job" need not be told of where something else of him is.
_DEFINITE = _DETERMINERS - ENGLISH.counterparts.indefinite - ENGLISH.referents.possessive
_OF = re.compile(rf"\b(?P<noun>[A-Za-z]+) {ENGLISH.compounds.owning} (?P<of>[a-z][a-z-]{{2,}}s)\b")
_ANY_OF = ENGLISH.counterparts.indefinite & meanings.listed("grammar", "articles")
_ENDING = words.STOPWORDS | _PREPOSITIONS | frozenset(ENGLISH.questions.auxiliaries)
# Words that tell no one of a kind from the others, nor anything by themselves: "the total cost".
_PLAIN = frozenset[str]().union(
    ENGLISH.counterparts.wholes,
    ENGLISH.counterparts.idle,
    ENGLISH.counterparts.shells,
    lexicon.NUMBERS,
    lexicon.TIMES,
)
# Words that tell one of a kind from the others: "the new radiator" is no valve that is new.
_TELLING = frozenset(
    word for kind in ENGLISH.counterparts.kinds for word in kind.replace("|", " ").split()
)
# Questions whose things need not stand around what answers them.
_OTHERS = (questions.compares, questions.offers_choice, questions.asks_whether)
_PARTICIPLES = ("ing", *ENGLISH.referents.participle_endings)
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
    held = surroundings.called(index, [sentence])
    held.update(term for i in index.article_of(sentence) for term in index.terms[i])
    nouns = [word for word in thing if words.fold(word) not in _TELLING] or thing
    if not held.isdisjoint(map(words.stem, map(words.fold, nouns))):
        return ""
    said = {
        words.fold(word) for i in _around(index, sentence) for word in _words(index.rows[i].read)
    }
    alike = any(meanings.relation(words.fold(one), other) for one in nouns for other in said)
    return "" if alike else " ".join(thing)


def elsewhere(index: Index, ranking: Ranking, sentence: int, shown: Sequence[int]) -> str:
    """The thing of a question that articles have, but none of what stands around a sentence.

    It is what a preposition leads to ("in the strike"), or what a word tells from others of its
    kind that stands before it in an article as well ("the women's final").

    Args:
        index: Where the sentence is.
        ranking: Its scores for the question.
        sentence: The one that would answer.
        shown: All that are quoted: what a preposition leads to may stand around any of them.

    Returns:
        It, as the question has it; empty where it stands around, or where there is none.
    """
    question = ranking.query.corrected
    english = ranking.query.language == index.languages[index.rows[sentence].file] == ENGLISH.code
    if not english or any(asks(question) for asks in _OTHERS):
        return ""
    near = surroundings.of(index, sentence)
    held = surroundings.terms(index, sentence)
    said = {word for i in near for word in words.split(index.rows[i].read)}
    if other := _of_what(question, index.rows[sentence].read, held):
        return other
    for led, run in _runs(question):
        if _is_of_other_kinds(question, run, index.rows[sentence].read, held):
            return _as_asked(question, *run[-2:])
        telling = [word for word in run if word not in _PLAIN]
        lacking = [word for word in telling if not _is_held(word, held, said)]
        head = run[-1]
        # What is there by one of its words is there: "the rowing club" of a statement of "rowing".
        away = led and head in lacking == telling and not _is_shown(index, shown, head)
        if away and _stands(index, near, head):
            return head
        pair = run[-2:]  # "long-term settlement": "long" tells nothing of "term"
        telling_one = len(pair) > 1 and pair[0] in lacking and head not in _PLAIN
        if telling_one and _comes_after(index, sentence, pair):
            return _as_asked(question, *pair)
    return ""


def _runs(question: str) -> Iterator[tuple[bool, list[str]]]:
    """What each determiner of a question opens, up to what is no noun; whether it is led to.

    Names are none of these: `named` looks for them. Nor is what a clause describes, or stands in
    one ("the film whose makers asked for the pump"): that may be told in another sentence.
    """
    asked = words.split(question)
    ends = _ENDING | {word for name in lexicon.names(question) for word in words.split(name)}
    clauses = (i for i in range(2, len(asked)) if asked[i] in _CLAUSES)
    last = next(clauses, len(asked))
    for at, word in enumerate(asked[:last]):
        if word not in _DETERMINERS:
            continue
        stop = next((i for i in range(at + 1, last) if asked[i] in ends), last)
        run = asked[at + 1 : stop]
        while len(run) > 1 and run[-1].endswith(_PARTICIPLES):
            run.pop()  # "the roofer working on it"
        if run and (stop < last or last == len(asked)):
            led = word in _DEFINITE and at > 0 and asked[at - 1] in _PREPOSITIONS
            # "Where did the lens of the beacon come from?": the last word may be the verb.
            helped = any(meanings.lemma(word) == "do" for word in asked[:at])
            yield led and (len(run) == 1 or not helped), run


def _of_what(question: str, text: str, held: AbstractSet[str]) -> str:
    """What "of" leads to in a question, where a text has other such things, and not that.

    "By how much did lending of e-books rise?" – "Lending of audiobooks rose by 30 per cent."
    """
    told = {words.stem(one["noun"].lower()): one["of"].lower() for one in _OF.finditer(text)}
    for asked in _OF.finditer(question):
        of = asked["of"].lower()
        other = told.get(words.stem(asked["noun"].lower()), of)
        if words.stem(of) not in held and not meanings.relation(of, other):
            return asked["of"]
    return ""


def _is_of_other_kinds(
    question: str, run: Sequence[str], text: str, held: AbstractSet[str]
) -> bool:
    """Whether a text has nothing but other kinds of what is asked for: no family ticket.

    "How much is a family ticket?" – "An adult ticket costs 12 pounds and a student ticket 8."
    """
    kind = run[-2:]
    asked, said = words.split(question), words.split(text)
    at = next((i for i, two in enumerate(pairwise(asked)) if list(two) == list(kind)), 0)
    if len(run) != len(kind) or not at or asked[at - 1] not in _ANY_OF:
        return False
    if words.stem(kind[0]) in held or kind[0] in _PLAIN:
        return False
    found = [i for i, word in enumerate(said) if words.stem(word) == words.stem(kind[-1])]
    return bool(found) and all(
        i > 1
        and said[i - 2] in _ANY_OF
        and not meanings.relation(said[i - 1], kind[0])
        and said[i - 1] not in _PLAIN
        for i in found
    )


def _as_asked(question: str, one: str, noun: str) -> str:
    """Two folded words as a question has them: "women's final", "semi-final"."""
    pattern = rf"\b{re.escape(one)}(?:['’]s?)?[ -]{re.escape(noun)}\b"
    found = re.search(pattern, question, re.IGNORECASE)
    return found.group() if found else f"{one} {noun}"


def _is_held(word: str, held: AbstractSet[str], said: AbstractSet[str]) -> bool:
    return words.stem(word) in held or any(
        meanings.relation(word, other) in _ALIKE for other in said
    )


def _is_shown(index: Index, shown: Sequence[int], word: str) -> bool:
    return any(words.stem(word) in surroundings.terms(index, i) for i in shown)


def _stands(index: Index, near: Sequence[int], word: str) -> bool:
    """Whether a word stands in a sentence that is not among some."""
    return any(i not in near for i in index.sentence_bm25.holding([words.stem(word)]))


def _comes_after(index: Index, sentence: int, pair: Sequence[str]) -> bool:
    """Whether an article has two words side by side, first after a sentence.

    What came before may be meant by its noun alone: "the prince", of the crown prince.
    """
    wanted = tuple(map(words.stem, pair))
    every = index.article_of(sentence)
    said = ((i, map(words.stem, words.split(index.rows[i].read))) for i in every)
    told = (i for i, terms in said if any(two == wanted for two in pairwise(terms)))
    return next(told, sentence) > sentence


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
