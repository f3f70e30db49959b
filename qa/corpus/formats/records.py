"""Dumps of articles (.json, .jsonl): one record, one article; its fields by their names."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from typing import Any

from qa.corpus import decoding, fields, frontmatter, telling
from qa.corpus.composer import Composer
from qa.corpus.extract import Builder, Extract
from qa.corpus.fields import Fields
from qa.corpus.formats import html, plain, record_lists
from qa.locale import gettext, ngettext

MAX_RECORDS = 100_000
_SAID = 300  # characters: a longer text is prose, not a value
_DEPTH = 8
_MARKUP = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|ul|ol|li|h[1-6]|blockquote)\b[^<>]*>", re.I
)
_BY = re.compile(r"^by\s+", re.I)
_WRITTEN = re.compile(r"[._]+")  # "service.timeout_seconds" reads "service timeout seconds"
# Fields of a message that say nothing to a reader.
_TECHNICAL = frozenset(
    "id uuid message_id client_msg_id type subtype ts thread_ts date_unixtime edited_unixtime user "
    "user_id from_id actor_id team channel".split()
)
# Numbers from here on are seconds since 1970 (from 1990), or milliseconds (1973); years 1 to 9999.
_SECONDS, _MILLISECONDS, _LAST = 631_152_000, 100_000_000_000, 253_402_300_799


def extract(name: str, content: bytes, named: Fields = fields.COMMON) -> Extract:
    """All records, each at `record N`; their fields are called as `named`.

    Raises:
        ValueError: It is no JSON, or too much.
    """
    text, warnings = decoding.decode(content)
    records, broken = _records(text, named)
    if len(records) > MAX_RECORDS:
        raise ValueError(
            gettext(
                "{count:,} records, {most:,} are the most: split it",
                count=len(records),
                most=MAX_RECORDS,
            )
        )
    builder = Builder()
    found: list[Extract] = []
    before = ""
    for record in records:
        part, before = _record(record, named, before)
        found.append(part)
    for number, part in enumerate(found, 1):
        builder.include_article(part, f"record {number}" if len(found) > 1 else "")
    if broken:
        missing = ngettext(
            "{count} line of no JSON left out", "{count} lines of no JSON left out", broken
        )
        warnings = [*warnings, missing]
    whole = builder.extract().warned(*warnings)
    if len(found) != 1:
        return whole
    one = found[0]
    told = {"title": one.title, "date": one.date, "authors": one.authors, "tags": one.tags}
    return Extract(**{**vars(whole), **told})


def _records(text: str, named: Fields) -> tuple[list[Any], int]:
    """The records, and how many lines were broken."""
    try:
        data = json.loads(text)
    except RecursionError:
        raise ValueError(gettext("its values are nested too deep")) from None
    except ValueError as error:
        return _by_line(text, error)
    return record_lists.records(data, named), 0


def _by_line(text: str, error: ValueError) -> tuple[list[Any], int]:
    records, broken = [], 0
    for line in text.split("\n"):
        if not line.strip():
            continue
        try:
            records.append(json.loads(line))
        except (ValueError, RecursionError):
            broken += 1
    if not records or broken > len(records):
        raise ValueError(gettext("broken JSON")) from error
    return records, broken


def _record(record: Any, named: Fields, before: str) -> tuple[Extract, str]:
    """A record as an article: its title, what is known of it, its text, its other fields.

    A message, which has an author and no title, is written as "author: text", and read after the
    message before. Also returned: what it says, if it is one.
    """
    if not isinstance(record, Mapping):
        return (plain.structured(str(record)) if record is not None else Extract("")), ""
    told = {kind: fields.value(record, named.names(kind)) for kind in ("title", "tags")}
    title = _plain(" ".join(frontmatter.names(told["title"])))
    authors, tags = _authors(record, named), frontmatter.names(told["tags"])
    day = _day(fields.value(record, named.names("date")))
    known = {*named.names("title"), *named.names("author"), *(named.names("date") if day else ())}
    rest = [(k, v) for k, v in _flat(record, named) if _names(k).isdisjoint(known)]
    texts = [v for k, v in rest if _is_text(k, named) or len(v) > _SAID or "\n" in v]
    pairs = [(k, v) for k, v in rest if v not in texts]
    about = {"title": title or None, "date": day, "authors": authors, "tags": tags}
    composer = Composer(title, telling.language(" ".join(texts) or title))
    last = ""
    if authors and texts and not title:
        last = f"{authors[0]}: {_plain(texts[0])}"
        composer.aside("; ".join(f"{k}: {v}" for k, v in pairs if k in _TECHNICAL))
        pairs = [(k, v) for k, v in pairs if k not in _TECHNICAL]
        composer.include(_message(plain.structured(last), before))
        texts = texts[1:]
    else:
        composer.heading(1, title)
        composer.front(authors, day)
    for key, value in pairs:
        composer.pair(key, value, reading=f"{_WRITTEN.sub(' ', key).strip()}: {_plain(value)}")
    for value in texts:
        composer.include(html.fragment(value) if _is_html(value) else plain.structured(value))
    return Extract(**{**vars(composer.extract()), **about}), " ".join(last.split())[:_SAID]


def _authors(record: Mapping[Any, Any], named: Fields) -> tuple[str, ...]:
    """Who wrote it: the first field of that kind that holds names, not numbers of users."""
    found = (frontmatter.names(fields.value(record, [name])) for name in named.names("author"))
    people = (tuple(_BY.sub("", name) for name in one if not name.isdigit()) for one in found)
    return next((one for one in people if one), ())


def _message(said: Extract, before: str) -> Extract:
    """A message, read after the one before it; a line of it says something, a question does not."""
    blocks = []
    for block in said.blocks:
        asks = said.text[: block.end].endswith("?")
        kind = "line" if block.kind == "heading" and not asks else block.kind
        led = " ".join(part for part in (before, block.context) if part)
        update = {"kind": kind, "context": "" if kind == "heading" else led, "where": ""}
        blocks.append(block.model_copy(update=update))
    return replace(said, blocks=tuple(blocks))


def _day(value: Any) -> str | None:
    """A date as `YYYY-MM-DD`: as it is written, or as seconds or milliseconds since 1970."""
    number = value if isinstance(value, int | float) else str(value or "").strip()
    try:
        seconds = float(number)
    except ValueError:
        return frontmatter.iso(value)
    seconds = seconds / 1000 if seconds >= _MILLISECONDS else seconds
    if seconds < _SECONDS:  # a year, or a day such as 20240517
        return frontmatter.iso(value)
    return datetime.fromtimestamp(seconds, UTC).date().isoformat() if seconds < _LAST else None


def _names(key: str) -> set[str]:
    """What a field is called: its path without numbers, its last part, those of what it is in.

    What says a title, "title.rendered", is called a title too.
    """
    parts = [part for part in key.lower().split(".") if not part.isdigit()]
    if len(parts) > 1 and parts[-1] in fields.INNER:
        return {*_names(".".join(parts[:-1])), ".".join(parts)}
    return {".".join(parts), *parts[-1:]}


def _is_text(key: str, named: Fields) -> bool:
    return not _names(key).isdisjoint(named.names("text"))


def _flat(value: Any, named: Fields, name: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    """The fields of a record, those of records within it after their name."""
    if isinstance(value, list) and _is_text(name, named) and (said := _joined(value)):
        yield name, said
    elif isinstance(value, Mapping) and depth < _DEPTH:
        for key, inner in value.items():
            yield from _flat(inner, named, f"{name}.{key}" if name else str(key), depth + 1)
    elif isinstance(value, list) and any(isinstance(row, Mapping | list) for row in value):
        for number, row in enumerate(value, 1):
            if depth < _DEPTH:
                yield from _flat(row, named, f"{name}.{number}", depth + 1)
    elif isinstance(value, list):
        yield name, ", ".join(str(row) for row in value)
    elif value is not None and str(value).strip():
        yield name, str(value)


def _joined(parts: Sequence[Any]) -> str:
    """A text in pieces, some of them records with a text of their own, as chats are kept."""
    said = [part.get("text", "") if isinstance(part, Mapping) else part for part in parts]
    return "".join(said) if all(isinstance(part, str) for part in said) else ""


def _is_html(text: str) -> bool:
    return bool(_MARKUP.search(text))


def _plain(text: str) -> str:
    """A value without the markup of pages in it."""
    if _MARKUP.search(text):
        return " ".join(html.fragment(text).text.split())
    return unescape(text) if "&" in text else text
