"""Which articles may answer: by path, by date, by kind of file."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from pathspec import GitIgnoreSpec

from qa.corpus import formats
from qa.errors import UsageError
from qa.index.memory import Index
from qa.index.rows import Row
from qa.locale import gettext, ngettext
from qa.types import Within

_SHOWN = 3  # files that a message names
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


@dataclass(frozen=True)
class Scope:
    """The articles that may answer.

    Attributes:
        articles: Them, as `Row.article` names them; None for all.
        reason: Why there are none, where there are none.
        notes: What the reader should know of those that were left out.
    """

    articles: tuple[str, ...] | None = None
    reason: str = ""
    notes: tuple[str, ...] = ()


def checked(within: Within | None) -> Within:
    """What was asked for, dates and kinds of files as they are compared.

    Dates become the first or the last day that they mean: since "2024" is from `2024-01-01` on,
    until "2024-02" is up to `2024-02-29`.

    Raises:
        UsageError: A date is none, the two are the wrong way round, or a kind of file is unknown.
    """
    within = within or Within()
    since, until = _day(within.since, last=False), _day(within.until, last=True)
    if since and until and since > until:
        raise UsageError(
            gettext(
                "since {since} until {until} is no stretch of time: exchange the two",
                since=since,
                until=until,
            )
        )
    suffixes = tuple(suffix for kind in within.types for suffix in _suffixes(kind))
    return within.model_copy(update={"since": since, "until": until, "types": suffixes})


def of(index: Index, within: Within | None) -> Scope:
    """The articles of an index that meet every condition.

    Raises:
        UsageError: A condition cannot be understood, or a pattern matches no article.
    """
    wanted = checked(within)
    if wanted == Within():
        return Scope()
    files = (
        index.files if wanted.files is None else tuple(f for f in index.files if f in wanted.files)
    )
    named = _matching(files, wanted.paths, index.files)
    typed = [f for f in named if not wanted.types or f.lower().endswith(wanted.types)]
    found = [index.rows[i] for file in typed for i in index.articles_of(file)]
    dated = [row.article for row in found if _is_between(row.date, wanted.since, wanted.until)]
    if not dated:
        return Scope((), _emptied(wanted, bool(typed)))
    return Scope(tuple(dated), notes=_undated(found, wanted))


def _matching(files: Sequence[str], paths: Sequence[str], every: Sequence[str]) -> tuple[str, ...]:
    """The files that a pattern matches, or that are one.

    Raises:
        UsageError: One of the patterns matches no article at all.
    """
    if not paths:
        return tuple(files)
    matched: set[str] = set()
    for path in paths:
        found = {path} & {*every} or {*_spec(path).match_files(every)}
        if not found:
            raise UsageError(
                gettext(
                    "no article matches '{path}': there are {some}",
                    path=path[:120],
                    some=_some(every),
                )
            )
        matched |= found
    return tuple(file for file in files if file in matched)


def _spec(path: str) -> GitIgnoreSpec:
    try:
        return GitIgnoreSpec.from_lines([path.removeprefix("./").replace("\\", "/")])
    except ValueError as error:
        raise UsageError(
            gettext(
                "'{path}' is no pattern of paths ({error}): write one like 'reports/*'",
                path=path[:120],
                error=error,
            )
        ) from error


def _some(files: Sequence[str]) -> str:
    """A few files, of different folders if possible, for an example."""
    first = {PurePosixPath(file).parent: file for file in reversed(files)}
    chosen = sorted({*list(first.values())[-_SHOWN:], *files[:_SHOWN]})[:_SHOWN]
    return ", ".join(chosen) + (", …" if len(chosen) < len(files) else "")


def _suffixes(kind: str) -> tuple[str, ...]:
    """How names of files of a kind end: of "pdf" or ".pdf", of "markdown" or "mail"."""
    name = kind.strip().lower()
    for known in formats.FORMATS:
        if name == known.name.lower():
            return known.suffixes
    suffix = "." + name.lstrip(".")
    if suffix in formats.SUFFIXES:
        return (suffix,)
    kinds = ", ".join(known.suffixes[0].lstrip(".") for known in formats.FORMATS)
    raise UsageError(
        gettext(
            "'{kind}' is no kind of file that is read: take one of {kinds}",
            kind=kind[:40],
            kinds=kinds,
        )
    )


def _day(written: str | None, *, last: bool) -> str | None:
    """The first or the last day of a year, of a month, or a day itself, as `YYYY-MM-DD`."""
    if not written:
        return None
    found = _DATE.fullmatch(written.strip())
    try:
        if not found:
            raise ValueError(gettext("not the shape of a date"))
        year, month = int(found[1]), int(found[2] or (12 if last else 1))
        days = calendar.monthrange(year, month)[1]
        return date(year, month, int(found[3] or (days if last else 1))).isoformat()
    except ValueError as error:
        raise UsageError(
            gettext(
                "'{written}' is no date: write it as 2024, 2024-05 or 2024-05-17",
                written=written[:40],
            )
        ) from error


def _is_between(day: str, since: str | None, until: str | None) -> bool:
    if not (since or until):
        return True
    return bool(day) and (since or "") <= day <= (until or "9999")


def _undated(found: Iterable[Row], wanted: Within) -> tuple[str, ...]:
    if not (wanted.since or wanted.until):
        return ()
    count = sum(not row.date for row in found)
    if not count:
        return ()
    told = ngettext(
        "1 article without a date was left out.",
        "{count:,} articles without a date were left out.",
        count,
    )
    return (told,)


def _emptied(wanted: Within, typed: bool) -> str:
    """Why no article is left."""
    if typed:
        since = gettext(" since {day}", day=wanted.since) if wanted.since else ""
        until = gettext(" until {day}", day=wanted.until) if wanted.until else ""
        days = since + until
        return gettext("none of the articles that were asked is dated{days}", days=days)
    if wanted.types:
        kinds = ", ".join(wanted.types)
        return gettext("none of the articles that were asked is of the kind {kinds}", kinds=kinds)
    return gettext("none of the files that were asked is an article")
