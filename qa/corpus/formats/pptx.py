"""Slides (.pptx): the text of each slide, its tables and its notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from qa.corpus.composer import Composer
from qa.corpus.extract import Extract
from qa.corpus.formats import package
from qa.corpus.formats.package import local
from qa.locale import gettext

_SLIDE = re.compile(r"ppt/slides/slide(\d+)\.xml$")


def extract(name: str, content: bytes) -> Extract:
    """All slides, each at `slide N`.

    Raises:
        ValueError: They are broken.
    """
    composer = Composer()
    with package.opened(content) as archive:
        numbers = sorted(int(m[1]) for n in archive.namelist() if (m := _SLIDE.match(n)))
        about = package.member(archive, "docProps/core.xml")
        for number in numbers:
            composer.mark(f"slide {number}")
            slide = package.member(archive, f"ppt/slides/slide{number}.xml")
            _slide(package.xml(slide), composer)
            notes = package.member(archive, f"ppt/notesSlides/notesSlide{number}.xml")
            if notes:
                composer.mark(f"slide {number}, notes")
                _slide(package.xml(notes), composer)
    if not numbers:
        raise ValueError(gettext("no slides in it"))
    told = {local(e): (e.text or "").strip() for e in package.xml(about).iter()} if about else {}
    author = told.get("creator", "")
    known = {"title": told.get("title") or None, "authors": (author,) if author else ()}
    return Extract(**{**vars(composer.extract()), **known})


def _slide(slide: Any, composer: Composer) -> None:
    for shape in slide.iter():
        kind = local(shape)
        if kind == "sp":
            _shape(shape, composer)
        elif kind == "tbl":
            rows = [row for row in shape.iter() if local(row) == "tr"]
            cells = [[cell for cell in row if local(cell) == "tc"] for row in rows]
            composer.table([[" ".join(_paragraphs(cell)) for cell in row] for row in cells])


def _shape(shape: Any, composer: Composer) -> None:
    role = next((e.get("type") for e in shape.iter() if local(e) == "ph"), None)
    texts = list(_paragraphs(shape))
    if role in ("sldNum", "dt", "ftr", "hdr") or not texts:
        return
    if role in ("title", "ctrTitle"):
        composer.heading(1, " ".join(texts))
    elif len(texts) == 1:
        composer.paragraph(texts[0])
    else:
        composer.items(texts)


def _paragraphs(element: Any) -> Iterator[str]:
    for paragraph in element.iter():
        if local(paragraph) == "p":
            runs = (e.text or "" if local(e) == "t" else "\n" for e in paragraph.iter()
                    if local(e) in ("t", "br"))  # fmt: skip
            text = "".join(runs).strip()
            if text:
                yield text
