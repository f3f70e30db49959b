"""Citations: made from sentences, numbered once in order of use, and checked against the files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from qa import documents, words
from qa.index import Index
from qa.types import Citation, Statement

# The one sentence that a refusal consists of.
REFUSAL = "The articles do not say."

# What follows a statement that was not found to be in the articles.
UNPROVED = "(unproved)"

_MARKERS = re.compile(r"\[\d{1,6}\]")


def cite(index: Index, sentence: int) -> Citation:
    """The citation of a whole sentence; it gets its number later."""
    row = index.rows[sentence]
    return Citation(
        number=0,
        file=row.file,
        quote=row.text,
        start=row.start,
        end=row.end,
        line=index.line(row.file, row.start),
        end_line=index.line(row.file, row.end - 1),
    )


class Numbering:
    """Numbers citations from 1 in order of first use; one quote has one number everywhere."""

    def __init__(self) -> None:
        self._numbered: dict[tuple[str, int, int], Citation] = {}

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation that was numbered, once, in order."""
        return tuple(self._numbered.values())

    def number(self, statement: Statement) -> Statement:
        """A statement whose citations have their numbers."""
        cited: dict[int, Citation] = {}
        for citation in statement.citations:
            key = (citation.file, citation.start, citation.end)
            if key not in self._numbered:
                number = len(self._numbered) + 1
                self._numbered[key] = citation.model_copy(update={"number": number})
            cited.setdefault(self._numbered[key].number, self._numbered[key])
        return statement.model_copy(update={"citations": tuple(cited.values())})


def numbered(statements: Sequence[Statement]) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """Number the citations of statements; also returned: every citation once."""
    numbering = Numbering()
    renumbered = tuple(numbering.number(statement) for statement in statements)
    return renumbered, numbering.citations


def marked(statements: Iterable[Statement]) -> str:
    """The text of an answer: its statements, each with the numbers of its citations.

    A statement that its citations do not bear out says so itself.
    """
    parts = []
    for statement in statements:
        markers = "".join(f"[{citation.number}]" for citation in statement.citations)
        proof = () if statement.supported else (UNPROVED,)
        parts.append(" ".join(part for part in (statement.text, markers, *proof) if part))
    return " ".join(parts)


def unmarked(text: str) -> str:
    """The text of an answer as it was written: what a model is told of the conversation."""
    return " ".join(_MARKERS.sub("", text).replace(UNPROVED, "").split())


def is_refusal(text: str) -> bool:
    """Whether a sentence is the refusal, however it is written."""
    return words.split(text) == words.split(REFUSAL)


def false_citations(corpus: Path, citations: Iterable[Citation]) -> list[Citation]:
    """The citations that the files, as they are on disk now, do not bear out.

    A citation holds when the file can be read and decoded and `text[start:end]` is the quote.
    """
    texts: dict[str, str | None] = {}
    wrong = []
    for citation in citations:
        if citation.file not in texts:
            texts[citation.file] = _text(corpus / citation.file)
        text = texts[citation.file]
        if text is None or text[citation.start : citation.end] != citation.quote:
            wrong.append(citation)
    return wrong


def _text(path: Path) -> str | None:
    try:
        return documents.decode(path.read_bytes())[0]
    except (OSError, ValueError):
        return None
