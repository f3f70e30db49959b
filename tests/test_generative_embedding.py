"""An embedding model by URL: a real OpenAI-compatible server of the local model."""

from __future__ import annotations

from pathlib import Path

import pytest
from servers import real
from servers.corpus import KEY, settings
from servers.scripted import Scripted, Step

import qa

MODEL = "multilingual-e5-small"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("The lighthouse keeper retired in 1974. His name was Tom Ryan.")
    (folder / "b.txt").write_text("A bakery opened on Mill Street. It sells rye bread.")
    return folder


@pytest.mark.server
def test_a_corpus_is_indexed_and_asked_with_embeddings_from_a_server(
    corpus: Path, tmp_path: Path
) -> None:
    with real.embeddings() as url:
        asked = qa.Assistant(
            settings(corpus, tmp_path / "store", embedding=MODEL, openai_base_url=url, llm="none")
        )
        answer = asked.ask("What does the bakery sell?")
    assert "rye bread" in answer.text
    assert answer.mode == "extractive"
    assert answer.model == MODEL
    # An index of another model is refused, with the way out.
    with pytest.raises(qa.StoreMismatch, match="rebuild"):
        qa.Assistant(settings(corpus, tmp_path / "store")).ask("What does the bakery sell?")


@pytest.mark.parametrize(
    "step",
    [
        Step(status=401, error={"message": f"no {KEY}"}),
        Step(status=500),
        Step(raw=b"<html>"),
        Step(raw=b'{"data": []}', headers={"Content-Type": "application/json"}),
        Step(silent=True),
    ],
)
def test_a_failing_embedding_says_what_to_do(
    corpus: Path, tmp_path: Path, server: Scripted, step: Step
) -> None:
    server.answerer = lambda body: step
    asked = qa.Assistant(
        settings(
            corpus,
            tmp_path / "store",
            embedding=MODEL,
            openai_base_url=server.url,
            openai_api_key=KEY,
            llm_retries=0,
            llm_timeout=1.0,
        )
    )
    with pytest.raises(qa.EmbeddingError, match="QA_EMBEDDING") as caught:
        asked.sync()
    assert KEY not in repr(caught.value)
    assert server.headers[-1]["Authorization"] == f"Bearer {KEY}"
