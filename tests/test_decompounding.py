"""Compounds written as one word, looked up by parts that the texts know, and parts as one."""

import pytest

from qa import Assistant, Settings
from qa.text import decompounding, forms


def looked_up(question: str, text: str, code: str) -> list[str]:
    known = forms.counted(text, code)[1]
    return decompounding.looked_up(forms.terms(question, code), question, code, known)


@pytest.mark.parametrize(
    ("question", "text", "code", "found"),
    [
        ("Wann ist die Stadtratssitzung?", "Die Sitzung des Stadtrats.", "de", "Stadtrat Sitzung"),
        ("Wann ist die Sitzung des Stadtrats?", "Die Stadtratssitzung.", "de", "Stadtratssitzung"),
        ("Wo ist die Fehlerquelle?", "Die Quelle aller Fehler.", "de", "Fehler Quelle"),
        (
            "Was kosten Kinderfahrräder?",
            "Räder für Kinder, Fahrräder.",
            "de",
            "kosten Kinder Fahrräder",
        ),
        (
            "Wanneer is de raadsvergadering?",
            "De vergadering van de raad.",
            "nl",
            "raad vergadering",
        ),
        ("Wanneer vergadert de raad?", "Ze komen maandag.", "nl", "vergadert raad"),
        # Known as it is, or with a part that the texts do not know, or of a language without.
        ("Was tut der Stadtrat?", "Der Rat der Stadt, der Stadtrat.", "de", "tut Stadtrat"),
        ("Wo ist das Rathaus?", "Ein Haus.", "de", "Rathaus"),
        ("¿Dónde está el rascacielos?", "rasca cielos", "es", "está rascacielos"),
    ],
)
def test_what_the_texts_know_is_looked_up(question, text, code, found):
    assert looked_up(question, text, code) == forms.terms(found, code)


def test_words_of_english_stay_as_they_are():
    assert decompounding.looked_up(["firefight"], "firefighters", "en", {"fire"}) == ["firefight"]


def test_an_article_with_the_parts_answers_for_the_compound(tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_text("Die Sitzung des Stadtrats von Lindental ist am Montag.")
    (folder / "b.txt").write_text("Die Probe des Chors von Lindental ist am Freitag.")
    settings = Settings(corpus=folder, store=tmp_path / "store", llm="none", _env_file=None)
    with_compound = Assistant(settings).ask("Wann ist die Stadtratssitzung in Lindental?")
    assert [c.file for c in with_compound.citations][:1] == ["a.txt"]
    assert with_compound.confidence > 0.6
