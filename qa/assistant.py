"""The parts put together: an `Assistant` answers questions about a folder of articles."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from qa import tracing
from qa.answer import calibration, citations, pieces
from qa.answer.answerer import Answerer, Rewriter, Rewritten, refused_unread
from qa.answer.explanation import Explanation, explain
from qa.answer.extractive import Quoter
from qa.answer.inquiry import Inquiry
from qa.answer.remembered import Remembered
from qa.corpus import unread
from qa.corpus.fields import Fields
from qa.errors import ModelError
from qa.index import embedding as embeddings
from qa.index import sync as syncing
from qa.index.indexed import IndexedCorpus
from qa.index.memory import Index
from qa.index.nearby import NearbyIndex
from qa.index.scan import OnRead
from qa.locale import gettext
from qa.model import client
from qa.search import conversation
from qa.search.conversation import FollowUp
from qa.search.request import validated
from qa.search.search import BUDGET, search
from qa.search.turns import validated_history
from qa.settings import Settings
from qa.text import library
from qa.types import (
    Answer,
    Article,
    CheckReport,
    Document,
    Passage,
    Pending,
    Skipped,
    SyncReport,
    Turn,
    Within,
)
from qa.verify import verifier

if TYPE_CHECKING:
    from llama_index.core.base.embeddings.base import BaseEmbedding

    from qa.check.checking import Progress


class Assistant:
    """Answers questions about a folder of articles, and proves every answer.

    An assistant keeps no memory of conversations: the history comes with each question. It may be
    used from several threads.

    Args:
        settings: Where things are and which models are used; the environment's when left out.
        embedding: What embeds articles and questions, instead of the one that the settings name.
            The index remembers its `model_name`; another one needs a rebuild.
        answerer: What answers from what was found, instead of what the settings name.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        embedding: BaseEmbedding | None = None,
        answerer: Answerer | None = None,
    ) -> None:
        self.settings = settings or Settings()
        self._embedding = embedding or embeddings.build(self.settings)
        self._quoter = Quoter(self._embedding.model_name, calibration.threshold(self.settings))
        self._answerer = answerer or self._chosen()
        self._corpus = IndexedCorpus(self.settings, self._embedding)
        self._disk = self.settings.corpus, Fields(self.settings.fields)
        self._reads = verifier.chosen(self.settings)
        self._unread = unread.Reminder()
        self._quotations = Remembered()

    def _chosen(self) -> Answerer:
        if not client.wanted(self.settings):
            return self._quoter
        from qa.write.writer import Writer

        return Writer(self.settings)

    @property
    def generative(self) -> bool:
        """Whether a language model (or an answerer from outside) writes the answers."""
        return self._answerer is not self._quoter

    # -- the index -----------------------------------------------------------------------------

    def sync(
        self,
        *,
        rebuild: bool = False,
        wait: bool = True,
        progress: syncing.Progress | None = None,
        on_wait: syncing.OnWait | None = None,
        on_read: OnRead | None = None,
    ) -> SyncReport:
        """Make the index hold just what the folder holds; only what changed is embedded.

        Args:
            rebuild: Remove the index first and make it anew.
            wait: Wait while another process writes the index.
            progress: Told how it gets on.
            on_wait: Called once when there is another process to wait for.
            on_read: Told how many files have been read, of how many, before anything is embedded.

        Raises:
            CorpusError: The folder is missing or has no articles; the index stays as it is.
            StoreError: The index cannot be written, or was made with other models.
            EmbeddingError: The embedding model failed.
        """
        return self._corpus.sync(
            rebuild=rebuild, wait=wait, progress=progress, on_wait=on_wait, on_read=on_read
        )

    @property
    def compared(self) -> float | None:
        """When index and folder were last found or made the same, as Unix time; None for never."""
        return self._corpus.compared

    def pending(self, *, trusting: bool = False) -> syncing.Plan:
        """What the next sync would add, update and remove.

        Args:
            trusting: Take a file to be as it was where its size and times are.
        """
        return self._corpus.pending(trusting=trusting)

    def refresh(
        self,
        *,
        progress: syncing.Progress | None = None,
        on_wait: syncing.OnWait | None = None,
        on_read: OnRead | None = None,
    ) -> None:
        """Take in what has changed in the folder, as a question does before it is answered.

        Files that are as they were are not read. Where much is to be embedded it goes on in the
        background as soon as what is there can answer; `finish` waits for it, `close` ends it, and
        so does the end of the program.

        Args:
            progress: Told how it gets on, while it is waited for.
            on_wait: Called once where another process writes and nothing can answer yet.
            on_read: Told how many files have been read, of how many, before anything is embedded.

        Raises:
            CorpusError, StoreError, EmbeddingError: As `ask` does.
        """
        self._corpus.current(about=(), progress=progress, on_wait=on_wait, on_read=on_read)

    def finish(self, progress: syncing.Progress | None = None) -> None:
        """Wait until all is indexed or fetched that a question began to, in the background.

        Args:
            progress: Told how it gets on.

        Raises:
            StoreError: The index cannot be written.
            EmbeddingError: The embedding model failed.
        """
        self._corpus.finish(progress)

    def close(self) -> bool:
        """Stop what is indexed or fetched in the background; what is indexed is kept.

        Returns:
            Whether there was a sync to stop: the next one goes on from there.
        """
        return self._corpus.close()

    def fetching(self) -> bool:
        """Whether all that a server holds is being fetched, after a first answer without it."""
        return self._corpus.fetching()

    def busy(self) -> bool:
        """Whether another thread or process is writing the index now."""
        return self._corpus.busy()

    def underway(self) -> tuple[int, int] | None:
        """How many articles are indexed, of how many, while a sync runs; None where none does.

        Of a sync of another process it is known how many files there are, not what is in them.
        """
        return self._corpus.underway()

    def readable(self) -> bool:
        """Whether there is an index that can answer."""
        return self._corpus.readable()

    def status(self) -> dict[str, str]:
        """What is indexed, with which models, where, and what is stale; for people to read."""
        from qa.status import facts

        return facts(self.settings, self._embedding.model_name, self._corpus)

    def unread(self) -> tuple[Skipped, ...]:
        """The files of the folder that are not read, and why: broken, or of other kinds.

        Raises:
            CorpusError: The folder is missing, or no file in it can be used.
        """
        return self._corpus.pending().unread

    def warnings(self) -> list[str]:
        """What a reader of the indexed files should know: pages without text, letters in doubt."""
        if not self._corpus.readable():
            return []
        index = self._corpus.read()
        return [f"{file}: {told}" for file in index.files for told in index.warnings(file)]

    def index(self) -> Index:
        """The articles as they are indexed now; synced first where the folder has changed.

        That is waited for until it is through. While another thread or process syncs, or a sync
        goes on that a question began, it is what is there by then; `underway` tells.
        """
        return self._corpus.current(whole=True)

    def articles(self) -> list[Article]:
        """The articles as they are indexed, by file."""
        return self._corpus.articles()

    def article(self, file: str) -> str:
        """The text of an indexed article, to which every offset of a citation refers.

        Raises:
            CorpusError: There is no such article in the index.
        """
        return self._corpus.article(file)

    # -- questions -----------------------------------------------------------------------------

    def retrieve(
        self,
        question: str,
        history: Sequence[Turn] | None = None,
        budget: int = BUDGET,
        *,
        files: Sequence[str] | None = None,
        within: Within | None = None,
    ) -> list[Passage]:
        """The passages nearest to a question: best first, no overlaps, cut at sentence borders.

        Args:
            question: What to look for.
            history: Earlier turns, oldest first.
            budget: Characters of all passages together, at most.
            files: Only passages of these files, when given.
            within: Only passages of articles that meet these conditions.

        Raises:
            UsageError: The question is empty, too long, or holds no words; or `within` has a
                date that is none, or a pattern that matches no article.
        """
        follow_up = conversation.resolve(validated(question), validated_history(history))
        found = search(
            self.index(), self._embedding, question, follow_up, _conditions(files, within)
        )
        return list(found.passages(budget))

    def ask(
        self,
        question: str,
        history: Sequence[Turn] | None = None,
        *,
        files: Sequence[str] | None = None,
        within: Within | None = None,
    ) -> Answer:
        """Answer a question from the articles alone, with citations that were checked.

        Args:
            question: The question.
            history: Earlier turns of the conversation, oldest first.
            files: Answer from these files alone, when given.
            within: Answer from articles that meet these conditions alone.

        Returns:
            The answer; where the articles do not say it, a refusal with the nearest passages.

        Raises:
            QuestionError: The question is empty, too long, or holds no words.
            UsageError: `within` has a date that is none, or a pattern that matches no article.
            CorpusError: There are no articles.
            StoreError: The index cannot be read.
            EmbeddingError: The embedding model failed.
            ModelError: The language model that was asked for by name failed.
        """
        with tracing.step("qa.ask") as step:
            answer = self._proved(question, history, _conditions(files, within))
            self._told(step, answer)
        return answer

    def _proved(
        self, question: str, history: Sequence[Turn] | None, chosen: Within | None
    ) -> Answer:
        answer, disk = self._whole(question, history, chosen), self._files()
        proven = citations.verified(answer, disk)
        if proven is answer:
            return answer
        if disk.unread:
            lost = proven.refused and not answer.refused
            return self._by_others(proven, disk, question, history, chosen) if lost else proven
        # A file has changed since it was indexed: take it as it is now, once more.
        self._corpus.distrust()
        return citations.verified(self._whole(question, history, chosen), self._files())

    def _by_others(
        self,
        proven: Answer,
        disk: citations.Files,
        question: str,
        history: Sequence[Turn] | None,
        chosen: Within | None,
    ) -> Answer:
        """What the articles answer that can be read, where what answers best cannot."""
        among = self._corpus.read().files if chosen is None else chosen.files
        if among is None:
            return proven
        others = _conditions([file for file in among if file not in disk.unread], chosen)
        answer = citations.verified(self._whole(question, history, others), disk)
        if answer.refused:
            return proven
        return answer.model_copy(update={"notes": (*proven.notes, *answer.notes)})

    def _files(self) -> citations.Files:
        """The articles as they are on disk now."""
        return citations.Files(*self._disk, self._corpus.absent())

    async def aask(
        self,
        question: str,
        history: Sequence[Turn] | None = None,
        *,
        files: Sequence[str] | None = None,
        within: Within | None = None,
    ) -> Answer:
        """`ask`, for callers that run an event loop; the work is done in a thread."""
        import asyncio

        return await asyncio.to_thread(self.ask, question, history, files=files, within=within)

    def stream(
        self,
        question: str,
        history: Sequence[Turn] | None = None,
        *,
        files: Sequence[str] | None = None,
        within: Within | None = None,
    ) -> Iterator[str | Answer]:
        """Yield the answer's text in pieces as it comes, then the checked `Answer`.

        The pieces together are the answer's text, unless a file or the language model failed
        meanwhile: the `Answer` counts. Closing the iterator stops the language model.

        Raises:
            QuestionError, CorpusError, StoreError, EmbeddingError, ModelError: As `ask` does.
        """
        with closing(self.live(question, history, files=files, within=within)) as pieces:
            for piece in pieces:
                if not isinstance(piece, Pending):
                    yield piece

    def live(
        self,
        question: str,
        history: Sequence[Turn] | None = None,
        *,
        files: Sequence[str] | None = None,
        within: Within | None = None,
    ) -> Generator[str | Pending | Answer]:
        """`stream`, and in between what a language model has written and nothing has proved yet.

        Each `Pending` takes the place of the one before it. None of it is a part of the answer
        before it comes as a piece; show it so that nobody takes it for one.

        Raises:
            QuestionError, CorpusError, StoreError, EmbeddingError, ModelError: As `ask` does.
        """
        if not self.generative:
            answer = self.ask(question, history, files=files, within=within)
            yield from pieces.of(answer)
            yield answer
            return
        chosen = _conditions(files, within)
        answered = self._answered(question, history, chosen, streamed=True)
        with closing(tracing.during("qa.ask", answered, self._told)) as written:
            for piece in written:
                if isinstance(piece, Answer):
                    yield citations.verified(piece, self._files())
                else:
                    yield piece

    def quote(
        self,
        question: str,
        history: Sequence[Turn] | None = None,
        *,
        files: Sequence[str] | None = None,
        within: Within | None = None,
    ) -> Answer:
        """Answer by quoting on this machine, whichever language model there is.

        Args:
            question: The question.
            history: Earlier turns of the conversation, oldest first.
            files: Answer from these files alone, when given.
            within: Answer from articles that meet these conditions alone.

        Raises:
            QuestionError, CorpusError, StoreError, EmbeddingError: As `ask` does.
        """
        chosen = _conditions(files, within)
        quoted = self._answered_by(self._quoter, question, history, chosen, streamed=False)
        return citations.verified(pieces.last(quoted), self._files())

    def explain(
        self,
        answer: Answer,
        history: Sequence[Turn] | None = None,
        *,
        files: Sequence[str] | None = None,
        within: Within | None = None,
    ) -> Explanation:
        """Why an answer is as it is: what was read, what speaks for and against it.

        Args:
            answer: An answer of this assistant.
            history: The turns before its question, oldest first.
            files: The files that it was to be answered from, when they were given.
            within: The conditions that their articles were to meet, when they were given.

        Raises:
            CorpusError, StoreError, EmbeddingError: As `ask` does.
        """
        rewritten = answer.mode == "generative" and answer.standalone_question != answer.question
        follow_up = (
            FollowUp(answer.standalone_question)
            if rewritten
            else conversation.resolve(validated(answer.question), validated_history(history))
        )
        chosen = _conditions(files, within)
        index = self._corpus.current()
        found = search(index, self._embedding, answer.question, follow_up, chosen)
        return explain(found, answer, self._quoter.threshold)

    # -- drafts --------------------------------------------------------------------------------

    def check(
        self,
        draft: str | Document,
        *,
        name: str = "",
        files: Sequence[str] | None = None,
        progress: Progress | None = None,
    ) -> CheckReport:
        """Hold a text against the articles, statement by statement.

        Args:
            draft: The text, as Markdown or plain; or a document that was read of a file.
            name: What it is called in the report.
            files: Check against these files alone, when given.
            progress: Told how many pieces are done, of how many.

        Raises:
            UsageError: The draft has no words, or too many characters.
            CorpusError, StoreError, EmbeddingError, ModelError: As `ask` does.
        """
        from qa.check import drafts

        read = drafts.validated(draft)
        report, disk = self._checked(read, name, files, progress), self._files()
        if disk.doubted(drafts.cited(report)) - disk.unread:
            # A file has changed since it was indexed: take it as it is now, once more.
            self._corpus.distrust()
            report, disk = self._checked(read, name, files, progress), self._files()
        return drafts.confirmed(report, disk)

    def _checked(
        self,
        draft: Document,
        name: str,
        files: Sequence[str] | None,
        progress: Progress | None,
    ) -> CheckReport:
        from qa.check.checking import DraftChecker

        checker = DraftChecker(self._corpus.current(), self._embedding, self._reads, files)
        report = checker.check(draft, name=name, progress=progress)
        told = (note for note in self._state() if note)
        return report.model_copy(update={"notes": (*report.notes, *told)})

    # -- steps ---------------------------------------------------------------------------------

    def _whole(
        self, question: str, history: Sequence[Turn] | None, within: Within | None
    ) -> Answer:
        return pieces.last(self._answered(question, history, within, streamed=False))

    def _told(self, step: tracing.Step, piece: str | Pending | Answer) -> None:
        """What a trace may know of an answer."""
        if not isinstance(piece, Answer):
            return
        step.tell(mode=piece.mode, refused=piece.refused, statements=len(piece.statements))
        if self.settings.traces == "text":
            step.tell(question=piece.question, answer=piece.text)

    def _answered(
        self,
        question: str,
        history: Sequence[Turn] | None,
        within: Within | None,
        *,
        streamed: bool,
    ) -> Generator[str | Pending | Answer]:
        """What the answerer says; a quotation where its model fails and was not asked for."""
        answerer = self._answerer
        try:
            yield from self._answered_by(answerer, question, history, within, streamed=streamed)
        except ModelError as error:
            from qa.write.writer import Writer

            if not (isinstance(answerer, Writer) and answerer.optional):
                raise
            answer = pieces.last(
                self._answered_by(self._quoter, question, history, within, streamed=False)
            )
            note = gettext(
                "The language model did not answer, so this is quoted: {error}.", error=error
            )
            yield answer.model_copy(update={"notes": (note, *answer.notes)})

    def _answered_by(
        self,
        answerer: Answerer,
        question: str,
        history: Sequence[Turn] | None,
        within: Within | None,
        *,
        streamed: bool,
    ) -> Generator[str | Pending | Answer]:
        """Have a follow-up understood, search, and have it answered, with the time of each step."""
        text, turns = validated(question), validated_history(history)
        steps = {"start": time.perf_counter()}
        rewritten = Rewritten("")
        if isinstance(answerer, Quoter):
            index = self._asked(conversation.resolve(text, turns), within)
            inquiry = Inquiry(index, self._embedding, answerer, self._quotations, within)
            answer = inquiry.answer(text, turns)
            self._fetch_others(index)
            yield self._noted(answer, index, history, steps, rewritten)
            return
        if isinstance(answerer, Rewriter):
            rewritten = answerer.rewrite(text, turns)
            steps["condense"] = time.perf_counter()
        follow_up = (
            FollowUp(rewritten.question)
            if rewritten.question
            else conversation.resolve(text, turns)
        )
        index = self._asked(follow_up, within)
        found = search(index, self._embedding, question, follow_up, within)
        steps["retrieve"] = time.perf_counter()
        self._fetch_others(index)
        if (refusal := refused_unread(found, turns, self._embedding.model_name)) is not None:
            yield pieces.timed(refusal, steps, rewritten)
            return
        written = answerer.answer(found, turns, streamed=streamed)
        for piece in tracing.during("qa.write", written):
            if isinstance(piece, Answer):
                yield self._noted(piece, index, history, steps, rewritten)
            else:
                yield piece

    def _asked(self, follow_up: FollowUp, within: Within | None) -> Index:
        """The articles that a question is asked of: all, unless these are still fetched.

        All are waited for where what is asked, or a condition, is of the articles themselves.
        """
        conditions = within is not None and within != Within()
        of_all = conditions or library.asked(follow_up.question) is not None
        return self._corpus.current(about=None if of_all else follow_up.searched)

    def _fetch_others(self, index: Index) -> None:
        """Begin to fetch all articles, after some were searched: both at once take longer."""
        if isinstance(index, NearbyIndex):
            self._corpus.fetch()

    def _noted(
        self,
        answer: Answer,
        index: Index,
        history: Sequence[Turn] | None,
        steps: dict[str, float],
        rewritten: Rewritten,
    ) -> Answer:
        """An answer with the time of each step, and that files are not read, if it is so."""
        if answer.reason != "no question":
            if isinstance(index, NearbyIndex):
                answer = pieces.of_some(answer, unread.nearby(len(index.files)), unread.unfetched())
            answer = pieces.noted(answer, self._unread.note(self._corpus.unread, history))
            for note in self._state():
                answer = pieces.noted(answer, note)
        return pieces.timed(answer, steps, rewritten)

    def _state(self) -> Iterator[str]:
        """What should be known of the index that answers; empty where there is nothing to tell."""
        yield unread.underway(self.underway(), self._corpus.by_words)
        yield unread.away(self._corpus.away())
        yield unread.outdated(self._corpus.outdated)


def _conditions(files: Sequence[str] | None, within: Within | None) -> Within | None:
    """What `files` and `within` ask for together."""
    if files is None:
        return within
    return (within or Within()).model_copy(update={"files": tuple(files)})
