"""Rich text (.rtf): its text, without the format."""

from __future__ import annotations

from collections.abc import Callable

from qa.corpus.extract import Extract
from qa.corpus.formats import plain
from qa.locale import gettext


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
    return plain.structured(text.replace("|\n", "\n"))
