"""What an event of the conversation costs beside its answer, and what gives way to answers."""

from __future__ import annotations

import gradio as gr
from conftest import MakeAssistant

from qa import Assistant
from qa.app import quick
from qa.app.chat import Chat
from qa.app.dialogue import Conversation, Dialogue, Exchange
from qa.app.library import Library
from qa.app.screen import Screen


def test_no_list_is_made_for_an_answer_that_leaves_it_as_it_is(
    make: MakeAssistant, tmp_path
) -> None:
    assistant = make({"a.txt": "Ada Bell steers the ferry of Lindale.\n"})
    assistant.sync()
    looked: list[None] = []
    unread = assistant.unread
    assistant.unread = lambda: looked.append(None) or unread()
    chat, conversation = Chat(assistant, Screen(assistant)), Conversation()
    for ticket, listed in ((1, 1), (2, 1), (3, 2)):
        if ticket == 3:
            (tmp_path / "corpus" / "b.txt").write_text("Peter Malin built the hall.\n")
        sent = {"question": "Who steers the ferry of Lindale?", "ticket": ticket}
        *_, last = chat.ask(gr.EventData(None, sent), conversation)
        assert len(looked) == listed
        header, listing = last[-2:]
        assert "article" in header
        assert ("b.txt" in str(listing)) == (ticket == 3)


def test_no_part_that_an_answer_leaves_as_it_is_is_made_anew(make: MakeAssistant) -> None:
    assistant = make({"a.txt": "Ada Bell steers the ferry of Lindale.\n"})
    assistant.sync()
    chat, conversation = Chat(assistant, Screen(assistant)), Conversation()
    sent = {"question": "Who steers the ferry of Lindale?", "ticket": 1}
    told = [part for step in chat.ask(gr.EventData(None, sent), conversation) for part in step]
    left = [part for part in told if not isinstance(part, str)]
    assert left
    assert all(part is quick.LEFT for part in left)
    assert gr.skip() == quick.LEFT
    assert not gr.utils.is_prop_update(quick.LEFT)


def test_what_was_listed_for_who_comes_in_is_not_listed_after_the_first_answer(
    make: MakeAssistant,
) -> None:
    assistant = make({"a.txt": "Ada Bell steers the ferry of Lindale.\n"})
    assistant.sync()
    screen, conversation = Screen(assistant), Conversation()
    Library(assistant, screen).load(conversation)
    sent = {"question": "Who steers the ferry of Lindale?", "ticket": 1}
    *_, (*_, listing) = Chat(assistant, screen).ask(gr.EventData(None, sent), conversation)
    assert listing is quick.LEFT


def test_questions_that_lead_on_give_way_to_an_answer(seeds: Assistant) -> None:
    screen, question = Screen(seeds), "Who led the US delegation?"
    exchange = Exchange(question=question, answer=seeds.quote(question))
    dialogue = Dialogue((exchange,))
    with screen.turns.answering():
        assert list(screen.ideas(dialogue)) == []  # the page looks again
    [found] = screen.ideas(dialogue)
    assert "Ask next" in found
