"""How an answer reads: what answers is marked, and what stands alone opens with a capital."""

from __future__ import annotations

import re

import pytest
from conftest import MakeAssistant

from qa.answer import certainty
from qa.app import answers
from qa.app.dialogue import Dialogue
from qa.types import Answer

PLUMS = "The orchard\n\nThe orchard of Elmford was planted in 1898 by a retired teacher.\n"
FERRY = "The ferry of Elmford was built in {} by Peter Malin.\n"


def shown(answer: Answer) -> str:
    asked = Dialogue().asking(answer.question)
    return answers.finished(asked.answered(answer), {})


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
    assert (
        certainty.how_sure(answer) == f"{certainty.in_words(answer.confidence)} that each answers"
    )
    assert "that each answers<span>Why?" in shown(answer)


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
