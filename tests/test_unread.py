import json

import pytest

from qa import Assistant, Settings
from qa.corpus import unread
from qa.corpus.listing import listing
from qa.types import Skipped


@pytest.fixture
def folder(tmp_path):
    corpus = tmp_path / "corpus"
    (corpus / "drafts").mkdir(parents=True)
    for name in ("a.txt", "b.md", "drafts/c.txt", "notes.txt", "song.mp3", "x.mp3", "README"):
        (corpus / name).write_text("Words are here.")
    (corpus / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    return corpus


@pytest.mark.parametrize(
    ("rules", "files"),
    [
        ("", ("a.txt", "b.md", "drafts/c.txt", "notes.txt")),
        ("drafts/\n# a comment\n", ("a.txt", "b.md", "notes.txt")),
        ("*.txt\n!notes.txt\n", ("b.md", "notes.txt")),
        ("/c.txt", ("a.txt", "b.md", "drafts/c.txt", "notes.txt")),
    ],
)
def test_what_is_ignored_is_no_article(folder, rules, files):
    (folder / ".qaignore").write_text(rules)
    found = listing(folder, (".txt", ".md"))
    assert found.files == files
    assert {one.file for one in found.others} >= {"song.mp3", "README"}


def test_a_suffix_stands_behind_a_point_of_the_name(tmp_path):
    for name in ("txt", "a.d/txt", "a.d/b.TXT", "c.txt.d/x", "d.e.txt", ".txt", "f."):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Words are here.")
    found = listing(tmp_path, (".txt", ".md"))
    assert found.files == ("a.d/b.TXT", "d.e.txt")
    assert {one.file for one in found.others} == {"txt", "a.d/txt", "c.txt.d/x", "f."}
    status = (tmp_path / "d.e.txt").stat()
    assert found.status["d.e.txt"] == (
        status.st_size,
        status.st_mtime_ns,
        status.st_ctime_ns,
    )


def test_files_are_told_by_reason_and_the_first_by_name():
    skipped = [Skipped(file=f"{n}.mp3", reason="no kind that is read") for n in range(5)]
    skipped.append(Skipped(file="b.pdf", reason="a broken PDF"))
    assert [*unread.told(skipped)] == [
        "5 files not read, no kind that is read: 0.mp3, 1.mp3, 2.mp3, …",
        "1 file not read, a broken PDF: b.pdf",
    ]
    assert "4.mp3" in next(unread.told(skipped, verbose=True))


def test_sync_and_status_say_what_was_not_read(folder, tmp_path):
    settings = Settings(corpus=folder, store=tmp_path / "store", llm="none", _env_file=None)
    assistant = Assistant(settings)
    report = assistant.sync()
    assert [one.file for one in report.unread] == ["song.mp3", "x.mp3"]
    assert [one.file for one in report.skipped] == ["broken.pdf"]
    assert json.loads(report.model_dump_json())["unread"][0]["file"] == "song.mp3"
    told = assistant.status()["not read"]
    assert "2 files not read, .mp3" in told
    assert "broken.pdf" in told
    assert assistant.status()["state"] == "up to date"
