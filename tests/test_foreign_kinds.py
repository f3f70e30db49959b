"""What a question in another language asks for, and what a text lacks of it."""

import pytest

from qa.corpus import documents
from qa.text import kinds


@pytest.mark.parametrize(
    ("code", "question", "text", "lacking"),
    [
        ("de", "Wie alt ist die Bürgermeisterin?", "Die Brücke ist 84 Meter lang.", True),
        ("de", "Wie alt sind die Fossilien?", "Sie sind 515 Millionen Jahre alt.", False),
        ("de", "Was hat die Brücke gekostet?", "Die Brücke ist 84 Meter lang.", True),
        ("de", "Um wie viel Prozent sind die Kosten gestiegen?", "Um 38 Prozent.", False),
        ("es", "¿Cuántos años tiene Inés Urrutia?", "Las obras durarán dos años.", True),
        ("es", "¿Cuándo abren el molino?", "Abren los sábados.", False),
        ("fr", "Quel âge a Clara Mounier ?", "Elle gagne la course.", True),
        ("fr", "Combien coûte l'entrée ?", "L'entrée coûte 8 euros.", False),
        ("tr", "Köprü kaç yaşında?", "Köprü eski.", False),
    ],
)
def test_what_a_text_lacks_is_told_by_kind(code, question, text, lacking):
    assert kinds.lacks(question, text, code) == lacking


def test_a_byline_and_a_dateline_of_another_language_say_nothing_else():
    text = (
        "El puente reabre tras dos años\nPor Lucía Herranz\nVALDEARCOS, 4 de abril de 2024.-\n\n"
        "El puente romano reabrió al público el jueves.\n"
    )
    found = documents.parse("a.txt", text.encode())
    assert (found.authors, found.date) == (("Lucía Herranz",), "2024-04-04")
    assert any("VALDEARCOS" in text[s.start : s.end] for s in found.boilerplate)
