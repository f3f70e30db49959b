"""What is handed in as a draft → a document that can be checked; and its report made sure of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from qa.answer.citations import Files
from qa.check import cutting
from qa.corpus import decoding, documents, formats
from qa.errors import UsageError
from qa.locale import gettext, gettext_noop, translated
from qa.text import words
from qa.types import CheckedStatement, CheckReport, Citation, Document

MOST_CHARACTERS = 200_000
_CHANGED = gettext_noop("the article changed while it was being cited; check again")


def of_file(path: Path) -> Document:
    """Read a draft: text of any name, or a file of a kind that articles may be of.

    Raises:
        UsageError: There is no such file, or it is no text.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(
            gettext(
                "the draft '{path}' cannot be read ({value}): name a text file, or - for standard "
                "input",
                path=path,
                value=error.strerror or error,
            )
        ) from error
    return of_bytes(content, path.name, str(path))


def of_bytes(content: bytes, name: str = "", shown: str = "standard input") -> Document:
    """Read what a draft consists of.

    Args:
        content: Its bytes.
        name: The name of its file, which tells its kind; it is text where it has none.
        shown: What it is called in an error.

    Raises:
        UsageError: It is no text.
    """
    known = formats.find(name)
    try:
        if known is not None and not known.verbatim:
            return documents.parse(name, content)
        text, warnings = decoding.decode(content)
    except ValueError as error:
        if not content.strip():
            raise UsageError(_empty(shown)) from error
        raise UsageError(
            gettext(
                "the draft '{shown}' is no text that can be read ({error}): save it as text, "
                "Markdown or a Word document",
                shown=shown,
                error=error,
            )
        ) from error
    if not text.strip():
        raise UsageError(_empty(shown))
    return cutting.document(text).model_copy(update={"warnings": tuple(warnings)})


def validated(draft: str | Document) -> Document:
    """A draft that can be checked.

    Raises:
        UsageError: It is no text, has no words, or too many characters.
    """
    if not isinstance(draft, str | Document):
        raise UsageError(
            gettext("the draft is a text, not {kind}: hand in its words", kind=type(draft).__name__)
        )
    text = draft if isinstance(draft, str) else draft.text
    if len(text) > MOST_CHARACTERS:
        raise UsageError(
            gettext(
                "the draft has {count:,} characters, {most:,} are the most: check it in parts",
                count=len(text),
                most=MOST_CHARACTERS,
            )
        )
    if not words.split(text):
        raise UsageError(_empty(""))
    return cutting.document(draft) if isinstance(draft, str) else draft


def _empty(shown: str) -> str:
    if not shown:
        return gettext(
            "the draft has no words: hand in a text with statements, as “The bridge opened on "
            "Monday.”"
        )
    return gettext(
        "the draft '{name}' has no words: hand in a text with statements, as “The bridge opened on "
        "Monday.”",
        name=shown,
    )


def cited(report: CheckReport) -> Iterator[Citation]:
    """Everything that a report quotes."""
    for statement in report.checked:
        yield from statement.quoted


def confirmed(report: CheckReport, disk: Files) -> CheckReport:
    """The report without what the files do not bear out."""
    if not disk.doubted(cited(report)):
        return report
    checked = tuple(_confirmed(statement, disk) for statement in report.checked)
    return report.model_copy(update={"checked": checked})


def _confirmed(statement: CheckedStatement, disk: Files) -> CheckedStatement:
    doubted = disk.doubted(statement.quoted)
    if not doubted:
        return statement
    unread = doubted & disk.unread
    reason = (
        gettext("the article cannot be read now: {files}", files=disk.told(unread))
        if unread
        else translated(_CHANGED)
    )
    return statement.model_copy(
        update={
            "verdict": "not in the articles",
            "reason": reason,
            "citations": (),
            "otherwise": (),
            "parts": (),
        }
    )
