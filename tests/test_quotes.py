import pytest

from qa.verify import quotes


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He said “peace now”.", ["peace now"]),
        ('He said "peace" and "war".', ["peace", "war"]),
        ("«Paix», „Frieden“ and ‘peace’", ["Paix", "Frieden", "peace"]),
        ("It isn't Anna's plan.", []),
        ("He said “peace", ["peace"]),
        ("peace now,” he said.", ["peace now,"]),
        ('peace now."', ["peace now."]),
    ],
)
def test_what_stands_between_quotation_marks(text, found):
    assert quotes.find(text) == found


def test_the_marks_alone_are_taken_out():
    assert quotes.without_marks("He said “it isn't peace”.") == "He said it isn't peace."


@pytest.mark.parametrize("gap", ["…", "...", "[the war]", "(of all)"])
def test_a_quote_is_parted_where_something_is_left_out(gap):
    assert quotes.runs(f"we {gap} talk now") == [("we",), ("talk", "now")]
