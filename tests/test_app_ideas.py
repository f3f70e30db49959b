"""A first look that helps: what the folder holds, and questions that its articles answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser import ask, served, visiting
from conftest import ROOT, MakeAssistant
from playwright.sync_api import Browser, Page, expect

from qa import Assistant
from qa.answer import reader
from qa.answer.certainty import in_words
from qa.app import ideas, overview
from qa.app.dialogue import Dialogue, Exchange
from qa.app.examples import Examples, look_ahead
from qa.app.screen import Screen
from qa.neural.network import network
from qa.text import asking

CORPORA = ROOT / "tests" / "corpora" / "files"
GARDENS = {
    "plums.txt": (
        "Plums of Elmford\n\nMarch 3, 2024\n\nPeter Malin planted the first plum tree of Elmford. "
        "He is proud of it. The orchard was opened on 12 May 1998. Peter Malin, a retired teacher, "
        "sells plums on Sundays. The plums of the orchard are sweet.\n"
    ),
    "bridge.txt": (
        "The bridge at Lindale\n\nApril 9, 2024\n\nThe bridge was closed because its pillars were "
        "cracked. Engineers repaired 14 pillars in the spring. The repairs lasted eleven months. "
        "The orchard of Elmford stands behind the bridge.\n"
    ),
}


@pytest.mark.parametrize(
    ("sentence", "questions"),
    [
        (
            "Marco Rubio led the US delegation at the talks.",
            ["Who led the US delegation at the talks?"],
        ),
        ("Peter Malin, who grows plums, won the prize.", ["Who won the prize?"]),
        ("The garden was opened on 3 March 2019 by the mayor.", ["When was the garden opened?"]),
        ("In 1921, John Larson invented the device.", ["When did John Larson invent the device?"]),
        ("The bridge was closed because it had cracks.", ["Why was the bridge closed?"]),
        ("The meeting lasted four and a half hours.", ["How long did the meeting last?"]),
        ("Eighty residents wrote letters.", []),  # a question needs more than a few words after it
        ("More than 80 residents wrote long letters.", ["How many residents wrote long letters?"]),
        ("The library was built in Elmford.", ["Where was the library built?"]),
        ("The ferry cost 3.4 million crowns.", ["How much did the ferry cost?"]),
        ("The old ferry was called Patience.", ["What was the old ferry called?"]),
        ("The bridge is 240 metres long.", ["How long is the bridge?"]),
        ("A ferry will link the islands from May 12.", ["When will a ferry link the islands?"]),
        ("Olive Brandt, 71, saw it.", ["How old is Olive Brandt?"]),
        ("The ward has nine beds.", ["How many beds does the ward have?"]),
        ("The hall stands in Chapel Brae.", ["Where does the hall stand?"]),
        ("Ada Brown will lead the inquiry.", ["Who will lead the inquiry?"]),
        ("Ada Brown owns the quarry.", ["Who owns the quarry?"]),
        ("He won the prize.", []),
        ("It was opened in 2019.", []),
    ],
)
def test_a_sentence_is_turned_into_what_it_answers(sentence: str, questions: list[str]) -> None:
    made = [asked.question for asked in asking.ask(sentence)]
    assert [question for question in made if question in questions] == questions
    assert made or not questions
    assert not questions or set(questions) <= set(made)
    if not questions:
        assert all("He" not in question and "it" not in question.split() for question in made)


@pytest.mark.parametrize(
    "sentence",
    [
        "France called an emergency meeting.",
        "The stone weighed about 104 grams.",  # "How many grams were weighed?"
        "Leopold Kronfeld compared the ruling to a joke.",
        "Marc Fogel is an American schoolteacher.",  # "What is Marc Fogel?"
        "Dogs need a ticket.",
        "The company has six months to reply.",
        "The council approved the charges below in March.",
    ],
)
def test_what_nobody_would_ask_is_not_asked(sentence: str) -> None:
    assert [asked.question for asked in asking.ask(sentence)] == []


def test_what_opens_a_sentence_and_is_no_name_has_no_capital() -> None:
    thieves = list(asking.ask("Thieves took the bell in Lipno.", is_name="Lipno".__eq__))
    assert [a.question for a in thieves] == ["Where did thieves take the bell?"]


@pytest.mark.parametrize("key", ["Published", "Paid by", "The Deckchair", "Held", "Kiln by kiln"])
def test_a_pair_that_is_no_thing_is_not_asked_for(key: str) -> None:
    assert list(asking.of_pair(key, "mud, tempers and a pump")) == []


def test_pairs_and_rows_are_asked_for() -> None:
    assert [a.question for a in asking.of_pair("Fee", "40 dollars")] == ["What is the fee?"]
    row = {"Name": "Anna", "Salary": "900"}
    assert [a.question for a in asking.of_row("Anna", row)] == ["What is the salary of Anna?"]


def test_examples_are_of_these_articles_and_surely_answered(make: MakeAssistant) -> None:
    assistant = make(GARDENS)
    assistant.sync()
    found = Examples(assistant).first()
    assert 4 <= len(found) <= 6
    assert all(is_surely_answered(assistant, question) for question in found)
    assert len({" ".join(question.split()[:2]) for question in found}) == len(found)
    assert Examples(assistant).known() == found  # kept beside the index


def is_surely_answered(assistant: Assistant, question: str) -> bool:
    answer = assistant.quote(question)
    return not answer.refused and in_words(answer.confidence) == "sure"


def test_examples_are_there_before_the_first_visitor(make: MakeAssistant) -> None:
    assistant = make(GARDENS)
    assistant.sync()
    assert Examples(assistant).known() is None
    look_ahead(assistant).join(60)
    known = Examples(assistant).known()  # another page, or process
    assert known
    assert known == Examples(assistant).first()


def test_the_first_visitor_finds_loaded_what_reads(make: MakeAssistant) -> None:
    assistant = make(GARDENS)
    assistant.sync()
    assert Examples(assistant).first()
    network.cache_clear()
    reader.forget()
    look_ahead(make(GARDENS)).join(60)  # as the next process does, which finds the questions kept
    assert network.cache_info().currsize


def test_no_two_examples_ask_who_did_something(seeds: Assistant) -> None:
    found = Examples(seeds).first()
    assert 4 <= len(found) <= 6
    (seeds.settings.store / "examples.json").unlink()
    *some, last = Examples(seeds).growing()  # each is told as soon as it is found
    assert [len(one) for one in some] == list(range(1, len(some) + 1))
    assert last == found
    openings = [question.split()[:2] for question in found]
    assert len([o for o in openings if o[0] == "Who" and o[1] not in ("is", "was")]) <= 1
    assert len({" ".join(o) for o in openings}) == len(found)


def test_a_folder_in_other_languages_has_examples_too(make: MakeAssistant) -> None:
    files = [CORPORA / name for name in ("kette.txt", "molino.txt", "sluis.txt")]
    assistant = make({file.name: file.read_bytes() for file in files})
    assistant.sync()
    found = Examples(assistant).first()
    assert len({" ".join(question.split()[:2]) for question in found}) == len(found) == 4
    assert all(is_surely_answered(assistant, question) for question in found)
    assert any("Neue Brücke über die Ilse" in question for question in found)


def test_the_overview_tells_dates_names_and_what_is_new(
    make: MakeAssistant, tmp_path: Path
) -> None:
    assistant = make(GARDENS)
    assistant.sync()
    told = overview.overview(assistant.index(), assistant.articles())
    assert (told.articles, told.since, told.until) == (2, "2024-03-03", "2024-04-09")
    assert {"Peter Malin", "Elmford"} <= set(told.names)
    assert told.newest == ()
    (tmp_path / "corpus" / "new.txt").write_text("A new kiosk\n\nThe kiosk sells tickets.\n")
    assistant.sync()
    told = overview.overview(assistant.index(), assistant.articles())
    assert [article.file for article in told.newest] == ["new.txt"]


def test_an_empty_page_tells_what_the_folder_holds(browser: Browser, make: MakeAssistant) -> None:
    assistant = make(GARDENS)
    assistant.sync()
    with served(assistant) as url, visiting(browser, url) as page:
        holds = page.locator("#qa-ideas")
        expect(holds).to_contain_text("3 March 2024 to 9 April 2024")
        expect(holds).to_contain_text("Peter Malin")
        examples = holds.locator(".example")
        expect(examples.first).to_be_visible()
        question = examples.first.inner_text()
        examples.first.click()
        expect(page.locator("#qa-done .question")).to_contain_text(question)
        expect(page.get_by_role("button", name="Sure: why?")).to_be_visible()


def test_after_an_answer_there_are_questions_that_lead_on(page: Page) -> None:
    # While the first ones are looked for, none that lead on are: they would wait for one another.
    expect(page.locator("#qa-ideas .example").first).to_be_visible()
    expect(page.locator("#qa-ideas [data-looking]")).to_have_count(0)
    ask(page, "Who is Jana Puglierin?")
    following = page.get_by_role("heading", name="Ask next")
    expect(following).to_be_visible()
    buttons = page.locator(".next .example")
    assert 2 <= buttons.count() <= 3
    question = buttons.first.inner_text()
    buttons.first.click()
    expect(page.locator("#qa-done .badges")).to_have_count(2)
    expect(page.locator("#qa-done .question").last).to_contain_text(question)
    expect(page.locator("#qa-done .badges").last).to_contain_text("Sure")


def test_what_leads_on_is_none_of_those_to_begin_with(seeds: Assistant) -> None:
    examples = Examples(seeds)
    begun = set(examples.first())
    for question in ("Who is Jana Puglierin?", "Who led the US delegation?"):
        found = examples.after([Exchange(question=question, answer=seeds.quote(question))])
        assert found is not None
        assert 2 <= len(found) <= 3
        assert not begun & set(found)
        assert question not in found


def test_a_small_folder_is_asked_for_what_it_says(make: MakeAssistant) -> None:
    assistant = make(
        {
            "ferry.txt": "The ferry of Lindale\n\nAda Bell steers the ferry of Lindale.",
            "hall.txt": "The hall\n\nThe hall of Lindale was built in 1931 by Peter Malin.",
            "school.txt": "A school\n\nThe council wants a new school near the mill.",
        }
    )
    assistant.sync()
    examples = Examples(assistant)
    found = examples.first()
    assert {"Who steers the ferry of Lindale?", "When was the hall of Lindale built?"} <= set(found)
    question = "Who steers the ferry of Lindale?"
    after = examples.after([Exchange(question=question, answer=assistant.quote(question))])
    assert after is not None
    assert 2 <= len(after) <= 3
    assert not set(after) & set(found)


def test_what_the_articles_say_is_asked_before_which_of_them_say_it(make: MakeAssistant) -> None:
    people = {  # what they did is asked for in one form alone
        "ferry": "Ada Bell steered the old ferry",
        "mill": "Peter Malin owns the water mill",
        "boat": "Olga Brandt steered the small boat",
        "choir": "Rosa Lind led the small choir",
    }
    assistant = make({f"{name}.txt": f"{said} of Lindale.\n" for name, said in people.items()})
    assistant.sync()
    examples = Examples(assistant)
    begun = examples.first()
    question = "Who led the small choir of Lindale?"
    after = examples.after([Exchange(question=question, answer=assistant.quote(question))])
    assert after is not None
    assert len(after) == 2
    assert all(one.startswith("Who ") and one.endswith("of Lindale?") for one in after), after
    assert not set(after) & {*begun, question}


def test_how_many_articles_mention_something_is_asked_last() -> None:
    forms = [asked.form for asked in asking.of_library(["Ada Bell", "Lindale"], ["The ferry"])]
    assert forms == ["mentions", "summary", "new", "topics", "count"]


@pytest.mark.parametrize("said", ["hello", "help", "what can you do"])
def test_a_greeting_gets_a_short_reply(page: Page, said: str) -> None:
    ask(page, said)
    expect(page.locator("#qa-done .badges")).to_contain_text("No question")


def test_without_articles_nothing_is_offered(make: MakeAssistant) -> None:
    assistant: Assistant = make({"a.txt": "Ja.\n"})
    assistant.sync()
    assert Examples(assistant).first() == ()


def test_what_the_folder_holds_is_told_while_questions_are_looked_for() -> None:
    told = overview.Overview(2, since="2024-03-03", until="2024-04-09", names=("Peter Malin",))
    shown = ideas.first(told, None)
    assert "Peter Malin" in shown
    assert shown.count("Looking for") == 1


def test_that_something_is_looked_for_is_told_before_all_that_takes_long(
    make: MakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    assistant = make(GARDENS)
    assistant.sync()
    looked: list[int] = []
    monkeypatch.setattr(
        "qa.app.screen.overview", lambda *_: looked.append(1) or overview.Overview(2)
    )
    screen = Screen(assistant)
    shown = screen.ideas(Dialogue())
    assert "Looking for" in next(shown)
    assert not looked
    *_, last = shown
    assert looked == [1]
    assert "Looking for" not in last
    assert "Looking for" not in next(screen.ideas(Dialogue()))  # known now
