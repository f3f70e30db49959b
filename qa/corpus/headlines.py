"""Title and date of an article: from its first and last lines, and from written dates."""

from __future__ import annotations

import re

from qa.corpus import lines, paragraphs
from qa.text import dates
from qa.text.language import ENGLISH, alternatives

_TITLE_CHARACTERS = 160
DATE_LINES = 5  # a date of publication stands in the first or last lines of an article

_LABELS = alternatives((*ENGLISH.pages.date_labels, *dates.LABELS_ABROAD))
# "date 2025-02-18 A headline", "Published: Feb. 18, 2025", or a date alone on its line.
_DATED_LINE = re.compile(
    rf"^\s*(?P<label>(?:{_LABELS})\s*[:：]?\s*)?"
    rf"(?:{dates.ISO}|{dates.LONG})\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
# "The Sentinel, 6 June 2024", "Tolby, 3 May 2024 (agency)": who published it, and when.
_DATELINE = re.compile(
    rf"^\s*(?:(?P<by>[^\W\d_][^,:;.!?\d]{{0,40}}),\s+)?(?:{dates.ISO}|{dates.LONG})"
    r"\s*(?:\([^()]{1,30}\))?\s*[-–—.:]*\s*$"
)
_TITLED = 3  # words before the date of a first line that may be the title; set by hand
_LABEL = re.compile(r"^\s*\w+(?:\s\w+)?\s*[:：]")  # "Present: Ada Holm"
# "ALCORA, 3 de junio de 2023.- The bridge …", "BERLIN, 14 May 2024 (agency) - A fire …"
_RUN_IN = re.compile(
    rf"^\s*[^\W\d_a-z][\w'’.-]*(?:[ /][^\W\d_a-z][\w'’.-]*){{0,3}},\s+(?:{dates.ISO}|{dates.LONG})"
    r"\s*(?:\([^()]{1,30}\)\s*)?[-–—.:]"
)
_MARKS = re.compile(r"^(?:#\+\w+:|#+|=+)\s*|(?<=\S)\s*=+$", re.I)  # of Markdown, Org, AsciiDoc
_DATE = re.compile(rf"{dates.ISO}|{dates.LONG}")


def title_and_date(text: str) -> tuple[str | None, str | None]:
    """The headline and the date of publication, where a plain text shows them."""
    heads = [line for line in (row.strip() for row in text.split("\n")) if line]
    title: str | None = None
    day: str | None = None
    for index, head in enumerate(heads):
        line = head
        near_an_end = index < DATE_LINES or index >= len(heads) - 2
        match = _DATED_LINE.match(line) if near_an_end else None
        after = heads[1] if index == 0 and len(heads) > 1 else None
        published = _DATELINE.match(line) if near_an_end else None
        opened = _RUN_IN.match(line) if index < DATE_LINES else None
        if published:
            day = day or dates.iso(published["iso"] or published["long"])
            line = "" if is_dateline(line, after) else line
        elif match and (match["label"] or not match["rest"]):
            day = day or dates.iso(match["iso"] or match["long"])
            line = match["rest"].strip()
        elif opened:
            day = day or dates.iso(opened["iso"] or opened["long"])
        if index == 0 and _is_wrapped(text):
            continue
        if index == 0 or (day and title is None and index < 2):
            title = title or _as_title(line)
    return title, day


def _is_wrapped(text: str) -> bool:
    """Whether the first line of a text goes on on the next: then it is none of its own."""
    rows = text.strip().split("\n")[:2]
    goes_on = len(rows) > 1 and rows[1].strip()[:1].islower()
    return goes_on and paragraphs.is_cased(text)


def is_dateline(line: str, after: str | None = None) -> bool:
    """Whether a line says only who published an article, and when.

    "Minutes of the Water Board, 9 May 2024" above the minutes is their title.

    Args:
        line: The line.
        after: What stands below it, where it is the first one of a text.
    """
    match = _DATELINE.match(line)
    if not match or after is None or len((match["by"] or "").split()) < _TITLED:
        return bool(match)
    return _as_title(after) is not None and not _LABEL.match(after)


def tells_a_date(heading: str) -> bool:
    """Whether a heading says when something was: "3.4.0 (2022-12-01)", not a date alone."""
    match = _DATE.search(heading)
    if not match:
        return False
    return bool(re.search(r"\w", heading.replace(match.group(), "", 1)))


def _as_title(line: str) -> str | None:
    """The line as a headline, or None when it reads as a sentence, a credit or a paragraph."""
    line = _MARKS.sub("", line).strip()
    if not line or len(line) > _TITLE_CHARACTERS or lines.CLOSES.search(line):
        return None
    return line


def written_date(text: str) -> str | None:
    """The first date that a text names, as `YYYY-MM-DD`, or None."""
    match = _DATE.search(text)
    return dates.iso(match["iso"] or match["long"]) if match else None


def pdf_date(text: str) -> str | None:
    """A date as PDF writes it (`D:20240917…`), as `YYYY-MM-DD`, or None."""
    match = re.match(r"D:(\d{4})(\d{2})(\d{2})", text)
    return written_date("-".join(match.groups())) if match else None


def long_date(iso: str | None) -> str:
    """A date as one writes it in a sentence: `2024-09-17` → `17 September 2024`."""
    if not iso:
        return ""
    year, month, day = iso.split("-")
    return f"{int(day)} {dates.MONTHS[int(month) - 1].title()} {year}"
