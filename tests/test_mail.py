# ruff: noqa: E501
"""Mail as programs write it: pasted as text, in other languages, without a word on its letters."""

import pytest

from qa.corpus import chunking, documents, formats

PASTED = {
    "en": "From: Lars Aune\nSent: Friday, 1 March 2024 11:05\nTo: All staff\nSubject: Parking\n\nThe yard is closed.\n",
    "de": "Von: Jörg Aune\nGesendet: 2024-03-01 11:05\nAn: Alle\nBetreff: Gebühren\n\nDie Gebühr beträgt 40 Euro.\n",
    "es": "De: Íñigo Ruiz <i@example.org>\nEnviado: 2024-03-01\nPara: Todos\nAsunto: Año nuevo\n\nEl patio está cerrado.\n",
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "title", "author"),
    [
        ("en", "Parking", "Lars Aune"),
        ("de", "Gebühren", "Jörg Aune"),
        ("es", "Año nuevo", "Íñigo Ruiz <i@example.org>"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_mail_that_was_pasted_as_text_is_a_mail(language, title, author, encoding):
    content = PASTED[language].encode(encoding)
    assert formats.recognised("a.txt", content).name == "mail"
    document = documents.parse("a.txt", content)
    assert (document.title, document.authors, document.date) == (title, (author,), "2024-03-01")
    assert PASTED[language].rstrip().endswith(document.text[-10:])


@pytest.mark.parametrize(
    "text", ["Von: hier\nBetreff: das\n\nEin Wort.\n", "De: Ana\nPara: Bo\n\nHola.\n"]
)
def test_other_texts_are_none(text):
    assert formats.recognised("a.txt", text.encode()).name == "text"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
@pytest.mark.parametrize("says", ["", 'Content-Type: text/plain; charset="x-none"\n'])
def test_letters_are_told_by_what_they_are_where_a_mail_does_not_say(encoding, says):
    text = (
        f"From: Jörg Aune <j@example.org>\nSubject: Gebühren für Boote\n{says}"
        "Date: Tue, 02 Jan 2024 10:00:00 +0000\n\nDie Gebühr für Boote beträgt 40 Euro.\n"
    )
    document = documents.parse("a.eml", text.encode(encoding))
    assert document.title == "Gebühren für Boote"
    assert document.authors == ("Jörg Aune <j@example.org>",)
    last = chunking.sentences(document)[-1]
    assert document.text[last.start : last.end] == "Die Gebühr für Boote beträgt 40 Euro."
    assert bool(document.warnings) == (encoding != "utf-8")


HEAD = "From: Ann Lee <ann@x.org>\nTo: Bo Lind <bo@x.org>\nSubject: Re: Pump\nDate: Tue, 02 Jan 2024 10:00:00 +0000\n"
PAGE = HEAD + "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n"
REPLIES = {
    "a head below": HEAD
    + "\nToo much.\n\nAnn\n\nFrom: Bo Lind <bo@x.org>\nSent: Monday, 1 January 2024 09:00\nTo: Ann Lee\nCc: Carl\n"
    "Subject: Pump\n\nThe pump costs 900 euros.\n\nFrom: Carl Ohm\nSent: Sunday\nTo: Bo\nSubject: Pump\n\nIt broke in May.\n",
    "a line below which nothing is marked": HEAD
    + "\nToo much.\n\nAm 01.01.2024 um 09:00 schrieb Bo Lind:\n\nThe pump costs 900 euros.\n\nLe 31 décembre 2023, Carl Ohm a écrit :\n\n"
    "It broke in May.\n",
    "marks, of two depths": HEAD
    + "\nToo much.\n\nOn Mon, Jan 1, 2024 at 9:00 AM Bo Lind <bo@x.org>\nwrote:\n\n> Hi Ann,\n>\n> The pump costs 900 euros.\n>\n"
    "> On Sun, Dec 31, 2023 at 9:00 AM Carl Ohm <c@x.org> wrote:\n>> It broke in May.\n> Is that right?\n",
    "quotations of a page": PAGE
    + '<div>Too much.</div><div class="gmail_quote"><div>On Mon, Jan 1, 2024 at 9:00 AM Bo Lind &lt;bo@x.org&gt; wrote:<br></div>'
    "<blockquote><div>The pump costs 900 euros.</div><div>On Sun, Dec 31, 2023 Carl Ohm wrote:</div>"
    "<blockquote>It broke in May.</blockquote></blockquote></div>",
    "a head in a page": PAGE
    + "<div><p>Too much.</p><div><p><b>From:</b> Bo Lind &lt;bo@x.org&gt;<br><b>Sent:</b> Monday, January 1, 2024 9:00 AM<br>"
    "<b>To:</b> Ann Lee<br><b>Subject:</b> Pump</p></div><p>The pump costs 900 euros.</p><div><b>From:</b> Carl Ohm<br>"
    "<b>Sent:</b> Sunday<br><b>To:</b> Bo<br><b>Subject:</b> Pump</div><p>It broke in May.</p></div>",
}  # fmt: skip


@pytest.mark.parametrize("mail", REPLIES.values(), ids=REPLIES)
def test_what_a_mail_repeats_is_never_said_by_its_sender(mail):
    document = documents.parse("a.eml", mail.encode())
    told = {document.text[s.start : s.end]: s for s in chunking.sentences(document)}
    assert (told["Too much."].context, told["Too much."].where) == ("Ann Lee:", "")
    for said, by in (("The pump costs 900 euros.", "Bo Lind"), ("It broke in May.", "Carl Ohm")):
        assert told[said].context.startswith("Quoted reply: ")
        assert by in told[said].context
        assert "Ann Lee" not in told[said].context
        assert told[said].where == "quoted reply"


def test_what_is_said_below_a_quotation_is_the_senders_own():
    mail = HEAD + "\nOn Monday Bo wrote:\n> It costs 900 euros.\n\nThat is too much.\n"
    last = chunking.sentences(documents.parse("a.eml", mail.encode()))[-1]
    assert (last.context, last.where) == ("Ann Lee:", "")


def test_a_journey_is_no_head_of_a_mail():
    mail = HEAD + "\nThe coach:\nFrom: Arn\nTo: Norvik\nDate: 3 May\n\nIt costs 9 euros.\n"
    last = chunking.sentences(documents.parse("a.eml", mail.encode()))[-1]
    assert (last.context, last.where) == ("Ann Lee:", "")


@pytest.mark.parametrize("mail", REPLIES.values(), ids=REPLIES)
def test_who_wrote_something_is_not_who_repeats_it(make, mail):
    answer = make({"a.eml": mail}).ask("Who wrote that the pump costs 900 euros?")
    assert "Ann Lee" not in answer.short


def test_who_wrote_something_is_who_says_it_in_a_mail_of_theirs(make):
    mail = (
        HEAD.replace("Re: Pump", "Roof of the chapel")
        + "\nThe roof of the chapel leaks above the organ.\n"
    )
    assert (
        make({"a.eml": mail}).ask("Who wrote that the roof of the chapel leaks?").short == "Ann Lee"
    )


def test_who_sent_a_message_and_when_answers_nothing_else(make):
    first = HEAD.replace("Re: Pump", "Key to the hut") + "\nWho has the key to the hut?\n"
    second = (
        HEAD.replace("Re: Pump", "Re: Key to the hut").replace("Ann Lee", "Jan Hebel")
        + "\nThe key hangs in the porter's lodge, on hook 7.\n"
    )
    answer = make({"a.eml": first, "b.eml": second}).ask("Where is the key to the hut?")
    assert [c.quote for c in answer.citations] == [
        "The key hangs in the porter's lodge, on hook 7."
    ]
