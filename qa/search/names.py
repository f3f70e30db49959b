"""The names and years of a question: what has to be in an article that answers it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.index.memory import Index
from qa.search.ranking import Query
from qa.text import lexicon, words
from qa.text.language import ENGLISH

YEAR = re.compile(r"(?<![\d.,-])(?:1\d|20)\d\d(?![\d.,]*\d|-|s\b)")
_RUN = re.compile(r"(?<![-\w])[A-Z][\w'’.-]*(?: (?:of |the )?[A-Z][\w'’.-]*)*")
_CAPITALS = 0.6  # share of words with a capital from which it tells nothing: a headline


def asked(index: Index, query: Query) -> Iterator[tuple[str, list[str]]]:
    """Each name and year of a question in English: as it has it, and the terms to look for.

    The last term of a name is that of its initials.
    """
    said = {words.stem(word) for word in words.split(query.corrected)}
    for name in written(query):
        terms = [words.stem(word) for word in words.split(name) if word not in words.STOPWORDS]
        folded = words.fold(name).split()
        if said.isdisjoint(terms):
            continue  # "United states": with the word after it, it is another term
        if terms and not any(_is_no_name(index, word) for word in folded):
            yield name, [*terms, words.stem("".join(word[0] for word in folded))]
    if not _is_told(query):
        return
    for match in YEAR.finditer(query.corrected):
        yield match.group(), [match.group()]


def written(query: Query) -> Iterator[str]:
    """Every run of words with a capital in a question in English, but for its first word."""
    if not _is_told(query):
        return
    for match in _RUN.finditer(query.corrected):
        yield match.group() if match.start() else match.group().partition(" ")[2]


def _is_told(query: Query) -> bool:
    """Whether a capital tells a name: in English, but for a headline."""
    return query.language == ENGLISH.code and not _is_headline(query.corrected)


def _is_no_name(index: Index, folded: str) -> bool:
    """Whether a word has a capital for another reason, or goes by other names.

    Peoples and countries do, and their seats; so do days and months, which are written in figures.
    """
    word = folded.removesuffix("'s").removesuffix("’s").strip(".,")
    term = words.stem(word)
    if words.is_place(term) or words.is_people(word) or term in words.capitals():
        return True
    if word in lexicon.DATES or word.rstrip("s") in lexicon.DATES or word in words.STOPWORDS:
        return True
    vocabulary = index.vocabulary
    if term in vocabulary:
        return not vocabulary.is_name(term)
    return vocabulary.in_dictionary(word)


def _is_headline(question: str) -> bool:
    said = [word for word in words.TOKEN.findall(question) if word[0].isalpha()]
    return len([word for word in said if word[0].isupper()]) > _CAPITALS * len(said)
