"""Who does what a question asks of somebody else gives no answer, and none that differs."""

import pytest

OWN = "Brannock closes plant\n\n3 May 2024\n\nBrannock employs 420 people in Sele.\n"
QUESTION = "How many people does Brannock employ?"


@pytest.mark.parametrize(
    "other",
    [
        "Ostrow employs 640 people at its works beside the plant of Brannock.",
        "In the valley the firm Ostrow is the largest: it employs 640 people. Brannock is smaller.",
    ],
)
def test_what_another_firm_does_is_no_other_answer(make, other: str) -> None:
    files = {"own.txt": OWN, "other.txt": f"Work\n\n9 May 2024\n\n{other}\n"}
    answer = make(files).ask(QUESTION)
    assert answer.short.startswith("420")
    assert "640" not in answer.text
    assert len(answer.agreement) < 2


def test_alone_it_is_refused(make) -> None:
    text = "Ostrow employs 640 people at its works beside the plant of Brannock.\n"
    assert make({"other.txt": f"Work\n\n9 May 2024\n\n{text}"}).ask(QUESTION).refused


@pytest.mark.parametrize(
    ("question", "text", "short"),
    [
        ("When did Arlen meet Holt?", "Holt met Arlen on Tuesday.", "on Tuesday"),
        ("How many people does Brannock employ?", "Brannock Mining employs 420 people.", "420"),
    ],
)
def test_what_the_one_asked_for_does_is_an_answer(
    make, question: str, text: str, short: str
) -> None:
    assert make({"own.txt": f"{text}\n"}).ask(question).short.startswith(short)
