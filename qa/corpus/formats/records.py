"""Dumps of articles (.json, .jsonl): one record, one article; its fields by their common names."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from qa.corpus import decoding, frontmatter
from qa.corpus.composer import Composer
from qa.corpus.extract import Builder, Extract
from qa.corpus.formats import html, plain
from qa.corpus.frontmatter import AUTHOR, DATE, TAGS, TEXT, TITLE

MAX_RECORDS = 100_000
_LISTS = ("articles", "items", "data", "results", "records", "entries", "docs", "documents",
          "posts", "stories", "rows", "messages", "features")  # fmt: skip
_SAID = 300  # characters: a longer text is prose, not a value
_DEPTH = 8


def extract(name: str, content: bytes) -> Extract:
    """All records, each at `record N`.

    Raises:
        ValueError: It is no JSON, or too much.
    """
    text, warnings = decoding.decode(content)
    records, broken = _records(text)
    if len(records) > MAX_RECORDS:
        raise ValueError(f"{len(records):,} records, {MAX_RECORDS:,} are the most: split it")
    builder = Builder()
    found = [_record(record) for record in records]
    for number, part in enumerate(found, 1):
        builder.include_article(part, f"record {number}" if len(found) > 1 else "")
    if broken:
        warnings = [*warnings, f"{broken} line{'s' * (broken != 1)} of no JSON left out"]
    whole = builder.extract().warned(*warnings)
    if len(found) != 1:
        return whole
    one = found[0]
    told = {"title": one.title, "date": one.date, "authors": one.authors, "tags": one.tags}
    return Extract(**{**vars(whole), **told})


def _records(text: str) -> tuple[list[Any], int]:
    """The records, and how many lines were broken."""
    try:
        data = json.loads(text)
    except RecursionError:
        raise ValueError("its values are nested too deep") from None
    except ValueError as error:
        return _by_line(text, error)
    if isinstance(data, Mapping):
        known = {str(key).lower(): value for key, value in data.items()}
        for key in _LISTS:
            listed = known.get(key)
            if isinstance(listed, list) and any(isinstance(row, Mapping) for row in listed):
                return listed, 0
    return (data if isinstance(data, list) else [data]), 0


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
        raise ValueError("broken JSON") from error
    return records, broken


def _record(record: Any) -> Extract:
    """A record as an article: its title, what is known of it, its text, its other fields."""
    if not isinstance(record, Mapping):
        return plain.structured(str(record)) if record is not None else Extract("")
    title = " ".join(frontmatter.names(frontmatter.first(record, TITLE)))
    authors = frontmatter.names(frontmatter.first(record, AUTHOR))
    day = frontmatter.iso(frontmatter.first(record, DATE))
    tags = frontmatter.names(frontmatter.first(record, TAGS))
    composer = Composer(title)
    composer.heading(1, title)
    composer.front(authors, day)
    texts = []
    for key, value in _flat(record):
        last = key.rsplit(".", 1)[-1].lower()
        if last in (*TITLE, *AUTHOR) or (last in DATE and day):
            continue
        if last in TEXT or len(value) > _SAID or "\n" in value:
            texts.append(value)
        else:
            composer.pair(key, value)
    for value in texts:
        composer.include(html.fragment(value) if _is_html(value) else plain.structured(value))
    told = {"title": title or None, "date": day, "authors": authors, "tags": tags}
    return Extract(**{**vars(composer.extract()), **told})


def _flat(value: Any, name: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    """The fields of a record, those of records within it after their name."""
    if isinstance(value, Mapping) and depth < _DEPTH:
        for key, inner in value.items():
            yield from _flat(inner, f"{name}.{key}" if name else str(key), depth + 1)
    elif isinstance(value, list) and any(isinstance(row, Mapping | list) for row in value):
        for number, row in enumerate(value, 1):
            if depth < _DEPTH:
                yield from _flat(row, f"{name}.{number}", depth + 1)
    elif isinstance(value, list):
        yield name, ", ".join(str(row) for row in value)
    elif value is not None and str(value).strip():
        yield name, str(value)


def _is_html(text: str) -> bool:
    return "</p>" in text or "<br" in text or "</div>" in text
