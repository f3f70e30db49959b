"""Questions to begin with, and to go on with: only such as the articles were found to answer.

They are made of the articles' own sentences (`qa.text.asking`) and asked; what is not answered with
high confidence, from that sentence's article and with its words, is not shown.
"""

from __future__ import annotations

import json
import logging
import queue
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice, zip_longest
from pathlib import Path

import numpy as np

from qa.answer.certainty import in_words
from qa.app import overview
from qa.app.dialogue import Exchange
from qa.assistant import Assistant
from qa.errors import QAError
from qa.index.memory import Index
from qa.index.vocabulary import Vocabulary
from qa.text import asking, words
from qa.text.asking import Asked
from qa.text.language import ENGLISH

log = logging.getLogger(__name__)

_MOST, _LEAST = 6, 4  # to begin with
_NEXT, _LEAST_NEXT = 3, 2  # to go on with
_TRIED = 24  # questions that are asked to find those to begin with
_TRIED_NEXT = 10
_LEAST_ARTICLES = 2  # that are asked about themselves
_ARTICLES = 200  # of which sentences are made into questions
_DOERS = ("who", "who_by", "who_will", "who_does")  # forms that differ by their verb alone
_EASY = 8  # words of a question
_KEPT = "examples.json"


@dataclass(frozen=True)
class _Candidate:
    """A question that sentence `row` may answer."""

    row: int
    asked: Asked

    @property
    def form(self) -> str:
        """How it begins, which is what a reader sees of its form, whatever somebody did."""
        if self.asked.form in _DOERS:
            return _DOERS[0]
        return " ".join(self.asked.question.split()[:2])


def _nobody(_: tuple[str, ...]) -> None:
    pass


def _never() -> bool:
    return False


def look_ahead(assistant: Assistant) -> threading.Thread:
    """Have the questions to begin with found before a visitor comes: they are kept for the page.

    One of them is asked again, so that what reads is loaded where they were found by another process.
    """

    def look() -> None:
        try:
            for question in Examples(assistant).first()[:1]:
                assistant.quote(question)
        except QAError as error:
            log.info("there are no example questions yet: %s", error)

    looking = threading.Thread(target=look, name="qa-examples", daemon=True)
    looking.start()
    return looking


class Examples:
    """Finds questions, once for each state of the library; threads may share it."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._file = Path(assistant.settings.store) / _KEPT
        self._working = threading.Lock()
        self._revision = ""
        self._first: tuple[str, ...] | None = None
        self._candidates: list[_Candidate] | None = None
        self._answered: dict[str, bool] = {}

    def known(self) -> tuple[str, ...] | None:
        """The questions to begin with, where they were found already, perhaps by another process."""
        if self._is_current():
            return self._first
        try:
            return self._read(self._assistant.index().revision)
        except QAError:
            return None

    def growing(self) -> Iterator[tuple[str, ...]]:
        """The questions of `first`, so many as are found so far, until all are."""
        came: queue.SimpleQueue[tuple[str, ...] | None] = queue.SimpleQueue()

        def look() -> None:
            try:
                came.put(self.first(came.put))
            except QAError as error:
                log.info("there are no example questions yet: %s", error)
            finally:
                came.put(None)

        threading.Thread(target=look, name="qa-examples", daemon=True).start()
        yield from iter(came.get, None)

    def first(self, tell: Callable[[tuple[str, ...]], None] = _nobody) -> tuple[str, ...]:
        """At most six questions that these articles answer, of different forms; takes seconds.

        Nothing before all articles are indexed: there is enough to do.

        Args:
            tell: Called with those found so far, whenever there is one more.
        """
        if self._assistant.underway() is not None:
            return ()
        with self._working:
            found = self.known()
            if found is None:
                index = self._assistant.index()
                self._start(index)
                found = self._first or self._found(index, tell)
                self._first = found
                self._keep(found)
            return found

    def after(
        self, exchanges: Sequence[Exchange], gives_way: Callable[[], bool] = _never
    ) -> tuple[str, ...] | None:
        """At most three questions that lead on from the last answer; takes seconds at first.

        None of them is one to begin with: those were seen. They are of different forms where
        sentences near what was cited give two of those; where they give less than two of any form,
        one asks which articles name who or what was cited.

        None while others are looked for: whoever asks much has other things to wait for. None as well
        where it has to give way: what was found until then is not looked for again.

        Args:
            exchanges: What was asked and said.
            gives_way: Whether somebody waits for what comes first: an answer.
        """
        answer = exchanges[-1].answer if exchanges else None
        if answer is None or not answer.citations:
            return ()
        if self._assistant.underway() is not None or not self._working.acquire(blocking=False):
            return None
        try:
            index = self._assistant.index()
            if not self._is_current():
                self._start(index)
            seen = {_key(exchange.question) for exchange in exchanges}
            seen.update(map(_key, self._first or ()))
            cited = {(c.file, c.start) for c in answer.citations}
            near = _nearest(index, self._pool(index), cited)
            fresh = [c for c in near if _key(c.asked.question) not in seen]
            found = self._verified(index, fresh, _NEXT, _TRIED_NEXT, gives_way=gives_way)
            if (
                len(found) < _LEAST_NEXT and not gives_way()
            ):  # what the articles say comes before what is in which
                others = [c for c in fresh if c.asked.question not in found]
                least = _LEAST_NEXT - len(found)
                more = self._verified(index, others, least, _TRIED_NEXT, gives_way=gives_way)
                found = (*found, *more)
            if gives_way():
                return None
            return (
                *found,
                *islice(self._about(index, cited, seen), max(0, _LEAST_NEXT - len(found))),
            )
        finally:
            self._working.release()

    def _about(self, index: Index, cited: set[tuple[str, int]], seen: set[str]) -> Iterator[str]:
        """Questions about the articles that name who or what was cited, or what those are about."""
        rows = [index.sentence_at(file, start) for file, start in cited if file in index.files]
        said = [name for row in rows for name in overview.named(index, index.rows[row].read)]
        for name in dict.fromkeys(sorted(said, key=lambda name: " " not in name)):
            for asked in asking.of_library([name, name], []):
                if _key(asked.question) not in seen and self._is_answered(index, None, asked):
                    yield asked.question
                    break

    def _is_current(self) -> bool:
        try:
            return bool(self._revision) and self._assistant.index().revision == self._revision
        except QAError:
            return False

    def _start(self, index: Index) -> None:
        self._revision = index.revision
        self._candidates, self._answered = None, {}
        self._first = self._read(self._revision)

    def _found(self, index: Index, tell: Callable[[tuple[str, ...]], None]) -> tuple[str, ...]:
        """Questions of different forms; beside them one about the articles, or more if need be."""
        found = self._verified(index, _mixed(self._pool(index)), _MOST, _TRIED, tell)
        # An even number: they stand in two columns.
        room = (
            max(_LEAST, len(found) + 2 - len(found) % 2) - len(found) if len(found) < _MOST else 0
        )
        if not room or len(index.files) < _LEAST_ARTICLES:
            return found
        titles = [title for file in index.files if (title := index.rows[index.first(file)].title)]
        about = asking.of_library(overview.names(index, least=1), titles)
        told = (asked.question for asked in about if self._is_answered(index, None, asked))
        return (*found, *islice(told, room))

    def _pool(self, index: Index) -> list[_Candidate]:
        if self._candidates is None:
            english = index.vocabulary.is_english
            self._candidates = list(_candidates(index)) if english else []
        return self._candidates

    def _verified(
        self,
        index: Index,
        pool: Iterable[_Candidate],
        most: int,
        tried: int,
        tell: Callable[[tuple[str, ...]], None] = _nobody,
        gives_way: Callable[[], bool] = _never,
    ) -> tuple[str, ...]:
        """The first that are answered, one of each form and sentence; at most so many are tried."""
        found: dict[str, str] = {}
        rows: set[int] = set()
        for candidate in pool:
            if len(found) == most or tried == 0 or gives_way():
                break
            if candidate.form in found or candidate.row in rows:
                continue
            tried -= candidate.asked.question not in self._answered
            if self._is_answered(index, candidate.row, candidate.asked):
                found[candidate.form] = candidate.asked.question
                rows.add(candidate.row)
                tell(tuple(found.values()))
        return tuple(found.values())

    def _is_answered(self, index: Index, row: int | None, asked: Asked) -> bool:
        if asked.question not in self._answered:
            self._answered[asked.question] = self._asks(index, row, asked)
        return self._answered[asked.question]

    def _asks(self, index: Index, row: int | None, asked: Asked) -> bool:
        """Whether the question is answered: surely, of that article, and with those words."""
        try:
            answer = self._assistant.quote(asked.question)  # no language model is paid for it
        except QAError:
            return False
        if answer.refused or in_words(answer.confidence) != "sure":
            return False
        if row is None:  # about the articles: the notes say how it was found
            return True
        if answer.notes:
            return False
        said = set(words.terms(answer.short or answer.text))
        wanted = set(words.terms(asked.answer))
        return answer.citations[0].file == index.rows[row].file and (
            not wanted or bool(said & wanted)
        )

    # -- kept beside the index -----------------------------------------------------------------

    def _read(self, revision: str) -> tuple[str, ...] | None:
        try:
            kept = json.loads(self._file.read_text("utf-8"))
            return tuple(kept["questions"]) if kept["revision"] == revision else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _keep(self, questions: tuple[str, ...]) -> None:
        kept = {"revision": self._revision, "questions": questions}
        try:
            self._file.write_text(json.dumps(kept, ensure_ascii=False), "utf-8")
        except OSError as error:
            log.info("example questions cannot be kept: %s", error)


def _candidates(index: Index) -> Iterator[_Candidate]:
    seen: set[str] = set()
    for file in index.files[:_ARTICLES]:
        for row in index.sentences_of(file):
            for asked in _asked(index, row):
                if _key(asked.question) not in seen:
                    seen.add(_key(asked.question))
                    yield _Candidate(row, asked)


def _asked(index: Index, row: int) -> Iterator[Asked]:
    here = index.rows[row]
    if here.heading:
        return
    if here.kind == "pair" and here.key and _is_among_pairs(index, row):
        yield from asking.of_pair(here.key, here.text.partition(":")[2])
    elif here.kind == "row":
        yield from asking.of_row(here.key, here.cells)
    elif here.kind == "prose":
        follows = row + 1 < len(index.rows) and index.rows[row + 1].file == here.file
        after = index.rows[row + 1].read if follows else ""
        yield from asking.ask(here.read, after, partial(_is_name, index.vocabulary))


def _is_name(vocabulary: Vocabulary, word: str) -> bool:
    """Whether a word is a name: what opens one sentence, and is a plural of the language, is none."""
    folded = words.fold(word)
    plural = folded.endswith("s") and all(map(vocabulary.in_dictionary, (folded, folded[:-1])))
    return all(
        vocabulary.is_name(term) and not (plural and vocabulary.capitals[term] == 1)
        for term in words.terms(word)
    )


def _is_among_pairs(index: Index, row: int) -> bool:
    """Whether a pair is one of several, and none of the article's own title or date."""
    here = index.rows[row]
    beside = (index.rows[i] for i in (row - 1, row + 1) if 0 <= i < len(index.rows))
    return not here.reading and any(b.kind == "pair" and b.file == here.file for b in beside)


def _mixed(pool: Sequence[_Candidate]) -> Iterator[_Candidate]:
    """One of each form in turn, the most telling first; of a form those that say most first."""
    forms: dict[str, list[_Candidate]] = {}
    for candidate in pool:
        forms.setdefault(candidate.form, []).append(candidate)
    telling = list(ENGLISH.asking.questions)
    sorted_forms = [sorted(some, key=_vagueness) for some in forms.values()]
    sorted_forms.sort(key=lambda some: telling.index(some[0].asked.form))
    for turn in zip_longest(*sorted_forms):
        yield from (candidate for candidate in turn if candidate is not None)


def _vagueness(candidate: _Candidate) -> tuple[bool, int]:
    """Less for a question that names something and has a length that is read with ease."""
    said = candidate.asked.question.split()
    named = any(word[0].isupper() for word in said[1:])
    return not named, abs(len(said) - _EASY)


def _nearest(
    index: Index, pool: Sequence[_Candidate], cited: set[tuple[str, int]]
) -> list[_Candidate]:
    """Those about what stands near what was cited; of other sentences."""
    rows = [index.sentence_at(file, start) for file, start in cited if file in index.files]
    other = [c for c in pool if (index.rows[c.row].file, index.rows[c.row].start) not in cited]
    if not rows or not other:
        return []
    about = index.vectors[rows].mean(axis=0)
    scores = index.vectors[[c.row for c in other]] @ about
    return [other[i] for i in np.argsort(-scores, kind="stable")]


def _key(question: str) -> str:
    return " ".join(words.split(question))
