"""What a language model writes → sentences, each with the numbers of the passages that it cites.

It is read as it comes: a sentence is given out when it is over and its markers are known. What
is given out holds no brackets that could be taken for a marker, and no control characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from qa.text import citation_markers
from qa.text.language import ENGLISH

SENTENCE_CHARACTERS = 2000  # a longer "sentence" is cut: it is no prose; set by hand

# Signs of a list, a heading or a quotation before a line; bounded, so that no search is slow.
_ITEM = re.compile(r"^\s{0,20}(?:[-*•–]\s{1,5}|#{1,6}\s{1,5}|\d{1,3}[.)]\s{1,5}|>\s{0,5})")
# A marker that is not whole yet, at the end of what was written.
_HALF_MARKER = re.compile(r"[\[【][^\]】]{0,40}\Z")
# A line that ends with a colon opens the list after it, up to this length; set by hand.
_LEAD_IN_CHARACTERS = 200


@dataclass(frozen=True)
class Written:
    """One sentence that a model wrote, and the numbers of the passages that it cites."""

    text: str
    numbers: tuple[int, ...] = ()


class SentenceStream:
    """Cuts what a model writes into sentences, while it is being written."""

    def __init__(self) -> None:
        self._rest = ""
        self._lead_in = ""
        self._held: Written | None = None  # markers at the start of a line may belong to it

    def feed(self, piece: str) -> list[Written]:
        """Take the next piece; the sentences that are over with it, in order."""
        self._rest = (self._rest + piece).replace("**", "")
        found: list[Written] = []
        *lines, self._rest = self._rest.split("\n")
        for line in lines:
            for start in range(0, max(1, len(line)), SENTENCE_CHARACTERS):
                found += self._line(line[start : start + SENTENCE_CHARACTERS])
        while len(self._rest) > SENTENCE_CHARACTERS:
            found += self._line(self._rest[:SENTENCE_CHARACTERS])
            self._rest = self._rest[SENTENCE_CHARACTERS:]
        *over, self._rest = self._open(self._rest)
        for sentence in over:
            found += self._add(sentence)
        if self._held is not None and _opens_sentence(self._rest):
            found.append(self._held)
            self._held = None
        return found

    @property
    def unfinished(self) -> str:
        """The words that were not given out yet, as plain text."""
        held = self._held.text if self._held is not None else ""
        rest = clean(_HALF_MARKER.sub("", self._rest))
        return " ".join(part for part in (held, self._lead_in, rest) if part)

    def finish(self, *, drop_last: bool = False) -> list[Written]:
        """The sentences that are left when the model is done.

        Args:
            drop_last: Leave out the last one, where the model was cut off in the middle of it.
        """
        pieces = _sentences(self._rest)
        unfinished = pieces and not pieces[-1].rstrip().endswith((".", "!", "?", "]", "。", "”"))
        found = [
            w for s in (pieces[:-1] if drop_last and unfinished else pieces) for w in self._add(s)
        ]
        self._rest = ""
        if self._lead_in and not drop_last:
            found += self._give(Written(self._lead_in))
        if self._held is not None:
            found.append(self._held)
        self._held, self._lead_in = None, ""
        return found

    def _line(self, line: str) -> list[Written]:
        return [written for sentence in _sentences(line) for written in self._add(sentence)]

    def _open(self, text: str) -> list[str]:
        """The sentences of a line that is still being written; the last one is not over."""
        pieces = _sentences(text)
        if len(pieces) < 2:
            return [text]
        # A border is sure when words follow it that are no markers.
        after = citation_markers.LEADING.sub("", pieces[-1], count=1)
        if len(after.strip()) < 3 or after.lstrip()[0] in "[【":
            return [*pieces[:-2], pieces[-2] + pieces[-1]]
        return pieces

    def _add(self, sentence: str) -> list[Written]:
        """Take a whole sentence; what is sure now that it is there."""
        leading = citation_markers.LEADING.match(sentence)
        given: list[Written] = []
        if leading and self._held is not None:
            more = citation_markers.numbers(leading.group())
            self._held = Written(
                self._held.text, citation_markers.unique((*self._held.numbers, *more))
            )
            sentence = sentence[leading.end() :]
        numbers = citation_markers.numbers(sentence)
        text = clean(sentence)
        if not any(c.isalnum() for c in text):
            if numbers and self._held is not None:
                self._held = Written(
                    self._held.text, citation_markers.unique((*self._held.numbers, *numbers))
                )
            return given
        if self._lead_in:
            text, self._lead_in = f"{self._lead_in} {text}", ""
        if text.endswith(":") and not numbers and len(text) <= _LEAD_IN_CHARACTERS:
            self._lead_in = text
            return given
        return self._give(Written(text, numbers))

    def _give(self, written: Written) -> list[Written]:
        before, self._held = self._held, written
        return [before] if before is not None else []


def _opens_sentence(text: str) -> bool:
    """Whether a text is sure to be no marker that belongs to the sentence before it."""
    start = text.lstrip()
    return len(start) >= 3 and start[0] not in "[【"


def clean(sentence: str) -> str:
    """A sentence as plain text: no markers, list signs, emphasis or control characters."""
    text = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in sentence)
    text = _ITEM.sub("", text, count=1).replace("`", "")
    text = citation_markers.plain(text)
    text = " ".join(text.split())
    return re.sub(r" ([.,;:!?])(?!\w)", r"\1", text)


def _sentences(line: str) -> list[str]:
    """The sentences of one line; put together they are the line."""
    from sentencex import segment

    if not line.strip():
        return [line] if line else []
    pieces = list(_joined(segment(ENGLISH.code, line)))
    return pieces if sum(map(len, pieces)) == len(line) else [line]


def _joined(pieces: list[str]) -> Iterator[str]:
    """Join pieces of which the first does not end with a space or a mark: no border."""
    held = ""
    for piece in pieces:
        apart = held[-1:].isspace() or piece[:1].isspace() or held[-1:] in "。！？…]】"
        if held and not apart:
            held += piece
            continue
        if held:
            yield held
        held = piece
    if held:
        yield held
