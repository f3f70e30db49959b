"""What an article says of itself before it begins, in YAML, TOML or JSON."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from qa.corpus import headlines, telling
from qa.corpus.lines import trimmed
from qa.text.language import ENGLISH
from qa.types import Block

_MOST = 20_000  # characters of lines that a text may open with
_FENCED = re.compile(
    r"\s*(?P<mark>---|\+\+\+)[^\S\n]*\n(?P<body>.*?)\n(?P=mark)[^\S\n]*(?:\n|\Z)", re.S
)
# "Title: A plan" and other such lines, which an article opens with.
_HEADERS = re.compile(r"\s*(?P<body>(?:[A-Za-z][\w-]*:[^\n]*\n(?:[^\S\n]+\S[^\n]*\n)*){2,})\s*\n")
_HEADER = re.compile(r"^(?P<key>[A-Za-z][\w-]*):(?P<value>.*(?:\n[^\S\n]+\S.*)*)", re.M)
_DASHED = re.compile(r"\b(\d{1,2})-([A-Za-z]{3,9})-(\d{4})\b")  # 09-Jan-2023
_SECTION = re.compile(r"\n[^\S\n]*\[[\w.-]+\][^\S\n]*(?=\n|$)")  # of TOML, after a value
_KEY = re.compile(r"^[^\S\n]*[\"']?(?P<key>[\w.-]+)[\"']?[^\S\n]*[:=]", re.M)

# The names that programs give to one thing; the first that an article has is taken.
TITLE = ("title", "headline", "subject", "name", "titel", "titre", "título", "titulo", "titolo",
         "überschrift", "betreff", "asunto")  # fmt: skip
DATE = ("date", "published", "pubdate", "publishdate", "publish_date", "published_at",
        "date_published", "datepublished", "created", "created_at", "timestamp", "datum",
        "fecha")  # fmt: skip
AUTHOR = ("author", "authors", "byline", "creator", "by", "from", "autor", "autorin", "auteur",
          "autore", "verfasser")  # fmt: skip
TEXT = ("text", "body", "content", "article", "story", "articlebody", "content_text", "selftext",
        "message", "description", "summary", "abstract", "content_html", "texto", "texte", "testo",
        "inhalt", "contenido")  # fmt: skip
# Records within front matter that say more of the article, and what only the site's program reads.
_SECTIONS = ("taxonomies", "meta", "metadata", "extra", "params")
_TECHNICAL = frozenset(
    "layout permalink slug url aliases cover image images img thumbnail banner draft weight "
    "template toc comments".split()
)
TAGS = ("tags", "keywords", "categories", "category", "topics", "subjects")


@dataclass(frozen=True)
class FrontMatter:
    """What was found, where it ends, and its lines as blocks.

    Attributes:
        end: The offset at which the article itself begins.
        title, date, authors, tags: What the article says of itself.
        blocks: The lines that answer a question, each as a sentence that says so.
    """

    end: int = 0
    title: str | None = None
    date: str | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = field(default=())


def read(text: str) -> FrontMatter:
    """The front matter of a text; an empty one where there is none, or none that can be read."""
    found = _parsed(text)
    return headed(text) if found is None else _told(text, *found)


def headed(text: str) -> FrontMatter:
    """The lines that a text opens with, as PEPs do: a title, and who wrote it or when."""
    match = _HEADERS.match(text[:_MOST])
    if not match:
        return FrontMatter()
    fields = _HEADER.finditer(match["body"])
    data = {found["key"]: " ".join(found["value"].split()) for found in fields}
    if not first(data, ("title",)) or not (first(data, AUTHOR) or first(data, DATE)):
        return FrontMatter()
    return _told(text, data, match.start("body"), match.end(), _called(data))


def _called(data: Mapping[str, str]) -> str:
    """What such an article is called: its number, where it opens with one, and its title."""
    key, value = next(iter(data.items()))
    number = f"{key} {value}: " if value.isdigit() else ""
    return f"{number}{first(data, ('title',))}."


def _told(
    text: str, data: Mapping[Any, Any], start: int, end: int, called: str = ""
) -> FrontMatter:
    title, day = first(data, TITLE), iso(first(data, DATE))
    authors, tags = names(first(data, AUTHOR)), names(first(data, TAGS))
    known = {str(key).lower(): value for key, value in data.items()}
    found = _blocks(text, start, end, known, str(title or ""))
    if called:  # a line such as "Status: Final" is read after what it is of
        found = (block.model_copy(update={"context": called}) for block in found)
    blocks = tuple(found)
    return FrontMatter(end, str(title) if title else None, day, authors, tags, blocks)


def _parsed(text: str) -> tuple[Mapping[Any, Any], int, int] | None:
    if text.lstrip("\ufeff \n").startswith("{"):
        return _json(text)
    match = _FENCED.match(text)
    if not match:
        return None
    data = _toml(match["body"]) if match["mark"] == "+++" else _yaml(match["body"])
    if not isinstance(data, Mapping):
        return None
    inner = (data[key] for key in _SECTIONS if isinstance(data.get(key), Mapping))
    every: dict[Any, Any] = {}
    for one in (*inner, data):
        every.update(one)
    return every, match.start("body"), match.end()


def _json(text: str) -> tuple[Mapping[Any, Any], int, int] | None:
    start = text.index("{")
    try:
        data, end = json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError):
        return None
    named = isinstance(data, Mapping) and any(key in data for key in TITLE)
    return (data, start, end) if named and text[end:].strip() else None


def _toml(body: str) -> Any:
    try:
        return tomllib.loads(body.replace("\r\n", "\n").rstrip("\r"))
    except (tomllib.TOMLDecodeError, RecursionError):
        return None


def _yaml(body: str) -> Any:
    import yaml

    try:
        return yaml.safe_load(body)
    except (yaml.YAMLError, RecursionError, ValueError):
        return None


def first(data: Mapping[Any, Any], wanted: tuple[str, ...]) -> Any:
    """The value of the first of some names that a record has, in whatever case; or None."""
    known = {str(key).lower(): value for key, value in data.items()}
    return next((known[name] for name in wanted if known.get(name)), None)


def names(value: Any) -> tuple[str, ...]:
    """The names in a value: a text, a list of texts, or of records that have a name."""
    if value is None:
        return ()
    if isinstance(value, Mapping):
        return names(value.get("name"))
    if isinstance(value, list | tuple):
        return tuple(name for part in value for name in names(part))
    return (" ".join(str(value).split()),)


def iso(value: Any) -> str | None:
    """A date as `YYYY-MM-DD`, where it is one."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return headlines.written_date(_DASHED.sub(r"\1 \2 \3", str(value))) if value else None


def told(key: str, value: Any, title: str, code: str = ENGLISH.code) -> str:
    """What a field says of an article, as a sentence; "key: value" where it says something else.

    Args:
        key: The name of the field, in small letters.
        value: What it holds.
        title: What the article is called.
        code: The article's language.
    """
    listed = ", ".join(names(value))
    if not listed or key in _TECHNICAL:
        return ""
    if key in AUTHOR:
        return telling.told("author", listed, title, code)
    if key in DATE:
        return telling.told("date", headlines.long_date(iso(value)) or listed, title, code)
    if key in TITLE:
        return telling.told("title", listed, title, code)
    if key in TAGS:
        return telling.told("tags", listed, title, code)
    return f"{key}: {listed}" if len(listed) < 300 else ""


def _blocks(
    text: str, start: int, end: int, known: Mapping[str, Any], title: str
) -> Iterator[Block]:
    code = telling.language(text[end:] or text)
    stop = text.rfind("\n", start, end - 1) if end > start else end
    found = {m["key"].lower(): m for m in reversed([*_KEY.finditer(text, start, stop)])}
    keys = sorted((m for key, m in found.items() if key in known), key=lambda m: m.start())
    for index, match in enumerate(keys):
        last = keys[index + 1].start() if index + 1 < len(keys) else stop
        span = trimmed(text, match.start(), last)
        comma = text.startswith("{", start) and text[span.end - 1] == ","
        span = trimmed(text, span.start, span.end - comma)
        section = _SECTION.search(text, span.start, span.end)
        span = trimmed(text, span.start, section.start() if section else span.end)
        reading = told(match["key"].lower(), known[match["key"].lower()], title, code)
        if reading and span.end > span.start:
            yield Block(kind="pair", start=span.start, end=span.end, reading=reading)
