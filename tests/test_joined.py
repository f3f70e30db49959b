"""Several questions asked at once: each with its own short answer, marks, agreement, conflict."""

from __future__ import annotations

import pytest
from conftest import MakeAssistant, prove

from qa import Answer
from qa.answer.citations import Files, verified
from qa.answer.claims import articles, every_claim

FERRY = {
    "bell.txt": "The captain\n\nThe ferry of Elmford is steered by Ada Bell. The ferry of Elmford "
    "was built by Peter Malin.\n",
    "first.txt": "The ferry of Elmford\n\nThe ferry of Elmford was built in 1931 by Peter Malin.\n",
    "second.txt": "A ferry corrected\n\nThe ferry of Elmford was built in 1934 by Peter Malin. "
    "An earlier report had it three years older.\n",
}
STEERS = "Who steers the ferry of Elmford, and when was it built?"
BUILT = "Who built the ferry of Elmford, and when was it built?"
CARS = "Who steers the ferry, and how many cars does it carry?"


@pytest.fixture
def ask(make: MakeAssistant, tmp_path):
    assistant = make(FERRY)

    def asked(question: str) -> Answer:
        return prove(assistant.ask(question), tmp_path / "corpus")

    return asked


def marked(answer: Answer) -> list[list[str]]:
    return [[one.text[start:end] for start, end in one.spans] for one in answer.statements]


def test_each_part_has_its_short_answer_and_every_statement_its_own_mark(ask) -> None:
    answer = ask(STEERS)
    assert [part.question for part in answer.parts] == [
        "Who steers the ferry of Elmford?",
        "When was it built?",
    ]
    steered, built = answer.parts
    assert steered.short == "Ada Bell"
    assert steered.statements == (0,)
    assert built.short in ("1931", "1934")
    assert answer.short == ""
    assert marked(answer)[0] == ["Ada Bell"]
    assert sorted(marked(answer)[1:]) == [["1931"], ["1934"]]


def test_articles_differ_on_the_part_alone_on_which_they_do(ask) -> None:
    answer = ask(STEERS)
    steered, built = answer.parts
    assert steered.agreement == ()
    assert [claim.relation for claim in built.agreement] == ["same", "different"]
    assert answer.agreement == built.agreement
    for claim in built.agreement:
        assert claim.value in answer.statements[claim.statement].text
        assert claim.statement in built.statements


def test_who_agrees_in_one_part_is_not_cited_for_another(ask) -> None:
    answer = ask(BUILT)
    built, dated = answer.parts
    cited = {c.file for at in dated.statements for c in answer.statements[at].citations}
    assert cited == {"first.txt", "second.txt"}  # the captain's article tells no year
    said_by = articles(answer.statements, every_claim(answer))
    assert said_by[built.statements[0]] > 1
    assert [said_by[at] for at in dated.statements] == [1, 1]


def test_one_sentence_that_answers_two_parts_by_the_same_quote_stands_once(
    make: MakeAssistant, tmp_path
) -> None:
    assistant = make({"one.txt": FERRY["first.txt"]})
    answer = prove(assistant.ask(BUILT), tmp_path / "corpus")
    assert len(answer.statements) == 1
    assert [part.statements for part in answer.parts] == [(0,), (0,)]
    assert [part.short for part in answer.parts] == ["Peter Malin", "1931"]
    assert set(marked(answer)[0]) == {"Peter Malin", "1931"}
    [citation] = answer.citations
    assert {citation.quote[slice(*span)] for span in citation.spans} == {"Peter Malin", "1931"}
    assert answer.statements[0].citations == answer.citations


def test_a_part_that_is_not_answered_says_so(ask) -> None:
    answer = ask(CARS)
    steered, carried = answer.parts
    assert answer.notes[0] == "The articles do not say: “How many cars does it carry?”"
    assert not steered.refused
    assert carried.refused
    assert carried.reason
    assert carried.statements == ()


def test_one_question_has_no_parts(ask) -> None:
    assert ask("Who steers the ferry of Elmford?").parts == ()


def test_what_a_file_bears_out_no_more_is_left_out_of_the_parts(ask, tmp_path) -> None:
    answer = ask(STEERS)
    (tmp_path / "corpus" / "bell.txt").write_text("The captain left.\n")
    checked = verified(answer, Files(tmp_path / "corpus"))
    steered, built = checked.parts
    assert steered.refused
    assert steered.short == ""
    assert built.statements == (0, 1)
    assert [claim.statement for claim in built.agreement] == [0, 1]
    assert {c.number for claim in built.agreement for c in claim.citations} == {1, 2}
