"""Questions that compare two things: "Which opened first, the school or the mill?".

Each thing is asked for by itself ("When did the school open?"), so that what is said of it can be
compared. No parser: what is compared is told by the words for more and less, first and later.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from qa.text import lexicon, words
from qa.text.language import ENGLISH, alternatives

_ASKED = ENGLISH.choices
_DETERMINERS = frozenset(ENGLISH.compounds.determiners)
_OR = ENGLISH.questions.choice
_KINDS = alternatives(frozenset({*_ASKED.greater, *_ASKED.smaller}))
_DEGREES = alternatives(_ASKED.earlier | _ASKED.later | _ASKED.more | _ASKED.less)
_BEING, _HELPING = alternatives(_ASKED.being), alternatives(_ASKED.helping)
# What is compared: "longer" of what is, "opened first", "cost more", "won more prizes".
_DONE = rf"(?P<verb>[\w-]+) (?P<degree>{_DEGREES})(?: (?P<noun>[\w-]+))?"
_IS = rf"(?P<being>{_BEING}) "
_FORMS = (
    rf"(?:{alternatives(_ASKED.asking)}){_ASKED.of_two} {_IS}(?P<kind>{_KINDS}), ONE {_OR} OTHER",
    rf"(?:{alternatives(_ASKED.asking)}){_ASKED.of_two} (?:{_IS})?{_DONE}, ONE {_OR} OTHER",
    rf"{_IS}ONE (?P<kind>{_KINDS}) (?P<whether>{_ASKED.than}) OTHER",
    rf"{_IS}ONE {_OR} OTHER (?P<kind>{_KINDS})",
    rf"(?:{_IS}|(?:{_HELPING}) )ONE {_DONE} (?P<whether>{_ASKED.than}) OTHER",
    rf"(?:{_IS}|(?:{_HELPING}) )ONE {_OR} OTHER {_DONE}",
)
_PATTERNS = tuple(
    re.compile(
        form.replace("ONE", "(?P<one>[^,?]+?)").replace("OTHER", "(?P<other>[^,?]+?)") + r"\s*\?*",
        re.IGNORECASE,
    )
    for form in _FORMS
)
_GREATER = {*_ASKED.later, *_ASKED.more, *_ASKED.greater}
_PAST = ("ed", "d")


@dataclass(frozen=True)
class Choice:
    """Two things that are compared.

    Attributes:
        things: What they are called.
        questions: What is asked of each of them.
        most: Whether the one with more, or the later one, is meant.
        whether: Whether it is answered by yes or no: "Did the school cost more than the mill?".
    """

    things: tuple[str, str]
    questions: tuple[str, str]
    most: bool
    whether: bool = False


def asked(question: str) -> Choice | None:
    """What a question compares; None where it compares nothing, or not two things."""
    for pattern in _PATTERNS:
        if (found := pattern.fullmatch(question.strip())) is None:
            continue
        said = found.groupdict("")
        things = said["one"].strip(), said["other"].strip()
        form = _of_kind(said) if said.get("kind") else _of_deed(said)
        if form and all(_is_one(thing) for thing in things):
            one, other = (form.replace("THING", thing) for thing in things)
            most = {said.get("kind"), said.get("degree")} & _GREATER
            return Choice(things, (one, other), bool(most), whether=bool(said.get("whether")))
    return None


def _is_one(thing: str) -> bool:
    """Whether one thing is named, not two or none, nor an amount or a time."""
    said = words.split(thing)
    measured = lexicon.NUMBERS | lexicon.TIMES
    whole = _OR not in said and not words.STOPWORDS.issuperset(said)
    named = said[:1] != [] and (
        said[0] in _DETERMINERS or any(w[0].isupper() for w in thing.split())
    )
    return whole and named and measured.isdisjoint(said) and not any(w[0].isdigit() for w in said)


def _of_kind(said: Mapping[str, str]) -> str:
    """How one thing, THING, is asked for what it is: "How long is THING?"."""
    kind = said["kind"].lower()
    by = _ASKED.greater.get(kind) or _ASKED.smaller[kind]
    return f"{_ASKED.how} {by} {said['being'].lower()} THING?"


def _of_deed(said: Mapping[str, str]) -> str:
    """How it is asked for what it did or had done; empty where that is not known."""
    being, verb, noun = said["being"].lower(), said["verb"], said["noun"]
    timed = said["degree"].lower() in _ASKED.earlier | _ASKED.later
    if timed and not noun:
        done = f"{being} THING {verb}" if being else f"{_ASKED.helped} THING {_base(verb)}"
        return f"{_ASKED.when} {done}?"
    if timed or being:
        return ""
    opening = f"{_ASKED.many} {noun}" if noun else _ASKED.much
    return f"{opening} {_ASKED.helped} THING {_base(verb)}?"


def _base(verb: str) -> str:
    """A verb without the ending of its past, where that is plain to see: "opened"."""
    stem = words.stem(words.fold(verb))
    return stem if any(verb == f"{stem}{ending}" for ending in _PAST) else verb
