"""Whether sentences of the articles say what a statement says.

What can be checked without understanding is checked strictly: every number, date, name and quoted
word of a statement must be in what it cites, in any usual spelling ("four and a half" is 4.5, the
"U.S." is America, "Zelensky" is "Zelenskyy"), and a denial must rest on one. The rest is checked
loosely: enough of the words that carry the statement, weighed by how rare they are, must be there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from qa.index.memory import Index
from qa.text import lexicon, words

_UNITS = {
    word: float(value)
    for value, word in enumerate(
        """
        zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
        fifteen sixteen seventeen eighteen nineteen
        """.split()
    )
}
_TENS = {
    word: float(10 * value)
    for value, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "mn": 1e6, "bn": 1e9, "dozen": 12.0,
}  # fmt: skip
_MONTHS = frozenset(
    "january february march april may june july august september october november december".split()
)
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_DATES = {day[:3]: day for day in (*_MONTHS, *_DAYS)} | {"sept": "september", "tues": "tuesday"}
# Said of somebody, but no part of the name: an article may give the title in another sentence.
_TITLES = frozenset(
    """
    president minister secretary state foreign prime chancellor senator governor ambassador envoy
    adviser advisor spokesperson spokesman spokeswoman general king queen prince princess mr mrs ms
    dr sir lady lord professor judge chief director chairman deputy vice special national security
    """.split()
)
# Words that open a sentence and are no names, though the articles may not use them.
_OPENERS = frozenset(
    """
    however although though despite meanwhile moreover furthermore instead besides rather still thus
    hence therefore perhaps yes indeed also since because unless until whereas whether neither
    either several many much some others another every everyone nobody nothing something overall
    among within without across along around ahead later earlier yet even afterwards today sources
    """.split()
)
_DENIALS = frozenset(
    """
    not no never none nobody nothing nowhere neither nor without cannot dont didnt doesnt isnt wasnt
    werent wont wouldnt cant couldnt shouldnt hasnt havent hadnt arent
    """.split()
)
# What an article may say where a statement says "not".
_DENYING = re.compile(
    r"(?:refus|reject|den(?:y|ied|ies|ial)|fail|lack|absen|exclud|declin|oppos|avoid|prevent|forb|"
    r"prohibit|ban(?:ned|s)?$|miss|yet$|only$|hardly|few$|little$|instead$|rather$|off$|out$|un|"
    r"non|halt|stop|block|cancel|postpon|dismiss|doubt|silen|impossib|ineligib|inabilit|less$)"
)
# Which marks close what an opening mark opened.
_CLOSERS = {"“": "”", "«": "»", "„": "“”", '"': '"', "‘": "’", "'": "'"}
_GAP = re.compile(r"…|\.\.\.|\[[^\[\]]{0,80}\]|\([^()]{0,80}\)")
_TOKEN = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_EXACT_DIGITS = 15
_ALIASES = {"america": "us", "states": "us"}


@dataclass(frozen=True)
class Demands:
    """What must be in the sources of a statement.

    Attributes:
        numbers: Values, of digits and of number words.
        names: Runs of words with a capital, each a tuple of folded words.
        dates: Names of months and weekdays.
        quotes: Runs of folded words between quotation marks.
        denies: Whether the statement says that something is not so.
        terms: The words that carry the statement, stemmed; numbers are looked at as values.
    """

    numbers: frozenset[float | str]
    names: tuple[tuple[str, ...], ...]
    dates: frozenset[str]
    quotes: tuple[tuple[str, ...], ...]
    denies: bool
    terms: frozenset[str]


class Evidence:
    """Sentences of one article in their order, with what is looked up in them."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.text = " ".join(texts)

    @cached_property
    def words(self) -> list[str]:
        """The folded words, in order."""
        return words.split(self.text)

    @cached_property
    def terms(self) -> frozenset[str]:
        """The words, stemmed, stop words and all."""
        return frozenset(words.stem(_ALIASES.get(word, word)) for word in self.words)

    @cached_property
    def numbers(self) -> frozenset[float | str]:
        """The values of its numbers."""
        return numbers(self.words, every=True)

    @cached_property
    def dates(self) -> frozenset[str]:
        """The months and weekdays that it names."""
        return _dates(self.text)

    @cached_property
    def denies(self) -> bool:
        """Whether anything in it is denied, in so many words or by a word that implies it."""
        return any(word in _DENIALS or _DENYING.match(word) for word in self.words)

    @cached_property
    def run(self) -> str:
        """The words as one text with spaces around each, to look up runs of words in."""
        return f" {' '.join(self.words)} "

    def holds(self, run: Sequence[str]) -> bool:
        """Whether these words stand here one after the other."""
        return f" {' '.join(run)} " in self.run


def demands(text: str, index: Index) -> Demands:
    """What a statement demands of its sources."""
    said = words.split(text)
    return Demands(
        numbers=numbers(said),
        names=tuple(_names(text, index)),
        dates=_dates(text),
        quotes=tuple(run for quote in quotes(text) for run in _runs(quote)),
        denies=not _DENIALS.isdisjoint(said),
        terms=frozenset(term for term in words.terms(text) if not term[0].isdigit()),
    )


def missing(wanted: Demands, evidence: Evidence, around: Evidence) -> frozenset[str]:
    """What a statement demands and its sources lack; empty when they bear it out.

    Args:
        wanted: The statement's demands.
        evidence: The sentences that it cites.
        around: All that the model was given: where a first name or a title may stand.
    """
    lacks = {str(number) for number in wanted.numbers - evidence.numbers}
    lacks |= wanted.dates - evidence.dates
    lacks |= {f"“{' '.join(quote)}”" for quote in wanted.quotes if not evidence.holds(quote)}
    for name in wanted.names:
        lacks |= _missing_of_name(name, evidence, around)
    return frozenset(lacks)


def coverage(wanted: Demands, evidence: Evidence, index: Index) -> float:
    """Share of a statement's terms, weighed by rarity, that its sources hold; from 0 to 1.

    A statement that is nothing but a number has no terms: it is half covered by any source.
    """
    total = sum(index.vocabulary.idf(term) for term in wanted.terms)
    held = sum(index.vocabulary.idf(term) for term in wanted.terms & evidence.terms)
    return held / total if total else 0.5 * bool(wanted.numbers)


def numbers(tokens: Sequence[str], *, every: bool = False) -> frozenset[float | str]:
    """The values of the numbers among folded words.

    Number words that stand together are one number. A single "one" says too little to be demanded.

    Args:
        tokens: The words.
        every: Also those that are not demanded.
    """
    found: set[float | str] = set()
    at = 0
    while at < len(tokens):
        value, length = _number_at(tokens, at)
        if length == 0:
            at += 1
            continue
        demanded = tokens[at][0].isdigit() or length > 1 or value not in (0.0, 1.0)
        if every or demanded:
            found.add(value)
        at += length
    return frozenset(found)


def _number_at(tokens: Sequence[str], at: int) -> tuple[float | str, int]:
    """The number that starts at a word, and how many words it has; 0 where there is none."""
    first = tokens[at]
    if first[0].isdigit():
        if len(first) > _EXACT_DIGITS:
            return first, 1
        try:
            value = float(first)
        except ValueError:  # 10:30, 1.2.3
            return first, 1
        length = 1
    elif first in _TENS:
        value, length = _TENS[first], 1
        ones = _UNITS.get(tokens[at + 1], 0.0) if at + 1 < len(tokens) else 0.0
        if 0 < ones < 10:
            value, length = value + ones, 2
    elif first in _UNITS:
        value, length = _UNITS[first], 1
    elif first in ("dozen", "half"):
        return (12.0 if first == "dozen" else 0.5), 1
    else:
        return 0.0, 0
    if list(tokens[at + length : at + length + 3]) == ["and", "a", "half"]:
        value, length = value + 0.5, length + 3
    while at + length < len(tokens) and tokens[at + length] in _SCALES:
        value, length = value * _SCALES[tokens[at + length]], length + 1
    return value, length


def quotes(text: str) -> list[str]:
    """What stands between quotation marks; a double one left open runs to the end of the text."""
    return [text[start:end] for start, end in _spans(text)]


def unquoted(text: str) -> str:
    """The text without its quotation marks."""
    marks = {at for start, end in _spans(text) for at in (start - 1, end)}
    return "".join(c for at, c in enumerate(text) if at not in marks)


def _spans(text: str) -> list[tuple[int, int]]:
    """Where quotes start and end, their marks left out; a mark may be missing at either end."""
    found: list[tuple[int, int]] = []
    opener, start = "", 0
    for at, c in enumerate(text):
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if opener:
            if c in _CLOSERS[opener] and not (c in "'’" and after.isalnum()):
                found.append((start, at))
                opener = ""
        elif c == '"' and not text[at + 1 : at + 8].strip(" .,;!?"):
            found.append((0, at))  # it closes what another sentence opened
        elif c in _CLOSERS and not (c in "'‘" and (before.isalnum() or not after.isalnum())):
            opener, start = c, at + 1
        elif c in "”»" and not found:
            found.append((0, at))
    if opener and opener not in "'‘":
        found.append((start, len(text)))
    return found


def _runs(quote: str) -> list[tuple[str, ...]]:
    """The runs of words of a quote, parted where it says that something was left out."""
    runs = (tuple(words.split(part)) for part in _GAP.split(quote))
    return [run for run in runs if run]


def _dates(text: str) -> frozenset[str]:
    """The months and weekdays of a text, by their full names."""
    dates = (_date(match.group(), match.start(), text) for match in _TOKEN.finditer(text))
    return frozenset(date for date in dates if date)


def _date(word: str, start: int, text: str) -> str:
    """The month or weekday that a word names; empty when it names none."""
    folded = words.fold(word).removesuffix("'s").rstrip(".")
    if not word[0].isupper() or (folded in ("may", "march") and start == 0):
        return ""  # "may" and "march" are verbs too
    if folded in _MONTHS | _DAYS:
        return folded
    # "Jan", "Mar" and "Sun" are names and words too, but not beside a number.
    beside = text[:start].rstrip()[-1:] + text[start + len(word) :].lstrip(" .,")[:1]
    return _DATES.get(folded, "") if any(c.isdigit() for c in beside) else ""


def _names(text: str, index: Index) -> list[tuple[str, ...]]:
    """The names of a text, each with all its words."""
    known = set(lexicon.names(text))
    runs: list[tuple[int, int]] = []
    for match in _TOKEN.finditer(text):
        if match.group() not in known or not _is_name(match.group(), text, match.start(), index):
            continue
        end = match.end()
        if "." in match.group() and text[end : end + 1] == ".":
            end += 1  # the last point of an acronym
        if runs and text[runs[-1][1] : match.start()] in (" ", " of ", " de ", " al "):
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((match.start(), end))
    names = (tuple(words.split(text[start:end])) for start, end in runs)
    return [name for name in names if name]


def _is_name(word: str, text: str, start: int, index: Index) -> bool:
    """Whether a word with a capital names something; dates are looked at by themselves."""
    folded = words.fold(word).removesuffix("'s")
    parts = words.split(word)
    if _date(word, start, text) or folded in words.STOPWORDS or word == "I":
        return False
    if all(part in _UNITS or part in _TENS or part in _SCALES for part in parts):
        return False
    before = text[:start].rstrip(" \"'“‘(")
    if before and before[-1] not in ".!?:":
        return True
    # The word that opens a sentence has a capital whatever it is.
    if folded in _OPENERS:
        return False
    term = words.stem(folded)
    if term in index.vocabulary:
        return bool(index.vocabulary.is_name(term))
    return not folded.endswith("s") or text[start + len(word) :].lstrip()[:1].isupper()


def _missing_of_name(name: tuple[str, ...], evidence: Evidence, around: Evidence) -> set[str]:
    held = [_holds(evidence, word) for word in name]
    lacks = set()
    for at, word in enumerate(name):
        excused = (
            held[at]
            or word in words.STOPWORDS
            or (word in _TITLES and words.stem(word) in around.terms)
            or any(
                held[other] and around.holds(name[min(at, other) : max(at, other) + 1])
                for other in range(len(name))
            )
        )
        if not excused:
            lacks.add(word)
    return lacks


def _holds(evidence: Evidence, word: str) -> bool:
    """Whether a name is there, or the country of which it is the capital's name for.

    A capital may stand for its country ("Moscow said"), never the other way round: a place where
    something happened must be named.
    """
    term = words.stem(_ALIASES.get(word, word))
    if term in evidence.terms:
        return True
    return any(words.capitals().get(other) == term for other in evidence.terms)
