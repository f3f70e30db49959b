"""What is measured: `qa`, a bare Chroma collection, and LlamaIndex as its starter has it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, Protocol

from eval.bench.scale.texts import MadeEmbedding, vector

_BATCH = 4000
_BEST = 5  # of what is found


class Contestant(Protocol):
    """A store over a folder of articles. Each method is called in a process of its own."""

    def build(self) -> None:
        """Take in the whole folder."""

    def open(self) -> None:
        """Open what was built, ready to be asked."""

    def ask(self, question: str) -> int:
        """Find what is nearest, as it is asked for; how many pieces of text were found."""

    def search(self, question: str) -> int:
        """The same, of what is open, whatever has become of the folder."""

    def change(self, file: str) -> None:
        """Take in one file of the folder that has changed since."""


class QA:
    """`qa`: retrieval of passages, by meaning and by words."""

    def __init__(self, corpus: Path, store: Path) -> None:
        self._corpus, self._store = corpus, store
        self._assistant: Any = None
        self._still: Any = None  # one that does not look at the folder

    def _made(self, sync: Literal["auto", "manual"] = "auto") -> Any:
        from qa import Assistant, Settings

        made: Any = MadeEmbedding()
        settings = Settings(corpus=self._corpus, store=self._store, llm="none", sync=sync)
        return Assistant(settings, embedding=made)

    def build(self) -> None:
        """Sync the folder."""
        self._made().sync()

    def open(self) -> None:
        """Make an assistant."""
        self._assistant, self._still = self._made(), self._made("manual")

    def ask(self, question: str) -> int:
        """Retrieve passages, of the folder as it is now: each question looks at all files."""
        return len(self._assistant.retrieve(question))

    def search(self, question: str) -> int:
        """Retrieve passages of what is indexed."""
        return len(self._still.retrieve(question))

    def change(self, file: str) -> None:
        """Sync again."""
        self._assistant.sync()


class Chroma:
    """A bare Chroma collection: a row a sentence, vectors alone."""

    def __init__(self, corpus: Path, store: Path) -> None:
        self._corpus, self._store = corpus, store
        self._collection: Any = None

    def _client(self) -> Any:
        import chromadb
        from chromadb.config import Settings

        return chromadb.PersistentClient(str(self._store), Settings(anonymized_telemetry=False))

    def build(self) -> None:
        """Add every line of every file."""
        self._collection = self._client().create_collection("articles", embedding_function=None)
        names: list[str] = []
        lines: list[str] = []
        for path in sorted(self._corpus.rglob("*.txt")):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
                names.append(f"{path.relative_to(self._corpus).as_posix()}:{number}")
                lines.append(line)
            if len(lines) >= _BATCH:
                self._add(names, lines)
                names, lines = [], []
        if lines:
            self._add(names, lines)

    def _add(self, names: Sequence[str], lines: Sequence[str]) -> None:
        for start in range(0, len(lines), _BATCH):
            part = list(lines[start : start + _BATCH])
            self._collection.add(
                ids=list(names[start : start + _BATCH]),
                documents=part,
                embeddings=[vector(line) for line in part],
                metadatas=[{"file": n.partition(":")[0]} for n in names[start : start + _BATCH]],
            )

    def open(self) -> None:
        """Open the collection."""
        self._collection = self._client().get_collection("articles", embedding_function=None)

    def ask(self, question: str) -> int:
        """Query by the vector of the question."""
        found = self._collection.query(query_embeddings=[vector(question)], n_results=_BEST)
        return len(found["ids"][0])

    def search(self, question: str) -> int:
        """The same."""
        return self.ask(question)

    def change(self, file: str) -> None:
        """Delete the file's rows and add them anew."""
        self._collection.delete(where={"file": file})
        lines = (self._corpus / file).read_text(encoding="utf-8").splitlines()
        self._add([f"{file}:{number}" for number in range(len(lines))], lines)


class Starter:
    """LlamaIndex as its starter has it: `VectorStoreIndex`, kept as JSON, in pieces of its size."""

    def __init__(self, corpus: Path, store: Path) -> None:
        self._corpus, self._store = corpus, store
        self._index: Any = None

    def _embedding(self) -> Any:
        from llama_index.core.base.embeddings.base import BaseEmbedding

        class Made(BaseEmbedding):
            def _get_query_embedding(self, query: str) -> list[float]:
                return list(map(float, vector(query)))

            async def _aget_query_embedding(self, query: str) -> list[float]:
                return self._get_query_embedding(query)

            def _get_text_embedding(self, text: str) -> list[float]:
                return self._get_query_embedding(text)

        return Made()

    def _documents(self, *files: str) -> list[Any]:
        """The articles as the starter reads them, each named by its path; all, or some."""
        from llama_index.core import SimpleDirectoryReader

        chosen = [str(self._corpus / file) for file in files] or None
        reader = SimpleDirectoryReader(str(self._corpus), chosen, recursive=True)
        documents = reader.load_data()
        for document in documents:
            path = Path(document.metadata["file_path"])
            document.id_ = path.relative_to(self._corpus).as_posix()
        return documents

    def build(self) -> None:
        """Index every file, and persist."""
        from llama_index.core import VectorStoreIndex

        self._index = VectorStoreIndex.from_documents(
            self._documents(), embed_model=self._embedding()
        )
        self._index.storage_context.persist(str(self._store))

    def open(self) -> None:
        """Load what was persisted."""
        from llama_index.core import StorageContext, load_index_from_storage

        context = StorageContext.from_defaults(persist_dir=str(self._store))
        self._index = load_index_from_storage(context, embed_model=self._embedding())

    def ask(self, question: str) -> int:
        """Retrieve nodes."""
        return len(self._index.as_retriever(similarity_top_k=_BEST).retrieve(question))

    def search(self, question: str) -> int:
        """The same."""
        return self.ask(question)

    def change(self, file: str) -> None:
        """Replace the document, and persist."""
        self._index.delete_ref_doc(file, delete_from_docstore=True)
        for document in self._documents(file):
            self._index.insert(document)
        self._index.storage_context.persist(str(self._store))


CONTESTANTS: Mapping[str, Callable[[Path, Path], Contestant]] = {
    "qa": QA,
    "bare Chroma": Chroma,
    "LlamaIndex starter": Starter,
}
