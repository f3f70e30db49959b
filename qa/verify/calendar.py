"""What day an article means: "on Monday" is a date where it is known when it was published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from qa.text import dates, meanings
from qa.text.language import ENGLISH
from qa.verify.reading import Reading, read

_WEEK = 7  # days
_WEEKDAY = re.compile(
    rf"(?<!\w)(?P<name>{'|'.join(day.capitalize() for day in dates.WEEKDAYS)})(?![\w’'-])"
)
_MONTH = "|".join(month.capitalize() for month in dates.MONTHS)
_TH = rf"(?:{'|'.join(ENGLISH.numbers.ordinal_endings)})?"
_DAY = re.compile(
    rf"(?<!\w)(?:(?P<day>\d{{1,2}}){_TH} (?P<month>{_MONTH})"
    rf"|(?P<month_first>{_MONTH}) (?P<day_last>\d{{1,2}}){_TH})"
    r"(?:,? (?P<year>\d{4}))?(?![\w-])"
)


def spelled_out(sentence: str, statement: str, published: str) -> str:
    """A sentence with the days that it names told in full, where a statement asks for that.

    "On Monday" of an article of Tuesday, 18 February 2025 is "on Monday 17 February 2025", where
    the sentence tells what was; what is to come, or is so every week, is left as it is written.

    Args:
        sentence: A sentence of an article.
        statement: What is to be checked against it.
        published: The day of the article, as `YYYY-MM-DD`; empty where none is known.
    """
    try:
        day = date.fromisoformat(published)
    except ValueError:
        return sentence
    said, told = read(statement), read(sentence)
    months = said.dates & frozenset(dates.MONTHS)
    if months - told.dates or _years(said) - _years(told):
        return _with_dates(sentence, told, day)
    if (said.dates - told.dates) & frozenset(dates.WEEKDAYS):
        return _with_weekdays(sentence, day, anytime=bool(months))
    return sentence


def _years(reading: Reading) -> frozenset[str]:
    return frozenset(token for token in reading.tokens if re.fullmatch(r"(?:19|20)\d\d", token))


def _with_dates(sentence: str, told: Reading, published: date) -> str:
    """A sentence with a date after each weekday of the week before the article."""
    if told.dates & frozenset(dates.MONTHS):
        return sentence

    def full(found: re.Match[str]) -> str:
        before = sentence[: found.start()].split()[-1:]
        if ENGLISH.calendar.repeating.intersection(map(str.lower, before)):
            return found.group()
        name = found["name"].lower()
        if not _tells_what_was(told, name):
            return found.group()
        back = (published.weekday() - dates.WEEKDAYS.index(name)) % _WEEK
        return f"{found.group()} {_written(published - timedelta(days=back))}"

    return _WEEKDAY.sub(full, sentence)


def _tells_what_was(told: Reading, weekday: str) -> bool:
    """Whether the clause of a weekday is in the past, and nothing of its sentence is to come."""
    signs = (meanings.pattern("certainty", kind) for kind in ("possible", "planned", "future"))
    if any(sign.search(told.folded) for sign in signs) or weekday not in told.tokens:
        return False
    clause = told.clause(told.words[told.tokens.index(weekday)].clause)
    sentence = told.words[clause.start].sentence
    here = [told.tokens[i] for i in clause]
    if not any(map(_is_past, here)):  # "On Monday, the mayor …"
        here = [w.text for w in told.words if w.sentence == sentence]
    return any(map(_is_past, here)) and meanings.listed("grammar", "present").isdisjoint(here)


def _is_past(token: str) -> bool:
    ends = token.endswith("ed") and len(token) > len("need")
    return ends or token in ENGLISH.asking.past or token in meanings.listed("grammar", "past")


def _with_weekdays(sentence: str, published: date, *, anytime: bool) -> str:
    """A sentence with the weekday before each date; else only of those of the last week."""

    def full(found: re.Match[str]) -> str:
        day = next(_day(found, published), None)
        if day is None or not (anytime or 0 <= (published - day).days < _WEEK):
            return found.group()
        return f"{dates.WEEKDAYS[day.weekday()].capitalize()} {found.group()}"

    return _DAY.sub(full, sentence)


def _day(found: re.Match[str], published: date) -> Iterator[date]:
    """The day that is written; of no year, that of the article's."""
    month = (found["month"] or found["month_first"]).lower()
    year = int(found["year"] or published.year)
    try:
        yield date(year, dates.MONTHS.index(month) + 1, int(found["day"] or found["day_last"]))
    except ValueError:
        return


def _written(day: date) -> str:
    return f"{day.day} {dates.MONTHS[day.month - 1].capitalize()} {day.year}"
