"""Chroma's files of vectors: damaged ones are not opened, since that may end the process."""

import random
import shutil
import struct
from collections.abc import Callable
from pathlib import Path

import chromadb
import pytest

from qa.index import keeper, segment


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a real collection, some of whose rows were changed and removed."""
    path = tmp_path_factory.mktemp("chroma")
    client = chromadb.PersistentClient(path=str(path))
    made = client.create_collection("articles", embedding_function=None)
    chance = random.Random(1)
    for turn in range(3):
        names = [f"{turn}-{i}" for i in range(401)]
        made.upsert(ids=names, embeddings=[[chance.random() for _ in range(8)] for _ in names])
    made.delete(ids=[f"0-{i}" for i in range(50)])
    made.upsert(ids=names, embeddings=[[chance.random() for _ in range(8)] for _ in names])
    client.close()
    (found,) = keeper.segments(path)
    return found


@pytest.fixture
def folder(whole: Path, tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.setattr(segment, "_WAIT", 0.0)
    return Path(shutil.copytree(whole, tmp_path / "segment"))


def test_what_chroma_wrote_is_whole(folder):
    assert segment.is_whole(folder)
    header = (folder / "header.bin").read_bytes()
    assert struct.unpack_from("<Q", header, 20)[0] >= 1000  # it has written them


def put(file: str, at: int, value: int) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        content = bytearray((folder / file).read_bytes())
        content[at : at + 4] = struct.pack("<I", value)
        (folder / file).write_bytes(content)

    return damage


def cut(file: str, share: float) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        content = (folder / file).read_bytes()
        (folder / file).write_bytes(content[: int(share * len(content))])

    return damage


FILES = ("header.bin", "length.bin", "link_lists.bin", "data_level0.bin")


@pytest.mark.parametrize(
    "damage",
    [
        *(put("header.bin", at, 0x7FFFFFFF) for at in range(4, 96, 4) if at != 84),
        *(put("header.bin", at, 1) for at in (12, 20, 28, 36, 44, 60, 68, 76)),
        put("header.bin", 52, 0),  # the highest level
        *(put("data_level0.bin", at, 0xFFFF) for at in (0, 4, 8)),
        *(put("link_lists.bin", 0, value) for value in (1, 68 * 100, 0xFFFFFFFF)),
        *(cut(file, share) for file in FILES for share in (0.0, 0.5, 0.9)),
        *(lambda folder, file=file: (folder / file).unlink() for file in FILES[1:]),
    ],
)
def test_what_does_not_fit_is_not_whole(folder, damage):
    damage(folder)
    assert not segment.is_whole(folder)


def test_links_above_the_ground_lead_to_elements_of_that_level(folder):
    content = bytearray((folder / "link_lists.bin").read_bytes())
    at, levels = 0, []
    while at < len(content):
        (size,) = struct.unpack_from("<I", content, at)
        levels.append((size // 68, at + 4))
        at += 4 + size
    low = next(number for number, (level, _) in enumerate(levels) if not level)
    high = next(place for level, place in levels if level)
    assert struct.unpack_from("<H", content, high)[0] > 0
    struct.pack_into("<I", content, high + 4, low)
    (folder / "link_lists.bin").write_bytes(content)
    assert not segment.is_whole(folder)


def test_another_version_is_not_judged(folder):
    put("header.bin", 0, 2)(folder)
    cut("length.bin", 0.5)(folder)
    assert segment.is_whole(folder)


def test_files_that_another_process_is_just_writing_are_looked_at_again(folder, monkeypatch):
    content = (folder / "length.bin").read_bytes()
    cut("length.bin", 0.5)(folder)
    monkeypatch.setattr("time.sleep", lambda _: (folder / "length.bin").write_bytes(content))
    assert segment.is_whole(folder)
