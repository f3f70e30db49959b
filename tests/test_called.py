# ruff: noqa: E501
"""What an article is called by: what is asked of it is not answered by one on another."""

import pytest
from conftest import written

from qa import Assistant, Settings
from qa.index import kept
from qa.index.memory import Index
from qa.index.store import Store
from qa.search import called

FILES = {
    "brackwell.txt": "The library is in the old mill. It opens at nine every morning. The bus stops there.",
    "ketterby.txt": "The library opens at ten. It is closed on Sundays. The museum shows ships.",
    "harbour-rules-2023.txt": "Boats may stay for three days. The fee for a night is 12 crowns.",
    "harbour-rules-2024.txt": "Boats may stay for five days. The fee for a night is 15 crowns. In 2023 it was less.",
    "pool-fees.md": "# Fees of the pool\n\nA ticket for a child is 3 crowns, and can be had at the door.\n",
    "rink-fees.md": "# Fees of the rink\n\nA ticket for a child is 4 crowns, and can be had at the door.\n",
    "roads.txt": "The road from Brackwell to the coast was closed for repairs in May.",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    folder = tmp_path_factory.mktemp("called")
    corpus = written(folder / "articles", FILES)
    return Assistant(Settings(corpus=corpus, store=folder / "store", llm="none"))


@pytest.mark.parametrize(
    ("question", "said", "file"),
    [
        ("When does the library in Brackwell open?", "nine", "brackwell.txt"),
        ("When does the library in Ketterby open?", "ten", "ketterby.txt"),
        ("Which road from Brackwell was closed?", "coast", "roads.txt"),
        ("What is the fee for a night under the harbour rules of 2023?", "12", "harbour-rules-2023.txt"),
        ("How long may boats stay by the harbour rules 2024?", "five", "harbour-rules-2024.txt"),
        ("What is a ticket for a child by the fees of the rink?", "4 crowns", "rink-fees.md"),
    ],
)  # fmt: skip
def test_what_an_article_is_called_by_tells_which_is_meant(assistant, question, said, file):
    answer = assistant.ask(question)
    assert said in answer.text
    assert {citation.file for citation in answer.citations} == {file}


def test_of_two_that_are_named_both_answer(assistant):
    answer = assistant.ask("When do the libraries in Brackwell and Ketterby open?")
    assert {"brackwell.txt", "ketterby.txt"} <= {c.file for c in answer.citations}


def test_a_word_that_is_no_name_leaves_all(assistant):
    answer = assistant.ask("What does a ticket for a child cost?")
    assert {"pool-fees.md", "rink-fees.md"} <= {c.file for c in answer.citations}


def test_what_articles_are_called_by_makes_no_rows(make, tmp_path):
    records = (
        "title,text\nThe old pier,It was rebuilt in May by the town.\nThe new pier,It is shut.\n"
    )
    assistant = make(
        {"piers.csv": records, "fees.md": FILES["pool-fees.md"], "a.txt": "It snowed."}
    )
    assistant.sync()
    store = Store(tmp_path / "store", model="", chunker="")
    found, fresh = kept.load(store.path, store.revision()), Index(*store.read(), "")
    assert called._articles(found) == called._articles(fresh)
    assert not found.rows._made
    assert {one.name for one in called._articles(fresh)} >= {"a.txt", "piers.csv#1", "piers.csv#2"}
    assert any({"old", "pier"} <= one.words for one in called._articles(fresh))
