"""What the fields of a record are called: a user's own names first, then those of programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from qa.corpus import frontmatter

# What is known of an article → the names of fields that have it, in small letters. Those of front
# matter first; then what dumps of sites, newspapers and chats call it, in many languages.
_COMMON: Mapping[str, tuple[str, ...]] = {
    "title": (
        *frontmatter.TITLE,
        *"ueberschrift schlagzeile nom encabezado titular kop tytuł заголовок başlık".split(),
        *"العنوان 标题 標題 タイトル 見出し".split(),
    ),
    "date": (
        *frontmatter.DATE,
        *"ts timestamp_ms created_utc sent pub_date published_date publication_date".split(),
        *"published_on publishedat createdat created_date posted posted_at date_gmt time".split(),
        *"erschienen erscheinungsdatum veröffentlicht date_publication fecha_publicacion".split(),
        *"verschenen дата tarih التاريخ 日期 日付".split(),
    ),
    "author": (
        *frontmatter.AUTHOR,
        *"author_name written_by sender sender_name user_profile.real_name".split(),
        *"_embedded.author autorka auteurs автор yazar الكاتب 作者 著者".split(),
    ),
    "text": (
        *frontmatter.TEXT,
        *"full_text fulltext article_body article_text body_text main_text maintext".split(),
        *"plain_text raw_text lead_paragraph snippet comment".split(),
        *"fliesstext fließtext volltext artikeltext corps contenu cuerpo corpo tekst treść".split(),
        *"текст metin النص 正文 内容 本文".split(),
    ),
    "tags": frontmatter.TAGS,
}
# Where a field is a record of its own: which of its fields says the thing.
INNER = ("rendered", "main", "original", "#text", "value", "html", "text", "name", "display_name")


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
    return next((found for name in names if (found := _said(_at(record, name)))), None)


def _said(found: Any) -> Any:
    """What a field says: of a record within it the part that does."""
    if not isinstance(found, Mapping):
        return found
    inner = (found[key] for key in INNER if isinstance(found.get(key), str))
    return next(inner, found)


def _at(record: Any, path: str) -> Any:
    if not isinstance(record, Mapping):
        return None
    known = {str(key).lower(): inner for key, inner in record.items()}
    if path in known:
        return known[path]
    head, _, rest = path.partition(".")
    return _at(known.get(head), rest) if rest else None
