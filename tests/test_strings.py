"""Sorted strings in arrays: found, joined and counted."""

import random
from collections import Counter

import numpy as np
import pytest

from qa.index.strings import Counts, Strings

WORDS = ["", "a", "bridge", "brücke", "Ärger", "ab", "橋", "\ud800", "\U0001f600", "zoo"]


def test_each_string_has_its_place_in_order():
    strings = Strings.of(reversed(WORDS))
    assert list(strings) == sorted(WORDS)
    assert [strings[word] for word in sorted(WORDS)] == list(range(len(WORDS)))
    assert [strings.at(place) for place in range(len(strings))] == sorted(WORDS)
    assert "bridges" not in strings
    assert strings.get("b") is None
    with pytest.raises(KeyError):
        strings["zz"]


def test_those_that_begin_alike_stand_together():
    strings = Strings.of(WORDS)
    for beginning in ("b", "br", "橋", "z", "q", "Ä"):
        found = [strings.at(place) for place in strings.beginning(beginning)]
        assert found == sorted(word for word in WORDS if word.startswith(beginning))


def test_others_are_joined_and_some_left_out():
    chance = random.Random(7)
    for _ in range(50):
        own, others = (set(chance.sample(WORDS, chance.randrange(len(WORDS)))) for _ in "ab")
        before = Strings.of(own)
        after, moved = before.joined(others)
        assert list(after) == sorted(own | others)
        assert [after.at(place) for place in moved.tolist()] == list(before)
        kept = np.array([chance.random() < 0.5 for _ in after], dtype=bool)
        assert list(after.only(kept)) == [w for w, k in zip(after, kept, strict=True) if k]


def test_counts_are_counted_on():
    chance = random.Random(7)
    for _ in range(50):
        less, rest, more = (Counter(chance.choices(WORDS, k=chance.randrange(9))) for _ in "abc")
        found = Counts.of(less + rest).changed(Counts.of(less), Counts.of(more))
        assert dict(found) == dict(rest + more)
        assert found.total() == (rest + more).total()
        assert found["nowhere"] == 0
        assert "nowhere" not in found
