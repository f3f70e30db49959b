"""What a question asks for, and whether a text offers it: the expected answer type.

Only types that a text shows by its words: a number, a time, a place, a reason, somebody's words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, takewhile
from typing import Literal, cast

from qa.text import dates, lexicon, meanings, words
from qa.text.language import ENGLISH, alternatives

Kind = Literal[
    "quantity", "share", "duration", "age", "time", "name", "place", "reason", "statement", "other"
]

_ASKED = ENGLISH.questions
_COUNT_REACH = 5  # words from a number to what it counts; set by hand, see tests/test_questions.py
_VERB_REACH = 6  # words between a speaker and a verb of speech before it; set by hand
_SPEAKER_WORDS = 6  # that a question may name a speaker by; set by hand
_HOW_MANY = re.compile(_ASKED.counting)
_COUNTS = re.compile(rf"\b{_ASKED.counting}", re.IGNORECASE)
_PLACED = re.compile(
    rf"\b(?:{alternatives(ENGLISH.places.asking)}) (?:{alternatives(_ASKED.what)})$"
)
_SORT = re.compile(
    rf"\b(?:{alternatives(_ASKED.what)}) (?P<sort>[\w-]+(?: [\w-]+)??) "
    rf"(?:{alternatives(_ASKED.auxiliaries)})\b"
)
_ACCORDING = words.stem(ENGLISH.speech.according)
_INTERROGATIVE = re.compile(rf"\b(?:{alternatives(_ASKED.interrogatives)})\b")
_OPENINGS = {kind: re.compile(alternatives(p)) for kind, p in _ASKED.openings.items()}
_STATEMENT = re.compile(
    rf"{_ASKED.statement.opening} (?P<speaker>(?:\S+ ){{1,{_SPEAKER_WORDS}}}?)"
    rf"(?:{alternatives(tuple(word + ' ' for word in _ASKED.statement.adverbs))})?"
    rf"(?:{alternatives(_ASKED.statement.verbs)})\b"
)
_REASON = re.compile(rf"\b(?:{alternatives(_ASKED.signs.reason)})\b")
_PERHAPS_REASON = re.compile(rf"\b(?:{alternatives(_ASKED.signs.perhaps_reason)})\b")
_AGE = re.compile(alternatives(_ASKED.signs.age))
_DECADES = frozenset(f"{word[:-1]}ies" for word in ENGLISH.numbers.tens)
_ASKS_END = re.compile(rf"\b(?:{alternatives(_ASKED.signs.asks_end)})\b")
_END = re.compile(rf"\b(?:{alternatives(_ASKED.signs.end)})\b")
_END_BEFORE = re.compile(rf"\b(?:{alternatives(_ASKED.signs.end)})(?: \w+)? *$")  # a time
_BEFORE_YEARS = alternatives((*ENGLISH.calendar.before_years, *dates.MONTHS))
_NO_COUNT = re.compile(  # ordinals and years
    rf"\b\d+(?:{alternatives(ENGLISH.numbers.ordinal_endings)})\b"
    rf"|\b(?:{_BEFORE_YEARS}|\d{{1,2}},) (?:1\d|20)\d\d\b(?![,.]\d)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d[\d.,:]*")
# Numbers that may be a year, a day or a time of day: no "50,000".
_TIMELY = re.compile(r"\d{1,4}(?:[.:]\d\d)?|\d{1,2}\.\d{1,2}\.(?:\d{2,4})?")
_COMPARES = re.compile(rf"\b(?:{alternatives(_ASKED.comparing)})\b")
_NOW = re.compile(rf"\b(?:{alternatives(_ASKED.now)})\b")
_FIRST_PERSON = re.compile(rf"\b(?:{alternatives(ENGLISH.speech.first_person)})\b")
_WHETHER = re.compile(rf"(?:{alternatives(_ASKED.auxiliaries)}) ")
_LED = re.compile(  # a clause, and the interrogative after it
    rf"\W*when (?!(?:{alternatives(_ASKED.auxiliaries)})\b)[^,?]+, "
    rf"(?=(?:{alternatives(_ASKED.interrogatives)})\b)"
)
_ONE = ENGLISH.numbers.amount_openers & meanings.listed("grammar", "articles")
_REQUEST = re.compile(_ASKED.requests)
_CHOICE = re.compile(rf"\b{_ASKED.choice}\b")
_CLAUSE = re.compile(r", ")
_QUOTED = re.compile(r"[\"“][^\"”]*(?:[\"”]|$)")
_PRONOUN = re.compile(rf"\b(?:{alternatives(ENGLISH.speech.pronouns)})\b")


@dataclass(frozen=True)
class Wanted:
    """What an answer has to offer.

    Attributes:
        kind: Its type.
        speaker: The term that the speaker goes by, where somebody's words are asked for.
        topic: Terms for what they speak of.
        counted: Terms for what is counted, where "how many" of it is asked.
    """

    kind: Kind
    speaker: str = ""
    topic: frozenset[str] = frozenset()
    counted: frozenset[str] = frozenset()


@lru_cache(maxsize=256)
def wanted(question: str) -> Wanted:
    """What a question asks for: by its first interrogative, as "what … when …" asks for no time."""
    folded = words.fold(question)
    first = _first(folded)
    asked = folded[first.start() :] if first else ""
    if statement := _STATEMENT.match(asked):
        named = words.terms(statement["speaker"])
        topic = frozenset(words.terms(asked[statement.end() :]))
        return Wanted("statement", named[-1], topic) if named else Wanted("other")
    kinds = (kind for kind, pattern in _OPENINGS.items() if pattern.match(asked))
    found = cast("Kind", next(kinds, "other"))
    if found == "other" and first and _PLACED.search(folded[: first.end()]):
        return Wanted("place")
    return Wanted(found, counted=_counted(asked))


def _first(folded: str) -> re.Match[str] | None:
    """The interrogative that asks, not that of a clause before: "When it broke, who was there?"."""
    first = _INTERROGATIVE.search(folded)
    led = _LED.match(folded)
    return _INTERROGATIVE.search(folded, led.end() - 1) if led else first


def interrogates(question: str) -> bool:
    """Whether a question says what it asks for: "And the chapel?" leaves that to the one before."""
    return bool(_INTERROGATIVE.search(words.fold(question))) or asks_whether(question)


def compares(question: str) -> bool:
    """Whether a question asks how accounts or people differ, which no one sentence tells."""
    return bool(_COMPARES.search(words.fold(question)))


def asks_whether(question: str) -> bool:
    """Whether yes or no would answer: "Did …?", also after a clause; "Can you tell me who …?" not.

    A question that offers a choice ("Is it red or blue?") has an answer of its own.
    """
    folded = words.fold(question).lstrip()
    if _REQUEST.match(folded) and _INTERROGATIVE.search(folded):
        return False
    if _WHETHER.match(folded):
        return not _CHOICE.search(folded)
    clauses = _CLAUSE.split(folded)
    return not _INTERROGATIVE.search(folded) and any(_WHETHER.match(c) for c in clauses[1:])


def offers_choice(question: str) -> bool:
    """Whether a question names what may answer it: "Is it red or blue?"."""
    return bool(_CHOICE.search(words.fold(question)))


def asks_for_now(question: str) -> bool:
    """Whether what holds now is asked for, or the latest of its kind: "the current", "now"."""
    return bool(_NOW.search(words.fold(question)))


def now_in(question: str) -> str:
    """The words of a question that ask for what holds now."""
    return " ".join(match.group() for match in _NOW.finditer(words.fold(question)))


def has_short_answer(question: str) -> bool:
    """Whether a few words can be the answer: not to yes or no, a why or a comparison."""
    return not (wanted(question).kind == "reason" or asks_whether(question) or compares(question))


def asks_several(question: str) -> bool:
    """Whether a question asks for more than one thing: "Which firms …?", "who and when"."""
    said = words.split(question)
    joined = ENGLISH.names.conjunction in said or not ENGLISH.referents.some.isdisjoint(said)
    sort = _SORT.search(words.fold(question))
    noun = sort["sort"].split()[-1] if sort else ""
    return joined or (noun.endswith("s") and words.stem(noun) != noun)


def _counted(asked: str) -> frozenset[str]:
    """What "how many …" counts: the words up to the first that is none of its own, but no names."""
    many = _HOW_MANY.match(asked)
    own = takewhile(
        lambda w: w not in words.STOPWORDS, words.split(asked[many.end() :] if many else "")
    )
    return frozenset(term for word in own if not words.is_place(term := words.stem(word)))


def asks_where(question: str) -> bool:
    """Whether a question asks where something is: not which of some countries did something."""
    folded = words.fold(question)
    first = _first(folded)
    if first is None or wanted(question).kind != "place":
        return False
    return first.group() not in _ASKED.what or bool(_PLACED.search(folded[: first.end()]))


def sort_asked(question: str) -> frozenset[str]:
    """The terms of what one is asked for of: "firm" in "Which firm will build it?"."""
    asked = _SORT.search(words.fold(question))
    return frozenset(words.terms(asked["sort"])) if asked else frozenset()


def uncounted(question: str) -> str:
    """A question without its "how many": what is left of it names things."""
    return _COUNTS.sub("", question)


def offers(text: str, wanted: Wanted, question: str, before: str = "", after: str = "") -> float:
    """How far a text offers what is wanted, and the question did not name itself.

    1 where it does and 0 where it does not. A half where it may: a number that counts something
    else, a place without a name ("in the hills"), a reason that
    only "to" or "for" may open, words of the right speaker that touch nothing of the topic.

    Args:
        text: A sentence.
        wanted: What the question asks for.
        question: The question.
        before: The sentence before, which says who "he" is; of a part of a sentence what leads to
            it, which says that a time is an end: "until".
        after: The sentence after.
    """
    folded = words.fold(text)
    fresh = set(words.split(text)) - set(words.split(question))
    counted = set(words.split(_NO_COUNT.sub(" ", text))) & fresh
    match wanted.kind:
        case "quantity":
            some = _any_of(counted, lexicon.NUMBERS) or _is_one(text, wanted.counted)
            right = some and (not wanted.counted or _counts(text, counted, wanted.counted))
            right = right or _is_one(text, wanted.counted)
            return _graded(right, some)
        case "duration":
            found = _any_of(counted, lexicon.NUMBERS | lexicon.PERIODS)
        case "time":
            led = _END.search(folded) or _END_BEFORE.search(words.fold(before))
            ends = not _ASKS_END.search(words.fold(question)) or bool(led)
            numbers = {word for word in fresh if _NUMBER.fullmatch(word)}
            timely = {word for word in numbers if _TIMELY.fullmatch(word)}
            found = ends and _any_of(fresh - (numbers - timely), lexicon.TIMES)
        case "name":
            names = {word for name in lexicon.names(text) for word in words.split(name)}
            found = bool(names & fresh)
        case "share":
            found = "%" in text or not lexicon.SHARES.isdisjoint(fresh)
        case "age":
            found = bool(_AGE.search(folded)) and _any_of(counted, lexicon.NUMBERS | _DECADES)
        case "reason":
            return _graded(bool(_REASON.search(folded)), bool(_PERHAPS_REASON.search(folded)))
        case "statement":
            speaks = _speaks(text, wanted.speaker, before)
            around = words.terms(f"{before} {text} {after}")
            return _graded(
                speaks and not (wanted.topic and wanted.topic.isdisjoint(around)), speaks
            )
        case "place":
            return _graded(bool(_places(text) - set(words.terms(question))), True)
        case "other":
            found = True
    return float(found)


def reasons(folded: str) -> list[int]:
    """Where in a folded text what may be a reason begins: after "because", but also after "to"."""
    found = (*_REASON.finditer(folded), *_PERHAPS_REASON.finditer(folded))
    return [match.end() for match in found]


def _graded(surely: bool, perhaps: bool) -> float:
    return 1.0 if surely else 0.5 if perhaps else 0.0


def _places(text: str) -> set[str]:
    return _terms(lexicon.located(text)) | {
        term for term in words.terms(text) if words.is_place(term)
    }


def _any_of(found: set[str], telling: frozenset[str]) -> bool:
    return any(word in telling or not word.isalpha() for word in found)


def _counts(text: str, fresh: set[str], counted: frozenset[str]) -> bool:
    """Whether a fresh number stands a few words before a term that is counted."""
    split = words.split(_NO_COUNT.sub(" ", text))
    numbers = [
        i for i, word in enumerate(split) if word in fresh and _any_of({word}, lexicon.NUMBERS)
    ]
    return any(
        words.stem(word) in counted for i in numbers for word in split[i : i + 1 + _COUNT_REACH]
    )


def _is_one(text: str, counted: frozenset[str]) -> bool:
    """Whether one of what is counted is told as such, where it is a measure: "barely a month"."""
    split = words.split(text)
    return any(
        one in _ONE and word in lexicon.MEASURES and words.stem(word) in counted
        for one, word in pairwise(split)
    )


def _speaks(text: str, speaker: str, before: str) -> bool:
    """Whether somebody speaks in a text: named before a verb of speech, or right after it.

    "According to" them counts, as do a pronoun that follows their name in the sentence before, and
    the first person outside of quotation marks, in which a speech is written.
    """
    if _FIRST_PERSON.search(words.fold(_QUOTED.sub(" ", text))):
        return True
    terms = [_country_of_capital(words.stem(word)) for word in words.split(text)]
    speaker = _country_of_capital(speaker)
    verbs = [i for i, term in enumerate(terms) if term in lexicon.SPEECH]
    at = [i for i, term in enumerate(terms) if term == speaker]
    for i in at:
        if any(i < verb or verb < i <= verb + _VERB_REACH for verb in verbs):
            return True
        if _ACCORDING in terms[max(0, i - _VERB_REACH) : i]:
            return True
    named_before = speaker in (
        _country_of_capital(words.stem(word)) for word in words.split(before)
    )
    refers = _PRONOUN.search(words.fold(text)) or _QUOTED.search(text)
    return named_before and bool(verbs) and bool(refers)


def _country_of_capital(term: str) -> str:
    """The country of a capital, as Moscow speaks for Russia; any other term as it is."""
    return words.capitals().get(term, term)


def telling(text: str, wanted: Wanted) -> set[str]:
    """The terms of a text that may be the answer: numbers, times, names of places, or any name."""
    split = words.split(text)
    numbers = {word for word in split if any(character.isdigit() for character in word)}
    match wanted.kind:
        case "quantity" | "share" | "duration":
            return numbers | {
                words.stem(word) for word in split if word in lexicon.NUMBERS | lexicon.SHARES
            }
        case "time":
            return numbers | {words.stem(word) for word in split if word in lexicon.DATES}
        case "place":
            return _terms(lexicon.located(text))
    return numbers | _terms(lexicon.names(text))


def _terms(found: Iterable[str]) -> set[str]:
    return {words.stem(word) for name in found for word in words.split(name)}
