"""Things that a question describes instead of naming: "the building where the council meets".

The description asks a question of its own ("Where does the council meet?"), whose answer stands in
its place in the question around it. No parser: where the description ends is told by the verbs
after it, and there may be several such places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from qa.text import lexicon, meanings, words
from qa.text.language import ENGLISH, alternatives
from qa.text.questions import wanted

_RELATIVES = {  # how the question of a description opens; NOUN stands for what is described
    "who": "Who",
    "whom": "Whom",
    "whose": "Which NOUN's",
    "where": "Where",
    "which": "Which NOUN",
    "that": "Which NOUN",
}
_BY_NAME = ("who", "whom", "where")  # what a name answers; "which delegation" many may
_DESCRIPTION = re.compile(
    rf"\b(?:{alternatives(ENGLISH.compounds.determiners)}) (?P<noun>(?:[\w’'-]+ ){{1,4}}?)"
    rf"(?P<relative>{alternatives(tuple(_RELATIVES))}) (?P<clause>[^?]+)",
    re.IGNORECASE,
)
_HOLDERS = ENGLISH.names.offices | ENGLISH.names.titles | ENGLISH.names.holders
_OFFICES = alternatives(tuple(sorted(_HOLDERS)))
_OFFICE = re.compile(
    rf"\bthe (?:[\w-]+ ){{0,2}}?(?:{_OFFICES}) of (?:the )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*"
)
_TOKEN = re.compile(r"[\w’'“”\".$%,-]+")
_BE = meanings.listed("grammar", "be")
_PREPOSITIONS = meanings.listed("grammar", "prepositions")
_DID = re.compile(rf"\b(?:{alternatives(ENGLISH.choices.helping)})\b")
_FINITE = ("s", "ed")  # what ends no verb after those
_LEAST_WORDS = 2  # of a clause
_MOST = 3  # ends of a clause that are tried
_DOERS = ("er", "or")  # what somebody is called by what they do: "adviser"
_AUXILIARY = re.compile(alternatives(ENGLISH.questions.auxiliaries), re.IGNORECASE)
# A verb whose subject follows it, which may be the thing of something that is described itself.
_INVERTED = re.compile(
    rf"\b(?:{alternatives(ENGLISH.questions.auxiliaries)}) "
    rf"(?:(?:{alternatives(ENGLISH.compounds.determiners)}) (?:[\w’'-]+ ){{1,3}}of )?$",
    re.IGNORECASE,
)
_HOLDER = re.compile(  # "Where was the winner of the prize born?"
    rf"\b(?:{alternatives(ENGLISH.questions.auxiliaries)}) (?P<held>the (?:[\w-]+ ){{0,2}}?"
    rf"(?:{_OFFICES}) of (?:the )?(?P<object>(?:[\w’'-]+ ){{0,3}}[\w’'-]+))"
    r"(?P<rest> [\w’'-]+)\s*\?*$",
    re.IGNORECASE,
)
_INTERROGATIVE = re.compile(rf"\b(?:{alternatives(ENGLISH.questions.interrogatives)})\b", re.I)


@dataclass(frozen=True)
class Described:
    """A question taken in two steps.

    Attributes:
        first: The question of the description.
        by_office: Whether it is by an office: "the chief executive of Alva Foods". The articles may
            well call somebody so where they say the rest.
        by_name: Whether a name answers its question: who, or where.
        before, after: The question around it, without the description.
    """

    first: str
    before: str
    after: str
    by_office: bool = False
    by_name: bool = False

    @property
    def goes_on(self) -> bool:
        """Whether the question can go on so after what was found: "did … become", not "… calls"."""
        opening = words.split(self.after)[:1]
        if any(word in ENGLISH.names.offices | ENGLISH.names.roles for word in opening):
            return False
        finite = any(meanings.is_past(w) or w.endswith(_FINITE) for w in opening)
        return not (finite and _DID.search(self.before))

    def named(self, found: str) -> str:
        """The question around the description with what was found in its place."""
        return f"{self.before}{found}{self.after}"


def descriptions(question: str) -> Iterator[Described]:
    """How a question may be taken in two steps, the likeliest first; few, and mostly none."""
    found = _DESCRIPTION.search(question)
    while found is not None and not _is_noun(found["noun"]):
        found = _DESCRIPTION.search(question, found.start() + 1)
    if found is None:
        yield from _by_office(question)
        return
    before, clause = question[: found.start()], found["clause"]
    if wanted(question).kind == "name" and not words.terms(before):
        return  # "What is the name of the firm that …": nothing else is asked of it
    relative, noun = found["relative"].lower(), found["noun"].strip()
    openings = [*_openings(relative, noun)]
    asked_before = _INTERROGATIVE.search(before) is not None
    whole = asked_before and not _INVERTED.search(before)
    ends = [len(clause)] if whole else [*islice(_verbs(clause), _MOST)] or [len(clause)]
    for end in ends:
        kept = clause[:end].strip(" ,")
        rest = question[found.start("clause") + end :]
        after = f" {rest.strip()}" if end < len(clause) else rest
        for opening in openings:
            named = relative in _BY_NAME
            yield Described(f"{opening} {kept}?", before, after, by_name=named)


def _openings(relative: str, noun: str) -> Iterator[str]:
    """How the question of a description opens: "Which prince", and "Who"."""
    if relative == "who" and words.split(noun)[-1] not in ENGLISH.referents.anybody:
        yield f"Which {noun}"
    yield _RELATIVES[relative].replace("NOUN", noun)


def _by_office(question: str) -> Iterator[Described]:
    """What an office of something named describes, where it is not asked who holds it."""
    held = _HOLDER.search(question)
    asks = held and _asks_holder(question, words.split(question[: held.start("held")]))
    if held and not asks and words.STOPWORDS.isdisjoint(words.split(held["object"])):
        before, after = question[: held.start("held")], question[held.start("rest") :]
        first = f"Who is {held['held']}?"
        yield Described(first, before, after, by_office=True, by_name=True)
        return
    found = _OFFICE.search(question)
    if found and not _asks_holder(question, words.split(question[: found.start()])):
        before, after = question[: found.start()], question[found.end() :]
        yield Described(f"Who is {found.group()}?", before, after, by_office=True, by_name=True)


def _asks_holder(question: str, before: list[str]) -> bool:
    """Whether a question asks who holds an office: "Who was …", "What is the name of …"."""
    who, *verbs = before or [""]
    asked = who in ENGLISH.referents.asking_persons and len(verbs) == 1
    becoming = ENGLISH.questions.becoming.union(ENGLISH.questions.auxiliaries)
    return (asked and verbs[0] in becoming) or wanted(question).kind == "name"


def _is_noun(said: str) -> bool:
    split = words.split(said)
    doer = bool(split) and split[-1].endswith(_DOERS)
    spoken = any(words.stem(word) in lexicon.SPEECH for word in split)
    return bool(split) and (doer or not spoken) and words.STOPWORDS.isdisjoint(split)


def _verbs(clause: str) -> Iterator[int]:
    """Where the verb of the question around may stand, after a clause that is its subject."""
    tokens = list(_TOKEN.finditer(clause))
    # "that sank live": a clause of one word, where another one follows
    tokens = tokens[min(_LEAST_WORDS, max(1, len(tokens) - 1)) :]
    for before, token in zip((None, *tokens), tokens, strict=False):
        word = words.fold(token.group())
        told = words.stem(word) in lexicon.SPEECH or word in _BE
        last = token is tokens[-1] and not _is_in_phrase(before, token)
        verb = last or told or _AUXILIARY.fullmatch(token.group())
        if verb and not _is_quoted(clause, token.start()):
            yield token.start()


def _is_quoted(clause: str, at: int) -> bool:
    """Whether a place in a clause stands within words that are quoted."""
    before = clause[:at]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _is_in_phrase(before: re.Match[str] | None, last: re.Match[str]) -> bool:
    """Whether the last word of a clause is no verb: "at Lowen", "the regatta"."""
    led = words.fold(before.group()) if before else ""
    named = last.group()[:1].isupper()
    return named or led in _PREPOSITIONS or led in ENGLISH.compounds.determiners
