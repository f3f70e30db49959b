"""Books (.epub): their chapters in reading order."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from qa.corpus import frontmatter
from qa.corpus.composer import Composer
from qa.corpus.extract import Extract
from qa.corpus.formats import html, package
from qa.corpus.formats.package import local
from qa.locale import gettext


def extract(name: str, content: bytes) -> Extract:
    """All chapters; `where` is the heading that a place stands under.

    Raises:
        ValueError: It is no such book.
    """
    with package.opened(content) as archive:
        container = package.member(archive, "META-INF/container.xml")
        if not container:
            raise ValueError(gettext("a broken book"))
        roots = [
            e.get("full-path") for e in package.xml(container).iter() if local(e) == "rootfile"
        ]
        if not roots or not roots[0]:
            raise ValueError(gettext("a broken book"))
        book = package.xml(package.member(archive, roots[0]))
        about = {local(e): (e.text or "").strip() for e in book.iter() if (e.text or "").strip()}
        title, author = about.get("title", ""), about.get("creator", "")
        written = about.get("date", "")
        composer = Composer(title)
        composer.front((author,) if author else ())
        builder = composer.builder
        for number, chapter in enumerate(_chapters(archive, book, roots[0]), 1):
            builder.include(chapter, f"chapter {number}")
    told = {
        "title": title or None,
        "date": frontmatter.iso(written),
        "authors": (author,) if author else (),
    }
    return Extract(**{**vars(builder.extract()), **told})


def _chapters(archive: zipfile.ZipFile, book: Any, root: str) -> Iterator[Extract]:
    folder = posixpath.dirname(root)
    files = {e.get("id"): e.get("href") or "" for e in book.iter() if local(e) == "item"}
    for reference in (e.get("idref") for e in book.iter() if local(e) == "itemref"):
        path = posixpath.normpath(posixpath.join(folder, unquote(files.get(reference, ""))))
        text, _ = html.decode(package.member(archive, path) or b" ")
        found = html.fragment(text)
        if found.text.strip():
            yield found
