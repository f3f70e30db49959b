"""Slides (.pptx): the text of each slide, its tables and its notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import join, normpath
from typing import Any
from zipfile import ZipFile

from qa.corpus.composer import Composer
from qa.corpus.extract import Extract
from qa.corpus.formats import package
from qa.corpus.formats.package import local
from qa.locale import gettext

_PRESENTATION = "ppt/presentation.xml"
_SLIDE = re.compile(r"ppt/slides/slide(\d+)\.xml$")


def extract(name: str, content: bytes) -> Extract:
    """All slides, each at `slide N`.

    Raises:
        ValueError: They are broken.
    """
    composer = Composer()
    with package.opened(content) as archive:
        slides = _slides(archive)
        about = package.member(archive, "docProps/core.xml")
        for number, path in enumerate(slides, 1):
            composer.mark(f"slide {number}")
            _slide(package.xml(package.member(archive, path)), composer)
            for notes in _related(archive, path, "notesSlide").values():
                composer.mark(f"slide {number}, notes")
                _slide(package.xml(package.member(archive, notes)), composer)
    if not slides:
        raise ValueError(gettext("no slides in it"))
    told = {local(e): (e.text or "").strip() for e in package.xml(about).iter()} if about else {}
    author = told.get("creator", "")
    known = {"title": told.get("title") or None, "authors": (author,) if author else ()}
    return Extract(**{**vars(composer.extract()), **known})


def _slides(archive: ZipFile) -> list[str]:
    """The files of the slides as they are shown, by their numbers where no order is told."""
    known = _related(archive, _PRESENTATION, "slide")
    told = package.member(archive, _PRESENTATION)
    names = (
        value
        for element in (package.xml(told).iter() if told else ())
        if local(element) == "sldId"
        for name, value in element.attrib.items()
        if name.endswith("}id")
    )
    shown = [known[name] for name in names if name in known]
    present = {*archive.namelist()}
    numbered = sorted((int(m[1]), n) for n in present if (m := _SLIDE.match(n)))
    return [path for path in shown if path in present] or [name for _, name in numbered]


def _related(archive: ZipFile, path: str, kind: str) -> dict[str, str]:
    """The files of a kind that a file of the slides refers to, by the name it has for each."""
    folder, _, name = path.rpartition("/")
    links = package.member(archive, f"{folder}/_rels/{name}.rels")
    return {
        link.get("Id", ""): normpath(join(f"/{folder}", link.get("Target", ""))).lstrip("/")
        for link in (package.xml(links).iter() if links else ())
        if (link.get("Type") or "").endswith(f"/{kind}") and link.get("TargetMode") != "External"
    }


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
