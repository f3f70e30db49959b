"""How an answer reads: what answers is marked, and what stands alone opens with a capital."""

from __future__ import annotations

import re

import pytest
from conftest import MakeAssistant

from qa.answer import certainty
from qa.app import answers
from qa.app.dialogue import Dialogue
from qa.types import Answer, Article

PLUMS = "The orchard\n\nThe orchard of Elmford was planted in 1898 by a retired teacher.\n"
FERRY = "The ferry of Elmford was built in {} by Peter Malin.\n"


def shown(answer: Answer, articles: dict[str, Article] | None = None) -> str:
    asked = Dialogue().asking(answer.question)
    return answers.finished(asked.answered(answer), articles or {})


def test_what_answers_is_marked_where_it_ends_its_sentence(make: MakeAssistant) -> None:
    assistant = make({"plums.txt": PLUMS})
    assistant.sync()
    answer = assistant.ask("Who planted the orchard of Elmford?")
    assert answer.short == "a retired teacher"
    html = shown(answer)
    assert "".join(re.findall(r"<mark>(.*?)</mark>", html)) == "a retired teacher"
    assert '<p class="short">A retired teacher</p>' in html


def test_where_articles_differ_sure_does_not_mean_which_is_right(make: MakeAssistant) -> None:
    assistant = make({"one.txt": FERRY.format(1931), "two.txt": FERRY.format(1934)})
    assistant.sync()
    answer = assistant.ask("When was the ferry of Elmford built?")
    sure = certainty.in_words(answer.confidence)
    assert certainty.how_sure(answer) == f"{sure} that each is an answer"
    assert "that each is an answer<span>Why?" in shown(answer)


def test_how_many_articles_say_it_stands_with_the_statement(make: MakeAssistant) -> None:
    other = "Peter Malin built the ferry of Elmford in 1931, with the help of his sons.\n"
    assistant = make({"one.txt": FERRY.format(1931), "two.txt": other})
    assistant.sync()
    answer = assistant.ask("When was the ferry of Elmford built?")
    articles = {article.file: article for article in assistant.articles()}
    told = re.findall(r'<p class="statement">.*?</p>', shown(answer, articles))
    assert ["2 of 2 articles say this" in statement for statement in told] == [True]


@pytest.mark.parametrize(
    ("short", "told"),
    [
        ("former Kremlin adviser", "Former Kremlin adviser"),
        ("iPhone 4", "iPhone 4"),
        ("al-Qaeda in Iraq", "al-Qaeda in Iraq"),
        ("git push -f", "git push -f"),
        ("timeout", "timeout"),
        ("6 km", "6 km"),
    ],
)
def test_a_short_answer_opens_with_a_capital_where_it_is_prose(
    make: MakeAssistant, short: str, told: str
) -> None:
    assistant = make({"plums.txt": PLUMS})
    assistant.sync()
    answer = assistant.ask("Who planted the orchard of Elmford?")
    assert certainty.short(answer.model_copy(update={"short": short})) == told
