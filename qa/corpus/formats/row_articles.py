"""Tables of articles: a row is one, its columns are called as the fields of records are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qa.corpus import frontmatter
from qa.corpus.fields import Fields
from qa.types import Record


def columns(names: Sequence[str], named: Fields) -> dict[str, int]:
    """The columns of the title and the date of a table of articles; none of another table's."""
    places = {name.lower(): i for i, name in reversed([*enumerate(names)])}
    if "name" not in named.own("title"):
        places.pop("name", None)  # that of people, as a rule
    title, day, text = (
        next((places[name] for name in named.names(kind) if name in places), None)
        for kind in ("title", "date", "text")
    )
    if title is None or (day is None and text is None):
        return {}
    return {"title": title} | ({} if day is None else {"date": day})


def record(start: int, known: Mapping[str, int], row: Sequence[str]) -> Record:
    """The article that begins at a character of the text, by its row and the `columns` known."""
    told = {name: row[column] for name, column in known.items() if column < len(row)}
    return Record(start=start, title=told.get("title", ""), date=frontmatter.iso(told.get("date")))
