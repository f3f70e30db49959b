"""Citations: made from sentences, numbered once in order of use, and checked against the files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from qa import documents
from qa.index import Index
from qa.types import Citation, Statement

# The one sentence that a refusal consists of.
REFUSAL = "The articles do not say."


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


def numbered(statements: Sequence[Statement]) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """Number citations from 1 in order of first use; one quote has one number everywhere."""
    numbers: dict[tuple[str, int, int], Citation] = {}
    renumbered = []
    for statement in statements:
        cited = []
        for citation in statement.citations:
            key = (citation.file, citation.start, citation.end)
            if key not in numbers:
                numbers[key] = citation.model_copy(update={"number": len(numbers) + 1})
            cited.append(numbers[key])
        renumbered.append(statement.model_copy(update={"citations": tuple(cited)}))
    return tuple(renumbered), tuple(numbers.values())


def marked(statements: Iterable[Statement]) -> str:
    """The text of an answer: its statements, each followed by the numbers of its citations."""
    parts = []
    for statement in statements:
        markers = "".join(f"[{citation.number}]" for citation in statement.citations)
        parts.append(f"{statement.text} {markers}".strip())
    return " ".join(parts)


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
