"""A sentence → questions that it answers, by its form: "Anna led the walk" → "Who led the walk?".

Whether the articles are then found to answer such a question is for others to check; the way there
and back ("round trip") keeps what is fit to be shown (Alberti et al. 2019, *Synthetic QA Corpora
Generation with Roundtrip Consistency*, arXiv:1906.05416).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from qa.text import lexicon, words
from qa.text.language import ENGLISH, alternatives

IsName = Callable[[str], bool]

_KNOWN = ENGLISH.asking
_DOERS = ("who", "who_will", "who_does")  # forms that ask for a name
_MOST_WORDS = 13  # of a question that is read at a glance
_LEAST_WORDS = 3
_CAPITAL = r"[A-Z][\w’'-]*\w"
_PLAIN_NAME = rf"{_CAPITAL}(?: (?:{alternatives(ENGLISH.names.joiners)})| {_CAPITAL}){{0,5}}"
_TITLED = rf"(?:{_CAPITAL} )?(?:(?:{alternatives(tuple(sorted(ENGLISH.names.titles)))}) )?"
_NAME = rf"(?:{_TITLED}{_PLAIN_NAME})"
_VERBS = alternatives(tuple(word for word in ENGLISH.questions.auxiliaries if word.isalpha()))
_INNER = rf"(?!(?:{_VERBS})\b)[a-z-]+"  # a word within what a sentence is about
_OF = rf"(?: of (?:the )?{_PLAIN_NAME})?"  # "The ferry of Elmford"
_THE = rf"(?:The|A|An) (?:{_INNER} ){{0,2}}?{_INNER}{_OF}"
_MONTH = alternatives(tuple(names.split()[0].capitalize() for names in ENGLISH.calendar.months))
_COUNTS = (*ENGLISH.numbers.units[2:], *ENGLISH.numbers.tens)
_WORDED = alternatives((*_COUNTS, *(word.capitalize() for word in _COUNTS)))
_BOUNDS = ENGLISH.numbers.bounds
_NUMBER = rf"(?:\d[\d,.]*\d|\d|{_WORDED})"
_SCALES = alternatives(tuple(ENGLISH.numbers.scales))
_PHYSICAL = frozenset({"time", "length", "area", "mass", "volume", "share"})
_COINS = alternatives(tuple(name for name, (of, _) in ENGLISH.units.items() if of not in _PHYSICAL))
_MONEY = rf"(?:[$€£¥] ?{_NUMBER}(?: (?:{_SCALES}))?|{_NUMBER}(?: (?:{_SCALES}))? (?:{_COINS})s?)"
_PARTS = {
    "capital": _CAPITAL,
    "title": rf"(?:{alternatives(tuple(sorted(ENGLISH.names.titles)))})",
    "name": _NAME,
    "thing": rf"(?:(?:The )?{_NAME}|{_THE})",
    "the": _THE,
    "past": rf"(?:[a-z]{{2,}}ed|{alternatives(tuple(_KNOWN.past))})",
    "present": rf"(?:{alternatives(tuple(_KNOWN.present))})",
    "kind": rf"(?:{alternatives(_KNOWN.kinds)})",
    "money": _MONEY,
    "number": _NUMBER,
    "about": rf"(?i:{alternatives((*_BOUNDS.least, *_BOUNDS.most, *_BOUNDS.about))})",
    "date": rf"(?:\d{{1,2}} )?(?:{_MONTH})(?: \d{{1,2}}(?!\d))?(?:,? \d{{4}})?|\d{{4}}",
    "span": rf"[a-z\d][^,.;]{{0,30}}?(?:{alternatives(tuple(sorted(ENGLISH.calendar.periods)))})\b",
    "place": rf"(?!(?:{_MONTH})\b)(?:the )?{_PLAIN_NAME}",
    "rest": rf"[^,.;:“”\"()\n]{{3,80}}?(?=[,.;]| (?:{alternatives(_KNOWN.closers)})\b|$)",
}
_LEANS = re.compile(
    rf"\b(?:{alternatives((*ENGLISH.conversation.pronouns, *_KNOWN.pointing))})\b", re.IGNORECASE
)
_KEY = re.compile(r"[A-Z]?[a-z]+(?: [a-z]+){0,2}")  # of a pair that is asked for
_CLAUSE = re.compile(
    r"[,;] (?:and |but |while )?|\b(?:that|when) "
)  # what stands before may only say when or where
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Asked:
    """A question that a sentence answers.

    Attributes:
        form: What kind of question it is, such as `who` or `how_many`.
        question: The question.
        answer: The words of the sentence that are asked for.
    """

    form: str
    question: str
    answer: str


def _anything(_: str) -> bool:
    return True


def ask(sentence: str, after: str = "", is_name: IsName = _anything) -> Iterator[Asked]:
    """The questions that a sentence answers by its form.

    Args:
        sentence: A sentence of prose.
        after: The sentence after it, which may show that a name is a person's.
        is_name: Tells whether a word with a capital is a name: "Thieves" that open a sentence are
            none.
    """
    text = _SPACES.sub(" ", sentence).strip()
    starts = [0, *(match.end() for match in _CLAUSE.finditer(text))]
    for form, pattern in _patterns().items():
        for found in (pattern.match(text, start) for start in starts):
            if found and _is_fit(form, found, f"{text} {after}", is_name):
                asked = _worded(form, found, is_name)
                if asked is not None:
                    yield asked


def of_pair(key: str, value: str) -> Iterator[Asked]:
    """The question for a pair ("Fee: 40 dollars")."""
    if _is_thing(key):
        yield from _named("pair", value, key=_lowered(key))


def of_row(key: str, cells: dict[str, str]) -> Iterator[Asked]:
    """The questions for the cells of a row of a table, by the first of them."""
    for column, value in list(cells.items())[1:]:
        if value and _is_thing(column):
            yield from _named("row", value, key=key, column=_lowered(column))


def _is_thing(key: str) -> bool:
    """Whether "the" may stand before it: not before "Published", "Paid by", "The Deckchair"."""
    said = key.lower().split()
    other = set(said) & ((words.STOPWORDS | set(_KNOWN.past)) - {"of"})
    return bool(_KEY.fullmatch(key)) and not other and not said[-1].endswith("ed")


def of_library(names: Sequence[str], titles: Sequence[str]) -> Iterator[Asked]:
    """Questions about the articles themselves, whatever language they are in; each another form.

    Args:
        names: Who and what is named in the articles.
        titles: What the articles are called.
    """
    named = sorted(names, key=lambda name: " " not in name)  # "Malin" may be anybody
    yield from (Asked("mentions", _filled("mentions", name=name), name) for name in named[:1])
    yield from (Asked("summary", _filled("summary", title=t.rstrip(".?!")), "") for t in titles[:1])
    yield Asked("new", _filled("new"), "")
    yield Asked("topics", _filled("topics"), "")
    # A number tells least: it comes last.
    yield from (Asked("count", _filled("count", name=name), "") for name in named[1:2])


def _filled(form: str, **parts: str) -> str:
    return _KNOWN.questions[form].format(**parts)


def _named(form: str, answer: str, **parts: str) -> Iterator[Asked]:
    question = _filled(form, **parts)
    if _is_readable(question):
        yield Asked(form, question, answer)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {form: re.compile(pattern.format(**_PARTS)) for form, pattern in _KNOWN.forms.items()}


def _is_fit(form: str, found: re.Match[str], around: str, is_name: IsName) -> bool:
    """Whether the parts are what the form takes them for."""
    parts = found.groupdict()
    name = parts["answer"] if form in _DOERS else parts.get("subject", "")
    if words.fold(name.split(" ")[0]) in words.STOPWORDS - {"the", "a", "an"}:
        return False
    if not _goes_with(form, parts.get("verb", ""), parts.get("counted", "")):
        return False
    if form in (*_DOERS, "who_is", "who_is_titled", "how_old"):
        named = " " in name and not _is_place(name) and all(map(is_name, name.split()))
        people = set(words.split(around)) & _KNOWN.people
        return named and (form != "who_is" or bool(people))
    return True


def _goes_with(form: str, verb: str, counted: str) -> bool:
    """Whether a form makes sense with its verb and with what is counted."""
    said = counted.split() or [""]
    first, noun = said[0], said[-1]
    measures = noun in lexicon.MEASURES or {noun, noun.removesuffix("s")} & ENGLISH.units.keys()
    if first in ENGLISH.numbers.scales or (measures and form in ("how_many_were", "how_many_has")):
        return False
    if form == "how_many_were":
        return verb not in _KNOWN.measuring
    if form == "what_did":
        return verb in _KNOWN.complete
    return form not in (*_DOERS, "how_many_did") or verb not in _KNOWN.incomplete


def _is_place(name: str) -> bool:
    return any(words.is_place(words.stem(word)) for word in words.split(name))


def _worded(form: str, found: re.Match[str], is_name: IsName) -> Asked | None:
    parts = {name: value.strip() for name, value in found.groupdict(default="").items()}
    answer = parts["answer"]
    if form in ("how_many", "when") or "subject" in parts:
        parts["subject"] = _subject(parts.get("subject", ""), is_name)
    if "{base}" in _KNOWN.questions[form]:
        base = _base(parts["verb"])
        if base is None:
            return None
        parts["base"] = base
    question = _SPACES.sub(" ", _KNOWN.questions[form].format(**parts)).replace(" ?", "?")
    return Asked(form, question, answer) if _is_readable(question) else None


def _is_readable(question: str) -> bool:
    many = len(question.split())
    return _LEAST_WORDS <= many <= _MOST_WORDS and not _LEANS.search(question)


def _subject(text: str, is_name: IsName) -> str:
    """A subject within a sentence: what is no name has no capital there."""
    first, space, rest = text.partition(" ")
    plain = words.fold(first) in words.STOPWORDS or not is_name(first)
    return f"{_lowered(first)}{space}{rest}" if plain else text


def _lowered(text: str) -> str:
    """Without the capital of a first word, where that is no name or acronym."""
    return text[:1].lower() + text[1:] if len(text) < 2 or not text[:2].isupper() else text


def _base(verb: str) -> str | None:
    """What stands after "did" or "does" for a verb; None where that is not known."""
    known = _KNOWN.past.get(verb) or _KNOWN.present.get(verb)
    stem = verb.removesuffix("ed")
    if known or len(stem) < 2 or stem == verb or stem.endswith("e"):
        return known
    if stem.endswith("i"):
        return f"{stem[:-1]}y"
    often = _dictionary()
    doubled = stem[:-1] if stem[-1] == stem[-2] else ""
    found = [word for word in (stem, f"{stem}e", doubled) if word and word in often]
    return max(found, key=lambda word: often[word], default=None)


@cache
def _dictionary():  # type: ignore[no-untyped-def]
    """The words of the language → how frequent they are."""
    from spellchecker import SpellChecker

    return SpellChecker(language=ENGLISH.code).word_frequency
