import pytest

from qa.corpus.inline import Mask, hidden


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("plain words", "plain words"),
        ("a **bold** and *slanted* word", "a bold and slanted word"),
        ("a __bold__ and _slanted_ word", "a bold and slanted word"),
        ("snake_case_name stays", "snake_case_name stays"),
        ("2 * 3 * 4 stays", "2 * 3 * 4 stays"),
        ("[a link](https://example.org/a_(b)) here", "a link here"),
        ("[a link](x 'title') here", "a link here"),
        ("[a reference][1] here", "a reference here"),
        ("![a picture](x.png)", "a picture"),
        ("[![badge](x.svg)](y) Name", "Name"),
        ("said.[^1] Then", "said. Then"),
        ("`**code**` stays", "`**code**` stays"),
        ("a <b>tag</b> and <!-- no --> more", "a tag and more"),
        ("1 < 2 and 3 > 2 stays", "1 < 2 and 3 > 2 stays"),
        ("<https://example.org> stays", "<https://example.org> stays"),
        ("~~gone~~ stays", "gone stays"),
    ],
)
def test_what_a_reader_sees(text, seen):
    spans = list(hidden(text, 0, len(text)))
    mask = Mask(text, spans)
    assert mask.seen(0, len(text)) == seen
    assert len(mask.blanked(0, len(text))) == len(text)
    assert mask.hides(0, len(text)) == bool(spans)
