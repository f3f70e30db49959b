"""What kinds of words there are, and the names in a text: numbers, times, speech, places."""

from __future__ import annotations

import re

from qa.text import words

SHARES = frozenset(
    """
    percent percentage half third thirds quarter quarters fifth fifths tenth tenths majority most
    all none double twice
    """.split()
)
NUMBERS = frozenset(
    """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
    hundred hundreds thousand thousands million millions billion billions trillion trillions dozen
    dozens half twice double triple single pair couple none no
    """.split()
)
PERIODS = frozenset(
    """
    day days week weeks month months year years decade decades century centuries hour hours minute
    minutes overnight daily weekly monthly yearly annual annually regular regularly
    """.split()
)
DATES = frozenset(
    """
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sept sep oct nov dec
    monday tuesday wednesday thursday friday saturday sunday
    """.split()
)
TIMES = (
    PERIODS
    | DATES
    | frozenset(
        """
        today yesterday tomorrow tonight spring summer autumn fall winter morning evening afternoon
        night eve ago later recently earlier soon before after during until when
        """.split()
    )
)
UNITS = (
    PERIODS
    | DATES
    | frozenset(
        """
        percent per cent hundred thousand million billion trillion dollars euros pounds rubles
        people km kilometres kilometers metres meters miles feet kg tons tonnes degrees times
        """.split()
    )
)
TITLES = frozenset(  # that stand with a capital before a name, and are no part of it
    """
    president minister secretary state chancellor king queen prince princess emperor governor
    senator mayor chairman director general envoy ambassador adviser advisor spokesman spokeswoman
    spokesperson representative official leader pope bishop judge justice coach captain professor
    affairs foreign defense defence premier prime commissioner chief
    """.split()
)
SPEECH = frozenset(
    words.stem(word)
    for word in """
    accuse acknowledge add admit advise agree announce answer appeal argue ask assert believe blame
    boast call caution characterize claim comment complain concede conclude condemn confirm contend
    criticize declare define demand denounce deny describe discuss dismiss echo emphasize explain
    highlight indicate insist invoke joke label maintain note observe offer plead pledge point post
    praise predict proclaim promise propose quip quote recommend refer reiterate reject remark
    repeat reply respond said say signal speak spoke spoken state stress suggest talk tell think
    thought threaten told tweet underline urge voice vow warn welcome write written wrote
    """.split()
)

_LOCATED = re.compile(
    r"\b(?:in|at|near|to|from|inside|outside|into|across) (?:the |a |its )?(?:\w+ ){0,2}?"
    r"((?:[A-Z][\w'’.-]+,? ?)+)"
)
_TOKEN = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")


def located(text: str) -> list[str]:
    """Names that follow a preposition of place, with the names that follow them."""
    return [name for match in _LOCATED.finditer(text) for name in match[1].split()]


def names(text: str) -> list[str]:
    """Words with a capital that does not come from opening a sentence: names, mostly."""
    found = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        before = text[: match.start()].rstrip(" \"'“‘(")
        opens = not before or before[-1] in ".!?:\n"
        lowered = words.fold(word)
        if (
            word[0].isupper()
            and not (opens and lowered in words.STOPWORDS)
            and (not opens or not _common_opener(lowered))
        ):
            found.append(word)
    return found


def _common_opener(word: str) -> bool:
    return word in TIMES or word in NUMBERS or word.endswith(("ing", "ly"))
