"""A question that consists of several is taken apart; one that is one is not."""

import pytest

from qa.text import compound


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Who leads it, and when is the report due?", ["Who leads it?", "When is the report due?"]),
        ("When and where was it signed?", ["When was it signed?", "Where was it signed?"]),
        ("How long and how wide is it?", ["How long is it?", "How wide is it?"]),
        ("Is it safe and does it have a toll?", ["Is it safe?", "Does it have a toll?"]),
        ("Who is the mayor? When was she elected?", ["Who is the mayor?", "When was she elected?"]),
        ("By whom and when was it founded?", ["By whom was it founded?", "When was it founded?"]),
        ("Who came, who left and who stayed?", ["Who came?", "Who left?", "Who stayed?"]),
        ("Do you know who he met and what he said?", ["Do you know who he met?", "What he said?"]),
        (
            "Which is the hall where the council meets, and who owns it?",
            ["Which is the hall where the council meets?", "Who owns it?"],
        ),
    ],
)
def test_the_parts_of_a_question(question, parts):
    assert compound.parts(question) == parts


@pytest.mark.parametrize(
    "question",
    [
        "Who met Lavrov and Ushakov?",
        "Who is the gardener of Elmford, who grows plums?",
        "When did the firm, which builds ships, fail?",
        "What are the names and ages of the winners?",
        "How did profit and revenue change?",
        "What did the mayor say about the talks and when they would end?",
        "What did the mayor say about who was there and what was discussed?",
        "What is the difference between what Rubio said and what Lavrov said?",
        "What happened when the mayor called and who was told?",
        "When the war began, who was president?",
        "Which adjective did he use, was it useful?",
        "Did Putin and Trump speak and agree?",
        "Who said what and when?",
        "Who, when and where?",
        "What is the name of the firm which built the bridge and which was sold in May?",
    ],
)
def test_one_question_is_not_cut(question):
    assert compound.parts(question) == [question]
