import pytest

from qa.text import words
from qa.text.stance import denies


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
