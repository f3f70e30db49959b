"""Lines of a text, and what can be told of one line alone: list item, pair, message, complete."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.text import words
from qa.types import Span

ENDS = re.compile(r"[.!?。！？…;:,][\"'”’»)\]]*\s*$")
STOPS = re.compile(r"[.!?。！？…][\"'”’»)\]]*\s*$")
# A headline may ask, and ends with none of these.
CLOSES = re.compile(r"[.!:;,。！：；，]['\"”’)\]」』）]*\s*$")
HEADING_WORDS = 16
_LINE = 1000  # characters: a longer line is prose, and no pattern has to go through it

_NUMBER = re.compile(r"\s*\(?(\d{1,3})[.)]")
_INNER = re.compile(
    r"(?:(?<=[^\W\d_]{3})[.…]|[!?])[\"”’)]*\s+\S|[。！？][\"”’」』）]*\s*[^\W_]"
)  # a sentence ends within a line
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_ROMAN = re.compile(r"\s*\(?([ivx]{1,4})[.)]\s")
_BULLET = re.compile(
    r"\s*(?:[-+•–‣◦·▪]|\*{1,6}|\d{1,3}[.)]|\(?[A-Za-z]\)|\(\d{1,2}\)|(?:i{1,3}|i?[vx]|vi{1,3})[.)])"
    r"\s+(?:\[[ xX]\]\s+)?(?=\S)(?!\*\s)"
)
_PAIR = re.compile(
    r"\s*(?P<key>[^\W\d_][^\s:|]*(?: +(?:[/&.'’-]+ +)?[^\s:|]+){0,4})\s?[:：]\s+(?P<value>\S.*)$"
)
_CLOCK = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?"
_DAY = r"(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4})"
_MESSAGE = re.compile(
    rf"[\s\u200e]*(?:\[(?:(?P<c>{_DAY})[,T ]\s*)?(?P<a>{_CLOCK})\]"
    rf"|(?:(?P<d>{_DAY})[,T ]\s*)?(?P<b>{_CLOCK}))"
    r"\s*(?:[-–—]\s*)?(?=\S)"
)
# Sentences that ask, one after the other; "?" within a word or an address asks nothing.
_ASKS = re.compile(
    r"(?:(?:[^.!?…\n？。！]|\n(?=[a-z]))*[?？؟][?!？！؟]*[)\"”»’]*(?:\s+|$|(?<=[？؟])))+"
)
_MARKED = re.compile(r"(?P<mark>={1,6}) ?(?P<title>[^\s=].*?)(?: ?=+)?")
_SPEAKER = re.compile(
    r"\s*(?P<name>[A-Z][\w.'’-]*(?:\s+(?:[A-Z(][\w.)'’-]*)){0,3})\s?:\s*(?P<said>.*)$"
)
# "Mr Allen.", "<ana> hello", "Ana Ruiz [10:02 AM]": who speaks, as reports and chats have it.
_CALLED = re.compile(r"(?P<name>(?:[A-Z][\w'’-]*\.?\s+){1,3}[A-Z][\w'’-]+)\.")
_NICK = re.compile(r"<[@+%~& ]?[^\W\d_][^<>\s]{0,30}>\s+\S")
_SENT = re.compile(
    rf"[^\W\d_][\w.'’-]*(?:\s+[^\W\d_][\w.'’-]*){{0,3}}\s+(?P<open>\[)?(?P<time>{_CLOCK})(?(open)\])"
)


@dataclass(frozen=True)
class Line:
    """A line without its end, and what it says without the space around it."""

    start: int
    end: int
    text: str

    @property
    def blank(self) -> bool:
        """Whether there is nothing on it."""
        return not self.text


def lines(text: str) -> Iterator[Line]:
    """The lines of a text, the empty ones too; trimmed of white space."""
    for match in re.finditer(r"[^\n]+|(?<=\n)(?=\n)|^(?=\n)", text):
        span = trimmed(text, match.start(), match.end())
        yield Line(span.start, span.end, text[span.start : span.end])


def trimmed(text: str, start: int, end: int) -> Span:
    """A stretch of a text without the white space around it."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start=start, end=end)


def bullet(line: str) -> int:
    """How many characters of a line mark it as an item of a list; 0 where it is none."""
    match = _BULLET.match(line)
    return match.end() if match else 0


def marked_heading(line: str) -> tuple[int, str] | None:
    """Level and text of a heading as AsciiDoc and wikis mark it; None of another line."""
    match = _MARKED.fullmatch(line) if len(line) <= _LINE else None
    return (len(match["mark"]), match["title"]) if match else None


def sayings(text: str) -> Iterator[tuple[Span, bool]]:
    """The parts of a text that ask and those that say something, in turn; whether each asks."""
    at = 0
    for match in _ASKS.finditer(text) if len(text) <= _LINE else ():
        if text[at : match.start()].strip():
            yield trimmed(text, at, match.start()), False
        yield trimmed(text, *match.span()), True
        at = match.end()
    if text[at:].strip():
        yield trimmed(text, at, len(text)), False


def roman(line: str) -> int:
    """The number of an item that is marked by a small Roman one, up to ten; 0 where it is none."""
    match = _ROMAN.match(line)
    return _ROMANS.index(match[1]) + 1 if match and match[1] in _ROMANS else 0


def number(line: str) -> int | None:
    """The number that marks a line as an item, where one does."""
    match = _NUMBER.match(line)
    return int(match[1]) if match else None


def pair(line: str) -> tuple[str, str] | None:
    """Key and value of a line such as "Caretaker: Runa Holt"."""
    match = _PAIR.match(line) if len(line) <= _LINE else None
    if not match or "://" in line[: match.end("key") + 3] or STOPS.search(match["key"]):
        return None
    return match["key"], match["value"].strip()


def clock(line: str) -> str:
    """The time that a message opens with ("[12:04] Ana: Hello"), after its day; or nothing."""
    match = _MESSAGE.match(line)
    time = (match["a"] or match["b"]) if match else ""
    day = (match["c"] or match["d"] or "") if match else ""
    return f"{day} {time}".strip() if ":" in time else ""


def unclocked(line: str) -> str:
    """A message without the time that it opens with."""
    match = _MESSAGE.match(line)
    return line[match.end() :] if match else line


def speaker(line: str) -> str:
    """Who speaks, where a line opens with a name and a colon, or is nothing else."""
    match = _SPEAKER.match(line) if len(line) <= _LINE else None
    return match["name"] if match else ""


def called(line: str) -> str:
    """Who is called up to speak, where a line is nothing but a name and a full stop."""
    match = _CALLED.fullmatch(line) if len(line) <= _LINE else None
    return match["name"] if match else ""


def is_by_nick(line: str) -> bool:
    """Whether a line is a message that opens with its sender: "<ana> hello"."""
    return bool(_NICK.match(line))


def sent(line: str) -> str:
    """When the message below was sent, where a line is its sender and the time; or nothing."""
    match = _SENT.fullmatch(line) if len(line) <= _LINE else None
    return match["time"] if match else ""


def is_heading(line: str) -> bool:
    """Whether a line that stands alone is no sentence: short, and without an end."""
    if len(line) > _LINE:
        return False
    complete = ENDS.search(line) and not line.rstrip().endswith(("?", ":"))
    short = _words(line) <= HEADING_WORDS
    return short and not complete and not bullet(line) and not _INNER.search(line)


def _words(line: str) -> float:
    """How many words a line has; of text without spaces, two characters are about one."""
    return len(line.split()) + words.unspaced(line) / 2
