import pytest

from qa.text import citation_markers


@pytest.mark.parametrize(
    ("text", "numbers", "plain"),
    [
        ("He won [1].", (1,), "He won ."),
        ("[1, 2] and [2-4]", (1, 2, 3, 4), " and "),
        ("[2-90]", (2, 90), ""),
        ("[Passage 2] [^3] 【4†source】 [sources 5 and 6]", (2, 3, 4, 5, 6), "   "),
        ("[] [ , ] [not one] (7)", (), "  (not one) (7)"),
        ("[1234567]", (), "(1234567)"),
    ],
)
def test_markers_as_models_write_them(text, numbers, plain):
    assert citation_markers.numbers(text) == numbers
    assert citation_markers.plain(text) == plain


def test_markers_as_they_are_shown():
    assert citation_markers.mark(12) == "[12]"
    assert citation_markers.removed("He won. [1][2] She lost. [12]") == "He won. She lost."
    assert citation_markers.removed("[not one] and (1)") == "[not one] and (1)"
