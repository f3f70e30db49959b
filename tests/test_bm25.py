import pytest

from qa.index.bm25 import BM25
from qa.index.vocabulary import Vocabulary
from qa.text import words

TEXTS = [
    "The delegation led by Marco Rubio launched the talks in Riyadh.",
    "Kirill Dmitriev spoke about negotiations.",
    "Negotiations about Iraq were held.",
]


def test_a_text_that_holds_the_rare_word_wins():
    scores = BM25.of([words.terms(text) for text in TEXTS]).scores(
        words.terms("Dmitriev negotiations")
    )
    assert scores.argmax() == 1
    assert scores[0] == 0


def test_unknown_words_and_empty_texts_score_nothing():
    scores = BM25.of([[], words.terms(TEXTS[0])]).scores(["nowhere"])
    assert scores.tolist() == [0, 0]


@pytest.mark.parametrize(
    ("word", "corrected"),
    [
        ("deligation", "delegation"),
        ("Ruibo", "rubio"),
        ("Ryadh", "Ryadh"),  # another spelling, which meets "Riyadh" as it is
        ("negotations", "negotiations"),
        ("lunch", "lunch"),  # a word of its own, though "launch" is near
        ("Iran", "Iran"),  # another country
        ("42", "42"),
    ],
)
def test_only_misspellings_are_put_right(word, corrected):
    assert Vocabulary.of((text, "en") for text in TEXTS).correct(word) == corrected


def test_rare_terms_weigh_more():
    vocabulary = Vocabulary.of((text, "en") for text in TEXTS)
    assert vocabulary.idf("iraq") > vocabulary.idf(words.stem("negotiations")) > 0


def test_names_are_told_by_how_the_corpus_writes_them():
    vocabulary = Vocabulary.of((text, "en") for text in TEXTS)
    assert vocabulary.is_name(words.stem("rubio"))
    assert not vocabulary.is_name(words.stem("talks"))


def test_texts_that_hold_all_of_some_terms_are_found() -> None:
    index = BM25.of([["mill", "lock"], ["lock"], ["mill", "weir", "lock", "lock"]])
    assert index.holding(["lock", "mill"]) == [0, 2]
    assert index.holding(["lock", "canal"]) == []
    assert index.holding([]) == [0, 1, 2]
