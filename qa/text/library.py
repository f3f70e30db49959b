"""Questions about the articles themselves: which of them mention something, what they are about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from qa.text import dates, words
from qa.text.language import ENGLISH

Kind = Literal["mentions", "count", "topics", "new", "summary", "title", "comparison"]

_ASKED = ENGLISH.library
_LISTED: dict[Kind, tuple[str, ...]] = {  # in the order in which they are tried
    "count": _ASKED.count,
    "mentions": _ASKED.mentions,
    "topics": _ASKED.topics,
    "new": _ASKED.new,
    "summary": _ASKED.summary,
    "title": _ASKED.title,
    "comparison": _ASKED.comparison,
}
_PATTERNS = tuple(
    (kind, re.compile(rf"\W*(?:{_ASKED.polite})?(?:{pattern})\W*$", re.IGNORECASE))
    for kind, patterns in _LISTED.items()
    for pattern in (p.replace("ARTICLES", f"(?:{_ASKED.articles})") for p in patterns)
)
_OPENS = re.compile(r"\w+")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DAY = re.compile(r"\b[0-3]?\d\b")


@dataclass(frozen=True)
class Asked:
    """What is asked of the articles.

    Attributes:
        kind: Which articles mention a subject, how many do, what all are about, what is new since
            a date, what one of them says in short or is called, or whether they agree on a subject.
        subject: The words of the subject, of the date, or of the article that is meant.
        said: Whether it is asked which articles say so, and not which mention it.
    """

    kind: Kind
    subject: str = ""
    said: bool = False


def asked(question: str) -> Asked | None:
    """What a question asks of the articles themselves; None where it asks for what they tell."""
    for kind, pattern in _PATTERNS:
        if found := pattern.match(question.strip()):
            groups = found.groupdict()
            subject = (groups.get("subject") or "").strip(" ?.!\"“”'")
            return Asked(kind, subject, said=bool(groups.get("said")))
    return None


def as_question(subject: str) -> str:
    """A question for a subject: "the length of the talks" is asked for by "how long"."""
    opened = _OPENS.match(subject)
    if opened and opened.group().lower() in ENGLISH.questions.interrogatives:
        return f"{subject[:1].upper()}{subject[1:]}?"
    for noun, asking in _ASKED.nouns.items():
        if found := re.match(rf"(?:the )?(?:\w+ )?{noun} of (?P<rest>.+)", subject, re.IGNORECASE):
            return f"{asking} {found['rest']}?"
    return f"{_ASKED.asking} {subject}?"


def things(subject: str) -> frozenset[str]:
    """The terms of a subject without those that name what is asked of it: "length", "number"."""
    left = subject
    for noun in _ASKED.nouns:
        left = re.sub(rf"^(?:the )?(?:\w+ )?{noun} of ", "", left, flags=re.IGNORECASE)
    return terms(left) or terms(subject)


def since(text: str, year: str) -> str:
    """A date as it is asked for → `YYYY-MM-DD`, or its beginning; empty where it is none.

    Args:
        text: As "1 May", "May 2024", "2024-05-01".
        year: The year that is meant where none is named.
    """
    if found := re.search(dates.ISO, text):
        return dates.iso(found["iso"]) or ""
    named = [month for month in dates.MONTHS if month in dates.named(f"on {text}")]
    written = _YEAR.search(text)
    meant = written.group() if written else year
    if not named:
        return meant if written else ""
    month = f"{meant}-{1 + dates.MONTHS.index(named[0]):02d}"
    days = [d for d in _DAY.findall(_YEAR.sub(" ", text)) if int(d) > 0]
    return f"{month}-{int(days[0]):02d}" if days else month


def terms(subject: str) -> frozenset[str]:
    """The terms that a sentence has to hold to mention a subject."""
    return frozenset(words.terms(subject))
