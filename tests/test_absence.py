"""A disk that is away is not a folder that was emptied; what is away is told with its date."""

import errno
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from conftest import ROOT, prove

from qa import Assistant
from qa.app import listing as page
from qa.corpus import files as documents_files
from qa.corpus.listing import Listing
from qa.index import absence
from qa.index.absence import Memory

OLD = "The envoy arrived in Geneva on Monday. He met the minister there."
HARVEST = "The harvest was poor in the north of the country."

DISK = {"disk": 7}
FILES = ("a.txt", "disk/b.txt", "disk/deep/c.txt", "other/d.txt")


@pytest.mark.parametrize(
    ("before", "now", "seen", "away"),
    [
        (DISK, DISK, ("a.txt",), ()),  # emptied, and the disk is there
        (DISK, {}, ("a.txt",), ("disk/b.txt", "disk/deep/c.txt")),  # unmounted
        (DISK, {}, ("a.txt", "disk/b.txt"), ()),  # copied from the disk into a folder
        (DISK, {"disk": 8}, ("a.txt",), ("disk/b.txt", "disk/deep/c.txt")),  # the automounter's
        ({}, DISK, ("a.txt",), ("disk/b.txt", "disk/deep/c.txt")),  # an empty disk upon a folder
        ({}, {}, ("a.txt",), ()),  # emptied
        ({"disk/deep": 7}, {}, ("a.txt", "disk/b.txt"), ("disk/deep/c.txt",)),
        ({".": 7}, {}, (), FILES),  # all of it unmounted
        ({".": 7}, {".": 8}, ("a.txt",), ()),  # mounted anew
        ({".": 7}, {".": 7}, (), ()),  # emptied
    ],
)
def test_a_disk_is_away_where_it_was_one_and_nothing_is_found_there(before, now, seen, away):
    found = Memory(disks=before).away(Listing(seen, disks=now), FILES)
    assert tuple(sorted(found)) == away


def test_what_is_away_is_remembered_as_it_was_first_seen():
    gone = Memory(DISK).updated(Listing(("a.txt",)), ["disk/b.txt"])
    assert gone.disks == DISK
    early = Memory(DISK, {"disk/b.txt": "2024-05-01T10:00:00+00:00"})
    assert early.updated(Listing(("a.txt",)), ["disk/b.txt"]) == early
    assert early.updated(Listing(FILES, disks=DISK), []) == Memory(DISK)
    assert early.updated(Listing(FILES), []) == Memory()


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"corpus": 1}', '{"corpus": "", "since": 3}'])
def test_a_memory_that_is_lost_is_none(tmp_path, damage):
    kept = Memory(DISK, {"a.txt": "2024-05-01T10:00:00+00:00"})
    absence.save(tmp_path, tmp_path, kept)
    assert absence.load(tmp_path, tmp_path) == kept
    assert absence.load(tmp_path, tmp_path / "another") == Memory()
    (tmp_path / absence.NAME).write_text(damage)
    assert absence.load(tmp_path, tmp_path) == Memory()
    absence.save(tmp_path / "nowhere", tmp_path, kept)


def mounted(path: Path, on: bool) -> None:
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs"] if on else ["umount"]
    if subprocess.call([*command, str(path)], stderr=subprocess.DEVNULL):
        pytest.skip("no disk can be mounted here")


@pytest.fixture
def leave(make, tmp_path, monkeypatch) -> Callable[[], None]:
    """A synced folder with a disk in it, as mounted as may be, and what unmounts it."""
    disk = tmp_path / "corpus/disk"
    disk.mkdir(parents=True)
    if os.name == "posix" and os.geteuid() == 0 and shutil.which("mount"):
        mounted(disk, True)
        make({"a.txt": HARVEST, "disk/b.txt": OLD}).sync()
        yield lambda: mounted(disk, False)
        subprocess.call(["umount", "-l", str(disk)], stderr=subprocess.DEVNULL)
    else:  # as if the folder had been a disk of its own
        make({"a.txt": HARVEST, "disk/b.txt": OLD}).sync()
        absence.save(tmp_path / "store", tmp_path / "corpus", Memory(DISK))
        yield (disk / "b.txt").unlink


@pytest.fixture
def leave_all(make, tmp_path) -> Callable[[], None]:
    """A synced folder that is a disk, as mounted as may be, and what unmounts it."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    if os.name == "posix" and os.geteuid() == 0 and shutil.which("mount"):
        mounted(corpus, True)
        make({"a.txt": HARVEST, "b.txt": OLD}).sync()
        yield lambda: mounted(corpus, False)
        subprocess.call(["umount", "-l", str(corpus)], stderr=subprocess.DEVNULL)
    else:  # as if it had been a disk
        make({"a.txt": HARVEST, "b.txt": OLD}).sync()
        absence.save(tmp_path / "store", corpus, Memory({".": 7}))
        yield lambda: [path.unlink() for path in corpus.iterdir()]


def files(assistant: Assistant) -> list[str]:
    return [article.file for article in assistant.articles()]


def test_the_articles_of_an_unmounted_folder_stay_and_are_told(make, tmp_path, leave):
    before = datetime.now().astimezone().replace(second=0, microsecond=0)
    leave()
    assistant = make({"a.txt": HARVEST + " It rained."})
    report = assistant.sync()
    assert (report.updated, report.removed) == (("a.txt",), ())
    told = {found.file: found.reason for found in report.skipped}["disk/b.txt"]
    since = re.search(r"not reachable since (\d{4}-\d\d-\d\d \d\d:\d\d), kept", told)
    assert since
    assert datetime.fromisoformat(since[1]).astimezone() >= before
    assert "the disk of 'disk' is away" in told
    assert files(assistant) == ["a.txt", "disk/b.txt"]
    assert since[0] in assistant.status()["not read"]
    assert since[0] in page.render(assistant.articles(), assistant.unread(), editable=False)
    for arguments in (["status"], ["status", "--json"], ["sync"], ["sync", "--json"]):
        said = subprocess.run(
            [sys.executable, "-m", "qa", *arguments],
            cwd=ROOT,
            env={
                **os.environ,
                "QA_CORPUS": str(tmp_path / "corpus"),
                "QA_STORE": str(tmp_path / "store"),
            },
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        )
        assert since[0] in " ".join((said.stdout + said.stderr).split())
        if "--json" in arguments:
            assert json.loads(said.stdout)


def test_since_when_is_not_since_the_last_look(make, tmp_path, leave):
    leave()
    assistant = make()
    assistant.status()
    kept = tmp_path / "store" / absence.NAME
    found = json.loads(kept.read_text())
    found["since"]["disk/b.txt"] = "2024-05-17T12:00:00+00:00"
    kept.write_text(json.dumps(found))
    assert "not reachable since 2024-05-1" in assistant.status()["not read"]
    assert "not reachable since 2024-05-1" in assistant.sync().skipped[0].reason


def test_a_disk_that_comes_back_is_indexed_as_it_was_and_a_rebuild_forgets_it(
    make, tmp_path, leave
):
    leave()
    assistant = make()
    assert files(assistant) == ["a.txt", "disk/b.txt"]
    (tmp_path / "corpus/disk/b.txt").write_text(OLD)  # in the place of the disk
    report = assistant.sync()
    assert (report.skipped, report.embedded) == ((), 0)
    (tmp_path / "corpus/disk/b.txt").unlink()
    assert assistant.sync().removed == ("disk/b.txt",)


def test_a_rebuild_forgets_what_is_away(make, leave):
    leave()
    assistant = make()
    assert "disk/b.txt" in files(assistant)
    assert assistant.sync(rebuild=True).added == ("a.txt",)
    assert assistant.sync().skipped == ()


def test_a_folder_that_was_emptied_is_emptied(make, tmp_path):
    make({"a.txt": HARVEST, "sub/b.txt": OLD}).sync()
    (tmp_path / "corpus/sub/b.txt").unlink()
    assert make().sync().removed == ("sub/b.txt",)


# -- an answer that cannot be checked ----------------------------------------------------------

QUESTION = "Where did the envoy arrive on Monday?"
AWAY = re.compile(r"disk/b\.txt, not reachable since \d{4}-\d\d-\d\d \d\d:\d\d")


@pytest.mark.parametrize(
    "way",
    [Assistant.ask, Assistant.quote, lambda a, q: list(a.stream(q))[-1]],
    ids=["asked", "quoted", "streamed"],
)
def test_an_answer_that_cannot_be_read_now_is_told_as_that(make, leave, way):
    assert "Geneva" in make().ask(QUESTION).text
    leave()
    answer = way(make(), QUESTION)
    assert answer.refused
    assert not answer.citations
    assert "cannot be read now" in answer.reason
    assert answer.confidence == 0.0
    told = " ".join(answer.notes)
    assert AWAY.search(told), told
    assert "changed" not in told


def test_what_can_be_read_answers_instead(make, tmp_path, leave):
    leave()
    assistant = make({"c.txt": "It is said that the envoy arrived in Geneva on Monday."})
    answer = prove(assistant.ask(QUESTION), tmp_path / "corpus")
    assert {citation.file for citation in answer.citations} == {"c.txt"}
    assert "Geneva" in answer.text
    assert AWAY.search(" ".join(answer.notes))


def test_what_does_not_answer_is_not_told_of(make, leave):
    leave()
    answer = make().ask("How was the harvest in the north?")
    assert "poor" in answer.text
    assert not AWAY.search(" ".join(answer.notes))
    assert "changed" not in " ".join(answer.notes)


def test_a_file_that_may_not_be_read_is_told_by_its_name(make, monkeypatch):
    assistant = make({"a.txt": HARVEST, "b.txt": OLD})
    assistant.sync()
    read = documents_files.read

    def refused(corpus, file):
        if file == "b.txt":
            raise PermissionError(errno.EACCES, "Permission denied", file)
        return read(corpus, file)

    monkeypatch.setattr(documents_files, "read", refused)
    told = " ".join(assistant.ask(QUESTION).notes)
    assert "b.txt" in told
    assert "changed" not in told


def test_a_draft_is_not_proved_by_what_cannot_be_read_now(make, leave):
    leave()
    report = make().check(OLD)
    for statement in report.checked:
        assert statement.verdict == "not in the articles"
        assert not statement.citations
    assert AWAY.search(report.checked[0].reason)


def test_a_folder_that_is_away_altogether_is_told_as_that(make, leave_all):
    leave_all()
    assistant = make()
    answer = assistant.ask(QUESTION)
    assert answer.refused
    assert "b.txt, not reachable since" in " ".join(answer.notes)
    report = assistant.sync()
    assert not report.removed
    assert [found.file for found in report.skipped] == ["a.txt", "b.txt"]
    assert all("the disk of the articles is away" in found.reason for found in report.skipped)
    assert "the disk of the articles is away" in assistant.status()["not read"]
    assert files(assistant) == ["a.txt", "b.txt"]
