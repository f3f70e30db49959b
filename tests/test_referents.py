"""What a pronoun of a question stands for."""

import pytest

from qa.text import referents


@pytest.mark.parametrize(
    ("question", "before", "short", "resolved"),
    [
        ("How much did she cost?", "Where was the Maid of Corrin built?", "Gdansk",
         "How much did the Maid of Corrin cost?"),
        ("What is his salary?", "How many goals has Femi Adeola scored?", "31",
         "What is Femi Adeola's salary?"),
        ("What part of it is insured?", "How high is the damage of the flood?", "3.1 million",
         "What part of the damage of the flood is insured?"),
        ("Where does he live?", "Who is the captain of the team?", "Oskar Lindqvist",
         "Where does Oskar Lindqvist live?"),
        ("How many cars can it carry?", "Which ship has taken over?", "the Lass of Corrin",
         "How many cars can the Lass of Corrin carry?"),
        ("Who wrote the report about it?", "What was the drain blocked by?", "a ball",
         "Who wrote the report about the drain?"),
        ("How long is the report?", "Who wrote the report of the insurer?", "Okoro",
         "How long is the report of the insurer?"),
        ("Who voted against it?", "How much does the bridge repair cost?", "",
         "Who voted against the bridge repair?"),
        ("Who paid for it?", "When did the museum of tin open in Orm?", "",
         "Who paid for the museum of tin?"),
        ("Who designed it?", "When did the ice rink in Sulz open?", "",
         "Who designed the ice rink?"),
        ("How long did it last?", "Was it true that the strike began on Monday?", "",
         "How long did the strike last?"),
        ("Did she resign?", "When did the minister Sofia Drage leave Ilz?", "",
         "Did Sofia Drage resign?"),
    ],
)  # fmt: skip
def test_what_is_put_in_the_place_of_a_pronoun(question, before, short, resolved):
    found = referents.resolved(question, before, short)
    assert found is not None
    assert found.question == resolved


@pytest.mark.parametrize(
    ("question", "before"),
    [
        ("Who is its chief executive?", "How much did profit rise?"),
        ("What did Zelensky say about his visit?", "Who led the delegation?"),
        ("Is it true that the bridge is closed?", "Who led the delegation?"),
        ("How long is the bridge?", "Who wrote the report of the insurer?"),
        ("Did she resign?", "What was signed in Ilz?"),
    ],
)
def test_nothing_is_put_where_it_is_not_known(question, before):
    assert referents.resolved(question, before, "") is None
