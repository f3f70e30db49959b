"""Shared parts: a real Chroma in a temporary folder, and the real local embedding."""

from __future__ import annotations

import importlib.util
import os
import shutil
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest
from filelock import FileLock
from llama_index.core.base.embeddings.base import BaseEmbedding

from qa import Answer, Assistant, Settings
from qa.answer.answerer import Answerer
from qa.corpus.documents import decode
from qa.index.local_embedding import LocalEmbedding

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"

# Fixtures: a language model that follows a script, and a Chroma server.
pytest_plugins = ["servers.corpus", "servers.chroma"]
if importlib.util.find_spec("playwright"):
    pytest_plugins.append("browser")  # fixtures: the chat page
elif not os.environ.get("CI"):
    collect_ignore_glob = ["test_app*.py", "test_report.py"]

# What `make check` does without, by the fixtures that bring it; other tests say it themselves.
NEEDS = {
    "browser": {"browser"},
    "server": {"server", "url", "guarded", "adding", "chroma_url", "database"},
    "model": {"llama"},
}

MakeAssistant = Callable[..., Assistant]


def pytest_report_header() -> str | None:
    if "browser" not in pytest_plugins:
        return "Playwright is not installed: the page is not tested"
    return None


def pytest_collection_modifyitems(items: Iterable[pytest.Function]) -> None:
    for item in items:
        for marker, fixtures in NEEDS.items():
            if fixtures & set(item.fixturenames):
                item.add_marker(marker)


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the settings of whoever runs it."""
    for name in list(os.environ):
        if name.startswith(("QA_", "OPENAI_")):
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def embedding() -> LocalEmbedding:
    return LocalEmbedding()


@pytest.fixture(scope="session")
def seeds_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of the bundled articles, made once for all processes that test: to be copied."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    store, done = shared / "seeds-store", shared / "seeds-store.done"
    with FileLock(shared / "seeds-store.lock"):
        if not done.exists():
            Assistant(Settings(corpus=SEEDS, store=store, llm="none")).sync()
            done.touch()
    return store


@pytest.fixture(scope="session")
def seeds(seeds_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over the bundled articles, synced once."""
    store = tmp_path_factory.mktemp("store") / "index"
    shutil.copytree(seeds_store, store)
    return Assistant(Settings(corpus=SEEDS, store=store, llm="none"))


@pytest.fixture
def make(tmp_path: Path) -> MakeAssistant:
    """Make an assistant over a folder of given files; call again for the same folder."""

    def build(
        files: dict[str, str | bytes] | None = None,
        *,
        embedding: BaseEmbedding | None = None,
        answerer: Answerer | None = None,
        **settings: object,
    ) -> Assistant:
        corpus = tmp_path / "corpus"
        corpus.mkdir(exist_ok=True)
        for name, content in (files or {}).items():
            path = corpus / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        chosen = {"corpus": corpus, "store": tmp_path / "store", "llm": "none"} | settings
        return Assistant(Settings(**chosen), embedding=embedding, answerer=answerer)

    return build


def written(folder: Path, articles: Mapping[str, str]) -> Path:
    """A new folder with these articles, by the names of their files."""
    folder.mkdir()
    for name, text in articles.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def wait_for(happened: Callable[[], bool], *, seconds: float = 120) -> None:
    """What another thread or process does comes when it comes: until then, wait."""
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.01)


def prove(answer: Answer, corpus: Path) -> Answer:
    """Promise 1: every citation is a verbatim slice of its file, and its lines are right."""
    cited = [c for statement in answer.statements for c in statement.citations]
    assert {c.number for c in cited} == {c.number for c in answer.citations}
    assert [c.number for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    for citation in (*answer.citations, *cited):
        text, _ = decode((corpus / citation.file).read_bytes())
        assert text[citation.start : citation.end] == citation.quote
        assert citation.quote.strip()
        assert text.count("\n", 0, citation.start) + 1 == citation.line
        assert text.count("\n", 0, citation.end) + 1 == citation.end_line
    for passage in answer.passages:
        text, _ = decode((corpus / passage.file).read_bytes())
        assert text[passage.start : passage.end] == passage.text
    if answer.refused:
        assert not answer.citations
        assert not answer.statements
    return answer
