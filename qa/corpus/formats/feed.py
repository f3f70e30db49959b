"""Feeds (.rss, .atom, .xml): one entry, one article."""

from __future__ import annotations

from dataclasses import replace
from email.utils import parsedate_to_datetime
from typing import Any

from qa.corpus import frontmatter, telling
from qa.corpus.composer import Composer
from qa.corpus.extract import Builder, Extract
from qa.corpus.formats import html, package
from qa.corpus.formats.package import local

_ENTRIES = ("item", "entry")
_TEXTS = ("encoded", "content", "description", "summary")


def extract(name: str, content: bytes) -> Extract:
    """All entries, each at `entry N`; of other XML, its text.

    Raises:
        ValueError: It is no XML.
    """
    root = package.xml(content)
    entries = [element for element in root.iter() if local(element) in _ENTRIES]
    if not entries:
        return _plain(root)
    builder = Builder()
    for number, entry in enumerate(entries, 1):
        builder.include_article(_entry(entry), f"entry {number}")
    return builder.extract()


def _entry(entry: Any) -> Extract:
    fields: dict[str, str] = {}
    for child in entry:
        text = "".join(child.itertext()).strip()
        if local(child) and text:
            fields.setdefault(local(child).lower(), text)
    title = " ".join(fields.get("title", "").split())
    author = fields.get("creator") or fields.get("author") or ""
    day = _date(fields)
    shown = next((fields[name] for name in _TEXTS if name in fields), "")
    composer = Composer(title, telling.language(shown or title))
    composer.heading(1, title)
    composer.front((author,) if author else (), day)
    composer.include(html.fragment(shown) if "<" in shown else _paragraphs(shown))
    return replace(composer.extract(), title=title or None, date=day)


def _date(fields: dict[str, str]) -> str | None:
    found = next(
        (fields[k] for k in ("pubdate", "published", "date", "updated") if k in fields), ""
    )
    try:
        return parsedate_to_datetime(found).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return frontmatter.iso(found)


def _paragraphs(text: str) -> Extract:
    composer = Composer()
    for paragraph in text.split("\n\n"):
        composer.paragraph(paragraph)
    return composer.extract()


def _plain(root: Any) -> Extract:
    """The texts of an XML document, those of one element on one line."""
    composer = Composer()
    for element in root.iter():
        if local(element) and (element.text or "").strip():
            composer.paragraph(
                f"{local(element)}: {element.text}" if not len(element) else element.text
            )
    return composer.extract()
