"""HTML: the main text of a page, its title, author and date (trafilatura), with its structure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from qa.corpus import decoding, telling
from qa.corpus.composer import Composer
from qa.corpus.extract import Extract
from qa.locale import gettext, gettext_noop

MAX_DEPTH = 200  # elements within each other; the text of deeper ones is one paragraph
_MAIN_SHARE = 0.25  # of a page's text; less was no main text, and the whole page is taken
_FLAT_SHARE = 0.5  # of it in one paragraph: of a short page trafilatura keeps no structure
# Of larger pages all text is taken: trafilatura's time grows with the square of the elements
# (8,000 <b> in a paragraph took 7 s, 16,000 took 16 s on a busy core), ours with their number.
MAIN_ELEMENTS = 15_000
MAIN_CHARACTERS = 2_000_000
_TOLD = 500  # pieces of text that tell the language
_HEAD = 200_000  # characters at most in which a page says its title and its date
_TOO_DEEP = gettext_noop("its elements are nested too deep: what follows them was not read")
_SNIFFED = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?\s*([\w-]+)", re.IGNORECASE)
_BREAKS = ("br", "lb")
_DROPPED = frozenset(
    "script style template noscript iframe svg canvas nav footer aside form button select option "
    "input textarea object embed head figure-caption graphic".split()
)
_ROWS = ("row", "tr")
_CELLS = ("cell", "td", "th")
_LISTS = ("list", "ul", "ol", "dl", "menu")
_ITEMS = ("item", "li", "dt", "dd")
_BLOCKS = frozenset(
    "p div section article main header body html blockquote quote table list ul ol dl menu head "
    "h1 h2 h3 h4 h5 h6 pre code-block hr figure figcaption address details summary center td th "
    "tr tbody thead li fieldset ab".split()
)
_HEADING = re.compile(r"h([1-6])$")


# Of a quotation and the text right before it makes what is included, and where that stands.
Quoted = Callable[[Extract, str], tuple[Extract, str]]


def sniffs(text: str) -> bool:
    """Whether a text is an HTML page, whatever its file is called."""
    return bool(_SNIFFED.match(text[:4000]))


def extract(name: str, content: bytes) -> Extract:
    """The main text of a page."""
    text, warnings = decode(content)
    return page(text).warned(*warnings)


def decode(content: bytes) -> tuple[str, list[str]]:
    """Decode a page as it says itself, or by what it holds."""
    declared = _CHARSET.search(content[:4000])
    if declared and not content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode(declared[1].decode("ascii")), []
        except (LookupError, UnicodeDecodeError):
            pass
    return decoding.decode(content)


def page(text: str) -> Extract:
    """The main text of a page, by trafilatura; all of it, where that finds hardly any.

    Raises:
        ValueError: Its elements are nested so deep that nothing of it could be read.
    """
    tree, warnings = _parsed(text)
    if tree is None:
        return Extract("")
    whole = _composed(tree, "")
    if warnings and not whole.text.strip():
        raise ValueError(gettext("its elements are nested too deep"))
    if len(text) > MAIN_CHARACTERS or not _is_small(tree):
        found, main = _main(_head(text)), None
    else:
        found = _main(text)
        main = found.body if found is not None else None
    if found is None:
        title = " ".join((tree.findtext(".//title") or "").split())
        return Extract(**{**vars(whole), "title": title or None}).warned(*warnings)
    authors = tuple(name for name in re.split(r"\s*;\s*", found.author or "") if name)
    front = found.title or "", authors, found.date
    read = _composed(tree if main is None else main, *front)
    share = len(read.text) / max(len(whole.text), 1)
    if main is not None and (share < _MAIN_SHARE or (_is_flat(main) and share > _FLAT_SHARE)):
        read = _composed(tree, *front)
    tags = tuple(str(tag) for tag in found.tags or ())
    told = {"title": found.title, "date": found.date, "authors": authors, "tags": tags}
    return Extract(**{**vars(read), **told}).warned(*warnings)


def fragment(text: str, title: str = "", *, quoted: Quoted | None = None) -> Extract:
    """A piece of HTML, all of it: the body of a mail or of an entry of a feed, a chapter.

    Args:
        text: It.
        title: Of what it is a part.
        quoted: What is made of a quotation that stands as a block; it is a part of the rest where
            it is left out.
    """
    tree, warnings = _parsed(text)
    if tree is None:
        return Extract("").warned(*warnings)
    return _composed(tree, title, quoted=quoted).warned(*warnings)


def _composed(
    tree: Any,
    title: str,
    authors: tuple[str, ...] = (),
    date: str | None = None,
    quoted: Quoted | None = None,
) -> Extract:
    composer = Composer(title, telling.language("".join(islice(tree.itertext(), _TOLD))))
    composer.front(authors, date)
    _walk(tree, composer, 0, quoted)
    return composer.extract()


def _is_flat(main: Any) -> bool:
    """Whether a main text is one paragraph, of which the lines were paragraphs and headings."""
    return len(main) == 1 and not len(main[0]) and "\n" in (main[0].text or "").strip()


def _head(text: str) -> str:
    """A page without its body: what it says of itself."""
    body = re.search(r"<body\b", text[:_HEAD], re.IGNORECASE)
    return f"{text[: body.start() if body else _HEAD]}<body><p>.</p></body></html>"


def _is_small(tree: Any) -> bool:
    """Whether trafilatura reads all of a page, and soon; what is deeper it does not see."""
    from lxml import etree

    count = depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        if count > MAIN_ELEMENTS or depth > MAX_DEPTH:
            return False
    return True


def _parsed(text: str) -> tuple[Any, tuple[str, ...]]:
    """The tree of a page, None where there is none; and what the reader should know of it."""
    from lxml import etree, html

    parser = html.HTMLParser(huge_tree=True, encoding="utf-8", remove_comments=True)
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        tree = None
    deep = any("depth" in error.message for error in parser.error_log)
    return tree, (gettext(_TOO_DEEP),) if deep else ()


def _main(text: str) -> Any:
    """What trafilatura makes of a page; None where that is nothing."""
    import logging

    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found = trafilatura.bare_extraction(
            text,
            include_comments=False,
            include_tables=True,
            with_metadata=True,
            # A year in the text is no date of publication.
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except (ValueError, TypeError, AttributeError, RecursionError, LookupError):
        return None  # a broken page: what lxml makes of it is taken
    return found if found is not None and getattr(found, "body", None) is not None else None


def _walk(element: Any, composer: Composer, depth: int, quoted: Quoted | None) -> None:
    """Write the blocks of an element; text between blocks is a paragraph of its own."""
    loose: list[str] = [element.text or ""]
    for child in element:
        tag = _tag(child)
        if tag in _DROPPED and not _is_head(child):
            loose.append(child.tail or "")
        elif _is_block(child, tag) and depth < MAX_DEPTH:
            composer.paragraph("".join(loose))
            _block(child, tag, composer, depth + 1, quoted)
            loose = [child.tail or ""]
        elif tag in _BREAKS:
            loose += ["\n", child.tail or ""]
        else:
            loose += [*_text(child), child.tail or ""]
    composer.paragraph("".join(loose))


def _block(element: Any, tag: str, composer: Composer, depth: int, quoted: Quoted | None) -> None:
    level = _HEADING.match(tag) or _HEADING.match(element.get("rend") or "")
    if _is_head(element) or _HEADING.match(tag):
        composer.heading(int(level[1]) if level else 2, "".join(_text(element)))
    elif tag == "dl" or (tag == "list" and element.get("rend") == "dl"):
        _definitions(element, composer)
    elif tag in _LISTS:
        items = [child for child in element.iter() if _tag(child) in _ITEMS]
        composer.items(["".join(_text(item, nested=False)) for item in items])
    elif tag == "table" and element.find(".//table") is None:  # else it is a layout
        _table(element, composer)
    elif tag in ("pre", "code-block"):
        composer.aside("".join(_text(element)))
    elif tag == "blockquote" and quoted:
        inner = Composer()
        _walk(element, inner, depth, quoted)
        composer.include(*quoted(inner.extract(), composer.last()))
        composer.mark("")
    else:
        _walk(element, composer, depth, quoted)


def _definitions(element: Any, composer: Composer) -> None:
    """A list of terms and what is said of each; several terms may share it."""
    terms: list[str] = []
    last = ""
    for child in element.iter():
        kind = _tag(child) if _tag(child) in ("dt", "dd") else (child.get("rend") or "")[:2]
        said = " ".join("".join(_text(child)).split())
        if _tag(child) not in _ITEMS or not said:
            continue
        if kind == "dt":
            terms = [said] if last != "dt" else [*terms, said]
        elif terms:
            composer.pair(", ".join(terms).rstrip(":："), said)
        else:
            composer.paragraph(said)
        last = kind


def _table(element: Any, composer: Composer) -> None:
    rows = [row for row in element.iter() if _tag(row) in _ROWS]
    cells = [[cell for cell in row if _tag(cell) in _CELLS] for row in rows]
    header = bool(cells) and all(map(_is_named, cells[0]))
    texts = [["".join(_text(cell)) for cell in row] for row in cells if row]
    if texts and _is_keyed([row for row in cells if row]):
        for key, value in texts:
            composer.pair(" ".join(key.split()).rstrip(":："), value)
        return
    composer.table(texts, header=True if header and len(texts) > 1 else None)


def _is_keyed(rows: Sequence[Sequence[Any]]) -> bool:
    """Whether rows are a name and its value; trafilatura leaves the mark of the first name."""
    first = [_is_named(cell) for cell in rows[0]]
    return first == [True, False] and all(len(row) == len(first) for row in rows)


def _is_named(cell: Any) -> bool:
    return _tag(cell) == "th" or cell.get("role") == "head"


def _text(element: Any, *, nested: bool = True) -> Iterator[str]:
    """The text within an element, not its tail; a list within an item on request only."""
    stack: list[Any] = [element]
    while stack:
        at = stack.pop()
        if isinstance(at, str):
            yield at
            continue
        tag = _tag(at)
        if at is not element:
            stack.append(at.tail or "")
            if (tag in _DROPPED and not _is_head(at)) or (not nested and tag in _LISTS):
                continue
            if tag in _BREAKS:
                yield "\n"
            elif tag in _BLOCKS:
                yield " "
        children: list[Any] = list(at)
        stack.extend(reversed(children))
        yield at.text or ""


def _is_block(element: Any, tag: str) -> bool:
    return tag in _BLOCKS or any(_tag(child) in _BLOCKS for child in element)


def _is_head(element: Any) -> bool:
    """Trafilatura's headings are `head` with a level; a page's own `head` is no text."""
    return _tag(element) == "head" and element.get("rend") is not None


def _tag(element: Any) -> str:
    return element.tag.lower() if isinstance(element.tag, str) else "script"
