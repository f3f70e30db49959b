"""The parts put together: an `Assistant` syncs a folder of articles and answers questions."""

from __future__ import annotations

import threading
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

from qa.answer import citations, extractive
from qa.corpus import chunking
from qa.errors import CorpusError, ModelError, QuestionError, StoreBusy, StoreError
from qa.index import embedding
from qa.index import sync as syncing
from qa.index.memory import Index
from qa.index.store import Store
from qa.model import client as models
from qa.search import conversation, retrieval
from qa.search.retrieval import Ranking
from qa.settings import MAX_QUESTION_CHARACTERS, Settings
from qa.text import words
from qa.types import Answer, Article, Passage, SyncReport, Turn
from qa.write import writer as generative
from qa.write.writer import Writer

BUDGET = 4000  # characters of passages that come with an answer
_NEAREST = 1500  # characters of passages that come with a refusal


@dataclass(frozen=True)
class _Found:
    """What a question was found to be about."""

    index: Index
    standalone: str
    ranking: Ranking


class Assistant:
    """Answers questions about a folder of articles, and proves every answer.

    An assistant keeps no memory of conversations: the history comes with each question. It may be
    used from several threads.

    Args:
        settings: Where things are and which models are used; the environment's when left out.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self._embedding = embedding.build(self.settings)
        self._writer = Writer(self.settings) if models.wanted(self.settings) else None
        self._store = Store(
            self.settings.store,
            model=self._embedding.model_name,
            chunker=chunking.CHUNKER,
            url=self.settings.chroma_url,
        )
        self._index: Index | None = None
        self._synced: object = None  # the folder's signature when it was last synced
        self._lock = threading.RLock()  # held by whoever touches the store

    @property
    def generative(self) -> bool:
        """Whether a language model writes the answers."""
        return self._writer is not None

    # -- the index -----------------------------------------------------------------------------

    def sync(
        self,
        *,
        rebuild: bool = False,
        wait: bool = True,
        progress: syncing.Progress | None = None,
        on_wait: syncing.OnWait | None = None,
    ) -> SyncReport:
        """Make the index hold just what the folder holds; only what changed is embedded.

        Args:
            rebuild: Remove the index first and make it anew.
            wait: Wait while another process writes the index.
            progress: Told how it gets on.
            on_wait: Called once when there is another process to wait for.

        Raises:
            CorpusError: The folder is missing or has no articles; the index stays as it is.
            StoreError: The index cannot be written, or was made with other models.
            EmbeddingError: The embedding model failed.
        """
        with self._lock:
            seen = syncing.signature(self.settings.corpus)
            report = syncing.sync(
                self.settings.corpus,
                self._store,
                self._embedding,
                rebuild=rebuild,
                wait=wait,
                progress=progress,
                on_wait=on_wait,
            )
            self._synced = seen
            return report

    def pending(self) -> syncing.Plan:
        """What the next sync would add, update and remove."""
        known = self._store.versions()
        return syncing.plan(syncing.scan(self.settings.corpus, known), known)

    def readable(self) -> bool:
        """Whether there is an index that can answer."""
        return self._store.exists() and bool(self._store.revision())

    def status(self) -> dict[str, str]:
        """What is indexed, with which models, where, and what is stale; for people to read."""
        settings = self.settings
        facts = {
            "articles": str(settings.corpus),
            "index": settings.chroma_url or str(settings.store),
            "embedding": f"{self._embedding.model_name} ({settings.embedding})",
            "chunker": chunking.CHUNKER,
            "answers": generative.describe(self.settings),
            **generative.how_to(),
        }
        if not self.readable():
            return facts | {"state": "not indexed yet: `qa sync`, or just ask"}
        self._store.check()
        index, pending = self._read(), self.pending()
        facts["indexed"] = (
            f"{len(index.files)} files, {len(index.passage_starts)} passages, "
            f"{len(index.rows)} sentences"
        )
        changes = [
            f"{len(files)} {what} ({', '.join(files[:3])}{', …' if len(files) > 3 else ''})"
            for what, files in (
                ("new", pending.added),
                ("changed", pending.updated),
                ("gone", pending.removed),
                ("not reachable, kept as indexed", pending.hidden),
            )
            if files
        ]
        return facts | {"state": "; ".join(changes) + ": `qa sync`" if changes else "up to date"}

    def index(self) -> Index:
        """The articles as they are indexed now; synced first where the folder has changed.

        While another thread or process syncs, or where the index cannot be written, what was
        indexed before answers.
        """
        read = self._index
        if not self._lock.acquire(blocking=read is None):
            assert read is not None
            return read
        try:
            self._refresh()
            return self._read()
        finally:
            self._lock.release()

    def _read(self) -> Index:
        with self._lock:
            revision = self._store.revision()
            if self._index is None or self._index.revision != revision:
                self._store.check()
                self._index = self._store.index()
            return self._index

    def _refresh(self) -> None:
        if self._synced == syncing.signature(self.settings.corpus):
            return
        if not self.readable():
            self.sync()
            return
        self._store.check()
        try:
            if self.pending().empty:
                self._synced = syncing.signature(self.settings.corpus)
            else:
                self.sync(wait=False)
        except StoreBusy:
            pass
        except StoreError:
            if self._index is None and not self._store.revision():
                raise

    def articles(self) -> list[Article]:
        """The articles as they are indexed, by file."""
        index = self.index()
        found = []
        for file in index.files:
            rows = index.sentences_of(file)
            first = index.rows[rows[0]]
            found.append(
                Article(
                    file=file,
                    title=first.title or None,
                    date=first.date or None,
                    characters=len(index.text(file)),
                    passages=len({index.rows[i].passage for i in rows}),
                    sentences=len(rows),
                )
            )
        return found

    def article(self, file: str) -> str:
        """The decoded text of an indexed article, to which every offset of a citation refers.

        Raises:
            CorpusError: There is no such article in the index.
        """
        index = self.index()
        if file not in index.files:
            raise CorpusError(f"no article '{file[:200]}' in the index: `qa status` lists what is")
        return index.text(file)

    # -- questions -----------------------------------------------------------------------------

    def retrieve(
        self,
        question: str,
        history: Sequence[Turn] | None = None,
        budget: int = BUDGET,
        *,
        files: Sequence[str] | None = None,
    ) -> list[Passage]:
        """The passages nearest to a question: best first, no overlaps, cut at sentence borders.

        Args:
            question: What to look for.
            history: Earlier turns, oldest first.
            budget: Characters of all passages together, at most.
            files: Only passages of these files, when given.

        Raises:
            QuestionError: The question is empty, too long, or holds no words.
        """
        found = self._find(question, history)
        return retrieval.select(found.index, found.ranking, budget, files)

    def ask(
        self,
        question: str,
        history: Sequence[Turn] | None = None,
        *,
        files: Sequence[str] | None = None,
    ) -> Answer:
        """Answer a question from the articles alone, with citations that were checked.

        Args:
            question: The question.
            history: Earlier turns of the conversation, oldest first.
            files: Answer from these files alone, when given.

        Returns:
            The answer; where the articles do not say it, a refusal with the nearest passages.

        Raises:
            QuestionError: The question is empty, too long, or holds no words.
            CorpusError: There are no articles.
            StoreError: The index cannot be read.
            EmbeddingError: The embedding model failed.
            ModelError: The language model that was asked for by name failed.
        """
        answer = self._answer(question, history, files)
        proven = citations.checked(answer, self.settings.corpus)
        if proven is answer:
            return answer
        # A file has changed since it was indexed: take it as it is now, once more.
        self._synced = None
        return citations.checked(self._answer(question, history, files), self.settings.corpus)

    async def aask(
        self,
        question: str,
        history: Sequence[Turn] | None = None,
        *,
        files: Sequence[str] | None = None,
    ) -> Answer:
        """`ask`, for callers that run an event loop; the work is done in a thread."""
        import asyncio

        return await asyncio.to_thread(self.ask, question, history, files=files)

    def stream(
        self,
        question: str,
        history: Sequence[Turn] | None = None,
        *,
        files: Sequence[str] | None = None,
    ) -> Iterator[str | Answer]:
        """Yield the answer's text in pieces as it comes, then the checked `Answer`.

        The pieces together are the answer's text, unless a file or the language model failed
        meanwhile: the `Answer` counts. Closing the iterator stops the language model.

        Raises:
            Same as `ask`.
        """
        if self._writer is not None:
            written = self._generated(self._writer, question, history, files, streamed=True)
            with closing(written):
                for piece in written:
                    if isinstance(piece, Answer):
                        yield citations.checked(piece, self.settings.corpus)
                    else:
                        yield piece
            return
        answer = self.ask(question, history, files=files)
        if answer.refused:
            yield answer.text
        else:
            for number, statement in enumerate(answer.statements):
                yield (" " if number else "") + citations.marked([statement])
        yield answer

    def quote(
        self,
        question: str,
        history: Sequence[Turn] | None = None,
        *,
        files: Sequence[str] | None = None,
    ) -> Answer:
        """Answer by quoting on this machine, whichever language model there is.

        Args:
            question: The question.
            history: Earlier turns of the conversation, oldest first.
            files: Answer from these files alone, when given.

        Raises:
            QuestionError, CorpusError, StoreError, EmbeddingError: As `ask` does.
        """
        return citations.checked(self._quoted(question, history, files), self.settings.corpus)

    # -- steps ---------------------------------------------------------------------------------

    def _find(self, question: str, history: Sequence[Turn] | None, standalone: str = "") -> _Found:
        text = checked(question)
        follow_up = (
            conversation.FollowUp(standalone)
            if standalone
            else conversation.resolve(text, _turns(history))
        )
        index = self.index()
        ranking = self._rank(index, follow_up.question)
        if follow_up.search:
            other = self._rank(index, follow_up.search)
            ranking = ranking.mixed(other, follow_up.weight, follow_up.about)
        return _Found(index, follow_up.standalone, ranking)

    def _rank(self, index: Index, text: str) -> Ranking:
        return retrieval.rank(index, retrieval.prepare(index, self._embedding, text))

    def _answer(
        self, question: str, history: Sequence[Turn] | None, files: Sequence[str] | None
    ) -> Answer:
        if self._writer is None:
            return self._quoted(question, history, files)
        *_, answer = self._generated(self._writer, question, history, files, streamed=False)
        assert isinstance(answer, Answer)
        return answer

    def _generated(
        self,
        writer: Writer,
        question: str,
        history: Sequence[Turn] | None,
        files: Sequence[str] | None,
        *,
        streamed: bool,
    ) -> Generator[str | Answer]:
        """What a language model writes; a quotation where it fails and was not asked for."""
        started = time.perf_counter()
        text = checked(question)
        rewritten = writer.rewrite(text, _turns(history))
        condensed = time.perf_counter()
        found = self._find(text, history, rewritten.question)
        retrieved = time.perf_counter()
        try:
            for piece in writer.write(question, found, files, streamed=streamed):
                if isinstance(piece, str):
                    yield piece
                    continue
                timings = {"condense": condensed - started, "retrieve": retrieved - condensed}
                total = {"total": time.perf_counter() - started}
                answer = piece.model_copy(
                    update={
                        "usage": piece.usage + rewritten.usage,
                        "notes": (*rewritten.notes, *piece.notes),
                        "timings": timings | piece.timings | total,
                    }
                )
                yield answer
        except ModelError as error:
            if not writer.optional:
                raise
            answer = self._quoted(question, history, files)
            note = f"The language model did not answer, so this is quoted: {error}."
            yield answer.model_copy(update={"notes": (note, *answer.notes)})

    def _quoted(
        self, question: str, history: Sequence[Turn] | None, files: Sequence[str] | None
    ) -> Answer:
        started = time.perf_counter()
        found = self._find(question, history)
        retrieved = time.perf_counter()
        draft = extractive.answer(found.index, found.ranking, files)
        statements, cited = citations.numbered(draft.statements)
        passages = retrieval.select(
            found.index, found.ranking, BUDGET if statements else _NEAREST, files
        )
        ended = time.perf_counter()
        return Answer(
            question=question,
            standalone_question=found.standalone,
            text=citations.marked(statements) if statements else citations.REFUSAL,
            statements=statements,
            citations=cited,
            passages=tuple(passages),
            refused=not statements,
            confidence=draft.confidence,
            mode="extractive",
            model=self._embedding.model_name,
            timings={
                "retrieve": retrieved - started,
                "answer": ended - retrieved,
                "total": ended - started,
            },
        )


def checked(question: str) -> str:
    """The question without needless space.

    Raises:
        QuestionError: It is empty, too long, or holds no words.
    """
    text = " ".join(question.split()).replace("\x00", "")
    if not text:
        raise QuestionError("the question is empty: ask something like 'who led the delegation?'")
    if len(question) > MAX_QUESTION_CHARACTERS:
        raise QuestionError(
            f"the question has {len(question):,} characters, {MAX_QUESTION_CHARACTERS:,} are the "
            "most: ask for one thing at a time"
        )
    if not words.split(text):
        raise QuestionError(f"the question {text[:40]!r} holds no words: ask in words")
    return text


def _turns(history: Sequence[Turn] | None) -> list[Turn]:
    turns = list(history or ())
    for turn in turns:
        if not isinstance(turn, dict) or not isinstance(turn.get("content"), str):
            raise QuestionError(
                'the history is a list of {"role": "user" | "assistant", "content": text}, not '
                f"{str(turn)[:60]}"
            )
    return turns
