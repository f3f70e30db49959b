"""A question that takes for so what its article says not to be is told what that says."""

from __future__ import annotations

import pytest
from conftest import written

from qa import Assistant, Settings

ARTICLES = {
    "mill.txt": (
        "Ada Kern will stay at the head of the Solm mill, its owners said. The finance director, "
        "Colm Redd, leaves the mill in June. The mill sold its wharf to a brewery in 2018.\n"
    ),
    "mayor.txt": (
        "Three parties asked Mayor Anton Brill to resign in May. They accuse him of having hidden "
        "a report on the landfill. His deputy, Lena Faro, resigned because of the report.\n"
    ),
    "maps.txt": (
        "A maker of maps\n\nBy Ilse Varga, 22 February 2025\n\nHester Quill, who charted the caves "
        "of Ardle, died on 9 November. Her father kept the lighthouse. Her neighbour Ugo Castell "
        "made violins. He plays the cello.\n"
    ),
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    corpus = written(tmp_path_factory.mktemp("premise") / "corpus", ARTICLES)
    made = Settings(corpus=corpus, store=corpus.parent / "store", llm="none")
    return Assistant(made)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("When did Ada Kern leave the mill?", "will stay"),
        ("Why did Mayor Brill resign?", "asked Mayor Anton Brill to resign"),
        ("From whom did the Solm mill buy its wharf?", "sold its wharf"),
    ],
)
def test_what_says_the_opposite_is_told(assistant: Assistant, question: str, told: str) -> None:
    answer = assistant.ask(question)
    assert answer.refused
    assert told in " ".join(answer.notes)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("When does Colm Redd leave the mill?", "June"),
        ("Why did Lena Faro resign?", "because of the report"),
        ("To whom did the Solm mill sell its wharf?", "brewery"),
    ],
)
def test_what_is_so_is_answered(assistant: Assistant, question: str, words: str) -> None:
    assert words in assistant.ask(question).text


@pytest.mark.parametrize(
    "question",
    ["What did Hester Quill's father do for a living?", "Why doesn't Castell play the violin?"],
)
def test_what_is_only_no_answer_is_not_told_as_the_opposite(
    assistant: Assistant, question: str
) -> None:
    assert not [note for note in assistant.ask(question).notes if "They say" in note]
