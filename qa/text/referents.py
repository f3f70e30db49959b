"""What a pronoun of a question stands for, told from the question before and its answer.

No parser: a person is who was asked for, or who was named; a thing is what was asked for, or the
one noun phrase. Where that gives nothing or several, nothing is put in a pronoun's place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.text import lexicon, meanings, words
from qa.text.language import ENGLISH, alternatives

_WORDS = ENGLISH.referents
_KINDS = {
    "person": re.compile(rf"\b(?:{alternatives(_WORDS.persons)})\b", re.IGNORECASE),
    "thing": re.compile(rf"\b(?:{alternatives(_WORDS.things)})\b", re.IGNORECASE),
    "several": re.compile(rf"\b(?:{alternatives(_WORDS.several)})\b", re.IGNORECASE),
}
_EMPTY = re.compile(alternatives(_WORDS.empty), re.IGNORECASE)
_ASKS_PERSON = re.compile(rf"\W*(?:{alternatives(_WORDS.asking_persons)})\b", re.IGNORECASE)
_ASKS_KIND = re.compile(rf"\W*(?:{alternatives(ENGLISH.questions.what)}) \w+", re.IGNORECASE)
_DETERMINERS = ENGLISH.compounds.determiners
_PHRASE = re.compile(rf"\b(?:{alternatives(_DETERMINERS)}) (?=\w)", re.IGNORECASE)
_HELPED = re.compile(rf"\b(?:do|does|did) (?:{alternatives(_DETERMINERS)}) $", re.IGNORECASE)
_JOINED = re.compile(rf",|\b{ENGLISH.names.conjunction}\b")  # of several names
_PLACED = re.compile(
    rf" (?:{alternatives(ENGLISH.places.prepositions)}|of) (?:the )?"
    r"[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)* (?P<verb>[a-z]+)"
)
_LONGEST = 6  # words of a noun phrase; set by hand


def pronoun(question: str) -> re.Match[str] | None:
    """The first pronoun of a question that it does not explain itself, or None.

    One after a name ("What did Zelensky say about his visit?") stands for that name, or may do so.
    """
    empty = [match.span() for match in _EMPTY.finditer(question)]
    found = (match for pattern in _KINDS.values() for match in pattern.finditer(question))
    free = [m for m in found if not any(a <= m.start() < b for a, b in empty)]
    first = min(free, key=lambda match: match.start(), default=None)
    if first is None or lexicon.names(question[: first.start()]):
        return None
    return first


@dataclass(frozen=True)
class Resolved:
    """A question with what it leaves out.

    Attributes:
        question: The question, with what its pronoun stands for in its place.
        referent: What was put there.
    """

    question: str
    referent: str


def resolved(question: str, before: str, short: str) -> Resolved | None:
    """A question with what its pronoun stands for in its place; None where that is not known.

    Where it has none, "the report" is the "report of the insurer" that the question before names.

    Args:
        question: A question that follows another one.
        before: The question before it.
        short: The answer to that one in the fewest words; empty where there is none.
    """
    found = pronoun(question)
    if found is None:
        return _spelled_out(question, before)
    meant = _referent(found.group(), before, short)
    if not meant or words.split(meant) == words.split(found.group()):
        return None
    return Resolved(put(question, found, meant), meant)


def put(text: str, found: re.Match[str], meant: str) -> str:
    """A text with what its pronoun stands for in its place.

    Args:
        text: A question or a statement.
        found: Its pronoun.
        meant: What that stands for.
    """
    owns = found.group().lower() in _WORDS.possessive and _is_possessive(text, found.end())
    ending = ("'" if meant.endswith("s") else "'s") if owns else ""
    if not text[: found.start()].strip():
        meant = meant[:1].upper() + meant[1:]
    return f"{text[: found.start()]}{meant}{ending}{text[found.end() :]}"


def is_person(said: str) -> bool:
    """Whether a pronoun stands for one person."""
    return bool(_KINDS["person"].fullmatch(said))


def candidates(said: str, before: str) -> list[str]:
    """Everything in a sentence that a pronoun of the next one can stand for.

    Names come first for a person, what a determiner opens for a thing; each in its order.

    Args:
        said: The pronoun.
        before: The sentence before it.
    """
    places = {name.strip(" ,.") for name in lexicon.located(before)}
    found = [(before.find(n), n) for n in names(before) if words.fold(n) not in lexicon.TIMES]
    if not _KINDS["several"].fullmatch(said):
        found = [one for one in found if one[1].split()[-1] not in places]
    phrases = [(at, phrase) for at in _openings(before) if (phrase := _noun_phrase(before, at))]
    opener = before.split(maxsplit=1)[0] if before.split() else ""
    if _KINDS["several"].fullmatch(said) and opener.endswith("s") and opener not in places:
        found.append((0, opener))
    kept, inner = (found, phrases) if is_person(said) else (phrases, found)
    apart = [one for one in inner if not any(_overlap(one, other) for other in kept)]
    return list(dict.fromkeys(text for _, text in [*sorted(kept), *sorted(apart)]))


def _overlap(one: tuple[int, str], other: tuple[int, str]) -> bool:
    return one[0] < other[0] + len(other[1]) and other[0] < one[0] + len(one[1])


def _spelled_out(question: str, before: str) -> Resolved | None:
    """A question with the whole of a noun phrase of which it repeats the noun alone."""
    whole, phrase = _noun_phrase(before), _noun_phrase(question)
    repeated, named = words.terms(phrase), words.terms(whole)
    if len(repeated) != 1 or len(named) <= 1 or repeated[0] not in named:
        return None
    return Resolved(question.replace(phrase, whole, 1), whole)


def _referent(said: str, before: str, short: str) -> str:
    if _KINDS["thing"].fullmatch(said):
        asked = bool(_ASKS_KIND.match(before))
        return (_named(short) if asked else "") or _only(candidates(said, before))
    if _KINDS["person"].fullmatch(said):
        return _named(short) if _ASKS_PERSON.match(before) else _person(before)
    together = _ASKS_PERSON.match(before) and _JOINED.search(short)
    return (_named(short) if together else "") or _noun_phrase(before) or _names(before)


def _person(text: str) -> str:
    """The first run of names that is no place."""
    places = {name.strip(" ,.?") for name in lexicon.located(text)}
    found = (name for name in names(text) if name.split()[-1].strip(" ,.?") not in places)
    return next((n for n in found if not words.is_place(words.stem(words.fold(n)))), "")


def _only(found: Sequence[str]) -> str:
    """The one that holds all others, as "the damage of the flood"; empty where there is none."""
    return found[0] if found and all(one in found[0] for one in found) else ""


def _named(short: str) -> str:
    return short if lexicon.names(f"of {short}") else ""


def _names(text: str) -> str:
    """The first run of names, as "Femi Adeola"; empty where there is none."""
    found = lexicon.names(text)
    if not found:
        return ""
    joiners = alternatives(ENGLISH.names.joiners)
    first = re.escape(found[0])
    some = re.search(rf"(?:\bthe )?{first}(?: (?:(?:{joiners}) )*[A-Z][\w'’-]*)*", text)
    return some.group().removesuffix("'s").removesuffix("’s") if some else found[0]


def names(text: str) -> list[str]:
    """Every run of names in a text, as "Femi Adeola" and "the Orm Council"."""
    found: list[str] = []
    rest = text
    while run := _names(rest):
        found.append(run.removesuffix("'s").removesuffix("’s"))
        rest = rest[rest.find(run) + len(run) :]
    return found


def _openings(text: str) -> list[int]:
    return [match.start() for match in _PHRASE.finditer(text)]


def _noun_phrase(text: str, start: int = 0) -> str:
    """What the first determiner opens, up to the next word that is none of its own.

    Args:
        text: A question or a statement.
        start: The characters before it are left aside.
    """
    opened = _PHRASE.search(text, start)
    if opened is None:
        return ""
    asks = _HELPED.search(text[: opened.end()])  # and so the verb is in its base form
    kept: list[str] = []
    for word in text[opened.end() :].split()[:_LONGEST]:
        plain = words.fold(word).strip(" ?.,;:!")
        inner = bool(kept) and words.fold(kept[-1]) in _WORDS.inner
        if plain in _DETERMINERS and not inner:
            break
        if plain in words.STOPWORDS and plain not in _WORDS.inner:
            break
        if kept and not asks and meanings.is_irregular_verb(plain):
            break  # its verb: "The talks took place"
        kept.append(word.strip("?.,;:!"))
        if word[-1] in "?.,;:!":
            break
    after = text[opened.end() :].strip("?.,;:! ")[len(" ".join(kept)) :].split()[:1]
    helped = asks and after not in (["do"], ["have"], ["be"])
    rest = text[opened.end() :].lstrip()[len(" ".join(kept)) :]
    if helped and len(kept) > 1 and not _verb_follows(rest):
        kept.pop()  # the verb: "does the repair cost"
    while kept and (words.fold(kept[-1]) in _WORDS.inner or _is_participle(kept)):
        kept.pop()
    return f"{opened.group()}{' '.join(kept)}" if kept else ""


def _verb_follows(rest: str) -> bool:
    """Whether a place stands between a noun phrase and its verb: "the ice rink in Sulz open"."""
    found = _PLACED.match(rest)
    return found is not None and found["verb"] not in words.STOPWORDS


def _is_participle(phrase: list[str]) -> bool:
    """Whether a phrase ends with one, as "the drain blocked" of "Was the drain blocked"."""
    return len(phrase) > 1 and phrase[-1].endswith(_WORDS.participle_endings)


def _is_possessive(question: str, end: int) -> bool:
    """Whether a word follows that can be owned, not the end or another clause: "her", "his"."""
    after = words.split(question[end:])[:1]
    return bool(after) and after[0] not in words.STOPWORDS
