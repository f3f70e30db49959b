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
        "Demand from towns and cities fell.",  # what is left would have no verb
    ],
)
def test_nothing_is_cut_off_where_it_would_not_be_clean(sentence: str) -> None:
    for head, _ in cutting.heads(sentence):
        assert head.count("“") == head.count("”")
        assert not head.startswith(("If", "Neither"))
        assert head not in ("Rubio.", "He led (.", "Wait.", "Demand from towns.")


@pytest.mark.parametrize(
    ("sentence", "tail", "before"),
    [
        ("Rubio took bribes; Lavrov led the talks.", "Lavrov led the talks.", "Rubio took bribes"),
        ("Rubio slept here, and the talks went on.", "The talks went on.", "Rubio slept here"),
        ("Rubio was late, but Lavrov came.", None, ""),  # two words: too little to stand alone
        ("Although Rubio was late, the talks began.", "The talks began.", "Rubio was late"),
        ("Rubio took bribes, and he led the talks.", None, ""),  # who is he?
        ("Rubio took bribes and led the talks.", None, ""),  # whoever it was
        ("Rubio said it failed, and Lavrov left the room.", None, ""),  # is it still his word?
        ("Rubio took bribes, and so the talks failed.", None, ""),
        ("Rubio took bribes, and Lavrov did not.", None, ""),
        ("Rubio took bribes, while others left the room.", None, ""),
        ("If Rubio is late, the talks end.", None, ""),
        ("Rubio, Lavrov, and the delegates met here.", None, ""),
        ("Rubio took bribes; “Lavrov led, and Waltz left.", None, ""),
    ],
)  # fmt: skip
def test_a_clause_is_kept_after_another_one(sentence: str, tail: str | None, before: str) -> None:
    found = list(cutting.tails(sentence))
    assert found == ([(tail, before)] if tail else [])


def test_the_longest_comes_first() -> None:
    heads = [head for head, _ in cutting.heads("He came and ate, but left; nobody saw him.")]
    assert heads == ["He came and ate, but left.", "He came and ate."]
