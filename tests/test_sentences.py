"""What a model writes, cut into sentences with their markers, however it arrives."""

from __future__ import annotations

import pytest

from qa.write.sentences import SentenceStream, Written


def read(text: str, size: int = 0) -> list[Written]:
    stream = SentenceStream()
    pieces = [text[at : at + size] for at in range(0, len(text), size)] if size else [text]
    return [written for piece in pieces for written in stream.feed(piece)] + stream.finish()


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("He won [1]. She lost [2].", [("He won.", (1,)), ("She lost.", (2,))]),
        ("He won. [1] She lost.[2][3]", [("He won.", (1,)), ("She lost.", (2, 3))]),
        ("He won [1, 2] and [3-5].", [("He won and.", (1, 2, 3, 4, 5))]),
        ("He won【4†source】.", [("He won.", (4,))]),
        ("He won [[1]] [Passage 2] [^3].", [("He won.", (1, 2, 3))]),
        ("The U.S. won [1]. Mr. Smith lost.", [("The U.S. won.", (1,)), ("Mr. Smith lost.", ())]),
        ("- **One** [1]\n- Two [2]", [("One", (1,)), ("Two", (2,))]),
        ("They were:\n1. Ann [1]\n2. Bob [2]", [("They were: Ann", (1,)), ("Bob", (2,))]),
        ("He won.\n[1]", [("He won.", (1,))]),
        ("Use a[0] here.", [("Use a here.", (0,))]),
        ("[]\n[ ]\n", []),
        ("", []),
    ],
)
def test_sentences_and_their_markers(text: str, sentences: list[tuple[str, tuple]]) -> None:
    whole = read(text)
    assert [(written.text, written.numbers) for written in whole] == sentences
    assert read(text, size=1) == whole
