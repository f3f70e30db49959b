"""Articles that name two of one kind in answer to one question, in words of their own."""

import pytest


@pytest.mark.parametrize(
    ("question", "one", "two"),
    [
        (
            "On which sandbank did the ferry come to rest?",
            "The ferry Maid ran aground on Tuesday. It came to rest on the Pollan bank.",
            "The ferry lay on the Kettle bank, a mile north of the channel, said the pilot.",
        ),
    ],
)
def test_two_of_the_kind_that_is_asked_for_differ(make, question: str, one: str, two: str) -> None:
    files = {"a.txt": f"One\n\n3 May 2024\n\n{one}\n", "b.txt": f"Two\n\n4 May 2024\n\n{two}\n"}
    answer = make(files).ask(question)
    assert {c.citations[0].file: c.relation for c in answer.agreement} in (
        {"a.txt": "same", "b.txt": "different"},
        {"b.txt": "same", "a.txt": "different"},
    )
