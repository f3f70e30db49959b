import dataclasses
import os
import struct

import numpy as np
import pytest

from qa.index import fetching, keeper
from qa.index.rows import Row
from qa.index.store import Store
from qa.types import Vectors

TEXT = "The envoy arrived in Geneva on Monday. He met the minister there."


def test_looking_makes_nothing(tmp_path):
    store = Store(tmp_path / "store", model="m", chunker="c")
    assert not store.exists()
    assert not os.path.lexists(tmp_path / "store")


def test_rows_come_back_as_they_were_written(make, tmp_path):
    assistant = make({"a.txt": "Headline\n\n" + TEXT + "\n\nLeave a Reply\n"})
    assistant.sync()
    rows, vectors = Store(tmp_path / "store", model="", chunker="").read()
    assert [(row.text, row.heading, row.title) for row in rows] == [
        ("Headline", True, "Headline"),
        ("The envoy arrived in Geneva on Monday.", False, "Headline"),
        ("He met the minister there.", False, "Headline"),
    ]
    assert vectors.shape == (len(rows), 384)
    whole = "".join(row.lead + row.text for row in rows) + rows[-1].tail
    assert whole == (tmp_path / "corpus/a.txt").read_text()


def test_rows_are_read_in_pages(make, tmp_path, monkeypatch):
    many = "".join(f"The envoy {n} arrived in Geneva.\n" for n in range(23))
    assistant = make({"a.txt": many, "b.txt": TEXT})
    assistant.sync()
    whole = Store(tmp_path / "store", model="", chunker="").read()
    monkeypatch.setattr(fetching, "_PAGE", 7)
    rows, vectors = Store(tmp_path / "store", model="", chunker="").read()
    assert rows == whole[0]
    assert (vectors == whole[1]).all()


def rows_of_one_file(many: int) -> tuple[list[Row], Vectors]:
    text = "The envoy arrived in Geneva on Monday."
    rows = [
        Row(
            file="a.txt",
            digest="d" * 40,
            index=number,
            count=many,
            start=0,
            end=len(text),
            unit=0,
            passage=0,
            heading=False,
            text=text,
            lead="",
            tail="",
            title="",
            date="",
            stamp=1,
        )
        for number in range(many)
    ]
    vectors = np.random.default_rng(1).normal(size=(many, 4)).astype(np.float32)
    return rows, vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_a_graph_of_vectors_that_nobody_asks_is_made_with_few_candidates(tmp_path):
    store = Store(tmp_path / "store", model="m", chunker="c")
    rows, vectors = rows_of_one_file(1001)  # more than a thousand: Chroma writes the graph
    with store.writing(wait=False):
        store.open_for_writing()
        store.put(rows, list(vectors))
        store.committed()
    (segment,) = keeper.segments(store.path)
    header = (segment / "header.bin").read_bytes()
    assert struct.unpack_from("<Q", header, len(header) - 8) == (16,)
    assert np.allclose(store.read()[1], vectors, atol=1e-5)


@pytest.mark.soak
def test_more_rows_than_sqlite_has_variables(tmp_path):
    """Of 100,000 rows at once Chroma says "too many SQL variables"."""
    store = Store(tmp_path / "store", model="m", chunker="c")
    many = 100_000
    rows, vectors = rows_of_one_file(many)
    with store.writing(wait=False):
        store.open_for_writing()
        store.put(rows, list(vectors))
        store.committed()
    found, kept = store.read()
    assert [one.index for one in found] == list(range(many))
    assert np.allclose(kept, vectors, atol=1e-5)
    assert [(v.file, v.count, v.complete) for v in store.versions()] == [("a.txt", many, True)]
    assert store.held([rows[0].searched, "It rained."]) == {rows[0].searched}


def test_one_row_of_each_text_is_enough(tmp_path, monkeypatch):
    store = Store(tmp_path / "store", model="m", chunker="c")
    rows, vectors = rows_of_one_file(9)
    other = dataclasses.replace(rows[0], index=9, count=10, text="It rained.")
    with store.writing(wait=False):
        store.open_for_writing()
        store.put([*rows, other], [*vectors, -vectors[0]])
        store.committed()
    monkeypatch.setattr(fetching, "_LOOKED", 3)
    found = store.vectors([rows[0].searched, other.searched, "It snowed."])
    assert set(found) == {rows[0].searched, other.searched}
    assert np.allclose(found[other.searched], -vectors[0], atol=1e-5)
