"""A question that names only what is new: "And in 2019?", "What about Tom Webb?", "And the mayor?".

It is the question before with that in the place of what it had of the same kind: a year for a year,
a name for a name, a speaker for a speaker, "the Russian delegation" for "the US delegation". Where
it had none, "in 2019" is put behind it; where it had several, nothing is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.text import lexicon, questions, referents, words
from qa.text.language import ENGLISH, alternatives
from qa.text.referents import Resolved

_MOST_WORDS = 6  # of what is new; set by hand
_PREPOSITIONS = alternatives(tuple(sorted(ENGLISH.compounds.prepositions)))
_NEW = re.compile(
    rf"\W*(?:(?:{alternatives(ENGLISH.conversation.elliptic)}) )+"
    rf"(?P<led>(?:{_PREPOSITIONS}) )?(?P<new>[^?.!]+?)[?.! ]*",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d.,-])(?:1\d|20)\d\d(?![\d.,]*\d|-)")
_DATE = re.compile(rf"\b(?:{alternatives(tuple(sorted(lexicon.DATES)))})\b", re.IGNORECASE)
_ONE = re.compile(r"\bones?$", re.IGNORECASE)
_DETERMINED = re.compile(rf"(?:{alternatives(ENGLISH.compounds.determiners)}) ", re.IGNORECASE)


def completed(question: str, before: str) -> Resolved | None:
    """The question before with what a question after it names in the place of the like of it.

    Args:
        question: A question that follows another one.
        before: The question before it.
    """
    found = _NEW.fullmatch(question)
    if found is None or len(found["new"].split()) > _MOST_WORDS:
        return None
    new = found["new"].strip(" ,")
    if _ONE.search(new):
        return _of_one(new, before)
    old = _alike(new, found["led"] or "", before)
    if not old and found["led"] and newly(question):
        return Resolved(f"{before.rstrip(' ?')} {found['led']}{new}?", new)
    if len(old) != 1 or words.split(old[0]) == words.split(new):
        return None
    return Resolved(before.replace(old[0], new, 1), new)


def exchanged(question: str, before: str) -> Resolved | None:
    """The question before with a new thing in the place of its one thing, of whatever kind.

    "And the ice rink?" may ask when it opened, as it was asked of the swimming pool; "And the
    cost?" does not. So the answer has to be a sure one, and to name the new thing.
    """
    new = newly(question)
    old = [p for p in referents.candidates("it", before) if _DETERMINED.match(p)]
    if not _DETERMINED.match(f"{new} ") or len(old) != 1 or words.split(old[0]) == words.split(new):
        return None
    return Resolved(before.replace(old[0], new, 1), new)


def _of_one(new: str, before: str) -> Resolved | None:
    """The question before of "the Russian one", where it has one thing: "the US delegation"."""
    old = [p for p in referents.candidates("it", before) if _DETERMINED.match(p)]
    if len(old) != 1 or not _DETERMINED.match(new):
        return None
    whole = _ONE.sub(old[0].split()[-1], new)
    return Resolved(before.replace(old[0], whole, 1), whole)


def newly(question: str) -> str:
    """What such a question names alone: "the museum" of "And the museum?"; empty for any other."""
    found = _NEW.fullmatch(question)
    if found is None or len(found["new"].split()) > _MOST_WORDS:
        return ""
    new = _ONE.sub("", found["new"].strip(" ,")).strip()
    named = [word for word in new.split() if word not in words.STOPWORDS]
    whole = bool(named) and all(word[0].isupper() or word[0].isdigit() for word in named)
    return new if whole or _DETERMINED.match(f"{new} ") else ""


def _alike(new: str, led: str, before: str) -> Sequence[str]:
    """What the question before has of the same kind, each once."""
    for kind in (_YEAR, _DATE):
        if kind.fullmatch(new):
            return list(dict.fromkeys(kind.findall(before)))
    if _DETERMINED.match(new):
        phrases = [p for p in referents.candidates("it", before) if _DETERMINED.match(p)]
        speaks = questions.wanted(before).kind == "statement"
        return [p for p in phrases if speaks or words.split(p)[-1] == words.split(new)[-1]]
    if not all(word[0].isupper() for word in new.split() if word not in words.STOPWORDS):
        return []
    names = referents.names(before)
    placed = [n for n in names if re.search(rf"\b(?:{_PREPOSITIONS}) {re.escape(n)}", before)]
    return placed if led else [n for n in names if n not in placed] or names
