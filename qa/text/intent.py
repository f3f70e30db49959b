"""Whether an input asks anything of the articles: greetings, slips, small talk and the like do not.

Only by general means: what words it consists of, who it speaks to, and which of its words the
articles know. An input is taken for a question where there is a doubt: whether the articles answer
it is decided later.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from qa.locale import gettext_noop
from qa.text import lexicon, words
from qa.text.language import alternatives

# What is replied to an input that asks nothing.
NO_QUESTION = gettext_noop(
    "Ask a question about the articles: who did something, what, when, where, why or how many. "
    "The answer will be quoted from them."
)

_FILE = Path(__file__).with_name("courtesies.toml")
_SUBJECT_TERMS = 3  # known terms that make an input about the articles, whoever it speaks to
_SLIPS = 2  # one may be a word that neither dictionary nor articles know
_CODE_LETTERS = 2  # a shorter word that names nothing is part of a code
_REPEATED = re.compile(r"(.)\1{2,}")
_SYLLABLES = re.compile(r"(.{2,3}?)\1+")


@dataclass(frozen=True)
class Courtesies:
    """Words that ask nothing, of all languages together; those of English by use.

    Attributes:
        interrogatives: Words that ask, of every language.
        courtesies: Greetings, thanks, reactions, of every language.
        salutations: Words that open or close a talk, in English.
        second_person: Words that speak to the program, of every language.
        first_person: Words of who speaks.
        wishes: Words that make a question of what one says about oneself.
        requests: Patterns of politeness before the question itself.
        commands: Orders, which count before one of `objects`.
        objects: Words after an order.
        program: Words for the program itself.
        arithmetic: Words of sums.
    """

    interrogatives: frozenset[str]
    courtesies: frozenset[str]
    salutations: frozenset[str]
    second_person: frozenset[str]
    first_person: frozenset[str]
    wishes: frozenset[str]
    requests: re.Pattern[str]
    commands: frozenset[str]
    objects: frozenset[str]
    program: frozenset[str]
    arithmetic: frozenset[str]


@lru_cache(maxsize=1)
def courtesies() -> Courtesies:
    """The words of `courtesies.toml`."""
    tables = tomllib.loads(_FILE.read_text("utf-8"))
    english = tables["en"]

    def united(key: str) -> frozenset[str]:
        return frozenset(word for table in tables.values() for word in table[key].split())

    def own(key: str) -> frozenset[str]:
        return frozenset(english[key].split())

    return Courtesies(
        interrogatives=united("interrogatives"),
        courtesies=united("courtesies"),
        salutations=own("salutations"),
        second_person=united("second_person"),
        first_person=own("first_person"),
        wishes=own("wishes"),
        requests=re.compile(rf"\b(?:{alternatives(tuple(english['requests']))})\b"),
        commands=own("commands"),
        objects=own("objects"),
        program=own("program"),
        arithmetic=own("arithmetic"),
    )


def has_interrogative(text: str) -> bool:
    """Whether a text has a word that asks, of any language."""
    return not courtesies().interrogatives.isdisjoint(words.split(text))


@dataclass(frozen=True)
class Input:
    """What somebody typed, and what the articles know of it.

    Args:
        text: The input, its misspelt words put right.
        known: Whether the articles hold a term (`words.stem`).
        in_dictionary: Whether a word is one of the language, the articles aside.
        is_name: Whether the articles write a term with a capital.
        english: Whether the articles are in English: only then do words that they lack tell much.
        follows: Whether something was said before it.
    """

    text: str
    known: Callable[[str], bool]
    in_dictionary: Callable[[str], bool]
    is_name: Callable[[str], bool]
    english: bool
    follows: bool

    @property
    def asks_nothing(self) -> bool:
        """Whether there is nothing in it that the articles could answer."""
        if not self._content:
            return not self.follows or self._courteous or bool(self._speaks_to_program)
        return (
            self._courteous
            or self._is_salutation
            or self._is_sum
            or self._is_command
            or self._speaks_to_program
            or self._speaks_of_oneself
            or self._is_slip
            or (self._unknown and not self.asks_of_something_else and not self._may_follow)
        )

    @property
    def asks_of_something_else(self) -> bool:
        """Whether it is a question, in words of the language, of which the articles know none."""
        return self._asks and self._unknown and self._is_worded and not self.follows

    @property
    def _may_follow(self) -> bool:
        """Whether it may lean on what was said before, as "and who else?" or "and in 2019?"."""
        dated = bool(self._content) and all(word[0].isdigit() for word in self._content)
        led = len(self._words) > len(self._content)
        return self.follows and (self._is_worded or (dated and led))

    @property
    def _is_worded(self) -> bool:
        """Whether it has words of the language."""
        return any(word.isalpha() and self.in_dictionary(word) for word in self._content)

    @cached_property
    def _words(self) -> list[str]:
        """The folded words, drawn-out ones shortened, without what is said out of politeness."""
        polite = words.fold(self.text)
        if self._asks:
            polite = courtesies().requests.sub(" ", polite)
        return [_shortened(word) for word in words.split(polite)]

    @cached_property
    def _asks(self) -> bool:
        """Whether it has a word that asks, or a wish to know."""
        said = set(words.split(self.text))
        wishes = courtesies().first_person & said and courtesies().wishes & said
        return has_interrogative(self.text) or bool(wishes)

    @cached_property
    def _content(self) -> list[str]:
        """Its words that may name a subject."""
        plain = words.STOPWORDS | courtesies().courtesies | courtesies().interrogatives
        return [word for word in self._words if word not in plain]

    @cached_property
    def _subjects(self) -> list[str]:
        """Its terms that the articles know; dates and numbers are no subject."""
        return [
            term
            for word in self._content
            if word not in lexicon.TIMES
            and not word[0].isdigit()
            and self.known(term := words.stem(word))
        ]

    @property
    def _of_the_articles(self) -> bool:
        """Whether a name that the articles hold is in it, or several of their words."""
        return len(self._subjects) >= _SUBJECT_TERMS or any(map(self.is_name, self._subjects))

    @property
    def _courteous(self) -> bool:
        return bool(courtesies().courtesies.intersection(self._words)) and not self._content

    @property
    def _is_salutation(self) -> bool:
        """As "Hi, Steve here": it greets or thanks, and asks for nothing."""
        salutes = bool(courtesies().salutations.intersection(self._words))
        return salutes and not self._asks and len(self._subjects) < _SUBJECT_TERMS

    @property
    def _is_sum(self) -> bool:
        """A sum, a lone number or a code."""
        numeric = lexicon.NUMBERS | courtesies().arithmetic

        def is_figure(word: str) -> bool:
            short = (
                word.isascii() and len(word) <= _CODE_LETTERS and not self.is_name(words.stem(word))
            )
            return word[0].isdigit() or word in numeric or short

        return not self.follows and all(map(is_figure, self._content))

    @property
    def _is_command(self) -> bool:
        """An order to the program: "write a poem", "ignore your instructions"."""
        polite = courtesies().requests.sub(" ", words.fold(self.text))
        said = words.split(polite)
        while said and said[0] in courtesies().courtesies:
            said = said[1:]
        ordered = len(said) > 1 and said[0] in courtesies().commands
        return ordered and not self._asks and said[1] in courtesies().objects

    @property
    def _speaks_to_program(self) -> bool:
        spoken_to = bool(courtesies().second_person.intersection(self._words))
        named = [w for w in self._content if w in courtesies().program]
        if named and len(named) == len(self._content):
            return True
        return spoken_to and not self._of_the_articles

    @property
    def _speaks_of_oneself(self) -> bool:
        first = bool(courtesies().first_person.intersection(self._words))
        return first and not self._asks and len(self._subjects) < _SUBJECT_TERMS

    @property
    def _is_slip(self) -> bool:
        """Whether most of it are no words, beside some that are: "qwer tzui mill"."""
        if self._asks or not self.english:
            return False
        written = {word for word in re.findall(r"\w+", self.text) if word.islower()}
        slips = [
            word
            for word in self._content
            if word in written and not self.in_dictionary(word) and not self.known(words.stem(word))
        ]
        return len(slips) >= _SLIPS and len(slips) > len(self._content) / 2

    @property
    def _unknown(self) -> bool:
        """Whether the articles know none of its words: of a question in their own language."""
        if any(self.known(words.stem(w)) for w in self._content if not w[0].isdigit()):
            return False
        own = any(w in words.STOPWORDS for w in self._words)
        if not own and any(w in courtesies().interrogatives for w in self._words):
            return False  # of another language: the articles may say it in their words
        return self.english or not any(self.in_dictionary(w) for w in self._content)


def _shortened(word: str) -> str:
    """The word without what is drawn out ("heyyy", "hahaha"); any other word as it is."""
    once = _REPEATED.sub(r"\1", word)
    if (whole := _SYLLABLES.fullmatch(once)) is not None and whole[1] in courtesies().courtesies:
        return whole[1]
    return once
