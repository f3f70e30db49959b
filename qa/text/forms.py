"""Words of any language → terms: without what says nothing, each as the stem of its forms.

English has rules of its own (`qa.text.words`); of the others the stopwords and the name of a
Snowball stemmer are known (`stopwords.toml`). Chinese and Japanese are written without spaces:
there, each two characters that stand side by side are a term.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice, pairwise
from pathlib import Path
from typing import Any, Protocol

from qa.text import words
from qa.text.language import ENGLISH

_FILE = Path(__file__).with_name("stopwords.toml")
_APOSTROPHES = re.compile(r"['’ʼ]")
_UNSPACED = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f"
_WORD = re.compile(rf"\d+(?:[.,:]\d+)*|[{_UNSPACED}]+|(?:(?![{_UNSPACED}])[^\W\d_])+")
_LEAST_STOPWORDS = 2  # different ones, that tell a text of some words to be of a language; by hand
_TELLING = 5  # letters of a stopword that tells alone, where one language alone has it; by hand
# Scripts that one language, or nearly one, is written in, in the order in which they tell.
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
)
_CYRILLIC = ("ru", "uk")


class Known(Protocol):
    """The terms that some texts hold."""

    def __contains__(self, term: str, /) -> bool:
        """Whether they hold this one."""


@dataclass(frozen=True)
class Forms:
    """What is known of the words of a language.

    Attributes:
        code: Its ISO 639-1 code.
        stopwords: Words that say nothing about a subject, in small letters.
        stemmer: The name of its Snowball stemmer; empty where it has none.
        links: What may stand between the parts of a compound; empty where compounds are not
            written as one word.
        apart: Matches its stopwords within text that is written without spaces.
    """

    code: str
    stopwords: frozenset[str] = frozenset()
    stemmer: str = ""
    links: tuple[str, ...] = ()
    apart: re.Pattern[str] | None = None

    def stem(self, word: str) -> str:
        """The stem of a word, folded."""
        stem = str(_stemmer(self.stemmer).stemWord(word)) if self.stemmer else word
        return words.fold(stem)

    def every(self, text: str) -> Iterator[tuple[str, str]]:
        """Each word, in small letters, and its term; stopwords too."""
        plain = _APOSTROPHES.sub(" ", unicodedata.normalize("NFKC", text)).lower()
        for word in _WORD.findall(plain):
            if words.is_unspaced(word):
                yield from ((term, term) for term in self._pairs(word))
            elif word[0].isdigit():
                yield (number := word.replace(",", "")), number
            else:
                yield word, self.stem(word)

    def _pairs(self, run: str) -> Iterator[str]:
        """The pairs of characters of text without spaces, between its stopwords."""
        for part in self.apart.split(run) if self.apart else (run,):
            yield from ("".join(pair) for pair in pairwise(part)) if len(part) > 1 else part


@cache
def forms(code: str) -> Forms:
    """What is known of the words of a language; little, of one without a list."""
    known = _table().get(code)
    if known is None:
        return Forms(code)
    stopwords = frozenset(known["stopwords"].split())
    stemmer = known["stemmer"]
    longest = sorted(stopwords, key=lambda word: (-len(word), word))
    apart = None if stemmer else re.compile("|".join(map(re.escape, longest)))
    links = tuple(known.get("links", "").split())
    return Forms(code, stopwords, stemmer, ("", *links) if links else (), apart)


def terms(text: str, code: str = ENGLISH.code) -> list[str]:
    """The words of a text that carry its subject, as terms: what BM25 counts.

    Args:
        text: A text.
        code: The language that it is in.
    """
    if code == ENGLISH.code:
        return words.terms(text)
    known = forms(code)
    return [term for word, term in known.every(text) if word not in known.stopwords]


def counted(text: str, code: str = ENGLISH.code) -> tuple[list[str], set[str]]:
    """All words of a text, folded and in order, and the terms of all of them.

    Args:
        text: A text.
        code: The language that it is in.
    """
    if code == ENGLISH.code:
        folded = words.split(text)
        return folded, {words.stem(word) for word in folded}
    every = list(forms(code).every(text))
    return [words.fold(word) for word, _ in every], {term for _, term in every}


def asked(question: str, codes: Iterable[str], known: Known) -> list[str]:
    """The terms of a question in the languages of the texts that it is asked of.

    A word whose term the texts do not know is looked up as it would be in their languages.

    Args:
        question: A question.
        codes: Its language, then those of the texts.
        known: Holds the terms of the texts.
    """
    first, *others = dict.fromkeys(codes)
    own = terms(question, first)
    if not others:
        return own
    instead: dict[str, list[str]] = {}
    for word in question.split():
        unknown = [term for term in terms(word, first) if term not in known]
        found = dict.fromkeys(t for code in others for t in terms(word, code) if t in known)
        if len(unknown) == 1 and found:
            instead[unknown[0]] = list(found)
    return [found for term in own for found in instead.get(term, [term])]


def leans(text: str, code: str) -> bool:
    """Whether a sentence opens with a word that stands for something in the one before."""
    pattern = _openers(code)
    return pattern is not None and bool(pattern.match(text))


@cache
def _openers(code: str) -> re.Pattern[str] | None:
    known = _table().get(code, {})
    if "openers" not in known:
        return None
    listed = "|".join(sorted(known["openers"].split(), key=len, reverse=True))
    end = r"\b" if known["stemmer"] else ""
    return re.compile(rf"[\"“„«'‘(]*(?:{listed}){end}", re.IGNORECASE)


def language(text: str, default: str = ENGLISH.code) -> str:
    """The language of a short text, such as a question: by its script, or by different stopwords.

    Args:
        text: A text of some words.
        default: The language to take where the words do not tell.
    """
    for code, script in _SCRIPTS:
        if len(script.findall(text)) > len(text.split()):
            return default if code == "ru" and default in _CYRILLIC else code
    plain = _APOSTROPHES.sub(" ", unicodedata.normalize("NFKC", text)).lower()
    said = {word for word in _WORD.findall(plain) if len(word) > 1}  # a letter may be any list's
    share = {code: sum(word in forms(code).stopwords for word in said) for code in _table()}
    share[ENGLISH.code] = sum(words.fold(word) in words.STOPWORDS for word in said)
    best = max(share, key=lambda code: share[code])
    if share[best] > share.get(default, 0) and share[best] >= _LEAST_STOPWORDS:
        return best
    if not share.get(default, 0) and len(told := _told_alone(said)) == 1:
        return told[0]
    # "São Paulo mayor": a name has the letters of its own language, in a question of another.
    small = " ".join(word for word in text.split() if not word[0].isupper())
    lettered = (code for code in _table() if not _letters(code).isdisjoint(small))
    return next((code for code in lettered if share[code] >= share.get(default, 0)), default)


def names_none(text: str, question: str, code: str) -> bool:
    """Whether a sentence opens with "the house", where "which house" is asked: another names it.

    Args:
        text: A sentence.
        question: A question.
        code: The language of both.
    """
    which = re.search(_table().get(code, {}).get("which", "$^"), question, re.IGNORECASE)
    opening = list(islice(forms(code).every(text), 2))
    if which is None or len(opening) < 2:
        return False
    (article, _), (_, noun) = opening
    return article in forms(code).stopwords and noun == forms(code).stem(which["noun"].lower())


def counting(code: str) -> tuple[str, str]:
    """How a language asks for a number of things, with its `noun`, and writes numbers: patterns."""
    row = _table().get(code, {})
    return row.get("counting", ""), row.get("numbers", "")


def _told_alone(said: Iterable[str]) -> list[str]:
    """The languages of long stopwords among words, where none of them is one of several."""
    found = (
        [code for code in _table() if word in forms(code).stopwords]
        for word in said
        if len(word) >= _TELLING
    )
    return list(dict.fromkeys(code for codes in found for code in codes))


@cache
def _letters(code: str) -> frozenset[str]:
    """Letters that, of the languages that are known, one alone has."""
    return frozenset(_table()[code].get("letters", ""))


@cache
def _table() -> dict[str, dict[str, str]]:
    return {code: dict(row) for code, row in tomllib.loads(_FILE.read_text("utf-8")).items()}


@lru_cache(maxsize=32)
def _stemmer(name: str) -> Any:
    import Stemmer

    return Stemmer.Stemmer(name)
