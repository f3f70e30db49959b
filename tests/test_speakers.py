# ruff: noqa: E501
"""Who speaks, as reports of sittings and chats write it: on a line of its own, or before a message."""

import pytest

from qa.corpus import chunking, documents

SITTING = """Sitting of the Dee Water Board, 3 May 2024

Mr Allen.

The pump at Arn must be repaired before the winter comes.

Mrs Holm.
It will cost 900 euros, and the board has not got that.

Mr Allen.

Then let us sell the old ferry.

Mrs Holm.
So be it.
"""
IRC = "<ana> who has the key of the shed?\n<bo_l> the key is under the pot\n<ana> thanks a lot\n"
SLACK = "Ana Ruiz [10:02 AM]\nthe van comes at six\n\nBo [10:05 AM]\nthe key is under the pot\nand the light is on\n"


def said(text):
    document = documents.parse("a.txt", text.encode())
    return {document.text[s.start : s.end]: s for s in chunking.sentences(document)}


def test_a_name_that_calls_up_to_speak_is_context():
    told = said(SITTING)
    assert told["Mr Allen."].heading
    assert told["The pump at Arn must be repaired before the winter comes."].context == "Mr Allen:"
    ferry = told["Then let us sell the old ferry."]
    assert ferry.context == "Mr Allen:"
    cost = told["It will cost 900 euros, and the board has not got that."]
    assert cost.context == "Mrs Holm:"


def test_a_name_that_stands_once_is_text():
    assert not said("The mayor spoke.\n\nMr Allen.\n\nHe was brief.\n")["Mr Allen."].heading


def test_lines_of_text_are_no_messages():
    text = (
        "<unk> Harrel sent a telegram.\nThe arsenal was handed over in the morning.\n"
        "The soldiers left it at noon.\nThe governor was told.\nHe was glad of it.\n"
        "<unk> came later.\n<unk> <unk> 2\nOf these , about nine were whole.\nThe rest was lost.\n"
    )
    told = said(text)
    assert told["<unk> Harrel sent a telegram."].kind == "prose"
    assert {"The soldiers left it at noon.", "The rest was lost."} <= set(told)


def test_messages_of_chats_are_each_of_their_sender():
    told = said(IRC)
    assert told["<bo_l> the key is under the pot"].kind == "line"
    told = said(SLACK)
    key = told["Bo [10:05 AM]\nthe key is under the pot\nand the light is on"]
    assert (key.kind, key.where) == ("line", "10:05 AM")
    assert key.reading == "Bo [10:05 AM] the key is under the pot and the light is on"


@pytest.mark.parametrize("text", [IRC, SLACK])
def test_a_message_answers(make, text):
    answer = make({"a.txt": text}).ask("Where is the key?")
    assert answer.short in ("under the pot", "the pot")


def test_who_is_called_up_to_speak_is_no_answer(make):
    answer = make({"a.txt": SITTING}).ask("Who is the harbour master?")
    assert answer.refused
