"""When a sentence was written, as far as its article or its file's name tells."""

from __future__ import annotations

import re

from qa.index.memory import Index

_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d(?:-[01]\d(?:-[0-3]\d)?)?(?!\d)")


def date_of(index: Index, sentence: int) -> str:
    """The date of a sentence's article, `YYYY-MM-DD`; else that in its file's name, or nothing."""
    row = index.rows[sentence]
    named = _DATE.search(row.file)
    return row.date or (named.group() if named else "")
