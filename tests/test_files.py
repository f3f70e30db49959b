"""A file is read from within its folder, whatever is put in its place, and never for ever."""

import os
import sys
import tracemalloc
from pathlib import Path

import pytest
from conftest import prove

from qa.app import folder
from qa.corpus import documents, files
from qa.errors import CorpusError

OLD = "The envoy arrived in Geneva on Monday. He met the minister there."
REFUSED = r"leads out of the folder|Not a directory"
SECRET = "The password of the vault is swordfish, and the envoy arrived in Oslo."

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of Unix")


@pytest.fixture(params=[True, False], ids=["from folder to folder", "by its path"])
def corpus(tmp_path: Path, request, monkeypatch) -> Path:
    """A folder with a file in a folder; systems that cannot open within a folder as well."""
    monkeypatch.setattr(files, "_STEPWISE", request.param)
    found = tmp_path / "corpus"
    (found / "sub").mkdir(parents=True)
    (found / "sub/a.txt").write_text(OLD)
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/a.txt").write_text(SECRET)
    return found


def test_links_within_the_folder_and_to_the_folder_are_followed(corpus, tmp_path):
    (corpus / "b.txt").symlink_to("sub/a.txt")
    (corpus / "sub/c.txt").symlink_to(corpus / "b.txt")  # a link to a link, and an absolute one
    (tmp_path / "way").symlink_to(corpus)
    assert documents.files(tmp_path / "way") == ["b.txt", "sub/a.txt", "sub/c.txt"]
    for file in ("b.txt", "sub/a.txt", "sub/c.txt"):
        assert files.read(tmp_path / "way", file) == OLD.encode()


def link(corpus: Path, outside: Path) -> None:
    (corpus / "sub/a.txt").unlink()
    (corpus / "sub/a.txt").symlink_to(outside / "a.txt")


def link_to_a_link(corpus: Path, outside: Path) -> None:
    (corpus / "b.txt").symlink_to(outside / "a.txt")
    (corpus / "sub/a.txt").unlink()
    (corpus / "sub/a.txt").symlink_to("../b.txt")


def folder_as_link(corpus: Path, outside: Path) -> None:
    (corpus / "sub").rename(corpus / "was")
    (corpus / "sub").symlink_to(outside)


SWAPS = [link, link_to_a_link, folder_as_link]


@pytest.mark.parametrize("swap", SWAPS)
def test_what_becomes_a_link_that_leads_out_is_not_read(corpus, tmp_path, swap):
    swap(corpus, tmp_path / "outside")
    with pytest.raises((OSError, ValueError), match=REFUSED):
        files.read(corpus, "sub/a.txt")


@pytest.mark.parametrize("swap", SWAPS)
def test_a_link_that_is_put_there_at_the_last_moment_is_not_read(
    corpus, tmp_path, swap, monkeypatch
):
    """Just before the system opens it, when everything was looked at."""
    real, left = os.open, ["swap"]

    def late(path: object, *rest: int, **named: int) -> int:
        if left and Path(str(path)).name == ("sub" if swap is folder_as_link else "a.txt"):
            left.clear()
            swap(corpus, tmp_path / "outside")
        elif left and swap is folder_as_link and Path(str(path)).name == "a.txt":
            left.clear()  # it is opened by its path
            swap(corpus, tmp_path / "outside")
        return real(path, *rest, **named)

    monkeypatch.setattr("os.open", late)
    with pytest.raises((OSError, ValueError), match=REFUSED):
        files.read(corpus, "sub/a.txt")
    assert not left


@pytest.mark.parametrize("file", ["../outside/a.txt", "sub/../../outside/a.txt", "{outside}/a.txt"])
def test_a_name_that_leads_out_is_not_read(corpus, tmp_path, file):
    """As an index that somebody else made may have it."""
    with pytest.raises(ValueError, match="leads out of the folder"):
        files.read(corpus, file.format(outside=tmp_path / "outside"))


@pytest.mark.timeout(60)
def test_what_becomes_a_pipe_is_not_waited_for(corpus):
    (corpus / "sub/a.txt").unlink()
    os.mkfifo(corpus / "sub/a.txt")
    with pytest.raises(ValueError, match="not a file"):
        files.read(corpus, "sub/a.txt")
    os.mkfifo(corpus / ".qaignore")
    assert documents.files(corpus) == []


def test_of_a_file_that_grows_without_end_no_more_is_read_than_was_there(corpus, monkeypatch):
    path, real = corpus / "sub/a.txt", os.fstat

    def growing(descriptor: int) -> os.stat_result:
        status = real(descriptor)
        os.truncate(path, path.stat().st_size + 2**25)
        return status

    monkeypatch.setattr("os.fstat", growing)
    monkeypatch.setattr(files, "_READS", 1)
    monkeypatch.setattr(files, "_STEPWISE", True)  # the other way looks at it once before
    tracemalloc.start()
    try:
        with pytest.raises(files.RestlessFile):
            files.read(corpus, "sub/a.txt")
        assert tracemalloc.get_traced_memory()[1] < 2**20
    finally:
        tracemalloc.stop()


def test_a_removal_keeps_nothing_of_what_a_link_leads_to(corpus, tmp_path, monkeypatch):
    (corpus / "c.txt").write_text(OLD)
    listed = documents.files

    def swapping(where: Path) -> list[str]:
        found = listed(where)
        link(corpus, tmp_path / "outside")
        return found

    monkeypatch.setattr(documents, "files", swapping)
    with pytest.raises(CorpusError, match="leads out of the folder"):
        folder.remove(corpus, "sub/a.txt")


def test_a_file_swapped_for_a_link_while_it_is_synced_is_never_answered_from(
    make, tmp_path, monkeypatch
):
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/a.txt").write_text(SECRET)
    assistant = make({"sub/a.txt": OLD, "b.txt": "The harvest was poor in the north."})
    listed = documents.listed

    def swapping(where: Path) -> object:
        found = listed(where)
        if not (where / "sub/a.txt").is_symlink():
            link(where, tmp_path / "outside")
        return found

    monkeypatch.setattr(documents, "listed", swapping)
    report = assistant.sync()
    assert report.added == ("b.txt",)
    answer = prove(assistant.ask("Where did the envoy arrive?"), tmp_path / "corpus")
    assert "Oslo" not in answer.model_dump_json()
    assert {article.file for article in assistant.articles()} == {"b.txt"}
