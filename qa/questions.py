"""What a question asks for: the kind of thing that an answer must name, and whether a text does."""

from __future__ import annotations

import re
from typing import Literal

from qa import words

Kind = Literal["person", "time", "quantity", "place", "other"]

_NUMBERS = frozenset(
    """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
    hundred thousand million billion trillion dozen half third quarter fifth tenth once twice
    several both none zero first second
    """.split()
)
_TIMES = frozenset(
    """
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sept sep oct nov dec
    monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight
    day days week weeks month months year years decade century hour hours minute minutes
    spring summer autumn fall winter morning evening afternoon night eve
    ago later recently earlier soon
    """.split()
)

_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "quantity",
        re.compile(
            r"\bhow (?:many|much|long|often|old|far|big|large|tall|high|fast|heavy|deep|wide)\b"
            r"|\bwhat (?:number|percentage|percent|share|fraction|proportion|amount|size)\b"
            r"|\b(?:number|percentage|amount|population) of\b"
        ),
    ),
    (
        "time",
        re.compile(
            r"\bwhen\b|\b(?:what|which|on what|in what|in which|on which) "
            r"(?:exact |specific )?(?:year|date|day|month|century|decade|time|weekday|season)\b"
            r"|\bhow (?:recently|soon)\b|\bsince when\b"
        ),
    ),
    ("place", re.compile(r"\bwhere\b|\b(?:what|which) (?:city|country|place|town|state|region)\b")),
    ("person", re.compile(r"\bwho\b|\bwhom\b|\bwhose\b|\b(?:what|which) (?:person|man|woman)\b")),
)
_TOKEN = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")


def kind(question: str) -> Kind:
    """The kind of thing that a question asks for."""
    folded = words.fold(question)
    found = [(match.start(), name) for name, pattern in _KINDS if (match := pattern.search(folded))]
    return min(found)[1] if found else "other"


def offers(text: str, wanted: Kind, question: str) -> bool:
    """Whether a text names something of the wanted kind that the question did not name itself."""
    asked = set(words.split(question))
    if wanted == "other":
        return any(word not in asked for word in words.split(text) if word not in words.STOPWORDS)
    if wanted in ("time", "quantity"):
        fresh = [word for word in words.split(text) if word not in asked]
        if any(any(c.isdigit() for c in word) for word in fresh):
            return True
        return any(word in (_TIMES if wanted == "time" else _NUMBERS) for word in fresh)
    return any(not asked.issuperset(words.split(name)) for name in names(text))


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
    return word in _TIMES or word in _NUMBERS or word.endswith(("ing", "ly"))
