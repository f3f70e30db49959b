"""An answer while a language model is writing it: each sentence is checked before it is shown."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answer import citations
from qa.locale import gettext
from qa.model.replies import REPLY_CHARACTERS
from qa.text import citation_markers, words
from qa.types import Citation, Pending, Statement
from qa.write.proof import Checker
from qa.write.sentences import SentenceStream, Written
from qa.write.structured import StructuredStream

_MOST_STATEMENTS = 100  # an answer that goes on is a model that does not stop; set by hand
_NAMED = 10  # invented numbers that a note names, at most


class Draft:
    """An answer that is being written: checks each sentence, and says what can be shown.

    Nothing is shown before something is proved: an answer of which nothing is becomes a refusal.

    Args:
        checker: Checks the sentences.
        structured: Whether the model was asked for JSON.
    """

    def __init__(self, checker: Checker, *, structured: bool = False) -> None:
        self._stream = StructuredStream() if structured else SentenceStream()
        self._checker = checker
        self._numbering = citations.Numbering()
        self._waiting: list[Statement] = []
        self._seen: set[tuple[str, ...]] = set()
        self._size = 0
        self._started = False
        self._refused = False
        self._too_long = False
        self._cut = False
        self.statements: list[Statement] = []

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The citations so far, numbered."""
        return self._numbering.citations

    @property
    def pending(self) -> Pending:
        """What was written and is not shown: what is not proved, and words of the next one."""
        if self.over:
            return Pending(text="")
        return Pending(text=self._stream.unfinished, unproved=tuple(self._waiting))

    @property
    def unformed(self) -> bool:
        """Whether the model was asked for JSON, and wrote something else."""
        words = isinstance(self._stream, StructuredStream) and self._stream.as_words
        return words or (self._is_broken and not self._cut)

    @property
    def unreadable(self) -> bool:
        """Whether it was asked for JSON, and nothing of what it wrote can be read."""
        return self._is_broken and not self._seen and not self._refused

    @property
    def _is_broken(self) -> bool:
        return isinstance(self._stream, StructuredStream) and self._stream.broken

    @property
    def over(self) -> bool:
        """Whether nothing that follows can change the answer."""
        return self._refused or self._too_long

    def feed(self, piece: str) -> str:
        """Take the next piece; what can be shown now, marked and numbered."""
        if self.over:
            return ""
        room = REPLY_CHARACTERS - self._size
        self._size += len(piece)
        shown = self._take(self._stream.feed(piece[:room]))
        self._too_long = self._too_long or len(piece) > room
        return shown

    def finish(self, *, cut: bool = False) -> str:
        """The model is done; what was not shown yet.

        Args:
            cut: Whether it was stopped in the middle of a sentence.
        """
        self._cut = cut or self._too_long
        return "" if self._refused else self._take(self._stream.finish(drop_last=self._cut))

    @property
    def notes(self) -> tuple[str, ...]:
        """What the reader should know about what was written."""
        notes = []
        invented = sorted(self._checker.invented)[:_NAMED]
        if invented:
            numbers = ", ".join(citation_markers.mark(number) for number in invented)
            notes.append(
                gettext(
                    "The model cited {numbers}, which it was not given; that was dropped.",
                    numbers=numbers,
                )
            )
        unproved = sum(not statement.supported for statement in self.statements)
        if unproved:
            notes.append(
                gettext(
                    "{unproved} of {all} statements were not found in the articles and are marked "
                    "{mark}.",
                    unproved=unproved,
                    all=len(self.statements),
                    mark=citations.UNPROVED,
                )
            )
        elif self._waiting and not self.statements:
            notes.append(gettext("Nothing that the model wrote was found in the articles."))
        if self._is_broken and self.statements and not self._cut:
            told = gettext("The model's reply was not whole: what could be read of it is here.")
            notes.append(told)
        if self._cut:
            notes.append(
                gettext(
                    "The model was stopped before it was done: raise QA_LLM_ANSWER_TOKENS for more."
                )
            )
        return tuple(notes)

    def _take(self, sentences: Sequence[Written]) -> str:
        shown = ""
        for written in sentences:
            if self._refused or self._too_long:
                break
            shown += self._next(written)
        return shown

    def _next(self, written: Written) -> str:
        key = tuple(words.split(written.text))
        if key in self._seen:
            return ""
        if citations.is_refusal(written.text):
            self._refused = not self._seen
            return ""
        self._seen.add(key)
        self._too_long = len(self._seen) >= _MOST_STATEMENTS
        statement = self._checker.check(written)
        self._waiting.append(statement)
        if not statement.supported and not self._started:
            return ""
        return self._show()

    def _show(self) -> str:
        ready = [self._numbering.number(statement) for statement in self._waiting]
        text = (" " if self._started else "") + citations.marked(ready)
        self.statements += ready
        self._waiting, self._started = [], True
        return text
