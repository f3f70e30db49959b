"""Lines that are no article text: what a web page adds, headlines and credits repeated."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from qa.corpus import headlines, lines
from qa.corpus.lines import Line
from qa.text.language import ENGLISH, alternatives
from qa.types import Span

_NEAR = 2  # lines: a credit stands beside what else a page adds to a picture
_LABEL_WORDS = 2  # of "Last updated", at most
_CREDIT_WORDS = 8  # at most, set by hand

# Page furniture: lines that a web page adds around an article. Matched against whole lines.
_PICTURES = re.compile(alternatives(ENGLISH.pages.pictures), re.IGNORECASE)
_AGENCY = re.compile(rf"\b(?:{alternatives(ENGLISH.pages.agencies)})(?!\w)", re.IGNORECASE)
_STAFF = re.compile(
    rf"(?:\W*(?i:{alternatives(ENGLISH.pages.staff)}):? (?=[^\W\d_a-z])[^.;:]{{1,80}}[.;]?)+\W*"
)
# "The Gazette, 12 May 2024, by Ada Holm": nothing before the names but names and a date.
_SIGNED = re.compile(
    rf"(?:(?:[^\W_a-z]|\d)[^\s.!?]*[,.]? )*(?i:{alternatives(ENGLISH.pages.byline_labels)}) "
    r"[^\W\d_a-z][\w.'’-]*(?: (?:and )?[^\W\d_a-z][\w.'’-]*){1,5}(?:, [^.!?]{1,40})?"
)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_FURNITURE = re.compile(
    alternatives((*ENGLISH.pages.furniture, *ENGLISH.pages.pictures)), re.IGNORECASE
)


def furniture(found: Sequence[Line]) -> Iterator[Span]:
    """The spans of the lines that a page adds around an article, in order.

    A line that occurs twice is one of them when it is the headline, or a credit beside other
    furniture; a line that says only who published it, and when, is one too. Others may occur as
    often as they like: a row of a table that stands in two chapters is not furniture.
    """
    shown = [line for line in found if not line.blank]
    copies = Counter(line.text for line in shown)
    added = [bool(_FURNITURE.fullmatch(line.text)) for line in shown]
    for index, line in enumerate(shown):
        drawn = not any(character.isalnum() for character in line.text)
        repeated = copies[line.text] > 1 and (
            _repeats(line.text, shown[0].text)
            or (_is_credit(line.text) and any(_nearby(added, index)))
        )
        after = shown[1].text if index == 0 and len(shown) > 1 else None
        published = index < headlines.DATE_LINES and headlines.is_dateline(line.text, after)
        if added[index] or drawn or repeated or published:
            yield Span(start=line.start, end=line.end)


def is_credit(text: str) -> bool:
    """Whether a sentence is but the credit of a picture: "Ada Holm / AFP via Getty Images"."""
    said = _WORD.findall(text)
    names = all(w[0].isupper() or w in ENGLISH.pages.credit_words for w in said)
    return names and 0 < len(said) <= _CREDIT_WORDS and bool(_AGENCY.search(text))


def is_staff(text: str) -> bool:
    """Whether a sentence only says who worked on an article: "Reporting by A; Editing by B"."""
    return bool(_STAFF.fullmatch(text.strip()))


def is_signature(text: str) -> bool:
    """Whether a line only says who wrote an article: "The Gazette, 12 May 2024, by Ada Holm"."""
    return bool(_SIGNED.fullmatch(text.strip()))


def labels_picture(key: str) -> bool:
    """Whether what a key opens is a credit: "Photo", "Image courtesy of"."""
    said = [word.lower() for word in _WORD.findall(key)]
    return bool(said) and all(word in ENGLISH.pages.credit_words for word in said)


def labels_publication(key: str) -> bool:
    """Whether a key opens when its article was published: "Published", "Updated on"."""
    said = [word.lower() for word in _WORD.findall(key)]
    return bool(said) and said[0] in ENGLISH.pages.publishing and len(said) <= _LABEL_WORDS


def is_caption(text: str) -> bool:
    """Whether a line is but what a picture shows, with its credit on the line below."""
    *said, last = text.strip().split("\n")
    return bool(said) and is_credit(last) and not lines.STOPS.search("\n".join(said))


def below_picture(text: str) -> bool:
    """Whether text that is left out, between two sentences, stands below a picture."""
    return any(_PICTURES.fullmatch(line.strip()) for line in text.split("\n"))


def _repeats(line: str, headline: str) -> bool:
    return line == headline and not lines.CLOSES.search(line) and len(line.split()) > 1


def _is_credit(line: str) -> bool:
    return not lines.CLOSES.search(line) and 1 < len(line.split()) <= _CREDIT_WORDS


def _nearby(added: Sequence[bool], index: int) -> Sequence[bool]:
    return added[max(0, index - _NEAR) : index + _NEAR + 1]
