"""What the fields of a record are called: a user's own names first, then those of programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from qa.corpus import frontmatter

# What is known of an article → the names of fields that have it, in small letters.
_COMMON: Mapping[str, tuple[str, ...]] = {
    "title": frontmatter.TITLE,
    "date": (*frontmatter.DATE, "ts", "timestamp_ms", "created_utc", "sent"),
    "author": (*frontmatter.AUTHOR, "sender", "sender_name", "user_profile.real_name"),
    "text": frontmatter.TEXT,
    "tags": frontmatter.TAGS,
}


@dataclass(frozen=True)
class Fields:
    """The names of fields for each thing that is known of an article.

    A name may be a path: "user.name" is the field `name` of the record in the field `user`.

    Attributes:
        named: A user's own, as pairs such as `("title", "headline")`.
    """

    named: tuple[tuple[str, str], ...] = ()

    def own(self, kind: str) -> tuple[str, ...]:
        """The names that a user has added for a title, a date, an author, a text or tags."""
        return tuple(name.lower() for known, name in self.named if known == kind)

    def names(self, kind: str) -> tuple[str, ...]:
        """All names for it, a user's own first."""
        return (*self.own(kind), *_COMMON[kind])

    def __str__(self) -> str:
        """As the setting is written."""
        return ", ".join(f"{kind}={name}" for kind, name in self.named)


COMMON = Fields()


def value(record: Mapping[Any, Any], names: Iterable[str]) -> Any:
    """What the first of some fields holds that a record has, in whatever case; else None."""
    return next((found for name in names if (found := _at(record, name))), None)


def _at(record: Any, path: str) -> Any:
    if not isinstance(record, Mapping):
        return None
    known = {str(key).lower(): inner for key, inner in record.items()}
    if path in known:
        return known[path]
    head, _, rest = path.partition(".")
    return _at(known.get(head), rest) if rest else None
