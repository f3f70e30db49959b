"""Names of months and weekdays, and written dates → ISO 8601; the host's locale plays no part."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from qa.text import words
from qa.text.language import ENGLISH

MONTHS = tuple(names.split()[0] for names in ENGLISH.calendar.months)
WEEKDAYS = tuple(names.split()[0] for names in ENGLISH.calendar.weekdays)

# How dates are written: "2025-02-18", also with a time of day; "Feb. 18, 2025", "18 Feb 2025".
ISO = r"(?P<iso>\d{4}-\d{2}-\d{2})(?:T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?"
# In other languages: "18. Februar 2025", "18 de febrero de 2025", "1er février 2025", "18.2.2025".
_ABROAD = tomllib.loads(Path(__file__).with_name("dates.toml").read_text("utf-8"))
_MONTHS_ABROAD = {
    name: number
    for row in _ABROAD.values()
    for number, names in enumerate(row["months"].split())
    for name in names.split("|")
}
LABELS_ABROAD: tuple[str, ...] = tuple(label for row in _ABROAD.values() for label in row["labels"])
LONG = (
    r"(?P<long>[A-Z][a-z]{2,8}\.?\s+\d{1,2},\s+\d{4}|\d{1,2}\s+[A-Z][a-z]{2,8}\.?\s+\d{4}"
    rf"|\d{{1,2}}(?:\.|er)?\s+(?:de\s+)?(?i:{'|'.join(_MONTHS_ABROAD)})\s+(?:del?\s+)?\d{{4}}"
    r"|\d{4}年\s?\d{1,2}月\s?\d{1,2}日|\d{1,2}\.\s?\d{1,2}\.\s?\d{4})"
)
_JOINTS = frozenset(("de", "del"))


def months(code: str) -> str:
    """A pattern of the names of months in another language, in small letters; or nothing."""
    listed = _ABROAD.get(code, {}).get("months", "").split()
    return rf"\b(?:{'|'.join(listed)})\b" if listed else ""


def _names(listed: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    for number, names in enumerate(listed):
        for name in names.split():
            yield name, number


_MONTH_OF = dict(_names(ENGLISH.calendar.months))
_FULL_NAMES = {name: MONTHS[number] for name, number in _MONTH_OF.items()} | {
    name: WEEKDAYS[number] for name, number in _names(ENGLISH.calendar.weekdays)
}

_DAY = re.compile(
    r"(?<!\d)\d{4}-(?P<iso>\d{2}-\d{2})(?!\d)"
    r"|(?<![\d.,:-])(?P<day>\d{1,2})(?:st|nd|rd|th)? (?:of )?(?P<after>[A-Za-z]{3,9})\b"
    r"|\b(?P<before>[A-Za-z]{3,9}) (?P<of>\d{1,2})(?:st|nd|rd|th)?(?![\d.,:]*\d)"
)


def iso(written: str) -> str | None:
    """A date as it is written (`ISO` without a time, or `LONG`) → `YYYY-MM-DD`, if it is one."""
    plain = re.sub(r"[.,年月日-]|(?<=\d)er\b", " ", written)
    parts = [part for part in plain.lower().split() if part not in _JOINTS]
    try:
        match parts:
            case [day, month, year] if len(year) == 4 and day.isdigit() and month.isdigit():
                return date(int(year), int(month), int(day)).isoformat()
            case [year, month, day] if year.isdigit() and month.isdigit():
                return date(int(year), int(month), int(day)).isoformat()
            case [day, month, year] if day.isdigit():
                number = _MONTH_OF.get(month, _MONTHS_ABROAD.get(month))
                return None if number is None else date(int(year), number + 1, int(day)).isoformat()
            case [month, day, year]:
                return date(int(year), _MONTH_OF[month] + 1, int(day)).isoformat()
    except (ValueError, KeyError):
        pass
    return None


def in_words(iso: str) -> str:
    """A date of ISO 8601 in words: "Tuesday 18 February"; empty where it is none."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return ""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}".title()


def days(text: str) -> Iterator[tuple[int, int]]:
    """The days of a text, as month and day: of "2025-06-14", "16 June 2025", "June 16"."""
    return (day for _, day in written_days(text))


def written_days(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """The days of a text as they are written, each with its month and day."""
    for match in _DAY.finditer(text):
        if match["iso"]:
            yield match.group(), (int(match["iso"][:2]), int(match["iso"][3:]))
        else:
            number = _MONTH_OF.get(words.fold(match["before"] or match["after"]))
            if number is not None:
                yield match.group(), (number + 1, int(match["day"] or match["of"]))


def named(text: str) -> frozenset[str]:
    """The months and weekdays of a text, by their full names."""
    found = (name_at(m.group(), m.start(), text) for m in words.TOKEN.finditer(text))
    return frozenset(name for name in found if name)


def name_at(word: str, start: int, text: str) -> str:
    """The full name of the month or weekday that a word of a text means; empty when none.

    Args:
        word: The word, as it is written.
        start: Where it stands in the text.
        text: The text.
    """
    folded = words.fold(word).removesuffix(ENGLISH.words.possessive).rstrip(".")
    if not word[0].isupper() or (folded in ENGLISH.calendar.ambiguous and start == 0):
        return ""  # "may" and "march" are verbs too
    if folded in MONTHS or folded in WEEKDAYS:
        return folded
    # "Jan", "Mar" and "Sun" are names and words too, but not beside a number.
    beside = text[:start].rstrip()[-1:] + text[start + len(word) :].lstrip(" .,")[:1]
    return _FULL_NAMES.get(folded, "") if any(c.isdigit() for c in beside) else ""
