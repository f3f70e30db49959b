"""Of very many sentences those that may be found are as near as they are; the others about so."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest

from eval.bench.scale.texts import DIMENSIONS, files
from qa.corpus import documents
from qa.index import signs
from qa.index.local_model import NAME
from qa.index.memory import Index
from qa.index.signs import Signs
from qa.index.sync import rows_of
from qa.search import nearness, ranking
from qa.search.combined import Combined
from qa.search.ranking import Query, Ranking
from qa.types import Vectors

POOL = ["The envoy of Oslo arrived.", "The council voted twice.", "It rained in Bergen all day."]


@pytest.fixture
def index() -> Index:
    """Sentences whose vectors have much in common, as those of a language model do."""
    rows = [
        row
        for name, text in files(POOL, 2000)
        for row in rows_of(documents.parse(name, text.encode()), stamp=1)
    ]
    chance = np.random.default_rng(7)
    drawn = 0.02 * chance.standard_normal((len(rows), DIMENSIONS)) + 0.04
    return Index(rows, unit_length(drawn), "1-a")


def unit_length(vectors: np.ndarray) -> Vectors:
    found: Vectors = (vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)).astype(np.float32)
    return found


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two thousand sentences are many, and few of them tell what is usual."""
    monkeypatch.setattr(signs, "MANY", 1000)
    monkeypatch.setattr(signs, "_TELLING", 20)
    monkeypatch.setattr(ranking, "_SETTLED", 8)


def asked(index: Index, sentence: int, chance: np.random.Generator) -> Query:
    """A question whose vector is like that of a sentence."""
    vector = unit_length(index.vectors[sentence] + 0.01 * chance.standard_normal(DIMENSIONS))
    terms = tuple(index.terms[sentence])[:2]
    text = index.rows[sentence].text
    return Query(text, text, terms, vector, "en", NAME)


def best(found: Ranking, count: int) -> list[int]:
    return list(islice(ranking.best_first(found.units), count))


def test_what_is_found_is_what_reading_every_vector_finds(index, many, monkeypatch):
    chance = np.random.default_rng(8)
    for sentence in chance.integers(len(index.rows), size=25).tolist():
        query = asked(index, sentence, chance)
        assert index.signs is not None
        found = ranking.rank(index, query)
        with monkeypatch.context() as patch:
            patch.setitem(vars(index), "signs", None)
            whole = ranking.rank(index, query)
        assert best(found, 1) == best(whole, 1) == [index.unit_of[sentence]]
        known = list(index.unit_sentences(best(whole, 1)[0]))
        assert found.cosine[known] == pytest.approx(whole.cosine[known], abs=1e-6)
        assert found.cosine.mean() == pytest.approx(whole.cosine.mean(), abs=0.02)
        assert not np.array_equal(found.cosine, whole.cosine)


def test_signs_tell_about_how_near_a_text_is(index):
    found = Signs.of([index.vectors], np.arange(100))
    estimated, known = found.cosines(index.vectors[5]), index.vectors @ index.vectors[5]
    assert estimated.argmax() == 5
    assert estimated[5] == pytest.approx(1.0, abs=1e-3)
    assert np.abs(estimated - known).mean() < 0.03
    assert np.corrcoef(estimated, known)[0, 1] > 0.4


def test_vectors_of_any_length_and_all_alike_are_estimated():
    alike = unit_length(np.ones((9, 70)))
    assert Signs.of([alike], np.arange(3)).cosines(alike[0]) == pytest.approx(np.ones(9), abs=1e-3)
    found = nearness.Nearness(alike, Signs.of([alike], np.arange(3)), alike[0])
    assert found.cosines == pytest.approx(np.ones(9), abs=1e-3)


def test_signs_are_the_same_in_whatever_pieces_the_vectors_are(index, monkeypatch):
    monkeypatch.setattr(signs, "_A_BLOCK", 300)
    telling = np.arange(0, len(index.rows), 7)
    whole = Signs.of([index.vectors], telling).arrays("sentence")
    for cuts in ([5], [300, 600], [0, 1, 299, 301, 1999], [1000, 1000]):
        found = Signs.of(np.split(index.vectors, cuts), telling).arrays("sentence")
        assert all(np.array_equal(found[name], array) for name, array in whole.items())


def test_what_is_settled_is_what_adding_all_up_anew_gives(index, many):
    chance = np.random.default_rng(9)
    for sentence in (0, 700, len(index.rows) - 1):
        query = asked(index, sentence, chance)
        words = ranking._words(index, query)
        near = nearness.of(index, query.vector)
        found = Combined(index, near, words)
        last = int(index.passage_of[-1])
        found.settle(np.unique([0, 7, 8, int(index.passage_of[index.unit_of[sentence]]), last]))
        anew = Combined(index, near, words)
        assert found.units == pytest.approx(anew.units, abs=1e-6)
        assert found.passages == pytest.approx(anew.passages, abs=1e-6)


def test_a_unit_is_as_near_as_its_best_sentence(index):
    scores = np.random.default_rng(10).standard_normal(len(index.rows))
    wanted = [scores[list(index.unit_sentences(u))].max() for u in range(len(index.unit_starts))]
    assert index.best_of_units(scores).tolist() == wanted
