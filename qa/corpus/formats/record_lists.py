"""Where a JSON text keeps its records: in a list, however deep, each perhaps in an envelope."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qa.corpus.fields import Fields, value

_LISTS = ("articles", "items", "data", "results", "records", "entries", "docs", "documents",
          "posts", "stories", "rows", "messages", "features")  # fmt: skip
# What interfaces wrap a record in: Elasticsearch, GraphQL, JSON:API, Reddit.
_ENVELOPES = ("_source", "node", "attributes", "data", "item", "article", "post")
_DEPTH = 4  # lists of lists and of records that are looked through for records


def records(data: Any, named: Fields) -> list[Any]:
    """The records of a JSON value; the value itself where it is one.

    Args:
        data: What the JSON says.
        named: What the fields of records are called.
    """
    listed = data if isinstance(data, list) else _known(data) or _deep(data, named, 0)
    found = listed or ([] if isinstance(data, list) else [data])
    return [_unwrapped(record, named) if listed else record for record in found]


def _known(data: Any) -> Sequence[Any]:
    """The list of records under one of the names that lists of them have."""
    if not isinstance(data, Mapping):
        return ()
    known = {str(key).lower(): inner for key, inner in data.items()}
    for key in _LISTS:
        listed = known.get(key)
        if isinstance(listed, list) and any(isinstance(row, Mapping) for row in listed):
            return listed
    return ()


def _deep(data: Any, named: Fields, depth: int) -> Sequence[Any]:
    """The first list within records of which every one is an article."""
    if not isinstance(data, Mapping) or depth == _DEPTH or _is_record(data, named):
        return ()
    for inner in data.values():
        if isinstance(inner, list) and len(inner) > 1:
            if all(_is_record(_unwrapped(row, named), named) for row in inner):
                return inner
        elif found := _deep(inner, named, depth + 1):
            return found
    return ()


def _unwrapped(record: Any, named: Fields) -> Any:
    """A record without the envelope that it comes in."""
    if not isinstance(record, Mapping) or _is_record(record, named):
        return record
    inside = (record[key] for key in _ENVELOPES if isinstance(record.get(key), Mapping))
    return next((inner for inner in inside if _is_record(inner, named)), record)


def _is_record(record: Any, named: Fields) -> bool:
    """Whether it is an article: it has a text, or a title and who wrote it or when."""
    if not isinstance(record, Mapping):
        return False
    told = {
        kind for kind in ("text", "title", "date", "author") if value(record, named.names(kind))
    }
    return "text" in told or ("title" in told and len(told) > 1)
