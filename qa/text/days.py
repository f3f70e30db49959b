"""A day as people write it, in the language of page and messages."""

from __future__ import annotations

from datetime import date

from qa import locale
from qa.text.language import ENGLISH


def written(iso: str | None) -> str:
    """A day of an article (ISO 8601) as people write it; what is no whole day as it stands."""
    try:
        day = date.fromisoformat(iso or "")
    except ValueError:
        return iso or ""
    if locale.language() != locale.ENGLISH:
        return _of_language(day)
    month = ENGLISH.calendar.months[day.month - 1].split()[0].capitalize()
    return f"{day.day} {month} {day.year}"


def _of_language(day: date) -> str:
    """As the language of the page writes it; as ISO 8601 does where that is not known."""
    from babel import UnknownLocaleError
    from babel.dates import format_date

    try:
        return format_date(day, "long", locale.language())
    except (UnknownLocaleError, ValueError):
        return day.isoformat()
