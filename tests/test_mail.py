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
