"""Which texts hold each term: the weights of BM25, and some texts exchanged for others."""

import random

import bm25s
import numpy as np

from qa.index.postings import Moves, Postings
from qa.index.strings import Strings

TERMS = [f"t{number}" for number in range(40)]


def made(chance: random.Random, size: int) -> list[list[str]]:
    return [chance.choices(TERMS, k=chance.choice((0, 1, 3, 20))) for _ in range(size)]


def of(texts: list[list[str]]) -> tuple[Strings, Postings]:
    numbers = Strings.of({""}.union(*texts))
    return numbers, Postings.of(texts, numbers)


def test_the_weights_are_those_of_bm25s_to_the_bit():
    for seed in range(5):
        texts = made(random.Random(seed), 200)
        numbers, postings = of(texts)
        ranker = bm25s.BM25(k1=1.2, b=0.75)
        ids = [[numbers[term] for term in text] or [numbers[""]] for text in texts]
        ranker.index((ids, dict(numbers)), show_progress=False)
        assert np.array_equal(postings.starts, ranker.scores["indptr"])
        assert np.array_equal(postings.texts, ranker.scores["indices"])
        assert np.array_equal(postings.weights(len(texts)), ranker.scores["data"])


def test_texts_are_exchanged_for_others():
    chance = random.Random(7)
    for _ in range(30):
        before, new = made(chance, 30), made(chance, chance.randrange(10))
        kept = sorted(chance.sample(range(30), chance.randrange(31)))
        places = chance.sample(range(len(kept) + len(new)), len(new))
        after: list[list[str]] = [[] for _ in range(len(kept) + len(new))]
        free = [place for place in range(len(after)) if place not in places]
        old_moves = np.full(30, -1)
        for text, place in zip(kept, free, strict=True):
            after[place], old_moves[text] = before[text], place
        for text, place in zip(new, sorted(places), strict=True):
            after[place] = text
        (own, one), (more, other) = of(before), of(new)
        numbers, moved = own.joined(more)
        found = one.changed(
            Moves(old_moves, moved),
            other,
            Moves(np.array(sorted(places), dtype=np.int64), numbers.places(more)),
            len(numbers),
        )
        wanted = Postings.of(after, numbers)
        for name in ("starts", "texts", "counts"):
            assert np.array_equal(getattr(found, name), getattr(wanted, name)), name
        assert found.counts.dtype == wanted.counts.dtype


def test_terms_that_no_text_holds_lose_their_numbers():
    postings = Postings.of([["b"], ["d", "d"]], {"": 0, "a": 1, "b": 2, "c": 3, "d": 4})
    unheld = np.array([False, True, False, True, False])
    assert postings.without(unheld).starts.tolist() == [0, 0, 1, 2]
    assert postings.without(unheld).counts.tolist() == [1, 2]


def test_no_texts_have_no_postings():
    numbers, postings = of([])
    assert postings.starts.tolist() == [0] * (len(numbers) + 1)
    assert postings.weights(0).tolist() == []
