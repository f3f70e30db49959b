"""Text → normalised words: what two spellings of one thing have in common.

Used on both sides of every lexical comparison (BM25, agreement between sources, support of a
statement), so that "U.S." meets "US", "Zelenskyy" meets "Zelensky" and ’ meets '.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from functools import lru_cache
from typing import Any

# Words that say nothing about the subject. "us" is kept: it is also a country.
STOPWORDS = frozenset(
    """
    a about after again all also am an and any are as at be because been before being between both
    but by can could did do does doing done down during each few for from further had has have
    having he her here hers herself him himself his how i if in into is it its itself just me more
    most my myself no nor not now of off on once only or other our ours ourselves out over own same
    she should so some such than that the their theirs them themselves then there these they this
    those through to too under until up upon very was we were what when where which while who whom
    whose why will with would you your yours yourself yourselves s t d ll m re ve
    tell please name list describe explain give show say
    """.split()
)

_MONTHS = {name[:3].lower(): name.lower() for name in calendar.month_name[1:]} | {
    "sept": "september"
}
_QUOTES = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"', "«": '"', "»": '"'})
_ACRONYM = re.compile(r"\b(?:[A-Za-z]\.){2,}(?:[A-Za-z]\b)?")
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*|[^\W_]+")
# Scripts written without spaces between words: each character stands for itself.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f]")
_PHRASES = (
    (re.compile(r"\bunited states(?: of america)?\b"), "us"),
    (re.compile(r"\busa\b"), "us"),
    (re.compile(r"\bunited kingdom\b"), "uk"),
    (re.compile(r"\beuropean union\b"), "eu"),
    (re.compile(r"\bunited nations\b"), "un"),
)


def fold(text: str) -> str:
    """Lower case, without accents, typographic marks or the points of acronyms."""
    text = unicodedata.normalize("NFKC", text).translate(_QUOTES)
    text = _ACRONYM.sub(lambda match: match.group().replace(".", ""), text)
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return unicodedata.normalize(
        "NFC", "".join(c for c in decomposed if not unicodedata.combining(c))
    )


def split(text: str) -> list[str]:
    """The folded words of a text, in order, stop words and all; a possessive 's is left out."""
    folded = fold(text)
    for pattern, short in _PHRASES:
        folded = pattern.sub(short, folded)
    words: list[str] = []
    for word in _WORD.findall(folded):
        if _UNSPACED.search(word):
            words.extend(word)
        elif word[0].isdigit():
            words.append(word.replace(",", ""))
        else:
            words.append(word.removesuffix("'s").replace("'", ""))
    return words


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
    return _spelling(stemmed) if len(stemmed) > 3 and stemmed.isalpha() else stemmed


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    """Peoples (folded, singular and plural) → countries whose name is one word."""
    found = {"american": "us", "british": "uk", "britain": "uk", "european": "europe"}
    for name, facts in _country_facts().items():
        people, country = fold(str(facts.get("demonym") or "")), fold(name)
        if people.isalpha() and country.isalpha():
            found.setdefault(people, country)
    return {**found, **{people + "s": country for people, country in found.items()}}


@lru_cache(maxsize=1)
def capitals() -> dict[str, str]:
    """Terms of capitals → terms of their countries: Moscow often means Russia."""
    found = {"kremlin": "russia", "brussels": "eu", "kiev": "ukraine", "washington": "us"}
    for name, facts in _country_facts().items():
        capital, country = fold(str(facts.get("capital") or "")), fold(name)
        if capital.isalpha() and country.isalpha():
            found.setdefault(capital, country)
    return {stem(capital): stem(country) for capital, country in found.items()}


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

    return Stemmer.Stemmer("english")


def _spelling(word: str) -> str:
    """One spelling for transliterations (Sergey, Sergei) and for British and American words."""
    word = re.sub(r"ei|ie", "i", word.replace("y", "i").replace("ph", "f"))
    word = re.sub(r"(.)\1", r"\1", word)
    return re.sub(r"is(?=$|e|a)", "iz", word.replace("our", "or")) if len(word) > 5 else word
