"""Sentences about somebody or something else than the question names: they do not answer it.

"Where was Owen Pryce born?" is not answered by where Rowland was, nor "Who built the Priory
Bridge?" by who built the Station Bridge, though nothing better is near.
"""

from __future__ import annotations

import re
from itertools import pairwise

from qa.answer import foreign, others, pronouns, speaker
from qa.index.memory import Index
from qa.locale import gettext_noop
from qa.search.ranking import Ranking
from qa.text import lexicon, meanings, questions, referents, words
from qa.text.language import ENGLISH, alternatives

# Why a question is refused of which all that is near tells of another one.
ANOTHER = gettext_noop("the sentences that come nearest are about another one")
# The same where they have it the other way round: who was beaten, where it is asked how they won.
TURNED = gettext_noop("the articles tell it the other way round")

_NAME = r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*"
_NUMBER = re.compile(r"\b\d{1,3}\b")
_AGED = re.compile(
    rf"({_NAME}), (?:aged )?\d{{1,3}}\b(?=[,.;)])|\b\d{{1,3}}-year-old (?:\w+ ){{0,2}}?({_NAME})"
)
_WIDER = frozenset(words.stem(place) for place in ENGLISH.places.wider)
_BE = alternatives(tuple(sorted(meanings.listed("grammar", "be"))))
_SAID = rf"(?:^|[,;] (?:and )?)(?:[Tt]he )?(?:[a-z]+ )?(?P<name>{_NAME}) "
_PASSIVE = re.compile(rf"{_SAID}(?:{_BE}) (?P<verb>[a-z]+)\b")
# How it is asked who did something to one with a name, what was done to them, and what they did;
# and how that is told of another one.
_DONE = (
    (re.compile(rf"^\W*(?i:who) (?P<verb>[a-z]+) (?:the )?(?P<name>{_NAME})\W*$"), _PASSIVE),
    (re.compile(rf"\b(?i:{_BE}) (?:the )?(?P<name>{_NAME}) (?P<verb>[a-z]+)\W*$"), _PASSIVE),
    (
        re.compile(
            rf"\b(?:{alternatives(ENGLISH.choices.helping)}) (?P<name>{_NAME}) "
            r"(?P<verb>[a-z]+)\b"
        ),
        re.compile(rf"{_SAID}(?P<verb>[a-z]+)\b"),
    ),
)
_CODE = re.compile(r"\b[A-Z]{1,3}-?\d{1,4}\b")
_NUMBERED = re.compile(r"\b(?P<noun>[A-Za-z]{3,}) (?P<number>\d{1,3})\b(?![.,:%]\d|%)")
_NO_KINDS = words.STOPWORDS | lexicon.TIMES | meanings.listed("grammar", "prepositions")
_TITLES = ENGLISH.names.titles | ENGLISH.names.offices
_POSSESSIVE = ("'s", "’s")
_DECADE = re.compile(r"\b\d{3}0s\b")
# What a question leaves out itself: "other than the United States".
_BESIDES = re.compile(
    rf"(?i:{alternatives(ENGLISH.counterparts.leaving_out)}) (?:the )?{_NAME}",
)
_RUN = re.compile(r"(?<![\w-])[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)+")


def tells_of(index: Index, ranking: Ranking, sentence: int) -> bool:
    """Whether a sentence surely tells of another one than the question names.

    Args:
        index: Where the sentence is.
        ranking: Its scores for the question.
        sentence: Its number.
    """
    question = ranking.query.corrected
    if ranking.query.language != ENGLISH.code or foreign.is_across(index, ranking, sentence):
        return False  # "Reino Unido", "Oficina Federal": the kind stands first, and names otherwise
    asked = others.person(index, question)
    aged = bool(asked) and questions.wanted(question).kind == "age"
    if aged and _tells_anothers_age(index.rows[sentence].read, asked):
        return True
    if asked and _of_another_person(index, sentence, asked, question):
        return True
    text, question = index.rows[sentence].read, _BESIDES.sub(" ", question)
    if any(tells(question, text) for tells in _BY_THE_TEXT):
        return True
    return _of_another_decade(index, question, sentence) or _of_another_thing(
        index, question, sentence
    )


def _of_another_person(index: Index, sentence: int, asked: set[str], question: str) -> bool:
    """Whether a sentence names somebody, by name or by a pronoun, and nobody of the question."""
    if not others.is_subject(question):
        return False  # "the manager of Thornby Rovers": what is asked may be told without it
    text = index.rows[sentence].read
    if (asked | _terms(" ".join(lexicon.names(question)))) & _terms(text):
        return False
    if referents.pronoun(text) is not None:
        meant = pronouns.named(index, sentence)
        if meant is None or meant.span is None:
            return False
        named = index.rows[meant.at].text
        return not asked & _terms(named[slice(*meant.span)])
    people = (word for name in speaker.people(text) for word in words.split(name))
    return not all(index.vocabulary.in_dictionary(word) for word in people)  # "Number of pupils: 9"


def _tells_anothers_age(text: str, asked: set[str]) -> bool:
    """Whether each age in a text stands beside the name of somebody who was not asked for.

    "Corin Petrov, 41, has a brother, Jago" does not say how old Jago Petrov is.
    """
    owners = [match[1] or match[2] for match in _AGED.finditer(text)]
    left = _NUMBER.search(_AGED.sub(" ", text))
    return bool(owners) and not left and all(not asked <= _terms(owner) for owner in owners)


def _of_another_thing(index: Index, question: str, sentence: int) -> bool:
    """Whether a sentence names another one of a kind: the Station Bridge, not the Priory Bridge."""
    around = {term for i in _near(index, sentence) for term in index.terms[i]}
    text = index.rows[sentence].read
    named = [run.split() for run in _RUN.findall(text)]
    led = _before_pronoun(index, sentence)
    for run in _RUN.finditer(question):
        if around.issuperset(words.terms(run.group())):
            continue  # "European Union": one term
        *own, kind = run.group().split()
        called = (other for word in own for other in lexicon.also_called(words.fold(word)))
        told = set(words.terms(" ".join(called)))
        meant = led if told.isdisjoint(_terms(" ".join(map(" ".join, led)))) else []
        others_of_kind = [one for one in (*named, *meant) if one[-1] == kind]
        if meant and others_of_kind:
            around = set(index.terms[sentence])
        common = index.vocabulary.in_dictionary(words.fold(kind))
        if run.start() and common and others_of_kind and told and not told & around:
            return True
    return False


def _before_pronoun(index: Index, sentence: int) -> list[list[str]]:
    """The names before a sentence that opens with a pronoun: of whom or what it is told."""
    if not pronouns.opens(index.rows[sentence].read):
        return []
    first = index.article_of(sentence).start
    for at in range(sentence - 1, max(first, sentence - speaker.BACK) - 1, -1):
        if found := _RUN.findall(index.rows[at].read):
            return [run.split() for run in found]
    return []


def _is_of_theirs(question: str, text: str) -> bool:
    """Whether it is told of somebody's brother what is asked of them: "Ann Tait's brother".

    Only where each time a text names them it is as whose something is, before the verb asked for.
    """
    asked = next(filter(None, (asking.search(question) for asking, _ in _DONE[1:])), None)
    if asked is None or asked["name"].endswith(_POSSESSIVE):
        return False
    last = re.escape(asked["name"].split()[-1])
    every = re.findall(rf"\b{last}\b", text)
    theirs = re.findall(rf"\b{last}['’]s (?:[a-z-]+ ){{1,3}}?(?:(?:{_BE}) )?([a-z]+)\b", text)
    return (
        bool(every)
        and len(every) == len(theirs)
        and any(meanings.relation(asked["verb"], word) == "same" for word in theirs)
    )


def _of_another_code(question: str, text: str) -> bool:
    """Whether a text has a number of a kind ("C9", "A14") and none of those of a question."""
    asked, told = (set(_CODE.findall(one)) for one in (question, text))
    return bool(asked and told) and asked.isdisjoint(told)


def _of_a_namesake(question: str, text: str) -> bool:
    """Whether a text tells of another one of the same family: of Gavin Pike, not of Dean."""
    if len(asked := others.people(question)) != 1:
        return False
    given, *_, family = asked[0].split()
    if given.endswith(_POSSESSIVE):
        return False  # "the Panel's Secretary" has no namesakes
    own = {words.fold(given), *lexicon.also_called(words.fold(given))}
    told = [run.split() for run in _RUN.findall(text)]
    namesakes = [one for one in told if one[-1].removesuffix("'s") == family]
    if not namesakes or not own.isdisjoint(words.split(text)):
        return False
    known = (one[-2] for one in namesakes)
    return all(not word.startswith(given[0]) and words.fold(word) not in _TITLES for word in known)


def _of_another_number(question: str, text: str) -> bool:
    """Whether a text has what a question numbers with other numbers: "routes 4 and 11", not 7."""
    for asked in _NUMBERED.finditer(question):
        noun = asked["noun"].lower()
        if noun in _NO_KINDS or asked["number"] in re.findall(r"\d+", text):
            continue
        told = (words.stem(one["noun"].lower()) for one in _NUMBERED.finditer(text))
        if words.stem(noun) in told:
            return True
    return False


def _of_another_decade(index: Index, question: str, sentence: int) -> bool:
    """Whether a text tells of the 1950s, where it is asked of the 1970s."""
    asked, told = (set(_DECADE.findall(one)) for one in (question, index.rows[sentence].read))
    if not asked or not told or not asked.isdisjoint(told):
        return False
    return not any(asked & set(_DECADE.findall(index.rows[i].read)) for i in _near(index, sentence))


def _of_another_country(question: str, text: str) -> bool:
    """Whether a text has what is asked about of other countries only: not the Russian delegation.

    "How much did Russian businesses lose?" is not answered by what U.S. businesses did.
    """
    theirs = _by_country(text)
    return any(
        named and None not in named | told and named.isdisjoint(told)
        for noun, named in _by_country(question).items()
        if (told := theirs.get(noun))
    )


def _is_done_by_or_to_another(question: str, text: str) -> bool:
    """Whether a text has the verb of a question with another name: who did it, or had it done.

    "Who launched the Gannet?" is not answered by "The Mary Ellis was launched by Joan Farrow", nor
    "Which disease did Stoll die of?" by "Draga died of typhus".
    """
    return any(
        not _terms(asked["name"]) & _terms(text)
        and any(
            meanings.relation(words.fold(told["verb"]), words.fold(asked["verb"])) == "same"
            and words.stem(words.fold(asked["verb"])) not in lexicon.SPEECH
            and words.fold(told["name"].split()[0]) not in words.STOPWORDS
            for told in saying.finditer(text)
        )
        for asking, saying in _DONE
        for asked in asking.finditer(question)
    )


# What a text alone tells of another one, beside a question.
_BY_THE_TEXT = (
    _of_another_country,
    _is_done_by_or_to_another,
    _is_of_theirs,
    _of_another_code,
    _of_a_namesake,
    _of_another_number,
)


def _by_country(text: str) -> dict[str, set[str | None]]:
    """Each word of a text → the countries that it follows: "U.S. businesses"; None for no one."""
    capitals = words.capitals()
    found: dict[str, set[str | None]] = {}
    for before, word in pairwise(("", *words.split(text))):
        country, term = words.stem(before), words.stem(word)
        if word not in words.STOPWORDS and not words.is_place(term):
            known = words.is_place(country) and country not in _WIDER
            found.setdefault(term, set()).add(capitals.get(country, country) if known else None)
    return found


def _near(index: Index, sentence: int) -> range:
    every = index.sentences_of(index.rows[sentence].file)
    return range(max(every.start, sentence - 1), min(every.stop, sentence + 2))


def _terms(text: str) -> set[str]:
    return {words.stem(word) for word in words.split(text)}
