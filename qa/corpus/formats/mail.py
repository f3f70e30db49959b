"""Mail (.eml, .mbox): subject, sender, date, and what was written; quoted replies said to be so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from typing import Any

from qa.corpus import decoding, frontmatter, headlines
from qa.corpus.composer import Composer
from qa.corpus.extract import Builder, Extract
from qa.corpus.formats import html, mail_head, replies
from qa.locale import gettext, ngettext

MAX_MESSAGES = 20_000
_SHOWN = 3  # attached files that are named
_FROM = re.compile(rb"(?m)^From .*(?:\r?\n)")
_ADDRESS = re.compile(r"\s*<[^<>]*>$")
_BAD = "\ufffd"


def extract(name: str, content: bytes) -> Extract:
    """One mail, or all mails of a box, each at `message N`.

    Raises:
        ValueError: There is no mail in it.
    """
    if not content.startswith(b"From "):
        return _message(content)
    builder = Builder()
    first: Extract | None = None
    repeats = replies.Repeats()
    for number, raw in enumerate(_split(content), 1):
        if number > MAX_MESSAGES:
            builder.warnings.append(
                gettext("only the first {most:,} messages were read", most=MAX_MESSAGES)
            )
            break
        found = repeats.left_out(_message(raw))
        first = first or found
        builder.include_article(found, f"message {number}")
    found = builder.extract()
    one = first is not None and len(found.marks) == 1
    return Extract(**{**vars(found), "title": first.title if one and first else None})


def _split(content: bytes) -> Iterator[bytes]:
    starts = [match.span() for match in _FROM.finditer(content) if _opens(content, match.start())]
    for index, (_, start) in enumerate(starts):
        stop = starts[index + 1][0] if index + 1 < len(starts) else len(content)
        yield re.sub(rb"(?m)^>(>*From )", rb"\1", content[start:stop])


def _opens(content: bytes, at: int) -> bool:
    return (
        at == 0
        or content[max(0, at - 2) : at].endswith(b"\n\n")
        or content[at - 4 : at] == b"\r\n\r\n"
    )


def _message(content: bytes) -> Extract:
    message = message_from_bytes(mail_head.rewritten(content), policy=policy.default)
    subject, sender = _header(message, "subject"), _header(message, "from")
    sent = _date(message)
    composer = Composer(subject)
    composer.heading(1, subject)
    about = f"The message “{subject}”" if subject else "The message"
    receiver = _header(message, "to")
    if sender:
        composer.pair("From", sender, f"{about} was written and sent by {sender}.")
    if receiver:
        composer.pair("To", receiver, f"{about} was sent to {receiver}.")
    if sent:
        composer.pair("Date", sent, f"{about} was sent on {headlines.long_date(sent)}.")
    warnings: list[str] = []
    for part in _bodies(message, warnings):
        composer.include(replies.said_by(part, _ADDRESS.sub("", sender)))
    found = composer.extract().warned(*warnings, *_left(message))
    author = (sender,) if sender else ()
    return Extract(**{**vars(found), "title": subject or None, "date": sent, "authors": author})


def _header(message: EmailMessage, name: str) -> str:
    try:
        said = " ".join(str(message.get(name, "")).split())
    except (ValueError, IndexError, AttributeError, TypeError, LookupError):  # broken headers
        return ""
    return said[1:-1] if re.fullmatch(r'"[^"]*"', said) else said  # a name without an address


def _date(message: EmailMessage) -> str | None:
    try:
        return parsedate_to_datetime(str(message["date"])).date().isoformat()
    except (ValueError, IndexError, AttributeError, TypeError, LookupError):
        return frontmatter.iso(_header(message, "date"))


def _bodies(message: EmailMessage, warnings: list[str]) -> Iterator[Extract]:
    """What was written: as plain text where there is one, else as HTML; doubts are added."""
    for kind in ("plain", "html"):
        try:
            body: Any = message.get_body(preferencelist=(kind,))
            text = body.get_content() if body is not None else ""
        except (LookupError, ValueError, AttributeError, TypeError, IndexError):
            body, text = message, _BAD
        if _BAD in text:  # it does not say how it is encoded, or says it wrongly
            text, told = _guessed(body)
            warnings += told
        if isinstance(text, str) and text.strip():
            if kind == "plain":
                yield replies.structured(text)
            else:
                yield replies.below_heads(html.fragment(text, quoted=replies.quoted))
            return


def _left(message: EmailMessage) -> list[str]:
    """That files are attached, which are not read."""
    try:
        parts = [part for part in message.iter_attachments() if part.get_content_maintype()]
        names = [part.get_filename() or part.get_content_type() for part in parts]
    except (LookupError, ValueError, AttributeError, TypeError, IndexError):
        return []
    shown = ", ".join(names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")
    if not names:
        return []
    return [
        ngettext(
            "{count} attached file not read: {files}",
            "{count} attached files not read: {files}",
            len(names),
            files=shown,
        )
    ]


def _guessed(part: EmailMessage) -> tuple[str, list[str]]:
    """The text of a part by what its bytes show, and what is in doubt."""
    payload = part.get_payload(decode=True)
    try:
        return decoding.decode(payload) if isinstance(payload, bytes) else ("", [])
    except ValueError:
        return "", []
