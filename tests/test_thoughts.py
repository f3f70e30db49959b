import pytest

from qa.model.thoughts import ThoughtFilter


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("<think>\nWho? [1]\n</think>\n\nRubio.", "Rubio."),
        ("Rubio <think> led it.", "Rubio <think> led it."),
        ("  <think>no end", ""),
        ("<thin", "<thin"),
        ("[THINK]Who?[/THINK]Rubio.", "Rubio."),
        ("<thinking>Who? </think> hm</thinking> Rubio.", "Rubio."),
        ("<reasoning>\n</reasoning>Rubio.", "Rubio."),
        ("[1] Rubio.", "[1] Rubio."),
        ("", ""),
    ],
)
@pytest.mark.parametrize("size", [1, 4, 100])
def test_what_comes_after_the_thoughts(text, answer, size):
    thoughts = ThoughtFilter()
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    shown = "".join(thoughts.feed(piece) for piece in pieces) + thoughts.feed("", last=True)
    assert shown.strip() == answer
