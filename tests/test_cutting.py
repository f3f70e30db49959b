"""Where a sentence can be cut, so that what is left is whole and its writer's own words."""

from __future__ import annotations

import pytest

from qa.verify import cutting


@pytest.mark.parametrize(
    ("sentence", "head", "rest"),
    [
        ("Rubio led it and took bribes.", "Rubio led it.", "and took bribes"),
        ("Rubio led it, because he was bribed.", "Rubio led it.", "because he was bribed"),
        ("Rubio led it; nobody else came.", "Rubio led it.", "nobody else came"),
        ("Rubio led it, which cost a fortune.", "Rubio led it.", "which cost a fortune"),
        ("Rubio led it but left early.", "Rubio led it.", "but left early"),
    ],
)
def test_a_clause_is_cut_off(sentence: str, head: str, rest: str) -> None:
    assert next(iter(cutting.heads(sentence))) == (head, rest)


@pytest.mark.parametrize(
    "sentence",
    [
        "Rubio and Lavrov led the two delegations.",  # a list of names is no border
        "If the toll is enough, and it was, they build.",  # the rest is what it leans on
        "He said “it is good, but late”.",  # no quote is cut
        "Neither Rubio came, nor did Lavrov.",
        "He led (and paid) it.",
        "Wait and see.",
    ],
)
def test_nothing_is_cut_off_where_it_would_not_be_clean(sentence: str) -> None:
    for head, _ in cutting.heads(sentence):
        assert head.count("“") == head.count("”")
        assert not head.startswith(("If", "Neither"))
        assert head not in ("Rubio.", "He led (.", "Wait.")


def test_the_longest_comes_first() -> None:
    heads = [head for head, _ in cutting.heads("He came and ate, but left; nobody saw him.")]
    assert heads == ["He came and ate, but left.", "He came and ate."]
