"""Lists over several sentences, and replies in an interview."""

from pathlib import Path

import pytest
from conftest import prove

from qa import Assistant, Settings

ARTICLES = {
    "talks.txt": (
        "The parties in Marn agreed on three points. These are a truce, an exchange of prisoners "
        "and a new round of talks. The hall was cold.\n"
    ),
    "library.md": (
        "# The library\n\nReaders of the new library can expect:\n\n"
        "- a lift to the first floor\n- desks for returns\n- a reading garden\n- a tea room\n"
        "- a play room\n\nThe old card catalogue is to be sold.\n"
    ),
    "interview.txt": (
        "Argus: What will the new ground offer that the old one lacks?\n\n"
        "Ayre: Three things above all. A crèche, a physiotherapy centre and 60 places for "
        "wheelchairs.\n\n"
        "Argus: Who pays for the new ground?\n\nAyre: The county pays for it.\n"
    ),
    "estate.txt": (
        "The council of Velt decided three things. The park will be fenced. The library gets new "
        "windows. The fountain is turned off.\n\nIt rained all evening.\n"
    ),
    "town.txt": (
        "Four things will be new in Sorn. First, the buses run at night. They are yellow. Second, "
        "the pool opens on Mondays. Third, the tax on dogs goes. Finally, the market moves to the "
        "square. Nobody objected.\n"
    ),
    "report.txt": (
        "Report on the grounding of the ferry Tordal\n\n"
        "1. The ferry Tordal ran aground off Lossby. It was dark.\n"
        "2. On the bridge were the mate, Kjell Sunder, and the lookout, Mina Torpe.\n"
        "3. The radar worked. The alarm had been switched off.\n"
        "4. The wind played no part. Nobody was hurt.\n"
    ),
    "storm.txt": (
        "The storm in Hald had three results. A roof flew off. Ten trees fell.\n\nThe school "
        "stayed shut.\n"
    ),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("listing") / "articles"
    path.mkdir()
    for name, text in ARTICLES.items():
        (path / name).write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def assistant(folder) -> Assistant:
    made = Assistant(Settings(corpus=folder, store=folder.parent / "index", llm="none"))
    made.sync()
    return made


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("What did the parties in Marn agree on?", ["truce", "prisoners", "new round"]),
        (
            "What can readers of the new library expect?",
            ["lift", "desks", "reading garden", "tea room", "play room"],
        ),
        (
            "What will the new ground offer that the old one lacks?",
            ["crèche", "physiotherapy", "60 places for wheelchairs"],
        ),
        ("What did the council of Velt decide?", ["fenced", "new windows", "fountain"]),
        ("Which things will be new in Sorn?", ["buses", "pool", "tax on dogs", "market"]),
    ],
)
def test_a_list_is_told_whole(assistant, folder, question, parts):
    answer = prove(assistant.ask(question), folder)
    quoted = " ".join(citation.quote for citation in answer.citations)
    for part in parts:
        assert part in answer.text
        assert part in quoted


@pytest.mark.parametrize(
    ("question", "beside"),
    [
        ("What did the council of Velt decide?", "rained"),
        ("Which things will be new in Sorn?", "objected"),
        ("Which results did the storm in Hald have?", "school"),
    ],
)
def test_what_stands_after_a_list_is_none_of_it(assistant, folder, question, beside):
    answer = prove(assistant.ask(question), folder)
    assert beside not in answer.text
    assert "things" not in answer.short
    assert "results" not in answer.short


def test_a_number_that_answers_by_itself_brings_no_list(assistant, folder):
    answer = prove(assistant.ask("How many points did the parties in Marn agree on?"), folder)
    assert answer.short.startswith("three")
    assert len(answer.statements) == 1


def test_what_follows_a_question_takes_its_place_however_alike_the_two_are(assistant, folder):
    asked = "What will the new ground offer that the old one does not?"
    answer = prove(assistant.ask(asked), folder)
    assert "60 places for wheelchairs" in answer.text


def test_a_question_of_an_interview_is_no_answer(assistant, folder):
    answer = prove(assistant.ask("Who pays for the new ground?"), folder)
    assert "The county pays for it." in answer.text
    assert not any(citation.quote.endswith("?") for citation in answer.citations)


def test_the_sections_of_a_numbered_report_are_no_list(assistant, folder):
    answer = prove(assistant.ask("Who was on the bridge of the Tordal?"), folder)
    assert "Sunder" in answer.text
    assert "wind" not in answer.text
