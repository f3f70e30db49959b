import pytest

from qa.text import words
from qa.text.stance import denies, retells, takes_back


@pytest.mark.parametrize(
    ("question", "text", "denied"),
    [
        ("Is the water fit to drink?", "The water is fit to drink.", False),
        ("Is the water fit to drink?", "The water is not fit to drink.", True),
        ("Is the water fit to drink?", "The water isn't yet fit to drink.", True),
        ("Are dogs allowed on the beach?", "Dogs are banned from the beach.", True),
        ("Did Hark admit the fraud?", "Hark denied the fraud.", True),
        ("Did Hark commit the fraud?", "Hark did not deny the fraud.", False),
        ("Is the bridge under repair?", "The bridge is under repair.", False),
        ("Did the mission fail?", "The mission went on.", False),
        ("Was Tark arrested?", "Police denied that Tark was arrested.", True),
        (
            "Is the bridge safe?",
            "The bridge is safe, said the engineer, who had been ill and had never seen Rome.",
            False,
        ),
    ],
)
def test_what_is_denied(question: str, text: str, denied: bool) -> None:
    assert denies(text, set(words.terms(question))) == denied


@pytest.mark.parametrize(
    ("text", "retold", "back"),
    [
        ("We wrote on 4 June that the ward has 24 beds.", True, True),
        ("An earlier version of this article said that she earned 300,000.", True, True),
        ("In fact she earned 30,000.", False, True),
        ("The correct figure is 480,000.", False, True),
        ("She said that the ward has 24 beds.", False, False),
        ("The ward has 24 beds.", False, False),
    ],
)
def test_what_is_told_to_be_corrected(text: str, retold: bool, back: bool) -> None:
    assert (retells(text), takes_back(text)) == (retold, back)
