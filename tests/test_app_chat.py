"""What an event of the conversation costs beside its answer."""

from __future__ import annotations

import gradio as gr
from conftest import MakeAssistant

from qa.app.chat import Chat
from qa.app.dialogue import Conversation
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
