"""Rich text (.rtf): its text, without the format."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from qa.corpus import frontmatter
from qa.corpus.extract import Extract
from qa.corpus.formats import plain
from qa.locale import gettext

_INFO = 4000  # characters within which a file tells of itself
_FIELD = re.compile(r"\{\\(title|author)\s+((?:[^{}\\]|\\.)*)\}")
_MADE = re.compile(r"\{\\creatim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")


def extract(name: str, content: bytes) -> Extract:
    """The text, its structure read off its lines.

    Raises:
        ValueError: It is no rich text.
    """
    from striprtf.striprtf import rtf_to_text

    if not content.lstrip().startswith(b"{\\rtf"):
        raise ValueError(gettext("no rich text"))
    try:
        convert: Callable[..., str] = rtf_to_text
        text = convert(content.decode("latin-1"), errors="replace")
    except (ValueError, IndexError, LookupError, RecursionError) as error:
        raise ValueError(gettext("broken rich text")) from error
    return _about(plain.structured(text.replace("|\n", "\n")), content.decode("latin-1"))


def _about(found: Extract, rich: str) -> Extract:
    """A text with the title, the author and the date that its file has of it."""
    from striprtf.striprtf import rtf_to_text

    convert: Callable[..., str] = rtf_to_text
    start = rich.find("{\\info")
    info = rich[start : start + _INFO] if start >= 0 else ""
    said = {
        match[1]: convert(f"{{\\rtf1\\ansi {match[2]}}}", errors="replace").strip()
        for match in _FIELD.finditer(info)
    }
    made = _MADE.search(info)
    day = frontmatter.iso("-".join(f"{int(part):02}" for part in made.groups())) if made else None
    author = said.get("author", "")
    return replace(
        found,
        title=said.get("title") or found.title,
        date=found.date or day,
        authors=(author,) if author else found.authors,
    )
