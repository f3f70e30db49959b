"""Text → normalised words: what two spellings of one thing have in common.

Used on both sides of every lexical comparison (BM25, agreement between sources, support of a
statement), so that "U.S." meets "US", "Zelenskyy" meets "Zelensky" and ’ meets '.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

from qa.text.language import ENGLISH

STOPWORDS = ENGLISH.words.stopwords
TOKEN = re.compile(
    r"[^\W_]+(?:[-'’.][^\W_]+)*"
)  # a word as it is written, with what joins its parts

_MONTHS = {name: names.split()[0] for names in ENGLISH.calendar.months for name in names.split()}
_QUOTES = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"', "«": '"', "»": '"'})
_ACRONYM = re.compile(r"\b(?:[A-Za-z]\.){2,}(?:[A-Za-z]\b)?")
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*|[^\W_]+")
# Scripts written without spaces between words: each character stands for itself.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f]")
_PHRASES = tuple(
    (re.compile(rf"\b{phrase}\b"), short) for phrase, short in ENGLISH.words.phrases.items()
)
_SPELLINGS = tuple((re.compile(p), other) for p, other in ENGLISH.words.spellings.items())
_LONG_SPELLINGS = tuple((re.compile(p), other) for p, other in ENGLISH.words.long_spellings.items())
# Shorter words lose their sense where letters are exchanged: "four", "this". Letters; set by hand.
_LONG_WORD = 6
SENTENCE = 600  # characters: what is no longer is looked at again and again, and so remembered
_SPELLED_WORD = 4  # the shortest word whose spelling is levelled ("Ryad"); letters; set by hand


def fold(text: str) -> str:
    """Lower case, without accents, typographic marks or the points of acronyms."""
    return _fold(text) if len(text) < SENTENCE else _fold.__wrapped__(text)


@lru_cache(maxsize=16384)
def _fold(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).translate(_QUOTES)
    text = _ACRONYM.sub(lambda match: match.group().replace(".", ""), text)
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return unicodedata.normalize(
        "NFC", "".join(c for c in decomposed if not unicodedata.combining(c))
    )


def is_unspaced(word: str) -> bool:
    """Whether a word is of a script that is written without spaces between words."""
    return bool(_UNSPACED.search(word))


def unspaced(text: str) -> int:
    """How many characters of a text are of such a script."""
    return len(_UNSPACED.findall(text))


def split(text: str) -> list[str]:
    """The folded words of a text, in order, stop words and all; a possessive 's is left out."""
    return list(_split(text) if len(text) < SENTENCE else _split.__wrapped__(text))


@lru_cache(maxsize=8192)
def _split(text: str) -> tuple[str, ...]:
    folded = fold(text)
    for pattern, short in _PHRASES:
        folded = pattern.sub(short, folded)
    words: list[str] = []
    for word in _WORD.findall(folded):
        if is_unspaced(word):
            words.extend(word)
        elif word[0].isdigit():
            words.append(word.replace(",", ""))
        else:
            words.append(word.removesuffix(ENGLISH.words.possessive).replace("'", ""))
    return tuple(words)


def terms(text: str) -> list[str]:
    """The words of a text that carry its subject, stemmed: what BM25 counts."""
    return [stem(word) for word in split(text) if word not in STOPWORDS]


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The English stem of a folded word, in one spelling for names spelled in several ways.

    A people's name becomes its country's ("Russians" and "Russian" meet "Russia"), and a month's
    short name its long one.
    """
    stemmed = str(_stemmer().stemWord(_MONTHS.get(word) or _countries().get(word, word)))
    return _spelling(stemmed) if len(stemmed) >= _SPELLED_WORD and stemmed.isalpha() else stemmed


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    """Peoples (folded, singular and plural) → countries whose name is one word."""
    found = dict(ENGLISH.places.peoples)
    for name, facts in _country_facts().items():
        people, country = fold(str(facts.get("demonym") or "")), fold(name)
        if people.isalpha() and country.isalpha():
            found.setdefault(people, country)
    return {**found, **{people + "s": country for people, country in found.items()}}


def is_people(word: str) -> bool:
    """Whether a folded word names a people, and not its country: "russian"."""
    return _countries().get(word, word) != word


@lru_cache(maxsize=1)
def capitals() -> dict[str, str]:
    """Terms of capitals → terms of their countries: Moscow often means Russia."""
    found = dict(ENGLISH.places.seats)
    for name, facts in _country_facts().items():
        capital, country = fold(str(facts.get("capital") or "")), fold(name)
        if capital.isalpha() and country.isalpha():
            found.setdefault(capital, country)
    return {stem(capital): stem(country) for capital, country in found.items()}


@lru_cache(maxsize=1)
def seats() -> dict[str, frozenset[str]]:
    """Terms of countries → terms of what may stand for them: their capitals."""
    found: dict[str, set[str]] = {}
    for capital, country in capitals().items():
        found.setdefault(country, set()).add(capital)
    return {country: frozenset(some) for country, some in found.items()}


@lru_cache(maxsize=1)
def _places() -> frozenset[str]:
    names = {*_countries().values(), *(fold(name) for name in _country_facts())}
    return frozenset({stem(name) for name in names if name.isalpha()} | capitals().keys())


def is_place(term: str) -> bool:
    """Whether a term is a country or a capital, however it is written."""
    return term in _places()


@lru_cache(maxsize=1)
def _country_facts() -> dict[str, Any]:
    from countryinfo import CountryInfo

    return dict(CountryInfo("Russia").all())


@lru_cache(maxsize=1)
def _stemmer():  # type: ignore[no-untyped-def]
    import Stemmer

    return Stemmer.Stemmer(ENGLISH.words.stemmer)


def _spelling(word: str) -> str:
    """One spelling for transliterations (Sergey, Sergei) and for British and American words."""
    for pattern, other in _SPELLINGS:
        word = pattern.sub(other, word)
    if len(word) < _LONG_WORD:
        return word
    for pattern, other in _LONG_SPELLINGS:
        word = pattern.sub(other, word)
    return word
