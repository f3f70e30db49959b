"""The names in a statement, and which of their words an article lacks."""

from __future__ import annotations

from collections.abc import Sequence

from qa.index.memory import Index
from qa.text import dates, lexicon, numbers, words
from qa.text.language import ENGLISH
from qa.verify.source_text import SourceText

_JOINERS = (" ", *(f" {word} " for word in ENGLISH.names.joiners))


def find(text: str, index: Index) -> list[tuple[str, ...]]:
    """The names of a text, each with all its words."""
    known = set(lexicon.names(text))
    runs: list[tuple[int, int]] = []
    for match in words.TOKEN.finditer(text):
        if match.group() not in known or not _is_name(match.group(), text, match.start(), index):
            continue
        end = match.end()
        if "." in match.group() and text[end : end + 1] == ".":
            end += 1  # the last point of an acronym
        if runs and text[runs[-1][1] : match.start()] in _JOINERS:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((match.start(), end))
    found = (tuple(words.split(text[start:end])) for start, end in runs)
    return [name for name in found if name]


def _is_name(word: str, text: str, start: int, index: Index) -> bool:
    """Whether a word with a capital names something; dates are looked at by themselves."""
    folded = words.fold(word).removesuffix(ENGLISH.words.possessive)
    parts = words.split(word)
    if folded in words.STOPWORDS or word == ENGLISH.names.first_person:
        return False
    if dates.name_at(word, start, text) or all(map(numbers.is_word, parts)):
        return False
    before = text[:start].rstrip(" \"'“‘(")
    if before and before[-1] not in ".!?:":
        return True
    # The word that opens a sentence has a capital whatever it is.
    if folded in ENGLISH.names.openers:
        return False
    term = words.stem(folded)
    if term in index.vocabulary:
        return bool(index.vocabulary.is_name(term))
    return not folded.endswith("s") or text[start + len(word) :].lstrip()[:1].isupper()


def missing(name: Sequence[str], source: SourceText, around: SourceText) -> set[str]:
    """The words of a name that its source lacks, and that nothing excuses.

    A title may stand anywhere in what the model was given, and so may a first name, beside a part
    of the name that the source has. A title or a first name that another one has there is no part
    of this one: "Cllr" of "Cllr Iqbal" says nothing of Cllr Dunne.

    Args:
        name: The name, in folded words.
        source: What the statement cites.
        around: All that the model was given.
    """
    held = [_mentions(source, word) for word in name]
    lacks = set()
    for at, word in enumerate(name):
        excused = (
            held[at]
            or word in words.STOPWORDS
            or (word in ENGLISH.names.titles and words.stem(word) in around.terms)
            or any(
                held[other]
                and around.contains(name[min(at, other) : max(at, other) + 1])
                and (at < other or not source.goes_on_otherwise(name[other]))
                for other in range(len(name))
            )
        )
        if not excused:
            lacks.add(word)
    return lacks


def _mentions(source: SourceText, word: str) -> bool:
    """Whether a name is there, or a capital that speaks for the country that it names.

    A capital may stand for its country ("Moscow said"), never the other way round: a place where
    something happened must be named.
    """
    term = words.stem(ENGLISH.places.aliases.get(word, word))
    if term in source.terms:
        return True
    return any(words.capitals().get(other) == term for other in source.terms)
